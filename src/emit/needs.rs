//! What a script has to know of its machine: the facts and maps that conditions and operands read. The same for every target.

use crate::catalog::facts::FactId;
use crate::condition::{Cond, MapId};
use crate::program::{CheckTest, Op, Piece, Probe, Program, Reading};

/// What the conditions and operands of a program read.
#[derive(Default)]
pub(in crate::emit) struct Needed {
    pub(in crate::emit) facts: Vec<FactId>,
    pub(in crate::emit) maps: Vec<MapId>,
}

/// Every condition of a program.
pub(in crate::emit) fn conditions(program: &Program) -> Vec<&Cond> {
    let steps = program.actions.iter().flat_map(|a| a.steps.iter().chain(&a.finally));
    let mut all: Vec<&Cond> = vec![&program.scope.cond, &program.goal.cond];
    all.extend(program.actions.iter().filter_map(|a| a.when.as_ref()).map(|c| &c.cond));
    for step in steps {
        all.extend(step.when.iter().map(|c| &c.cond));
        all.extend(step.parts.iter().filter_map(|part| match &part.probe {
            Probe::Holds(cond) => Some(cond),
            _ => None,
        }));
    }
    all.extend(program.checks.iter().filter_map(|check| match &check.test {
        CheckTest::When(condition) => Some(&condition.cond),
        CheckTest::State(_) => None,
    }));
    all
}

/// Every operation with the id of its action, in the order of turns.
pub(in crate::emit) fn ops(program: &Program) -> impl Iterator<Item = (&str, &Op)> {
    program.order.iter().map(|id| program.action(*id)).flat_map(|action| {
        let steps = action.steps.iter().chain(&action.finally);
        steps.flat_map(|step| &step.parts).map(|part| (action.id.as_str(), &part.op))
    })
}

/// Whether an action may stop a service: those that depend on it stop first, and are started again.
pub(in crate::emit) fn stops_services(program: &Program) -> bool {
    ops(program).any(|(_, op)| matches!(op, Op::ServiceStop { .. } | Op::ServiceRestart { .. }))
}

pub(in crate::emit) fn needed(program: &Program) -> Needed {
    let mut needed = Needed::default();
    // What observes reads as much as what changes: a check's text, and what makes a command unnecessary.
    let steps = program.actions.iter().flat_map(|a| a.steps.iter().chain(&a.finally));
    let of_parts = steps.flat_map(|step| &step.parts).flat_map(|part| part.probe.texts());
    let of_checks = program.checks.iter().flat_map(|check| {
        let probes = if let CheckTest::State(probes) = &check.test { probes.as_slice() } else { &[] };
        let read = check.value.iter().flat_map(|(Reading::Registry { place, value }, _)| [&place.key, value]);
        probes.iter().flat_map(Probe::texts).chain(read)
    });
    let observed = of_parts.chain(of_checks).flat_map(|text| text.parts());
    for piece in program.actions.iter().flat_map(|action| &action.requires).chain(observed) {
        match piece {
            Piece::Map(map, _) => needed.maps.push(*map),
            Piece::Fact(fact) => needed.facts.push(*fact),
            _ => {}
        }
    }
    for cond in conditions(program) {
        needed.facts.extend(cond.facts());
        needed.maps.extend(cond.maps());
    }
    needed.maps.sort_unstable();
    needed.maps.dedup();
    for map in &needed.maps {
        needed.facts.extend(&program.map(*map).by);
    }
    if program.edition.is_some() {
        needed.facts.extend(FactId::named("os.edition"));
    }
    let release = FactId::named("os.release");
    if needed.facts.iter().any(|fact| Some(*fact) == release) {
        needed.facts.extend(["os.build", "os.type", "os.edition"].into_iter().filter_map(FactId::named));
    }
    needed.facts.sort_unstable();
    needed.facts.dedup();
    needed
}
