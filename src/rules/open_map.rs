//! R0613: a map chooses by a fact of which not every value is known.

use super::machines::is_known;
use super::{Subject, missing_entry};
use crate::diag::{Code, Diagnostic, Sink};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for (map, gap, places) in missing_entry::gaps(subject, false) {
        let Some((first, others)) = places.split_first() else { continue };
        if !gap.meets(&subject.universe.sure) {
            continue;
        }
        let declared = &subject.model.maps[map.0];
        let open: Vec<&str> =
            declared.by.iter().filter(|fact| !is_known(**fact)).map(|fact| -> &str { fact.name() }).collect();
        let title = format!("`{}` may have no entry: it chooses by `{}`", declared.id, open.join("` and `"));
        let mistake = Diagnostic::error(Code::OpenMap, *first, title).label("this may have no value");
        let mistake = others.iter().take(3).fold(mistake, |mistake, span| mistake.related(*span, "and this"));
        sink.push(
            mistake
                .related(subject.model.map_places[map.0].id, "the map")
                .help(format!("add `otherwise`, or ask `has {}` in `scope` or in the action's `when`", declared.id)),
        );
    }
}
