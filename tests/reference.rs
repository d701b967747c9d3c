//! The tables of the language reference are what the code reads.

use regimen::catalog::facts::FactId;
use regimen::diag::{Code, LINTS, Level, Sink};
use regimen::emit::Target;
use regimen::schema;
use regimen::source::SourceFile;
use std::path::Path;

fn reference() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.md");
    std::fs::read_to_string(path).expect("there is a reference")
}

/// The rows of the table under a heading: the cells of each.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let part = text.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no heading {heading}"));
    let rows = part.split("\n## ").next().unwrap_or_default().lines().filter(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words in backquotes.
fn words(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What the compiler says is known where an unknown key stands.
fn known(plan: &str) -> Vec<String> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    let found = sink.finish();
    let unknown = found.iter().find(|d| d.title.contains("zzz")).unwrap_or_else(|| panic!("{plan}\n{found:?}"));
    let help = unknown.help.iter().find(|help| help.contains("known here")).expect("the known keys are named");
    let mut words = words(help);
    words.sort();
    words
}

#[test]
fn every_kind_has_its_row_and_every_row_its_fields() {
    let rows = table(&reference(), "States");
    let mut kinds: Vec<String> = rows.iter().map(|row| words(&row[0]).remove(0)).collect();
    let mut fields: Vec<Vec<String>> = rows.iter().map(|row| words(&row[1])).collect();
    for (kind, fields) in kinds.iter().zip(&mut fields) {
        fields.sort();
        let plan = format!("regimen: 1\nplan: x\ntitle: x\nactions:\n  a:\n    {kind}: {{ zzz: 1 }}\n");
        let mut code = known(&plan);
        // Fields that are read to be refused with "not yet".
        let not_yet: &[&str] = match kind.as_str() {
            "file" => &["source", "sha256", "version", "modified"],
            _ => &[],
        };
        code.retain(|field| !not_yet.contains(&field.as_str()));
        assert_eq!(*fields, code, "{kind}");
    }
    kinds.sort();
    let mut code: Vec<&str> = regimen::states::KINDS.iter().map(|kind| kind.name()).collect();
    code.sort_unstable();
    assert_eq!(kinds, code);
}

#[test]
fn what_the_targets_take_is_what_they_admit() {
    let rows = table(&reference(), "Targets");
    let kinds: Vec<&str> = regimen::states::KINDS.iter().map(|kind| kind.name()).collect();
    assert_eq!(rows.iter().map(|row| words(&row[0]).remove(0)).collect::<Vec<_>>(), kinds);
    for (row, kind) in rows.iter().zip(regimen::states::KINDS) {
        let fields = schema::fields(*kind);
        for (cell, target) in row[1..].iter().zip([Target::Batch, Target::PowerShell]) {
            let (mut whole, mut some) = (0, Vec::new());
            for field in &fields {
                let refusals: Vec<_> =
                    schema::takes(*kind, field).into_iter().filter(|it| it.target == target).collect();
                let words: Vec<&String> = refusals.iter().filter_map(|refusal| refusal.word.as_ref()).collect();
                let all = field.schema["enum"].as_array().is_some_and(|all| all.len() == words.len());
                if refusals.is_empty() {
                    continue;
                }
                // Whether every word is refused, or the field itself.
                if all || words.is_empty() {
                    whole += 1;
                    some.push(field.name.clone());
                } else {
                    some.extend(words.iter().map(|word| format!("{}: {word}", field.name)));
                }
            }
            let said = match whole {
                0 if some.is_empty() => cell == "all",
                // What all of its fields meet is not about a field.
                _ if whole == fields.len() => cell.starts_with("not on ") && words(cell).is_empty(),
                _ => cell.starts_with("not ") && sorted(words(cell)) == sorted(some.clone()),
            };
            assert!(said, "{}: `{cell}` for {some:?} of {}", kind.name(), target.name());
        }
    }
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

#[test]
fn the_keys_of_plans_are_the_codes() {
    let mut rows: Vec<String> = table(&reference(), "Top level").iter().map(|row| words(&row[0]).remove(0)).collect();
    rows.sort();
    assert_eq!(rows, known("regimen: 1\nplan: x\ntitle: x\nzzz: 1\n"));
}

#[test]
fn the_facts_are_the_catalogues() {
    let rows: Vec<(String, String)> =
        table(&reference(), "Facts").iter().map(|row| (words(&row[0]).remove(0), row[1].clone())).collect();
    let code: Vec<(String, String)> =
        FactId::all().map(|fact| (fact.name().to_owned(), fact.ty().to_string())).collect();
    assert_eq!(rows, code);
}

#[test]
fn the_lints_are_the_codes() {
    let rows: Vec<(String, String)> =
        table(&reference(), "Lints").iter().map(|row| (words(&row[0]).remove(0), row[1].clone())).collect();
    let code: Vec<(String, String)> =
        LINTS.iter().map(|lint| (lint.name.to_owned(), lint.code.as_str().to_owned())).collect();
    assert_eq!(rows, code);
}

#[test]
fn machines_and_scenarios_are_what_is_read() {
    let text = reference();
    let machine = serde_json::to_value(regimen::simulate::Machine::default()).expect("a machine is plain data");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().map(|entries| entries.keys().cloned().collect()).unwrap_or_default()
    };
    let rows = table(&text, "Machines");
    let mut written: Vec<String> = rows.iter().flat_map(|row| words(&row[0])).collect();
    written.sort();
    assert_eq!(written, keys(&machine));
    // Of what stands in a list or in a table the schema says what it has.
    let schema = schema::machine();
    for (part, at) in [
        ("os", "properties"),
        ("services", "additionalProperties/properties"),
        ("files", "additionalProperties/properties"),
        ("packages", "additionalProperties/properties"),
        ("license", "properties"),
        ("faults", "items/properties"),
    ] {
        let row = rows.iter().find(|row| row[0] == format!("`{part}`")).expect("it has a row");
        let found = keys(schema.pointer(&format!("/properties/{part}/{at}")).expect("it is a mapping"));
        assert!(!found.is_empty(), "{part}");
        for key in found {
            assert!(words(&row[1]).contains(&key), "{part}: {key}");
        }
    }
    let scenarios = schema::scenarios();
    let expected = scenarios.pointer("/definitions/scenario/properties/runs/items/properties/expect/properties");
    let mut rows: Vec<String> = table(&text, "Scenarios").iter().map(|row| words(&row[0]).remove(0)).collect();
    rows.sort();
    assert_eq!(rows, keys(expected.expect("a run expects something")));
    let part = text.split("\n## Scenarios\n").nth(1).expect("there is such a part");
    let example = part.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("with an example");
    let scenarios = regimen::simulate::scenario::Scenarios::read(example).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(scenarios.scenarios.len(), 3, "one by itself, and one for each of two values");
}

/// The `yaml` blocks of a text.
fn blocks(text: &str) -> Vec<&str> {
    text.split("\n```yaml\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn every_example_compiles() {
    let text = reference();
    let mut shown: Vec<String> = Vec::new();
    for block in blocks(&text) {
        if block.starts_with("machines:") {
            regimen::simulate::scenario::Scenarios::read(block).unwrap_or_else(|error| panic!("{error}"));
            continue;
        }
        let plan = format!("regimen: 1\nplan: example\ntitle: An example\n{block}\n");
        let mut sink = Sink::new();
        let source = SourceFile::decode("example.yaml", plan.as_bytes(), &mut sink);
        let checked = regimen::check(&source, &Vec::new(), &mut sink);
        let artifacts = checked.and_then(|checked| regimen::build(&checked, regimen::Build::default(), &mut sink));
        // A target that is left out is no mistake, and removing a package takes longer than a start waits in every plan.
        let mut found = sink.finish();
        found.retain(|message| message.code != Code::StartupTime && message.level != Level::Note);
        assert!(found.is_empty() && artifacts.is_some_and(|made| !made.is_empty()), "{plan}\n{found:#?}");
        let kinds = regimen::states::KINDS.iter().map(|kind| kind.name());
        // An action of an example is called as the kind that it shows.
        shown.extend(kinds.filter(|kind| block.contains(&format!("\n  {kind}:\n"))).map(str::to_owned));
    }
    for kind in regimen::states::KINDS {
        assert!(shown.iter().any(|shown| shown == kind.name()), "{} has no example", kind.name());
    }
}

#[test]
fn every_field_says_what_it_takes() {
    let text = reference();
    let typed: Vec<String> = table(&text, "Fields of states").iter().flat_map(|row| words(&row[0])).collect();
    let mut fields: Vec<String> = table(&text, "States").iter().flat_map(|row| words(&row[1])).collect();
    fields.sort();
    fields.dedup();
    for field in &fields {
        assert_eq!(typed.iter().filter(|typed| *typed == field).count(), 1, "{field}");
    }
    assert_eq!(typed.len(), fields.len(), "{typed:?}");
}

/// What says of builds which machines are meant, in whatever words, leaves out those where batch cannot read a licence.
#[test]
fn a_batch_script_reads_a_licence_where_scope_leaves_wmic() {
    let plan = |scope: &str, last: &str| {
        format!(
            "regimen: 1\nplan: x\ntitle: T\nscope: {scope}\nmaps:\n  key: {{ by: os.build, entries: {{ {last}: known }} }}\nchecks:\n  licensed: {{ license: {{ status: licensed }} }}\n  old: {{ when: os.build in key }}\ngoal: licensed\nactions:\n  a: {{ when: has key, license: {{ status: licensed }} }}\n"
        )
    };
    let admitted = |scope: &str, last: &str| {
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", plan(scope, last).as_bytes(), &mut sink);
        let checked = regimen::check(&source, &Vec::new(), &mut sink);
        let checked = checked.unwrap_or_else(|| panic!("{scope}: {:#?}", std::mem::take(&mut sink).finish()));
        regimen::emit::admit(&checked.schedule, &checked.program, Target::Batch, &mut sink)
    };
    for scope in ["has key", "os.build in key", "old", "old and not (os.type == server)", "os.build < 26100"] {
        assert!(admitted(scope, "7600..19045"), "{scope}");
    }
    for (scope, last) in [
        ("has key", "7600..26100"),
        ("has key", "'>= 7600'"),
        ("old", "30000"),
        ("os.build >= 7600", "7600..19045"),
        ("os.build != 26100", "7600..19045"),
        ("licensed or old", "7600..19045"),
    ] {
        assert!(!admitted(scope, last), "{scope} with {last}");
    }
}
