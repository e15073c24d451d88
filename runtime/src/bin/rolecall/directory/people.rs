//! What there is, for people at a terminal: URLs, who one can be, and lines to paste.

use rolecall::directory::{AppKind, Directory, RegisteredApp, RegisteredUser, TokenRequest};

use crate::paint::Paint;

/// The text for standard output.
pub(crate) fn text(directory: &Directory) -> String {
    let paint = Paint::for_standard_output();
    let users = directory.users().iter();
    let apps = directory.clients().iter().chain(directory.apps());
    let parts = [
        addresses(directory, paint),
        part(
            "the protected application",
            vec![app(directory.application(), paint)],
            paint,
        ),
        part("users", users.map(|one| user(one, paint)).collect(), paint),
        part("apps", apps.map(|one| app(one, paint)).collect(), paint),
        to_paste(
            "for an application, in its environment or in `.env`:",
            settings(directory),
            paint,
        ),
        to_paste("a token, in another shell:", curl(directory), paint),
    ];
    parts.concat().join("\n") + "\n"
}

fn addresses(directory: &Directory, paint: Paint) -> Vec<String> {
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
    lines
}

/// A heading, and what belongs to it.
fn part(heading: &str, lines: Vec<String>, paint: Paint) -> Vec<String> {
    let heading = paint.heading(&format!("  {heading}"));
    [vec![String::new(), heading], lines].concat()
}

/// The same with lines that stand free, so that they can be marked whole.
fn to_paste(heading: &str, lines: Vec<String>, paint: Paint) -> Vec<String> {
    part(heading, [vec![String::new()], lines].concat(), paint)
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
    let mut clients = directory.clients().iter();
    if let Some(docs) = clients.find(|app| app.kind() == AppKind::SinglePage) {
        lines.push(format!("AAD_DOCS_CLIENT_ID={}", docs.client_id()));
    }
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
    let user = directory
        .users()
        .first()
        .map(|user| TokenRequest::user(user.name()));
    let app = directory
        .apps()
        .first()
        .map(|app| TokenRequest::app(app.name()));
    let all = user.into_iter().chain(app);
    all.map(|request| directory.token_command(&request))
        .collect()
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
