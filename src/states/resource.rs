//! What states observe and change, in Windows' own spelling, and when two of them overlap.

use crate::catalog::windows::default_folder;
use crate::condition::Glob;
use crate::program::{PathText, Piece, RegistryPlace, RunText};

/// A thing on a machine: its kind, and its name as far as it is known before the machine is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Resource {
    kind: Kind,
    /// Case folded; hives and folders spelled out.
    name: String,
    /// Whether `name` is only the beginning: the rest is a pattern, or known on the machine alone.
    open: bool,
    /// A part of the thing that is a state of its own (a service's startup); empty for the whole.
    facet: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Service,
    File,
    Key,
    Value,
    Package,
    License,
    Command,
}

const SERVICES: &str = r"hklm\system\currentcontrolset\services\";
/// Where the licence store of Windows 7 lies; sppsvc makes it, and whoever stops sppsvc or deletes these touches the licence.
const STORES: [&str; 2] = [
    r"c:\windows\system32\7b296fb0-376b-497e-b012-9c450e1b7327",
    r"c:\windows\serviceprofiles\networkservice\appdata\roaming\microsoft\softwareprotectionplatform",
];

/// The [`Resource::path`] of the licence of Windows.
pub(super) const LICENSE: &str = "license:";

impl Resource {
    fn new(kind: Kind, text: &RunText) -> Self {
        let name = spelled(text);
        let open = text.parts().iter().any(|piece| !matches!(piece, Piece::Literal(_) | Piece::Variable(_)));
        Self { kind, name, open, facet: "" }
    }

    /// A service.
    #[must_use]
    pub fn service(name: &RunText) -> Self {
        Self::new(Kind::Service, name)
    }

    /// A file, or the files that a pattern matches.
    #[must_use]
    pub fn file(path: &PathText) -> Self {
        let mut resource = Self::new(Kind::File, &path.path);
        if let Some(glob) = &path.pattern {
            resource.name =
                format!(r"{}\{}", resource.name.trim_end_matches('\\'), glob.literal_prefix().to_lowercase());
            resource.open = true;
        }
        resource
    }

    /// A registry key with all below it.
    #[must_use]
    pub fn key(place: &RegistryPlace) -> Self {
        let mut resource = Self::new(Kind::Key, &place.key);
        if let Some(glob) = &place.each_subkey {
            resource.name = format!(r"{}\{}", resource.name, glob.literal_prefix().to_lowercase());
            resource.open = true;
        }
        resource
    }

    /// A registry value.
    #[must_use]
    pub fn value(place: &RegistryPlace, value: &RunText) -> Self {
        let key = Self::key(place);
        if key.open {
            return key;
        }
        let name = spelled(value);
        Self {
            kind: Kind::Value,
            name: format!("{}\\\\{name}", key.name),
            open: value.as_literal().is_none(),
            facet: "",
        }
    }

    /// The packages that an identity pattern matches.
    #[must_use]
    pub fn package(identity: &Glob) -> Self {
        let literal = identity.literal_prefix();
        Self {
            kind: Kind::Package,
            name: literal.to_lowercase(),
            open: literal.len() < identity.as_str().len(),
            facet: "",
        }
    }

    /// The licence of Windows.
    #[must_use]
    pub const fn license() -> Self {
        Self { kind: Kind::License, name: String::new(), open: false, facet: "" }
    }

    /// What a command says it touches, by the text of its `touches`.
    #[must_use]
    pub fn named(text: &str) -> Self {
        Self { kind: Kind::Command, name: text.to_lowercase(), open: false, facet: "" }
    }

    /// A part of this thing that is a state of its own.
    #[must_use]
    pub fn facet(mut self, facet: &'static str) -> Self {
        self.facet = facet;
        self
    }

    /// Whether a change of one may be seen in the other.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        if !self.facet.is_empty() && !other.facet.is_empty() && self.facet != other.facet {
            return false;
        }
        match (self.kind, other.kind) {
            (Kind::License, Kind::License) => true,
            (Kind::License, _) => other.is_license_store(),
            (_, Kind::License) => self.is_license_store(),
            // Who stops sppsvc and who deletes its store are about one thing.
            (Kind::Service, Kind::File) | (Kind::File, Kind::Service) => {
                self.is_license_store() && other.is_license_store()
            }
            // Whether a service runs does not stand in its key.
            (Kind::Service, Kind::Key | Kind::Value) if self.facet == "status" => false,
            (Kind::Service, Kind::Key | Kind::Value) => {
                below(&other.name, other.open, &format!("{SERVICES}{}", self.name), self.open)
            }
            (Kind::Key | Kind::Value, Kind::Service) => other.overlaps(self),
            (Kind::Key, Kind::Key | Kind::Value) | (Kind::Value, Kind::Key) => {
                below(&self.name, self.open, &other.name, other.open)
            }
            (one, two) if one == two => same(&self.name, self.open, &other.name, other.open),
            _ => false,
        }
    }

    /// What it is called in a message, in the spelling in which it is compared.
    #[must_use]
    pub fn described(&self) -> String {
        let (kind, name) = match self.kind {
            Kind::Service => ("service", self.name.as_str()),
            Kind::File => ("file", self.name.as_str()),
            Kind::Key => ("registry key", self.name.as_str()),
            Kind::Package => ("package", self.name.as_str()),
            Kind::License => return "the licence of Windows".to_owned(),
            Kind::Command => ("thing", self.name.as_str()),
            Kind::Value => {
                let (key, value) = self.name.rsplit_once("\\\\").unwrap_or((&self.name, ""));
                return format!("the registry value `{value}` of `{key}`");
            }
        };
        format!("the {kind} `{name}{}`", if self.open { "..." } else { "" })
    }

    /// Whether it is a registry value, which is not there because its key is.
    #[must_use]
    pub fn is_value(&self) -> bool {
        self.kind == Kind::Value
    }

    /// Whether only the beginning of its name is known: it may overlap whatever begins like it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Its name among all resources, under which an index keeps it. What lies below another begins with that one's name and
    /// a backslash, in the families where [`Self::has_levels`].
    #[must_use]
    pub(super) fn path(&self) -> String {
        match self.kind {
            Kind::Service => format!("reg:{SERVICES}{}", self.name),
            Kind::Key | Kind::Value => format!("reg:{}", self.name),
            Kind::File => format!("file:{}", self.name),
            Kind::Package => format!("package:{}", self.name),
            Kind::License => LICENSE.to_owned(),
            Kind::Command => format!("command:{}", self.name),
        }
    }

    /// Whether one of its family may lie below another.
    #[must_use]
    pub(super) const fn has_levels(&self) -> bool {
        matches!(self.kind, Kind::Service | Kind::Key | Kind::Value)
    }

    /// Whether who touches it touches the licence of Windows.
    pub(super) fn is_license_store(&self) -> bool {
        match self.kind {
            Kind::Service => same(&self.name, self.open, "sppsvc", false),
            Kind::File => STORES
                .iter()
                .any(|store| self.name.starts_with(store) || (self.open && store.starts_with(self.name.as_str()))),
            _ => false,
        }
    }
}

/// Two names, each of which may be only a beginning.
fn same(one: &str, one_open: bool, two: &str, two_open: bool) -> bool {
    match (one_open, two_open) {
        (false, false) => one == two,
        (true, false) => two.starts_with(one),
        (false, true) => one.starts_with(two),
        (true, true) => one.starts_with(two) || two.starts_with(one),
    }
}

/// The same, or one lies below the other.
fn below(one: &str, one_open: bool, two: &str, two_open: bool) -> bool {
    let contains = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
    };
    same(one, one_open, two, two_open) || contains(one, two) || contains(two, one)
}

/// The text as far as it is known, case folded, with folders where Windows puts them by default.
#[must_use]
pub fn spelled(text: &RunText) -> String {
    let mut name = String::new();
    for piece in text.parts() {
        match piece {
            Piece::Literal(text) => name.push_str(&text.to_lowercase()),
            Piece::Variable(variable) => name.push_str(&default_folder(variable).unwrap_or_default().to_lowercase()),
            Piece::Map(..) | Piece::Fact(_) => break,
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Resource {
        let mut text = RunText::default();
        match path.strip_prefix("%windir%") {
            Some(rest) => {
                text.push(Piece::Variable("windir"));
                text.push(Piece::Literal(rest.into()));
            }
            None => text.push(Piece::Literal(path.into())),
        }
        Resource::file(&PathText { path: text, pattern: None })
    }

    #[test]
    fn names_are_compared_as_windows_spells_them() {
        assert!(file(r"C:\WINDOWS\x").overlaps(&file(r"%windir%\X")));
        assert!(!file(r"C:\Windows\x").overlaps(&file(r"C:\Windows\xy")));
    }

    #[test]
    fn sppsvc_and_its_store_are_the_licence() {
        assert!(Resource::service(&RunText::literal("SppSvc")).overlaps(&Resource::license()));
        assert!(Resource::license().overlaps(&file(
            r"%windir%\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat"
        )));
        assert!(!Resource::license().overlaps(&Resource::service(&RunText::literal("sppuinotify"))));
    }

    #[test]
    fn a_service_overlaps_its_key() {
        let place = RegistryPlace {
            key: RunText::literal(r"HKLM\SYSTEM\CurrentControlSet\Services\Dnscache"),
            view: crate::program::View::Native,
            each_subkey: None,
        };
        let service = Resource::service(&RunText::literal("dnscache"));
        assert!(service.overlaps(&Resource::value(&place, &RunText::literal("Start"))));
        assert!(!service.overlaps(&Resource::package(&Glob::parse("Dnscache").expect("a literal"))));
    }

    #[test]
    fn facets_of_one_thing_are_apart() {
        let service = || Resource::service(&RunText::literal("wuauserv"));
        assert!(!service().facet("status").overlaps(&service().facet("startup")));
        assert!(service().facet("status").overlaps(&service()));
        let key = RegistryPlace {
            key: RunText::literal(r"HKLM\SYSTEM\CurrentControlSet\Services\wuauserv"),
            view: crate::program::View::Native,
            each_subkey: None,
        };
        assert!(!service().facet("status").overlaps(&Resource::key(&key)));
        assert!(Resource::key(&key).overlaps(&service().facet("startup")));
    }
}
