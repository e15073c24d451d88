//! The page that asks who signs in.

use askama::Template;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use http::StatusCode;

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
    /// One or two letters, and which of the colours they stand on.
    initials: String,
    hue: usize,
    hinted: bool,
    signed_in: bool,
}

pub(super) fn page(service: &Service, question: &Question<'_>, jar: &CookieJar) -> Response {
    let session = service.signed_in(jar);
    let person = |(place, user): (usize, _)| Person {
        user,
        initials: initials(&user.display_name),
        hue: place % HUES,
        hinted: question.hint.is_some_and(|hint| hint.name == user.name),
        signed_in: session.as_ref().is_some_and(|session| session.is_of(user)),
    };
    let users = service.registry.users.iter().enumerate();
    let mut people: Vec<_> = users.map(person).collect();
    // Stable: the others keep the order in which they were named.
    people.sort_by_key(|person| !person.hinted);
    html::page(StatusCode::OK, &Page { question, people })
}

/// The first letters of the first and of the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next();
    let letters = [first, words.next_back()].into_iter().flatten();
    letters
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

const HUES: usize = 6;
