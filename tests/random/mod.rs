//! Random plans, and machines for them: valid by construction as far as that goes, so that next to nothing has to be thrown
//! away, and small enough to be read when one shows a mistake.
//!
//! A [`Pair`] is a sketch. Its texts hold `@` where a tag is put in: under another tag the same pair touches other keys,
//! folders, services and packages, so that many pairs stand on one machine without meeting each other.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub(crate) mod draw;
pub(crate) mod machine;
pub(crate) mod plan;
pub(crate) mod reach;
pub(crate) mod write;

pub(crate) use draw::checked;
pub(crate) use machine::Sketch as MachineSketch;
pub(crate) use plan::Plan;

use proptest::prelude::*;

/// A plan, a machine, what goes wrong on it, and how often it is run.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub plan: Plan,
    pub machine: MachineSketch,
    pub faults: Vec<Fault>,
    pub first: First,
    /// How many runs there are at least.
    pub runs: usize,
}

/// How the first run is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Plain,
    Quiet,
    Detect,
    WhatIf,
    /// It is cut off at one of its operations.
    Cut(u8),
}

impl First {
    pub(crate) fn arguments(self) -> &'static str {
        match self {
            First::Plain | First::Cut(_) => "",
            First::Quiet => "/quiet",
            First::Detect => "/detect",
            First::WhatIf => "/whatif",
        }
    }
}

/// A fault of one of the operations that a run without faults would do.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub at: u8,
    pub wrong: Wrong,
    pub times: Option<u32>,
}

/// What goes wrong with an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is refused with this code.
    Refused(u32),
    /// This code is its answer, and it was done all the same.
    Done(u32),
    /// It says that it succeeded, and has done nothing.
    Nothing,
}

fn fault() -> impl Strategy<Value = Fault> {
    let times = prop_oneof![Just(None), Just(Some(1))];
    let code = || prop::sample::select(vec![5, 1, 1223]);
    let wrong = prop_oneof![
        6 => code().prop_map(Wrong::Refused),
        2 => code().prop_map(Wrong::Done),
        2 => Just(Wrong::Nothing),
    ];
    (any::<u8>(), wrong, times).prop_map(|(at, wrong, times)| Fault { at, wrong, times })
}

/// Every pair.
pub(crate) fn pair() -> impl Strategy<Value = Pair> {
    let first = prop_oneof![
        14 => Just(First::Plain),
        1 => Just(First::Quiet),
        1 => Just(First::Detect),
        2 => Just(First::WhatIf),
        2 => any::<u8>().prop_map(First::Cut),
    ];
    let faults = prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(fault(), 1..3)];
    let runs = prop_oneof![3 => Just(1_usize), 1 => Just(2)];
    (plan::plan(), machine::sketch(), faults, first, runs).prop_map(|(plan, machine, faults, first, runs)| Pair {
        plan,
        machine,
        faults,
        first,
        runs,
    })
}
