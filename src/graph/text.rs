//! The graph as text: for people, for Mermaid, for Graphviz.

use super::{Graph, Kind, Node, Restart};
use std::fmt::Write as _;

/// For a terminal: the actions in their order, each with what it waits for.
#[must_use]
pub fn text(graph: &Graph) -> String {
    let mut out = format!("{}: {}\n", graph.plan, graph.title);
    for (index, node) in graph.nodes.iter().enumerate() {
        let title = if node.title.is_empty() { String::new() } else { format!(": {}", node.title) };
        let mark = if node.restart == Restart::Never { String::new() } else { format!("  [{}]", node.restart.words()) };
        let _ = writeln!(out, "{:>3}. {}{title}{mark}", index + 1, node.id);
        for edge in graph.before(index) {
            let _ = writeln!(out, "     {:<7} {}. {}", edge.kind.word(), edge.from + 1, graph.nodes[edge.from].id);
        }
        if !node.when.is_empty() {
            let _ = writeln!(out, "     when    {}", node.when);
        }
    }
    out
}

/// The lines of a node's label.
fn label(index: usize, node: &Node) -> Vec<String> {
    let when = if node.when.is_empty() { String::new() } else { format!("when {}", node.when) };
    let lines = [format!("{}. {}", index + 1, node.id), node.title.clone(), when, node.restart.words().to_owned()];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// A Mermaid flowchart.
#[must_use]
pub fn mermaid(graph: &Graph) -> String {
    let mut out = format!("%% {}: made by regimen from the plan\nflowchart TB\n", graph.plan);
    for (index, node) in graph.nodes.iter().enumerate() {
        let lines: Vec<String> = label(index, node).iter().map(|line| mermaid_text(line)).collect();
        let class = if node.restart == Restart::Never { "" } else { ":::restart" };
        let _ = writeln!(out, "  a{}[\"{}\"]{class}", index + 1, lines.join("<br/>"));
    }
    for edge in &graph.edges {
        let arrow = match edge.kind {
            Kind::After => "-.->",
            Kind::Needs => "-->",
            Kind::Changed => "==>",
        };
        let _ = writeln!(out, "  a{} {arrow}|{}| a{}", edge.from + 1, edge.kind.word(), edge.to + 1);
    }
    if graph.nodes.iter().any(|node| node.restart != Restart::Never) {
        out.push_str("  classDef restart stroke:#b45309,stroke-width:2px\n");
    }
    out
}

/// Text in a quoted Mermaid label, where HTML, Markdown and `#...;` have a meaning.
fn mermaid_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '*' | '_' | '\\' | '~' | '$' | '[' | ']' | '{' | '}' | '|' | ';'
            | '%' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    // `\n` is a line break and `$$` a formula however they are written; an invisible joiner keeps the two apart.
    out.replace("#92;n", "#92;#8288;n").replace("#36;", "#36;#8288;")
}

/// A Graphviz digraph.
#[must_use]
pub fn dot(graph: &Graph) -> String {
    let mut out = format!(
        "// Made by regimen from the plan.\ndigraph {} {{\n  label={};\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
        dot_text(&graph.plan),
        dot_text(&graph.title)
    );
    for (index, node) in graph.nodes.iter().enumerate() {
        let label: Vec<String> = label(index, node).iter().map(|line| dot_escaped(line)).collect();
        let mark = if node.restart == Restart::Never { "" } else { ", color=\"#b45309\", penwidth=2" };
        let _ = writeln!(out, "  {} [label=\"{}\"{mark}];", dot_text(&node.id), label.join("\\n"));
    }
    for edge in &graph.edges {
        let style = match edge.kind {
            Kind::After => ", style=dashed",
            Kind::Needs => "",
            Kind::Changed => ", style=bold",
        };
        let (from, to) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id);
        let _ = writeln!(out, "  {} -> {} [label={}{style}];", dot_text(from), dot_text(to), edge.kind.word());
    }
    out.push_str("}\n");
    out
}

fn dot_text(text: &str) -> String {
    format!("\"{}\"", dot_escaped(text))
}

/// Text in a quoted DOT string: a backslash would begin an escape, `&` an entity.
fn dot_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}
