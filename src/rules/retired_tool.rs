//! R1008: a tool is gone from a release in scope.

use super::{Subject, uses};
use crate::catalog::facts::FactId;
use crate::catalog::habits;
use crate::condition::Value;
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Command, Invocation, Op, Probe};
use crate::source::{Span, Text};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    for (index, action) in model.actions.iter().enumerate() {
        let (_, declared) = &subject.plan.actions[action.declared];
        let written = declared.steps.iter().chain(&declared.finally).collect::<Vec<_>>();
        for (step, all) in action
            .steps
            .iter()
            .map(|step| (step, 0))
            .chain(action.finally.iter().map(|step| (step, declared.steps.len())))
        {
            for part in step.state.parts() {
                let Op::Run(command) = &part.op else { continue };
                let texts = uses::of_step(written[all + step.declared]);
                look(subject, command, &texts, step.span, &subject.turns[index], sink);
            }
        }
    }
    for (check, (_, declared)) in model.checks.iter().zip(&subject.plan.checks) {
        let (crate::resolve::CheckTest::State(state), crate::plan::CheckTest::State(written)) =
            (&check.test, &declared.test)
        else {
            continue;
        };
        for probe in state.probes() {
            let Probe::Succeeds(command) = probe else { continue };
            let mut texts = Vec::new();
            uses::texts(&written.fields, &mut texts);
            look(subject, &command, &texts, check.id.span, &subject.scope, sink);
        }
    }
}

fn look(
    subject: &Subject<'_>,
    command: &Command,
    texts: &[&Text],
    near: Span,
    machines: &super::machines::Set,
    sink: &mut Sink,
) {
    for tool in habits::retired_tools() {
        let named = match &command.what {
            Invocation::Program(words) => {
                words.first().is_some_and(|word| is_program(word.literal_prefix(), &tool.tool))
            }
            Invocation::Script(_, script) => starts_program(script, &tool.tool).is_some(),
        };
        if !named {
            continue;
        }
        let newer = subject.universe.filter(|_, build| build >= tool.build);
        let without = machines.and(&newer).and(&subject.universe.sure);
        if without.is_empty() {
            continue;
        }
        let place = texts.iter().find_map(|text| {
            let at = starts_program(&text.value, &tool.tool)?;
            Some(text.locate(at..at + tool.tool.len()))
        });
        let release = FactId::named("os.release").expect("the catalogue of facts has it");
        let title = format!("`{}` is gone on {}", tool.tool, subject.universe.names(&without, &[release]));
        sink.push(
            Diagnostic::warning(Code::RetiredTool, place.unwrap_or(near), title)
                .label(format!("not there from build {} on", Value::Int(tool.build)))
                .help(format!("use {}, or say `os.build < {}` in `scope` or `when`", tool.instead, tool.build)),
        );
    }
}

/// Whether a word names a program, with or without a folder and `.exe`.
fn is_program(word: &str, tool: &str) -> bool {
    let name = word.rsplit('\\').next().unwrap_or(word).to_ascii_lowercase();
    name.strip_suffix(".exe").unwrap_or(&name) == tool
}

/// Where a text starts a program, as the first word of a line or behind what chains commands.
fn starts_program(text: &str, tool: &str) -> Option<usize> {
    let folded = text.to_ascii_lowercase();
    folded.match_indices(tool).map(|(at, _)| at).find(|&at| {
        let start = folded[..at].rfind(['\n', '&', '|', '(', '\'', '`', ';']).map_or(0, |before| before + 1);
        let path = folded[start..at].trim_start().trim_start_matches(['@', '"']);
        let behind = &folded[at + tool.len()..];
        (path.is_empty() || (path.ends_with('\\') && !path.contains(' ')))
            && (behind.starts_with(".exe")
                || !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || "_-.:=".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_words() {
        assert!(is_program(r"%windir%\System32\wbem\WMIC.exe", "wmic") && is_program("wmic", "wmic"));
        assert_eq!(starts_program("echo on\n@wmic os get x", "wmic"), Some(9));
        assert_eq!(starts_program("for /f %%i in ('wmic os') do x", "wmic"), Some(16));
        assert_eq!(starts_program("echo look at that", "at"), None);
        assert_eq!(starts_program("attrib -h x", "at"), None);
    }
}
