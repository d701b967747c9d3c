//! A Windows machine as far as plans can see it, described in YAML: what is simulated, and what the lab lays out for a
//! real cmd.exe.

use crate::program::{Channel, LicenseStatus, Startup};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A machine. Names compare without regard to ASCII case, as Windows does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Machine {
    /// What the facts say.
    pub os: Os,
    /// Whether the script runs with administrators' rights.
    pub elevated: Elevated,
    /// Which process starts the script.
    pub host: Host,
    /// Whether queries over WMI are answered.
    pub wmi: Wmi,
    /// Keys and their values.
    pub registry: BTreeMap<Name, BTreeMap<Name, Data>>,
    /// Windows services by key name.
    pub services: BTreeMap<Name, Service>,
    /// Files and folders by full path.
    pub files: BTreeMap<Name, FileEntry>,
    /// Packages of the component store by identity.
    pub packages: BTreeMap<Name, Package>,
    /// The licence of Windows.
    pub license: License,
    /// How operations go wrong; the first that fits an operation is used.
    pub faults: Vec<Fault>,
    /// Another run holds the lock.
    pub busy: bool,
}

/// A name that Windows compares without regard to case, kept as it was written.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Name(pub String);

impl Name {
    /// Both without what they begin with alike: keys and paths share most of their length, and equal bytes need no folding.
    fn behind_the_same<'a>(&'a self, other: &'a Self) -> (&'a [u8], &'a [u8]) {
        const AT_ONCE: usize = 16;
        let (mut one, mut two) = (self.0.as_bytes(), other.0.as_bytes());
        while let (Some((first, rest)), Some((second, others))) =
            (one.split_first_chunk::<AT_ONCE>(), two.split_first_chunk::<AT_ONCE>())
            && first == second
        {
            (one, two) = (rest, others);
        }
        (one, two)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}
impl Eq for Name {}
impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (one, two) = self.behind_the_same(other);
        one.iter().map(u8::to_ascii_lowercase).cmp(two.iter().map(u8::to_ascii_lowercase))
    }
}
impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::ops::Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// What the facts say about the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Os {
    /// `CurrentVersion`, or the major and minor numbers where they exist: `6.1`, `10.0`.
    pub version: String,
    /// `CurrentBuildNumber`.
    pub build: u32,
    /// `UBR`; absent on systems that have none.
    pub revision: Option<u32>,
    /// `EditionID`.
    pub edition: String,
    /// `InstallationType` and `ProductType`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `x86`, `x64` or `arm64`.
    pub arch: String,
    /// The system's language, BCP 47.
    pub language: String,
}

impl Default for Os {
    fn default() -> Self {
        Self {
            version: "6.1".into(),
            build: 7601,
            revision: None,
            edition: "Enterprise".into(),
            kind: "client".into(),
            arch: "x64".into(),
            language: "en-US".into(),
        }
    }
}

/// Whether the script runs with administrators' rights; true unless it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Elevated(pub bool);

impl Default for Elevated {
    fn default() -> Self {
        Self(true)
    }
}

/// The bits of the process that starts the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// The machine's own.
    #[default]
    X64,
    /// A 32-bit process on 64-bit Windows.
    X86,
}

/// Whether WMI answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wmi {
    /// It does.
    #[default]
    Available,
    /// Every query fails.
    Unavailable,
}

/// A registry value's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Data {
    /// REG_DWORD.
    Dword(u32),
    /// REG_SZ.
    String(String),
    /// Any other type.
    Typed(Typed),
}

/// A number is REG_DWORD, a text REG_SZ; what is neither says its type.
impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = Data;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number from 0 to 4294967295, a text, or `{ type: ..., data: ... }`")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Data, E> {
                let wrong = || E::invalid_type(serde::de::Unexpected::Unsigned(number), &self);
                u32::try_from(number).map(Data::Dword).map_err(|_| wrong())
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Data, E> {
                Ok(Data::String(text.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, entries: A) -> Result<Data, A::Error> {
                Typed::deserialize(serde::de::value::MapAccessDeserializer::new(entries)).map(Data::Typed)
            }
        }
        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Data {
    fn schema_name() -> Cow<'static, str> {
        "Data".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let typed = generator.subschema_for::<Typed>();
        json_schema!({
            "description": "A number is REG_DWORD, a text REG_SZ; what is neither says its type.",
            "anyOf": [{ "type": ["integer", "string"], "maximum": u32::MAX, "minimum": 0 }, typed],
        })
    }
}

/// A registry value's data with its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "type", content = "data", deny_unknown_fields)]
pub enum Typed {
    /// REG_EXPAND_SZ.
    ExpandString(String),
    /// REG_QWORD.
    Qword(u64),
    /// REG_MULTI_SZ.
    MultiString(Vec<String>),
    /// REG_BINARY.
    Binary(Vec<u8>),
}

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

/// A file or a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FileEntry {
    /// The text of a file.
    pub content: String,
    /// Whether it has the attributes hidden and system.
    pub hidden: bool,
    /// The service that keeps it open while it runs.
    pub held_by: Option<String>,
    /// A folder.
    pub directory: bool,
    /// A symbolic link: `content` is what it leads to.
    pub link: bool,
}

/// A package of the component store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Package {
    /// `CurrentState` of Component Based Servicing.
    pub state: u32,
    /// What removing it does.
    #[serde(default)]
    pub removal: Removal,
}

/// What DISM does when a package is removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Removal {
    /// Exit code 3010; state 0x5 until the restart.
    #[default]
    AtRestart,
    /// Exit code 0, gone at once.
    AtOnce,
    /// Exit code 0x800f0825.
    Permanent,
}

/// The licence of Windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct License {
    /// The channel of the product with a key; `none`: no product has one.
    pub channel: Channel,
    /// The last five characters of its key; empty where there is none.
    pub key: String,
    /// Its `LicenseStatus`.
    pub status: LicenseStatus,
    /// Its `LicenseStatusReason`.
    pub reason: u32,
    /// Activation keeps failing until the store is rebuilt.
    pub non_genuine: bool,
    /// What activation meets.
    pub kms: Kms,
    /// A second Windows product has a key.
    pub second_product: bool,
    /// The KMS host set by hand.
    pub kms_host: Option<String>,
    /// Its port.
    pub kms_port: Option<u16>,
}

impl Default for License {
    fn default() -> Self {
        Self {
            channel: Channel::None,
            key: String::new(),
            status: LicenseStatus::Unlicensed,
            reason: 0,
            non_genuine: false,
            kms: Kms::Answers,
            second_product: false,
            kms_host: None,
            kms_port: None,
        }
    }
}

/// What activation meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kms {
    /// A KMS host that activates.
    #[default]
    Answers,
    /// None; slmgr exits with 0 and the status becomes notification.
    Silent,
    /// None; slmgr exits with 0xC004F074 as a negative number.
    Refuses,
}

/// How an operation goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fault {
    /// The verb of the operation, or the verb and its target, as the log has them.
    pub operation: String,
    /// The exit code that the tool gives, as an unsigned number: 0xC004F074.
    pub code: u32,
    /// What the operation does all the same.
    #[serde(default)]
    pub effect: Effect,
    /// How many times; always, where it is left out.
    #[serde(default)]
    pub times: Option<u32>,
}

/// Whether a faulty operation has its effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It has: only the answer is wrong.
    #[default]
    Normal,
    /// It has not.
    None,
}

/// Where the stores of Windows 7's licences are: without it, sppsvc makes a new store when it starts.
pub const TOKENS: &str =
    r"C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat";
/// The key that is there while servicing waits for a restart (volatile).
pub const REBOOT_PENDING: &str =
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending";
/// The hive that is made anew at each start of Windows.
pub const VOLATILE: &str = r"HKLM\HARDWARE\DESCRIPTION\System";

impl Machine {
    /// The service with this key name.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.get(&Name::from(name))
    }

    /// Whether queries over WMI are answered.
    #[must_use]
    pub fn wmi_answers(&self) -> bool {
        self.wmi == Wmi::Available
    }

    /// A registry value.
    #[must_use]
    pub fn value(&self, key: &str, name: &str) -> Option<&Data> {
        self.registry.get(&Name::from(key))?.get(&Name::from(name))
    }

    /// Whether a registry key exists: it has values, or a key below it has.
    #[must_use]
    pub fn has_key(&self, key: &str) -> bool {
        self.registry.keys().any(|name| is_below(name, key))
    }

    /// The direct subkeys of a key, each once.
    #[must_use]
    pub fn subkeys(&self, key: &str) -> Vec<String> {
        let mut names: Vec<Name> = Vec::new();
        for name in self.registry.keys().filter(|name| is_below(name, key) && name.len() > key.len()) {
            let sub = Name::from(name[key.len() + 1..].split('\\').next().unwrap_or_default());
            if !names.contains(&sub) {
                names.push(sub);
            }
        }
        names.into_iter().map(|name| name.0).collect()
    }

    /// Sets a registry value and makes its key.
    pub fn set_value(&mut self, key: &str, name: &str, data: Data) {
        self.registry.entry(Name::from(key)).or_default().insert(Name::from(name), data);
    }

    /// Deletes a registry value; whether it was there.
    pub fn delete_value(&mut self, key: &str, name: &str) -> bool {
        self.registry.get_mut(&Name::from(key)).is_some_and(|values| values.remove(&Name::from(name)).is_some())
    }

    /// What a restart does: volatile keys go, pending packages settle, what is to start with Windows starts.
    pub fn restart(&mut self) {
        self.registry.retain(|key, _| !is_below(key, VOLATILE) && !is_below(key, REBOOT_PENDING));
        self.packages.retain(|_, package| package.state != 0x5);
        for package in self.packages.values_mut().filter(|package| package.state == 0x60) {
            package.state = 0x70;
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

/// Whether a registry key is another, or lies below it.
pub(super) fn is_below(key: &str, parent: &str) -> bool {
    key.get(..parent.len()).is_some_and(|head| head.eq_ignore_ascii_case(parent))
        && (key.len() == parent.len() || key.as_bytes()[parent.len()] == b'\\')
}
