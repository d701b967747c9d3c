use super::{github, human, json, junit, sarif};
use crate::diag::{Code, Diagnostic, Report, Sink};
use crate::source::{SourceFile, Span};

fn at(source: &SourceFile, part: &str) -> Span {
    let start = source.text.find(part).expect("the test's own text");
    Span::new(start, start + part.len())
}

fn report(diagnostics: Vec<Diagnostic>) -> Report {
    let mut sink = Sink::new();
    diagnostics.into_iter().for_each(|d| sink.push(d));
    sink.report()
}

fn unknown(source: &SourceFile) -> Diagnostic {
    let span = at(source, "wehn");
    Diagnostic::error(Code::UnknownKey, span, "the key `wehn` is not known here")
        .label("unknown key")
        .help("did you mean `when`?")
        .help("known here: `when`, `needs`")
        .fix(span, "when")
}

#[test]
fn a_message_has_place_help_and_fix() {
    let source = SourceFile::new("plan.yaml", "regimen: 1\nactions:\n  a:\n    wehn: x\n");
    insta::assert_snapshot!(human(&report(vec![unknown(&source)]), &source, false), @r#"
    error[R0301]: the key `wehn` is not known here
     --> plan.yaml:4:5
      |
    4 |     wehn: x
      |     ^^^^ unknown key
      |
      = help: did you mean `when`?
      = help: known here: `when`, `needs`
    help: the fix
      |
    4 -     wehn: x
    4 +     when: x
      |
    "#);
}

#[test]
fn columns_are_right_under_japanese_tabs_and_crlf() {
    let source = SourceFile::new("計画.yaml", "title: 日本語 修復\r\n\tactions: {修: x, wehn: '日本'}\r\nb: 1\r\n");
    let diagnostic = unknown(&source).related(at(&source, "修復"), "named here");
    insta::assert_snapshot!(human(&report(vec![diagnostic]), &source, false), @r#"
    error[R0301]: the key `wehn` is not known here
     --> 計画.yaml:2:18
      |
    1 | title: 日本語 修復
      |               ---- named here
    2 |     actions: {修: x, wehn: '日本'}
      |                      ^^^^ unknown key
      |
      = help: did you mean `when`?
      = help: known here: `when`, `needs`
    help: the fix
      |
    2 -     actions: {修: x, wehn: '日本'}
    2 +     actions: {修: x, when: '日本'}
      |
    "#);
}

#[test]
fn places_that_are_far_apart_have_windows_of_their_own() {
    let text = format!("goal: a\n{}wehn: b\n", "x: y\n".repeat(1000));
    let source = SourceFile::new("plan.yaml", text);
    let mut diagnostic = unknown(&source).related(at(&source, "goal"), "the goal");
    diagnostic.fix = None;
    insta::assert_snapshot!(human(&report(vec![diagnostic]), &source, false), @r#"
    error[R0301]: the key `wehn` is not known here
        --> plan.yaml:1002:1
         |
    1002 | wehn: b
         | ^^^^ unknown key
         |
        ::: plan.yaml:1:1
         |
       1 | goal: a
         | ---- the goal
         |
         = help: did you mean `when`?
         = help: known here: `when`, `needs`
    "#);
}

#[test]
fn a_place_of_many_lines_shows_its_first() {
    let source = SourceFile::new("plan.yaml", "a:\n  b: 1\n  c: 2\n  d: 3\n");
    let span = Span::new(5, source.text.len());
    let diagnostic = Diagnostic::warning(Code::WrongType, span, "expected text, found a mapping").label("this");
    insta::assert_snapshot!(human(&report(vec![diagnostic]), &source, false), @r#"
    warning[R0304]: expected text, found a mapping
     --> plan.yaml:2:3
      |
    2 |   b: 1
      |   ^^^^ this
    "#);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let source = SourceFile::new("plan.yaml", format!("a: {}wehn{}\n", "日 ".repeat(500_000), " x".repeat(500_000)));
    let mut diagnostic = unknown(&source);
    let shown = human(&report(vec![diagnostic.clone()]), &source, false);
    assert!(shown.len() < 8_000 && shown.contains("plan.yaml:1:1000004"), "{shown}");
    diagnostic.fix = None;
    let shown = human(&report(vec![diagnostic]), &source, false);
    assert!(shown.contains("^^^^ unknown key"), "{shown}");
}

#[test]
fn nothing_in_a_plan_steers_the_terminal() {
    let evil = "a\u{1b}[31m\u{7}\u{9b}31m\u{202e}b\u{2066}\u{200f}\u{85}\u{feff}";
    let source = SourceFile::new(format!("{evil}.yaml"), format!("{evil}: wehn {evil}\nb: 1\n"));
    let diagnostic =
        unknown(&source).label(evil).help(evil).related(at(&source, "b: 1"), evil).fix(at(&source, "wehn"), evil);
    let mut diagnostic = diagnostic;
    diagnostic.title = evil.to_owned();
    let report = report(vec![diagnostic]);
    let shown = human(&report, &source, false);
    let bad = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(shown.chars().find(bad), None, "{shown:?}");
    assert!(human(&report, &source, true).contains("\u{1b}["));
    assert_eq!(json(&report, &source).lines().count(), 1);
    assert_eq!(github(&report, &source).lines().count(), 1);
    let all = [(report.clone(), source.clone())];
    for shown in [
        json(&report, &source),
        github(&report, &source),
        sarif(&all, &[evil.to_owned()]),
        junit(&all, &[evil.to_owned()]),
    ] {
        assert_eq!(shown.chars().find(bad), None, "{shown:?}");
        assert_eq!(shown.chars().find(|c| matches!(c, '\u{80}'..='\u{9f}' | '\u{feff}')), None, "{shown:?}");
    }
    // What is escaped comes back whole.
    let back: serde_json::Value = serde_json::from_str(&json(&report, &source)).unwrap();
    assert_eq!(back["label"], evil);
}

#[test]
fn an_empty_file_still_has_its_message() {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", b"", &mut sink);
    insta::assert_snapshot!(human(&sink.report(), &source, false), @r#"
    error[R0103]: the file is empty
    --> plan.yaml:1:1
     = help: a plan starts with `regimen: 1`
    "#);
}

#[test]
fn a_flood_is_cut() {
    let source = SourceFile::new("plan.yaml", "wehn: 1\n".repeat(200));
    let found = (0..200).map(|i| Diagnostic::error(Code::UnknownKey, Span::new(i * 8, i * 8 + 4), "x")).collect();
    let shown = human(&report(found), &source, false);
    assert_eq!(shown.matches("error[R0301]").count(), 100);
    assert!(shown.ends_with("... and 100 more\n"));
}

#[test]
fn one_json_object_a_line() {
    let source = SourceFile::new("plan.yaml", "a: 1\n日本: {wehn: 1}\n");
    let diagnostic = unknown(&source).related(Span::new(0, 1), "x");
    insta::assert_snapshot!(json(&report(vec![diagnostic]), &source), @r#"
    {"code":"R0301","column":6,"endColumn":10,"endLine":2,"file":"plan.yaml","fix":{"column":6,"line":2,"span":[14,18],"sure":false,"text":"when"},"help":["did you mean `when`?","known here: `when`, `needs`"],"label":"unknown key","level":"error","line":2,"related":[{"column":1,"line":1,"span":[0,1],"text":"x"}],"span":[14,18],"title":"the key `wehn` is not known here"}
    "#);
}

#[test]
fn places_outside_the_file_do_no_harm() {
    let source = SourceFile::new("plan.yaml", "日本\n");
    for span in [Span::new(1, 2), Span::new(7, 7), Span::new(50, 60), Span::new(0, 99), Span::new(5, 2)] {
        let found = report(vec![Diagnostic::error(Code::UnknownKey, span, "x").related(span, "y").fix(span, "z")]);
        assert!(human(&found, &source, false).starts_with("error[R0301]: x"));
        assert_eq!(json(&found, &source).lines().count(), 1);
    }
}

#[test]
fn workflow_commands_cannot_be_broken_out_of() {
    let source = SourceFile::new("a,b:c%.yaml", "wehn: 1\nb: 2\n");
    let diagnostic = unknown(&source).label("100%\n::error::x").help("a\r\nb");
    let mut many = Diagnostic::warning(Code::WrongType, Span::new(0, 12), "two lines");
    many.place.text = "x".into();
    insta::assert_snapshot!(github(&report(vec![diagnostic, many]), &source), @"
    ::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=4,title=R0301::the key `wehn` is not known here%0A100%25%0A::error::x%0Ahelp: did you mean `when`?%0Ahelp: known here: `when`, `needs`%0Ahelp: a%0Ab
    ::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=R0304::two lines%0Ax
    ");
}

#[test]
fn a_suite_a_plan_and_a_case_an_error() {
    let source = SourceFile::new("a.yaml", "wehn: 1\n");
    let right = SourceFile::new("<b> & \"c\".yaml", "when: 1\n");
    let warning = Diagnostic::warning(Code::WrongType, Span::new(0, 4), "a < b");
    let all = [(report(vec![unknown(&source)]), source), (report(vec![warning]), right)];
    insta::assert_snapshot!(junit(&all, &["cannot read c.yaml".into()]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="regimen" tests="3" skipped="0" failures="1" errors="1">
        <testsuite name="a.yaml" tests="1" skipped="0" errors="0" failures="1">
            <testcase name="R0301 at 1:1" classname="a.yaml">
                <failure message="the key `wehn` is not known here" type="R0301">a.yaml:1:1: the key `wehn` is not known here
    unknown key
    help: did you mean `when`?
    help: known here: `when`, `needs`</failure>
            </testcase>
        </testsuite>
        <testsuite name="&lt;b&gt; &amp; &quot;c&quot;.yaml" tests="1" skipped="0" errors="0" failures="0">
            <testcase name="check" classname="&lt;b&gt; &amp; &quot;c&quot;.yaml"/>
            <system-out>warning R0304 &lt;b&gt; &amp; &quot;c&quot;.yaml:1:1: a &lt; b
    </system-out>
        </testsuite>
        <testsuite name="files" tests="1" skipped="0" errors="1" failures="0">
            <testcase name="read and write" classname="files">
                <error message="cannot read c.yaml"/>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn sarif_counts_columns_in_utf16_units_and_carries_the_fix() {
    let source = SourceFile::new("計画.yaml", "a: 1\n日本𠮷: {wehn: 1}\n");
    let found = report(vec![unknown(&source).related(Span::new(0, 1), "x")]);
    let log: serde_json::Value = serde_json::from_str(&sarif(&[(found, source)], &[])).unwrap();
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(result["ruleId"], "R0301");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E8%A8%88%E7%94%BB.yaml");
    let region = serde_json::json!({ "startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 12 });
    assert_eq!(place["region"], region);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["deletedRegion"], region);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "when");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "x");
}
