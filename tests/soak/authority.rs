//! What happens to the authority meanwhile: it drips, it falls over, and its keys are rotated, again and again.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use rolecall_tests::{Answer, Signer};

use crate::target::{COOLDOWN, TIMEOUT, Target};

/// What came of the rotations.
#[derive(Default)]
pub struct Rotations {
    pub made: usize,
    /// Keys that were dropped and went on to be believed.
    pub believed: usize,
}

/// Long enough for whoever asks next to have made the authority's news known.
const NEWS: Duration = COOLDOWN
    .saturating_mul(2)
    .saturating_add(TIMEOUT.saturating_mul(2));

/// One round after the other, each a third of a minute long.
pub async fn go_on(target: Arc<Target>, length: Duration) -> Rotations {
    let mut rotations = Rotations::default();
    let rounds = (length.as_secs() / 20).max(1);
    for round in 0..rounds {
        if target.is_stopped() {
            break;
        }
        drip(&target).await;
        fall_over(&target).await;
        let (old, new) = if round % 2 == 0 {
            (Signer::first(), Signer::second())
        } else {
            (Signer::second(), Signer::first())
        };
        rotate(&target, &old, &new, &mut rotations).await;
    }
    rotations
}

/// The metadata comes byte by byte, slower than anybody waits.
async fn drip(target: &Target) {
    let authority = &target.authority;
    authority.answer(&authority.metadata_path(), Answer::Drip);
    tokio::time::sleep(Duration::from_secs(4)).await;
}

async fn fall_over(target: &Target) {
    target.authority.fall_over();
    tokio::time::sleep(Duration::from_secs(2)).await;
    target.authority.recover();
    publish(target, &[&target.signer()]).await;
}

/// As Entra does it: the new key is published before it signs, and the old one leaves when its tokens have.
async fn rotate(target: &Target, old: &Signer, new: &Signer, rotations: &mut Rotations) {
    publish(target, &[old, new]).await;
    target.sign_with(new.clone());
    // The honest caller is done with what it signed before.
    tokio::time::sleep(Duration::from_secs(1)).await;
    publish(target, &[new]).await;
    rotations.made += 1;
    let late = target.token().claim("uti", "late").signed_by(old).sign();
    let answer = target
        .ask(Method::GET, Some(&format!("Bearer {late}")))
        .await;
    rotations.believed += usize::from(answer == Some(StatusCode::OK));
}

/// Publishes keys, and waits until they are known: those who name unknown ones see to that.
async fn publish(target: &Target, signers: &[&Signer]) {
    let p256 = Signer::p256();
    let all: Vec<_> = signers.iter().copied().chain([&p256]).collect();
    target.authority.publish(&all);
    tokio::time::sleep(NEWS).await;
}
