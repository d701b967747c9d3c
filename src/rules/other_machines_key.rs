//! R0612: a published KMS client key is used for machines that it does not fit.

use super::machines::Set;
use super::{Subject, uses};
use crate::catalog::editions::Confidence;
use crate::catalog::facts::FactId;
use crate::catalog::keys::{self, ProductKey, Published};
use crate::condition::{MapId, Type};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for (index, (map, places)) in subject.model.maps.iter().zip(&subject.model.map_places).enumerate() {
        if places.ty != Type::ProductKey {
            continue;
        }
        for (entry, place) in places.entries.iter().enumerate() {
            let machines = subject.universe.with_entry(MapId(index), entry).and(&subject.scope);
            for key in map.entries[entry].value.texts() {
                look(subject, key, place.value, &machines, sink);
            }
        }
    }
    for (action, turns) in subject.model.actions.iter().zip(&subject.turns) {
        let (_, declared) = &subject.plan.actions[action.declared];
        for step in declared.steps.iter().chain(&declared.finally) {
            for text in uses::of_step(step) {
                look(subject, &text.value, text.span, turns, sink);
            }
        }
    }
}

/// Looks at one key and the machines that would get it.
fn look(subject: &Subject<'_>, key: &str, span: Span, machines: &Set, sink: &mut Sink) {
    let Some(key) = ProductKey::parse(key) else { return };
    let rows: Vec<&Published> = keys::rows_of(&key).collect();
    if rows.is_empty() || rows.iter().any(|row| row.confidence == Confidence::Low) {
        return;
    }
    let universe = &subject.universe;
    let fits = universe.filter(|machine, build| rows.iter().any(|row| row.fits(build, &machine.edition)));
    let wrong = machines.without(&fits).and(&universe.sure);
    if wrong.is_empty() {
        return;
    }
    let mut by = ["os.release", "os.edition", "os.build"]
        .map(|name| FactId::named(name).expect("the catalogue of facts has it"))
        .to_vec();
    // The build is named where it alone makes the difference.
    let alike = |row: &Published, release: &str, edition: &str| {
        row.release == release && row.editions.iter().any(|e| e == edition)
    };
    if !wrong
        .meets(&universe.filter(|machine, _| rows.iter().any(|row| alike(row, &machine.release, &machine.edition))))
    {
        by.pop();
    }
    let title = format!("this is the key of {}, and {} would get it", rows[0].edition, universe.names(&wrong, &by));
    let mistake = Diagnostic::error(Code::OtherMachinesKey, span, title);
    let right = right_key(subject, &wrong);
    let mistake = mistake.label(format!("a published KMS client key, ending in {}", key.last5()));
    sink.push(match right {
        Some(row) if !machines.meets(&fits) => {
            let mistake = mistake.help(format!("the key of {} is {}", row.edition, row.key.expose()));
            mistake.fix(span, row.key.expose())
        }
        _ => mistake.help("choose by release as well (`by: [os.release, os.edition]`), narrow `scope`, or use `builtin: kms-client-keys`"),
    });
}

/// The one published key that every one of these machines takes.
fn right_key(subject: &Subject<'_>, machines: &Set) -> Option<&'static Published> {
    let sure = keys::published().iter().filter(|row| row.confidence > Confidence::Low);
    sure.into_iter().find(|row| {
        let others: Vec<&Published> = keys::rows_of(&row.key).collect();
        let fits = subject.universe.filter(|machine, build| others.iter().any(|row| row.fits(build, &machine.edition)));
        machines.without(&fits).is_empty()
    })
}
