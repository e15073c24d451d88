//! What is printed at the start: what runs where, who one can be, and lines to paste into a shell.

mod lines;

use std::fmt::{self, Display};
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use rolecall::directory::Directory;
use rolecall::policy::{Permission, Policy as _, Role};

use crate::policy::Policy;
use crate::settings::{Authority, Settings};

/// The text for the terminal.
pub(crate) struct Greeting<'a> {
    url: String,
    database: &'a Path,
    authority: &'a Authority,
    directory: Option<&'a Directory>,
}

impl<'a> Greeting<'a> {
    pub(crate) fn new(
        address: SocketAddr,
        settings: &'a Settings,
        directory: Option<&'a Directory>,
    ) -> Self {
        Self {
            url: format!("http://{}", reachable(address)),
            database: &settings.database,
            authority: &settings.authority,
            directory,
        }
    }

    /// Prints it. Where nobody reads the output, the application runs all the same.
    pub(crate) fn print(&self) {
        let mut out = std::io::stdout().lock();
        let _nobody_reads = write!(out, "{self}").and_then(|()| out.flush());
    }
}

impl Display for Greeting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, database, .. } = self;
        writeln!(f, "\n  documents   {url}")?;
        writeln!(f, "  matrix      {url}/policy  (who may do what)")?;
        writeln!(
            f,
            "  docs        {url}/docs/  (try it out: sign in by *Authorize*)"
        )?;
        writeln!(f, "  OpenAPI     {url}/openapi.json")?;
        writeln!(f, "  database    {}", database.display())?;
        match self.authority {
            Authority::Configured(authority) => writeln!(f, "  authority   {authority}")?,
            #[cfg(debug_assertions)]
            Authority::Directory(_) => {}
        }
        match self.directory {
            Some(directory) => introduce(f, url, directory),
            None => Ok(()),
        }
    }
}

/// The directory: where it is, who is in it, and what to try.
fn introduce(f: &mut fmt::Formatter<'_>, url: &str, directory: &Directory) -> fmt::Result {
    writeln!(
        f,
        "  directory   {}  (no tenant is configured; development only)",
        directory.url()
    )?;
    writeln!(
        f,
        "  devices     {}/devicelogin  (where a device's code is typed)",
        directory.url()
    )?;
    if let Some(path) = directory.ca_file() {
        let path = path.display();
        writeln!(
            f,
            "  CA file     {path}  (trust it where the directory is called; new at each start)"
        )?;
    }
    people(f, directory)?;
    writeln!(f, "\n  Try it in another shell:\n")?;
    let lines = lines::lines(url, directory);
    lines.iter().try_for_each(|line| writeln!(f, "{line}"))
}

/// Everyone in the directory, and what their roles permit.
fn people(f: &mut fmt::Formatter<'_>, directory: &Directory) -> fmt::Result {
    let users = directory.users().iter();
    let users = users.map(|user| ("user", user.name(), user.display_name(), user.roles()));
    let apps = directory.apps().iter();
    let apps = apps.map(|app| ("app", app.name(), app.display_name(), app.roles()));
    writeln!(f, "\n  who is there                   and what they may do")?;
    for (kind, name, display_name, roles) in users.chain(apps) {
        writeln!(
            f,
            "  {kind:<5} {name:<8} {display_name:<14} {}",
            permitted(roles)
        )?;
    }
    Ok(())
}

/// The permissions that app role values bring.
fn permitted(values: &[String]) -> String {
    let holds = |role: &Role| {
        let value = role.app_role().map(|app_role| app_role.value);
        values.iter().any(|held| Some(held.as_str()) == value)
    };
    let roles: Vec<_> = Policy::roles().filter(holds).collect();
    let granted = Policy::permissions()
        .filter(|permission| roles.iter().any(|role| role.grants(*permission)));
    let names: Vec<_> = granted.map(Permission::name).collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

/// Where a browser on this machine finds a server that listens everywhere.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    address
}
