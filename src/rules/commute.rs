//! Whether two changes come to the same in either order.

use crate::program::{Op, Part};

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
