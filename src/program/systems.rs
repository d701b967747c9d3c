//! The systems of the catalogue that the scope of a program may mean, as far as facts say it.

use super::{CheckTest, Entry, KeyMatch, Map, Program};
use crate::catalog::editions::{self, Row};
use crate::catalog::facts::FactId;
use crate::condition::{CheckId, Cond, Enumeration, MapId, Observed, Observer, Operand, Truth, Value, eval};
use std::collections::BTreeSet;

/// One system: what the catalogue knows of it.
#[derive(Clone, PartialEq)]
pub(crate) struct System {
    version: Value,
    build: i64,
    release: Value,
    edition: Value,
    ty: Value,
    arch: Value,
}

/// The systems of a row of the catalogue: of its builds those at which a number of the plan can make a difference.
pub(crate) fn of_row(row: &Row, numbers: &BTreeSet<i64>) -> Vec<System> {
    let word = |of: Enumeration, text: &str| of.word(text).map(|word| Value::Enum(of, word));
    let release = word(Enumeration::Release, &row.release);
    let edition = word(Enumeration::Edition, &row.edition);
    let (Some(version), Some(release), Some(edition)) = (Value::version(&row.version), release, edition) else {
        return Vec::new();
    };
    let builds = builds(row, numbers);
    let mut systems = Vec::new();
    // What runs no script (Windows RT) has no architecture in the language.
    for arch in row.archs.iter().filter_map(|arch| word(Enumeration::Arch, arch)) {
        for ty in row.types.iter().filter_map(|ty| word(Enumeration::OsType, ty)) {
            systems.extend(builds.iter().map(|build| System {
                version: version.clone(),
                build: *build,
                release: release.clone(),
                edition: edition.clone(),
                ty: ty.clone(),
                arch: arch.clone(),
            }));
        }
    }
    systems
}

/// The ends of the row's spans, and the numbers within them. The newest release may have builds that the catalogue does not
/// know yet.
fn builds(row: &Row, numbers: &BTreeSet<i64>) -> BTreeSet<i64> {
    let last = |row: &Row| row.builds.iter().map(|(_, to)| *to).max().unwrap_or(0);
    let client = |row: &Row| row.types.iter().any(|ty| ty == "client");
    let newest = editions::rows().iter().filter(|other| client(other) == client(row)).map(last).max().unwrap_or(0);
    let mut spans: Vec<(i64, i64)> = row.builds.iter().map(|(from, to)| (i64::from(*from), i64::from(*to))).collect();
    if last(row) >= newest {
        let after = i64::from(newest) + 1;
        spans.push((after, numbers.last().map_or(after, |number| after.max(*number))));
    }
    spans.iter().flat_map(|(from, to)| [*from, *to].into_iter().chain(numbers.range(from..=to).copied())).collect()
}

/// The builds at which scope, a check or a map may come to something else: those named, and their neighbours.
pub(crate) fn numbers(program: &Program) -> BTreeSet<i64> {
    let mut numbers = BTreeSet::new();
    let mut add = |value: &Value| {
        if let Value::Int(number) = value {
            numbers.extend([number.saturating_sub(1), *number, number.saturating_add(1)]);
        }
    };
    let conditions = program.checks.iter().filter_map(|check| match &check.test {
        CheckTest::When(condition) => Some(&condition.cond),
        CheckTest::State(_) => None,
    });
    for cond in std::iter::once(&program.scope.cond).chain(conditions) {
        cond.walk(&mut |leaf| match leaf {
            Cond::Compare { left, right, .. } => {
                for operand in [left, right] {
                    if let Operand::Literal(value) = operand {
                        add(value);
                    }
                }
            }
            Cond::In { set, .. } => set.iter().for_each(&mut add),
            _ => {}
        });
    }
    for key in program.maps.iter().flat_map(|map| &map.entries).flat_map(|entry| &entry.keys).flatten() {
        match key {
            KeyMatch::Is(value) => add(value),
            KeyMatch::Between(from, to) => from.iter().chain(to).for_each(&mut add),
        }
    }
    numbers
}

impl System {
    /// Its build.
    pub(crate) fn build(&self) -> i64 {
        self.build
    }

    /// This system with another edition.
    pub(crate) fn with_edition(mut self, edition: &Value) -> Self {
        self.edition = edition.clone();
        self
    }

    /// Whether the scope of a program may mean it.
    pub(crate) fn is_meant(&self, program: &Program) -> bool {
        eval(&program.scope.cond, &mut On { system: self, program }) != Truth::False
    }

    fn fact(&self, fact: FactId) -> Observed {
        Observed::Known(match fact.name() {
            "os.version" => self.version.clone(),
            "os.build" => Value::Int(self.build),
            "os.release" => self.release.clone(),
            "os.edition" => self.edition.clone(),
            "os.type" => self.ty.clone(),
            "os.arch" => self.arch.clone(),
            _ => return Observed::Unknown,
        })
    }

    /// Whether it has an entry of a map.
    pub(crate) fn fits(&self, map: &Map, entry: &Entry) -> Truth {
        map.by.iter().zip(&entry.keys).fold(Truth::True, |so_far, (fact, keys)| {
            so_far.and(match self.fact(*fact) {
                Observed::Known(value) => Truth::from(keys.iter().any(|key| key.fits(&value))),
                _ => Truth::Unknown,
            })
        })
    }
}

/// A system as conditions see it; checks of states and results may be either.
struct On<'a> {
    system: &'a System,
    program: &'a Program,
}

impl Observer for On<'_> {
    fn fact(&mut self, id: FactId) -> Observed {
        self.system.fact(id)
    }
    fn check(&mut self, id: CheckId) -> Truth {
        let program = self.program;
        match &program.checks[id.0].test {
            CheckTest::When(condition) => eval(&condition.cond, self),
            CheckTest::State(_) => Truth::Unknown,
        }
    }
    fn has(&mut self, map: MapId) -> Truth {
        let map = self.program.map(map);
        let otherwise = Truth::from(map.otherwise.is_some());
        map.entries.iter().fold(otherwise, |so_far, entry| so_far.or(self.system.fits(map, entry)))
    }
    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        self.program.map(map).has_key(value)
    }
}
