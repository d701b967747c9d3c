//! Services, and what starts when.

use super::{FileEntry, Machine, Name, REBOOT_PENDING, Removal, TOKENS, VOLATILE, is_below};
use crate::program::{Channel, LicenseStatus, Startup};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Service {
    /// What it does now.
    #[serde(default)]
    pub status: ServiceState,
    /// How it starts; by hand, where it is left out.
    #[serde(default = "by_hand")]
    pub startup: Startup,
    /// The services it cannot run without.
    #[serde(default)]
    pub depends_on: Vec<String>,
    /// Its security descriptor, as `sc.exe sdshow` prints it.
    #[serde(default = "usual_security")]
    pub security: String,
    /// After how many queries a stop is done.
    #[serde(default)]
    pub stop_takes: u32,
    /// After how many queries a start is done.
    #[serde(default)]
    pub start_takes: u32,
}

impl Service {
    /// Whether these are the services it depends on, in whatever order and case.
    pub(crate) fn depends_exactly_on(&self, wanted: &[String]) -> bool {
        let folded = |names: &[String]| {
            let mut names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
            names.sort();
            names
        };
        folded(&self.depends_on) == folded(wanted)
    }

    /// Whether its descriptor is this one; where the wanted one says nothing of auditing, any is fine.
    pub(crate) fn has_security(&self, wanted: &str) -> bool {
        let found = self.security.to_ascii_uppercase();
        let rest = found.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || !wanted.contains("S:") && rest.starts_with("S:"))
    }
}

impl Default for Service {
    /// A service of which nothing is said: stopped, started by hand.
    fn default() -> Self {
        Self {
            status: ServiceState::Stopped,
            startup: by_hand(),
            depends_on: Vec::new(),
            security: usual_security(),
            stop_takes: 0,
            start_takes: 0,
        }
    }
}

fn usual_security() -> String {
    "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)".to_owned()
}

const fn by_hand() -> Startup {
    Startup::Manual
}

/// What a service does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceState {
    /// It runs.
    Running,
    /// It does not.
    #[default]
    Stopped,
}

impl Machine {
    /// What a restart does: volatile keys go, pending packages settle, what is to start with Windows starts.
    pub fn restart(&mut self) {
        self.registry.retain(|key, _| !is_below(key, VOLATILE) && !is_below(key, REBOOT_PENDING));
        self.packages.retain(|_, package| package.state != 0x5 || package.removal == Removal::Stuck);
        for package in self.packages.values_mut() {
            if package.state == 0x60 && package.removal != Removal::Stuck {
                package.state = 0x70;
            }
        }
        let automatic: Vec<String> = self
            .services
            .iter()
            .filter(|(_, service)| !matches!(service.startup, Startup::Manual | Startup::Disabled))
            .map(|(name, _)| name.0.clone())
            .collect();
        for service in self.services.values_mut() {
            service.status = ServiceState::Stopped;
        }
        for name in automatic {
            self.started(&name);
        }
    }

    /// Starts a service, and before it what it depends on, as far as the machine is said to have it; whether all of it runs
    /// now. Without what it depends on it does not start. sppsvc makes a new licence store where none is.
    pub fn started(&mut self, name: &str) -> bool {
        self.starts(name, &mut Vec::new())
    }

    /// `above` holds what waits for it: what depends on itself never starts.
    fn starts(&mut self, name: &str, above: &mut Vec<Name>) -> bool {
        let Some(service) = self.service(name) else { return false };
        if service.status == ServiceState::Running {
            return true;
        }
        let own = Name::from(name);
        if service.startup == Startup::Disabled || above.contains(&own) {
            return false;
        }
        let needed = service.depends_on.clone();
        above.push(own);
        if needed.iter().any(|other| self.service(other).is_some() && !self.starts(other, above)) {
            return false;
        }
        above.pop();
        if let Some(service) = self.services.get_mut(&Name::from(name)) {
            service.status = ServiceState::Running;
        }
        if name.eq_ignore_ascii_case("sppsvc")
            && self.os.version == "6.1"
            && !self.files.contains_key(&Name::from(TOKENS))
        {
            self.rebuild_store();
        }
        true
    }

    fn rebuild_store(&mut self) {
        let entry = FileEntry { content: "made anew".into(), held_by: Some("sppsvc".into()), ..FileEntry::default() };
        self.files.insert(Name::from(TOKENS), entry);
        self.license.channel = Channel::None;
        self.license.key = String::new();
        self.license.status = LicenseStatus::Unlicensed;
        self.license.reason = 0;
        self.license.non_genuine = false;
    }

    /// The services that depend on one, directly or not, and run; those that depend on others first.
    #[must_use]
    pub fn running_dependents(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.collect_dependents(name, &mut vec![name.to_owned()], &mut found);
        found
    }

    /// `seen` also holds those whose own dependents are still being looked for: a circle ends there.
    fn collect_dependents(&self, name: &str, seen: &mut Vec<String>, found: &mut Vec<String>) {
        for (other, service) in &self.services {
            let depends = service.depends_on.iter().any(|on| on.eq_ignore_ascii_case(name));
            if depends && service.status == ServiceState::Running && !seen.iter().any(|s| s.eq_ignore_ascii_case(other))
            {
                seen.push(other.0.clone());
                self.collect_dependents(other, seen, found);
                found.push(other.0.clone());
            }
        }
    }
}
