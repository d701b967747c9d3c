//! Offsets become lines and columns: the one place that counts characters.

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters or UTF-16 units, as the function that made it says.
    pub column: usize,
}

/// Where the lines of a text start. A line ends with a line feed, which belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The number of lines; a text that ends with a line feed has an empty last line.
    pub(super) const fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds the byte at `offset`.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Where line `line` (from 0) starts; the end of the text for a line behind the last.
    pub(super) fn start_of(&self, line: usize, text: &str) -> usize {
        self.starts.get(line).copied().unwrap_or(text.len())
    }

    /// `offset` is on a character of the text.
    pub(super) fn position(&self, text: &str, offset: usize, width: impl Fn(char) -> usize) -> Position {
        let line = self.line_of(offset);
        let start = self.start_of(line, text);
        Position { line: line + 1, column: 1 + text[start..offset].chars().map(width).sum::<usize>() }
    }
}
