//! What a policy declares, in one word: two that differ in anything that decides have different ones.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};

use super::permission::Permission;
use super::requirement::Kind;
use super::role::Role;
use super::table::PolicyTable;

/// Sixteen bytes of a SHA-256, in hexadecimal digits. Descriptions are no part of it.
pub(crate) fn of(policy: &'static PolicyTable) -> String {
    let mut text = String::new();
    for role in policy.roles() {
        let admits = |kind| role.app_role().is_some_and(|it| it.members.admit(kind));
        let value = role.app_role().map(|it| it.value);
        let granted = policy.permissions().filter(|one| role.grants(*one));
        let included = policy.roles().filter(|one| role.includes(*one));
        note(&mut text, "role", [role.name(), value.unwrap_or_default()]);
        note(
            &mut text,
            "user",
            [if admits(Kind::User) { "yes" } else { "no" }],
        );
        note(
            &mut text,
            "application",
            [if admits(Kind::Application) {
                "yes"
            } else {
                "no"
            }],
        );
        note(&mut text, "grants", granted.map(Permission::name));
        note(&mut text, "includes", included.map(Role::name));
    }
    for permission in policy.permissions() {
        note(&mut text, "permission", [permission.name()]);
        note(
            &mut text,
            "scopes",
            permission.scopes().map(super::Scope::name),
        );
    }
    note(
        &mut text,
        "declared",
        policy.scope_names().map(super::Scope::name),
    );
    for set in policy.exclusive {
        let roles = set.iter().map(|index| Role::new(policy, *index));
        note(&mut text, "exclusive", roles.map(Role::name));
    }
    let digest = digest(&SHA256, text.as_bytes());
    let bytes = digest.as_ref().iter().take(16);
    bytes.fold(String::new(), |mut word, byte| {
        let _ = write!(word, "{byte:02x}");
        word
    })
}

/// Names hold no line break, so lines and words cannot run into one another.
fn note<'a>(text: &mut String, what: &str, names: impl IntoIterator<Item = &'a str>) {
    text.push_str(what);
    for name in names {
        text.push('\t');
        text.push_str(name);
    }
    text.push('\n');
}
