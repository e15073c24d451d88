//! The two clocks of the machine.
//!
//! A known token is judged by both, on every request. Linux keeps the time of its latest tick beside the exact one, and
//! tells it in a fraction of the time; tokens count in seconds.

pub(super) use self::read::{elapsed, now};

#[cfg(target_os = "linux")]
mod read {
    use std::time::Duration;

    use nix::time::ClockId;

    /// Seconds since 1970 by the wall clock.
    #[inline]
    pub(in crate::clock) fn now() -> u64 {
        either(ClockId::CLOCK_REALTIME_COARSE, ClockId::CLOCK_REALTIME).as_secs()
    }

    /// Time since the machine was started, by the clock that never goes back.
    #[inline]
    pub(in crate::clock) fn elapsed() -> Duration {
        either(ClockId::CLOCK_MONOTONIC_COARSE, ClockId::CLOCK_MONOTONIC)
    }

    /// The time of the latest tick, else the exact one. Where nobody tells the time it is too late for anything.
    #[inline]
    fn either(tick: ClockId, exact: ClockId) -> Duration {
        const TOO_LATE: Duration = Duration::from_secs(u64::MAX / 4);
        let time = read(tick).or_else(|| read(exact));
        time.unwrap_or(TOO_LATE)
    }

    /// What is before the clock's beginning is its beginning.
    #[inline]
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
mod read {
    use std::sync::LazyLock;
    use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

    /// Seconds since 1970 by the wall clock.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub(in crate::clock) fn now() -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    }

    /// Time since the clock was first read, by the one that never goes back.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub(in crate::clock) fn elapsed() -> Duration {
        static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
        FIRST.elapsed()
    }
}
