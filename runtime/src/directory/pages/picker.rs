//! The page that asks who signs in.

use askama::Template;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use http::StatusCode;

use super::face::Face;
use super::html::{self, STYLE};
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;

/// Who asks, and where the answer goes.
pub(super) struct Question<'q> {
    pub(super) action: &'q str,
    pub(super) client: &'q RegisteredApp,
    /// What was typed, where the sign-in was begun on a device.
    pub(super) user_code: Option<&'q str>,
    /// Who is expected to sign in.
    pub(super) hint: Option<&'q RegisteredUser>,
}

#[derive(Template)]
#[template(path = "directory/picker.html")]
struct Page<'p> {
    question: &'p Question<'p>,
    people: Vec<Person<'p>>,
}

/// A user as a button.
struct Person<'p> {
    user: &'p RegisteredUser,
    face: Face,
    hinted: bool,
    signed_in: bool,
}

pub(super) fn page(service: &Service, question: &Question<'_>, jar: &CookieJar) -> Response {
    let session = service.signed_in(jar);
    let person = |user| Person {
        user,
        face: Face::of(user, &service.registry),
        hinted: question.hint.is_some_and(|hint| hint.name == user.name),
        signed_in: session.as_ref().is_some_and(|session| session.is_of(user)),
    };
    let mut people: Vec<_> = service.registry.users.iter().map(person).collect();
    // Stable: the others keep the order in which they were named.
    people.sort_by_key(|person| !person.hinted);
    html::page(StatusCode::OK, &Page { question, people })
}
