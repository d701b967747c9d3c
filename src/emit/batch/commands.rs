//! What is written out as a subroutine of its own: commands, what makes them unnecessary, and the lines of files.

use super::conditions::{self, Writer};
use super::parts::{self, Operands, Reason, Test};
use super::{Form, checks};
use crate::condition::ActionId;
use crate::emit::quote::batch::{Refusal, argument, called, known, line, value};
use crate::program::{Command, Content, Encoding, Invocation, Newline, Piece, Probe, Program, RunText, Shell};
use std::fmt::Write as _;

/// Seconds that a command may run where the plan says nothing; cmd.exe can end no child, so another limit is refused.
const DEFAULT_TIMEOUT: u64 = 300;

/// The subroutine of a command, under `:run_<place>`: it calls nothing of the script, so that it can stand at its end.
pub(super) fn run(command: &Command, place: &str, program: &Program) -> Result<String, Reason> {
    let mut out = format!(":run_{place}\n");
    let mut typed = Vec::new();
    let words = words(command)?;
    let is_batch_file = words.first().is_some_and(is_batch_file);
    for (index, word) in words.iter().enumerate() {
        let quoted = if is_batch_file { called(word, program)? } else { argument(word, program)? };
        typed.push(match index {
            0 => program_path(word, quoted.as_str()),
            _ if is_plain(word) => quoted.as_str().to_owned(),
            _ => format!("\"{}\"", quoted.as_str()),
        });
    }
    if !command.env.is_empty() {
        out.push_str("setlocal\n");
        for (name, text) in &command.env {
            if text.parts().is_empty() {
                return Err(Refusal::Empty.into());
            }
            let folders = words.first().into_iter().flat_map(RunText::parts);
            let mut used =
                folders.filter_map(|piece| if let Piece::Variable(name) = piece { Some(*name) } else { None });
            if ["SYS", "ERRORLEVEL"].iter().any(|own| own.eq_ignore_ascii_case(name))
                || used.any(|own| own.eq_ignore_ascii_case(name))
            {
                return Err(Refusal::OwnVariable.into());
            }
            let _ = writeln!(out, "set \"{name}={}\"", value(text, program)?.as_str());
        }
    }
    let typed = typed.join(" ");
    if is_batch_file {
        // In a cmd.exe of its own: its `exit` ends that one, and its variables are not this script's.
        let _ = writeln!(out, "\"%SYS%\\cmd.exe\" /d /e:on /v:off /c ^\"{typed}^\" >nul");
    } else {
        let _ = writeln!(out, "{typed} >nul");
    }
    out.push_str(if command.env.is_empty() {
        "set \"RC=%errorlevel%\"\n"
    } else {
        "endlocal & set \"RC=%errorlevel%\"\n"
    });
    out.push_str("goto :eof\n");
    Ok(out)
}

/// The program and its arguments.
fn words(command: &Command) -> Result<&[RunText], Reason> {
    let words = match &command.what {
        Invocation::Program(words) => words,
        Invocation::Script(Shell::Cmd, _) => {
            return Err(Reason::Kind(
                "a `script`",
                "its labels and lines would become part of this script; `run` a program",
            ));
        }
        Invocation::Script(Shell::Powershell, _) => {
            return Err(Reason::Kind("a `script` for PowerShell", "a batch script starts no PowerShell"));
        }
    };
    if command.timeout != DEFAULT_TIMEOUT {
        return Err(Reason::Kind("a `timeout` of its own", "cmd.exe cannot end a program that it has started"));
    }
    Ok(words)
}

/// What the run has to know about a command: what the log says, and what its codes mean.
pub(super) fn operands(command: &Command, program: &Program) -> Result<Operands, Reason> {
    let mut said = RunText::literal("run");
    for word in words(command)? {
        said.push(Piece::Literal(" ".into()));
        word.parts().iter().for_each(|piece| said.push(piece.clone()));
    }
    let codes = |codes: &[i32]| known(&codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let mut operands = vec![("SAID", value(&said, program)?), ("EXITS", codes(&command.exits)?)];
    if !command.reboot_exits.is_empty() {
        operands.push(("REBOOT_EXITS", codes(&command.reboot_exits)?));
    }
    Ok(operands)
}

/// A program without a folder is System32's.
fn program_path(word: &RunText, quoted: &str) -> String {
    match word.parts() {
        [Piece::Literal(name)] if !name.contains('\\') => format!("\"%SYS%\\{quoted}\""),
        _ => format!("\"{quoted}\""),
    }
}

fn is_batch_file(word: &RunText) -> bool {
    let end = match word.parts().last() {
        Some(Piece::Literal(text)) => text.to_ascii_lowercase(),
        _ => String::new(),
    };
    end.ends_with(".cmd") || end.ends_with(".bat")
}

/// Whether a word needs no quotes, whatever the machine puts into it.
fn is_plain(word: &RunText) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._:/-+\\".contains(&b);
    word.as_literal().is_some_and(|text| !text.is_empty() && text.bytes().all(plain) && !text.ends_with('\\'))
}

/// The end of the labels that belong to one state of an `unless` alone.
pub(super) fn asked_place(place: &str, index: usize) -> String {
    format!("{place}_unless_{}", index + 1)
}

/// A command as a check: how it is called, and the codes that mean yes.
pub(super) fn question(command: &Command, place: &str, program: &Program) -> Result<Operands, Reason> {
    run(command, place, program)?;
    let codes: Vec<String> = command.exits.iter().chain(&command.reboot_exits).map(ToString::to_string).collect();
    Ok(vec![("PROGRAM", known(&format!("run_{place}"))?), ("CODES", known(&codes.join(" "))?)])
}

/// What tells whether a command is needed, under `:unless_<place>`: a condition, or states.
pub(super) fn unless(
    probe: &Probe,
    place: &str,
    consumer: Option<ActionId>,
    program: &Program,
    form: Form,
) -> Result<Option<String>, Reason> {
    match probe {
        Probe::Holds(cond) => {
            let mut writer = Writer::new(program, consumer).in_form(form);
            let label = format!("unless_{place}");
            let written = match form {
                Form::Straight => writer.subroutine(&label, "", cond),
                Form::Listed => writer.inline(&label, cond),
            };
            written.map_err(|reason| match reason {
                conditions::Reason::Text(refusal) => Reason::Text(refusal),
                conditions::Reason::Fact(_) => {
                    Reason::Kind("this fact", "cmd.exe can read it only with a tool that is gone from current releases")
                }
                conditions::Reason::Kind(what, why) => Reason::Kind(what, why),
            })?;
            Ok(Some(writer.out))
        }
        Probe::All(probes) => {
            let tests = probes.iter().enumerate();
            let tests = tests.map(|(index, probe)| parts::asked(probe, &asked_place(place, index), program));
            let tests: Vec<Test> = tests.collect::<Result<_, _>>()?;
            if form == Form::Listed {
                return Ok(Some(checks::all(&format!("unless_{place}"), &tests)));
            }
            let mut out = format!(":unless_{place}\nset \"doubt.{place}=\"\n");
            for test in tests {
                out.push_str(&checks::sets(&test.operands));
                let _ = writeln!(out, "call :ask {}\nif \"%IS%\"==\"false\" goto :eof", test.label);
                let _ = writeln!(out, "if \"%IS%\"==\"unknown\" set \"doubt.{place}=yes\"");
            }
            let _ = writeln!(out, "set \"IS=true\"\nif defined doubt.{place} set \"IS=unknown\"\ngoto :eof");
            Ok(Some(out))
        }
        _ => Ok(None),
    }
}

/// The lines of a file as echo writes them.
pub(super) fn lines(content: &Content) -> Result<Vec<&str>, Reason> {
    if content.newline == Newline::Lf {
        return Err(Reason::Kind("`newline: lf`", "echo ends each line with CR LF"));
    }
    if !matches!(content.encoding, Encoding::Utf8 | Encoding::Ansi) {
        return Err(Reason::Kind("this `encoding`", "echo writes neither a byte-order mark nor UTF-16"));
    }
    let Some(text) = content.text.as_literal() else {
        return Err(Reason::Kind(
            "content that is known only on the machine",
            "a file is compared line by line with what the script knows",
        ));
    };
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let Some(text) = text.strip_suffix('\n') else {
        return Err(Reason::Kind(
            "content whose last line does not end",
            "echo ends every line; `content: |` ends the last one",
        ));
    };
    Ok(text.split('\n').collect())
}

/// The subroutine that knows the lines of a file, under `:content_<place>`.
pub(super) fn content(content: &Content, place: &str) -> Result<String, Reason> {
    let mut out = format!(":content_{place}\n");
    for (index, text) in lines(content)?.iter().enumerate() {
        let quoted = line(text)?;
        if !text.is_empty() {
            let _ = writeln!(out, "if \"%1\"==\"{}\" set ^\"WANT={}^\"", index + 1, quoted.as_str());
        }
    }
    out.push_str("goto :eof\n");
    Ok(out)
}
