//! Laws that hold for every plan and machine: a kind's own reading of its fields agrees with the probes it is lowered to,
//! and with the machine after its operations; a second run after success changes nothing; every cut converges.

use proptest::prelude::*;
use regimen::diag::{Sink, render::human};
use regimen::resolve::CheckTest;
use regimen::simulate::{Cut, Event, Facts, Machine, Mode, Options, Outcome, run};
use regimen::source::SourceFile;
use regimen::{Checked, check};

fn checked(text: &str) -> Checked {
    let mut sink = Sink::new();
    let source = SourceFile::decode("law.yaml", text.as_bytes(), &mut sink);
    match check(&source, &Vec::new(), &mut sink) {
        Some(checked) => checked,
        None => panic!("{}\n{text}", human(&sink.report(), &source, false)),
    }
}

/// States that may be both observed and brought about, over a handful of names, so that machines meet them.
fn state() -> impl Strategy<Value = String> {
    let service = prop::sample::select(vec!["alpha", "beta", "gone"]);
    let status = prop::sample::select(vec!["running", "stopped"]);
    let startup = prop::sample::select(vec!["automatic", "delayed", "manual", "disabled", "boot", "system"]);
    let missing = prop::sample::select(vec!["", ", if-missing: skip", ", if-missing: fail"]);
    let more = prop::sample::select(vec![
        "depends-on: [beta]",
        "depends-on: [BETA, rpcss]",
        "depends-on: []",
        "security: 'D:(A;;RPWP;;;BA)'",
        "security: 'D:(A;;CC;;;SY)S:(AU;FA;CC;;;WD)'",
        "startup: manual, depends-on: [rpcss], security: 'D:(A;;CC;;;SY)'",
    ]);
    let key = prop::sample::select(vec![r"HKLM\SOFTWARE\Law", r"HKLM\SOFTWARE\Law\One", r"HKLM\SOFTWARE\Gone"]);
    let value = prop::sample::select(vec!["A", "b", "''"]);
    let data = prop::sample::select(vec![
        "data: 1",
        "data: 0x10",
        "data: text",
        "type: qword, data: 5000000000",
        "type: multi-string, data: [x, y]",
        "type: expand-string, data: '%windir%'",
        "type: binary, data: '00 ff'",
        "bits: 3, data: 1",
        "with: [x], without: [z]",
        "exists: false",
    ]);
    let file = prop::sample::select(vec![
        r"path: 'C:\Law\a.txt', exists: false",
        r"path: 'C:\Law\*.txt', exists: false",
        r"path: 'C:\Law\a.txt', content: one",
        r"path: 'C:\Law\new.txt', content: two, newline: lf",
        r"path: 'C:\Law\a.txt'",
    ]);
    let license = prop::sample::select(vec![
        "status: licensed",
        "key: AAAAA-BBBBB-CCCCC-DDDDD-HVTHH",
        "kms-host: kms.example.com",
    ]);
    prop_oneof![
        (service.clone(), status, missing.clone())
            .prop_map(|(name, status, missing)| format!("service: {{ name: {name}, status: {status}{missing} }}")),
        (service.clone(), more, missing.clone())
            .prop_map(|(name, more, missing)| format!("service: {{ name: {name}, {more}{missing} }}")),
        (service, startup, missing)
            .prop_map(|(name, startup, missing)| format!("service: {{ name: {name}, startup: {startup}{missing} }}")),
        (key, value, data)
            .prop_map(|(key, value, data)| format!(r"registry: {{ key: '{key}', value: {value}, {data} }}")),
        file.prop_map(|file| format!("file: {{ {file} }}")),
        license.prop_map(|license| format!("license: {{ {license} }}")),
        Just("package: { name: 'Package_for_KB1~*', installed: false }".to_owned()),
    ]
}

fn machine() -> impl Strategy<Value = Machine> {
    let service = |name: &'static str| {
        (
            prop::sample::select(vec!["running", "stopped"]),
            prop::sample::select(vec!["automatic", "delayed", "manual", "disabled", "boot", "system"]),
            prop::sample::select(vec![
                "",
                ", depends-on: [rpcss, gamma]",
                ", depends-on: [rpcss]",
                ", security: 'D:(A;;RPWP;;;BA)'",
                ", security: 'D:(A;;CC;;;SY)S:(AU;FA;CC;;;WD)'",
            ]),
        )
            .prop_map(move |(status, startup, more)| {
                format!("  {name}: {{ status: {status}, startup: {startup}{more} }}\n")
            })
    };
    let data = || {
        prop::sample::select(vec![
            "1",
            "16",
            "text",
            "{ type: qword, data: 5000000000 }",
            "{ type: multi-string, data: [x, y] }",
            "{ type: multi-string, data: [z] }",
            "{ type: expand-string, data: '%windir%' }",
            "{ type: binary, data: [0, 255] }",
        ])
    };
    let file = prop::sample::select(vec![
        "",
        "  'C:\\Law\\a.txt': { content: one }\n",
        "  'C:\\Law\\a.txt': { directory: true }\n",
        "  'C:\\Law\\a.txt': { content: one, link: true }\n",
    ]);
    let package = prop::sample::select(vec![
        "",
        "  'Package_for_KB1~31bf~amd64~~1': { state: 0x70 }\n",
        "  'Package_for_KB1~31bf~amd64~~1': { state: 0x5 }\n",
    ]);
    let license = prop::sample::select(vec![
        "channel: kms-client, key: HVTHH, status: licensed",
        "channel: kms-client, key: GPDD4, status: notification, reason: 0xC004F200",
        "channel: none",
        "channel: mak, key: ABCDE, status: licensed, second-product: true",
    ]);
    (service("alpha"), service("beta"), prop::option::of(data()), prop::option::of(data()), file, package, license).prop_map(
        |(alpha, beta, one, two, file, package, license)| {
            let value = |name: &str, data: Option<&str>| data.map(|data| format!("    {name}: {data}\n")).unwrap_or_default();
            let text = format!(
                "services:\n{alpha}{beta}registry:\n  HKLM\\SOFTWARE\\Law:\n    other: 1\n{}{}files:\n  'C:\\Law\\other': {{}}\n{file}packages:\n  'Other~x': {{ state: 0x70 }}\n{package}license: {{ {license} }}\n",
                value("A", one),
                value("B", two),
            );
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
        },
    )
}

fn plan(checks: &str, actions: &str, goal: &str) -> String {
    format!("regimen: 1\nplan: law\ntitle: A law\nchecks:\n{checks}goal: {goal}\nactions:\n{actions}")
}

const IDLE: &str = "  idle:\n    message: nothing to do\n";

/// Runs until nothing more comes of it. One run need not do: a plan may activate before it installs the key, and then
/// it is the next run that activates with the new one.
fn rest(program: &regimen::program::Program, machine: &mut Machine) {
    for _ in 0..4 {
        let _ = run(program, machine, Options::default());
    }
}

// What a law does not speak of is drawn anew, and counted: a law that hardly speaks of anything fails.
proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 1_600, ..ProptestConfig::default() })]

    #[test]
    fn a_kind_reads_its_fields_as_its_probes_do(state in state(), mut machine in machine()) {
        let checked = checked(&plan(&format!("  it: {{ {state} }}\n"), IDLE, "it"));
        let facts = Facts::of(&machine, &checked.program.maps);
        let CheckTest::State(kind) = &checked.schedule.model.checks[0].test else { unreachable!("it is a state") };
        let expected = kind.holds(&machine, &facts);
        let trace = run(&checked.program, &mut machine, Options { mode: Mode::Detect, ..Options::default() });
        let found = trace.events.iter().find_map(|event| match event {
            Event::Observe { truth, .. } => Some(*truth),
            _ => None,
        });
        prop_assert_eq!(found, Some(expected), "{}", state);
    }

    #[test]
    fn after_success_the_state_holds_and_a_second_run_changes_nothing(state in state(), mut machine in machine()) {
        let actions = format!("  make-it-so:\n    {state}\n");
        let checked = checked(&plan(&format!("  it: {{ {state} }}\n"), &actions, "it"));
        let trace = run(&checked.program, &mut machine, Options::default());
        prop_assume!(matches!(trace.outcome, Some(Outcome::Changed | Outcome::Compliant)));
        let facts = Facts::of(&machine, &checked.program.maps);
        let CheckTest::State(kind) = &checked.schedule.model.checks[0].test else { unreachable!("it is a state") };
        prop_assert_eq!(kind.holds(&machine, &facts), regimen::condition::Truth::True, "{}", state);
        let before = machine.clone();
        let second = run(&checked.program, &mut machine, Options::default());
        prop_assert_eq!(second.outcome, Some(Outcome::Compliant));
        prop_assert_eq!(second.operations().count(), 0);
        prop_assert_eq!(&before.services, &machine.services);
        prop_assert_eq!(&before.files, &machine.files);
    }

    #[test]
    fn a_cut_anywhere_converges_to_where_uncut_runs_rest(
        states in prop::collection::vec(state(), 1..4),
        start in machine(),
        at in any::<u8>(),
        before in any::<bool>(),
    ) {
        // They may touch one thing: the plan says in which order.
        let order = |i: usize| if i == 0 { String::new() } else { format!("    after: step-{}\n", i - 1) };
        let actions: String = states.iter().enumerate().map(|(i, state)| format!("  step-{i}:\n    {state}\n    reboot: never\n{}", order(i))).collect();
        let checked = checked(&plan("  law: { registry: { key: 'HKLM\\SOFTWARE\\Law' } }\n", &actions, "not law"));
        let mut whole = start.clone();
        let trace = run(&checked.program, &mut whole, Options::default());
        let count = trace.operations().count();
        prop_assume!(count > 0);
        let at = usize::from(at) % count + 1;
        rest(&checked.program, &mut whole);
        let cut = if before { Cut::Before(at) } else { Cut::After(at) };
        let mut machine = start;
        let trace = run(&checked.program, &mut machine, Options { cut: Some(cut), ..Options::default() });
        prop_assert_eq!(trace.outcome, None);
        rest(&checked.program, &mut machine);
        prop_assert_eq!(&whole.services, &machine.services);
        prop_assert_eq!(&whole.files, &machine.files);
        prop_assert_eq!(&whole.packages, &machine.packages);
        prop_assert_eq!(&whole.license, &machine.license);
        let law = |machine: &Machine| machine.registry.iter().filter(|(key, _)| key.contains("Law")).map(|(k, v)| (k.0.clone(), v.clone())).collect::<Vec<_>>();
        prop_assert_eq!(law(&whole), law(&machine));
    }
}
