//! Patterns: only `*` and `?` are special.

use serde::{Serialize, Serializer};

/// A pattern over a whole name, compared without regard to ASCII case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Glob(String);

/// The shapes that batch can match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape<'a> {
    /// No `*` and no `?`.
    Literal(&'a str),
    /// `x*`, `*x`, `x*y` and `*`: what stands in front and behind.
    Ends(&'a str, &'a str),
    /// `*x*`.
    Inside(&'a str),
    /// Anything else.
    Other,
}

impl Glob {
    /// Reads a pattern; an empty one matches nothing and is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What every match begins with.
    #[must_use]
    pub fn literal_prefix(&self) -> &str {
        &self.0[..self.0.find(['*', '?']).unwrap_or(self.0.len())]
    }

    /// Its shape.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        let text = self.0.as_str();
        if text.contains('?') {
            return Shape::Other;
        }
        match text.split('*').collect::<Vec<_>>().as_slice() {
            [literal] => Shape::Literal(literal),
            [head, tail] => Shape::Ends(head, tail),
            ["", inside, ""] => Shape::Inside(inside),
            _ => Shape::Other,
        }
    }

    /// Whether a whole name matches. Takes at most (length of the pattern) x (length of the name) steps.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let fold = |text: &str| text.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
        let (pattern, name) = (fold(&self.0), fold(name));
        let (mut p, mut n) = (0, 0);
        // Where the last `*` stood, and how much of the name it had taken.
        let mut star: Option<(usize, usize)> = None;
        while n < name.len() {
            match pattern.get(p) {
                Some('*') => {
                    star = Some((p, n));
                    p += 1;
                }
                Some(c) if *c == '?' || *c == name[n] => {
                    p += 1;
                    n += 1;
                }
                _ => match star {
                    Some((at, taken)) => {
                        star = Some((at, taken + 1));
                        p = at + 1;
                        n = taken + 1;
                    }
                    None => return false,
                },
            }
        }
        pattern[p..].iter().all(|c| *c == '*')
    }
}

impl Serialize for Glob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glob(text: &str) -> Glob {
        Glob::parse(text).expect("a pattern")
    }

    #[test]
    fn matches_whole_names_without_regard_to_case() {
        assert!(glob("Package_for_KB1~*").matches("package_for_kb1~31bf~amd64~~1"));
        assert!(!glob("Package_for_KB1~*").matches("Package_for_KB12~31bf"));
        assert!(glob("a*b?c*").matches("aXXbYc"));
        assert!(!glob("a*b").matches("abx"));
        assert!(glob("*").matches(""));
    }

    #[test]
    fn hostile_patterns_take_no_longer() {
        assert!(!glob(&"*a".repeat(200)).matches(&"a".repeat(199)));
    }

    #[test]
    fn shapes() {
        assert_eq!(glob("x").shape(), Shape::Literal("x"));
        assert_eq!(glob("x*y").shape(), Shape::Ends("x", "y"));
        assert_eq!(glob("*").shape(), Shape::Ends("", ""));
        assert_eq!(glob("*x*").shape(), Shape::Inside("x"));
        assert_eq!(glob("a*b*c").shape(), Shape::Other);
        assert_eq!(glob("a?").shape(), Shape::Other);
    }
}
