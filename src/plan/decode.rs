//! Nodes become plan structs.

use super::{Action, ActionKeys, Check, CheckTest, KindRef, LintLevel, Map, Param, Plan, StateDecl, Step, StepKeys};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Span, Spanned, Text};
use crate::states;
use crate::syntax::{self, Node, NodeKind, Table, decode_open, is_gap, unknown_key};
use serde::Deserialize;

/// The plan language this compiler reads.
const LANGUAGE: &str = "1";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct TopLevel {
    regimen: Text,
    plan: Text,
    title: Text,
    description: Option<Text>,
    references: Option<Vec<Text>>,
    params: Option<Table<Param>>,
    scope: Option<Text>,
    maps: Option<Table<Map>>,
    checks: Option<Table<Node>>,
    goal: Option<Text>,
    actions: Option<Table<Node>>,
    lint: Option<Table<Spanned<LintLevel>>>,
}

/// Reads a plan. Every mistake in its shape goes to the sink; `None` where too little is left to go on.
pub fn decode(node: &Node, sink: &mut Sink) -> Option<Plan> {
    let top: TopLevel = syntax::decode(node, sink)?;
    if top.regimen.value != LANGUAGE {
        let mistake = format!("this compiler reads language version {LANGUAGE}, not `{}`", top.regimen.value);
        sink.push(Diagnostic::error(Code::LanguageVersion, top.regimen.span, mistake).fix(top.regimen.span, LANGUAGE));
    }
    let checks = top.checks.unwrap_or_default();
    let actions = top.actions.unwrap_or_default();
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
        params: top.params.unwrap_or_default().0,
        scope: top.scope,
        maps: top.maps.unwrap_or_default().0,
        checks: checks.into_iter().map(|(id, node)| (id, check(&node, sink))).collect(),
        goal: top.goal,
        actions: read,
        lost,
        lint: top.lint.unwrap_or_default().0,
        span: node.span,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CheckKeys {
    title: Option<Text>,
    when: Option<Text>,
    value: Option<Text>,
}

fn check(node: &Node, sink: &mut Sink) -> Check {
    let poisoned = Check { title: None, value: None, test: CheckTest::Poisoned };
    let Some((keys, rest)) = decode_open::<CheckKeys>(node, sink) else { return poisoned };
    let mut states = states_among(rest, &["title", "when", "value"], sink, |kind| kind.can_check());
    let test = match (keys.when, states.len()) {
        (Some(when), 0) => CheckTest::When(when),
        (None, 1) => CheckTest::State(states.remove(0)),
        (when, 0) if when.is_none() => {
            // An unknown kind has been reported already; it poisons the node.
            sink.push(
                Diagnostic::error(Code::NoState, node.span, "a check observes one state, or a condition with `when`")
                    .label("nothing here says what to observe")
                    .help(format!("add one of {}", kinds(|kind| kind.can_check()))),
            );
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
    let (keys, rest) = decode_open::<ActionKeys>(node, sink)?;
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
    Some(Action { keys, steps, finally, span: node.span })
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
    let (keys, rest) = decode_open::<StepKeys>(node, sink)?;
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
    Some(Step { keys, span: node.span, state })
}
