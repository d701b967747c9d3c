//! Ops: what changes a machine. Every one knows its inverse, or says that it has none.

use super::{Command, Content, PathText, RegistryData, RegistryPlace, RunText, Startup};
use crate::condition::Glob;
use serde::Serialize;

/// One kind of change. The words of the log (`do <verb> <target>`) are its [`verb`](Self::verb) and what it touches.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Start a service, and with it the dependents that this node had to stop.
    ServiceStart {
        /// The service's key name.
        name: RunText,
    },
    /// Stop a service and the running services that depend on it.
    ServiceStop {
        /// The service's key name.
        name: RunText,
    },
    /// Stop and start a service that runs.
    ServiceRestart {
        /// The service's key name.
        name: RunText,
    },
    /// Set how a service starts.
    ServiceSetStartup {
        /// The service's key name.
        name: RunText,
        /// How it is to start.
        startup: Startup,
    },
    /// Set which services a service cannot run without.
    ServiceSetDependencies {
        /// The service's key name.
        name: RunText,
        /// All of them; none where it is empty.
        on: Vec<RunText>,
    },
    /// Set a service's security descriptor.
    ServiceSetSecurity {
        /// The service's key name.
        name: RunText,
        /// The descriptor, as `sc.exe sdshow` prints it.
        sddl: String,
    },
    /// Delete a service.
    ServiceDelete {
        /// The service's key name.
        name: RunText,
    },
    /// Delete a file, or each file that a pattern matches.
    FileDelete {
        /// The file or the pattern.
        path: PathText,
    },
    /// Write a whole file; missing folders above it are made.
    FileWrite {
        /// The file.
        path: PathText,
        /// Its bytes.
        content: Content,
    },
    /// Set a registry value.
    RegistrySet {
        /// The key; it is made when missing.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
        /// Type and data.
        data: RegistryData,
    },
    /// Change some bits of a REG_DWORD.
    RegistrySetBits {
        /// The key; it is made when missing.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
        /// Which bits.
        mask: u32,
        /// Their values.
        data: u32,
    },
    /// Add strings to a REG_MULTI_SZ and take strings away from it.
    RegistrySetList {
        /// The key; it is made when missing.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
        /// Strings to add at the end where they are missing.
        with: Vec<String>,
        /// Strings to take away.
        without: Vec<String>,
    },
    /// Delete a registry value.
    RegistryDeleteValue {
        /// The key.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
    },
    /// Make a registry key.
    RegistryCreateKey {
        /// The key.
        place: RegistryPlace,
    },
    /// Delete a registry key with all below it.
    RegistryDeleteKey {
        /// The key.
        place: RegistryPlace,
    },
    /// Remove every installed package that matches, in the order of their names.
    PackageRemove {
        /// The identity pattern.
        identity: Glob,
    },
    /// Install a product key.
    LicenseInstallKey {
        /// The whole key.
        key: RunText,
    },
    /// Activate Windows.
    LicenseActivate,
    /// Set the KMS host.
    LicenseSetKmsHost {
        /// Its name or address.
        host: RunText,
    },
    /// Set the KMS host's TCP port.
    LicenseSetKmsPort {
        /// The port.
        port: u16,
    },
    /// Run a program or a script of the author's.
    Run(Command),
    /// Say something in the log.
    Message {
        /// What to say.
        text: RunText,
        /// How loud.
        level: MessageLevel,
    },
}

/// The level of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MessageLevel {
    /// For information.
    #[default]
    Info,
    /// Something to look at.
    Warn,
}

impl MessageLevel {
    /// The level in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
        }
    }
}

/// How an operation can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inverse {
    /// By recording this before the operation.
    Record(&'static str),
    /// It cannot; this is what a person can do.
    ByHand(&'static str),
    /// There is nothing to take back.
    Nothing,
}

impl Op {
    /// Every verb that an operation can have.
    pub const VERBS: &'static [&'static str] = &[
        "start",
        "stop",
        "restart",
        "set-startup",
        "set-dependencies",
        "set-security",
        "delete-service",
        "delete",
        "write",
        "set-value",
        "delete-value",
        "create-key",
        "delete-key",
        "remove-package",
        "install-key",
        "activate",
        "set-kms-host",
        "set-kms-port",
        "run",
        "say",
    ];

    /// The verb of the log line.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::ServiceStart { .. } => "start",
            Self::ServiceStop { .. } => "stop",
            Self::ServiceRestart { .. } => "restart",
            Self::ServiceSetStartup { .. } => "set-startup",
            Self::ServiceSetDependencies { .. } => "set-dependencies",
            Self::ServiceSetSecurity { .. } => "set-security",
            Self::ServiceDelete { .. } => "delete-service",
            Self::FileDelete { .. } => "delete",
            Self::FileWrite { .. } => "write",
            Self::RegistrySet { .. } | Self::RegistrySetBits { .. } | Self::RegistrySetList { .. } => "set-value",
            Self::RegistryDeleteValue { .. } => "delete-value",
            Self::RegistryCreateKey { .. } => "create-key",
            Self::RegistryDeleteKey { .. } => "delete-key",
            Self::PackageRemove { .. } => "remove-package",
            Self::LicenseInstallKey { .. } => "install-key",
            Self::LicenseActivate => "activate",
            Self::LicenseSetKmsHost { .. } => "set-kms-host",
            Self::LicenseSetKmsPort { .. } => "set-kms-port",
            Self::Run(_) => "run",
            Self::Message { .. } => "say",
        }
    }

    /// How it can be taken back.
    #[must_use]
    pub const fn inverse(&self) -> Inverse {
        match self {
            Self::ServiceStart { .. } | Self::ServiceStop { .. } | Self::ServiceRestart { .. } => {
                Inverse::Record("whether the service ran, and which dependents did")
            }
            Self::ServiceSetStartup { .. } => Inverse::Record("how the service started"),
            Self::ServiceSetDependencies { .. } => Inverse::Record("which services it depended on"),
            Self::ServiceSetSecurity { .. } => Inverse::Record("the descriptor"),
            Self::ServiceDelete { .. } => Inverse::Record("the service's key with all below it"),
            Self::FileDelete { .. } => Inverse::Record("the file with its bytes"),
            Self::FileWrite { .. } => Inverse::Record("the old bytes, or that there was no file"),
            Self::RegistrySet { .. }
            | Self::RegistrySetBits { .. }
            | Self::RegistrySetList { .. }
            | Self::RegistryDeleteValue { .. } => Inverse::Record("the value with its type, or its absence"),
            Self::RegistryCreateKey { .. } => Inverse::Record("which keys were made"),
            Self::RegistryDeleteKey { .. } => Inverse::Record("the whole tree"),
            Self::PackageRemove { .. } => Inverse::ByHand("install the update again"),
            Self::LicenseInstallKey { .. } | Self::LicenseActivate => {
                Inverse::ByHand("install the former product key and activate")
            }
            Self::LicenseSetKmsHost { .. } | Self::LicenseSetKmsPort { .. } => {
                Inverse::ByHand("set the former KMS host and port with slmgr.vbs /skms, or clear them with /ckms")
            }
            Self::Run(_) => Inverse::ByHand("only the plan's author knows"),
            Self::Message { .. } => Inverse::Nothing,
        }
    }

    /// The texts that must be complete before it is done.
    #[must_use]
    pub fn texts(&self) -> Vec<&RunText> {
        match self {
            Self::ServiceStart { name }
            | Self::ServiceStop { name }
            | Self::ServiceRestart { name }
            | Self::ServiceSetStartup { name, .. }
            | Self::ServiceSetSecurity { name, .. }
            | Self::ServiceDelete { name } => vec![name],
            Self::FileDelete { path } => vec![&path.path],
            Self::FileWrite { path, content } => vec![&path.path, &content.text],
            Self::RegistrySet { place, value, data } => [vec![&place.key, value], data.texts()].concat(),
            Self::RegistrySetBits { place, value, .. }
            | Self::RegistrySetList { place, value, .. }
            | Self::RegistryDeleteValue { place, value } => vec![&place.key, value],
            Self::RegistryCreateKey { place } | Self::RegistryDeleteKey { place } => vec![&place.key],
            Self::ServiceSetDependencies { name, on } => std::iter::once(name).chain(on).collect(),
            Self::LicenseInstallKey { key } => vec![key],
            Self::LicenseSetKmsHost { host } => vec![host],
            Self::Run(command) => command.texts(),
            Self::Message { text, .. } => vec![text],
            Self::PackageRemove { .. } | Self::LicenseActivate | Self::LicenseSetKmsPort { .. } => Vec::new(),
        }
    }

    /// Whether the operation itself can say that a restart is needed.
    #[must_use]
    pub fn may_ask_for_restart(&self) -> bool {
        match self {
            Self::PackageRemove { .. } => true,
            Self::Run(command) => !command.reboot_exits.is_empty(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Op;

    #[test]
    fn the_list_of_verbs_is_what_operations_say() {
        let source = include_str!("op.rs");
        let body = source.split("pub const fn verb").nth(1).and_then(|rest| rest.split("\n    }\n").next());
        let said: Vec<&str> = body.expect("there is such a function").split('"').skip(1).step_by(2).collect();
        assert_eq!(said, Op::VERBS);
    }
}
