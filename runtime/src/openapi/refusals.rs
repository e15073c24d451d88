//! The answers of the guard, described once in the document and referred to by every operation that has a guard.

use utoipa::openapi::header::Header;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Components, Content, ObjectBuilder, Ref, RefOr, Response, Responses};

use super::schemes::PROBLEM;

/// An answer that the guard may give.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Refusal {
    Unauthorized,
    Forbidden,
    Concealed,
    Unavailable,
}

impl Refusal {
    const ALL: [Self; 4] = [
        Self::Unauthorized,
        Self::Forbidden,
        Self::Concealed,
        Self::Unavailable,
    ];

    fn status(self) -> &'static str {
        match self {
            Self::Unauthorized => "401",
            Self::Forbidden => "403",
            Self::Concealed => "404",
            Self::Unavailable => "503",
        }
    }

    /// A name that no schema of an application has.
    fn name(self) -> &'static str {
        match self {
            Self::Unauthorized => "guard.401",
            Self::Forbidden => "guard.403",
            Self::Concealed => "guard.404",
            Self::Unavailable => "guard.503",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Unauthorized => "Sign-in required, or the credentials were refused.",
            Self::Forbidden => "Not permitted.",
            Self::Concealed => "Not found.",
            Self::Unavailable => {
                "It cannot be told now who is calling, or whether they may; try again."
            }
        }
    }

    fn header(self) -> Option<(&'static str, &'static str, Type)> {
        match self {
            Self::Unauthorized => Some((
                "WWW-Authenticate",
                "Which credentials would do (RFC 6750).",
                Type::String,
            )),
            Self::Unavailable => Some((
                "Retry-After",
                "When it is worth another try, in seconds.",
                Type::Integer,
            )),
            Self::Forbidden | Self::Concealed => None,
        }
    }

    fn response(self) -> Response {
        let schema = RefOr::Ref(Ref::from_schema_name(PROBLEM));
        let content = Content::builder().schema(Some(schema)).build();
        let response = Response::builder()
            .description(self.description())
            .content("application/problem+json", content);
        match self.header() {
            None => response.build(),
            Some((name, description, kind)) => {
                let mut header = Header::new(ObjectBuilder::new().schema_type(kind).build());
                header.description = Some(description.to_owned());
                response.header(name, header).build()
            }
        }
    }
}

/// Adds what an operation does not describe itself.
pub(super) fn refer(responses: &mut Responses, refusals: &[Refusal]) {
    for refusal in refusals {
        let status = refusal.status().to_owned();
        let described = || RefOr::Ref(Ref::from_response_name(refusal.name()));
        responses.responses.entry(status).or_insert_with(described);
    }
}

/// Describes them all, under names that take no other's place.
pub(super) fn describe(components: &mut Components) {
    for refusal in Refusal::ALL {
        let name = refusal.name().to_owned();
        components
            .responses
            .insert(name, RefOr::T(refusal.response()));
    }
}
