//! `regimen simulate`: what would happen on a machine that is written down.

mod common;

use common::{code, printed, put, regimen, said, scratch, shipped};
use serde_json::Value;

const AFFLICTED: &str = r"services:
  sppsvc: { status: running, startup: delayed }
  sppuinotify: { startup: manual }
packages:
  'Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~amd64~~7.1.7600.16395': { state: 0x70 }
license: { channel: kms-client, key: HVTHH, status: notification, reason: 0xC004F200, non-genuine: true }
";

#[test]
fn a_run_is_told_to_its_end_and_stops_where_a_restart_is_required() {
    let folder = scratch("simulate");
    put(&folder, "machine.yaml", AFFLICTED);
    let plan = shipped("kb971033.yaml");
    let output = regimen(&folder, &["simulate", &plan, "--machine", "machine.yaml"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let text = printed(&output);
    for part in [
        "run 1\n  kms-client-or-no-key observe true\n",
        "(code 3010)\n  remove-wat-update result changed restart\n  rebuild-activation-store result waiting\n",
        "outcome=reboot-required changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=2\n  exit code 3010\n",
        "still owed: remove-wat-update.changed.rebuild-activation-store, remove-wat-update.restart\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("run 2"), "{text}");
}

#[test]
fn with_restarts_it_runs_on_and_says_what_changed() {
    let folder = scratch("simulate-restarts");
    put(&folder, "machine.yaml", AFFLICTED);
    let plan = shipped("kb971033.yaml");
    let output = regimen(&folder, &["simulate", &plan, "--machine", "machine.yaml", "--restarts", "5"]);
    let text = printed(&output);
    assert!(text.contains("\nWindows restarts\n\nrun 2\n") && !text.contains("run 3"), "{text}");
    assert!(text.contains("outcome=changed") && !text.split("run 2").nth(1).unwrap_or_default().contains("still owed"));
    assert!(text.contains("\nwhat has changed on the machine\n"), "{text}");
    assert!(
        text.contains("  license: reason: 0xC004F200 -> 0\n  license: status: notification -> licensed\n"),
        "{text}"
    );
    let arguments = ["simulate", &plan, "--machine", "machine.yaml", "--restarts", "1", "--format", "json"];
    let told: Value = serde_json::from_str(&printed(&regimen(&folder, &arguments))).expect("JSON");
    assert_eq!(told["runs"].as_array().map(Vec::len), Some(2));
    assert_eq!(told["runs"][0]["outcome"], "reboot-required");
    assert_eq!(told["runs"][0]["exitCode"], 3010);
    assert_eq!(told["runs"][1]["outcome"], "changed");
    assert_eq!(told["runs"][1]["owed"], Value::Array(Vec::new()));
    assert_eq!(told["machine"]["license"]["status"], "licensed");
    let does = |event: &Value| event["do"].as_str().map(str::to_owned);
    let did: Vec<String> = told["runs"][1]["events"].as_array().expect("a list").iter().filter_map(does).collect();
    assert_eq!(did.first().map(String::as_str), Some("set-startup sppuinotify disabled"), "{did:?}");
    assert_eq!(did.last().map(String::as_str), Some("activate"), "{did:?}");
}

#[test]
fn a_link_is_not_the_file_and_a_file_takes_its_place() {
    let folder = scratch("simulate-link");
    put(&folder, "machine.yaml", "files:\n  'C:\\Shared\\note.txt': { content: x, link: true }\n");
    let file = r"file: { path: 'C:\Shared\note.txt', content: x }";
    put(&folder, "plan.yaml", &format!("regimen: 1\nplan: link\ntitle: A link\nactions:\n  write: {{ {file} }}\n"));
    let output = regimen(&folder, &["simulate", "plan.yaml", "--machine", "machine.yaml"]);
    let text = printed(&output);
    assert!(text.contains(r"do write C:\Shared\note.txt"), "{text}");
    assert!(text.contains("outcome=changed changed=1 "), "{text}");
}

#[test]
fn what_is_looked_for_in_a_map_is_the_value_itself() {
    let folder = scratch("simulate-in-map");
    put(
        &folder,
        "plan.yaml",
        r"regimen: 1
plan: in-map
title: A value among the keys
maps:
  known: { by: os.build, entries: { 7601: old, 19045: new } }
checks:
  seen: { registry: { key: HKLM\SOFTWARE\Example, value: Seen, type: dword } }
  is-known: { when: seen.value in known }
goal: is-known
actions:
  fix: { registry: { key: HKLM\SOFTWARE\Example, value: Seen, data: 7601 } }
",
    );
    // The machine itself has an entry, and the value has one where it is among the keys.
    for (seen, found) in [("7601", "true"), ("19045", "true"), ("7602", "false")] {
        let machine = format!("registry:\n  'HKLM\\SOFTWARE\\Example': {{ Seen: {seen} }}\n");
        put(&folder, "machine.yaml", &machine);
        let output = regimen(&folder, &["simulate", "plan.yaml", "--machine", "machine.yaml", "--detect"]);
        let text = printed(&output);
        assert!(text.contains(&format!("is-known observe {found}")), "{seen}: {text}{}", said(&output));
    }
}

#[test]
fn looking_changes_nothing() {
    let folder = scratch("simulate-looks");
    put(&folder, "machine.yaml", AFFLICTED);
    let plan = shipped("kb971033.yaml");
    for (flag, part) in [("--detect", "licensed observe false"), ("--whatif", "remove-wat-update result would change")]
    {
        let text = printed(&regimen(&folder, &["simulate", &plan, "--machine", "machine.yaml", flag]));
        assert!(text.contains(part) && text.contains("outcome=remediation-needed"), "{text}");
        assert!(text.ends_with("\nthe machine is as it was\n"), "{text}");
    }
    for wrong in [&["--detect", "--whatif"][..], &["--detect", "--restarts", "1"]] {
        let arguments = [&["simulate", &plan, "--machine", "machine.yaml"][..], wrong].concat();
        assert_eq!(code(&regimen(&folder, &arguments)), 2, "{wrong:?}");
    }
}

#[test]
fn every_mistake_in_a_machine_is_said_where_it_stands() {
    let folder = scratch("simulate-mistakes");
    let machine = r"os: { edition: Entreprise, type: clint, version: x, buid: 1 }
elevated: yes
services:
  sppsvc: { status: runing, extra: 1 }
registry:
  HKEY_LOCAL_MACHINE\SOFTWARE\X: { A: 1 }
  HKLM\SOFTWARE\Y: { A: -1, B: [1], C: { type: qwrd, data: x }, D: 99999999999 }
packages:
  x: { removal: never }
faults: [{ operation: remov-package x, code: 0x1FFFFFFFF }]
";
    put(&folder, "machine.yaml", machine);
    let output = regimen(&folder, &["simulate", &shipped("kb971033.yaml"), "--machine", "machine.yaml"]);
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
    let text = said(&output);
    let found: Vec<(&str, &str)> = text
        .lines()
        .scan("", |title, line| {
            if ["error[", "warning[", "note["].iter().any(|head| line.starts_with(head)) {
                *title = &line[line.find('[').unwrap_or(0)..line.find(']').unwrap_or(0)];
            }
            Some((line.trim_start().strip_prefix("--> machine.yaml:"), *title))
        })
        .filter_map(|(place, title)| Some((place?, title.trim_start_matches('['))))
        .collect();
    assert_eq!(
        found,
        [
            ("1:16", "R0305"),
            ("1:34", "R0305"),
            ("1:50", "R0304"),
            ("1:53", "R0301"),
            ("2:11", "R0304"),
            ("4:21", "R0305"),
            ("4:29", "R0301"),
            ("6:3", "R0812"),
            ("7:25", "R0304"),
            ("7:32", "R0304"),
            ("7:48", "R0305"),
            ("7:68", "R0304"),
            ("9:8", "R0303"),
            ("9:17", "R0305"),
            ("10:23", "R0305"),
            ("10:46", "R0307"),
        ],
        "{text}"
    );
}

#[test]
fn mistakes_of_both_files_are_said_in_one_run() {
    let folder = scratch("simulate-both");
    put(&folder, "plan.yaml", "regimen: 1\nplan: A\ntitle: A\nactions: {}\n");
    put(&folder, "machine.yaml", "os: { build: many }\n");
    let output = regimen(&folder, &["simulate", "plan.yaml", "--machine", "machine.yaml"]);
    assert_eq!(code(&output), 1);
    assert!(
        said(&output).contains("plan.yaml:2:7") && said(&output).contains("machine.yaml:1:14"),
        "{}",
        said(&output)
    );
    let output = regimen(&folder, &["simulate", "plan.yaml", "--machine", "gone.yaml"]);
    assert_eq!(code(&output), 3);
    assert_eq!(code(&regimen(&folder, &["simulate", "plan.yaml"])), 2, "without a machine");
}

#[test]
fn what_changed_is_told_as_people_write_it() {
    let folder = scratch("simulate-told");
    let plan = r"regimen: 1
plan: told
title: Told
actions:
  old: { package: { name: 'Old-Package~*', installed: false }, reboot: never }
  note: { file: { path: 'C:\Data\note.txt', content: 'a note' } }
  flush: { command: { run: [ipconfig, /flushdns], once: true } }
";
    put(&folder, "plan.yaml", plan);
    put(&folder, "machine.yaml", "packages: { 'Old-Package~31bf~amd64~~1.0.0.0': { state: 0x70 } }\n");
    let output = regimen(&folder, &["simulate", "plan.yaml", "--machine", "machine.yaml", "--restarts", "3"]);
    let text = printed(&output);
    assert!(!text.contains('{') && text.contains(r"note.txt: new, content a note"), "{text}");
    assert!(!text.contains("flush.once"), "a mark is no debt: {text}");
    let stuck = "packages: { 'Old-Package~31bf~amd64~~1.0.0.0': { state: 0x70 } }\n";
    put(&folder, "machine.yaml", stuck);
    let text = printed(&regimen(&folder, &["simulate", "plan.yaml", "--machine", "machine.yaml"]));
    assert!(text.contains("~1.0.0.0: state: 0x70 -> 0x5\n"), "{text}");
}

#[test]
fn only_a_slip_in_an_edition_is_noted() {
    let folder = scratch("simulate-edition");
    let plan = shipped("kb971033.yaml");
    for (edition, noted) in [
        ("EnterpriseFuture", false),
        ("Enterprise", false),
        ("Entreprise", true),
        ("EnterpriseX", true),
        ("Home", true),
    ] {
        put(&folder, "machine.yaml", &format!("os: {{ edition: {edition} }}\n"));
        let output = regimen(&folder, &["simulate", &plan, "--machine", "machine.yaml"]);
        assert_eq!(code(&output), 0, "{edition}");
        assert_eq!(said(&output).contains("note[R0305]"), noted, "{edition}: {}", said(&output));
    }
}
