//! The functions a script may call. In: the text of all sections. Out: those that a script reaches, in the order of the text,
//! each section under its heading. Holds: every function that is named in what comes out is in it.

use crate::emit::text::heading;
use std::collections::HashMap;

/// All functions, by section.
pub(super) struct Library<'a> {
    sections: Vec<Section<'a>>,
    /// Section and place of each function.
    at: HashMap<&'a str, (usize, usize)>,
}

/// What stands under one heading.
struct Section<'a> {
    title: &'a str,
    /// Comment lines below the heading.
    lead: &'a str,
    /// The text of each, from its first line to the one before the closing brace.
    functions: Vec<&'a str>,
}

impl<'a> Library<'a> {
    /// Reads the sections: `# ==== Title` begins one, `function Name` at the start of a line a function, `}` there ends it.
    pub(super) fn new(text: &'a str) -> Self {
        let mut sections = Vec::new();
        let mut at = HashMap::new();
        for part in text.split("# ==== ").skip(1) {
            let (title, body) = part.split_once('\n').expect("a heading is a line");
            let (lead, body) = body.split_at(body.find("function ").expect("a section has functions"));
            let mut functions = Vec::new();
            for chunk in body.split("\n}\n") {
                let Some(start) = chunk.find("function ") else { continue };
                let text = &chunk[start..];
                let name = text["function ".len()..].split(['(', ' ']).next().unwrap_or_default();
                at.insert(name, (sections.len(), functions.len()));
                functions.push(text);
            }
            sections.push(Section { title: title.trim(), lead: lead.trim(), functions });
        }
        Self { sections, at }
    }

    /// The functions that these texts call, and those that they call.
    pub(super) fn reached_from(&self, texts: &[&str]) -> String {
        let mut reached: Vec<Vec<bool>> = self.sections.iter().map(|s| vec![false; s.functions.len()]).collect();
        let mut todo: Vec<&str> = texts.to_vec();
        while let Some(text) = todo.pop() {
            for (section, function) in names(text).filter_map(|name| self.at.get(name).copied()) {
                if !std::mem::replace(&mut reached[section][function], true) {
                    todo.push(self.sections[section].functions[function]);
                }
            }
        }
        let mut out = String::new();
        for (section, reached) in self.sections.iter().zip(&reached) {
            if !reached.contains(&true) {
                continue;
            }
            out.push_str(&heading("#", section.title, '='));
            if !section.lead.is_empty() {
                out.push_str(section.lead);
                out.push('\n');
            }
            for (function, _) in section.functions.iter().zip(reached).filter(|(_, reached)| **reached) {
                out.push('\n');
                out.push_str(function);
                out.push_str("\n}\n");
            }
            out.push('\n');
        }
        out
    }

    /// The name of every function.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.at.keys().copied()
    }
}

/// The words of a text that could be a function's name: `Verb-Noun`.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| word.contains('-'))
}
