//! Every operation and every label has its macro.

use super::blocks::template_of;
use super::{TEMPLATES, parts};
use crate::condition::Glob;
use crate::program::{
    Command, Content, Encoding, Invocation, MessageLevel, Newline, Op, PathText, RegistryData, RegistryPlace, RunText,
    Startup, View,
};

/// One of each kind of operation; the count of verbs below tells of one that is missing.
fn every_op() -> Vec<Op> {
    let text = || RunText::literal("x");
    let path = || PathText { path: text(), pattern: None };
    let place = || RegistryPlace { key: text(), view: View::Native, each_subkey: None };
    let glob = || Glob::parse("x*").expect("a pattern");
    let content = Content { text: text(), encoding: Encoding::Utf8, newline: Newline::Crlf };
    let command = Command {
        what: Invocation::Program(vec![text()]),
        exits: vec![0],
        reboot_exits: Vec::new(),
        timeout: 300,
        env: Vec::new(),
        once: None,
    };
    let once = Command { once: Some("0".into()), ..command.clone() };
    vec![
        Op::ServiceStart { name: text() },
        Op::ServiceStop { name: text() },
        Op::ServiceRestart { name: text() },
        Op::ServiceSetStartup { name: text(), startup: Startup::Manual },
        Op::ServiceSetDependencies { name: text(), on: vec![text()] },
        Op::ServiceSetSecurity { name: text(), sddl: "D:(A;;CC;;;BA)".into() },
        Op::ServiceDelete { name: text() },
        Op::FileDelete { path: path() },
        Op::FileDelete { path: PathText { path: text(), pattern: Some(glob()) } },
        Op::FileWrite { path: path(), content },
        Op::RegistrySet { place: place(), value: text(), data: RegistryData::Dword(1) },
        Op::RegistrySetBits { place: place(), value: text(), mask: 1, data: 1 },
        Op::RegistrySetList { place: place(), value: text(), with: Vec::new(), without: Vec::new() },
        Op::RegistryDeleteValue { place: place(), value: text() },
        Op::RegistryCreateKey { place: place() },
        Op::RegistryDeleteKey { place: place() },
        Op::PackageRemove { identity: glob() },
        Op::LicenseInstallKey { key: text() },
        Op::LicenseActivate,
        Op::LicenseSetKmsHost { host: text() },
        Op::LicenseSetKmsPort { port: 1688 },
        Op::Run(command),
        Op::Run(once),
        Op::Message { text: text(), level: MessageLevel::Info },
    ]
}

/// What batch has no macro for, since [`admit`](super::admit) refuses it or the run itself does it.
const WITHOUT_MACRO: &[&str] = &["set_list", "message"];

#[test]
fn every_operation_has_a_macro_or_is_refused() {
    for op in every_op() {
        let label = parts::apply(&op);
        let (_, text) =
            TEMPLATES.iter().find(|(name, _)| *name == template_of(label)).expect("the template is built in");
        let has = text.contains(&format!("macro apply_{label}()"));
        assert_eq!(has, !WITHOUT_MACRO.contains(&label), "{label}");
    }
    let verbs: std::collections::BTreeSet<&str> = every_op().iter().map(Op::verb).collect();
    assert_eq!(verbs.len(), 20, "a new verb has a row here: {verbs:?}");
}

#[test]
fn every_macro_is_asked_for() {
    let labels: Vec<String> = every_op().iter().map(|op| format!("apply_{}", parts::apply(op))).collect();
    for (template, text) in TEMPLATES {
        for name in text.split("macro apply_").skip(1).filter_map(|rest| rest.split('(').next()) {
            assert!(labels.contains(&format!("apply_{name}")), "{template}: nothing asks for apply_{name}");
        }
    }
}

/// Windows and the languages that its tools speak: what a script may look for is a constant word, never a label.
#[test]
fn what_sc_prints_is_read_without_its_labels() {
    let (_, service) = TEMPLATES.iter().find(|(name, _)| *name == "service").expect("the template is built in");
    // SERVICE_STATUS.dwCurrentState has seven values, and sc.exe prints their names untranslated (learn.microsoft.com,
    // winsvc.h). One that is left out is a dependent that is left running, on which `sc stop` answers 1051.
    for state in ["RUNNING", "STOPPED", "PAUSED", "START_PENDING", "STOP_PENDING", "PAUSE_PENDING", "CONTINUE_PENDING"]
    {
        let named = service.lines().filter(|line| line.starts_with("for ") && line.contains(state)).count();
        assert!(named > 0, "{state}");
    }
    // A Spanish Windows 10 prints NOMBRE_SERVICIO, TIPO and ESTADO.
    for label in ["SERVICE_NAME", "DISPLAY_NAME", "STATE:", "TYPE:"] {
        assert!(!service.contains(label), "{label}");
    }
}
