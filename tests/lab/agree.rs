//! The scenarios beside the plans, played by the simulator and by the plan's scripts: the batch script in a real cmd.exe, the
//! PowerShell script in a real engine, and where a scenario has several runs by both in turn, each going on where the other
//! left off. All must agree on the outcome, the exit code, each action's result, the order of the operations (as the script
//! says them and as the machine saw them) and the machine that is left.

use std::path::Path;
use std::sync::Arc;

use libtest_mimic::Failed;
use regimen::program::Program;
use regimen::simulate::scenario::{self, Scenarios, Started, Step};
use regimen::simulate::{self, Cut, Machine, Outcome, Trace};

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::drawn::draw::is_looked_up;
use crate::plans::{self, Plan, arguments, compile};
use crate::read_back;
use crate::run::{self, Language, Run, Script, Start, is_on_the_way};
use crate::snapshot::Snapshot;
use crate::sweep::Sweep;

/// How often a machine that was cut off is run again at most.
const PATIENCE: usize = 6;

/// Which script of a plan plays a run: the runs of a scenario take these in turn.
#[derive(Clone, Copy)]
struct Cast {
    name: &'static str,
    turns: &'static [Language],
}

/// Each language by itself, then both.
const CASTS: [Cast; 4] = [
    Cast { name: "batch", turns: &[Language::Batch] },
    Cast { name: "powershell", turns: &[Language::PowerShell] },
    Cast { name: "batch-powershell", turns: &[Language::Batch, Language::PowerShell] },
    Cast { name: "powershell-batch", turns: &[Language::PowerShell, Language::Batch] },
];

/// The form that long plans get in batch, whatever the plan's size.
const LISTED: Cast = Cast { name: "batch-list", turns: &[Language::Batch] };

impl Cast {
    fn script(self, plan: &Plan, run: usize) -> &Script {
        let language = self.turns[run % self.turns.len()];
        plan.script(language).expect("only casts that the plan has scripts for are made")
    }

    fn can_play(self, plan: &Plan) -> bool {
        self.turns.iter().all(|language| plan.script(*language).is_some())
    }

    fn scenario(
        self,
        name: &str,
        plan: &Arc<Plan>,
        play: impl Fn(&Bench, &Plan, Cast) -> Result<(), Failed> + Send + 'static,
    ) -> Scenario {
        let plan = plan.clone();
        Scenario::new(format!("{name}/{}", self.name), move |bench| play(bench, &plan, self))
            .with_powershell(self.turns.contains(&Language::PowerShell))
    }
}

/// Every plan that has scenarios beside it: the shipped ones, and the cases.
pub(crate) fn scenarios(sweep: &mut Sweep) -> Vec<Scenario> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for (plan, beside) in plans::plans(root) {
        let is_case = plan.starts_with(root.join("tests"));
        let name = beside.file_stem().map(|stem| stem.to_string_lossy().replace(".scenarios", "")).unwrap_or_default();
        let text = std::fs::read_to_string(&beside).expect("a file that was found can be read");
        let file = Scenarios::read(&text).unwrap_or_else(|error| panic!("{}: {error}", beside.display()));
        let plan = Arc::new(compile(&plan));
        let name = if name == "scenarios" { plan.program.plan.clone() } else { name };
        let casts: Vec<Cast> = CASTS.into_iter().filter(|cast| cast.can_play(&plan)).collect();
        let alone = || casts.iter().filter(|cast| cast.turns.len() == 1);
        found.extend(alone().map(|cast| cast.scenario(&format!("{name}/the help"), &plan, help)));
        let listed = plans::as_list(&plan).map(Arc::new);
        // One machine of those that an `each` stands for; the others are for the night.
        let drawn = file.scenarios.chunk_by(|one, two| one.span == two.span).flat_map(|same| {
            let drawn = sweep.machines(&same[0].name, same.len(), alone().count());
            same[drawn].iter().cloned()
        });
        let drawn: Vec<scenario::Scenario> = drawn.collect();
        let count = drawn.len();
        for (place, scenario) in drawn.into_iter().enumerate() {
            let title = format!("{name}/{}", scenario.name);
            if let Some(listed) = &listed
                && sweep.plays_lists(&name, is_case, (place, count))
            {
                let played = scenario.clone();
                found.push(LISTED.scenario(&title, listed, move |bench, plan, cast| play(bench, plan, cast, &played)));
            }
            for cast in &casts {
                // Taking turns is something new only where there is more than one.
                let in_turns = cast.turns.len() > 1;
                if in_turns && (scenario.runs.len() < cast.turns.len() || !sweep.takes_turns(&name, &scenario)) {
                    continue;
                }
                let played = scenario.clone();
                found.push(cast.scenario(&title, &plan, move |bench, plan, cast| play(bench, plan, cast, &played)));
            }
            if !scenario.cut_everywhere {
                continue;
            }
            let first = scenario.simulate(&plan.program).unwrap_or_else(|error| panic!("{error}"));
            for cut in sweep.cuts(&name, scenario.cuts(&first[0].0)) {
                for cast in alone() {
                    let (played, title) = (scenario.clone(), format!("{title}/cut {cut:?}"));
                    let cut_off = move |bench: &Bench, plan: &Plan, cast| cut_off(bench, plan, cast, &played, cut);
                    found.push(cast.scenario(&title, &plan, cut_off));
                }
            }
        }
    }
    found
}

/// A cut of the simulator's, whose trace up to there is given, in the lab: it counts the operations that the machine sees.
pub(crate) fn real_cut(cut: Cut, trace: &Trace, language: Language) -> run::Cut {
    let unseen = match language {
        Language::Batch => 0,
        Language::PowerShell => trace.events.iter().filter(|event| is_looked_up(event)).count(),
    };
    match cut {
        Cut::Before(k) => run::Cut::Before(k - unseen),
        Cut::After(k) => run::Cut::After(k - unseen),
    }
}

fn start(step: &Step, machine: &Machine, language: Language) -> Start {
    Start {
        arguments: arguments(&step.arguments, language),
        from_share: step.started == Started::Share,
        lock_is_held: machine.busy,
        unwritable: match step.started {
            Started::LogUnwritable => vec![r"C:\Windows\Logs\Regimen\".to_owned()],
            _ => Vec::new(),
        },
        ..Start::default()
    }
}

fn play(bench: &Bench, plan: &Plan, cast: Cast, scenario: &scenario::Scenario) -> Result<(), Failed> {
    let simulated = scenario.simulate(&plan.program)?;
    let mut machine = scenario.machine();
    let mut computer = Computer::start(bench, &machine)?;
    for (index, (step, (trace, after))) in scenario.runs.iter().zip(simulated).enumerate() {
        if step.restart {
            computer.restart()?;
        }
        step.prepare(&mut machine)?;
        if step.set.is_some() {
            computer.change(&machine)?;
        }
        let before = if step.expect.unchanged { Some(computer.snapshot()?) } else { None };
        let script = cast.script(plan, index);
        let language = script.language();
        let log_before = log(plan, &step.arguments, &computer).len();
        let run = computer.run(script, &start(step, &machine, language))?;
        let told = |what: String| Failed::from(format!("run {}, {}: {what}\n{run:?}", index + 1, language.name()));
        sound(plan, &step.arguments, &computer, language, &run).map_err(told)?;
        agree(&plan.program, &step.arguments, language, &trace, &run).map_err(told)?;
        let lines = log(plan, &step.arguments, &computer).split_off(log_before);
        let logged = match step.started {
            Started::LogUnwritable if lines.is_empty() => Ok(()),
            _ => logged(&trace, &step.arguments, &lines),
        };
        logged.map_err(|what| told(format!("{what}\n-- log\n{}", lines.join("\n"))))?;
        if let Some(batch) = step.expect.programs
            && let most = if language == Language::Batch { batch } else { 0 }
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
        let (expected, found) = (comparable(machine.clone()), comparable(computer.read_back()?));
        if expected != found {
            return Err(told(format!("the machine that is left\nsimulated: {expected:#?}\nreal: {found:#?}")));
        }
        debts_agree(plan, &machine, &computer.snapshot()?).map_err(told)?;
    }
    Ok(())
}

/// `/?` says what the plan does and its switches, and does nothing.
fn help(bench: &Bench, plan: &Plan, cast: Cast) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let script = cast.script(plan, 0);
    let run = computer.run(script, &Start::with(&arguments("/?", script.language())))?;
    let output = run.output();
    let switches = match script.language() {
        Language::Batch => ["Usage:", "/detect", "/whatif", "/restart", "/log:PATH", "/quiet"],
        Language::PowerShell => ["SYNOPSIS", "-Detect", "-WhatIf", "-Restart", "-LogPath", "-Quiet"],
    };
    let said = [plan.program.plan.as_str(), "3010"].into_iter().chain(switches);
    if let Some(missing) = said.into_iter().find(|text| !output.contains(*text)) {
        return Err(format!("the help does not say {missing}: {run:?}").into());
    }
    if run.code != Some(0) || !run.events.is_empty() || !run.started.is_empty() {
        return Err(format!("the help does more than to say: {run:?}").into());
    }
    Ok(())
}

/// How PowerShell says that a script is wrong. Logic with three values makes a polite `unknown` of such a mistake, so it has
/// to be looked for.
const MISTAKES: [&str; 9] = [
    "not recognized",
    "CommandNotFound",
    "cannot be found on this object",
    "does not contain a method named",
    "Cannot find an overload",
    "null-valued expression",
    "because it has not been set",
    "Unable to find type",
    "parameter cannot be found that matches",
];

/// A PowerShell script says nothing on standard error, and nothing anywhere of what PowerShell thinks of it.
pub(crate) fn sound(
    plan: &Plan,
    arguments: &str,
    computer: &Computer,
    language: Language,
    run: &Run,
) -> Result<(), String> {
    if language == Language::Batch {
        return Ok(());
    }
    if !run.stderr.is_empty() {
        return Err("it writes to standard error".into());
    }
    let output = run.output();
    let log = log(plan, arguments, computer);
    let mut lines = output.lines().chain(log.iter().map(String::as_str));
    match lines.find(|line| MISTAKES.iter().any(|mistake| line.contains(mistake))) {
        Some(line) => Err(format!("a mistake in the script: {line}")),
        None => Ok(()),
    }
}

/// What the comparison leaves out: faults are used up on both sides, each in its own way; who holds the lock, and the KMS host
/// that is set by hand, are nothing that a machine of the lab shows.
pub(crate) fn comparable(mut machine: Machine) -> Machine {
    machine.faults.clear();
    machine.busy = false;
    (machine.license.kms_host, machine.license.kms_port) = (None, None);
    for service in machine.services.values_mut() {
        (service.stop_takes, service.start_takes) = (0, 0);
    }
    let bookkeeping = |key: &str| {
        let key = key.to_ascii_lowercase();
        key.starts_with(r"hklm\software\regimen") || key.starts_with(r"hklm\hardware") || key.ends_with("rebootpending")
    };
    machine.registry.retain(|key, _| !bookkeeping(key));
    machine
}

/// What a script keeps between runs, and what an inventory reads: each value with its data. Markers of restarts too.
pub(crate) fn debts_agree(plan: &Plan, machine: &Machine, real: &Snapshot) -> Result<(), String> {
    let own = format!(r"HKLM\SOFTWARE\Regimen\{}", plan.program.plan);
    let marker = format!("regimen {} ", plan.program.plan);
    for (key, head) in [(own.as_str(), ""), (simulate::machine::VOLATILE, marker.as_str())] {
        let expected = machine.registry.get(&simulate::machine::Name::from(key)).into_iter().flatten();
        let mut expected: Vec<String> =
            expected.map(|(name, data)| format!("{} = {data:?}", name.to_lowercase())).collect();
        let found = real.registry.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        let found = found.into_iter().flat_map(|(_, values)| values);
        let mut found: Vec<String> = found
            .filter_map(|(name, value)| Some(format!("{} = {:?}", name.to_lowercase(), read_back::data(value)?)))
            .collect();
        for values in [&mut expected, &mut found] {
            values.retain(|value| value.starts_with(head));
            values.sort();
        }
        if expected != found {
            return Err(format!("debts: simulated {expected:#?}, real {found:#?}"));
        }
    }
    Ok(())
}

/// Outcome, exit code, counts, results, observations, operations.
pub(crate) fn agree(
    program: &Program,
    arguments: &str,
    language: Language,
    trace: &Trace,
    run: &Run,
) -> Result<(), String> {
    if !run.surprises.is_empty() {
        return Err(format!("command lines that no tool knows: {:?}", run.surprises));
    }
    let code = trace.exit_code.map(i32::cast_unsigned);
    if run.code != code {
        return Err(format!("exit code: simulated {code:?}, real {:?}", run.code));
    }
    same("last line", &[trace.status_line(&program.plan)], &[run.last_line()])?;
    let reaches_the_machine = |event: &simulate::Event| match event {
        simulate::Event::Do { operation, .. } if language == Language::Batch || !is_looked_up(event) => {
            Some(operation.clone())
        }
        _ => None,
    };
    let operations: Vec<String> = trace.events.iter().filter_map(reaches_the_machine).collect();
    let seen: Vec<String> = run.events.iter().filter(|event| !is_side_effect(event, arguments)).cloned().collect();
    same_words("operations that the machine saw", &operations, &seen)?;
    // What `/restart` asks for is no operation of the plan's.
    let restarts = run.events.iter().filter(|event| event.starts_with("shutdown")).count();
    let wanted = arguments.to_ascii_lowercase().contains("/restart") && trace.exit_code == Some(3010);
    if restarts != usize::from(wanted) {
        return Err(format!("Windows is restarted {restarts} times"));
    }
    let output = run.output();
    let lines: Vec<&str> = output.lines().filter_map(|line| Some(line.split_once(' ')?.1)).collect();
    // Only the last line where it was asked for.
    if arguments.contains("/quiet") || arguments.contains("-Quiet") {
        return if output.lines().count() == 1 { Ok(()) } else { Err("it is not quiet".into()) };
    }
    tells(trace, &lines).map_err(|what| format!("output: {what}"))
}

fn same(what: &str, simulated: &[String], real: &[String]) -> Result<(), String> {
    if simulated == real { Ok(()) } else { Err(format!("{what}\nsimulated: {simulated:#?}\nreal: {real:#?}")) }
}

/// The lines of a log, or of output, from what each is about on: operations, observations, results.
fn tells(trace: &Trace, lines: &[&str]) -> Result<(), String> {
    let said: Vec<(&str, &str)> = lines.iter().filter_map(|line| line.split_once(' ')).collect();
    let said_as = |head: &str| -> Vec<String> {
        said.iter().filter_map(|(_, text)| text.strip_prefix(head)).map(|text| text.trim_end().to_owned()).collect()
    };
    let operations: Vec<String> = trace.operations().map(str::to_owned).collect();
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

/// The lines of a run's log, whichever the run names.
pub(crate) fn log(plan: &Plan, arguments: &str, computer: &Computer) -> Vec<String> {
    let named = arguments.split_once("/log:").and_then(|(_, rest)| rest.split('"').next());
    let usual = format!(r"C:\Windows\Logs\Regimen\{}.log", plan.program.plan);
    let bytes = computer.read_file(named.unwrap_or(&usual)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

/// Whether a run keeps a log; nothing where that depends on what earlier ones left.
fn keeps_log(trace: &Trace, arguments: &str) -> Option<bool> {
    let looks_only = ["/detect", "/whatif"].iter().any(|switch| arguments.contains(switch));
    match trace.outcome? {
        Outcome::WrongArguments | Outcome::NotElevated => Some(false),
        Outcome::Busy | Outcome::NotApplicable => None,
        _ => Some(!looks_only || arguments.contains("/log:")),
    }
}

/// What a run has put into its log: behind the time and the level, both languages say the same.
pub(crate) fn logged(trace: &Trace, arguments: &str, lines: &[String]) -> Result<(), String> {
    if lines.is_empty() {
        return if keeps_log(trace, arguments) == Some(true) { Err("there is no log".into()) } else { Ok(()) };
    }
    if keeps_log(trace, arguments) == Some(false) {
        return Err("there is a log".into());
    }
    let behind_level = |line: &String| -> Option<String> {
        let ends = ["INFO", "WARN", "FAIL"].iter().filter_map(|level| Some(line.find(&format!(" {level} "))? + 6));
        Some(line[ends.min()?..].to_owned())
    };
    let texts: Vec<String> = lines.iter().filter_map(behind_level).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    tells(trace, &texts).map_err(|what| format!("log: {what}"))
}

/// Operations are the same whatever the case of a path.
fn same_words(what: &str, simulated: &[String], real: &[String]) -> Result<(), String> {
    let same = simulated.len() == real.len() && simulated.iter().zip(real).all(|(a, b)| a.eq_ignore_ascii_case(b));
    if same { Ok(()) } else { Err(format!("{what}\nsimulated: {simulated:#?}\nreal: {real:#?}")) }
}

/// What a run does besides: folders made for a file, the restart that `/restart` asks for, the log that `/log:` names.
fn is_side_effect(event: &str, arguments: &str) -> bool {
    let log = event.strip_prefix("write ").is_some_and(|path| arguments.contains(&format!("/log:{path}")));
    is_on_the_way(event) || event.starts_with("shutdown") || log
}

/// A run that was cut off, then runs and restarts until nothing is left to do: always compliant, and never is a service
/// left disabled that was not.
fn cut_off(bench: &Bench, plan: &Plan, cast: Cast, scenario: &scenario::Scenario, cut: Cut) -> Result<(), Failed> {
    let mut machine = scenario.machine();
    let before = machine.clone();
    let mut computer = Computer::start(bench, &machine)?;
    let first = &scenario.runs[0];
    let options = simulate::Options { cut: Some(cut), ..first.options() };
    let trace = simulate::run(&plan.program, &mut machine, options);
    let script = cast.script(plan, 0);
    let cut = Some(real_cut(cut, &trace, script.language()));
    let run = computer.run(script, &Start { cut, ..start(first, &machine, script.language()) })?;
    if run.code.is_some() || trace.outcome.is_some() {
        return Err(format!("the run was not cut off: {run:?}").into());
    }
    debts_agree(plan, &machine, &computer.snapshot()?)?;
    for _ in 0..PATIENCE {
        let trace = simulate::run(&plan.program, &mut machine, simulate::Options::default());
        let run = computer.run(script, &Start::default())?;
        sound(plan, "", &computer, script.language(), &run)
            .and_then(|()| agree(&plan.program, "", script.language(), &trace, &run))
            .map_err(|what| Failed::from(format!("after the cut: {what}\n{run:?}")))?;
        let (expected, found) = (comparable(machine.clone()), comparable(computer.read_back()?));
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
