//! `file`: whether a file exists, and what its bytes are.

use super::{Kind, Resource, Role, Scope, Slot, State, guard, path};
use crate::catalog::windows::default_folder;
use crate::condition::Truth;
use crate::diag::{Code, Diagnostic};
use crate::program::{Content, Encoding, Newline, Op, Part, PathText, Probe};
use crate::simulate::Facts;
use crate::simulate::machine::{Machine, Name};
use crate::source::{Spanned, Text};
use crate::syntax::Node;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `file`.
pub(super) struct File;

/// A file: that it is there, with which text, or that it is not.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// Its full path; `%NAME%` is a folder of Windows, `*` and `?` in the last part are a pattern, for absence or in a check.
    #[schemars(extend("x-example" = "{ path: 'C:\\Example\\*.tmp', exists: false }"))]
    path: Text,
    /// Whether it is there.
    #[schemars(extend("default" = true, "x-example" = "{ path: '%ProgramData%\\Example\\old.ini', exists: false }"))]
    exists: Option<Spanned<bool>>,
    /// Its text, compared as bytes.
    #[schemars(extend("x-example" = "{ path: '%ProgramData%\\Example\\settings.ini', content: \"level=2\\n\" }"))]
    content: Option<Text>,
    /// How its characters become bytes.
    #[schemars(extend(
        "default" = "utf-8",
        "x-example" = "{ path: '%ProgramData%\\Example\\settings.ini', content: \"level=2\\n\", encoding: utf-8 }"
    ))]
    encoding: Option<Spanned<Encoding>>,
    /// How its lines end.
    #[schemars(extend(
        "default" = "crlf",
        "x-example" = "{ path: '%ProgramData%\\Example\\settings.ini', content: \"level=2\\n\", newline: crlf }"
    ))]
    newline: Option<Spanned<Newline>>,
    #[schemars(skip)]
    source: Option<Text>,
    #[schemars(skip)]
    sha256: Option<Text>,
    #[schemars(skip)]
    version: Option<Text>,
    #[schemars(skip)]
    modified: Option<Text>,
}

#[derive(Debug)]
struct FileWanted {
    path: PathText,
    exists: bool,
    content: Option<Content>,
}

impl Kind for File {
    fn name(&self) -> &'static str {
        "file"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let mut usable = true;
        for (name, field) in [
            ("source", &fields.source),
            ("sha256", &fields.sha256),
            ("version", &fields.version),
            ("modified", &fields.modified),
        ] {
            if let Some(field) = field {
                super::not_yet(
                    scope,
                    "file",
                    name,
                    field.span,
                    "`path`, `exists`, `content`, `encoding` and `newline`",
                );
                usable = false;
            }
        }
        let exists = fields.exists.is_none_or(|e| e.value);
        let patterns = !(scope.role() == Role::Action && exists);
        let path = path::read(&fields.path, patterns, scope)?;
        if let (Some(content), false) = (&fields.content, exists) {
            scope.sink().push(
                Diagnostic::error(Code::Contradiction, content.span, "a file that does not exist has no content")
                    .help("leave out `exists: false` or `content`"),
            );
            usable = false;
        }
        if fields.content.is_none() {
            for span in [fields.encoding.map(|e| e.span), fields.newline.map(|n| n.span)].into_iter().flatten() {
                scope.sink().push(
                    Diagnostic::error(
                        Code::Contradiction,
                        span,
                        "this says how `content` is written, and there is none",
                    )
                    .help("add `content`, or leave this out"),
                );
                usable = false;
            }
        }
        if path.pattern.is_some() && fields.content.is_some() {
            scope.sink().push(
                Diagnostic::error(Code::BadPath, fields.path.span, "a pattern does not say which file has the content")
                    .help("name one file"),
            );
            usable = false;
        }
        if scope.role() == Role::Action && is_folder_of_windows(&path) {
            scope.sink().push(
                Diagnostic::error(Code::GuardRail, fields.path.span, "this is a folder of Windows, and no file")
                    .label("`file` changes and deletes files alone")
                    .help("name the file in it that is meant"),
            );
            usable = false;
        }
        if scope.role() == Role::Action && !exists && takes_away_too_much(&path) {
            scope.sink().push(
                Diagnostic::error(Code::GuardRail, fields.path.span, "this is never deleted")
                    .label("Windows does not work without it")
                    .help("name the file that is meant, outside of what Windows itself needs"),
            );
            usable = false;
        }
        let content = match fields.content {
            None => None,
            Some(text) => Some(Content {
                text: scope.interpolate(&text, Slot::Plain)?,
                encoding: fields.encoding.map(|e| e.value).unwrap_or_default(),
                newline: fields.newline.map(|n| n.value).unwrap_or_default(),
            }),
        };
        usable.then(|| Box::new(FileWanted { path, exists, content }) as Box<dyn State>)
    }
}

/// The path, case folded, with Windows' folders in their default places; `None` where a part is known on the machine alone.
fn spelled(path: &PathText) -> Option<String> {
    let mut spelled = String::new();
    for piece in path.path.parts() {
        match piece {
            crate::program::Piece::Literal(text) => spelled.push_str(&text.to_lowercase()),
            crate::program::Piece::Variable(name) => {
                spelled.push_str(&default_folder(name).unwrap_or_default().to_lowercase());
            }
            _ => return None,
        }
    }
    Some(spelled)
}

/// Whether a path names a folder that every Windows has: no action on a file can succeed there.
fn is_folder_of_windows(path: &PathText) -> bool {
    path.pattern.is_none() && spelled(path).is_some_and(|path| guard::is_root_folder(&path))
}

/// A file that Windows needs, or everything in a folder that Windows needs.
fn takes_away_too_much(path: &PathText) -> bool {
    let Some(spelled) = spelled(path) else { return false };
    match &path.pattern {
        None => guard::is_vital_file(&spelled),
        Some(glob) => guard::is_root_folder(&spelled) && glob.literal_prefix().is_empty(),
    }
}

impl State for FileWanted {
    fn parts(&self) -> Vec<Part> {
        let path = || self.path.clone();
        let part = match &self.content {
            Some(content) => Part {
                probe: Probe::FileContent { path: path(), content: content.clone() },
                op: Op::FileWrite { path: path(), content: content.clone() },
            },
            None if self.exists => Part {
                probe: Probe::FileExists { path: path(), exists: true },
                op: Op::FileWrite {
                    path: path(),
                    content: Content {
                        text: crate::program::RunText::default(),
                        encoding: Encoding::Utf8,
                        newline: Newline::Crlf,
                    },
                },
            },
            None => {
                Part { probe: Probe::FileExists { path: path(), exists: false }, op: Op::FileDelete { path: path() } }
            }
        };
        vec![part]
    }

    fn resources(&self) -> Vec<Resource> {
        vec![Resource::file(&self.path)]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        vec![(Resource::file(&self.path), format!("{} {:?}", self.exists, self.content))]
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        let Some(path) = facts.text(&self.path.path) else { return Truth::Unknown };
        if let Some(glob) = &self.path.pattern {
            let folder = format!(r"{path}\");
            let any = machine.files.iter().any(|(name, file)| {
                !file.directory
                    && name.get(..folder.len()).is_some_and(|head| head.eq_ignore_ascii_case(&folder))
                    && glob.matches(&name[folder.len()..])
                    && !name[folder.len()..].contains('\\')
            });
            return Truth::from(any == self.exists);
        }
        match (machine.files.get(&Name::from(path.as_str())), &self.content) {
            (Some(file), _) if file.directory => Truth::Unknown,
            (Some(file), Some(content)) => facts.text(&content.text).map_or(Truth::Unknown, |text| {
                Truth::from(!file.link && content.bytes(&text) == file.content.as_bytes())
            }),
            (found, None) => Truth::from(found.is_some() == self.exists),
            (None, Some(_)) => Truth::False,
        }
    }

    fn cost(&self) -> u8 {
        2
    }
}
