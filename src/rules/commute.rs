//! Whether two changes come to the same in either order.

use crate::program::{Op, Part};
use std::collections::HashSet;
use std::mem::discriminant;

/// How many changes that cannot be joined are kept apart.
const FEW: usize = 16;

/// Changes as one: what commutes with it commutes with each of them.
#[derive(Default)]
pub(super) struct Joined {
    parts: Vec<Part>,
    /// The items that lists of the registry are to have and not to have, in small letters.
    with: HashSet<String>,
    without: HashSet<String>,
    /// Whether they are too different: then nothing is known to commute with them.
    unlike: bool,
}

impl Joined {
    /// Adds the changes of one state.
    pub(super) fn add(&mut self, parts: &[Part]) {
        for part in parts {
            if self.unlike || self.parts.contains(part) {
                continue;
            }
            if let Op::RegistrySetList { with, without, .. } = &part.op {
                self.with.extend(with.iter().map(|item| item.to_ascii_lowercase()));
                self.without.extend(without.iter().map(|item| item.to_ascii_lowercase()));
            }
            let alike = self.parts.iter_mut().find(|known| discriminant(&known.op) == discriminant(&part.op));
            match alike.map(|known| (&mut known.op, &part.op)) {
                Some((Op::RegistrySetBits { mask, data, .. }, Op::RegistrySetBits { mask: more, data: set, .. }))
                    if *data & *mask & more == set & *mask & more =>
                {
                    *data |= set & more;
                    *mask |= more;
                }
                // The first stands for all: `ops` asks no more of them.
                Some((Op::RegistrySetList { .. }, _)) => {}
                Some((known, _)) if ops(known, &part.op) => {}
                _ => self.parts.push(part.clone()),
            }
            self.unlike = self.parts.len() > FEW;
        }
    }

    /// Whether the changes of a state do not disturb any of these.
    pub(super) fn commutes(&self, parts: &[Part]) -> bool {
        let lists = parts.iter().all(|part| match &part.op {
            Op::RegistrySetList { with, without, .. } => {
                let holds = |set: &HashSet<String>, item: &String| set.contains(&item.to_ascii_lowercase());
                !with.iter().any(|item| holds(&self.without, item))
                    && !without.iter().any(|item| holds(&self.with, item))
            }
            _ => true,
        });
        !self.unlike && lists && commute(&self.parts, parts)
    }
}

/// Whether the states of two steps do not disturb each other.
pub(super) fn commute(one: &[Part], two: &[Part]) -> bool {
    one.iter().all(|one| two.iter().all(|two| one == two || ops(&one.op, &two.op) || ops(&two.op, &one.op)))
}

fn ops(one: &Op, two: &Op) -> bool {
    let set = |op: &Op| matches!(op, Op::RegistrySet { .. } | Op::RegistrySetBits { .. } | Op::RegistrySetList { .. });
    match (one, two) {
        (Op::Message { .. }, _)
        | (Op::FileDelete { .. }, Op::FileDelete { .. })
        | (Op::PackageRemove { .. }, Op::PackageRemove { .. })
        | (Op::RegistryDeleteKey { .. } | Op::RegistryDeleteValue { .. }, Op::RegistryDeleteKey { .. })
        | (Op::RegistryCreateKey { .. }, Op::RegistryCreateKey { .. }) => true,
        // Missing parents are made.
        (Op::RegistryCreateKey { .. }, other) => set(other),
        (Op::RegistrySetBits { mask, data, .. }, Op::RegistrySetBits { mask: mask_two, data: data_two, .. }) => {
            let both = mask & mask_two;
            data & both == data_two & both
        }
        (
            Op::RegistrySetList { with, without, .. },
            Op::RegistrySetList { with: with_two, without: without_two, .. },
        ) => {
            let holds = |list: &[String], text: &String| list.iter().any(|item| item.eq_ignore_ascii_case(text));
            !with.iter().any(|text| holds(without_two, text)) && !without.iter().any(|text| holds(with_two, text))
        }
        _ => false,
    }
}
