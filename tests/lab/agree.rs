//! The scenarios beside the plans, played twice: by the simulator and by a real cmd.exe. The two must agree on the outcome,
//! the exit code, each action's result, the order of the operations (as the script says them and as the machine saw them)
//! and the machine that is left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::Failed;
use regimen::diag::{Sink, render::human};
use regimen::emit::{Target, render};
use regimen::program::Program;
use regimen::simulate::scenario::{self, Scenarios, Started, Step};
use regimen::simulate::{self, Cut, Machine, Outcome, Trace};
use regimen::source::SourceFile;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{self, Run, Script, Start};
use crate::spec;

/// How often a machine that was cut off is run again at most.
const PATIENCE: usize = 6;

struct Plan {
    program: Program,
    script: Script,
}

/// Every plan that has scenarios beside it: the shipped ones, and the cases.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for (plan, beside) in plans(root) {
        let name = beside.file_stem().map(|stem| stem.to_string_lossy().replace(".scenarios", "")).unwrap_or_default();
        let text = std::fs::read_to_string(&beside).expect("a file that was found can be read");
        let file = Scenarios::read(&text).unwrap_or_else(|error| panic!("{}: {error}", beside.display()));
        let plan = Arc::new(compile(&plan));
        let name = if name == "scenarios" { plan.program.plan.clone() } else { name };
        let listed = regimen::emit::render_as_list(&plan.program);
        let listed = listed.filter(|script| script.bytes != plan.script.bytes).map(|script| {
            let script = Script { name: plan.script.name.clone(), bytes: script.bytes };
            Arc::new(Plan { program: plan.program.clone(), script })
        });
        let ours = plan.clone();
        found.push(Scenario::new(format!("{name}: the help"), move |bench| help(bench, &ours)));
        for scenario in file.scenarios {
            let (title, ours) = (format!("{name}: {}", scenario.name), plan.clone());
            let played = scenario.clone();
            found.push(Scenario::new(title, move |bench| play(bench, &ours, &played)));
            if let Some(ours) = listed.clone() {
                let (title, played) = (format!("{name}: {}: as a list", scenario.name), scenario.clone());
                found.push(Scenario::new(title, move |bench| play(bench, &ours, &played)));
            }
            if !scenario.cut_everywhere {
                continue;
            }
            let first = scenario.simulate(&plan.program).unwrap_or_else(|error| panic!("{error}"));
            for cut in scenario.cuts(&first[0].0) {
                let (title, ours) = (format!("{name}: {}: cut {cut:?}", scenario.name), plan.clone());
                let played = scenario.clone();
                found.push(Scenario::new(title, move |bench| cut_off(bench, &ours, &played, cut)));
            }
        }
    }
    found
}

/// Plans and the scenarios beside them: `plans/x.yaml` with `plans/x.scenarios.yaml`, `tests/cases/ok/x/plan.yaml` with
/// `scenarios.yaml`.
fn plans(root: &Path) -> Vec<(PathBuf, PathBuf)> {
    let list = |folder: PathBuf| -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        paths
    };
    let shipped = list(root.join("plans")).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let plan = name.strip_suffix(".scenarios.yaml")?;
        Some((path.with_file_name(format!("{plan}.yaml")), path.clone()))
    });
    let cases = list(root.join("tests/cases/ok"))
        .into_iter()
        .map(|case| (case.join("plan.yaml"), case.join("scenarios.yaml")))
        .filter(|(_, scenarios)| scenarios.exists());
    shipped.chain(cases).collect()
}

fn compile(path: &Path) -> Plan {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut sink = Sink::new();
    let source = SourceFile::decode(path.display().to_string(), &bytes, &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink);
    let admitted = checked.filter(|c| regimen::emit::admit(&c.schedule, &c.program, Target::Batch, &mut sink));
    let Some(checked) = admitted else { panic!("{}", human(&sink.report(), &source, false)) };
    let script = render(&checked.program, Target::Batch).remove(0);
    let name = script.path.rsplit('/').next().unwrap_or_default().to_owned();
    Plan { program: checked.program, script: Script { name, bytes: script.bytes } }
}

/// The lab's machine for a simulated one.
fn laid_out(machine: &Machine) -> spec::Machine {
    let mut value = serde_yaml::to_value(machine).expect("a machine is plain data");
    let fields = value.as_mapping_mut().expect("a machine is a mapping");
    fields.remove("busy");
    if let Some(os) = fields.get_mut("os").and_then(|os| os.as_mapping_mut()) {
        os.remove("revision");
    }
    if let Some(license) = fields.get_mut("license").and_then(|license| license.as_mapping_mut()) {
        license.remove("kms-host");
        license.remove("kms-port");
    }
    let values = fields.get_mut("registry").and_then(|registry| registry.as_mapping_mut());
    let values = values.into_iter().flat_map(|keys| keys.values_mut()).filter_map(|key| key.as_mapping_mut());
    for typed in values.flat_map(|values| values.values_mut()).filter_map(|value| value.as_mapping_mut()) {
        // The lab writes bytes as hexadecimal digits.
        if let Some(list) = typed.get("data").and_then(|data| data.as_sequence())
            && typed.get("type").and_then(|ty| ty.as_str()) == Some("binary")
        {
            let bytes: Vec<u8> = list.iter().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
            typed.insert("data".into(), crate::lay::hexadecimal(&bytes).into());
        }
    }
    serde_yaml::from_value(value).expect("the lab knows every field of a machine")
}

fn start(step: &Step, machine: &Machine, cut: Option<Cut>) -> Start {
    Start {
        arguments: step.arguments.clone(),
        cut: cut.map(|cut| match cut {
            Cut::Before(k) => run::Cut::Before(k),
            Cut::After(k) => run::Cut::After(k),
        }),
        from_share: step.started == Started::Share,
        lock_is_held: machine.busy,
        unwritable: match step.started {
            Started::LogUnwritable => vec![r"C:\Windows\Logs\Regimen\".to_owned()],
            _ => Vec::new(),
        },
        ..Start::default()
    }
}

fn play(bench: &Bench, plan: &Plan, scenario: &scenario::Scenario) -> Result<(), Failed> {
    let simulated = scenario.simulate(&plan.program)?;
    let mut machine = scenario.machine()?;
    let mut computer = Computer::start(bench, &laid_out(&machine))?;
    for (index, (step, (trace, after))) in scenario.runs.iter().zip(simulated).enumerate() {
        if step.restart {
            computer.restart()?;
        }
        step.prepare(&mut machine)?;
        if step.set.is_some() {
            computer.change(&laid_out(&machine))?;
        }
        let before = if step.expect.unchanged { Some(computer.snapshot()?) } else { None };
        let run = computer.run(&plan.script, &start(step, &machine, None))?;
        let told = |what: String| Failed::from(format!("run {}: {what}\n{run:?}", index + 1));
        agree(&plan.program, step, &trace, &run).map_err(told)?;
        if let Some(most) = step.expect.programs
            && run.started.len() > most
        {
            return Err(told(format!("{} programs, expected at most {most}", run.started.len())));
        }
        if let Some(before) = before {
            let changes = before.changes(&computer.snapshot()?);
            let changes: Vec<&String> = changes
                .iter()
                .filter(|change| !change.starts_with(r"file C:\Scripts") && !change.starts_with("clock:"))
                .collect();
            if !changes.is_empty() {
                return Err(told(format!("the machine is not as it was: {changes:#?}")));
            }
        }
        machine = after;
        let (expected, found) = (comparable(laid_out(&machine)), comparable(computer.read_back()?));
        if expected != found {
            return Err(told(format!("the machine that is left\nsimulated: {expected:#?}\nreal: {found:#?}")));
        }
        debts_agree(plan, &machine, &mut computer).map_err(told)?;
    }
    Ok(())
}

/// `/?` says what the plan does and its switches, and does nothing.
fn help(bench: &Bench, plan: &Plan) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &spec::Machine::default())?;
    let run = computer.run(&plan.script, &Start::with("/?"))?;
    let output = run.output();
    let said = [plan.program.plan.as_str(), "Usage:", "/detect", "/whatif", "/restart", "/log:PATH", "/quiet", "3010"];
    if let Some(missing) = said.iter().find(|text| !output.contains(**text)) {
        return Err(format!("the help does not say {missing}: {run:?}").into());
    }
    if run.code != Some(0) || !run.events.is_empty() || !run.started.is_empty() {
        return Err(format!("the help does more than to say: {run:?}").into());
    }
    Ok(())
}

/// What the comparison leaves out: faults are used up on both sides, each in its own way.
fn comparable(mut machine: spec::Machine) -> spec::Machine {
    machine.faults.clear();
    for service in machine.services.values_mut() {
        (service.stop_takes, service.start_takes) = (0, 0);
    }
    let bookkeeping = |key: &String| {
        let key = key.to_ascii_lowercase();
        key.starts_with(r"hklm\software\regimen") || key.starts_with(r"hklm\hardware") || key.ends_with("rebootpending")
    };
    machine.registry.retain(|key, _| !bookkeeping(key));
    machine
}

/// What a script keeps between runs, and what an inventory reads.
fn debts_agree(plan: &Plan, machine: &Machine, computer: &mut Computer) -> Result<(), String> {
    let key = format!(r"HKLM\SOFTWARE\Regimen\{}", plan.program.plan);
    let expected: Vec<String> = machine
        .registry
        .get(&simulate::machine::Name::from(key.as_str()))
        .map(|values| values.keys().map(|name| name.to_lowercase()).collect())
        .unwrap_or_default();
    let snapshot = computer.snapshot().map_err(|trouble| format!("{trouble:?}"))?;
    let real = snapshot.registry.iter().find(|(name, _)| name.eq_ignore_ascii_case(&key));
    let mut found: Vec<String> =
        real.map(|(_, values)| values.keys().map(|n| n.to_lowercase()).collect()).unwrap_or_default();
    found.sort();
    if expected == found { Ok(()) } else { Err(format!("debts: simulated {expected:?}, real {found:?}")) }
}

/// Outcome, exit code, counts, results, observations, operations.
fn agree(program: &Program, step: &Step, trace: &Trace, run: &Run) -> Result<(), String> {
    let same = |what: &str, simulated: &[String], real: &[String]| {
        if simulated == real {
            return Ok(());
        }
        Err(format!("{what}\nsimulated: {simulated:#?}\nreal: {real:#?}"))
    };
    if !run.surprises.is_empty() {
        return Err(format!("command lines that no tool knows: {:?}", run.surprises));
    }
    let code = trace.exit_code.map(i32::cast_unsigned);
    if run.code != code {
        return Err(format!("exit code: simulated {code:?}, real {:?}", run.code));
    }
    same("last line", &[trace.status_line(&program.plan)], &[run.last_line()])?;
    let operations: Vec<String> = trace.operations().map(str::to_owned).collect();
    let seen: Vec<String> = run.events.iter().filter(|event| !is_side_effect(event, step)).cloned().collect();
    same_words("operations that the machine saw", &operations, &seen)?;
    let output = run.output();
    if output.lines().count() <= 1 {
        return Ok(());
    }
    let said: Vec<(&str, &str)> = output.lines().filter_map(|line| line.split_once(' ')?.1.split_once(' ')).collect();
    let said_as = |head: &str| -> Vec<String> {
        said.iter().filter_map(|(_, text)| text.strip_prefix(head)).map(|text| text.trim_end().to_owned()).collect()
    };
    same_words("operations that the script says", &operations, &said_as("do "))?;
    let observed: Vec<String> = trace
        .events
        .iter()
        .filter_map(|event| match event {
            simulate::Event::Observe { check, truth } => Some(format!("{check} {truth}")),
            _ => None,
        })
        .collect();
    same("observations", &observed, &said_as("observe "))?;
    let results: Vec<String> = trace.results().map(|(id, word)| format!("{id} {word}")).collect();
    let real: Vec<String> = said
        .iter()
        .filter_map(|(about, text)| Some(format!("{about} {}", text.strip_prefix("result ")?.trim_end())))
        .collect();
    same("results", &results, &real)
}

/// Operations are the same whatever the case of a path.
fn same_words(what: &str, simulated: &[String], real: &[String]) -> Result<(), String> {
    let same = simulated.len() == real.len() && simulated.iter().zip(real).all(|(a, b)| a.eq_ignore_ascii_case(b));
    if same { Ok(()) } else { Err(format!("{what}\nsimulated: {simulated:#?}\nreal: {real:#?}")) }
}

/// What a run does besides: folders made for a file, the restart that `/restart` asks for, the log that `/log:` names.
fn is_side_effect(event: &str, step: &Step) -> bool {
    let log = event.strip_prefix("write ").is_some_and(|path| step.arguments.contains(&format!("/log:{path}")));
    event.starts_with("create-directory ") || event.starts_with("shutdown") || log
}

/// A run that was cut off, then runs and restarts until nothing is left to do: always compliant, and never is a service
/// left disabled that was not.
fn cut_off(bench: &Bench, plan: &Plan, scenario: &scenario::Scenario, cut: Cut) -> Result<(), Failed> {
    let mut machine = scenario.machine()?;
    let before = machine.clone();
    let mut computer = Computer::start(bench, &laid_out(&machine))?;
    let first = &scenario.runs[0];
    let options = simulate::Options { cut: Some(cut), ..first.options() };
    let trace = simulate::run(&plan.program, &mut machine, options);
    let run = computer.run(&plan.script, &start(first, &machine, Some(cut)))?;
    if run.code.is_some() || trace.outcome.is_some() {
        return Err(format!("the run was not cut off: {run:?}").into());
    }
    for _ in 0..PATIENCE {
        let trace = simulate::run(&plan.program, &mut machine, simulate::Options::default());
        let run = computer.run(&plan.script, &Start::default())?;
        agree(&plan.program, first, &trace, &run)
            .map_err(|what| Failed::from(format!("after the cut: {what}\n{run:?}")))?;
        let (expected, found) = (comparable(laid_out(&machine)), comparable(computer.read_back()?));
        if expected != found {
            return Err(format!("the machine that is left\nsimulated: {expected:#?}\nreal: {found:#?}\n{run:?}").into());
        }
        match trace.outcome {
            Some(Outcome::Compliant) => {
                for (name, service) in &before.services {
                    if machine.services[name].startup != service.startup {
                        return Err(format!("{name:?} starts otherwise than before").into());
                    }
                }
                return Ok(());
            }
            Some(Outcome::RebootRequired) => {
                machine.restart();
                computer.restart()?;
            }
            _ => {}
        }
    }
    Err(format!("not compliant after {PATIENCE} runs").into())
}
