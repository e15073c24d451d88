//! Rules that somebody can meet, next to those that nobody can.

use rolecall::{protected, require};

mod policy {
    rolecall::permissions! {
        #![scopes("access_as_user")]

        #[scope("Docs.Read")]
        view,
        #[scope("Docs.Write")]
        edit,
        delete,
    }
    rolecall::roles! {
        #![exclusive(Auditor, Editor)]

        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: Viewer + [delete],
        #[app_role(members = [Application])]
        Robot: [delete],
        #[app_role(members = [User, Application])]
        Clerk: [edit],
    }
}

mod library {
    //! Permissions for others to grant.

    rolecall::permissions! { browse, change }
    rolecall::roles! {}
}

mod roles_alone {
    //! Where there are no permissions, roles are the whole language.

    rolecall::permissions! {}
    rolecall::roles! {
        #![warn(redundant)]
        Member: [],
        Guest: [],
    }
}

#[protected(role = "Viewer", not(role = "Editor"))]
async fn the_lesser_alone() {}

/// By a token that carries the one scope and not the other.
#[protected(permission = "edit", not(permission = "view"), role = "Editor")]
async fn denied_by_scope() {}

#[protected(role = "Clerk", caller = "application", not(permission = delete))]
async fn an_application() {}

#[protected(
    any(role = "Robot", scope = "access_as_user"),
    any(role = "Auditor", role = "Editor")
)]
async fn one_of_two_exclusive() {}

#[protected(any(
    all(role = "Auditor", role = "Clerk"),
    all(role = "Robot", caller = "user")
))]
async fn one_alternative_of_two() {}

#[protected(any(caller = "application", scope = "Docs.Read"), not(any(role = Robot, role = Auditor)))]
async fn either_kind() {}

#[protected(
    all(permission = "view", any(permission = "view", role = "Editor")),
    shadow(role = "Robot", caller = "user")
)]
async fn watched() {}

#[protected(permission = "browse", not(permission = "change"), policy = library)]
async fn of_a_library<T: Send>(_: std::marker::PhantomData<T>) -> u8 {
    #![allow(unused_variables, reason = "inner attributes stay first")]
    #![allow(clippy::let_unit_value, reason = "as above")]
    let nothing = ();
    7
}

#[protected(role = "Member", not(role = "Guest"), policy = roles_alone)]
async fn a_member() -> u8 {
    #[allow(clippy::let_and_return, reason = "an outer attribute comes first")]
    let eight = 8;
    eight
}

struct Documents;

impl Documents {
    #[expect(clippy::unused_async, reason = "a handler is async")]
    #[protected(role = "Viewer", not(role = "Auditor"))]
    async fn list() -> &'static str {
        "listed"
    }
}

macro_rules! handler {
    ($name:ident $body:block $($rule:tt)*) => {
        #[protected($($rule)*)]
        async fn $name() -> u8 $body
    };
}

handler! { by_a_macro { 9 } role = "Viewer", not(role = "Editor") }

#[test]
fn it_is_accepted() {
    let _ = (the_lesser_alone, denied_by_scope, an_application);
    let _ = (
        one_of_two_exclusive,
        one_alternative_of_two,
        either_kind,
        watched,
    );
    let _ = (of_a_library::<u8>, a_member, Documents::list, by_a_macro);
    let rule = require!(role = "Viewer", not(permission = "edit"));
    assert_eq!(
        rule.to_string(),
        r#"all(role = "Viewer", not(permission = "edit"))"#
    );
}
