//! The plans that have scenarios beside them, and their scripts: one for each language that can express the plan.

use std::path::{Path, PathBuf};

use regimen::diag::{Sink, render::human};
use regimen::emit::Target;
use regimen::program::Program;
use regimen::source::SourceFile;

use crate::run::{Language, Script};

pub(crate) struct Plan {
    pub program: Program,
    /// One a language, batch first.
    pub scripts: Vec<Script>,
}

/// Plans and the scenarios beside them: `plans/x.yaml` with `plans/x.scenarios.yaml`, `tests/cases/ok/x/plan.yaml` with
/// `scenarios.yaml`.
pub(crate) fn plans(root: &Path) -> Vec<(PathBuf, PathBuf)> {
    let list = |folder: PathBuf| -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        paths
    };
    let shipped = list(root.join("plans")).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let plan = name.strip_suffix(".scenarios.yaml")?;
        Some((path.with_file_name(format!("{plan}.yaml")), path.clone()))
    });
    let cases = list(root.join("tests/cases/ok"))
        .into_iter()
        .map(|case| (case.join("plan.yaml"), case.join("scenarios.yaml")))
        .filter(|(_, scenarios)| scenarios.exists());
    shipped.chain(cases).collect()
}

impl Plan {
    /// Its script in a language, where it can be expressed in it.
    pub(crate) fn script(&self, language: Language) -> Option<&Script> {
        self.scripts.iter().find(|script| script.language() == language)
    }
}

pub(crate) fn compile(path: &Path) -> Plan {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    compile_text(path.display().to_string(), &bytes)
}

/// Compiles a plan from its text.
pub(crate) fn compile_text(name: String, bytes: &[u8]) -> Plan {
    let mut sink = Sink::new();
    let source = SourceFile::decode(name, bytes, &mut sink);
    let Some(checked) = regimen::check(&source, &Vec::new(), &mut sink) else {
        panic!("{}", human(&sink.report(), &source, false))
    };
    // What a target cannot express it says to a sink of its own: a plan need not be there in every language.
    let targets = Target::ALL.iter().filter(|target| !matches!(target, Target::Gpo(_)));
    let made = targets.filter_map(|target| regimen::compile(&checked, &[*target], &mut Sink::new()));
    let scripts: Vec<Script> = made
        .flatten()
        .filter(|artifact| artifact.path.ends_with(".cmd") || artifact.path.ends_with(".ps1"))
        .map(|artifact| {
            let name = artifact.path.rsplit('/').next().unwrap_or_default().to_owned();
            Script { name, bytes: artifact.bytes }
        })
        .collect();
    assert!(!scripts.is_empty(), "{}: no target can express it", source.name);
    Plan { program: checked.program, scripts }
}

/// The same plan with its batch script alone, as the list that long plans become; `None` where it cannot be one, or is one anyway.
pub(crate) fn as_list(plan: &Plan) -> Option<Plan> {
    let batch = plan.script(Language::Batch)?;
    let list = regimen::emit::render_as_list(&plan.program).filter(|list| list.bytes != batch.bytes)?;
    Some(Plan { program: plan.program.clone(), scripts: vec![Script { name: batch.name.clone(), bytes: list.bytes }] })
}

/// The arguments of a scenario, which are written as for batch, in the script's own language. What is no switch of ours is
/// handed on as it is.
pub(crate) fn arguments(batch: &str, language: Language) -> String {
    if language == Language::Batch {
        return batch.to_owned();
    }
    let words: Vec<String> = words(batch)
        .into_iter()
        .map(|word| {
            let bare = word.replace('"', "");
            match bare.to_ascii_lowercase().as_str() {
                "/detect" => "-Detect".to_owned(),
                "/whatif" => "-WhatIf".to_owned(),
                "/restart" => "-Restart".to_owned(),
                "/quiet" => "-Quiet".to_owned(),
                "/?" => "-?".to_owned(),
                lower if lower.starts_with("/log:") => format!("-LogPath \"{}\"", &bare["/log:".len()..]),
                _ => word,
            }
        })
        .collect();
    words.join(" ")
}

/// Blanks part words, but not between quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        quoted ^= character == '"';
        match words.last_mut() {
            Some(word) if character != ' ' || quoted => word.push(character),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
