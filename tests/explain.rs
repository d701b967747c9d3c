//! `regimen explain` of kinds, keys and facts: everything that can be written has its text, and each example is a plan.

mod common;

use common::{code, printed, regimen, said};
use regimen::catalog::facts::FactId;
use regimen::schema::{fields, keys, takes};
use regimen::states::KINDS;
use std::collections::BTreeSet;
use std::path::Path;

fn explain(what: &str) -> String {
    let output = regimen(Path::new(env!("CARGO_TARGET_TMPDIR")), &["explain", what]);
    assert_eq!(code(&output), 0, "{what}: {}", said(&output));
    printed(&output)
}

#[test]
fn a_kind_is_told_with_fields_targets_and_an_example() {
    for kind in KINDS {
        let text = explain(kind.name());
        for field in fields(*kind) {
            assert!(text.contains(&format!("\n  {:<13} ", field.name)), "{}: {}\n{text}", kind.name(), field.name);
        }
        for target in ["batch", "powershell", "gpo"] {
            assert!(text.contains(&format!("\n  {target:<11} ")), "{}: {target}\n{text}", kind.name());
        }
        assert!(text.contains("\nFor example:\n\n    "), "{}\n{text}", kind.name());
    }
    let service = explain("service");
    for line in [
        "service: A Windows service, by the name of its key.\n",
        "  name          text; required\n",
        "  startup       boot, system, automatic, delayed, manual, disabled\n",
        "  batch       takes all of it\n",
        "  powershell  not `security`: powershell cannot express ",
        "        service: { name: Spooler, startup: automatic, status: running }\n",
    ] {
        assert!(service.contains(line), "{line}\n{service}");
    }
    let command = explain("command");
    assert!(
        command.contains("  timeout       a duration such as 90s, 5m, 2h, 1d; 5m, where it is left out\n"),
        "{command}"
    );
    assert!(command.contains("not `timeout`: batch cannot express a `timeout` of its own"), "{command}");
}

#[test]
fn every_field_says_what_it_is_for_and_its_example_is_a_plan_that_has_it() {
    let mut asked = 0;
    for kind in KINDS {
        for field in fields(*kind) {
            assert!(field.doc.len() > 8, "{} of {}", field.name, kind.name());
            let has_it = |example: &String| example.contains(&format!("{}:", field.name));
            assert!(!field.examples.is_empty(), "{} of {}", field.name, kind.name());
            assert!(field.examples.iter().all(has_it), "{} of {}", field.name, kind.name());
            // It panics where the example is no plan.
            asked += 1 + takes(*kind, &field).len();
        }
    }
    assert!(asked > 45, "{asked}");
}

#[test]
fn every_key_is_told_and_says_what_has_it() {
    let names: BTreeSet<String> = keys().into_iter().map(|key| key.field.name).collect();
    assert!(names.len() > 80, "{names:?}");
    for name in ["scope", "one-of", "by", "when", "retry", "times", "startup", "outcome", "held-by", "second-product"] {
        assert!(names.contains(name), "{name}");
    }
    let undocumented: Vec<String> = keys()
        .into_iter()
        .filter(|key| key.field.doc.is_empty())
        .map(|key| format!("{}: {}", key.of, key.field.name))
        .collect();
    assert_eq!(undocumented, [""; 0]);
    for name in ["retry", "status", "title", "expect", "os"] {
        assert!(explain(name).starts_with(&format!("{name} (of a")) || name == "status", "{name}");
    }
    let status = explain("status");
    for of in ["status (of `service`)\n", "status (of `license`)\n", "status (of a machine: services)\n"] {
        assert!(status.contains(of), "{of}\n{status}");
    }
    let one = explain("service.status");
    assert!(one.contains("of `service`") && !one.contains("of `license`"), "{one}");
    assert!(explain("encoding").contains("not `utf-16`: batch cannot express"), "{}", explain("encoding"));
}

#[test]
fn every_fact_is_told_with_who_reads_it() {
    for fact in FactId::all() {
        let text = explain(fact.name());
        assert!(text.starts_with(&format!("{}: {}", fact.name(), fact.doc())), "{text}");
        assert!(text.contains(&format!("  type    {}\n", fact.ty())), "{text}");
        assert_eq!(text.contains("No target of this version reads it."), !fact.is_read(), "{text}");
    }
    assert!(explain("machine.domain").contains("there it equals `none`"));
    assert!(explain("os.edition").contains("see `regimen explain editions`"));
}

#[test]
fn what_is_unknown_is_answered_with_what_may_be_meant() {
    for (wrong, help) in [
        ("servcie", "`service`"),
        ("retrry", "`retry`"),
        ("os.editon", "`os.edition`"),
        ("never-run", "`never-runs`"),
        ("powershel", "`powershell`"),
    ] {
        let output = regimen(Path::new(env!("CARGO_TARGET_TMPDIR")), &["explain", wrong]);
        assert_eq!(code(&output), 2, "{wrong}");
        assert!(said(&output).contains(help), "{wrong}: {}", said(&output));
    }
}
