//! Builds the tree from the parser's events and refuses what the language leaves out of YAML.

use super::runs::{Style, runs};
use super::{MAX_DEPTH, Node, NodeKind, number, words};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{SourceFile, Span, Text};
use granit_parser::ScalarStyle;
use std::collections::HashMap;

/// What the parser says about a node beside its content.
pub(super) struct Given {
    pub(super) span: Span,
    pub(super) tag: Option<Span>,
    pub(super) anchored: bool,
}

impl From<ScalarStyle> for Style {
    fn from(style: ScalarStyle) -> Self {
        match style {
            ScalarStyle::Plain => Self::Plain,
            ScalarStyle::SingleQuoted => Self::Single,
            ScalarStyle::DoubleQuoted => Self::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Self::Block,
        }
    }
}

/// A list or a mapping that is not closed yet.
struct Frame {
    /// Where its first event stood: the bracket of a flow collection, else empty.
    start: Span,
    part: Part,
}

enum Part {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<(Text, Node)>, seen: HashMap<String, Span>, key: Key },
}

/// The key whose value comes next.
enum Key {
    None,
    Is(Text),
    /// Stood before; its value is read and dropped.
    Twice,
    /// Could not be a key; its value is read, and a gap stands for both.
    Refused(Span),
    /// `<<`.
    Merge(Span),
}

pub(super) struct Builder<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) sink: &'a mut Sink,
    stack: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    /// How many collections are open inside one that is too deep, itself included, and where that one starts.
    skipping: Option<(usize, usize)>,
    /// The root mapping is open already: reading goes on after a syntax error.
    resumed: bool,
    /// The last scalar, and whether it was a value.
    pub(super) last_scalar: Option<(Span, bool)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a SourceFile, sink: &'a mut Sink) -> Self {
        Self {
            source,
            sink,
            stack: Vec::new(),
            root: None,
            documents: 0,
            skipping: None,
            resumed: false,
            last_scalar: None,
        }
    }

    /// The bracket of the outermost collection that is open and has one.
    pub(super) fn first_bracket(&self) -> Option<Span> {
        self.stack.iter().map(|frame| frame.start).find(|start| start.end > start.start)
    }

    /// The bracket of the innermost collection that is open and has one.
    pub(super) fn open_bracket(&self) -> Option<Span> {
        self.stack.iter().rev().map(|frame| frame.start).find(|start| start.end > start.start)
    }

    /// Whether nesting was found to be too deep and the parts within are being passed over.
    pub(super) const fn is_skipping(&self) -> bool {
        self.skipping.is_some()
    }

    /// A document starts; true for one that is not read.
    pub(super) fn document(&mut self, from: usize, span: Span, explicit: bool) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let place = if explicit { span } else { first_word(self.source, span.start) };
            let mistake = Diagnostic::error(Code::SecondDocument, place, "a second document in one file")
                .label("this starts another document")
                .help("a file holds one plan: put this into a file of its own");
            self.sink.push(mistake);
            return true;
        }
        let mut at = from;
        for line in self.source.text[from..span.start.max(from)].split_inclusive('\n') {
            if line.starts_with('%') {
                self.directive(Span::new(at, at + line.trim_end().len()));
            }
            at += line.len();
        }
        false
    }

    pub(super) fn directive(&mut self, span: Span) {
        let mistake = Diagnostic::error(Code::Directive, span, "directives are not part of the language")
            .label("a line that starts with `%` is a directive")
            .help("remove it, or put a text that starts with `%` in single quotes");
        self.sink.push(mistake);
    }

    pub(super) fn scalar(&mut self, value: String, style: Style, given: Given) {
        if self.skipping.is_some() {
            return;
        }
        let raw = self.source.slice(given.span).unwrap_or_default();
        // The parser says `~` for what is left out.
        let value = if style == Style::Plain && raw.is_empty() { String::new() } else { value };
        // A block goes on to the next token; what is shown of it ends with its last word.
        let raw = if style == Style::Block { raw.trim_end() } else { raw };
        let runs = runs(style, raw, &value, given.span.start);
        let span = Span::new(given.span.start, given.span.start + raw.len());
        let is_key = self.expects_key();
        self.last_scalar = Some((span, !is_key && !self.stack.is_empty()));
        let refused = self.tag(&given) || given.anchored;
        if refused && !is_key {
            self.attach(Node::poisoned(span));
            return;
        }
        let plain = style == Style::Plain;
        self.attach(Node { span, kind: NodeKind::Scalar { text: Text::new(value, span, runs), plain } });
    }

    pub(super) fn open(&mut self, mapping: bool, given: Given) {
        if let Some((depth, _)) = &mut self.skipping {
            *depth += 1;
            return;
        }
        if self.resumed && mapping && self.stack.len() == 1 {
            self.resumed = false;
            return;
        }
        self.tag(&given);
        if self.stack.len() == MAX_DEPTH {
            let place =
                if given.span.start < given.span.end { given.span } else { first_word(self.source, given.span.start) };
            self.too_deep(place);
            self.skipping = Some((1, given.span.start));
            return;
        }
        let part = if mapping {
            Part::Mapping { entries: Vec::new(), seen: HashMap::new(), key: Key::None }
        } else {
            Part::Sequence(Vec::new())
        };
        self.stack.push(Frame { start: given.span, part });
    }

    pub(super) fn too_deep(&mut self, place: Span) {
        let title = format!("lists and mappings are nested deeper than {MAX_DEPTH}");
        let mistake = Diagnostic::error(Code::TooDeep, place, title).help("a plan needs about ten levels");
        self.sink.push(mistake);
    }

    pub(super) fn close(&mut self, end: Span) {
        if let Some((depth, start)) = &mut self.skipping {
            *depth -= 1;
            if *depth == 0 {
                let span = Span::new(*start, end.end);
                self.skipping = None;
                self.sink.poison(span);
                self.attach(Node::poisoned(span));
            }
            return;
        }
        let Some(frame) = self.stack.pop() else { return };
        let node = close(frame, end);
        self.attach(node);
    }

    /// `&name` before the node that came last.
    pub(super) fn anchor(&mut self, span: Span) {
        if self.skipping.is_none() {
            let mistake = Diagnostic::error(Code::Anchor, span, "anchors are not part of the language")
                .label("an anchor")
                .help("write the value out where it is needed; a text that starts with `&` is put in single quotes");
            self.sink.push(mistake);
        }
    }

    pub(super) fn alias(&mut self, span: Span) {
        if self.skipping.is_some() {
            return;
        }
        if !matches!(self.stack.last(), Some(Frame { part: Part::Mapping { key: Key::Merge(_), .. }, .. })) {
            let mistake = Diagnostic::error(Code::Anchor, span, "aliases are not part of the language")
                .label("an alias")
                .help("write the value out; a text that starts with `*` is put in single quotes");
            self.sink.push(mistake);
        }
        // `*.log or more`: what follows on the line is the same mistake.
        if self.open_bracket().is_none() {
            let line = self.source.line_span(self.source.position(span.start).line);
            self.sink.poison(Span::new(span.start, line.end));
        }
        self.attach(Node::poisoned(span));
    }

    /// Refuses a tag; says whether there was one.
    fn tag(&mut self, given: &Given) -> bool {
        let Some(span) = given.tag else { return false };
        let mistake = Diagnostic::error(Code::Tag, span, "tags are not part of the language")
            .label("a tag")
            .help("remove it: the field gives the type; a text that starts with `!` is put in single quotes");
        self.sink.push(mistake);
        true
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { part: Part::Mapping { key: Key::None, .. }, .. }))
    }

    /// A node is complete: the root, an item, a key or a value.
    fn attach(&mut self, node: Node) {
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut frame.part {
            Part::Sequence(items) => items.push(node),
            Part::Mapping { entries, seen, key } => match std::mem::replace(key, Key::None) {
                Key::None => *key = take_key(node, seen, self.sink),
                Key::Is(text) => entries.push((text, node)),
                Key::Twice => {}
                Key::Refused(span) | Key::Merge(span) => entries.push(gap(span.to(node.span))),
            },
        }
    }

    /// Gives up, after a syntax error at `place`, the section it stands in: everything up to `end`.
    pub(super) fn give_up(&mut self, place: Span, end: usize) {
        self.skipping = None;
        let line = self.source.line_span(self.source.position(place.start).line);
        let mut from = line.start;
        let mut entries = Vec::new();
        let mut seen = HashMap::new();
        let mut start = Span::default();
        let is_nested = self.stack.len() > 1;
        self.stack.truncate(1);
        match self.stack.pop() {
            Some(Frame { start: at, part: Part::Mapping { entries: read, seen: known, key } })
                if at.start == at.end =>
            {
                (entries, seen, start) = (read, known, at);
                let broken = match key {
                    Key::Is(text) => Some(text),
                    Key::None if !is_nested => {
                        // An entry that seemed complete, if the error is on its line or indented below it.
                        let below = self.source.text[line.start..line.end].starts_with([' ', '\t']);
                        let last = entries.last().is_some_and(|(key, value): &(Text, Node)| {
                            below || (key.span.start >= line.start || value.span.end > line.start)
                        });
                        if last { entries.pop().map(|(key, _)| key) } else { None }
                    }
                    _ => None,
                };
                if let Some(text) = broken {
                    from = text.span.start;
                    entries.push((text, Node::poisoned(Span::new(from, end.max(from)))));
                }
            }
            _ => self.root = None,
        }
        let lost = Span::new(from, end.max(from));
        self.sink.poison(lost);
        entries.push(gap(lost));
        self.stack.push(Frame { start, part: Part::Mapping { entries, seen, key: Key::None } });
        self.resumed = true;
        self.documents = 0;
    }

    /// The tree; what is still open is closed.
    pub(super) fn finish(mut self) -> Node {
        let end = Span::new(self.source.text.len(), self.source.text.len());
        while !self.stack.is_empty() {
            self.close(end);
        }
        self.root.unwrap_or_else(|| {
            if self.documents == 0 {
                let place = first_word(self.source, 0);
                let mistake = Diagnostic::error(Code::EmptyFile, place, "the file holds comments alone")
                    .help("a plan starts with `regimen: 1`");
                self.sink.push(mistake);
            }
            Node::poisoned(Span::new(0, self.source.text.len()))
        })
    }
}

fn gap(span: Span) -> (Text, Node) {
    (Text::new(String::new(), Span::new(span.start, span.start), Vec::new()), Node::poisoned(span))
}

/// A flow collection ends with its bracket; a block collection with its last part, however far white space goes on.
fn close(frame: Frame, end: Span) -> Node {
    let flow = frame.start.end > frame.start.start;
    let around = |parts: Option<(Span, Span)>| match parts {
        _ if flow => frame.start.to(end),
        Some((first, last)) => first.to(last),
        None => frame.start,
    };
    match frame.part {
        Part::Sequence(items) => {
            let span = around(items.first().zip(items.last()).map(|(first, last)| (first.span, last.span)));
            Node { span: frame.start.to(span), kind: NodeKind::Sequence(items) }
        }
        Part::Mapping { mut entries, key, .. } => {
            if let Key::Is(text) = key {
                let value = Node::poisoned(text.span);
                entries.push((text, value));
            }
            let span =
                around(entries.first().zip(entries.last()).map(|((first, _), (_, last))| (first.span, last.span)));
            Node { span, kind: NodeKind::Mapping(entries) }
        }
    }
}

fn take_key(node: Node, seen: &mut HashMap<String, Span>, sink: &mut Sink) -> Key {
    let span = node.span;
    let (text, plain) = match node.kind {
        NodeKind::Scalar { text, plain } => (text, plain),
        NodeKind::Poisoned => return Key::Refused(span),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
            let what = if matches!(node.kind, NodeKind::Sequence(_)) { "a list" } else { "a mapping" };
            let mistake = Diagnostic::error(Code::BadKey, span, format!("{what} cannot be a key"))
                .help("a key is one text; put it in single quotes if it starts with a bracket");
            sink.push(mistake);
            return Key::Refused(span);
        }
    };
    if plain && text.value == "<<" {
        let mistake = Diagnostic::error(Code::MergeKey, span, "merge keys are not part of the language")
            .label("`<<` copies another mapping's keys")
            .help("write the keys out");
        sink.push(mistake);
        return Key::Merge(span);
    }
    if plain && text.value.is_empty() {
        let mistake = Diagnostic::error(Code::BadKey, span, "a key is empty").help("write the key before the `:`");
        sink.push(mistake);
        return Key::Refused(span);
    }
    let canonical = match number::integer(&text.value) {
        Some(value) if plain => value.to_string(),
        _ => text.value.clone(),
    };
    if let Some(&first) = seen.get(&canonical) {
        let title = format!("the key `{}` stands twice", words::shown(&text.value));
        let mistake = Diagnostic::error(Code::DuplicateKey, span, title)
            .label("again here")
            .related(first, "first here")
            .help("remove one of them, or rename it");
        sink.push(mistake);
        return Key::Twice;
    }
    seen.insert(canonical, span);
    Key::Is(text)
}

/// The word at `offset`, or at the first text behind it; where there is none, the last character of the file.
pub(super) fn first_word(source: &SourceFile, offset: usize) -> Span {
    let text = &source.text;
    let offset = source.floor(offset);
    let rest = &text[offset..];
    let start = offset + (rest.len() - rest.trim_start().len());
    if start == text.len() {
        let kept = text.trim_end();
        let last = kept.chars().next_back().map_or(0, char::len_utf8);
        return Span::new(kept.len() - last, kept.len());
    }
    let rest = &text[start..];
    Span::new(start, start + rest.find(char::is_whitespace).unwrap_or(rest.len()))
}
