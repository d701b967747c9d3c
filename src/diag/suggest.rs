//! Did you mean: the nearest of the words that are known.

/// The known word that `word` was most likely meant to be, if one is near enough.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(word, known).map(|(near, _)| near)
}

/// The same, and whether no other word is as near: then it can hardly be meant otherwise.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, bool)> {
    // A long text is no misspelt word, and the distance takes time.
    if word.len() > 64 {
        return None;
    }
    let folded = fold(word);
    let allowed = (folded.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str, bool)> = None;
    for known in known {
        let distance = strsim::damerau_levenshtein(&folded, &fold(known));
        if distance > allowed || distance >= folded.chars().count() {
            continue;
        }
        best = match best {
            Some((least, near, _)) if least == distance && near != known => Some((least, near, false)),
            Some((least, ..)) if least <= distance => best,
            _ => Some((distance, known, true)),
        };
    }
    best.map(|(_, near, alone)| (near, alone))
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
        assert_eq!(nearest("hat", ["cat", "hut", "dog"]), Some(("cat", false)));
        assert_eq!(nearest("hut", ["cat", "hut"]), Some(("hut", true)));
        assert_eq!(closest(&"x".repeat(1_000_000), known), None);
    }
}
