//! Which action comes before which, by the graph.

use crate::condition::ActionId;
use crate::order::Schedule;
use std::cell::RefCell;
use std::collections::HashMap;

/// How many actions are looked at from behind before everything behind the earlier one is written down once and for all.
const NEAR: usize = 64;

/// Answers whether there is a path from one action to another.
pub(super) struct Paths<'a> {
    schedule: &'a Schedule,
    /// The place of each action in the order.
    pub(super) turn: Vec<usize>,
    next: Vec<Vec<usize>>,
    /// For actions that were asked about from afar what comes after them.
    behind: RefCell<HashMap<usize, Vec<u64>>>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(schedule: &'a Schedule) -> Self {
        let count = schedule.order.len();
        let mut turn = vec![0; count];
        for (place, id) in schedule.order.iter().enumerate() {
            turn[id.0] = place;
        }
        let mut next = vec![Vec::new(); count];
        for index in 0..count {
            for before in schedule.needs[index].iter().chain(&schedule.after[index]) {
                next[before.0].push(index);
            }
        }
        Self { schedule, turn, next, behind: RefCell::default() }
    }

    /// What comes directly before an action.
    fn before(&self, action: usize) -> impl Iterator<Item = usize> + '_ {
        self.schedule.needs[action].iter().chain(&self.schedule.after[action]).map(|id| id.0)
    }

    /// Whether the graph puts one action before another.
    pub(super) fn lead(&self, from: ActionId, to: ActionId) -> bool {
        let (from, to) = (from.0, to.0);
        if self.turn[from] >= self.turn[to] {
            return false;
        }
        let mut seen = vec![to];
        let mut at = 0;
        while at < seen.len() && seen.len() < NEAR {
            for before in self.before(seen[at]) {
                if before == from {
                    return true;
                }
                // What has its turn before the one that is looked for cannot come after it.
                if self.turn[before] > self.turn[from] && !seen.contains(&before) {
                    seen.push(before);
                }
            }
            at += 1;
        }
        if at == seen.len() {
            return false;
        }
        let mut behind = self.behind.borrow_mut();
        let set = behind.entry(from).or_insert_with(|| self.everything_behind(from));
        set[to / 64] >> (to % 64) & 1 == 1
    }

    fn everything_behind(&self, from: usize) -> Vec<u64> {
        let mut set = vec![0_u64; self.turn.len().div_ceil(64)];
        let mut todo = vec![from];
        while let Some(action) = todo.pop() {
            for next in &self.next[action] {
                let bit = 1 << (next % 64);
                if set[next / 64] & bit == 0 {
                    set[next / 64] |= bit;
                    todo.push(*next);
                }
            }
        }
        set
    }
}
