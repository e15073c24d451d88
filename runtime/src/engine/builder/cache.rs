//! What is remembered of tokens that were proven.

use super::EngineBuilder;

impl EngineBuilder {
    /// How many proven tokens are remembered, of up to 2048 bytes each; longer ones count as several. Default: 10000.
    /// Bounds: 0, which remembers none, and 1000000.
    ///
    /// An identity is remembered for five minutes at most, and never beyond its token's end.
    pub fn cache_entries(mut self, entries: usize) -> Self {
        self.limits.cache_entries = entries;
        self
    }
}
