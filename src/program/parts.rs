//! The operands that several probes and operations share.

use super::RunText;
use crate::condition::Glob;
use serde::Serialize;

/// A path whose last part may be a pattern.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathText {
    /// The path; without its last part where `pattern` is given.
    pub path: RunText,
    /// The pattern that the last part must match.
    pub pattern: Option<Glob>,
}

/// A registry key in one view, or the subkeys of one that match a pattern.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegistryPlace {
    /// The key with its hive's short name: `HKLM\SOFTWARE\Example`.
    pub key: RunText,
    /// The view.
    pub view: View,
    /// Each direct subkey whose name matches, instead of the key itself.
    pub each_subkey: Option<Glob>,
}

/// Which view of the registry a 64-bit Windows shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// The machine's own.
    #[default]
    Native,
    /// The 64-bit view.
    Bits64,
    /// The 32-bit view.
    Bits32,
}

/// The bytes of a file, kept as text and the way it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Content {
    /// The text, its line ends as `\n`.
    pub text: RunText,
    /// How characters become bytes.
    pub encoding: Encoding,
    /// How lines end.
    pub newline: Newline,
}

/// How a file's characters become bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8 without a byte-order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with a byte-order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-16, little endian, with a byte-order mark.
    #[serde(rename = "utf-16")]
    Utf16,
    /// The machine's ANSI code page; only ASCII is the same on every machine.
    Ansi,
}

/// How a file's lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Newline {
    /// CR LF.
    #[default]
    Crlf,
    /// LF.
    Lf,
}

impl Content {
    /// The bytes for a text that is complete.
    #[must_use]
    pub fn bytes(&self, text: &str) -> Vec<u8> {
        let text = match self.newline {
            Newline::Crlf => text.replace('\n', "\r\n"),
            Newline::Lf => text.to_owned(),
        };
        match self.encoding {
            Encoding::Utf8 | Encoding::Ansi => text.into_bytes(),
            Encoding::Utf8Bom => [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
            Encoding::Utf16 => std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        }
    }
}

/// Seconds a command may run where the plan does not say.
pub const DEFAULT_TIMEOUT: u64 = 300;

/// A program or script that the author of the plan brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Command {
    /// What is started.
    pub what: Invocation,
    /// Exit codes that mean success.
    pub exits: Vec<i32>,
    /// Exit codes that mean success and ask for a restart.
    pub reboot_exits: Vec<i32>,
    /// Seconds it may run.
    pub timeout: u64,
    /// Environment variables it is given.
    pub env: Vec<(String, RunText)>,
    /// At most once a machine: the hash that marks it.
    pub once: Option<String>,
}

impl Command {
    /// The texts that must be complete before it can be started; a script travels as it was written.
    #[must_use]
    pub fn texts(&self) -> Vec<&RunText> {
        let words = if let Invocation::Program(words) = &self.what { words.as_slice() } else { &[] };
        words.iter().chain(self.env.iter().map(|(_, value)| value)).collect()
    }

    /// Whether a code counts as success.
    #[must_use]
    pub fn accepts(&self, code: i32) -> bool {
        self.exits.contains(&code) || self.reboot_exits.contains(&code)
    }
}

/// What a command starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Invocation {
    /// A program (full path, or the name of one in System32) and its arguments.
    Program(Vec<RunText>),
    /// The author's own code for a shell, as written.
    Script(Shell, String),
}

/// Which shell a script is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shell {
    /// cmd.exe.
    Cmd,
    /// Windows PowerShell.
    Powershell,
}

impl Shell {
    /// The word of the plan language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cmd => "cmd",
            Self::Powershell => "powershell",
        }
    }
}
