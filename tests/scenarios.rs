//! Every scenario beside a plan, on the simulator: what it expects, and that every cut converges.

use regimen::diag::{Sink, render::human};
use regimen::simulate::Watch;
use regimen::simulate::scenario::Scenarios;
use regimen::source::SourceFile;
use std::path::Path;

fn program(path: &Path) -> regimen::program::Program {
    let bytes = std::fs::read(path).expect("a plan that was found can be read");
    let mut sink = Sink::new();
    let source = SourceFile::decode(path.display().to_string(), &bytes, &mut sink);
    match regimen::check(&source, &Vec::new(), &mut sink) {
        Some(checked) => checked.program,
        None => panic!("{}", human(&sink.report(), &source, false)),
    }
}

fn play(plan: &Path, scenarios: &Path) {
    let program = program(plan);
    let text = std::fs::read_to_string(scenarios).expect("scenarios that were found can be read");
    let file = Scenarios::read(&text).unwrap_or_else(|error| panic!("{}: {error}", scenarios.display()));
    let played = file.play(&program, &mut Watch::default());
    let wrong: Vec<String> =
        played.iter().filter_map(|played| Some(format!("{}: {}", played.name, played.mismatch.as_ref()?))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_shipped_plan_has_scenarios_that_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut played = 0;
    for entry in std::fs::read_dir(root.join("plans")).expect("there are plans") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(stem) = name.strip_suffix(".yaml").filter(|stem| !stem.contains('.')) {
            play(&path, &path.with_file_name(format!("{stem}.scenarios.yaml")));
            played += 1;
        }
    }
    assert!(played > 0);
}

#[test]
fn every_case_has_scenarios_that_hold() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ok");
    let mut played = 0;
    for entry in std::fs::read_dir(cases).expect("there are cases") {
        let case = entry.expect("an entry can be read").path();
        play(&case.join("plan.yaml"), &case.join("scenarios.yaml"));
        played += 1;
    }
    assert!(played > 0);
}
