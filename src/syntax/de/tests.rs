use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{SourceFile, Spanned, Text};
use crate::syntax::tests::{mark, read};
use crate::syntax::{Field, Node, OneOrMany, Seconds, Table, decode, decode_open, unknown_key};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

fn of<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Diagnostic>, SourceFile) {
    let (source, node, found) = read(text);
    assert!(found.is_empty(), "{found:?}");
    let mut sink = Sink::new();
    let value = decode(&node, &mut sink);
    (value, sink.finish(), source)
}

fn marks<T: DeserializeOwned>(text: &str) -> Vec<String> {
    let (value, found, source) = of::<T>(text);
    assert_eq!(value.is_some(), found.is_empty(), "a value or a mistake");
    found.iter().map(|d| mark(&source, d)).collect()
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Running,
    Stopped,
    ExitCode(i32),
    Custom { name: String },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Plain {
    name: String,
    status: Option<Status>,
    port: Option<u16>,
    enabled: Option<bool>,
    delay: Option<Seconds>,
    depends_on: Option<OneOrMany<String>>,
    ratio: Option<f64>,
}

#[test]
fn ordinary_structs_are_read() {
    let (value, found, _) = of::<Plain>(
        "name: 0415\nstatus: stopped\nport: 0x1F\nenabled: true\ndelay: 5m\ndepends-on: [a, b]\nratio: 1.5\n",
    );
    assert!(found.is_empty(), "{found:?}");
    let value = value.unwrap();
    assert_eq!((value.name.as_str(), value.status, value.port), ("0415", Some(Status::Stopped), Some(31)));
    assert_eq!((value.enabled, value.delay, value.ratio), (Some(true), Some(Seconds(300)), Some(1.5)));
    assert_eq!(&value.depends_on.unwrap()[..], ["a", "b"]);
    assert_eq!(of::<Plain>("name: true\ndepends-on: x\n").0.unwrap().depends_on.unwrap().len(), 1);
    let words = of::<Vec<Status>>("[{exit-code: -3}, {custom: {name: n}}, running]\n").0.unwrap();
    assert_eq!(words, [Status::ExitCode(-3), Status::Custom { name: "n".to_owned() }, Status::Running]);
    let map = of::<BTreeMap<String, u8>>("{b: 1, a: 2}\n").0.unwrap();
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a".to_owned(), 2), ("b".to_owned(), 1)]);
    assert_eq!(of::<BTreeMap<i64, (u8, u8)>>("{-1: [1, 2]}\n").0.unwrap()[&-1], (1, 2));
}

#[test]
fn every_mistake_of_a_plain_struct_is_found() {
    let text = "status: stoped\nport: 70000\nenabled: yes\ndelay: 5\ndepends-on: {a: b}\nratio: x\nprot: 1\n";
    assert_eq!(
        marks::<Plain>(text),
        [
            "R0303 status",
            "R0305 stoped",
            "R0307 70000",
            "R0304 yes",
            "R0304 5",
            "R0304 {a: b}",
            "R0304 x",
            "R0301 prot",
        ]
    );
    assert_eq!(
        marks::<Vec<Plain>>("- name: a\n  port: x\n- port: y\n- name: []\n"),
        ["R0304 x", "R0303 port", "R0304 y", "R0304 []"]
    );
}

#[test]
fn types_and_words_are_held() {
    assert_eq!(
        marks::<Vec<bool>>("[true, 'true', True, 1, no]\n"),
        ["R0304 'true'", "R0304 True", "R0304 1", "R0304 no"]
    );
    assert_eq!(
        marks::<Vec<i8>>("[127, 128, -129, 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, '1', 1.0, 5m, [1]]\n").len(),
        7
    );
    assert_eq!(
        marks::<Vec<Status>>("[runing, exit-code, {running: 1}, {a: 1, b: 2}, {stopd: 1}, [a]]\n"),
        ["R0305 runing", "R0304 exit-code", "R0304 {running: 1}", "R0304 {a: 1, b: 2}", "R0305 stopd", "R0304 [a]",]
    );
    assert_eq!(marks::<Vec<Status>>("a: 1\n"), ["R0304 a: 1"]);
    assert_eq!(marks::<BTreeMap<u8, u8>>("{x: 1, 300: 2}\n"), ["R0304 x"]);
    assert_eq!(marks::<(u8, u8)>("[1]\n"), ["R0304 [1]"]);
}

#[test]
fn what_is_empty_points_at_its_key() {
    assert_eq!(
        marks::<Plain>("name:\nstatus:\nport:\ndepends-on:\ndelay: ''\n"),
        ["R0306 name", "R0306 status", "R0306 port", "R0306 depends-on", "R0304 ''",]
    );
    let (_, found, _) = of::<Plain>("name:\n");
    assert_eq!(found[0].title, "`name` is empty");
    assert_eq!(of::<Plain>("name: null\n").0.unwrap().name, "null");
    assert_eq!(of::<Plain>("name: ''\n").0.unwrap().name, "");
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Top {
    title: Field<Text>,
    goal: Option<Field<Text>>,
    actions: Field<Table<Field<Action>>>,
    #[serde(default)]
    lint: Table<Node>,
}

#[derive(Debug, Deserialize)]
struct Action {
    when: Field<Spanned<String>>,
    times: Option<Field<u8>>,
    steps: Field<Vec<Field<Status>>>,
}

#[test]
fn a_field_keeps_its_mistakes_to_itself() {
    let text = "title: [x]\ngoal: g\nactions:\n  a:\n    when: w\n    times: 300\n    steps: [running, runnin, stopped]\n  b:\n    \
                when: {}\n    tims: 1\n  c: 5\n";
    let (value, found, source) = of::<Top>(text);
    let marked: Vec<_> = found.iter().map(|d| mark(&source, d)).collect();
    assert_eq!(marked, ["R0304 [x]", "R0307 300", "R0305 runnin", "R0303 when", "R0304 {}", "R0301 tims", "R0304 5",]);
    let value = value.expect("fields hold the mistakes");
    assert_eq!((value.title.0.is_none(), value.goal.unwrap().0.unwrap().value.as_str()), (true, "g"));
    let actions = value.actions.0.unwrap();
    let keys: Vec<_> = actions.iter().map(|(key, action)| (key.value.as_str(), action.0.is_some())).collect();
    // What lacks a key is no action.
    assert_eq!(keys, [("a", true), ("b", false), ("c", false)]);
    let a = actions[0].1.get().unwrap();
    let when = a.when.get().unwrap();
    assert_eq!((when.value.as_str(), source.slice(when.span)), ("w", Some("w")));
    assert_eq!(a.times.unwrap(), Field(None));
    let steps: Vec<_> = a.steps.get().unwrap().iter().map(|step| step.0.is_some()).collect();
    assert_eq!(steps, [true, false, true]);
    assert!(value.lint.is_empty());
}

#[test]
fn a_part_that_was_given_up_is_not_missed() {
    let (source, node, _) = read("title: %x\nactions: {a: {<<: *x, times: 1}, b: *y}\n");
    let mut sink = Sink::new();
    let value: Top = decode(&node, &mut sink).unwrap();
    let found = sink.finish();
    assert!(found.is_empty(), "{:?}", found.iter().map(|d| mark(&source, d)).collect::<Vec<_>>());
    assert!(value.title.0.is_none());
    let actions = value.actions.0.unwrap();
    assert_eq!(actions.iter().map(|(key, _)| key.value.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn an_open_struct_hands_unknown_keys_back() {
    let (source, node, _) = read("name: a\nservice: {name: x, nmae: y}\nprot: 1\nport: x\n");
    let mut sink = Sink::new();
    assert!(decode_open::<Plain>(&node, &mut sink).is_none());
    assert_eq!(sink.finish().len(), 1);
    let (source2, node, _) = read("name: a\nservice: {name: x, nmae: y}\nprot: 1\n");
    let mut sink = Sink::new();
    let (plain, rest) = decode_open::<Plain>(&node, &mut sink).unwrap();
    assert_eq!((plain.name.as_str(), rest.len()), ("a", 2));
    assert!(decode::<Plain>(&rest[0].1, &mut sink).is_some());
    unknown_key(&rest[1].0, &["port", "name"], &mut sink);
    let found = sink.finish();
    let marked: Vec<_> = found.iter().map(|d| mark(&source2, d)).collect();
    assert_eq!(marked, ["R0301 nmae", "R0301 prot"]);
    assert_eq!(found[1].fix.as_ref().unwrap().text, "port");
    assert_eq!(found[1].help, ["did you mean `port`?", "known here: `port`, `name`"]);
    drop(source);
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Id(#[allow(dead_code, reason = "only its making is tested")] String);

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.starts_with("id-") { Ok(Self(text)) } else { Err(format!("`{text}` does not start with `id-`")) }
    }
}

#[test]
fn a_type_with_rules_of_its_own_says_them_at_its_place() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only its making is tested")]
    struct Two {
        a: Id,
        b: Id,
        c: Option<u8>,
    }
    let (_, found, source) = of::<Two>("a: x\nb: id-1\nc: y\n");
    assert_eq!((mark(&source, &found[0]).as_str(), found[0].code), ("R0304 x", Code::WrongType));
    assert_eq!(mark(&source, &found[1]), "R0304 y");
    assert_eq!(found[0].title, "`x` does not start with `id-`");
}

#[test]
fn a_flood_of_mistakes_stays_quick() {
    let start = std::time::Instant::now();
    let text: String = (0..20_000).map(|i| format!("- {{name: a{i}, port: x}}\n")).collect();
    assert_eq!(marks::<Vec<Plain>>(&text).len(), 100);
    let (value, found, _) = of::<Vec<Field<Plain>>>(&text);
    assert_eq!((value.unwrap().len(), found.len()), (20_000, 10_000));
    assert!(start.elapsed() < std::time::Duration::from_secs(60));
}
