//! The graph of a plan as a picture: for a page that draws Mermaid, for Graphviz, as plain text, or drawn as SVG.
//!
//! In: a program. Out: text, the same bytes for the same program. Nodes stand in the order in which the actions take their
//! turns; two actions are joined by one edge, by what binds them most.

mod svg;
mod text;

pub use svg::svg;
pub use text::{dot, mermaid, text};

use crate::diag::render::one_line;
use crate::program::{Program, Reboot};

/// The actions of a plan and what orders them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The plan's id.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// The actions, in the order of their turns.
    pub nodes: Vec<Node>,
    /// What orders them: by the later action, then by the earlier.
    pub edges: Vec<Edge>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its title; empty where the plan gives none.
    pub title: String,
    /// When it takes its turn; empty where it always does.
    pub when: String,
    /// Whether it may ask for a restart.
    pub restart: Restart,
}

/// Whether an action may ask for a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// It never does.
    Never,
    /// When a tool says so.
    IfNeeded,
    /// When it changed something.
    IfChanged,
}

impl Restart {
    /// What stands in the picture; empty for an action that never asks.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Never => "",
            Self::IfNeeded => "restart if needed",
            Self::IfChanged => "restart if changed",
        }
    }
}

/// Why one action comes before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The earlier one, an index into the nodes.
    pub from: usize,
    /// The later one.
    pub to: usize,
    /// What binds them.
    pub kind: Kind,
}

/// What binds two actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The earlier one comes first, whatever becomes of it.
    After,
    /// The earlier one must have succeeded.
    Needs,
    /// The later one asks whether the earlier one changed something.
    Changed,
}

impl Kind {
    /// The word of the plan language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Needs => "needs",
            Self::Changed => "changed",
        }
    }
}

impl Graph {
    /// The graph of a program.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut place = vec![0; program.actions.len()];
        for (turn, id) in program.order.iter().enumerate() {
            place[id.0] = turn;
        }
        let nodes = program.order.iter().map(|id| {
            let action = program.action(*id);
            Node {
                id: one_line(&action.id),
                title: if action.title == action.id { String::new() } else { one_line(&action.title) },
                when: action.when.as_ref().map(|when| one_line(&when.text)).unwrap_or_default(),
                restart: match action.reboot {
                    Reboot::IfChanged => Restart::IfChanged,
                    Reboot::IfNeeded if action.may_restart => Restart::IfNeeded,
                    Reboot::IfNeeded | Reboot::Never => Restart::Never,
                },
            }
        });
        let mut edges: Vec<Edge> = Vec::new();
        for (index, action) in program.actions.iter().enumerate() {
            let changed = action.consumers.iter().map(|id| (index, id.0, Kind::Changed));
            let needs = action.needs.iter().map(|id| (id.0, index, Kind::Needs));
            let after = action.after.iter().map(|id| (id.0, index, Kind::After));
            edges.extend(changed.chain(needs).chain(after).map(|(from, to, kind)| Edge {
                from: place[from],
                to: place[to],
                kind,
            }));
        }
        edges.sort_by_key(|edge| (edge.to, edge.from, std::cmp::Reverse(edge.kind)));
        edges.dedup_by_key(|edge| (edge.to, edge.from));
        Self { plan: program.plan.clone(), title: one_line(&program.title), nodes: nodes.collect(), edges }
    }

    /// The edges that lead to a node.
    fn before(&self, node: usize) -> &[Edge] {
        let start = self.edges.partition_point(|edge| edge.to < node);
        let end = self.edges.partition_point(|edge| edge.to <= node);
        &self.edges[start..end]
    }
}
