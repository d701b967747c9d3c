//! Nodes become plan structs.

use super::schema::{self, Ids};
use super::{Action, ActionKeys, Check, CheckTest, KindRef, LintLevel, Map, Param, Plan, StateDecl, Step, StepKeys};
use crate::diag::{Code, Diagnostic, Sink, closest};
use crate::source::{Span, Text};
use crate::states;
use crate::syntax::{self, Node, NodeKind, Table, decode_open, is_gap, unknown_key};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The plan language this compiler reads.
const LANGUAGE: &str = "1";

/// What may be wrong on a Windows machine, and what puts it right.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TopLevel {
    /// The version of the language.
    #[schemars(extend("enum" = [1, LANGUAGE]))]
    regimen: Text,
    /// Its id: it names the script, its log and its key in the registry.
    #[schemars(extend("pattern" = schema::ID, "patternErrorMessage" = schema::ID_MESSAGE, "maxLength" = 63))]
    plan: Text,
    /// One line.
    title: Text,
    /// Free text: for whom it is, and why.
    description: Option<Text>,
    /// KB ids and URLs.
    references: Option<Vec<Text>>,
    /// Inputs at compile time, set with `--set name=value`.
    #[schemars(with = "Option<Ids<Param>>")]
    params: Option<Table<Node>>,
    /// A condition: the machines the plan is for; every other is left alone.
    scope: Option<Text>,
    /// Tables that choose a value by facts.
    #[schemars(with = "Option<Ids<Map>>")]
    maps: Option<Table<Node>>,
    /// Named observations.
    #[schemars(with = "Option<Ids<schema::Check>>")]
    checks: Option<Table<Node>>,
    /// A condition that is true when the machine is right; where it is left out: that each action whose `when` holds has its
    /// state in place.
    goal: Option<Text>,
    /// Named changes.
    #[schemars(with = "Option<Ids<schema::Action>>")]
    actions: Option<Table<Node>>,
    /// Levels of lints.
    #[schemars(with = "Option<Table<LintLevel>>", extend("x-keys" = "lints"))]
    lint: Option<Table<Node>>,
}

/// The same where something is missing or wrong: what is left, so that the mistakes in it are found too.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Rest {
    regimen: Option<Text>,
    plan: Option<Text>,
    title: Option<Text>,
    description: Option<Text>,
    references: Option<Vec<Text>>,
    params: Option<Table<Node>>,
    scope: Option<Text>,
    maps: Option<Table<Node>>,
    checks: Option<Table<Node>>,
    goal: Option<Text>,
    actions: Option<Table<Node>>,
    lint: Option<Table<Node>>,
}

/// The keys of [`TopLevel`].
const TOP_KEYS: [&str; 12] = [
    "regimen",
    "plan",
    "title",
    "description",
    "references",
    "params",
    "scope",
    "maps",
    "checks",
    "goal",
    "actions",
    "lint",
];

/// The mapping with its misspelt keys, which were said, as they were meant: what they hold is not missing. `None` where
/// there are none.
fn as_meant(node: &Node) -> Option<Node> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    let mut meant = entries.clone();
    for at in 0..meant.len() {
        let key = &meant[at].0;
        if is_gap(&meant[at]) || TOP_KEYS.contains(&key.value.as_str()) {
            continue;
        }
        if let Some(near) = closest(&key.value, TOP_KEYS)
            && !meant.iter().any(|(key, _)| key.value == near)
        {
            meant[at].0 = Text::new(near.to_owned(), key.span, Vec::new());
        }
    }
    (meant != *entries).then_some(Node { span: node.span, kind: NodeKind::Mapping(meant) })
}

/// Reads a mapping; where it has mistakes, which are said, what is right of it, and the keys that are not.
fn top_level(node: &Node, sink: &mut Sink) -> Option<(TopLevel, Vec<String>)> {
    let read = syntax::decode(node, sink);
    let meant = as_meant(node);
    if let (Some(top), None) = (read, &meant) {
        return Some((top, Vec::new()));
    }
    let Right { keys: rest, wrong, .. } = right_part::<Rest>(meant.as_ref().unwrap_or(node))?;
    // Nothing is made of a plan with mistakes, so any text will do where one is missing.
    let some =
        |text: Option<Text>, other: &str| text.unwrap_or_else(|| Text::new(other.to_owned(), node.span, Vec::new()));
    let top = TopLevel {
        regimen: some(rest.regimen, LANGUAGE),
        plan: some(rest.plan, "plan"),
        title: some(rest.title, "title"),
        description: rest.description,
        references: rest.references,
        params: rest.params,
        scope: rest.scope,
        maps: rest.maps,
        checks: rest.checks,
        goal: rest.goal,
        actions: rest.actions,
        lint: rest.lint,
    };
    Some((top, wrong))
}

/// What is right of a mapping.
struct Right<T> {
    keys: T,
    /// The keys that `T` does not know, with their values.
    rest: Vec<(Text, Node)>,
    /// The keys whose values have mistakes.
    wrong: Vec<String>,
}

/// As [`decode_open`], but a value with mistakes, which are said, is left out. For structs whose keys are all optional.
fn decode_right<T: DeserializeOwned>(node: &Node, sink: &mut Sink) -> Option<Right<T>> {
    match decode_open(node, sink) {
        Some((keys, rest)) => Some(Right { keys, rest, wrong: Vec::new() }),
        None => right_part(node),
    }
}

/// What is right of a mapping whose mistakes have been said.
fn right_part<T: DeserializeOwned>(node: &Node) -> Option<Right<T>> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    let with = |entries| Node { span: node.span, kind: NodeKind::Mapping(entries) };
    let (right, wrong): (Vec<_>, Vec<_>) = entries
        .iter()
        .cloned()
        .partition(|entry| decode_open::<T>(&with(vec![entry.clone()]), &mut Sink::new()).is_some());
    let (keys, rest) = decode_open(&with(right), &mut Sink::new())?;
    Some(Right { keys, rest, wrong: wrong.into_iter().map(|(key, _)| key.value).collect() })
}

/// Reads each entry of a table; the names of those with mistakes, which are said, go to `broken`: a key that is missing in
/// one of them may be one that is misspelt.
fn entries<T: DeserializeOwned>(table: Option<Table<Node>>, broken: &mut Vec<Text>, sink: &mut Sink) -> Vec<(Text, T)> {
    let mut read = Vec::new();
    for (name, node) in table.unwrap_or_default() {
        let before = sink.mistakes();
        let value = syntax::decode(&node, sink);
        if value.is_none() || sink.mistakes() > before {
            broken.push(name.clone());
        }
        read.extend(value.map(|value| (name, value)));
    }
    read
}

/// Reads a plan. Every mistake in its shape goes to the sink; `None` where too little is left to go on.
pub fn decode(node: &Node, sink: &mut Sink) -> Option<Plan> {
    let (top, wrong) = top_level(node, sink)?;
    let open = wrong.iter().any(|key| matches!(key.as_str(), "params" | "maps" | "checks" | "actions"));
    if top.regimen.value != LANGUAGE {
        let mistake = format!("this compiler reads language version {LANGUAGE}, not `{}`", top.regimen.value);
        sink.push(Diagnostic::error(Code::LanguageVersion, top.regimen.span, mistake).fix(top.regimen.span, LANGUAGE));
    }
    let checks = top.checks.unwrap_or_default();
    let actions = top.actions.unwrap_or_default();
    let mut broken = Vec::new();
    let (mut read, mut lost) = (Vec::new(), Vec::new());
    for (id, node) in actions {
        match action(&node, sink) {
            Some(action) => read.push((id, action)),
            None => lost.push(id),
        }
    }
    Some(Plan {
        id: top.plan,
        title: top.title,
        description: top.description,
        references: top.references.unwrap_or_default(),
        params: entries::<Param>(top.params, &mut broken, sink),
        scope: top.scope,
        maps: entries::<Map>(top.maps, &mut broken, sink),
        checks: checks.into_iter().map(|(id, node)| (id, check(&node, sink))).collect(),
        goal: top.goal,
        actions: read,
        lost,
        broken,
        open,
        lint: entries(top.lint, &mut Vec::new(), sink),
        span: node.span,
    })
}

/// A named observation: one state, or a condition with `when`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CheckKeys {
    /// One line, for people.
    title: Option<Text>,
    /// A condition that is observed, instead of a state.
    when: Option<Text>,
    /// The type of its `.value`; that of the registry value, where it is left out.
    #[schemars(extend("x-words" = "types"))]
    value: Option<Text>,
}

fn check(node: &Node, sink: &mut Sink) -> Check {
    let poisoned = Check { title: None, value: None, test: CheckTest::Poisoned };
    let Some((keys, rest)) = decode_open::<CheckKeys>(node, sink) else { return poisoned };
    let had_rest = !rest.is_empty();
    let mut states = states_among(rest, &["title", "when", "value"], sink, |kind| kind.can_check());
    let test = match (keys.when, states.len()) {
        (Some(when), 0) => CheckTest::When(when),
        (None, 1) => CheckTest::State(states.remove(0)),
        (when, 0) if when.is_none() => {
            // What stands here and is no kind has been reported already.
            if !had_rest {
                let kinds = kinds(|kind| kind.can_check());
                let title = "a check observes one state, or a condition with `when`";
                sink.push(
                    Diagnostic::error(Code::NoState, node.span, title)
                        .label("nothing here says what to observe")
                        .help(format!("add one of {kinds}")),
                );
            }
            CheckTest::Poisoned
        }
        (when, _) => {
            let span = states.last().map(|s| s.key.span).or(when.map(|w| w.span)).unwrap_or(node.span);
            sink.push(
                Diagnostic::error(Code::TwoStates, span, "a check observes one thing")
                    .label("this is one more")
                    .help("make a check of each, and join them in a third: `when: one and two`"),
            );
            CheckTest::Poisoned
        }
    };
    Check { title: keys.title, value: keys.value, test }
}

/// Picks the state kinds out of the keys that are left; reports the others, and those that cannot stand here.
fn states_among(
    rest: Vec<(Text, Node)>,
    known: &[&str],
    sink: &mut Sink,
    allowed: impl Fn(&dyn states::Kind) -> bool,
) -> Vec<StateDecl> {
    let mut found = Vec::new();
    for (key, fields) in rest.into_iter().filter(|entry| !is_gap(entry)) {
        match states::kind(&key.value) {
            Some(kind) if allowed(kind) => found.push(StateDecl { key, kind: KindRef(kind), fields }),
            Some(kind) => {
                let can = if kind.can_check() { "observed" } else { "an action" };
                sink.push(Diagnostic::error(Code::CheckOnly, key.span, format!("`{}` can only be {can}", key.value)));
                sink.poison(key.span.to(fields.span));
            }
            None if NOT_YET.contains(&key.value.as_str()) => {
                sink.push(
                    Diagnostic::error(Code::NotYet, key.span, format!("`{}` is not yet supported", key.value))
                        .help(format!("the kinds of this version are {}", kinds(|_| true))),
                );
                sink.poison(key.span.to(fields.span));
            }
            None => {
                let words: Vec<&str> =
                    known.iter().copied().chain(states::KINDS.iter().map(|kind| kind.name())).collect();
                unknown_key(&key, &words, sink);
            }
        }
    }
    found
}

/// Kinds of the language that this version does not have.
const NOT_YET: &[&str] = &[
    "feature",
    "capability",
    "directory",
    "task",
    "environment",
    "process",
    "hosts",
    "acl",
    "event",
    "wmi",
    "port",
    "appx",
    "firewall",
];

fn kinds(allowed: impl Fn(&dyn states::Kind) -> bool) -> String {
    let names: Vec<String> =
        states::KINDS.iter().filter(|kind| allowed(**kind)).map(|kind| format!("`{}`", kind.name())).collect();
    names.join(" ")
}

const ACTION_KEYS: &[&str] =
    &["title", "when", "needs", "after", "each", "retry", "reboot", "settle", "undo", "steps", "finally"];
const STEP_KEYS: &[&str] = &["title", "when", "each", "retry", "settle", "undo"];

fn action(node: &Node, sink: &mut Sink) -> Option<Action> {
    let Right { keys, rest, wrong } = decode_right::<ActionKeys>(node, sink)?;
    let had_rest = !rest.is_empty();
    let mut states = states_among(rest, ACTION_KEYS, sink, |kind| kind.can_act());
    undo(keys.undo.as_ref(), sink);
    let mut steps = keys.steps.as_ref().map(|steps| steps_of(steps, sink)).unwrap_or_default();
    let finally = keys.finally.as_ref().map(|steps| steps_of(steps, sink)).unwrap_or_default();
    if let Some(second) = states.get(1).or(states.first().filter(|_| keys.steps.is_some())) {
        sink.push(
            Diagnostic::error(Code::TwoStates, second.key.span, "an action brings about one state, or has `steps`")
                .label("this is one more")
                .help("put the states under `steps`, in the order in which they are to be brought about"),
        );
        return None;
    }
    if let Some(state) = states.pop() {
        let keys = StepKeys { settle: keys.settle, ..StepKeys::default() };
        steps.push(Step { keys, span: state.fields.span, state });
    } else if let Some(listed) = &keys.steps {
        if matches!(&listed.kind, NodeKind::Sequence(items) if items.is_empty()) {
            no_state(listed.span, sink);
        }
        for step in &mut steps {
            step.keys.settle = step.keys.settle.or(keys.settle);
        }
    } else {
        if !had_rest {
            no_state(node.span, sink);
        }
        return None;
    }
    decides_nothing(&wrong).then_some(Action { keys, steps, finally, span: node.span })
}

/// Whether what is left can be judged without the keys that were wrong: not where they say when, or for what, it is done.
fn decides_nothing(wrong: &[String]) -> bool {
    !wrong.iter().any(|key| key == "when" || key == "each")
}

fn no_state(span: Span, sink: &mut Sink) {
    sink.push(
        Diagnostic::error(Code::NoState, span, "an action brings about a state, or has `steps`")
            .label("nothing here says what to do")
            .help(format!("add one of {}", kinds(|kind| kind.can_act()))),
    );
}

/// `undo` is in the language, but this version keeps no record of what it replaces.
fn undo(node: Option<&Node>, sink: &mut Sink) {
    if let Some(node) = node {
        sink.push(
            Diagnostic::error(Code::NotYet, node.span, "`undo` is not yet supported")
                .help("leave it out: this version puts nothing back"),
        );
    }
}

fn steps_of(node: &Node, sink: &mut Sink) -> Vec<Step> {
    let items = match &node.kind {
        NodeKind::Sequence(items) => items,
        NodeKind::Poisoned => return Vec::new(),
        _ => {
            sink.push(
                Diagnostic::error(Code::WrongType, node.span, "steps are a list")
                    .help("begin each step with `- ` on a line of its own"),
            );
            return Vec::new();
        }
    };
    items.iter().filter_map(|item| step(item, sink)).collect()
}

fn step(node: &Node, sink: &mut Sink) -> Option<Step> {
    let Right { keys, rest, wrong } = decode_right::<StepKeys>(node, sink)?;
    let had_rest = !rest.is_empty();
    undo(keys.undo.as_ref(), sink);
    let mut states = states_among(rest, STEP_KEYS, sink, |kind| kind.can_act());
    if let Some(second) = states.get(1) {
        sink.push(
            Diagnostic::error(Code::TwoStates, second.key.span, "a step brings about one state")
                .label("this is one more")
                .help("make it a step of its own: begin its line with `- `"),
        );
        return None;
    }
    let Some(state) = states.pop() else {
        if !had_rest {
            no_state(node.span, sink);
        }
        return None;
    };
    decides_nothing(&wrong).then_some(Step { keys, span: node.span, state })
}
