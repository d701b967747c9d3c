//! Whether a condition is the same on every machine, whatever its checks say.

use super::machines::{Set, Universe};
use crate::condition::{Cond, Truth};

/// Observations that are tried both ways at most; a condition with more of them is taken to depend on them.
const TRIED: usize = 8;

/// The condition's value on every one of these machines; `None` where it differs, or depends on what is observed.
///
/// `known` says what some parts are. Every other observation is tried both ways, so that `a or not a` is true.
pub(super) fn value(
    universe: &Universe<'_>,
    cond: &Cond,
    machines: &Set,
    known: &dyn Fn(&Cond) -> Option<Truth>,
) -> Option<bool> {
    if machines.is_empty() {
        return None;
    }
    let judged = universe.judge_if(cond, known);
    let all = |set: &Set| machines.without(set).is_empty();
    if all(judged.always()) {
        return Some(true);
    }
    if all(judged.never()) {
        return Some(false);
    }
    // Surely true here and surely false there: nothing that is observed makes it the same.
    if judged.always().meets(machines) && judged.never().meets(machines) {
        return None;
    }
    let mut leaves: Vec<&Cond> = Vec::new();
    cond.walk(&mut |leaf| {
        let open = matches!(leaf, Cond::Check(_) | Cond::Result { .. } | Cond::Fact(_));
        if open && known(leaf).is_none() && !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    });
    if leaves.is_empty() || leaves.len() > TRIED {
        return None;
    }
    let mut found: Option<bool> = None;
    // All of them first: most conditions differ at once.
    let most = (1_u32 << leaves.len()) - 1;
    for tried in [0, most].into_iter().chain(1..most) {
        let assume = |cond: &Cond| {
            known(cond).or_else(|| {
                let index = leaves.iter().position(|leaf| *leaf == cond)?;
                Some(Truth::from(tried >> index & 1 == 1))
            })
        };
        let judged = universe.judge_if(cond, &assume);
        let value = match (all(judged.always()), all(judged.never())) {
            (true, _) => true,
            (_, true) => false,
            _ => return None,
        };
        if *found.get_or_insert(value) != value {
            return None;
        }
    }
    found
}
