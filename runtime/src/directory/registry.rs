//! What is in the directory, with identifiers that follow from the names, so that they are the same at each start and
//! data that an application keeps about somebody stays theirs.

use std::collections::HashSet;

use uuid::Uuid;

use super::builder::Builder;
use super::error::{DirectoryError, TokenError};
use super::people::{App, RegisteredApp, RegisteredUser, User};

/// Everything that was named before the start.
#[derive(Debug)]
pub(super) struct Registry {
    pub(super) tenant_id: String,
    /// A tenant that is not this one.
    pub(super) other_tenant_id: String,
    pub(super) application: String,
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    pub(super) clients: Vec<Client>,
    pub(super) users: Vec<RegisteredUser>,
    pub(super) apps: Vec<RegisteredApp>,
}

/// A public client application that users call through.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) name: String,
    pub(super) client_id: String,
}

impl Registry {
    pub(super) fn of(builder: Builder) -> Result<Self, DirectoryError> {
        distinct(builder.users.iter().map(|user| &user.name))
            .map_err(DirectoryError::DuplicateUser)?;
        distinct(builder.apps.iter().map(|app| &app.name)).map_err(DirectoryError::DuplicateApp)?;
        distinct(&builder.clients).map_err(DirectoryError::DuplicateClient)?;
        Ok(Self {
            tenant_id: TENANT.to_string(),
            other_tenant_id: id("tenant", "other"),
            client_id: id("application", &builder.application),
            application: builder.application,
            scopes: scopes(builder.scopes),
            clients: builder.clients.into_iter().map(client).collect(),
            users: builder.users.into_iter().map(user).collect(),
            apps: builder.apps.into_iter().map(app).collect(),
        })
    }

    pub(super) fn user(&self, name: &str) -> Result<&RegisteredUser, TokenError> {
        let found = self.users.iter().find(|user| user.name == name);
        found.ok_or_else(|| TokenError::UnknownUser {
            name: name.to_owned(),
            known: self.user_names(),
        })
    }

    pub(super) fn app(&self, name: &str) -> Result<&RegisteredApp, TokenError> {
        let found = self.apps.iter().find(|app| app.name == name);
        found.ok_or_else(|| TokenError::UnknownApp {
            name: name.to_owned(),
            known: self.app_names(),
        })
    }

    /// The client of that name; the built-in one if none is named.
    pub(super) fn client(&self, name: Option<&str>) -> Result<&Client, TokenError> {
        let name = name.unwrap_or("curl");
        let found = self.clients.iter().find(|client| client.name == name);
        found.ok_or_else(|| TokenError::UnknownClient {
            name: name.to_owned(),
            known: listed(self.clients.iter().map(|client| client.name.as_str())),
        })
    }

    pub(super) fn user_names(&self) -> String {
        listed(self.users.iter().map(RegisteredUser::name))
    }

    pub(super) fn app_names(&self) -> String {
        listed(self.apps.iter().map(RegisteredApp::name))
    }

    /// What the full names of the application's scopes begin with.
    pub(super) fn scope_prefix(&self) -> String {
        format!("api://{}/", self.client_id)
    }
}

/// Names as an error lists them.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// The identifier of somebody or something in the tenant.
pub(super) fn id(kind: &str, name: &str) -> String {
    Uuid::new_v5(&TENANT, format!("{kind}\n{name}").as_bytes()).to_string()
}

/// The first name that occurs twice is the error.
fn distinct<'n>(names: impl IntoIterator<Item = &'n String>) -> Result<(), String> {
    let mut seen = HashSet::new();
    match names.into_iter().find(|name| !seen.insert(*name)) {
        Some(twice) => Err(twice.clone()),
        None => Ok(()),
    }
}

/// Entra gives no delegated token for an application without scopes, so there is always one.
fn scopes(mut names: Vec<String>) -> Vec<String> {
    if names.is_empty() {
        names.push("access_as_user".to_owned());
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn client(name: String) -> Client {
    Client {
        client_id: id("client", &name),
        name,
    }
}

fn user(user: User) -> RegisteredUser {
    RegisteredUser {
        object_id: id("user", &user.name),
        user_name: format!("{}@directory.test", user.name),
        display_name: user.display_name.unwrap_or_else(|| user.name.clone()),
        name: user.name,
        roles: user.roles,
        groups: user.groups.iter().map(|group| group_id(group)).collect(),
    }
}

fn app(app: App) -> RegisteredApp {
    RegisteredApp {
        client_id: id("app", &app.name),
        object_id: id("service principal", &app.name),
        display_name: app.display_name.unwrap_or_else(|| app.name.clone()),
        name: app.name,
        roles: app.roles,
    }
}

fn group_id(group: &str) -> String {
    Uuid::try_parse(group).map_or_else(|_| id("group", group), |guid| guid.to_string())
}

const TENANT: Uuid = Uuid::from_u128(0x8c3f_0d52_6a1b_4e0f_9d27_b5e4_1c70_92a6);
