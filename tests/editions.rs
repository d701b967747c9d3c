//! A plan that was split by edition does on each machine what the whole plan does there, and on a machine of another
//! edition nothing at all.

use regimen::Checked;
use regimen::diag::Sink;
use regimen::program::{self, NotByEdition, Program};
use regimen::simulate::scenario::Scenarios;
use regimen::simulate::{self, Options, Outcome};
use regimen::source::SourceFile;
use std::path::Path;

fn checked(text: &str) -> Checked {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    checked.unwrap_or_else(|| panic!("{:#?}", sink.finish()))
}

fn plans(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(name)).expect("it is shipped")
}

#[test]
fn a_split_plan_does_what_the_whole_plan_does() {
    let whole = checked(&plans("kb971033.yaml")).program;
    let split = program::per_edition(&whole).expect("it chooses keys by edition");
    let editions: Vec<&str> = split.iter().filter_map(|program| program.edition).collect();
    assert_eq!(
        editions,
        ["Professional", "ProfessionalN", "ProfessionalE", "Enterprise", "EnterpriseN", "EnterpriseE"]
    );
    let scenarios = Scenarios::read(&plans("kb971033.scenarios.yaml")).expect("the scenarios can be read");
    let mut right = 0;
    for scenario in &scenarios.scenarios {
        for program in &split {
            let (mut one, mut other) = (scenario.machine(), scenario.machine());
            for step in &scenario.runs {
                step.prepare(&mut one).expect("it can be prepared");
                step.prepare(&mut other).expect("it can be prepared");
                let before = one.clone();
                let trace = simulate::run(program, &mut one, step.options());
                if one.os.edition == program.edition.expect("it was split") {
                    let whole = simulate::run(&whole, &mut other, step.options());
                    assert_eq!((&trace, &one), (&whole, &other), "{}", scenario.name);
                    right += 1;
                } else if !matches!(trace.outcome, Some(Outcome::WrongArguments | Outcome::NotElevated)) {
                    assert_eq!(trace.outcome, Some(Outcome::NotApplicable), "{}", scenario.name);
                    assert_eq!(one, before, "{}", scenario.name);
                    // Its debts are those of the right edition's script, which comes next.
                    let _ = simulate::run(&whole, &mut one, step.options());
                    let _ = simulate::run(&whole, &mut other, step.options());
                    assert_eq!(one, other, "{}", scenario.name);
                }
            }
        }
    }
    assert!(right > 40, "{right} runs on machines of the right edition");
}

#[test]
fn each_program_holds_the_keys_of_its_edition_alone() {
    let whole = checked(&plans("kb971033.yaml")).program;
    for program in program::per_edition(&whole).expect("it chooses keys by edition") {
        let keys: Vec<&str> = program.maps[0].entries.iter().flat_map(|entry| entry.value.texts()).collect();
        assert_eq!(keys.len(), 1, "{:?}", program.edition);
        assert_eq!((&program.plan, &program.hash), (&whole.plan, &whole.hash));
    }
}

const KEYS: &str = "FJ82H-XT6CR-J8D7P-XQJJ2-GPDD4";

fn with_maps(maps: &str, actions: &str) -> Program {
    checked(&format!(
        "regimen: 1\nplan: x\ntitle: x\nscope: os.version == 6.1 and os.type == client and os.edition == Professional\nmaps:\n{maps}actions:\n{actions}"
    ))
    .program
}

#[test]
fn maps_by_edition_and_more_are_split_on_every_level_and_others_left_alone() {
    let program = with_maps(
        &format!(
            "  key: {{ by: [os.arch, os.edition], type: product-key, entries: {{ x86: {{ Professional: {KEYS} }}, x64: {{ Professional: {KEYS} }} }} }}\n  word: {{ by: os.arch, entries: {{ x86: a, x64: b }} }}\n"
        ),
        "  a: { license: { key: '${key}' } }\n  b: { registry: { key: HKLM\\SOFTWARE\\X, value: a, data: '${word}' } }\n",
    );
    let split = program::per_edition(&program).expect("a map by edition among other facts");
    assert_eq!(split.len(), 1);
    let entries: Vec<usize> = split[0].maps.iter().map(|map| map.entries.len()).collect();
    assert_eq!(entries, [2, 2]);
}

#[test]
fn a_plan_without_such_a_map_is_refused() {
    let map = "  word: { by: os.edition, entries: { Professional: a }, otherwise: b }\n";
    let uses = "  b: { registry: { key: HKLM\\SOFTWARE\\X, value: a, data: '${word}' } }\n";
    let none = "  b: { registry: { key: HKLM\\SOFTWARE\\X, value: a, data: 1 } }\n";
    assert_eq!(program::per_edition(&with_maps(map, none)).err(), Some(NotByEdition::NoMap));
    let refused = program::per_edition(&with_maps(map, uses)).err();
    assert!(matches!(refused, Some(NotByEdition::Otherwise(_))), "{refused:?}");
}

#[test]
fn an_edition_that_nobody_knows_is_another_one() {
    let whole = checked(&plans("kb971033.yaml")).program;
    let split = program::per_edition(&whole).expect("it chooses keys by edition");
    let scenarios = Scenarios::read(&plans("kb971033.scenarios.yaml")).expect("the scenarios can be read");
    let mut machine = scenarios.scenarios[0].machine();
    machine.os.edition = "Unheard-Of".to_owned();
    let trace = simulate::run(&split[0], &mut machine, Options::default());
    assert_eq!(trace.outcome, Some(Outcome::NotApplicable));
}

#[test]
fn editions_and_entries_that_scope_excludes_make_nothing() {
    let whole = checked(&plans("kms-client.yaml")).program;
    let split = program::per_edition(&whole).expect("it chooses keys by edition");
    let editions: Vec<&str> = split.iter().filter_map(|program| program.edition).collect();
    for gone in ["ServerEnterprise", "EnterpriseE", "ProfessionalE", "ServerHPC", "ServerWebCore", "ServerStandardCore"]
    {
        assert!(!editions.contains(&gone), "no Windows 10 and no Server 2016 is called {gone}: {editions:?}");
    }
    for kept in ["Professional", "Enterprise", "EnterpriseS", "ServerStandard", "ServerDatacenter"] {
        let program = split.iter().find(|program| program.edition == Some(kept));
        let program = program.unwrap_or_else(|| panic!("{kept} is missing from {editions:?}"));
        let words: Vec<String> = program.maps[0].entries.iter().map(program::Entry::words).collect();
        assert!(
            !words.is_empty() && !words.iter().any(|entry| entry.contains("7601") || entry.contains("9600")),
            "{words:?}"
        );
    }
    let machines =
        [(22631, "Professional", "client"), (99_999, "Enterprise", "client"), (26100, "ServerStandard", "server")];
    for (build, edition, kind) in machines {
        let mut one = simulate::Machine::default();
        (one.os.version, one.os.build) = ("10.0".to_owned(), build);
        (one.os.edition, one.os.kind) = (edition.to_owned(), kind.to_owned());
        let mut other = one.clone();
        let program = split.iter().find(|program| program.edition == Some(edition)).expect("it was split");
        let trace = simulate::run(program, &mut one, Options::default());
        assert_eq!(trace.outcome, Some(Outcome::Changed), "{edition} {build}");
        assert_eq!((trace, one), (simulate::run(&whole, &mut other, Options::default()), other), "{edition} {build}");
    }
}

#[test]
fn a_plan_for_no_machine_of_its_editions_is_refused() {
    let uses = "  b: { registry: { key: HKLM\\SOFTWARE\\X, value: a, data: '${word}' } }\n";
    let map = "  word: { by: os.edition, entries: { Professional: a } }\n";
    let mut program = with_maps(map, uses);
    program.scope.cond = regimen::condition::Cond::Const(regimen::condition::Truth::False);
    assert_eq!(program::per_edition(&program).err(), Some(NotByEdition::NoMachine));
}
