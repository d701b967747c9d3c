//! Edits that can be made without asking, made.

use super::{Diagnostic, Fix};
use crate::source::Span;

/// A text with edits made in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// The edits that were made, each by its order, and where its text stands now.
    pub places: Vec<(usize, Span)>,
}

/// Makes the edits that can be made without asking, leaving out those that `refused` names by their order. Of two that
/// overlap, the first is made. `None` where there is nothing to do.
#[must_use]
pub fn mend(text: &str, found: &[Diagnostic], refused: &[usize]) -> Option<Mended> {
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|found| found.fix.as_ref()).filter(|fix| fix.sure).collect();
    fixes.sort_by_key(|fix| (fix.span, &fix.text));
    fixes.dedup();
    let mut mended = Mended { text: String::with_capacity(text.len()), places: Vec::new() };
    let mut at = 0;
    for (index, fix) in fixes.into_iter().enumerate() {
        let Some(old) = text.get(fix.span.start..fix.span.end) else { continue };
        if refused.contains(&index) || fix.span.start < at || old == fix.text {
            continue;
        }
        mended.text.push_str(&text[at..fix.span.start]);
        let start = mended.text.len();
        mended.text.push_str(&fix.text);
        mended.places.push((index, Span::new(start, mended.text.len())));
        at = fix.span.end;
    }
    mended.text.push_str(&text[at..]);
    (!mended.places.is_empty()).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn found(start: usize, end: usize, text: &str) -> Diagnostic {
        Diagnostic::error(Code::UnknownKey, Span::new(start, end), "x").mend(Span::new(start, end), text)
    }

    #[test]
    fn edits_are_made_once_and_never_over_each_other() {
        let all = [found(4, 7, "TWO"), found(0, 3, "1"), found(0, 3, "1"), found(5, 8, "x"), found(8, 8, "!")];
        let mended = mend("one two three", &all, &[]).map(|mended| (mended.text, mended.places));
        let places = vec![(0, Span::new(0, 1)), (1, Span::new(2, 5)), (3, Span::new(6, 7))];
        assert_eq!(mended, Some(("1 TWO !three".to_owned(), places)));
    }

    #[test]
    fn what_a_person_decides_and_what_lies_outside_is_left() {
        let asked = found(0, 3, "1");
        let asked = Diagnostic { fix: asked.fix.map(|fix| Fix { sure: false, ..fix }), ..asked };
        assert_eq!(mend("one", &[asked, found(2, 9, "x"), found(0, 3, "one")], &[]), None);
        assert_eq!(mend("one", &[found(0, 3, "1")], &[0]), None);
    }
}
