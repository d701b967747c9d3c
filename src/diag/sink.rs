//! Collects diagnostics; phases push and go on.

use super::{Diagnostic, Level, Levels, closest};
use crate::source::Span;
use std::collections::BTreeMap;

/// How many diagnostics are kept; what comes after is only counted.
const KEPT: usize = 10_000;
/// How many names are compared for suggestions: thousands of unknown names among thousands of known ones are no slips.
const COMPARED: usize = 200_000;

/// Where the phases put what they find.
///
/// A phase that gives a part up calls [`poison`](Self::poison): a later diagnostic whose place lies inside is a
/// consequence and is dropped, so that one cause gives one message.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    errors: usize,
    /// The errors that are no denied lints.
    mistakes: usize,
    omitted: usize,
    /// Start to end of parts that do not overlap: overlapping ones are joined.
    poisoned: BTreeMap<usize, usize>,
    levels: Levels,
    /// How many names were compared for suggestions.
    compared: usize,
}

/// What a [`Sink`] holds in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// By place, errors first at equal places.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more were found than are kept.
    pub omitted: usize,
}

impl Report {
    /// How many of the diagnostics have this level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|d| d.level == level).count()
    }
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty sink that gives lints the levels of the command line.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Self { levels, ..Self::default() }
    }

    /// The levels of lints; the plan's are written into them once they are read.
    pub const fn levels(&mut self) -> &mut Levels {
        &mut self.levels
    }

    /// The known name that `word` was most likely meant to be, as [`closest`] finds it; none once a great many were looked for.
    pub fn closest<'a>(&mut self, word: &str, known: &[&'a str]) -> Option<&'a str> {
        self.compared = self.compared.saturating_add(known.len());
        if self.compared > COMPARED { None } else { closest(word, known.iter().copied()) }
    }

    /// Takes a diagnostic, unless its place lies in a poisoned part or its lint is allowed.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.is_poisoned(diagnostic.place.span) {
            return;
        }
        self.mistakes += usize::from(diagnostic.level == Level::Error);
        let Some(diagnostic) = self.levels.apply(diagnostic) else { return };
        self.errors += usize::from(diagnostic.level == Level::Error);
        if self.found.len() < KEPT {
            self.found.push(diagnostic);
        } else {
            self.omitted += 1;
        }
    }

    /// How many errors were pushed so far.
    #[must_use]
    pub const fn error_count(&self) -> usize {
        self.errors
    }

    /// Marks a part as given up.
    pub fn poison(&mut self, span: Span) {
        let mut joined = span;
        // Overlapping parts start at or before the new end; touching ends stay apart.
        while let Some((&start, &end)) = self.poisoned.range(..joined.end.max(joined.start + 1)).next_back() {
            if end <= joined.start && start != joined.start {
                break;
            }
            self.poisoned.remove(&start);
            joined = joined.to(Span::new(start, end));
        }
        self.poisoned.insert(joined.start, joined.end);
    }

    /// Whether a place lies wholly in a part that was given up.
    #[must_use]
    pub fn is_poisoned(&self, span: Span) -> bool {
        self.poisoned.range(..=span.start).next_back().is_some_and(|(_, &end)| span.end <= end)
    }

    /// How many errors were found that are no denied lints.
    #[must_use]
    pub const fn mistakes(&self) -> usize {
        self.mistakes
    }

    /// Whether an error was pushed.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether an error was pushed that is one whatever the levels of lints are.
    #[must_use]
    pub const fn has_mistakes(&self) -> bool {
        self.mistakes > 0
    }

    /// Everything that was found, by place, errors first at equal places.
    #[must_use]
    pub fn finish(self) -> Vec<Diagnostic> {
        self.report().diagnostics
    }

    /// Everything that was found, by place, errors first at equal places, and how much was left out.
    #[must_use]
    pub fn report(mut self) -> Report {
        self.found.sort_by_key(|d| (d.place.span, d.level, d.code));
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for diagnostic in self.found {
            // Two targets may find the same, with something else at that place in between.
            let here = kept.iter().rev().take_while(|d| d.place.span == diagnostic.place.span);
            if !here.into_iter().any(|d| *d == diagnostic) {
                kept.push(diagnostic);
            }
        }
        self.found = kept;
        Report { diagnostics: self.found, omitted: self.omitted }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::diag::Code;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn at(start: usize, end: usize) -> Diagnostic {
        Diagnostic::error(Code::NotUtf8, Span::new(start, end), "x")
    }

    #[test]
    fn what_lies_in_a_poisoned_part_is_dropped() {
        let mut sink = Sink::new();
        sink.poison(Span::new(10, 20));
        for (start, end) in [(10, 20), (12, 12), (20, 20), (9, 20), (10, 21), (20, 21)] {
            sink.push(at(start, end));
        }
        let left: Vec<_> = sink.finish().into_iter().map(|d| d.place.span).collect();
        assert_eq!(left, [Span::new(9, 20), Span::new(10, 21), Span::new(20, 21)]);
    }

    #[test]
    fn a_flood_is_counted_and_stays_linear() {
        let mut sink = Sink::new();
        let start = Instant::now();
        for i in 0..200_000 {
            sink.poison(Span::new(i * 4, i * 4 + 2));
            sink.push(at(i * 4 + 1, i * 4 + 2));
            sink.push(at(i * 4 + 1, i * 4 + 3));
        }
        assert!(start.elapsed() < Duration::from_secs(20));
        let report = sink.report();
        assert_eq!((report.diagnostics.len(), report.omitted), (KEPT, 190_000));
    }

    proptest! {
        #[test]
        fn nested_parts_drop_the_same_as_the_plain_rule(
            parts in proptest::collection::vec((0_usize..30, 0_usize..6), 0..8), start in 0_usize..36, len in 0_usize..5,
        ) {
            // Tree nodes nest or are apart; parts that merely overlap are joined, which can only drop more.
            let mut sink = Sink::new();
            for &(start, len) in &parts {
                sink.poison(Span::new(start, start + len));
            }
            let place = Span::new(start, start + len);
            if parts.iter().any(|&(s, l)| Span::new(s, s + l).contains(place)) && len > 0 {
                prop_assert!(sink.is_poisoned(place));
            }
        }
    }
}
