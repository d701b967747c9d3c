//! The order of actions: dependencies first, the plan's order among equals, the same for every permutation that says the
//! same, and every circle named whole.

use regimen::diag::{Code, Diagnostic, Sink};
use regimen::source::SourceFile;

/// A plan of the actions in the order given, each with what it needs.
fn plan(actions: &[(&str, &[&str])]) -> String {
    let mut text = "regimen: 1\nplan: order\ntitle: Order\nactions:\n".to_owned();
    for (id, needs) in actions {
        text += &format!("  {id}:\n    registry: {{ key: HKLM\\SOFTWARE\\Example, value: {id}, data: 1 }}\n");
        if !needs.is_empty() {
            text += &format!("    needs: [{}]\n", needs.join(", "));
        }
    }
    text
}

fn order(text: &str) -> Result<Vec<String>, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("order.yaml", text.as_bytes(), &mut sink);
    match regimen::check(&source, &Vec::new(), &mut sink) {
        Some(checked) => {
            let program = checked.program;
            Ok(program.order.iter().map(|id| program.action(*id).id.clone()).collect())
        }
        None => Err(sink.finish()),
    }
}

#[test]
fn forward_chains_and_diamonds() {
    assert_eq!(order(&plan(&[("a", &["b"]), ("b", &["c"]), ("c", &[])])), Ok(vec!["c".into(), "b".into(), "a".into()]));
    let diamond = plan(&[("top", &[]), ("right", &["top"]), ("left", &["top"]), ("bottom", &["left", "right"])]);
    assert_eq!(order(&diamond), Ok(vec!["top".into(), "right".into(), "left".into(), "bottom".into()]));
    assert_eq!(order(&plan(&[("b", &[]), ("a", &[]), ("c", &[])])), Ok(vec!["b".into(), "a".into(), "c".into()]));
}

#[test]
fn every_permutation_of_one_graph_is_ordered_by_the_graph_and_then_by_the_plan() {
    let graph: [(&str, &[&str]); 5] = [("a", &[]), ("b", &["a"]), ("c", &["a"]), ("d", &["b", "c"]), ("e", &[])];
    let mut permutations: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..graph.len() {
        permutations = permutations
            .into_iter()
            .flat_map(|start| {
                let next = (0..graph.len()).filter(|i| !start.contains(i)).collect::<Vec<_>>();
                next.into_iter().map(move |i| [start.clone(), vec![i]].concat())
            })
            .collect();
    }
    assert_eq!(permutations.len(), 120);
    for permutation in permutations {
        let declared: Vec<(&str, &[&str])> = permutation.iter().map(|i| graph[*i]).collect();
        let found = order(&plan(&declared)).expect("the graph is valid");
        let at = |id: &str| found.iter().position(|other| other == id).expect("every action has its turn");
        let place = |id: &str| declared.iter().position(|(other, _)| *other == id).expect("it was declared");
        for (id, needs) in graph {
            assert!(needs.iter().all(|need| at(need) < at(id)), "{declared:?} gives {found:?}");
        }
        for (one, two) in [("b", "c"), ("a", "e")] {
            assert_eq!(at(one) < at(two), place(one) < place(two), "{declared:?} gives {found:?}");
        }
    }
}

#[test]
fn circles_are_named_whole() {
    let circle = |text: &str| {
        let found = order(text).expect_err("a circle");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].code, Code::Cycle);
        (found[0].title.clone(), found[0].related.len())
    };
    assert_eq!(circle(&plan(&[("a", &["a"])])), ("`a` comes before itself".into(), 1));
    let (title, edges) = circle(&plan(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"])]));
    assert_eq!(edges, 3);
    assert!(["`a`", "`b`", "`c`"].iter().all(|id| title.contains(id)) && !title.contains("`d`"), "{title}");
    let two = order(&plan(&[("a", &["b"]), ("b", &["a"]), ("c", &["d"]), ("d", &["c"])])).expect_err("two circles");
    assert_eq!(two.len(), 2);
}

#[test]
fn conditions_order_through_checks_too() {
    let text = plan(&[("late", &[]), ("early", &[])])
        .replace("actions:", "checks:\n  changed: { when: early.changed }\nactions:")
        .replace("  late:\n", "  late:\n    when: changed\n");
    assert_eq!(order(&text), Ok(vec!["early".into(), "late".into()]));
}
