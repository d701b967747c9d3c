//! The batch target: one `.cmd` for cmd.exe of Windows 7 SP1 to 11. Pure ASCII, CR LF, lines under 4,000 characters.
//!
//! Rust decides which blocks a script has and in which order; the templates hold the text of the subroutines and see only
//! quoted operands.

mod admit;
mod blocks;
mod checks;
mod commands;
mod conditions;
mod facts;
mod frame;
mod labels;
mod list;
mod parts;
mod registry;

pub(super) use admit::admit;

use super::Artifact;
use super::quote::batch::{comment, fits_comment, known, value, variable};
use super::text::heading;
use crate::condition::ActionId;
use crate::program::{Action, Condition, Op, Part, Piece, Program, Reboot, Retry, Step};
use conditions::Writer;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The templates: the run, and one file for each family of states.
const TEMPLATES: &[(&str, &str)] = &[
    ("script", include_str!("../../../templates/batch/script.cmd.j2")),
    ("service", include_str!("../../../templates/batch/service.cmd.j2")),
    ("file", include_str!("../../../templates/batch/file.cmd.j2")),
    ("package", include_str!("../../../templates/batch/package.cmd.j2")),
    ("registry", include_str!("../../../templates/batch/registry.cmd.j2")),
    ("license", include_str!("../../../templates/batch/license.cmd.j2")),
    ("command", include_str!("../../../templates/batch/command.cmd.j2")),
    ("list", include_str!("../../../templates/batch/list.cmd.j2")),
];

/// How the lines that grow with the plan stand in a script; what they say, and what they call, is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As code, one after the other: what short plans get.
    Straight,
    /// As a list that the script reads and runs: what long plans get.
    Listed,
}

/// Renders an admitted program.
pub(super) fn render(program: &Program) -> Artifact {
    let (script, actions) = Script::of(program);
    artifact(program, &script.text(&actions))
}

/// Renders an admitted program as a list, if it can be one.
pub(super) fn render_as_list(program: &Program) -> Option<Artifact> {
    let mut script = Script::new(program, Form::Listed);
    let lists = script.lists()?;
    Some(artifact(program, &script.text(&lists)))
}

fn artifact(program: &Program, text: &str) -> Artifact {
    let mut bytes = String::with_capacity(text.len() + text.len() / 20);
    for line in text.lines() {
        bytes.push_str(line.trim_end());
        bytes.push_str("\r\n");
    }
    let folder = if program.edition.is_some() { "batch/per-edition" } else { "batch" };
    Artifact { path: format!("{folder}/{}.cmd", program.file_stem()), bytes: bytes.into_bytes() }
}

/// A script under way: what was used decides which helpers it gets.
struct Script<'a> {
    program: &'a Program,
    form: Form,
    tests: BTreeSet<&'static str>,
    applies: BTreeSet<&'static str>,
    operands: BTreeSet<&'static str>,
}

/// What [`admit`] has shown cannot happen.
const ADMITTED: &str = "admit has asked for every operand";

impl<'a> Script<'a> {
    const fn new(program: &'a Program, form: Form) -> Self {
        Self { program, form, tests: BTreeSet::new(), applies: BTreeSet::new(), operands: BTreeSet::new() }
    }

    /// The whole script around its actions.
    fn text(mut self, actions: &str) -> String {
        self.note_tests();
        self.frame(actions)
    }

    fn id(&self, action: ActionId) -> &str {
        &self.program.action(action).id
    }

    fn ids(&self, actions: &[ActionId]) -> String {
        actions.iter().map(|id| self.id(*id)).collect::<Vec<_>>().join(" ")
    }

    /// The subroutine `:plan`, and the steps that are attempted more than once.
    fn actions(&mut self) -> String {
        let program = self.program;
        let mut out = format!(":plan\n{}goto :eof\n", self.turns());
        for id in &program.order {
            let action = program.action(*id);
            if action.retry.times > 1 {
                let _ = writeln!(out, ":steps_{}", labels::suffix(&action.id));
                self.steps(action, *id, &action.steps, "", &mut out);
                out.push_str("goto :eof\n");
            }
        }
        out
    }

    /// The actions in order, each under its id and title.
    fn turns(&mut self) -> String {
        let program = self.program;
        let mut out = String::new();
        for id in &program.order {
            self.action(program.action(*id), *id, &mut out);
        }
        out
    }

    fn action(&mut self, action: &Action, id: ActionId, out: &mut String) {
        let suffix = labels::suffix(&action.id);
        let title = if fits_comment(&action.title) && action.title != action.id {
            format!("{}: {}", action.id, action.title)
        } else {
            action.id.clone()
        };
        out.push_str(&heading("rem", comment(&title).as_str(), '='));
        let reboot = match action.reboot {
            _ if !action.may_restart => "never",
            Reboot::Never => "if-outstanding",
            Reboot::IfNeeded => "if-needed",
            Reboot::IfChanged => "if-changed",
        };
        let _ = writeln!(out, "call :action {} {reboot}", action.id);
        let reads = |need: &&ActionId| self.program.action(**need).consumers.contains(&id);
        let producers: Vec<ActionId> = action.needs.iter().filter(reads).copied().collect();
        if !producers.is_empty() {
            let _ = writeln!(out, "set \"READS={}\"", self.ids(&producers));
        }
        for chunk in action.needs.chunks(50) {
            let _ = writeln!(out, "call :needs {}", self.ids(chunk));
        }
        for chunk in action.depends.chunks(50) {
            let _ = writeln!(out, "call :depends {}", self.ids(chunk));
        }
        if let Some(when) = &action.when {
            let _ = writeln!(out, "rem when: {}", comment(&when.text).as_str());
            self.condition("when", "due", &format!("when_{suffix}"), when, id, out);
        }
        if !action.requires.is_empty() {
            let names: Vec<String> = action.requires.iter().map(|piece| self.required(piece)).collect();
            let _ = writeln!(out, "call :requires {}", names.join(" "));
        }
        if action.retry.times > 1 {
            let Retry { times, delay } = action.retry;
            let _ = writeln!(out, "call :attempts {times} {delay} steps_{suffix}");
        } else {
            self.steps(action, id, &action.steps, "", out);
        }
        if !action.finally.is_empty() {
            out.push_str("call :finally\n");
            self.steps(action, id, &action.finally, "finally_", out);
        }
        let _ = writeln!(out, "{}", format!("call :close {}", self.ids(&action.consumers)).trim_end());
        out.push('\n');
    }

    /// Asks a condition: its subroutine, or in a list its lines, over which `due` jumps where it is not to be asked.
    fn condition(&self, asks: &str, due: &str, label: &str, when: &Condition, id: ActionId, out: &mut String) {
        if self.form == Form::Straight {
            let _ = writeln!(out, "call :{asks} {label}");
            return;
        }
        let mut writer = Writer::new(self.program, Some(id)).in_form(Form::Listed);
        if writer.inline(label, &when.cond).is_err() {
            // No line of a list begins like this: the script becomes a straight one.
            out.push_str("not a list\n");
            return;
        }
        let _ = write!(out, "call :{due} {label}\n{}call :{asks}\n", writer.out);
    }

    fn required(&self, piece: &Piece) -> String {
        let name = variable(piece, self.program);
        if name.contains('(') { format!("\"{name}\"") } else { name }
    }

    fn steps(&mut self, action: &Action, id: ActionId, steps: &[Step], kind: &str, out: &mut String) {
        for (index, step) in steps.iter().enumerate() {
            if let Some(title) = step.title.as_ref().filter(|title| fits_comment(title)) {
                let _ = writeln!(out, "rem {}", comment(&format!("Step: {title}")).as_str());
            }
            if let Some(when) = &step.when {
                let _ = writeln!(out, "rem when: {}", comment(&when.text).as_str());
                let label = format!("when_{}_{kind}{}", labels::suffix(&action.id), index + 1);
                self.condition("step_if", "step_due", &label, when, id, out);
            }
            for (number, part) in step.parts.iter().enumerate() {
                let place = place(&action.id, kind, index, number);
                self.part(part, &place, &action.id, step, out);
            }
            if step.when.is_some() {
                out.push_str("set \"SKIP=\"\n");
            }
        }
    }

    fn part(&mut self, part: &Part, place: &str, action: &str, step: &Step, out: &mut String) {
        if let Op::Message { text, level } = &part.op {
            self.applies.insert("message");
            let text = value(text, self.program).or_else(|_| known(action)).expect("an id is plain");
            let _ = writeln!(out, "set \"TEXT={}\"\ncall :message {}", text.as_str(), level.word());
            return;
        }
        let Ok((test, apply)) = parts::step(part, place, self.program) else { unreachable!("{ADMITTED}") };
        self.operands.extend(test.operands.iter().map(|(name, _)| *name));
        out.push_str(&checks::sets(&test.operands));
        if step.retry.times > 1 {
            let _ = writeln!(out, "set \"TIMES={}\" & set \"DELAY={}\"", step.retry.times, step.retry.delay);
        }
        if step.settle > 0 {
            let _ = writeln!(out, "set \"SETTLE={}\"", step.settle);
        }
        self.tests.insert(test.label);
        self.applies.insert(apply);
        if apply == "restart_service" {
            self.applies.extend(["start_service", "stop_service"]);
        }
        let _ = writeln!(out, "call :ensure {} {apply}", test.label);
    }
}

/// The end of the labels that belong to one part of a step alone.
fn place(action: &str, kind: &str, step: usize, part: usize) -> String {
    format!("{}_{kind}{}_{}", labels::suffix(action), step + 1, part + 1)
}

/// Whether a map's texts can be carried; shared with [`admit`].
fn fits(text: &str) -> Result<(), super::quote::batch::Refusal> {
    known(text).map(|_| ())
}

#[cfg(test)]
mod tests;
