//! What random plans are made of.

use proptest::prelude::*;
use proptest::sample::select;

/// A plan. What refers to something does so by a number, of which the remainder by how many there are is taken: a smaller
/// plan is a plan.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub scope: Option<Cond>,
    pub checks: Vec<State>,
    /// A check that joins others.
    pub mix: Option<Cond>,
    pub actions: Vec<Action>,
    pub goal: Option<Cond>,
    /// Is put into the graph where two actions touch one thing, one a bit: `needs` or `after`.
    pub links: u64,
}

/// One state, as YAML with `@` for the tag.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub text: String,
    /// What it touches: two overlap where one begins with the other.
    pub slot: String,
}

impl State {
    fn new(slot: &str, text: impl Into<String>) -> State {
        State { text: text.into(), slot: slot.to_owned() }
    }

    pub(crate) fn overlaps(&self, slot: &str) -> bool {
        self.slot.starts_with(slot) || slot.starts_with(&self.slot)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Check(u8),
    /// Every check.
    All,
    /// The value of the check `level`.
    Level(&'static str),
    Mix,
    /// What became of an earlier action.
    Result(u8, &'static str),
    /// A fact.
    Fact(&'static str),
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
}

#[derive(Clone, Debug)]
pub(crate) struct Action {
    pub what: What,
    pub when: Option<Cond>,
    pub needs: Option<u8>,
    pub after: Option<u8>,
    pub retry: bool,
    pub reboot: &'static str,
    pub finally: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Steps(Vec<Step>),
    /// An action, or a step, once for each of a list; what it is done to has `${each}` in it.
    Each {
        list: &'static str,
        state: State,
        as_step: bool,
    },
    Command(Command),
    /// A service that runs is restarted where an earlier action has changed something.
    Restart {
        after: u8,
        service: &'static str,
    },
    Message,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub state: State,
    pub when: Option<Cond>,
    pub retry: bool,
    pub settle: bool,
}

/// A command: what makes it unnecessary, and how its codes are read.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub unless: Unless,
    pub keys: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) enum Unless {
    Once,
    Holds(Cond),
    State(State),
    Changed(u8),
}

/// The names of a registry key's values, and what they may be. `b` is `B` on the machine.
const VALUES: [&str; 4] = ["A", "b", "''", "With blank"];
const DATA: [&str; 14] = [
    "data: 1",
    "data: 2",
    "data: text",
    "exists: false",
    "bits: 3, data: 1",
    "data: '${word}'",
    "type: string, data: '${rare}'",
    "data: '${os.edition}-${site}'",
    "type: qword, data: 5000000000",
    "type: multi-string, data: [x, y z]",
    "type: expand-string, data: '%windir%'",
    "type: binary, data: '00 ff'",
    "type: string, data: '${two}'",
    "data: 'a & b % ^ c'",
];

fn value() -> impl Strategy<Value = State> {
    let usual = (
        select(vec![(r"k:", r"HKLM\SOFTWARE\@"), (r"k:\sub:", r"HKLM\SOFTWARE\@\Sub")]),
        select(VALUES.to_vec()),
        select(DATA.to_vec()),
    )
        .prop_map(|((slot, key), value, data)| {
            // Batch cannot see whether there is a default value.
            let data = if value == "''" { "data: text" } else { data };
            State::new(
                &format!("{slot}{}:", value.to_ascii_lowercase()),
                format!("registry: {{ key: '{key}', value: {value}, {data} }}"),
            )
        });
    let other = select(vec![
        State::new("k:a:", r"registry: { key: 'HKLM\SOFTWARE\@', value: A, data: 3, if-missing: skip }"),
        State::new(r"k:\gone:a:", r"registry: { key: 'HKLM\SOFTWARE\@\Gone', value: A, data: 3, if-missing: skip }"),
        State::new("w:", r"registry: { key: 'HKLM\SOFTWARE\@', value: W, data: 1, view: 32 }"),
    ]);
    prop_oneof![12 => usual, 1 => other]
}

/// What only PowerShell can express.
fn beyond_batch() -> impl Strategy<Value = State> {
    select(vec![
        State::new("k:list:", r"registry: { key: 'HKLM\SOFTWARE\@', value: List, with: [x], without: [z] }"),
        State::new(r"k:\sub:", r"registry: { key: 'HKLM\SOFTWARE\@', each-subkey: 'Su*', value: A, data: 1 }"),
        State::new("f:a.txt:", r"file: { path: 'C:\@\a.txt', content: two, newline: lf }"),
        State::new("f:a.txt:", r"file: { path: 'C:\@\a.txt', content: 'on ${os.edition}' }"),
        State::new("k:'':", r"registry: { key: 'HKLM\SOFTWARE\@', value: '', exists: false }"),
    ])
}

fn key() -> impl Strategy<Value = State> {
    select(vec![
        State::new(r"k:\sub:", r"registry: { key: 'HKLM\SOFTWARE\@\Sub' }"),
        State::new(r"k:\new:", r"registry: { key: 'HKLM\SOFTWARE\@\New' }"),
        State::new(r"k:\sub:", r"registry: { key: 'HKLM\SOFTWARE\@\Sub', exists: false, tree: true }"),
        State::new(r"k:\deep:", r"registry: { key: 'HKLM\SOFTWARE\@\Deep', exists: false, tree: true }"),
    ])
}

fn file() -> impl Strategy<Value = State> {
    select(vec![
        State::new("f:a.txt:", "file: { path: 'C:\\@\\a.txt', content: \"one\\n\" }"),
        State::new("f:a.txt:", r"file: { path: 'C:\@\a.txt', exists: false }"),
        State::new("f:a.txt:", r"file: { path: 'C:\@\a.txt' }"),
        State::new("f:a.txt:", "file: { path: 'C:\\@\\a.txt', content: \"two lines\\n100% & more\\n\" }"),
        State::new("f:new folder:", "file: { path: 'C:\\@\\new folder\\n.txt', content: \"new\\n\" }"),
        State::new("f:", r"file: { path: 'C:\@\*.tmp', exists: false }"),
        State::new("f:", r"file: { path: 'C:\@\b.tmp', exists: false }"),
    ])
}

/// One slot for all: what one service does moves others along.
fn service() -> impl Strategy<Value = State> {
    let name = select(vec!["@-alpha", "@-beta", "@-beta", "@-gone"]);
    let fields = select(vec![
        "status: stopped",
        "status: running",
        "startup: disabled",
        "startup: manual",
        "status: running, startup: automatic",
        "status: stopped, startup: disabled",
        "startup: delayed",
        "depends-on: []",
        "depends-on: ['@-beta', rpcss]",
        "exists: false",
    ]);
    let missing = prop_oneof![5 => Just(""), 1 => Just(", if-missing: skip"), 1 => Just(", if-missing: fail")];
    (name, fields, missing).prop_map(|(name, fields, missing)| {
        // Nothing depends on itself, and what may be gone is not asked for twice.
        let fields = if name == "@-beta" { fields.replace("'@-beta', ", "") } else { fields.to_owned() };
        let missing = if fields.contains("exists") { "" } else { missing };
        State::new("s:", format!("service: {{ name: '{name}', {fields}{missing} }}"))
    })
}

fn package() -> impl Strategy<Value = State> {
    select(vec![
        State::new("p:old:", "package: { name: '@-Old-*', installed: false }"),
        State::new("p:tools:", "package: { name: '@-Tools~*', installed: false }"),
    ])
}

pub(crate) fn state() -> impl Strategy<Value = State> {
    prop_oneof![24 => value(), 8 => file(), 12 => service(), 5 => key(), 5 => package(), 1 => beyond_batch()]
}

/// What a check observes: in the short form too.
fn observed() -> impl Strategy<Value = State> {
    let other = select(vec![
        State::new("p:tools:", "package: '@-Tools~*'"),
        State::new("f:", r"file: { path: 'C:\@\*.tmp' }"),
        State::new("s:", "service: { name: '@-alpha', status: running, startup: automatic }"),
        State::new("c:", "command: { run: [reg.exe, query, 'HKLM\\SOFTWARE\\@', /v, keep], exits: [0, 7] }"),
    ]);
    prop_oneof![6 => state().prop_map(|state| as_check(&state)), 1 => other]
}

const FACTS: [&str; 11] = [
    "strict",
    "os.edition == Enterprise",
    "os.type == client",
    "os.build >= 10240",
    "os.version == 6.1",
    "os.release in [windows-7, windows-10]",
    "has some",
    "os.edition in [Professional, ServerStandard]",
    "os.arch == x86",
    "os.edition like 'Server*'",
    "machine.domain == none",
];

const LEVELS: [&str; 5] = ["level.value < 2", "level.value == none", "level.value >= 1", "level", "level.value != 1"];

/// A condition: with results of earlier actions, or for a place where there are none.
pub(crate) fn cond(results: bool) -> impl Strategy<Value = Cond> {
    let result = (any::<u8>(), select(vec!["changed", "failed", "skipped", "done"]))
        .prop_map(|(of, kind)| Cond::Result(of, kind));
    let leaf = prop_oneof![
        8 => any::<u8>().prop_map(Cond::Check),
        2 => select(LEVELS.to_vec()).prop_map(Cond::Level),
        1 => Just(Cond::Mix),
        if results { 6 } else { 1 } => if results { result.boxed() } else { any::<u8>().prop_map(Cond::Check).boxed() },
        3 => select(FACTS.to_vec()).prop_map(Cond::Fact),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            2 => inner.clone().prop_map(|c| Cond::Not(Box::new(c))),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Cond::And(Box::new(a), Box::new(b))),
            1 => (inner.clone(), inner).prop_map(|(a, b)| Cond::Or(Box::new(a), Box::new(b))),
        ]
    })
}

fn step(results: bool) -> impl Strategy<Value = Step> {
    let when = prop_oneof![4 => Just(None), 1 => cond(results).prop_map(Some)];
    (state(), when, prop::bool::weighted(0.12), prop::bool::weighted(0.04))
        .prop_map(|(state, when, retry, settle)| Step { state, when, retry, settle })
}

fn each() -> impl Strategy<Value = What> {
    let of = select(vec![
        ("[E1, E2]", State::new("k:e", r"registry: { key: 'HKLM\SOFTWARE\@', value: '${each}', data: 1 }")),
        ("[E1, E2, E3]", State::new("k:e", r"registry: { key: 'HKLM\SOFTWARE\@', value: '${each}', data: '${each}' }")),
        (
            "[{ name: E1, data: '7' }, { name: E2, data: '8' }]",
            State::new(
                "k:e",
                r"registry: { key: 'HKLM\SOFTWARE\@', value: '${each.name}', type: string, data: '${each.data}' }",
            ),
        ),
        ("[x, y]", State::new("f:e:", r"file: { path: 'C:\@\${each}.txt', exists: false }")),
        ("[alpha, beta]", State::new("s:", "service: { name: '@-${each}', startup: manual }")),
    ]);
    (of, any::<bool>()).prop_map(|((list, state), as_step)| What::Each { list, state, as_step })
}

fn command() -> impl Strategy<Value = Command> {
    let unless = prop_oneof![
        Just(Unless::Once),
        cond(false).prop_map(Unless::Holds),
        state().prop_map(|state| Unless::State(as_check(&state))),
        any::<u8>().prop_map(Unless::Changed),
    ];
    let keys = select(vec!["", ", exits: [0, 5]", ", reboot-exits: [3010]", ", env: { VALUE: 'x & y' }"]);
    (unless, keys).prop_map(|(unless, keys)| Command { unless, keys })
}

fn action() -> impl Strategy<Value = Action> {
    let what = prop_oneof![
        12 => prop::collection::vec(step(true), 1..4).prop_map(What::Steps),
        2 => each(),
        3 => command().prop_map(What::Command),
        1 => (any::<u8>(), select(vec!["@-alpha", "@-beta"])).prop_map(|(after, service)| What::Restart { after, service }),
        1 => Just(What::Message),
    ];
    let when = prop_oneof![1 => Just(None), 1 => cond(true).prop_map(Some)];
    let finally = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(step(false), 1..3)];
    let reboot = prop_oneof![6 => Just(""), 1 => Just("if-changed"), 1 => Just("never"), 1 => Just("if-needed")];
    (
        what,
        when,
        prop::option::weighted(0.3, any::<u8>()),
        prop::option::weighted(0.2, any::<u8>()),
        prop::bool::weighted(0.15),
        reboot,
        finally,
    )
        .prop_map(|(what, when, needs, after, retry, reboot, finally)| Action {
            what,
            when,
            needs,
            after,
            retry,
            reboot,
            finally,
        })
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    let scope = prop_oneof![5 => Just(None), 1 => cond(false).prop_map(Some)];
    let goal = prop_oneof![1 => Just(None), 1 => Just(Some(Cond::All)), 1 => cond(false).prop_map(Some)];
    let mix = prop_oneof![1 => Just(None), 1 => cond(false).prop_map(Some)];
    let check = prop_oneof![
        1 => observed().prop_map(|state| (state, None)),
        2 => (observed(), any::<u8>()).prop_map(|(state, of)| (state, Some(of))),
    ];
    (scope, prop::collection::vec(check, 1..4), mix, prop::collection::vec(action(), 1..5), goal, any::<u64>())
        .prop_map(|(scope, checks, mix, actions, goal, links)| {
            let checks =
                checks.into_iter().map(|(state, of)| of.and_then(|of| brought_about(&actions, of)).unwrap_or(state));
            Plan { scope, checks: checks.collect(), mix, actions, goal, links }
        })
}

/// What an action brings about, as a check.
fn brought_about(actions: &[Action], of: u8) -> Option<State> {
    match &actions[usize::from(of) % actions.len()].what {
        What::Steps(steps) => steps.last().map(|step| as_check(&step.state)),
        _ => None,
    }
}

/// What only an action says of a state is left out.
pub(crate) fn as_check(state: &State) -> State {
    State { text: state.text.replace(", tree: true", ""), ..state.clone() }
}
