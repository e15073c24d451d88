rolecall::permissions! {
    #![scopes("access_as_user")]

    /// Read documents.
    #[scope("Documents.Read", "Documents.ReadWrite")]
    view,
    /// Read the audit trail.
    "audit.read",
}
