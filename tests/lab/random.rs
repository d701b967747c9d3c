//! Random plans on random machines, played by the simulator, by the batch script in a real cmd.exe and by the PowerShell script
//! in a real engine. What is compared is what agree.rs compares of a scenario.
//!
//! A machine is made for many pairs, a *shelf*: each pair has keys, folders, services and packages of its own there, and all are
//! played in rounds with a restart between them. A batch run is a process, as always. PowerShell's runs share one engine, but
//! for every thirtieth and for those that are cut off, which have one each.
//!
//!     REGIMEN_PAIRS=1000      how many pairs
//!     REGIMEN_FROM=3000       which is the first, for who plays many in parts
//!     REGIMEN_SEED=7          which
//!     REGIMEN_PAIR=17         that one alone, on a machine of its own, made smaller while it fails

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, OnceLock};

use libtest_mimic::Failed;
use regimen::simulate::{self, Machine, Options, Outcome, Trace};

use crate::agree::{agree, comparable, debts_agree, log, logged, real_cut, sound};
use crate::bench::{Bench, Trouble};
use crate::computer::Computer;
use crate::drawn::draw::draw;
use crate::drawn::machine::put_onto;
use crate::drawn::reach::Reached;
use crate::drawn::write::Style;
use crate::drawn::{Pair, checked};
use crate::plans::{Plan, arguments, compile_text};
use crate::run::{Language, Run, Script, Start};
use crate::{Scenario, report};

/// How many pairs stand on one machine.
const SHELF: usize = 30;

/// How many runs a pair has at most; a machine is restarted between any two but the first two of every other shelf.
const ROUNDS: usize = 3;

/// One PowerShell run in so many has an engine of its own.
const ALONE: usize = 30;

/// The systems of shelves, in turn: of several releases, with an edition and a build that the catalogue does not have.
const SYSTEMS: [&str; 6] = [
    "{}",
    "{ version: '10.0', build: 19045, edition: Professional }",
    "{ version: '10.0', build: 10100, edition: Enterprise }",
    "{ edition: Unheard }",
    "{ version: '10.0', build: 17763, edition: ServerStandard, type: server }",
    "{ version: '10.0', build: 26100, edition: Enterprise }",
];

/// The languages of the rounds: each by itself, or both in turn.
const CASTS: [[(&str, &[Language]); 2]; 2] = [
    [("batch", &[Language::Batch]), ("powershell", &[Language::PowerShell])],
    [
        ("batch-powershell", &[Language::Batch, Language::PowerShell]),
        ("powershell-batch", &[Language::PowerShell, Language::Batch]),
    ],
];

/// What all shelves together have played.
pub(crate) struct Tally {
    /// The first shelf.
    from: usize,
    pairs: usize,
    seed: u64,
    played: Mutex<Played>,
}

#[derive(Default)]
struct Played {
    pairs: usize,
    batch: usize,
    powershell: usize,
    alone: usize,
    refused: usize,
    one_language: usize,
    reached: Reached,
}

impl Tally {
    fn from_environment() -> Tally {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let nightly = std::env::var_os("REGIMEN_NIGHTLY").is_some_and(|value| value == "1");
        let pairs = number("REGIMEN_PAIRS").unwrap_or(if nightly { 10_000 } else { 300 });
        let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Tally {
            from: size(number("REGIMEN_FROM").unwrap_or(0)) / SHELF,
            pairs: size(pairs),
            seed: number("REGIMEN_SEED").unwrap_or(971_033),
            played: Mutex::default(),
        }
    }

    /// The number behind the last pair.
    fn end(&self) -> usize {
        (self.from * SHELF).saturating_add(self.pairs)
    }

    fn add(&self, add: impl FnOnce(&mut Played)) {
        add(&mut self.played.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    /// Says what was played; whether something that should have been reached was not.
    pub(crate) fn conclude(&self) -> bool {
        let played = self.played.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if played.pairs == 0 {
            return true;
        }
        report(&format!(
            "lab: {} random pairs of seed {}: {} batch runs, {} PowerShell runs, {} of them in an engine of their own; {} pairs in one language only; {} plans thrown away\n{}",
            played.pairs,
            self.seed,
            played.batch,
            played.powershell,
            played.alone,
            played.one_language,
            played.refused,
            played.reached.histogram(),
        ));
        // A part of the pairs, or a few, need not reach everything.
        let missing = if played.pairs < self.pairs { Vec::new() } else { played.reached.missing(played.pairs) };
        if !missing.is_empty() {
            report(&format!("lab: random pairs no longer reach: {}", missing.join(", ")));
        }
        missing.is_empty()
    }
}

/// A pair with a place on a shelf.
struct Placed {
    number: usize,
    tag: String,
    pair: Pair,
    text: String,
    plan: Plan,
    machine: Machine,
    first: Options,
}

impl Placed {
    fn new(number: usize, pair: &Pair, system: &str) -> Placed {
        let tag = format!("p{number:05}");
        let text = pair.plan.text(&Style::of(&tag));
        let plan = compile_text(tag.clone(), text.as_bytes());
        let machine = pair.machine(&plan.program, &tag, system);
        let first = pair.first(&plan.program, &machine);
        Placed { number, tag, pair: pair.clone(), text, plan, machine, first }
    }

    /// Which language plays a round: the other one where the plan cannot be expressed in this.
    fn language(&self, turns: &[Language], round: usize) -> Option<Language> {
        let wanted = turns[round % turns.len()];
        let able = |language: &Language| self.plan.script(*language).is_some();
        Some(wanted).filter(able).or_else(|| turns.iter().copied().find(able))
    }

    fn arguments(&self, round: usize) -> &'static str {
        if round == 0 { self.pair.first.arguments() } else { "" }
    }

    fn options(&self, round: usize) -> Options {
        if round == 0 { self.first } else { Options::default() }
    }

    /// Whether there is another round for it.
    fn goes_on(&self, round: usize, last: Option<&Trace>) -> bool {
        let owes = last.is_some_and(|trace| matches!(trace.outcome, None | Some(Outcome::RebootRequired)));
        round < self.pair.runs || owes
    }
}

struct Shelf {
    number: usize,
    placed: Vec<Placed>,
    refused: usize,
}

impl Shelf {
    fn draw(seed: u64, number: usize, end: usize) -> Shelf {
        let last = ((number + 1) * SHELF).min(end);
        let mut shelf = Shelf { number, placed: Vec::new(), refused: 0 };
        for number in number * SHELF..last {
            let drawn = draw(seed, number);
            shelf.refused += drawn.refused;
            shelf.placed.push(Placed::new(number, &drawn.pair, system(number)));
        }
        shelf
    }

    /// Whether Windows starts anew before a round.
    fn restarts_before(&self, round: usize) -> bool {
        round > 1 || (round == 1 && self.number.is_multiple_of(2))
    }
}

fn system(pair: usize) -> &'static str {
    SYSTEMS[pair / SHELF % SYSTEMS.len()]
}

pub(crate) fn scenarios() -> (Vec<Scenario>, Arc<Tally>) {
    let tally = Arc::new(Tally::from_environment());
    if let Some(number) = std::env::var("REGIMEN_PAIR").ok().and_then(|text| text.parse::<usize>().ok()) {
        let seed = tally.seed;
        let casts = CASTS.into_iter().flatten().map(|(name, turns)| {
            let play = move |bench: &Bench| smallest(bench, seed, number, turns);
            Scenario::new(format!("random/pair {number}/{name}"), play)
                .with_powershell(turns.contains(&Language::PowerShell))
        });
        return (casts.collect(), tally);
    }
    let mut scenarios = Vec::new();
    for number in tally.from..tally.end().div_ceil(SHELF) {
        let shelf: Arc<OnceLock<Shelf>> = Arc::default();
        let last = ((number + 1) * SHELF).min(tally.end()) - 1;
        // Four shelves are two systems: each is played by both sets of casts.
        for (index, (name, turns)) in CASTS[number / 2 % 2].into_iter().enumerate() {
            let (shelf, tally) = (shelf.clone(), tally.clone());
            let play = move |bench: &Bench| {
                let shelf = shelf.get_or_init(|| Shelf::draw(tally.seed, number, tally.end()));
                let failures = play(bench, shelf, turns, &tally, index == 0)?;
                if failures.is_empty() {
                    return Ok(());
                }
                // Said already, each when it was found: a shelf takes its time.
                let heads: Vec<&str> = failures.iter().filter_map(|failure| failure.lines().next()).collect();
                Err(heads.join("\n").into())
            };
            let title = format!("random/pairs {} to {last}/{name}", number * SHELF);
            scenarios.push(Scenario::new(title, play).with_powershell(turns.contains(&Language::PowerShell)));
        }
    }
    (scenarios, tally)
}

/// One pair in one round.
struct Turn<'a> {
    at: usize,
    placed: &'a Placed,
    script: &'a Script,
    log_before: usize,
    trace: Trace,
    start: Start,
}

/// Plays a shelf; what does not agree, a text for each pair.
fn play(bench: &Bench, shelf: &Shelf, turns: &[Language], tally: &Tally, counts: bool) -> Result<Vec<String>, Failed> {
    let able: Vec<&Placed> = shelf.placed.iter().filter(|placed| placed.language(turns, 0).is_some()).collect();
    let mut whole = Machine::default();
    able.iter().for_each(|placed| put_onto(&mut whole, &placed.machine));
    let mut own: Vec<Machine> = able.iter().map(|placed| placed.machine.clone()).collect();
    let mut traces: Vec<Vec<Trace>> = vec![Vec::new(); able.len()];
    let mut failures: Vec<Option<String>> = vec![None; able.len()];
    let mut computer = Computer::start(bench, &whole)?;
    for round in 0..ROUNDS {
        if shelf.restarts_before(round) {
            computer.restart()?;
            whole.restart();
            own.iter_mut().for_each(Machine::restart);
        }
        let mut due = Vec::new();
        for (at, placed) in able.iter().enumerate() {
            if !placed.goes_on(round, traces[at].last()) || failures[at].is_some() {
                continue;
            }
            let language = placed.language(turns, round).expect("only such are played");
            let script = placed.plan.script(language).expect("the language was chosen so");
            let options = placed.options(round);
            let trace = simulate::run(&placed.plan.program, &mut own[at], options);
            // Nothing that stands beside it makes a difference.
            if trace != simulate::run(&placed.plan.program, &mut whole, options) {
                failures[at] =
                    Some(told(placed, round, language, "the simulator knows two pairs apart no longer", None));
            }
            let start = Start {
                arguments: arguments(placed.arguments(round), language),
                cut: options.cut.map(|cut| real_cut(cut, &trace, language)),
                ..Start::default()
            };
            let log_before = log(&placed.plan, placed.arguments(round), &computer).len();
            due.push(Turn { at, placed, script, log_before, trace, start });
        }
        let runs = played(&mut computer, &due, tally)?;
        if due.iter().any(|turn| turn.trace.outcome.is_none()) {
            // Nobody waited for a service that was told to stop or start.
            computer.wait()?;
        }
        for (turn, run) in due.into_iter().zip(runs) {
            let language = turn.script.language();
            if let Err(what) = compared(&turn, round, &computer, &run) {
                failures[turn.at] = Some(told(turn.placed, round, language, &what, Some(&run)));
            }
            traces[turn.at].push(turn.trace);
        }
        let (expected, found) = (comparable(whole.clone()), comparable(computer.read_back()?));
        let snapshot = computer.snapshot()?;
        for (at, placed) in able.iter().enumerate().filter(|(at, _)| !traces[*at].is_empty()) {
            let (expected, found) = (part(&expected, &placed.tag), part(&found, &placed.tag));
            let same = if expected == found {
                debts_agree(&placed.plan, &own[at], &snapshot)
            } else {
                Err(format!("the machine that is left\n{}", differences(&expected, &found)))
            };
            if let (None, Err(what)) = (&failures[at], same) {
                let language = placed.language(turns, round).expect("only such are played");
                failures[at] = Some(told(placed, round, language, &what, None));
            }
        }
        // What is nobody's: the same as it was, too.
        let tags: Vec<&str> = able.iter().map(|placed| placed.tag.as_str()).collect();
        let (expected, found) = (without(&expected, &tags), without(&found, &tags));
        if expected != found {
            return Err(format!(
                "round {round}: the machine beside the pairs\nsimulated: {expected:#?}\nreal: {found:#?}"
            )
            .into());
        }
    }
    if counts {
        tally.add(|sum| {
            sum.pairs += shelf.placed.len();
            sum.refused += shelf.refused;
            sum.one_language += shelf.placed.iter().filter(|placed| placed.plan.scripts.len() == 1).count();
            for (placed, traces) in able.iter().zip(&traces) {
                let faults = &placed.machine.faults;
                sum.reached.add(&placed.pair, &placed.text, &placed.plan.program, faults, traces);
            }
        });
    }
    Ok(failures.into_iter().flatten().collect())
}

/// The runs of a round: batch runs and those that need an engine of their own one by one, then the rest in one engine.
fn played(computer: &mut Computer, due: &[Turn], tally: &Tally) -> Result<Vec<Run>, Trouble> {
    let mut runs: Vec<Option<Run>> = vec![None; due.len()];
    let mut shared = Vec::new();
    for (index, turn) in due.iter().enumerate() {
        let powershell = turn.script.language() == Language::PowerShell;
        let alone = turn.start.cut.is_some() || turn.placed.number.is_multiple_of(ALONE);
        if powershell && !alone {
            shared.push((index, turn));
            continue;
        }
        tally.add(|sum| {
            let count = if powershell { &mut sum.powershell } else { &mut sum.batch };
            *count += 1;
            sum.alone += usize::from(powershell);
        });
        runs[index] = Some(computer.run(turn.script, &turn.start)?);
    }
    tally.add(|sum| sum.powershell += shared.len());
    let scripts: Vec<(&Script, &str)> =
        shared.iter().map(|(_, turn)| (turn.script, turn.start.arguments.as_str())).collect();
    for ((index, _), run) in shared.iter().zip(computer.run_in_one_engine(&scripts)?) {
        runs[*index] = Some(run);
    }
    Ok(runs.into_iter().map(|run| run.expect("each was run one way or the other")).collect())
}

fn compared(turn: &Turn, round: usize, computer: &Computer, run: &Run) -> Result<(), String> {
    let (plan, arguments) = (&turn.placed.plan, turn.placed.arguments(round));
    if turn.trace.outcome.is_none() {
        // What comes of it shows in the machine, and in the run after it.
        return if run.code.is_none() { Ok(()) } else { Err("the run was not cut off".into()) };
    }
    sound(plan, arguments, computer, turn.script.language(), run)?;
    agree(&plan.program, arguments, turn.script.language(), &turn.trace, run)?;
    let lines = log(plan, arguments, computer).split_off(turn.log_before);
    logged(&turn.trace, arguments, &lines).map_err(|what| format!("{what}\n-- log\n{}", lines.join("\n")))
}

/// What a person needs to find out why; said at once.
fn told(placed: &Placed, round: usize, language: Language, what: &str, run: Option<&Run>) -> String {
    let mut text = format!("pair {}, run {}, {}: {what}\n", placed.number, round + 1, language.name());
    let machine = serde_yaml::to_string(&placed.machine).unwrap_or_else(|error| error.to_string());
    writeln!(text, "-- first run\n{:?}\n-- plan\n{}\n-- machine\n{machine}", placed.first, placed.text)
        .expect("a string takes every write");
    if let Some(run) = run {
        writeln!(text, "-- run\n{run:?}").expect("a string takes every write");
    }
    report(&text);
    text
}

/// The lines that only one of two machines has.
fn differences(simulated: &Machine, real: &Machine) -> String {
    let [simulated, real] = [simulated, real].map(|machine| serde_yaml::to_string(machine).unwrap_or_default());
    let only = |one: &str, other: &str, sign: char| -> String {
        one.lines()
            .filter(|line| !other.lines().any(|known| known == *line))
            .map(|line| format!("{sign} {line}\n"))
            .collect()
    };
    format!(
        "(simulated -, real +; a line that both have is not shown)\n{}{}",
        only(&simulated, &real, '-'),
        only(&real, &simulated, '+')
    )
}

/// What of a machine has a tag in its name.
fn part(machine: &Machine, tag: &str) -> Machine {
    kept(machine, |name| name.to_ascii_lowercase().contains(tag))
}

fn without(machine: &Machine, tags: &[&str]) -> Machine {
    kept(machine, |name| !tags.iter().any(|tag| name.to_ascii_lowercase().contains(tag)))
}

fn kept(machine: &Machine, keep: impl Fn(&str) -> bool) -> Machine {
    let mut machine = machine.clone();
    machine.registry.retain(|name, _| keep(name));
    machine.files.retain(|name, _| keep(name));
    machine.services.retain(|name, _| keep(name));
    machine.packages.retain(|name, _| keep(name));
    machine
}

/// One pair alone, made smaller as long as it fails.
fn smallest(bench: &Bench, seed: u64, number: usize, turns: &[Language]) -> Result<(), Failed> {
    let tally = Tally { from: 0, pairs: 1, seed, played: Mutex::default() };
    let fails = |pair: &Pair| -> Result<Option<String>, Failed> {
        if checked(&pair.plan.text(&Style::of("p"))).is_err() {
            return Ok(None);
        }
        let placed = vec![Placed::new(number, pair, system(number))];
        let shelf = Shelf { number: number / SHELF, placed, refused: 0 };
        Ok(play(bench, &shelf, turns, &tally, false)?.pop())
    };
    let mut drawn = draw(seed, number);
    let Some(mut smallest) = fails(&drawn.pair)? else { return Ok(()) };
    while drawn.tree.simplify() {
        let mut failure = fails(&drawn.tree.current())?;
        while failure.is_none() && drawn.tree.complicate() {
            failure = fails(&drawn.tree.current())?;
        }
        match failure {
            Some(failure) => smallest = failure,
            None => break,
        }
    }
    Err(smallest.into())
}
