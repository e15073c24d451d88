//! What tokens can be for. Entra calls it a resource: an application that exposes scopes.

use super::apps::{AppKind, RegisteredApp};

/// An application that access tokens can be for.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Resource {
    /// The GUID of its registration, which is the audience of its v2.0 tokens.
    pub(in crate::directory) client_id: String,
    /// What its full scope names begin with, without the slash between: `api://{client id}`.
    pub(in crate::directory) uri: String,
    /// Its delegated scopes, by their short names.
    pub(in crate::directory) scopes: Vec<String>,
    /// Which tokens it wants, whatever the endpoint
    /// ([versions](https://learn.microsoft.com/entra/identity-platform/access-tokens#token-formats)).
    pub(in crate::directory) version: TokenVersion,
}

/// The format of an access token, which its resource decides.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in crate::directory) enum TokenVersion {
    One,
    #[default]
    Two,
}

impl Resource {
    /// Whether it is the stand-in for Microsoft Graph, whose tokens nobody else can verify.
    pub(in crate::directory) fn is_graph(&self) -> bool {
        self.client_id == GRAPH_ID
    }

    /// A scope as it is asked for: `api://{client id}/Documents.Read`.
    pub(in crate::directory) fn full(&self, scope: &str) -> String {
        format!("{}/{scope}", self.uri)
    }
}

/// The protected application, each web application, and Graph, in this order.
pub(super) fn of(
    client_id: &str,
    version: TokenVersion,
    scopes: &[String],
    clients: &[RegisteredApp],
) -> Vec<Resource> {
    let own = Resource {
        uri: format!("api://{client_id}"),
        client_id: client_id.to_owned(),
        scopes: scopes.to_vec(),
        version,
    };
    let web = clients.iter().filter(|client| client.kind == AppKind::Web);
    let mut all = vec![own];
    all.extend(web.map(middle_tier));
    all.push(graph());
    all
}

fn middle_tier(client: &RegisteredApp) -> Resource {
    Resource {
        uri: format!("api://{}", client.client_id),
        client_id: client.client_id.clone(),
        scopes: vec!["access_as_user".to_owned()],
        version: TokenVersion::Two,
    }
}

fn graph() -> Resource {
    let scopes = ["User.Read", "GroupMember.Read.All"];
    Resource {
        client_id: GRAPH_ID.to_owned(),
        uri: "https://graph.microsoft.com".to_owned(),
        scopes: scopes.map(str::to_owned).into(),
        version: TokenVersion::One,
    }
}

/// Microsoft Graph's own client id, the same in every tenant.
const GRAPH_ID: &str = "00000003-0000-0000-c000-000000000000";
