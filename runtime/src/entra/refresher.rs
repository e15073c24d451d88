//! Fetches old keys anew whether or not anybody calls, so that nobody has to wait for it, and a key that was dropped is
//! not believed by whoever is quiet for long.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::rand;
use tokio::task::AbortHandle;

use super::keyring::Keyring;

/// A task that ends with whoever holds this.
#[derive(Debug)]
pub(crate) struct Refresher(AbortHandle);

impl Refresher {
    /// Looks after the keys from now on.
    pub(crate) fn start(keys: Arc<Keyring>) -> Self {
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep(spread(keys.until_due())).await;
                keys.refresh_if_due().await;
            }
        });
        Self(task.abort_handle())
    }
}

impl Drop for Refresher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Up to a tenth later, as chance will have it: many who started together would else come together every time.
fn spread(time: Duration) -> Duration {
    let mut random = [0; 2];
    // Without chance it is only less well spread.
    let _ = rand::fill(&mut random);
    let share = f64::from(u16::from_le_bytes(random)) / f64::from(u16::MAX);
    time.saturating_add((time / 10).mul_f64(share))
}
