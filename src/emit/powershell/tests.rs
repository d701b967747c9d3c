//! The functions and those who call them.

use super::library::{Library, names};
use super::{SECTIONS, environment, sections};
use crate::emit::needs::Needed;
use std::collections::BTreeSet;

/// The code that writes calls.
const SOURCES: [&str; 5] = [
    include_str!("parts.rs"),
    include_str!("conditions.rs"),
    include_str!("plan.rs"),
    include_str!("facts.rs"),
    include_str!("../quote/powershell.rs"),
];

fn text() -> String {
    sections(&environment(), Some("Enterprise"), &Needed::default(), true)
}

#[test]
fn every_function_is_reached_from_somewhere() {
    let text = text();
    let library = Library::new(&text);
    let mut called: BTreeSet<&str> = SOURCES.iter().flat_map(|text| names(text)).collect();
    called.extend(names(super::SCRIPT));
    for function in library.names() {
        let defined = text.matches(&format!("function {function}")).count();
        let named = names(&text).filter(|name| *name == function).count();
        assert!(named > defined || called.contains(function), "nothing calls {function}");
    }
}

#[test]
fn every_section_has_functions_and_no_name_twice() {
    let text = text();
    let library = Library::new(&text);
    let all: Vec<String> = library.names().map(str::to_ascii_lowercase).collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(all.len(), distinct.len(), "PowerShell does not tell names apart by case");
    assert!(all.len() > SECTIONS.len());
}

#[test]
fn every_function_that_is_called_exists() {
    let text = text();
    let library = Library::new(&text);
    let known: BTreeSet<&str> = library.names().chain(["Test-Scope", "Test-Goal", "Initialize-Plan"]).collect();
    let verbs = ["Add", "Get", "Initialize", "Invoke", "Read", "Set", "Test", "Use", "Write"];
    let is_call =
        |name: &&str| name.split_once('-').is_some_and(|(verb, noun)| verbs.contains(&verb) && !noun.is_empty());
    for name in SOURCES.iter().flat_map(|text| names(text)).filter(is_call) {
        assert!(known.contains(name), "{name} is called and is not defined");
    }
}
