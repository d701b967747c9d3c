//! The typed tree.

use super::{ActionId, CheckId, Glob, MapId, Truth, Value};
use crate::catalog::facts::FactId;
use serde::Serialize;
use std::collections::HashSet;

/// A condition in which every name is resolved.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cond {
    /// A constant; unknown for a param that has no value yet.
    Const(Truth),
    /// A check.
    Check(CheckId),
    /// What became of an action.
    Result {
        /// The action.
        action: ActionId,
        /// What is asked.
        what: ResultKind,
    },
    /// A boolean fact.
    Fact(FactId),
    /// Whether this machine has an entry in a map.
    Has(MapId),
    /// A comparison.
    Compare {
        /// The left side.
        left: Operand,
        /// How.
        op: Comparison,
        /// The right side.
        right: Operand,
    },
    /// Whether a value is one of a list.
    In {
        /// The value.
        item: Operand,
        /// The list.
        set: Vec<Value>,
    },
    /// Whether a value is one of a map's keys.
    InMap {
        /// The value.
        item: Operand,
        /// The map.
        map: MapId,
    },
    /// Whether a text matches a pattern.
    Like {
        /// The text.
        item: Operand,
        /// The pattern.
        pattern: Glob,
    },
    /// The opposite.
    Not(Box<Self>),
    /// All of them, from the left.
    And(Vec<Self>),
    /// One of them, from the left.
    Or(Vec<Self>),
}

/// What can be asked about an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResultKind {
    /// It changed something, and the asking action has not ended well since.
    Changed,
    /// It ended `changed` or `unchanged` in this run, or its `once` mark stands.
    Done,
    /// It failed in this run.
    Failed,
    /// It was skipped in this run.
    Skipped,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`: not `==`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operand {
    /// A fact.
    Fact(FactId),
    /// The value that a check reads.
    CheckValue(CheckId),
    /// A value that is written out.
    Literal(Value),
}

impl Cond {
    /// Calls `see` on every node, this one first.
    pub fn walk<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Not(inner) => inner.walk(see),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|cond| cond.walk(see)),
            _ => {}
        }
    }

    /// The parts that join no others, in the order in which they are asked; constants ask nothing.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.walk(&mut |cond| {
            if !matches!(cond, Self::Const(_) | Self::Not(_) | Self::And(_) | Self::Or(_)) {
                found.push(cond);
            }
        });
        found
    }

    /// Puts what `with` gives in the place of each node it gives something for, from the top.
    #[must_use]
    pub fn replace(self, with: &mut impl FnMut(&Self) -> Option<Self>) -> Self {
        if let Some(other) = with(&self) {
            return other;
        }
        match self {
            Self::Not(inner) => Self::Not(Box::new(inner.replace(with))),
            Self::And(all) => Self::And(all.into_iter().map(|cond| cond.replace(with)).collect()),
            Self::Or(all) => Self::Or(all.into_iter().map(|cond| cond.replace(with)).collect()),
            leaf => leaf,
        }
    }

    /// The same with chains of one kind in one node, and constants that decide nothing left out.
    #[must_use]
    pub fn flattened(self) -> Self {
        let chain = |all: Vec<Self>, and: bool| {
            let neutral = Self::Const(Truth::from(and));
            let deciding = Self::Const(Truth::from(!and));
            let mut flat = Vec::new();
            for cond in all.into_iter().map(Self::flattened) {
                match cond {
                    Self::And(inner) if and => flat.extend(inner),
                    Self::Or(inner) if !and => flat.extend(inner),
                    cond if cond == neutral => {}
                    cond => {
                        let decides = cond == deciding;
                        flat.push(cond);
                        if decides {
                            break;
                        }
                    }
                }
            }
            match flat.len() {
                0 => neutral,
                1 => flat.remove(0),
                _ if flat.contains(&deciding) => deciding,
                _ if and => Self::And(flat),
                _ => Self::Or(flat),
            }
        };
        match self {
            Self::And(all) => chain(all, true),
            Self::Or(all) => chain(all, false),
            Self::Not(inner) => match inner.flattened() {
                Self::Const(truth) => Self::Const(!truth),
                Self::Not(inner) => *inner,
                inner => Self::Not(Box::new(inner)),
            },
            leaf => leaf,
        }
    }

    /// The checks it names, each once, in order; those whose value it reads too.
    #[must_use]
    pub fn checks(&self) -> Vec<CheckId> {
        let mut ids = Vec::new();
        let mut seen = HashSet::new();
        self.walk(&mut |cond| {
            let mut add = |id: CheckId| {
                if seen.insert(id) {
                    ids.push(id);
                }
            };
            if let Self::Check(id) = cond {
                add(*id);
            }
            for operand in cond.operands() {
                if let Operand::CheckValue(id) = operand {
                    add(*id);
                }
            }
        });
        ids
    }

    /// The checks whose `.value` it reads, in order.
    #[must_use]
    pub fn values(&self) -> Vec<CheckId> {
        let mut found = Vec::new();
        self.walk(&mut |cond| {
            for operand in cond.operands() {
                if let Operand::CheckValue(id) = operand {
                    found.push(*id);
                }
            }
        });
        found
    }

    /// The results of actions it reads, in order.
    #[must_use]
    pub fn results(&self) -> Vec<(ActionId, ResultKind)> {
        let mut found = Vec::new();
        self.walk(&mut |cond| {
            if let Self::Result { action, what } = cond {
                found.push((*action, *what));
            }
        });
        found
    }

    /// The facts it reads, in order.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut found = Vec::new();
        self.walk(&mut |cond| {
            if let Self::Fact(id) = cond {
                found.push(*id);
            }
            for operand in cond.operands() {
                if let Operand::Fact(id) = operand {
                    found.push(*id);
                }
            }
        });
        found
    }

    /// The maps it asks, in order.
    #[must_use]
    pub fn maps(&self) -> Vec<MapId> {
        let mut found = Vec::new();
        self.walk(&mut |cond| {
            if let Self::Has(map) | Self::InMap { map, .. } = cond {
                found.push(*map);
            }
        });
        found
    }

    fn operands(&self) -> Vec<&Operand> {
        match self {
            Self::Compare { left, right, .. } => vec![left, right],
            Self::In { item, .. } | Self::InMap { item, .. } | Self::Like { item, .. } => vec![item],
            _ => Vec::new(),
        }
    }
}

/// The operands of each chain in the order of what they cost, those that cost the same as they were: facts 0, registry 1,
/// files and services 2, tools and WMI 3.
#[must_use]
pub fn by_cost(cond: &Cond, cost: &dyn Fn(CheckId) -> u8) -> Cond {
    let dearest = |cond: &Cond| cond.checks().into_iter().map(cost).max().unwrap_or(0);
    let sorted = |all: &[Cond]| {
        let mut all: Vec<Cond> = all.iter().map(|cond| by_cost(cond, cost)).collect();
        all.sort_by_key(dearest);
        all
    };
    match cond {
        Cond::And(all) => Cond::And(sorted(all)),
        Cond::Or(all) => Cond::Or(sorted(all)),
        Cond::Not(inner) => Cond::Not(Box::new(by_cost(inner, cost))),
        leaf => leaf.clone(),
    }
}
