//! The GPO target: what an administrator hands to Group Policy. A script with its `scripts.ini` laid out as in SYSVOL, a WMI
//! filter, and a text that leads from these files to a policy that works.

mod readme;
mod wql;

use super::quote::mof;
use super::{Artifact, GpoScript};
use crate::diag::{Code, Diagnostic, Level, Sink};
use crate::order::Schedule;
use crate::program::{self, Op, Program, StepTime};
use crate::source::Span;
use minijinja::{Environment, UndefinedBehavior, context};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The text of the launcher.
const LAUNCHER: &str = include_str!("../../../templates/gpo/launcher.cmd.j2");
/// All startup scripts of a machine together, where no policy says otherwise (ADMX_Scripts, MaxGPOScriptWait).
const STARTUP_SECONDS: u64 = 600;
/// The longest wait that the policy can be set to; 0 waits for ever.
const LONGEST_WAIT: u64 = 32_000;

/// Whether the script inside can be made; warns where startup scripts are not given the time it may take.
pub(super) fn admit(schedule: &Schedule, program: &Program, script: GpoScript, sink: &mut Sink) -> bool {
    let admitted = super::admit(schedule, program, script.target(), sink);
    if admitted {
        warn_of_time(schedule, program, sink);
    }
    admitted
}

fn warn_of_time(schedule: &Schedule, program: &Program, sink: &mut Sink) {
    let worst = program::worst_case(program);
    let total = worst.total();
    if total <= STARTUP_SECONDS {
        return;
    }
    let model = &schedule.model;
    let longest = worst.longest().filter(|action| action.longest.seconds > 0);
    let (span, label) = match longest {
        Some(time) => {
            let action = &model.actions[time.action.0];
            let steps = if time.longest.finally { &action.finally } else { &action.steps };
            let seconds = grouped(time.longest.seconds);
            (steps[time.longest.step].span, format!("up to {seconds} s here, where {}", doing(program, time)))
        }
        None => {
            let start = model.actions.first().map_or(Span::new(0, 0), |action| action.id.span);
            (start, "waiting and observing take the most".to_owned())
        }
    };
    let help = match wait(total) {
        0 => "set `Specify maximum wait time for Group Policy scripts` to 0 (no limit) in the same GPO".to_owned(),
        wait => format!("set `Specify maximum wait time for Group Policy scripts` to {wait} in the same GPO"),
    };
    let title = format!(
        "this plan may take {} s, and Group Policy gives all startup scripts together {STARTUP_SECONDS} s",
        grouped(total)
    );
    sink.push(
        Diagnostic::new(Level::Warning, Code::StartupTime, span, title)
            .label(label)
            .help(format!("{help}; gpo/README.txt has the sum"))
            .help("a run that is cut off goes on at the next start"),
    );
}

/// What takes the time in the longest step of an action.
fn doing(program: &Program, time: &program::ActionTime) -> &'static str {
    let StepTime { finally, step, .. } = time.longest;
    let action = program.action(time.action);
    let step = if finally { &action.finally[step] } else { &action.steps[step] };
    let has = |wanted: fn(&Op) -> bool| step.parts.iter().any(|part| wanted(&part.op));
    if has(|op| matches!(op, Op::PackageRemove { .. })) {
        "DISM removes a package"
    } else if has(|op| matches!(op, Op::Run(_))) {
        "a command runs"
    } else if has(|op| matches!(op, Op::LicenseActivate)) {
        "Windows is activated"
    } else if has(|op| matches!(op, Op::LicenseInstallKey { .. })) {
        "a product key is installed"
    } else if has(|op| matches!(op, Op::LicenseSetKmsHost { .. } | Op::LicenseSetKmsPort { .. })) {
        "the KMS host is set"
    } else if has(|op| matches!(op, Op::ServiceStart { .. } | Op::ServiceStop { .. } | Op::ServiceRestart { .. })) {
        "a service stops or starts"
    } else if step.settle > 0 {
        "a state is waited for"
    } else {
        "the machine is observed"
    }
}

/// The wait to set the policy to: the next full minute, or no limit.
fn wait(total: u64) -> u64 {
    let minutes = total.div_ceil(60).saturating_mul(60);
    if minutes > LONGEST_WAIT { 0 } else { minutes }
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Renders an admitted program.
pub(super) fn render(program: &Program, script: GpoScript) -> Vec<Artifact> {
    let stem = program.file_stem();
    let folder = match program.edition {
        Some(_) => format!("gpo/per-edition/{stem}"),
        None => "gpo".to_owned(),
    };
    let scripts = format!("{folder}/sysvol/Machine/Scripts");
    let filter = wql::filter(program);
    let mut artifacts = vec![
        Artifact { path: format!("{scripts}/scripts.ini"), bytes: scripts_ini(&format!("{stem}.cmd")) },
        Artifact { path: format!("{folder}/wmi-filter.mof"), bytes: crlf(&wmi_filter(program, &filter)) },
        Artifact { path: format!("{folder}/README.txt"), bytes: readme::render(program, script, &filter) },
    ];
    if script == GpoScript::PowerShell {
        artifacts.push(Artifact { path: format!("{scripts}/Startup/{stem}.cmd"), bytes: launcher(program) });
    }
    for script in super::render(program, script.target()) {
        let name = script.path.rsplit('/').next().unwrap_or_default();
        artifacts.push(Artifact { path: format!("{scripts}/Startup/{name}"), bytes: script.bytes });
    }
    artifacts
}

/// The batch script that starts the PowerShell script beside it. It is what `scripts.ini` lists, since that works on every
/// release; a `.ps1` there would be opened by its file association, if at all.
fn launcher(program: &Program) -> Vec<u8> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // Ids, editions and hashes need no quotes: they are letters, digits and `-`.
    let context = context! {
        stem => program.file_stem(),
        plan => &program.plan,
        hash => &program.hash[..12],
    };
    let text = env.render_str(LAUNCHER, context).expect("the template is strict, and everything it asks for is given");
    crlf(&text)
}

/// `scripts.ini` as the Group Policy editor writes it: UTF-16, little endian, with a byte-order mark; a blank line first;
/// both keys of a script, the empty one too. (MS-GPSCR 2.2.2; captures from Server 2025.)
fn scripts_ini(script: &str) -> Vec<u8> {
    let text = format!("\r\n[Startup]\r\n0CmdLine={script}\r\n0Parameters=\r\n");
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// What the filter is called in the console.
fn filter_name(program: &Program) -> String {
    format!("Regimen {}", program.file_stem())
}

/// The WMI filter as the console exports and imports it: an instance of MSFT_SomFilter. The console gives it the domain it
/// is imported into; what stands here for author, dates and domain only has to be there.
fn wmi_filter(program: &Program, filter: &wql::Filter) -> String {
    let mut out = String::new();
    let explained = filter.explained();
    let _ = writeln!(out, "// The machines that the plan is for, as far as WQL can say it: never fewer.");
    for line in &explained {
        let _ = writeln!(out, "// {line}");
    }
    let _ = writeln!(out, "// Domain and both dates are placeholders: the console enters the domain it imports into.");
    let description = if program.scope.text.is_empty() {
        format!("The plan is for every machine. {}", explained[0])
    } else {
        format!("The plan's scope is: {}. {}", program.scope.text, explained[0])
    };
    // No moment is that of the build: the same plan gives the same file.
    let date = mof::string("20000101000000.000000-000");
    let _ = writeln!(out, "instance of MSFT_SomFilter\n{{");
    for (name, value) in [
        ("Author", mof::string("Regimen")),
        ("ChangeDate", date.clone()),
        ("CreationDate", date),
        ("Description", mof::string(&description)),
        ("Domain", mof::string("domain.invalid")),
        ("ID", mof::string(&guid(&format!("wmi-filter {}", program.file_stem())))),
        ("Name", mof::string(&filter_name(program))),
    ] {
        let _ = writeln!(out, "\t{name} = {value};");
    }
    let query = mof::string(&filter.wql.query());
    let space = mof::string("root\\CIMv2");
    let _ = writeln!(out, "\tRules = {{\ninstance of MSFT_Rule\n{{\n\tQuery = {query};");
    let _ = writeln!(out, "\tQueryLanguage = {};\n\tTargetNameSpace = {space};\n}}}};\n}};", mof::string("WQL"));
    out
}

/// A GUID that depends on a name alone: version 8 of RFC 9562, made of a SHA-256.
fn guid(name: &str) -> String {
    let hash = Sha256::digest(format!("regimen {name}"));
    let mut bytes: Vec<u8> = hash.iter().take(16).copied().collect();
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut out = String::from("{");
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02X}");
    }
    out.push('}');
    out
}

/// Lines that end as Windows' do.
fn crlf(text: &str) -> Vec<u8> {
    text.lines().flat_map(|line| [line.trim_end(), "\r\n"]).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests;
