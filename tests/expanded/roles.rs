rolecall::permissions! {
    #[scope("Documents.Read")]
    view,
    edit,
}

rolecall::roles! {
    /// May look.
    Viewer: [view],
    #[app_role(value = "Documents.Admin", members = [User, Application])]
    Admin: Viewer + [edit],
}
