//! What a few mistakes look like in the end.

use crate::diag::render::human;
use crate::diag::{Report, Sink};
use crate::source::SourceFile;
use crate::syntax::parse;

fn shown(text: &str) -> String {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
    let _ = parse(&source, &mut sink);
    let report: Report = sink.report();
    human(&report, &source, false)
}

#[test]
fn traps_of_yaml_come_with_the_way_out() {
    let text = "title: it's: x\npath: %windir%\\Temp\nfile: \"C:\\Windows\"\n";
    insta::assert_snapshot!(shown(text), @r#"
    error[R0202]: a value has to be put in quotes
     --> plan.yaml:1:8
      |
    1 | title: it's: x
      |        ^^^^^^^ a value with `: ` inside has to be put in quotes as a whole
      |
      = help: put the whole value in single quotes
    help: the fix
      |
    1 - title: it's: x
    1 + title: 'it''s: x'
      |

    error[R0202]: a value has to be put in quotes
     --> plan.yaml:2:7
      |
    2 | path: %windir%\Temp
      |       ^^^^^^^^^^^^^ a value that starts with `%` has to be put in quotes as a whole
      |
      = help: put the whole value in single quotes
    help: the fix
      |
    2 - path: %windir%\Temp
    2 + path: '%windir%\Temp'
      |

    error[R0206]: `\W` is no escape
     --> plan.yaml:3:10
      |
    3 | file: "C:\Windows"
      |          ^^ in double quotes a backslash starts an escape
      |
      = help: use single quotes, where a backslash is a backslash, or double it
    help: the fix
      |
    3 - file: "C:\Windows"
    3 + file: 'C:\Windows'
      |
    "#);
}

#[test]
fn lines_that_do_not_fit_are_shown() {
    let text =
        "scope os.version == 6.1\nchecks:\n  a:\n    b: 1\n   c: 2\nmaps: [a, b\ngoal: x\n  y: z\nlint:\n\ta: b\n";
    insta::assert_snapshot!(shown(text), @r#"
    error[R0201]: a line without `:`
     --> plan.yaml:1:1
      |
    1 | scope os.version == 6.1
      | ^^^^^^^^^^^^^^^^^^^^^^^ no `: ` behind a key here
      |
      = help: write `key: value`, with a space behind the colon

    error[R0204]: this line fits nothing above it
     --> plan.yaml:5:4
      |
    5 |    c: 2
      |    ^^ not in the column of the lines it belongs to
      |
      = help: keys of one mapping, and the `-` of one list, start in the same column

    error[R0203]: `[` is never closed
     --> plan.yaml:6:7
      |
    6 | maps: [a, b
      |       ^ opened here
      |
      = help: close it with `]`, or put the whole value in single quotes if it belongs to the text

    error[R0204]: a key is indented below a value
     --> plan.yaml:8:3
      |
    7 | goal: x
      |       - the key above has this value already
    8 |   y: z
      |   ^^ this key belongs to nothing
      |
      = help: indent it like the keys it belongs to

    error[R0205]: a tab cannot stand here
      --> plan.yaml:10:1
       |
    10 |     a: b
       | ^^^^ a tab
       |
       = help: indent with spaces
    "#);
}

#[test]
fn what_is_refused_says_what_to_do() {
    let text = "a: &x 1\nb: {<<: *x}\nc: *.log\na: 2\n";
    insta::assert_snapshot!(shown(text), @r#"
    error[R0207]: anchors are not part of the language
     --> plan.yaml:1:4
      |
    1 | a: &x 1
      |    ^^ an anchor
      |
      = help: write the value out where it is needed; a text that starts with `&` is put in single quotes

    error[R0209]: merge keys are not part of the language
     --> plan.yaml:2:5
      |
    2 | b: {<<: *x}
      |     ^^ `<<` copies another mapping's keys
      |
      = help: write the keys out

    error[R0207]: aliases are not part of the language
     --> plan.yaml:3:4
      |
    3 | c: *.log
      |    ^^^^^ an alias
      |
      = help: write the value out; a text that starts with `*` is put in single quotes

    error[R0302]: the key `a` stands twice
     --> plan.yaml:4:1
      |
    1 | a: &x 1
      | - first here
    ...
    4 | a: 2
      | ^ again here
      |
      = help: remove one of them, or rename it
    "#);
}
