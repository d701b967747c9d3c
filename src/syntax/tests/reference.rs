//! Our tree, read without types, is what the YAML organisation's library reads.

use super::read;
use crate::diag::Sink;
use crate::syntax::decode;
use proptest::prelude::*;
use serde_json::Value;

/// Both readings; `None` for what only one of them is asked to read.
fn readings(text: &str) -> (Option<Value>, Option<Value>) {
    let (_, node, found) = read(text);
    let ours = found.is_empty().then(|| decode::<Value>(&node, &mut Sink::new())).flatten();
    let theirs =
        serde_yaml::from_str::<serde_yaml::Value>(text).ok().and_then(|value| serde_json::to_value(value).ok());
    (ours, theirs)
}

#[test]
fn the_tree_is_the_reference_reading() {
    for text in [
        "a: 1\nb: [x, 'y', \"z\\n\"]\nc: {d: true, e: ~, f: null, g: }\n",
        "a: |\n  one\n  two\n\nb: >-\n  one\n  two\n\n  three\nc: |+\n  x\n\n",
        "- - a\n  - b\n-\n  x: 1\n  y:\n  - 1\n  - 2\n",
        "a: 0xC004F200\nb: -12\nc: 6.1\nd: 1e3\ne: .5\nf: 7.1.7600\ng: 1_000\n",
        "a: yes\nb: no\nc: on\nd: True\ne: 'true'\nf: \"1\"\n",
        "a: plain # comment\nb: 'it''s'\nc: a#b\nd: http://x/y:z\n",
        "a:\r\n  b: x\r\n  c: |\r\n    y\r\n    z\r\n",
        "? a\n: b\n? c\n",
        "a: '${x}'\nb: '%windir%\\System32'\n日本: 値\n",
        "a: one\n  two\n\n  three\nb: \"one\n  two \\\n  three\"\n",
    ] {
        let (ours, theirs) = readings(text);
        // Our booleans are `true` and `false` alone.
        let theirs = theirs.map(|value| serde_json::from_str::<Value>(&value.to_string()).expect("JSON reads JSON"));
        if text.contains("True") {
            assert_eq!(ours.as_ref().map(|v| v["d"].clone()), Some(Value::from("True")));
            assert_eq!(theirs.map(|v| v["d"].clone()), Some(Value::from(true)));
            continue;
        }
        assert!(ours.is_some(), "{text}");
        assert_eq!(ours, theirs, "{text}");
    }
}

fn documents() -> impl Strategy<Value = Value> {
    let text = r"[ a-z0-9:#'\-\[\]{}%&*!|>@,.\\~日\n\t]{0,12}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map("[a-z][a-z0-9 '#-]{0,6}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_the_library_writes_is_read_back(value in documents()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let (_, node, found) = read(&text);
        prop_assert!(found.is_empty(), "{text}\n{found:?}");
        prop_assert_eq!(decode::<Value>(&node, &mut Sink::new()), Some(value), "{}", text);
    }

    #[test]
    fn what_we_read_without_complaint_they_read_alike(
        text in r"([abc]: |- |  |\n|[a-c1-3]|'[a-c ]*'|\[|\]|, | #x|日){0,20}",
    ) {
        if let (Some(ours), Some(theirs)) = readings(&text) {
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}
