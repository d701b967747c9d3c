//! Machines are set up so that a probe finds its state in place, or not; so that a condition holds, or not. What cannot be set
//! up is left as it is: whether it worked is seen when the machine is run.

use super::super::apply::command_line;
use super::super::debts;
use super::super::facts::Facts;
use super::super::machine::{
    Data, Effect, Fault, FileEntry, License, Machine, Name, Os, Package, Service, ServiceState, Typed,
};
use super::super::observe::{data_on, files, keys, view};
use super::super::systems;
use crate::catalog::keys::ProductKey;
use crate::condition::{CheckId, Cond, Glob, Operand, Truth, Value};
use crate::program::{
    Action, Channel, CheckTest, Command, LicenseStatus, LicenseWant, PathText, Probe, Program, Reading, RegistryPlace,
    RegistryWant, ServiceStatus, Startup,
};

/// The state of an installed package (CBS `CurrentState`).
const INSTALLED: u32 = 0x70;

/// Sets machines up for one program.
pub(super) struct Settle<'p> {
    program: &'p Program,
    /// Every system of the catalogue, with its facts.
    systems: Vec<(Os, Facts)>,
}

impl<'p> Settle<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, systems: systems::with_facts(program) }
    }

    /// A machine that the plan may be for, with as many entries in maps as there are; the plain one where it does as well.
    pub(super) fn plain(&self) -> Machine {
        let entries = |facts: &Facts| {
            (0..self.program.maps.len()).filter(|map| facts.chosen(crate::condition::MapId(*map)).is_some()).count()
        };
        let fits = self.systems.iter().filter(|(_, facts)| self.may_be_meant(facts));
        // The first of the best.
        let best = fits.rev().max_by_key(|(_, facts)| entries(facts));
        Machine { os: best.map(|(os, _)| os.clone()).unwrap_or_default(), ..Machine::default() }
    }

    fn may_be_meant(&self, facts: &Facts) -> bool {
        systems::supposed(&self.program.scope.cond, facts, self.program) != Truth::False
    }

    /// Gives a machine a system whose facts are as wanted; whether there is one. `meant`: the plan may be for it.
    pub(super) fn system(&self, machine: &mut Machine, meant: bool, wanted: impl Fn(&Facts) -> bool) -> bool {
        let fits = |facts: &Facts| (!meant || self.may_be_meant(facts)) && wanted(facts);
        if let Some((os, _)) = self.systems.iter().find(|(_, facts)| fits(facts)) {
            machine.os = os.clone();
            return true;
        }
        let variant =
            systems::variants(machine).into_iter().find(|variant| fits(&Facts::of(variant, &self.program.maps)));
        let found = variant.is_some();
        if let Some(variant) = variant {
            *machine = variant;
        }
        found
    }

    /// Makes a condition true, or false, as far as checks decide it.
    pub(super) fn cond(&self, cond: &Cond, truth: bool, machine: &mut Machine) {
        match cond {
            Cond::Not(inner) => self.cond(inner, !truth, machine),
            Cond::And(all) if truth => all.iter().for_each(|part| self.cond(part, true, machine)),
            Cond::Or(all) if !truth => all.iter().for_each(|part| self.cond(part, false, machine)),
            // One part is enough; facts cannot be set.
            Cond::And(all) | Cond::Or(all) => {
                if let Some(part) = all.iter().find(|part| !part.checks().is_empty()) {
                    self.cond(part, truth, machine);
                }
            }
            Cond::Check(id) => self.check(*id, truth, machine),
            other => self.value(other, truth, machine),
        }
    }

    fn check(&self, id: CheckId, truth: bool, machine: &mut Machine) {
        match &self.program.checks[id.0].test {
            CheckTest::When(condition) => self.cond(&condition.cond, truth, machine),
            CheckTest::State(probes) => self.probes(probes, truth, machine),
        }
    }

    fn probes(&self, probes: &[Probe], truth: bool, machine: &mut Machine) {
        let count = if truth { probes.len() } else { 1 };
        for probe in probes.iter().take(count) {
            self.probe(probe, truth, machine);
        }
    }

    /// Has every state of an action in place, or none.
    pub(super) fn action(&self, action: &Action, in_place: bool, machine: &mut Machine) {
        let last = if in_place { &action.finally[..] } else { &[] };
        for part in action.steps.iter().chain(last).flat_map(|step| &step.parts) {
            if let Probe::DoneOnce { hash } = &part.probe {
                let (key, mark) = (debts::key(&self.program.plan), debts::once(action));
                if in_place {
                    machine.set_value(&key, &mark, Data::String(hash.clone()));
                } else {
                    machine.delete_value(&key, &mark);
                }
            }
            self.probe(&part.probe, in_place, machine);
        }
    }

    /// A comparison with what a check reads: the value is tried out.
    fn value(&self, cond: &Cond, truth: bool, machine: &mut Machine) {
        let (read, literals) = match cond {
            Cond::Compare { left: Operand::CheckValue(id), right: Operand::Literal(value), .. }
            | Cond::Compare { left: Operand::Literal(value), right: Operand::CheckValue(id), .. } => (*id, vec![value]),
            Cond::In { item: Operand::CheckValue(id), set } => (*id, set.iter().collect()),
            Cond::Like { item: Operand::CheckValue(id), pattern } => {
                let text = Value::Text(instance(pattern, "x"));
                return self.read_value(cond, *id, &[text], truth, machine);
            }
            _ => return,
        };
        let near: Vec<Value> = literals.into_iter().flat_map(near).collect();
        self.read_value(cond, read, &near, truth, machine);
    }

    fn read_value(&self, cond: &Cond, id: CheckId, near: &[Value], truth: bool, machine: &mut Machine) {
        let Some((Reading::Registry { place, value }, _)) = &self.program.checks[id.0].value else { return };
        let facts = Facts::of(machine, &self.program.maps);
        let (Some(key), Some(name)) = (place_key(place, machine, &facts), facts.text(value)) else { return };
        let other = [Value::Text("something else".to_owned()), Value::None];
        for wanted in near.iter().chain(&other) {
            let mut tried = machine.clone();
            match data_of(wanted) {
                Some(data) => tried.set_value(&key, &name, data),
                None => {
                    tried.delete_value(&key, &name);
                }
            }
            if systems::with_values(cond, &tried, self.program) == Truth::from(truth) {
                *machine = tried;
                return;
            }
        }
    }

    fn probe(&self, probe: &Probe, truth: bool, machine: &mut Machine) {
        let facts = Facts::of(machine, &self.program.maps);
        let service = |machine: &mut Machine, name: &crate::program::RunText, set: &dyn Fn(&mut Service)| {
            if let Some(name) = facts.text(name) {
                set(machine.services.entry(Name::from(name.as_str())).or_default());
            }
        };
        match probe {
            Probe::ServiceStatus { name, status, .. } => {
                let runs = (*status == ServiceStatus::Running) == truth;
                service(machine, name, &|service| service.status = state(runs));
            }
            Probe::ServiceStartup { name, startup, .. } => {
                let other = if *startup == Startup::Manual { Startup::Automatic } else { Startup::Manual };
                service(machine, name, &|service| service.startup = if truth { *startup } else { other });
            }
            Probe::ServiceDependencies { name, on, .. } => {
                let wanted: Vec<String> = on.iter().filter_map(|name| facts.text(name)).collect();
                let other = if wanted.is_empty() { vec!["RpcSs".to_owned()] } else { Vec::new() };
                service(machine, name, &|service| {
                    service.depends_on = if truth { wanted.clone() } else { other.clone() }
                });
            }
            Probe::ServiceSecurity { name, sddl, .. } => {
                let usual = Service::default().security;
                let other = if usual == *sddl { "D:".to_owned() } else { usual };
                service(machine, name, &|service| service.security = if truth { sddl.clone() } else { other.clone() });
            }
            Probe::ServiceExists { name, exists } => {
                if *exists == truth {
                    service(machine, name, &|_| {});
                } else if let Some(name) = facts.text(name) {
                    machine.services.remove(&Name::from(name.as_str()));
                }
            }
            // What is stopped is left stopped: that is in place.
            Probe::ServiceRestarted { name } => service(machine, name, &|service| service.status = state(!truth)),
            Probe::FileExists { path, exists } => file(path, *exists == truth, machine, &facts),
            Probe::FileContent { path, content } => {
                if let (Some(path), Some(text)) = (facts.text(&path.path), facts.text(&content.text)) {
                    let bytes = if truth { content.bytes(&text) } else { b"something else".to_vec() };
                    let content = String::from_utf8_lossy(&bytes).into_owned();
                    machine.files.insert(Name::from(path.as_str()), FileEntry { content, ..FileEntry::default() });
                }
            }
            Probe::RegistryKey { place, exists } => registry_key(place, *exists == truth, machine, &facts),
            Probe::RegistryValue { place, value, want, .. } => {
                if let (Some(key), Some(name)) = (place_key(place, machine, &facts), facts.text(value)) {
                    registry_value(&key, &name, want, truth, machine, &facts);
                }
            }
            Probe::Package { identity, installed } => {
                machine.packages.retain(|name, _| !identity.matches(name));
                if *installed == truth {
                    let package = Package { state: INSTALLED, removal: Default::default() };
                    machine.packages.insert(Name(identity_of(identity)), package);
                }
            }
            Probe::License(want) => license(want, truth, &mut machine.license, &facts),
            Probe::Succeeds(command) => succeeds(command, truth, machine, &facts),
            Probe::Holds(cond) => self.cond(cond, truth, machine),
            Probe::All(probes) => self.probes(probes, truth, machine),
            Probe::DoneOnce { .. } | Probe::Never | Probe::Always => {}
        }
    }
}

const fn state(runs: bool) -> ServiceState {
    if runs { ServiceState::Running } else { ServiceState::Stopped }
}

/// A name that a pattern matches.
fn instance(pattern: &Glob, star: &str) -> String {
    pattern.as_str().replace('*', star).replace('?', "x")
}

/// A package's identity that a pattern matches: name, public key token, architecture, language, version.
fn identity_of(pattern: &Glob) -> String {
    const PARTS: [&str; 5] = ["x", "31bf3856ad364e35", "amd64", "", "6.1.1.0"];
    let text = pattern.as_str();
    // The last star stands for all the parts that the rest of the pattern does not have.
    let missing = (PARTS.len() - 1).saturating_sub(text.matches('~').count());
    let last = text.rfind('*');
    let mut identity = String::new();
    for (at, character) in text.char_indices() {
        match character {
            '*' => {
                let part = text[..at].matches('~').count().min(PARTS.len() - 1);
                let end = if Some(at) == last { (part + missing).min(PARTS.len() - 1) } else { part };
                identity.push_str(&PARTS[part..=end].join("~"));
            }
            '?' => identity.push('x'),
            other => identity.push(other),
        }
    }
    identity
}

fn file(path: &PathText, exists: bool, machine: &mut Machine, facts: &Facts) {
    let found = files(path, machine, facts).unwrap_or_default();
    if !exists {
        for (name, _) in found {
            machine.files.remove(&Name(name));
        }
    } else if found.is_empty()
        && let Some(folder) = facts.text(&path.path)
    {
        let name = match &path.pattern {
            Some(pattern) => format!(r"{}\{}", folder.trim_end_matches('\\'), instance(pattern, "x")),
            None => folder,
        };
        machine.files.insert(Name(name), FileEntry { content: "x".to_owned(), ..FileEntry::default() });
    }
}

/// The key that a place names; where it is a pattern, the first that matches, or one that would.
fn place_key(place: &RegistryPlace, machine: &Machine, facts: &Facts) -> Option<String> {
    let first = keys(place, machine, facts)?.into_iter().next();
    match &place.each_subkey {
        None => first,
        Some(pattern) => first.or_else(|| Some(format!(r"{}\{}", view(place, facts)?, instance(pattern, "x")))),
    }
}

fn registry_key(place: &RegistryPlace, exists: bool, machine: &mut Machine, facts: &Facts) {
    if exists {
        if let Some(key) = place_key(place, machine, facts).filter(|key| !machine.has_key(key)) {
            machine.registry.entry(Name(key)).or_default();
        }
        return;
    }
    for key in keys(place, machine, facts).unwrap_or_default() {
        machine.registry.retain(|name, _| !super::super::machine::is_below(name, &key));
    }
}

fn registry_value(key: &str, name: &str, want: &RegistryWant, truth: bool, machine: &mut Machine, facts: &Facts) {
    match want {
        RegistryWant::Present | RegistryWant::Absent => {
            if (*want == RegistryWant::Present) == truth {
                if machine.value(key, name).is_none() {
                    machine.set_value(key, name, Data::Dword(1));
                }
            } else {
                machine.delete_value(key, name);
            }
        }
        RegistryWant::Data(data) => {
            if let Some(data) = data_on(data, facts) {
                machine.set_value(key, name, if truth { data } else { other_data(&data) });
            }
        }
        RegistryWant::Bits { mask, data } => {
            let old = match machine.value(key, name) {
                Some(Data::Dword(number)) => *number,
                _ => 0,
            };
            let lowest = mask & mask.wrapping_neg();
            let bits = if truth { *data } else { data ^ lowest };
            machine.set_value(key, name, Data::Dword((old & !mask) | bits));
        }
        RegistryWant::List { with, without } => {
            let list =
                if truth { with.clone() } else { without.iter().take(usize::from(with.is_empty())).cloned().collect() };
            machine.set_value(key, name, Data::Typed(Typed::MultiString(list)));
        }
    }
}

/// Data of the same type that is not the same.
fn other_data(data: &Data) -> Data {
    match data {
        Data::Dword(number) => Data::Dword(number ^ 1),
        Data::String(text) => Data::String(format!("not {text}")),
        Data::Typed(Typed::ExpandString(text)) => Data::Typed(Typed::ExpandString(format!("not {text}"))),
        Data::Typed(Typed::Qword(number)) => Data::Typed(Typed::Qword(number ^ 1)),
        Data::Typed(Typed::MultiString(list)) => {
            let mut list = list.clone();
            list.push("something else".to_owned());
            Data::Typed(Typed::MultiString(list))
        }
        Data::Typed(Typed::Binary(bytes)) => {
            let mut bytes = bytes.clone();
            bytes.push(0);
            Data::Typed(Typed::Binary(bytes))
        }
    }
}

fn license(want: &LicenseWant, truth: bool, license: &mut License, facts: &Facts) {
    let keyed = |license: &mut License| {
        if license.channel == Channel::None {
            license.channel = Channel::KmsClient;
            license.key = "ABCDE".to_owned();
        }
    };
    let last5 = |text: &str| ProductKey::parse(text).map_or_else(|| text.to_owned(), |key| key.last5().to_owned());
    if truth {
        if let Some(channel) = want.channel.first() {
            license.channel = *channel;
            if *channel == Channel::None {
                license.key = String::new();
            } else if license.key.is_empty() {
                license.key = "ABCDE".to_owned();
            }
        }
        if let Some(status) = want.status.first() {
            if *status != LicenseStatus::Unlicensed {
                keyed(license);
            }
            license.status = *status;
        }
        if let Some(reason) = want.reason {
            keyed(license);
            license.reason = reason;
        }
        if let Some(key) = want.key.as_ref().and_then(|key| facts.text(key)) {
            keyed(license);
            license.key = last5(&key);
        }
        license.kms_host = want.kms_host.as_ref().and_then(|host| facts.text(host)).or(license.kms_host.take());
        license.kms_port = want.kms_port.or(license.kms_port);
        return;
    }
    // One thing is enough; the others may be what another state asks for.
    if want.key.is_some() {
        keyed(license);
        license.key = "ABCDE".to_owned();
    } else if let Some(reason) = want.reason {
        license.reason = reason ^ 1;
    } else if !want.status.is_empty() {
        let other = [LicenseStatus::OobGrace, LicenseStatus::Licensed, LicenseStatus::Notification];
        if let Some(status) = other.into_iter().find(|status| !want.status.contains(status)) {
            keyed(license);
            license.status = status;
        }
    } else if want.kms_host.is_some() {
        license.kms_host = None;
    } else if want.kms_port.is_some() {
        license.kms_port = None;
    } else if let Some(channel) = Channel::ALL.into_iter().find(|channel| !want.channel.contains(channel)) {
        license.channel = channel;
        license.key = if channel == Channel::None { String::new() } else { "ABCDE".to_owned() };
    }
}

/// A command that is run as a check answers by its code; a fault says which.
fn succeeds(command: &Command, truth: bool, machine: &mut Machine, facts: &Facts) {
    let operation = format!("run {}", command_line(command, facts));
    machine.faults.retain(|fault| fault.operation != operation);
    if command.accepts(0) != truth
        && let Some(code) = (0..=255).find(|code| command.accepts(*code) == truth)
    {
        machine.faults.insert(0, Fault { operation, code: code.cast_unsigned(), effect: Effect::Normal, times: None });
    }
}

/// Values around a literal, on all sides of a comparison with it.
fn near(value: &Value) -> Vec<Value> {
    match value {
        Value::Int(number) => [Some(*number), number.checked_add(1), number.checked_sub(1)]
            .into_iter()
            .flatten()
            .map(Value::Int)
            .collect(),
        Value::Version(parts) => {
            let mut more = parts.clone();
            more.push(1);
            vec![value.clone(), Value::Version(more), Value::Version(vec![0])]
        }
        Value::Bool(truth) => vec![Value::Bool(*truth), Value::Bool(!truth)],
        other => vec![other.clone()],
    }
}

/// A value as registry data; `None` for one that is absent.
fn data_of(value: &Value) -> Option<Data> {
    match value {
        Value::None => None,
        Value::Int(number) => Some(match (u32::try_from(*number), u64::try_from(*number)) {
            (Ok(number), _) => Data::Dword(number),
            (_, Ok(number)) => Data::Typed(Typed::Qword(number)),
            _ => Data::String(number.to_string()),
        }),
        Value::Bool(truth) => Some(Data::Dword(u32::from(*truth))),
        other => Some(Data::String(other.to_string())),
    }
}
