//! The only place that asks what time it is, so that tests can move it.

mod machine;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What time it is: the system's clock, or one that a test moves by hand.
///
/// ```
/// use std::time::Duration;
/// let (clock, hand) = rolecall::Clock::by_hand(1_790_000_000);
/// hand.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), 1_790_000_060);
/// ```
#[derive(Clone)]
pub struct Clock(Source);

/// Moves a [`Clock::by_hand`].
#[derive(Clone, Debug)]
pub struct Hand(Arc<Manual>);

#[derive(Clone)]
enum Source {
    /// Since when it counts, by the clock of the machine that never goes back.
    System(Duration),
    Manual(Arc<Manual>),
}

#[derive(Debug)]
struct Manual {
    start: AtomicU64,
    elapsed: AtomicU64,
}

impl Clock {
    /// The system's clock. On Linux it is as exact as the kernel's ticks, mostly of four milliseconds.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System(machine::elapsed()))
    }

    /// A clock that stands at `start` (seconds since 1970) until its [`Hand`] moves it.
    #[must_use]
    pub fn by_hand(start: u64) -> (Self, Hand) {
        let manual = Arc::new(Manual {
            start: AtomicU64::new(start),
            elapsed: AtomicU64::new(0),
        });
        (Self(Source::Manual(Arc::clone(&manual))), Hand(manual))
    }

    /// Seconds since 1970 by the wall clock: what the times in a token are compared with.
    #[must_use]
    pub fn now(&self) -> u64 {
        match &self.0 {
            Source::System(_) => machine::now(),
            Source::Manual(manual) => {
                manual.start.load(Ordering::SeqCst) + manual.elapsed().as_secs()
            }
        }
    }

    /// Time since the clock was made, which never goes back: what cool-downs are measured with.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match &self.0 {
            Source::System(start) => machine::elapsed().saturating_sub(*start),
            Source::Manual(manual) => manual.elapsed(),
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::System(_) => "Clock::system",
            Source::Manual(_) => "Clock::by_hand",
        })
    }
}

impl Hand {
    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        let milliseconds = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.0.elapsed.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Sets the wall clock, forwards or backwards, without letting time pass: what a wrong clock does.
    pub fn set(&self, now: u64) {
        let passed = self.0.elapsed().as_secs();
        self.0
            .start
            .store(now.saturating_sub(passed), Ordering::SeqCst);
    }
}

impl Manual {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.elapsed.load(Ordering::SeqCst))
    }
}
