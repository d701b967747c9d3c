//! Guard rails: what a plan never takes away, whatever it says.

/// Registry keys that are never deleted, below any hive they are named with; case folded.
const KEYS: &[&str] = &[
    "hklm",
    "hkcu",
    "hku",
    "hkcr",
    "hkcc",
    r"hklm\software",
    r"hklm\software\classes",
    r"hklm\software\policies",
    r"hklm\software\microsoft",
    r"hklm\software\microsoft\windows",
    r"hklm\software\microsoft\windows\currentversion",
    r"hklm\software\microsoft\windows nt",
    r"hklm\software\microsoft\windows nt\currentversion",
    r"hklm\software\wow6432node",
    r"hklm\system",
    r"hklm\system\currentcontrolset",
    r"hklm\system\currentcontrolset\control",
    r"hklm\system\currentcontrolset\enum",
    r"hklm\system\currentcontrolset\services",
    r"hklm\system\setup",
    r"hklm\hardware",
    r"hklm\sam",
    r"hklm\security",
    r"hklm\bcd00000000",
];

/// Services without which Windows does not start or cannot be reached.
const SERVICES: &[&str] = &[
    "rpcss",
    "rpceptmapper",
    "dcomlaunch",
    "lsm",
    "samss",
    "eventlog",
    "plugplay",
    "power",
    "profsvc",
    "netlogon",
    "lsass",
];

/// Files without which Windows does not start; case folded, `c:\windows` for the Windows folder.
const FILES: &[&str] = &[
    r"c:\bootmgr",
    r"c:\ntldr",
    r"c:\windows\explorer.exe",
    r"c:\windows\system32\ntoskrnl.exe",
    r"c:\windows\system32\hal.dll",
    r"c:\windows\system32\winload.exe",
    r"c:\windows\system32\winload.efi",
    r"c:\windows\system32\ntdll.dll",
    r"c:\windows\system32\kernel32.dll",
    r"c:\windows\system32\smss.exe",
    r"c:\windows\system32\csrss.exe",
    r"c:\windows\system32\wininit.exe",
    r"c:\windows\system32\winlogon.exe",
    r"c:\windows\system32\services.exe",
    r"c:\windows\system32\lsass.exe",
    r"c:\windows\system32\svchost.exe",
];

/// Whether a registry key is one that is never deleted. Control sets are the current one's names.
#[must_use]
pub fn is_root_key(key: &str) -> bool {
    let key = key.trim_end_matches('\\').to_lowercase();
    let key = match key.strip_prefix(r"hklm\system\controlset") {
        Some(rest) if rest.len() >= 3 && rest.as_bytes()[..3].iter().all(u8::is_ascii_digit) => {
            format!(r"hklm\system\currentcontrolset{}", &rest[3..])
        }
        _ => key,
    };
    KEYS.contains(&key.as_str()) || key.strip_prefix(r"hku\").is_some_and(|sid| !sid.contains('\\'))
}

/// Whether a service is one that is never deleted.
#[must_use]
pub fn is_vital_service(name: &str) -> bool {
    SERVICES.iter().any(|vital| vital.eq_ignore_ascii_case(name))
}

/// Whether a file (case folded, folders spelled out) is one that is never deleted.
#[must_use]
pub fn is_vital_file(path: &str) -> bool {
    FILES.contains(&path)
}

/// Folders out of which nothing is deleted by a pattern that fits everything; case folded.
#[must_use]
pub fn is_root_folder(path: &str) -> bool {
    let path = path.trim_end_matches('\\');
    path.len() == 2
        || [
            r"c:\windows",
            r"c:\windows\system32",
            r"c:\windows\syswow64",
            r"c:\windows\winsxs",
            r"c:\windows\system32\drivers",
            r"c:\windows\system32\config",
            r"c:\windows\fonts",
            r"c:\program files",
            r"c:\program files (x86)",
            r"c:\programdata",
            r"c:\users",
        ]
        .contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_known_under_every_spelling() {
        assert!(is_root_key(r"HKLM\SOFTWARE\"));
        assert!(is_root_key(r"HKLM\SYSTEM\ControlSet001\Services"));
        assert!(is_root_key(r"HKU\S-1-5-18"));
        assert!(!is_root_key(r"HKLM\SOFTWARE\Example"));
        assert!(!is_root_key(r"HKLM\SYSTEM\CurrentControlSet\Services\Example"));
    }
}
