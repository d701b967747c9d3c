//! Plans that nobody would write: no mutation of a real plan makes the compiler panic, and whatever compiles is a script
//! that cmd.exe reads as it is meant.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use regimen::Build;
use regimen::diag::render::human;
use regimen::diag::{Code, Sink};
use regimen::emit::Target;
use regimen::source::SourceFile;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::path::Path;

const PLAN: &str = include_str!("../plans/kb971033.yaml");

const HOSTILE: &[&str] = &[
    "%",
    "%%",
    "%windir%",
    "\"",
    "'",
    "''",
    "^",
    "&",
    "| calc",
    "${",
    "${x}",
    "$${",
    "!x!",
    "\\",
    "C:\\",
    "..",
    "*",
    "?",
    "表ソ能",
    "\u{202e}",
    "\u{2018}",
    "😀",
    "\u{7}",
    "\t",
    "\r",
    "con",
    "a:b",
    ":eof",
    "rem",
    "=",
    "[",
    "{",
    ": ",
    " #",
    "- ",
    "&a",
    "*a",
    "!t",
    "",
    "0x",
    "99999999999999999999",
    "-1",
    "true",
    "null",
    "~",
    "none",
    "each",
    "kb971033",
    "not",
    "os.build",
    ")",
    "(",
    "and and",
];

/// What every batch script must be, whatever the plan.
fn well_formed(bytes: &[u8]) -> Result<(), String> {
    if !bytes.is_ascii() {
        return Err("not ASCII".into());
    }
    let text = String::from_utf8_lossy(bytes);
    let Some(whole) = text.strip_suffix("\r\n") else { return Err("the last line has no end".into()) };
    let mut labels: HashMap<String, usize> = HashMap::new();
    let mut called: HashSet<String> = HashSet::new();
    for line in whole.split("\r\n") {
        if line.contains(['\r', '\n']) {
            return Err(format!("a line end of its own: {line:?}"));
        }
        if line.len() >= 4000 {
            return Err(format!("a line of {} characters", line.len()));
        }
        if let Some(label) = line.strip_prefix(':') {
            *labels.entry(label.to_lowercase()).or_default() += 1;
            continue;
        }
        if line.to_ascii_lowercase().starts_with("set /p") {
            return Err(format!("a question in {line:?}"));
        }
        if line.starts_with("rem ") || line.starts_with("set ") {
            continue;
        }
        let words: Vec<&str> =
            line.split(|c: char| c.is_whitespace() || "()&".contains(c)).filter(|w| !w.is_empty()).collect();
        for pair in words.windows(2) {
            if pair[0] == "goto" || (pair[0] == "call" && pair[1].starts_with(':')) {
                called.insert(pair[1].trim_start_matches(':').to_lowercase());
            }
        }
        for word in ["||", "&&", "pause", "choice", "timeout", "set /p"] {
            if line.split('"').step_by(2).any(|outside| outside.contains(word)) {
                return Err(format!("{word} in {line:?}"));
            }
        }
    }
    if let Some((label, _)) = labels.iter().find(|(_, count)| **count > 1) {
        return Err(format!("the label {label} stands twice"));
    }
    let known = |label: &String| label == "eof" || label.contains('%') || labels.contains_key(label);
    match called.iter().find(|label| !known(label)) {
        Some(missing) => Err(format!("there is no label {missing}")),
        None => Ok(()),
    }
}

/// From its lists on, a script calls only what stands below: a label above makes cmd.exe read the whole script, lists and
/// all, so that the time would grow with the square of the steps again. What is read once may look where it likes.
fn looks_down(bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let line_of = |label: &str| lines.iter().position(|line| line.eq_ignore_ascii_case(&format!(":{label}")));
    let (Some(first), Some(last)) = (line_of("list"), line_of("facts")) else { return Err("no lists".into()) };
    for (index, line) in lines.iter().enumerate().take(last).skip(first) {
        let words = ["call :", "goto "];
        let called = words.iter().flat_map(|word| line.match_indices(word).map(move |(at, _)| at + word.len()));
        for at in called {
            let label = line[at..].trim_start_matches(':');
            let label: String = label.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if line_of(&label).is_some_and(|target| target <= index) {
                return Err(format!("{line:?} looks up for :{label}"));
            }
        }
    }
    Ok(())
}

/// Compiles whatever it is; a script that comes out is looked at.
fn compile(bytes: &[u8]) -> Result<bool, String> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("hostile.yaml", bytes, &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    let made = checked.as_ref().and_then(|checked| regimen::build(checked, Build::default(), &mut sink));
    let _ = human(&sink.report(), &source, true);
    let (Some(artifacts), Some(checked)) = (made, checked) else { return Ok(false) };
    // The form of long plans holds whatever the form of short ones does.
    let is_batch = artifacts.iter().any(|artifact| artifact.path.starts_with("batch/"));
    if let Some(list) = is_batch.then(|| regimen::emit::render_as_list(&checked.program)).flatten() {
        well_formed(&list.bytes)?;
        looks_down(&list.bytes)?;
    }
    for artifact in artifacts.iter().filter(|artifact| artifact.path.ends_with(".cmd")) {
        well_formed(&artifact.bytes)?;
    }
    Ok(true)
}

/// What a check needs a value of stands in one line, and no text of the plan is too long by itself.
#[test]
fn a_check_that_inserts_too_many_maps_is_refused() {
    let maps: Vec<String> = (0..30).map(|index| format!("m{index:02}{}", "x".repeat(59))).collect();
    let has = maps.iter().map(|map| format!("has {map}")).collect::<Vec<_>>().join(" and ");
    let entries: String =
        maps.iter().map(|map| format!("  {map}: {{ by: os.build, entries: {{ 7601: a }} }}\n")).collect();
    let inserted = |maps: &[String]| maps.iter().map(|map| format!("${{{map}}}")).collect::<String>();
    let plan = format!(
        "regimen: 1\nplan: many\ntitle: Many maps\nscope: {has}\nmaps:\n{entries}goal: c\nchecks:\n  c: {{ registry: {{ key: 'HKLM\\SOFTWARE\\{}', value: V, data: '{}' }} }}\nactions:\n  a: {{ registry: {{ key: HKLM\\SOFTWARE\\Q, value: V, data: 1 }} }}\n",
        inserted(&maps[..15]),
        inserted(&maps[15..]),
    );
    let mut sink = Sink::new();
    let source = SourceFile::decode("many.yaml", plan.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).expect("the plan is valid");
    assert!(regimen::compile(&checked, &[Target::Batch], &mut sink).is_none());
    assert!(sink.report().diagnostics.iter().any(|found| found.code == Code::NotExpressible));
}

#[test]
fn shipped_plans_and_cases_are_well_formed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_dir(root.join("tests/cases/ok")).expect("there are cases").flatten();
    let mut plans: Vec<_> = cases.map(|case| case.path().join("plan.yaml")).collect();
    plans.push(root.join("plans/kb971033.yaml"));
    for plan in plans {
        let bytes = std::fs::read(&plan).expect("a plan can be read");
        assert_eq!(compile(&bytes), Ok(true), "{}", plan.display());
    }
}

/// Of what the law of text put anywhere draws, so many must compile: where nothing does it speaks of no script.
const COMPILED: usize = 50;

#[test]
fn text_put_anywhere_leaves_a_script_well_formed() {
    let config = ProptestConfig { cases: 600, source_file: Some(file!()), ..ProptestConfig::default() };
    let places = (0_usize..80, 0_usize..60, prop::sample::select(HOSTILE), any::<bool>());
    let compiled = Cell::new(0);
    let law = TestRunner::new(config).run(&places, |(line, at, which, instead)| {
        let mut lines: Vec<String> = PLAN.lines().map(str::to_owned).collect();
        let count = lines.len();
        let text = &mut lines[line % count];
        let last = text.chars().count().saturating_sub(1);
        let start = text.char_indices().map(|(i, _)| i).nth(at.min(last)).unwrap_or(0);
        if instead {
            text.truncate(start);
        }
        text.insert_str(start, which);
        let made = compile(lines.join("\n").as_bytes());
        prop_assert!(made.is_ok(), "{:?}", made);
        compiled.set(compiled.get() + usize::from(made == Ok(true)));
        Ok(())
    });
    law.unwrap_or_else(|broken| panic!("{broken}"));
    assert!(compiled.get() >= COMPILED, "only {} of the plans compile", compiled.get());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn lines_lost_doubled_and_moved(edits in prop::collection::vec((0_usize..80, 0_usize..4, 0_usize..6), 1..4)) {
        let mut lines: Vec<String> = PLAN.lines().map(str::to_owned).collect();
        for (line, how, by) in edits {
            let line = line % lines.len();
            match how {
                0 => { lines.remove(line); }
                1 => { let copy = lines[line].clone(); lines.insert(line, copy); }
                2 => lines[line].insert_str(0, &" ".repeat(by)),
                _ => { let text = lines.remove(line); let to = (line + by) % (lines.len() + 1); lines.insert(to, text); }
            }
        }
        prop_assert!(compile(lines.join("\r\n").as_bytes()).is_ok(), "{:?}", compile(lines.join("\r\n").as_bytes()));
    }

    #[test]
    fn bytes_flipped(at in 0_usize..4000, byte in any::<u8>()) {
        let mut bytes = PLAN.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        prop_assert!(compile(&bytes).is_ok());
    }
}
