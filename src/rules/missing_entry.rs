//! R0608: a map has no entry for a machine that needs one.

use super::conditions::{self, Owner};
use super::machines::{Set, is_known};
use super::uses::User;
use super::{Subject, uses};
use crate::condition::{Cond, MapId, Operand, Truth};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let universe = &subject.universe;
    for (map, gap, places) in gaps(subject, true) {
        let Some((first, others)) = places.split_first() else { continue };
        let declared = &subject.model.maps[map.0];
        let names = |set: &Set| universe.names(set, &declared.by);
        let sure = gap.and(&universe.sure);
        let mistake = if sure.is_empty() {
            let title = format!("`{}` has no entry for {}", declared.id, names(&gap));
            Diagnostic::note(Code::MissingEntry, *first, title).label("the catalogue is not sure of these machines")
        } else {
            let title = format!("`{}` has no entry for {}", declared.id, names(&sure));
            Diagnostic::error(Code::MissingEntry, *first, title).label("this may be needed there")
        };
        let mistake = others.iter().take(3).fold(mistake, |mistake, span| mistake.related(*span, "and this"));
        let mistake = mistake.related(subject.model.map_places[map.0].id, "the map");
        sink.push(mistake.help(format!(
            "add entries or `otherwise`, or leave these machines out: `has {}` in `scope` or in the action's `when`",
            declared.id
        )));
    }
}

/// The uses of maps, with the machines that may need an entry and have none; uses with the same machines together.
pub(super) fn gaps(subject: &Subject<'_>, known: bool) -> Vec<(MapId, Set, Vec<Span>)> {
    let mut found: Vec<(MapId, Set, Vec<Span>)> = Vec::new();
    for place in uses::of_maps(subject) {
        let map = &subject.model.maps[place.map.0];
        if map.by.iter().all(|fact| is_known(*fact)) != known {
            continue;
        }
        let may_lack = subject.universe.without_entry(place.map);
        if may_lack.is_empty() {
            continue;
        }
        let gap = may_lack.and(&lacking(subject, place.map, place.by));
        if gap.is_empty() {
            continue;
        }
        match found.iter_mut().find(|(map, other, _)| *map == place.map && *other == gap) {
            Some((_, _, spans)) if !spans.contains(&place.span) => spans.push(place.span),
            Some(_) => {}
            None => found.push((place.map, gap, vec![place.span])),
        }
    }
    found
}

/// The machines that may come to a use of a map if they have no entry in it.
fn lacking(subject: &Subject<'_>, map: MapId, by: User) -> Set {
    let facts = &subject.model.maps[map.0].by;
    let assume = |cond: &Cond| match cond {
        Cond::Has(asked) if *asked == map => Some(Truth::False),
        Cond::InMap { item: Operand::Fact(fact), map: asked } if *asked == map && facts.as_slice() == [*fact] => {
            Some(Truth::False)
        }
        _ => None,
    };
    let model = subject.model;
    let universe = &subject.universe;
    let may = |within: &Set, cond: &Cond| within.without(universe.judge_if(cond, &assume).never());
    let scope = may(&universe.all, &model.scope.cond);
    let turn = |action: usize| match &model.actions[action].when {
        Some(when) => may(&scope, &when.cond),
        None => scope.clone(),
    };
    let check = match by {
        User::Action(action) => return turn(action),
        User::Check(check) => check,
    };
    // A check counts where a condition that names it is not decided without it.
    let mut needed = universe.all.without(&universe.all);
    for written in conditions::all(model) {
        let within = match written.owner {
            Owner::Scope => universe.all.clone(),
            Owner::Goal | Owner::Action(_) => scope.clone(),
            Owner::Step(action) => turn(action),
            Owner::Check(_) => continue,
        };
        if conditions::observed(&written.condition.cond, model).iter().any(|(index, _)| *index == check) {
            let judged = universe.judge_if(&written.condition.cond, &assume);
            needed = needed.or(&within.without(judged.never()).without(judged.always()));
        }
    }
    needed
}
