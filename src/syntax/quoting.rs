//! YAML's traps for values without quotes, and the way out of them.

use crate::source::{SourceFile, Span, Text};

/// Characters that give a meaning of YAML's own to a plain value that starts with them.
const STARTS: [char; 15] = ['%', '@', '`', '[', ']', '{', '}', '>', '|', '*', '&', '!', '\'', '"', ','];

/// Those of them that start nothing in YAML that the language has.
const RESERVED: [char; 3] = ['%', '@', '`'];

/// Whether no plain value can start as `text` does, and nothing else in a plan either.
pub(super) fn starts_reserved(text: &str) -> bool {
    text.starts_with(RESERVED)
}

/// `text` as a single-quoted YAML scalar.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The comment that stands behind a plain scalar on its line: ` #` ends a plain scalar, and a condition or a path that
/// holds one is silently cut short there. `None` for a scalar in quotes or in a block.
#[must_use]
pub fn comment_after(source: &SourceFile, text: &Text) -> Option<Span> {
    let first = source.text.get(text.span.start..)?.chars().next()?;
    let is_plain = !matches!(first, '\'' | '"');
    let end = source.line_span(source.position(text.span.end).line).end;
    let rest = source.text.get(text.span.end..end)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let is_comment = comment.starts_with('#') && comment.len() < rest.len();
    (is_plain && is_comment).then(|| Span::new(end - comment.len(), end))
}

/// A value that has to be quoted.
pub(super) struct Bare {
    /// Where it stands, without a comment behind it.
    pub(super) span: Span,
    /// Whether it stands behind a key or a `-`: then it is a value as a whole.
    is_whole: bool,
}

/// The value of the `key: value` or `- value` line that holds `offset`, if the line is one: what has to be quoted.
pub(super) fn value_on_line(source: &SourceFile, offset: usize) -> Option<Bare> {
    let line = source.line_span(source.position(offset).line);
    let text = source.slice(line)?;
    let indent = text.len() - text.trim_start_matches(' ').len();
    let mut start = indent;
    while let Some(rest) = text[start..].strip_prefix("- ") {
        start = text.len() - rest.trim_start_matches(' ').len();
    }
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let key = text[start..].find(|c| !word(c)).unwrap_or(text.len() - start);
    if key > 0 && text[start + key..].starts_with(": ") {
        let value = text[start + key + 1..].trim_start_matches(' ');
        start = text.len() - value.len();
    }
    let end = start + without_comment(&text[start..]).len();
    let span = Span::new(line.start + start, line.start + end);
    (start < end && span.start <= offset).then_some(Bare { span, is_whole: start > indent })
}

/// A value inside brackets that starts at `offset` with a character that no plain value starts with: it ends where YAML
/// would end it.
pub(super) fn value_in_brackets(source: &SourceFile, offset: usize) -> Option<Bare> {
    let line = source.line_span(source.position(offset).line);
    let text = source.text.get(offset..line.end)?;
    let end = text.find([',', ']', '}'])?;
    let value = without_comment(&text[..end]);
    let is_plain = value.starts_with(RESERVED) && !value.contains(['[', '{', '\'', '"', '#']) && !value.contains(": ");
    is_plain.then(|| Bare { span: Span::new(offset, offset + value.len()), is_whole: true })
}

/// A value without the comment behind it. What begins with a quote may hold a ` #`.
fn without_comment(value: &str) -> &str {
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let comments = value.match_indices('#').filter(|(at, _)| value[..*at].ends_with([' ', '\t']));
    let kept = comments.map(|(at, _)| value[..at].trim_end_matches([' ', '\t']));
    let mut kept = kept.filter(|kept| quote.is_none_or(|quote| kept.len() > 1 && kept.ends_with(quote)));
    kept.next().unwrap_or(value).trim_end_matches([' ', '\t'])
}

/// What stands in single quotes has quotes inside that are apostrophes, `'it's on'`: the text that is meant.
pub(super) fn with_apostrophe(value: &str) -> Option<String> {
    let inner = value.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let apostrophe =
        |at: usize| is_letter(inner[..at].chars().next_back()) && is_letter(inner[at + 1..].chars().next());
    inner.match_indices('\'').all(|(at, _)| apostrophe(at)).then_some(inner)
}

impl Bare {
    /// The value in quotes, and whether nothing else can be meant. `None` where it would take a person to say what is.
    pub(super) fn quoted(&self, value: &str) -> Option<(String, bool)> {
        if let Some(text) = with_apostrophe(value) {
            return Some((quoted(&text), self.is_whole));
        }
        // `"say "hi" now"`: some of these quotes belong to the text, and some do not.
        if value.starts_with('"') && value.ends_with('"') {
            return None;
        }
        // A list, a mapping or a block of YAML's may be meant, or quotes around a part.
        let reserved = value.starts_with(RESERVED) && !value.contains(": ");
        // `a: b: c` may be a mapping in a mapping, `a: b c: d` is none.
        let prose = !value.starts_with(STARTS)
            && value.split_once(": ").is_some_and(|(head, _)| head.contains(' ') && !head.contains('#'));
        Some((quoted(value), self.is_whole && (reserved || prose)))
    }
}

/// Why a value cannot stand without quotes.
pub(super) fn trap(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    if STARTS.contains(&first) {
        return Some(format!("a value that starts with `{first}` has to be put in quotes as a whole"));
    }
    value.contains(": ").then(|| "a value with `: ` inside has to be put in quotes as a whole".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_line_is_found() {
        for (line, value) in [
            ("a: %x%\\y", Some("%x%\\y")),
            ("  - a: [x] and b  ", Some("[x] and b")),
            ("  - - %x", Some("%x")),
            (r"a: %x%\y#z  # the old file", Some(r"%x%\y#z")),
            ("a: it's: x # c # d", Some("it's: x")),
            ("a: 'it's on' # c", Some("'it's on'")),
            ("a: 'it's # on'", Some("'it's # on'")),
            ("a:", Some("a:")),
            ("", None),
        ] {
            let source = SourceFile::new("p", format!("z: 1\n{line}\n"));
            let end = source.line_span(2).end;
            let found = value_on_line(&source, end).and_then(|bare| source.slice(bare.span));
            assert_eq!(found, value, "{line}");
        }
    }
    #[test]
    fn what_is_quoted_without_asking_can_mean_nothing_else() {
        let bare = |is_whole| Bare { span: Span::default(), is_whole };
        for (value, mended, sure) in [
            (r"%windir%\Temp", r"'%windir%\Temp'", true),
            ("@echo off", "'@echo off'", true),
            ("'it's on'", "'it''s on'", true),
            ("'it''s Bob's'", "'it''s Bob''s'", true),
            ("Windows 7: licence", "'Windows 7: licence'", true),
            ("name: x", "'name: x'", false),
            ("'a' == 'b'", "'''a'' == ''b'''", false),
            ("[a] and b", "'[a] and b'", false),
            ("\"x\" in y", "'\"x\" in y'", false),
            ("> 5", "'> 5'", false),
        ] {
            assert_eq!(bare(true).quoted(value), Some((mended.to_owned(), sure)), "{value}");
            assert!(bare(false).quoted(value).is_some_and(|(_, sure)| !sure), "{value}");
        }
        assert_eq!(bare(true).quoted("\"say \"hi\" now\""), None);
    }
}
