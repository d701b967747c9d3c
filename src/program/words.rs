//! How a program reads: operations, probes and conditions in the words of the log and of the plan. For people alone;
//! nothing is parsed back from it.

use super::{
    Entered, Invocation, KeyMatch, Op, PathText, Piece, Probe, Program, RegistryData, RegistryPlace, RegistryWant,
    RunText, ServiceStatus, View,
};
use crate::catalog::keys::ProductKey;
use crate::condition::{Comparison, Cond, Operand, ResultKind, Value};

/// A product key by its last five characters; every other text as it is.
#[must_use]
pub fn masked(text: &str) -> String {
    ProductKey::parse(text).map_or_else(|| text.to_owned(), |key| format!("...-{}", key.last5()))
}

/// A span of time by its largest unit, and the next where it is not whole: `90 s`, `5 min`, `1 h 30 min`.
#[must_use]
pub fn duration(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, rest) {
        (0, 0 | 1, _) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, rest) => format!("{minutes} min {rest} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

impl KeyMatch {
    /// As it stands in a plan.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Is(value) => value.to_string(),
            Self::Between(Some(from), Some(to)) if from == to => from.to_string(),
            Self::Between(Some(from), Some(to)) => format!("{from}..{to}"),
            Self::Between(Some(from), None) => format!(">= {from}"),
            Self::Between(None, Some(to)) => format!("<= {to}"),
            Self::Between(None, None) => "any".to_owned(),
        }
    }
}

impl super::Entry {
    /// Its keys as they stand in a plan, the outermost first.
    #[must_use]
    pub fn words(&self) -> String {
        let keys = self.keys.iter().map(|keys| keys.iter().map(KeyMatch::words).collect::<Vec<_>>().join(" | "));
        keys.collect::<Vec<_>>().join(", ")
    }
}

impl Entered {
    /// What it holds in one line, product keys masked.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => masked(text),
            Self::Fields(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, text)| format!("{name}: {}", masked(text))).collect();
                format!("{{ {} }}", fields.join(", "))
            }
        }
    }
}

impl Program {
    /// A text as the plan writes it, product keys masked.
    #[must_use]
    pub fn text_words(&self, text: &RunText) -> String {
        text.parts().iter().map(|piece| self.piece_words(piece)).collect()
    }

    fn piece_words(&self, piece: &Piece) -> String {
        match piece {
            Piece::Literal(text) => masked(text),
            Piece::Map(map, Some(field)) => format!("${{{}.{field}}}", self.map(*map).id),
            Piece::Map(map, None) => format!("${{{}}}", self.map(*map).id),
            Piece::Fact(fact) => format!("${{{}}}", fact.name()),
            Piece::Variable(name) => format!("%{name}%"),
        }
    }

    fn path_words(&self, path: &PathText) -> String {
        let folder = self.text_words(&path.path);
        match &path.pattern {
            Some(pattern) => format!(r"{}\{}", folder.trim_end_matches('\\'), pattern.as_str()),
            None => folder,
        }
    }

    fn place_words(&self, place: &RegistryPlace) -> String {
        let key = self.text_words(&place.key);
        let key = match &place.each_subkey {
            Some(pattern) => format!(r"{key}\{}", pattern.as_str()),
            None => key,
        };
        match place.view {
            View::Native => key,
            View::Bits64 => format!("{key} (64-bit view)"),
            View::Bits32 => format!("{key} (32-bit view)"),
        }
    }

    fn value_words(&self, place: &RegistryPlace, value: &RunText) -> String {
        let name = self.text_words(value);
        let name = if name.is_empty() { "(default)" } else { &name };
        format!("{} {name}", self.place_words(place))
    }

    fn data_words(&self, data: &RegistryData) -> String {
        let text = match data {
            RegistryData::String(text) | RegistryData::ExpandString(text) => format!("'{}'", self.text_words(text)),
            RegistryData::Dword(number) => number.to_string(),
            RegistryData::Qword(number) => number.to_string(),
            RegistryData::MultiString(list) => {
                let list: Vec<String> = list.iter().map(|text| format!("'{}'", self.text_words(text))).collect();
                format!("[{}]", list.join(", "))
            }
            RegistryData::Binary(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        format!("{} {text}", data.type_name())
    }

    fn command_words(&self, what: &Invocation) -> String {
        match what {
            Invocation::Program(words) => words.iter().map(|word| self.text_words(word)).collect::<Vec<_>>().join(" "),
            Invocation::Script(shell, _) => format!("{} script", shell.word()),
        }
    }

    /// An operation: the verb of the log, and what it changes.
    #[must_use]
    pub fn op_words(&self, op: &Op) -> String {
        let target = match op {
            Op::ServiceStart { name }
            | Op::ServiceStop { name }
            | Op::ServiceRestart { name }
            | Op::ServiceDelete { name } => self.text_words(name),
            Op::ServiceSetStartup { name, startup } => format!("{} {}", self.text_words(name), startup.word()),
            Op::ServiceSetDependencies { name, on } => format!("{} {}", self.text_words(name), self.names_words(on)),
            Op::ServiceSetSecurity { name, sddl } => format!("{} {sddl}", self.text_words(name)),
            Op::FileDelete { path } | Op::FileWrite { path, .. } => self.path_words(path),
            Op::RegistrySet { place, value, data } => {
                format!("{} = {}", self.value_words(place, value), self.data_words(data))
            }
            Op::RegistrySetBits { place, value, mask, data } => {
                format!("{}, bits 0x{mask:x} = 0x{data:x}", self.value_words(place, value))
            }
            Op::RegistrySetList { place, value, with, without } => {
                format!("{}, {}", self.value_words(place, value), list_words(with, without))
            }
            Op::RegistryDeleteValue { place, value } => self.value_words(place, value),
            Op::RegistryCreateKey { place } | Op::RegistryDeleteKey { place } => self.place_words(place),
            Op::PackageRemove { identity } => identity.as_str().to_owned(),
            Op::LicenseInstallKey { key } => self.text_words(key),
            Op::LicenseActivate => String::new(),
            Op::LicenseSetKmsHost { host } => self.text_words(host),
            Op::LicenseSetKmsPort { port } => port.to_string(),
            Op::Run(command) => self.command_words(&command.what),
            Op::Message { text, .. } => format!("'{}'", self.text_words(text)),
        };
        format!("{} {target}", op.verb()).trim_end().to_owned()
    }

    /// What a probe asks for, as a sentence that is true where the state is in place.
    #[must_use]
    pub fn probe_words(&self, probe: &Probe) -> String {
        let exists =
            |what: String, exists: bool| format!("{what} {}", if exists { "exists" } else { "does not exist" });
        match probe {
            Probe::ServiceStatus { name, status, .. } => {
                let status = if *status == ServiceStatus::Running { "running" } else { "stopped" };
                format!("service {} is {status}", self.text_words(name))
            }
            Probe::ServiceStartup { name, startup, .. } => {
                format!("service {} starts {}", self.text_words(name), startup.word())
            }
            Probe::ServiceDependencies { name, on, .. } => {
                format!("service {} depends on {}", self.text_words(name), self.names_words(on))
            }
            Probe::ServiceSecurity { name, sddl, .. } => {
                format!("service {} has the descriptor {sddl}", self.text_words(name))
            }
            Probe::ServiceExists { name, exists: is } => exists(format!("service {}", self.text_words(name)), *is),
            Probe::ServiceRestarted { name } => format!("service {} has been restarted", self.text_words(name)),
            Probe::FileExists { path, exists: is } => exists(format!("file {}", self.path_words(path)), *is),
            Probe::FileContent { path, .. } => format!("file {} has its content", self.path_words(path)),
            Probe::RegistryKey { place, exists: is } => exists(format!("key {}", self.place_words(place)), *is),
            Probe::RegistryValue { place, value, want, .. } => {
                let value = self.value_words(place, value);
                match want {
                    RegistryWant::Present => format!("value {value} exists"),
                    RegistryWant::Absent => format!("value {value} does not exist"),
                    RegistryWant::Data(data) => format!("value {value} is {}", self.data_words(data)),
                    RegistryWant::Bits { mask, data } => format!("value {value} has bits 0x{mask:x} = 0x{data:x}"),
                    RegistryWant::List { with, without } => format!("value {value} is {}", list_words(with, without)),
                }
            }
            Probe::Package { identity, installed } => {
                format!("package {} is {}installed", identity.as_str(), if *installed { "" } else { "not " })
            }
            Probe::License(want) => self.license_words(want),
            Probe::Succeeds(command) => format!("`{}` succeeds", self.command_words(&command.what)),
            Probe::Holds(cond) => self.cond_words(cond),
            Probe::All(probes) => probes.iter().map(|probe| self.probe_words(probe)).collect::<Vec<_>>().join(", and "),
            Probe::DoneOnce { .. } => "it was run once on this machine".to_owned(),
            Probe::Never => "its exit code alone decides".to_owned(),
            Probe::Always => "always in place".to_owned(),
        }
    }

    fn names_words(&self, names: &[RunText]) -> String {
        match names {
            [] => "none".to_owned(),
            names => names.iter().map(|name| self.text_words(name)).collect::<Vec<_>>().join(", "),
        }
    }

    fn license_words(&self, want: &super::LicenseWant) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut list = |what: &str, words: Vec<&str>| {
            if !words.is_empty() {
                parts.push(format!("{what} {}", words.join(" or ")));
            }
        };
        list("channel", want.channel.iter().map(|channel| channel.word()).collect());
        list("status", want.status.iter().map(|status| status.word()).collect());
        parts.extend(want.reason.map(|reason| format!("reason 0x{reason:08X}")));
        parts.extend(want.key.as_ref().map(|key| format!("key {}", self.text_words(key))));
        parts.extend(want.kms_host.as_ref().map(|host| format!("KMS host {}", self.text_words(host))));
        parts.extend(want.kms_port.map(|port| format!("KMS port {port}")));
        format!("licence has {}", parts.join(", "))
    }

    /// A condition in the language of plans.
    #[must_use]
    pub fn cond_words(&self, cond: &Cond) -> String {
        let chain = |all: &[Cond], word: &str, inside: fn(&Cond) -> bool| {
            let all: Vec<String> = all
                .iter()
                .map(|cond| if inside(cond) { format!("({})", self.cond_words(cond)) } else { self.cond_words(cond) })
                .collect();
            all.join(word)
        };
        match cond {
            Cond::Const(truth) => truth.to_string(),
            Cond::Check(id) => self.checks[id.0].id.clone(),
            Cond::Result { action, what } => {
                let what = match what {
                    ResultKind::Changed => "changed",
                    ResultKind::Done => "done",
                    ResultKind::Failed => "failed",
                    ResultKind::Skipped => "skipped",
                };
                format!("{}.{what}", self.action(*action).id)
            }
            Cond::Fact(fact) => fact.name().to_owned(),
            Cond::Has(map) => format!("has {}", self.map(*map).id),
            Cond::Compare { left, op, right } => {
                let op = match op {
                    Comparison::Equal => "==",
                    Comparison::NotEqual => "!=",
                    Comparison::Less => "<",
                    Comparison::AtMost => "<=",
                    Comparison::Greater => ">",
                    Comparison::AtLeast => ">=",
                };
                format!("{} {op} {}", self.operand_words(left), self.operand_words(right))
            }
            Cond::In { item, set } => {
                let set: Vec<String> = set.iter().map(literal).collect();
                format!("{} in [{}]", self.operand_words(item), set.join(", "))
            }
            Cond::InMap { item, map } => format!("{} in {}", self.operand_words(item), self.map(*map).id),
            Cond::Like { item, pattern } => format!("{} like '{}'", self.operand_words(item), pattern.as_str()),
            Cond::Not(inner) => match **inner {
                Cond::And(_) | Cond::Or(_) => format!("not ({})", self.cond_words(inner)),
                _ => format!("not {}", self.cond_words(inner)),
            },
            Cond::And(all) => chain(all, " and ", |cond| matches!(cond, Cond::Or(_))),
            Cond::Or(all) => chain(all, " or ", |cond| matches!(cond, Cond::And(_))),
        }
    }

    fn operand_words(&self, operand: &Operand) -> String {
        match operand {
            Operand::Fact(fact) => fact.name().to_owned(),
            Operand::CheckValue(id) => format!("{}.value", self.checks[id.0].id),
            Operand::Literal(value) => literal(value),
        }
    }
}

/// A value as a condition has it: text in quotes.
fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{text}'"),
        other => other.to_string(),
    }
}

/// What a list is to hold and what not.
fn list_words(with: &[String], without: &[String]) -> String {
    let side = |word: &str, list: &[String]| {
        let list: Vec<String> = list.iter().map(|text| format!("'{text}'")).collect();
        (!list.is_empty()).then(|| format!("{word} {}", list.join(", ")))
    };
    [side("with", with), side("without", without)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_by_their_largest_units() {
        let cases =
            [(0, "0 s"), (90, "90 s"), (120, "2 min"), (150, "2 min 30 s"), (3600, "1 h"), (5400, "1 h 30 min")];
        for (seconds, words) in cases {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn keys_are_masked_and_nothing_else_is() {
        assert_eq!(masked("33PXH-7Y6KF-2VJC9-XBBR8-HVTHH"), "...-HVTHH");
        assert_eq!(masked("a-b"), "a-b");
    }
}
