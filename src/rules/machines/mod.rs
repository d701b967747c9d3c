//! The machines that may be met, and the set of them for which a condition holds.
//!
//! A set is a row of bits, one a cell: a row of the catalogue with one type, one architecture, and a span of builds within
//! which no number of the plan makes a difference. Conditions are judged with three values over whole sets: checks, results
//! of actions and facts that are not in the catalogue may go either way.

mod cell;
mod maps;
mod set;

pub use set::{Set, Truths};

use crate::catalog::editions::Row;
use crate::catalog::facts::FactId;
use crate::condition::{self, Cond, MapId, Observed, Observer, Truth, Value};
use crate::resolve::{CheckTest, Model};
use cell::{Cell, cells, cuts, cuts_of};
use maps::{fits, has, key_fits};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// The facts that the catalogue knows for every machine of it.
const KNOWN: [&str; 6] = ["os.version", "os.build", "os.release", "os.edition", "os.type", "os.arch"];

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
