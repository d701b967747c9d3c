//! How long a plan may take: what its parts may take at most, added up.
//!
//! Scripts give up by counting probes, never by the clock, so these are the times at which a part is given up, not the
//! times it is expected to take.
//!
//! | part | seconds |
//! |---|---|
//! | the lock | 60 |
//! | stop a service, start a service | 60 each |
//! | the licence: read, install a key, activate, set the KMS host | 120 each |
//! | DISM removes a package | 1,800 |
//! | a command | its `timeout` |
//! | the registry, files, packages read from the registry | 0 |
//!
//! A step is tested before and after each attempt; attempts, `delay` and `settle` count as often as they may happen. One run
//! does not go past an action with `reboot: if-changed` that has changed something: what needs it waits for the restart, or
//! is blocked where it failed.

use super::{Action, CheckTest, Command, Condition, Op, Probe, Program, Reboot, Retry, Step};
use crate::condition::ActionId;

/// Waiting for another run to end.
const LOCK: u64 = 60;
/// A service that stops or starts.
const SERVICE: u64 = 60;
/// A call of slmgr.vbs or WMI.
const LICENSE: u64 = 120;
/// One run of DISM.
const SERVICING: u64 = 1800;
/// With more actions than this that ask for a restart, every action is counted: each doubles the ways a run can go.
const RESTARTING: usize = 8;

/// The longest that one run of a plan may take, in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorstCase {
    /// Waiting for the lock.
    pub lock: u64,
    /// Observing `scope` and, before and after the actions, `goal`.
    pub observing: u64,
    /// The actions, in the order of their turns.
    pub actions: Vec<ActionTime>,
    /// What one run may take of the actions' time together: not all of it where some wait for a restart of others.
    pub acting: u64,
}

/// The longest that one action may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionTime {
    /// The action.
    pub action: ActionId,
    /// Seconds, its `when` and its `finally` included.
    pub seconds: u64,
    /// Seconds where everything is in place already.
    pub idle: u64,
    /// The step that may take the longest.
    pub longest: StepTime,
}

/// The longest that one step may take, attempts of the whole action left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepTime {
    /// Whether it stands under `finally`.
    pub finally: bool,
    /// Its index there.
    pub step: usize,
    /// Seconds.
    pub seconds: u64,
}

impl WorstCase {
    /// The whole run.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.lock.saturating_add(self.observing).saturating_add(self.acting)
    }

    /// Whether some actions wait for a restart of others, so that no run takes the time of all.
    #[must_use]
    pub fn is_parted(&self) -> bool {
        self.acting < total(self.actions.iter().map(|action| action.seconds))
    }

    /// The action that may take the longest; the first of several.
    #[must_use]
    pub fn longest(&self) -> Option<&ActionTime> {
        self.actions.iter().rev().max_by_key(|action| action.seconds)
    }
}

/// Adds up what a run may take at most.
#[must_use]
pub fn worst_case(program: &Program) -> WorstCase {
    let observe = |condition: &Condition| condition_time(program, condition);
    let actions: Vec<ActionTime> = program.order.iter().map(|id| action_time(program, *id)).collect();
    WorstCase {
        lock: LOCK,
        observing: observe(&program.scope).saturating_add(observe(&program.goal).saturating_mul(2)),
        acting: acting(program, &actions),
        actions,
    }
}

fn total(seconds: impl IntoIterator<Item = u64>) -> u64 {
    seconds.into_iter().fold(0, u64::saturating_add)
}

/// The most that one run may take of the actions' time, over all ways in which those that ask for a restart when they
/// change something do change something or do not.
fn acting(program: &Program, times: &[ActionTime]) -> u64 {
    let restarting: Vec<ActionId> =
        times.iter().map(|time| time.action).filter(|id| program.action(*id).reboot == Reboot::IfChanged).collect();
    if restarting.len() > RESTARTING {
        return total(times.iter().map(|time| time.seconds));
    }
    let ways = 0_u32..1 << restarting.len();
    let way = |changes: u32| {
        let mut waits = vec![false; program.actions.len()];
        total(times.iter().map(|time| {
            let changing = restarting.iter().position(|id| *id == time.action).map(|bit| changes >> bit & 1 == 1);
            let held_up = program.action(time.action).needs.iter().any(|need| waits[need.0]);
            waits[time.action.0] = held_up || changing == Some(true);
            match changing {
                _ if held_up => 0,
                Some(false) => time.idle,
                _ => time.seconds,
            }
        }))
    };
    ways.map(way).max().unwrap_or(0)
}

fn action_time(program: &Program, id: ActionId) -> ActionTime {
    let action: &Action = program.action(id);
    let mut longest = StepTime::default();
    let mut sum = |steps: &[Step], finally: bool| {
        let mut total: u64 = 0;
        for (index, step) in steps.iter().enumerate() {
            let seconds = step_time(program, step);
            if seconds > longest.seconds {
                longest = StepTime { finally, step: index, seconds };
            }
            total = total.saturating_add(seconds);
        }
        total
    };
    let steps = sum(&action.steps, false);
    let finally = sum(&action.finally, true);
    let when = action.when.as_ref().map_or(0, |when| condition_time(program, when));
    let seconds = when.saturating_add(attempts(action.retry, steps)).saturating_add(finally);
    let parts = action.steps.iter().flat_map(|step| &step.parts);
    let idle = when.saturating_add(total(parts.map(|part| probe_time(program, &part.probe))));
    ActionTime { action: id, seconds, idle, longest }
}

fn step_time(program: &Program, step: &Step) -> u64 {
    let when = step.when.as_ref().map_or(0, |when| condition_time(program, when));
    step.parts.iter().fold(when, |sum, part| {
        let test = probe_time(program, &part.probe);
        let once = test.saturating_mul(2).saturating_add(op_time(&part.op)).saturating_add(step.settle);
        sum.saturating_add(attempts(step.retry, once))
    })
}

/// So many attempts, with the waits between them.
fn attempts(retry: Retry, once: u64) -> u64 {
    let times = u64::from(retry.times.max(1));
    once.saturating_mul(times).saturating_add(retry.delay.saturating_mul(times - 1))
}

fn op_time(op: &Op) -> u64 {
    match op {
        Op::ServiceStart { .. } | Op::ServiceStop { .. } => SERVICE,
        Op::ServiceRestart { .. } => SERVICE * 2,
        Op::PackageRemove { .. } => SERVICING,
        Op::LicenseInstallKey { .. }
        | Op::LicenseActivate
        | Op::LicenseSetKmsHost { .. }
        | Op::LicenseSetKmsPort { .. } => LICENSE,
        Op::Run(command) => command.timeout,
        _ => 0,
    }
}

fn probe_time(program: &Program, probe: &Probe) -> u64 {
    let mut seen = Seen::default();
    seen.probe(program, probe);
    seen.seconds()
}

/// What a condition may take: one reading of the licence serves all that asks for it, each command is run once.
fn condition_time(program: &Program, condition: &Condition) -> u64 {
    let mut seen = Seen::default();
    seen.condition(program, &condition.cond);
    seen.seconds()
}

#[derive(Default)]
struct Seen {
    license: bool,
    commands: u64,
    checks: Vec<usize>,
}

impl Seen {
    fn seconds(&self) -> u64 {
        self.commands.saturating_add(if self.license { LICENSE } else { 0 })
    }

    fn command(&mut self, command: &Command) {
        self.commands = self.commands.saturating_add(command.timeout);
    }

    fn probe(&mut self, program: &Program, probe: &Probe) {
        match probe {
            Probe::License(_) => self.license = true,
            Probe::Succeeds(command) => self.command(command),
            Probe::Holds(cond) => self.condition(program, cond),
            Probe::All(probes) => probes.iter().for_each(|probe| self.probe(program, probe)),
            _ => {}
        }
    }

    fn condition(&mut self, program: &Program, cond: &crate::condition::Cond) {
        for id in cond.checks() {
            if self.checks.contains(&id.0) {
                continue;
            }
            self.checks.push(id.0);
            match &program.checks[id.0].test {
                CheckTest::State(probes) => probes.iter().for_each(|probe| self.probe(program, probe)),
                CheckTest::When(condition) => self.condition(program, &condition.cond),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_lie_between_attempts() {
        assert_eq!(attempts(Retry { times: 3, delay: 30 }, 100), 360);
        assert_eq!(attempts(Retry { times: 1, delay: 30 }, 100), 100);
        assert_eq!(attempts(Retry { times: u32::MAX, delay: u64::MAX }, u64::MAX), u64::MAX);
    }
}
