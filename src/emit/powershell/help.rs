//! The help of a script, which `Get-Help` and `-?` show.

use crate::emit::quote::powershell::{comment, fits_comment};
use crate::emit::text::{WIDTH, wrapped};
use crate::program::Program;
use std::fmt::Write as _;

/// The lines between `<#` and `#>`.
pub(super) fn render(program: &Program) -> String {
    let plan = program.plan.as_str();
    let title = if fits_comment(&program.title) { program.title.as_str() } else { plan };
    let mut out = format!(".SYNOPSIS\n{}\n\n.DESCRIPTION\n", comment(title).as_str());
    let mut paragraph = |text: &str| {
        for line in wrapped(comment(text).as_str(), WIDTH) {
            let _ = writeln!(out, "{}", comment(&line).as_str());
        }
    };
    if fits_comment(&program.description.replace('\n', " ")) {
        paragraph(&program.description);
    }
    if !program.scope.text.is_empty() {
        paragraph(&format!("For machines where: {}; elsewhere it changes nothing.", program.scope.text));
    }
    if !program.goal.text.is_empty() {
        paragraph(&format!("Right when: {}.", program.goal.text));
    }
    paragraph(
        "Run it elevated. It asks no question and can be run again at any time; after a restart that it asks for, run it again.",
    );
    paragraph(
        "Exit codes: 0 compliant, changed or not applicable; 1 failed, or -Detect and -WhatIf found something to do; \
         2 wrong arguments (what PowerShell itself refuses, such as -LogPath without a value, is 1); 4 undetermined; \
         5 not elevated; 6 busy; 3010 a restart is required: restart, run it again.",
    );
    paragraph(
        "Where a policy asks for signed scripts (AllSigned outweighs -ExecutionPolicy Bypass; AppLocker and Windows Defender \
         Application Control run what they do not trust in ConstrainedLanguage mode, in which this script changes nothing, says \
         so and ends with 4), sign it with a certificate that the machines trust, or use the batch script.",
    );
    let _ = writeln!(
        out,
        "\nMade by regimen from plan {plan}, SHA-256 {}. Change the plan, not this file.",
        program.short_hash()
    );
    let parameters = [
        ("Stray", "Leave it out. It catches a word that is no switch, so that the script can refuse it (exit code 2)."),
        ("Detect", "Observe only: scope, each check and goal. Nothing is changed."),
        ("WhatIf", "Say for each action what it would do. Nothing is changed."),
        (
            "Restart",
            "Restart the machine after a minute if a restart is required; programs are closed, whatever is open in them. Without it\n\
             this script never restarts a machine.",
        ),
        ("LogPath", ""),
        ("Quiet", "Print the last line only."),
    ];
    for (name, text) in parameters {
        let _ = writeln!(out, "\n.PARAMETER {name}");
        if name == "LogPath" {
            let _ = writeln!(
                out,
                "The log, instead of Logs\\Regimen\\{plan}.log in the Windows folder (kept under 1 MiB together with PATH.1).\n\
                 With -Detect and -WhatIf there is none unless it is named here. Name a folder that only administrators can write\n\
                 to: a link that somebody else puts there is followed with the rights of this run."
            );
        } else {
            let _ = writeln!(out, "{text}");
        }
    }
    for reference in &program.references {
        let link = match reference.strip_prefix("KB") {
            Some(number) => format!("https://support.microsoft.com/help/{number}"),
            None => reference.clone(),
        };
        let _ = writeln!(out, "\n.LINK\n{}", comment(&link).as_str());
    }
    out
}
