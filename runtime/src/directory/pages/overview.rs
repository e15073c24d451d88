//! What the directory says of itself: a page for a browser, and a few lines for a terminal.

use std::fmt::Write as _;

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::html::{self, STYLE};
use crate::directory::registry::{AppKind, RegisteredApp, Registry};
use crate::directory::serve::{Service, Site};
use crate::directory::tokens::{Bad, TokenRequest};
use crate::directory::trouble::{Counters, Document, Trouble};

#[derive(Template)]
#[template(path = "directory/overview.html")]
struct Page<'s> {
    site: &'s Site,
    registry: &'s Registry,
    ailing: Vec<(Document, Trouble)>,
    kids: Vec<String>,
    ahead: i64,
    given: [(&'static str, usize); 4],
    counters: Counters,
}

pub(super) fn page(service: &Service) -> Response {
    let (desk, now) = (&service.desk, service.now());
    let documents = Document::ALL.iter().copied();
    let page = Page {
        site: &service.site,
        registry: &service.registry,
        ailing: documents.map(|one| (one, desk.ailing(one))).collect(),
        kids: service.kids(),
        ahead: desk.ahead(),
        given: service.state.counts(now),
        counters: desk.counters(),
    };
    html::page(StatusCode::OK, &page)
}

pub(in crate::directory) fn text(service: &Service) -> String {
    let (site, registry) = (&service.site, &service.registry);
    let mut lines = format!(
        "development directory on {} (never for production)\n  tenant {}\n  application {} {}\n",
        site.base(),
        registry.tenant_id,
        registry.application,
        registry.client_id
    );
    for user in &registry.users {
        push_caller(
            &mut lines,
            "user",
            &user.name,
            &user.display_name,
            &user.roles,
        );
    }
    for app in &registry.apps {
        push_caller(&mut lines, "app", &app.name, &app.display_name, &app.roles);
    }
    lines
}

/// One line: `user editor (Edgar Editor), roles: Editor`.
fn push_caller(lines: &mut String, kind: &str, name: &str, display_name: &str, roles: &[String]) {
    let roles = if roles.is_empty() {
        "none".to_owned()
    } else {
        roles.join(", ")
    };
    // Writing to a string cannot fail.
    let _written = writeln!(lines, "  {kind} {name} ({display_name}), roles: {roles}");
}

impl Page<'_> {
    fn kind(app: &RegisteredApp) -> &'static str {
        match app.kind {
            AppKind::Daemon => "Daemon",
            AppKind::Public => "Public",
            AppKind::SinglePage => "Single page",
            AppKind::Web => "Web",
        }
    }
}
