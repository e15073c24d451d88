//! Which of a few media types the caller would rather have
//! ([RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)).

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};
use mime::Mime;
use smallvec::SmallVec;

/// The `Accept` headers of a request as they came: they are read only when there is a choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accept(SmallVec<[HeaderValue; 1]>);

impl Accept {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self(headers.get_all(ACCEPT).iter().cloned().collect())
    }

    /// The place of the offer that is preferred; of equals the first. Nothing where none is acceptable; the first where
    /// the header is absent.
    pub(crate) fn preferred(&self, offers: &[Mime]) -> Option<usize> {
        let ranges = self.ranges();
        if ranges.is_empty() {
            return Some(0);
        }
        let weighed = offers
            .iter()
            .enumerate()
            .map(|(place, offer)| (weight(&ranges, offer), place));
        let best = weighed.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(weight, _)| *weight > 0.0)
            .map(|(_, place)| place)
    }

    fn ranges(&self) -> Vec<Mime> {
        let values = self.0.iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .filter_map(|range| range.trim().parse().ok())
            .collect()
    }
}

/// The weight that the most specific range which fits gives to an offer.
fn weight(ranges: &[Mime], offer: &Mime) -> f32 {
    let fitting = ranges
        .iter()
        .filter_map(|range| Some((specificity(range, offer)?, quality(range))));
    let best = fitting.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or(0.0, |(_, quality)| quality)
}

fn specificity(range: &Mime, offer: &Mime) -> Option<u8> {
    match (range.type_(), range.subtype()) {
        (mime::STAR, mime::STAR) => Some(0),
        (kind, mime::STAR) if kind == offer.type_() => Some(1),
        (kind, subtype) if kind == offer.type_() && subtype == offer.subtype() => Some(2),
        _ => None,
    }
}

fn quality(range: &Mime) -> f32 {
    range
        .get_param("q")
        .and_then(|weight| weight.as_str().parse().ok())
        .unwrap_or(1.0)
}
