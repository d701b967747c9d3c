//! Every code has a case: one mistake in `tests/cases/fail/<CODE>-<slug>.yaml`, and the message beside it as
//! `<CODE>-<slug>.txt`. Set REGIMEN_BLESS=1 to write the messages anew, never in CI; then read every one of them.

use regimen::Build;
use regimen::catalog::facts::FactId;
use regimen::diag::render::human;
use regimen::diag::{Code, Level, Levels, Sink};
use regimen::emit::{self, Target};
use regimen::source::SourceFile;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fail");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("there are cases")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    paths.sort();
    paths
}

/// What a case's first line says: `# args: --set a=b`, `# args: build`, `# args: build --per-edition`.
fn arguments(bytes: &[u8]) -> Vec<String> {
    let line = String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned();
    line.strip_prefix("# args: ").map(|rest| rest.split_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

/// The codes found, and the message as people see it.
fn compile(path: &Path) -> (Vec<Code>, Vec<Level>, String) {
    let bytes = std::fs::read(path).expect("a case can be read");
    let arguments = arguments(&bytes);
    let settings: Vec<(String, String)> = arguments
        .windows(2)
        .filter(|pair| pair[0] == "--set")
        .filter_map(|pair| pair[1].split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())))
        .collect();
    let mut sink = Sink::new();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = SourceFile::decode(name, &bytes, &mut sink);
    if let Some(checked) = regimen::check(&source, &settings, &mut sink) {
        if arguments.iter().any(|argument| argument == "build") {
            checked.report_unset(&mut sink);
        }
        if arguments.iter().any(|argument| argument == "--per-edition") {
            regimen::build(&checked, Build { per_edition: true, ..Build::default() }, &mut sink);
        }
        // What Group Policy has to say of a plan stands in its own cases alone.
        let policy = arguments.iter().any(|argument| argument == "gpo");
        for target in Target::ALL.iter().filter(|target| policy || !target.name().starts_with("gpo")) {
            emit::admit(&checked.schedule, &checked.program, *target, &mut sink);
        }
    }
    let report = sink.report();
    let codes = report.diagnostics.iter().map(|d| d.code).collect();
    let levels = report.diagnostics.iter().map(|d| d.level).collect();
    (codes, levels, human(&report, &source, false))
}

#[test]
fn every_case_says_what_it_did() {
    let bless = std::env::var_os("REGIMEN_BLESS").is_some();
    assert!(!(bless && std::env::var_os("CI").is_some()), "references are never written in CI");
    let mut wrong = Vec::new();
    for path in cases() {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let wanted = name.split('-').next().unwrap_or_default();
        let (codes, _, message) = compile(&path);
        let also = std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let also = also.lines().next().and_then(|line| line.strip_prefix("# also: ")).unwrap_or_default().to_owned();
        let expected = |code: &Code| code.as_str() == wanted || also == code.as_str();
        if !codes.iter().all(expected) || !codes.iter().any(|code| code.as_str() == wanted) {
            wrong.push(format!("{name}: found {codes:?}\n{message}"));
        }
        let beside = path.with_extension("txt");
        if bless {
            std::fs::write(&beside, &message).expect("the case's folder can be written");
        } else if std::fs::read_to_string(&beside).unwrap_or_default() != message {
            wrong.push(format!("{name}: the message is not the one beside it\n{message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_a_case_and_a_long_text() {
    // No file can be too large in a repository; tests/cli.rs makes one. Scenarios are files of their own: tests/testing.rs.
    let elsewhere = ["R0102", "R1101"];
    let names: Vec<String> =
        cases().iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    for code in Code::ALL {
        let name = code.as_str();
        let has = names.iter().any(|case| case.starts_with(&format!("{name}-")));
        assert!(has || elsewhere.contains(&name), "{name} has no case in tests/cases/fail");
        assert!(code.explanation().len() > 80, "{name} has no long text");
    }
    let mut sorted: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), Code::ALL.len(), "no code is used twice");
}

#[test]
fn several_mistakes_are_all_reported() {
    let plan = "regimen: 1\nplan: Example\ntitle: x\nscope: os.build = 1\nchecks:\n  a: { service: { name: x, staus: running } }\n  b: { when: nothing }\nactions:\n  fix:\n    needs: nobody\n    file: { path: 'x', exists: false }\n  other:\n    registry: { key: HKLM\\SOFTWARE, exists: false }\n";
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
    assert!(regimen::check(&source, &Vec::new(), &mut sink).is_none());
    let codes: Vec<&str> = sink.finish().iter().map(|d| d.code.as_str()).collect();
    for code in ["R0401", "R0501", "R0301", "R0403", "R0811", "R0807"] {
        assert!(codes.contains(&code), "{code} is missing from {codes:?}");
    }
}

/// The codes of a plan's mistakes, in the order of their places.
fn codes(plan: &str) -> Vec<&'static str> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    sink.finish().iter().map(|d| d.code.as_str()).collect()
}

#[test]
fn a_mistake_in_the_shape_hides_no_other() {
    let missing = "regimen: 1\nplan: x\nscope: os.edition == Enterprize\nlint: { a: alow }\nactions:\n  fix:\n    needs: nobody\n    reboot: sometimes\n    service: { name: a, staus: running }\n";
    assert_eq!(codes(missing), ["R0303", "R0305", "R0305", "R0403", "R0305", "R0301"]);
    let params = "regimen: 1\nplan: x\ntitle: T\nparams:\n  a: { type: text, defualt: x }\n  b: { type: integer, default: many }\nactions:\n  fix: { needs: nobody, registry: { key: 'HKLM\\SOFTWARE\\${a}', value: A, data: 1 } }\n";
    assert_eq!(codes(params), ["R0301", "R0406", "R0403"]);
}

#[test]
fn what_stands_under_a_misspelt_key_is_read_all_the_same() {
    let plan = "regimen: 1\nplan: x\ntitel: T\nactoins:\n  fix: { needs: nobody, registry: { key: 'HKLM\\SOFTWARE\\A', value: A, data: 1 } }\n";
    assert_eq!(codes(plan), ["R0301", "R0301", "R0403"]);
}

#[test]
fn a_fact_is_read_by_a_target_or_refused_once() {
    for fact in FactId::all() {
        let name = fact.name();
        let plan = format!(
            "regimen: 1\nplan: x\ntitle: T\nactions:\n  fix: {{ registry: {{ key: 'HKLM\\SOFTWARE\\A', value: A, data: '${{{name}}}' }} }}\n"
        );
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
        let checked = regimen::check(&source, &Vec::new(), &mut sink);
        let found: Vec<&str> = sink.finish().iter().map(|d| d.code.as_str()).collect();
        assert_eq!(checked.is_some(), fact.is_read(), "{name}: {found:?}");
        match checked {
            None => assert_eq!(found, ["R0409"], "{name}"),
            Some(checked) => {
                let admits =
                    |target: &&Target| emit::admit(&checked.schedule, &checked.program, **target, &mut Sink::new());
                assert!(Target::ALL.iter().any(|target| admits(&target)), "no target reads {name}");
            }
        }
    }
}

#[test]
fn warnings_of_every_phase_are_said_where_they_are_denied() {
    let plan = "regimen: 1\nplan: x\ntitle: T\nparams: { unused: { type: text, default: a } }\nactions:\n  fix:\n    settle: 20m\n    registry: { key: 'HKLM\\SOFTWARE\\A', value: A, data: 1 }\n";
    let mut sink = Sink::with_levels(Levels { deny_warnings: true, ..Levels::default() });
    let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
    assert!(regimen::check(&source, &Vec::new(), &mut sink).is_none());
    let found: Vec<(&str, Level)> = sink.finish().iter().map(|d| (d.code.as_str(), d.level)).collect();
    assert_eq!(found, [("R1012", Level::Error), ("R0910", Level::Error)]);
}

#[test]
fn what_uses_a_broken_thing_is_no_mistake_of_its_own() {
    let plan = "regimen: 1\nplan: x\ntitle: T\ngoal: ok\nparams:\n  a: { type: strng }\nmaps:\n  m: { by: os.edtion, entries: { Enterprise: x } }\nchecks:\n  ok: { when: k.value > 2 and a == 'x' and os.edition in m and has m }\n  k: { registry: { key: FOO\\x, value: y } }\nactions:\n  b: { when: k, registry: { key: 'HKLM\\SOFTWARE\\${a}', value: '${m}', data: 1 } }\n";
    assert_eq!(codes(plan), ["R0405", "R0403", "R0812"]);
}

#[test]
fn a_plan_whose_params_have_no_value_yet_can_be_checked() {
    let plan = "regimen: 1\nplan: x\ntitle: T\nparams: { a: { type: text }, p: { type: path } }\nactions:\n  one: { registry: { key: 'HKLM\\SOFTWARE\\${a}', value: '${a}', data: '${a}' } }\n  two: { file: { path: '${p}', exists: false } }\n  three: { file: { path: '%windir%\\${a}', exists: false } }\n  four: { service: { name: '${a}', status: stopped } }\n";
    assert_eq!(codes(plan), [""; 0]);
}

#[test]
fn an_escape_that_the_end_of_the_file_cuts_off_is_a_mistake_and_no_crash() {
    for plan in ["\"\\q", "a: \"\\q", "a: \"\\u00", "a: \"x\\", "a: \"", "\"\\"] {
        assert!(!codes(plan).is_empty(), "{plan}");
    }
}

/// The lines of a plan with the codes that their comments plant there: `... # R0403 R0301`.
fn planted(text: &str) -> Vec<(usize, String)> {
    let mut codes = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, comment)) = line.rsplit_once("# ") else { continue };
        let words: Vec<&str> = comment.split_whitespace().collect();
        let is_code =
            |word: &&str| word.len() == 5 && word.starts_with('R') && word[1..].bytes().all(|b| b.is_ascii_digit());
        if words.iter().all(is_code) {
            codes.extend(words.iter().map(|word| (index + 1, (*word).to_owned())));
        }
    }
    codes.sort();
    codes
}

#[test]
fn plans_with_many_mistakes_are_told_every_one_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fail/many");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("there are plans with many mistakes")
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a plan can be read");
        let mut sink = Sink::new();
        let source = SourceFile::decode("many.yaml", &bytes, &mut sink);
        if let Some(checked) = regimen::check(&source, &Vec::new(), &mut sink) {
            emit::expressible(&checked.schedule, std::slice::from_ref(&checked.program), Target::ALL, &mut sink);
        }
        let report = sink.report();
        let mut found: Vec<(usize, String)> = report
            .diagnostics
            .iter()
            .filter(|found| found.level != Level::Note)
            .map(|found| (source.position(found.place.span.start).line, found.code.as_str().to_owned()))
            .collect();
        found.sort();
        let planted = planted(&source.text);
        count += planted.len();
        if found != planted {
            let missing: Vec<_> = planted.iter().filter(|mistake| !found.contains(mistake)).collect();
            let extra: Vec<_> = found.iter().filter(|mistake| !planted.contains(mistake)).collect();
            wrong.push(format!("{}: not found {missing:?}, not planted {extra:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 100, "{count} mistakes are planted");
}
