//! What a plan wants of the registry: how it is observed, brought about, and judged on a machine.

use super::DataType;
use crate::condition::{Truth, Type};
use crate::program::{Op, Part, Probe, Reading, RegistryData, RegistryPlace, RegistryWant, RunText, View};
use crate::simulate::Facts;
use crate::simulate::machine::{Data, Machine, Typed};
use crate::states::{Resource, State};

#[derive(Debug)]
pub(super) struct RegistryWanted {
    pub(super) place: RegistryPlace,
    /// `None`: the key itself.
    pub(super) value: Option<(RunText, RegistryWant)>,
    pub(super) exists: bool,
    pub(super) missing_ok: bool,
    pub(super) ty: Option<DataType>,
}

impl State for RegistryWanted {
    fn parts(&self) -> Vec<Part> {
        let place = || self.place.clone();
        let Some((value, want)) = &self.value else {
            let op = if self.exists {
                Op::RegistryCreateKey { place: place() }
            } else {
                Op::RegistryDeleteKey { place: place() }
            };
            return vec![Part { probe: Probe::RegistryKey { place: place(), exists: self.exists }, op }];
        };
        let value = || value.clone();
        let op = match want {
            RegistryWant::Absent => Op::RegistryDeleteValue { place: place(), value: value() },
            RegistryWant::Data(data) => Op::RegistrySet { place: place(), value: value(), data: data.clone() },
            RegistryWant::Bits { mask, data } => {
                Op::RegistrySetBits { place: place(), value: value(), mask: *mask, data: *data }
            }
            RegistryWant::List { with, without } => {
                Op::RegistrySetList { place: place(), value: value(), with: with.clone(), without: without.clone() }
            }
            // Only a check asks no more than that a value is there.
            RegistryWant::Present => Op::RegistryCreateKey { place: place() },
        };
        let probe =
            Probe::RegistryValue { place: place(), value: value(), want: want.clone(), missing_ok: self.missing_ok };
        vec![Part { probe, op }]
    }

    fn resources(&self) -> Vec<Resource> {
        vec![match &self.value {
            None => Resource::key(&self.place),
            Some((value, _)) => Resource::value(&self.place, value),
        }]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        let part_of_value = matches!(&self.value, Some((_, RegistryWant::Bits { .. } | RegistryWant::List { .. })));
        if part_of_value {
            return Vec::new();
        }
        self.resources().into_iter().map(|resource| (resource, format!("{} {:?}", self.exists, self.value))).collect()
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        let Some(key) = facts.text(&self.place.key) else { return Truth::Unknown };
        let key = match (self.place.view, key.get(..14)) {
            (View::Bits32, Some(head)) if head.eq_ignore_ascii_case(r"HKLM\SOFTWARE\") => {
                format!(r"HKLM\SOFTWARE\Wow6432Node\{}", &key[14..])
            }
            _ => key,
        };
        let keys = match &self.place.each_subkey {
            None => vec![key],
            Some(glob) => {
                let names = machine.subkeys(&key);
                names.into_iter().filter(|name| glob.matches(name)).map(|name| format!(r"{key}\{name}")).collect()
            }
        };
        let Some((value, want)) = &self.value else {
            return Truth::from(if keys.is_empty() {
                !self.exists
            } else {
                keys.iter().all(|key| machine.has_key(key) == self.exists)
            });
        };
        let Some(name) = facts.text(value) else { return Truth::Unknown };
        if keys.is_empty() {
            return Truth::from(self.missing_ok || *want == RegistryWant::Absent);
        }
        Truth::from(
            keys.iter()
                .all(|key| (self.missing_ok && !machine.has_key(key)) || fits(machine.value(key, &name), want, facts)),
        )
    }

    fn reading(&self) -> Option<(Reading, Type)> {
        let (value, want) = self.value.as_ref()?;
        if self.place.each_subkey.is_some() {
            return None;
        }
        let ty = match (self.ty, want) {
            (Some(DataType::Dword | DataType::Qword), _)
            | (None, RegistryWant::Data(RegistryData::Dword(_)) | RegistryWant::Bits { .. }) => Type::Int,
            (Some(DataType::MultiString | DataType::Binary), _) | (None, RegistryWant::List { .. }) => return None,
            _ => Type::Text,
        };
        Some((Reading::Registry { place: self.place.clone(), value: value.clone() }, ty))
    }

    fn cost(&self) -> u8 {
        1
    }
}

fn fits(found: Option<&Data>, want: &RegistryWant, facts: &Facts) -> bool {
    match want {
        RegistryWant::Present => found.is_some(),
        RegistryWant::Absent => found.is_none(),
        RegistryWant::Bits { mask, data } => match found {
            None => *data == 0,
            Some(Data::Dword(number)) => number & mask == *data,
            Some(_) => false,
        },
        RegistryWant::List { with, without } => {
            let list = match found {
                None => &[][..],
                Some(Data::Typed(Typed::MultiString(list))) => list,
                Some(_) => return false,
            };
            let holds = |text: &String| list.iter().any(|item| item.eq_ignore_ascii_case(text));
            with.iter().all(holds) && !without.iter().any(holds)
        }
        RegistryWant::Data(data) => match (data, found) {
            (RegistryData::Dword(wanted), Some(Data::Dword(number))) => wanted == number,
            (RegistryData::String(wanted), Some(Data::String(text)))
            | (RegistryData::ExpandString(wanted), Some(Data::Typed(Typed::ExpandString(text)))) => {
                facts.text(wanted).as_ref() == Some(text)
            }
            (RegistryData::Qword(wanted), Some(Data::Typed(Typed::Qword(number)))) => wanted == number,
            (RegistryData::MultiString(wanted), Some(Data::Typed(Typed::MultiString(list)))) => {
                wanted.len() == list.len()
                    && wanted.iter().zip(list).all(|(w, text)| facts.text(w).as_ref() == Some(text))
            }
            (RegistryData::Binary(wanted), Some(Data::Typed(Typed::Binary(bytes)))) => wanted == bytes,
            _ => false,
        },
    }
}
