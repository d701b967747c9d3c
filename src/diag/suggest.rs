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

#[cfg(test)]
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
}
