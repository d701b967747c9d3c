//! What holds for every input, however broken: one function a fuzz target, which `tests/fuzz.rs` calls as well.
//!
//! A law that does not hold panics. Each program uses one of them, and the test all.
#![allow(dead_code, reason = "each fuzz target calls one law")]

use regimen::condition;
use regimen::diag::render::{github, human, json, junit, sarif};
use regimen::diag::{Report, Sink, mend};
use regimen::emit::{self, GpoScript, Target};
use regimen::graph::{self, Graph};
use regimen::program::{Program, worst_case};
use regimen::simulate::{self, Machine, Mode, Options, tell};
use regimen::source::{SourceFile, Span, Text, encode_like};
use regimen::syntax::{self, Node, NodeKind};
use regimen::{Build, Checked, show};

const NAME: &str = "fuzzed.yaml";

/// Bytes become a file that can be shown, and what was read is what was written.
pub(crate) fn decode(bytes: &[u8]) {
    let mut sink = Sink::new();
    let source = SourceFile::decode(NAME, bytes, &mut sink);
    assert_eq!(source.is_intact(), !sink.has_errors(), "what cannot be read is said, and nothing else");
    if source.is_intact() {
        assert_eq!(encode_like(bytes, &source.text), bytes, "text goes back to the bytes it came from");
    }
    for line in 1..=source.line_count() {
        let span = source.line_span(line);
        assert!(source.slice(span).is_some(), "line {line} is no part of the text");
        assert_eq!(source.position(span.start).line, line);
    }
    told(&sink.report(), &source);
}

/// Text becomes a tree whose every place lies in the text; what is given up was said.
pub(crate) fn syntax(bytes: &[u8]) {
    let mut sink = Sink::new();
    let source = SourceFile::decode(NAME, bytes, &mut sink);
    let root = syntax::parse(&source, &mut sink);
    let mut poisoned = false;
    let mut todo = vec![(&root, 0)];
    while let Some((node, depth)) = todo.pop() {
        assert!(source.slice(node.span).is_some(), "{:?} is no part of the text", node.span);
        assert!(depth <= syntax::MAX_DEPTH, "nested deeper than is allowed");
        match &node.kind {
            NodeKind::Scalar { text, .. } => inside(text, &source),
            NodeKind::Sequence(items) => todo.extend(items.iter().map(|item| (item, depth + 1))),
            NodeKind::Mapping(entries) => {
                entries.iter().for_each(|(key, _)| inside(key, &source));
                todo.extend(entries.iter().map(|(_, value): &(Text, Node)| (value, depth + 1)));
            }
            NodeKind::Poisoned => poisoned = true,
        }
    }
    assert!(!poisoned || sink.has_errors(), "a part was given up and nothing was said");
    told(&sink.report(), &source);
}

/// A condition is read or refused at its place, by itself and as every condition of a plan.
pub(crate) fn condition(bytes: &[u8]) {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let source = SourceFile::new(NAME, written);
    let mut sink = Sink::new();
    let text = Text::plain(written.to_owned(), Span::new(0, written.len()));
    let read = condition::parse(&text, &mut sink);
    assert_eq!(read.is_some(), !sink.has_errors(), "a condition that cannot be read is a mistake");
    told(&sink.report(), &source);
    if read.is_none() || written.chars().any(char::is_control) {
        return;
    }
    let quoted = format!("'{}'", written.replace('\'', "''"));
    for place in ["SCOPE", "CHECK", "WHEN", "GOAL"] {
        let plan = PLAN.replace(place, &quoted);
        let plan = plan.replace("SCOPE", "base").replace("CHECK", "base").replace("WHEN", "base");
        render(plan.replace("GOAL", "base").as_bytes());
    }
}

/// A plan in which a condition finds one of everything that it can name.
const PLAN: &str = r"regimen: 1
plan: fuzzed
title: A condition in its places
scope: SCOPE
params:
  level: { type: integer, default: 2 }
  mode: { type: text, one-of: [on, off], default: on }
maps:
  editions: { by: os.edition, entries: { Enterprise: a, Professional: b }, otherwise: c }
  builds: { by: os.build, type: integer, entries: { 7600: 1, '17763..18363': 2 }, otherwise: 3 }
checks:
  base: { service: { name: Spooler, status: running } }
  number: { registry: { key: 'HKLM\SOFTWARE\A', value: N }, value: integer }
  label: { registry: { key: 'HKLM\SOFTWARE\A', value: T, type: string }, value: text }
  release: { registry: { key: 'HKLM\SOFTWARE\A', value: V, type: string }, value: version }
  whole: { when: CHECK }
goal: GOAL
actions:
  first: { registry: { key: 'HKLM\SOFTWARE\B', value: A, data: 1 } }
  second:
    needs: first
    when: WHEN
    registry: { key: 'HKLM\SOFTWARE\B', value: B, data: 1 }
lint: { constant-condition: allow, unused: allow }
";

/// Every mistake has a place in the file, and a plan is refused if and only if there is one.
pub(crate) fn check(bytes: &[u8]) {
    let mut sink = Sink::new();
    let source = SourceFile::decode(NAME, bytes, &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    assert_eq!(checked.is_none(), sink.has_errors(), "a plan is refused where there is a mistake, and only there");
    let report = sink.report();
    told(&report, &source);
    if let Some(mended) = mend(&source.text, &report.diagnostics, &[]).filter(|_| source.is_intact()) {
        let source = SourceFile::decode(NAME, &encode_like(bytes, &mended.text), &mut Sink::new());
        let mut sink = Sink::new();
        let _ = regimen::check(&source, &Vec::new(), &mut sink);
        told(&sink.report(), &source);
    }
}

/// What `check` accepts for a target, `build` renders; and the same program can be shown, drawn and simulated.
pub(crate) fn render(bytes: &[u8]) {
    let mut sink = Sink::new();
    let source = SourceFile::decode(NAME, bytes, &mut sink);
    let Some(checked) = regimen::check(&source, &Vec::new(), &mut sink) else { return };
    let Checked { schedule, program } = &checked;
    let targets = Target::all(emit::gpo_script(schedule, program));
    let fit = emit::expressible(schedule, std::slice::from_ref(program), &targets, &mut sink);
    let refused = sink.has_errors();
    assert_eq!(fit.is_empty(), refused, "a plan without a target is a mistake");
    let unset = checked.report_unset(&mut sink);
    told(&sink.report(), &source);
    if unset {
        return;
    }
    for per_edition in [false, true] {
        let mut sink = Sink::new();
        let made = regimen::build(&checked, Build { per_edition, ..Build::default() }, &mut sink);
        assert_eq!(made.is_none(), sink.has_errors(), "nothing is built where there is a mistake, and only there");
        assert!(per_edition || made.is_some() || refused, "`check` accepts what `build` does not");
        made.iter().flatten().for_each(|artifact| well_formed(&artifact.path, &artifact.bytes));
        told(&sink.report(), &source);
    }
    for target in [Target::Batch, Target::PowerShell].into_iter().chain(GpoScript::ALL.iter().map(|s| Target::Gpo(*s)))
    {
        let mut sink = Sink::new();
        let made = regimen::compile(&checked, &[target], &mut sink);
        let admitted = emit::admit(schedule, program, target, &mut Sink::new());
        assert_eq!(made.is_some(), admitted, "{}: what is admitted is made", target.name());
    }
    meant(program);
}

/// What a program means can be said in every form.
fn meant(program: &Program) {
    let graph = Graph::of(program);
    let forms = [
        show::text(program),
        show::yaml(program),
        program.canonical(),
        graph::text(&graph),
        graph::mermaid(&graph),
        graph::dot(&graph),
    ];
    assert!(forms.iter().all(|form| !form.is_empty()));
    let _ = worst_case(program);
    for mode in [Mode::Detect, Mode::WhatIf, Mode::Run, Mode::Run] {
        let mut machine = Machine::default();
        let trace = simulate::run(program, &mut machine, Options { mode, ..Options::default() });
        assert!(trace.outcome.is_some(), "a run that nothing cuts ends with an outcome");
        assert!(!tell::text(program, &trace, &machine).is_empty());
    }
}

/// Scripts are ASCII in whole lines that end as Windows wants them, and cmd.exe can read each line.
fn well_formed(path: &str, bytes: &[u8]) {
    if !path.ends_with(".cmd") && !path.ends_with(".ps1") {
        return;
    }
    assert!(bytes.is_ascii(), "{path} is not ASCII");
    assert!(bytes.ends_with(b"\r\n"), "{path} ends within a line");
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let line = line.strip_suffix(b"\r").unwrap_or_else(|| panic!("{path}: a line end of its own"));
        assert!(!line.contains(&b'\r'), "{path}: a line end of its own");
        assert!(path.ends_with(".ps1") || line.len() < 4000, "{path}: a line of {} characters", line.len());
    }
}

/// A text's place is a part of the file.
fn inside(text: &Text, source: &SourceFile) {
    assert!(source.slice(text.span).is_some(), "{:?} is no part of the text", text.span);
    assert!(source.slice(text.locate(0..text.value.len())).is_some());
}

/// Every message has its place in the file and can be told in every form, with nothing in it that steers a terminal.
fn told(report: &Report, source: &SourceFile) {
    for found in &report.diagnostics {
        let related = found.related.iter().map(|label| label.span);
        for span in [found.place.span].into_iter().chain(related).chain(found.fix.iter().map(|fix| fix.span)) {
            assert!(source.slice(span).is_some(), "{}: {span:?} is no part of the text", found.code.as_str());
        }
        assert!(!found.title.is_empty(), "{} says nothing", found.code.as_str());
    }
    if report.diagnostics.is_empty() {
        return;
    }
    let mut forms = vec![human(report, source, false), json(report, source), github(report, source)];
    // SARIF describes each rule at length, and costs more than all the rest: now and then will do.
    if source.text.len().is_multiple_of(8) {
        let all = [(report.clone(), source.clone())];
        forms.extend([junit(&all, &[]), sarif(&all, &[])]);
    }
    for form in &forms {
        assert!(!form.chars().any(|c| c.is_control() && c != '\n'), "a control character in {form:?}");
    }
    assert!(!forms[0].is_empty(), "a mistake that nobody sees");
}
