//! R0609: no machine in scope can reach an entry of a map.

use super::Subject;
use crate::condition::MapId;
use crate::diag::{Code, Diagnostic, Sink};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    if subject.scope.is_empty() {
        return;
    }
    for (index, (map, places)) in subject.model.maps.iter().zip(&subject.model.map_places).enumerate() {
        for (entry, place) in places.entries.iter().enumerate() {
            let fits = subject.universe.with_entry(MapId(index), entry);
            if fits.meets(&subject.scope) {
                continue;
            }
            let mut mistake = Diagnostic::warning(
                Code::UnreachableEntry,
                place.key,
                format!("no machine in scope reaches this entry of `{}`", map.id),
            );
            mistake = mistake.label(if fits.is_empty() {
                "no machine of the catalogue has this"
            } else {
                "`scope` leaves these machines out"
            });
            if let (Some(scope), false) = (subject.model.scope_span, fits.is_empty()) {
                mistake = mistake.related(scope, "the scope");
            }
            sink.push(mistake.help("remove the entry, or widen `scope`"));
        }
    }
}
