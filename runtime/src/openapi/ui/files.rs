//! The files beside the page: three of ours, two of Swagger UI's, and no other, whatever its crate brings.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use aws_lc_rs::digest;
use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::headers::NOSNIFF;

/// A file with its name, its kind, and a mark that is another for other bytes.
pub(super) struct File {
    name: &'static str,
    kind: &'static str,
    bytes: Bytes,
    tag: String,
}

/// The file of this name, if there is one.
pub(super) fn named(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

impl File {
    /// The file, or that the browser has it already: it asks each time, so that a new version counts at once.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let revalidated = [
            (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (X_CONTENT_TYPE_OPTIONS, NOSNIFF),
        ];
        let tag = [(ETAG, self.tag.clone())];
        if self.is_known(asked) {
            return (StatusCode::NOT_MODIFIED, revalidated, tag).into_response();
        }
        let kind = [(CONTENT_TYPE, self.kind)];
        (revalidated, tag, kind, self.bytes.clone()).into_response()
    }

    /// By [RFC 9110, section 13.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2).
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let values = asked.get_all(IF_NONE_MATCH).iter();
        let mut tags = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|tag| tag == "*" || tag == self.tag)
    }

    fn ours(name: &'static str, kind: &'static str, text: &'static str) -> Self {
        Self::of(name, kind, Bytes::from_static(text.as_bytes()))
    }

    /// None where a build has left it out, which is then answered as any file that is not there.
    fn of_swagger_ui(name: &'static str, kind: &'static str) -> Option<Self> {
        let found = utoipa_swagger_ui::serve(name, Arc::default());
        let bytes = match found.ok().flatten()?.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        Some(Self::of(name, kind, bytes))
    }

    fn of(name: &'static str, kind: &'static str, bytes: Bytes) -> Self {
        let hash = digest::digest(&digest::SHA256, &bytes);
        let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(hash));
        Self {
            name,
            kind,
            bytes,
            tag,
        }
    }
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Read and marked when the first is asked for.
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let ours = [
        File::ours(
            "docs.js",
            SCRIPT,
            include_str!("../../../templates/docs/docs.js"),
        ),
        File::ours(
            "docs.css",
            STYLE,
            include_str!("../../../templates/docs/docs.css"),
        ),
        File::ours(
            "oauth2-redirect.js",
            SCRIPT,
            include_str!("../../../templates/docs/oauth2-redirect.js"),
        ),
    ];
    let vendored = [("swagger-ui-bundle.js", SCRIPT), ("swagger-ui.css", STYLE)];
    let vendored = vendored
        .into_iter()
        .filter_map(|(name, kind)| File::of_swagger_ui(name, kind));
    ours.into_iter().chain(vendored).collect()
});
