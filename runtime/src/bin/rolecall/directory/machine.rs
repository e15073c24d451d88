//! What there is, as one line of JSON.

use rolecall::directory::{Directory, RegisteredApp, RegisteredUser};
use serde_json::{Value, json};

/// One object; `ca_file` is null without TLS, and `secret` without one.
pub(crate) fn line(directory: &Directory) -> String {
    let apps = directory.clients().iter().chain(directory.apps());
    let object = json!({
        "url": directory.url(),
        "tenant_id": directory.tenant_id(),
        "client_id": directory.client_id(),
        "issuer": directory.issuer(),
        "metadata_url": directory.metadata_url(),
        "ca_file": directory.ca_file(),
        "application": app(directory.application()),
        "users": directory.users().iter().map(user).collect::<Vec<_>>(),
        "apps": apps.map(app).collect::<Vec<_>>(),
    });
    format!("{object}\n")
}

fn user(user: &RegisteredUser) -> Value {
    json!({
        "name": user.name(),
        "display_name": user.display_name(),
        "user_name": user.user_name(),
        "object_id": user.object_id(),
        "guest": user.is_guest(),
        "roles": user.roles(),
    })
}

fn app(app: &RegisteredApp) -> Value {
    json!({
        "name": app.name(),
        "display_name": app.display_name(),
        "kind": app.kind().to_string(),
        "client_id": app.client_id(),
        "object_id": app.object_id(),
        "secret": app.secret(),
        "roles": app.roles(),
        "consented": app.consented(),
    })
}
