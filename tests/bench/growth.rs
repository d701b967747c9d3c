//! Input that is made to be expensive: the work grows with the size of a plan and not with its square: `cargo bench --bench growth`.
//!
//! What is measured is the least of several times, and what is judged is a ratio: what is four times as large may take eight
//! times as long, not sixteen times. It fails where something grows faster, or where a small text that is
//! twisted on purpose is not answered at once.

use regimen::Build;
use regimen::diag::render::human;
use regimen::diag::{Report, Sink};
use regimen::source::SourceFile;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What is four times as large may take so many times as long.
const STEEP: f64 = 8.0;
/// What a small text may take.
const AT_ONCE: Duration = Duration::from_millis(100);
/// How much larger the inputs are than their numbers say: those were found in a build that is not optimized.
const SCALE: usize = 2;

/// What some work takes, the least of so many times.
fn measured(times: usize, mut work: impl FnMut()) -> Duration {
    let one = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
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

/// Prints how one kind of input grows; whether that is steep.
#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn is_steep(Shape(name, size, work, text): &Shape) -> bool {
    let size = size * SCALE;
    let (small, large) = (text(size), text(4 * size));
    let one = measured(5, || drop(work(&small)));
    let four = measured(3, || drop(work(&large)));
    // Below a millisecond the ratio is noise.
    let ratio = four.as_secs_f64() / one.as_secs_f64().max(0.001);
    let found = work(&small).diagnostics;
    let first = found.first().map_or("", |found| found.code.as_str());
    let steep = ratio > STEEP;
    let mark = if steep { " STEEP" } else { "" };
    println!("{name:34} {size:7} {one:>10.1?} {four:>10.1?} {ratio:5.1} {:5} {first}{mark}", found.len());
    steep
}

/// Small texts that could take for ever.
fn twisted() -> Vec<String> {
    let condition = |text: &str| plan(CHECKS, 1, |_| format!("c: {{ when: '{text}' }}"));
    let path = |text: &str| plan(ACTIONS, 1, |_| format!("a: {{ file: {{ path: '{text}', exists: false }} }}"));
    let doubled = plan(CHECKS, 40, |i| match i {
        0 => format!("c0: {{ registry: {{ {KEY}, value: V, data: 1 }} }}"),
        _ => format!("c{i}: {{ when: c{0} and not c{0} }}", i - 1),
    });
    vec![
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
    ]
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn main() -> ExitCode {
    println!("{:34} {:>7} {:>10} {:>10} {:>5} {:>5}", "input", "size", "once", "4 times", "ratio", "found");
    let mut failed = 0;
    for shape in [TEXTS, NAMES, RESOURCES].into_iter().flatten() {
        failed += usize::from(is_steep(shape));
    }
    for text in twisted() {
        let took = measured(2, || drop(build(&text)));
        let late = took > AT_ONCE;
        failed += usize::from(late);
        let mark = if late { " LATE" } else { "" };
        println!("{took:>10.1?} for {} bytes: {:.60}{mark}", text.len(), text.replace('\n', " "));
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
