//! `README.txt`: from these files to a policy that is linked, works and is seen to work, with this plan's names in it.

use super::super::GpoScript;
use super::{crlf, doing, filter_name, grouped, wait, wql};
use crate::emit::needs::ops;
use crate::emit::text::{WIDTH, wrapped};
use crate::program::{Inverse, Op, Program, WorstCase, worst_case};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};

/// How far paragraphs below a letter stand in.
const INDENT: usize = 3;
const TEMPLATE: &str = include_str!("../../../templates/gpo/README.txt.j2");

/// Plain text with Windows' line ends; UTF-8 with a byte-order mark where it is not ASCII, so that every Notepad reads it.
pub(super) fn render(program: &Program, script: GpoScript, filter: &wql::Filter) -> Vec<u8> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    env.set_syntax(syntax.expect("the delimiters are the usual ones"));
    env.add_template("README.txt", TEMPLATE).expect("the template is well-formed");
    let worst = worst_case(program);
    let stem = program.file_stem();
    let context = context! {
        plan => &program.plan,
        stem => &stem,
        title => &program.title,
        gpo => format!("Regimen {stem}"),
        filter => filter_name(program),
        query => filter.wql.query(),
        selects_all => filter.wql == wql::Wql::Const(true),
        explained => filter.explained().iter().flat_map(|line| wrapped(line, WIDTH - INDENT)).collect::<Vec<_>>(),
        edition => program.edition,
        powershell => script == GpoScript::PowerShell,
        switches => switches(script),
        scope => wrapped(&scope(program), WIDTH - INDENT),
        hash => &program.hash[..12],
        limit => super::STARTUP_SECONDS,
        total => grouped(worst.total()),
        fits => worst.total() <= super::STARTUP_SECONDS,
        wait => wait(worst.total()),
        times => times(program, &worst),
        parted => worst.is_parted(),
        sum => format!("{:>8} s  at the most in one run", grouped(worst.total())),
        waits => if script == GpoScript::Batch { endless(program) } else { Vec::new() },
        does => does(program),
        may_restart => program.actions.iter().any(|action| action.may_restart),
        by_hand => by_hand(program),
        from_backup => from_backup(program),
    };
    let template = env.get_template("README.txt").expect("the template is built in");
    let text = template.render(context).expect("the template is strict, and everything it asks for is given");
    let mut bytes = crlf(&text);
    if !bytes.is_ascii() {
        bytes.splice(0..0, *b"\xEF\xBB\xBF");
    }
    bytes
}

/// The plan's scope in one sentence; nothing where it is every machine.
fn scope(program: &Program) -> String {
    match program.scope.text.as_str() {
        "" => String::new(),
        text => format!("The plan's scope: {text}"),
    }
}

/// How the switches that the text names are typed.
fn switches(script: GpoScript) -> Value {
    match script {
        GpoScript::Batch => {
            context! { whatif => "/whatif", detect => "/detect", restart => "/restart", help => "/?" }
        }
        GpoScript::PowerShell => {
            context! { whatif => "-WhatIf", detect => "-Detect", restart => "-Restart", help => "-?" }
        }
    }
}

/// What a batch script has no way to end, and what is counted for it.
fn endless(program: &Program) -> Vec<&'static str> {
    let has = |wanted: fn(&Op) -> bool| ops(program).any(|(_, op)| wanted(op));
    let mut found = Vec::new();
    if has(|op| matches!(op, Op::PackageRemove { .. })) {
        found.push("DISM (1,800 s are counted)");
    }
    if has(|op| matches!(op, Op::Run(_))) {
        found.push("a command (its timeout is counted)");
    }
    found
}

/// The lines of the sum: seconds, and what takes them.
fn times(program: &Program, worst: &WorstCase) -> Vec<String> {
    let line = |seconds: u64, what: &str| format!("{:>8} s  {what}", grouped(seconds));
    let mut lines = vec![line(worst.lock, "waiting for another run to end")];
    if worst.observing > 0 {
        lines.push(line(worst.observing, "observing the machine before and after"));
    }
    for time in worst.actions.iter().filter(|time| time.seconds > 0) {
        let id = &program.action(time.action).id;
        let most = format!("{id}: the most, {} s, where {}", grouped(time.longest.seconds), doing(program, time));
        lines.push(line(time.seconds, if time.longest.seconds > 0 { &most } else { id }));
    }
    lines
}

/// What the script does, action by action in the order of turns.
fn does(program: &Program) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |indent: usize, text: &str| {
        // What does not fit stands in below the first line.
        for (number, line) in wrapped(text, WIDTH - indent - 2).into_iter().enumerate() {
            lines.push(format!("{:1$}{line}", "", if number == 0 { indent } else { indent + 2 }));
        }
    };
    for (number, id) in program.order.iter().enumerate() {
        let action = program.action(*id);
        let title = if action.title == action.id { String::new() } else { format!(": {}", action.title) };
        add(2, &format!("{}. {}{title}", number + 1, action.id));
        if let Some(when) = action.when.as_ref().filter(|when| !when.text.is_empty()) {
            add(5, &format!("only when {}", when.text));
        }
        for (finally, steps) in [(false, &action.steps), (true, &action.finally)] {
            for part in steps.iter().flat_map(|step| &step.parts) {
                let lead = if finally { "- at the end, whatever became of it: " } else { "- " };
                add(5, &format!("{lead}{}", program.op_words(&part.op)));
            }
        }
    }
    lines
}

/// What a person can do about operations that have no inverse.
fn by_hand(program: &Program) -> Vec<String> {
    inverses(program, |inverse| if let Inverse::ByHand(what) = inverse { Some(what) } else { None })
}

/// What has to be known of the time before the run to put the rest back.
fn from_backup(program: &Program) -> Vec<String> {
    inverses(program, |inverse| if let Inverse::Record(what) = inverse { Some(what) } else { None })
}

/// Lines of action, verb, and what taking it back takes; each once, in the order of turns.
fn inverses(program: &Program, wanted: fn(Inverse) -> Option<&'static str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (id, op) in ops(program) {
        if let Some(what) = wanted(op.inverse()) {
            let line = format!("{id} ({}): {what}", op.verb());
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}
