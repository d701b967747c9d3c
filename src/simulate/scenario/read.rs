//! A file of scenarios is read: every mistake at its place, several in one run.

use super::super::{Outcome, describe};
use super::{Expect, Scenario, Scenarios, Started, Step, each};
use crate::diag::render::human;
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::program::Program;
use crate::source::{SourceFile, Spanned, Text};
use crate::syntax::{self, Node, Table};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    machines: Option<Table<Node>>,
    scenarios: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ScenarioDecl {
    name: Text,
    machine: Option<Text>,
    with: Option<Node>,
    runs: Vec<StepDecl>,
    #[serde(default)]
    cut_everywhere: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StepDecl {
    #[serde(default)]
    restart: bool,
    set: Option<Node>,
    arguments: Option<Text>,
    #[serde(default)]
    started: Started,
    expect: Spanned<ExpectDecl>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ExpectDecl {
    outcome: Spanned<Outcome>,
    results: Option<Table<Text>>,
    operations: Option<Spanned<Vec<Text>>>,
    programs: Option<usize>,
    #[serde(default)]
    unchanged: bool,
}

/// The words of a result; the last one takes an id.
const RESULTS: &[&str] =
    &["changed", "unchanged", "skipped", "failed", "blocked", "waiting", "would change", "would wait", "depends on"];

impl Scenarios {
    /// Reads a file of scenarios. Every mistake goes to the sink; `None` where there is one.
    #[must_use]
    pub fn decode(source: &SourceFile, sink: &mut Sink) -> Option<Self> {
        if !source.is_intact() {
            return None;
        }
        let node = syntax::parse(source, sink);
        let file: Option<File> = syntax::decode(&node, sink);
        let errors = sink.error_count();
        let file = file?;
        let machines = file.machines.unwrap_or_default();
        let mut used: HashSet<&str> = HashSet::new();
        let mut names: HashMap<&str, &Text> = HashMap::new();
        let mut scenarios = Vec::new();
        let unrolled: Vec<Vec<Node>> = file.scenarios.iter().map(|node| each::unrolled(node, sink)).collect();
        let decls: Vec<Vec<ScenarioDecl>> =
            unrolled.iter().map(|nodes| each::all(nodes, sink, syntax::decode)).collect();
        for decl in decls.iter().flatten() {
            if let Some(first) = names.insert(&decl.name.value, &decl.name) {
                sink.push(
                    Diagnostic::error(Code::DuplicateName, decl.name.span, "two scenarios have one name")
                        .related(first.span, "the first"),
                );
            }
            if let Some(machine) = &decl.machine {
                used.insert(&machine.value);
            }
        }
        for decls in &decls {
            scenarios.extend(each::all(decls, sink, |decl, sink| scenario(decl, &machines, sink)));
        }
        for (name, node) in machines.iter().filter(|(name, _)| !used.contains(name.value.as_str())) {
            sink.push(Diagnostic::warning(Code::UnknownName, name.span, "no scenario uses this machine"));
            let _ = describe::machine(node, sink);
        }
        (sink.error_count() == errors).then_some(Self { scenarios })
    }

    /// Reads a file of scenarios from its text.
    ///
    /// # Errors
    /// Every mistake in it, as people read them.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut sink = Sink::new();
        let source = SourceFile::decode("scenarios.yaml".to_owned(), text.as_bytes(), &mut sink);
        Self::decode(&source, &mut sink).ok_or_else(|| human(&sink.report(), &source, false))
    }

    /// Says where the scenarios name what the plan does not have.
    pub fn check(&self, program: &Program, sink: &mut Sink) {
        let ids: HashSet<&str> = program.actions.iter().map(|action| action.id.as_str()).collect();
        let named = self.scenarios.iter().flat_map(|scenario| &scenario.runs).flat_map(|run| &run.expect.results);
        for (id, _) in named.filter(|(id, _)| !ids.contains(id.value.as_str())) {
            let title = format!("the plan has no action `{}`", id.value);
            let mistake = Diagnostic::error(Code::UnknownName, id.span, title);
            let near = closest(&id.value, program.actions.iter().map(|action| action.id.as_str()));
            sink.push(match near {
                Some(near) => mistake.help(format!("did you mean `{near}`?")),
                None => mistake,
            });
        }
    }
}

fn scenario(decl: &ScenarioDecl, machines: &Table<Node>, sink: &mut Sink) -> Option<Scenario> {
    let mut node = describe::plain(decl.name.span);
    if let Some(name) = &decl.machine {
        match machines.iter().find(|(known, _)| known.value == name.value) {
            Some((_, machine)) => node = machine.clone(),
            None => {
                let title = format!("there is no machine `{}`", name.value);
                let mistake = Diagnostic::error(Code::UnknownName, name.span, title);
                sink.push(match closest(&name.value, machines.iter().map(|(known, _)| known.value.as_str())) {
                    Some(near) => mistake.help(format!("did you mean `{near}`?")),
                    None => mistake.help("machines stand under `machines`, at the top of the file"),
                });
                return None;
            }
        }
    }
    if let Some(with) = &decl.with {
        describe::put_over(&mut node, with);
    }
    if decl.runs.is_empty() {
        let mistake = Diagnostic::error(Code::MissingKey, decl.name.span, "this scenario runs nothing");
        sink.push(mistake.help("add a run: `- expect: { outcome: ... }`"));
    }
    let machine = describe::machine(&node, sink);
    for step in &decl.runs {
        // What the runs will have done is not known yet; what is put over it can be read all the same.
        if let Some(set) = &step.set {
            describe::put_over(&mut node, set);
            if machine.is_some() {
                let _ = describe::machine(&node, sink);
            }
        }
        for (_, word) in step.expect.value.results.iter().flat_map(|results| results.iter()) {
            result_word(word, sink);
        }
    }
    Some(Scenario {
        name: decl.name.value.clone(),
        span: decl.name.span,
        runs: decl.runs.iter().map(run).collect(),
        cut_everywhere: decl.cut_everywhere,
        machine: machine?,
    })
}

fn run(decl: &StepDecl) -> Step {
    let expect = &decl.expect.value;
    Step {
        restart: decl.restart,
        set: decl.set.clone(),
        arguments: decl.arguments.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
        started: decl.started,
        expect: Expect {
            span: decl.expect.span,
            outcome: expect.outcome,
            results: expect.results.as_ref().map(|results| results.0.clone()).unwrap_or_default(),
            operations: expect.operations.clone(),
            programs: expect.programs,
            unchanged: expect.unchanged,
        },
    }
}

fn result_word(word: &Text, sink: &mut Sink) {
    let text = word.value.strip_suffix(" restart").unwrap_or(&word.value);
    let on_another = text.strip_prefix("depends on ").is_some_and(|id| !id.trim().is_empty());
    if !on_another && (text == "depends on" || !RESULTS.contains(&text)) {
        sink.push(
            describe::unknown(Diagnostic::error, word, RESULTS, "is no result of an action")
                .help("` restart` stands behind it where a restart is owed"),
        );
    }
}
