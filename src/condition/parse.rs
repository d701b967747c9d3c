//! Text becomes an untyped tree with spans inside. pest's own errors are never shown: each is reworded at its place.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Span, Text};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::Range;

/// The longest condition, in bytes.
const LONGEST: usize = 4096;
/// How deep brackets may nest.
const DEEPEST: usize = 64;

mod grammar {
    #![allow(missing_docs)]

    /// The grammar in `grammar/condition.pest`.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/condition.pest"]
    pub(super) struct ConditionParser;
}
use grammar::{ConditionParser, Rule};

/// An untyped condition and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an untyped condition is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A word alone.
    Word(Word),
    /// `has MAP`.
    Has(String),
    /// Two words and what stands between them.
    Compare(Box<Expr>, super::Comparison, Box<Expr>),
    /// `x in [a, b]`.
    InList(Box<Expr>, Vec<Expr>),
    /// `x in map`.
    InName(Box<Expr>, Box<Expr>),
    /// `x like 'pattern'`.
    Like(Box<Expr>, Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
    /// `x and y ...`.
    And(Vec<Expr>),
    /// `x or y ...`.
    Or(Vec<Expr>),
}

/// A word as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A name, or a word of an enumeration.
    Name(String),
    /// Something that begins with a digit.
    Number(String),
    /// Text in quotes.
    Quoted(String),
}

/// Parses a condition. `None` after a mistake, which is in the sink.
#[must_use]
pub fn parse(text: &Text, sink: &mut Sink) -> Option<Expr> {
    let value = text.value.as_str();
    let whole = text.locate(0..value.len());
    if value.trim().is_empty() {
        sink.push(
            Diagnostic::error(Code::ConditionSyntax, text.span, "the condition is empty")
                .help("leave the key out, or write a condition"),
        );
        return None;
    }
    if value.len() > LONGEST {
        sink.push(
            Diagnostic::error(Code::ConditionTooLong, whole, format!("a condition has at most {LONGEST} bytes"))
                .label(format!("this has {}", value.len()))
                .help("make checks of its parts, and name them here"),
        );
        return None;
    }
    if let Some(at) = too_deep(value) {
        sink.push(
            Diagnostic::error(
                Code::ConditionTooLong,
                text.locate(at..at + 1),
                format!("brackets nest at most {DEEPEST} deep"),
            )
            .help("make checks of its parts, and name them here"),
        );
        return None;
    }
    match ConditionParser::parse(Rule::condition, value) {
        Ok(mut pairs) => pairs.next().and_then(|pair| pair.into_inner().next()).map(|or| chain(or, text)),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            sink.push(reword(text, at));
            None
        }
    }
}

/// Where brackets, or `not`s, nest too deep.
fn too_deep(value: &str) -> Option<usize> {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'(' | b'[' if !quoted => depth += 1,
            b')' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// What is wrong at a place, in words of the language.
fn reword(text: &Text, at: usize) -> Diagnostic {
    let value = text.value.as_str();
    let rest = &value[at..];
    let token = rest
        .split(|c: char| c.is_whitespace() || "()[],'".contains(c))
        .next()
        .filter(|token| !token.is_empty())
        .unwrap_or_else(|| rest.chars().next().map_or("", |c| &rest[..c.len_utf8()]));
    let span = text.locate(at..at + token.len());
    let error = |title: String| Diagnostic::error(Code::ConditionSyntax, span, title);
    if rest.trim().is_empty() {
        let open = |open: char, close: char| value.matches(open).count() > value.matches(close).count();
        let end = value.trim_end().len();
        let place = text.locate(end.saturating_sub(1)..end);
        let (title, help) = if open('(', ')') {
            ("a `(` without its `)`", "close it with `)`".to_owned())
        } else if open('[', ']') {
            ("a `[` without its `]`", "close it with `]`".to_owned())
        } else if value.matches('\'').count() % 2 == 1 {
            ("a quote without its other half", "a quote inside a text is doubled: `'it''s'`".to_owned())
        } else {
            let last = value.split_whitespace().next_back().unwrap_or_default();
            ("the condition breaks off", format!("write what belongs behind `{last}`, or leave it out"))
        };
        return Diagnostic::error(Code::ConditionSyntax, place, title).help(help);
    }
    if let Some(mistake) = habit(text, at) {
        return mistake;
    }
    let instead = |wrong: &str, right: &str| {
        // What is written without spaces would grow together with a word.
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !"()[],".contains(c));
        let (before, after) = (value[..at].chars().next_back(), rest[wrong.len()..].chars().next());
        let grows = |c: Option<char>| right.starts_with(char::is_alphabetic) && is_word(c);
        let space = |yes: bool| if yes { " " } else { "" };
        let whole = format!("{}{right}{}", space(grows(before)), space(grows(after)));
        let span = text.locate(at..at + wrong.len());
        Diagnostic::error(Code::ConditionSyntax, span, format!("`{wrong}` is not an operator"))
            .help(format!("write `{right}`"))
            .edit(span, whole, right != "like")
    };
    for (wrong, right) in [("&&", "and"), ("||", "or"), ("<>", "!="), ("===", "=="), ("=~", "like"), ("!", "not")] {
        if rest.starts_with(wrong) && !(wrong == "!" && rest.starts_with("!=")) {
            return instead(wrong, right);
        }
    }
    if rest.starts_with('=') && !rest.starts_with("==") {
        return instead("=", "==");
    }
    for word in ["AND", "OR", "NOT", "IN", "LIKE", "HAS"] {
        if token == word {
            return instead(word, &word.to_lowercase());
        }
    }
    match token {
        ")" => error("a `)` without its `(`".into()),
        "]" => error("a `]` without its `[`".into()),
        "and" | "or" | "in" | "like" => error(format!("something is missing in front of `{token}`")),
        "is" => error("`is` is not an operator".into()).help("write `==`, or `== none` for what is absent"),
        "'" => error("a quote without its other half".into()).help("a quote inside a text is doubled: `'it''s'`"),
        _ => error(format!("`{token}` cannot stand here")).help("between two tests there is `and` or `or`"),
    }
}

/// What other languages write here, and this one writes otherwise.
fn habit(text: &Text, at: usize) -> Option<Diagnostic> {
    let (before, rest) = text.value.split_at(at);
    let error = |range: Range<usize>, title: &str| Diagnostic::error(Code::ConditionSyntax, text.locate(range), title);
    // Quotes can be put only where the condition itself stands in none.
    let is_plain = text.span.end - text.span.start == text.value.len();
    let quoted = |mistake: Diagnostic, range: Range<usize>, inner: &str| {
        let quoted = format!("'{}'", inner.replace('\'', "''"));
        let mistake = mistake.help(format!("write `{quoted}`"));
        if is_plain { mistake.fix(text.locate(range), quoted) } else { mistake }
    };
    if let Some(inner) = rest.strip_prefix('"') {
        let Some(end) = inner.find('"') else {
            return Some(error(at..at + 1, "text stands in single quotes").help("write `'text'`"));
        };
        let range = at..at + end + 2;
        return Some(quoted(error(range.clone(), "text stands in single quotes"), range, &inner[..end]));
    }
    if let Some((name, _)) = rest.strip_prefix("${").and_then(|rest| rest.split_once('}')) {
        let range = at..at + name.len() + 3;
        return Some(
            error(range.clone(), "a condition names things without `${}`")
                .help(format!("write `{name}`"))
                .fix(text.locate(range), name),
        );
    }
    let last_word = |text: &str| text.split_whitespace().next_back().unwrap_or_default().to_owned();
    if rest.starts_with('(') && last_word(before) == "in" {
        let mistake = error(at..at + 1, "a list of values stands in brackets");
        return Some(match rest[1..].split_once(')') {
            Some((inner, _)) if !inner.contains('(') => {
                let list = format!("[{inner}]");
                mistake.help(format!("write `{list}`")).fix(text.locate(at..at + inner.len() + 2), list)
            }
            _ => mistake.help("write `in [a, b]`"),
        });
    }
    let part = |c: char| !c.is_whitespace() && !"()[],'".contains(c);
    let start = before.rfind(|c| !part(c)).map_or(0, |space| space + 1);
    if rest.starts_with(['*', '?']) && last_word(&before[..start]) == "like" {
        let end = at + rest.find(|c| !part(c)).unwrap_or(rest.len());
        let mistake = error(start..end, "a pattern stands in single quotes");
        return Some(quoted(mistake, start..end, &text.value[start..end]));
    }
    let in_list = before.rfind('[').is_some_and(|open| !before[open..].contains(']'));
    if in_list
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '\'')
        && !last_word(before).ends_with(',')
    {
        let end = before.trim_end().len();
        let word = rest.split(|c| !part(c)).next().unwrap_or_default();
        return Some(
            error(at..at + word.len().max(1), "no `,` between two values of a list")
                .help("write `[a, b]`")
                .fix(text.locate(end..end), ","),
        );
    }
    None
}

fn span(pair: &Pair<'_, Rule>, text: &Text) -> Span {
    let at = pair.as_span();
    let trimmed = at.as_str().trim_end();
    text.locate(at.start()..at.start() + trimmed.len())
}

/// `or` and `and`: a chain of one is its only member.
fn chain(pair: Pair<'_, Rule>, text: &Text) -> Expr {
    let place = span(&pair, text);
    let rule = pair.as_rule();
    let mut members: Vec<Expr> = pair
        .into_inner()
        .filter(|inner| matches!(inner.as_rule(), Rule::and | Rule::unary))
        .map(|inner| if inner.as_rule() == Rule::and { chain(inner, text) } else { unary(inner, text) })
        .collect();
    if members.len() == 1 {
        return members.remove(0);
    }
    let kind = if rule == Rule::or { ExprKind::Or(members) } else { ExprKind::And(members) };
    Expr { span: place, kind }
}

fn unary(pair: Pair<'_, Rule>, text: &Text) -> Expr {
    let place = span(&pair, text);
    let mut negated = false;
    let mut expr = None;
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::not => negated = !negated,
            _ => expr = inner.into_inner().next().map(|test| self::test(test, text)),
        }
    }
    let expr = expr.unwrap_or(Expr { span: place, kind: ExprKind::And(Vec::new()) });
    if negated { Expr { span: place, kind: ExprKind::Not(Box::new(expr)) } } else { expr }
}

fn test(pair: Pair<'_, Rule>, text: &Text) -> Expr {
    let place = span(&pair, text);
    match pair.as_rule() {
        Rule::group => {
            let inner = pair.into_inner().find(|inner| inner.as_rule() == Rule::or);
            inner.map_or(Expr { span: place, kind: ExprKind::And(Vec::new()) }, |or| chain(or, text))
        }
        Rule::has => {
            let name = pair.into_inner().find(|inner| inner.as_rule() == Rule::name);
            let (name, place) = name.map_or((String::new(), place), |n| (n.as_str().to_owned(), span(&n, text)));
            Expr { span: place, kind: ExprKind::Has(name) }
        }
        _ => relation(pair, text, place),
    }
}

fn relation(pair: Pair<'_, Rule>, text: &Text, place: Span) -> Expr {
    let mut inner = pair.into_inner();
    let left = inner.next().map(|p| operand(p, text)).unwrap_or(Expr { span: place, kind: ExprKind::And(Vec::new()) });
    let Some(operator) = inner.next() else { return left };
    let left = Box::new(left);
    let kind = match operator.as_rule() {
        Rule::comparison => {
            let op = match operator.as_str().trim() {
                "==" => super::Comparison::Equal,
                "!=" => super::Comparison::NotEqual,
                "<" => super::Comparison::Less,
                "<=" => super::Comparison::AtMost,
                ">" => super::Comparison::Greater,
                _ => super::Comparison::AtLeast,
            };
            match inner.next() {
                Some(right) => ExprKind::Compare(left, op, Box::new(operand(right, text))),
                None => return *left,
            }
        }
        Rule::kw_like => match inner.next() {
            Some(right) => ExprKind::Like(left, Box::new(operand(right, text))),
            None => return *left,
        },
        _ => match inner.next() {
            Some(list) if list.as_rule() == Rule::list => {
                let items = list.into_inner().filter(|item| item.as_rule() == Rule::operand);
                ExprKind::InList(left, items.map(|item| operand(item, text)).collect())
            }
            Some(name) => {
                let span = span(&name, text);
                let word = ExprKind::Word(Word::Name(name.as_str().to_owned()));
                ExprKind::InName(left, Box::new(Expr { span, kind: word }))
            }
            None => return *left,
        },
    };
    Expr { span: place, kind }
}

fn operand(pair: Pair<'_, Rule>, text: &Text) -> Expr {
    let span = span(&pair, text);
    let inner = if pair.as_rule() == Rule::operand { pair.into_inner().next() } else { Some(pair) };
    let word = match inner {
        Some(inner) if inner.as_rule() == Rule::quoted => {
            let content = inner.into_inner().next().map_or("", |inner| inner.as_str());
            Word::Quoted(content.replace("''", "'"))
        }
        Some(inner) if inner.as_rule() == Rule::number => Word::Number(inner.as_str().to_owned()),
        Some(inner) => Word::Name(inner.as_str().to_owned()),
        None => Word::Name(String::new()),
    };
    Expr { span, kind: ExprKind::Word(word) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Expr, Vec<Diagnostic>> {
        let mut sink = Sink::new();
        let text = Text::plain(text.into(), Span::new(0, text.len()));
        parse(&text, &mut sink).ok_or_else(|| sink.finish())
    }

    /// The bytes that the only message marks, and its title.
    fn mistake(text: &str) -> (String, String) {
        let found = read(text).expect_err("a mistake");
        assert_eq!(found.len(), 1, "{found:?}");
        let span = found[0].place.span;
        (text[span.start..span.end].to_owned(), found[0].title.clone())
    }

    #[test]
    fn not_binds_before_and_binds_before_or() {
        let expr = read("not a and b or c").expect("a condition");
        let ExprKind::Or(or) = expr.kind else { panic!("{expr:?}") };
        let ExprKind::And(and) = &or[0].kind else { panic!("{or:?}") };
        assert!(matches!(and[0].kind, ExprKind::Not(_)));
        assert_eq!(or.len(), 2);
    }

    #[test]
    fn keywords_end_at_a_word_boundary() {
        let expr = read("notable").expect("a condition");
        assert_eq!(expr.kind, ExprKind::Word(Word::Name("notable".into())));
        assert!(matches!(read("order and android").expect("two names").kind, ExprKind::And(_)));
        assert_eq!(read("in-place").expect("a name").kind, ExprKind::Word(Word::Name("in-place".into())));
    }

    #[test]
    fn quotes_inside_texts_are_doubled() {
        let expr = read("machine.name == 'it''s'").expect("a condition");
        let ExprKind::Compare(_, _, right) = expr.kind else { panic!("{expr:?}") };
        assert_eq!(right.kind, ExprKind::Word(Word::Quoted("it's".into())));
    }

    #[test]
    fn every_mistake_is_marked_where_it_is() {
        assert_eq!(mistake("a && b"), ("&&".into(), "`&&` is not an operator".into()));
        assert_eq!(mistake("os.build = 1"), ("=".into(), "`=` is not an operator".into()));
        assert_eq!(mistake("a and (b or c"), ("c".into(), "a `(` without its `)`".into()));
        assert_eq!(mistake("a)"), (")".into(), "a `)` without its `(`".into()));
        assert_eq!(mistake("a and"), ("d".into(), "the condition breaks off".into()));
        assert_eq!(mistake("and b"), ("and".into(), "something is missing in front of `and`".into()));
        assert_eq!(mistake("a b"), ("b".into(), "`b` cannot stand here".into()));
        assert_eq!(mistake("a == \"x\"").1, "text stands in single quotes");
        assert_eq!(mistake("!a").0, "!");
        assert_eq!(mistake("a AND b").0, "AND");
        assert_eq!(mistake("   ").1, "the condition is empty");
    }

    #[test]
    fn what_other_languages_write_is_known() {
        for (text, marked, help, mended) in [
            ("os.edition in (Pro, Core)", "(", "write `[Pro, Core]`", Some("os.edition in [Pro, Core]")),
            ("os.edition in [Pro Core]", "Core", "write `[a, b]`", Some("os.edition in [Pro, Core]")),
            ("os.edition like Pro*", "Pro*", "write `'Pro*'`", Some("os.edition like 'Pro*'")),
            ("os.edition like *N and a", "*N", "write `'*N'`", Some("os.edition like '*N' and a")),
            ("${level} > 1", "${level}", "write `level`", Some("level > 1")),
            ("a == \"it's\" or b", "\"it's\"", "write `'it''s'`", Some("a == 'it''s' or b")),
            ("a and (b", "b", "close it with `)`", None),
            ("a or", "r", "write what belongs behind `or`, or leave it out", None),
            ("a&&b", "&&", "write `and`", Some("a and b")),
            ("a && !b", "&&", "write `and`", Some("a and !b")),
            ("a and !b", "!", "write `not`", Some("a and not b")),
        ] {
            let found = read(text).expect_err("a mistake").remove(0);
            let span = found.place.span;
            assert_eq!((&text[span.start..span.end], found.help.join(" ").as_str()), (marked, help), "{text}");
            let fixed =
                found.fix.map(|fix| format!("{}{}{}", &text[..fix.span.start], fix.text, &text[fix.span.end..]));
            assert_eq!(fixed.as_deref(), mended, "{text}");
        }
    }

    #[test]
    fn size_and_depth_are_bounded() {
        assert_eq!(mistake(&"(".repeat(4000)).1, "brackets nest at most 64 deep");
        assert_eq!(mistake(&"a and ".repeat(1000)).1, "a condition has at most 4096 bytes");
        assert!(read(&format!("{}a{}", "(".repeat(64), ")".repeat(64))).is_ok());
        assert!(read(&format!("{}a", "not ".repeat(1000))).is_ok());
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,60}|[a-z ()\\[\\]'<>=!.,0-9-]{0,80}") {
            let _ = read(&text);
        }
    }
}
