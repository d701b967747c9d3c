//! What WQL can say of a condition about the machine. WQL sees only what `Win32_OperatingSystem` tells without regard to
//! language: version, build and product type; the rest of a condition is left out so that no machine is left out.

use crate::catalog::editions::{self, Row};
use crate::catalog::facts::FactId;
use crate::condition::{Comparison, Cond, MapId, Operand, Truth, Value};
use crate::emit::quote::mof;
use crate::program::{CheckTest, KeyMatch, Program};
use std::collections::BTreeSet;

/// More alternatives than this are no filter that anybody could review; what they say is left out.
const ALTERNATIVES: usize = 16;
/// `OperatingSystemSKU` of Windows Enterprise multi-session: a client to us and by its InstallationType, while its
/// ProductType is a server's (winnt.h, PRODUCT_SERVERRDSH; Azure Virtual Desktop FAQ).
const MULTI_SESSION: u32 = 175;
/// Windows 7, the oldest release, has a build number of four digits.
const SHORTEST_BUILD: usize = 4;

/// A condition of WQL over `Win32_OperatingSystem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wql {
    Const(bool),
    Test(Test),
    Not(Box<Wql>),
    And(Vec<Wql>),
    Or(Vec<Wql>),
}

/// One comparison. `Version` and `BuildNumber` are texts, so that numbers of unlike length must not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Major and minor version.
    Version(u64, u64),
    Build(u64),
    /// The build number has so many digits.
    BuildDigits(usize),
    /// The build number comes before this one, as text.
    BuildBelow(u64),
    ProductType(u8),
    Sku(u32),
}

/// The filter of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    /// Holds on every machine on which the scope holds.
    pub(super) wql: Wql,
    /// What the scope asks and the filter does not: facts, maps and checks by name, sorted.
    pub(super) left_out: BTreeSet<String>,
    /// Whether a comparison of versions needs no test, since every release passes it.
    pub(super) every_version: bool,
}

/// The narrowest filter that selects every machine of the program's scope.
pub(super) fn filter(program: &Program) -> Filter {
    let with = |multi_session| {
        let mut widening = Widening { program, multi_session, left_out: BTreeSet::new(), every_version: false };
        let wql = widening.cond(&program.scope.cond, true);
        Filter { wql, left_out: widening.left_out, every_version: widening.every_version }
    };
    let wide = with(true);
    // The exception is only written where such a machine could be in scope.
    if multi_session_machines(&wide.wql).any(|machine| wide.wql.selects(&machine)) { wide } else { with(false) }
}

/// What `Win32_OperatingSystem` says of a machine.
#[derive(Clone, Debug)]
pub(super) struct Os {
    pub(super) version: (u64, u64),
    pub(super) build: u64,
    pub(super) product_type: u8,
    pub(super) sku: u32,
}

/// The multi-session machines of the catalogue, and of builds to come: one, and those at which the condition turns.
fn multi_session_machines(wql: &Wql) -> impl Iterator<Item = Os> {
    let rows = editions::rows().iter().filter(|row| row.edition == "ServerRdsh");
    let builds = rows.flat_map(|row| row.builds.iter()).flat_map(|(from, to)| u64::from(*from)..=u64::from(*to));
    let mut turns = Vec::new();
    wql.builds(&mut turns);
    let newest = editions::builds(true).last().map_or(0, |build| u64::from(*build));
    turns.retain(|build| *build > newest);
    builds.chain([99_999]).chain(turns).map(|build| Os { version: (10, 0), build, product_type: 3, sku: MULTI_SESSION })
}

impl Filter {
    /// What of it a reviewer would ask about: what it says, what it does not, and why.
    pub(super) fn explained(&self) -> Vec<String> {
        let mut sentences = vec![match self.left_out.is_empty() {
            true => "It says all of the scope.".to_owned(),
            false => {
                let names: Vec<&str> = self.left_out.iter().map(String::as_str).collect();
                format!("What it cannot say, the script itself decides on the machine: {}.", names.join(", "))
            }
        }];
        if self.left_out.contains("os.edition") {
            sentences.push(
                "os.edition is left out although WQL has OperatingSystemSKU: those numbers are published for names of \
                 products, not for EditionIDs, and one that is missing here would leave machines out."
                    .to_owned(),
            );
        }
        if self.every_version {
            sentences.push("os.version needs no test where every release from Windows 7 on passes it.".to_owned());
        }
        if self.wql.has(&Test::Sku(MULTI_SESSION)) {
            sentences.push(format!(
                "OperatingSystemSKU {MULTI_SESSION} is Windows Enterprise multi-session: a client, although its ProductType \
                 is a server's."
            ));
        }
        sentences
    }
}

impl Wql {
    /// Whether a test is part of it.
    fn has(&self, test: &Test) -> bool {
        match self {
            Self::Const(_) => false,
            Self::Not(inner) => inner.has(test),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.has(test)),
            Self::Test(own) => own == test,
        }
    }

    /// The builds at which its tests turn, and those around them.
    fn builds(&self, found: &mut Vec<u64>) {
        match self {
            Self::Const(_) => {}
            Self::Not(inner) => inner.builds(found),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.builds(found)),
            Self::Test(Test::Build(build) | Test::BuildBelow(build)) => {
                found.extend([build.saturating_sub(1), *build, build.saturating_add(1)]);
            }
            Self::Test(Test::BuildDigits(digits)) => {
                found.extend(u32::try_from(*digits).ok().and_then(|digits| 10_u64.checked_pow(digits)));
            }
            Self::Test(_) => {}
        }
    }

    fn test(test: Test) -> Self {
        Self::Test(test)
    }

    fn not(self) -> Self {
        match self {
            Self::Const(value) => Self::Const(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::chain(parts, true)
    }

    fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::chain(parts, false)
    }

    fn chain(parts: impl IntoIterator<Item = Self>, and: bool) -> Self {
        let mut flat: Vec<Self> = Vec::new();
        for part in parts {
            let inner = match part {
                Self::Const(value) if value == and => continue,
                Self::Const(value) => return Self::Const(value),
                Self::And(inner) if and => inner,
                Self::Or(inner) if !and => inner,
                other => vec![other],
            };
            for part in inner {
                if !flat.contains(&part) {
                    flat.push(part);
                }
            }
        }
        match flat.len() {
            0 => Self::Const(and),
            1 => flat.remove(0),
            _ if and => Self::And(flat),
            _ => Self::Or(flat),
        }
    }

    /// Whether it holds on a machine.
    pub(super) fn selects(&self, os: &Os) -> bool {
        match self {
            Self::Const(value) => *value,
            Self::Not(inner) => !inner.selects(os),
            Self::And(all) => all.iter().all(|part| part.selects(os)),
            Self::Or(any) => any.iter().any(|part| part.selects(os)),
            Self::Test(test) => match test {
                Test::Version(major, minor) => os.version == (*major, *minor),
                Test::Build(build) => os.build == *build,
                Test::BuildDigits(digits) => os.build.to_string().len() == *digits,
                Test::BuildBelow(build) => os.build.to_string() < build.to_string(),
                Test::ProductType(number) => os.product_type == *number,
                Test::Sku(number) => os.sku == *number,
            },
        }
    }

    /// The whole query.
    pub(super) fn query(&self) -> String {
        match self {
            Self::Const(true) => "SELECT * FROM Win32_OperatingSystem".to_owned(),
            other => format!("SELECT * FROM Win32_OperatingSystem WHERE {}", other.text()),
        }
    }

    fn text(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(Self::operand).collect();
            parts.join(word)
        };
        match self {
            // No machine has this product type: WQL has no `false`.
            Self::Const(value) => format!("ProductType {} 0", if *value { "<>" } else { "=" }),
            Self::Not(inner) => format!("NOT {}", inner.operand()),
            Self::And(all) => joined(all, " AND "),
            Self::Or(any) => joined(any, " OR "),
            Self::Test(test) => test.text(),
        }
    }

    fn operand(&self) -> String {
        match self {
            Self::And(_) | Self::Or(_) => format!("({})", self.text()),
            _ => self.text(),
        }
    }
}

impl Test {
    fn text(&self) -> String {
        match self {
            Self::Version(major, minor) => format!("Version LIKE {}", mof::wql(&format!("{major}.{minor}.%"))),
            Self::Build(build) => format!("BuildNumber = {}", mof::wql(&build.to_string())),
            Self::BuildDigits(digits) => format!("BuildNumber LIKE {}", mof::wql(&"_".repeat(*digits))),
            Self::BuildBelow(build) => format!("BuildNumber < {}", mof::wql(&build.to_string())),
            Self::ProductType(number) => format!("ProductType = {number}"),
            Self::Sku(number) => format!("OperatingSystemSKU = {number}"),
        }
    }
}

struct Widening<'a> {
    program: &'a Program,
    multi_session: bool,
    left_out: BTreeSet<String>,
    every_version: bool,
}

impl Widening<'_> {
    /// With `wide`, what holds on every machine on which the condition is true; without, what holds on none on which it is
    /// false: that is what `not` needs of its operand.
    fn cond(&mut self, cond: &Cond, wide: bool) -> Wql {
        match cond {
            Cond::Const(Truth::True) => Wql::Const(true),
            Cond::Const(Truth::False) => Wql::Const(false),
            Cond::Const(Truth::Unknown) | Cond::Result { .. } => Wql::Const(wide),
            Cond::Check(id) => {
                let program = self.program;
                let check = &program.checks[id.0];
                match &check.test {
                    CheckTest::When(condition) => self.cond(&condition.cond, wide),
                    CheckTest::State(_) => self.leave_out(&check.id, wide),
                }
            }
            Cond::Fact(fact) => self.leave_out(fact.name(), wide),
            Cond::Has(map) => self.map(*map, None, wide),
            Cond::Compare { left: Operand::Fact(fact), op, right: Operand::Literal(value) } => {
                self.compare(*fact, *op, value, wide)
            }
            Cond::Compare { left: Operand::Literal(value), op, right: Operand::Fact(fact) } => {
                self.compare(*fact, mirrored(*op), value, wide)
            }
            Cond::Compare { left, right, .. } => {
                self.operand(left);
                self.operand(right);
                Wql::Const(wide)
            }
            Cond::In { item: Operand::Fact(fact), set } => {
                let parts: Vec<Wql> =
                    set.iter().map(|value| self.compare(*fact, Comparison::Equal, value, wide)).collect();
                self.alternatives(parts, fact.name(), wide)
            }
            Cond::InMap { item: Operand::Fact(fact), map } => self.map(*map, Some(*fact), wide),
            Cond::In { item, .. } | Cond::InMap { item, .. } | Cond::Like { item, .. } => {
                self.operand(item);
                Wql::Const(wide)
            }
            Cond::Not(inner) => self.cond(inner, !wide).not(),
            Cond::And(all) => Wql::all(all.iter().map(|cond| self.cond(cond, wide)).collect::<Vec<_>>()),
            Cond::Or(any) => Wql::any(any.iter().map(|cond| self.cond(cond, wide)).collect::<Vec<_>>()),
        }
    }

    fn leave_out(&mut self, name: &str, wide: bool) -> Wql {
        self.left_out.insert(name.to_owned());
        Wql::Const(wide)
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Fact(fact) => drop(self.left_out.insert(fact.name().to_owned())),
            Operand::CheckValue(id) => drop(self.left_out.insert(self.program.checks[id.0].id.clone())),
            Operand::Literal(_) => {}
        }
    }

    fn alternatives(&mut self, parts: Vec<Wql>, name: &str, wide: bool) -> Wql {
        match Wql::any(parts) {
            Wql::Or(parts) if parts.len() > ALTERNATIVES => self.leave_out(name, wide),
            other => other,
        }
    }

    /// The machines that have an entry in a map; `fact` where its value is looked for among the keys.
    fn map(&mut self, id: MapId, fact: Option<FactId>, wide: bool) -> Wql {
        let program = self.program;
        let map = program.map(id);
        if map.otherwise.is_some() {
            return Wql::Const(true);
        }
        let mut entries = Vec::new();
        for entry in &map.entries {
            let mut levels = Vec::new();
            for (by, keys) in map.by.iter().zip(&entry.keys) {
                let by = fact.unwrap_or(*by);
                let keys: Vec<Wql> = keys.iter().map(|key| self.key(by, key, wide)).collect();
                levels.push(Wql::any(keys));
            }
            entries.push(Wql::all(levels));
        }
        self.alternatives(entries, &map.id, wide)
    }

    fn key(&mut self, fact: FactId, key: &KeyMatch, wide: bool) -> Wql {
        match key {
            KeyMatch::Is(value) => self.compare(fact, Comparison::Equal, value, wide),
            KeyMatch::Between(Some(from), Some(to)) if from.same(to) => {
                self.compare(fact, Comparison::Equal, from, wide)
            }
            KeyMatch::Between(from, to) => {
                let mut side = |op, value: &Option<Value>| {
                    value.as_ref().map_or(Wql::Const(true), |value| self.compare(fact, op, value, wide))
                };
                let from = side(Comparison::AtLeast, from);
                Wql::all([from, side(Comparison::AtMost, to)])
            }
        }
    }

    fn compare(&mut self, fact: FactId, op: Comparison, value: &Value, wide: bool) -> Wql {
        if op == Comparison::NotEqual {
            return self.compare(fact, Comparison::Equal, value, !wide).not();
        }
        match (fact.name(), value) {
            ("os.version", Value::Version(parts)) => {
                let wql = version(op, parts, wide);
                self.every_version |= wql == Wql::Const(true);
                wql
            }
            ("os.build", Value::Int(build)) => build_compares(op, *build),
            ("os.type", Value::Enum(_, word)) => self.os_type(word, wide),
            ("os.release", Value::Enum(_, word)) => self.release(word, wide),
            // These facts are never absent.
            ("os.version" | "os.build" | "os.type" | "os.release", Value::None) => Wql::Const(false),
            _ => self.leave_out(fact.name(), wide),
        }
    }

    fn os_type(&mut self, word: &str, wide: bool) -> Wql {
        let product_type = |number| Wql::test(Test::ProductType(number));
        let multi_session = Wql::test(Test::Sku(MULTI_SESSION));
        match word {
            "client" if wide && self.multi_session => Wql::any([product_type(1), multi_session]),
            "client" => product_type(1),
            "domain-controller" => product_type(2),
            _ if wide => product_type(3),
            _ => Wql::all([product_type(3), multi_session.not()]),
        }
    }

    /// The builds from a release's first one to the next release of the same kind: later revisions of the catalogue count
    /// unknown builds to the release below them.
    fn release(&mut self, word: &str, wide: bool) -> Wql {
        let rows = || editions::rows().iter();
        let Some(row) = rows().find(|row| row.release == word).filter(|_| wide) else {
            return self.leave_out("os.release", wide);
        };
        let is_client = |row: &Row| row.types.iter().any(|ty| ty == "client");
        let builds = |row: &'static Row| row.builds.iter();
        let own = || rows().filter(|row| row.release == word).flat_map(builds);
        let (Some(first), Some(last)) = (own().map(|b| b.0).min(), own().map(|b| b.1).max()) else {
            return self.leave_out("os.release", wide);
        };
        let next = rows()
            .filter(|other| is_client(other) == is_client(row))
            .flat_map(builds)
            .map(|range| range.0)
            .filter(|build| *build > last)
            .min();
        let kind = if is_client(row) {
            self.os_type("client", true)
        } else {
            Wql::any([Wql::test(Test::ProductType(3)), Wql::test(Test::ProductType(2))])
        };
        let Some(Value::Version(parts)) = Value::version(&row.version) else {
            return self.leave_out("os.release", wide);
        };
        let mut all = vec![version(Comparison::Equal, &parts, true), kind];
        // A release with a version of its own needs no builds.
        if rows()
            .any(|other| other.version == row.version && other.release != word && is_client(other) == is_client(row))
        {
            all.push(build_compares(Comparison::AtLeast, i64::from(first)));
            if let Some(next) = next {
                all.push(build_compares(Comparison::Less, i64::from(next)));
            }
        }
        Wql::all(all)
    }
}

/// `a < b` is `b > a`.
const fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

/// `os.version` has two parts. A text cannot be ordered as a version is, so the versions that are known are listed: those
/// that fit not are kept away, or those that fit are asked for.
fn version(op: Comparison, parts: &[u64], wide: bool) -> Wql {
    let part = |index| parts.get(index).copied().unwrap_or(0);
    let test = |(major, minor)| Wql::test(Test::Version(major, minor));
    if op == Comparison::Equal {
        let exact = parts.iter().skip(2).all(|part| *part == 0);
        return if exact { test((part(0), part(1))) } else { Wql::Const(false) };
    }
    let wanted = Value::Version(parts.to_vec());
    let fits = |known: &(u64, u64)| {
        let order = Value::Version(vec![known.0, known.1]).order(&wanted);
        order.is_some_and(|order| match op {
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            _ => order.is_ge(),
        })
    };
    let mut known: Vec<(u64, u64)> = Vec::new();
    for row in editions::rows() {
        if let Some(Value::Version(parts)) = Value::version(&row.version)
            && let [major, minor] = parts.as_slice()
            && !known.contains(&(*major, *minor))
        {
            known.push((*major, *minor));
        }
    }
    if wide {
        Wql::any(known.into_iter().filter(|known| !fits(known)).map(test)).not()
    } else {
        Wql::any(known.into_iter().filter(|known| fits(known)).map(test))
    }
}

/// Build numbers of one length are ordered as texts as they are as numbers.
fn build_compares(op: Comparison, build: i64) -> Wql {
    let below = |limit: i64| {
        let Ok(limit) = u64::try_from(limit) else { return Wql::Const(false) };
        let digits = limit.to_string().len();
        let mut any: Vec<Wql> = (SHORTEST_BUILD..digits).map(|shorter| Wql::test(Test::BuildDigits(shorter))).collect();
        if digits >= SHORTEST_BUILD {
            any.push(Wql::all([Wql::test(Test::BuildDigits(digits)), Wql::test(Test::BuildBelow(limit))]));
        }
        Wql::any(any)
    };
    match op {
        Comparison::Equal => u64::try_from(build).map_or(Wql::Const(false), |build| Wql::test(Test::Build(build))),
        Comparison::NotEqual => build_compares(Comparison::Equal, build).not(),
        Comparison::Less => below(build),
        Comparison::AtMost => below(build.saturating_add(1)),
        Comparison::Greater => below(build.saturating_add(1)).not(),
        Comparison::AtLeast => below(build).not(),
    }
}

#[cfg(test)]
#[path = "wql_tests.rs"]
mod tests;
