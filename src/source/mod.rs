//! Phase 1: bytes become a [`SourceFile`]: decoded text that knows its lines.
//!
//! In: the bytes of one file and its name. Out: always a [`SourceFile`], so that every mistake can be rendered; what
//! could not be read as text is a lossy picture of the file and says so ([`SourceFile::is_intact`]). After it: an
//! intact file is not empty, holds no control characters but tab, line feed and CRLF, and no byte-order mark in front.

mod decode;
mod lines;
mod span;
mod text;

pub use decode::encode_like;
pub use lines::Position;
pub use span::{Span, Spanned};
pub use text::Text;

use lines::Lines;

/// The largest file that is read, in bytes.
pub const MAX_FILE_SIZE: usize = 16 * 1024 * 1024;

/// One plan file: its name for messages and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the user wrote it.
    pub name: String,
    /// The decoded text, without a byte-order mark.
    pub text: String,
    lines: Lines,
    intact: bool,
}

impl SourceFile {
    /// A file from text that is known to be good.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { name: name.into(), lines: Lines::of(&text), text, intact: true }
    }

    /// Whether the file could be read as text. If not, its mistake has been said and `text` only serves to show it.
    #[must_use]
    pub const fn is_intact(&self) -> bool {
        self.intact
    }

    /// The line and the column in characters of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, self.floor(offset), |_| 1)
    }

    /// The line and the column in UTF-16 units of a byte offset, as SARIF and editors count.
    #[must_use]
    pub fn position_utf16(&self, offset: usize) -> Position {
        self.lines.position(&self.text, self.floor(offset), char::len_utf16)
    }

    /// The number of lines; a text that ends with a line feed has an empty last line.
    #[must_use]
    pub const fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// The place of a line (counted from 1), without its line break; empty at the end for a line that is not there.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.lines.start_of(line.saturating_sub(1), &self.text);
        let next = self.lines.start_of(line.max(1), &self.text);
        let text = &self.text[start..next.max(start)];
        let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        Span::new(start, start + text.len())
    }

    /// The start of the character that holds the byte at `offset`, or the end of the text.
    #[must_use]
    pub fn floor(&self, offset: usize) -> usize {
        let from = offset.min(self.text.len());
        (0..=from).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }

    /// The end of the character that holds the byte before `offset`, or the end of the text.
    #[must_use]
    pub fn ceil(&self, offset: usize) -> usize {
        let end = self.text.len();
        (offset..end).find(|&at| self.text.is_char_boundary(at)).unwrap_or(end)
    }

    /// The text at a place, if the place lies in this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.text.get(span.start..span.end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let source = SourceFile::new("p", "a\r\n日本𠮷x: 1\n");
        let at = source.text.find('x').unwrap();
        assert_eq!(source.position(at), Position { line: 2, column: 4 });
        assert_eq!(source.position_utf16(at), Position { line: 2, column: 5 });
        assert_eq!(source.position(at - 1), Position { line: 2, column: 3 }, "inside a character: its start");
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn lines_have_no_line_break() {
        let source = SourceFile::new("p", "a\r\nbc\nd");
        let lines: Vec<_> = (1..=4).map(|line| source.slice(source.line_span(line)).unwrap()).collect();
        assert_eq!(lines, ["a", "bc", "d", ""]);
        assert_eq!(source.line_count(), 3);
    }
}
