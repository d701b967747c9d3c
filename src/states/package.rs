//! `package`: a package of the component store, by a pattern over its identity.

use super::{Kind, Resource, Role, Scope, State};
use crate::condition::{Glob, Truth};
use crate::diag::{Code, Diagnostic};
use crate::program::{Op, Part, Probe};
use crate::simulate::Facts;
use crate::simulate::machine::Machine;
use crate::source::{Spanned, Text};
use crate::syntax::{Node, NodeKind};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `package`.
pub(super) struct Package;

/// A package of the component store, by its identity.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// Its identity, or a pattern with `*` and `?`.
    #[schemars(extend("x-example" = "{ name: 'Example-Client-Package~*', installed: false }"))]
    name: Text,
    /// Whether it is installed (`CurrentState` 0x70 or 0x80); an action can only remove it.
    #[schemars(extend(
        "default" = true,
        "x-action" = { "words": [false], "required": true },
        "x-example" = "{ name: 'Example-Client-Package~*', installed: false }"
    ))]
    installed: Option<Spanned<bool>>,
}

/// What is wanted of every package that matches; shared with `update`.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) identity: Glob,
    pub(super) installed: bool,
}

impl Kind for Package {
    fn name(&self) -> &'static str {
        "package"
    }

    fn short(&self) -> Option<&'static str> {
        Some("name")
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields = match &node.kind {
            NodeKind::Scalar { text, .. } => Fields { name: text.clone(), installed: None },
            _ => super::fields(node, scope)?,
        };
        let installed = installed(fields.installed, node, "package", scope)?;
        Some(Box::new(Wanted { identity: identity(&fields.name, scope)?, installed }))
    }
}

/// The field `installed`: true where it is left out; an action can only remove.
pub(super) fn installed(field: Option<Spanned<bool>>, node: &Node, kind: &str, scope: &mut dyn Scope) -> Option<bool> {
    let installed = field.is_none_or(|f| f.value);
    if installed && scope.role() == Role::Action {
        let span = field.map_or(node.span, |f| f.span);
        scope.sink().push(
            Diagnostic::error(Code::CheckOnly, span, format!("`{kind}` cannot be installed by an action"))
                .label("a plan carries no update files")
                .help("say `installed: false` to remove it, or install it with `command`"),
        );
        return None;
    }
    Some(installed)
}

/// Reads an identity pattern: `Name~PublicKeyToken~Architecture~Language~Version` with `*` and `?`.
pub(super) fn identity(text: &Text, scope: &mut dyn Scope) -> Option<Glob> {
    let name = &text.value;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"~._-*? ".contains(&b);
    let literal = name.bytes().take_while(|b| !b"*?".contains(b)).count();
    if name.is_empty() || !name.bytes().all(fits) || literal < 4 {
        let mistake = Diagnostic::error(Code::BadPackage, text.span, format!("`{name}` is not a package's identity"));
        scope.sink().push(if literal < 4 && !name.is_empty() {
            mistake
                .label("at least four characters must stand before the first `*` or `?`")
                .help("a wider pattern could name packages of Windows itself")
        } else {
            mistake.help("it reads `Name~PublicKeyToken~Architecture~Language~Version`; `*` and `?` are patterns")
        });
        return None;
    }
    Glob::parse(name)
}

impl State for Wanted {
    fn parts(&self) -> Vec<Part> {
        let identity = || self.identity.clone();
        vec![Part {
            probe: Probe::Package { identity: identity(), installed: self.installed },
            op: Op::PackageRemove { identity: identity() },
        }]
    }

    fn resources(&self) -> Vec<Resource> {
        vec![Resource::package(&self.identity)]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        vec![(Resource::package(&self.identity), self.installed.to_string())]
    }

    fn holds(&self, machine: &Machine, _: &Facts) -> Truth {
        let installed = machine
            .packages
            .iter()
            .any(|(name, package)| self.identity.matches(name) && [0x70, 0x80].contains(&package.state));
        Truth::from(installed == self.installed)
    }

    fn cost(&self) -> u8 {
        1
    }
}
