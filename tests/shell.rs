//! Completions and manual pages name what there is.

mod common;

use common::{code, printed, regimen, said, scratch};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The long options of every command, as its own help has them.
fn commands(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let help = printed(&regimen(folder, &["--help"]));
    let list = help.split("\nCommands:\n").nth(1).expect("there are commands").split("\n\n").next().unwrap_or_default();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> = names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(names.len() > 5, "{help}");
    let mut found = BTreeMap::new();
    for name in names.into_iter().filter(|name| name != "help") {
        let help = printed(&regimen(folder, &[&name, "--help"]));
        let words = help.split_whitespace().map(|word| word.trim_end_matches([',', '.', ')', '`']));
        let mut flags: Vec<String> = words.filter(|word| word.starts_with("--")).map(str::to_owned).collect();
        flags.retain(|flag| flag.len() > 2);
        flags.sort();
        flags.dedup();
        found.insert(name, flags);
    }
    found
}

#[test]
fn completions_name_every_command_and_option() {
    let folder = scratch("completions");
    let commands = commands(&folder);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = regimen(&folder, &["completions", shell]);
        assert_eq!(code(&output), 0, "{shell}");
        let text = printed(&output);
        for (command, flags) in &commands {
            assert!(text.contains(command.as_str()), "{shell}: {command}");
            for flag in flags {
                // fish writes `-l name` and not `--name`.
                let fish = format!("-l {}", flag.trim_start_matches('-'));
                let wanted = if shell == "fish" { &fish } else { flag };
                assert!(text.contains(wanted.as_str()), "{shell}: {command} {flag}");
            }
        }
    }
    assert_eq!(code(&regimen(&folder, &["completions", "tcsh"])), 2);
}

#[test]
fn bash_completes_commands_and_options() {
    let folder = scratch("completions-bash");
    let script = folder.join("regimen.bash");
    std::fs::write(&script, printed(&regimen(&folder, &["completions", "bash"]))).expect("it can be written");
    let complete = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let ask = format!(
            "source '{}'; COMP_WORDS=({line}''); COMP_CWORD={}; _regimen regimen '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            script.display(),
            words.len() - 1,
            words.last().unwrap_or(&""),
            words.get(words.len().wrapping_sub(2)).unwrap_or(&""),
        );
        let output = Command::new("bash").args(["--norc", "-c", &ask]).output().expect("there is a bash");
        assert!(output.status.success() && output.stderr.is_empty(), "{line}: {}", said(&output));
        printed(&output)
    };
    assert!(complete("regimen che").lines().any(|word| word == "check"), "{}", complete("regimen che"));
    assert!(complete("regimen build --ch").lines().any(|word| word == "--check"));
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let folder = scratch("man");
    let commands = commands(&folder);
    let output = regimen(&folder, &["man", "-o", "pages"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let page = |name: &str| std::fs::read_to_string(folder.join(format!("pages/{name}.1"))).expect("there is a page");
    let main = page("regimen");
    assert_eq!(main, printed(&regimen(&folder, &["man"])));
    assert!(main.contains("Exit codes"), "{main}");
    for (command, flags) in &commands {
        assert!(main.contains(&format!("regimen\\-{command}(1)")), "{command}");
        let text = page(&format!("regimen-{command}"));
        for flag in flags {
            let wanted = flag.replace('-', "\\-");
            assert!(text.contains(&wanted), "{command}: {flag}\n{text}");
        }
    }
    let pages = std::fs::read_dir(folder.join("pages")).map(Iterator::count).unwrap_or_default();
    assert_eq!(pages, commands.len() + 1);
}
