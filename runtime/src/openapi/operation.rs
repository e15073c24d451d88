//! What is added to one operation: the security it needs, the answers of the guard, and the rule itself.

use serde_json::{Value, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;

use super::alternatives::{self, Alternatives, Found};
use super::refusals::{self, Refusal};
use super::words;
use crate::policy::{CredentialKind, CredentialKinds, Expression, Requirement};
use crate::routing::Endpoint;

/// Says of an operation who may call it. What else is said of it stays as it is.
pub(super) fn describe(
    operation: &mut Operation,
    endpoint: &Endpoint,
    alternatives: &Alternatives<'_>,
) {
    if endpoint.is_public() {
        operation.security = Some(of_the_public(operation, endpoint));
        return;
    }
    let Found {
        security,
        can_be_met,
    } = alternatives.of(endpoint);
    operation.security = Some(security);
    let forbidden = if endpoint.conceals() {
        Refusal::Concealed
    } else {
        Refusal::Forbidden
    };
    let refusals = [Refusal::Unauthorized, forbidden, Refusal::Unavailable];
    refusals::refer(&mut operation.responses, &refusals);
    if let Some(words) = words::of(endpoint, can_be_met) {
        append(&mut operation.description, &words);
    }
    let mut extensions = Extensions::builder()
        .add("x-requirement", requirement(endpoint))
        .add("x-required-roles", named(endpoint, role_name))
        .add("x-required-permissions", named(endpoint, permission_name));
    if !can_be_met {
        extensions = extensions.add("x-nobody", true);
    }
    let known = operation.extensions.get_or_insert_default();
    known.merge(extensions.build());
}

/// Nothing; or whoever is known and whoever is not, where the handler looks. Credentials that are sent must then be good.
fn of_the_public(operation: &mut Operation, endpoint: &Endpoint) -> Vec<SecurityRequirement> {
    if !endpoint.takes_perhaps() {
        return Vec::new();
    }
    let refusals = [Refusal::Unauthorized, Refusal::Unavailable];
    refusals::refer(&mut operation.responses, &refusals);
    alternatives::of_everybody()
}

fn append(description: &mut Option<String>, words: &str) {
    let text = match description.take() {
        Some(text) if !text.is_empty() => format!("{text}\n\n{words}"),
        _ => words.to_owned(),
    };
    *description = Some(text);
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
