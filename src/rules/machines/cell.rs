//! One kind of machine: a row of the catalogue with one type, one architecture, and a span of builds within which no number
//! of the plan makes a difference.

use super::{KNOWN, known};
use crate::catalog::editions::{self, Confidence, Row};
use crate::catalog::facts::FactId;
use crate::condition::{Cond, Enumeration, Observed, Operand, Value};
use crate::program::KeyMatch;
use crate::resolve::Model;
use crate::rules::conditions;
use std::collections::BTreeSet;

/// Spans of builds that are newer than the catalogue are split no further than into this many.
const NEWER: usize = 32;

/// One kind of machine.
pub(super) struct Cell {
    pub(super) row: &'static Row,
    pub(super) builds: (i64, i64),
    /// What the facts of [`KNOWN`] are, in its order; the first build stands for all.
    pub(super) values: [Value; KNOWN.len()],
    /// Whether the catalogue is sure enough of it for an error.
    pub(super) sure: bool,
}

impl Cell {
    pub(super) fn known(&self, fact: FactId) -> Option<&Value> {
        known(fact).map(|index| &self.values[index])
    }

    pub(super) fn value(&self, fact: FactId) -> Observed {
        self.known(fact).map_or(Observed::Unknown, |value| Observed::Known(value.clone()))
    }

    pub(super) fn name(&self, fact: FactId) -> Option<String> {
        match (fact.name(), self.builds) {
            ("os.build", (from, i64::MAX)) => Some(format!("{from} and later")),
            ("os.build", (from, to)) if from != to => Some(format!("{from}..{to}")),
            _ => self.known(fact).map(ToString::to_string),
        }
    }
}

/// The numbers at which a span of builds is split: each is the first of its part.
pub(super) fn cuts(model: &Model) -> BTreeSet<i64> {
    let mut cuts = BTreeSet::new();
    for condition in conditions::all(model) {
        cuts_of(&condition.condition.cond, model, &mut cuts);
    }
    for index in 0..model.maps.len() {
        cuts_of_map(model, index, &mut cuts);
    }
    cuts
}

pub(super) fn cuts_of(cond: &Cond, model: &Model, cuts: &mut BTreeSet<i64>) {
    let build = |operand: &Operand| matches!(operand, Operand::Fact(fact) if fact.name() == "os.build");
    let mut around = |number: i64| cuts.extend([number, number.saturating_add(1)]);
    cond.walk(&mut |leaf| match leaf {
        Cond::Compare { left, right, .. } if build(left) || build(right) => {
            for operand in [left, right] {
                if let Operand::Literal(Value::Int(number)) = operand {
                    around(*number);
                }
            }
        }
        Cond::In { item, set } if build(item) => {
            for value in set {
                if let Value::Int(number) = value {
                    around(*number);
                }
            }
        }
        _ => {}
    });
    for map in cond.maps() {
        cuts_of_map(model, map.0, cuts);
    }
}

fn cuts_of_map(model: &Model, map: usize, cuts: &mut BTreeSet<i64>) {
    let map = &model.maps[map];
    let Some(level) = map.by.iter().position(|fact| fact.name() == "os.build") else { return };
    for key in map.entries.iter().flat_map(|entry| &entry.keys[level]) {
        let (from, to) = match key {
            KeyMatch::Is(value) => (Some(value), Some(value)),
            KeyMatch::Between(from, to) => (from.as_ref(), to.as_ref()),
        };
        if let Some(Value::Int(from)) = from {
            cuts.insert(*from);
        }
        if let Some(Value::Int(to)) = to {
            cuts.insert(to.saturating_add(1));
        }
    }
}

/// The catalogue's machines. Those of the newest release of clients and of servers may have builds that are newer than the
/// catalogue; it is not sure of them.
pub(super) fn cells(cuts: &BTreeSet<i64>) -> Vec<Cell> {
    let last = |row: &Row| row.builds.iter().map(|(_, to)| *to).max().unwrap_or(0);
    let newest = |client: bool| {
        let rows = editions::rows().iter().filter(|row| row.types.iter().any(|ty| ty == "client") == client);
        rows.filter(|row| row.confidence > Confidence::Low).map(last).max().unwrap_or(0)
    };
    let newest = [newest(false), newest(true)];
    let mut cells = Vec::new();
    for row in editions::rows() {
        let client = row.types.iter().any(|ty| ty == "client");
        let mut spans: Vec<((i64, i64), bool)> = Vec::new();
        for (from, to) in &row.builds {
            split((i64::from(*from), i64::from(*to)), cuts, usize::MAX, |span| spans.push((span, true)));
        }
        if last(row) >= newest[usize::from(client)] {
            split((i64::from(last(row)) + 1, i64::MAX), cuts, NEWER, |span| spans.push((span, false)));
        }
        let word = |of: Enumeration, text: &str| of.word(text).map(|word| Value::Enum(of, word));
        let release = word(Enumeration::Release, &row.release);
        let edition = word(Enumeration::Edition, &row.edition);
        let (Some(version), Some(release), Some(edition)) = (Value::version(&row.version), release, edition) else {
            continue;
        };
        // What runs no script (Windows RT) has no architecture in the language.
        for arch in row.archs.iter().filter_map(|arch| word(Enumeration::Arch, arch)) {
            for ty in row.types.iter().filter_map(|ty| word(Enumeration::OsType, ty)) {
                let values = |build: i64| {
                    let (ty, arch) = (ty.clone(), arch.clone());
                    [version.clone(), Value::Int(build), release.clone(), edition.clone(), ty, arch]
                };
                cells.extend(spans.iter().map(|(builds, known)| Cell {
                    row,
                    builds: *builds,
                    values: values(builds.0),
                    sure: *known && row.confidence > Confidence::Low,
                }));
            }
        }
    }
    cells
}

/// Splits a span at so many of the numbers at most.
fn split(span: (i64, i64), cuts: &BTreeSet<i64>, most: usize, mut part: impl FnMut((i64, i64))) {
    let (mut from, to) = span;
    if from < to {
        for cut in cuts.range(from + 1..=to).take(most) {
            part((from, cut - 1));
            from = *cut;
        }
    }
    part((from, to));
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_split_where_the_plan_has_numbers() {
        let cuts = BTreeSet::from([5, 6, 10, 20]);
        let parts = |span, most| {
            let mut parts = Vec::new();
            split(span, &cuts, most, |part| parts.push(part));
            parts
        };
        assert_eq!(parts((1, 10), usize::MAX), [(1, 4), (5, 5), (6, 9), (10, 10)]);
        assert_eq!(parts((7, i64::MAX), 1), [(7, 9), (10, i64::MAX)]);
        assert_eq!(parts((5, 5), usize::MAX), [(5, 5)]);
    }

    #[test]
    fn the_universe_is_the_catalogue_and_what_is_newer() {
        let cells = cells(&BTreeSet::new());
        assert!(cells.iter().any(|cell| cell.row.release == "windows-11" && cell.builds.1 == i64::MAX && !cell.sure));
        assert!(cells.iter().all(|cell| cell.row.release != "windows-7" || cell.builds.1 <= 7601));
        assert!(editions::rows().iter().all(|row| cells.iter().any(|cell| cell.row == row) || row.archs == ["arm32"]));
    }
}
