//! Plans for what no simulated machine can be like: a registry value of a type without a name in .NET, a program that is not
//! there, one that does not end, another language of sc.exe.

use libtest_mimic::Failed;
use regimen::diag::Sink;
use regimen::emit::{Target, render};
use regimen::simulate::Machine;
use regimen::simulate::machine::{Effect, Fault, FileEntry, Name, Service, ServiceState};
use regimen::source::SourceFile;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::own::check;
use crate::run::{Run, Script, Start};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let both = [Target::Batch, Target::PowerShell];
    let scenario = |target: Target, what: &str, play: fn(&Bench, Target) -> Result<(), Failed>| {
        Scenario::new(format!("inline: {}: {what}", target.name()), move |bench| play(bench, target))
            .with_powershell(target == Target::PowerShell)
    };
    let mut scenarios: Vec<Scenario> =
        both.iter().map(|target| scenario(*target, "a value of a type that .NET does not know", odd_value)).collect();
    scenarios.extend(both.iter().map(|target| scenario(*target, "a command that cannot be started", no_program)));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a service that is still starting", starting)));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a dependent that starts slowly", starts_slowly)));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a service by what it is shown as", shown)));
    scenarios.push(scenario(Target::Batch, "sc.exe with translated labels", translated));
    scenarios.push(scenario(Target::Batch, "a command processor whose AutoRun prints something", autorun));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a batch file that ends its interpreter", leaves)));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a share that is gone in the middle", share_goes)));
    scenarios.extend(both.iter().map(|target| scenario(*target, "a hidden file is written anew", hidden)));
    scenarios.push(scenario(Target::Batch, "an empty argument", empty_argument));
    scenarios.push(scenario(Target::Batch, "a user who wants something of dir", what_dir_is_told));
    // cmd.exe can end no program that it has started: the batch target refuses a timeout.
    scenarios.push(scenario(Target::PowerShell, "a command that does not end", no_end));
    scenarios
}

fn script(target: Target, sections: &str) -> Result<Script, Failed> {
    let text = format!("regimen: 1\nplan: inline\ntitle: Inline\n{sections}");
    let mut sink = Sink::new();
    let source = SourceFile::decode("inline.yaml", text.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).ok_or("the plan has a mistake")?;
    let made = render(&checked.program, target).into_iter().next().ok_or("a target makes a script")?;
    let name = made.path.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(Script { name, bytes: made.bytes })
}

fn ended(run: &Run, outcome: &str, counts: &str) -> Result<(), Failed> {
    let line = format!("regimen plan=inline outcome={outcome} {counts}");
    check("last line", run.last_line(), line, run)?;
    check("surprises", run.surprises.clone(), Vec::new(), run)
}

/// What never comes true, for commands alone do not say when a plan is done.
const NEVER: &str = "checks:\n  done: { file: { path: 'C:\\Data\\done' } }\ngoal: done\n";

/// RegistryKey.GetValue gives what it is told to give for a missing value: for REG_NONE in .NET 2.0, for REG_RESOURCE_LIST in all.
fn odd_value(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    computer.put("run/lay", "value\tHKLM\\SOFTWARE\\Lab\tOdd\tREG_RESOURCE_LIST\t00000000\n")?;
    computer.request("control lay snapshot", std::time::Duration::from_secs(60))?;
    let plan = "actions:\n  odd: { registry: { key: HKLM\\SOFTWARE\\Lab, value: Odd, exists: false } }\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    check("operations", run.events.clone(), vec![r"delete-value HKLM\SOFTWARE\Lab Odd".to_owned()], &run)?;
    ended(&run, "changed", "changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// It takes no control until it has started, and so does what depends on it.
fn starting(bench: &Bench, target: Target) -> Result<(), Failed> {
    let depending = Service { depends_on: vec!["base".to_owned()], ..Service::default() };
    let services = [("alone", Service::default()), ("base", Service::default()), ("top", depending)];
    let services = services.map(|(name, service)| (Name::from(name), service)).into();
    let mut computer = Computer::start(bench, &Machine { services, ..Machine::default() })?;
    let starting: String =
        ["alone", "base", "top"].iter().map(|name| format!("{name}\tstart-pending\t3\t0\t0\n")).collect();
    computer.put("model/services", &starting)?;
    let plan = "actions:\n  stops: { steps: [service: { name: alone, status: stopped }, service: { name: base, status: stopped }] }\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    check("operations", run.events.clone(), ["stop alone", "stop top", "stop base"].map(str::to_owned).to_vec(), &run)?;
    ended(&run, "changed", "changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// A service that does not stop has what depends on it started again; a later step finds that one running, however long it takes.
fn starts_slowly(bench: &Bench, target: Target) -> Result<(), Failed> {
    let running = Service { status: ServiceState::Running, ..Service::default() };
    let slow = Service { depends_on: vec!["base".to_owned()], start_takes: 2, ..running.clone() };
    let services = [("base", running), ("slow", slow)].map(|(name, service)| (Name::from(name), service)).into();
    let refuses = Fault { operation: "stop base".to_owned(), code: 1052, effect: Effect::None, times: None };
    let mut computer = Computer::start(bench, &Machine { services, faults: vec![refuses], ..Machine::default() })?;
    let plan = "actions:\n  stops:\n    service: { name: base, status: stopped }\n    finally: [service: { name: slow, status: running }]\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    check(
        "operations",
        run.events.clone(),
        ["stop slow", "stop base", "start slow"].map(str::to_owned).to_vec(),
        &run,
    )?;
    ended(&run, "failed", "changed=0 unchanged=0 skipped=0 failed=1 blocked=0 waiting=0")
}

/// .NET would find it; but Windows shows it as something else in each language.
fn shown(bench: &Bench, target: Target) -> Result<(), Failed> {
    let services = [(Name::from("base"), Service::default())].into();
    let mut computer = Computer::start(bench, &Machine { services, ..Machine::default() })?;
    let plan = "actions:\n  starts: { service: { name: The base service, status: running } }\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    check("a start of base", run.events.contains(&"start base".to_owned()), false, &run)?;
    check("what is said", run.output().contains("in place false, code 1060"), true, &run)?;
    ended(&run, "failed", "changed=0 unchanged=0 skipped=0 failed=1 blocked=0 waiting=0")
}

/// Wine has no such language, sc.exe's stand-in has.
fn translated(bench: &Bench, target: Target) -> Result<(), Failed> {
    let up = |depends_on: &[&str]| Service {
        status: ServiceState::Running,
        depends_on: depends_on.iter().map(|name| name.to_string()).collect(),
        ..Service::default()
    };
    let services = [("base", up(&[])), ("middle", up(&["base"])), ("top", up(&["middle"]))];
    let services = services.map(|(name, service)| (Name::from(name), service)).into();
    let mut computer = Computer::start(bench, &Machine { services, ..Machine::default() })?;
    let model = computer.text("model/machine").replace("language=en-US", "language=es-ES");
    computer.put("model/machine", &model)?;
    let plan = "actions:\n  stops: { service: { name: base, status: stopped } }\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    check("language", model.contains("es-ES"), true, &run)?;
    check(
        "operations",
        run.events.clone(),
        ["stop top", "stop middle", "stop base"].map(str::to_owned).to_vec(),
        &run,
    )?;
    ended(&run, "changed", "changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// Each `for /f` starts a cmd.exe that runs it, and reads what it prints.
fn autorun(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let plan = r#"actions:
  gone: { registry: { key: HKLM\SOFTWARE\Lab, value: Gone, exists: false } }
  value: { registry: { key: HKLM\SOFTWARE\Lab, value: A, data: 1 } }
  text: { file: { path: 'C:\Data\a.txt', content: "one\ntwo\n" } }
  service: { service: { name: gone, startup: disabled } }
"#;
    let environment = vec![("LAB_AUTORUN".to_owned(), "Active code page: 65001".to_owned())];
    let start = Start { environment, ..Start::default() };
    let run = computer.run(&script(target, plan)?, &start)?;
    ended(&run, "changed", "changed=2 unchanged=2 skipped=0 failed=0 blocked=0 waiting=0")?;
    let run = computer.run(&script(target, plan)?, &start)?;
    ended(&run, "compliant", "changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// It ends its own, and sets variables of its own.
fn leaves(bench: &Bench, target: Target) -> Result<(), Failed> {
    let content = "@echo off\r\nset RC=9\r\nset MODE=detect\r\nset \"ABOUT=nobody\"\r\nexit 3\r\n".into();
    let file = FileEntry { content, ..FileEntry::default() };
    let files = [(Name::from(r"C:\Data\leave it.cmd"), file)].into();
    let mut computer = Computer::start(bench, &Machine { files, ..Machine::default() })?;
    let actions = r"actions:
  leaves: { command: { run: ['C:\Data\leave it.cmd', 'a & b', c], exits: [3], once: true } }
  stays: { needs: leaves, registry: { key: HKLM\SOFTWARE\Lab, value: A, data: 1 } }
";
    let run = computer.run(&script(target, &format!("{NEVER}{actions}"))?, &Start::default())?;
    check("operations", run.events.clone(), vec![r"set-value HKLM\SOFTWARE\Lab A".to_owned()], &run)?;
    ended(&run, "failed", "changed=2 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// A script that rests on the share ends there, without what it owes.
fn share_goes(bench: &Bench, target: Target) -> Result<(), Failed> {
    let actions = r"actions:
  unplug: { command: { run: ['C:\Data\unplug.cmd'], once: true } }
  stays: { needs: unplug, registry: { key: HKLM\SOFTWARE\Lab, value: A, data: 1 } }
";
    let script = script(target, &format!("{NEVER}{actions}"))?;
    let content = format!("@del \"\\\\server\\share\\scripts\\{}\"\r\n", script.name);
    let files = [(Name::from(r"C:\Data\unplug.cmd"), FileEntry { content, ..FileEntry::default() })].into();
    let mut computer = Computer::start(bench, &Machine { files, ..Machine::default() })?;
    let run = computer.run(&script, &Start { from_share: true, ..Start::default() })?;
    let left = computer.lab().join("share/scripts").join(&script.name).exists();
    check("the script on the share", left, false, &run)?;
    check("operations", run.events.contains(&r"set-value HKLM\SOFTWARE\Lab A".to_owned()), true, &run)?;
    ended(&run, "failed", "changed=2 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// Windows opens no hidden file to be written anew, but does to be written on; Wine opens both, so that it was shown is looked for.
/// (Of several attributes that Wine's attrib is to take away it takes the last.)
fn hidden(bench: &Bench, target: Target) -> Result<(), Failed> {
    let file = FileEntry { content: "what was there".into(), hidden: true, ..FileEntry::default() };
    let files = [(Name::from(r"C:\Data\a.txt"), file)].into();
    let mut computer = Computer::start(bench, &Machine { files, ..Machine::default() })?;
    let plan = "actions:\n  text: { file: { path: 'C:\\Data\\a.txt', content: \"one\\ntwo\\n\" } }\n";
    let run = computer.run(&script(target, plan)?, &Start::default())?;
    ended(&run, "changed", "changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")?;
    let now = computer.read_back()?;
    let file = now.files.get(&Name::from(r"C:\Data\a.txt"));
    check("file", file.map(|file| (file.content.as_str(), file.hidden)), Some(("one\r\ntwo\r\n", false)), &run)
}

/// Windows' cmd.exe takes the line apart that looks into an empty variable. Wine's does not: what is shown here is the answer alone.
fn empty_argument(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let plan = "actions:\n  value: { registry: { key: HKLM\\SOFTWARE\\Lab, value: A, data: 1 } }\n";
    let run = computer.run(&script(target, plan)?, &Start::with("\"\" /quiet"))?;
    check("exit code", run.code, Some(2), &run)?;
    ended(&run, "wrong-arguments", "changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

/// What a user wants of dir holds for the elevated programs that he starts as well.
fn what_dir_is_told(bench: &Bench, target: Target) -> Result<(), Failed> {
    let files = [(Name::from(r"C:\Data\old1.tmp"), FileEntry::default())].into();
    let mut computer = Computer::start(bench, &Machine { files, ..Machine::default() })?;
    let plan = "actions:\n  old: { file: { path: 'C:\\Data\\old*.tmp', exists: false } }\n";
    let environment = vec![("DIRCMD".to_owned(), "/s".to_owned())];
    let run = computer.run(&script(target, plan)?, &Start { environment, ..Start::default() })?;
    check("operations", run.events.clone(), vec![r"delete C:\Data\old1.tmp".to_owned()], &run)?;
    ended(&run, "changed", "changed=1 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0")
}

fn no_program(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let actions = r"actions:
  gone: { command: { run: ['C:\Data\gone.exe', /x], unless: { file: { path: 'C:\Data\x' } } } }
  once: { command: { run: ['C:\Data\gone.exe', /y], once: true } }
";
    let plan = format!("{NEVER}{actions}");
    let failed = "changed=0 unchanged=0 skipped=0 failed=2 blocked=0 waiting=0";
    // What runs at most once has not been run: it is tried again.
    for _ in 0..2 {
        let run = computer.run(&script(target, &plan)?, &Start::default())?;
        check("operations", run.events.clone(), Vec::new(), &run)?;
        ended(&run, "failed", failed)?;
    }
    Ok(())
}

fn no_end(bench: &Bench, target: Target) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let actions = "actions:\n  endless: { command: { run: [labtool.exe, /hangs], timeout: 4s, once: true } }\n";
    let plan = format!("{NEVER}{actions}");
    let run = computer.run(&script(target, &plan)?, &Start::default())?;
    check("operations", run.events.clone(), vec!["run labtool.exe /hangs".to_owned()], &run)?;
    ended(&run, "failed", "changed=0 unchanged=0 skipped=0 failed=1 blocked=0 waiting=0")?;
    let killed = run.started.iter().any(|line| line.starts_with("taskkill /f /t /pid "));
    check("it was ended", (killed, run.output().contains("has not ended after 4 s")), (true, true), &run)
}
