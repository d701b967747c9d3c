//! How much is played: what every run plays, and what is left for the night (`REGIMEN_NIGHTLY=1`).
//!
//! The flagship is swept in full in every run, and languages take turns in it where a restart lies between two runs, which is
//! where one finds what the other has left. Of every other plan one cut is drawn, always the same one, and random plans take
//! the turns; the form of long plans is played on every third scenario of the cases, which together use all of it; and of the
//! machines that an `each` stands for one is drawn, since only what the plan's tables say differs, and the simulator has all of
//! them.

use std::ops::Range;

use regimen::simulate::Cut;
use regimen::simulate::scenario::Scenario;

/// The plan that is swept in full.
const FLAGSHIP: &str = "kb971033";

pub(crate) struct Sweep {
    nightly: bool,
    /// How many trials are left for the night.
    pub left: usize,
}

impl Sweep {
    pub(crate) fn from_environment() -> Sweep {
        Sweep { nightly: std::env::var_os("REGIMEN_NIGHTLY").is_some_and(|value| value == "1"), left: 0 }
    }

    /// Whether the scenario at this place of a plan is played in the form of long plans too.
    pub(crate) fn plays_lists(&mut self, plan: &str, is_case: bool, (place, count): (usize, usize)) -> bool {
        self.decide(is_case && place % 3 == draw(plan, count.min(3)), 1)
    }

    /// Whether languages take turns in a scenario.
    pub(crate) fn takes_turns(&mut self, plan: &str, scenario: &Scenario) -> bool {
        self.decide(plan == FLAGSHIP && scenario.runs.iter().any(|run| run.restart), 1)
    }

    /// The cuts of a scenario that are played.
    pub(crate) fn cuts(&mut self, plan: &str, all: Vec<Cut>) -> Vec<Cut> {
        if all.is_empty() || self.decide(plan == FLAGSHIP, all.len() - 1) {
            return all;
        }
        vec![all[draw(plan, all.len())]]
    }

    /// Which of the machines that a scenario with `each` stands for play it, in so many languages.
    pub(crate) fn machines(&mut self, first: &str, count: usize, languages: usize) -> Range<usize> {
        if self.decide(count == 1, (count - 1) * languages) {
            return 0..count;
        }
        let drawn = draw(first, count);
        drawn..drawn + 1
    }

    fn decide(&mut self, always: bool, trials: usize) -> bool {
        let played = always || self.nightly;
        if !played {
            self.left += trials;
        }
        played
    }
}

/// FNV-1a over a name: the same name always gets the same one.
fn draw(name: &str, count: usize) -> usize {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    usize::try_from(hash % count as u64).unwrap_or_default()
}
