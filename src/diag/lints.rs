//! Lints: findings whose level a plan and the command line may set.

use super::{Code, Diagnostic, Level};
use std::collections::BTreeMap;

/// How much a lint's finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LintLevel {
    /// Not at all.
    Allow,
    /// It is said.
    Warn,
    /// Nothing is built.
    Deny,
}

impl LintLevel {
    /// The level with this name in a plan and on the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "allow" => Self::Allow,
            "warn" => Self::Warn,
            "deny" => Self::Deny,
            _ => return None,
        })
    }
}

/// A lint: the name that plans and the command line give its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lint {
    /// What its findings carry.
    pub code: Code,
    /// Its name.
    pub name: &'static str,
}

/// Every lint, in the order of the codes. Each warns where nothing else is said.
pub const LINTS: &[Lint] = &[
    Lint { code: Code::UnreachableEntry, name: "unreachable-entry" },
    Lint { code: Code::DuplicateProductKey, name: "duplicate-product-key" },
    Lint { code: Code::LongScript, name: "long-script" },
    Lint { code: Code::StartupTime, name: "startup-time" },
    Lint { code: Code::UnreachableGoal, name: "unreachable-goal" },
    Lint { code: Code::ConstantCondition, name: "constant-condition" },
    Lint { code: Code::NeverRuns, name: "never-runs" },
    Lint { code: Code::ScopeReadsItsOwn, name: "scope-reads-its-own" },
    Lint { code: Code::FilesOfService, name: "files-of-service" },
    Lint { code: Code::LeftDisabled, name: "left-disabled" },
    Lint { code: Code::UsersOwn, name: "users-own" },
    Lint { code: Code::RetiredTool, name: "retired-tool" },
    Lint { code: Code::LocalizedName, name: "localized-name" },
    Lint { code: Code::RemovalWithoutReboot, name: "removal-without-reboot" },
    Lint { code: Code::Secret, name: "secret" },
    Lint { code: Code::Unused, name: "unused" },
    Lint { code: Code::AbsentValue, name: "absent-value" },
    Lint { code: Code::HalfDone, name: "half-done" },
];

impl Lint {
    /// The lint with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        LINTS.iter().copied().find(|lint| lint.name == name)
    }

    /// The lint of a code.
    #[must_use]
    pub fn of(code: Code) -> Option<Self> {
        LINTS.iter().copied().find(|lint| lint.code == code)
    }
}

/// What the command line and the plan say about levels. The command line comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Levels by code, from the command line.
    pub typed: BTreeMap<Code, LintLevel>,
    /// Levels by code, from the plan.
    pub written: BTreeMap<Code, LintLevel>,
    /// Whether what would warn is an error.
    pub deny_warnings: bool,
}

impl Levels {
    /// The diagnostic at the level that was asked for; `None` where it is not to be said.
    #[must_use]
    pub fn apply(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        if diagnostic.level != Level::Warning {
            return Some(diagnostic);
        }
        let asked = self.typed.get(&diagnostic.code).or_else(|| self.written.get(&diagnostic.code));
        match asked {
            Some(LintLevel::Allow) => return None,
            Some(LintLevel::Deny) => diagnostic.level = Level::Error,
            _ if self.deny_warnings => diagnostic.level = Level::Error,
            _ => {}
        }
        Some(diagnostic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn names_and_codes_are_used_once() {
        for (index, lint) in LINTS.iter().enumerate() {
            assert_eq!(Lint::named(lint.name), Some(*lint));
            assert_eq!(Lint::of(lint.code), Some(*lint));
            assert!(LINTS[..index].iter().all(|other| other.code < lint.code), "{}", lint.name);
        }
    }

    #[test]
    fn the_command_line_comes_before_the_plan_and_errors_stay_errors() {
        let code = Code::LongScript;
        let found = Diagnostic::warning(code, Span::new(0, 0), "x");
        let level = |levels: &Levels| levels.apply(found.clone()).map(|d| d.level);
        let mut levels = Levels::default();
        assert_eq!(level(&levels), Some(Level::Warning));
        levels.deny_warnings = true;
        assert_eq!(level(&levels), Some(Level::Error));
        levels.written.insert(code, LintLevel::Allow);
        assert_eq!(level(&levels), None);
        levels.typed.insert(code, LintLevel::Warn);
        assert_eq!(level(&levels), Some(Level::Error), "what warns is denied");
        levels.deny_warnings = false;
        assert_eq!(level(&levels), Some(Level::Warning));
        let error = Diagnostic::error(code, Span::new(0, 0), "x");
        assert_eq!(levels.apply(error.clone()), Some(error));
    }
}
