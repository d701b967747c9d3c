//! The flagship plan's scenarios: KB971033 on Windows 7.

use libtest_mimic::Failed;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{Cut, Run, Script, Start};
use crate::spec::Machine;

/// A machine with the update, reported as not genuine, whose KMS host answers.
const AFFLICTED: &str = r"
services:
  sppsvc: { status: running, startup: delayed, stop-takes: 1 }
  sppuinotify: { status: stopped, startup: manual }
files:
  'C:\Windows\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-0.C7483456-A289-439d-8115-601632D005A0': { content: a, hidden: true, held-by: sppsvc }
  'C:\Windows\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-1.C7483456-A289-439d-8115-601632D005A0': { content: b, hidden: true, held-by: sppsvc }
  'C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat': { content: old, held-by: sppsvc }
  'C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\cache\cache.dat': { content: old, held-by: sppsvc }
packages:
  'Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~amd64~~7.1.7600.16395': { state: 0x70, removal: at-restart }
license: { channel: kms-client, key: HVTHH, status: notification, reason: 0xC004F200, non-genuine: true, kms: answers }
";

const PACKAGE: &str =
    "Microsoft-Windows-Security-WindowsActivationTechnologies-Package~31bf3856ad364e35~amd64~~7.1.7600.16395";

/// What a rebuild and the activation after it do.
const REBUILD: [&str; 10] = [
    "set-startup sppuinotify disabled",
    "stop sppsvc",
    r"delete C:\Windows\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-0.C7483456-A289-439d-8115-601632D005A0",
    r"delete C:\Windows\System32\7B296FB0-376B-497e-B012-9C450E1B7327-5P-1.C7483456-A289-439d-8115-601632D005A0",
    r"delete C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat",
    r"delete C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\cache\cache.dat",
    "start sppsvc",
    "set-startup sppuinotify manual",
    "install-key HVTHH",
    "activate",
];

type Play = fn(&Bench, &Script) -> Result<(), Failed>;

/// The scenarios, where REGIMEN_LAB_SCRIPT names the script to play them with.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let Some(path) = std::env::var_os("REGIMEN_LAB_SCRIPT") else { return Vec::new() };
    let bytes = std::fs::read(&path).expect("REGIMEN_LAB_SCRIPT names a file");
    let script = Script { name: "kb971033.cmd".into(), bytes };
    let all: [(&str, Play); 16] = [
        ("healthy", healthy),
        ("removal, restart, rebuild", removal),
        ("not genuine without the update", not_genuine),
        ("KMS host away", kms_away),
        ("KMS host refuses", kms_refuses),
        ("permanent package", permanent),
        ("not elevated", not_elevated),
        ("busy", busy),
        ("WMI unavailable", wmi_unavailable),
        ("32-bit host", host_x86),
        ("from a share", from_share),
        ("Japanese", japanese),
        ("detect changes nothing", detect),
        ("whatif changes nothing", what_if),
        ("log cannot be written", no_log),
        ("another edition", another_edition),
    ];
    let mut scenarios = Vec::new();
    for (name, play) in all {
        let script = script.clone();
        scenarios.push(Scenario::new(format!("flagship: {name}"), move |bench| play(bench, &script)));
    }
    for event in 1..=1 + REBUILD.len() {
        for cut in [Cut::Before(event), Cut::After(event)] {
            let script = script.clone();
            scenarios.push(Scenario::new(format!("flagship: cut {cut:?}"), move |bench| cut_off(bench, &script, cut)));
        }
    }
    scenarios
}

fn afflicted() -> Machine {
    serde_yaml::from_str(AFFLICTED).expect("a machine")
}

fn without_update() -> Machine {
    let mut machine = afflicted();
    machine.packages.clear();
    machine
}

fn healed() -> Machine {
    let mut machine = without_update();
    let license = machine.license.as_mut().expect("it has one");
    license.status = crate::spec::LicenseStatus::Licensed;
    license.reason = 0;
    license.non_genuine = false;
    machine
}

fn expect(run: &Run, outcome: &str, code: u32) -> Result<(), Failed> {
    let line = run.last_line();
    if run.code != Some(code) || !line.contains(&format!(" outcome={outcome} ")) || !run.surprises.is_empty() {
        return Err(format!("expected {outcome}, {code}:\n{run:?}").into());
    }
    Ok(())
}

fn expect_events(run: &Run, events: &[&str]) -> Result<(), Failed> {
    if run.events != events {
        return Err(format!("expected {events:#?}, saw:\n{run:?}").into());
    }
    Ok(())
}

fn plain(computer: &mut Computer, script: &Script) -> Result<Run, Failed> {
    Ok(computer.run(script, &Start::default())?)
}

fn healthy(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &healed())?;
    let run = plain(&mut computer, script)?;
    expect(&run, "compliant", 0)?;
    expect_events(&run, &[])?;
    // What every machine pays at each start: elevation, debts, facts, licence, packages, outcome.
    if run.started.len() > 6 {
        return Err(format!("{} programs:\n{run:?}", run.started.len()).into());
    }
    Ok(())
}

fn removal(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    let run = plain(&mut computer, script)?;
    expect(&run, "reboot-required", 3010)?;
    expect_events(&run, &[&format!("remove-package {PACKAGE}")])?;
    let again = plain(&mut computer, script)?;
    expect(&again, "reboot-required", 3010)?;
    expect_events(&again, &[])?;
    computer.restart()?;
    let run = plain(&mut computer, script)?;
    expect(&run, "changed", 0)?;
    expect_events(&run, &REBUILD)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "compliant", 0)?;
    let mut expected = healed();
    expected.files.retain(|path, _| path.ends_with("tokens.dat"));
    expected.files.values_mut().for_each(|file| file.content = "made anew".into());
    let machine = computer.read_back()?;
    if machine != expected {
        return Err(format!("expected {expected:#?}, read back {machine:#?}").into());
    }
    Ok(())
}

fn not_genuine(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &without_update())?;
    let run = plain(&mut computer, script)?;
    expect(&run, "changed", 0)?;
    expect_events(&run, &REBUILD)
}

fn kms_away(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = healed();
    let license = machine.license.as_mut().expect("it has one");
    license.status = crate::spec::LicenseStatus::OobGrace;
    license.kms = crate::spec::Kms::Silent;
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "failed", 1)?;
    expect_events(&run, &["activate", "activate", "activate"])
}

fn kms_refuses(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = healed();
    let license = machine.license.as_mut().expect("it has one");
    license.status = crate::spec::LicenseStatus::OobGrace;
    license.kms = crate::spec::Kms::Refuses;
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "failed", 1)?;
    if !run.output().contains("exit -1073418124") {
        return Err(run.output().into());
    }
    expect_events(&run, &["activate", "activate", "activate"])
}

fn permanent(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.packages.values_mut().for_each(|package| package.removal = crate::spec::Removal::Permanent);
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "failed", 1)?;
    expect_events(&run, &[&format!("remove-package {PACKAGE}")])?;
    if !run.output().contains("-2146498523") {
        return Err(run.output().into());
    }
    Ok(())
}

fn not_elevated(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.elevated = false;
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "not-elevated", 5)?;
    unchanged(&mut computer)
}

fn busy(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    let start = Start { lock_is_held: true, ..Start::default() };
    let run = computer.run(script, &start)?;
    expect(&run, "busy", 6)?;
    expect_events(&run, &[])
}

fn wmi_unavailable(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.wmi = crate::spec::Wmi::Unavailable;
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "undetermined", 4)?;
    expect_events(&run, &[])
}

fn host_x86(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.host = crate::spec::Host::X86;
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "reboot-required", 3010)?;
    expect_events(&run, &[&format!("remove-package {PACKAGE}")])
}

fn from_share(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &without_update())?;
    let run = computer.run(script, &Start { from_share: true, ..Start::default() })?;
    expect(&run, "changed", 0)?;
    expect_events(&run, &REBUILD)
}

fn japanese(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.os.language = "ja-JP".into();
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "reboot-required", 3010)?;
    computer.restart()?;
    let run = plain(&mut computer, script)?;
    expect(&run, "changed", 0)?;
    expect_events(&run, &REBUILD)
}

fn unchanged(computer: &mut Computer) -> Result<(), Failed> {
    let changes: Vec<String> =
        computer.changes()?.into_iter().filter(|change| !change.starts_with(r"file C:\Scripts")).collect();
    if changes.is_empty() { Ok(()) } else { Err(format!("{changes:#?}").into()) }
}

fn detect(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    let run = computer.run(script, &Start::with("/detect"))?;
    expect(&run, "remediation-needed", 1)?;
    expect_events(&run, &[])?;
    unchanged(&mut computer)
}

fn what_if(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    let run = computer.run(script, &Start::with("/whatif"))?;
    expect(&run, "remediation-needed", 1)?;
    expect_events(&run, &[])?;
    unchanged(&mut computer)
}

fn no_log(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    let start = Start { unwritable: vec![r"C:\Windows\Logs\Regimen\kb971033.log".into()], ..Start::default() };
    let run = computer.run(script, &start)?;
    expect(&run, "reboot-required", 3010)
}

fn another_edition(bench: &Bench, script: &Script) -> Result<(), Failed> {
    let mut machine = afflicted();
    machine.os.edition = "Ultimate".into();
    let mut computer = Computer::start(bench, &machine)?;
    let run = plain(&mut computer, script)?;
    expect(&run, "not-applicable", 0)?;
    unchanged(&mut computer)
}

/// Cut off anywhere, running the script again (and restarting where it asks for it) ends well.
fn cut_off(bench: &Bench, script: &Script, cut: Cut) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &afflicted())?;
    until_compliant(&mut computer, script, cut)
}

fn until_compliant(computer: &mut Computer, script: &Script, cut: Cut) -> Result<(), Failed> {
    let (mut done, mut was_cut, mut history) = (0, false, String::new());
    for _ in 0..8 {
        // The cut counts over all runs; it comes up in the run that reaches it.
        let here = match cut {
            Cut::Before(event) => Cut::Before(event.saturating_sub(done).max(1)),
            Cut::After(event) => Cut::After(event.saturating_sub(done).max(1)),
        };
        let start = if was_cut { Start::default() } else { Start::cut(here) };
        let run = computer.run(script, &start)?;
        done += run.events.len();
        history += &format!("{:?} {:?}\n{}", run.code, run.events, run.output());
        match run.code {
            None => was_cut = true,
            Some(3010) => computer.restart()?,
            Some(0) if run.last_line().contains("outcome=compliant") => {
                let service = &computer.read_back()?.services["sppuinotify"];
                let manual = service.startup == crate::spec::Startup::Manual;
                return if was_cut && manual {
                    Ok(())
                } else {
                    Err(format!("cut {was_cut}, {service:?}\n{history}").into())
                };
            }
            Some(0) => {}
            Some(_) => break,
        }
    }
    Err(history.into())
}
