//! Did you mean: the nearest of the words that are known.

/// The known word that `word` was most likely meant to be, if one is near enough.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(word, known).map(|(near, _)| near)
}

/// The same, and whether it can hardly be meant otherwise: one slip of a finger makes it, and no other word is as near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, bool)> {
    // A long text is no misspelt word, and the distance takes time.
    if word.len() > 64 {
        return None;
    }
    let folded = fold(word);
    let length = folded.chars().count();
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str, bool)> = None;
    for known in known {
        if is_other_name(&folded, known) {
            return Some((known, false));
        }
        let distance = strsim::damerau_levenshtein(&folded, &fold(known));
        if distance > allowed || distance >= length {
            continue;
        }
        best = match best {
            Some((least, near, _)) if least == distance && near != known => Some((least, near, false)),
            Some((least, ..)) if least <= distance => best,
            _ => Some((distance, known, true)),
        };
    }
    best.map(|(distance, near, alone)| {
        let is_slip = distance == 1 && length >= 4 && folded.chars().next() == fold(near).chars().next();
        (near, alone && (distance == 0 || is_slip))
    })
}

/// Whether two words differ in case and separators alone: then one is the other, only written otherwise.
#[must_use]
pub fn is_alike(one: &str, two: &str) -> bool {
    fold(one) == fold(two)
}

/// What people call a thing elsewhere, and its word here; case folded.
pub(crate) const OTHER_NAMES: &[(&str, &str)] = &[
    ("start", "running"),
    ("started", "running"),
    ("stop", "stopped"),
    ("auto", "automatic"),
    ("demand", "manual"),
    ("delayed-auto", "delayed"),
    ("pro", "Professional"),
    ("home", "Core"),
    ("ltsc", "EnterpriseS"),
    ("ltsb", "EnterpriseS"),
    ("standard", "ServerStandard"),
    ("datacenter", "ServerDatacenter"),
    ("essentials", "ServerSolution"),
    ("7", "windows-7"),
    ("8", "windows-8"),
    ("8.1", "windows-8.1"),
    ("10", "windows-10"),
    ("11", "windows-11"),
    ("win7", "windows-7"),
    ("win8", "windows-8"),
    ("win8.1", "windows-8.1"),
    ("win10", "windows-10"),
    ("win11", "windows-11"),
    ("windows7", "windows-7"),
    ("windows8", "windows-8"),
    ("windows8.1", "windows-8.1"),
    ("windows10", "windows-10"),
    ("windows11", "windows-11"),
    ("2012", "server-2012"),
    ("2016", "server-2016"),
    ("2019", "server-2019"),
    ("2022", "server-2022"),
    ("2025", "server-2025"),
    ("os.architecture", "os.arch"),
    ("amd64", "x64"),
    ("x86-64", "x64"),
    ("i386", "x86"),
    ("workstation", "client"),
    ("dc", "domain-controller"),
];

fn is_other_name(folded: &str, known: &str) -> bool {
    OTHER_NAMES.iter().any(|(other, word)| *other == folded && *word == known)
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
        assert_eq!(nearest("wehn", known), Some(("when", true)));
        assert_eq!(nearest("then", known), Some(("when", false)), "another word, and not a slip");
        assert_eq!(closest(&"x".repeat(1_000_000), known), None);
    }
    #[test]
    fn what_is_called_otherwise_elsewhere_is_suggested_and_never_sure() {
        assert_eq!(nearest("started", ["running", "stopped", "restarted"]), Some(("running", false)));
        assert_eq!(nearest("auto", ["automatic", "delayed", "manual", "disabled"]), Some(("automatic", false)));
        assert_eq!(nearest("Home", ["Core", "Professional"]), Some(("Core", false)));
        assert_eq!(nearest("started", ["restarted"]), Some(("restarted", false)));
    }
}
