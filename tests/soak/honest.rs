//! The honest caller: asks as an editor, as a viewer and as nobody, with tokens that are new and tokens that are known,
//! and holds each answer against the one that is right.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::target::Target;

/// What came of it.
#[derive(Default)]
pub struct Honest {
    pub asked: usize,
    /// What was answered where something else was right.
    pub wrong: BTreeMap<String, usize>,
    pub waited: Vec<Duration>,
}

/// A token is used so often before the next is asked for.
const USES: usize = 20;

pub async fn go_on(target: Arc<Target>) -> Honest {
    let mut honest = Honest::default();
    while !target.is_stopped() {
        let signer = target.signer();
        let number = honest.asked.to_string();
        let editor = target
            .token()
            .claim("uti", number.clone())
            .signed_by(&signer)
            .sign();
        let viewer = target
            .token()
            .claim("roles", json!(["Viewer"]))
            .claim("uti", number)
            .signed_by(&signer)
            .sign();
        for _ in 0..USES {
            honest
                .ask(&target, Method::GET, Some(&editor), StatusCode::OK)
                .await;
            honest
                .ask(&target, Method::POST, Some(&editor), StatusCode::OK)
                .await;
            honest
                .ask(&target, Method::GET, Some(&viewer), StatusCode::OK)
                .await;
            honest
                .ask(&target, Method::POST, Some(&viewer), StatusCode::FORBIDDEN)
                .await;
            honest
                .ask(&target, Method::GET, None, StatusCode::UNAUTHORIZED)
                .await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    honest.waited.sort_unstable();
    honest
}

impl Honest {
    async fn ask(
        &mut self,
        target: &Target,
        method: Method,
        token: Option<&str>,
        right: StatusCode,
    ) {
        let credentials = token.map(|token| format!("Bearer {token}"));
        #[expect(
            clippy::disallowed_methods,
            reason = "how long an answer takes is told finer than by ticks"
        )]
        let begun = Instant::now();
        let answer = target.ask(method.clone(), credentials.as_deref()).await;
        self.waited.push(begun.elapsed());
        self.asked += 1;
        if answer != Some(right) {
            let answer = answer.map_or_else(|| "nothing".to_owned(), |status| status.to_string());
            let what = format!("{method} for {right}: {answer}");
            *self.wrong.entry(what).or_default() += 1;
        }
    }

    /// How long a share of the requests took at most, of 1,000.
    pub fn within(&self, share: usize) -> Duration {
        let place = self.waited.len() * share / 1_000;
        self.waited.get(place).copied().unwrap_or_default()
    }
}
