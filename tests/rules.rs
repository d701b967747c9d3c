//! Where the rules keep silent: plans that are right, and look like mistakes.

use regimen::diag::render::human;
use regimen::diag::{Level, Sink};
use regimen::source::SourceFile;

/// What is said of a plan with these sections, notes left out.
fn findings(sections: &str) -> Vec<String> {
    let text = format!("regimen: 1\nplan: x\ntitle: T\n{sections}");
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    let report = sink.report();
    assert!(report.count(Level::Error) == 0 || !human(&report, &source, false).is_empty());
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
