//! What is remembered of tokens that were proven.

use std::time::Duration;

use super::EngineBuilder;

impl EngineBuilder {
    /// How many proven tokens are remembered, of up to 8192 bytes each with what was read of them; longer ones count as
    /// several. Default: 10000. Bounds: 0, which remembers none, and 1000000.
    ///
    /// An identity is remembered for [`cache_age`](Self::cache_age) at most, and never beyond its token's end.
    pub fn cache_entries(mut self, entries: usize) -> Self {
        self.limits.cache_entries = entries;
        self
    }

    /// How long an identity is remembered at most: what a clock that was set wrong can cost. Default: 5 minutes. Bounds:
    /// 1 second and 1 hour.
    ///
    /// While a machine sleeps, the time for this stands still; the end of a token is looked at by the wall clock.
    pub fn cache_age(mut self, time: Duration) -> Self {
        self.limits.cache_age = time;
        self
    }

    /// Whether tokens are remembered by their SHA-256 alone, so that none is in memory for longer than its request
    /// lasts. Default: no; then the whole token is kept and compared, and wiped when it leaves. It makes recalling an
    /// identity dearer by the hash of its token.
    pub fn strict_cache(mut self, strict: bool) -> Self {
        self.limits.strict_cache = strict;
        self
    }
}
