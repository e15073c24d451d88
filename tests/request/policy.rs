//! The policy that these tests are judged by.

rolecall::permissions! {
    /// Read.
    #[scope("Things.Read", "Things.ReadWrite")]
    view,
    /// Change.
    #[scope("Things.ReadWrite")]
    edit,
    /// Capped by no scope.
    "audit.read",
}

rolecall::roles! {
    Viewer: [view],
    Editor: Viewer + [edit],
    Auditor: ["audit.read"],
    #[app_role(members = [User, Application])]
    Admin: Editor + Auditor,
}
