//! Checkers: functions that a rule asks about one request, before its body is read, and whose failure is never a pass.

mod asked;
mod failing;
mod shown;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{FromRef, Path, State};
use rolecall::{Identity, Router, checker};
use rolecall_tests::house::{House, Town};

use crate::policy;

/// The state of these routers: who owns what, and how often that was asked.
#[derive(Clone, Default)]
struct App {
    owners: Owners,
    asked: Asked,
}

/// The things of the viewer are 1 to 9.
#[derive(Clone, Copy, Default)]
struct Owners;

#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

impl FromRef<App> for Owners {
    fn from_ref(app: &App) -> Self {
        app.owners
    }
}

impl FromRef<App> for Asked {
    fn from_ref(app: &App) -> Self {
        app.asked.clone()
    }
}

impl Asked {
    fn once_more(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How often since it was last looked at.
    fn times(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

#[checker]
async fn owns(
    user: &Identity,
    Path(id): Path<u64>,
    State(_): State<Owners>,
    State(asked): State<Asked>,
) -> bool {
    tokio::task::yield_now().await;
    asked.once_more();
    user.name() == Some("viewer") && id < 10
}

async fn town() -> Town {
    Town::under(policy::Policy).await
}

/// A finished router, and the counter of its checkers.
fn house(town: &Town, router: Router<App>) -> (House<'_>, Asked) {
    let app = App::default();
    let asked = app.asked.clone();
    (town.house(router.with_state(app)), asked)
}
