//! Every artifact of every shipped plan and case, as bytes: a text snapshot would pass with every CR lost. The references
//! are real `.cmd` and `.json` files in `tests/snapshots`; a change of one is reviewed as the change of a script is.

use regimen::Build;
use regimen::diag::{Sink, render::human};
use regimen::emit::{Artifact, GpoScript};
use regimen::source::SourceFile;
use std::path::{Path, PathBuf};

/// The shipped plans, and the cases that compile.
fn plans() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let shipped = list("plans").into_iter().filter_map(|path| {
        let stem = name(&path).strip_suffix(".yaml")?.to_owned();
        (!stem.contains('.')).then_some((stem, path))
    });
    let cases =
        list("tests/cases/ok").into_iter().map(|case| (format!("case-{}", name(&case)), case.join("plan.yaml")));
    shipped.chain(cases).collect()
}

/// What a plan is compiled to, or the reason why it is not.
fn build(name: &str, path: &Path, build: Build) -> Vec<Artifact> {
    let bytes = std::fs::read(path).expect("a plan that was found can be read");
    let mut sink = Sink::new();
    let source = SourceFile::decode(name, &bytes, &mut sink);
    let artifacts =
        regimen::check(&source, &Vec::new(), &mut sink).and_then(|checked| regimen::build(&checked, build, &mut sink));
    artifacts.unwrap_or_else(|| panic!("{}", human(&sink.report(), &source, false)))
}

fn compare(name: &str, artifact: Artifact) {
    let (stem, extension) = artifact.path.rsplit_once('.').expect("every artifact has an extension");
    let reference = format!("{name}--{}.{extension}", stem.replace('/', "-"));
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_binary_snapshot!(reference.as_str(), artifact.bytes));
}

/// Scripts in a folder of the GPO target are those of another target, byte for byte; what they are is compared there.
fn same_as_elsewhere(artifact: &Artifact, all: &[Artifact]) -> bool {
    let Some((folder, name)) = artifact.path.rsplit_once("/Startup/") else { return false };
    // A batch script beside a PowerShell script is the launcher.
    if name.ends_with(".cmd") && all.iter().any(|other| other.path.starts_with(folder) && other.path.ends_with(".ps1"))
    {
        return false;
    }
    let other = all.iter().find(|other| !other.path.starts_with("gpo/") && other.path.ends_with(&format!("/{name}")));
    let other = other.unwrap_or_else(|| panic!("{} is made nowhere else", artifact.path));
    assert!(other.bytes == artifact.bytes, "{} is not {}", artifact.path, other.path);
    true
}

#[test]
fn every_artifact_is_what_it_was() {
    let plans = plans();
    assert!(plans.iter().any(|(name, _)| name == "kb971033"), "the flagship is among them");
    for (name, path) in plans {
        let artifacts = build(&name, &path, Build::default());
        for artifact in artifacts.iter().filter(|artifact| !artifact.path.starts_with('.')) {
            // What stands around the scripts of the cases is held by the hashes in their manifests.
            let around = name.starts_with("case-") && artifact.path.starts_with("gpo/");
            if !same_as_elsewhere(artifact, &artifacts) && !around {
                compare(&name, artifact.clone());
            }
        }
    }
}

#[test]
fn a_plan_split_by_edition_is_what_it_was() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/kb971033.yaml");
    let artifacts = build("kb971033", &path, Build { per_edition: true, ..Build::default() });
    for artifact in artifacts {
        // One edition stands for all; the others are held by the hashes in the manifest.
        let shown = artifact.path == "manifest.json" || artifact.path.contains("-Enterprise");
        let shown = shown && !artifact.path.contains("-EnterpriseE") && !artifact.path.contains("-EnterpriseN");
        if shown && !artifact.path.contains("/Startup/") {
            compare("kb971033-per-edition", artifact);
        }
    }
}

#[test]
fn a_policy_with_a_powershell_script_is_what_it_was() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/kb971033.yaml");
    let artifacts = build("kb971033", &path, Build { gpo_script: Some(GpoScript::PowerShell), ..Build::default() });
    let gpo: Vec<&Artifact> = artifacts.iter().filter(|artifact| artifact.path.starts_with("gpo/")).collect();
    assert_eq!(gpo.len(), 5);
    for artifact in gpo {
        if !same_as_elsewhere(artifact, &artifacts) {
            compare("kb971033-gpo-powershell", artifact.clone());
        }
    }
}
