//! What the macros leave behind, asked at run time: names, descriptions, the closure of inclusion, the Entra side of
//! roles, and rules in their own words.

mod app_roles;
mod closure;
mod libraries;
mod names;
mod names_as_values;
mod rules;
mod shared_scope;
mod sources;

pub(crate) mod policy {
    //! The policy of the design's first page.

    rolecall::permissions! {
        #![scopes("access_as_user")]

        /// Read documents.
        #[scope("Documents.Read", "Documents.ReadWrite")]
        view,
        /// Change documents.
        ///
        /// Titles too.
        #[scope("Documents.ReadWrite")]
        edit,
        /// Remove documents for good.
        #[scope("Documents.ReadWrite")]
        delete,
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
        #[app_role(id = "7F5C2C1E-8F0A-4C55-9A39-0D0D0F0C0B0A", members = [Application], enabled = false)]
        Robot: [],
        Root: all,
    }
}
