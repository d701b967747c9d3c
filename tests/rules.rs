//! Where the rules keep silent: plans that are right, and look like mistakes.

use regimen::diag::render::human;
use regimen::diag::{Diagnostic, Level, Sink};
use regimen::source::SourceFile;

/// What is said of a plan with these sections, notes left out.
fn findings(sections: &str) -> Vec<String> {
    let text = format!("regimen: 1\nplan: x\ntitle: T\n{sections}");
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    let report = sink.report();
    // That a rule keeps silent means something only where it was asked: not behind mistakes in the YAML, in names or types.
    let stops = |found: &Diagnostic| found.level == Level::Error && found.code.as_str() < "R0600";
    assert!(!report.diagnostics.iter().any(stops), "{}", human(&report, &source, false));
    let found = report.diagnostics.iter().filter(|found| found.level != Level::Note);
    found.map(|found| format!("{} {}", found.code.as_str(), found.title)).collect()
}

#[track_caller]
fn silent(sections: &str) {
    assert_eq!(findings(sections), Vec::<String>::new(), "{sections}");
}

#[test]
fn a_map_is_complete_over_what_scope_and_when_leave() {
    let uses = "actions:\n  a: { WHEN registry: { key: HKLM\\SOFTWARE\\X, value: A, data: '${m}' } }\n";
    let plan = |scope: &str, map: &str, when: &str| {
        format!("scope: {scope}\nmaps:\n  m: {map}\n{}", uses.replace("WHEN", when))
    };
    let by_arch = "{ by: os.arch, entries: { x86: a, x64: b } }";
    silent(&plan("os.release == windows-7", by_arch, ""));
    silent(&plan("os.version >= 6.1", "{ by: os.arch, entries: { x86: a, x64: b, arm64: c } }", ""));
    silent(&plan("os.version >= 6.1", by_arch, "when: not (os.arch == arm64),"));
    silent(&plan("os.version >= 6.1", by_arch, "when: os.arch in m,"));
    silent(&plan(
        "os.type == client and os.build < 15000",
        "{ by: os.build, entries: { '7600..9600': a, '>= 10240': b } }",
        "",
    ));
    silent(&plan(
        "os.type == client",
        "{ by: machine.boot-mode, entries: { normal: a, safe | safe-network | pe: b } }",
        "",
    ));
    silent(&plan("os.type == client", "{ by: os.language, entries: { ja-JP: a }, otherwise: b }", ""));
    silent(&plan("os.type == client and has m", "{ by: os.language, entries: { ja-JP: a } }", ""));
    // A build may lie between two numbers of the plan, and is tried there.
    let gap = plan("os.release == windows-10", "{ by: os.build, entries: { '<= 19041': a, '>= 19043': b } }", "");
    assert_eq!(findings(&gap), ["R0608 `m` has no entry for 19042"]);
}

#[test]
fn a_check_needs_an_entry_where_its_condition_is_not_decided_without_it() {
    let plan = |when: &str| {
        format!(
            "scope: os.type == client\nmaps:\n  m: {{ by: os.arch, entries: {{ x64: a }} }}\nchecks:\n  c: {{ registry: {{ key: HKLM\\SOFTWARE\\X, value: A, data: '${{m}}' }} }}\nactions:\n  a: {{ when: {when}, registry: {{ key: HKLM\\SOFTWARE\\X, value: B, data: 1 }} }}\n"
        )
    };
    silent(&plan("has m and not c"));
    silent(&plan("os.arch == x64 and (c or os.build > 10240)"));
    silent(&plan("not (has m) or c"));
    assert_eq!(findings(&plan("not c")), ["R0608 `m` has no entry for x86, arm64"]);
    assert_eq!(findings(&plan("c or os.arch != arm64")), ["R0608 `m` has no entry for arm64"]);
}

#[test]
fn a_map_by_a_known_and_an_open_fact_is_judged_by_both() {
    let plan = |entries: &str| {
        format!(
            "scope: os.release in [windows-10, windows-11]\nmaps:\n  m: {{ by: [os.release, machine.domain-joined], entries: {entries} }}\nactions:\n  a: {{ registry: {{ key: HKLM\\SOFTWARE\\X, value: A, data: '${{m}}' }} }}\n"
        )
    };
    silent(&plan("{ windows-10: { true: a, false: b }, windows-11: { true | false: c } }"));
    let found = findings(&plan("{ windows-10: { true: a, false: b }, windows-11: { true: c } }"));
    assert_eq!(found, ["R0613 `m` may have no entry: it chooses by `machine.domain-joined`"]);
}

#[test]
fn the_published_table_is_a_map_like_any_other() {
    let plan = |scope: &str| {
        format!(
            "scope: {scope}\nmaps:\n  key: {{ builtin: kms-client-keys }}\nactions:\n  a: {{ license: {{ key: '${{key}}' }} }}\n"
        )
    };
    silent(&plan("has key"));
    silent(&plan("os.release == server-2008-r2 and os.edition in [ServerStandard, ServerStandardCore]"));
    silent(&plan("os.edition in [Professional, ProfessionalN, EnterpriseN]"));
    assert_eq!(
        findings(&plan("os.release == windows-10 and os.edition in [Core, Enterprise]")),
        ["R0608 `key` has no entry for windows-10 Core"]
    );
}

#[test]
fn published_keys_are_right_where_every_machine_takes_them() {
    let plan = |scope: &str, key: &str| format!("scope: {scope}\nactions:\n  a: {{ license: {{ key: {key} }} }}\n");
    silent(&plan("os.version == 10.0 and os.edition == Professional", "W269N-WFGWX-YVC9B-4J6C9-T83GX"));
    silent(&plan("os.release == server-2008-r2 and os.edition in [ServerWeb]", "6TPJF-RBVHG-WBW2R-86QPH-6RTM4"));
    // The table is not sure of this one's EditionID.
    silent(&plan("os.release == server-2012 and os.edition == ServerStandard", "HM7DN-YVMH3-46JC3-XYTG7-CYQJJ"));
}

#[test]
fn what_the_catalogue_is_unsure_of_causes_no_error() {
    // HomeBasicE and its like were withdrawn before sale.
    silent(
        "scope: os.release == windows-7 and os.edition in [HomeBasic, HomeBasicE]\nmaps:\n  m: { by: os.edition, entries: { HomeBasic: a } }\nactions:\n  a: { registry: { key: HKLM\\SOFTWARE\\X, value: A, data: '${m}' } }\n",
    );
}

/// Two actions on one registry value, with what is written between their braces.
fn two(first: &str, second: &str) -> String {
    let comma = |keys: &str| if keys.is_empty() { String::new() } else { format!("{keys}, ") };
    format!(
        "goal: on and off\nchecks:\n  on: {{ registry: {{ key: HKLM\\SOFTWARE\\X, value: B, data: 1 }} }}\n  off: {{ when: os.arch == x64 or not on }}\nactions:\n  one: {{ {}registry: {{ key: HKLM\\SOFTWARE\\X, value: A, data: 1 }} }}\n  two: {{ {}registry: {{ key: HKLM\\SOFTWARE\\X, value: A, data: 2 }} }}\n",
        comma(first),
        comma(second)
    )
}

const CONFLICT: &str =
    "R0704 `one` and `two` touch the registry value `a` of `hklm\\software\\x` in an order that is left open";

#[test]
fn what_no_machine_does_together_is_no_conflict() {
    assert!(findings(&two("", "")).contains(&CONFLICT.to_owned()));
    for (one, two_) in [
        ("", "needs: one"),
        ("after: two", ""),
        ("", "when: one.changed"),
        ("when: os.build < 10240", "when: os.build >= 10240"),
        ("when: os.edition == Professional", "when: os.release == windows-7 and os.edition == Enterprise"),
        ("when: machine.domain-joined", "when: not machine.domain-joined"),
        ("when: machine.boot-mode == safe", "when: 'machine.boot-mode in [normal, pe] and on'"),
        ("when: os.revision < 3", "when: os.revision >= 3"),
        ("when: os.revision == none", "when: os.revision >= 3"),
        ("when: os.language == 'ja-JP'", "when: os.language != 'ja-JP'"),
    ] {
        assert!(!findings(&two(one, two_)).contains(&CONFLICT.to_owned()), "{one} | {two_}");
    }
    for (one, two_) in [
        ("when: on", "when: not on"),
        ("when: os.revision < 4", "when: os.revision >= 3"),
        ("when: os.language == 'ja-JP'", "when: os.language like 'j*'"),
        ("when: machine.domain-joined or on", "when: not machine.domain-joined"),
    ] {
        assert!(findings(&two(one, two_)).contains(&CONFLICT.to_owned()), "{one} | {two_}");
    }
}

#[test]
fn changes_that_come_to_the_same_in_either_order_are_no_conflict() {
    let plan = |one: &str, two: &str| {
        format!(
            "goal: on\nchecks:\n  on: {{ registry: {{ key: HKLM\\SOFTWARE\\Y, value: B, data: 1 }} }}\nactions:\n  one: {{ {one} }}\n  two: {{ {two} }}\n"
        )
    };
    let conflicts = |text: String| findings(&text).iter().filter(|found| found.starts_with("R0704")).count();
    let value = |rest: &str| format!("registry: {{ key: HKLM\\SOFTWARE\\X, value: A, {rest} }}");
    for (one, two) in [
        (value("bits: 1"), value("bits: 2, data: 0")),
        (value("with: [a]"), value("with: [b], without: [c]")),
        (value("data: 1"), "registry: { key: HKLM\\SOFTWARE\\X }".to_owned()),
        (value("data: 1"), value("data: 1")),
        ("file: { path: 'C:\\a*', exists: false }".to_owned(), "file: { path: 'C:\\ab', exists: false }".to_owned()),
    ] {
        assert_eq!(conflicts(plan(&one, &two)), 0, "{one} {two}");
    }
    for (one, two) in [
        (value("bits: 1"), value("bits: 3, data: 2")),
        (value("with: [a]"), value("without: [A]")),
        (value("exists: false"), "registry: { key: HKLM\\SOFTWARE\\X, value: A, data: 1 }".to_owned()),
    ] {
        assert_eq!(conflicts(plan(&one, &two)), 1, "{one} {two}");
    }
}

/// A plan whose actions all touch one value, in a chain.
fn chain(actions: usize, broken: Option<usize>) -> String {
    let mut text = String::from(
        "goal: on\nchecks:\n  on: { registry: { key: HKLM\\SOFTWARE\\X, value: A, data: 1 } }\nactions:\n",
    );
    for index in 0..actions {
        text += &format!(
            "  a{index}:\n    registry: {{ key: HKLM\\SOFTWARE\\X, value: A, data: {index} }}\n    when: not on\n"
        );
        if index > 0 && broken != Some(index) {
            text += &format!("    needs: a{}\n", index - 1);
        }
    }
    text
}

#[test]
fn a_long_chain_is_settled_and_one_missing_link_is_found() {
    silent(&chain(300, None));
    let found = findings(&chain(300, Some(150)));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`a149` and `a150`"), "{found:?}");
}

#[test]
fn what_is_done_right_is_no_finding() {
    let goal = "goal: on\nchecks:\n  on: { registry: { key: HKLM\\SOFTWARE\\X, value: B, data: 1 } }\n";
    let set = "      - registry: { key: HKLM\\SOFTWARE\\X, value: B, data: 1 }\n";
    let delete = "file: { path: '%windir%\\SoftwareDistribution\\a.log', exists: false }";
    // Stopped in the same action, or in one that comes before.
    silent(&format!(
        "{goal}actions:\n  a:\n    steps:\n      - service: {{ name: WUAUSERV, status: stopped }}\n      - {delete}\n{set}"
    ));
    silent(&format!(
        "{goal}actions:\n  a: {{ service: {{ name: wuauserv, status: stopped }} }}\n  b:\n    needs: a\n    steps:\n      - {delete}\n{set}"
    ));
    // Set back whatever happens, or meant to stay.
    silent(&format!(
        "{goal}actions:\n  a:\n    steps:\n      - service: {{ name: x, startup: disabled }}\n{set}    finally:\n      - service: {{ name: x, startup: manual }}\n"
    ));
    silent(
        "actions:\n  a:\n    steps:\n      - service: { name: x, startup: disabled }\n      - service: { name: y, startup: disabled }\n",
    );
    // Gone tools where they are still there; names that look like accounts; arguments that look like passwords.
    let run = |scope: &str, words: &str| {
        format!("scope: {scope}\n{goal}actions:\n  a: {{ command: {{ run: [{words}], unless: on }} }}\n")
    };
    silent(&run("os.build < 26100", "wmic.exe, os, get, caption"));
    silent(&run("os.build > 26200 or os.version == 6.1", "wmic.exe, os, get, caption"));
    silent(&run("os.version >= 6.1", "icacls.exe, 'C:\\X', /grant, '*S-1-5-32-544:F'"));
    silent(&run("os.version >= 6.1", "tool.exe, Administrators, '/password:%PASSWORD%', 'token='"));
    // A restart that is spoken of, whatever is said.
    for reboot in ["if-changed", "if-needed"] {
        silent(&format!("actions:\n  a: {{ reboot: {reboot}, update: {{ id: KB5000001, installed: false }} }}\n"));
    }
    // Published keys are no secret.
    silent(
        "scope: os.release == windows-8.1 and os.edition == Enterprise\nactions:\n  a: { license: { key: MHF9N-XY6XB-WVXMC-BTDCT-MKKG7 } }\n",
    );
}

#[test]
fn conditions_that_a_param_or_a_newer_build_decides_are_not_constant() {
    let plan = |when: &str| {
        format!(
            "params: {{ strict: {{ type: boolean, default: false }} }}\nscope: os.type == client\nactions:\n  a: {{ when: {when}, registry: {{ key: HKLM\\SOFTWARE\\X, value: B, data: 1 }} }}\n"
        )
    };
    for when in ["strict", "strict and os.build >= 28000", "not strict or os.edition == Core"] {
        silent(&plan(when));
    }
    let plan = |when: &str| plan(when).replacen("params: { strict: { type: boolean, default: false } }\n", "", 1);
    for when in ["os.build >= 28000", "os.edition == HomeBasicE", "os.arch == arm64", "machine.boot-mode == safe"] {
        silent(&plan(when));
    }
    assert_eq!(findings(&plan("os.build == 22001")), ["R1003 `a` never runs"]);
}

#[test]
fn levels_are_the_plans() {
    let plan = |level: &str| {
        format!(
            "maps:\n  m: {{ by: os.arch, entries: {{ x86: a }} }}\nactions:\n  a: {{ registry: {{ key: HKCU\\X, value: A, data: 1 }} }}\nlint: {{ users-own: {level}, unused: allow }}\n"
        )
    };
    silent(&plan("allow"));
    for (level, wanted) in [("warn", Level::Warning), ("deny", Level::Error)] {
        let text = format!("regimen: 1\nplan: x\ntitle: T\n{}", plan(level));
        let mut sink = Sink::new();
        let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
        assert_eq!(regimen::check(&source, &Vec::new(), &mut sink).is_none(), wanted == Level::Error);
        assert_eq!(sink.finish().iter().map(|found| found.level).collect::<Vec<_>>(), [wanted]);
    }
}
