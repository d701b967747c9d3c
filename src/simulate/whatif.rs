//! `/whatif`: what an action would do, without doing anything.

use super::debts::Left;
use super::run::Run;
use super::trace::Word;
use crate::condition::{ActionId, Truth, eval};
use crate::program::{Action, Op, Reboot, Step};

impl Run<'_> {
    pub(super) fn preview(&mut self, id: ActionId) {
        let program = self.program;
        let action = program.action(id);
        self.current = id;
        let (mut word, outstanding) = self.foresee(action);
        if self.owes_since(action) || outstanding && self.owes_outstanding(id, &word) {
            if self.may_ask_again(action) {
                self.owes_restart[id.0] = true;
            } else {
                word = Word::Failed;
            }
        }
        self.waits[id.0] = word == Word::WouldWait || (word == Word::WouldChange && action.reboot == Reboot::IfChanged);
        self.unsure[id.0] = matches!(word, Word::DependsOn(_));
        self.bad[id.0] = matches!(word, Word::Failed | Word::Blocked);
        self.failed[id.0] = word == Word::Failed;
        self.skipped[id.0] = word == Word::Skipped;
        self.done[id.0] = matches!(word, Word::WouldChange | Word::Unchanged);
        self.would[id.0] = matches!(word, Word::WouldChange | Word::DependsOn(_));
        self.result(id, word);
    }

    /// The word of an action, and whether something was found in place that only a restart completes.
    fn foresee(&mut self, action: &Action) -> (Word, bool) {
        if action.needs.iter().any(|need| self.bad[need.0]) {
            return (Word::Blocked, false);
        }
        // One that may fail would block it, whatever waits beside.
        if let Some(need) = action.needs.iter().find(|need| self.unsure[need.0]) {
            return (Word::DependsOn(self.program.action(*need).id.clone()), false);
        }
        if action.needs.iter().any(|need| self.waits[need.0] || self.owes_restart[need.0]) {
            return (Word::WouldWait, false);
        }
        if let Some(on) = action.depends.iter().find(|on| self.would[on.0]) {
            return (Word::DependsOn(self.program.action(*on).id.clone()), false);
        }
        let mut looked = Looked::default();
        let left = self.debts.left(self.machine, action);
        let word = self.foresee_steps(action, left, &mut looked);
        // A `finally` that an earlier run did not come to is run even where the action is skipped.
        if word == Word::Skipped && left.is_some() {
            let word = match self.first_not_in_place(&action.finally, &mut looked) {
                Truth::True => word,
                Truth::False => Word::WouldChange,
                Truth::Unknown => Word::Failed,
            };
            return (word, looked.outstanding);
        }
        (word, looked.outstanding)
    }

    fn foresee_steps(&mut self, action: &Action, left: Option<Left>, looked: &mut Looked) -> Word {
        if let Some(when) = action.when.as_ref().filter(|_| left != Some(Left::Steps)) {
            match eval(&when.cond, self) {
                Truth::True => {}
                Truth::False => return Word::Skipped,
                Truth::Unknown => {
                    self.note(&action.id, "its condition is unknown".into());
                    return Word::Failed;
                }
            }
        }
        if let Some(missing) = action.requires.iter().find(|piece| self.facts.piece(piece).is_none()) {
            let text = format!("{} has no value on this machine", self.program.piece_name(missing));
            self.note(&action.id, text);
            return Word::Failed;
        }
        let mut truth = self.first_not_in_place(&action.steps, looked);
        if truth == Truth::True && (looked.tried || left.is_some()) {
            truth = self.first_not_in_place(&action.finally, looked);
        }
        match truth {
            Truth::True => Word::Unchanged,
            Truth::False => Word::WouldChange,
            Truth::Unknown => {
                self.note(&action.id, "cannot be observed".into());
                Word::Failed
            }
        }
    }

    /// The first answer, in order, that is not true: false is a change, unknown a failure.
    fn first_not_in_place(&mut self, steps: &[Step], looked: &mut Looked) -> Truth {
        for step in steps {
            if let Some(when) = &step.when {
                match eval(&when.cond, self) {
                    Truth::True => {}
                    Truth::False => continue,
                    Truth::Unknown => return Truth::Unknown,
                }
            }
            for part in &step.parts {
                looked.tried = true;
                if matches!(part.op, Op::Message { .. }) {
                    continue;
                }
                let found = self.probe(&part.probe, false);
                looked.outstanding |= found.outstanding;
                if found.truth != Truth::True {
                    return found.truth;
                }
            }
        }
        Truth::True
    }
}

/// What looking at an action's steps has shown besides.
#[derive(Default)]
struct Looked {
    /// Whether any state was asked for.
    tried: bool,
    /// Whether one was in place that only a restart completes.
    outstanding: bool,
}
