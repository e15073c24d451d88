//! The OpenAPI document says what the door does.

mod said;
mod seen;
mod served;
mod truth;

mod policy {
    //! The policy of the small routers.

    rolecall::permissions! {
        #[scope("Things.Read")]
        view,
        #[scope("Things.Write")]
        edit,
    }
    rolecall::roles! {
        Viewer: [view],
        #[app_role(members = [User, Application])]
        Admin: Viewer + [edit],
        Auditor: [view],
    }
}
