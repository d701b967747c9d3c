//! A whole run: debts, scope, goal, the actions in order, the outcome.

use super::coverage::Watch;
use super::debts::{self, Debts};
use super::facts::Facts;
use super::machine::{License, Machine};
use super::trace::{Event, Outcome, Trace, Word};
use crate::condition::{ActionId, CheckId, Observer, Truth, eval};
use crate::program::Program;

/// How a script is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What it is asked to do.
    pub mode: Mode,
    /// Whether its arguments are wrong.
    pub wrong_arguments: bool,
    /// Cuts the run off, as a crash does.
    pub cut: Option<Cut>,
}

/// What a run is asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Bring the plan about.
    #[default]
    Run,
    /// Observe only.
    Detect,
    /// Say for each action what it would do.
    WhatIf,
}

/// Where a run is cut off; operations count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// When the operation was announced and not yet done.
    Before(usize),
    /// When the operation was done and nothing after it.
    After(usize),
}

/// The run was cut off: nothing after this point happens.
pub(super) struct Killed;

/// What a step of a run gives, unless the run is cut off in it.
pub(super) type Flow<T = ()> = Result<T, Killed>;

/// A run under way.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) machine: &'a mut Machine,
    pub(super) options: Options,
    pub(super) facts: Facts,
    pub(super) debts: Debts,
    pub(super) trace: Trace,
    /// What the checks were when they were last observed.
    pub(super) seen: Vec<Option<Truth>>,
    /// What the last query of the licence gave.
    pub(super) license: Option<License>,
    /// The action whose turn it is.
    pub(super) current: ActionId,
    pub(super) scope: Truth,
    pub(super) owes_restart: Vec<bool>,
    pub(super) waits: Vec<bool>,
    /// Failed or blocked.
    pub(super) bad: Vec<bool>,
    pub(super) failed: Vec<bool>,
    pub(super) skipped: Vec<bool>,
    pub(super) done: Vec<bool>,
    /// `/whatif`: it would change something, or nobody can say.
    pub(super) would: Vec<bool>,
    /// `/whatif`: nobody can say.
    pub(super) unsure: Vec<bool>,
    /// Services that the current action stopped, each with the dependents that it had to stop first.
    pub(super) stopped: Vec<(String, Vec<String>)>,
    /// Services that the current action stopped to restart them.
    pub(super) halted: Vec<String>,
    pub(super) any_changed: bool,
    pub(super) operations: usize,
    /// Sees what is reached.
    pub(super) watch: &'a mut Watch,
}

/// Runs a program on a machine and leaves the machine as the run does.
#[must_use]
pub fn run(program: &Program, machine: &mut Machine, options: Options) -> Trace {
    run_watched(program, machine, options, &mut Watch::default())
}

/// As [`run`]; what the run reaches of the program is added to `watch`.
#[must_use]
pub fn run_watched(program: &Program, machine: &mut Machine, options: Options, watch: &mut Watch) -> Trace {
    let count = program.actions.len();
    let flags = || vec![false; count];
    let mut run = Run {
        facts: Facts::of(machine, &program.maps),
        debts: Debts::new(&program.plan),
        program,
        machine,
        options,
        trace: Trace::default(),
        seen: vec![None; program.checks.len()],
        license: None,
        current: ActionId(0),
        scope: Truth::Unknown,
        owes_restart: flags(),
        waits: flags(),
        bad: flags(),
        failed: flags(),
        skipped: flags(),
        done: flags(),
        would: flags(),
        unsure: flags(),
        stopped: Vec::new(),
        halted: Vec::new(),
        any_changed: false,
        operations: 0,
        watch,
    };
    if let Ok(outcome) = run.whole() {
        let code = outcome.exit_code(options.mode != Mode::Run);
        run.trace.outcome = Some(outcome);
        run.trace.exit_code = Some(code);
        let silent = matches!(outcome, Outcome::WrongArguments | Outcome::NotElevated | Outcome::Busy);
        // Out of scope with nothing owed: nothing is written at all.
        let untouched = outcome == Outcome::NotApplicable && run.trace.counts == super::Counts::default();
        if options.mode == Mode::Run && !silent && !untouched {
            run.debts.save_outcome(run.machine, outcome.word(), code, program.short_hash());
        }
    }
    run.trace
}

/// What earlier runs left behind, as a run finds it.
#[derive(Clone, Copy, Default)]
struct Owed {
    /// Something that only this plan's actions can pay.
    debts: bool,
    /// Something that a run would only strike out.
    leftovers: bool,
}

impl Run<'_> {
    fn whole(&mut self) -> Flow<Outcome> {
        if self.options.wrong_arguments {
            return Ok(Outcome::WrongArguments);
        }
        if !self.machine.elevated.0 {
            return Ok(Outcome::NotElevated);
        }
        if self.is_of_another_edition() {
            return Ok(Outcome::NotApplicable);
        }
        let owed = self.read_debts();
        let program = self.program;
        self.scope = eval(&program.scope.cond, self);
        if self.scope == Truth::True {
            self.watch.machine(program, &self.facts);
        }
        match self.options.mode {
            Mode::Run => self.bring_about(owed),
            Mode::Detect => Ok(self.detect(owed)),
            Mode::WhatIf => Ok(self.what_if(owed)),
        }
    }

    /// Where the program is for one edition and the machine has another: nothing is touched, not even what that edition's
    /// program has left to do.
    fn is_of_another_edition(&self) -> bool {
        self.program.edition.is_some_and(|edition| !self.machine.os.edition.eq_ignore_ascii_case(edition))
    }

    fn bring_about(&mut self, owed: Owed) -> Flow<Outcome> {
        let anything = owed.debts || owed.leftovers;
        if self.scope != Truth::True {
            if !anything {
                return Ok(self.fenced_outcome());
            }
        } else {
            let goal = self.goal();
            if !anything && goal != Truth::False {
                return Ok(if goal == Truth::True { Outcome::Compliant } else { Outcome::Undetermined });
            }
        }
        if self.machine.busy {
            return Ok(Outcome::Busy);
        }
        self.prove_restarts();
        for stray in self.debts.strays(self.machine, self.program) {
            self.debts.strike(self.machine, &stray);
            self.note("", format!("debt {stray} is of no action of this plan: struck out"));
        }
        for id in self.program.order.clone() {
            self.turn(id)?;
        }
        if self.scope != Truth::True {
            if self.scope == Truth::False {
                self.strike_behind_the_fence();
            }
            return Ok(self.fenced_outcome());
        }
        if self.owes_restart.contains(&true) {
            return Ok(Outcome::RebootRequired);
        }
        let goal = self.goal();
        Ok(if self.bad.contains(&true) || goal == Truth::False {
            Outcome::Failed
        } else if goal == Truth::Unknown {
            Outcome::Undetermined
        } else if self.any_changed {
            Outcome::Changed
        } else {
            Outcome::Compliant
        })
    }

    /// The outcome of a run that the fence holds back.
    fn fenced_outcome(&self) -> Outcome {
        if self.owes_restart.contains(&true) {
            Outcome::RebootRequired
        } else if self.bad.contains(&true) {
            Outcome::Failed
        } else if self.scope == Truth::False {
            Outcome::NotApplicable
        } else {
            Outcome::Undetermined
        }
    }

    fn detect(&mut self, owed: Owed) -> Outcome {
        if self.scope == Truth::True {
            for index in 0..self.program.checks.len() {
                if self.program.checks[index].observable {
                    self.check(CheckId(index));
                }
            }
            let goal = self.goal();
            return self.looked(owed, goal);
        }
        self.looked_behind_the_fence()
    }

    /// The outcome of a run that only looks, where the plan is for the machine.
    fn looked(&self, owed: Owed, goal: Truth) -> Outcome {
        if self.owes_restart.contains(&true) {
            Outcome::RebootRequired
        } else if owed.debts || goal == Truth::False {
            Outcome::RemediationNeeded
        } else if goal == Truth::Unknown {
            Outcome::Undetermined
        } else {
            Outcome::Compliant
        }
    }

    /// The same where the fence holds: what is owed all the same is a `finally` that was cut off.
    fn looked_behind_the_fence(&self) -> Outcome {
        let cut_off = self
            .program
            .actions
            .iter()
            .any(|action| !action.finally.is_empty() && self.debts.stands(self.machine, &debts::begun(action)));
        match self.fenced_outcome() {
            Outcome::NotApplicable | Outcome::Undetermined if cut_off => Outcome::RemediationNeeded,
            other => other,
        }
    }

    fn what_if(&mut self, owed: Owed) -> Outcome {
        if self.scope != Truth::True {
            return self.looked_behind_the_fence();
        }
        let goal = self.goal();
        if !owed.debts && goal != Truth::False {
            return self.looked(owed, goal);
        }
        for id in self.program.order.clone() {
            self.preview(id);
        }
        let counts = self.trace.counts;
        let anything = counts.changed + counts.waiting + counts.failed + counts.blocked > 0;
        match self.looked(owed, goal) {
            Outcome::RebootRequired => Outcome::RebootRequired,
            _ if anything => Outcome::RemediationNeeded,
            other => other,
        }
    }

    pub(super) fn goal(&mut self) -> Truth {
        let program = self.program;
        eval(&program.goal.cond, self)
    }

    /// What is owed. A restart whose marker is gone is proved, and only has to be struck out.
    fn read_debts(&mut self) -> Owed {
        let mut owed = Owed::default();
        for (index, action) in self.program.actions.iter().enumerate() {
            let restart = debts::restart(action);
            for name in debts::known(self.program, action) {
                if !self.debts.stands(self.machine, &name) {
                    continue;
                }
                if name == restart && !self.debts.marker(self.machine, action) {
                    owed.leftovers = true;
                } else {
                    owed.debts = true;
                    self.owes_restart[index] |= name == restart;
                }
            }
        }
        owed.leftovers |= !self.debts.strays(self.machine, self.program).is_empty();
        owed
    }

    /// Strikes out the restarts that have happened, and counts them.
    fn prove_restarts(&mut self) {
        for action in &self.program.actions {
            let restart = debts::restart(action);
            if self.debts.stands(self.machine, &restart) && !self.debts.marker(self.machine, action) {
                let name = debts::restarts(action);
                let count: u32 = self.debts.get(self.machine, &name).and_then(|n| n.parse().ok()).unwrap_or(0);
                self.debts.write(self.machine, &name, &(count + 1).to_string());
                self.debts.strike(self.machine, &restart);
            }
        }
    }

    /// The plan is not for this machine (any more): what is owed is struck out, but for a restart that is not proved and
    /// a `finally` that failed. A `once` mark is no debt.
    fn strike_behind_the_fence(&mut self) {
        for (index, action) in self.program.actions.iter().enumerate() {
            let mut names = debts::known(self.program, action);
            names.push(debts::restarts(action));
            for name in names {
                let kept = name == debts::restart(action) || (self.bad[index] && name == debts::begun(action));
                if !kept {
                    self.debts.strike(self.machine, &name);
                }
            }
        }
    }

    /// `X.changed` in the `when` of the current action: a debt, or in `/whatif` what X would do.
    pub(super) fn changed_for_current(&self, of: ActionId) -> bool {
        let action = self.program.action(of);
        // Who was cut off counts as changed once it has had its turn.
        let foreseen = || self.would[of.0] || self.debts.left(self.machine, action).is_some();
        self.debts.stands(self.machine, &debts::changed(self.program, action, self.current))
            || (self.options.mode == Mode::WhatIf && foreseen())
    }

    /// `X.done`.
    pub(super) fn is_done(&self, of: ActionId) -> bool {
        self.done[of.0] || self.debts.stands(self.machine, &debts::once(self.program.action(of)))
    }

    pub(super) fn note(&mut self, about: &str, text: String) {
        self.trace.events.push(Event::Note { about: about.to_owned(), text });
    }

    pub(super) fn result(&mut self, id: ActionId, word: Word) {
        self.trace.counts.add(&word);
        if self.options.mode == Mode::Run {
            self.watch.result(id, &word);
        }
        let restart = self.owes_restart[id.0];
        self.trace.events.push(Event::Result { action: self.program.action(id).id.clone(), word, restart });
    }
}
