//! Drives the YAML parser, and goes on after a syntax error with the next section of the file.

use super::build::{Builder, Given};
use super::{Node, mistake};
use crate::diag::Sink;
use crate::source::{SourceFile, Span};
use granit_parser::{Event, Parser, ScanError, options};

/// How many syntax errors are gone past.
const MAX_RECOVERIES: usize = 50;

/// Reads the tree of a file. Mistakes go into `sink`; a part with a mistake is poisoned in the tree.
///
/// After a syntax error reading goes on at the next line that starts a section (a key in the first column).
#[must_use]
pub fn parse(source: &SourceFile, sink: &mut Sink) -> Node {
    let end = source.text.len();
    if !source.is_intact() {
        return Node::poisoned(Span::new(0, end));
    }
    let mut builder = Builder::new(source, sink);
    let mut from = 0;
    // An unclosed quote is only found at the end of the file: the budget keeps many of them linear.
    let mut budget = end.saturating_mul(4).max(1 << 16);
    for _ in 0..=MAX_RECOVERIES {
        let Err((error, read_to)) = feed(&mut builder, from) else { break };
        let place = mistake::report(&mut builder, from, &error);
        let next = next_section(source, place.start);
        mistake::report_alike(&mut builder, place, next.unwrap_or(end));
        builder.give_up(place, next.unwrap_or(end));
        budget = budget.saturating_sub(read_to - from);
        match next {
            Some(next) if budget > 0 => from = next,
            _ => break,
        }
    }
    builder.finish()
}

/// Hands the events of the text from `from` on to the builder. An error comes with how far was read.
fn feed(builder: &mut Builder<'_>, from: usize) -> Result<(), (ScanError, usize)> {
    let text = &builder.source.text[from..];
    let mut options = options! { emit_anchor_events: true, emit_unresolved_aliases: true };
    options.set_emit_comments(false);
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0);
            // The mark of an unclosed quote is its start, though everything behind it was read.
            let read_to = if mistake::reads_to_the_end(error.kind()) { text.len() } else { at };
            (error, from + read_to)
        })?;
        let place = |span: &granit_parser::Span| {
            let range = span.byte_range().unwrap_or_default();
            Span::new(from + range.start, from + range.end)
        };
        let tag = span.tag_span().map(|tag| place(&tag));
        let span = place(&span);
        match event {
            Event::DocumentStart(explicit, _) if builder.document(from, span, explicit) => return Ok(()),
            Event::Scalar(value, style, anchor, _) => {
                builder.scalar(value.into_owned(), style.into(), Given { span, tag, anchored: anchor > 0 });
            }
            Event::SequenceStart(_, anchor, _) => builder.open(false, Given { span, tag, anchored: anchor > 0 }),
            Event::MappingStart(_, anchor, _) => builder.open(true, Given { span, tag, anchored: anchor > 0 }),
            Event::SequenceEnd | Event::MappingEnd => builder.close(span),
            Event::Anchor(..) => builder.anchor(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => builder.alias(span),
            _ => {}
        }
    }
    Ok(())
}

/// Where the next line behind `offset` starts that begins a section.
fn next_section(source: &SourceFile, offset: usize) -> Option<usize> {
    let first = source.position(offset).line + 1;
    for line in first..=source.line_count() {
        let span = source.line_span(line);
        let text = source.slice(span)?;
        if text.starts_with("---") || text.starts_with("...") {
            return None;
        }
        if mistake::starts_section(text) {
            return Some(span.start);
        }
    }
    None
}
