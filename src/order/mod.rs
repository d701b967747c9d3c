//! Phase 5: a [`Model`] becomes a [`Schedule`]: the actions in the order in which they take their turns. Dependencies come
//! first; among equals the order of the plan holds, so that one plan always gives one order.

use crate::condition::{ActionId, ResultKind};
use crate::diag::{Code, Diagnostic, Sink};
use crate::resolve::Model;
use crate::source::Span;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// A model whose graph has no cycle, and its order.
#[derive(Debug)]
pub struct Schedule {
    /// The model.
    pub model: Model,
    /// The actions in order.
    pub order: Vec<ActionId>,
    /// For each action what must have succeeded before it, written or inferred, ascending.
    pub needs: Vec<Vec<ActionId>>,
    /// For each action what comes before it, whatever became of it, written or inferred, ascending.
    pub after: Vec<Vec<ActionId>>,
    /// For each action the actions whose `when` reads its `.changed`, ascending.
    pub consumers: Vec<Vec<ActionId>>,
}

/// Why one action comes before another.
#[derive(Clone, Copy, Debug)]
struct Because {
    /// Where the plan says it.
    span: Span,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Needs,
    After,
    Reads(ResultKind),
}

impl Why {
    /// Whether the earlier action must have succeeded.
    const fn needs(self) -> bool {
        matches!(self, Self::Needs | Self::Reads(ResultKind::Changed | ResultKind::Done))
    }
}

/// Orders a model. `None` where the graph has a cycle; each circle is reported whole, every edge at its place.
#[must_use]
pub fn order(model: Model, sink: &mut Sink) -> Option<Schedule> {
    let count = model.actions.len();
    let mut graph: DiGraph<(), Because> = DiGraph::with_capacity(count, count);
    for _ in 0..count {
        graph.add_node(());
    }
    for (index, action) in model.actions.iter().enumerate() {
        let to = NodeIndex::new(index);
        for need in &action.needs {
            graph.add_edge(NodeIndex::new(need.value.0), to, Because { span: need.span, why: Why::Needs });
        }
        for after in &action.after {
            graph.add_edge(NodeIndex::new(after.value.0), to, Because { span: after.span, why: Why::After });
        }
        let when = action.when.iter().map(|when| (when, action.when_span.unwrap_or(action.span)));
        let steps = action.steps.iter().chain(&action.finally);
        let steps = steps.flat_map(|step| step.when.iter().chain(step.state.condition()).map(|when| (when, step.span)));
        for (when, span) in when.chain(steps) {
            for (read, kind) in when.cond.results() {
                graph.add_edge(NodeIndex::new(read.0), to, Because { span, why: Why::Reads(kind) });
            }
        }
    }
    if circles(&model, &graph, sink) {
        return None;
    }
    let order = kahn(&graph);
    let before = |to: usize, wanted: &dyn Fn(Why) -> bool| -> Vec<ActionId> {
        let edges = graph.edges_directed(NodeIndex::new(to), petgraph::Direction::Incoming);
        let mut ids: Vec<ActionId> =
            edges.filter(|edge| wanted(edge.weight().why)).map(|edge| ActionId(edge.source().index())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let needs = (0..count).map(|to| before(to, &Why::needs)).collect();
    let after = (0..count).map(|to| before(to, &|why| !why.needs())).collect();
    let consumers = (0..count)
        .map(|from| {
            let edges = graph.edges(NodeIndex::new(from));
            let mut ids: Vec<ActionId> = edges
                .filter(|edge| edge.weight().why == Why::Reads(ResultKind::Changed))
                .map(|edge| ActionId(edge.target().index()))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        })
        .collect();
    Some(Schedule { model, order, needs, after, consumers })
}

/// Kahn's algorithm with a heap on the declaration index: petgraph's `toposort` would reverse the plan's order.
fn kahn(graph: &DiGraph<(), Because>) -> Vec<ActionId> {
    let mut waiting_for: Vec<usize> =
        graph.node_indices().map(|node| graph.edges_directed(node, petgraph::Direction::Incoming).count()).collect();
    let mut ready: BinaryHeap<Reverse<usize>> =
        waiting_for.iter().enumerate().filter(|(_, n)| **n == 0).map(|(index, _)| Reverse(index)).collect();
    let mut order = Vec::with_capacity(waiting_for.len());
    while let Some(Reverse(index)) = ready.pop() {
        order.push(ActionId(index));
        for edge in graph.edges(NodeIndex::new(index)) {
            let target = edge.target().index();
            waiting_for[target] -= 1;
            if waiting_for[target] == 0 {
                ready.push(Reverse(target));
            }
        }
    }
    order
}

/// Reports every circle; whether there is one.
fn circles(model: &Model, graph: &DiGraph<(), Because>, sink: &mut Sink) -> bool {
    let mut components: Vec<Vec<usize>> = kosaraju_scc(graph)
        .into_iter()
        .map(|nodes| nodes.into_iter().map(NodeIndex::index).collect::<Vec<_>>())
        .filter(|nodes| nodes.len() > 1 || graph.contains_edge(NodeIndex::new(nodes[0]), NodeIndex::new(nodes[0])))
        .collect();
    components.sort_by_key(|nodes| nodes.iter().min().copied());
    for nodes in &components {
        report(model, graph, nodes, sink);
    }
    !components.is_empty()
}

/// One shortest circle through the first action of a component.
fn report(model: &Model, graph: &DiGraph<(), Because>, nodes: &[usize], sink: &mut Sink) {
    let start = nodes.iter().copied().min().unwrap_or_default();
    let mut came_from: HashMap<usize, (usize, Because)> = HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let mut edges: Vec<_> = graph.edges(NodeIndex::new(node)).map(|e| (e.target().index(), *e.weight())).collect();
        edges.sort_by_key(|(target, because)| (*target, because.span));
        for (target, because) in edges {
            if nodes.contains(&target) && !came_from.contains_key(&target) {
                came_from.insert(target, (node, because));
                if target == start {
                    queue.clear();
                    break;
                }
                queue.push_back(target);
            }
        }
    }
    let name = |index: usize| model.actions[index].id.value.as_str();
    let mut circle = Vec::new();
    let mut at = start;
    while let Some((from, because)) = came_from.get(&at) {
        circle.push((*from, at, *because));
        at = *from;
        if at == start {
            break;
        }
    }
    circle.reverse();
    let chain: Vec<String> = circle.iter().map(|(from, ..)| format!("`{}`", name(*from))).collect();
    let action = &model.actions[start];
    let mut mistake = Diagnostic::error(
        Code::Cycle,
        action.id.span,
        if circle.len() == 1 {
            format!("`{}` comes before itself", name(start))
        } else {
            format!("these actions come before each other: {} and again {}", chain.join(", "), chain[0])
        },
    );
    for (from, to, because) in &circle {
        let text = match because.why {
            Why::Needs => format!("`{}` needs `{}`", name(*to), name(*from)),
            Why::After => format!("`{}` comes after `{}`", name(*to), name(*from)),
            Why::Reads(_) => format!("`{}` reads a result of `{}`", name(*to), name(*from)),
        };
        mistake = mistake.related(because.span, text);
    }
    sink.push(mistake.help("take one of these away; the order of the plan holds where nothing else is said"));
}
