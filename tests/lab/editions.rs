//! The flagship split by edition, on real machines: the right edition's script works, another one touches nothing, not even
//! what the right one has left to do.

use std::path::{Path, PathBuf};

use libtest_mimic::Failed;
use regimen::diag::Sink;
use regimen::emit::{Target, render};
use regimen::program::{Program, per_edition};
use regimen::simulate::scenario::Scenarios;
use regimen::simulate::{self, Machine, Options};
use regimen::source::SourceFile;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{Script, Start};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let scenario = |target: Target| {
        let name = format!("editions: {}: only the script of the machine's edition touches it", target.name());
        Scenario::new(name, move |bench| one_after_the_other(bench, target))
            .with_powershell(target == Target::PowerShell)
    };
    [Target::Batch, Target::PowerShell].map(scenario).into()
}

fn one_after_the_other(bench: &Bench, target: Target) -> Result<(), Failed> {
    let program = flagship()?;
    let split = per_edition(&program).map_err(|why| format!("{why:?}"))?;
    let of = |edition| split.iter().find(|program| program.edition == Some(edition)).ok_or("no such edition");
    let (right, wrong) = (of("Enterprise")?, of("Professional")?);
    let mut both = Both::start(bench, afflicted()?, target)?;
    both.run(wrong, "not-applicable", true)?;
    both.run(right, "reboot-required", false)?;
    both.run(wrong, "not-applicable", true)?;
    both.restart()?;
    both.run(wrong, "not-applicable", true)?;
    both.run(right, "changed", false)?;
    both.run(wrong, "not-applicable", true)?;
    both.run(right, "compliant", false)
}

fn plans() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans")
}

/// The flagship.
pub(crate) fn flagship() -> Result<Program, Failed> {
    let bytes = std::fs::read(plans().join("kb971033.yaml"))?;
    let mut sink = Sink::new();
    let source = SourceFile::decode("kb971033.yaml", &bytes, &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).ok_or("the flagship has a mistake")?;
    Ok(checked.program)
}

/// The machine that it is for.
pub(crate) fn afflicted() -> Result<Machine, Failed> {
    machine_of("removal, restart, rebuild")
}

/// The machine of one of the flagship's scenarios.
pub(crate) fn machine_of(name: &str) -> Result<Machine, Failed> {
    let scenarios = Scenarios::read(&std::fs::read_to_string(plans().join("kb971033.scenarios.yaml"))?)?;
    let scenario = scenarios.scenarios.iter().find(|scenario| scenario.name == name);
    Ok(scenario.ok_or("no such scenario")?.machine())
}

/// One machine, simulated and real.
struct Both {
    machine: Machine,
    computer: Computer,
    target: Target,
}

impl Both {
    fn start(bench: &Bench, machine: Machine, target: Target) -> Result<Self, Failed> {
        let computer = Computer::start(bench, &machine)?;
        Ok(Self { machine, computer, target })
    }

    fn restart(&mut self) -> Result<(), Failed> {
        self.machine.restart();
        self.computer.restart()?;
        Ok(())
    }

    fn run(&mut self, program: &Program, outcome: &str, untouched: bool) -> Result<(), Failed> {
        let made = render(program, self.target).remove(0);
        let name = made.path.rsplit('/').next().unwrap_or_default().to_owned();
        let before = self.computer.snapshot()?;
        let run = self.computer.run(&Script { name, bytes: made.bytes }, &Start::default())?;
        let trace = simulate::run(program, &mut self.machine, Options::default());
        let line = trace.status_line(&program.plan);
        if run.last_line() != line || !line.contains(&format!("outcome={outcome} ")) {
            return Err(format!("{:?}: expected {outcome}, simulated {line}\n{run:?}", program.edition).into());
        }
        let operations: Vec<String> = trace.operations().map(str::to_lowercase).collect();
        let seen: Vec<String> = run.events.iter().map(|event| event.to_lowercase()).collect();
        if operations != seen || !run.surprises.is_empty() {
            return Err(format!("{:?}: simulated {operations:#?}\n{run:?}", program.edition).into());
        }
        let changes = before.changes(&self.computer.snapshot()?);
        let changed =
            changes.iter().any(|change| !change.starts_with(r"file C:\Scripts") && !change.starts_with("clock:"));
        if untouched && changed {
            return Err(format!("{:?}: the machine is not as it was: {changes:#?}", program.edition).into());
        }
        Ok(())
    }
}
