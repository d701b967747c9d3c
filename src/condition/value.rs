//! Values and their types.

use super::Observed;
use crate::catalog::{editions, keys::ProductKey};
use serde::Serialize;
use std::cmp::Ordering;
use std::fmt;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number of 64 bits.
    Int,
    /// Numbers with dots, compared part by part.
    Version,
    /// Any text.
    Text,
    /// A path.
    Path,
    /// A product key.
    ProductKey,
    /// A span of time.
    Duration,
    /// A day, or a moment, in UTC.
    Date,
    /// One word of a closed set.
    Enum(Enumeration),
}

/// The closed sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enumeration {
    /// `windows-7` ...
    Release,
    /// The EditionIDs.
    Edition,
    /// `client`, `server`, `domain-controller`.
    OsType,
    /// `x86`, `x64`, `arm64`.
    Arch,
    /// `normal`, `safe`, `safe-network`, `pe`.
    BootMode,
    /// How a machine belongs to a domain.
    DomainRole,
}

impl Enumeration {
    pub(crate) const ALL: [Self; 6] =
        [Self::Release, Self::Edition, Self::OsType, Self::Arch, Self::BootMode, Self::DomainRole];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Edition => "edition",
            Self::OsType => "os-type",
            Self::Arch => "architecture",
            Self::BootMode => "boot-mode",
            Self::DomainRole => "domain-role",
        }
    }

    /// Its words, in their canonical spelling.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Release => editions::releases(),
            Self::Edition => editions::edition_ids(),
            Self::OsType => vec!["client", "server", "domain-controller"],
            Self::Arch => vec!["x86", "x64", "arm64"],
            Self::BootMode => vec!["normal", "safe", "safe-network", "pe"],
            // Win32_ComputerSystem.DomainRole, 0 to 5.
            Self::DomainRole => vec![
                "standalone-workstation",
                "member-workstation",
                "standalone-server",
                "member-server",
                "backup-domain-controller",
                "primary-domain-controller",
            ],
        }
    }

    /// The word in its canonical spelling, found without regard to case.
    #[must_use]
    pub fn word(self, text: &str) -> Option<&'static str> {
        self.words().into_iter().find(|word| word.eq_ignore_ascii_case(text))
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// The parts of a version.
    Version(Vec<u64>),
    /// Text.
    Text(String),
    /// A word of a closed set, in its canonical spelling.
    Enum(Enumeration, &'static str),
    /// Seconds.
    Duration(u64),
    /// Seconds since 1970-01-01, UTC.
    Date(i64),
    /// What an absent thing equals.
    None,
}

impl Type {
    /// The types that have no words of their own, by their names in a plan.
    const PLAIN: [(&'static str, Self); 8] = [
        ("boolean", Self::Bool),
        ("integer", Self::Int),
        ("text", Self::Text),
        ("version", Self::Version),
        ("path", Self::Path),
        ("product-key", Self::ProductKey),
        ("duration", Self::Duration),
        ("date", Self::Date),
    ];

    /// The names of all types.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        let plain = Self::PLAIN.iter().map(|(name, _)| *name);
        plain.chain(Enumeration::ALL.into_iter().map(Enumeration::name)).collect()
    }

    /// The type with this name in a plan.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain = Self::PLAIN.iter().find(|(known, _)| *known == name).map(|(_, ty)| *ty);
        plain.or_else(|| Enumeration::ALL.into_iter().find(|e| e.name() == name).map(Self::Enum))
    }

    /// Reads a text as a value of this type.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Value> {
        Some(match self {
            Self::Bool => Value::Bool(match text {
                "true" => true,
                "false" => false,
                _ => return None,
            }),
            Self::Int => Value::Int(integer(text)?),
            Self::Version => Value::version(text)?,
            Self::Text => Value::Text(text.to_owned()),
            Self::Path => Value::Text((!text.is_empty()).then(|| text.to_owned())?),
            Self::ProductKey => Value::Text(ProductKey::parse(text)?.expose().to_owned()),
            Self::Duration => Value::Duration(duration(text)?),
            Self::Date => Value::Date(date(text)?),
            Self::Enum(of) => Value::Enum(of, of.word(text)?),
        })
    }

    /// A word of this enumeration as a value; `None` for every other type.
    #[must_use]
    pub fn word(self, text: &str) -> Option<Value> {
        match self {
            Self::Enum(of) => Some(Value::Enum(of, of.word(text)?)),
            _ => None,
        }
    }

    /// The words of an enumeration; empty for every other type.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Enum(of) => of.words(),
            _ => Vec::new(),
        }
    }

    /// A number that a machine gave, as a value of this type.
    #[must_use]
    pub fn read_number(self, number: u64) -> Observed {
        match self {
            Self::Int => i64::try_from(number).map_or(Observed::Unknown, |n| Observed::Known(Value::Int(n))),
            Self::Bool if number <= 1 => Observed::Known(Value::Bool(number == 1)),
            _ => Observed::Unknown,
        }
    }

    /// A text that a machine gave, as a value of this type; a text of another type is unknown.
    #[must_use]
    pub fn read_text(self, text: &str) -> Observed {
        match self {
            Self::Bool => Observed::Unknown,
            _ => self.read(text).map_or(Observed::Unknown, Observed::Known),
        }
    }

    /// Whether values of this type have an order.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Int | Self::Version | Self::Text | Self::Duration | Self::Date)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "boolean",
            Self::Int => "integer",
            Self::Version => "version",
            Self::Text => "text",
            Self::Path => "path",
            Self::ProductKey => "product-key",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::Enum(of) => of.name(),
        })
    }
}

impl Value {
    /// A version: numbers with dots between them.
    #[must_use]
    pub fn version(text: &str) -> Option<Self> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        text.split('.')
            .map(|part| digits(part).then(|| part.parse().ok()).flatten())
            .collect::<Option<_>>()
            .map(Self::Version)
    }

    /// Whether two values are equal: text without regard to ASCII case, versions part by part.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::None, _) | (_, Self::None) => false,
            _ => self.order(other) == Some(Ordering::Equal),
        }
    }

    /// The order of two values of one type.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => Some(one.cmp(two)),
            (Self::Int(one), Self::Int(two)) => Some(one.cmp(two)),
            (Self::Duration(one), Self::Duration(two)) => Some(one.cmp(two)),
            (Self::Date(one), Self::Date(two)) => Some(one.cmp(two)),
            (Self::Version(one), Self::Version(two)) => {
                let part = |parts: &[u64], index: usize| parts.get(index).copied().unwrap_or(0);
                let count = one.len().max(two.len());
                Some((0..count).map(|i| part(one, i).cmp(&part(two, i))).find(|o| o.is_ne()).unwrap_or(Ordering::Equal))
            }
            (Self::Text(_) | Self::Enum(..), Self::Text(_) | Self::Enum(..)) => {
                let units =
                    |value: &Self| -> Vec<u16> { value.to_string().to_ascii_lowercase().encode_utf16().collect() };
                Some(units(self).cmp(&units(other)))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(number) => write!(f, "{number}"),
            Self::Version(parts) => {
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                f.write_str(&parts.join("."))
            }
            Self::Text(text) => f.write_str(text),
            Self::Enum(_, word) => f.write_str(word),
            Self::Duration(seconds) => write!(f, "{seconds}s"),
            Self::Date(seconds) => {
                let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
                let (year, month, day) = civil(days);
                write!(f, "{year:04}-{month:02}-{day:02}")?;
                if rest != 0 {
                    write!(f, "T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)?;
                }
                Ok(())
            }
            Self::None => f.write_str("none"),
        }
    }
}

/// A whole number, decimal or hexadecimal.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let number = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) if !hex.starts_with(['+', '-']) => i128::from_str_radix(hex, 16).ok()?,
        Some(_) => return None,
        None if digits.starts_with(['+', '-']) => return None,
        None => digits.parse::<i128>().ok()?,
    };
    i64::try_from(if negative { -number } else { number }).ok()
}

/// `90s`, `5m`, `2h`, `1d`.
pub(super) fn duration(text: &str) -> Option<u64> {
    let unit = match text.as_bytes().last()? {
        b's' => 1,
        b'm' => 60,
        b'h' => 3600,
        b'd' => 86_400,
        _ => return None,
    };
    let digits = &text[..text.len() - 1];
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

/// `2019-01-08`, `2019-01-08T10:00Z` or `2019-01-08T10:00:30Z`.
pub(super) fn date(text: &str) -> Option<i64> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time.strip_suffix('Z')?)),
        None => (text, None),
    };
    let number = |text: &str, digits: usize| -> Option<i64> {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    let mut parts = day.split('-');
    let (year, month, day) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    if civil(days) != (year, month, day) {
        return None;
    }
    let mut seconds = days * 86_400;
    if let Some(time) = time {
        let mut parts = time.split(':');
        let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let second = parts.next().map_or(Some(0), |s| number(s, 2))?;
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        seconds += hour * 3600 + minute * 60 + second;
    }
    Some(seconds)
}

/// Days since 1970-01-01 of a day of the Gregorian calendar; years are counted from March.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of the Gregorian calendar.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers_and_missing_parts_are_zero() {
        let version = |text| Value::version(text).expect("a version");
        assert!(version("6.1").same(&version("6.1.0")));
        assert_eq!(version("6.2").order(&version("6.10")), Some(Ordering::Less));
        assert!(Value::version("6.").is_none());
    }

    #[test]
    fn dates_are_real_days() {
        assert_eq!(date("1970-01-01"), Some(0));
        assert_eq!(date("2019-01-08T10:00Z"), Some(1_546_941_600));
        assert_eq!(date("2019-02-29"), None);
        assert_eq!(Value::Date(1_546_941_600).to_string(), "2019-01-08T10:00:00Z");
    }

    #[test]
    fn integers_are_decimal_or_hexadecimal() {
        assert_eq!(integer("0xC004F200"), Some(0xC004_F200));
        assert_eq!(integer("-5"), Some(-5));
        assert_eq!(integer("--5"), None);
        assert_eq!(integer("9223372036854775808"), None);
    }

    #[test]
    fn texts_compare_without_regard_to_ascii_case() {
        assert!(Value::Text("ABC".into()).same(&Value::Text("abc".into())));
        assert!(!Value::Text("Ä".into()).same(&Value::Text("ä".into())));
    }

    #[test]
    fn what_is_suggested_for_names_from_elsewhere_is_a_word_of_the_language() {
        let mut words: Vec<&str> = Enumeration::ALL.iter().flat_map(|of| of.words()).collect();
        words.extend(crate::catalog::facts::FactId::all().map(|fact| -> &str { fact.name() }));
        words.extend(["running", "stopped", "automatic", "manual", "delayed"]);
        for (other, word) in crate::diag::OTHER_NAMES {
            assert!(words.contains(word), "{word}");
            assert!(!words.contains(other), "{other}");
        }
    }
}
