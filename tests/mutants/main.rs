//! Emitters that are broken on purpose: the lab has to notice each one. See `mutants.yaml`.
//!
//! Every run holds that the list fits the sources it breaks. With `REGIMEN_NIGHTLY=1` each mutant is applied to a copy of the
//! tree, built, and met by the scenarios of the lab that should fail with it; none may survive. Snapshots see any change, and so
//! say nothing: they are not asked.

mod tree;

use libtest_mimic::{Arguments, Failed, Trial};
use regimen::simulate::scenario::Scenarios;
use serde::Deserialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;
use tree::{Played, Tree};

/// One small edit that makes a back end wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    /// What is wrong with it.
    name: String,
    /// The file that is edited.
    file: String,
    /// A text that stands in it once.
    old: String,
    /// What takes its place.
    new: String,
    /// The scenarios that have to notice it: a part of their names in the lab.
    lab: String,
}

impl Mutant {
    fn language(&self) -> &'static str {
        if self.file.contains("/batch") { "batch" } else { "powershell" }
    }

    /// Why its scenarios cannot be played here.
    fn hindrance(&self) -> Option<&'static str> {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !set("REGIMEN_LAB_REQUIRED") {
            Some("they need the lab: set REGIMEN_LAB_REQUIRED=1 where there is one")
        } else if self.lab.ends_with("powershell") && !set("REGIMEN_PWSH") {
            Some("they need the PowerShell that REGIMEN_PWSH names")
        } else {
            None
        }
    }

    /// The file with its edit.
    fn applied(&self, root: &Path) -> Result<String, String> {
        let text = std::fs::read_to_string(root.join(&self.file)).map_err(|error| format!("{}: {error}", self.file))?;
        match text.matches(&self.old).count() {
            1 => Ok(text.replacen(&self.old, &self.new, 1)),
            count => Err(format!("does not apply: its text stands in {} {count} times", self.file)),
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn mutants() -> Vec<Mutant> {
    let list = std::fs::read_to_string(root().join("tests/mutants/mutants.yaml")).expect("the list is there");
    serde_yaml::from_str(&list).unwrap_or_else(|error| panic!("tests/mutants/mutants.yaml: {error}"))
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // They share one tree.
    arguments.test_threads = Some(1);
    let mutants = mutants();
    let list = mutants.clone();
    let mut trials = vec![Trial::test("each mutant applies, and is another one", move || list_fits(&list))];
    let nightly = std::env::var_os("REGIMEN_NIGHTLY").is_some_and(|value| value == "1");
    let mut ignored: Vec<(&str, usize)> = Vec::new();
    for mutant in mutants.iter().filter(|_| nightly) {
        let name = format!("{}: {}", mutant.language(), mutant.name);
        let reason = mutant.hindrance();
        if let Some(reason) = reason {
            match ignored.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, count)) => *count += 1,
                None => ignored.push((reason, 1)),
            }
        }
        let mutant = mutant.clone();
        trials.push(Trial::test(name, move || is_killed(&mutant)).with_ignored_flag(reason.is_some()));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !nightly && !arguments.list {
        report(&format!("mutants: {} are built and met by the lab with REGIMEN_NIGHTLY=1", mutants.len()));
    }
    for (reason, count) in &ignored {
        report(&format!("mutants: {count} ignored: {reason}"));
    }
    conclusion.exit_code()
}

/// Tests print to standard error only what a person has to see.
fn report(text: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{text}").ok();
}

/// Every mutant can be applied and changes something; no two are one; both languages have their share.
fn list_fits(mutants: &[Mutant]) -> Result<(), Failed> {
    let mut wrong = Vec::new();
    let (mut names, mut edits) = (HashSet::new(), HashSet::new());
    for mutant in mutants {
        let name = &mutant.name;
        if let Err(why) = mutant.applied(&root()) {
            wrong.push(format!("{name}: {why}"));
        }
        if mutant.old == mutant.new || !names.insert((mutant.language(), name)) {
            wrong.push(format!("{name}: is none, or there twice"));
        }
        if !edits.insert((&mutant.file, &mutant.old, &mutant.new)) {
            wrong.push(format!("{name}: another one is the same"));
        }
        if !["templates/", "src/emit/"].iter().any(|folder| mutant.file.starts_with(folder)) {
            wrong.push(format!("{name}: {} is no emitter's", mutant.file));
        }
        if !names_a_scenario(&mutant.lab, mutant.language()) {
            wrong.push(format!("{name}: there is no scenario {}", mutant.lab));
        }
    }
    for language in ["batch", "powershell"] {
        let count = mutants.iter().filter(|mutant| mutant.language() == language).count();
        if count < 20 {
            wrong.push(format!("{count} mutants of {language}, expected at least 20"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Whether a plan has a scenario beside it that the lab calls so (`plan/scenario/language`, `plan/scenario/cut .../language`),
/// or the lab has one of its own: `guard: language: what`.
fn names_a_scenario(lab: &str, language: &str) -> bool {
    if let Some((kind, rest)) = lab.split_once(": ") {
        let source = std::fs::read_to_string(root().join(format!("tests/lab/{kind}.rs"))).unwrap_or_default();
        let what = rest.strip_prefix(&format!("{language}: "));
        return what.is_some_and(|what| source.contains(&format!("\"{what}\"")));
    }
    let Some((plan, rest)) = lab.split_once('/') else { return false };
    let places = [format!("plans/{plan}.scenarios.yaml"), format!("tests/cases/ok/{plan}/scenarios.yaml")];
    let files = places.iter().filter_map(|place| std::fs::read_to_string(root().join(place)).ok());
    let mut scenarios = files.filter_map(|text| Scenarios::read(&text).ok()).flat_map(|file| file.scenarios);
    let in_language = rest.ends_with(&format!("/{language}"));
    in_language && scenarios.any(|scenario| rest.strip_prefix(&scenario.name).is_some_and(|end| end.starts_with('/')))
}

/// Builds a mutant and plays the scenarios, of which one must fail. That all hold without it is the lab's own test, which
/// `tests/run` has run by then.
fn is_killed(mutant: &Mutant) -> Result<(), Failed> {
    static TREE: LazyLock<Result<Tree, String>> =
        LazyLock::new(|| Tree::copied(&root(), Path::new(env!("CARGO_TARGET_TMPDIR"))));
    let edited = mutant.applied(&root())?;
    let tree = TREE.as_ref().map_err(Failed::from)?;
    match tree.play(&mutant.file, &edited, &mutant.lab)? {
        Played { failed: 0, held: 0 } => Err(format!("no scenario of the lab is played as {}", mutant.lab).into()),
        Played { failed: 0, held } => Err(format!("survived: {held} scenarios hold with it: {}", mutant.lab).into()),
        Played { .. } => Ok(()),
    }
}
