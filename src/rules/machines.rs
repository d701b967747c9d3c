//! The machines that may be met, and the set of them for which a condition holds.
//!
//! A set is a row of bits, one a cell: a row of the catalogue with one type, one architecture, and a span of builds within
//! which no number of the plan makes a difference. Conditions are judged with three values over whole sets: checks, results
//! of actions and facts that are not in the catalogue may go either way.

use crate::catalog::editions::{self, Confidence, Row};
use crate::catalog::facts::FactId;
use crate::condition::{self, Cond, Enumeration, MapId, Observed, Observer, Operand, Truth, Type, Value};
use crate::program::{Entry, KeyMatch, Map};
use crate::resolve::{CheckTest, Model};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// The facts that the catalogue knows for every machine of it.
const KNOWN: [&str; 6] = ["os.version", "os.build", "os.release", "os.edition", "os.type", "os.arch"];
/// Spans of builds that are newer than the catalogue are split no further than into this many.
const NEWER: usize = 32;

/// A set of machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Set(Vec<u64>);

impl Set {
    fn of(count: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        for index in (0..count).filter(|index| holds(*index)) {
            words[index / 64] |= 1 << (index % 64);
        }
        Self(words)
    }

    fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, two)| with(*one, *two)).collect())
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & two)
    }

    /// What is in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one | two)
    }

    fn add(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & !two)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether something is in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }

    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |(index, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| index * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// Where a condition is surely true, and where surely false.
#[derive(Clone, Debug)]
pub struct Truths {
    yes: Set,
    no: Set,
}

impl Truths {
    /// The machines on which it cannot hold.
    #[must_use]
    pub const fn never(&self) -> &Set {
        &self.no
    }

    /// The machines on which it holds whatever else is found.
    #[must_use]
    pub const fn always(&self) -> &Set {
        &self.yes
    }
}

/// One kind of machine.
struct Cell {
    row: &'static Row,
    builds: (i64, i64),
    /// What the facts of [`KNOWN`] are, in its order; the first build stands for all.
    values: [Value; KNOWN.len()],
    /// Whether the catalogue is sure enough of it for an error.
    sure: bool,
}

/// The machines of the catalogue, split where the numbers of one plan make a difference.
pub struct Universe<'a> {
    model: &'a Model,
    cells: Vec<Cell>,
    /// Every machine.
    pub all: Set,
    /// The machines that the catalogue is sure of: what it is unsure of never causes an error.
    pub sure: Set,
    /// For each map whether a machine has an entry.
    has: Vec<Truths>,
    /// For each fact of [`KNOWN`] its values: a cell that has one, and all that do.
    groups: Vec<Vec<(usize, Set)>>,
    leaves: RefCell<HashMap<String, Truths>>,
}

impl<'a> Universe<'a> {
    /// The universe of a plan.
    #[must_use]
    pub fn of(model: &'a Model) -> Self {
        let cells = cells(&cuts(model));
        let mut universe = Self {
            model,
            all: Set::of(cells.len(), |_| true),
            sure: Set::of(cells.len(), |index| cells[index].sure),
            groups: (0..KNOWN.len()).map(|fact| groups(&cells, fact)).collect(),
            cells,
            has: Vec::new(),
            leaves: RefCell::default(),
        };
        universe.has = model.maps.iter().map(|map| universe.each(|cell| has(cell, map))).collect();
        universe
    }

    fn each(&self, truth: impl Fn(&Cell) -> Truth) -> Truths {
        let truths: Vec<Truth> = self.cells.iter().map(truth).collect();
        Truths {
            yes: Set::of(truths.len(), |index| truths[index] == Truth::True),
            no: Set::of(truths.len(), |index| truths[index] == Truth::False),
        }
    }

    /// Where a condition holds and where it does not.
    #[must_use]
    pub fn judge(&self, cond: &Cond) -> Truths {
        self.judge_if(cond, &|_| None)
    }

    /// The same, where some parts of the condition are taken to be true or false.
    pub fn judge_if(&self, cond: &Cond, assume: &dyn Fn(&Cond) -> Option<Truth>) -> Truths {
        if let Some(truth) = assume(cond) {
            return self.constant(truth);
        }
        match cond {
            Cond::Const(truth) => self.constant(*truth),
            Cond::Not(inner) => {
                let Truths { yes, no } = self.judge_if(inner, assume);
                Truths { yes: no, no: yes }
            }
            Cond::And(all) => all.iter().fold(self.constant(Truth::True), |so_far, cond| {
                let next = self.judge_if(cond, assume);
                Truths { yes: so_far.yes.and(&next.yes), no: so_far.no.or(&next.no) }
            }),
            Cond::Or(all) => all.iter().fold(self.constant(Truth::False), |so_far, cond| {
                let next = self.judge_if(cond, assume);
                Truths { yes: so_far.yes.or(&next.yes), no: so_far.no.and(&next.no) }
            }),
            Cond::Has(map) => self.has[map.0].clone(),
            Cond::Check(id) => match &self.model.checks[id.0].test {
                CheckTest::When(condition) => self.judge_if(&condition.cond, assume),
                _ => self.constant(Truth::Unknown),
            },
            Cond::Result { .. } | Cond::Fact(_) => self.constant(Truth::Unknown),
            leaf => self.leaf(leaf),
        }
    }

    fn constant(&self, truth: Truth) -> Truths {
        let nothing = || Set(vec![0; self.all.0.len()]);
        Truths {
            yes: if truth == Truth::True { self.all.clone() } else { nothing() },
            no: if truth == Truth::False { self.all.clone() } else { nothing() },
        }
    }

    /// A comparison; the same one is judged once.
    fn leaf(&self, leaf: &Cond) -> Truths {
        if !leaf.facts().iter().any(|fact| is_known(*fact)) {
            return self.constant(Truth::Unknown);
        }
        let name = format!("{leaf:?}");
        if let Some(known) = self.leaves.borrow().get(&name) {
            return known.clone();
        }
        let mut cuts = BTreeSet::new();
        cuts_of(leaf, self.model, &mut cuts);
        let truth = |cell: &Cell| {
            // A span that is not split at every number of the plan: either may be.
            let (from, to) = cell.builds;
            if from < to && cuts.range(from + 1..=to).next().is_some() {
                return Truth::Unknown;
            }
            condition::eval(leaf, &mut OnCell { cell, model: self.model })
        };
        let facts = leaf.facts();
        let found = match facts.as_slice() {
            // One fact has few values, and what is true of one cell is true of all that have the same.
            [fact] if leaf.maps().is_empty() && known(*fact).is_some() => {
                let mut found = self.constant(Truth::Unknown);
                for (cell, set) in known(*fact).map(|index| &self.groups[index]).into_iter().flatten() {
                    match truth(&self.cells[*cell]) {
                        Truth::True => found.yes.add(set),
                        Truth::False => found.no.add(set),
                        Truth::Unknown => {}
                    }
                }
                found
            }
            _ => self.each(truth),
        };
        self.leaves.borrow_mut().insert(name, found.clone());
        found
    }

    /// The machines that a map may have no entry for.
    #[must_use]
    pub fn without_entry(&self, map: MapId) -> Set {
        self.all.without(&self.has[map.0].yes)
    }

    /// The machines that may get this entry of a map.
    #[must_use]
    pub fn with_entry(&self, map: MapId, entry: usize) -> Set {
        let map = &self.model.maps[map.0];
        let fits = self.each(|cell| fits(cell, &map.by, &map.entries[entry]));
        self.all.without(&fits.no)
    }

    /// The machines whose row of the catalogue and first build pass a test.
    pub fn filter(&self, test: impl Fn(&Row, i64) -> bool) -> Set {
        Set::of(self.cells.len(), |index| test(self.cells[index].row, self.cells[index].builds.0))
    }

    /// The machines by the facts that tell them apart, each once, the first few by name. Builds are named by their release
    /// where all of its builds are meant.
    #[must_use]
    pub fn names(&self, set: &Set, by: &[FactId]) -> String {
        const SHOWN: usize = 12;
        let release = FactId::named("os.release").expect("the catalogue of facts has it");
        let by_release: Vec<FactId> =
            by.iter().map(|fact| if fact.name() == "os.build" { release } else { *fact }).collect();
        let named = |set: &Set, by: &[FactId]| {
            let mut names: Vec<String> = Vec::new();
            let mut seen = HashSet::new();
            for index in set.cells() {
                let parts: Vec<String> = by.iter().filter_map(|fact| self.cells[index].name(*fact)).collect();
                let name = parts.join(" ");
                if seen.insert(name.clone()) {
                    names.push(name);
                }
            }
            names
        };
        let whole = named(set, &by_release);
        let others = if self.all.without(set).meets(&self.sure) { self.sure.without(set) } else { Set(Vec::new()) };
        let apart = named(&others, &by_release).iter().all(|name| !whole.contains(name));
        let mut names = if apart { whole } else { named(set, by) };
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        let shown = names.join(", ");
        if more > 0 { format!("{shown} and {more} more") } else { shown }
    }
}

impl Cell {
    fn known(&self, fact: FactId) -> Option<&Value> {
        known(fact).map(|index| &self.values[index])
    }

    fn value(&self, fact: FactId) -> Observed {
        self.known(fact).map_or(Observed::Unknown, |value| Observed::Known(value.clone()))
    }

    fn name(&self, fact: FactId) -> Option<String> {
        match (fact.name(), self.builds) {
            ("os.build", (from, i64::MAX)) => Some(format!("{from} and later")),
            ("os.build", (from, to)) if from != to => Some(format!("{from}..{to}")),
            _ => self.known(fact).map(ToString::to_string),
        }
    }
}

/// Whether the catalogue knows a fact for every machine of it.
#[must_use]
pub fn is_known(fact: FactId) -> bool {
    known(fact).is_some()
}

/// The place of a fact in [`KNOWN`].
fn known(fact: FactId) -> Option<usize> {
    static IDS: LazyLock<[FactId; KNOWN.len()]> =
        LazyLock::new(|| KNOWN.map(|name| FactId::named(name).expect("the catalogue of facts has it")));
    IDS.iter().position(|id| *id == fact)
}

struct OnCell<'a> {
    cell: &'a Cell,
    model: &'a Model,
}

impl Observer for OnCell<'_> {
    fn fact(&mut self, id: FactId) -> Observed {
        self.cell.value(id)
    }
    fn has(&mut self, map: MapId) -> Truth {
        has(self.cell, &self.model.maps[map.0])
    }
    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        let Observed::Known(value) = value else { return Truth::Unknown };
        let keys = self.model.maps[map.0].entries.iter().filter_map(|entry| entry.keys.first()).flatten();
        let point = match value {
            Value::Int(_) => Some(self.cell.builds),
            _ => None,
        };
        keys.fold(Truth::False, |so_far, key| so_far.or(key_fits(key, value, point)))
    }
}

/// The values of a fact: the first cell of each, and all its cells. Spans of builds are values of their own.
fn groups(cells: &[Cell], fact: usize) -> Vec<(usize, Set)> {
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut at: HashMap<(&Value, i64), usize> = HashMap::new();
    for (index, cell) in cells.iter().enumerate() {
        let value = &cell.values[fact];
        let end = if matches!(value, Value::Int(_)) { cell.builds.1 } else { 0 };
        let group = *at.entry((value, end)).or_insert_with(|| {
            found.push((index, Vec::new()));
            found.len() - 1
        });
        found[group].1.push(index);
    }
    let set = |members: &[usize]| {
        let mut set = Set(vec![0; cells.len().div_ceil(64)]);
        members.iter().for_each(|index| set.0[index / 64] |= 1 << (index % 64));
        set
    };
    found.into_iter().map(|(first, members)| (first, set(&members))).collect()
}

/// Whether a machine has an entry.
fn has(cell: &Cell, map: &Map) -> Truth {
    if map.otherwise.is_some() {
        return Truth::True;
    }
    let best = map.entries.iter().fold(Truth::False, |so_far, entry| so_far.or(fits(cell, &map.by, entry)));
    if best != Truth::Unknown {
        return best;
    }
    // Whatever the other facts say, the entries may fit all of it together.
    let surely = |entry: &&Entry| {
        let known = map.by.iter().zip(&entry.keys).filter(|(fact, _)| is_known(**fact));
        known.map(|(fact, keys)| one_fits(cell, *fact, keys)).all(|truth| truth == Truth::True)
    };
    let here: Vec<&Entry> = map.entries.iter().filter(surely).collect();
    if covers(&map.by, 0, &here) { Truth::True } else { Truth::Unknown }
}

/// Whether entries cover every value of the facts that the catalogue does not know, from a level on.
fn covers(by: &[FactId], level: usize, entries: &[&Entry]) -> bool {
    let Some(fact) = by.get(level) else { return !entries.is_empty() };
    if is_known(*fact) {
        return covers(by, level + 1, entries);
    }
    values(*fact).is_some_and(|values| {
        values.iter().all(|value| {
            let with = |entry: &&&Entry| entry.keys[level].iter().any(|key| key_fits(key, value, None) == Truth::True);
            covers(by, level + 1, &entries.iter().filter(with).copied().collect::<Vec<_>>())
        })
    })
}

/// Every value of a fact, where they are few and one of them is always there.
fn values(fact: FactId) -> Option<Vec<Value>> {
    match fact.ty() {
        Type::Bool => Some(vec![Value::Bool(false), Value::Bool(true)]),
        Type::Enum(of) => Some(of.words().into_iter().map(|word| Value::Enum(of, word)).collect()),
        _ => None,
    }
}

/// Whether an entry fits a machine.
fn fits(cell: &Cell, by: &[FactId], entry: &Entry) -> Truth {
    let levels = by.iter().zip(&entry.keys);
    levels.map(|(fact, keys)| one_fits(cell, *fact, keys)).fold(Truth::True, Truth::and)
}

fn one_fits(cell: &Cell, fact: FactId, keys: &[KeyMatch]) -> Truth {
    let Some(value) = cell.known(fact) else { return Truth::Unknown };
    let builds = matches!(value, Value::Int(_)).then_some(cell.builds);
    keys.iter().fold(Truth::False, |so_far, key| so_far.or(key_fits(key, value, builds)))
}

/// Whether a value, or each number of a span, fits a key.
fn key_fits(key: &KeyMatch, value: &Value, span: Option<(i64, i64)>) -> Truth {
    let not_above = |one: &Value, two: &Value| one.order(two).is_some_and(std::cmp::Ordering::is_le);
    if let Some((from, to)) = span {
        let end = |value: &Option<Value>, open: i64| match value {
            Some(Value::Int(number)) => *number,
            _ => open,
        };
        let (low, high) = match key {
            KeyMatch::Is(Value::Int(number)) => (*number, *number),
            KeyMatch::Is(_) => return Truth::False,
            KeyMatch::Between(low, high) => (end(low, i64::MIN), end(high, i64::MAX)),
        };
        return match (low <= from && to <= high, to < low || high < from) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        };
    }
    Truth::from(match key {
        KeyMatch::Is(other) => match (value, other) {
            // Words of one set are spelled in one way.
            (Value::Enum(_, one), Value::Enum(_, two)) => one == two,
            _ => value.same(other),
        },
        KeyMatch::Between(low, high) => {
            low.as_ref().is_none_or(|low| not_above(low, value))
                && high.as_ref().is_none_or(|high| not_above(value, high))
        }
    })
}

/// The numbers at which a span of builds is split: each is the first of its part.
fn cuts(model: &Model) -> BTreeSet<i64> {
    let mut cuts = BTreeSet::new();
    for condition in super::conditions::all(model) {
        cuts_of(&condition.condition.cond, model, &mut cuts);
    }
    for index in 0..model.maps.len() {
        cuts_of_map(model, index, &mut cuts);
    }
    cuts
}

fn cuts_of(cond: &Cond, model: &Model, cuts: &mut BTreeSet<i64>) {
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
fn cells(cuts: &BTreeSet<i64>) -> Vec<Cell> {
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
