//! Everything that a target is asked before a byte is rendered, each with its place in the plan. The same for every target; what
//! it cannot express is the target's own answer.

use super::needs;
use crate::catalog::facts::FactId;
use crate::condition::{ActionId, Cond, MapId};
use crate::order::Schedule;
use crate::program::{Action, CheckTest, Part, Piece, Probe, Program};
use crate::source::Span;

/// One thing that a target may be unable to express.
pub(super) enum Question<'a> {
    /// A part of a step of this action.
    Part(&'a Part, ActionId),
    /// What a check asks.
    Probe(&'a Probe),
    /// A condition.
    Condition(&'a Cond),
    /// The title of an action, which may be replaced by its id.
    Title(&'a Action),
    /// A fact that an operand or a map reads.
    Fact(FactId),
    /// A text of a map that is read.
    Entry(MapId, &'a str),
}

/// Asks everything; `fits` says what is wrong and whether something was not. Whether nothing was.
pub(super) fn ask<'a>(
    schedule: &Schedule,
    program: &'a Program,
    mut fits: impl FnMut(Question<'a>, Span) -> bool,
) -> bool {
    let model = &schedule.model;
    let mut refused = Vec::with_capacity(program.actions.len());
    let mut all = true;
    for (index, (action, place)) in program.actions.iter().zip(&model.actions).enumerate() {
        let mut whole = true;
        for (step, place) in action.steps.iter().zip(&place.steps).chain(action.finally.iter().zip(&place.finally)) {
            for part in &step.parts {
                whole &= fits(Question::Part(part, ActionId(index)), place.span);
            }
            if let Some(when) = &step.when {
                whole &= fits(Question::Condition(&when.cond), place.when_span.unwrap_or(place.span));
            }
        }
        if let Some(when) = &action.when {
            whole &= fits(Question::Condition(&when.cond), place.when_span.unwrap_or(place.span));
        }
        for piece in &action.requires {
            if let Piece::Fact(fact) = piece {
                whole &= fits(Question::Fact(*fact), place.span);
            }
        }
        fits(Question::Title(action), place.id.span);
        refused.push(!whole);
        all &= whole;
    }
    for (check, place) in program.checks.iter().zip(&model.checks) {
        // What the goal that a plan does not write observes is refused at the action itself.
        if place.of_action().is_some_and(|id| refused[id.0]) {
            continue;
        }
        match &check.test {
            CheckTest::State(probes) => {
                for probe in probes {
                    all &= fits(Question::Probe(probe), place.id.span);
                }
            }
            CheckTest::When(condition) if check.observable => {
                all &= fits(Question::Condition(&condition.cond), place.id.span);
            }
            CheckTest::When(_) => {}
        }
    }
    all &= fits(Question::Condition(&program.scope.cond), model.scope_span.unwrap_or(model.id_span));
    all &= fits(Question::Condition(&program.goal.cond), model.goal_span.unwrap_or(model.id_span));
    for id in needs::needed(program).maps {
        let (map, place) = (program.map(id), &model.map_places[id.0]);
        for fact in &map.by {
            all &= fits(Question::Fact(*fact), place.id);
        }
        let values = place.entries.iter().map(|entry| entry.value).chain(std::iter::repeat(place.id));
        for (entered, span) in map.entries.iter().map(|entry| &entry.value).chain(&map.otherwise).zip(values) {
            for text in entered.texts() {
                all &= fits(Question::Entry(id, text), span);
            }
        }
    }
    all
}
