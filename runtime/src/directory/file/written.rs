//! What a file may say, with the place of whatever can be wrong in a way that TOML does not know of.

use serde::Deserialize;
use toml::Spanned;

use crate::directory::registry::AppKind;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) application: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) scopes: Vec<Spanned<String>>,
    pub(super) token_version: Option<Spanned<i64>>,
    #[serde(default)]
    pub(super) user: Vec<WrittenUser>,
    #[serde(default)]
    pub(super) app: Vec<WrittenApp>,
}

/// `[[user]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenUser {
    pub(super) name: Spanned<String>,
    pub(super) display_name: Option<String>,
    #[serde(default)]
    pub(super) roles: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) groups: Vec<Spanned<String>>,
    pub(super) guest: Option<Spanned<String>>,
    pub(super) password: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) overage: bool,
}

/// `[[app]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenApp {
    pub(super) name: Spanned<String>,
    pub(super) display_name: Option<String>,
    pub(super) kind: Kind,
    pub(super) secret: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) certificates: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) redirect_uris: Vec<Spanned<String>>,
    pub(super) logout_url: Option<Spanned<String>>,
    pub(super) consented: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) roles: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) groups: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) overage: bool,
}

/// The words for [`AppKind`].
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Daemon,
    Public,
    SinglePage,
    Web,
}

impl From<Kind> for AppKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Daemon => Self::Daemon,
            Kind::Public => Self::Public,
            Kind::SinglePage => Self::SinglePage,
            Kind::Web => Self::Web,
        }
    }
}
