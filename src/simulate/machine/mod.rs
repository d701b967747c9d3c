//! A Windows machine as far as plans can see it, described in YAML: what is simulated, and what the lab lays out for a
//! real cmd.exe.

mod data;
mod name;
mod service;

pub use self::data::{Data, Typed};
pub use self::name::Name;
pub use self::service::{Service, ServiceState};

use crate::program::{Channel, LicenseStatus};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
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
    /// As at the restart, but no restart completes it: it stays in the state it waits in.
    Stuck,
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
}

/// Whether a registry key is another, or lies below it.
pub(super) fn is_below(key: &str, parent: &str) -> bool {
    key.get(..parent.len()).is_some_and(|head| head.eq_ignore_ascii_case(parent))
        && (key.len() == parent.len() || key.as_bytes()[parent.len()] == b'\\')
}
