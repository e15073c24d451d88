//! The questions about one person or application: one, or page after page, and never more than is bounded.

use url::Url;
use uuid::Uuid;

use super::access::Access;
use super::answer::{Failure, Page};
use crate::entra::fetch::Fetcher;
use crate::policy::Kind;
use crate::tokens::AccessToken;

/// The most pages that are read of one answer.
const PAGES: usize = 50;

/// The most groups that somebody may be in.
const GROUPS: usize = 20_000;

/// Every group of somebody, or why they are not all known.
pub(super) async fn groups(
    access: &Access,
    fetcher: &Fetcher,
    token: &AccessToken,
    place: Url,
    kind: Kind,
) -> Result<Box<[Uuid]>, Failure> {
    let body = (!access.how.by_pages).then(|| wish(access, kind));
    let (mut groups, mut next) = (Vec::new(), Some(place.clone()));
    for _ in 0..PAGES {
        let Some(url) = next else {
            return some(groups);
        };
        let answer = fetcher.ask(&url, token.expose(), body).await;
        let answer = answer.map_err(Failure::of_member)?;
        let page = Page::read(&answer, &place, &access.how)?;
        groups.extend(page.groups);
        if groups.len() > GROUPS {
            return Err(Failure::of_member(format!(
                "it tells more than {GROUPS} groups"
            )));
        }
        next = page.next;
    }
    match next {
        None => some(groups),
        Some(_) => Err(Failure::of_member(format!(
            "it tells more than {PAGES} pages"
        ))),
    }
}

/// Who is in too many groups for a token is in some: an answer without any does not count them, and is none.
fn some(groups: Vec<Uuid>) -> Result<Box<[Uuid]>, Failure> {
    if groups.is_empty() {
        return Err(Failure::of_member(
            "it tells no group of somebody who is in too many for a token; see `every_group`, and what the application may read",
        ));
    }
    Ok(groups.into_boxed_slice())
}

/// Of a person security groups are asked for, which is what tokens name; Graph takes that question of nobody else
/// ([getMemberObjects](https://learn.microsoft.com/graph/api/directoryobject-getmemberobjects)).
fn wish(access: &Access, kind: Kind) -> &'static str {
    if kind == Kind::User && !access.how.every_group {
        r#"{"securityEnabledOnly":true}"#
    } else {
        r#"{"securityEnabledOnly":false}"#
    }
}
