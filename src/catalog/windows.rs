//! Names that Windows reserves, and folders that are the same for every process.

/// The variables that a path may name with `%NAME%`: machine-wide folders, in their canonical spelling.
///
/// Beside each stands the place that Windows gives it by default.
pub const FOLDER_VARIABLES: &[(&str, &str)] = &[
    ("windir", r"C:\Windows"),
    ("SystemRoot", r"C:\Windows"),
    ("SystemDrive", "C:"),
    ("ProgramData", r"C:\ProgramData"),
    ("ProgramFiles", r"C:\Program Files"),
    ("ProgramFiles(x86)", r"C:\Program Files (x86)"),
    ("CommonProgramFiles", r"C:\Program Files\Common Files"),
    ("PUBLIC", r"C:\Users\Public"),
    ("ALLUSERSPROFILE", r"C:\ProgramData"),
];

/// The canonical spelling of a folder variable.
#[must_use]
pub fn folder_variable(name: &str) -> Option<&'static str> {
    FOLDER_VARIABLES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name))
}

/// Where Windows puts such a folder by default.
#[must_use]
pub fn default_folder(name: &str) -> Option<&'static str> {
    FOLDER_VARIABLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, folder)| *folder)
}

/// Whether a file name is a device's, with or without an extension. Source: Microsoft, "Naming Files, Paths, and
/// Namespaces".
#[must_use]
pub fn is_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|n| matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn device_names_have_no_way_round() {
        assert!(
            is_device_name("CON") && is_device_name("nul.txt") && is_device_name("lpt1") && is_device_name("COM¹.txt")
        );
        assert!(!is_device_name("console") && !is_device_name("com10"));
    }
}
