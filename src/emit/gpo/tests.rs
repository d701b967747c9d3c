use super::*;

#[test]
fn scripts_ini_is_what_the_console_writes() {
    // A capture of one script has 2 + 2 bytes for each character: blank line, section, both keys, each with CR LF.
    let bytes = scripts_ini("plan.cmd");
    assert_eq!(&bytes[..2], [0xFF, 0xFE]);
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).expect("it is UTF-16");
    assert_eq!(text, "\r\n[Startup]\r\n0CmdLine=plan.cmd\r\n0Parameters=\r\n");
}

#[test]
fn a_guid_depends_on_the_name_alone() {
    let one = guid("wmi-filter a");
    assert_eq!(one, guid("wmi-filter a"));
    assert_ne!(one, guid("wmi-filter b"));
    assert_eq!(one.len(), 38);
    assert_eq!(one.as_bytes()[15], b'8', "version 8: {one}");
    assert!(one.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(|inside| {
        inside.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && !inside.chars().any(|c| c.is_ascii_lowercase())
    }));
}

#[test]
fn waits_are_whole_minutes_or_without_end() {
    assert_eq!([wait(601), wait(660), wait(31_999), wait(32_000), wait(u64::MAX)], [660, 660, 0, 0, 0]);
    assert_eq!([grouped(0), grouped(999), grouped(1000), grouped(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
}
