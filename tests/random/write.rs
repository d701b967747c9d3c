//! From a sketch of a plan to its text.

use super::plan::{Action, Cond, Plan, State, Step, Unless, What};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How things are called in the text, and how it is laid out; laws say that it makes no difference.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    pub tag: String,
    /// Heads of the ids of actions and of checks.
    pub action: &'static str,
    pub check: &'static str,
    /// The order in which actions are declared, by priority; by number where it is empty.
    pub priorities: Vec<u8>,
    /// Whether a check stands in it that nothing uses.
    pub unused: bool,
}

impl Style {
    pub(crate) fn of(tag: &str) -> Style {
        Style { tag: tag.to_owned(), action: "do-", check: "is-", priorities: Vec::new(), unused: false }
    }
}

/// The maps and params, of which a plan has those that it uses.
const MAPS: [(&str, &str); 4] = [
    ("word", "  word: { by: os.edition, entries: { Enterprise | Professional: one }, otherwise: other }\n"),
    ("rare", "  rare: { by: os.build, entries: { '7600..9600': old, '>= 10240': new } }\n"),
    ("some", "  some: { by: os.edition, entries: { Enterprise: e, ServerStandard: s } }\n"),
    (
        "two",
        "  two:\n    by: [os.version, os.edition]\n    entries:\n      '6.1..6.3': { Enterprise: old }\n      '>= 10': { Enterprise: new, Professional: newer }\n    otherwise: rest\n",
    ),
];
const PARAMS: [(&str, &str); 2] = [
    ("strict", "  strict: { type: boolean, default: false }\n"),
    ("site", "  site: { type: text, default: south, one-of: [north, south] }\n"),
];

const LEVEL: &str = r"registry: { key: 'HKLM\SOFTWARE\@', value: A, type: dword }";
const LEVEL_SLOT: &str = "k:a:";

struct Writer<'a> {
    plan: &'a Plan,
    style: &'a Style,
    /// For each action, what leads to it.
    edges: Vec<BTreeSet<usize>>,
    bits: u64,
}

impl Plan {
    /// Whether something is decided by what is changed only later.
    pub(crate) fn looks_ahead(&self) -> bool {
        // Steps that are taken up again ask their own conditions anew, though not that of their action.
        let own = |action: &Action| changes(action, &self.slots(conditions_of_steps(action)));
        let later = |index: usize, action: &Action| {
            let read = self.reads_of(action);
            self.actions[index + 1..].iter().any(|later| changes(later, &read))
        };
        let mut actions = self.actions.iter().enumerate();
        self.changes_its_scope() || actions.any(|(index, action)| own(action) || later(index, action))
    }

    /// Whether something is decided by what is changed earlier: where that waits for a restart, it comes later.
    pub(crate) fn looks_back(&self) -> bool {
        let mut actions = self.actions.iter().enumerate();
        actions.any(|(index, action)| {
            let read = self.reads_of(action);
            self.actions[..index].iter().any(|earlier| changes(earlier, &read))
        })
    }

    /// Whether something is decided by what became of an action in the same run: in the next one that is something else.
    pub(crate) fn asks_of_this_run(&self) -> bool {
        let mut conditions = self.actions.iter().flat_map(conditions).chain(&self.mix);
        conditions.any(|cond| asks_of_this_run(cond, false))
    }

    /// Whether it may leave a machine that it is no longer for.
    pub(crate) fn changes_its_scope(&self) -> bool {
        let read = self.slots(&self.scope);
        self.actions.iter().any(|action| changes(action, &read))
    }

    /// What an action is decided by.
    fn reads_of(&self, action: &Action) -> Vec<String> {
        let mut slots = self.slots(conditions(action));
        if let What::Command(command) = &action.what
            && let Unless::State(state) = &command.unless
        {
            slots.push(state.slot.clone());
        }
        slots
    }

    /// What conditions read.
    fn slots<'a>(&self, conditions: impl IntoIterator<Item = &'a Cond>) -> Vec<String> {
        let mut slots = Vec::new();
        conditions.into_iter().for_each(|cond| self.reads(cond, &mut slots));
        slots
    }

    /// What a condition reads.
    fn reads(&self, cond: &Cond, slots: &mut Vec<String>) {
        match cond {
            Cond::Check(of) | Cond::Result(of, _) => {
                slots.push(self.checks[usize::from(*of) % self.checks.len()].slot.clone());
            }
            Cond::Level(_) => slots.push(LEVEL_SLOT.to_owned()),
            Cond::Mix => match &self.mix {
                Some(mix) if !asks_mix(mix) => self.reads(mix, slots),
                _ => self.reads(&Cond::Check(1), slots),
            },
            Cond::Fact(_) => {}
            Cond::All => slots.extend(self.checks.iter().map(|check| check.slot.clone())),
            Cond::Not(inner) => self.reads(inner, slots),
            Cond::And(a, b) | Cond::Or(a, b) => {
                self.reads(a, slots);
                self.reads(b, slots);
            }
        }
    }

    /// Its text.
    pub(crate) fn text(&self, style: &Style) -> String {
        let count = self.actions.len();
        let mut writer = Writer { plan: self, style, edges: vec![BTreeSet::new(); count], bits: self.links };
        let mut actions: Vec<String> = (0..count).map(|index| writer.action(index)).collect();
        if !style.priorities.is_empty() {
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|index| style.priorities[index % style.priorities.len()]);
            actions = order.into_iter().map(|index| std::mem::take(&mut actions[index])).collect();
        }
        let goal = self.goal.as_ref().or(if writer.is_settled() { None } else { Some(&Cond::All) });
        let head = writer.head(goal);
        let text = head + "actions:\n" + &actions.concat();
        writer.with_tables(&text).replace('@', &style.tag)
    }
}

impl Writer<'_> {
    /// Whether no two states are about one thing: then a plan may leave its goal out.
    fn is_settled(&self) -> bool {
        let all: Vec<&State> = self.plan.actions.iter().flat_map(states).collect();
        let states_something = self.plan.actions.iter().any(|action| states(action).next().is_some());
        let apart = |(index, one): (usize, &&State)| all[..index].iter().all(|other| !one.overlaps(&other.slot));
        states_something && all.iter().enumerate().all(apart)
    }

    fn head(&self, goal: Option<&Cond>) -> String {
        let mut text = String::new();
        if let Some(scope) = &self.plan.scope {
            writeln!(text, "scope: {}", quoted(&self.cond(scope, 0))).expect("a string takes every write");
        }
        text += "checks:\n";
        for (index, check) in self.plan.checks.iter().enumerate() {
            writeln!(text, "  {}: {{ {} }}", self.check(index), check.text).expect("a string takes every write");
        }
        writeln!(text, "  level: {{ {LEVEL} }}").expect("a string takes every write");
        if let Some(mix) = &self.plan.mix {
            writeln!(text, "  mix: {{ when: {} }}", quoted(&self.cond(mix, 0))).expect("a string takes every write");
        }
        if self.style.unused {
            text += "  nobody-asks: { registry: { key: 'HKLM\\SOFTWARE\\@', value: keep, data: 1 } }\n";
        }
        if let Some(goal) = goal {
            writeln!(text, "goal: {}", quoted(&self.cond(goal, 0))).expect("a string takes every write");
        }
        text
    }

    /// Put together with the tables that the rest of the text uses.
    fn with_tables(&self, rest: &str) -> String {
        let mut text = "regimen: 1\nplan: '@'\ntitle: A random plan\n".to_owned();
        // A word of any text is enough: so now and then there is a map that nothing uses.
        let used = |name: &str| {
            [format!("${{{name}}}"), format!("has {name}"), format!("'{name}"), format!(" {name} ==")]
                .iter()
                .any(|form| rest.contains(form))
                || rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.').any(|word| word == name)
        };
        for (table, entries) in [("maps:\n", &MAPS[..]), ("params:\n", &PARAMS[..])] {
            let entries: Vec<&str> = entries.iter().filter(|(name, _)| used(name)).map(|(_, entry)| *entry).collect();
            if !entries.is_empty() {
                text += table;
                text += &entries.concat();
            }
        }
        text + rest
    }

    fn check(&self, index: usize) -> String {
        format!("{}{}", self.style.check, index % self.plan.checks.len())
    }

    fn id(&self, index: usize) -> String {
        format!("{}{index}", self.style.action)
    }

    /// A condition that stands where `earlier` actions have a result.
    fn cond(&self, cond: &Cond, earlier: usize) -> String {
        let both =
            |a: &Cond, word: &str, b: &Cond| format!("({} {word} {})", self.cond(a, earlier), self.cond(b, earlier));
        match cond {
            Cond::Check(of) => self.check(usize::from(*of)),
            Cond::All => {
                let all: Vec<String> = (0..self.plan.checks.len()).map(|index| self.check(index)).collect();
                all.join(" and ")
            }
            Cond::Level(text) | Cond::Fact(text) => (*text).to_owned(),
            // Joined checks do not ask for themselves.
            Cond::Mix => {
                self.plan.mix.as_ref().filter(|mix| !asks_mix(mix)).map_or_else(|| self.check(1), |_| "mix".to_owned())
            }
            Cond::Result(of, _) if earlier == 0 => self.check(usize::from(*of)),
            Cond::Result(of, kind) => format!("{}.{kind}", self.id(usize::from(*of) % earlier)),
            Cond::Not(inner) => format!("not {}", self.not(inner, earlier)),
            Cond::And(a, b) => both(a, "and", b),
            Cond::Or(a, b) => both(a, "or", b),
        }
    }

    fn not(&self, inner: &Cond, earlier: usize) -> String {
        let text = self.cond(inner, earlier);
        if text.contains(' ') && !text.starts_with('(') { format!("({text})") } else { text }
    }

    /// The earlier actions whose results a condition asks for.
    fn asks(cond: &Cond, earlier: usize, ids: &mut BTreeSet<usize>) {
        match cond {
            Cond::Result(of, _) if earlier > 0 => {
                ids.insert(usize::from(*of) % earlier);
            }
            Cond::Not(inner) => Self::asks(inner, earlier, ids),
            Cond::And(a, b) | Cond::Or(a, b) => {
                Self::asks(a, earlier, ids);
                Self::asks(b, earlier, ids);
            }
            _ => {}
        }
    }

    fn leads(&self, from: usize, to: usize) -> bool {
        self.edges[to].contains(&from) || self.edges[to].iter().any(|between| self.leads(from, *between))
    }

    fn action(&mut self, index: usize) -> String {
        let action = &self.plan.actions[index];
        let mut needs: BTreeSet<usize> = BTreeSet::new();
        let mut after: BTreeSet<usize> = BTreeSet::new();
        if index > 0 {
            needs.extend(action.needs.map(|of| usize::from(of) % index));
            after.extend(action.after.map(|of| usize::from(of) % index));
            for cond in conditions(action) {
                Self::asks(cond, index, &mut self.edges[index]);
            }
            if let What::Restart { after: of, .. } = &action.what {
                self.edges[index].insert(usize::from(*of) % index);
            }
            if let What::Command(command) = &action.what
                && let Unless::Changed(of) = &command.unless
            {
                self.edges[index].insert(usize::from(*of) % index);
            }
        }
        self.edges[index].extend(needs.iter().chain(&after));
        for earlier in (0..index).rev() {
            if !self.leads(earlier, index) && self.meet(earlier, index) {
                if self.bits & 1 == 0 { &mut after } else { &mut needs }.insert(earlier);
                self.bits = self.bits.rotate_right(1);
                self.edges[index].insert(earlier);
            }
        }
        after.retain(|of| !needs.contains(of));
        let list = |ids: &BTreeSet<usize>| ids.iter().map(|of| self.id(*of)).collect::<Vec<_>>().join(", ");
        let mut text = format!("  {}:\n", self.id(index));
        let mut key =
            |key: &str, value: &str| writeln!(text, "    {key}: {value}").expect("a string takes every write");
        if let Some(when) = self.when(index) {
            key("when", &quoted(&when));
        }
        for (name, ids) in [("needs", &needs), ("after", &after)] {
            if !ids.is_empty() {
                key(name, &format!("[{}]", list(ids)));
            }
        }
        if action.retry {
            key("retry", "{ times: 2, delay: 2s }");
        }
        if !action.reboot.is_empty() {
            key("reboot", action.reboot);
        }
        self.what(index, &mut text);
        if !action.finally.is_empty() {
            text += "    finally:\n";
            action.finally.iter().for_each(|step| self.step(step, index, &mut text));
        }
        text
    }

    /// Whether one changes what the other touches or reads.
    fn meet(&self, one: usize, two: usize) -> bool {
        let (one, two) = (&self.plan.actions[one], &self.plan.actions[two]);
        let touched: Vec<String> = states(two).map(|state| state.slot.clone()).collect();
        changes(one, &touched) || changes(one, &self.plan.reads_of(two)) || changes(two, &self.plan.reads_of(one))
    }

    /// The condition of an action, with what its kind asks for.
    fn when(&self, index: usize) -> Option<String> {
        let action = &self.plan.actions[index];
        let mut all: Vec<String> = action.when.iter().map(|when| self.cond(when, index)).collect();
        let changed = match &action.what {
            What::Restart { after, .. } => Some(*after),
            What::Command(command) => match command.unless {
                Unless::Changed(of) => Some(of),
                _ => None,
            },
            _ => None,
        };
        if let Some(of) = changed.filter(|_| index > 0) {
            all.insert(0, format!("{}.changed", self.id(usize::from(of) % index)));
        }
        if self.uses_some(action) {
            all.insert(0, "has some".to_owned());
        }
        if all.is_empty() { None } else { Some(all.join(" and ")) }
    }

    fn uses_some(&self, action: &Action) -> bool {
        states(action).any(|state| state.text.contains("${some}"))
    }

    fn what(&self, index: usize, text: &mut String) {
        match &self.plan.actions[index].what {
            What::Steps(steps) => match steps.as_slice() {
                [Step { state, when: None, retry: false, settle }] => {
                    writeln!(text, "    {}", state.text).expect("a string takes every write");
                    if *settle {
                        *text += "    settle: 4s\n";
                    }
                }
                steps => {
                    *text += "    steps:\n";
                    steps.iter().for_each(|step| self.step(step, index, text));
                }
            },
            What::Each { list, state, as_step: false } => {
                writeln!(text, "    each: {list}\n    {}", state.text).expect("a string takes every write");
            }
            What::Each { list, state, as_step: true } => {
                writeln!(text, "    steps:\n      - each: {list}\n        {}", state.text)
                    .expect("a string takes every write");
            }
            What::Command(command) => {
                let unless = match &command.unless {
                    Unless::Once => ", once: true".to_owned(),
                    Unless::Changed(_) if index == 0 => ", once: true".to_owned(),
                    Unless::Changed(_) => String::new(),
                    Unless::Holds(cond) => format!(", unless: {}", quoted(&self.cond(cond, 0))),
                    Unless::State(state) => format!(", unless: {{ {} }}", state.text),
                };
                let keys = command.keys;
                writeln!(text, "    command: {{ run: [labtool.exe, '/@-{index}', 'a b']{unless}{keys} }}")
                    .expect("a string takes every write");
            }
            What::Restart { service, .. } => {
                let status = if index == 0 { "stopped" } else { "restarted" };
                writeln!(text, "    service: {{ name: '{service}', status: {status} }}")
                    .expect("a string takes every write");
            }
            What::Message => *text += "    message: 'a word about (${os.edition}) & more'\n",
        }
    }

    fn step(&self, step: &Step, index: usize, text: &mut String) {
        writeln!(text, "      - {}", step.state.text).expect("a string takes every write");
        if let Some(when) = &step.when {
            writeln!(text, "        when: {}", quoted(&self.cond(when, index))).expect("a string takes every write");
        }
        if step.retry {
            *text += "        retry: { times: 2, delay: 2s }\n";
        }
        if step.settle {
            *text += "        settle: 4s\n";
        }
    }
}

fn asks_mix(cond: &Cond) -> bool {
    match cond {
        Cond::Mix => true,
        Cond::Not(inner) => asks_mix(inner),
        Cond::And(a, b) | Cond::Or(a, b) => asks_mix(a) || asks_mix(b),
        _ => false,
    }
}

fn conditions(action: &Action) -> Vec<&Cond> {
    let mut all = conditions_of_steps(action);
    all.extend(&action.when);
    all
}

fn conditions_of_steps(action: &Action) -> Vec<&Cond> {
    let steps: &[Step] = if let What::Steps(steps) = &action.what { steps } else { &[] };
    let mut all: Vec<&Cond> = steps.iter().chain(&action.finally).filter_map(|step| step.when.as_ref()).collect();
    if let What::Command(command) = &action.what
        && let Unless::Holds(cond) = &command.unless
    {
        all.push(cond);
    }
    all
}

/// Whether a condition asks for what became of an action in this run. That it changed something is remembered until it was
/// asked for; that it did not is about this run again.
fn asks_of_this_run(cond: &Cond, negated: bool) -> bool {
    match cond {
        Cond::Result(_, kind) => negated || *kind != "changed",
        Cond::Not(inner) => asks_of_this_run(inner, !negated),
        Cond::And(a, b) | Cond::Or(a, b) => asks_of_this_run(a, negated) || asks_of_this_run(b, negated),
        _ => false,
    }
}

fn changes(action: &Action, slots: &[String]) -> bool {
    states(action).any(|state| slots.iter().any(|slot| state.overlaps(slot)))
}

/// The states that an action brings about.
fn states(action: &Action) -> impl Iterator<Item = &State> {
    static SERVICE: std::sync::OnceLock<State> = std::sync::OnceLock::new();
    let steps: Vec<&State> = match &action.what {
        What::Steps(steps) => steps.iter().map(|step| &step.state).collect(),
        What::Each { state, .. } => vec![state],
        What::Restart { .. } => vec![SERVICE.get_or_init(|| State { text: String::new(), slot: "s:".to_owned() })],
        What::Command(_) | What::Message => Vec::new(),
    };
    steps.into_iter().chain(action.finally.iter().map(|step| &step.state))
}

/// As a whole it is one scalar, whatever stands in it.
fn quoted(condition: &str) -> String {
    format!("'{}'", condition.replace('\'', "''"))
}
