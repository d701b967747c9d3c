//! Security descriptors as `sc.exe sdshow` prints them (SDDL), so that two of them compare as texts.

/// Rights in the order in which Windows prints them. Generic rights are none of them: Windows turns them into these when
/// it stores a descriptor, so a descriptor that holds one would never be found in place.
const RIGHTS: [&str; 13] = ["CC", "DC", "LC", "SW", "RP", "WP", "DT", "LO", "CR", "SD", "RC", "WD", "WO"];

/// A descriptor as Windows prints it, or what is wrong with it: `D:` with its entries, and `S:` with its own where they are
/// given; blanks and case do not matter, and rights are put in Windows' order. Entries keep theirs, which has a meaning.
pub(super) fn canonical(text: &str) -> Result<String, String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let Some(rest) = text.strip_prefix("D:") else {
        return Err("a service's descriptor begins with `D:`; its owner and group are not set".into());
    };
    let (dacl, sacl) = match rest.split_once("S:") {
        Some((dacl, sacl)) => (dacl, Some(sacl)),
        None => (rest, None),
    };
    let mut whole = format!("D:{}", list(dacl)?);
    if let Some(sacl) = sacl {
        whole.push_str("S:");
        whole.push_str(&list(sacl)?);
    }
    Ok(whole)
}

/// Flags and entries of one part.
fn list(text: &str) -> Result<String, String> {
    let (flags, mut rest) = text.split_at(text.find('(').unwrap_or(text.len()));
    if !["", "P", "AI", "PAI", "AR", "ARAI"].contains(&flags) {
        return Err(format!("`{flags}` is no flag of a list of entries"));
    }
    if rest.is_empty() {
        return Err("a list without entries keeps everyone out".into());
    }
    let mut whole = flags.to_owned();
    while !rest.is_empty() {
        let entry = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let Some((entry, behind)) = entry else { return Err(format!("`{rest}` is no entry")) };
        whole.push_str(&self::entry(entry)?);
        rest = behind;
    }
    Ok(whole)
}

/// `(type;flags;rights;object;inherited object;who)`.
fn entry(text: &str) -> Result<String, String> {
    let fields: Vec<&str> = text.split(';').collect();
    let [kind, flags, rights, object, inherited, who] = fields.as_slice() else {
        return Err(format!("`({text})` has not the six fields of an entry"));
    };
    let pairs = |text: &str, known: &[&str]| -> Option<Vec<String>> {
        let pairs: Vec<String> =
            text.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
        pairs.iter().all(|pair| known.contains(&pair.as_str())).then_some(pairs)
    };
    if !["A", "D", "AU", "AL"].contains(kind) {
        return Err(format!("`{kind}` in `({text})` is no kind of entry: A allows, D denies, AU audits"));
    }
    if pairs(flags, &["CI", "OI", "NP", "IO", "ID", "SA", "FA"]).is_none() {
        return Err(format!("`{flags}` in `({text})` holds no flags of an entry"));
    }
    let Some(mut rights) = pairs(rights, &RIGHTS).filter(|rights| !rights.is_empty()) else {
        return Err(format!(
            "`{rights}` in `({text})` are not rights as `sc.exe sdshow` prints them: {}",
            RIGHTS.join(" ")
        ));
    };
    rights.sort_by_key(|right| RIGHTS.iter().position(|known| known == right));
    rights.dedup();
    if !object.is_empty() || !inherited.is_empty() {
        return Err(format!("`({text})` names an object, which services do not have"));
    }
    let alias = who.len() == 2 && who.bytes().all(|b| b.is_ascii_uppercase());
    let sid = who
        .strip_prefix("S-1-")
        .is_some_and(|rest| rest.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())));
    if !alias && !sid {
        return Err(format!("`{who}` in `({text})` is neither two letters nor a SID"));
    }
    Ok(format!("({kind};{flags};{};;;{who})", rights.concat()))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn rights_are_put_in_order_and_blanks_go() {
        assert_eq!(canonical("d: (a;;RPWPCC;;;ba)"), Ok("D:(A;;CCRPWP;;;BA)".into()));
        assert_eq!(
            canonical("D:(A;;CC;;;S-1-5-21-1-2)S:(AU;FA;CCDC;;;WD)"),
            Ok("D:(A;;CC;;;S-1-5-21-1-2)S:(AU;FA;CCDC;;;WD)".into())
        );
    }

    #[test]
    fn what_would_never_be_found_in_place_is_refused() {
        for wrong in
            ["", "D:", "O:BAD:(A;;CC;;;BA)", "D:(A;;GA;;;BA)", "D:(A;;0xf01ff;;;BA)", "D:(A;;CC;;;)", "D:(A;;CC;;BA)"]
        {
            assert!(canonical(wrong).is_err(), "{wrong}");
        }
    }
}
