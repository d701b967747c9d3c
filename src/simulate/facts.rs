//! What the facts are on a simulated machine, and the text of operands there.

use super::machine::{Data, Machine, REBOOT_PENDING};
use crate::catalog::editions;
use crate::catalog::facts::FactId;
use crate::catalog::windows::default_folder;
use crate::condition::{MapId, Observed, Truth, Value};
use crate::program::{Entered, KeyMatch, Map, Piece, RunText};
use std::collections::HashMap;

/// The facts of a machine, read once a run, and the entries that the maps have for it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    values: HashMap<FactId, Observed>,
    entries: Vec<Option<Entered>>,
    chosen: Vec<Option<Chosen>>,
    known: Vec<Truth>,
}

/// What a map has for a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// The entry with this index.
    Entry(usize),
    /// What every other machine gets.
    Otherwise,
}

const WINDOWS_UPDATE_REBOOT: &str =
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired";

fn read(machine: &Machine, id: FactId) -> Observed {
    let text = |text: &str| Observed::Known(Value::Text(text.to_owned()));
    let word = |word: &str| id.ty().word(word).map_or(Observed::Unknown, Observed::Known);
    match id.name() {
        "os.version" => Value::version(&machine.os.version).map_or(Observed::Unknown, Observed::Known),
        "os.build" => Observed::Known(Value::Int(i64::from(machine.os.build))),
        "os.revision" => machine.os.revision.map_or(Observed::Absent, |n| Observed::Known(Value::Int(i64::from(n)))),
        "os.release" => editions::release(machine.os.build, machine.os.kind == "client", &machine.os.edition)
            .map_or(Observed::Unknown, word),
        // An edition that no catalogue knows yet is an ordinary answer, which equals none of those that it knows.
        "os.edition" => match word(&machine.os.edition) {
            Observed::Unknown => text(&machine.os.edition),
            known => known,
        },
        "os.type" => word(&machine.os.kind),
        "os.arch" => word(&machine.os.arch),
        "os.language" => text(&machine.os.language),
        "machine.name" => text("MACHINE"),
        "machine.domain" => match machine.value(r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters", "Domain") {
            Some(Data::String(domain)) if !domain.is_empty() => text(domain),
            _ => Observed::Absent,
        },
        "machine.domain-joined" => {
            let joined = matches!(machine.value(r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters", "Domain"),
                    Some(Data::String(domain)) if !domain.is_empty());
            Observed::Known(Value::Bool(joined))
        }
        "machine.boot-mode" => word("normal"),
        "reboot.pending" => {
            Observed::Known(Value::Bool(machine.has_key(REBOOT_PENDING) || machine.has_key(WINDOWS_UPDATE_REBOOT)))
        }
        "dir.windows" => text(r"C:\Windows"),
        "dir.system" => text(r"C:\Windows\System32"),
        "dir.program-data" => text(r"C:\ProgramData"),
        "dir.public" => text(r"C:\Users\Public"),
        "drive.system" => text("C:"),
        _ => Observed::Unknown,
    }
}

impl Facts {
    /// Reads the facts of a machine and looks the maps up.
    #[must_use]
    pub fn of(machine: &Machine, maps: &[Map]) -> Self {
        let mut facts = Self { values: FactId::all().map(|id| (id, read(machine, id))).collect(), ..Self::default() };
        for map in maps {
            let known = map.by.iter().map(|fact| facts.fact(*fact)).all(|value| !matches!(value, Observed::Unknown));
            let entry = map.entries.iter().position(|entry| {
                map.by.iter().zip(&entry.keys).all(|(fact, keys)| {
                    let value = facts.fact(*fact);
                    keys.iter().any(|key| fits(key, value))
                })
            });
            let chosen = entry.map(Chosen::Entry).or(map.otherwise.as_ref().map(|_| Chosen::Otherwise));
            let chosen = chosen.filter(|_| known);
            facts.known.push(if known { Truth::from(chosen.is_some()) } else { Truth::Unknown });
            facts.chosen.push(chosen);
            facts.entries.push(chosen.and_then(|chosen| match chosen {
                Chosen::Entry(index) => Some(map.entries[index].value.clone()),
                Chosen::Otherwise => map.otherwise.clone(),
            }));
        }
        facts
    }

    /// One fact.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Observed {
        self.values.get(&id).unwrap_or(&Observed::Unknown)
    }

    /// What a map has for this machine.
    #[must_use]
    pub fn chosen(&self, map: MapId) -> Option<Chosen> {
        self.chosen.get(map.0).copied().flatten()
    }

    /// Whether this machine has an entry.
    #[must_use]
    pub fn has(&self, map: MapId) -> Truth {
        self.known.get(map.0).copied().unwrap_or(Truth::Unknown)
    }

    /// The text of one part of an operand.
    #[must_use]
    pub fn piece(&self, piece: &Piece) -> Option<String> {
        match piece {
            Piece::Literal(text) => Some(text.clone()),
            Piece::Map(map, field) => Some(self.entries.get(map.0)?.as_ref()?.get(field.as_deref())?.to_owned()),
            Piece::Fact(fact) => match self.fact(*fact) {
                Observed::Known(value) => Some(value.to_string()),
                _ => None,
            },
            Piece::Variable(name) => default_folder(name).map(str::to_owned),
        }
    }

    /// The text of an operand; `None` where a part of it has no value on this machine.
    #[must_use]
    pub fn text(&self, text: &RunText) -> Option<String> {
        text.on(|piece| self.piece(piece)).ok()
    }
}

/// Whether a fact fits a key of a map.
pub(crate) fn fits(key: &KeyMatch, value: &Observed) -> bool {
    matches!(value, Observed::Known(value) if key.fits(value))
}
