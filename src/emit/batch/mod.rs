//! The batch target: one `.cmd` for cmd.exe of Windows 7 SP1 to 11. Pure ASCII, CR LF, lines under 4,000 characters.
//!
//! Rust decides which blocks a script has and in which order; the templates hold the text of the subroutines and see only
//! quoted operands.

mod admit;
mod commands;
mod conditions;
mod facts;
mod frame;
mod labels;
mod parts;
mod registry;

pub(super) use admit::admit;

use super::Artifact;
use super::needs;
use super::quote::batch::{Quoted, comment, fits_comment, known, value, variable};
use super::text::heading;
use crate::condition::{ActionId, Type};
use crate::program::{Action, CheckTest, Op, Part, Piece, Probe, Program, Reading, Reboot, RegistryWant, Retry, Step};
use conditions::Writer;
use minijinja::{Environment, UndefinedBehavior, Value};
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
];

/// Renders an admitted program.
pub(super) fn render(program: &Program) -> Artifact {
    let mut script = Script { program, tests: BTreeSet::new(), applies: BTreeSet::new(), operands: BTreeSet::new() };
    let actions = script.actions();
    let conditions = script.conditions();
    let text = script.frame(&actions, &conditions);
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
    tests: BTreeSet<&'static str>,
    applies: BTreeSet<&'static str>,
    operands: BTreeSet<&'static str>,
}

/// What [`admit`] has shown cannot happen.
const ADMITTED: &str = "admit has asked for every operand";

impl Script<'_> {
    fn id(&self, action: ActionId) -> &str {
        &self.program.action(action).id
    }

    fn ids(&self, actions: &[ActionId]) -> String {
        actions.iter().map(|id| self.id(*id)).collect::<Vec<_>>().join(" ")
    }

    /// The actions in order, each under its id and title.
    fn actions(&mut self) -> String {
        let program = self.program;
        let mut out = String::new();
        for id in &program.order {
            self.action(program.action(*id), *id, &mut out);
        }
        out.push_str("goto :eof\n");
        let mut steps = String::new();
        for id in &program.order {
            let action = program.action(*id);
            if action.retry.times > 1 {
                let _ = writeln!(steps, ":steps_{}", labels::suffix(&action.id));
                self.steps(action, &action.steps, "", &mut steps);
                steps.push_str("goto :eof\n");
            }
        }
        out + &steps
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
            Reboot::Never => "never",
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
            let _ = writeln!(out, "call :when when_{suffix}");
        }
        if !action.requires.is_empty() {
            let names: Vec<String> = action.requires.iter().map(|piece| self.required(piece)).collect();
            let _ = writeln!(out, "call :requires {}", names.join(" "));
        }
        if action.retry.times > 1 {
            let Retry { times, delay } = action.retry;
            let _ = writeln!(out, "call :attempts {times} {delay} steps_{suffix}");
        } else {
            self.steps(action, &action.steps, "", out);
        }
        if !action.finally.is_empty() {
            out.push_str("call :finally\n");
            self.steps(action, &action.finally, "finally_", out);
        }
        let _ = writeln!(out, "{}", format!("call :close {}", self.ids(&action.consumers)).trim_end());
        out.push('\n');
    }

    fn required(&self, piece: &Piece) -> String {
        let name = variable(piece, self.program);
        if name.contains('(') { format!("\"{name}\"") } else { name }
    }

    fn steps(&mut self, action: &Action, steps: &[Step], kind: &str, out: &mut String) {
        for (index, step) in steps.iter().enumerate() {
            if let Some(title) = step.title.as_ref().filter(|title| fits_comment(title)) {
                let _ = writeln!(out, "rem {}", comment(&format!("Step: {title}")).as_str());
            }
            if let Some(when) = &step.when {
                let _ = writeln!(out, "rem when: {}", comment(&when.text).as_str());
                let _ = writeln!(out, "call :step_if when_{}_{kind}{}", labels::suffix(&action.id), index + 1);
            }
            for (number, part) in step.parts.iter().enumerate() {
                let place = place(&action.id, kind, index, number);
                self.part(part, &place, step, out);
            }
            if step.when.is_some() {
                out.push_str("set \"SKIP=\"\n");
            }
        }
    }

    fn part(&mut self, part: &Part, place: &str, step: &Step, out: &mut String) {
        if let Op::Message { text, level } = &part.op {
            self.applies.insert("message");
            let text =
                value(text, self.program).or_else(|_| known("(this text cannot be shown here)")).expect("plain words");
            let _ = writeln!(out, "set \"TEXT={}\"\ncall :message {}", text.as_str(), level.word());
            return;
        }
        let Ok((test, apply)) = parts::step(part, place, self.program) else { unreachable!("{ADMITTED}") };
        let sets = self.sets(&test.operands);
        out.push_str(&sets);
        if step.retry.times > 1 {
            let _ = writeln!(out, "set \"TIMES={}\" & set \"DELAY={}\"", step.retry.times, step.retry.delay);
        }
        if step.settle > 0 {
            let _ = writeln!(out, "set \"SETTLE={}\"", step.settle);
        }
        self.tests.insert(test.label);
        self.applies.insert(apply);
        let _ = writeln!(out, "call :ensure {} {apply}", test.label);
    }

    fn sets(&mut self, operands: &[(&'static str, Quoted)]) -> String {
        let mut out = String::new();
        for (name, value) in operands {
            self.operands.insert(name);
            // Where it does no harm, a missing thing is simply not in place.
            if (*name, value.as_str()) == ("MISSING", "false") {
                continue;
            }
            let _ = writeln!(out, "set \"{name}={}\"", value.as_str());
        }
        out
    }

    /// Facts, maps, scope, goal, conditions, checks.
    fn conditions(&mut self) -> String {
        let program = self.program;
        let mut out = facts::render(program, &needs::needed(program));
        let mut condition = |label: &str, text: &str, cond, consumer| {
            let mut writer = Writer::new(program, consumer);
            let Ok(()) = writer.subroutine(label, comment(text).as_str(), cond) else { unreachable!("{ADMITTED}") };
            out.push_str(&writer.out);
        };
        let shown = |what: &str, text: &str| if text.is_empty() { String::new() } else { format!("{what}: {text}") };
        condition("scope", &shown("scope", &program.scope.text), &program.scope.cond, None);
        condition("goal", &shown("goal", &program.goal.text), &program.goal.cond, None);
        for id in &program.order {
            let action = program.action(*id);
            let suffix = labels::suffix(&action.id);
            if let Some(when) = &action.when {
                condition(&format!("when_{suffix}"), &shown("when", &when.text), &when.cond, Some(*id));
            }
            for (kind, steps) in [("", &action.steps), ("finally_", &action.finally)] {
                for (index, step) in steps.iter().enumerate() {
                    if let Some(when) = &step.when {
                        let label = format!("when_{suffix}_{kind}{}", index + 1);
                        condition(&label, &shown("when", &when.text), &when.cond, Some(*id));
                    }
                }
            }
        }
        for id in &program.order {
            out.push_str(&self.own(*id));
        }
        for check in program.checks.iter().filter(|check| check.observable) {
            self.check(check, &mut out);
        }
        out.push_str(":all_checks\n");
        for check in program.checks.iter().filter(|check| check.observable) {
            let _ = writeln!(out, "call :check_{}", labels::suffix(&check.id));
        }
        out.push_str("goto :eof\n");
        if out.contains("call :wide %") {
            out.push_str(":wide\nset \"WIDE=00000000000000000000%1\"\nset \"WIDE=%WIDE:~-20%\"\ngoto :eof\n");
        }
        if out.contains("call :wide_version %") {
            out.push_str(":wide_version\nset \"WIDE=\"\nfor /f \"tokens=1-4 delims=.\" %%A in (\"%1.0.0.0\") do for %%P in (%%A %%B %%C %%D) do set \"PART=0000000000%%P\" & call :wide_part\ngoto :eof\n:wide_part\nset \"WIDE=%WIDE%%PART:~-10%\"\ngoto :eof\n");
        }
        out
    }

    fn check(&mut self, check: &crate::program::Check, out: &mut String) {
        let suffix = labels::suffix(&check.id);
        let id = &check.id;
        let remembered = format!("if defined is.{id} (set \"IS=%is.{id}%\" & goto :eof)\n");
        match &check.test {
            CheckTest::When(condition) => {
                let mut writer = Writer::new(self.program, None);
                let label = format!("made_of_{suffix}");
                let text = comment(&format!("{id}: {}", condition.text));
                let Ok(()) = writer.subroutine(&label, text.as_str(), &condition.cond) else {
                    unreachable!("{ADMITTED}")
                };
                let _ = write!(out, ":check_{suffix}\n{remembered}call :{label}\ncall :observed {id}\ngoto :eof\n");
                out.push_str(&writer.out);
            }
            CheckTest::State(probes) => {
                let _ = write!(out, ":check_{suffix}\n{remembered}");
                let single = probes.len() == 1;
                let mut contents = String::new();
                if !single {
                    let _ = writeln!(out, "set \"doubt.{suffix}=\"");
                }
                for (index, probe) in probes.iter().enumerate() {
                    let place = format!("check_{suffix}_{}", index + 1);
                    let Ok(test) = parts::test(probe, &place, self.program) else { unreachable!("{ADMITTED}") };
                    self.tests.insert(test.label);
                    if let Probe::FileContent { content, .. } = probe {
                        let Ok(lines) = commands::content(content, &place) else { unreachable!("{ADMITTED}") };
                        contents.push_str(&lines);
                    }
                    let sets = self.sets(&test.operands);
                    out.push_str(&sets);
                    if single {
                        let _ = writeln!(out, "call :observe {id} {}", test.label);
                    } else {
                        let _ = writeln!(out, "call :ask {}", test.label);
                        if index + 1 < probes.len() {
                            let _ = writeln!(out, "if \"%IS%\"==\"false\" (call :observed {id} & goto :eof)");
                        }
                        let _ = writeln!(out, "if \"%IS%\"==\"unknown\" set \"doubt.{suffix}=yes\"");
                    }
                }
                if !single {
                    let _ = write!(
                        out,
                        "if not \"%IS%\"==\"false\" set \"IS=true\"\nif \"%IS%\"==\"true\" if defined doubt.{suffix} set \"IS=unknown\"\ncall :observed {id}\n"
                    );
                }
                out.push_str("goto :eof\n");
                out.push_str(&contents);
            }
        }
        if let Some((Reading::Registry { place, value }, Type::Int)) = &check.value {
            let want = RegistryWant::Present;
            if let Ok((_, operands)) = registry::wanted(place, value, &want, false, self.program) {
                self.tests.insert("number");
                let sets = self.sets(&operands);
                let _ = write!(out, ":value_{suffix}\n{sets}call :see_number {id}\ngoto :eof\n");
            }
        }
    }

    /// The subroutines that belong to the parts of one action alone, and the tests they ask.
    fn own(&mut self, id: ActionId) -> String {
        let program = self.program;
        let action = program.action(id);
        let mut out = String::new();
        for (kind, steps) in [("", &action.steps), ("finally_", &action.finally)] {
            for (index, step) in steps.iter().enumerate() {
                for (number, part) in step.parts.iter().enumerate() {
                    let place = place(&action.id, kind, index, number);
                    let Ok(own) = parts::own(part, &place, id, program) else { unreachable!("{ADMITTED}") };
                    out.push_str(&own);
                    if let Probe::All(probes) = &part.probe {
                        for probe in probes {
                            let Ok(test) = parts::test(probe, &place, program) else { unreachable!("{ADMITTED}") };
                            self.tests.insert(test.label);
                            self.operands.extend(test.operands.iter().map(|(name, _)| *name));
                        }
                    }
                }
            }
        }
        out
    }

    /// The subroutines of the states that were used, and what they share.
    fn states(&self, env: &Environment<'_>) -> String {
        let mut out = String::new();
        let tests = self.tests.iter().map(|label| (*label, format!("test_{label}")));
        let applies = self.applies.iter().map(|label| (*label, format!("apply_{label}")));
        let mut templates: BTreeSet<&str> = BTreeSet::new();
        let mut blocks: Vec<(&str, String)> = Vec::new();
        for (label, name) in tests.chain(applies) {
            let template = template_of(label);
            templates.insert(template);
            blocks.push((template, name));
        }
        for (template, _) in TEMPLATES.iter().filter(|(name, _)| templates.contains(name)) {
            for (of, name) in &blocks {
                if of == template && !["test_number", "apply_message"].contains(&name.as_str()) {
                    out.push_str(&block(env, template, name, &[]));
                }
            }
            let uses = |labels: &[&str]| labels.iter().any(|l| self.tests.contains(l) || self.applies.contains(l));
            match *template {
                "service" => {
                    if uses(&[
                        "service_running",
                        "service_stopped",
                        "service_exists",
                        "service_absent",
                        "service_restarted",
                    ]) {
                        out.push_str(&block(env, template, "help_service", &[]));
                    }
                    if self.uses_dependents() {
                        out.push_str(&block(env, template, "help_dependents", &[]));
                    }
                }
                "file" if uses(&["files_absent", "files_exist", "delete_files"]) => {
                    out.push_str(&block(env, template, "help_files", &[]));
                }
                "package" => out.push_str(&block(env, template, "help_package", &[])),
                "registry" => {
                    let arguments = [Value::from(uses(&["bits"])), Value::from(uses(&["number"]))];
                    out.push_str(&block(env, template, "help_registry", &arguments));
                }
                "license" => {
                    let kms = self.operands.contains("KMS_HOST") || self.operands.contains("KMS_PORT");
                    out.push_str(&block(env, template, "help_license", &[Value::from(kms)]));
                }
                _ => {}
            }
        }
        out
    }
}

/// The end of the labels that belong to one part of a step alone.
fn place(action: &str, kind: &str, step: usize, part: usize) -> String {
    format!("{}_{kind}{}_{}", labels::suffix(action), step + 1, part + 1)
}

/// The template that holds a label's subroutine.
fn template_of(label: &str) -> &'static str {
    match label {
        "value" | "value_present" | "value_absent" | "bits" | "key" | "key_absent" | "number" | "set_value"
        | "set_bits" | "delete_value" | "create_key" | "delete_key" => "registry",
        "never" | "unless" | "once" | "run" => "command",
        label if label.contains("service") || label == "set_startup" => "service",
        label if label.contains("file") => "file",
        label if label.contains("package") => "package",
        "license" | "install_key" | "activate" | "set_kms_host" | "set_kms_port" => "license",
        _ => "script",
    }
}

/// One subroutine.
fn block(env: &Environment<'_>, template: &str, name: &str, arguments: &[Value]) -> String {
    let template = env.get_template(template).expect("the template is built in");
    let mut macros = template.render_captured(()).expect("a file of macros renders nothing");
    macros.with_state_mut(|state| state.call_macro(name, arguments)).expect("every label has its macro")
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // Only what a quote function, or this folder, has made may be printed.
    env.set_formatter(|out, _, value| {
        if value.is_safe() {
            std::fmt::Write::write_str(out, value.as_str().unwrap_or_default()).map_err(minijinja::Error::from)
        } else {
            Err(minijinja::Error::new(minijinja::ErrorKind::BadEscape, "text that was not quoted"))
        }
    });
    for (name, source) in TEMPLATES {
        env.add_template(name, source).expect("the templates are well-formed");
    }
    env
}

/// Whether a map's texts can be carried; shared with [`admit`].
fn fits(text: &str) -> Result<(), super::quote::batch::Refusal> {
    known(text).map(|_| ())
}

#[cfg(test)]
mod tests;
