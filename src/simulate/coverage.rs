//! What scenarios reach of a plan: which ends each action came to, what each part of each condition came to, which entries
//! of the maps a machine had.

use super::facts::{Chosen, Facts};
use super::systems::Sides;
use super::trace::Word;
use crate::condition::{ActionId, Cond, MapId, Truth};
use crate::program::{Action, CheckTest, Condition, Op, Probe, Program, Step};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// How many entries of a map are named among what is missing.
const NAMED: usize = 8;

/// What was reached so far. One watch belongs to one program: conditions are known by where they lie in memory.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    leaves: HashSet<(*const Cond, Truth)>,
    results: HashSet<(ActionId, &'static str)>,
    entries: HashSet<(MapId, Chosen)>,
}

impl Watch {
    /// How much was reached; more is better.
    pub(super) fn count(&self) -> usize {
        let sides = self.leaves.iter().filter(|(_, truth)| *truth != Truth::Unknown).count();
        sides + self.results.len() + self.entries.len()
    }

    /// Whether an action's turn ended so.
    pub(super) fn ended(&self, action: ActionId, word: &'static str) -> bool {
        self.results.contains(&(action, word))
    }

    /// Whether a part of a condition came to this.
    pub(super) fn saw(&self, leaf: &Cond, truth: Truth) -> bool {
        self.leaves.contains(&(std::ptr::from_ref(leaf), truth))
    }

    pub(super) fn leaf(&mut self, leaf: &Cond, truth: Truth) {
        self.leaves.insert((std::ptr::from_ref(leaf), truth));
    }

    pub(super) fn result(&mut self, action: ActionId, word: &Word) {
        let word = match word {
            Word::Changed => "changed",
            Word::Unchanged => "unchanged",
            Word::Skipped => "skipped",
            Word::Failed => "failed",
            Word::Blocked => "blocked",
            Word::Waiting => "waiting",
            Word::WouldChange | Word::WouldWait | Word::DependsOn(_) => return,
        };
        self.results.insert((action, word));
    }

    /// A machine that the plan is for.
    pub(super) fn machine(&mut self, program: &Program, facts: &Facts) {
        for map in (0..program.maps.len()).map(MapId) {
            self.entries.extend(facts.chosen(map).map(|chosen| (map, chosen)));
        }
    }
}

/// What was reached of a program, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coverage {
    /// The actions, in the order of their turns.
    pub actions: Vec<ActionCoverage>,
    /// The parts of conditions, in the order of the plan.
    pub conditions: Vec<LeafCoverage>,
    /// The entries of the maps, in the order of the plan.
    pub entries: Vec<EntryCoverage>,
}

/// How one action's turn can end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActionCoverage {
    /// Its id.
    pub id: String,
    /// Results that were reached.
    pub reached: Vec<&'static str>,
    /// Results that it can have and that were not.
    pub missed: Vec<&'static str>,
}

/// A part of a condition that joins no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeafCoverage {
    /// The condition it belongs to: `scope`, `goal`, `when of activate` ...
    pub of: String,
    /// How it reads.
    pub text: String,
    /// What it came to: `true`, `false`.
    pub reached: Vec<&'static str>,
    /// What it can come to on a machine of the catalogue, and did not.
    pub missed: Vec<&'static str>,
}

/// An entry of a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntryCoverage {
    /// The map's id.
    pub map: String,
    /// The entry's keys; `otherwise` for the rest.
    pub entry: String,
    /// Whether a machine that the plan is for had it.
    pub reached: bool,
}

impl Coverage {
    /// What `watch` saw of its program.
    #[must_use]
    pub fn of(program: &Program, watch: &Watch) -> Self {
        let outlook = Outlook::of(program);
        let actions = program.order.iter().map(|id| {
            let can = outlook.ends(program, program.action(*id));
            let (reached, missed) = can.into_iter().partition(|word| watch.results.contains(&(*id, *word)));
            ActionCoverage { id: program.action(*id).id.clone(), reached, missed }
        });
        // What no machine can show is not asked for: a table may be larger than the plan, and a scope may exclude the rest.
        let systems = super::systems::with_facts(program);
        let sides = Sides::of(program, &systems);
        let conditions = conditions(program).into_iter().flat_map(|(of, cond)| {
            let leaf = |leaf: &Cond| {
                let was = |truth| watch.leaves.contains(&(std::ptr::from_ref(leaf), truth));
                let can =
                    [Truth::True, Truth::False].into_iter().filter(|truth| was(*truth) || sides.can(leaf, *truth));
                let (reached, missed): (Vec<Truth>, Vec<Truth>) = can.partition(|truth| was(*truth));
                let words = |truths: Vec<Truth>| truths.into_iter().map(Truth::word).collect();
                LeafCoverage {
                    of: of.clone(),
                    text: program.cond_words(leaf),
                    reached: words(reached),
                    missed: words(missed),
                }
            };
            cond.leaves().into_iter().map(leaf).collect::<Vec<_>>()
        });
        let possible = super::systems::entries(program, &systems);
        let entries = program.maps.iter().enumerate().flat_map(|(index, map)| {
            let reached = move |chosen| watch.entries.contains(&(MapId(index), chosen));
            let entry = move |(at, entry): (usize, &crate::program::Entry)| EntryCoverage {
                map: map.id.clone(),
                entry: entry.words(),
                reached: reached(Chosen::Entry(at)),
            };
            let otherwise = map.otherwise.as_ref().map(|_| EntryCoverage {
                map: map.id.clone(),
                entry: "otherwise".to_owned(),
                reached: reached(Chosen::Otherwise),
            });
            let possible = possible[index].as_ref();
            let can =
                move |chosen: Chosen| reached(chosen) || possible.is_none_or(|possible| possible.contains(&chosen));
            let entries = map.entries.iter().enumerate().filter(move |(at, _)| can(Chosen::Entry(*at))).map(entry);
            entries.chain(otherwise.filter(|_| can(Chosen::Otherwise)))
        });
        Self { actions: actions.collect(), conditions: conditions.collect(), entries: entries.collect() }
    }

    /// How many things can be reached.
    #[must_use]
    pub fn total(&self) -> usize {
        let results: usize = self.actions.iter().map(|action| action.reached.len() + action.missed.len()).sum();
        let sides: usize = self.conditions.iter().map(|leaf| leaf.reached.len() + leaf.missed.len()).sum();
        results + sides + self.entries.len()
    }

    /// How many of them were.
    #[must_use]
    pub fn reached(&self) -> usize {
        let results: usize = self.actions.iter().map(|action| action.reached.len()).sum();
        let sides: usize = self.conditions.iter().map(|leaf| leaf.reached.len()).sum();
        results + sides + self.entries.iter().filter(|entry| entry.reached).count()
    }

    /// The share that was reached in percent, rounded down, so that 100 means all.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.reached() * 100).checked_div(self.total()).unwrap_or(100)
    }

    /// What was not reached, a line each.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let actions = self.actions.iter().filter(|action| !action.missed.is_empty());
        let mut lines: Vec<String> =
            actions.map(|action| format!("{} is never {}", action.id, action.missed.join(", "))).collect();
        for leaf in &self.conditions {
            let never = match leaf.missed.as_slice() {
                [] => continue,
                [_, _] => "asked",
                [word, ..] => word,
            };
            lines.push(format!("{}: `{}` is never {never}", leaf.of, leaf.text));
        }
        for entries in self.entries.chunk_by(|one, two| one.map == two.map) {
            let missed: Vec<&str> =
                entries.iter().filter(|entry| !entry.reached).map(|entry| entry.entry.as_str()).collect();
            let more = missed.len().saturating_sub(NAMED);
            let named = missed[..missed.len() - more].join("; ");
            match more {
                _ if missed.is_empty() => {}
                0 => lines.push(format!("map {}: no machine has {named}", entries[0].map)),
                more => lines.push(format!("map {}: no machine has {named}; and {more} more", entries[0].map)),
            }
        }
        lines
    }
}

/// What can become of the actions, for those that need them.
struct Outlook {
    /// Whether an action, or one that it needs, can fail.
    fails: Vec<bool>,
    /// Whether an action, or one that it needs, may ask for a restart.
    restarts: Vec<bool>,
}

fn acts(step: &Step) -> bool {
    step.parts.iter().any(|part| !matches!(part.op, Op::Message { .. }))
}

impl Outlook {
    fn of(program: &Program) -> Self {
        let count = program.actions.len();
        let mut outlook = Self { fails: vec![false; count], restarts: vec![false; count] };
        // What an action needs has its turn before it.
        for id in &program.order {
            let action = program.action(*id);
            let of_needs = |flags: &[bool]| action.needs.iter().any(|need| flags[need.0]);
            outlook.fails[id.0] = action.steps.iter().chain(&action.finally).any(acts) || of_needs(&outlook.fails);
            outlook.restarts[id.0] = action.may_restart || of_needs(&outlook.restarts);
        }
        outlook
    }

    /// The ends that an action's turn can come to, in a run that is not cut off.
    fn ends(&self, program: &Program, action: &Action) -> Vec<&'static str> {
        let changes = action.steps.iter().chain(&action.finally).any(acts);
        let needs = |flags: &[bool]| action.needs.iter().any(|need| flags[need.0]);
        let can = [
            ("changed", changes),
            ("unchanged", can_be_in_place(program, action)),
            ("skipped", action.when.is_some()),
            ("failed", changes),
            ("blocked", needs(&self.fails)),
            ("waiting", needs(&self.restarts)),
        ];
        can.into_iter().filter_map(|(word, can)| can.then_some(word)).collect()
    }
}

/// Whether an action can find all of its states in place. Not one that puts a thing into two states, nor one whose `when` says
/// that a state of its own is not in place, nor one where a code alone decides.
fn can_be_in_place(program: &Program, action: &Action) -> bool {
    let steps = action.steps.iter().chain(&action.finally).filter(|step| step.when.is_none());
    let probes: Vec<&Probe> = steps.flat_map(|step| &step.parts).map(|part| &part.probe).collect();
    if probes.iter().any(|probe| matches!(probe, Probe::Never)) {
        return false;
    }
    let contradicted =
        probes.iter().enumerate().any(|(at, one)| probes[at + 1..].iter().any(|two| one.contradicts(two)));
    let denied = |check: &Cond| {
        let Cond::Check(id) = check else { return false };
        match &program.checks[id.0].test {
            CheckTest::State(state) => !state.is_empty() && state.iter().all(|probe| probes.contains(&probe)),
            CheckTest::When(_) => false,
        }
    };
    let denies = |cond: &Cond| matches!(cond, Cond::Not(inner) if denied(inner));
    let when = action.when.as_ref().is_some_and(|when| match &when.cond {
        Cond::And(all) => all.iter().any(denies),
        cond => denies(cond),
    });
    !contradicted && !when
}

/// Every condition of a program, with what it is called.
pub(super) fn conditions(program: &Program) -> Vec<(String, &Cond)> {
    let mut found: Vec<(String, &Cond)> =
        vec![("scope".to_owned(), &program.scope.cond), ("goal".to_owned(), &program.goal.cond)];
    for check in program.checks.iter().filter(|check| check.used) {
        if let CheckTest::When(Condition { cond, .. }) = &check.test {
            found.push((format!("check {}", check.id), cond));
        }
    }
    for id in &program.order {
        let action = program.action(*id);
        found.extend(action.when.as_ref().map(|when| (format!("when of {}", action.id), &when.cond)));
        for (number, step) in action.steps.iter().chain(&action.finally).enumerate() {
            let step_name = format!("step {} of {}", number + 1, action.id);
            found.extend(step.when.as_ref().map(|when| (format!("when of {step_name}"), &when.cond)));
            for part in &step.parts {
                if let Probe::Holds(cond) = &part.probe {
                    found.push((format!("unless of {step_name}"), cond));
                }
            }
        }
    }
    found
}
