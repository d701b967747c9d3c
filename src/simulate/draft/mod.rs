//! A first set of scenarios for a plan that has none.
//!
//! In: a program. Out: a file of scenarios that hold, and what they reach. Machines are made up from the probes and
//! conditions of the plan: one on which everything is in place, one on which nothing is, and from these one for each side of
//! each condition, each end of each action, each entry of each map, and each action that was cut off in its end. A machine is
//! kept where its runs reach something new. What no machine shows is said in the file.

mod settle;
mod write;

use super::coverage::conditions;
use super::debts::{Debts, Left};
use super::machine::{Effect, Fault};
use super::scenario::after_cut;
use super::systems;
use super::{Chosen, Coverage, Cut, Event, Facts, Machine, Options, Outcome, Trace, Watch, run_watched};
use crate::condition::{ActionId, Cond, MapId, ResultKind, Truth};
use crate::program::{Action, Op, Program};
use settle::Settle;

/// How many times a machine is restarted before it is given up.
const RESTARTS: usize = 3;
/// How many turns of actions may go into runs that are cut off: cutting each machine's run at each operation takes the cube of
/// a plan's length.
const CUT_TURNS: usize = 20_000;

/// A file of scenarios, and what they reach.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The file.
    pub text: String,
    /// How many scenarios it has.
    pub scenarios: usize,
    /// What they reach.
    pub coverage: Coverage,
}

/// A machine and what its runs come to.
struct Found {
    name: String,
    machine: Machine,
    runs: Vec<Trace>,
    /// Its first run is cut off at each of its operations as well.
    cut_everywhere: bool,
}

/// Makes scenarios up.
#[must_use]
pub fn draft(program: &Program) -> Draft {
    let settle = Settle::new(program);
    let mut right = settle.plain();
    settle.cond(&program.goal.cond, true, &mut right);
    settle.cond(&program.scope.cond, true, &mut right);
    let mut wrong = settle.plain();
    for id in &program.order {
        settle.action(program.action(*id), false, &mut wrong);
    }
    settle.cond(&program.goal.cond, false, &mut wrong);
    settle.cond(&program.scope.cond, true, &mut wrong);
    let mut search =
        Search { program, settle, right, wrong, watch: Watch::default(), found: Vec::new(), cut_turns: CUT_TURNS };
    search.whole();
    search.entries();
    search.all_failing();
    search.ends(false);
    search.leaves();
    search.interrupted();
    let mut coverage = Coverage::of(program, &search.watch);
    if coverage.actions.iter().any(|action| !action.missed.is_empty()) {
        // What one action comes to may be what another one needs to come to something else.
        search.ends(true);
        coverage = Coverage::of(program, &search.watch);
    }
    let text = write::file(program, &search.right, &search.wrong, &search.found, &coverage);
    Draft { text, scenarios: search.found.len(), coverage }
}

/// An operation that does nothing and answers 1.
const fn without_effect(operation: String) -> Fault {
    Fault { operation, code: 1, effect: Effect::None, times: None }
}

struct Search<'p> {
    program: &'p Program,
    settle: Settle<'p>,
    /// Everything is in place.
    right: Machine,
    /// Nothing is.
    wrong: Machine,
    watch: Watch,
    found: Vec<Found>,
    /// How many turns are left to cut runs off.
    cut_turns: usize,
}

impl Search<'_> {
    /// Runs a machine until it rests, and keeps it where something new is reached.
    fn try_out(&mut self, name: String, machine: &Machine) {
        let mut watch = self.watch.clone();
        let mut left = machine.clone();
        let mut runs: Vec<Trace> = Vec::new();
        for _ in 0..=RESTARTS {
            if !runs.is_empty() {
                left.restart();
            }
            let trace = run_watched(self.program, &mut left, Options::default(), &mut watch);
            let again = trace.outcome == Some(Outcome::RebootRequired);
            runs.push(trace);
            if !again {
                break;
            }
        }
        if watch.count() > self.watch.count() {
            self.watch = watch;
            let taken = |name: &str| self.found.iter().any(|found| found.name == name);
            let name = (1_u32..)
                .map(|n| if n == 1 { name.clone() } else { format!("{name} ({n})") })
                .find(|name| !taken(name))
                .expect("some number is free");
            self.found.push(Found { name, machine: machine.clone(), runs, cut_everywhere: false });
            self.cut_last();
        }
    }

    /// The two machines that all others are made from.
    fn whole(&mut self) {
        let (right, wrong) = (self.right.clone(), self.wrong.clone());
        self.try_out("everything is in place".to_owned(), &right);
        self.try_out("nothing is in place".to_owned(), &wrong);
    }

    /// Cuts the first run of the machine that was found last off at each operation: kept where something new is reached, and
    /// the machine comes to rest each time.
    fn cut_last(&mut self) {
        let Some(last) = self.found.last_mut() else { return };
        let operations = last.runs.first().map(|first| first.operations().count()).unwrap_or_default();
        // Before and after each, and at least the run that is cut off and the one that finds its rest.
        let turns = operations * 4 * self.program.actions.len();
        let Some(left) = self.cut_turns.checked_sub(turns) else { return };
        self.cut_turns = left;
        let mut watch = self.watch.clone();
        let rests = (1..=operations).flat_map(|k| [Cut::Before(k), Cut::After(k)]).all(|cut| {
            let options = Options { cut: Some(cut), ..Options::default() };
            after_cut(self.program, last.machine.clone(), options, &mut watch).0 == Some(Outcome::Compliant)
        });
        if rests && watch.count() > self.watch.count() {
            last.cut_everywhere = true;
            self.watch = watch;
        }
    }

    /// A machine for each entry of each map.
    fn entries(&mut self) {
        let program = self.program;
        for (index, map) in program.maps.iter().enumerate() {
            let entries =
                (0..map.entries.len()).map(Chosen::Entry).chain(map.otherwise.as_ref().map(|_| Chosen::Otherwise));
            for chosen in entries {
                let mut machine = self.wrong.clone();
                let wanted = |facts: &Facts| facts.chosen(MapId(index)) == Some(chosen);
                if self.settle.system(&mut machine, true, wanted) {
                    // Texts that a map decides are other texts now.
                    self.refit(&mut machine, false);
                    let entry = match chosen {
                        Chosen::Entry(at) => map.entries[at].words(),
                        Chosen::Otherwise => "otherwise".to_owned(),
                    };
                    self.try_out(format!("{}: {entry}", map.id), &machine);
                }
            }
        }
    }

    /// Sets every action's state again, and what the plan is for.
    fn refit(&self, machine: &mut Machine, in_place: bool) {
        for id in &self.program.order {
            self.settle.action(self.program.action(*id), in_place, machine);
        }
        self.settle.cond(&self.program.goal.cond, in_place, machine);
        self.settle.cond(&self.program.scope.cond, true, machine);
    }

    /// Machines for the ends that the actions' turns can come to: those that no machine has shown yet, or `all` of them.
    fn ends(&mut self, all: bool) {
        let program = self.program;
        for id in &program.order {
            let action = program.action(*id);
            let turn = |search: &Self, when: bool, in_place: bool| {
                let mut machine = search.wrong.clone();
                search.settle.action(action, in_place, &mut machine);
                if !in_place {
                    // What is not in place may happen to be what the goal asks for: then nothing would run.
                    search.settle.cond(&program.goal.cond, false, &mut machine);
                }
                if let Some(condition) = &action.when {
                    search.force(&condition.cond, when, &mut machine);
                }
                search.settle.cond(&program.scope.cond, true, &mut machine);
                machine
            };
            let wanted = |search: &Self, word| all || !search.watch.ended(*id, word);
            if wanted(self, "changed") {
                self.try_out(format!("{} is to be changed", action.id), &turn(self, true, false));
            }
            if wanted(self, "unchanged") {
                self.try_out(format!("{} is in place", action.id), &turn(self, true, true));
            }
            if action.when.is_some() && wanted(self, "skipped") {
                self.try_out(format!("{} is left out", action.id), &turn(self, false, false));
            }
            if wanted(self, "failed") {
                self.failing(*id, &turn(self, true, false));
            }
        }
    }

    /// Machines on which everything is in place, and a run was cut off in what one action does in the end.
    fn interrupted(&mut self) {
        let program = self.program;
        for id in &program.order {
            let action = program.action(*id);
            if action.finally.is_empty() {
                continue;
            }
            let mut machine = self.right.clone();
            self.settle.action(action, true, &mut machine);
            self.settle.cond(&program.goal.cond, true, &mut machine);
            self.settle.cond(&program.scope.cond, true, &mut machine);
            Debts::new(&program.plan).leave(&mut machine, action, Left::Finally);
            self.try_out(format!("{}: cut off in what it does in the end", action.id), &machine);
        }
    }

    /// One machine on which nothing works: what no other action needs fails there all at once.
    fn all_failing(&mut self) {
        let mut machine = self.wrong.clone();
        let operations = self.operations(None, &machine);
        machine.faults.splice(0..0, operations.into_iter().map(without_effect));
        self.try_out("every operation fails".to_owned(), &machine);
    }

    /// The same machine, on which operations of an action do nothing and answer 1: one after the other, and all of them,
    /// until one fails the action.
    fn failing(&mut self, id: ActionId, machine: &Machine) {
        let wanted = self.program.action(id).id.clone();
        let operations = self.operations(Some(&wanted), machine);
        let one = operations
            .iter()
            .map(|operation| (format!("{wanted} fails at `{operation}`"), vec![without_effect(operation.clone())]));
        let all = operations.iter().cloned().map(without_effect).collect();
        let all = (format!("{wanted} fails at everything"), all);
        for (name, faults) in one.chain([all]) {
            let mut machine = machine.clone();
            machine.faults.splice(0..0, faults);
            self.try_out(name, &machine);
            if self.watch.ended(id, "failed") {
                return;
            }
        }
    }

    /// What an action, or all of them, does on a machine until it rests, each operation once.
    fn operations(&self, wanted: Option<&str>, machine: &Machine) -> Vec<String> {
        let mut left = machine.clone();
        let mut found: Vec<String> = Vec::new();
        for _ in 0..=RESTARTS {
            let trace = super::run(self.program, &mut left, Options::default());
            for event in &trace.events {
                if let Event::Do { action, operation, .. } = event
                    && wanted.is_none_or(|wanted| action == wanted)
                    && !found.contains(operation)
                {
                    found.push(operation.clone());
                }
            }
            if trace.outcome != Some(Outcome::RebootRequired) {
                break;
            }
            left.restart();
        }
        found
    }

    /// Makes a condition true or false, by what actions would do too.
    fn force(&self, cond: &Cond, truth: bool, machine: &mut Machine) {
        self.settle.cond(cond, truth, machine);
        for leaf in cond.leaves() {
            if let Cond::Result { action, what } = leaf {
                self.result(self.program.action(*action), *what, truth, machine);
            }
        }
    }

    /// Lets an action come to a result, or not.
    fn result(&self, action: &Action, what: ResultKind, truth: bool, machine: &mut Machine) {
        match what {
            ResultKind::Changed => {
                self.settle.action(action, !truth, machine);
                if let (true, Some(when)) = (truth, &action.when) {
                    self.settle.cond(&when.cond, true, machine);
                }
            }
            ResultKind::Skipped => {
                if let Some(when) = &action.when {
                    self.settle.cond(&when.cond, !truth, machine);
                }
            }
            ResultKind::Done | ResultKind::Failed => {
                self.settle.action(action, false, machine);
                if truth == (what == ResultKind::Failed) {
                    let op = action.steps.iter().flat_map(|step| &step.parts).map(|part| &part.op);
                    if let Some(op) = op.into_iter().find(|op| !matches!(op, Op::Message { .. })) {
                        let operation = op.verb().to_owned();
                        machine.faults.insert(0, Fault { operation, code: 1, effect: Effect::None, times: None });
                    }
                }
            }
        }
    }

    /// A machine for each side of each part of each condition.
    fn leaves(&mut self) {
        let program = self.program;
        for (of, cond) in conditions(program) {
            for leaf in cond.leaves() {
                for truth in [true, false] {
                    for base in [self.wrong.clone(), self.right.clone()] {
                        if self.watch.saw(leaf, Truth::from(truth)) {
                            break;
                        }
                        self.side(&of, cond, leaf, truth, base);
                    }
                }
            }
        }
    }

    fn side(&mut self, of: &str, cond: &Cond, leaf: &Cond, truth: bool, mut machine: Machine) {
        let program = self.program;
        let is_scope = std::ptr::eq(cond, &raw const program.scope.cond);
        if !leaf.facts().is_empty() || !leaf.maps().is_empty() {
            // At best the system lets the part be asked; else the part alone is as wanted.
            let asked = |facts: &Facts| systems::decides(cond, leaf, facts, program) == Some(Truth::from(truth));
            let alone = |facts: &Facts| systems::supposed(leaf, facts, program) == Truth::from(truth);
            if self.settle.system(&mut machine, !is_scope, asked) || self.settle.system(&mut machine, !is_scope, alone)
            {
                self.refit(&mut machine, false);
            }
        }
        if !is_scope {
            self.settle.cond(&program.scope.cond, true, &mut machine);
        }
        self.reach(cond, leaf, truth, &mut machine);
        let word = if truth { "true" } else { "false" };
        self.try_out(format!("{of}: `{}` is {word}", program.cond_words(leaf)), &machine);
    }

    /// Sets what stands in front of a part so that the part is asked, and then the part.
    fn reach(&self, cond: &Cond, leaf: &Cond, truth: bool, machine: &mut Machine) {
        let holds = |cond: &Cond| cond.leaves().iter().any(|other| std::ptr::eq(*other, leaf));
        match cond {
            Cond::Not(inner) => self.reach(inner, leaf, truth, machine),
            Cond::And(all) | Cond::Or(all) => {
                let passes = matches!(cond, Cond::And(_));
                for part in all {
                    if holds(part) {
                        self.reach(part, leaf, truth, machine);
                        return;
                    }
                    self.force(part, passes, machine);
                }
            }
            leaf => self.force(leaf, truth, machine),
        }
    }
}
