//! The security schemes of the document: those that are configured, under the names that operations refer to.

use utoipa::PartialSchema;
use utoipa::openapi::security::{
    AuthorizationCode, Flow, Http, HttpAuthScheme, OAuth2, OpenIdConnect, Scopes, SecurityScheme,
};
use utoipa::openapi::{Components, OpenApi};

use super::refusals;
use crate::engine::Engine;
use crate::guard::Problem;
use crate::policy::table::PolicyTable;
use crate::policy::{Permission, Scope};

/// A person, through an application that carries scopes.
pub(super) const DELEGATED: &str = "oauth2";
/// Any token, by itself.
pub(super) const BEARER: &str = "bearer";
/// The schema of an error.
pub(super) const PROBLEM: &str = "Problem";

pub(super) fn add(document: &mut OpenApi, engine: &Engine) {
    let components = document.components.get_or_insert_with(Components::new);
    components
        .schemas
        .insert(PROBLEM.to_owned(), Problem::schema());
    refusals::describe(components);
    components.add_security_scheme(DELEGATED, delegated(engine));
    components.add_security_scheme(BEARER, SecurityScheme::Http(bearer()));
}

/// What a document says of security by itself, and cannot: the rules do.
pub(super) fn taken(document: &OpenApi) -> Vec<String> {
    let mut faults = Vec::new();
    if document.security.is_some() {
        faults.push(
            "the document says by `security(…)` who may call its operations, which their rules do; take `security(…)` out"
                .to_owned(),
        );
    }
    let components = document.components.iter();
    let names = components.flat_map(|components| components.security_schemes.keys());
    let ours = names.filter(|name| [DELEGATED, BEARER].contains(&name.as_str()));
    faults.extend(ours.map(|name| {
        format!("the document has a security scheme `{name}` of its own, which is the engine's to describe; name it otherwise")
    }));
    faults
}

fn delegated(engine: &Engine) -> SecurityScheme {
    match engine.authorization_urls() {
        Some((authorize, token)) => {
            let flow = AuthorizationCode::new(authorize, token, scopes(engine));
            SecurityScheme::OAuth2(OAuth2::with_description(
                [Flow::AuthorizationCode(flow)],
                "A person, through an application that acts on their behalf.",
            ))
        }
        None => SecurityScheme::OpenIdConnect(OpenIdConnect::new(engine.metadata_url())),
    }
}

fn bearer() -> Http {
    Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "An access token, of a person or of an application with roles of its own.",
        ))
        .build()
}

fn scopes(engine: &Engine) -> Scopes {
    let policy = engine.policy();
    let described = policy
        .scope_names()
        .map(|scope| (engine.full_scope(scope.name()), description(policy, scope)));
    described.collect()
}

/// What the scope is for, in the words of the permissions it carries, in whichever block.
fn description(policy: &'static PolicyTable, scope: Scope) -> String {
    let has_it = |permission: &Permission| {
        permission
            .scopes()
            .any(|other| other.name() == scope.name())
    };
    let carried: Vec<_> = policy
        .permissions()
        .filter(has_it)
        .map(|permission| match permission.description() {
            "" => permission.name().to_owned(),
            description => description.to_owned(),
        })
        .collect();
    carried.join(" ")
}
