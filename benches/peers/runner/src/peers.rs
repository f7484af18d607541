//! Who is measured.

/// A program that does the work.
pub(crate) struct Peer {
    /// In the table.
    pub(crate) name: &'static str,
    /// Built apart, by this name.
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
    /// The package in the lock file whose version is shown.
    pub(crate) crate_name: Option<&'static str>,
}

const fn peer(
    name: &'static str,
    package: &'static str,
    program: &'static str,
    crate_name: Option<&'static str>,
) -> Peer {
    Peer { name, package, program, crate_name }
}

/// The reference: what it prints, all others must print.
pub(crate) const OURS: Peer = peer("**scimrules**", "ours", "ours", None);

/// What ratios are of.
pub(crate) const YARDSTICK: Peer =
    peer("by hand: serde derive, borrowed, serde_json", "by_hand", "derive", Some("serde_json"));

pub(crate) const PEERS: &[Peer] = &[
    OURS,
    YARDSTICK,
    peer("by hand: the same types, sonic-rs", "sonic", "sonic", Some("sonic-rs")),
    peer("by hand: serde_json::Value", "by_hand", "value", Some("serde_json")),
    peer("by hand: serde_json::Value, already parsed", "by_hand", "parsed", Some("serde_json")),
    peer("zen-expression", "in_zen", "in_zen", Some("zen-expression")),
    peer("vrl", "in_vrl", "in_vrl", Some("vrl")),
    peer("minijinja", "in_minijinja", "in_minijinja", Some("minijinja")),
    peer("rhai", "in_rhai", "in_rhai", Some("rhai")),
    peer("regorus, its virtual machine", "in_regorus", "in_regorus", Some("regorus")),
    peer("jaq", "in_jaq", "in_jaq", Some("jaq-core")),
    peer("cel", "in_cel", "in_cel", Some("cel")),
];
