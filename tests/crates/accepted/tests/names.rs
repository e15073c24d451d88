//! Keywords, strings, names in other scripts, and names that come from a macro of the user's.

use rolecall::protected;

mod policy {
    rolecall::permissions! {
        r#type,
        "self",
        match,
        "2fa:reset",
        "größe.ändern",
        "m²",
        "_",
        edit,
    }
    rolecall::roles! {
        r#dyn: [r#type, self, "match"],
        "Docs.Admin": r#dyn + ["2fa:reset", "größe.ändern", "m²", "_", edit],
    }
}

#[protected(permission = "type", permission = self)]
async fn keywords() {}

#[protected(permission = r#type)]
async fn raw_keyword() {}

#[protected(permission = type)]
async fn bare_keyword() {}

#[protected(
    role = "dyn",
    role = "Docs.Admin",
    permission = "2fa:reset",
    permission = "größe.ändern"
)]
async fn strings() {}

#[protected(permission = "m²", permission = r"edit", permission = "_")]
async fn escapes() {}

#[protected(permission = "\x65dit")]
async fn escaped() {}

macro_rules! handler {
    ($name:ident, $p:literal, $q:ident, $e:expr) => {
        #[protected(permission = $p, role = $q, permission = $e)]
        async fn $name() {}
    };
}

handler!(made, "match", dyn, "edit");

#[test]
fn it_is_accepted() {
    let _ = (
        keywords,
        raw_keyword,
        bare_keyword,
        strings,
        escapes,
        escaped,
        made,
    );
    let _ = (
        policy::permission::r#type,
        policy::permission::r#match,
        policy::permission::self_,
    );
    let _ = (
        policy::permission::_2fa_reset,
        policy::permission::größe_ändern,
    );
    let _ = (policy::role::r#dyn, policy::role::Docs_Admin);
}
