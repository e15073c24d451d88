//! What is added to one operation: the security it needs, the answers of the guard, and the rule itself.

use serde_json::{Value, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, Ref, RefOr, Response};

use super::alternatives::Alternatives;
use super::schemes;
use crate::policy::{CredentialKind, CredentialKinds, Expression, Requirement};
use crate::routing::Endpoint;

pub(super) fn describe(
    operation: &mut Operation,
    endpoint: &Endpoint,
    alternatives: &Alternatives<'_>,
) {
    if endpoint.is_public() {
        operation.security = Some(Vec::new());
        return;
    }
    operation.security = Some(alternatives.of(endpoint));
    let forbidden = if endpoint.conceals() {
        ("404", "Not found.")
    } else {
        ("403", "Not permitted.")
    };
    for (status, description) in [
        ("401", "Sign-in required, or the credentials were refused."),
        forbidden,
    ] {
        let responses = &mut operation.responses.responses;
        responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(problem(description)));
    }
    let extensions = Extensions::builder()
        .add("x-requirement", requirement(endpoint))
        .add("x-required-roles", named(endpoint, role_name))
        .add("x-required-permissions", named(endpoint, permission_name))
        .build();
    operation
        .extensions
        .get_or_insert_default()
        .merge(extensions);
}

fn problem(description: &str) -> Response {
    let schema = RefOr::Ref(Ref::from_schema_name(schemes::PROBLEM));
    let content = Content::builder().schema(Some(schema)).build();
    Response::builder()
        .description(description)
        .content("application/problem+json", content)
        .build()
}

/// The rule as data: `{"all": [{"role": "Admin"}, {"permission": "edit"}]}`.
fn requirement(endpoint: &Endpoint) -> Value {
    let requirements: Vec<_> = endpoint
        .requirements()
        .iter()
        .map(|requirement| whole(*requirement))
        .collect();
    match <[Value; 1]>::try_from(requirements) {
        Ok([one]) => one,
        Err(several) => json!({ "all": several }),
    }
}

/// What is said of a rule as a whole stands beside its expression: `{"permission": "edit", "conceal": true}`.
fn whole(requirement: Requirement) -> Value {
    let mut rule = as_json(requirement.expression());
    let kinds = requirement.credential_kinds();
    if !rule.is_object() && (requirement.conceals() || kinds != CredentialKinds::ALL) {
        rule = json!({ "all": [rule] });
    }
    if let Some(members) = rule.as_object_mut() {
        if requirement.conceals() {
            members.insert("conceal".to_owned(), json!(true));
        }
        if kinds != CredentialKinds::ALL {
            let names: Vec<_> = kinds.iter().map(CredentialKind::name).collect();
            members.insert("schemes".to_owned(), json!(names));
        }
    }
    rule
}

fn as_json(expression: &'static Expression) -> Value {
    match expression {
        Expression::Acrs(context) => json!({ "acrs": context.to_string() }),
        Expression::All(terms) => json!({ "all": list(terms, Expression::as_all) }),
        Expression::Any(terms) => json!({ "any": list(terms, Expression::as_any) }),
        Expression::Authenticated => json!("authenticated"),
        Expression::Caller(kind) => json!({ "caller": kind.name() }),
        Expression::Check(check) => json!({ "check": check.name() }),
        Expression::Nobody => json!("nobody"),
        Expression::Not(term) => json!({ "not": as_json(term) }),
        Expression::Permission(permission) => json!({ "permission": permission.name() }),
        Expression::Role(role) => json!({ "role": role.name() }),
        Expression::Scope(scope) => json!({ "scope": scope.name() }),
        Expression::Shadow(term) => json!({ "shadow": as_json(term) }),
    }
}

fn list(
    terms: &'static [Expression],
    same: fn(&'static Expression) -> Option<&'static [Expression]>,
) -> Vec<Value> {
    Expression::flat(terms, same)
        .into_iter()
        .map(as_json)
        .collect()
}

/// The names of one kind that the rule asks for, each once, those under a `not` left out.
fn named(endpoint: &Endpoint, name: fn(&Expression) -> Option<&'static str>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for requirement in endpoint.requirements() {
        collect(requirement.expression(), name, &mut names);
    }
    names
}

fn collect(
    expression: &Expression,
    name: fn(&Expression) -> Option<&'static str>,
    names: &mut Vec<&'static str>,
) {
    match expression {
        Expression::All(terms) | Expression::Any(terms) => {
            terms.iter().for_each(|term| collect(term, name, names));
        }
        other => names.extend(name(other).filter(|found| !names.contains(found))),
    }
}

fn role_name(expression: &Expression) -> Option<&'static str> {
    match expression {
        Expression::Role(role) => Some(role.name()),
        _ => None,
    }
}

fn permission_name(expression: &Expression) -> Option<&'static str> {
    match expression {
        Expression::Permission(permission) => Some(permission.name()),
        _ => None,
    }
}
