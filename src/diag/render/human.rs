//! Messages for people, as a compiler prints them.
//!
//! `annotate-snippets` gets windows of the file, a few lines each, and the position from us: so a large file costs
//! nothing, and columns are right where a window is cut.

use super::{Report, one_line, visible, within};
use crate::diag::{Diagnostic, Level};
use crate::source::{SourceFile, Span};
use annotate_snippets::{AnnotationKind, Group, Level as Header, Origin, Patch, Renderer, Snippet};
use std::fmt::Write as _;

/// How many messages are shown.
const SHOWN: usize = 100;
/// Places that are no further apart (in lines) share a window.
const NEAR: usize = 12;
/// What is shown of a line before and behind a place, in bytes.
const MARGIN: usize = 400;

/// All messages of a report, the first hundred in full, and how many more there are.
#[must_use]
pub fn human(report: &Report, source: &SourceFile, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in report.diagnostics.iter().take(SHOWN) {
        out.push_str(&message(diagnostic, source, &renderer));
        out.push_str("\n\n");
    }
    let more = report.diagnostics.len().saturating_sub(SHOWN) + report.omitted;
    if more > 0 {
        let _ = writeln!(out, "... and {more} more");
    }
    out
}

fn message(diagnostic: &Diagnostic, source: &SourceFile, renderer: &Renderer) -> String {
    let header = match diagnostic.level {
        Level::Error => Header::ERROR,
        Level::Warning => Header::WARNING,
        Level::Note => Header::NOTE,
    };
    let title = header.primary_title(one_line(&diagnostic.title)).id(diagnostic.code.as_str());
    let place = within(source, diagnostic.place.span);
    let at = source.position(place.start);
    let name = one_line(&source.name);
    let mut group = Group::with_title(title);
    let windows = windows(diagnostic, source);
    if windows.first().is_none_or(|window| window.is_cut(source)) {
        // The library would count the column in what is left of the line.
        group = group.element(Origin::path(name.clone()).line(at.line).char_column(at.column));
    }
    for window in windows {
        let snippet = window.snippet(source);
        group = group.element(if window.is_cut(source) { snippet } else { snippet.path(name.clone()) });
    }
    for help in &diagnostic.help {
        group = group.element(Header::HELP.message(one_line(help)));
    }
    let mut groups = vec![group];
    groups.extend(fix(diagnostic, source));
    renderer.render(&groups)
}

/// A mark in a window.
struct Mark {
    span: Span,
    text: String,
    kind: AnnotationKind,
}

/// A part of the file, whole lines unless they are very long, and the marks in it.
struct Window {
    first_line: usize,
    last_line: usize,
    marks: Vec<Mark>,
}

/// The marks of a diagnostic, those near each other in one window; the window of its place comes first.
fn windows(diagnostic: &Diagnostic, source: &SourceFile) -> Vec<Window> {
    if source.text.is_empty() {
        return Vec::new();
    }
    let mut labels = vec![(&diagnostic.place, AnnotationKind::Primary)];
    labels.extend(diagnostic.related.iter().map(|label| (label, AnnotationKind::Context)));
    let mut windows: Vec<Window> = Vec::new();
    for (label, kind) in labels {
        let span = first_line(source, within(source, label.span));
        let line = source.position(span.start).line;
        let mark = Mark { span, text: one_line(&label.text), kind };
        let near = |window: &&mut Window| line + NEAR >= window.first_line && line <= window.last_line + NEAR;
        match windows.iter_mut().find(near) {
            Some(window) => {
                window.first_line = window.first_line.min(line);
                window.last_line = window.last_line.max(line);
                window.marks.push(mark);
            }
            None => windows.push(Window { first_line: line, last_line: line, marks: vec![mark] }),
        }
    }
    windows
}

/// A place without what lies behind its first line: nobody wants a list of 200 lines underlined.
fn first_line(source: &SourceFile, span: Span) -> Span {
    let line = source.line_span(source.position(span.start).line);
    let end = span.end.min(line.end).max(span.start);
    let text = source.text.get(span.start..end).unwrap_or_default();
    Span::new(span.start, if span.end > line.end { span.start + text.trim_end().len() } else { end })
}

impl Window {
    /// Whether a line is too long to be shown as a whole.
    fn is_cut(&self, source: &SourceFile) -> bool {
        (self.first_line..=self.last_line).any(|line| is_long(source.line_span(line)))
    }

    fn snippet<'a>(&self, source: &SourceFile) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let marks = self.marks.iter().map(|mark| mark.span);
        let cut = cut(source, self.first_line, self.last_line, marks);
        let annotations = self.marks.iter().map(|mark| {
            let label = (!mark.text.is_empty()).then(|| mark.text.clone());
            mark.kind.span(cut.place(mark.span)).label(label)
        });
        let annotations: Vec<_> = annotations.collect();
        Snippet::source(cut.text).line_start(self.first_line).annotations(annotations)
    }
}

/// The edit as `-` and `+` lines.
fn fix<'a>(diagnostic: &Diagnostic, source: &SourceFile) -> Option<Group<'a>> {
    let fix = diagnostic.fix.as_ref()?;
    let span = within(source, fix.span);
    let first = source.position(span.start).line;
    let last = source.position(span.end).line;
    let cut = cut(source, first, last, std::iter::once(span));
    let text: String = fix.text.chars().map(visible).collect();
    let patch = Patch::new(cut.place(span), text);
    let snippet = Snippet::source(cut.text).line_start(first).patch(patch);
    Some(Header::HELP.secondary_title("the fix").element(snippet))
}

const fn is_long(line: Span) -> bool {
    line.end - line.start > 4 * MARGIN
}

/// Lines of the file as they may be shown.
struct Cut {
    text: String,
    /// For each line: where it was in the file, where it is in `text`, its length.
    pieces: Vec<(usize, usize, usize)>,
}

/// Cuts lines out; a line that is longer than can be shown is cut around the marks on it.
fn cut(source: &SourceFile, first: usize, last: usize, marks: impl Iterator<Item = Span> + Clone) -> Cut {
    let mut cut = Cut { text: String::new(), pieces: Vec::new() };
    for line in first..=last {
        let span = source.line_span(line);
        let here = marks.clone().filter(|mark| span.start <= mark.start && mark.start <= span.end);
        let (mut start, mut end) = (span.start, span.end);
        if is_long(span) {
            let from = here.clone().map(|mark| mark.start).min().unwrap_or(start);
            let to = here.map(|mark| mark.end.min(from + 2 * MARGIN)).max().unwrap_or(start);
            start = source.floor(from.saturating_sub(MARGIN).max(start));
            end = source.ceil((to + MARGIN).min(end));
        }
        cut.pieces.push((start, cut.text.len(), end - start));
        cut.text.extend(source.text[start..end].chars().map(visible));
        cut.text.push('\n');
    }
    cut
}

impl Cut {
    fn place(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(file, ..)| *file <= at).or(self.pieces.first());
        piece.map_or(0, |&(file, here, length)| here + at.saturating_sub(file).min(length))
    }
}
