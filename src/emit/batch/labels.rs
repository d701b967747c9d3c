//! Labels: what is left of an id when only letters, digits and `_` may stay.

/// The end of a label for an id; different ids give different ends, whatever their case.
pub(super) fn suffix(id: &str) -> String {
    id.replace('-', "_").replace('[', "__").replace(':', "__step_").replace(']', "")
}

/// The end of a variable's name for an id: in `%NAME:...%` a colon begins something else.
pub(super) fn variable(id: &str) -> String {
    id.replace(':', ".")
}

#[cfg(test)]
mod tests {
    use super::suffix;

    #[test]
    fn instances_and_ids_do_not_meet() {
        assert_eq!(suffix("remove-wat-update"), "remove_wat_update");
        // Ids hold no `--`, so no id ends like an instance.
        assert_eq!(suffix("fix[2]"), "fix__2");
        assert_ne!(suffix("fix-2"), suffix("fix[2]"));
    }
}
