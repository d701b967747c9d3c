//! What outlives a run: values under `HKLM\SOFTWARE\Regimen\<plan>`, and the markers that prove a restart.

use super::machine::{Data, Machine, Name, VOLATILE};
use crate::condition::ActionId;
use crate::program::{Action, Op, Program};

/// The debts of one plan on one machine.
pub(super) struct Debts {
    key: String,
    plan: String,
}

/// Where a plan keeps them.
pub(super) fn key(plan: &str) -> String {
    format!(r"HKLM\SOFTWARE\Regimen\{plan}")
}

/// What an earlier run of an action was cut off in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Its steps: nobody knows which of them are done.
    Steps,
    /// What runs behind them.
    Finally,
}

impl Left {
    fn data(self) -> &'static str {
        match self {
            Left::Steps => "steps",
            Left::Finally => "finally",
        }
    }
}

impl Debts {
    pub(super) fn new(plan: &str) -> Self {
        Self { key: key(plan), plan: plan.to_owned() }
    }

    pub(super) fn get(&self, machine: &Machine, name: &str) -> Option<String> {
        match machine.value(&self.key, name) {
            Some(Data::String(text)) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn stands(&self, machine: &Machine, name: &str) -> bool {
        self.get(machine, name).is_some()
    }

    pub(super) fn write(&self, machine: &mut Machine, name: &str, data: &str) {
        machine.set_value(&self.key, name, Data::String(data.to_owned()));
    }

    pub(super) fn strike(&self, machine: &mut Machine, name: &str) {
        machine.delete_value(&self.key, name);
    }

    /// What is left of an action that is begun. Only what says that it is in its steps is taken up without its condition.
    pub(super) fn left(&self, machine: &Machine, action: &Action) -> Option<Left> {
        let data = self.get(machine, &begun(action))?;
        Some(if data == Left::Steps.data() { Left::Steps } else { Left::Finally })
    }

    pub(super) fn leave(&self, machine: &mut Machine, action: &Action, left: Left) {
        self.write(machine, &begun(action), left.data());
    }

    /// Debts that no action of the plan can have.
    pub(super) fn strays(&self, machine: &Machine, program: &Program) -> Vec<String> {
        let Some(values) = machine.registry.get(&Name::from(self.key.as_str())) else { return Vec::new() };
        let known: Vec<String> = program
            .actions
            .iter()
            .flat_map(|action| {
                let counted = action.may_restart.then(|| restarts(action));
                let marked = runs_once(action).then(|| once(action));
                known(program, action).into_iter().chain(counted).chain(marked)
            })
            .collect();
        values
            .keys()
            .filter(|name| name.contains('.') && !known.iter().any(|known| known.eq_ignore_ascii_case(name)))
            .map(|name| name.0.clone())
            .collect()
    }

    pub(super) fn marker(&self, machine: &Machine, action: &Action) -> bool {
        machine.value(VOLATILE, &self.marker_name(action)).is_some()
    }

    pub(super) fn set_marker(&self, machine: &mut Machine, action: &Action) {
        machine.set_value(VOLATILE, &self.marker_name(action), Data::String("1".into()));
    }

    pub(super) fn clear_marker(&self, machine: &mut Machine, action: &Action) {
        machine.delete_value(VOLATILE, &self.marker_name(action));
    }

    fn marker_name(&self, action: &Action) -> String {
        format!("Regimen {} {}", self.plan, action.id)
    }

    /// What an inventory reads.
    pub(super) fn save_outcome(&self, machine: &mut Machine, outcome: &str, code: i32, hash: &str) {
        machine.set_value(&self.key, "Outcome", Data::String(outcome.to_owned()));
        machine.set_value(&self.key, "ExitCode", Data::Dword(code.cast_unsigned()));
        machine.set_value(&self.key, "Plan", Data::String(hash.to_owned()));
    }
}

pub(super) fn begun(action: &Action) -> String {
    format!("{}.begun", action.id)
}

pub(super) fn restart(action: &Action) -> String {
    format!("{}.restart", action.id)
}

pub(super) fn restarts(action: &Action) -> String {
    format!("{}.restarts", action.id)
}

pub(super) fn once(action: &Action) -> String {
    format!("{}.once", action.id)
}

pub(super) fn changed(program: &Program, of: &Action, consumer: ActionId) -> String {
    format!("{}.changed.{}", of.id, program.action(consumer).id)
}

/// Whether an action has a command that runs once a machine.
fn runs_once(action: &Action) -> bool {
    let mut parts = action.steps.iter().chain(&action.finally).flat_map(|step| &step.parts);
    parts.any(|part| matches!(&part.op, Op::Run(command) if command.once.is_some()))
}

/// The names of every debt that an action can owe.
pub(super) fn known(program: &Program, action: &Action) -> Vec<String> {
    let mut names = vec![begun(action)];
    if action.may_restart {
        names.push(restart(action));
    }
    names.extend(action.consumers.iter().map(|consumer| changed(program, action, *consumer)));
    names
}
