//! Permissions, scopes and roles as values: in the order of declaration, with the words of their declaration.

use rolecall::policy::{Permission, Policy as _, Role, Scope};

use crate::policy::{Policy, permission, role, scope};

#[test]
fn permissions_stand_in_the_order_of_declaration() {
    let names: Vec<_> = permission::ALL.iter().map(|one| one.name()).collect();
    assert_eq!(names, ["view", "edit", "delete", "audit.read"]);
    assert_eq!(Policy::permissions().collect::<Vec<_>>(), permission::ALL);
}

#[test]
fn scopes_stand_in_the_order_of_first_mention_and_those_of_the_head_last() {
    let names: Vec<_> = scope::ALL.iter().map(|one| one.name()).collect();
    assert_eq!(
        names,
        ["Documents.Read", "Documents.ReadWrite", "access_as_user"]
    );
    assert_eq!(Policy::scopes().collect::<Vec<_>>(), scope::ALL);
}

#[test]
fn roles_stand_in_the_order_of_declaration() {
    let names: Vec<_> = role::ALL.iter().map(|one| one.name()).collect();
    assert_eq!(names, ["Viewer", "Editor", "Admin", "Robot", "Root"]);
    assert_eq!(Policy::roles().collect::<Vec<_>>(), role::ALL);
}

#[test]
fn a_name_is_the_handle_of_its_row() {
    assert_eq!(Permission::from(permission::audit_read), permission::ALL[3]);
    assert_eq!(Scope::from(scope::access_as_user), scope::ALL[2]);
    assert_eq!(Role::from(role::Root), role::ALL[4]);
    assert_eq!(permission::audit_read::NAME, "audit.read");
    assert_eq!(scope::Documents_ReadWrite::NAME, "Documents.ReadWrite");
    assert_eq!(role::Admin::NAME, "Admin");
}

#[test]
fn doc_comments_are_descriptions() {
    assert_eq!(permission::view::DESCRIPTION, "Read documents.");
    assert_eq!(
        permission::edit::DESCRIPTION,
        "Change documents.\n\nTitles too."
    );
    assert_eq!(permission::audit_read::DESCRIPTION, "");
    assert_eq!(
        Role::from(role::Viewer).description(),
        role::Viewer::DESCRIPTION
    );
    assert_eq!(role::Viewer::DESCRIPTION, "May look.");
}

#[test]
fn scopes_carry_permissions_and_permissions_know_their_scopes() {
    let carried_by =
        |permission: Permission| -> Vec<_> { permission.scopes().map(Scope::name).collect() };
    assert_eq!(
        carried_by(permission::view.into()),
        ["Documents.Read", "Documents.ReadWrite"]
    );
    assert_eq!(
        carried_by(permission::delete.into()),
        ["Documents.ReadWrite"]
    );
    assert!(carried_by(permission::audit_read.into()).is_empty());

    let carries = |scope: Scope| -> Vec<_> { scope.permissions().map(Permission::name).collect() };
    assert_eq!(carries(scope::Documents_Read.into()), ["view"]);
    assert_eq!(
        carries(scope::Documents_ReadWrite.into()),
        ["view", "edit", "delete"]
    );
    assert!(carries(scope::access_as_user.into()).is_empty());
}
