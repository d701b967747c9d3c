//! Probes: what is read from a machine, and which answers mean that a state is in place.

use super::{Command, Content, PathText, RegistryPlace, RunText};
use crate::condition::{Cond, Glob};
use serde::Serialize;

/// A question to the machine with three answers: in place, not in place, unknown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// The service runs, or does not. A service in between (starting, stopping) is in neither state.
    ServiceStatus {
        /// The service's key name.
        name: RunText,
        /// What is wanted.
        status: ServiceStatus,
        /// Whether a service that does not exist is in place.
        missing_ok: bool,
    },
    /// How the service starts.
    ServiceStartup {
        /// The service's key name.
        name: RunText,
        /// What is wanted.
        startup: Startup,
        /// Whether a service that does not exist is in place.
        missing_ok: bool,
    },
    /// The service cannot run without exactly these services, in whatever order and case.
    ServiceDependencies {
        /// The service's key name.
        name: RunText,
        /// All of them.
        on: Vec<RunText>,
        /// Whether a service that does not exist is in place.
        missing_ok: bool,
    },
    /// The service's security descriptor is this one; where it says nothing of auditing (`S:`), any is fine.
    ServiceSecurity {
        /// The service's key name.
        name: RunText,
        /// The descriptor, as `sc.exe sdshow` prints it.
        sddl: String,
        /// Whether a service that does not exist is in place.
        missing_ok: bool,
    },
    /// The service exists, or does not.
    ServiceExists {
        /// The service's key name.
        name: RunText,
        /// What is wanted.
        exists: bool,
    },
    /// For an operation that is done each time it is asked for: before it, in place unless the service runs (what is
    /// stopped is left stopped); after it, in place when the service runs.
    ServiceRestarted {
        /// The service's key name.
        name: RunText,
    },
    /// A file exists, or no file of a pattern does. A folder in its place is unknown.
    FileExists {
        /// The file; a pattern in its last part only with `exists: false`, or in a check.
        path: PathText,
        /// What is wanted.
        exists: bool,
    },
    /// A file has exactly these bytes.
    FileContent {
        /// The file.
        path: PathText,
        /// The bytes.
        content: Content,
    },
    /// A registry key exists, or does not.
    RegistryKey {
        /// The key.
        place: RegistryPlace,
        /// What is wanted.
        exists: bool,
    },
    /// A registry value is as wanted.
    RegistryValue {
        /// The key.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
        /// What is wanted.
        want: RegistryWant,
        /// Whether a missing key is in place (`if-missing: skip`).
        missing_ok: bool,
    },
    /// A package of the component store is installed, or none that matches is.
    Package {
        /// The identity pattern.
        identity: Glob,
        /// What is wanted.
        installed: bool,
    },
    /// The licence of Windows fits every one of these that is given.
    License(LicenseWant),
    /// A command, run as a check, ends with one of its codes.
    Succeeds(Command),
    /// A condition holds (`unless` of a command).
    Holds(Cond),
    /// Every one of these finds its state in place (`unless` with an inline state).
    All(Vec<Probe>),
    /// A command's `once` mark stands on this machine.
    DoneOnce {
        /// SHA-256 of the command, the first 16 hexadecimal digits.
        hash: String,
    },
    /// Never in place: the code of the operation alone decides.
    Never,
    /// Always in place: nothing is changed (a message).
    Always,
}

impl Probe {
    /// The texts that must be complete before it can be asked. Not those of a condition.
    #[must_use]
    pub fn texts(&self) -> Vec<&RunText> {
        match self {
            Self::ServiceStatus { name, .. }
            | Self::ServiceStartup { name, .. }
            | Self::ServiceSecurity { name, .. }
            | Self::ServiceExists { name, .. }
            | Self::ServiceRestarted { name } => vec![name],
            Self::ServiceDependencies { name, on, .. } => std::iter::once(name).chain(on).collect(),
            Self::FileExists { path, .. } => vec![&path.path],
            Self::FileContent { path, content } => vec![&path.path, &content.text],
            Self::RegistryKey { place, .. } => vec![&place.key],
            Self::RegistryValue { place, value, want, .. } => {
                let data = if let RegistryWant::Data(data) = want { data.texts() } else { Vec::new() };
                [vec![&place.key, value], data].concat()
            }
            Self::License(want) => want.key.iter().chain(&want.kms_host).collect(),
            Self::Succeeds(command) => command.texts(),
            Self::All(probes) => probes.iter().flat_map(Self::texts).collect(),
            Self::Package { .. } | Self::Holds(_) | Self::DoneOnce { .. } | Self::Never | Self::Always => Vec::new(),
        }
    }

    /// Whether no machine has both in place at once. False where that cannot be told from the two alone.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::ServiceStatus { name: a, status: x, missing_ok: m },
                Self::ServiceStatus { name: b, status: y, missing_ok: n },
            ) => a == b && x != y && !(*m && *n),
            (
                Self::ServiceStartup { name: a, startup: x, missing_ok: m },
                Self::ServiceStartup { name: b, startup: y, missing_ok: n },
            ) => a == b && x != y && !(*m && *n),
            (Self::ServiceExists { name: a, exists: x }, Self::ServiceExists { name: b, exists: y }) => {
                a == b && x != y
            }
            (Self::FileExists { path: a, exists: x }, Self::FileExists { path: b, exists: y }) => a == b && x != y,
            (Self::FileContent { path: a, content: x }, Self::FileContent { path: b, content: y }) => {
                a == b && x != y && x.text.as_literal().is_some() && y.text.as_literal().is_some()
            }
            (Self::FileExists { path: a, exists: false }, Self::FileContent { path: b, .. })
            | (Self::FileContent { path: b, .. }, Self::FileExists { path: a, exists: false }) => a == b,
            (Self::RegistryKey { place: a, exists: x }, Self::RegistryKey { place: b, exists: y }) => a == b && x != y,
            (
                Self::RegistryValue { place: a, value: v, want: x, missing_ok: m },
                Self::RegistryValue { place: b, value: w, want: y, missing_ok: n },
            ) => a == b && v == w && x.contradicts(y) && !(*m && *n),
            (Self::Package { identity: a, installed: x }, Self::Package { identity: b, installed: y }) => {
                a == b && x != y
            }
            _ => false,
        }
    }
}

/// A service's state as a plan names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceStatus {
    /// `SERVICE_RUNNING`.
    Running,
    /// `SERVICE_STOPPED`.
    Stopped,
}

/// How a service starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Startup {
    /// By the boot loader (`Start` 0).
    Boot,
    /// By the kernel (`Start` 1).
    System,
    /// With Windows (`Start` 2 without `DelayedAutostart`).
    Automatic,
    /// Some minutes after Windows (`Start` 2 with `DelayedAutostart` 1).
    Delayed,
    /// When it is asked for (`Start` 3).
    Manual,
    /// Not at all (`Start` 4).
    Disabled,
}

impl Startup {
    /// The word of the plan language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boot => "boot",
            Self::System => "system",
            Self::Automatic => "automatic",
            Self::Delayed => "delayed",
            Self::Manual => "manual",
            Self::Disabled => "disabled",
        }
    }

    /// The data of `Start` below the service's key.
    #[must_use]
    pub const fn start(self) -> u32 {
        match self {
            Self::Boot => 0,
            Self::System => 1,
            Self::Automatic | Self::Delayed => 2,
            Self::Manual => 3,
            Self::Disabled => 4,
        }
    }
}

/// What a registry value is to be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegistryWant {
    /// It exists, whatever its data.
    Present,
    /// It does not exist.
    Absent,
    /// It has this type and this data.
    Data(RegistryData),
    /// The bits of `mask` are those of `data`; a missing value counts as 0. REG_DWORD.
    Bits {
        /// Which bits.
        mask: u32,
        /// Their values; no bit outside of `mask` is set.
        data: u32,
    },
    /// A REG_MULTI_SZ that holds every string of `with` and none of `without`, compared without regard to ASCII case.
    List {
        /// Strings it must hold.
        with: Vec<String>,
        /// Strings it must not hold.
        without: Vec<String>,
    },
}

impl RegistryWant {
    /// Whether no value is as both want it.
    fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Absent, Self::Present | Self::Data(_)) | (Self::Present | Self::Data(_), Self::Absent) => true,
            (Self::Data(one), Self::Data(two)) => one.is_literal() && two.is_literal() && one != two,
            _ => false,
        }
    }
}

/// Typed data of a registry value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegistryData {
    /// REG_SZ.
    String(RunText),
    /// REG_EXPAND_SZ, compared unexpanded.
    ExpandString(RunText),
    /// REG_DWORD.
    Dword(u32),
    /// REG_QWORD.
    Qword(u64),
    /// REG_MULTI_SZ.
    MultiString(Vec<RunText>),
    /// REG_BINARY.
    Binary(Vec<u8>),
}

impl RegistryData {
    /// Whether nothing of it waits for the machine.
    fn is_literal(&self) -> bool {
        self.texts().iter().all(|text| text.as_literal().is_some())
    }

    /// Its texts.
    #[must_use]
    pub fn texts(&self) -> Vec<&RunText> {
        match self {
            Self::String(text) | Self::ExpandString(text) => vec![text],
            Self::MultiString(list) => list.iter().collect(),
            Self::Dword(_) | Self::Qword(_) | Self::Binary(_) => Vec::new(),
        }
    }

    /// Windows' own name of the type.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::String(_) => "REG_SZ",
            Self::ExpandString(_) => "REG_EXPAND_SZ",
            Self::Dword(_) => "REG_DWORD",
            Self::Qword(_) => "REG_QWORD",
            Self::MultiString(_) => "REG_MULTI_SZ",
            Self::Binary(_) => "REG_BINARY",
        }
    }
}

/// What is asked of the licence; an empty list or `None` asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LicenseWant {
    /// One of these channels.
    pub channel: Vec<Channel>,
    /// One of these states.
    pub status: Vec<LicenseStatus>,
    /// This `LicenseStatusReason`.
    pub reason: Option<u32>,
    /// A key with the last five characters of this one is installed.
    pub key: Option<RunText>,
    /// The KMS host that was set by hand.
    pub kms_host: Option<RunText>,
    /// Its TCP port.
    pub kms_port: Option<u16>,
}

/// Through which channel the Windows product with a key was licensed, by the `Description` of its
/// `SoftwareLicensingProduct` (slmgr.vbs reads the same words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// `VOLUME_KMSCLIENT`.
    KmsClient,
    /// `VOLUME_KMS_...`: a KMS host.
    KmsHost,
    /// `VOLUME_MAK`.
    Mak,
    /// `RETAIL`.
    Retail,
    /// `OEM_...`.
    Oem,
    /// No Windows product has a key.
    None,
}

impl Channel {
    /// All, in the order of the language reference.
    pub const ALL: [Self; 6] = [Self::KmsClient, Self::KmsHost, Self::Mak, Self::Retail, Self::Oem, Self::None];

    /// The word of the plan language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::KmsClient => "kms-client",
            Self::KmsHost => "kms-host",
            Self::Mak => "mak",
            Self::Retail => "retail",
            Self::Oem => "oem",
            Self::None => "none",
        }
    }
}

/// `LicenseStatus` of `SoftwareLicensingProduct`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LicenseStatus {
    /// 0: no licence; also what a machine without any key counts as.
    Unlicensed,
    /// 1: activated.
    Licensed,
    /// 2: the grace after installing.
    OobGrace,
    /// 3: the grace after the hardware changed or a KMS licence ran out.
    OotGrace,
    /// 4: the grace after Windows was found not genuine.
    NonGenuineGrace,
    /// 5: every grace is over, Windows says so.
    Notification,
    /// 6: a grace that was extended.
    ExtendedGrace,
}

impl LicenseStatus {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Unlicensed,
        Self::Licensed,
        Self::OobGrace,
        Self::OotGrace,
        Self::NonGenuineGrace,
        Self::Notification,
        Self::ExtendedGrace,
    ];

    /// The number WMI gives.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The word of the plan language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unlicensed => "unlicensed",
            Self::Licensed => "licensed",
            Self::OobGrace => "oob-grace",
            Self::OotGrace => "oot-grace",
            Self::NonGenuineGrace => "non-genuine-grace",
            Self::Notification => "notification",
            Self::ExtendedGrace => "extended-grace",
        }
    }
}
