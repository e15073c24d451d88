//! What people are told where there is nothing to pick and nowhere to go back to.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::html::{self, STYLE};
use crate::directory::flows::{Fault, RequestId};

#[derive(Template)]
#[template(path = "directory/problem.html")]
struct Page<'p> {
    title: &'p str,
    /// What is said, and which of it is code.
    pieces: Vec<(bool, String)>,
    number: Option<u32>,
    ids: Option<&'p RequestId>,
}

/// Says what is wrong with a request, to a person, and goes nowhere.
pub(super) fn page(fault: &Fault, ids: &RequestId) -> Response {
    let (_, number, status) = fault.entra();
    let page = Page {
        title: "This request is refused",
        pieces: pieces(&fault.to_string()),
        number: Some(number),
        ids: Some(ids),
    };
    html::page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct Asked {
    code: Option<String>,
}

/// `GET /error?code=N`: where the `error_uri` of an answer leads.
pub(super) async fn explained(Query(asked): Query<Asked>) -> Response {
    let number: Option<u32> = asked.code.and_then(|code| code.parse().ok());
    let known = NUMBERS.iter().find(|(known, _)| Some(*known) == number);
    let said = known.map_or(
        "the numbers are Entra's own, and mean the same there",
        |(_, said)| *said,
    );
    let page = Page {
        title: "What the error means",
        pieces: pieces(said),
        number,
        ids: None,
    };
    html::page(StatusCode::OK, &page)
}

/// As a sentence is written for people. What stands between backticks is code.
fn pieces(said: &str) -> Vec<(bool, String)> {
    let mut letters = said.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut sentence: String = first.into_iter().flatten().chain(letters).collect();
    sentence.push('.');
    let pieces = sentence.split('`').enumerate();
    let pieces = pieces.map(|(place, text)| (place % 2 == 1, text.to_owned()));
    pieces.collect()
}

/// Those that one meets most, by number.
const NUMBERS: [(u32, &str); 16] = [
    (50011, "the redirect URI is not registered for the client"),
    (50020, "a guest signs in by the tenant's own path alone"),
    (50034, "there is no such user in this directory"),
    (
        50058,
        "a silent sign-in was asked for, and nobody is signed in",
    ),
    (50126, "the user name or the password is wrong"),
    (50147, "PKCE is required, with a challenge by S256"),
    (54005, "the authorization code has been redeemed already"),
    (
        65001,
        "the user has not consented to what the client asks for",
    ),
    (65004, "the user declined"),
    (70008, "the code or the refresh token has ended"),
    (90013, "a parameter of the request is not what it must be"),
    (501_481, "the `code_verifier` does not match the challenge"),
    (650_053, "the resource has no such scope"),
    (700_016, "there is no such client in this tenant"),
    (900_144, "a parameter is missing from the request"),
    (7_000_215, "the client secret is wrong"),
];
