use super::{marked, read};
use crate::diag::Code;
use crate::syntax::{NodeKind, comment_after};
use proptest::prelude::*;

#[test]
fn what_the_language_leaves_out_is_refused_at_its_place() {
    for (text, expected) in [
        ("a: &x 1\nb: *x\nc: *y\n", vec!["R0207 &x", "R0207 *x", "R0207 *y"]),
        ("a: *.log or more\n", vec!["R0207 *.log"]),
        ("a: !foo bar baz\n", vec!["R0208 !foo"]),
        ("a: !!str {b: 1}\n", vec!["R0208 !!str"]),
        ("b: &b {c: 1}\na:\n  <<: *b\n  d: 1\n", vec!["R0207 &b", "R0209 <<"]),
        ("%YAML 1.2\n---\na: 1\n", vec!["R0210 %YAML 1.2"]),
        ("%windir%: x\n", vec!["R0210 %windir%: x"]),
        ("a: 1\n---\nb: 1\n", vec!["R0211 ---"]),
        ("a: 1\nb: 2\na: 3\n", vec!["R0302 a"]),
        ("a: {10: x, 0x0A: y, '010': z, 6.1: p, 6.10: q}\n", vec!["R0302 0x0A"]),
        ("[a]: b\n", vec!["R0213 [a]"]),
        ("? {c: d}\n: e\n", vec!["R0213 {c: d}"]),
        (": e\n", vec!["R0213 "]),
        ("# only\n", vec!["R0103 #"]),
    ] {
        assert_eq!(marked(text), expected, "{text:?}");
    }
}

#[test]
fn syntax_errors_mark_what_is_wrong() {
    for (text, expected) in [
        ("a: %foo% bar\n", "R0202 %foo% bar"),
        ("a: @foo\n", "R0202 @foo"),
        ("a: `foo\n", "R0202 `foo"),
        ("a: > 5\n", "R0202 > 5"),
        ("a: |foo\n  x\n", "R0202 |foo"),
        ("a: [x] and b\n", "R0202 [x] and b"),
        ("  - a: {b} c\n", "R0202 {b} c"),
        ("a: \"x\" in y\n", "R0202 \"x\" in y"),
        ("a: 'x' in y\n", "R0202 'x' in y"),
        ("a: b: c\n", "R0202 b: c"),
        ("a: *\n", "R0202 *"),
        ("a: &\n", "R0202 &"),
        ("a: !<x\n", "R0202 !<x"),
        ("a: [1, 2\n", "R0203 ["),
        ("a: [1, 2\nb: 3\n", "R0203 ["),
        ("a: {x: 1\nb: 3\n", "R0203 {"),
        ("a: [x}\n", "R0203 ["),
        ("a: \"foo\nb: c\n", "R0203 \""),
        ("a: 'foo\nb: c\nd: 'e'\n", "R0203 '"),
        ("a: { b: \"c, d: e }\nf: { g: \"h\" }\n", "R0203 \""),
        ("a:\n  b: 'c\n  d: { e: 'f', g: h }\n", "R0203 '"),
        ("a: 'foo\nb: c\n", "R0203 '"),
        ("a:\n  b: 1\n c: 2\n", "R0204 c:"),
        ("a: 1\n- b\n", "R0204 -"),
        ("- a\nb: c\n", "R0204 b:"),
        ("a: b\n  c: d\n", "R0204 c:"),
        ("a:\n\tb: 1\n", "R0205 \t"),
        ("a: \"C:\\Windows\"\n", "R0206 \\W"),
        ("a: \"\\x4\"\n", "R0206 \\x"),
        ("a: ]\n", "R0202 ]"),
        ("a: [a, b]]\n", "R0202 [a, b]]"),
        ("a: - b\n", "R0201 -"),
        ("a: x # c\n  more\n", "R0201 #"),
        ("a:b\nc: d\n", "R0201 a:b"),
        ("scope os.v == 1\nplan: x\n", "R0201 scope os.v == 1"),
        ("a: 1\nb 2\nc: 3\n", "R0201 b 2"),
        ("a: { k: ${x} }\n", "R0201 {x}"),
    ] {
        assert_eq!(marked(text), [expected], "{text:?}");
    }
}

#[test]
fn a_syntax_error_costs_its_section_and_no_more() {
    let text = "regimen: 1\na: %x\nb: 2\nactions:\n  x: [1\n  y: 2\nc: \"\\d\"\nd: [1, 2] 3\ne: !t 1\nf: 1\n";
    assert_eq!(marked(text), ["R0202 %x", "R0203 [", "R0206 \\d", "R0202 [1, 2] 3", "R0208 !t"]);
    let (_, node, _) = read(text);
    let NodeKind::Mapping(entries) = node.kind else { panic!("{node:?}") };
    let keys: Vec<_> = entries.iter().map(|(key, node)| (key.value.as_str(), node.is_poisoned())).collect();
    let gap = ("", true);
    assert_eq!(
        keys,
        [
            ("regimen", false),
            ("a", true),
            gap,
            ("b", false),
            ("actions", true),
            gap,
            ("c", true),
            gap,
            ("d", true),
            gap,
            ("e", true),
            ("f", false),
        ]
    );
}

#[test]
fn every_value_of_a_section_that_has_to_be_quoted_is_said() {
    for (text, expected) in [
        ("a:\n  b: %x\n  c: 'y: %z' # %w\n  d: %v # c\n  e: 5%\ng: 1\n", vec!["R0202 %x", "R0202 %v"]),
        ("a:\n  - { b: %x, c: %y }\n  - [%z, '%', @w]\n", vec!["R0202 %x", "R0202 %y", "R0202 %z", "R0202 @w"]),
        ("a:\n  - %x\n  - %y\n  - |\n    k: %z\n", vec!["R0202 %x", "R0202 %y"]),
    ] {
        assert_eq!(marked(text), expected, "{text:?}");
    }
}

#[test]
fn quoting_is_offered_as_a_fix() {
    for (text, fixed) in [
        ("a: it's %x: y\n", "a: 'it''s %x: y'\n"),
        ("a: [x] and b # c\n", "a: '[x] and b' # c\n"),
        ("a: %windir%\\x.txt   # the old file\n", "a: '%windir%\\x.txt'   # the old file\n"),
        ("a: 'it's on'\n", "a: 'it''s on'\n"),
        ("a: { b: %windir%\\x, c: d }\n", "a: { b: '%windir%\\x', c: d }\n"),
        ("a: [%windir%\\x ]\n", "a: ['%windir%\\x' ]\n"),
        ("a: \"C:\\Windows\"\n", "a: 'C:\\Windows'\n"),
    ] {
        let (source, _, found) = read(text);
        let fix = found[0].fix.as_ref().unwrap();
        let mut edited = source.text.clone();
        edited.replace_range(fix.span.start..fix.span.end, &fix.text);
        assert_eq!(edited, fixed);
        assert_eq!(marked(&edited), [""; 0]);
    }
}

#[test]
fn what_may_mean_two_things_is_left_to_a_person() {
    for (text, sure) in [
        ("a: %x\n", true),
        ("a: b: c\n", false),
        ("a: [1] x\n", false),
        ("a: 'x' in y\n", false),
        ("a b: %x\n", false),
        ("a: \"C:\\Windows\"\n", true),
        ("a: \"C:\\Windows\\new\"\n", false),
        ("a: \"C:\\\\Windows\\System32\"\n", false),
    ] {
        let (_, _, found) = read(text);
        assert_eq!(found[0].fix.as_ref().is_some_and(|fix| fix.sure), sure, "{text}");
    }
}

#[test]
fn depth_is_limited_and_never_overflows() {
    let nested = |depth: usize| format!("a: {}{}\nb: &x 1\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(marked(&nested(63)), ["R0207 &x"]);
    assert_eq!(marked(&nested(64)), ["R0212 [", "R0207 &x"]);
    assert_eq!(marked(&nested(1_000_000)), ["R0212 [", "R0207 &x"]);
    assert_eq!(marked(&"[".repeat(1_000_000)), ["R0212 ["]);
    assert_eq!(marked(&"{a: ".repeat(300_000)), ["R0212 {"]);
    assert_eq!(marked(&"- ".repeat(100_000)), ["R0212 -"]);
    let block: String = (0..300).map(|i| format!("{}k:\n", " ".repeat(i))).collect();
    assert_eq!(marked(&block), ["R0212 k:"]);
}

#[test]
fn many_mistakes_stay_quick() {
    let start = std::time::Instant::now();
    assert!(!marked(&"a: \"x\n".repeat(100_001)).is_empty());
    assert!(!marked(&"a: [x\n".repeat(100_000)).is_empty());
    assert!(!marked(&"a: %x\n".repeat(100_000)).is_empty());
    assert!(!marked(&"a: *x\n".repeat(100_000)).is_empty());
    assert!(start.elapsed() < std::time::Duration::from_secs(30));
}

#[test]
fn a_comment_behind_a_plain_value_is_found() {
    for (text, comment) in [
        ("a: b == 1 #2 and c\n", Some("#2 and c")),
        ("a: b#c\n", None),
        ("a: 'b' # c\n", None),
        ("a: |\n  b # c\n", None),
        ("a: b\n# c\n", None),
    ] {
        let (source, node, _) = read(text);
        let NodeKind::Mapping(entries) = &node.kind else { panic!() };
        let NodeKind::Scalar { text: value, .. } = &entries[0].1.kind else { panic!() };
        assert_eq!(comment_after(&source, value).and_then(|span| source.slice(span)), comment, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_every_place_lies_in_the_file(
        text in r#"([a-c]: |- |  |\n|\r\n|\t|[\[\]{}'"%@&*!|>#,:?\\-]|x4|\\u00|---|\.\.\.|<<|日|𠮷|'[a ]*'|\n[a-z]+: ){0,40}"#,
    ) {
        let (source, _, found) = read(&text);
        for d in &found {
            prop_assert!(source.slice(d.place.span).is_some());
            prop_assert!(d.fix.as_ref().is_none_or(|fix| source.slice(fix.span).is_some()));
            prop_assert!(d.related.iter().all(|label| source.slice(label.span).is_some()));
        }
        let has_poison = format!("{:?}", read(&text).1).contains("Poisoned");
        prop_assert!(!has_poison || !found.is_empty() , "what was given up was said");
        prop_assert!(found.iter().all(|d| d.code != Code::UnknownKey));
        let report = crate::diag::Report { diagnostics: found, omitted: 0 };
        let shown = crate::diag::render::human(&report, &source, false);
        prop_assert!(!shown.contains(|c: char| c.is_control() && c != '\n'));
    }
}
