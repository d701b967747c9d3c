//! Windows systems of the catalogue, to choose from.

use super::coverage::conditions;
use super::facts::{Chosen, Facts};
use super::machine::{Data, Machine, Os, REBOOT_PENDING};
use super::observe::value_of;
use crate::catalog::editions;
use crate::catalog::facts::FactId;
use crate::condition::{ActionId, CheckId, Cond, MapId, Observed, Observer, ResultKind, Truth, eval};
use crate::program::{CheckTest, Program};
use std::collections::HashSet;

/// Where the name of a machine's domain stands.
const DOMAIN: &str = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";

/// Every system of the catalogue, the plain one first.
fn all() -> Vec<Os> {
    let mut found = vec![Os::default()];
    for row in editions::rows() {
        let builds = row.builds.iter().flat_map(|(from, to)| if from == to { vec![*from] } else { vec![*from, *to] });
        for build in builds {
            for kind in &row.types {
                for arch in &row.archs {
                    found.push(Os {
                        version: row.version.clone(),
                        build,
                        revision: None,
                        edition: row.edition.clone(),
                        kind: kind.clone(),
                        arch: arch.clone(),
                        ..Os::default()
                    });
                }
            }
        }
    }
    found
}

/// Every system of the catalogue with its facts, the plain one first.
pub(super) fn with_facts(program: &Program) -> Vec<(Os, Facts)> {
    let facts = |os: &Os| Facts::of(&Machine { os: os.clone(), ..Machine::default() }, &program.maps);
    all().into_iter().map(|os| (os.clone(), facts(&os))).collect()
}

/// The entries that machines of the catalogue can have, of those that the plan may be for. `None` for a map by a fact that the
/// catalogue does not tell.
pub(super) fn entries(program: &Program, systems: &[(Os, Facts)]) -> Vec<Option<HashSet<Chosen>>> {
    let mut entries: Vec<Option<HashSet<Chosen>>> =
        program.maps.iter().map(|map| map.by.iter().all(told).then(HashSet::new)).collect();
    if entries.iter().any(Option::is_some) {
        for (_, facts) in
            systems.iter().filter(|(_, facts)| supposed(&program.scope.cond, facts, program) != Truth::False)
        {
            for (index, entries) in entries.iter_mut().enumerate() {
                if let Some(entries) = entries {
                    entries.extend(facts.chosen(MapId(index)));
                }
            }
        }
    }
    entries
}

/// The facts that the catalogue of systems tells.
const TOLD: [&str; 6] = ["os.version", "os.build", "os.release", "os.edition", "os.type", "os.arch"];

fn told(fact: &FactId) -> bool {
    TOLD.contains(&fact.name())
}

/// What the parts of a program's conditions can come to on machines of the catalogue: of those that the scope may mean, but for
/// the scope's own parts.
pub(super) struct Sides(HashSet<(*const Cond, Truth)>);

impl Sides {
    pub(super) fn of(program: &Program, systems: &[(Os, Facts)]) -> Self {
        let conditions = conditions(program);
        let mut sides = HashSet::new();
        // What the language has no word for (Windows RT) runs no script.
        let named = |facts: &Facts| FactId::all().filter(told).all(|fact| *facts.fact(fact) != Observed::Unknown);
        for (_, facts) in systems.iter().filter(|(_, facts)| named(facts)) {
            let mut observer = Possible { facts, program, sides: &mut sides };
            if eval(&program.scope.cond, &mut observer) == Truth::False {
                continue;
            }
            for (_, cond) in &conditions {
                let _ = eval(cond, &mut observer);
            }
        }
        Self(sides)
    }

    /// Whether a part can come to this; what checks decide can.
    pub(super) fn can(&self, leaf: &Cond, truth: Truth) -> bool {
        let leaf = std::ptr::from_ref(leaf);
        self.0.contains(&(leaf, truth)) || self.0.contains(&(leaf, Truth::Unknown))
    }
}

/// Reads conditions with what the catalogue tells of a system; everything else may be either. Remembers what parts come to.
struct Possible<'a> {
    facts: &'a Facts,
    program: &'a Program,
    sides: &'a mut HashSet<(*const Cond, Truth)>,
}

impl Observer for Possible<'_> {
    fn fact(&mut self, id: FactId) -> Observed {
        if told(&id) { self.facts.fact(id).clone() } else { Observed::Unknown }
    }
    fn check(&mut self, id: CheckId) -> Truth {
        match &self.program.checks[id.0].test {
            CheckTest::When(condition) => eval(&condition.cond, self),
            CheckTest::State(_) => Truth::Unknown,
        }
    }
    fn value(&mut self, _: CheckId) -> Observed {
        Observed::Unknown
    }
    fn result(&mut self, _: ActionId, _: ResultKind) -> Truth {
        Truth::Unknown
    }
    fn has(&mut self, map: MapId) -> Truth {
        if self.program.map(map).by.iter().all(told) { self.facts.has(map) } else { Truth::Unknown }
    }
    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        self.program.map(map).has_key(value)
    }
    fn decided(&mut self, leaf: &Cond, truth: Truth) {
        self.sides.insert((std::ptr::from_ref(leaf), truth));
    }
}

/// Reads conditions with what the facts say; checks may be either, results as well.
struct Supposing<'a> {
    facts: &'a Facts,
    program: &'a Program,
    /// The machine, where the values of checks are to be read.
    machine: Option<&'a Machine>,
    /// A part of the condition, and what it came to.
    about: Option<(&'a Cond, Option<Truth>)>,
}

impl Observer for Supposing<'_> {
    fn fact(&mut self, id: FactId) -> Observed {
        self.facts.fact(id).clone()
    }
    fn value(&mut self, id: CheckId) -> Observed {
        self.machine.map_or(Observed::Unknown, |machine| value_of(&self.program.checks[id.0], machine, self.facts))
    }
    fn has(&mut self, map: MapId) -> Truth {
        self.facts.has(map)
    }
    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        self.program.map(map).has_key(value)
    }
    fn decided(&mut self, leaf: &Cond, truth: Truth) {
        if let Some((about, came_to)) = &mut self.about
            && std::ptr::eq(*about, leaf)
        {
            *came_to = Some(truth);
        }
    }
}

/// What a condition comes to by facts alone; unknown where checks decide.
pub(super) fn supposed(cond: &Cond, facts: &Facts, program: &Program) -> Truth {
    eval(cond, &mut Supposing { facts, program, machine: None, about: None })
}

/// What a part of a condition comes to, where the facts let it be asked at all.
pub(super) fn decides(cond: &Cond, part: &Cond, facts: &Facts, program: &Program) -> Option<Truth> {
    let mut supposing = Supposing { facts, program, machine: None, about: Some((part, None)) };
    let _ = eval(cond, &mut supposing);
    supposing.about.and_then(|(_, came_to)| came_to)
}

/// What a condition comes to by facts and the values that checks read.
pub(super) fn with_values(cond: &Cond, machine: &Machine, program: &Program) -> Truth {
    let facts = Facts::of(machine, &program.maps);
    eval(cond, &mut Supposing { facts: &facts, program, machine: Some(machine), about: None })
}

/// Things beside the system that facts read: what a machine may have or not.
pub(super) fn variants(machine: &Machine) -> Vec<Machine> {
    let mut found = vec![machine.clone()];
    let mut joined = machine.clone();
    joined.set_value(DOMAIN, "Domain", Data::String("example.com".to_owned()));
    found.push(joined);
    let mut pending = machine.clone();
    pending.set_value(REBOOT_PENDING, "", Data::String(String::new()));
    found.push(pending);
    found
}
