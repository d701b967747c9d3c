//! Probes and operations as labels and operands: which subroutine tells, which one brings about, and the variables that
//! both read.

use super::{commands, registry};
use crate::condition::{Glob, Shape};
use crate::emit::quote::batch::{Quoted, Refusal, known, name, queried, value, variable};
use crate::program::{LicenseWant, Op, Part, PathText, Piece, Probe, Program, RunText, ServiceStatus};

/// The operands of a state: variables and their values, in order.
pub(super) type Operands = Vec<(&'static str, Quoted)>;

/// A probe as the script has it.
pub(super) struct Test {
    /// The subroutine is `:test_<label>`.
    pub(super) label: &'static str,
    pub(super) operands: Operands,
}

/// Why a part of a plan cannot be a batch script.
pub(super) enum Reason {
    /// A text.
    Text(Refusal),
    /// The kind of thing, and why not.
    Kind(&'static str, &'static str),
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self::Text(refusal)
    }
}

/// How a check asks a probe: what its texts insert may have no value on a machine, and no action's `requires` stands before.
pub(super) fn asked(probe: &Probe, place: &str, program: &Program) -> Result<Test, Reason> {
    let mut test = test(probe, place, program)?;
    let mut names = Vec::new();
    for piece in probe.texts().into_iter().flat_map(RunText::parts) {
        let may_lack = match piece {
            Piece::Map(map, _) => program.map(*map).otherwise.is_none(),
            Piece::Fact(_) => true,
            Piece::Literal(_) | Piece::Variable(_) => false,
        };
        let name = variable(piece, program);
        if may_lack && !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        test.operands.push(("REQUIRED", known(&names.join(" "))?));
    }
    Ok(test)
}

/// How a script asks a probe; `place` is the end of the labels that belong to this one alone.
pub(super) fn test(probe: &Probe, place: &str, program: &Program) -> Result<Test, Reason> {
    let made = |label, operands| Ok(Test { label, operands });
    let missing = |ok: bool| known(if ok { "true" } else { "false" });
    match probe {
        Probe::ServiceStatus { name: service, status, missing_ok } => {
            let label = match status {
                ServiceStatus::Running => "service_running",
                ServiceStatus::Stopped => "service_stopped",
            };
            made(label, vec![("SERVICE", name(service, program)?), ("MISSING", missing(*missing_ok)?)])
        }
        Probe::ServiceRestarted { name: service } => {
            made("service_restarted", vec![("SERVICE", name(service, program)?)])
        }
        Probe::ServiceStartup { name: service, startup, missing_ok } => made(
            "service_startup",
            vec![
                ("SERVICE", name(service, program)?),
                ("STARTUP", known(startup.word())?),
                ("MISSING", missing(*missing_ok)?),
            ],
        ),
        Probe::ServiceDependencies { name: service, on, missing_ok } => made(
            "service_dependencies",
            vec![
                ("SERVICE", name(service, program)?),
                ("DEPENDENCIES", names(on, program)?),
                ("MISSING", missing(*missing_ok)?),
            ],
        ),
        Probe::ServiceSecurity { name: service, sddl, missing_ok } => {
            let mut operands = vec![
                ("SERVICE", name(service, program)?),
                ("SECURITY", known(sddl)?),
                ("LENGTH", known(&sddl.len().to_string())?),
                ("MISSING", missing(*missing_ok)?),
            ];
            if sddl.contains("S:") {
                operands.push(("AUDITED", known("yes")?));
            }
            made("service_security", operands)
        }
        Probe::ServiceExists { name: service, exists } => {
            made(if *exists { "service_exists" } else { "service_absent" }, vec![("SERVICE", name(service, program)?)])
        }
        Probe::FileExists { path, exists } => {
            let label = match (&path.pattern, exists) {
                (None, true) => "file_exists",
                (None, false) => "file_absent",
                (Some(_), true) => "files_exist",
                (Some(_), false) => "files_absent",
            };
            made(label, self::path(path, program)?)
        }
        Probe::FileContent { path, content } => {
            let lines = commands::lines(content)?;
            let bytes: usize = lines.iter().map(|line| line.len() + 2).sum();
            let own = [
                ("CONTENT", known(place)?),
                ("LINES", known(&lines.len().to_string())?),
                ("BYTES", known(&bytes.to_string())?),
            ];
            // findstr.exe is asked for the lines.
            queried(&path.path, program)?;
            made("file_content", [self::path(path, program)?, own.to_vec()].concat())
        }
        Probe::Package { identity, installed } => {
            made(if *installed { "package_installed" } else { "package_absent" }, package(identity)?)
        }
        Probe::License(want) => made("license", license(want, program)?),
        Probe::Always => made("always", Vec::new()),
        Probe::RegistryKey { place, exists } => {
            made(if *exists { "key" } else { "key_absent" }, registry::place(place, program)?)
        }
        Probe::RegistryValue { place, value, want, missing_ok } => {
            let (label, operands) = registry::wanted(place, value, want, *missing_ok, program)?;
            made(label, operands)
        }
        Probe::Never => made("never", vec![("COMMAND", known(&format!("run_{place}"))?)]),
        Probe::DoneOnce { hash } => {
            made("once", vec![("COMMAND", known(&format!("run_{place}"))?), ("ONCE", known(hash)?)])
        }
        Probe::Holds(_) | Probe::All(_) => made(
            "unless",
            vec![("COMMAND", known(&format!("run_{place}"))?), ("UNLESS", known(&format!("unless_{place}"))?)],
        ),
        Probe::Succeeds(command) => made("succeeds", commands::question(command, place, program)?),
    }
}

/// The subroutine of an operation is `:apply_<label>`; its operands are the probe's.
pub(super) fn apply(op: &Op) -> &'static str {
    match op {
        Op::ServiceStart { .. } => "start_service",
        Op::ServiceStop { .. } => "stop_service",
        Op::ServiceRestart { .. } => "restart_service",
        Op::ServiceSetStartup { .. } => "set_startup",
        Op::ServiceSetDependencies { .. } => "set_dependencies",
        Op::ServiceSetSecurity { .. } => "set_security",
        Op::ServiceDelete { .. } => "delete_service",
        Op::FileDelete { path } if path.pattern.is_some() => "delete_files",
        Op::FileDelete { .. } => "delete_file",
        Op::FileWrite { .. } => "write_file",
        Op::PackageRemove { .. } => "remove_packages",
        Op::LicenseInstallKey { .. } => "install_key",
        Op::LicenseActivate => "activate",
        Op::LicenseSetKmsHost { .. } => "set_kms_host",
        Op::LicenseSetKmsPort { .. } => "set_kms_port",
        Op::RegistrySet { .. } => "set_value",
        Op::RegistrySetBits { .. } => "set_bits",
        Op::RegistrySetList { .. } => "set_list",
        Op::RegistryDeleteValue { .. } => "delete_value",
        Op::RegistryCreateKey { .. } => "create_key",
        Op::RegistryDeleteKey { .. } => "delete_key",
        Op::Run(command) if command.once.is_some() => "run_once",
        Op::Run(_) => "run",
        Op::Message { .. } => "message",
    }
}

/// Everything a step sets, and its two labels.
pub(super) fn step(part: &Part, place: &str, program: &Program) -> Result<(Test, &'static str), Reason> {
    let mut test = test(&part.probe, place, program)?;
    if let (Op::FileWrite { .. }, "file_exists") = (&part.op, test.label) {
        // An empty file has no lines to write.
        test.operands.push(("LINES", known("0")?));
    }
    if let Op::Run(command) = &part.op {
        test.operands.extend(commands::operands(command, program)?);
    }
    Ok((test, apply(&part.op)))
}

/// The subroutines that belong to this part alone and call nothing of the script: a command, the lines of a file.
pub(super) fn own(part: &Part, place: &str, program: &Program) -> Result<String, Reason> {
    let mut out = String::new();
    if let Op::Run(command) = &part.op {
        out.push_str(&commands::run(command, place, program)?);
    }
    out.push_str(&own_of_probe(&part.probe, place, program)?);
    Ok(out)
}

/// The subroutines that belong to this probe alone.
pub(super) fn own_of_probe(probe: &Probe, place: &str, program: &Program) -> Result<String, Reason> {
    match probe {
        Probe::All(probes) => {
            let asked = probes.iter().enumerate();
            asked.map(|(index, probe)| own_of_probe(probe, &commands::asked_place(place, index), program)).collect()
        }
        Probe::Succeeds(command) => commands::run(command, place, program),
        Probe::FileContent { content, .. } => commands::content(content, place),
        _ => Ok(String::new()),
    }
}

/// Names of services with a slash between them; a slash alone is none.
fn names(on: &[RunText], program: &Program) -> Result<Quoted, Refusal> {
    let mut whole = RunText::default();
    for (index, text) in on.iter().enumerate() {
        name(text, program)?;
        if index > 0 {
            whole.push(Piece::Literal("/".into()));
        }
        text.parts().iter().for_each(|piece| whole.push(piece.clone()));
    }
    if on.is_empty() { known("/") } else { value(&whole, program) }
}

fn path(path: &PathText, program: &Program) -> Result<Operands, Reason> {
    let whole = value(&path.path, program)?;
    Ok(match &path.pattern {
        None => vec![("FILE", whole)],
        // `dir` is asked for the names.
        Some(glob) => [vec![("FOLDER_OF", queried(&path.path, program)?)], ends(glob)?].concat(),
    })
}

fn package(identity: &Glob) -> Result<Operands, Reason> {
    let find = match identity.shape() {
        Shape::Literal(text) | Shape::Inside(text) => text,
        Shape::Ends("", tail) => tail,
        Shape::Ends(head, _) => head,
        Shape::Other => "",
    };
    Ok([vec![("FIND", known(find)?)], ends(identity)?].concat())
}

/// What a name begins and ends with, and how long that is: cmd cannot count.
fn ends(glob: &Glob) -> Result<Operands, Reason> {
    let (head, tail) = match glob.shape() {
        Shape::Literal(text) => (text, ""),
        Shape::Ends(head, tail) => (head, tail),
        // `%NAME:x=%` gives these characters a meaning of their own.
        Shape::Inside(text) if text.starts_with('~') || text.contains(['=', '!', '*', ':']) => {
            return Err(Reason::Text(Refusal::Unsafe));
        }
        Shape::Inside(text) => return Ok(vec![("INSIDE", known(text)?)]),
        Shape::Other => return Err(Reason::Kind("a pattern of this shape", super::conditions::SHAPES)),
    };
    let exact = matches!(glob.shape(), Shape::Literal(_));
    let mut operands = Vec::new();
    if let Some(last) = (head.len() + tail.len()).checked_sub(1) {
        operands.push(("LAST", known(&last.to_string())?));
    }
    if exact {
        operands.push(("LONGEST", known(&head.len().to_string())?));
    }
    for (variable, length, text) in [("HEAD", "HEAD_LENGTH", head), ("TAIL", "TAIL_LENGTH", tail)] {
        if !text.is_empty() {
            operands.push((variable, known(text)?));
            operands.push((length, known(&text.len().to_string())?));
        }
    }
    Ok(operands)
}

fn license(want: &LicenseWant, program: &Program) -> Result<Operands, Reason> {
    let mut operands = Vec::new();
    let list = |words: Vec<String>| known(&words.join(" "));
    if !want.channel.is_empty() {
        operands.push(("CHANNELS", list(want.channel.iter().map(|c| c.word().to_owned()).collect())?));
    }
    if !want.status.is_empty() {
        operands.push(("STATUSES", list(want.status.iter().map(|s| s.number().to_string()).collect())?));
    }
    if let Some(reason) = want.reason {
        operands.push(("REASON", known(&reason.to_string())?));
    }
    if let Some(key) = &want.key {
        operands.push(("PRODUCT_KEY", value(key, program)?));
    }
    if let Some(host) = &want.kms_host {
        operands.push(("KMS_HOST", value(host, program)?));
    }
    if let Some(port) = want.kms_port {
        operands.push(("KMS_PORT", known(&port.to_string())?));
    }
    Ok(operands)
}
