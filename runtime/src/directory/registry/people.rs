//! The users: as they are named in code, and as they stand in the directory with their identifiers.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::hidden::Hidden;

/// A user, to be put into a [`Directory`](crate::directory::Directory).
///
/// # Defaults
///
/// The display name is the name; a member, not a guest; no roles and no groups, which is allowed; the password that the
/// password grant asks for is `password`.
#[derive(Clone, Debug)]
#[must_use = "a user is nobody until a directory has them"]
pub struct User {
    pub(in crate::directory) name: String,
    pub(in crate::directory) display_name: Option<String>,
    pub(in crate::directory) home: Option<String>,
    pub(in crate::directory) password: Hidden,
    pub(in crate::directory) roles: Vec<String>,
    pub(in crate::directory) groups: Vec<String>,
}

impl User {
    /// A user whom requests for tokens call by this name. The object id follows from it.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            display_name: None,
            home: None,
            password: "password".to_owned().into(),
            roles: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// The name that is shown.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// Makes the user a guest from the tenant of this domain, such as `partner.example`: the tokens then say `acct: 1`
    /// and name the home tenant as the identity provider (`idp`).
    pub fn guest(mut self, home: impl Into<String>) -> Self {
        self.home = Some(home.into());
        self
    }

    /// What the password grant asks for. The pages ask for none. It is shown to everybody, so never a real one.
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = password.into().into();
        self
    }

    /// One more app role, by its *value*, as it shall stand in the `roles` claim.
    pub fn role(mut self, value: impl Into<String>) -> Self {
        self.roles.push(value.into());
        self
    }

    /// One more group: a GUID as it is, or a name from which one follows. More than 200 do not fit into a token, which
    /// then says so, as Entra's do.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.groups.push(group.into());
        self
    }

    /// Puts the user into more groups than fit into a token (201), which then says where they can be asked for.
    pub fn overage(mut self) -> Self {
        self.groups.extend(crowd());
        self
    }
}

/// One group more than fit into a token.
pub(super) fn crowd() -> impl Iterator<Item = String> {
    (1..=201).map(|number| format!("crowd {number}"))
}

/// A user of a running [`Directory`](crate::directory::Directory).
#[derive(Clone, Debug)]
pub struct RegisteredUser {
    pub(in crate::directory) name: String,
    pub(in crate::directory) display_name: String,
    pub(in crate::directory) user_name: String,
    pub(in crate::directory) object_id: String,
    pub(in crate::directory) home: Option<Home>,
    pub(in crate::directory) password: Hidden,
    pub(in crate::directory) roles: Vec<String>,
    pub(in crate::directory) groups: Vec<String>,
}

/// Where a guest comes from.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Home {
    pub(in crate::directory) domain: String,
    pub(in crate::directory) tenant_id: String,
}

impl RegisteredUser {
    /// What requests for tokens call the user.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that is shown (`name`).
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// The name to sign in with (`preferred_username`).
    #[must_use]
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// The GUID that the user is known by for good (`oid`); the same at each start.
    #[must_use]
    pub fn object_id(&self) -> &str {
        &self.object_id
    }

    /// Whether the user is at home in another tenant.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.home.is_some()
    }

    /// What an ID token tells a client to send as `login_hint` and `logout_hint`; it means nothing to the client.
    pub(in crate::directory) fn login_hint(&self) -> String {
        format!("O.{}", BASE64_URL_SAFE_NO_PAD.encode(&self.object_id))
    }

    /// The app role values that the user holds.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// The GUIDs of the user's groups.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }
}
