//! In which form the matrix is wanted.

use mime::Mime;
use url::form_urlencoded;

use crate::guard::Accept;

/// A form of the matrix.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    Text,
    Page,
    Json,
    Csv,
    Markdown,
}

impl Form {
    /// The one that whoever does not care is given comes first.
    pub(super) const ALL: [Self; 5] = [
        Self::Text,
        Self::Page,
        Self::Json,
        Self::Csv,
        Self::Markdown,
    ];

    /// What `format` in the query names, else what `Accept` prefers; nothing where that is not offered.
    pub(super) fn asked_for(query: &str, accept: &Accept) -> Option<Self> {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        if let Some((_, wanted)) = pairs.find(|(name, _)| name == "format") {
            return Self::ALL.into_iter().find(|form| form.name() == wanted);
        }
        let place = accept.preferred(&Self::ALL.map(Self::offer))?;
        Self::ALL.get(place).copied()
    }

    /// As `format` names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Page => "page",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Page => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }

    fn offer(self) -> Mime {
        let offer = self.content_type().parse();
        offer.unwrap_or(mime::APPLICATION_OCTET_STREAM)
    }
}
