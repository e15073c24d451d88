//! What there is, for people at a terminal: URLs, who one can be, and lines to paste.

use std::path::Path;

use rolecall::directory::{Directory, RegisteredApp, RegisteredUser, TokenRequest};

use crate::paint::Paint;

/// The text for standard output.
pub(crate) fn text(directory: &Directory) -> String {
    let paint = Paint::for_standard_output();
    let url = directory.url();
    let mut lines = vec![
        String::new(),
        format!(
            "  {}  {}  {}",
            paint.heading("development directory"),
            paint.name(url),
            paint.warning("(never for production)")
        ),
        String::new(),
        format!("  page       {url}/"),
        format!("  devices    {url}/devicelogin"),
        format!("  metadata   {}", directory.metadata_url()),
    ];
    if let Some(path) = directory.ca_file() {
        let path = path.display();
        lines.push(format!("  CA file    {path}  (new at each start)"));
    }
    lines.extend([String::new(), paint.heading("  users")]);
    lines.extend(directory.users().iter().map(|one| user(one, paint)));
    lines.extend([String::new(), paint.heading("  apps")]);
    let apps = directory.clients().iter().chain(directory.apps());
    lines.extend(apps.map(|one| app(one, paint)));
    lines.extend([
        String::new(),
        paint.heading("  for an application, in its environment or in `.env`:"),
        String::new(),
    ]);
    lines.extend(settings(directory));
    lines.extend([
        String::new(),
        paint.heading("  a token, in another shell:"),
        String::new(),
    ]);
    lines.extend(curl(directory));
    lines.join("\n") + "\n"
}

fn user(user: &RegisteredUser, paint: Paint) -> String {
    let guest = if user.is_guest() { ", guest" } else { "" };
    format!(
        "  {} {:<14} {}{guest}",
        name(user.name(), paint),
        user.display_name(),
        roles(user.roles())
    )
}

fn app(app: &RegisteredApp, paint: Paint) -> String {
    let secret = app
        .secret()
        .map_or_else(String::new, |secret| format!(", secret {secret}"));
    let roles = if app.roles().is_empty() {
        String::new()
    } else {
        format!(", {}", roles(app.roles()))
    };
    format!(
        "  {} {:<14} {}  {}{secret}{roles}",
        name(app.name(), paint),
        app.display_name(),
        app.client_id(),
        app.kind()
    )
}

/// Padded before it is painted: a terminal does not count colours, but `format!` would.
fn name(name: &str, paint: Paint) -> String {
    paint.name(&format!("{name:<10}"))
}

fn roles(roles: &[String]) -> String {
    if roles.is_empty() {
        "no roles".to_owned()
    } else {
        format!("roles: {}", roles.join(", "))
    }
}

/// The lines that make an application believe this directory.
fn settings(directory: &Directory) -> Vec<String> {
    let mut lines = vec![
        format!("AAD_TENANT_ID={}", directory.tenant_id()),
        format!("AAD_CLIENT_ID={}", directory.client_id()),
        format!("AAD_AUTHORITY={}", directory.url()),
    ];
    if let Some(path) = directory.ca_file() {
        lines.push(format!(
            "AAD_CA_FILE={}",
            quoted(&path.display().to_string())
        ));
    }
    lines
}

/// A token of the first user, and of the first app that calls in its own name.
fn curl(directory: &Directory) -> Vec<String> {
    let ca = directory.ca_file().map_or_else(String::new, cacert);
    let user = directory
        .users()
        .first()
        .map(|user| TokenRequest::user(user.name()));
    let app = directory
        .apps()
        .first()
        .map(|app| TokenRequest::app(app.name()));
    let line = |request| format!("curl -s {ca}'{}'", directory.token_url(&request));
    user.into_iter().chain(app).map(line).collect()
}

fn cacert(path: &Path) -> String {
    format!("--cacert {} ", quoted(&path.display().to_string()))
}

/// As a shell and `.env` read it as one word.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
