//! A simulated machine as scenarios write it down: what `Computer` lays out and reads back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything a scenario says about a machine. What it leaves out is as on a plain Windows 7 Enterprise, x64, elevated.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Machine {
    pub os: Os,
    pub elevated: bool,
    pub host: Host,
    pub wmi: Wmi,
    /// Key, value name, data.
    pub registry: BTreeMap<String, BTreeMap<String, Data>>,
    pub services: BTreeMap<String, Service>,
    pub files: BTreeMap<String, File>,
    /// By package identity.
    pub packages: BTreeMap<String, Package>,
    pub license: Option<License>,
    pub faults: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Os {
    pub version: String,
    pub build: u32,
    /// `UBR`, where there is one.
    pub revision: Option<u32>,
    pub edition: String,
    #[serde(rename = "type")]
    pub kind: OsType,
    pub arch: Arch,
    pub language: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OsType {
    Client,
    Server,
    DomainController,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Arch {
    X86,
    X64,
    Arm64,
}

/// The process that starts the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Host {
    X64,
    X86,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Wmi {
    Available,
    Unavailable,
}

/// Registry data: a text is REG_SZ, a number REG_DWORD, the rest says its type.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Data {
    Dword(u32),
    Text(String),
    Typed(TypedData),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "type", content = "data", rename_all = "kebab-case")]
pub(crate) enum TypedData {
    String(String),
    ExpandString(String),
    Dword(u32),
    Qword(u64),
    MultiString(Vec<String>),
    /// Hexadecimal digits.
    Binary(String),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Service {
    pub status: Status,
    pub startup: Startup,
    pub depends_on: Vec<String>,
    /// SDDL, as sc.exe prints it.
    pub security: String,
    /// How many queries answer STOP_PENDING first.
    pub stop_takes: u32,
    pub start_takes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Running,
    Stopped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Startup {
    Automatic,
    Delayed,
    Manual,
    Disabled,
    Boot,
    System,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct File {
    pub content: String,
    pub directory: bool,
    pub hidden: bool,
    /// The service that keeps the file open while it runs.
    pub held_by: Option<String>,
    /// Only the simulator knows links: Wine shows one of Linux as what it leads to.
    pub link: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Package {
    /// CBS CurrentState.
    pub state: u32,
    #[serde(default)]
    pub removal: Removal,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Removal {
    #[default]
    AtRestart,
    AtOnce,
    Permanent,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct License {
    pub channel: Channel,
    /// The last five characters.
    pub key: String,
    pub status: LicenseStatus,
    pub reason: u32,
    /// Activation goes on failing until the store is made anew.
    pub non_genuine: bool,
    pub kms: Kms,
    /// A second Windows product with a key.
    pub second_product: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Channel {
    None,
    KmsClient,
    KmsHost,
    Mak,
    Retail,
    Oem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LicenseStatus {
    Unlicensed,
    Licensed,
    OobGrace,
    OotGrace,
    NonGenuineGrace,
    Notification,
    ExtendedGrace,
}

/// What becomes of an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kms {
    Answers,
    /// slmgr says nothing of it and exits 0.
    Silent,
    /// slmgr exits with the HRESULT.
    Refuses,
}

/// An operation that does not go as it should. The first that matches wins.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Fault {
    /// A verb, or a verb and its target, in the words of the event log.
    pub operation: String,
    pub code: u32,
    #[serde(default)]
    pub effect: Effect,
    /// Only the first so many times; always where it is not said.
    #[serde(default)]
    pub times: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// The operation does what it does and only answers wrongly.
    #[default]
    Normal,
    None,
}

impl Default for Machine {
    fn default() -> Self {
        Machine {
            os: Os::default(),
            elevated: true,
            host: Host::X64,
            wmi: Wmi::Available,
            registry: BTreeMap::new(),
            services: BTreeMap::new(),
            files: BTreeMap::new(),
            packages: BTreeMap::new(),
            license: None,
            faults: Vec::new(),
        }
    }
}

impl Default for Os {
    fn default() -> Self {
        Os {
            version: "6.1".into(),
            build: 7601,
            revision: None,
            edition: "Enterprise".into(),
            kind: OsType::Client,
            arch: Arch::X64,
            language: "en-US".into(),
        }
    }
}

impl Default for Service {
    fn default() -> Self {
        Service {
            status: Status::Stopped,
            startup: Startup::Manual,
            depends_on: Vec::new(),
            security: "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)".into(),
            stop_takes: 0,
            start_takes: 0,
        }
    }
}

impl Default for License {
    fn default() -> Self {
        License {
            channel: Channel::None,
            key: String::new(),
            status: LicenseStatus::Unlicensed,
            reason: 0,
            non_genuine: false,
            kms: Kms::Answers,
            second_product: false,
        }
    }
}
