//! Reads the embedded CSV tables.

/// The rows of a CSV text without its header, each as its fields. Fields may be quoted; the tables hold no line ends.
pub(super) fn rows(csv: &'static str) -> impl Iterator<Item = Vec<String>> {
    csv.lines().skip(1).filter(|line| !line.trim().is_empty()).map(fields)
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.trim_end_matches('\r').chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().expect("there is always one field").push(c),
        }
    }
    fields
}
