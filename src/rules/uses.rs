//! Where the plan inserts something by name.

use super::Subject;
use crate::condition::MapId;
use crate::plan::{self, CheckTest};
use crate::source::{Span, Text};
use crate::syntax::{Node, NodeKind};
use std::collections::HashMap;

/// A map's value inserted somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) map: MapId,
    /// The name in `${name}`.
    pub(super) span: Span,
    /// The action (of the model) whose step it stands in; a check's where there is none.
    pub(super) action: Option<usize>,
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
    let mut add = |text: &Text, action: Option<usize>| {
        for (name, span) in inserted(text) {
            if let Some(map) = ids.get(name) {
                uses.push(Use { map: *map, span, action });
            }
        }
    };
    for (_, check) in &subject.plan.checks {
        if let CheckTest::State(state) = &check.test {
            let mut found = Vec::new();
            texts(&state.fields, &mut found);
            found.into_iter().for_each(|text| add(text, None));
        }
    }
    for (index, action) in subject.model.actions.iter().enumerate() {
        let (_, declared) = &subject.plan.actions[action.declared];
        for step in declared.steps.iter().chain(&declared.finally) {
            of_step(step).into_iter().for_each(|text| add(text, Some(index)));
        }
    }
    uses
}
