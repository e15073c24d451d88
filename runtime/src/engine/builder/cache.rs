//! What is remembered of tokens that were proven.

use std::time::Duration;

use super::EngineBuilder;

impl EngineBuilder {
    /// How many proven tokens are remembered. Default: 10000. Bounds: 0, which remembers none, and 1000000. Those whose
    /// share of [`cache_bytes`](Self::cache_bytes) is not enough for them count as several.
    ///
    /// An identity is remembered for [`cache_age`](Self::cache_age) at most, and never beyond its token's end.
    pub fn cache_entries(mut self, entries: usize) -> Self {
        self.limits.cache_entries = entries;
        self
    }

    /// How many bytes the tokens and what was read of them may take, roughly. Default: 8192 for each of
    /// [`cache_entries`](Self::cache_entries). Bounds: 1 MiB and 64 GiB.
    ///
    /// Those who are asked for least make room for others. It is divided into parts, a few for each
    /// processor: an identity that takes more than such a part is not remembered.
    pub fn cache_bytes(mut self, bytes: u64) -> Self {
        self.limits.cache_bytes = Some(bytes);
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
