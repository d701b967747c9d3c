//! Splits a program by edition: scripts that contain KMS client setup keys must target the corresponding edition.

use super::systems::{self, System};
use super::{KeyMatch, Map, Piece, Program};
use crate::catalog::editions;
use crate::catalog::facts::FactId;
use crate::condition::{Comparison, Cond, MapId, Operand, Truth, Value};

/// Why a program cannot be split by edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotByEdition {
    /// No action inserts a value that is chosen by the edition.
    NoMap,
    /// No machine of the catalogue with such an edition is in scope.
    NoMachine,
    /// A map that actions use has a value for every other edition too, and those cannot be listed.
    Otherwise(MapId),
}

/// One program for each edition that the maps of the actions name and that, by the catalogue, a machine in scope can have; in
/// the order of their entries. Each holds the entries of its edition alone, without those that `scope` excludes by their other
/// facts, and its `scope` asks for that edition; plan, hash, debts, lock and log stay the plan's.
///
/// # Errors
/// Where no action uses a map by edition, or one that has `otherwise`, or no edition is left.
pub fn per_edition(program: &Program) -> Result<Vec<Program>, NotByEdition> {
    let fact = FactId::named("os.edition").expect("the catalogue has it");
    let mut used: Vec<MapId> = Vec::new();
    for piece in program.actions.iter().flat_map(|action| &action.requires) {
        if let Piece::Map(id, _) = piece
            && program.map(*id).by.contains(&fact)
            && !used.contains(id)
        {
            used.push(*id);
        }
    }
    if let Some(id) = used.iter().find(|id| program.map(**id).otherwise.is_some()) {
        return Err(NotByEdition::Otherwise(*id));
    }
    let mut editions: Vec<&'static str> = Vec::new();
    for id in &used {
        let map = program.map(*id);
        let level = map.by.iter().position(|by| *by == fact).expect("it was chosen for it");
        for key in map.entries.iter().flat_map(|entry| &entry.keys[level]) {
            if let KeyMatch::Is(Value::Enum(_, word)) = key
                && !editions.contains(word)
            {
                editions.push(word);
            }
        }
    }
    if editions.is_empty() {
        return Err(NotByEdition::NoMap);
    }
    let numbers = systems::numbers(program);
    let rows = || editions::rows().iter();
    let is_meant = |edition: &&'static str| {
        let mut systems = rows().filter(|row| row.edition == **edition).flat_map(|row| systems::of_row(row, &numbers));
        systems.any(|system| system.is_meant(program))
    };
    editions.retain(|edition| is_meant(edition));
    if editions.is_empty() {
        return Err(NotByEdition::NoMachine);
    }
    // An entry goes only where no edition's machine could have it: which edition has which builds is less well known.
    let mut systems: Vec<System> = Vec::new();
    let any = fact.ty().word(editions[0]).expect("it is a key of a map by this fact");
    for system in rows().flat_map(|row| systems::of_row(row, &numbers)).map(|system| system.with_edition(&any)) {
        if !systems.contains(&system) {
            systems.push(system);
        }
    }
    Ok(editions.into_iter().map(|edition| of_edition(program, fact, edition, &systems)).collect())
}

/// The program of one edition, on any of these systems with that edition.
fn of_edition(program: &Program, fact: FactId, edition: &'static str, systems: &[System]) -> Program {
    let mut split = program.clone();
    split.edition = Some(edition);
    let value = fact.ty().word(edition).expect("it is a key of a map by this fact");
    let systems = systems.iter().map(|system| system.clone().with_edition(&value));
    let meant: Vec<System> = systems.filter(|system| system.is_meant(program)).collect();
    for map in &mut split.maps {
        narrow(map, fact, &value, &meant);
    }
    let guard = Cond::Compare { left: Operand::Fact(fact), op: Comparison::Equal, right: Operand::Literal(value) };
    let scope = &mut split.scope;
    let text = format!("os.edition == {edition}");
    scope.text = match (&scope.cond, scope.text.as_str()) {
        (_, "") => text,
        (Cond::Or(_), rest) => format!("{text} and ({rest})"),
        (_, rest) => format!("{text} and {rest}"),
    };
    let rest = std::mem::replace(&mut scope.cond, Cond::Or(Vec::new()));
    scope.cond = Cond::And(vec![guard, rest]).flattened();
    split
}

/// Leaves a map by edition the entries of one edition that a system may have, and of their keys that edition alone.
fn narrow(map: &mut Map, fact: FactId, edition: &Value, systems: &[System]) {
    if !map.by.contains(&fact) {
        return;
    }
    let mut entries = std::mem::take(&mut map.entries);
    entries.retain(|entry| systems.iter().any(|system| system.fits(map, entry) != Truth::False));
    map.entries = entries;
    for level in (0..map.by.len()).filter(|level| map.by[*level] == fact).collect::<Vec<_>>() {
        for entry in &mut map.entries {
            entry.keys[level].retain(|key| matches!(key, KeyMatch::Is(value) if value.same(edition)));
        }
        map.entries.retain(|entry| !entry.keys[level].is_empty());
    }
}
