//! Every artifact of every shipped plan and case, as bytes: a text snapshot would pass with every CR lost. The references
//! are real `.cmd` and `.json` files in `tests/snapshots`; a change of one is reviewed as the change of a script is.

use regimen::diag::{Sink, render::human};
use regimen::emit::Target;
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

#[test]
fn every_artifact_is_what_it_was() {
    let plans = plans();
    assert!(plans.iter().any(|(name, _)| name == "kb971033"), "the flagship is among them");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _guard = settings.bind_to_scope();
    for (name, path) in plans {
        let bytes = std::fs::read(&path).expect("a plan that was found can be read");
        let mut sink = Sink::new();
        let source = SourceFile::decode(name.as_str(), &bytes, &mut sink);
        let artifacts = regimen::check(&source, &Vec::new(), &mut sink)
            .and_then(|checked| regimen::compile(&checked, Target::ALL, &mut sink));
        let Some(artifacts) = artifacts else { panic!("{}", human(&sink.report(), &source, false)) };
        for artifact in artifacts.into_iter().filter(|artifact| !artifact.path.starts_with('.')) {
            let (stem, extension) = artifact.path.rsplit_once('.').expect("every artifact has an extension");
            let reference = format!("{name}--{}.{extension}", stem.replace('/', "-"));
            insta::assert_binary_snapshot!(reference.as_str(), artifact.bytes);
        }
    }
}
