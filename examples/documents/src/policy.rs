//! Who may do what. This file is the whole of it: endpoints name these permissions, tokens bring these roles.

rolecall::permissions! {
    /// Read documents.
    #[scope("Documents.Read", "Documents.ReadWrite")]
    view,
    /// Change documents.
    #[scope("Documents.ReadWrite")]
    edit,
    /// Remove documents for good.
    #[scope("Documents.ReadWrite")]
    delete,
    /// Read the audit trail.
    "audit.read",
}

rolecall::roles! {
    /// May look.
    Viewer: [view],
    /// May change what a viewer sees.
    Editor: Viewer + [edit],
    /// Runs the place.
    #[app_role(value = "Documents.Admin", members = [User, Application])]
    Admin: Editor + [delete, "audit.read"],
}
