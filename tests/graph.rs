//! `regimen graph`: every action and edge in each format, whatever the texts hold, and the same bytes each time.

mod common;

use common::{code, printed, put, regimen, said, scratch, shipped};
use proptest::prelude::*;
use regimen::graph::{self, Edge, Graph, Kind, Node, Restart};
use std::path::Path;

const FORMATS: [&str; 4] = ["text", "mermaid", "dot", "svg"];

fn drawn(folder: &Path, plan: &str, format: &str) -> String {
    let output = regimen(folder, &["graph", plan, "--format", format]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    printed(&output)
}

#[test]
fn the_flagship_in_every_format() {
    let folder = scratch("graph");
    let plan = shipped("kb971033.yaml");
    for format in FORMATS {
        let one = drawn(&folder, &plan, format);
        assert_eq!(one, drawn(&folder, &plan, format), "{format}: the same bytes each time");
        let places: Vec<usize> = ["1. remove-wat-update", "2. rebuild-activation-store", "3. activate"]
            .iter()
            .map(|node| one.find(node).unwrap_or_else(|| panic!("{format}: {node}\n{one}")))
            .collect();
        assert!(places.is_sorted(), "{format}: in the order of the turns");
        assert!(one.contains("restart if changed"), "{format}");
    }
    let mermaid = drawn(&folder, &plan, "mermaid");
    assert!(mermaid.contains("a1 ==>|changed| a2\n") && mermaid.contains("a2 -->|needs| a3\n"), "{mermaid}");
    let dot = drawn(&folder, &plan, "dot");
    assert!(dot.contains("\"remove-wat-update\" -> \"rebuild-activation-store\" [label=changed"), "{dot}");
    assert!(dot.contains("\"rebuild-activation-store\" -> \"activate\" [label=needs]"), "{dot}");
    let svg = drawn(&folder, &plan, "svg");
    assert_eq!(svg.matches("<rect class=\"node").count(), 3);
    assert_eq!(svg.matches("<rect class=\"node restart\"").count(), 1);
    assert_eq!(svg.matches("<path class=\"changed\"").count(), 2, "an edge, and the legend");
    assert!(!svg.contains("class=\"after\""), "the legend says what is there");
}

#[test]
fn written_and_inferred_edges_are_told_apart() {
    let folder = scratch("graph-kinds");
    let actions = "  a: { registry: { key: HKLM\\SOFTWARE\\Example, value: A, data: 1 } }\n  \
                   b: { after: a, registry: { key: HKLM\\SOFTWARE\\Example, value: B, data: 1 } }\n  \
                   c: { needs: [a, b], when: a.changed, registry: { key: HKLM\\SOFTWARE\\Example, value: C, data: 1 } }\n  \
                   d: { when: c.failed, message: { text: it failed } }\n";
    put(&folder, "p.yaml", &format!("regimen: 1\nplan: p\ntitle: T\nactions:\n{actions}"));
    let mermaid = drawn(&folder, "p.yaml", "mermaid");
    let edges: Vec<&str> = mermaid.lines().filter(|line| line.contains('|')).map(str::trim).collect();
    assert_eq!(edges, ["a1 -.->|after| a2", "a1 ==>|changed| a3", "a2 -->|needs| a3", "a3 -.->|after| a4"]);
}

/// What XML holds between tags, and whether every tag is closed. Enough for what is written here, and for no other XML.
fn well_formed(svg: &str) -> Result<String, String> {
    let (mut open, mut text, mut rest) = (Vec::new(), String::new(), svg);
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').ok_or("a tag without an end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split([' ', '\n']).next().unwrap_or_default());
        }
        if tag.matches('"').count() % 2 != 0 {
            return Err(format!("a quote that is not closed: <{tag}>"));
        }
    }
    text.push_str(rest);
    let loose = |part: &str| !["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| part.starts_with(known));
    if open.is_empty() && !text.contains('>') && !text.split('&').skip(1).any(loose) {
        Ok(text)
    } else {
        Err(format!("left open: {open:?}, or text that is not escaped"))
    }
}

#[test]
fn hostile_titles_stay_text() {
    let folder = scratch("graph-hostile");
    // As Mermaid 10 to 12 and Graphviz were seen to show it.
    let title = r#"</text><script>alert(1)</script> & "quotes" ]]> --> %% ; | #quot; \n `*_x_*` $a$$$b$$ 日本"#;
    let plan = format!(
        "regimen: 1\nplan: p\ntitle: '{title}'\nactions:\n  a:\n    title: '{title}'\n    \
         registry: {{ key: HKLM\\SOFTWARE\\Example, value: A, data: 1 }}\n  b:\n    title: \"\\u202e\\uFFFE\\u009b\"\n    \
         registry: {{ key: HKLM\\SOFTWARE\\Example, value: B, data: 1 }}\n"
    );
    put(&folder, "p.yaml", &plan);
    let svg = drawn(&folder, "p.yaml", "svg");
    let text = well_formed(&svg).unwrap_or_else(|what| panic!("{what}:\n{svg}"));
    assert!(text.contains("&lt;script&gt;") && !svg.contains("<script"), "{svg}");
    let mermaid = drawn(&folder, "p.yaml", "mermaid");
    let label = mermaid.lines().find(|line| line.contains("a1[")).expect("there is a node");
    assert_eq!(label.matches('"').count(), 2, "{label}");
    assert!(!label.contains("<script") && !label.contains('`') && label.contains("#92;#8288;n"), "{label}");
    let dot = drawn(&folder, "p.yaml", "dot");
    let label = dot.lines().find(|line| line.contains("1. a")).expect("there is a node");
    assert!(label.contains("\\\"quotes\\\"") && label.contains("\\\\n"), "{label}");
    for format in FORMATS {
        let drawn = drawn(&folder, "p.yaml", format);
        let bad =
            |c: &char| (c.is_control() && *c != '\n') || *c == '\u{202e}' || (format == "svg" && *c == '\u{FFFE}');
        assert_eq!(drawn.chars().find(bad), None, "{format}");
    }
}

#[test]
fn what_is_too_large_for_a_picture_says_so_and_has_other_formats() {
    let folder = scratch("graph-large");
    let mut plan = "regimen: 1\nplan: p\ntitle: T\nactions:\n".to_owned();
    for n in 0..1_100 {
        plan.push_str(&format!("  a{n}: {{ registry: {{ key: HKLM\\SOFTWARE\\Example, value: V{n}, data: 1 }} }}\n"));
    }
    put(&folder, "p.yaml", &plan);
    let output = regimen(&folder, &["graph", "p.yaml", "--format", "svg"]);
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty() && said(&output).contains("--format dot"), "{}", said(&output));
    assert!(drawn(&folder, "p.yaml", "text").contains("1100. a1099\n"));
}

/// Graphs of every shape: each edge leads from an earlier node to a later one.
fn graphs() -> impl Strategy<Value = Graph> {
    let edges = |count: usize| proptest::collection::vec((0..count, 0..count, 0_u8..3), 0..count * 2);
    (1_usize..24).prop_flat_map(move |count| (Just(count), edges(count))).prop_map(|(count, edges)| {
        let nodes = (0..count).map(|index| Node {
            id: format!("action-{index}"),
            title: "a title ".repeat(index % 9),
            when: "x ".repeat(index % 5),
            restart: if index % 4 == 1 { Restart::IfChanged } else { Restart::Never },
        });
        let mut edges: Vec<Edge> = edges
            .into_iter()
            .filter(|(from, to, _)| from != to)
            .map(|(from, to, kind)| Edge {
                from: from.min(to),
                to: from.max(to),
                kind: [Kind::After, Kind::Needs, Kind::Changed][usize::from(kind)],
            })
            .collect();
        edges.sort_by_key(|edge| (edge.to, edge.from));
        edges.dedup_by_key(|edge| (edge.to, edge.from));
        Graph { plan: "p".to_owned(), title: "T".to_owned(), nodes: nodes.collect(), edges }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_graph_is_drawn_whole(graph in graphs()) {
        let svg = graph::svg(&graph).expect("it is small");
        prop_assert_eq!(&svg, &graph::svg(&graph).expect("it is small"));
        prop_assert!(well_formed(&svg).is_ok());
        prop_assert_eq!(svg.matches("<rect class=\"node").count(), graph.nodes.len());
        let kinds = [Kind::After, Kind::Needs, Kind::Changed];
        let legend = kinds.iter().filter(|kind| graph.edges.iter().any(|edge| edge.kind == **kind)).count();
        prop_assert_eq!(svg.matches("<path class=").count(), graph.edges.len() + legend);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
        prop_assert_eq!(graph::mermaid(&graph).matches('|').count(), 2 * graph.edges.len());
        prop_assert_eq!(graph::dot(&graph).matches(" -> ").count(), graph.edges.len());
    }
}
