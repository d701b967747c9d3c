//! The graph drawn as SVG. Where everything stands is found by `layout-rs`, which no other file names; what it looks like is
//! ours, so that text is escaped in one place and the bytes are the same each time.

use super::{Graph, Kind, Node, Restart};
use layout::core::base::Orientation;
use layout::core::format::{ClipHandle, RenderBackend};
use layout::core::geometry::Point;
use layout::core::style::{LineStyleKind, StyleAttr};
use layout::std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind};
use layout::topo::layout::VisualGraph;
use std::fmt::Write as _;

/// The largest picture, in places: actions, and the points where an edge passes by a row of them. Nobody reads a larger one,
/// and placing it takes minutes.
const LARGEST: usize = 1_000;
/// Up to this size crossings of edges are looked for and undone, which takes the square of it.
const TIDIED: usize = 300;

/// Columns after which a line of a node is broken.
const COLUMNS: usize = 44;
/// Height of one line.
const LINE: f64 = 19.;
/// Space between the text of a node and its border.
const PADDING: f64 = 14.;
/// Space around the whole.
const MARGIN: f64 = 24.;
/// Height of the title above, and of the legend below.
const TITLE: f64 = 34.;
const LEGEND: f64 = 40.;
/// The picture is never narrower: the legend needs it.
const NARROWEST: f64 = 620.;

/// Draws the graph; `None` where it is too large for a picture.
#[must_use]
pub fn svg(graph: &Graph) -> Option<String> {
    let places = places(graph);
    if places > LARGEST {
        return None;
    }
    let boxes: Vec<Label> = graph.nodes.iter().enumerate().map(|(index, node)| Label::of(index, node)).collect();
    let mut drawing = VisualGraph::new(Orientation::TopToBottom);
    let look = StyleAttr::simple();
    let handles: Vec<_> = boxes
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let (shape, size) = (ShapeKind::Box(String::new()), Point::new(label.width, label.height));
            let node =
                Element::create_with_properties(shape, look.clone(), Orientation::TopToBottom, size, index.to_string());
            drawing.add_node(node)
        })
        .collect();
    for (index, edge) in graph.edges.iter().enumerate() {
        let arrow = Arrow::with_properties(
            LineEndKind::None,
            LineEndKind::Arrow,
            LineStyleKind::Normal,
            "",
            &look,
            index.to_string(),
            &None,
            &None,
        );
        drawing.add_edge(arrow, handles[edge.from], handles[edge.to]);
    }
    let mut canvas = Canvas { graph, boxes: &boxes, nodes: String::new(), edges: String::new(), area: None };
    drawing.do_it(false, places > TIDIED, false, &mut canvas);
    Some(canvas.page())
}

/// How many places the picture takes.
fn places(graph: &Graph) -> usize {
    let mut rows = vec![0_usize; graph.nodes.len()];
    // Edges lead from earlier nodes to later ones, and are sorted by the later.
    for edge in &graph.edges {
        rows[edge.to] = rows[edge.to].max(rows[edge.from] + 1);
    }
    let passed = graph.edges.iter().map(|edge| rows[edge.to] - rows[edge.from] - 1);
    graph.nodes.len() + passed.sum::<usize>()
}

/// What stands in a node: lines, each with its class.
struct Label {
    lines: Vec<(&'static str, String)>,
    width: f64,
    height: f64,
}

impl Label {
    fn of(index: usize, node: &Node) -> Self {
        let mut lines: Vec<(&'static str, String)> = vec![("id", format!("{}. {}", index + 1, node.id))];
        lines.extend(broken(&node.title).into_iter().map(|line| ("title", line)));
        if !node.when.is_empty() {
            lines.extend(broken(&format!("when {}", node.when)).into_iter().map(|line| ("when", line)));
        }
        if node.restart != Restart::Never {
            lines.push(("mark", format!("\u{21bb} {}", node.restart.words())));
        }
        let width = lines.iter().map(|(class, line)| advance(class, line)).fold(120., f64::max);
        let height = LINE * f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX)) + 2. * PADDING - 6.;
        Self { lines, width: width + 2. * PADDING, height }
    }
}

/// How wide a line is drawn, at most; a letter of Chinese, Japanese or Korean takes the room of two.
fn advance(class: &str, line: &str) -> f64 {
    let em = match class {
        "id" => 8.7,
        "title" => 7.,
        _ => 6.5,
    };
    f64::from(u32::try_from(columns(line)).unwrap_or(u32::MAX)) * em
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// Text in lines of at most [`COLUMNS`], broken between words where that goes.
fn broken(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > COLUMNS {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if columns(&line) + columns(c.encode_utf8(&mut [0; 4])) > COLUMNS {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Takes what is placed and keeps it as SVG.
struct Canvas<'a> {
    graph: &'a Graph,
    boxes: &'a [Label],
    nodes: String,
    edges: String,
    /// The corners of what was drawn.
    area: Option<(Point, Point)>,
}

impl Canvas<'_> {
    fn grow(&mut self, at: Point) {
        let (low, high) = self.area.unwrap_or((at, at));
        self.area =
            Some((Point::new(low.x.min(at.x), low.y.min(at.y)), Point::new(high.x.max(at.x), high.y.max(at.y))));
    }

    fn page(self) -> String {
        let (low, high) = self.area.unwrap_or((Point::zero(), Point::zero()));
        let width = (high.x - low.x + 2. * MARGIN).max(NARROWEST).max(advance("id", &self.graph.title) + 2. * MARGIN);
        let height = high.y - low.y + 2. * MARGIN + TITLE + LEGEND;
        // Centred below the title.
        let (left, top) = ((width - (high.x - low.x)) / 2. - low.x, MARGIN + TITLE - low.y);
        let (title, plan) = (escaped(&self.graph.title), escaped(&self.graph.plan));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n\
             <title>{plan}: {title}</title>\n{STYLE}\n<rect class=\"page\" width=\"{w}\" height=\"{h}\"/>\n\
             <text class=\"id\" x=\"{MARGIN}\" y=\"{y}\">{title}</text>\n",
            w = number(width),
            h = number(height),
            y = number(MARGIN + 12.),
        );
        let _ = writeln!(out, "<g transform=\"translate({} {})\">", number(left), number(top));
        out.push_str(&self.edges);
        out.push_str(&self.nodes);
        out.push_str("</g>\n");
        out.push_str(&self.legend(height - MARGIN));
        out.push_str("</svg>\n");
        out
    }

    /// What the lines mean, of those that are there.
    fn legend(&self, y: f64) -> String {
        let rows =
            [(Kind::Needs, "must have succeeded"), (Kind::Changed, "asks if it changed"), (Kind::After, "comes later")];
        let mut out = String::new();
        let mut x = MARGIN;
        for (kind, words) in rows.into_iter().filter(|(kind, _)| self.graph.edges.iter().any(|edge| edge.kind == *kind))
        {
            let _ = writeln!(
                out,
                "<path class=\"{}\" d=\"M {} {} H {}\" marker-end=\"url(#{})\"/>",
                kind.word(),
                number(x),
                number(y),
                number(x + 30.),
                marker(kind),
            );
            let words = format!("{}: {words}", kind.word());
            let _ =
                writeln!(out, "<text class=\"key\" x=\"{}\" y=\"{}\">{words}</text>", number(x + 37.), number(y + 4.));
            x += 46. + advance("key", &words);
        }
        out
    }
}

const STYLE: &str = "<style>
.page { fill: #ffffff }
text { font-family: \"Segoe UI\", \"Helvetica Neue\", Arial, sans-serif; font-size: 13px; fill: #1f2937 }
text.id { font-size: 14px; font-weight: 600 }
text.when, text.key { font-size: 12px; fill: #4b5563 }
text.mark { font-size: 12px; fill: #92400e }
rect.node { fill: #f8fafc; stroke: #475569; stroke-width: 1.2 }
rect.restart { fill: #fffbeb; stroke: #b45309; stroke-width: 2 }
path { fill: none; stroke: #475569; stroke-width: 1.4 }
path.changed { stroke: #1d4ed8; stroke-width: 2.4 }
path.after { stroke: #64748b; stroke-dasharray: 5 4 }
</style>
<defs>
<marker id=\"end\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\" markerWidth=\"11\" \
markerHeight=\"11\" orient=\"auto\"><path d=\"M 0 1 L 10 5 L 0 9 z\" style=\"fill: #475569; stroke: none\"/></marker>
<marker id=\"end-changed\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\" markerWidth=\"13\" \
markerHeight=\"13\" orient=\"auto\"><path d=\"M 0 1 L 10 5 L 0 9 z\" style=\"fill: #1d4ed8; stroke: none\"/></marker>
</defs>";

const fn marker(kind: Kind) -> &'static str {
    match kind {
        Kind::Changed => "end-changed",
        Kind::Needs | Kind::After => "end",
    }
}

/// A length with one digit behind the point: finer than anyone sees, and the same on every machine.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// Text in XML, in an element or an attribute. Control characters were made visible when the graph was made;
/// two more characters can stand in no XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

impl RenderBackend for Canvas<'_> {
    fn draw_rect(&mut self, xy: Point, size: Point, _: &StyleAttr, about: Option<String>, _: Option<ClipHandle>) {
        let Some(index) = about.and_then(|index| index.parse::<usize>().ok()) else { return };
        self.grow(xy);
        self.grow(xy.add(size));
        let (node, label) = (&self.graph.nodes[index], &self.boxes[index]);
        let class = if node.restart == Restart::Never { "node" } else { "node restart" };
        let _ = writeln!(
            self.nodes,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
            number(xy.x),
            number(xy.y),
            number(size.x),
            number(size.y)
        );
        let mut y = xy.y + PADDING + 11.;
        for (class, line) in &label.lines {
            let (x, line) = (number(xy.x + PADDING), escaped(line));
            let _ = writeln!(self.nodes, "<text class=\"{class}\" x=\"{x}\" y=\"{}\">{line}</text>", number(y));
            y += LINE;
        }
    }

    fn draw_arrow(
        &mut self,
        path: &[(Point, Point)],
        _: bool,
        _: (bool, bool),
        _: &StyleAttr,
        about: Option<String>,
        _: &str,
    ) {
        let Some(index) = about.and_then(|index| index.parse::<usize>().ok()) else { return };
        let kind = self.graph.edges[index].kind;
        let point = |point: Point| format!("{} {}", number(point.x), number(point.y));
        // The first pair is where it leaves and which way; each other one where it comes from and where it arrives.
        let mut line = String::new();
        for (at, pair) in path.windows(2).enumerate() {
            let (before, after) = (pair[0], pair[1]);
            let _ = if at == 0 {
                write!(line, "M {} C {}, {}, {}", point(before.0), point(before.1), point(after.0), point(after.1))
            } else {
                write!(line, " S {}, {}", point(after.0), point(after.1))
            };
            for at in [before.0, before.1, after.0, after.1] {
                self.grow(at);
            }
        }
        let _ = writeln!(
            self.edges,
            "<path class=\"{}\" d=\"{line}\" marker-end=\"url(#{})\"/>",
            kind.word(),
            marker(kind)
        );
    }

    // Nothing else is asked for: labels are drawn with their nodes.
    fn draw_line(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}
    fn draw_circle(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}
    fn draw_text(&mut self, _: Point, _: &str, _: &StyleAttr) {}
    fn create_clip(&mut self, _: Point, _: Point, _: usize) -> ClipHandle {
        0
    }
}
