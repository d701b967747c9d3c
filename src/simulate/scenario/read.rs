//! A file of scenarios is read: every mistake at its place, several in one run.

use super::super::{Machine, Outcome, describe};
use super::{Expect, Scenario, Scenarios, Started, Step, each};
use crate::diag::render::human;
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::program::Program;
use crate::source::{SourceFile, Spanned, Text};
use crate::syntax::{self, Node, Table};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Scenarios of the plan beside them: a machine, what is run on it, and what is expected.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct File {
    /// Machines by name.
    #[schemars(with = "Option<Table<Machine>>")]
    machines: Option<Table<Node>>,
    /// What is played, in order.
    #[schemars(with = "Vec<ScenarioDecl>")]
    scenarios: Vec<Node>,
}

/// One machine and what happens to it.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(transform = with_each)]
struct ScenarioDecl {
    /// What it shows, one line, once a file.
    name: Text,
    /// The name of its machine; a plain Windows 7, where it is left out.
    machine: Option<Text>,
    /// What is put over the machine: mappings key by key, all else whole; null takes a key away.
    #[schemars(with = "Option<Changes>")]
    with: Option<Node>,
    /// What is run, in order.
    #[schemars(extend("minItems" = 1))]
    runs: Vec<StepDecl>,
    /// Besides, the first run is cut off before and after each of its operations, and must come to rest.
    #[serde(default)]
    cut_everywhere: bool,
}

/// One run.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StepDecl {
    /// Whether Windows is started again before it.
    #[serde(default)]
    restart: bool,
    /// What changes on the machine before it, put over the machine as it is by then.
    #[schemars(with = "Option<Changes>")]
    set: Option<Node>,
    /// The arguments of the script: `/detect`, `/whatif`.
    arguments: Option<Text>,
    /// How a real script is started.
    #[serde(default)]
    started: Started,
    /// What is expected of it.
    expect: Spanned<ExpectDecl>,
}

/// What is expected of a run; what is left out is not looked at.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ExpectDecl {
    /// The word of the last line.
    outcome: Spanned<Outcome>,
    /// Results by action: `changed unchanged skipped failed blocked waiting`, with `/whatif` `would change`, `would wait`,
    /// `depends on ID`; ` restart` behind it where one is owed.
    #[schemars(extend("x-values" = "results"))]
    results: Option<Table<Text>>,
    /// All operations in order, as the log has them; the beginning of each is enough.
    operations: Option<Spanned<Vec<Text>>>,
    /// How many programs the script starts at most; looked at where real scripts run.
    programs: Option<usize>,
    /// `true`: the machine is as it was, the outcome that an inventory reads included.
    #[serde(default)]
    unchanged: bool,
}

/// The key that is gone when a scenario is read: it is unrolled before.
fn with_each(schema: &mut Schema) {
    let Some(serde_json::Value::Object(properties)) = schema.get_mut("properties") else { return };
    let each = serde_json::json!({
        "description": "Values, or small maps that are all alike, it is unrolled over: `${each}`, `${each.field}`.",
        "type": "array",
        "minItems": 1,
        "items": { "type": ["string", "number", "boolean", "null", "object"] },
    });
    properties.insert("each".to_owned(), each);
}

/// What is put over a machine: the same keys, none of them required, each of them null where it goes.
struct Changes;

/// Where the schema of scenarios has it.
pub(crate) const CHANGES: &str = "#/definitions/changes";

impl JsonSchema for Changes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Changes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "$ref": CHANGES })
    }
}

/// The words of a result; the last one takes an id.
pub(crate) const RESULTS: &[&str] =
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
