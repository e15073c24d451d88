//! What the process holds, server and attackers together: pages that are resident, as Linux counts them.

use std::time::Duration;

/// Bytes, at three moments.
pub struct Memory {
    /// Once everything is warm.
    pub begin: usize,
    pub peak: usize,
    pub end: usize,
}

/// How much more may be held at the end than when everything was warm.
pub const MOST_MORE: usize = 64 * 1024 * 1024;

impl Memory {
    pub fn begin() -> Self {
        Self {
            begin: 0,
            peak: 0,
            end: resident(),
        }
    }

    /// A fifth of the run is for warming up.
    pub fn look(&mut self, passed: Duration, length: Duration) {
        self.end = resident();
        self.peak = self.peak.max(self.end);
        if passed * 5 >= length && self.begin == 0 {
            self.begin = self.end;
        }
    }

    pub fn is_bounded(&self) -> bool {
        self.end <= self.begin + MOST_MORE && self.peak <= self.begin + 2 * MOST_MORE
    }
}

fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or_default() * 4096
}
