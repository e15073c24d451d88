//! The Entra side of a role: what is declared, what is assumed, and identifiers that no build may change.

use rolecall::policy::{Members, Role};

use crate::policy::role;

#[test]
fn the_value_is_the_name_unless_declared() {
    let value = |role: Role| role.app_role().map(|app_role| app_role.value);
    assert_eq!(value(role::Viewer.into()), Some("Viewer"));
    assert_eq!(value(role::Admin.into()), Some("Documents.Admin"));
}

#[test]
fn users_are_the_members_unless_declared() {
    let members = |role: Role| role.app_role().map(|app_role| app_role.members);
    let of = |user, application| Some(Members { user, application });
    assert_eq!(members(role::Viewer.into()), of(true, false));
    assert_eq!(members(role::Admin.into()), of(true, true));
    assert_eq!(members(role::Robot.into()), of(false, true));
}

#[test]
fn a_role_is_enabled_unless_declared() {
    let enabled = |role: Role| role.app_role().map(|app_role| app_role.enabled);
    assert_eq!(enabled(role::Viewer.into()), Some(true));
    assert_eq!(enabled(role::Robot.into()), Some(false));
}

/// They stand in app registrations: another value here would be another role there.
#[test]
fn identifiers_stay_as_they_are() {
    let ids: Vec<_> = role::ALL
        .iter()
        .map(|role| role.app_role_id().unwrap().to_string())
        .collect();
    assert_eq!(
        ids,
        [
            "5b5bb22b-0933-5f50-93e7-8c50f29a6340",
            "3d955220-a53f-508c-a6ce-0bc0240b90b7",
            "965e66b2-bf36-530d-bcdd-8c15bb62f0cd",
            "7f5c2c1e-8f0a-4c55-9a39-0d0d0f0c0b0a",
            "31e46005-0ed5-578a-8146-68ca75c8683b",
        ]
    );
}
