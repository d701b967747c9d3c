//! Input that is made to be expensive: the work grows with the size of a plan and not with its square.
//!
//! What is measured is the processor's time of this thread, and what is asserted is a ratio: what is four times as large
//! may take eight times as long, not sixteen times.

use regimen::Build;
use regimen::diag::render::human;
use regimen::diag::{Report, Sink};
use regimen::source::SourceFile;
use std::time::{Duration, Instant};

/// How long this thread has been on a processor; elsewhere than on Linux how long it has been at all.
fn on_processor(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// What some work takes, the least of so many times.
fn measured(times: usize, mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let one = |_| {
        let before = on_processor(start);
        work();
        on_processor(start).saturating_sub(before)
    };
    (0..times).map(one).min().unwrap_or_default()
}

/// Everything that `regimen check` does.
fn check(text: &str) -> Report {
    let mut sink = Sink::new();
    let source = SourceFile::decode("growth.yaml", text.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    let report = sink.report();
    let _ = human(&report, &source, false);
    report
}

/// Everything that `regimen build` does.
fn build(text: &str) -> Report {
    let mut sink = Sink::new();
    let source = SourceFile::decode("growth.yaml", text.as_bytes(), &mut sink);
    if let Some(checked) = regimen::check(&source, &Vec::new(), &mut sink) {
        let _ = regimen::build(&checked, Build::default(), &mut sink);
    }
    sink.report()
}

/// A plan that ends in so many lines of a table.
fn plan(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines: String = (0..count).map(|index| format!("  {}\n", line(index))).collect();
    format!("regimen: 1\nplan: growth\ntitle: Growth\n{head}\n{lines}")
}

/// `0, 1, 2` as `item` writes it.
fn list(count: usize, between: &str, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(between)
}

const KEY: &str = r"key: 'HKLM\SOFTWARE\Growth'";
const ACTIONS: &str = "actions:";
/// A table of checks behind an action that has nothing to do with them.
const CHECKS: &str = r"actions: { fix: { registry: { key: 'HKLM\SOFTWARE\Growth', value: Fix, data: 1 } } }
lint: { unused: allow }
checks:";
/// A table of maps behind an action that uses one.
const MAPS: &str = r"actions: { fix: { registry: { key: 'HKLM\SOFTWARE\Growth', value: Fix, data: '${m}' } } }
lint: { unreachable-entry: allow }
maps:";
/// Actions that all may change one value.
const WRITERS: &str = r"checks: { v: { registry: { key: 'HKLM\SOFTWARE\Growth', value: V, type: dword }, value: integer } }
goal: v.value == 1
lint: { unreachable-goal: allow }
actions:";

/// A kind of input: its name, the smaller of two sizes, what is done with it, and how it is made.
struct Shape(&'static str, usize, fn(&str) -> Report, fn(usize) -> String);

/// The text of files.
const TEXTS: &[Shape] = &[
    Shape("brackets that are not closed", 150_000, check, |n| "[".repeat(n)),
    Shape("brackets that are closed", 150_000, check, |n| format!("a: {}{}", "[".repeat(n), "]".repeat(n))),
    Shape("braces", 50_000, check, |n| "{a: ".repeat(n)),
    Shape("lists in lists", 80_000, check, |n| "- ".repeat(n)),
    Shape("quotes that are not closed", 2_000, check, |n| "a: \"x\n".repeat(n)),
    Shape("values to quote in one line", 150, check, |n| format!("actions: {{ {} }}", "a: %x, ".repeat(n))),
    Shape("unknown keys in one line", 150, check, |n| {
        format!("actions: {{ {} }}", list(n, ", ", |i| format!("a{i}: {{ x{i}: 1 }}")))
    }),
    Shape("escapes", 20_000, check, |n| format!("title: \"{}\"", "\\q".repeat(n))),
    Shape("comments", 50_000, check, |n| "# x\n".repeat(n)),
    Shape("duplicate keys", 2_000, check, |n| "a: 1\n".repeat(n)),
    Shape("unknown keys", 250, check, |n| list(n, "\n", |i| format!("key{i}: 1"))),
];

/// Names, conditions and maps.
const NAMES: &[Shape] = &[
    Shape("unknown names", 250, check, |n| plan(CHECKS, n, |i| format!("check-{i}: {{ when: chekc-{i} }}"))),
    Shape("unknown actions", 250, check, |n| {
        plan(ACTIONS, n, |i| format!("action-{i}: {{ needs: acton-{i}, registry: {{ {KEY}, value: V{i}, data: 1 }} }}"))
    }),
    Shape("a chain of checks", 500, check, |n| {
        let first = format!("registry: {{ {KEY}, value: V, data: 1 }}");
        plan(CHECKS, n, |i| {
            let state = if i == 0 { first.clone() } else { format!("when: c{}", i - 1) };
            format!("c{i}: {{ {state} }}")
        })
    }),
    Shape("a circle of checks", 500, check, |n| plan(CHECKS, n, |i| format!("c{i}: {{ when: c{} }}", (i + 1) % n))),
    Shape("a circle of actions", 250, check, |n| {
        plan(ACTIONS, n, |i| {
            format!("a{i}: {{ needs: a{}, registry: {{ {KEY}, value: V{i}, data: 1 }} }}", (i + 1) % n)
        })
    }),
    Shape("entries of a map", 200, check, |n| {
        let entries = list(n, ", ", |i| format!("pc-{i}: x"));
        plan(MAPS, 1, |_| format!("m: {{ by: machine.name, otherwise: x, entries: {{ {entries} }} }}"))
    }),
    Shape("alternatives of a key", 1_000, check, |n| {
        let key = list(n, " | ", |i| format!("pc-{i}"));
        plan(MAPS, 1, |_| {
            format!("m:\n    by: machine.name\n    otherwise: x\n    entries:\n      ? '{key}'\n      : z")
        })
    }),
    Shape("builds that conditions tell apart", 100, check, |n| {
        plan(ACTIONS, n, |i| {
            format!("a{i}: {{ when: os.build == {}, registry: {{ {KEY}, value: V{i}, data: 1 }} }}", 7000 + i)
        })
    }),
    Shape("terms of conditions", 5, check, |n| {
        plan(CHECKS, n, |i| format!("c{i}: {{ when: '{}os.build > 1' }}", "os.build == 7601 or ".repeat(180)))
    }),
    Shape("not of not", 15, check, |n| {
        plan(CHECKS, n, |i| format!("c{i}: {{ when: '{}os.build > 1' }}", "not ".repeat(1000)))
    }),
];

/// What actions do to each other's things.
const RESOURCES: &[Shape] = &[
    Shape("a chain of writers", 60, build, |n| {
        plan(WRITERS, n, |i| {
            let needs = if i == 0 { String::new() } else { format!("needs: a{}, ", i - 1) };
            format!("a{i}: {{ {needs}registry: {{ {KEY}, value: V, data: {i} }} }}")
        })
    }),
    Shape("writers of bits of one value", 60, build, |n| {
        plan(WRITERS, n, |i| {
            let bit = 1 << (i % 31);
            format!("a{i}: {{ registry: {{ {KEY}, value: V, bits: {bit}, data: {bit} }} }}")
        })
    }),
    Shape("writers of items of one list", 60, build, |n| {
        plan(WRITERS, n, |i| format!("a{i}: {{ registry: {{ {KEY}, value: V, with: [item-{i}] }} }}"))
    }),
    Shape("writers that say the same", 60, build, |n| {
        plan(ACTIONS, n, |i| format!("a{i}: {{ registry: {{ {KEY}, value: V, data: 1 }} }}"))
    }),
    Shape("writers on machines of their own", 100, check, |n| {
        plan(WRITERS, n, |i| {
            format!("a{i}: {{ when: machine.name == 'pc-{i}', registry: {{ {KEY}, value: V, data: {i} }} }}")
        })
    }),
    Shape("writers whose order is open", 100, check, |n| {
        plan(WRITERS, n, |i| format!("a{i}: {{ registry: {{ {KEY}, value: V, data: {i} }} }}"))
    }),
    Shape("readers of one value", 60, check, |n| {
        plan(WRITERS, n, |i| format!("a{i}: {{ when: v.value == 1, registry: {{ {KEY}, value: V{i}, data: 1 }} }}"))
    }),
    Shape("patterns in one folder", 60, build, |n| {
        plan(ACTIONS, n, |i| format!(r"a{i}: {{ file: {{ path: 'C:\Growth\{i}*', exists: false }} }}"))
    }),
    Shape("instances of one each", 100, build, |n| {
        let each = list(n, ", ", |i| i.to_string());
        plan(ACTIONS, 1, |_| format!("a: {{ each: [{each}], registry: {{ {KEY}, value: 'V${{each}}', data: 1 }} }}"))
    }),
    Shape("steps of one action", 100, build, |n| {
        let steps = list(n, ", ", |i| format!("{{ registry: {{ {KEY}, value: V{i}, data: 1 }} }}"));
        plan(ACTIONS, 1, |_| format!("a: {{ steps: [{steps}] }}"))
    }),
    Shape("one action that needs all", 60, build, |n| {
        let all = list(n, ", ", |i| format!("a{i}"));
        plan(ACTIONS, n + 1, |i| {
            let needs = if i == n { format!("needs: [{all}], ") } else { String::new() };
            format!("a{i}: {{ {needs}registry: {{ {KEY}, value: V{i}, data: 1 }} }}")
        })
    }),
];

#[expect(clippy::print_stdout, reason = "the figures are part of what the test says")]
fn grows(shapes: &[Shape]) {
    let mut steep = Vec::new();
    for Shape(name, size, work, text) in shapes {
        let (small, large) = (text(*size), text(4 * size));
        let one = measured(3, || drop(work(&small)));
        let four = measured(2, || drop(work(&large)));
        let ratio = four.as_secs_f64() / one.as_secs_f64().max(0.012);
        let found = work(&small).diagnostics;
        let first = found.first().map_or("", |found| found.code.as_str());
        println!("{name:34} {size:6} {one:>10.1?} {four:>10.1?} {ratio:5.1} {:5} {first}", found.len());
        if ratio > 8.0 {
            steep.push(format!("{name}: {one:.1?} for {size}, {four:.1?} for {}", 4 * size));
        }
    }
    assert!(steep.is_empty(), "the time grows faster than the size:\n{}", steep.join("\n"));
}

#[test]
fn with_the_text_of_a_file() {
    grows(TEXTS);
}

#[test]
fn with_names_conditions_and_maps() {
    grows(NAMES);
}

#[test]
fn with_actions_on_one_thing() {
    grows(RESOURCES);
}

#[test]
fn what_is_small_and_twisted_is_answered_at_once() {
    let condition = |text: &str| plan(CHECKS, 1, |_| format!("c: {{ when: '{text}' }}"));
    let path = |text: &str| plan(ACTIONS, 1, |_| format!("a: {{ file: {{ path: '{text}', exists: false }} }}"));
    let doubled = plan(CHECKS, 40, |i| match i {
        0 => format!("c0: {{ registry: {{ {KEY}, value: V, data: 1 }} }}"),
        _ => format!("c{i}: {{ when: c{0} and not c{0} }}", i - 1),
    });
    for text in [
        "[".repeat(160 << 10),
        path(&"${".repeat(66)),
        condition(&"${".repeat(66)),
        condition(&"(".repeat(4096)),
        condition(&"not ".repeat(1023)),
        condition(&"a or not ".repeat(455)),
        condition(&format!("machine.name like ''{}x''", "*a".repeat(2000))),
        condition(&format!("os.build in [{}]", "1, ".repeat(1300))),
        condition(&"os.build == 1 and ".repeat(227)),
        doubled,
    ] {
        let took = measured(2, || drop(build(&text)));
        assert!(took < Duration::from_secs(1), "{took:?} for {:.60}", text.replace('\n', " "));
    }
}
