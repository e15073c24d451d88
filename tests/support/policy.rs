//! A small policy for the suites of identity.

use rolecall::policy::{Permission, Role, Scope};

rolecall::permissions! {
    /// Read documents.
    #[scope("Documents.Read", "Documents.ReadWrite")]
    view,
    /// Change documents.
    #[scope("Documents.ReadWrite")]
    edit,
}

rolecall::roles! {
    /// May look.
    Viewer: [view],
    /// May change.
    Editor: Viewer + [edit],
    /// Whoever runs the place, applications too.
    #[app_role(value = "Documents.Admin", members = [User, Application])]
    Admin: Editor,
}

pub const VIEW: Permission = permission::view::HANDLE;
pub const EDIT: Permission = permission::edit::HANDLE;
pub const READ: Scope = scope::Documents_Read::HANDLE;
pub const VIEWER: Role = role::Viewer::HANDLE;
pub const EDITOR: Role = role::Editor::HANDLE;
pub const ADMIN: Role = role::Admin::HANDLE;
