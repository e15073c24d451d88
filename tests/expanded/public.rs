#[public("liveness probe, reveals nothing")]
async fn health() -> &'static str {
    "ok"
}
