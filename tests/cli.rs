//! The program as it is typed: exit codes, streams, what is written and what is left alone.

mod common;

use common::{code, printed, put, regimen, said, scratch};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn plan(id: &str) -> String {
    format!(
        "regimen: 1\nplan: {id}\ntitle: A plan\nactions:\n  fix:\n    registry: {{ key: HKLM\\SOFTWARE\\Example, value: A, data: 1 }}\n"
    )
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => todo.push(path),
                path => found.push((path.clone(), std::fs::read(&path).expect("it is a file"))),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn check_says_what_is_wrong_and_writes_nothing() {
    let folder = scratch("check");
    put(&folder, "fine.yaml", &plan("fine"));
    put(&folder, "wrong.yaml", &plan("Wrong"));
    assert_eq!(code(&regimen(&folder, &["check", "fine.yaml"])), 0);
    let both = regimen(&folder, &["check", "fine.yaml", "wrong.yaml"]);
    assert_eq!(code(&both), 1);
    assert!(said(&both).contains("R0401") && said(&both).contains("wrong.yaml:2:7"), "{}", said(&both));
    assert_eq!(tree(&folder).len(), 2);
}

#[test]
fn every_plan_of_a_folder_is_reported_and_the_worst_code_counts() {
    let folder = scratch("folder");
    put(&folder, "plans/a.yaml", &plan("A"));
    put(&folder, "plans/b.yml", &plan("B"));
    put(&folder, "plans/b.scenarios.yaml", "not a plan");
    put(&folder, "plans/.hidden.yaml", "not a plan");
    put(&folder, "plans/c.v2.YAML", &plan("C"));
    let output = regimen(&folder, &["check", "plans", "gone.yaml"]);
    assert_eq!(code(&output), 3);
    for name in ["a.yaml", "b.yml", "c.v2.YAML", "gone.yaml"] {
        assert!(said(&output).contains(name), "{name}: {}", said(&output));
    }
    assert!(!said(&output).contains("scenarios") && !said(&output).contains("hidden"));
    assert_eq!(code(&regimen(&folder, &["check", "."])), 3, "a folder without plans");
}

#[test]
fn usage_is_two_and_help_is_zero() {
    let folder = scratch("usage");
    for wrong in [
        &["chek"][..],
        &["check"],
        &["build", "--target", "basic", "x"],
        &["check", "--set", "x", "a"],
        &["explain", "R9999"],
    ] {
        assert_eq!(code(&regimen(&folder, wrong)), 2, "{wrong:?}");
    }
    for fine in [&["--help"][..], &["--version"], &["explain", "r0403"], &["explain", "unused"]] {
        let output = regimen(&folder, fine);
        assert_eq!(code(&output), 0, "{fine:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{fine:?}");
    }
}

#[test]
fn explain_takes_short_codes_lists_all_and_says_what_may_be_meant() {
    let folder = scratch("explain");
    let explain = |what: &[&str]| regimen(&folder, &[&["explain"], what].concat());
    for short in ["R403", "403", "0403", "r0403"] {
        assert!(printed(&explain(&[short])).starts_with("R0403: "), "{short}");
    }
    let all = printed(&explain(&[]));
    for code in regimen::diag::Code::ALL {
        assert!(all.contains(&format!("\n{} ", code.as_str())), "{}", code.as_str());
    }
    for lint in regimen::diag::LINTS {
        assert!(all.contains(&format!("(lint `{}`)", lint.name)), "{}", lint.name);
    }
    for (wrong, help) in [("unusd", "`unused`"), ("editons", "`editions`"), ("R0499", "`R04"), ("xyzzyx", "lists all")]
    {
        let output = explain(&[wrong]);
        assert_eq!(code(&output), 2, "{wrong}");
        assert!(said(&output).contains(help), "{wrong}: {}", said(&output));
    }
}

#[test]
fn explain_lists_what_the_catalogue_has() {
    let folder = scratch("explain-lists");
    let list = |what: &str| printed(&regimen(&folder, &["explain", what]));
    let (editions, releases, facts) = (list("editions"), list("releases"), list("facts"));
    for edition in regimen::catalog::editions::edition_ids() {
        assert!(editions.contains(&format!("\n{edition}\n    ")), "{edition}: {editions}");
    }
    for release in regimen::catalog::editions::releases() {
        assert!(releases.contains(&format!("\n{release} ")), "{release}: {releases}");
    }
    assert!(releases.contains("windows-7        6.1   7600, 7601\n"), "{releases}");
    for fact in regimen::catalog::facts::FactId::all() {
        assert!(facts.contains(fact.name()) && facts.contains(fact.doc()), "{}: {facts}", fact.name());
    }
    assert!(facts.contains("domain-controller") && facts.contains("see `regimen explain editions`"), "{facts}");
}

#[test]
fn json_is_one_object_a_line_on_standard_output() {
    let folder = scratch("json");
    put(&folder, "wrong.yaml", &plan("Wrong").replace("data: 1", "data: 1, tipe: dword"));
    let output = regimen(&folder, &["check", "--message-format", "json", "wrong.yaml", "gone.yaml"]);
    assert!(output.stderr.is_empty(), "{}", said(&output));
    let lines: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let codes: Vec<&str> = lines.iter().filter_map(|line| line["code"].as_str()).collect();
    assert!(codes.contains(&"R0301"), "{lines:?}");
    assert!(lines.iter().any(|line| line["title"].as_str().is_some_and(|title| title.contains("gone.yaml"))));
}

#[test]
fn build_writes_a_folder_that_its_manifest_describes_and_the_same_bytes_twice() {
    let folder = scratch("build");
    put(&folder, "a.yaml", &plan("a"));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 0);
    let first = tree(&folder.join("out"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("out/a/manifest.json")).expect("there is one"))
            .expect("JSON");
    let files = manifest["files"].as_array().expect("a list");
    assert_eq!(files.len() + 1, first.len(), "every file but the manifest stands in it");
    for file in files {
        let bytes =
            std::fs::read(folder.join("out/a").join(file["path"].as_str().expect("text"))).expect("it was written");
        let hash = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        assert_eq!(file["sha256"].as_str(), Some(hash.as_str()));
        assert_eq!(file["size"].as_u64(), Some(bytes.len() as u64));
    }
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 0);
    assert_eq!(first, tree(&folder.join("out")));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out", "--check"])), 0);
}

#[test]
fn a_failed_build_leaves_what_was_there_and_check_sees_differences() {
    let folder = scratch("failed");
    put(&folder, "a.yaml", &plan("a"));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 0);
    let before = tree(&folder.join("out"));
    put(&folder, "a.yaml", &plan("a").replace("HKLM", "HKXX"));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 1);
    assert_eq!(before, tree(&folder.join("out")));
    put(&folder, "a.yaml", &plan("a").replace("data: 1", "data: 2"));
    let output = regimen(&folder, &["build", "a.yaml", "-o", "out", "--check"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("a.cmd"), "{}", said(&output));
    assert!(
        said(&output).contains(": on disk `rem") && said(&output).contains("`, by the plan `rem"),
        "{}",
        said(&output)
    );
    assert_eq!(before, tree(&folder.join("out")));
}

#[test]
fn what_a_build_with_fewer_targets_removes_is_said() {
    let folder = scratch("fewer");
    put(&folder, "a.yaml", &plan("a"));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml"])), 0);
    let output = regimen(&folder, &["build", "a.yaml", "--target", "batch"]);
    assert_eq!(code(&output), 0);
    assert!(!folder.join("out/a/powershell").exists());
    let removed: Vec<String> =
        said(&output).lines().filter(|line| line.starts_with("removed ")).map(str::to_owned).collect();
    assert_eq!(removed.len(), 5, "{removed:?}");
    assert!(removed.iter().any(|line| line.contains("a.ps1, which this build does not make")), "{removed:?}");
}

#[test]
fn what_is_no_longer_made_is_removed_and_nothing_else() {
    let folder = scratch("stale");
    put(&folder, "a.yaml", &plan("a"));
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 0);
    put(&folder, "out/a/old/old.cmd", "old");
    put(&folder, "out/a/mine.txt", "mine");
    let path = folder.join("out/a/manifest.json");
    let text = std::fs::read_to_string(&path).expect("there is one");
    let text =
        text.replacen("\"files\": [", "\"files\": [ { \"path\": \"old/old.cmd\", \"size\": 3, \"sha256\": \"\" },", 1);
    std::fs::write(
        &path,
        text.replacen("[ {", "[ { \"path\": \"../../a.yaml\", \"size\": 3, \"sha256\": \"\" }, {", 1),
    )
    .expect("it can be written");
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 0);
    assert!(!folder.join("out/a/old").exists(), "what the manifest names and the plan no longer makes");
    assert!(folder.join("out/a/mine.txt").exists(), "what the manifest does not name");
    assert!(folder.join("a.yaml").exists(), "a manifest names nothing outside of its folder");
}

#[test]
fn what_cannot_be_written_is_three() {
    let folder = scratch("unwritable");
    put(&folder, "a.yaml", &plan("a"));
    put(&folder, "out", "a file in the folder's place");
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "-o", "out"])), 3);
}

#[test]
fn two_plans_with_one_id_are_not_built_over_each_other() {
    let folder = scratch("twice");
    put(&folder, "a.yaml", &plan("same"));
    put(&folder, "b.yaml", &plan("same"));
    put(&folder, "c.yaml", &plan("c"));
    for command in [&["build", "-o", "out"][..], &["check"]] {
        let output = regimen(&folder, &[command, &["a.yaml", "b.yaml", "c.yaml"]].concat());
        assert_eq!(code(&output), 1, "{command:?}");
        assert!(said(&output).contains("a.yaml and b.yaml are both called `same`"), "{}", said(&output));
    }
    assert!(folder.join("out/c").exists() && !folder.join("out/same").exists(), "neither of the two is written");
}

#[test]
fn params_are_needed_to_build_and_not_to_check() {
    let folder = scratch("params");
    let text = plan("a")
        .replace("actions:", "params:\n  site: { type: text }\nactions:")
        .replace("data: 1", "data: '${site}'");
    put(&folder, "a.yaml", &text);
    assert_eq!(code(&regimen(&folder, &["check", "a.yaml"])), 0);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml"])), 1);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--set", "site=north"])), 0);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--set", "sight=north"])), 1);
}

#[test]
fn files_that_are_no_plans_end_quickly_with_one_message() {
    let folder = scratch("hostile");
    let large = "x".repeat(16 * 1024 * 1024 + 1);
    let deep = "[".repeat(1_000_000);
    let nul = format!("{}\0", plan("a"));
    for (name, text, wanted) in
        [("large", large.as_str(), "R0102"), ("deep", &deep, "R0212"), ("nul", &nul, "R0104"), ("empty", "", "R0103")]
    {
        put(&folder, "a.yaml", text);
        let output = regimen(&folder, &["check", "a.yaml"]);
        assert_eq!(code(&output), 1, "{name}");
        assert!(said(&output).contains(wanted), "{name}: {}", &said(&output).chars().take(400).collect::<String>());
    }
}

#[test]
fn there_is_no_colour_where_there_is_no_terminal() {
    let folder = scratch("colour");
    put(&folder, "a.yaml", &plan("A"));
    assert!(!said(&regimen(&folder, &["check", "a.yaml"])).contains('\u{1b}'));
}

/// A plan with a text that cmd.exe reads in each machine's own code page.
fn powershell_alone(id: &str) -> String {
    plan(id).replace("data: 1", "data: 表")
}

#[test]
fn a_target_that_cannot_express_a_plan_is_left_out_and_refused_where_it_is_asked_for() {
    let folder = scratch("left-out");
    put(&folder, "a.yaml", &powershell_alone("a"));
    let output = regimen(&folder, &["build", "a.yaml"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let note = "note[R0901]: left out: batch: batch cannot express";
    assert!(said(&output).contains(note) && said(&output).contains("0 errors"), "{}", said(&output));
    assert!(folder.join("out/a/powershell/a.ps1").exists() && !folder.join("out/a/batch").exists());
    // A policy starts the script that the plan can be.
    for name in ["a.cmd", "a.ps1"] {
        assert!(folder.join("out/a/gpo/sysvol/Machine/Scripts/Startup").join(name).exists(), "{name}");
    }

    let checked = regimen(&folder, &["check", "a.yaml"]);
    assert_eq!(code(&checked), 0);
    assert!(said(&checked).contains(note), "{}", said(&checked));

    for asked in [&["--target", "batch"][..], &["--target", "gpo", "--gpo-script", "batch"]] {
        let output = regimen(&folder, &[&["build", "a.yaml", "-o", "asked"], asked].concat());
        assert_eq!(code(&output), 1, "{asked:?}");
        assert!(said(&output).contains("error[R0901]: batch cannot express"), "{}", said(&output));
    }
    assert!(!folder.join("asked").exists());
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--target", "gpo", "-o", "gpo"])), 0);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--gpo-script", "perl"])), 2);

    put(&folder, "b.yaml", &plan("b"));
    let forced = ["build", "b.yaml", "-o", "forced", "--gpo-script", "batch", "--target", "gpo"];
    assert_eq!(code(&regimen(&folder, &forced)), 0);
    assert!(!folder.join("forced/b/gpo/sysvol/Machine/Scripts/Startup/b.ps1").exists());
}

#[test]
fn a_plan_that_no_target_can_express_is_an_error_for_check_too() {
    let folder = scratch("no-target");
    // cmd.exe does not read the one, and the PowerShell script does not set the other.
    let secured = "  secure:\n    service: { name: Example, security: 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)' }\n";
    let plan = plan("a").replace("actions:", "scope: os.language == 'ja-JP'\nactions:") + secured;
    put(&folder, "a.yaml", &plan);
    for command in ["check", "build"] {
        let output = regimen(&folder, &[command, "a.yaml"]);
        assert_eq!(code(&output), 1, "{command}: {}", said(&output));
        assert!(said(&output).contains("error[R0901]") && !said(&output).contains("left out"), "{}", said(&output));
    }
    assert!(!folder.join("out").exists());
}

#[test]
fn a_plan_is_split_by_edition_for_every_target() {
    let folder = scratch("per-edition");
    let plan = plan("a").replace("data: 1", "data: '${word}'").replace(
        "actions:",
        "scope: os.edition in word\nmaps:\n  word: { by: os.edition, entries: { Enterprise: x, Education: y } }\nactions:",
    );
    put(&folder, "a.yaml", &plan);
    let output = regimen(&folder, &["build", "a.yaml", "--per-edition"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let made = tree(&folder.join("out/a"));
    let made: Vec<String> = made.iter().map(|(path, _)| path.display().to_string().replace('\\', "/")).collect();
    for edition in ["Enterprise", "Education"] {
        for file in [
            format!("batch/per-edition/a-{edition}.cmd"),
            format!("powershell/per-edition/a-{edition}.ps1"),
            format!("gpo/per-edition/a-{edition}/sysvol/Machine/Scripts/Startup/a-{edition}.cmd"),
            format!("gpo/per-edition/a-{edition}/README.txt"),
        ] {
            assert!(made.iter().any(|path| path.ends_with(&file)), "{file} is missing from {made:#?}");
        }
    }
    assert!(!made.iter().any(|path| path.ends_with("batch/a.cmd")), "no script holds the values of two editions");
    // Built whole again, the folder holds no leftovers.
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml"])), 0);
    assert!(!folder.join("out/a/batch/per-edition").exists() && folder.join("out/a/batch/a.cmd").exists());
}

#[test]
fn levels_of_lints_are_typed_or_written_and_the_typed_ones_count() {
    let folder = scratch("lints");
    let with = |level: &str| format!("{}checks: {{ c: {{ service: {{ name: x }} }} }}\n{level}", plan("a"));
    put(&folder, "a.yaml", &with(""));
    put(&folder, "allowed.yaml", &with("lint: { unused: allow }\n"));
    let run = |arguments: &[&str]| code(&regimen(&folder, &[&["check"], arguments].concat()));
    assert_eq!(run(&["a.yaml"]), 0);
    assert_eq!(run(&["a.yaml", "--deny", "warnings"]), 1);
    assert_eq!(run(&["a.yaml", "--lint", "unused=deny"]), 1);
    assert_eq!(run(&["a.yaml", "--lint", "unused=allow", "--deny", "warnings"]), 0);
    assert_eq!(run(&["allowed.yaml", "--deny", "warnings"]), 0);
    assert_eq!(run(&["allowed.yaml", "--lint", "unused=deny"]), 1);
    assert_eq!(run(&["a.yaml", "--lint", "unused"]), 2);
    assert_eq!(run(&["a.yaml", "--lint", "unusde=deny"]), 2);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--deny", "warnings"])), 1);
    assert!(!folder.join("out").exists());
}

#[test]
fn a_lint_of_a_target_can_be_denied_and_then_nothing_is_written() {
    let folder = scratch("startup-time");
    let plan = plan("a").replace("  fix:\n", "  fix:\n    settle: 20m\n");
    put(&folder, "a.yaml", &plan);
    let output = regimen(&folder, &["build", "a.yaml"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("warning[R0910]"), "{}", said(&output));
    let denied = regimen(&folder, &["build", "a.yaml", "-o", "denied", "--lint", "startup-time=deny"]);
    assert_eq!(code(&denied), 1, "{}", said(&denied));
    assert!(said(&denied).contains("error[R0910]") && !folder.join("denied").exists(), "{}", said(&denied));
    put(&folder, "a.yaml", &format!("{plan}lint: {{ startup-time: allow }}\n"));
    assert!(!said(&regimen(&folder, &["check", "a.yaml"])).contains("R0910"));
}

#[test]
fn fix_mends_what_is_sure_and_keeps_every_other_byte() {
    let folder = scratch("fix");
    let wrong = "# 日本語\r\nregimen: 1\r\nplan: a\r\ntitle: A plan   # kept\r\n\r\nactoins:\r\n  fix:\r\n    registry: { key: HKLM\\SOFTWARE\\Example, value: A, data: 1, exists: yes }\r\n    when: os.version = 6.1 && os.build >= 7600\r\n    reboot: sometimes\r\n";
    let right = wrong
        .replace("actoins", "actions")
        .replace("exists: yes", "exists: true")
        .replace("6.1 &&", "6.1 and")
        .replace("os.version =", "os.version ==");
    let with_mark = |text: &str| [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    for (name, before, after) in [
        ("plain.yaml", wrong.as_bytes().to_vec(), right.as_bytes().to_vec()),
        ("mark.yaml", with_mark(wrong), with_mark(&right)),
        ("wide.yaml", utf16(wrong), utf16(&right)),
    ] {
        std::fs::write(folder.join(name), &before).expect("the folder can be written");
        let output = regimen(&folder, &["check", name]);
        assert_eq!(std::fs::read(folder.join(name)).expect("it is there"), before, "check alone writes nothing");
        let fixed = regimen(&folder, &["check", "--fix", name]);
        assert_eq!((code(&output), code(&fixed)), (1, 1), "`sometimes` is a person's to mend: {}", said(&fixed));
        let found = std::fs::read(folder.join(name)).expect("it is there");
        assert_eq!(String::from_utf8_lossy(&found), String::from_utf8_lossy(&after), "{name}");
        assert!(said(&fixed).contains("mended 4 places") && said(&fixed).contains("R0305"), "{}", said(&fixed));
        assert_eq!(code(&regimen(&folder, &["check", "--fix", name])), 1);
        assert_eq!(std::fs::read(folder.join(name)).expect("it is there"), after);
    }
    assert_eq!(tree(&folder).len(), 3, "nothing is left beside the plans");
}

#[test]
fn fix_takes_back_what_would_be_another_mistake() {
    let folder = scratch("fix-back");
    let twice = plan("a").replace("    registry:", "    wehn: os.build > 1\n    when: os.build > 2\n    registry:");
    put(&folder, "a.yaml", &twice);
    let output = regimen(&folder, &["check", "--fix", "a.yaml"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("R0301") && !said(&output).contains("mended"), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(folder.join("a.yaml")).ok(), Some(twice));
}

#[test]
fn fix_leaves_a_plan_that_is_no_text() {
    let folder = scratch("fix-not");
    std::fs::write(folder.join("b.yaml"), b"wehn: \xFF\n").expect("the folder can be written");
    let output = regimen(&folder, &["check", "--fix", "b.yaml", "c.yaml"]);
    assert_eq!(code(&output), 3);
    assert_eq!(std::fs::read(folder.join("b.yaml")).ok(), Some(b"wehn: \xFF\n".to_vec()));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_an_error_and_a_closed_pipe_is_not() {
    use std::process::{Command, Stdio};
    let folder = scratch("full");
    put(&folder, "a.yaml", &plan("a"));
    put(&folder, "w.yaml", &format!("{}checks: {{ c: {{ service: {{ name: x }} }} }}\n", plan("w")));
    put(&folder, "machine.yaml", "elevated: true\n");
    let commands: [&[&str]; 15] = [
        &["--help"],
        &["--version"],
        &["show", "a.yaml"],
        &["graph", "a.yaml"],
        &["test", "a.yaml"],
        &["simulate", "a.yaml", "--machine", "machine.yaml"],
        &["man"],
        &["completions", "bash"],
        &["explain", "R0101"],
        &["schema"],
        &["check", "w.yaml", "--message-format", "json"],
        &["check", "a.yaml", "--message-format", "sarif"],
        &["check", "a.yaml", "--message-format", "junit"],
        &["check", "gone.yaml", "--message-format", "github"],
        &["build", "a.yaml", "--message-format", "sarif"],
    ];
    for arguments in commands {
        let start = |stdout: Stdio| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_regimen"));
            command.args(arguments).current_dir(&folder).stdout(stdout).output().expect("it was built")
        };
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let output = start(full.into());
        assert_eq!(code(&output), 3, "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains("cannot write to standard output"), "{arguments:?}: {}", said(&output));

        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = start(writer.into());
        assert!(!said(&output).contains("standard output"), "{arguments:?}: {}", said(&output));
        assert_eq!(code(&output), code(&regimen(&folder, arguments)), "{arguments:?}");
    }
}

#[test]
fn the_count_at_the_end_holds_every_error_that_was_said() {
    let folder = scratch("count");
    put(&folder, "a.yaml", &plan("a"));
    let gone = regimen(&folder, &["check", "gone.yaml"]);
    assert!(said(&gone).ends_with("1 plan: 1 error, 0 warnings\n"), "{}", said(&gone));
    let output = regimen(&folder, &["build", "a.yaml", "-o", "nowhere", "--check"]);
    let errors = said(&output).lines().filter(|line| line.starts_with("error: ")).count();
    assert!(errors > 1 && said(&output).ends_with(&format!(": {errors} errors, 0 warnings\n")), "{}", said(&output));
}

#[test]
fn targets_are_named_in_help_and_several_are_joined_by_commas() {
    let folder = scratch("targets");
    put(&folder, "a.yaml", &plan("a"));
    let help = printed(&regimen(&folder, &["build", "--help"]));
    for target in ["- batch:", "- powershell:", "- gpo:"] {
        assert!(help.contains(target), "{target}: {help}");
    }
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--target", "batch,gpo"])), 0);
    let made = ["batch", "powershell", "gpo"].map(|target| folder.join("out/a").join(target).exists());
    assert_eq!(made, [true, false, true]);
    assert_eq!(code(&regimen(&folder, &["build", "a.yaml", "--target", "batch,basic"])), 2);
}
