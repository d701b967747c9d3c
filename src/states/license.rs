//! `license`: how Windows itself is licensed and activated, by WMI.

use super::{Kind, Resource, Role, Scope, Slot, State, check_only, missing};
use crate::catalog::keys::ProductKey;
use crate::condition::Truth;
use crate::diag::{Code, Diagnostic};
use crate::program::{Channel, LicenseStatus, LicenseWant, Op, Part, Probe, RunText};
use crate::simulate::Facts;
use crate::simulate::machine::Machine;
use crate::source::{Spanned, Text};
use crate::syntax::{Node, OneOrMany};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `license`.
pub(super) struct License;

/// How Windows itself is licensed and activated.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-begin" = "status"))]
struct Fields {
    /// Its licence status; as an action `licensed` activates Windows.
    #[schemars(extend("x-action" = { "words": ["licensed"] }, "x-example" = "{ status: licensed }"))]
    status: Option<Spanned<OneOrMany<LicenseStatus>>>,
    /// Why it has this status: a 32-bit code, such as `0xC004F200`.
    #[schemars(extend("x-action" = false, "x-example" = "{ status: notification, reason: 0xC004F200 }"))]
    reason: Option<Spanned<i64>>,
    /// The channel of the product with a key.
    #[schemars(extend("x-action" = false, "x-example" = "{ channel: kms-client }"))]
    channel: Option<Spanned<OneOrMany<Channel>>>,
    /// A product key: five groups of five. Windows shows the last group alone, and that is what is compared.
    #[schemars(extend("x-example" = "{ key: BCDFG-HJKMP-QRTVW-XY234-6789B }"))]
    key: Option<Text>,
    /// The KMS host that is set by hand.
    #[schemars(extend("x-example" = "{ kms-host: kms.example.com }"))]
    kms_host: Option<Text>,
    /// Its port.
    #[schemars(extend("minimum" = 1, "maximum" = 65535, "x-example" = "{ kms-host: kms.example.com, kms-port: 1688 }"))]
    kms_port: Option<Spanned<i64>>,
}

#[derive(Debug)]
struct Wanted(LicenseWant);

impl Kind for License {
    fn name(&self) -> &'static str {
        "license"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields: Fields = super::fields(node, scope)?;
        let mut usable = true;
        let mut want = LicenseWant::default();
        if let Some(channel) = fields.channel {
            usable &= !check_only(scope, "license", "channel", channel.span);
            want.channel = channel.value.0;
        }
        if let Some(status) = fields.status {
            want.status = status.value.0;
            if scope.role() == Role::Action && want.status != [LicenseStatus::Licensed] {
                scope.sink().push(
                    Diagnostic::error(
                        Code::CheckOnly,
                        status.span,
                        "an action can only bring about `status: licensed`",
                    )
                    .help("write `status: licensed`, which activates Windows"),
                );
                usable = false;
            }
        }
        if let Some(reason) = fields.reason {
            usable &= !check_only(scope, "license", "reason", reason.span);
            match code(reason.value) {
                Some(code) => want.reason = Some(code.cast_unsigned()),
                None => {
                    scope.sink().push(
                        Diagnostic::error(Code::OutOfRange, reason.span, "a reason is a 32-bit number")
                            .help("write it as `0xC004F200`"),
                    );
                    usable = false;
                }
            }
        }
        if let Some(key) = &fields.key {
            let text = scope.interpolate(key, Slot::Plain)?;
            if let Some(literal) = text.as_literal()
                && ProductKey::parse(literal).is_none()
            {
                scope.sink().push(
                    Diagnostic::error(Code::BadProductKey, key.span, "this is not a product key").help(
                        "a product key is five groups of five letters and digits, `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`",
                    ),
                );
                usable = false;
            }
            want.key = Some(text);
        }
        if let Some(host) = &fields.kms_host {
            let text = scope.interpolate(host, Slot::Plain)?;
            let fits = |b: u8| b.is_ascii_alphanumeric() || b".-_:".contains(&b);
            let is_host = |name: &String| !name.is_empty() && name.bytes().all(fits);
            if let Some(wrong) = super::shapes(&text, scope).into_iter().find(|name| !is_host(name)) {
                scope.sink().push(
                    Diagnostic::error(Code::BadHost, host.span, format!("`{wrong}` is not a host's name or address"))
                        .help("write the KMS host's DNS name, such as `kms.example.com`; the port is `kms-port`"),
                );
                usable = false;
            }
            want.kms_host = Some(text);
        }
        if let Some(port) = fields.kms_port {
            match u16::try_from(port.value) {
                Ok(number) if number > 0 => want.kms_port = Some(number),
                _ => {
                    scope.sink().push(
                        Diagnostic::error(Code::OutOfRange, port.span, "a port is a number from 1 to 65535")
                            .help("KMS listens on 1688 unless it was told otherwise"),
                    );
                    usable = false;
                }
            }
        }
        if want == LicenseWant::default() && usable {
            missing(scope, node.span, "license", "`status`, `channel`, `key`, `kms-host` or `kms-port`");
            return None;
        }
        usable.then(|| Box::new(Wanted(want)) as Box<dyn State>)
    }
}

/// An exit code or HRESULT, which may be written as a signed or an unsigned 32-bit number.
pub(super) fn code(number: i64) -> Option<i32> {
    i32::try_from(number).ok().or_else(|| u32::try_from(number).ok().map(u32::cast_signed))
}

impl State for Wanted {
    fn parts(&self) -> Vec<Part> {
        let one = |want: LicenseWant, op| Part { probe: Probe::License(want), op };
        let mut parts = Vec::new();
        let LicenseWant { key, kms_host, kms_port, status, .. } = self.0.clone();
        // The order in which a person would do it: key, host, port, then activate.
        if let Some(key) = key {
            let want = LicenseWant { key: Some(key.clone()), ..LicenseWant::default() };
            parts.push(one(want, Op::LicenseInstallKey { key }));
        }
        if let Some(host) = kms_host {
            let want = LicenseWant { kms_host: Some(host.clone()), ..LicenseWant::default() };
            parts.push(one(want, Op::LicenseSetKmsHost { host }));
        }
        if let Some(port) = kms_port {
            let want = LicenseWant { kms_port: Some(port), ..LicenseWant::default() };
            parts.push(one(want, Op::LicenseSetKmsPort { port }));
        }
        if !status.is_empty() {
            let want = LicenseWant { status, ..LicenseWant::default() };
            parts.push(one(want, Op::LicenseActivate));
        }
        parts
    }

    fn probes(&self) -> Vec<Probe> {
        vec![Probe::License(self.0.clone())]
    }

    fn resources(&self) -> Vec<Resource> {
        vec![Resource::license()]
    }

    fn settled(&self) -> Vec<(Resource, String)> {
        let text = |text: &RunText| format!("{text:?}");
        let mut words = Vec::new();
        if let Some(key) = &self.0.key {
            words.push((Resource::license().facet("key"), text(key)));
        }
        if let Some(host) = &self.0.kms_host {
            words.push((Resource::license().facet("kms-host"), text(host)));
        }
        words
    }

    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth {
        if !machine.wmi_answers() || machine.license.second_product {
            return Truth::Unknown;
        }
        let license = &machine.license;
        let want = &self.0;
        let keyless = license.channel == Channel::None;
        let mut all = vec![
            Truth::from(want.channel.is_empty() || want.channel.contains(&license.channel)),
            Truth::from(
                want.status.is_empty()
                    || want.status.contains(if keyless { &LicenseStatus::Unlicensed } else { &license.status }),
            ),
            Truth::from(want.reason.is_none_or(|reason| !keyless && reason == license.reason)),
            Truth::from(want.kms_port.is_none_or(|port| license.kms_port == Some(port))),
        ];
        if let Some(key) = &want.key {
            all.push(facts.text(key).map_or(Truth::Unknown, |key| {
                Truth::from(!keyless && !license.key.is_empty() && key.ends_with(&license.key))
            }));
        }
        if let Some(host) = &want.kms_host {
            all.push(facts.text(host).map_or(Truth::Unknown, |host| {
                Truth::from(license.kms_host.as_deref().is_some_and(|set| set.eq_ignore_ascii_case(&host)))
            }));
        }
        all.into_iter().fold(Truth::True, Truth::and)
    }

    fn cost(&self) -> u8 {
        3
    }
}
