//! Actions: `each` unrolled, conditions and states read, ids turned into indexes.

use super::interpolate::Inserter;
use super::names::{Checks, EachValue, Tables, title, when};
use super::{Action, Step};
use crate::condition::{ActionId, ResultKind};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::{self, Plan};
use crate::program::{Condition, Part, Piece, Retry};
use crate::source::{Spanned, Text};
use crate::states::{Role, Scope as _, Slot};
use crate::syntax::{Node, NodeKind, OneOrMany};

/// One instance of an action of the plan.
pub(super) struct Instance {
    /// The action's index in the plan.
    declared: usize,
    /// Its number, from 1, where the action has `each`.
    number: Option<usize>,
    each: Option<EachValue>,
}

/// Makes the instances, in declaration order, and writes down which action has which.
pub(super) fn unroll(plan: &Plan, tables: &mut Tables, sink: &mut Sink) -> Vec<Instance> {
    let mut instances = Vec::new();
    for (declared, (id, action)) in plan.actions.iter().enumerate() {
        let values = match &action.keys.each {
            None => vec![None],
            Some(nodes) => each_values(nodes, id, tables, sink).into_iter().map(Some).collect(),
        };
        let single = action.keys.each.is_none();
        let Some(index) = tables.action_ids.get(&id.value).copied() else { continue };
        for (number, each) in values.into_iter().enumerate() {
            tables.instances[index].push(ActionId(instances.len()));
            instances.push(Instance { declared, number: (!single).then_some(number + 1), each });
        }
    }
    instances
}

/// The values of an `each`: texts, or small maps that are all alike.
fn each_values(nodes: &[Node], owner: &Text, tables: &Tables, sink: &mut Sink) -> Vec<EachValue> {
    let mut values: Vec<EachValue> = Vec::new();
    if nodes.is_empty() {
        sink.push(
            Diagnostic::error(Code::BadEach, owner.span, "`each` has no values")
                .help("write them as a list, or leave it out"),
        );
    }
    for node in nodes {
        let value = match &node.kind {
            NodeKind::Scalar { text, .. } => EachValue::One(each_text(text, tables, sink)),
            NodeKind::Mapping(pairs) => {
                let mut fields = Vec::new();
                for (name, value) in pairs {
                    match &value.kind {
                        NodeKind::Scalar { text, .. } => {
                            fields.push((name.value.clone(), each_text(text, tables, sink)));
                        }
                        _ => sink.push(Diagnostic::error(
                            Code::BadEach,
                            value.span,
                            "a field of an `each` value is a text",
                        )),
                    }
                }
                EachValue::Fields(fields)
            }
            NodeKind::Poisoned => continue,
            NodeKind::Sequence(_) => {
                sink.push(
                    Diagnostic::error(Code::BadEach, node.span, "`each` is a list of texts, or of small maps")
                        .label("found a list in it"),
                );
                continue;
            }
        };
        let alike = values.first().is_none_or(|first| match (first, &value) {
            (EachValue::One(_), EachValue::One(_)) => true,
            (EachValue::Fields(first), EachValue::Fields(this)) => {
                first.iter().map(|(name, _)| name).eq(this.iter().map(|(name, _)| name))
            }
            _ => false,
        });
        if !alike {
            sink.push(
                Diagnostic::error(Code::BadEach, node.span, "this value is not like the first")
                    .help("all values of an `each` are texts, or small maps with the same fields in the same order"),
            );
            // What inserts a field that it has not is no mistake of its own.
            continue;
        }
        values.push(value);
    }
    values
}

/// A value of an `each`, params inserted: an `each` is unrolled at compile time, so nothing else has a value yet. A mistake
/// leaves the text as it is written.
fn each_text(text: &Text, tables: &Tables, sink: &mut Sink) -> String {
    if !text.value.contains("${") {
        return text.value.clone();
    }
    let whole = Inserter::new(tables, None, Role::Action, sink).interpolate(text, Slot::Plain);
    let literal = whole.as_ref().and_then(|whole| whole.as_literal());
    if literal.is_none() && whole.is_some() {
        sink.push(
            Diagnostic::error(Code::BadEach, text.span, "this value of an `each` is known only on the machine")
                .help("insert maps and facts where the value is used, beside `${each}`"),
        );
    }
    literal.unwrap_or(&text.value).to_owned()
}

/// Reads every instance. `None` where one cannot be used.
pub(super) fn resolve(
    plan: &Plan,
    instances: &[Instance],
    tables: &Tables,
    checks: &Checks,
    sink: &mut Sink,
) -> Option<Vec<Action>> {
    if plan.actions.is_empty() && plan.lost.is_empty() && !plan.open {
        sink.push(
            Diagnostic::error(Code::MissingField, plan.id.span, "the plan has no actions")
                .help("add `actions:` with at least one"),
        );
    }
    let mut all = Some(Vec::with_capacity(instances.len()));
    for instance in instances {
        let (id, action) = &plan.actions[instance.declared];
        let mut reader = Reader { tables, checks, sink };
        match (reader.action(id, action, instance), &mut all) {
            (Some(action), Some(all)) => all.push(action),
            (None, _) => all = None,
            _ => {}
        }
    }
    all
}

struct Reader<'a> {
    tables: &'a Tables,
    checks: &'a Checks,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn action(&mut self, id: &Text, action: &plan::Action, instance: &Instance) -> Option<Action> {
        let each = instance.each.as_ref();
        let keys = &action.keys;
        let needs = self.ids(keys.needs.as_ref());
        let after = self.ids(keys.after.as_ref());
        let condition = keys.when.as_ref().map(|text| when(text, self.tables, self.checks, each, self.sink));
        let under_changed = matches!(&condition, Some(Some(c)) if names_changed(c));
        let steps = self.steps(&action.steps, each, under_changed);
        let finally = self.steps(&action.finally, each, under_changed);
        let retry = self.retry(keys.retry);
        let shown = match instance.number {
            None => id.value.clone(),
            Some(number) => format!("{}[{number}]", id.value),
        };
        let title = match &keys.title {
            None => shown.clone(),
            Some(text) => {
                title(Some(text), &id.value, self.sink);
                let mut inserter = Inserter::new(self.tables, each, Role::Action, self.sink);
                let text = inserter.interpolate(text, Slot::Plain)?;
                // A title is fixed text: what only the machine knows is named, not inserted.
                text.on(|piece| Some(format!("({})", self.tables.piece_name(piece)))).unwrap_or_default()
            }
        };
        let (steps, finally) = (steps?, finally?);
        let condition = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        Some(Action {
            id: Spanned::new(shown, id.span),
            title,
            when_span: keys.when.as_ref().map(|text| text.span),
            when: condition,
            needs: needs?,
            after: after?,
            requires: requires(&steps, &finally),
            steps,
            finally,
            retry: retry?,
            reboot: keys.reboot.unwrap_or_default(),
            span: action.span,
            declared: instance.declared,
        })
    }

    fn steps(&mut self, steps: &[plan::Step], each: Option<&EachValue>, under_changed: bool) -> Option<Vec<Step>> {
        let mut all = Some(Vec::new());
        for (declared, step) in steps.iter().enumerate() {
            let values: Vec<Option<EachValue>> = match &step.keys.each {
                None => vec![each.cloned()],
                Some(nodes) => {
                    if each.is_some() {
                        self.sink.push(
                            Diagnostic::error(
                                Code::BadEach,
                                step.state.key.span,
                                "an `each` cannot stand inside another",
                            )
                            .help("unroll one of them by hand"),
                        );
                    }
                    each_values(nodes, &step.state.key, self.tables, self.sink).into_iter().map(Some).collect()
                }
            };
            for each in &values {
                match (self.step(declared, step, each.as_ref(), under_changed), &mut all) {
                    (Some(step), Some(all)) => all.push(step),
                    (None, _) => all = None,
                    _ => {}
                }
            }
        }
        all
    }

    fn step(
        &mut self,
        declared: usize,
        step: &plan::Step,
        each: Option<&EachValue>,
        under_changed: bool,
    ) -> Option<Step> {
        let condition = match &step.keys.when {
            Some(text) => when(text, self.tables, self.checks, each, self.sink).map(Some),
            None => Some(None),
        };
        let retry = self.retry(step.keys.retry);
        let mut inserter = Inserter::new(self.tables, each, Role::Action, self.sink).with_checks(self.checks);
        // Each is read before one is missed, so that the mistakes of all are found.
        let state = step.state.kind.0.read(&step.state.fields, &mut inserter)?;
        let (condition, retry) = (condition?, retry?);
        if let Some(why) = state.needs_changed()
            && !under_changed
            && !condition.as_ref().is_some_and(names_changed)
        {
            self.sink.push(
                Diagnostic::error(Code::NeedsChanged, step.state.key.span, "this would be done at every run")
                    .label(why)
                    .help(if step.state.key.value == "command" {
                        "add `unless` (a condition that tells when it is not needed), `once: true`, or a `when` that names an action's `.changed`"
                    } else {
                        "put it under a `when` that names an action's `.changed`"
                    }),
            );
            return None;
        }
        Some(Step {
            title: step.keys.title.as_ref().map(|t| title(Some(t), "", self.sink)),
            when: condition,
            state,
            retry,
            settle: step.keys.settle.map_or(0, |s| s.0),
            span: step.span,
            when_span: step.keys.when.as_ref().map(|text| text.span),
            declared,
        })
    }

    fn retry(&mut self, retry: Option<Spanned<plan::Retry>>) -> Option<Retry> {
        let Some(retry) = retry else { return Some(Retry::default()) };
        let times = retry.value.times;
        if times.value == 0 || times.value > 100 {
            self.sink.push(
                Diagnostic::error(Code::OutOfRange, times.span, "`times` is a number from 1 to 100")
                    .help("it counts the attempts, the first included"),
            );
            return None;
        }
        Some(Retry { times: times.value, delay: retry.value.delay.map_or(0, |d| d.0) })
    }

    /// Ids of actions; an id of an `each` action means every instance.
    fn ids(&mut self, names: Option<&OneOrMany<Text>>) -> Option<Vec<Spanned<ActionId>>> {
        let mut found = Some(Vec::new());
        for name in names.into_iter().flat_map(|names| names.iter()) {
            match self.tables.action_ids.get(&name.value) {
                Some(&index) => {
                    if let Some(found) = &mut found {
                        found.extend(self.tables.instances[index].iter().map(|id| Spanned::new(*id, name.span)));
                    }
                }
                None => {
                    if !self.tables.open && !self.tables.lost.contains(&name.value) {
                        self.unknown_action(name);
                    }
                    found = None;
                }
            }
        }
        found
    }

    fn unknown_action(&mut self, name: &Text) {
        let mut known: Vec<&str> = self.tables.action_ids.keys().map(String::as_str).collect();
        known.sort_unstable();
        let mut mistake =
            Diagnostic::error(Code::UnknownName, name.span, format!("there is no action `{}`", name.value));
        if self.tables.check_ids.contains_key(&name.value) {
            mistake = mistake.help("this is a check: name it in `when`");
        } else if let Some(near) = self.sink.closest(&name.value, &known) {
            mistake = mistake.help(format!("did you mean `{near}`?")).fix(name.span, near);
        } else {
            let names: Vec<String> = known.iter().take(8).map(|name| format!("`{name}`")).collect();
            mistake = mistake.help(format!("the actions are {}", names.join(" ")));
        }
        self.sink.push(mistake);
    }
}

/// Whether a condition names an action's `.changed`.
fn names_changed(condition: &Condition) -> bool {
    condition.cond.results().iter().any(|(_, what)| *what == ResultKind::Changed)
}

/// What the operands of an action need a value of, each once, in order.
fn requires(steps: &[Step], finally: &[Step]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for step in steps.iter().chain(finally) {
        for Part { op, .. } in step.state.parts() {
            for text in op.texts() {
                for piece in text.parts() {
                    if !matches!(piece, Piece::Literal(_)) && !pieces.contains(piece) {
                        pieces.push(piece.clone());
                    }
                }
            }
        }
    }
    pieces
}

impl Tables {
    fn piece_name(&self, piece: &Piece) -> String {
        match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Map(map, _) => self.maps[map.0].map.id.clone(),
            Piece::Fact(fact) => fact.name().to_owned(),
            Piece::Variable(name) => (*name).to_owned(),
        }
    }
}
