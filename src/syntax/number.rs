//! What a plain scalar means in YAML 1.2's core schema.

/// An integer: decimal or `0x`, with a sign; `None` for anything else and for what does not fit 128 bits.
pub(super) fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => (16, hex),
        None => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let value = i128::from_str_radix(digits, radix).ok()?;
    Some(if negative { -value } else { value })
}

/// A number with a point or an exponent, as the core schema writes it.
pub(super) fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
        }
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    let starts = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let known = unsigned.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if starts && known { text.parse().ok() } else { None }
}

/// Whether a plain scalar is null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn integers_are_decimal_or_hex() {
        for (text, value) in [("0", 0), ("-12", -12), ("+7", 7), ("0xC004F074", 0xC004_F074), ("0415", 415)] {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        for text in
            ["", "-", "0x", "1_0", "1.0", "0o17", "--1", "0x-1", "٣", "12345678901234567890123456789012345678901"]
        {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn floats_are_not_words() {
        assert_eq!(float("6.1"), Some(6.1));
        assert_eq!(float("-1e3"), Some(-1000.0));
        for text in ["inf", "nan", "infinity", "e3", "", "6.1.1", "1e"] {
            assert_eq!(float(text), None, "{text}");
        }
    }
}
