//! Every command of the README runs, and says what the README says it does.

use std::path::Path;
use std::process::Command;

/// The lines of `console` blocks that are typed.
fn commands(readme: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            found.push(command.to_owned());
        }
    }
    found
}

#[test]
fn every_command_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("there is a README");
    let commands = commands(&readme);
    assert_eq!(commands.first().map(String::as_str), Some("cargo run --release -- build plans/kb971033.yaml -o out"));
    assert_eq!(commands.last().map(String::as_str), Some("tests/run"));
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch).expect("the target folder can be written");
    for command in &commands {
        if command == "tests/run" {
            // It is what runs this test; that it is there and can be started is what is left to see.
            let status = Command::new("bash").arg("-n").arg(root.join("tests/run")).status();
            assert!(status.is_ok_and(|status| status.success()), "{command}");
            continue;
        }
        // The binary that cargo built for this test stands in for building it again.
        let arguments: Vec<String> = command
            .strip_prefix("cargo run --release -- ")
            .unwrap_or_else(|| panic!("a command that is not understood: {command}"))
            .split_whitespace()
            .map(|word| if word.starts_with("plans") { root.join(word).display().to_string() } else { word.to_owned() })
            .collect();
        let status = Command::new(env!("CARGO_BIN_EXE_regimen")).args(&arguments).current_dir(&scratch).status();
        assert!(status.is_ok_and(|status| status.success()), "{command}");
    }
    let script = scratch.join("out/kb971033/batch/kb971033.cmd");
    assert!(script.exists(), "the README's first command writes {}", script.display());
}
