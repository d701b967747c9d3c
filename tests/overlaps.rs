//! Who touches one thing with whom, held to what it means: each is compared with each, and no index helps.

use proptest::prelude::*;
use regimen::diag::{Code, Diagnostic, Sink};
use regimen::order::Schedule;
use regimen::program::Program;
use regimen::source::SourceFile;
use regimen::{order, plan, program, resolve, rules, syntax};

/// What an action does to its value.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Set(u32),
    Bits(u32, u32),
    With(u8),
    Without(u8),
    Delete,
}

/// An action: which value, what is done to it, on which machine alone and by which value's state, and which of the earlier
/// actions it needs and comes after.
#[derive(Clone, Debug)]
struct Action {
    value: usize,
    change: Change,
    machine: Option<u8>,
    reads: Option<usize>,
    needs: Vec<usize>,
    after: Vec<usize>,
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let change = prop_oneof![
        2 => (0_u32..2).prop_map(Change::Set),
        6 => (1_u32..16, 0_u32..16).prop_map(|(mask, data)| Change::Bits(mask, mask & data)),
        6 => (0_u8..6).prop_map(Change::With),
        1 => (0_u8..6).prop_map(Change::Without),
        1 => Just(Change::Delete),
    ];
    let links = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    let machine = prop::option::of(0_u8..4);
    let reads = prop::option::weighted(0.3, 0_usize..2);
    let action = (0_usize..2, change, machine, reads, links.clone(), links);
    prop::collection::vec(action, 1..14).prop_map(|drawn| {
        let earlier = |at: usize, links: Vec<prop::sample::Index>| {
            let mut found: Vec<usize> = links.iter().filter(|_| at > 0).map(|link| link.index(at.max(1))).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let read = |(at, (value, change, machine, reads, needs, after))| Action {
            value,
            change,
            machine,
            reads,
            needs: earlier(at, needs),
            after: earlier(at, after),
        };
        drawn.into_iter().enumerate().map(read).collect()
    })
}

fn text(actions: &[Action]) -> String {
    let mut text = r"regimen: 1
plan: overlaps
title: Overlaps
checks:
  ok: { registry: { key: 'HKLM\SOFTWARE\Overlaps', value: Other, data: 1 } }
  v0: { registry: { key: 'HKLM\SOFTWARE\Overlaps', value: V0, data: 1 } }
  v1: { registry: { key: 'HKLM\SOFTWARE\Overlaps', value: V1, data: 1 } }
goal: ok
lint: { unreachable-goal: allow }
actions:
"
    .to_owned();
    for (index, Action { value, change, machine, reads, needs, after }) in actions.iter().enumerate() {
        let fields = match change {
            Change::Set(data) => format!("data: {data}"),
            Change::Bits(mask, data) => format!("bits: {mask}, data: {data}"),
            Change::With(item) => format!("with: [item-{item}]"),
            Change::Without(item) => format!("without: [ITEM-{item}]"),
            Change::Delete => "exists: false".to_owned(),
        };
        // Names of machines are compared without regard to case.
        let name = if index % 2 == 0 { "pc" } else { "PC" };
        let pinned = machine.map(|machine| format!("machine.name == '{name}-{machine}'"));
        let read = reads.map(|value| format!("v{value}"));
        let when: Vec<String> = pinned.into_iter().chain(read).collect();
        let when = if when.is_empty() { String::new() } else { format!("when: \"{}\", ", when.join(" and ")) };
        let list = |of: &[usize]| of.iter().map(|index| format!("a{index}")).collect::<Vec<_>>().join(", ");
        text += &format!(
            "  a{index}: {{ {when}needs: [{}], after: [{}], registry: {{ key: 'HKLM\\SOFTWARE\\Overlaps', value: V{value}, {fields} }} }}\n",
            list(needs),
            list(after)
        )
        .replace("needs: [], ", "")
        .replace("after: [], ", "");
    }
    text
}

/// The schedule of a plan, and what the rules say of it.
fn judged(text: &str) -> (Schedule, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let source = SourceFile::decode("overlaps.yaml", text.as_bytes(), &mut sink);
    let plan = plan::decode(&syntax::parse(&source, &mut sink), &mut sink);
    let model = plan.as_ref().and_then(|plan| resolve::resolve(plan, &Vec::new(), &mut sink));
    let schedule = model.and_then(|model| order::order(model, &mut sink));
    let (Some(plan), Some(schedule)) = (plan, schedule) else { panic!("{text}\n{:?}", sink.finish()) };
    rules::judge(&source, &plan, &schedule, &mut sink);
    (schedule, sink.finish())
}

/// Whether two changes of one value come to the same in either order.
fn commute(one: &Change, two: &Change) -> bool {
    match (one, two) {
        (Change::Bits(mask, data), Change::Bits(other, set)) => data & mask & other == set & mask & other,
        (Change::With(_), Change::With(_)) | (Change::Without(_), Change::Without(_)) => true,
        (Change::With(one), Change::Without(two)) | (Change::Without(one), Change::With(two)) => one != two,
        (one, two) => one == two,
    }
}

/// For each action all that come before it by the graph.
fn before(actions: &[Action], links: fn(&Action) -> Vec<usize>) -> Vec<Vec<bool>> {
    let mut found: Vec<Vec<bool>> = Vec::new();
    for action in actions {
        let mut all = vec![false; actions.len()];
        for link in links(action) {
            all[link] = true;
            (0..actions.len()).filter(|other| found[link][*other]).for_each(|other| all[other] = true);
        }
        found.push(all);
    }
    found
}

/// The word of `/whatif` for each action, without the name of what it depends on.
fn foreseen(program: &Program, depends: &[Vec<usize>], drawn: &[u8]) -> Vec<&'static str> {
    let mut words: Vec<&str> = vec![""; program.actions.len()];
    for id in &program.order {
        let any = |of: &[usize], word: &[&str]| of.iter().any(|other| word.contains(&words[*other]));
        let needs: Vec<usize> = program.action(*id).needs.iter().map(|need| need.0).collect();
        // An action that asks for a restart, and would change, is waited for.
        words[id.0] = match drawn[id.0] {
            _ if any(&needs, &["failed", "blocked"]) => "blocked",
            _ if any(&needs, &["would wait", "would change and restart"]) => "would wait",
            _ if any(&depends[id.0], &["would change", "would change and restart", "depends on"]) => "depends on",
            0 => "would change",
            1 => "would change and restart",
            2 => "failed",
            _ => "unchanged",
        };
    }
    words
}

proptest! {
    #[test]
    fn an_order_that_is_open_is_a_conflict_and_nothing_else_is(actions in actions()) {
        let text = text(&actions);
        let links = before(&actions, |action| [action.needs.clone(), action.after.clone()].concat());
        let open = |one: usize, two: usize| {
            let (first, second) = (&actions[one], &actions[two]);
            let apart = first.machine.zip(second.machine).is_some_and(|(one, two)| one != two);
            let changed = first.value == second.value && !commute(&first.change, &second.change);
            (changed || first.reads == Some(second.value) || second.reads == Some(first.value)) && !apart && !links[two][one]
        };
        let (_, found) = judged(&text);
        let found: Vec<&Diagnostic> = found.iter().filter(|found| found.code == Code::Conflict).collect();
        let is_open = (0..actions.len()).any(|two| (0..two).any(|one| open(one, two)));
        prop_assert_eq!(!found.is_empty(), is_open, "{}\n{:?}", text, found);
        for mistake in found {
            let named: Vec<usize> =
                mistake.title.split('`').filter_map(|word| word.strip_prefix('a')?.parse().ok()).collect();
            prop_assert!(open(named[0], named[1]), "{}\n{}", text, mistake.title);
        }
    }

    #[test]
    fn whatif_says_the_same_as_if_every_earlier_writer_were_asked(
        actions in actions(),
        drawn in prop::collection::vec(0_u8..6, 14),
    ) {
        let (schedule, _) = judged(&text(&actions));
        let program = program::lower(&schedule);
        let short: Vec<Vec<usize>> =
            program.actions.iter().map(|action| action.depends.iter().map(|id| id.0).collect()).collect();
        let turn = |index: usize| program.order.iter().position(|id| id.0 == index);
        let all: Vec<Vec<usize>> = (0..actions.len())
            .map(|two| {
                let touched = [Some(actions[two].value), actions[two].reads];
                let earlier = |one: &usize| touched.contains(&Some(actions[*one].value)) && turn(*one) < turn(two);
                (0..actions.len()).filter(earlier).collect()
            })
            .collect();
        for (short, all) in short.iter().zip(&all) {
            prop_assert!(short.iter().all(|one| all.contains(one)));
        }
        prop_assert_eq!(foreseen(&program, &short, &drawn), foreseen(&program, &all, &drawn));
    }
}

#[test]
fn a_chain_of_writers_depends_on_the_last_alone() {
    let link = |index: usize| Action {
        value: 0,
        change: Change::Set(u32::try_from(index).unwrap_or(0)),
        machine: None,
        reads: None,
        needs: index.checked_sub(1).into_iter().collect(),
        after: Vec::new(),
    };
    let (schedule, found) = judged(&text(&(0..300).map(link).collect::<Vec<_>>()));
    assert!(found.iter().all(|found| found.code != Code::Conflict));
    let depends: usize = program::lower(&schedule).actions.iter().map(|action| action.depends.len()).sum();
    assert_eq!(depends, 299);
}
