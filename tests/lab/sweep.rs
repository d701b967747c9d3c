//! How much is played: what every run plays, and what is left for the night (`REGIMEN_NIGHTLY=1`).
//!
//! The flagship is swept in full in every run. Of every other plan one cut is drawn, always the same one; the form of long
//! plans is played on the cases, which together use all of it; and languages take turns where a restart lies between two
//! runs, which is where one finds what the other has left.

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

    /// Whether a plan's scenarios are played in the form of long plans too.
    pub(crate) fn plays_lists(&mut self, is_case: bool, scenarios: usize) -> bool {
        self.decide(is_case, scenarios)
    }

    /// Whether languages take turns in a scenario.
    pub(crate) fn takes_turns(&mut self, scenario: &Scenario) -> bool {
        self.decide(scenario.runs.iter().any(|run| run.restart), 1)
    }

    /// The cuts of a scenario that are played.
    pub(crate) fn cuts(&mut self, plan: &str, all: Vec<Cut>) -> Vec<Cut> {
        if all.is_empty() || self.decide(plan == FLAGSHIP, all.len() - 1) {
            return all;
        }
        // FNV-1a over the name: the same plan always gets the same cut.
        let hash = plan
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        let drawn = usize::try_from(hash % all.len() as u64).unwrap_or_default();
        vec![all[drawn]]
    }

    fn decide(&mut self, always: bool, trials: usize) -> bool {
        let played = always || self.nightly;
        if !played {
            self.left += trials;
        }
        played
    }
}
