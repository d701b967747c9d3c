//! Mistakes planted in a plan: each is found by itself and among others, at its place, and nothing else is found.
//!
//! `corpus/plan.yaml` has none. `corpus/mistakes.txt` says what is planted where, and what is said of it; with
//! REGIMEN_BLESS=1 the titles in it, and they alone, are written anew, never in CI.

use regimen::diag::{Level, Sink};
use regimen::source::SourceFile;
use std::collections::BTreeSet;
use std::ops::Range;

const PLAN: &str = include_str!("corpus/plan.yaml");
const MISTAKES: &str = include_str!("corpus/mistakes.txt");
/// Marks in a text that is planted where a message points to.
const MARK: char = '⟦';

/// When a mistake can be found together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// In the shape, the names and the states: always.
    Shape,
    /// In the text: its section of the file is not looked at further.
    Text,
    /// In the graph: where everything has its meaning.
    Graph,
    /// By the rules: where nothing else is wrong.
    Rules,
}

/// What is said of a mistake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    line: usize,
    column: usize,
    code: String,
    title: String,
}

/// A mistake: what it puts in place of what, and the codes and titles of what is said, one for each mark.
#[derive(Debug)]
struct Mistake {
    name: String,
    kind: Kind,
    edits: Vec<(String, String)>,
    said: Vec<(String, String)>,
}

/// The mistakes of one plan, and what of it they need for themselves.
type Planted<'a> = (Vec<&'a Mistake>, Vec<Range<usize>>);

fn mistakes() -> Vec<Mistake> {
    let mut kind = Kind::Shape;
    let mut found = Vec::new();
    let text: String = MISTAKES.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    for block in text.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()) {
        if let Some(name) = block.strip_prefix("== ") {
            kind = match name {
                "shape" => Kind::Shape,
                "text" => Kind::Text,
                "graph" => Kind::Graph,
                "rules" => Kind::Rules,
                other => panic!("there is no kind {other}"),
            };
            continue;
        }
        let (name, lines) = block.split_once('\n').expect("a name, and what is planted");
        let mut mistake = Mistake { name: name.to_owned(), kind, edits: Vec::new(), said: Vec::new() };
        let mut is_old = false;
        for line in lines.lines() {
            let was_old = std::mem::replace(&mut is_old, line.starts_with("- "));
            if let Some(old) = line.strip_prefix("- ") {
                match mistake.edits.last_mut().filter(|_| was_old) {
                    Some((text, _)) => *text += &format!("\n{old}"),
                    None => mistake.edits.push((old.to_owned(), String::new())),
                }
            } else if let Some(new) = line.strip_prefix("+ ") {
                let (_, text) = mistake.edits.last_mut().expect("something stands there first");
                *text += &(if was_old { new.to_owned() } else { format!("\n{new}") });
            } else {
                let (code, title) = line.split_once(' ').unwrap_or((line, ""));
                mistake.said.push((code.to_owned(), title.to_owned()));
            }
        }
        let marks: usize = mistake.edits.iter().map(|(_, new)| new.matches(MARK).count()).sum();
        assert_eq!(marks, mistake.said.len(), "{name}: a mark for each message");
        found.push(mistake);
    }
    found
}

/// The only place of a text in the plan.
fn place(mistake: &Mistake, old: &str) -> Range<usize> {
    let at: Vec<usize> = PLAN.match_indices(old).map(|(at, _)| at).collect();
    assert_eq!(at.len(), 1, "{}: `{old}` stands in the plan once", mistake.name);
    at[0]..at[0] + old.len()
}

/// What of the plan a mistake needs for itself: its lines (a state is looked at once it has its shape), or whole sections.
fn own(mistake: &Mistake) -> Vec<Range<usize>> {
    let lines = |place: Range<usize>| {
        let start = PLAN[..place.start].rfind('\n').map_or(0, |at| at + 1);
        start..PLAN[place.end..].find('\n').map_or(PLAN.len(), |at| place.end + at)
    };
    let section = |at: usize| {
        let starts = || {
            PLAN.match_indices('\n')
                .map(|(at, _)| at + 1)
                .filter(|at| PLAN[*at..].starts_with(|c: char| c.is_ascii_lowercase()))
        };
        let start = [0].into_iter().chain(starts()).filter(|start| *start <= at).max().unwrap_or(0);
        start..starts().find(|start| *start > at).unwrap_or(PLAN.len())
    };
    let of = |(old, _): &(String, String)| {
        let place = place(mistake, old);
        if mistake.kind == Kind::Text { section(place.start) } else { lines(place) }
    };
    mistake.edits.iter().map(of).collect()
}

/// Whether two mistakes can be found in one run.
fn together(one: &Mistake, two: &Mistake) -> bool {
    // Where a table could not be read, a name that nothing has may have stood in it.
    let asks = |mistake: &Mistake| {
        mistake.said.iter().any(|(code, _)| code == "R0403") || mistake.edits.iter().any(|(old, _)| old.contains("${"))
    };
    match (one.kind, two.kind) {
        (Kind::Shape, Kind::Text) => !asks(one),
        (Kind::Text, Kind::Shape) => !asks(two),
        (one, two) => one == two,
    }
}

/// The plan with mistakes in it, and what has to be found.
fn planted(mistakes: &[&Mistake]) -> (String, Vec<Found>) {
    let mut edits: Vec<(Range<usize>, &str, &Mistake)> = Vec::new();
    for mistake in mistakes {
        edits.extend(mistake.edits.iter().map(|(old, new)| (place(mistake, old), new.as_str(), *mistake)));
    }
    edits.sort_by_key(|(place, ..)| place.start);
    let mut text = String::new();
    let mut wanted = Vec::new();
    let mut at = 0;
    for (place, new, mistake) in edits {
        text += &PLAN[at..place.start];
        at = place.end;
        let mut pieces = new.split(MARK);
        text += pieces.next().unwrap_or_default();
        for (piece, (code, title)) in pieces.zip(&mistake.said) {
            let line = text.matches('\n').count() + 1;
            let column = text.chars().rev().take_while(|c| *c != '\n').count() + 1;
            wanted.push(Found { line, column, code: code.clone(), title: title.clone() });
            text += piece;
        }
    }
    text += &PLAN[at..];
    wanted.sort();
    (text, wanted)
}

/// What is found in a plan; what is only worth a note is none.
fn found(text: &str) -> Vec<Found> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("corpus.yaml", text.as_bytes(), &mut sink);
    let _ = regimen::check(&source, &Vec::new(), &mut sink);
    let diagnostics = sink.finish().into_iter().filter(|found| found.level != Level::Note);
    let mut found: Vec<Found> = diagnostics
        .map(|found| {
            let position = source.position(found.place.span.start);
            let code = found.code.as_str().to_owned();
            Found { line: position.line, column: position.column, code, title: found.title }
        })
        .collect();
    found.sort();
    found
}

/// How many of the mistakes that were planted were found, and what was found beside them.
#[derive(Debug, Default)]
struct Score {
    planted: usize,
    found: usize,
    extra: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, name: &str, mistakes: &[&Mistake]) {
        let (text, wanted) = planted(mistakes);
        let found = found(&text);
        let missing: Vec<&Found> = wanted.iter().filter(|one| !found.contains(one)).collect();
        let extra: Vec<&Found> = found.iter().filter(|one| !wanted.contains(one)).collect();
        self.planted += wanted.len();
        self.found += wanted.len() - missing.len();
        self.extra += extra.len();
        if !missing.is_empty() || !extra.is_empty() {
            self.wrong.push(format!("{name}\n  planted, not found: {missing:#?}\n  found, not planted: {extra:#?}"));
        }
    }

    #[expect(clippy::print_stdout, reason = "the figures are part of what the test says")]
    fn tell(self, how: &str) {
        let Self { planted, found, extra, wrong } = self;
        println!("{how}: {planted} mistakes planted, {found} found, {extra} others found");
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}

#[test]
fn the_plan_without_mistakes_has_none() {
    assert_eq!(found(PLAN), []);
}

#[test]
fn each_mistake_is_found_by_itself() {
    let mistakes = mistakes();
    if std::env::var_os("REGIMEN_BLESS").is_some() {
        assert!(std::env::var_os("CI").is_none(), "references are never written in CI");
        bless(&mistakes);
        return;
    }
    let names: BTreeSet<&str> = mistakes.iter().map(|mistake| mistake.name.as_str()).collect();
    assert_eq!(names.len(), mistakes.len(), "every mistake has a name of its own");
    assert!(mistakes.len() >= 150, "{} mistakes are too few", mistakes.len());
    let mut score = Score::default();
    for mistake in &mistakes {
        score.count(&mistake.name, &[mistake]);
    }
    score.tell("one by one");
}

#[test]
fn every_mistake_is_found_among_others() {
    let mistakes = mistakes();
    let mut plans: Vec<Planted<'_>> = Vec::new();
    for mistake in &mistakes {
        let own = own(mistake);
        let free = |taken: &[Range<usize>]| {
            own.iter().all(|one| taken.iter().all(|two| one.end <= two.start || two.end <= one.start))
        };
        let fits =
            |(planted, taken): &&mut Planted<'_>| free(taken) && planted.iter().all(|other| together(mistake, other));
        match plans.iter_mut().find(fits) {
            Some((planted, taken)) => {
                planted.push(mistake);
                taken.extend(own);
            }
            None => plans.push((vec![mistake], own)),
        }
    }
    let mut score = Score::default();
    let sizes: Vec<String> = plans.iter().map(|(planted, _)| planted.len().to_string()).collect();
    for (index, (planted, _)) in plans.iter().enumerate() {
        let names: Vec<&str> = planted.iter().map(|mistake| mistake.name.as_str()).collect();
        score.count(&format!("plan {}: {}", index + 1, names.join(", ")), planted);
    }
    assert!(plans[0].0.len() >= 20, "the first plan has {} mistakes", sizes[0]);
    score.tell(&format!("together, {} to a plan", sizes.join(", ")));
}

/// Writes the titles of what is found at the places that are marked.
fn bless(mistakes: &[Mistake]) {
    let mut text = String::new();
    let mut said = mistakes.iter().flat_map(|mistake| {
        let (plan, wanted) = planted(&[mistake]);
        let found = found(&plan);
        wanted.into_iter().map(move |wanted| {
            let same = |one: &&Found| (one.line, one.column, &one.code) == (wanted.line, wanted.column, &wanted.code);
            found.iter().find(same).map_or(String::new(), |found| found.title.clone())
        })
    });
    for line in MISTAKES.lines() {
        let code = line.get(..5).filter(|code| code.starts_with('R') && code[1..].bytes().all(|b| b.is_ascii_digit()));
        match code.filter(|_| line.len() == 5 || line.as_bytes()[5] == b' ') {
            Some(code) => text += format!("{code} {}", said.next().unwrap_or_default()).trim_end(),
            None => text += line,
        }
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/mistakes.txt");
    std::fs::write(path, text).expect("the corpus can be written");
}
