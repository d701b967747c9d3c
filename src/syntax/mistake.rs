//! Syntax errors in our own words: what stands there, why it cannot, what to type.

use super::build::{Builder, first_word};
use super::quoting::{Bare, quoted, starts_reserved, trap, value_in_brackets, value_on_line, with_apostrophe};
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceFile, Span};
use granit_parser::{ErrorKind, ScanError};

/// Whether a line begins a section: a key in the first column.
pub(super) fn starts_section(line: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let end = line.find(|c| !word(c)).unwrap_or(line.len());
    let behind = &line[end..];
    line.starts_with(|c: char| c.is_ascii_alphabetic()) && (behind == ":" || behind.starts_with(": "))
}

/// Whether the parser had to read to the end of the file to find this.
pub(super) const fn reads_to_the_end(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar)
}

/// Says what is wrong; gives the place.
pub(super) fn report(builder: &mut Builder<'_>, from: usize, error: &ScanError) -> Span {
    let at = from + error.marker().byte_offset().unwrap_or(0);
    let source = builder.source;
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        let place = character(source, at);
        if !builder.is_skipping() {
            builder.too_deep(place);
        }
        return place;
    }
    if is_directive(error.kind()) {
        let percent = source.text[from..].split_inclusive('\n').scan(from, |start, line| {
            let this = *start;
            *start += line.len();
            Some((this, line))
        });
        if let Some((start, line)) = { percent }.find(|(_, line)| line.starts_with('%')) {
            let span = Span::new(start, start + line.trim_end().len());
            builder.directive(span);
            return span;
        }
    }
    let mistake = runaway(builder, from, at)
        .or_else(|| unclosed(builder, error.kind(), at))
        .or_else(|| written(source, error.kind(), at))
        .or_else(|| unquoted(builder, at))
        .unwrap_or_else(|| structure(builder, error.kind(), at));
    let place = mistake.place.span;
    builder.sink.push(mistake);
    place
}

const fn is_directive(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::ExpectedDocumentStart
            | E::MissingDocumentEndBeforeDirective
            | E::DuplicateVersionDirective
            | E::UnsupportedYamlMajorVersion
            | E::DuplicateTagDirective
            | E::DirectiveDisallowed
            | E::InvalidDirectiveTerminator
            | E::MissingYamlVersionSeparator
            | E::MissingDirectiveName
            | E::InvalidDirectiveName
            | E::DirectiveByteLimitExceeded { .. }
            | E::TooManyReservedDirectiveParams { .. }
            | E::YamlVersionTooLong
            | E::MissingYamlVersion
            | E::InvalidTagDirectiveTerminator
            | E::ExpectedTagDirectiveBang
    )
}

/// Brackets and quotes that are open at the end, or where a new section starts.
fn unclosed(builder: &Builder<'_>, kind: &ErrorKind, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    let source = builder.source;
    if reads_to_the_end(kind) {
        let place = character(source, at);
        return Some(never_closed(source, place));
    }
    let bracket = builder.open_bracket()?;
    let line = source.line_span(source.position(at).line);
    let at_end = at >= source.text.trim_end().len();
    let eof = matches!(kind, E::UnclosedFlowCollection { .. } | E::UnexpectedEof) || at_end;
    let next_section = bracket.end <= line.start && {
        // A key no deeper than the line with the bracket.
        let text = source.slice(line).unwrap_or_default();
        let opening = source.slice(source.line_span(source.position(bracket.start).line)).unwrap_or_default();
        indent(text) <= indent(opening) && starts_section(text.trim_start_matches([' ', '-']))
    };
    match kind {
        E::MismatchedFlowCollectionEnd { open, close } => {
            let title = format!("`{close}` closes nothing: `{open}` is open");
            Some(
                Diagnostic::error(Code::Unclosed, character(source, at), title)
                    .related(bracket, format!("`{open}` is opened here"))
                    .help(format!("close it with `{}`", if *open == '[' { ']' } else { '}' })),
            )
        }
        _ if eof || next_section => Some(never_closed(source, bracket)),
        _ => None,
    }
}

/// A quote that was closed by the next one, lines below: what stood between them was read as a text, and what was meant to be
/// a text was not.
fn runaway(builder: &Builder<'_>, from: usize, at: usize) -> Option<Diagnostic> {
    let source = builder.source;
    let runs_over = |quoted: &Span| {
        let first = source.slice(*quoted).and_then(|text| text.lines().next()).unwrap_or_default();
        let on_its_line = source.position(quoted.end).line == source.position(at).line;
        let in_brackets = builder.first_bracket().is_some_and(|bracket| bracket.start < quoted.start);
        on_its_line || (in_brackets && first.contains(['}', ']', ',']))
    };
    let quoted = wrapped(&source.text, from, at).into_iter().rev().find(runs_over)?;
    let (line, quote) = (source.position(quoted.end).line, Span::new(quoted.start, quoted.start + 1));
    let end = Span::new(quoted.end - 1, quoted.end);
    Some(never_closed(source, quote).related(end, format!("line {line} closes it instead")))
}

/// The texts in quotes, between two places, that go over the end of a line.
fn wrapped(text: &str, from: usize, to: usize) -> Vec<Span> {
    let bytes = text.as_bytes();
    let to = to.min(bytes.len());
    let mut found = Vec::new();
    // Whether a value may start here.
    let mut fresh = true;
    let mut at = from;
    while at < to {
        let blank = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        match bytes[at] {
            quote @ (b'\'' | b'"') if fresh => {
                let mut end = at + 1;
                while end < to && bytes[end] != quote {
                    end += if quote == b'"' && bytes[end] == b'\\' { 2 } else { 1 };
                    // An apostrophe that is doubled is one of the text.
                    if quote == b'\'' && bytes.get(end..end + 2) == Some(b"''") {
                        end += 2;
                    }
                }
                if end < to && bytes[at..end].contains(&b'\n') {
                    found.push(Span::new(at, end + 1));
                }
                at = end;
                fresh = false;
            }
            b'#' if at == from || blank(at - 1) => {
                at += bytes[at..to].iter().position(|byte| *byte == b'\n').unwrap_or(to - at);
                continue;
            }
            b'\n' | b'[' | b'{' | b',' => fresh = true,
            b':' | b'-' if blank(at + 1) => fresh = true,
            b' ' | b'\t' | b'\r' => {}
            _ => fresh = false,
        }
        at += 1;
    }
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

fn never_closed(source: &SourceFile, place: Span) -> Diagnostic {
    let opening = source.slice(place).unwrap_or_default();
    let close = match opening {
        "[" => "]",
        "{" => "}",
        other => other,
    };
    Diagnostic::error(Code::Unclosed, place, format!("`{opening}` is never closed"))
        .label("opened here")
        .help(format!("close it with `{close}`, or put the whole value in single quotes if it belongs to the text"))
}

/// Mistakes within one token.
fn written(source: &SourceFile, kind: &ErrorKind, at: usize) -> Option<Diagnostic> {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => {
            let line = source.line_span(source.position(at).line);
            let tab = source.slice(line)?.find('\t').map_or(at, |tab| line.start + tab);
            Some(
                Diagnostic::error(Code::Tab, character(source, tab), "a tab cannot stand here")
                    .label("a tab")
                    .help("indent with spaces"),
            )
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => Some(bad_escape(source, at)),
        E::CommentInterceptedScalar => Some(
            Diagnostic::error(Code::YamlSyntax, first_word(source, at), "a comment cuts a text in two")
                .label("a comment starts here, and the text goes on in the next line")
                .help("put the whole value in single quotes, or move the comment to a line of its own"),
        ),
        _ => None,
    }
}

/// The first escape from the opening quote at `at` that does not exist.
fn bad_escape(source: &SourceFile, at: usize) -> Diagnostic {
    const KNOWN: &str = "0abt\tnvfre \"/\\N_LP\n\r";
    let raw = &source.text[at..];
    let mut bad = None;
    // Whether an escape that does exist may be meant as one.
    let mut has_good = false;
    let mut chars = raw.char_indices().skip(1);
    while let Some((start, c)) = chars.next() {
        if c == '"' {
            break;
        }
        if c == '\\' {
            let Some((_, kind)) = chars.next() else { break };
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ if KNOWN.contains(kind) => {
                    has_good = true;
                    continue;
                }
                _ => 0,
            };
            let hex = raw.get(start + 2..start + 2 + digits).filter(|hex| digits > 0 && !hex.contains('+'));
            let value = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
            match value {
                Some(_) => has_good = true,
                None => bad = bad.or(Some(start)),
            }
        }
    }
    let bad = bad.unwrap_or(0);
    let length = raw[bad..].chars().take(2).map(char::len_utf8).sum::<usize>();
    let place = Span::new(at + bad, at + bad + length);
    let title = format!("`{}` is no escape", source.slice(place).unwrap_or_default());
    let mut mistake = Diagnostic::error(Code::BadEscape, place, title)
        .label("in double quotes a backslash starts an escape")
        .help("use single quotes, where a backslash is a backslash, or double it");
    // A text that the file's end cuts off has no closing quote either.
    let end = raw[1..].find(['"', '\n']).map_or(raw.len(), |end| end + 1);
    if raw[end..].starts_with('"') && !raw[1..end].ends_with('\\') {
        mistake = mistake.edit(Span::new(at, at + end + 1), quoted(&raw[1..end]), !has_good);
    }
    mistake
}

/// A value on the error's line that YAML reads in its own way unless it is quoted.
fn unquoted(builder: &Builder<'_>, at: usize) -> Option<Diagnostic> {
    let source = builder.source;
    // The parser may not have told of a bracket that opens on this line.
    let line = source.line_span(source.position(at).line);
    let opens_here = source.text.get(line.start..at).is_some_and(|before| before.contains(['[', '{']));
    if builder.open_bracket().is_some() || (opens_here && source.text.get(at..).is_some_and(starts_reserved)) {
        let bare = value_in_brackets(source, at)?;
        return needs_quotes(source, &bare);
    }
    let bare = value_on_line(source, at)?;
    let value = source.slice(bare.span)?;
    // A mapping or a list that fails further on its line is no text.
    if value.starts_with(['}', ']']) && value.len() > 1 {
        return None;
    }
    needs_quotes(source, &bare)
}

/// Says which other values of a section, of which nothing more is read, have to be put in quotes as the one at `place` has.
pub(super) fn report_alike(builder: &mut Builder<'_>, place: Span, end: usize) {
    let source = builder.source;
    if !source.slice(place).is_some_and(starts_reserved) {
        return;
    }
    let mut at = place.end;
    for line in source.text[place.end..end].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut quote = None;
        let mut before = if start == place.end { '%' } else { '\n' };
        let mut said = start;
        for (offset, c) in line.char_indices() {
            let here = start + offset;
            let is_start = quote.is_none() && here >= said && starts_reserved(&line[offset..]);
            // A value starts behind a key, a `-` or a bracket, with white space in between or, behind a bracket, without.
            let spaced = line[..offset].ends_with(' ');
            if is_start && (spaced && matches!(before, ':' | '-') || matches!(before, '[' | '{' | ',')) {
                let whole = source.line_span(source.position(here).line);
                let in_brackets = source.text[whole.start..here].contains(['[', '{']);
                let bare = if in_brackets { value_in_brackets(source, here) } else { value_on_line(source, here) };
                if let Some(bare) = bare.filter(|bare| bare.span.start == here) {
                    said = bare.span.end;
                    let mistake = needs_quotes(source, &bare);
                    mistake.into_iter().for_each(|mistake| builder.sink.push(mistake));
                }
            }
            match (quote, c) {
                (None, '#') if line[..offset].ends_with([' ', '\t']) => break,
                // An apostrophe within a word is none.
                (None, '\'' | '"') if !line[..offset].ends_with(char::is_alphanumeric) => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            if !c.is_whitespace() {
                before = c;
            }
        }
        // In a text of several lines nothing has to be quoted.
        if line.trim_end().trim_end_matches(['-', '+']).ends_with(['|', '>']) {
            return;
        }
    }
}

fn needs_quotes(source: &SourceFile, bare: &Bare) -> Option<Diagnostic> {
    let value = source.slice(bare.span)?;
    let mistake = if with_apostrophe(value).is_some() {
        Diagnostic::error(Code::NeedsQuotes, bare.span, "a quote inside single quotes is doubled")
            .label("the text ends at the second quote")
            .help("double the quote that belongs to the text: `'it''s'`")
    } else {
        Diagnostic::error(Code::NeedsQuotes, bare.span, "a value has to be put in quotes")
            .label(trap(value)?)
            .help("put the whole value in single quotes")
    };
    Some(match bare.quoted(value) {
        Some((text, sure)) => mistake.edit(bare.span, text, sure),
        None => mistake,
    })
}

/// Lines that do not fit together.
fn structure(builder: &Builder<'_>, kind: &ErrorKind, at: usize) -> Diagnostic {
    use ErrorKind as E;
    let source = builder.source;
    let line = source.line_span(source.position(at).line);
    let before = source.text.get(line.start..at).unwrap_or_default();
    let word = first_word(source, at);
    let starts_line = before.trim_matches([' ', '-']).is_empty();
    match kind {
        E::MappingValueNotAllowed | E::InvalidSimpleKey | E::SimpleKeyExpected => {
            let many_lines = builder.last_scalar.filter(|(span, _)| span.start < line.start && span.end > line.start);
            if let Some((span, true)) = many_lines {
                let place = first_word(source, line.start);
                return Diagnostic::error(Code::Indentation, place, "a key is indented below a value")
                    .label("this key belongs to nothing")
                    .related(first_line(source, span), "the key above has this value already")
                    .help("indent it like the keys it belongs to");
            }
            let place = many_lines.map_or(Span::new(word.start, line.end), |(span, _)| span);
            let place = first_line(source, place);
            Diagnostic::error(Code::YamlSyntax, place, "a line without `:`")
                .label("no `: ` behind a key here")
                .help("write `key: value`, with a space behind the colon")
        }
        E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidIndentation
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent
        | E::BlockSequenceEntryNotAllowed
            if starts_line =>
        {
            let place = first_word(source, line.start);
            Diagnostic::error(Code::Indentation, place, "this line fits nothing above it")
                .label("not in the column of the lines it belongs to")
                .help("keys of one mapping, and the `-` of one list, start in the same column")
        }
        E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection => {
            Diagnostic::error(Code::YamlSyntax, word, "a list cannot start here")
                .help("put `- ` on a line of its own below the key, or write `[a, b]`")
        }
        E::MisplacedFlowCollectionEnd => {
            let place = character(source, at);
            let title = format!("`{}` closes nothing", source.slice(place).unwrap_or_default());
            Diagnostic::error(Code::YamlSyntax, place, title)
                .help("remove it, or put the whole value in single quotes if it belongs to the text")
        }
        _ if builder.open_bracket().is_some() => {
            let mut mistake = Diagnostic::error(Code::YamlSyntax, word, "this cannot stand inside brackets");
            if let Some(bracket) = builder.open_bracket() {
                mistake = mistake.related(bracket, "opened here");
            }
            mistake.help("put `,` between the parts, and put a text with `{`, `[`, `,`, `%` or `: ` in single quotes")
        }
        _ => Diagnostic::error(Code::YamlSyntax, word, "the file is not YAML here")
            .label("this cannot stand here")
            .help("if it is part of a text, put the whole value in single quotes"),
    }
}

/// The character at `at`, or the last one of the file.
fn character(source: &SourceFile, at: usize) -> Span {
    source
        .text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or_else(|| first_word(source, at), |c| Span::new(at, at + c.len_utf8()))
}

/// A place without what lies behind its first line.
fn first_line(source: &SourceFile, span: Span) -> Span {
    let line = source.line_span(source.position(span.start).line);
    let shown = source.text.get(span.start..span.end.min(line.end)).unwrap_or_default();
    Span::new(span.start, span.start + shown.trim_end().len())
}
