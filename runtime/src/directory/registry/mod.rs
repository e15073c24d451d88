//! What is in the directory, with identifiers that follow from the names, so that they are the same at each start and
//! data that an application keeps about somebody stays theirs.

mod apps;
mod hidden;
mod people;
mod resources;
mod scopes;

use std::collections::HashSet;

use uuid::Uuid;

pub use self::apps::{App, AppKind, RegisteredApp};
pub(super) use self::people::Home;
pub use self::people::{RegisteredUser, User};
pub(super) use self::resources::{Resource, TokenVersion};
pub(super) use self::scopes::{delegated, of_app};
use super::builder::Builder;
use super::error::{DirectoryError, TokenError};

/// Everything that was named before the start.
#[derive(Debug)]
pub(super) struct Registry {
    pub(super) tenant_id: String,
    /// A tenant that is not this one.
    pub(super) other_tenant_id: String,
    pub(super) application: String,
    pub(super) client_id: String,
    pub(super) scopes: Vec<String>,
    /// Those that users call through.
    pub(super) clients: Vec<RegisteredApp>,
    pub(super) users: Vec<RegisteredUser>,
    /// Those that call in their own name.
    pub(super) apps: Vec<RegisteredApp>,
    /// What tokens can be for: first the protected application, last the stand-in for Graph.
    pub(super) resources: Vec<Resource>,
    /// The protected application where it asks for tokens itself, on behalf of its callers.
    pub(super) middle_tier: RegisteredApp,
}

impl Registry {
    pub(super) fn of(builder: Builder) -> Result<Self, DirectoryError> {
        distinct(builder.users.iter().map(|user| &user.name))
            .map_err(DirectoryError::DuplicateUser)?;
        let (apps, clients): (Vec<_>, Vec<_>) = builder
            .apps
            .into_iter()
            .partition(|app| app.kind == AppKind::Daemon);
        distinct(apps.iter().map(|app| &app.name)).map_err(DirectoryError::DuplicateApp)?;
        distinct(clients.iter().map(|app| &app.name)).map_err(DirectoryError::DuplicateClient)?;
        let scopes = scopes(builder.scopes);
        let registered = |app| registered(app, &scopes);
        let apps: Vec<_> = apps.into_iter().map(registered).collect();
        let clients: Vec<_> = clients.into_iter().map(registered).collect();
        let client_id = id("application", &builder.application);
        let middle_tier = RegisteredApp {
            client_id: client_id.clone(),
            ..registered(App::web(builder.application.clone()))
        };
        Ok(Self {
            tenant_id: builder
                .tenant
                .map_or_else(|| TENANT.to_string(), |name| id("another tenant", &name)),
            other_tenant_id: id("tenant", "other"),
            resources: resources::of(&client_id, builder.token_version, &scopes, &clients),
            application: builder.application,
            client_id,
            scopes,
            clients,
            users: builder.users.into_iter().map(user).collect(),
            apps,
            middle_tier,
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
    pub(super) fn client(&self, name: Option<&str>) -> Result<&RegisteredApp, TokenError> {
        let name = name.unwrap_or("curl");
        let found = self.clients.iter().find(|client| client.name == name);
        found.ok_or_else(|| TokenError::UnknownClient {
            name: name.to_owned(),
            known: listed(self.clients.iter().map(|client| client.name.as_str())),
        })
    }

    /// Whoever asks for tokens under that client id: one of the clients, of the daemons, or the protected application.
    pub(super) fn registration(&self, client_id: &str) -> Option<&RegisteredApp> {
        let own = std::iter::once(&self.middle_tier);
        let mut all = self.clients.iter().chain(&self.apps).chain(own);
        all.find(|app| app.client_id.eq_ignore_ascii_case(client_id))
    }

    /// Whoever calls in their own name under that object id.
    pub(super) fn service_principal(&self, object_id: &str) -> Option<&RegisteredApp> {
        let own = std::iter::once(&self.middle_tier);
        let mut all = self.clients.iter().chain(&self.apps).chain(own);
        all.find(|app| app.object_id.eq_ignore_ascii_case(object_id))
    }

    /// The user who signs in under that name: the short one, the full one, the object id, or the hint that an ID token
    /// gave.
    pub(super) fn sign_in_name(&self, name: &str) -> Option<&RegisteredUser> {
        let is = |own: &str| own.eq_ignore_ascii_case(name);
        let mut users = self.users.iter();
        users.find(|user| {
            let names = [&user.name, &user.user_name, &user.object_id];
            names.into_iter().any(|own| is(own)) || user.login_hint() == name
        })
    }

    /// The protected application as a resource.
    pub(super) fn own(&self) -> Option<&Resource> {
        self.resources.first()
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

fn user(user: User) -> RegisteredUser {
    let home = user.home.map(|domain| Home {
        tenant_id: id("tenant", &domain),
        domain,
    });
    RegisteredUser {
        object_id: id("user", &user.name),
        user_name: user_name(&user.name, home.as_ref()),
        display_name: user.display_name.unwrap_or_else(|| user.name.clone()),
        name: user.name,
        home,
        password: user.password,
        roles: user.roles,
        groups: group_ids(&user.groups),
    }
}

/// Members sign in under the tenant's domain, guests under that of their own.
fn user_name(name: &str, home: Option<&Home>) -> String {
    let domain = home.map_or(DOMAIN, |home| home.domain.as_str());
    format!("{name}@{domain}")
}

fn registered(app: App, scopes: &[String]) -> RegisteredApp {
    let daemon = app.kind == AppKind::Daemon;
    let secret = app.kind.is_confidential().then(|| {
        app.secret
            .unwrap_or_else(|| format!("{}-secret", app.name).into())
    });
    RegisteredApp {
        client_id: id(if daemon { "app" } else { "client" }, &app.name),
        object_id: id("service principal", &app.name),
        display_name: app.display_name.unwrap_or_else(|| app.name.clone()),
        kind: app.kind,
        secret,
        certificates: app.certificates,
        redirect_uris: app.redirect_uris,
        logout_url: app.logout_url,
        consented: app.consented.unwrap_or_else(|| scopes.to_vec()),
        roles: app.roles,
        groups: group_ids(&app.groups),
        name: app.name,
    }
}

fn group_ids(groups: &[String]) -> Vec<String> {
    groups.iter().map(|group| group_id(group)).collect()
}

fn group_id(group: &str) -> String {
    Uuid::try_parse(group).map_or_else(|_| id("group", group), |guid| guid.to_string())
}

const TENANT: Uuid = Uuid::from_u128(0x8c3f_0d52_6a1b_4e0f_9d27_b5e4_1c70_92a6);
/// The verified domain of the tenant, which can stand for it in paths.
pub(super) const DOMAIN: &str = "directory.test";
