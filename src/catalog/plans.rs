//! The plans that come with the compiler, and the one a new plan begins as.

/// A plan that comes with the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its id, and the name of its file.
    pub id: &'static str,
    /// The plan.
    pub plan: &'static str,
    /// The scenarios that test it.
    pub scenarios: &'static str,
}

/// All of them, by id.
pub const SHIPPED: &[Shipped] = &[
    Shipped {
        id: "kb971033",
        plan: include_str!("../../plans/kb971033.yaml"),
        scenarios: include_str!("../../plans/kb971033.scenarios.yaml"),
    },
    Shipped {
        id: "kms-client",
        plan: include_str!("../../plans/kms-client.yaml"),
        scenarios: include_str!("../../plans/kms-client.scenarios.yaml"),
    },
    Shipped {
        id: "smb1-off",
        plan: include_str!("../../plans/smb1-off.yaml"),
        scenarios: include_str!("../../plans/smb1-off.scenarios.yaml"),
    },
    Shipped {
        id: "windows-update-reset",
        plan: include_str!("../../plans/windows-update-reset.yaml"),
        scenarios: include_str!("../../plans/windows-update-reset.scenarios.yaml"),
    },
];

/// The plan with this id.
#[must_use]
pub fn shipped(id: &str) -> Option<Shipped> {
    SHIPPED.iter().copied().find(|plan| plan.id == id)
}

/// What a new plan begins as.
#[must_use]
pub fn first_draft(id: &str) -> String {
    include_str!("../../templates/new/plan.yaml").replace("@NAME@", id)
}
