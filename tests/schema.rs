//! The JSON Schemas that `regimen schema` prints, held against what is read and what is printed: what we accept, they
//! accept, so what they reject, we reject; every message has the form that they promise.

mod common;

use common::{code, printed, regimen, scratch, shipped};
use jsonschema::Validator;
use regimen::diag::Sink;
use regimen::simulate::describe;
use regimen::simulate::scenario::Scenarios;
use regimen::source::SourceFile;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The validator of a schema that the program prints.
fn schema(of: &str) -> Validator {
    let output = regimen(Path::new(env!("CARGO_TARGET_TMPDIR")), &["schema", of]);
    assert_eq!(code(&output), 0);
    let schema: Value = serde_json::from_str(&printed(&output)).expect("it is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema), "{of} is no schema of draft 7");
    jsonschema::draft7::new(&schema).expect("it can be compiled")
}

/// A file as an editor's reader has it, which is not ours; `None` where it is no YAML.
fn json(text: &str) -> Option<Value> {
    fn json(value: serde_yaml::Value) -> Value {
        use serde_yaml::Value as Yaml;
        match value {
            Yaml::Mapping(entries) => {
                let key = |key: Yaml| match key {
                    Yaml::String(text) => text,
                    other => serde_yaml::to_string(&other).unwrap_or_default().trim_end().to_owned(),
                };
                Value::Object(entries.into_iter().map(|(name, value)| (key(name), json(value))).collect::<Map<_, _>>())
            }
            Yaml::Sequence(items) => items.into_iter().map(json).collect(),
            Yaml::Tagged(tagged) => json(tagged.value),
            other => serde_json::to_value(other).unwrap_or_default(),
        }
    }
    serde_yaml::from_str(text).ok().map(json)
}

/// What a validator says of a value, a line each.
fn mistakes(schema: &Validator, value: &Value) -> String {
    schema.iter_errors(value).map(|error| format!("  {}: {error}\n", error.instance_path())).collect()
}

/// The files below a folder of this repository whose names end so.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of this repository can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What `# args: --set a=b` in the first line of a case gives.
fn settings(text: &str) -> Vec<(String, String)> {
    let line = text.lines().next().and_then(|line| line.strip_prefix("# args: ")).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[0] == "--set").filter_map(|pair| pair[1].split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn what_is_accepted_as_a_plan_the_schema_accepts() {
    let schema = schema("plan");
    let mut paths = files("plans", ".yaml");
    paths.retain(|path| !path.to_string_lossy().ends_with(".scenarios.yaml"));
    paths.extend(files("tests/cases/ok", "plan.yaml"));
    paths.extend(files("tests/cases/fail", ".yaml"));
    let (mut accepted, mut rejected, mut wrong) = (0, 0, Vec::new());
    let mut shapes: Vec<String> = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a case can be read");
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", &bytes, &mut sink);
        let is_plan = regimen::check(&source, &settings(&source.text), &mut sink).is_some();
        let Some(value) = json(&source.text) else {
            assert!(!is_plan, "{} is a plan and no YAML", path.display());
            continue;
        };
        let said = mistakes(&schema, &value);
        if is_plan && !said.is_empty() {
            wrong.push(format!("{}\n{said}", path.display()));
        }
        accepted += usize::from(is_plan);
        rejected += usize::from(!said.is_empty());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // A key, a word, a type: what a schema is there for.
        let is_shape = ["R0301", "R0302", "R0303", "R0304", "R0305", "R0801"].iter().any(|code| name.starts_with(code));
        // What stands in a condition is text to a schema.
        if is_shape && !is_plan && said.is_empty() && !name.starts_with("R0305-edition") && name != "R0305-pro.yaml" {
            shapes.push(name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(accepted >= 60, "only {accepted} plans are accepted");
    assert!(rejected >= 30, "the schema rejects only {rejected} of the plans that are wrong");
    assert_eq!(shapes, [""; 0], "mistakes of shape that the schema does not see");
}

/// Whether a plan is accepted, and what the schema says of it.
fn both(schema: &Validator, plan: &str) -> (bool, String) {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
    let is_plan = regimen::check(&source, &Vec::new(), &mut sink).is_some();
    (is_plan, mistakes(schema, &json(plan).expect("it is YAML")))
}

#[test]
fn short_forms_and_scalars_as_text_are_accepted() {
    let schema = schema("plan");
    let plan = |rest: &str| format!("regimen: 1\nplan: x\ntitle: 1\n{rest}");
    let action = "goal: true\nactions: { a: { message: x } }\n";
    for kind in regimen::states::KINDS.iter().filter(|kind| kind.short().is_some()) {
        let text = if kind.name() == "update" { "KB4012598" } else { "Example-Package~*" };
        let rest = match kind.can_check() {
            true => format!("checks: {{ b: {{ {}: {text} }} }}\n{action}", kind.name()),
            false => format!("goal: true\nactions: {{ a: {{ {}: {text} }} }}\n", kind.name()),
        };
        assert_eq!(both(&schema, &plan(&rest)), (true, String::new()), "{rest}");
    }
    let value = |value: &str| {
        format!(
            "actions: {{ a: {{ registry: {{ key: HKLM\\SOFTWARE\\A, value: B, type: string, data: {value} }} }} }}\n"
        )
    };
    for text in ["1", "0x10", "1.50", "true", "null", "~", "'1'", "yes", "2020-01-01"] {
        assert_eq!(both(&schema, &plan(&value(text))), (true, String::new()), "{text}");
    }
    for (rest, is_plan) in [
        ("actions: { a: { service: { name: 1, status: running }, settle: 90s } }\n", true),
        ("actions: { a: { service: { name: 1, status: running }, settle: 90 } }\n", false),
        ("actions: { a: { service: { name: 1, exists: 'false' } } }\n", false),
        ("actions: { a: { service: Spooler } }\n", false),
        ("actions: { a: { command: { run: [a, 1, true], once: true } } }\ngoal: true\n", true),
        ("actions: { a: { command: { run: [a], exits: '0', once: true } } }\ngoal: true\n", false),
    ] {
        let (found, said) = both(&schema, &plan(rest));
        assert_eq!((found, said.is_empty()), (is_plan, is_plan), "{rest}{said}");
    }
}

/// Every plan that is made of this one by putting something else in one place, or by taking one key away.
fn changed(value: &Value) -> Vec<Value> {
    use serde_json::json;
    let others =
        [json!(1), json!(-1.5), json!(true), json!(null), json!("x"), json!("90s"), json!([]), json!(["a"]), json!({})];
    let mut found: Vec<Value> = others.into_iter().filter(|other| other != value).collect();
    found.push(json!([value]));
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                let with = |inner: Option<Value>| {
                    let mut entries = entries.clone();
                    entries.remove(key);
                    entries.extend(inner.map(|inner| (key.clone(), inner)));
                    Value::Object(entries)
                };
                found.push(with(None));
                found.extend(changed(inner).into_iter().map(|inner| with(Some(inner))));
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                let with = |inner: Value| {
                    let mut items = items.clone();
                    items[index] = inner;
                    Value::Array(items)
                };
                found.extend(changed(inner).into_iter().map(with));
            }
        }
        _ => {}
    }
    found
}

/// Changes files that are right, and holds what is read of them against the schema; how many are accepted, and how many the
/// schema rejects, as shares of a hundred.
fn sweep(of: &str, paths: &[PathBuf], is_accepted: impl Fn(&str) -> bool) -> (usize, usize) {
    let schema = schema(of);
    // All of them take minutes; each run takes the same share of them.
    let step = if std::env::var_os("REGIMEN_NIGHTLY").is_some_and(|value| value == "1") { 1 } else { 23 };
    let (mut all, mut accepted, mut rejected, mut wrong) = (0, 0, 0, Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(path).expect("it is there");
        for file in changed(&json(&text).expect("it is YAML")).into_iter().step_by(step) {
            let is_accepted = is_accepted(&file.to_string());
            let said = mistakes(&schema, &file);
            all += 1;
            accepted += usize::from(is_accepted);
            rejected += usize::from(!said.is_empty());
            if is_accepted && !said.is_empty() {
                wrong.push(format!("{said}{file}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {all}\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
    assert!(all > 1_500 / step, "only {all} were tried");
    (accepted * 100 / all, rejected * 100 / all)
}

#[test]
fn what_is_accepted_of_a_plan_with_a_change_the_schema_accepts() {
    let mut paths = files("plans", ".yaml");
    paths.retain(|path| !path.to_string_lossy().ends_with(".scenarios.yaml"));
    paths.extend(files("tests/cases/ok", "plan.yaml"));
    // It is long because it says the same many times.
    paths.retain(|path| !path.ends_with("long/plan.yaml"));
    let (accepted, rejected) = sweep("plan", &paths, |plan| {
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", plan.as_bytes(), &mut sink);
        regimen::check(&source, &Vec::new(), &mut sink).is_some()
    });
    assert!(accepted >= 8 && rejected >= 35, "{accepted} % {rejected} %");
}

#[test]
fn what_is_accepted_of_scenarios_with_a_change_the_schema_accepts() {
    let paths = ["plans/smb1-off.scenarios.yaml", "plans/kms-client.scenarios.yaml"].map(|path| root().join(path));
    let (accepted, rejected) = sweep("scenarios", &paths, |text| Scenarios::read(text).is_ok());
    assert!(accepted >= 8 && rejected >= 35, "{accepted} % {rejected} %");
}

#[test]
fn what_new_writes_the_schema_accepts() {
    let folder = scratch("schema-new");
    assert_eq!(code(&regimen(&folder, &["new", "mine"])), 0);
    let text = std::fs::read_to_string(folder.join("mine.yaml")).expect("it was written");
    assert_eq!(mistakes(&schema("plan"), &json(&text).expect("it is YAML")), "");
}

#[test]
fn what_is_accepted_as_scenarios_and_machines_the_schemas_accept() {
    let (scenarios, machine) = (schema("scenarios"), schema("machine"));
    let mut paths = files("plans", "scenarios.yaml");
    paths.extend(files("tests/cases/ok", "scenarios.yaml"));
    assert!(paths.len() >= 13, "{paths:?}");
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        Scenarios::read(&text).unwrap_or_else(|error| panic!("{error}"));
        let value = json(&text).expect("it is YAML");
        assert_eq!(mistakes(&scenarios, &value), "", "{}", path.display());
    }
    let machines = [
        ("{}", true),
        ("os: { version: 6.1, build: 7601, revision: 24544 }\nregistry: { HKLM\\SOFTWARE\\A: { '': x, B: 1 } }", true),
        ("registry: { HKLM\\SOFTWARE\\A: { C: { type: multi-string, data: [a, b] } } }\nelevated: false", true),
        ("packages: { Package_for_KB1~x: { state: 0x70, removal: permanent } }\nbusy: true", true),
        ("faults: [{ operation: service.stop, code: 0xC004F074, effect: none, times: 1 }]", true),
        ("license: { channel: kms-client, key: HVTHH, kms-port: 1688, kms-host: kms.example.com }", true),
        ("servces: {}", false),
        ("os: { build: seven }", false),
        ("packages: { Package_for_KB1~x: { removal: permanent } }", false),
        ("registry: { HKLM\\SOFTWARE\\A: { B: 4294967296 } }", false),
        ("registry: { HKLM\\SOFTWARE\\A: { B: [a] } }", false),
        ("services: { A: { status: paused } }", false),
    ];
    for (text, fits) in machines {
        let mut sink = Sink::new();
        let (_, read) = describe::file("machine.yaml", text.as_bytes(), &mut sink);
        assert_eq!(read.is_some(), fits, "{text}: {:?}", sink.finish());
        let said = mistakes(&machine, &json(text).expect("it is YAML"));
        assert_eq!(said.is_empty(), fits, "{text}: {said}");
    }
    let wrong = [
        "scenarios: [{ name: a, runs: [{ expect: { outcome: compliannt } }] }]",
        "scenarios: [{ name: a, runs: [] }]",
        "scenarios: [{ name: a, runs: [{ expect: { outcome: compliant, results: { a: chnged } } }] }]",
        "scenarios: [{ name: a, with: { licence: {} }, runs: [{ expect: { outcome: compliant } }] }]",
        "scenarios: [{ name: a, runs: [{ expect: {} }] }]",
        "scenarios: [{ name: a, each: [], runs: [{ expect: { outcome: compliant } }] }]",
        "scenarios: [{ name: a, each: [b], with: { license: { status: lcensed } }, runs: [{ expect: { outcome: compliant } }] }]",
    ];
    for text in wrong {
        assert!(Scenarios::read(text).is_err(), "{text}");
        assert_ne!(mistakes(&scenarios, &json(text).expect("it is YAML")), "", "{text}");
    }
}

/// Each line is one object of a schema; how many there are.
fn hold(lines: &str, schema: &Validator) -> usize {
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(mistakes(schema, &value), "", "{line}");
    }
    lines.lines().count()
}

#[test]
fn every_message_for_programs_is_what_its_schema_says() {
    let schema = schema("diagnostics");
    let folder = scratch("schema-messages");
    let mut paths: Vec<String> = files("tests/cases", ".yaml").iter().map(|path| path.display().to_string()).collect();
    paths.extend(files("plans", ".yaml").iter().map(|path| path.display().to_string()));
    let mut many = String::from("regimen: 1\nplan: x\ntitle: x\n");
    (0..10_500).for_each(|number| many.push_str(&format!("wrong{number}: 1\n")));
    common::put(&folder, "many.yaml", &many);
    let kept = printed(&regimen(&folder, &["check", "--message-format", "json", "many.yaml"]));
    let last = kept.lines().last().expect("there are messages");
    assert!(last.contains("\"omitted\":"), "{last}");
    hold(last, &schema);
    paths.push("gone.yaml".to_owned());
    let mut arguments = vec!["check", "--message-format", "json"];
    arguments.extend(paths.iter().map(String::as_str));
    let lines = printed(&regimen(&folder, &arguments));
    assert!(lines.contains("gone.yaml"), "what has no place is among them");
    let count = hold(&lines, &schema);
    // To build what is right takes long, and says nothing more.
    arguments[0] = "build";
    arguments.retain(|argument| !argument.contains("cases/ok"));
    let count = count + hold(&printed(&regimen(&folder, &arguments)), &schema);
    assert!(count >= 800, "only {count} messages were printed");
    for other in ["{}", r#"{"omitted":0}"#, r#"{"level":"fatal","title":"x"}"#, r#"{"omitted":1,"more":1}"#] {
        assert!(!schema.is_valid(&serde_json::from_str(other).expect("it is JSON")), "{other}");
    }
}

#[test]
fn every_result_for_programs_is_what_its_schema_says() {
    let schema = schema("results");
    let folder = scratch("schema-results");
    let scenarios = std::fs::read_to_string(root().join("plans/smb1-off.scenarios.yaml")).expect("it is shipped");
    let plan = std::fs::read_to_string(root().join("plans/smb1-off.yaml")).expect("it is shipped");
    common::put(&folder, "smb1-off.yaml", &plan);
    common::put(&folder, "smb1-off.scenarios.yaml", &scenarios.replace("outcome: compliant", "outcome: changed"));
    common::put(&folder, "untested.yaml", &plan);
    common::put(&folder, "untested.scenarios.yaml", "scenarios: x\n");
    let flagship = shipped("kb971033.yaml");
    let output = regimen(&folder, &["test", "--message-format", "json", &flagship, "smb1-off.yaml", "untested.yaml"]);
    let lines = printed(&output);
    for form in ["\"holds\":true", "\"holds\":false", "\"coverage\":", "\"held\":"] {
        assert!(lines.contains(form), "{form} is not among them: {lines}");
    }
    assert!(hold(&lines, &schema) > 10);
}
