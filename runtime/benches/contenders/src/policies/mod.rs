//! The policies that rolecall is measured with.

/// Of the endpoint that all contenders have.
pub mod documents {
    rolecall::permissions! {
        #[scope("Documents.Read", "Documents.ReadWrite")]
        view,
        #[scope("Documents.ReadWrite")]
        edit,
        #[scope("Documents.ReadWrite")]
        delete,
        "audit.read",
    }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: ["audit.read"],
        Admin: Editor + Auditor + [delete],
    }
}

/// Ten thousand permissions.
pub mod of_10000 {
    include!("../../../road/sizes/of_10000.rs");
}

/// Five hundred roles.
pub mod roles_500 {
    include!("roles_500.rs");
}
