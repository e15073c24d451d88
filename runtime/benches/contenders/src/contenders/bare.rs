//! A handler that nothing stands before: what the others are compared with.

use axum::Router;
use axum::routing::get;

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::scene::Scene;

pub(super) struct Bare;

impl Contender for Bare {
    fn key(&self) -> &'static str {
        "bare"
    }

    fn name(&self) -> &'static str {
        "bare handler"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("axum", "0.8.")
    }

    fn remark(&self) -> &'static str {
        "protects nothing; is sent the same token"
    }

    fn refusals(&self) -> Refusals {
        Refusals::NONE
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            Stand {
                app: App::Current(Router::new().route(PATH, get(async || DONE))),
                callers: Callers::bearers(scene),
            }
        })
    }
}
