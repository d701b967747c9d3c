use super::read;
use crate::source::{SourceFile, Text};
use crate::syntax::{Node, NodeKind};
use proptest::prelude::*;

fn scalars<'n>(node: &'n Node, into: &mut Vec<&'n Text>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => into.push(text),
        NodeKind::Sequence(items) => items.iter().for_each(|item| scalars(item, into)),
        NodeKind::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            into.push(key);
            scalars(value, into);
        }),
        NodeKind::Poisoned => {}
    }
}

/// The bytes in the file that stand for `part` of the only value.
fn located(text: &str, part: &str) -> String {
    let (source, node, found) = read(text);
    assert!(found.is_empty(), "{found:?}");
    let mut all = Vec::new();
    scalars(&node, &mut all);
    let value = all[1];
    let at = value.value.find(part).unwrap_or_else(|| panic!("{:?} in {:?}", part, value.value));
    source.slice(value.locate(at..at + part.len())).unwrap().to_owned()
}

#[test]
fn places_survive_quoting_and_folding() {
    for (text, part, expected) in [
        ("a: b and c\n", "and", "and"),
        ("a: 'it''s and'\n", "and", "and"),
        ("a: 'it''s'\n", "it's", "it''s"),
        ("a: \"x\\n日\\u00e9y and z\"\n", "and", "and"),
        ("a: \"x\\ty\"\n", "x\ty", "x\\ty"),
        ("a: \"\\uD834\\uDD1E and\"\n", "and", "and"),
        ("a: \"one\n   two\n\n   three\"\n", "three", "three"),
        ("a: \"one\\\n   two\"\n", "two", "two"),
        ("a: 'one \r\n   two'\r\n", "two", "two"),
        ("a: one\n  two\n\n  three\n", "three", "three"),
        ("a: one\r\n  two\r\n", "two", "two"),
        ("a: |\n  one\n    two\n\n  three\n", "two", "two"),
        ("a: |\n  one\n    two\n", "  two", "  two"),
        ("a: |\r\n  one\r\n  two\r\n", "two", "two"),
        ("a: |\n  one\n  two\n", "one\ntwo", "one\n  two"),
        ("a: >-\n  one\n  two\n\n  three\n", "three", "three"),
        ("a: >-\n  one\n  two\n", "one two", "one\n  two"),
        ("a: |2-\n    x\n  y\n", "y", "y"),
    ] {
        assert_eq!(located(text, part), expected, "{text:?}");
    }
}

#[test]
fn a_block_is_marked_without_its_end() {
    let (source, node, _) = read("a: |\n  one\n  two\n\n\nb: 1\n");
    let mut all = Vec::new();
    scalars(&node, &mut all);
    assert_eq!(source.slice(all[1].span), Some("one\n  two"));
    assert_eq!(source.slice(node.span), Some("a: |\n  one\n  two\n\n\nb: 1"));
}

fn holds(source: &SourceFile, node: &Node) -> bool {
    let mut all = Vec::new();
    scalars(node, &mut all);
    all.iter().all(|text| {
        (0..text.value.len()).filter(|&at| text.value.is_char_boundary(at)).all(|at| {
            let c = text.value[at..].chars().next().unwrap();
            let place = text.locate(at..at + c.len_utf8());
            let shown = source.slice(place);
            text.span.contains(place)
                && shown.is_some_and(|shown| shown.chars().count() != 1 || shown.contains(c) || c == ' ' || c == '\n')
        })
    })
}

proptest! {
    #[test]
    fn every_character_is_found_within_its_scalar(
        value in r"([ab日] ?|  |\n|\t|'|\\|#| |:)[ab日](.{0,6}|\n){0,3}",
        style in 0..4,
    ) {
        let text = match style {
            0 => format!("a: '{}'\n", value.replace('\'', "''").replace('\n', "\n  ")),
            1 => format!("a: {:?}\n", value),
            2 => format!("a: |\n  {}\n", value.replace('\n', "\n  ")),
            _ => format!("a: >\n  {}\n", value.replace('\n', "\n  ")),
        };
        let (source, node, _) = read(&text);
        prop_assert!(holds(&source, &node), "{text:?} {node:?}");
    }
}
