//! Did you mean: the nearest of the words that are known.

/// The known word that `word` was most likely meant to be, if one is near enough.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A long text is no misspelt word, and the distance takes time.
    if word.len() > 64 {
        return None;
    }
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&folded, &fold(known)), known))
        .filter(|&(distance, _)| distance <= allowed && distance < folded.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

/// The words as a list in backquotes: `` `a`, `b`, `c` ``.
pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// A piece of the plan as it may stand in a title: one line, not long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST && line.len() == text.trim_end().len() {
        return line.to_owned();
    }
    line.chars().take(LONGEST).chain("...".chars()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let known = ["when", "needs", "depends-on", "if-missing"];
        assert_eq!(closest("wehn", known), Some("when"));
        assert_eq!(closest("Depends_On", known), Some("depends-on"));
        assert_eq!(closest("ifmissing", known), Some("if-missing"));
        assert_eq!(closest("retry", known), None);
        assert_eq!(closest(&"x".repeat(1_000_000), known), None);
    }

    #[test]
    fn a_long_text_is_cut_in_a_title() {
        assert_eq!(shown("abc"), "abc");
        assert_eq!(shown("a\nb"), "a...");
        assert_eq!(shown(&"日".repeat(41)), format!("{}...", "日".repeat(40)));
    }
}
