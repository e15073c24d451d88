//! The audit trail.

use axum::Json;
use axum::extract::State;
use rolecall::{Problem, protected};

use crate::store::{Entry, Store};

/// Tells who did what, and when.
#[protected(permission = "audit.read")]
#[utoipa::path(
    get,
    path = "/audit",
    tag = "oversight",
    responses((status = 200, description = "Every change that was made, the last one first.", body = [Entry]))
)]
pub(super) async fn trail(State(store): State<Store>) -> Result<Json<Vec<Entry>>, Problem> {
    Ok(Json(store.trail().await?))
}
