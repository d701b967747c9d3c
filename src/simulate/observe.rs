//! Probes on a simulated machine.

use super::debts;
use super::facts::Facts;
use super::machine::{Data, License, Machine, ServiceState, Typed};
use super::run::Run;
use super::trace::Event;
use crate::condition::{ActionId, CheckId, Cond, Glob, MapId, Observed, Observer, ResultKind, Truth, eval};
use crate::program::{
    Channel, Check, CheckTest, LicenseStatus, LicenseWant, PathText, Probe, Reading, RegistryData, RegistryPlace,
    RegistryWant, RunText, ServiceStatus, Startup,
};

/// What one probe found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) truth: Truth,
    /// In place, but only after a restart that is still owed (CBS states 0x5 and 0x60).
    pub(super) outstanding: bool,
}

impl From<Truth> for Found {
    fn from(truth: Truth) -> Self {
        Self { truth, outstanding: false }
    }
}

impl Run<'_> {
    /// Asks the machine. `after` says that the operation of the same part has been done in this attempt.
    pub(super) fn probe(&mut self, probe: &Probe, after: bool) -> Found {
        match probe {
            Probe::Never => Truth::from(after).into(),
            Probe::Always => Truth::True.into(),
            Probe::DoneOnce { hash } => {
                let mark = debts::once(self.program.action(self.current));
                let stands = self.debts.get(self.machine, &mark).as_deref() == Some(hash);
                Truth::from(after || stands).into()
            }
            Probe::Holds(cond) => eval(cond, self).into(),
            Probe::All(probes) => {
                probes.iter().map(|probe| self.probe(probe, false).truth).fold(Truth::True, Truth::and).into()
            }
            Probe::Succeeds(command) => self.observe_command(command).into(),
            Probe::License(want) => self.observe_license(want).into(),
            Probe::ServiceRestarted { name } => {
                let Some(name) = self.facts.text(name) else { return Truth::Unknown.into() };
                let runs = self.machine.service(&name).is_some_and(|s| s.status == ServiceState::Running);
                // Once this action has stopped it, it has to run again.
                let halted = self.halted.iter().any(|other| other.eq_ignore_ascii_case(&name));
                Truth::from(runs == halted).into()
            }
            Probe::Package { identity, installed } => package(self.machine, identity, *installed),
            other => still(other, self.machine, &self.facts).into(),
        }
    }

    fn observe_license(&mut self, want: &LicenseWant) -> Truth {
        if self.license.is_none() {
            // A query of the licence starts sppsvc.
            if self.machine.wmi_answers()
                && self
                    .machine
                    .service("sppsvc")
                    .is_some_and(|s| s.status == ServiceState::Stopped && s.startup != Startup::Disabled)
            {
                self.machine.started("sppsvc");
            }
            self.license = Some(self.machine.license.clone());
        }
        if !self.machine.wmi_answers() {
            return Truth::Unknown;
        }
        let Some(license) = &self.license else { return Truth::Unknown };
        licensed(license, want, &self.facts)
    }

    /// Forgets what was observed: an operation was issued, or time has passed.
    pub(super) fn look_again(&mut self) {
        self.seen.fill(None);
        self.license = None;
    }
}

fn licensed(license: &License, want: &LicenseWant, facts: &Facts) -> Truth {
    if license.second_product {
        return Truth::Unknown;
    }
    let keyless = license.channel == Channel::None;
    let status = if keyless { LicenseStatus::Unlicensed } else { license.status };
    let known = (want.channel.is_empty() || want.channel.contains(&license.channel))
        && (want.status.is_empty() || want.status.contains(&status))
        && want.reason.is_none_or(|reason| !keyless && reason == license.reason)
        && want.kms_port.is_none_or(|port| license.kms_port == Some(port));
    let text = |wanted: &Option<RunText>, fits: &dyn Fn(&str) -> bool| match wanted {
        None => Truth::True,
        Some(wanted) => facts.text(wanted).map_or(Truth::Unknown, |wanted| Truth::from(fits(&wanted))),
    };
    let key = text(&want.key, &|key| !keyless && !license.key.is_empty() && key.ends_with(&license.key));
    let host =
        text(&want.kms_host, &|host| license.kms_host.as_deref().is_some_and(|set| set.eq_ignore_ascii_case(host)));
    Truth::from(known).and(key).and(host)
}

fn package(machine: &Machine, identity: &Glob, installed: bool) -> Found {
    let matching =
        || machine.packages.iter().filter(|(name, _)| identity.matches(name)).map(|(_, package)| package.state);
    let is = matching().any(|state| state == 0x70 || state == 0x80);
    let pending = matching().any(|state| state == 0x5 || state == 0x60);
    Found { truth: Truth::from(is == installed), outstanding: pending && is == installed }
}

/// The probes that read nothing but the machine as it is.
pub(super) fn still(probe: &Probe, machine: &Machine, facts: &Facts) -> Truth {
    let on = |text: &RunText| facts.text(text);
    match probe {
        Probe::ServiceStatus { name, status, missing_ok } => match on(name) {
            None => Truth::Unknown,
            Some(name) => Truth::from(machine.service(&name).map_or(*missing_ok, |service| {
                (service.status == ServiceState::Running) == (*status == ServiceStatus::Running)
            })),
        },
        Probe::ServiceStartup { name, startup, missing_ok } => match on(name) {
            None => Truth::Unknown,
            Some(name) => Truth::from(machine.service(&name).map_or(*missing_ok, |s| s.startup == *startup)),
        },
        Probe::ServiceDependencies { name, on: wanted, missing_ok } => {
            let wanted: Option<Vec<String>> = wanted.iter().map(|name| facts.text(name)).collect();
            let (Some(name), Some(wanted)) = (on(name), wanted) else { return Truth::Unknown };
            Truth::from(machine.service(&name).map_or(*missing_ok, |service| service.depends_exactly_on(&wanted)))
        }
        Probe::ServiceSecurity { name, sddl, missing_ok } => match on(name) {
            None => Truth::Unknown,
            Some(name) => Truth::from(machine.service(&name).map_or(*missing_ok, |s| s.has_security(sddl))),
        },
        Probe::ServiceExists { name, exists } => match on(name) {
            None => Truth::Unknown,
            Some(name) => Truth::from(machine.service(&name).is_some() == *exists),
        },
        Probe::FileExists { path, exists } => match files(path, machine, facts) {
            None => Truth::Unknown,
            Some(found) if found.iter().any(|(_, directory)| *directory) && path.pattern.is_none() => Truth::Unknown,
            Some(found) => Truth::from(found.iter().any(|(_, directory)| !directory) == *exists),
        },
        Probe::FileContent { path, content } => {
            let (Some(path), Some(text)) = (on(&path.path), on(&content.text)) else { return Truth::Unknown };
            match machine.files.get(&path.as_str().into()) {
                Some(file) if file.directory => Truth::Unknown,
                // A link is not the file.
                Some(file) => Truth::from(!file.link && file.content.as_bytes() == content.bytes(&text)),
                None => Truth::False,
            }
        }
        Probe::RegistryKey { place, exists } => {
            all_places(place, machine, facts, *exists, |key| Truth::from(machine.has_key(key) == *exists))
        }
        Probe::RegistryValue { place, value, want, missing_ok } => {
            let Some(name) = on(value) else { return Truth::Unknown };
            let absent_ok = *missing_ok || *want == RegistryWant::Absent;
            all_places(place, machine, facts, !absent_ok, |key| {
                if *missing_ok && !machine.has_key(key) {
                    return Truth::True;
                }
                wanted(machine.value(key, &name), want, facts)
            })
        }
        Probe::Never
        | Probe::Always
        | Probe::DoneOnce { .. }
        | Probe::Holds(_)
        | Probe::All(_)
        | Probe::Succeeds(_)
        | Probe::License(_)
        | Probe::ServiceRestarted { .. }
        | Probe::Package { .. } => Truth::Unknown,
    }
}

/// The keys a place names: the key itself, or each direct subkey that matches.
pub(super) fn keys(place: &RegistryPlace, machine: &Machine, facts: &Facts) -> Option<Vec<String>> {
    let key = view(place, facts)?;
    Some(match &place.each_subkey {
        None => vec![key],
        Some(glob) => machine
            .subkeys(&key)
            .into_iter()
            .filter(|name| glob.matches(name))
            .map(|name| format!(r"{key}\{name}"))
            .collect(),
    })
}

/// The key in its view: what a 32-bit view shows of SOFTWARE lies in Wow6432Node.
pub(super) fn view(place: &RegistryPlace, facts: &Facts) -> Option<String> {
    use crate::program::View;
    let key = facts.text(&place.key)?;
    let software = r"HKLM\SOFTWARE\";
    let head = key.get(..software.len()).filter(|head| head.eq_ignore_ascii_case(software));
    Some(match (place.view, head) {
        (View::Bits32, Some(_)) => format!(r"HKLM\SOFTWARE\Wow6432Node\{}", &key[software.len()..]),
        _ => key,
    })
}

/// Holds for every key; where a pattern matches nothing, what takes away is in place and what gives is not.
fn all_places(
    place: &RegistryPlace,
    machine: &Machine,
    facts: &Facts,
    gives: bool,
    test: impl Fn(&str) -> Truth,
) -> Truth {
    match keys(place, machine, facts) {
        None => Truth::Unknown,
        Some(keys) if keys.is_empty() => Truth::from(!gives),
        Some(keys) => keys.iter().map(|key| test(key)).fold(Truth::True, Truth::and),
    }
}

fn wanted(found: Option<&Data>, want: &RegistryWant, facts: &Facts) -> Truth {
    match (want, found) {
        (RegistryWant::Present, found) => Truth::from(found.is_some()),
        (RegistryWant::Absent, found) => Truth::from(found.is_none()),
        (RegistryWant::Data(data), found) => match data_on(data, facts) {
            None => Truth::Unknown,
            Some(data) => Truth::from(found == Some(&data)),
        },
        (RegistryWant::Bits { mask, data }, Some(Data::Dword(number))) => Truth::from(number & mask == *data),
        (RegistryWant::Bits { data, .. }, None) => Truth::from(*data == 0),
        (RegistryWant::List { with, without }, Some(Data::Typed(Typed::MultiString(list)))) => {
            let holds = |text: &String| list.iter().any(|item| item.eq_ignore_ascii_case(text));
            Truth::from(with.iter().all(holds) && !without.iter().any(holds))
        }
        (RegistryWant::List { with, .. }, None) => Truth::from(with.is_empty()),
        (RegistryWant::Bits { .. } | RegistryWant::List { .. }, Some(_)) => Truth::False,
    }
}

/// Registry data with its texts complete.
pub(super) fn data_on(data: &RegistryData, facts: &Facts) -> Option<Data> {
    Some(match data {
        RegistryData::String(text) => Data::String(facts.text(text)?),
        RegistryData::ExpandString(text) => Data::Typed(Typed::ExpandString(facts.text(text)?)),
        RegistryData::Dword(number) => Data::Dword(*number),
        RegistryData::Qword(number) => Data::Typed(Typed::Qword(*number)),
        RegistryData::MultiString(list) => {
            Data::Typed(Typed::MultiString(list.iter().map(|text| facts.text(text)).collect::<Option<_>>()?))
        }
        RegistryData::Binary(bytes) => Data::Typed(Typed::Binary(bytes.clone())),
    })
}

/// The files a path names, and whether each is a folder.
pub(super) fn files(path: &PathText, machine: &Machine, facts: &Facts) -> Option<Vec<(String, bool)>> {
    let text = facts.text(&path.path)?;
    Some(match &path.pattern {
        None => {
            let file = machine.files.get_key_value(&text.as_str().into());
            file.map(|(name, file)| (name.0.clone(), file.directory)).into_iter().collect()
        }
        Some(glob) => machine
            .files
            .iter()
            .filter(|(name, file)| {
                !file.directory
                    && name.rsplit_once('\\').is_some_and(|(folder, last)| {
                        folder.eq_ignore_ascii_case(text.trim_end_matches('\\')) && glob.matches(last)
                    })
            })
            .map(|(name, _)| (name.0.clone(), false))
            .collect(),
    })
}

/// What `.value` of a check reads.
pub(super) fn value_of(check: &Check, machine: &Machine, facts: &Facts) -> Observed {
    let Some((Reading::Registry { place, value }, ty)) = &check.value else { return Observed::Unknown };
    let (Some(keys), Some(name)) = (keys(place, machine, facts), facts.text(value)) else { return Observed::Unknown };
    match keys.first().and_then(|key| machine.value(key, &name)) {
        None => Observed::Absent,
        Some(Data::Dword(number)) => ty.read_number(u64::from(*number)),
        Some(Data::Typed(Typed::Qword(number))) => ty.read_number(*number),
        Some(Data::String(text) | Data::Typed(Typed::ExpandString(text))) => ty.read_text(text),
        Some(Data::Typed(_)) => Observed::Unknown,
    }
}

impl Observer for Run<'_> {
    fn fact(&mut self, id: crate::catalog::facts::FactId) -> Observed {
        self.facts.fact(id).clone()
    }

    fn check(&mut self, id: CheckId) -> Truth {
        if let Some(truth) = self.seen[id.0] {
            return truth;
        }
        let program = self.program;
        let check = &program.checks[id.0];
        let truth = match &check.test {
            CheckTest::State(probes) => {
                let mut truth = Truth::True;
                for probe in probes {
                    truth = truth.and(self.probe(probe, false).truth);
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            CheckTest::When(condition) => eval(&condition.cond, self),
        };
        self.seen[id.0] = Some(truth);
        self.trace.events.push(Event::Observe { check: check.id.clone(), truth });
        truth
    }

    fn value(&mut self, id: CheckId) -> Observed {
        value_of(&self.program.checks[id.0], self.machine, &self.facts)
    }

    fn result(&mut self, id: ActionId, kind: ResultKind) -> Truth {
        Truth::from(match kind {
            ResultKind::Changed => self.changed_for_current(id),
            ResultKind::Done => self.is_done(id),
            ResultKind::Failed => self.failed[id.0],
            ResultKind::Skipped => self.skipped[id.0],
        })
    }

    fn has(&mut self, map: MapId) -> Truth {
        self.facts.has(map)
    }

    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        self.program.map(map).has_key(value)
    }

    fn decided(&mut self, leaf: &Cond, truth: Truth) {
        self.watch.leaf(leaf, truth);
    }
}
