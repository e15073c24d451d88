//! Settings as they were written, each with the place where it stood.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::{fmt, fs, io};

use super::error::Mistakes;

/// A setting that has a variable.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Variable {
    Audiences,
    Authority,
    CaFile,
    ClientApps,
    ClientId,
    ClientSecret,
    DocsClientId,
    GraphUrl,
    GroupRoles,
    MetadataUrl,
    Proxy,
    RolesClaim,
    ScopesClaim,
    TenantId,
    TenantIds,
}

impl Variable {
    const ALL: [Self; 15] = [
        Self::Audiences,
        Self::Authority,
        Self::CaFile,
        Self::ClientApps,
        Self::ClientId,
        Self::ClientSecret,
        Self::DocsClientId,
        Self::GraphUrl,
        Self::GroupRoles,
        Self::MetadataUrl,
        Self::Proxy,
        Self::RolesClaim,
        Self::ScopesClaim,
        Self::TenantId,
        Self::TenantIds,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Audiences => "AAD_API_AUDIENCE",
            Self::Authority => "AAD_AUTHORITY",
            Self::CaFile => "AAD_CA_FILE",
            Self::ClientApps => "AAD_CLIENT_APP_IDS",
            Self::ClientId => "AAD_CLIENT_ID",
            Self::ClientSecret => "AAD_CLIENT_SECRET",
            Self::DocsClientId => "AAD_DOCS_CLIENT_ID",
            Self::GraphUrl => "AAD_GRAPH_URL",
            Self::GroupRoles => "AAD_GROUP_ROLES",
            Self::MetadataUrl => "AAD_METADATA_URL",
            Self::Proxy => "AAD_PROXY",
            Self::RolesClaim => "AAD_ROLES_CLAIM",
            Self::ScopesClaim => "AAD_SCOPES_CLAIM",
            Self::TenantId => "AAD_TENANT_ID",
            Self::TenantIds => "AAD_TENANT_IDS",
        }
    }

    /// What says the same in code.
    fn method(self) -> &'static str {
        match self {
            Self::Audiences => "audiences",
            Self::Authority => "authority",
            Self::CaFile => "ca_file",
            Self::ClientApps => "client_apps",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::DocsClientId => "docs_client_id",
            Self::GraphUrl => "graph",
            Self::GroupRoles => "group_role",
            Self::MetadataUrl => "metadata_url",
            Self::Proxy => "proxy",
            Self::RolesClaim => "roles_claim",
            Self::ScopesClaim => "scopes_claim",
            Self::TenantId => "tenant_id",
            Self::TenantIds => "tenants",
        }
    }
}

/// A mistake where no variable can make it, nor mend it.
pub(super) fn in_words_of_code(mistake: &str) -> String {
    let mut told = mistake.to_owned();
    for variable in Variable::ALL {
        let (name, method) = (variable.name(), variable.method());
        told = told.replace(&format!("`{name}`"), &format!("`{method}`"));
    }
    told
}

const NO_ASSIGNMENT: &str =
    "`.env` holds a line that is not `NAME=value`: quote values that have blanks in them";

/// What was set, and what already went wrong while it was gathered.
#[derive(Default)]
pub(crate) struct Settings {
    values: BTreeMap<Variable, (OsString, Place)>,
    mistakes: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Code,
    Environment,
    DotEnv,
}

/// One setting, as text.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) text: &'a str,
    variable: Variable,
    place: Place,
}

/// The names alone: a value may hold a password.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.values.keys().map(|variable| variable.name());
        f.debug_set().entries(names).finish()
    }
}

impl Settings {
    /// Sets a value in code, which comes before all others.
    pub(crate) fn set(&mut self, variable: Variable, value: impl Into<OsString>) {
        self.values.insert(variable, (value.into(), Place::Code));
    }

    /// The same with a list, as its variable is written.
    pub(crate) fn set_list<A: fmt::Display>(
        &mut self,
        variable: Variable,
        items: impl IntoIterator<Item = A>,
    ) {
        let items: Vec<_> = items.into_iter().map(|each| each.to_string()).collect();
        self.set(variable, items.join(","));
    }

    /// Fills what is not set yet from the environment, and what is not set there from `.env`.
    pub(crate) fn read_environment(&mut self) {
        for variable in Variable::ALL {
            if let Some(value) = std::env::var_os(variable.name()) {
                self.fill(variable, value, Place::Environment);
            }
        }
        self.read_dot_env(Path::new(".env"));
    }

    pub(super) fn mistakes(&self) -> &[String] {
        &self.mistakes
    }

    pub(super) fn has(&self, variable: Variable) -> bool {
        self.values.contains_key(&variable)
    }

    /// The setting as text without blanks around it.
    pub(super) fn text(&self, variable: Variable, mistakes: &mut Mistakes) -> Option<Setting<'_>> {
        let (value, place) = self.values.get(&variable)?;
        let setting = Setting {
            text: value.to_str().unwrap_or_default().trim(),
            variable,
            place: *place,
        };
        if value.to_str().is_none() {
            mistakes.add(setting.mistake("is not UTF-8"));
            return None;
        }
        Some(setting)
    }

    fn fill(&mut self, variable: Variable, value: OsString, place: Place) {
        if !value.to_string_lossy().trim().is_empty() {
            self.values.entry(variable).or_insert((value, place));
        }
    }

    /// The environment itself is left alone: changing it is not safe once there are threads.
    fn read_dot_env(&mut self, path: &Path) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => {
                let mistake = format!("`.env` cannot be read: {error}");
                return self.mistakes.push(mistake);
            }
        };
        let text = text.trim_start_matches('\u{feff}');
        let mut found = BTreeMap::new();
        for line in dotenvy::from_read_iter(text.as_bytes()) {
            match line {
                Ok((name, value)) => self.find(&mut found, &name, value),
                // Without the line itself, which may hold a secret.
                Err(_) => return self.mistakes.push(NO_ASSIGNMENT.to_owned()),
            }
        }
        for (variable, value) in found {
            self.fill(variable, value.into(), Place::DotEnv);
        }
    }

    fn find(&mut self, found: &mut BTreeMap<Variable, String>, name: &str, value: String) {
        let known = Variable::ALL.into_iter().find(|known| known.name() == name);
        if let Some(variable) = known
            && found.insert(variable, value).is_some()
        {
            self.mistakes
                .push(format!("`{name}` is set twice in `.env`: keep one"));
        }
    }
}

impl Setting<'_> {
    pub(super) fn is_in_code(&self) -> bool {
        matches!(self.place, Place::Code)
    }

    /// A mistake in it: the variable, where it stands, and what is wrong.
    pub(super) fn mistake(&self, wrong: impl fmt::Display) -> String {
        format!("`{}` ({}) {wrong}", self.variable.name(), self.place)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code => "set in code",
            Self::Environment => "in the environment",
            Self::DotEnv => "in `.env`",
        })
    }
}
