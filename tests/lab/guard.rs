//! What an ordinary user, or the environment that a script is started in, could do to a run: the lock's folder, a link in its
//! place, variables under the script's own names.

use std::fs;
use std::os::unix::fs::symlink;

use libtest_mimic::Failed;
use regimen::emit::{Target, render};
use regimen::simulate::{Machine, Options};

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::editions::{afflicted, flagship, machine_of};
use crate::run::{Run, Script, Start};
use crate::startup::same;

pub(crate) fn scenarios() -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for target in [Target::Batch, Target::PowerShell] {
        let mut add = |what: &str, play: fn(&Bench, Target) -> Result<(), Failed>| {
            let scenario = Scenario::new(format!("guard: {}: {what}", target.name()), move |bench| play(bench, target));
            scenarios.push(scenario.with_powershell(target == Target::PowerShell));
        };
        add("the lock's folder is made safe before the lock", folder);
        add("a link in the folder's place", link);
        add("a link of the name Sysnative", sysnative);
        add("a log that says why a machine cannot be activated", reasons);
    }
    let constrained = Scenario::new("guard: powershell: a machine that trusts signed scripts alone", constrained);
    scenarios.push(constrained.with_powershell(true));
    scenarios.push(Scenario::new("guard: batch: variables under the script's own names", variables));
    scenarios
}

fn script(target: Target) -> Result<Script, Failed> {
    let made = render(&flagship()?, target).into_iter().next().ok_or("a target makes a script")?;
    let name = made.path.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(Script { name, bytes: made.bytes })
}

fn run(bench: &Bench, target: Target, machine: &Machine) -> Result<Run, Failed> {
    let mut computer = Computer::start(bench, machine)?;
    Ok(computer.run(&script(target)?, &Start::default())?)
}

fn folder(bench: &Bench, target: Target) -> Result<(), Failed> {
    let changing = run(bench, target, &afflicted()?)?;
    let at = |text: &str| changing.notes.iter().position(|note| note.to_lowercase().contains(text));
    let folder = r"c:\windows\logs\regimen";
    let order = [
        at(&format!("icacls {folder} /setowner *s-1-5-32-544 ")),
        at(&format!("icacls {folder} /inheritance:r /grant:r *s-1-5-18:(oi)(ci)f *s-1-5-32-544:(oi)(ci)f ")),
        at(&format!(r"write {folder}\lock")),
    ];
    if order.contains(&None) || !order.is_sorted() {
        return Err(format!("owner, rights, lock: {order:?}\n{changing:?}").into());
    }
    Ok(())
}

/// Wine shows a symbolic link to a folder as a reparse point, as Windows shows a junction.
fn link(bench: &Bench, target: Target) -> Result<(), Failed> {
    for (machine, outcome) in [(afflicted()?, "failed"), (machine_of("healthy")?, "compliant")] {
        let mut computer = Computer::start(bench, &machine)?;
        let elsewhere = computer.on_disk(r"C:\Elsewhere");
        let logs = computer.on_disk(r"C:\Windows\Logs");
        fs::create_dir_all(&elsewhere)?;
        fs::create_dir_all(&logs)?;
        symlink("../../Elsewhere", logs.join("Regimen"))?;
        let run = computer.run(&script(target)?, &Start::default())?;
        let written = fs::read_dir(&elsewhere)?.count();
        let said = run.output().contains("is a link");
        let ended = run.last_line().contains(&format!("outcome={outcome} "));
        if !ended || said != (outcome == "failed") || written > 0 || !run.events.is_empty() {
            return Err(format!("expected {outcome}, found {written} files behind the link\n{run:?}").into());
        }
    }
    Ok(())
}

/// A 64-bit process that took it for a way out of a 32-bit one would start itself for ever.
fn sysnative(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut machine = machine_of("healthy")?;
    let mut computer = Computer::start(bench, &machine)?;
    let run = computer.run(&script(target)?, &Start { linked_sysnative: true, ..Start::default() })?;
    if run.started.iter().any(|line| line.starts_with("sysnative")) {
        return Err(format!("the script started itself again\n{run:?}").into());
    }
    same(&flagship()?, &mut machine, Options::default(), &run)
}

/// What an administrator looks for is written as slmgr prints it, whether a tool ends with it or only the licence shows it.
fn reasons(bench: &Bench, target: Target) -> Result<(), Failed> {
    for (name, line) in [
        ("KMS unreachable, exit code 0", "INFO activate the licence: kms-client notification 0xC004F074"),
        ("KMS unreachable, a negative code", "in place false, code 0xC004F074"),
    ] {
        let run = run(bench, target, &machine_of(name)?)?;
        if !run.output().contains(line) {
            return Err(format!("{name}: nothing says `{line}`\n{run:?}").into());
        }
    }
    Ok(())
}

fn variables(bench: &Bench) -> Result<(), Failed> {
    let names = [
        "KMS_HOST",
        "KMS_PORT",
        "PRODUCT_KEY",
        "CHANNELS",
        "STATUSES",
        "REASON",
        "INSIDE",
        "LONGEST",
        "LAST",
        "HEAD",
        "TAIL",
        "MISSING",
        "PENDING",
        "SKIP",
        "LOG",
        "RC",
        "STATE",
        "OWED",
        "AFTER",
        "DATE",
        "ERRORLEVEL",
        "RESTARTED",
    ];
    let environment: Vec<(String, String)> =
        names.iter().map(|name| (name.to_string(), "of-the-caller".into())).collect();
    for mut machine in [machine_of("healthy")?, afflicted()?] {
        let mut computer = Computer::start(bench, &machine)?;
        let start = Start { environment: environment.clone(), ..Start::default() };
        let run = computer.run(&script(Target::Batch)?, &start)?;
        same(&flagship()?, &mut machine, Options::default(), &run)?;
    }
    Ok(())
}

/// As under AppLocker or Windows Defender Application Control: says what is the matter, and does nothing.
fn constrained(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted()?)?;
    let Script { name, bytes } = script(Target::PowerShell)?;
    let scripts = computer.on_disk(r"C:\Scripts");
    fs::create_dir_all(&scripts)?;
    fs::write(scripts.join(&name), bytes)?;
    let starter = format!(
        "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\r\n& C:\\Scripts\\{name}\r\nexit $LASTEXITCODE\r\n"
    );
    let run = computer.run(&Script { name: "starter.ps1".to_owned(), bytes: starter.into() }, &Start::default())?;
    let said = run.output().contains("FAIL kb971033 PowerShell runs this script in ConstrainedLanguage mode");
    let ended = run.last_line().contains("outcome=undetermined ") && run.code == Some(4);
    if !said || !ended || !run.events.is_empty() || !run.started.is_empty() || !run.stderr.is_empty() {
        return Err(format!("expected a clear line and nothing else\n{run:?}").into());
    }
    Ok(())
}
