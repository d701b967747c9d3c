//! Text that was read from a scalar and still knows where each of its bytes came from.

use super::Span;
use std::ops::Range;

/// The value of a scalar: its text after unquoting, unescaping and folding, and the way back to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text as YAML reads it.
    pub value: String,
    /// The whole scalar in the file, quotes included.
    pub span: Span,
    /// Runs of `value` that are copied unchanged from the file: (offset in `value`, offset in the file, length),
    /// ascending. Bytes outside every run come from an escape or a fold.
    runs: Vec<(usize, usize, usize)>,
}

impl Text {
    /// Text with its runs (see the field).
    #[must_use]
    pub const fn new(value: String, span: Span, runs: Vec<(usize, usize, usize)>) -> Self {
        Self { value, span, runs }
    }

    /// Text that stands in the file just as it is, without quotes: one run.
    #[must_use]
    pub fn plain(value: String, span: Span) -> Self {
        let runs = vec![(0, span.start, value.len())];
        Self { value, span, runs }
    }

    /// The place in the file of a range of bytes of `value`. What came from an escape is widened to the nearest
    /// bytes that were copied, and never leaves the scalar.
    #[must_use]
    pub fn locate(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start, true);
        let end = self.offset(range.end, false);
        Span::new(start, end.max(start))
    }

    fn offset(&self, at: usize, is_start: bool) -> usize {
        let mut before = self.span.start;
        for &(value, file, len) in &self.runs {
            let inside = if is_start { value <= at && at < value + len } else { value < at && at <= value + len };
            if inside {
                return file + (at - value);
            }
            if value >= at {
                return if is_start { before } else { file };
            }
            before = file + len;
        }
        if is_start { before } else { self.span.end }
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.value
    }
}
