//! How each fact is read, and the releases of Windows by build.

use crate::catalog::editions;
use crate::emit::needs::Needed;
use std::fmt::Write as _;

/// The expression that reads a fact; what cannot be read throws. `None` where this target does not read it.
pub(super) fn reading(name: &str) -> Option<&'static str> {
    Some(match name {
        "os.version" => "Get-OsVersion",
        "os.build" => "[long](Get-Required 'CurrentBuildNumber')",
        "os.revision" => "Get-Installed 'UBR'",
        "os.release" => "Get-OsRelease",
        "os.edition" => "Get-Required 'EditionID'",
        "os.type" => "Get-OsType",
        "os.arch" => "Get-OsArch",
        "os.language" => "Get-OsLanguage",
        "machine.name" => "[Environment]::MachineName",
        "machine.domain" => "Get-Domain",
        "machine.domain-joined" => "$null -ne (Get-Domain)",
        "machine.boot-mode" => "Get-BootMode",
        "reboot.pending" => "Test-RebootPending",
        "dir.windows" => "$Windows",
        "dir.system" => "$System",
        "dir.program-data" => "Get-Folder 'ProgramData'",
        "dir.public" => "Get-Folder 'PUBLIC'",
        "drive.system" => "Get-Folder 'SystemDrive'",
        _ => return None,
    })
}

/// The lines of `Read-Fact` for the facts that a program reads.
pub(super) fn cases(needed: &Needed) -> String {
    let mut out = String::new();
    for fact in &needed.facts {
        if let Some(reading) = reading(fact.name()) {
            let _ = writeln!(out, "        '{}' {{ return {reading} }}", fact.name());
        }
    }
    out
}

/// The lines that choose a release, ascending by build: the last that fits counts. Those that share a build differ by edition.
pub(super) fn releases() -> String {
    let mut out = String::new();
    for client in [true, false] {
        let kind = if client { "$client" } else { "-not $client" };
        let mut last = "";
        for build in editions::builds(client) {
            let usual = editions::release(build, client, "").unwrap_or_default();
            if usual != last {
                let _ = writeln!(out, "    if ({kind} -and $build -ge {build}) {{ $release = '{usual}' }}");
                last = usual;
            }
            for row in editions::rows() {
                let is = row.types.iter().any(|ty| (ty == "client") == client)
                    && row.builds.iter().any(|(from, to)| (*from..=*to).contains(&build));
                if is && row.release != usual {
                    let _ = writeln!(
                        out,
                        "    if ({kind} -and $build -eq {build} -and '{}' -eq $edition) {{ $release = '{}' }}",
                        row.edition, row.release
                    );
                }
            }
        }
    }
    out
}
