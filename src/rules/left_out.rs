//! R0610: `scope` leaves machines out because a map has no entry.

use super::Subject;
use crate::condition::{Cond, MapId, Truth};
use crate::diag::{Code, Diagnostic, Sink};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    let Some(span) = model.scope_span else { return };
    let universe = &subject.universe;
    let mut asked: Vec<MapId> = Vec::new();
    for map in model.scope.cond.maps() {
        if !asked.contains(&map) {
            asked.push(map);
        }
    }
    for map in asked {
        let assume = |cond: &Cond| match cond {
            Cond::Has(other) | Cond::InMap { map: other, .. } if *other == map => Some(Truth::True),
            _ => None,
        };
        let with = universe.all.without(universe.judge_if(&model.scope.cond, &assume).never());
        let out = with.without(&subject.scope);
        let out = if out.meets(&universe.sure) { out.and(&universe.sure) } else { continue };
        let declared = &model.maps[map.0];
        let place = subject.plan.scope.as_ref().and_then(|text| super::word(text, &declared.id)).unwrap_or(span);
        let title = format!("left out by {}: {}", declared.id, universe.names(&out, &declared.by));
        sink.push(Diagnostic::note(Code::LeftOut, place, title).label("they have no entry in this map"));
    }
}
