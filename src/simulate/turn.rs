//! One action's turn: test, apply, test again; `finally`; the debts it leaves.

use super::debts::{self, Left};
use super::machine::ServiceState;
use super::run::{Flow, Run};
use super::trace::{Word, shown};
use crate::condition::{ActionId, Truth, eval};
use crate::program::{Action, Op, Part, Probe, Reboot, Step};

/// How many proved restarts in a row one action may ask for.
pub(super) const RESTARTS: u32 = 3;

/// What is known of the turn that is being taken.
#[derive(Default)]
struct Turn {
    /// What an earlier run of this action was cut off in.
    left: Option<Left>,
    /// Its debts are written: something may be changed now.
    opened: bool,
    /// A step was attempted.
    tried: bool,
    changed: bool,
    asks: bool,
    outstanding: bool,
    /// The steps are over, `finally` runs.
    finally: bool,
    finally_failed: bool,
    /// Why the rest of the steps is not run.
    stop: Option<Word>,
}

impl Turn {
    fn began(&self) -> bool {
        self.left.is_some() || self.opened
    }
}

impl Run<'_> {
    pub(super) fn turn(&mut self, id: ActionId) -> Flow {
        let program = self.program;
        let action = program.action(id);
        self.current = id;
        self.stopped.clear();
        self.halted.clear();
        let mut turn = Turn { left: self.debts.left(self.machine, action), ..Turn::default() };
        turn.asks = self.owes_since(action);
        turn.stop = self.refusal(action, turn.left);
        if turn.stop.is_none() {
            self.attempts(action, &mut turn)?;
        }
        // A service that `finally` starts takes its dependents along too.
        if turn.tried || turn.left.is_some() {
            turn.finally = true;
            if turn.began() && matches!(turn.stop, None | Some(Word::Failed)) && !action.finally.is_empty() {
                self.debts.leave(self.machine, action, Left::Finally);
            }
            for step in &action.finally {
                self.step(action, step, &mut turn)?;
            }
        }
        self.close(id, turn);
        Ok(())
    }

    /// Whether an action was cut off that asks for a restart where it changed something, and none has come since: it counts as
    /// changed.
    pub(super) fn owes_since(&self, action: &Action) -> bool {
        action.reboot == Reboot::IfChanged
            && self.debts.left(self.machine, action).is_some()
            && self.debts.marker(self.machine, action)
    }

    /// Whether a restart that a package of this action waits for is not owed yet. It is owed as one that is asked for: proved by
    /// a marker, and counted.
    pub(super) fn owes_outstanding(&self, id: ActionId, word: &Word) -> bool {
        *word != Word::Failed && !self.owes_restart[id.0]
    }

    /// Whether one more restart may be asked for; it is said where it may not.
    pub(super) fn may_ask_again(&mut self, action: &Action) -> bool {
        let count = self.debts.get(self.machine, &debts::restarts(action)).and_then(|count| count.parse().ok());
        // One that is proved is counted by who has the lock; `/whatif` has none.
        let restarted =
            self.debts.stands(self.machine, &debts::restart(action)) && !self.debts.marker(self.machine, action);
        let may = count.unwrap_or(0) + u32::from(restarted) < RESTARTS;
        if !may {
            self.note(&action.id, "asks for a restart every time".into());
        }
        may
    }

    /// Why an action's steps are not looked at.
    fn refusal(&mut self, action: &Action, left: Option<Left>) -> Option<Word> {
        if self.scope != Truth::True {
            return Some(Word::Skipped);
        }
        if action.needs.iter().any(|need| self.bad[need.0]) {
            return Some(Word::Blocked);
        }
        if action.needs.iter().any(|need| self.waits[need.0] || self.owes_restart[need.0]) {
            return Some(Word::Waiting);
        }
        // The steps that are done may be what makes the condition false.
        if let Some(when) = action.when.as_ref().filter(|_| left != Some(Left::Steps)) {
            match eval(&when.cond, self) {
                Truth::True => {}
                Truth::False => return Some(Word::Skipped),
                Truth::Unknown => {
                    self.note(&action.id, "its condition is unknown".into());
                    return Some(Word::Failed);
                }
            }
        }
        if let Some(missing) = action.requires.iter().find(|piece| self.facts.piece(piece).is_none()) {
            let text = format!("{} has no value on this machine", self.program.piece_name(missing));
            self.note(&action.id, text);
            return Some(Word::Failed);
        }
        None
    }

    fn attempts(&mut self, action: &Action, turn: &mut Turn) -> Flow {
        for attempt in 1..=action.retry.times {
            if attempt > 1 {
                self.look_again();
                turn.stop = None;
            }
            for step in &action.steps {
                self.step(action, step, turn)?;
                if turn.stop.is_some() {
                    break;
                }
            }
            if turn.stop.is_none() {
                return Ok(());
            }
        }
        // Dependents that this node had to stop do not stay stopped because it failed.
        for (_, dependents) in std::mem::take(&mut self.stopped) {
            self.start_dependents(&dependents)?;
        }
        Ok(())
    }

    fn step(&mut self, action: &Action, step: &Step, turn: &mut Turn) -> Flow {
        if let Some(when) = &step.when {
            match eval(&when.cond, self) {
                Truth::True => {}
                Truth::False => return Ok(()),
                Truth::Unknown => {
                    self.fail(action, turn, "the condition of a step is unknown".into());
                    return Ok(());
                }
            }
        }
        for part in &step.parts {
            self.ensure(action, step, part, turn)?;
            if turn.stop.is_some() && !turn.finally {
                break;
            }
        }
        Ok(())
    }

    fn ensure(&mut self, action: &Action, step: &Step, part: &Part, turn: &mut Turn) -> Flow {
        turn.tried = true;
        if let Op::Message { text, .. } = &part.op {
            let text = self.facts.text(text).unwrap_or_default();
            self.note(&action.id, text);
            return Ok(());
        }
        let found = self.probe(&part.probe, false);
        match found.truth {
            Truth::True => {
                turn.outstanding |= found.outstanding;
                return self.settled(&part.op);
            }
            Truth::Unknown => {
                self.fail(action, turn, format!("{}: cannot be observed", part.op.verb()));
                return Ok(());
            }
            Truth::False => self.open(action, turn),
        }
        let mut code = None;
        for attempt in 1..=step.retry.times {
            if attempt > 1 {
                self.look_again();
                match self.probe(&part.probe, false).truth {
                    Truth::True => {
                        turn.changed = true;
                        return self.settled(&part.op);
                    }
                    Truth::Unknown => break,
                    Truth::False => {}
                }
            }
            let done = self.apply(action, &part.op)?;
            code = done.code;
            turn.asks |= done.asks && action.reboot != Reboot::Never;
            self.look_again();
            if !done.accepted {
                continue;
            }
            let found = self.probe(&part.probe, true);
            turn.outstanding |= found.outstanding;
            match found.truth {
                Truth::True => {
                    turn.changed = true;
                    return self.settled(&part.op);
                }
                Truth::Unknown => break,
                Truth::False => {}
            }
        }
        if part.probe_is_once() {
            self.debts.strike(self.machine, &debts::once(action));
        }
        let code = code.map_or_else(String::new, |code| format!(", code {}", shown(code)));
        self.fail(action, turn, format!("{}: not in place{code}", part.op.verb()));
        Ok(())
    }

    /// A service that runs again, whoever started it, takes along the dependents that this node had to stop.
    fn settled(&mut self, op: &Op) -> Flow {
        if let Op::ServiceStart { name } | Op::ServiceRestart { name } = op
            && let Some(name) = self.facts.text(name)
            && self.machine.service(&name).is_some_and(|service| service.status == ServiceState::Running)
            && let Some(at) = self.stopped.iter().position(|(service, _)| service.eq_ignore_ascii_case(&name))
        {
            let (_, dependents) = self.stopped.remove(at);
            self.start_dependents(&dependents)?;
        }
        Ok(())
    }

    fn fail(&mut self, action: &Action, turn: &mut Turn, text: String) {
        self.note(&action.id, text);
        if turn.finally {
            turn.finally_failed = true;
        } else {
            turn.stop = Some(Word::Failed);
        }
    }

    /// Before the first operation of a turn: the marker, then `begun`.
    fn open(&mut self, action: &Action, turn: &mut Turn) {
        if turn.opened {
            return;
        }
        turn.opened = true;
        if action.may_restart {
            self.debts.set_marker(self.machine, action);
        }
        if !turn.finally {
            self.debts.leave(self.machine, action, Left::Steps);
        } else if turn.left.is_none() {
            self.debts.leave(self.machine, action, Left::Finally);
        }
    }

    /// The end of a turn: new debts first, `begun` struck out last.
    fn close(&mut self, id: ActionId, turn: Turn) {
        let program = self.program;
        let action = program.action(id);
        let in_scope = self.scope == Truth::True;
        let began = turn.began();
        let mut word = match &turn.stop {
            _ if turn.finally_failed => Word::Failed,
            Some(word @ (Word::Failed | Word::Blocked | Word::Waiting)) => word.clone(),
            _ if turn.changed && in_scope => Word::Changed,
            Some(word) => word.clone(),
            None => Word::Unchanged,
        };
        self.any_changed |= turn.changed;
        let mut refused = false;
        let asks = began && (turn.asks || (turn.changed && action.reboot == Reboot::IfChanged));
        if in_scope && (asks || turn.outstanding && self.owes_outstanding(id, &word)) {
            if self.may_ask_again(action) {
                self.debts.set_marker(self.machine, action);
                self.debts.write(self.machine, &debts::restart(action), "1");
                self.owes_restart[id.0] = true;
            } else {
                refused = true;
                word = Word::Failed;
            }
        }
        if in_scope && (turn.changed || turn.left.is_some()) {
            for consumer in &action.consumers {
                self.debts.write(self.machine, &debts::changed(program, action, *consumer), "1");
            }
        }
        self.waits[id.0] = word == Word::Waiting;
        self.bad[id.0] = matches!(word, Word::Failed | Word::Blocked);
        self.failed[id.0] = word == Word::Failed;
        self.skipped[id.0] = word == Word::Skipped;
        self.done[id.0] = matches!(word, Word::Changed | Word::Unchanged);
        if in_scope {
            self.settle(id, &word, &turn, refused);
        }
        self.result(id, word);
    }

    /// Strikes out what this turn has paid.
    fn settle(&mut self, id: ActionId, word: &Word, turn: &Turn, refused: bool) {
        let program = self.program;
        let action = program.action(id);
        if matches!(word, Word::Changed | Word::Unchanged | Word::Skipped) {
            // Who asks whether another has changed something needs it.
            for producer in action.needs.iter().map(|id| program.action(*id)).filter(|of| of.consumers.contains(&id)) {
                self.debts.strike(self.machine, &debts::changed(program, producer, id));
            }
        }
        let took_its_turn = matches!(word, Word::Changed | Word::Unchanged | Word::Skipped | Word::Failed);
        if took_its_turn && !refused && !self.owes_restart[id.0] {
            self.debts.strike(self.machine, &debts::restarts(action));
        }
        if turn.began() && !turn.finally_failed {
            if action.may_restart && !self.owes_restart[id.0] {
                self.debts.clear_marker(self.machine, action);
            }
            // Steps that were cut off and have not had their turn yet are still to be taken up.
            let had_its_turn = !matches!(turn.stop, Some(Word::Blocked | Word::Waiting));
            if had_its_turn || turn.left != Some(Left::Steps) {
                self.debts.strike(self.machine, &debts::begun(action));
            }
        }
    }
}

impl Part {
    fn probe_is_once(&self) -> bool {
        matches!(self.probe, Probe::DoneOnce { .. })
    }
}
