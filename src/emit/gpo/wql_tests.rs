use super::*;
use crate::condition::{ActionId, CheckId, Observed, Observer, ResultKind, eval};
use crate::diag::Sink;
use crate::source::SourceFile;
use proptest::prelude::*;

fn program(scope: &str) -> Program {
    let plan = format!(
        "regimen: 1\nplan: x\ntitle: x\nscope: \"{scope}\"\nmaps:\n  by-build: {{ by: os.build, entries: {{ 7601: a, '9600..19044': b, '>= 26100': c }} }}\n  by-edition: {{ by: os.edition, entries: {{ Enterprise: a, Professional: b }} }}\nchecks:\n  file-there: {{ file: {{ path: 'C:\\x' }} }}\n  old: {{ when: os.version < 6.3 }}\nactions:\n  a: {{ registry: {{ key: HKLM\\SOFTWARE\\X, value: a, data: 1 }} }}\n"
    );
    let mut sink = Sink::new();
    let source = SourceFile::decode("x.yaml", plan.as_bytes(), &mut sink);
    let checked = crate::check(&source, &Vec::new(), &mut sink);
    checked.unwrap_or_else(|| panic!("{plan}\n{:#?}", sink.finish())).program
}

fn query(scope: &str) -> String {
    let query = filter(&program(scope)).wql.query();
    query.strip_prefix("SELECT * FROM Win32_OperatingSystem").unwrap_or(&query).trim_start().to_owned()
}

fn left_out(scope: &str) -> Vec<String> {
    filter(&program(scope)).left_out.into_iter().collect()
}

#[test]
fn what_wql_can_say() {
    for (scope, wanted) in [
        ("os.version == 6.1 and os.type == client", r#"WHERE Version LIKE "6.1.%" AND ProductType = 1"#),
        ("os.type == client", "WHERE ProductType = 1 OR OperatingSystemSKU = 175"),
        ("os.type != client", "WHERE NOT (ProductType = 1)"),
        ("os.type == server", "WHERE ProductType = 3"),
        ("os.type in [server, domain-controller]", "WHERE ProductType = 3 OR ProductType = 2"),
        ("os.version != 6.1", r#"WHERE NOT Version LIKE "6.1.%""#),
        ("os.version < 6.2", r#"WHERE NOT (Version LIKE "6.2.%" OR Version LIKE "6.3.%" OR Version LIKE "10.0.%")"#),
        ("os.build == 7601", r#"WHERE BuildNumber = "7601""#),
        (
            "os.build < 26100",
            r#"WHERE BuildNumber LIKE "____" OR (BuildNumber LIKE "_____" AND BuildNumber < "26100")"#,
        ),
        (
            "os.build >= 22000",
            r#"WHERE NOT (BuildNumber LIKE "____" OR (BuildNumber LIKE "_____" AND BuildNumber < "22000"))"#,
        ),
        ("os.release == windows-7", r#"WHERE Version LIKE "6.1.%" AND ProductType = 1"#),
        (
            "os.build in by-build",
            r#"WHERE BuildNumber = "7601" OR (NOT (BuildNumber LIKE "____" AND BuildNumber < "9600") AND (BuildNumber LIKE "____" OR (BuildNumber LIKE "_____" AND BuildNumber < "19045"))) OR NOT (BuildNumber LIKE "____" OR (BuildNumber LIKE "_____" AND BuildNumber < "26100"))"#,
        ),
        ("not old", r#"WHERE NOT (Version LIKE "6.1.%" OR Version LIKE "6.2.%")"#),
        ("os.edition == Enterprise", ""),
        ("file-there or os.version == 6.1", ""),
        ("not (file-there and os.version == 6.1)", ""),
    ] {
        let wanted = wanted.replace("NOT (ProductType = 1)", "NOT ProductType = 1");
        assert_eq!(query(scope), wanted, "{scope}");
    }
}

#[test]
fn what_it_cannot_say_is_named() {
    assert_eq!(left_out("os.version == 6.1"), [""; 0]);
    assert_eq!(
        left_out("os.edition in by-edition and file-there and os.arch == x64"),
        ["file-there", "os.arch", "os.edition"]
    );
    assert_eq!(left_out("os.version == 6.1 and not file-there"), ["file-there"]);
}

/// A machine of the catalogue, or of a build that it does not have.
#[derive(Clone, Debug)]
struct Machine {
    row: &'static Row,
    build: u32,
    ty: &'static str,
    known: bool,
}

impl Machine {
    fn os(&self) -> Os {
        let mut parts =
            self.row.version.split('.').map(|part| part.parse().expect("the catalogue's versions are numbers"));
        let multi_session = self.row.edition == "ServerRdsh";
        Os {
            version: (parts.next().unwrap_or(0), parts.next().unwrap_or(0)),
            build: self.build.into(),
            product_type: match self.ty {
                "client" if !multi_session => 1,
                "domain-controller" => 2,
                _ => 3,
            },
            sku: if multi_session { MULTI_SESSION } else { 4 },
        }
    }
}

impl Observer for Machine {
    fn fact(&mut self, id: FactId) -> Observed {
        let word = |text: &str| id.ty().word(text).map_or(Observed::Unknown, Observed::Known);
        match id.name() {
            "os.build" => Observed::Known(Value::Int(self.build.into())),
            "os.version" => Value::version(&self.row.version).map_or(Observed::Unknown, Observed::Known),
            "os.release" => {
                editions::release(self.build, self.ty == "client", &self.row.edition).map_or(Observed::Unknown, word)
            }
            "os.edition" => word(&self.row.edition),
            "os.type" => word(self.ty),
            _ => Observed::Unknown,
        }
    }
    fn check(&mut self, id: CheckId) -> Truth {
        match id.0 {
            0 => Truth::from(self.known),
            _ => Truth::from(self.row.version.starts_with("6.1") || self.row.version.starts_with("6.2")),
        }
    }
    fn result(&mut self, _: ActionId, _: ResultKind) -> Truth {
        Truth::False
    }
    fn has(&mut self, map: MapId) -> Truth {
        let value = self.fact(FactId::named(if map.0 == 0 { "os.build" } else { "os.edition" }).expect("a fact"));
        self.in_map(map, &value)
    }
    fn in_map(&mut self, map: MapId, value: &Observed) -> Truth {
        let Observed::Known(value) = value else { return Truth::Unknown };
        Truth::from(match value {
            Value::Int(build) => *build == 7601 || (9600..=19044).contains(build) || *build >= 26100,
            other => map.0 == 1 && ["Enterprise", "Professional"].contains(&other.to_string().as_str()),
        })
    }
}

fn machines() -> Vec<Machine> {
    let mut machines = Vec::new();
    for row in editions::rows() {
        let mut builds: Vec<u32> = row.builds.iter().flat_map(|(from, to)| [*from, *to]).collect();
        if row.version == "10.0" {
            builds.extend([10_300, 22_700, 30_000, 99_999, 100_000, 123_456]);
        }
        for build in builds {
            for ty in ["client", "server", "domain-controller"] {
                if row.types.iter().any(|known| known == ty) {
                    machines.extend([true, false].map(|known| Machine { row, build, ty, known }));
                }
            }
        }
    }
    machines
}

fn leaf() -> impl Strategy<Value = String> {
    let op = prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let equal = prop::sample::select(vec!["==", "!="]);
    let build = prop::sample::select(vec![0, 999, 7600, 7601, 9600, 10_000, 19_045, 22_000, 26_100, 99_999, 100_000]);
    let version = prop::sample::select(vec!["6.1", "6.2", "6.3", "10.0", "6.4", "5", "11"]);
    let release = prop::sample::select(vec![
        "windows-7",
        "windows-10",
        "windows-11",
        "server-2019",
        "server-1809",
        "server-2025",
    ]);
    let ty = prop::sample::select(vec!["client", "server", "domain-controller"]);
    prop_oneof![
        (op.clone(), build.clone()).prop_map(|(op, n)| format!("os.build {op} {n}")),
        (op, version.clone()).prop_map(|(op, v)| format!("os.version {op} {v}")),
        (equal.clone(), release).prop_map(|(op, r)| format!("os.release {op} {r}")),
        (equal, ty.clone()).prop_map(|(op, t)| format!("os.type {op} {t}")),
        (version.clone(), version).prop_map(|(a, b)| format!("os.version in [{a}, {b}]")),
        (build.clone(), build).prop_map(|(a, b)| format!("os.build in [{a}, {b}]")),
        prop::sample::select(vec![
            "file-there",
            "old",
            "os.edition == Enterprise",
            "os.edition in by-edition",
            "os.build in by-build",
            "has by-build",
            "has by-edition",
            "os.arch == x64",
            "machine.domain-joined",
        ])
        .prop_map(str::to_owned),
    ]
}

fn scope() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|cond| format!("not ({cond})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(") and ("))),
            prop::collection::vec(inner, 2..4).prop_map(|any| format!("({})", any.join(") or ("))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_machine_in_scope_is_left_out(scope in scope()) {
        let program = program(&scope);
        let filter = filter(&program);
        for mut machine in machines() {
            if eval(&program.scope.cond, &mut machine) == Truth::True {
                prop_assert!(filter.wql.selects(&machine.os()), "{} on {machine:?}\n{}", scope, filter.wql.query());
            }
        }
    }
}

#[test]
fn what_a_reviewer_would_ask_is_answered() {
    let explained = |scope: &str| filter(&program(scope)).explained().join("\n");
    let all = explained("os.version >= 6.1 and os.type == client");
    for part in ["says all of the scope", "os.version needs no test", "OperatingSystemSKU 175 is"] {
        assert!(all.contains(part), "{all}");
    }
    let edition = explained("os.version == 6.1 and os.edition == Enterprise");
    assert!(edition.contains("decides on the machine: os.edition.\nos.edition is left out although"), "{edition}");
    assert!(!edition.contains("needs no test") && !edition.contains("175"), "{edition}");
}
