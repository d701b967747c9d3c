//! Where the plan inserts something by name.

use super::Subject;
use crate::condition::MapId;
use crate::plan::{self, CheckTest, StateDecl};
use crate::source::{Span, Text};
use crate::states::{Resource, State};
use crate::syntax::{Node, NodeKind};
use std::collections::HashMap;

/// A map's value inserted somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) map: MapId,
    /// The name in `${name}`.
    pub(super) span: Span,
    pub(super) by: User,
}

/// Whose state inserts it.
#[derive(Clone, Copy, Debug)]
pub(super) enum User {
    /// A check's.
    Check(usize),
    /// An action's, by its index in the model.
    Action(usize),
}

/// Every text of a state's fields, the keys of mappings left out.
pub(super) fn texts<'a>(node: &'a Node, found: &mut Vec<&'a Text>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => found.push(text),
        NodeKind::Sequence(items) => items.iter().for_each(|item| texts(item, found)),
        NodeKind::Mapping(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
        NodeKind::Poisoned => {}
    }
}

/// The names inserted into a text, with their places: `map` of `${map.field}`.
fn inserted(text: &Text) -> Vec<(&str, Span)> {
    let value = text.value.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = value.get(at..).and_then(|rest| rest.find("${")) {
        let start = at + next + 2;
        at = start;
        if value[..start - 2].ends_with('$') {
            continue;
        }
        let name = value[start..].split(['}', '.']).next().unwrap_or_default();
        found.push((name, text.locate(start..start + name.len())));
    }
    found
}

/// The texts of an action's step as the plan has them.
pub(super) fn of_step(step: &plan::Step) -> Vec<&Text> {
    let mut found = Vec::new();
    texts(&step.state.fields, &mut found);
    found
}

/// Every use of a map in a state; in declaration order, checks first.
pub(super) fn of_maps(subject: &Subject<'_>) -> Vec<Use> {
    let ids: HashMap<&str, MapId> =
        subject.model.maps.iter().enumerate().map(|(index, map)| (map.id.as_str(), MapId(index))).collect();
    let mut uses = Vec::new();
    if ids.is_empty() {
        return uses;
    }
    let mut add = |text: &Text, by: User| {
        for (name, span) in inserted(text) {
            if let Some(map) = ids.get(name) {
                uses.push(Use { map: *map, span, by });
            }
        }
    };
    for (index, (_, check)) in subject.plan.checks.iter().enumerate() {
        if let CheckTest::State(state) = &check.test {
            let mut found = Vec::new();
            texts(&state.fields, &mut found);
            found.into_iter().for_each(|text| add(text, User::Check(index)));
        }
    }
    for (index, action) in subject.model.actions.iter().enumerate() {
        let (_, declared) = &subject.plan.actions[action.declared];
        for step in declared.steps.iter().chain(&declared.finally) {
            of_step(step).into_iter().for_each(|text| add(text, User::Action(index)));
        }
    }
    uses
}

/// Every state of the plan as it is written: checks first, then actions with their steps.
pub(super) fn states<'a>(subject: &Subject<'a>) -> Vec<&'a StateDecl> {
    let checks = subject.plan.checks.iter().filter_map(|(_, check)| match &check.test {
        CheckTest::State(state) => Some(state),
        _ => None,
    });
    let actions = subject.plan.actions.iter().flat_map(|(_, action)| action.steps.iter().chain(&action.finally));
    checks.chain(actions.map(|step| &step.state)).collect()
}

/// Every text in the states of the plan, and the values of `each`.
pub(super) fn of_plan<'a>(subject: &Subject<'a>) -> Vec<&'a Text> {
    let mut found = Vec::new();
    for state in states(subject) {
        texts(&state.fields, &mut found);
    }
    for (_, action) in &subject.plan.actions {
        let steps = action.steps.iter().chain(&action.finally).filter_map(|step| step.keys.each.as_ref());
        for node in action.keys.each.iter().chain(steps).flatten() {
            texts(node, &mut found);
        }
    }
    found
}

/// The words of each `run` in the plan.
pub(super) fn commands<'a>(subject: &Subject<'a>) -> Vec<Vec<&'a Text>> {
    let mut found = Vec::new();
    for state in states(subject) {
        let NodeKind::Mapping(fields) = &state.fields.kind else { continue };
        if let Some((_, run)) = fields.iter().find(|(key, _)| key.value == "run") {
            let mut words = Vec::new();
            texts(run, &mut words);
            found.push(words);
        }
    }
    found
}

/// What a state observes or changes, no more of it than it speaks of: how a service starts is not whether it runs.
pub(super) fn parts_of(state: &dyn State) -> Vec<Resource> {
    let settled = state.settled();
    if settled.len() == state.parts().len() {
        settled.into_iter().map(|(resource, _)| resource).collect()
    } else {
        state.resources()
    }
}
