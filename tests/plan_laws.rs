//! Laws that hold for every plan and machine, on the simulator, with the plans that the lab plays too (`random/`): what may be
//! called otherwise, written elsewhere or left out makes no difference; a second run after success changes nothing; what
//! `/whatif` foresees is what happens; and from every interruption a machine comes to where an uninterrupted run brings it.

mod random;

use proptest::prelude::*;
use random::draw::draw;
use random::reach::Reached;
use random::write::Style;
use random::{Pair, checked};
use regimen::condition::{Cond, Truth};
use regimen::program::{Program, Reboot};
use regimen::simulate::machine::Data;
use regimen::simulate::{Cut, Event, Machine, Mode, Options, Outcome, Trace, Word, run};

const TAG: &str = "law";

/// Systems with an entry in every map, and without one in some.
const SYSTEMS: [&str; 3] = [
    "{}",
    "{ version: '10.0', build: 10100, edition: Professional }",
    "{ version: '10.0', build: 17763, edition: Unheard, type: server }",
];

fn program(pair: &Pair, style: &Style) -> Program {
    let text = pair.plan.text(style);
    checked(&text).unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}")).program
}

/// The pairs that the compiler takes; it takes nearly all.
fn pairs() -> impl Strategy<Value = (Pair, &'static str)> {
    (random::pair(), prop::sample::select(SYSTEMS.to_vec()))
        .prop_filter("the compiler takes it", |(pair, _)| checked(&pair.plan.text(&Style::of(TAG))).is_ok())
}

/// Runs, with a restart between them, until nothing more comes of it.
fn rest(program: &Program, machine: &mut Machine) {
    for _ in 0..6 {
        let _ = run(program, machine, Options::default());
        machine.restart();
    }
}

/// A machine but for what a plan keeps for itself. Keys without values are states of their own, which `create-key` makes.
fn without_debts(machine: &Machine) -> Machine {
    let mut machine = machine.clone();
    machine.registry.retain(|key, _| !key.starts_with(r"HKLM\SOFTWARE\Regimen") && !key.starts_with(r"HKLM\HARDWARE"));
    machine.faults.clear();
    machine
}

/// What a run did, with the ids as they are called elsewhere.
fn said(trace: &Trace, name: impl Fn(&str) -> String) -> Vec<String> {
    let events = trace.events.iter().filter_map(|event| match event {
        Event::Observe { check, truth } => Some(format!("{} is {truth}", name(check))),
        Event::Do { action, operation, code } => Some(format!("{} does {operation}: {code}", name(action))),
        Event::Result { action, word: Word::DependsOn(on), .. } => {
            Some(format!("{} depends on {}", name(action), name(on)))
        }
        Event::Result { action, word, restart } => Some(format!("{} ended {word} {restart}", name(action))),
        Event::Note { .. } => None,
    });
    events.chain([format!("{:?} {:?}", trace.outcome, trace.exit_code)]).collect()
}

fn modes() -> impl Strategy<Value = Mode> {
    prop_oneof![3 => Just(Mode::Run), 1 => Just(Mode::WhatIf)]
}

/// Debts by their names and data, but for the text of the plan itself.
fn debts(machine: &Machine) -> Vec<String> {
    let keys = machine.registry.iter().filter(|(key, _)| key.contains("Regimen") || key.contains("HARDWARE"));
    let values = keys.flat_map(|(key, values)| values.iter().map(move |(name, data)| (key, name, data)));
    let told = values.filter(|(_, name, _)| &***name != "Plan");
    let plain = |data: &Data| match data {
        Data::String(text) => text.clone(),
        other => format!("{other:?}"),
    };
    told.map(|(key, name, data)| format!("{} {} {}", &**key, &**name, plain(data))).collect()
}

/// A service that holds a file ties two things together, and no plan knows of it.
fn release(machine: &mut Machine) {
    machine.files.values_mut().for_each(|file| file.held_by = None);
}

/// What is drawn where nothing else is asked for: the lab plays the same.
const SEED: u64 = 971_033;
const DRAWN: usize = 300;

#[test]
fn the_pairs_that_are_drawn_reach_everything() {
    let mut reached = Reached::default();
    for number in 0..DRAWN {
        let pair = draw(SEED, number).pair;
        let text = pair.plan.text(&Style::of(TAG));
        let program = program(&pair, &Style::of(TAG));
        let mut machine = pair.machine(&program, TAG, SYSTEMS[number % SYSTEMS.len()]);
        let faults = machine.faults.clone();
        let mut options = pair.first(&program, &machine);
        let mut runs: Vec<Trace> = Vec::new();
        for round in 0..3 {
            let owes = runs.last().is_some_and(|last| matches!(last.outcome, None | Some(Outcome::RebootRequired)));
            if round >= pair.runs && !owes {
                break;
            }
            if round > 0 {
                machine.restart();
            }
            runs.push(run(&program, &mut machine, std::mem::take(&mut options)));
        }
        reached.add(&pair, &text, &program, &faults, &runs);
    }
    let missing = reached.missing(DRAWN);
    assert!(missing.is_empty(), "no longer reached: {}\n{}", missing.join(", "), reached.histogram());
}

// What a law does not speak of is drawn anew, and counted: a law that hardly speaks of anything fails.
proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_global_rejects: 4_000, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn other_ids_change_nothing_but_the_names((pair, system) in pairs(), mode in modes()) {
        let usual = Style::of(TAG);
        let other = Style { action: "zz-act-", check: "a-check-", ..usual.clone() };
        let (one, two) = (program(&pair, &usual), program(&pair, &other));
        let mut first = pair.machine(&one, TAG, system);
        let mut second = first.clone();
        let renamed = |id: &str| id.replace("do-", "zz-act-").replace("is-", "a-check-");
        for _ in 0..2 {
            let options = Options { mode, ..Options::default() };
            let traces = (run(&one, &mut first, options), run(&two, &mut second, options));
            prop_assert_eq!(said(&traces.0, renamed), said(&traces.1, str::to_owned));
            prop_assert_eq!(without_debts(&first), without_debts(&second));
            let mut owed: [Vec<String>; 2] = [debts(&first).iter().map(|debt| renamed(debt)).collect(), debts(&second)];
            // The hash of a command is over its text, which holds no id.
            owed.iter_mut().for_each(|owed| owed.sort());
            prop_assert_eq!(&owed[0], &owed[1]);
            first.restart();
            second.restart();
        }
    }

    #[test]
    fn an_order_that_the_graph_leaves_free_changes_no_result(
        (pair, system) in pairs(),
        priorities in prop::collection::vec(any::<u8>(), 5),
    ) {
        let usual = Style::of(TAG);
        let one = program(&pair, &usual);
        let two = program(&pair, &Style { priorities, ..usual });
        let mut first = pair.machine(&one, TAG, system);
        release(&mut first);
        // What goes wrong once meets whoever comes first.
        first.faults.retain(|fault| fault.times.is_none());
        let mut second = first.clone();
        for _ in 0..2 {
            let traces = (run(&one, &mut first, Options::default()), run(&two, &mut second, Options::default()));
            let sorted = |trace: &Trace| {
                let mut results: Vec<String> = trace.results().map(|(id, word)| format!("{id} {word}")).collect();
                results.sort();
                results
            };
            prop_assert_eq!(sorted(&traces.0), sorted(&traces.1));
            prop_assert_eq!(traces.0.outcome, traces.1.outcome);
            prop_assert_eq!(without_debts(&first), without_debts(&second));
            prop_assert_eq!(debts(&first), debts(&second));
            first.restart();
            second.restart();
        }
    }

    #[test]
    fn a_check_that_nothing_uses_changes_nothing((pair, system) in pairs(), mode in modes()) {
        let usual = Style::of(TAG);
        let one = program(&pair, &usual);
        let two = program(&pair, &Style { unused: true, ..usual });
        let mut first = pair.machine(&one, TAG, system);
        let mut second = first.clone();
        let options = Options { mode, ..Options::default() };
        prop_assert_eq!(run(&one, &mut first, options), run(&two, &mut second, options));
        prop_assert_eq!(without_debts(&first), without_debts(&second));
        prop_assert_eq!(debts(&first), debts(&second));
    }

    #[test]
    fn a_second_run_after_success_changes_nothing((pair, system) in pairs()) {
        let program = program(&pair, &Style::of(TAG));
        let mut machine = pair.machine(&program, TAG, system);
        let first = run(&program, &mut machine, Options::default());
        prop_assume!(matches!(first.outcome, Some(Outcome::Changed | Outcome::Compliant)));
        let before = machine.clone();
        let second = run(&program, &mut machine, Options::default());
        // A plan may have been for the machine only as long as it was not right.
        let expected: &[Outcome] = match pair.plan.changes_its_scope() {
            true => &[Outcome::Compliant, Outcome::NotApplicable, Outcome::Undetermined],
            false => &[Outcome::Compliant],
        };
        prop_assert!(second.outcome.is_some_and(|outcome| expected.contains(&outcome)), "{:?}", second.outcome);
        prop_assert_eq!(second.operations().count(), 0);
        prop_assert_eq!(without_debts(&before), without_debts(&machine));
    }

    #[test]
    fn what_whatif_is_sure_of_happens((pair, system) in pairs()) {
        let program = program(&pair, &Style::of(TAG));
        let mut machine = pair.machine(&program, TAG, system);
        machine.faults.clear();
        let before = machine.clone();
        let foreseen = run(&program, &mut machine, Options { mode: Mode::WhatIf, ..Options::default() });
        prop_assert_eq!(&before, &machine);
        let real = run(&program, &mut machine, Options::default());
        // An operation that fails, or asks for a restart that nothing told of, is not to be foreseen; nor is a command that
        // does not do what it is for, as none does here, or a step behind another that cannot be observed.
        let goes_wrong = |event: &Event| match event {
            Event::Do { action, code, .. } => {
                *code != 0 || real.results().any(|(id, word)| id == action && word.starts_with("failed"))
            }
            _ => false,
        };
        prop_assume!(!real.events.iter().any(goes_wrong));
        // /whatif looks no further than to the first change: behind it a package may wait for a restart already.
        let untold = |(id, word): (&str, String)| {
            word.ends_with(" restart") && foreseen.results().any(|told| told == (id, "would change".to_owned()))
        };
        let asked = |id: &str| program.actions.iter().any(|action| action.id == id && action.reboot == Reboot::IfChanged);
        prop_assume!(!real.results().any(|(id, word)| !asked(id) && untold((id, word))));
        let text = pair.plan.text(&Style::of(TAG));
        for event in &foreseen.events {
            let Event::Result { action, word, .. } = event else { continue };
            let expected: &[&str] = match word {
                // Where no subkey matches there is nothing to change and nothing in place: no operation fails, the action does.
                Word::WouldChange if text.contains("each-subkey") => &["changed", "failed", "blocked"],
                Word::WouldChange => &["changed"],
                Word::WouldWait if text.contains("each-subkey") => &["waiting", "blocked"],
                Word::WouldWait => &["waiting"],
                Word::DependsOn(_) => continue,
                Word::Unchanged => &["unchanged"],
                Word::Skipped => &["skipped"],
                Word::Failed => &["failed"],
                Word::Blocked => &["blocked"],
                other => panic!("{other} is no word of /whatif"),
            };
            let came = real.results().find(|(id, _)| id == action).map(|(_, word)| word.replace(" restart", ""));
            prop_assert!(
                came.as_deref().is_some_and(|came| expected.contains(&came)),
                "{} was to be `{}` and was {:?}\n{}", action, word, came, text
            );
        }
    }

    #[test]
    fn from_every_interruption_a_machine_comes_to_where_it_would_be(
        (pair, system) in pairs(),
        // The first run is cut off, and most often the one behind it too.
        cuts in prop::collection::vec((any::<u8>(), any::<bool>()), 1..=3),
    ) {
        // What is decided by a thing that is changed only later is decided otherwise in the next run: no second run of such a
        // plan does what one that was not cut off did.
        prop_assume!(!pair.plan.looks_ahead() && !pair.plan.asks_of_this_run());
        let program = program(&pair, &Style::of(TAG));
        let mut start = pair.machine(&program, TAG, system);
        start.faults.clear();
        release(&mut start);
        // What a restart does by itself (services, packages that wait for it) is done, and the next one does nothing more.
        start.restart();
        let mut whole = start.clone();
        let first = run(&program, &mut whole, Options::default());
        prop_assume!(first.operations().count() > 0);
        // Who is cut off is restarted there: nothing waits for that then, and what it undoes is otherwise for what comes behind.
        prop_assume!(!pair.plan.looks_back() || !first.results().any(|(_, word)| word == "waiting"));
        let left = whole.services.clone();
        whole.restart();
        prop_assume!(whole.services == left);
        rest(&program, &mut whole);
        // Actions that want different things of one thing undo each other in every run. Others have something left to do where
        // the goal holds already (`not x.changed` comes true only in the run after): with the goal reached no run goes through
        // them, but the one behind an interruption does. So they must be at rest whatever the goal says.
        let mut unfinished = program.clone();
        unfinished.goal.cond = Cond::Const(Truth::False);
        let rests = run(&unfinished, &mut whole.clone(), Options::default());
        // An action that makes its own condition unknown fails whenever it is looked at again.
        prop_assume!(rests.operations().count() == 0 && !rests.results().any(|(_, word)| word.starts_with("failed")));
        let mut machine = start;
        let mut made = Vec::new();
        for (at, before) in cuts {
            let count = run(&program, &mut machine.clone(), Options::default()).operations().count();
            let Some(at) = usize::from(at).checked_rem(count) else { break };
            let cut = if before { Cut::Before(at + 1) } else { Cut::After(at + 1) };
            made.push(cut);
            let trace = run(&program, &mut machine, Options { cut: Some(cut), ..Options::default() });
            prop_assert_eq!(trace.outcome, None);
            machine.restart();
        }
        rest(&program, &mut machine);
        let text = pair.plan.text(&Style::of(TAG));
        prop_assert_eq!(without_debts(&whole), without_debts(&machine), "{:?}\n{}", made, text);
        prop_assert_eq!(debts(&whole), debts(&machine), "{:?}\n{}", made, text);
    }
}
