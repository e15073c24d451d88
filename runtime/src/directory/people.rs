//! Who is in the directory: as they are named in code, and as they stand there with their identifiers.

/// A user, to be put into a [`Directory`](super::Directory).
///
/// # Defaults
///
/// The display name is the name; no roles and no groups, which is allowed.
#[derive(Clone, Debug)]
#[must_use = "a user is nobody until a directory has them"]
pub struct User {
    pub(super) name: String,
    pub(super) display_name: Option<String>,
    pub(super) roles: Vec<String>,
    pub(super) groups: Vec<String>,
}

impl User {
    /// A user whom requests for tokens call by this name. The object id follows from it.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            display_name: None,
            roles: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// The name that is shown.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
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
}

/// An application that calls in its own name, to be put into a [`Directory`](super::Directory).
///
/// # Defaults
///
/// The display name is the name; no roles, which is allowed.
#[derive(Clone, Debug)]
#[must_use = "an application is nobody until a directory has it"]
pub struct App {
    pub(super) name: String,
    pub(super) display_name: Option<String>,
    pub(super) roles: Vec<String>,
}

impl App {
    /// An application that requests for tokens call by this name. Its ids follow from it.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            display_name: None,
            roles: Vec::new(),
        }
    }

    /// The name that is shown.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// One more app role, by its *value*, as it shall stand in the `roles` claim.
    pub fn role(mut self, value: impl Into<String>) -> Self {
        self.roles.push(value.into());
        self
    }
}

/// A user of a running [`Directory`](super::Directory).
#[derive(Clone, Debug)]
pub struct RegisteredUser {
    pub(super) name: String,
    pub(super) display_name: String,
    pub(super) user_name: String,
    pub(super) object_id: String,
    pub(super) roles: Vec<String>,
    pub(super) groups: Vec<String>,
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

/// An application of a running [`Directory`](super::Directory) that calls in its own name.
#[derive(Clone, Debug)]
pub struct RegisteredApp {
    pub(super) name: String,
    pub(super) display_name: String,
    pub(super) client_id: String,
    pub(super) object_id: String,
    pub(super) roles: Vec<String>,
}

impl RegisteredApp {
    /// What requests for tokens call the application.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that is shown.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// The GUID of its registration (`azp`); the same at each start.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The GUID of its service principal (`oid` and `sub`); the same at each start.
    #[must_use]
    pub fn object_id(&self) -> &str {
        &self.object_id
    }

    /// The app role values that it holds.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }
}
