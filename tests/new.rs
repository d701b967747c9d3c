//! `regimen new`: what it writes is a plan at once, and nothing that is there is written over.

mod common;

use common::{code, printed, put, regimen, said, scratch};
use regimen::catalog::plans::SHIPPED;
use std::path::Path;

#[test]
fn a_first_draft_compiles_at_once_without_a_warning() {
    let folder = scratch("new");
    put(&folder, "other.txt", "x");
    let made = regimen(&folder, &["new", "my-plan"]);
    assert_eq!(code(&made), 0, "{}", said(&made));
    assert!(!folder.join(".gitattributes").exists(), "the folder holds other things: their line ends are not ours");
    let built = regimen(&folder, &["build", "my-plan.yaml"]);
    assert_eq!(code(&built), 0, "{}", said(&built));
    assert!(said(&built).ends_with("1 plan: 0 errors, 0 warnings\n"), "{}", said(&built));
    let text = std::fs::read_to_string(folder.join("my-plan.yaml")).expect("it was written");
    assert!(text.contains("\nplan: my-plan ") && !text.contains("@NAME@"), "{text}");
}

#[test]
fn a_folder_of_its_own_keeps_its_bytes() {
    let folder = scratch("new-folder");
    assert_eq!(code(&regimen(&folder, &["new", "a", "-o", "plans/b.yaml"])), 0);
    assert!(folder.join("plans/b.yaml").is_file());
    assert_eq!(std::fs::read(folder.join("plans/.gitattributes")).ok().as_deref(), Some(&b"* -text\n"[..]));
    assert_eq!(code(&regimen(&folder, &["new", "c", "-o", "plans"])), 0, "a folder takes NAME.yaml");
    assert!(folder.join("plans/c.yaml").is_file());
}

#[test]
fn a_shipped_plan_keeps_everything_but_its_id() {
    let folder = scratch("new-from");
    assert_eq!(code(&regimen(&folder, &["new", "ours", "--from", "kb971033"])), 0);
    let ours = std::fs::read_to_string(folder.join("ours.yaml")).expect("it was written");
    let shipped = SHIPPED.iter().find(|plan| plan.id == "kb971033").expect("it is shipped");
    let (line, ours) = ours.split_once('\n').expect("it has lines");
    assert_eq!(line, "# yaml-language-server: $schema=.regimen.schema.json");
    let differing: Vec<(&str, &str)> = shipped.plan.lines().zip(ours.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(differing, [("plan: kb971033", "plan: ours")]);
    assert_eq!(std::fs::read_to_string(folder.join("ours.scenarios.yaml")).ok().as_deref(), Some(shipped.scenarios));
    assert_eq!(code(&regimen(&folder, &["check", "ours.yaml"])), 0);
}

#[test]
fn the_schema_stands_where_the_first_line_says() {
    let folder = scratch("new-schema");
    assert_eq!(code(&regimen(&folder, &["new", "a", "-o", "plans/a.yaml"])), 0);
    let text = std::fs::read_to_string(folder.join("plans/a.yaml")).expect("it was written");
    let named = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
    let schema = folder.join("plans").join(named.expect("the first line names it"));
    let written = std::fs::read_to_string(&schema).expect("it was written");
    assert_eq!(written, printed(&regimen(&folder, &["schema"])));
    put(&folder, "plans/.regimen.schema.json", "{}");
    assert_eq!(code(&regimen(&folder, &["new", "b", "-o", "plans"])), 0);
    assert_eq!(std::fs::read_to_string(&schema).ok().as_deref(), Some("{}"), "what is there is left as it is");
}

#[test]
fn nothing_is_written_over() {
    let folder = scratch("new-over");
    put(&folder, "a.yaml", "mine");
    let output = regimen(&folder, &["new", "a"]);
    assert_eq!(code(&output), 3);
    assert!(said(&output).contains("a.yaml is there already"), "{}", said(&output));
    put(&folder, "b.scenarios.yaml", "mine");
    assert_eq!(code(&regimen(&folder, &["new", "b", "--from", "kb971033"])), 3);
    assert!(!folder.join("b.yaml").exists(), "both files or none");
    assert_eq!(std::fs::read_to_string(folder.join("a.yaml")).ok().as_deref(), Some("mine"));
}

#[test]
fn a_name_is_held_to_the_rule_of_plan_ids() {
    let folder = scratch("new-name");
    let long = "a".repeat(64);
    for (name, why) in [
        ("My Plan", "small letters"),
        ("../x", "small letters"),
        ("1st", "small letters"),
        ("a-", "small letters"),
        ("con", "a device"),
        (long.as_str(), "at most 63"),
    ] {
        let output = regimen(&folder, &["new", "--", name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(said(&output).contains(why), "{name}: {}", said(&output));
    }
    let output = regimen(&folder, &["new", "a", "--from", "kb97103"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("did you mean `kb971033`"), "{}", said(&output));
    assert_eq!(std::fs::read_dir(&folder).map(Iterator::count).ok(), Some(0));
}

#[test]
fn every_plan_of_the_folder_is_shipped_in_the_order_of_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("there are plans")
        .map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".yaml").filter(|stem| !stem.contains('.')).map(str::to_owned))
        .collect();
    found.sort();
    assert_eq!(found, SHIPPED.iter().map(|plan| plan.id).collect::<Vec<_>>());
}
