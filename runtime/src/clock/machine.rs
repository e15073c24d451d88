//! The two clocks of the machine.
//!
//! A known token is judged by both, on every request. Linux keeps the time of its latest tick beside the exact one, and
//! tells it in a fraction of the time; tokens count in seconds.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Seconds since 1970 by the wall clock.
#[inline]
pub(super) fn now() -> u64 {
    ticks::wall().unwrap_or_else(exact_wall).as_secs()
}

/// Time since some moment, by the clock that never goes back.
#[inline]
pub(super) fn elapsed() -> Duration {
    ticks::steady().unwrap_or_else(exact_steady)
}

#[cold]
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn exact_wall() -> Duration {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default()
}

#[cold]
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn exact_steady() -> Duration {
    static MOMENT: LazyLock<Instant> = LazyLock::new(Instant::now);
    MOMENT.elapsed()
}

/// The clocks as of the latest tick, on systems that tell: on one, always or never.
#[cfg(target_os = "linux")]
mod ticks {
    use std::time::Duration;

    use nix::time::ClockId;

    #[inline]
    pub(super) fn wall() -> Option<Duration> {
        read(ClockId::CLOCK_REALTIME_COARSE)
    }

    #[inline]
    pub(super) fn steady() -> Option<Duration> {
        read(ClockId::CLOCK_MONOTONIC_COARSE)
    }

    /// What is before the clock's beginning is its beginning.
    fn read(clock: ClockId) -> Option<Duration> {
        let time = clock.now().ok()?;
        let (seconds, nanoseconds) = (time.tv_sec(), time.tv_nsec());
        Some(Duration::new(
            u64::try_from(seconds).unwrap_or_default(),
            u32::try_from(nanoseconds).unwrap_or_default(),
        ))
    }
}

#[cfg(not(target_os = "linux"))]
mod ticks {
    use std::time::Duration;

    pub(super) fn wall() -> Option<Duration> {
        None
    }

    pub(super) fn steady() -> Option<Duration> {
        None
    }
}
