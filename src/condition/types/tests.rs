//! Names, words and mistakes, each where it is.

use super::*;
use crate::source::Text;

struct Plan;

impl Names for Plan {
    fn lookup(&self, name: &str) -> Option<Named> {
        Some(match name {
            "licensed" => Named::Check { id: CheckId(0), value: None },
            "level" => Named::Check { id: CheckId(1), value: Some(Type::Int) },
            "repair" => Named::Action(ActionId(0)),
            "keys" => Named::Map { id: MapId(0), by: FactId::named("os.edition").map(FactId::ty), otherwise: false },
            "names" => Named::Map { id: MapId(1), by: FactId::named("os.edition").map(FactId::ty), otherwise: true },
            "site" => Named::Param(Value::Text("north".into())),
            "later" => Named::UnknownParam(Type::Int),
            "server" => Named::Check { id: CheckId(2), value: None },
            _ => return None,
        })
    }
    fn all(&self) -> Vec<&str> {
        vec!["licensed", "level", "repair", "keys", "names", "site", "later", "server"]
    }
}

fn read(text: &str, place: Place) -> Result<Cond, Vec<(String, Code)>> {
    let mut sink = Sink::new();
    let source = Text::plain(text.into(), Span::new(0, text.len()));
    let cond = super::super::parse(&source, &mut sink).and_then(|expr| check(&expr, &Plan, place, &mut sink));
    cond.ok_or_else(|| {
        sink.finish().iter().map(|d| (text[d.place.span.start..d.place.span.end].to_owned(), d.code)).collect()
    })
}

#[test]
fn names_facts_and_words_are_told_apart() {
    for fine in [
        "licensed and not level",
        "os.version == 6.1 and os.type == client and os.edition in keys",
        "os.build >= 0x1DB1 or os.release in [windows-10, windows-11]",
        "level.value < 2 or level.value == none",
        "repair.changed or repair.failed",
        "machine.name like 'PC-*'",
        "site == 'North'",
        "later > 5",
        "has keys and machine.domain == none",
        "has names",
        "os.type == 'server'",
    ] {
        assert!(read(fine, Place::When).is_ok(), "{fine}: {:?}", read(fine, Place::When));
    }
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let found = |text: &str| read(text, Place::When).expect_err(text);
    let one = |marked: &str, code| vec![(marked.to_owned(), code)];
    assert_eq!(found("licenced"), one("licenced", Code::UnknownName));
    assert_eq!(found("os.edition in names"), one("names", Code::TypeMismatch));
    assert_eq!(found("os.edition == Enterprize"), one("Enterprize", Code::UnknownWord));
    assert_eq!(found("os.edition == 48"), one("48", Code::TypeMismatch));
    assert_eq!(found("os.build == windows-10"), one("windows-10", Code::UnknownName));
    assert_eq!(found("repair"), one("repair", Code::NotBoolean));
    assert_eq!(found("os.build"), one("os.build", Code::NotBoolean));
    assert_eq!(found("licensed == 1"), one("licensed", Code::TypeMismatch));
    assert_eq!(found("os.type == server"), one("server", Code::AmbiguousWord));
    assert_eq!(found("os.edition < Enterprise"), one("os.edition < Enterprise", Code::TypeMismatch));
    assert_eq!(found("repair.chnaged"), one("repair.chnaged", Code::UnknownName));
    assert_eq!(found("machine.name == pc"), one("pc", Code::UnknownName));
    assert_eq!(found("nope and os.edition == x").len(), 2, "both are reported");
}

#[test]
fn results_have_no_place_in_scope_and_goal() {
    let found = read("repair.changed", Place::Scope).expect_err("an error");
    assert_eq!(found, vec![("repair.changed".to_owned(), Code::ResultInFence)]);
}

#[test]
fn a_param_without_a_value_makes_a_comparison_unknown() {
    assert_eq!(read("later > 5", Place::Scope), Ok(Cond::Const(Truth::Unknown)));
}
