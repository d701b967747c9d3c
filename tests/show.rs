//! `regimen show`: what a plan means, and the form its hash is taken over.

mod common;

use common::{code, printed, put, regimen, said, scratch, shipped};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn show(folder: &Path, plan: &str, format: &str) -> String {
    let output = regimen(folder, &["show", plan, "--format", format]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    printed(&output)
}

#[test]
fn the_hash_of_a_plan_is_that_of_its_json() {
    let folder = scratch("show-hash");
    let plan = shipped("kb971033.yaml");
    let hash = sha256(&show(&folder, &plan, "json"));
    assert!(show(&folder, &plan, "text").contains(&format!("hash {hash}\n")));
    assert_eq!(code(&regimen(&folder, &["build", &plan, "--target", "batch"])), 0);
    let manifest = std::fs::read(folder.join("out/kb971033/manifest.json")).expect("it was written");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!(manifest["hash"].as_str(), Some(hash.as_str()));
    let script = std::fs::read_to_string(folder.join("out/kb971033/batch/kb971033.cmd")).expect("it was written");
    assert!(script.contains(&hash[..12]), "the script says from which plan it is");
}

#[test]
fn comments_key_order_and_line_ends_do_not_change_it_and_data_does() {
    let folder = scratch("show-canonical");
    let one = "regimen: 1\nplan: a\ntitle: A\nactions:\n  fix:\n    registry: { key: HKLM\\SOFTWARE\\Example, value: A, data: 1 }\n";
    let two = "# a comment\r\ntitle:   'A'\r\nplan: a\r\nactions:\r\n  fix:\r\n    registry:\r\n      data: 0x1   # one\r\n      value: A\r\n      key: 'HKLM\\SOFTWARE\\Example'\r\nregimen: 1\r\n";
    put(&folder, "a.yaml", one);
    put(&folder, "b.yaml", two);
    put(&folder, "c.yaml", &one.replace("data: 1", "data: 2"));
    let json = show(&folder, "a.yaml", "json");
    assert_eq!(json, show(&folder, "b.yaml", "json"));
    assert_ne!(json, show(&folder, "c.yaml", "json"));
}

#[test]
fn yaml_says_the_same_as_json() {
    let folder = scratch("show-yaml");
    let plan = shipped("kb971033.yaml");
    let yaml = show(&folder, &plan, "yaml");
    assert!(!yaml.contains(" !"), "no tags: {yaml}");
    let yaml: serde_json::Value = serde_yaml::from_str(&yaml).expect("YAML");
    let json: serde_json::Value = serde_json::from_str(&show(&folder, &plan, "json")).expect("JSON");
    assert_eq!(yaml, json);
}

#[test]
fn a_person_reads_the_order_the_restarts_and_what_cannot_be_taken_back() {
    let folder = scratch("show-text");
    let text = show(&folder, &shipped("kb971033.yaml"), "text");
    let mut from = 0;
    for part in [
        "kb971033: Reactivate Windows 7",
        "os.version == 6.1 and os.type == client",
        "not wat-update and licensed",
        "  1. remove-wat-update: Remove KB971033\n",
        "  2. rebuild-activation-store",
        "when remove-wat-update.changed or reported-not-genuine\n",
        "needs remove-wat-update\n",
        "finally, whenever a step was attempted\n     - set-startup sppuinotify manual\n",
        "  3. activate",
        "- activate (attempted up to 3 times, 30 s between)",
        "\nTime\n  at most 39 min in one run",
        "30 min for remove-wat-update\n",
        "may be asked for by remove-wat-update;",
        "started by who started the first",
        "only by hand: install the update again\n    - remove-wat-update:",
        "by hand, from a backup or notes made before the run: how the service started",
    ] {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("`{part}` is missing, or out of order:\n{text}"));
        from += at + part.len();
    }
    assert!(!text.contains("33PXH-7Y6KF"), "product keys are shown by their last five characters");
}

#[test]
fn a_plan_that_cannot_be_built_is_not_shown() {
    let folder = scratch("show-wrong");
    let open = "regimen: 1\nplan: a\ntitle: A\nparams:\n  site: { type: text }\nactions:\n  fix:\n    registry: { key: HKLM\\SOFTWARE\\Example, value: A, data: '${site}' }\n";
    put(&folder, "open.yaml", open);
    put(&folder, "wrong.yaml", &open.replace("title", "titel"));
    for (plan, wanted, what) in
        [("open.yaml", 1, "R0410"), ("wrong.yaml", 1, "R0301"), ("gone.yaml", 3, "cannot read gone.yaml")]
    {
        let output = regimen(&folder, &["show", plan]);
        assert_eq!(code(&output), wanted, "{plan}");
        assert!(output.stdout.is_empty() && said(&output).contains(what), "{plan}: {}", said(&output));
    }
    let output = regimen(&folder, &["show", "open.yaml", "--set", "site=north"]);
    assert_eq!(code(&output), 0);
    assert!(printed(&output).contains("REG_SZ 'north'"), "{}", printed(&output));
}
