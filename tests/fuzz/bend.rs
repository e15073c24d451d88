//! Inputs bent at random, from a seed that is printed and can be given again (`ROLECALL_SEED`).

/// Words that readers trip over.
const ODD: [&[u8]; 24] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b".",
    b"..",
    b" ",
    b"\t",
    b"\0",
    b"\xff",
    b"\xc3\x28",
    b"null",
    b"1e999",
    b"-0",
    b"\\u0000",
    b"\"alg\":\"none\"",
    b"\"kid\":1",
    b"\"crit\":[]",
    b"\"exp\":1",
    b"HONEST",
    b"Bearer ",
    b"=",
    b"\r\n",
];

pub struct Bend {
    pub seed: u64,
    state: u64,
    corpus: Vec<Vec<u8>>,
}

impl Bend {
    pub fn new(corpus: Vec<Vec<u8>>) -> Self {
        let given = std::env::var("ROLECALL_SEED")
            .ok()
            .and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| {
            let mut bytes = [0; 8];
            aws_lc_rs::rand::fill(&mut bytes).expect("randomness");
            u64::from_le_bytes(bytes)
        });
        Self {
            seed,
            state: seed,
            corpus,
        }
    }

    /// One of the corpus, bent in one to eight places.
    pub fn next(&mut self) -> Vec<u8> {
        let place = self.below(self.corpus.len());
        let mut input = self.corpus[place].clone();
        for _ in 0..=self.below(8) {
            self.bend(&mut input);
        }
        input
    }

    fn bend(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let end = (at + self.below(9)).min(input.len());
        match self.below(6) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 => drop(input.drain(at..end)),
            2 => {
                let again = input[at..end].to_vec();
                input.splice(at..at, again);
            }
            3 => {
                let word = ODD[self.below(ODD.len())];
                input.splice(at..at, word.iter().copied());
            }
            4 => {
                let other = self.below(self.corpus.len());
                let other = self.corpus[other].clone();
                let from = self.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            _ => input.truncate(at),
        }
    }

    /// A number below `end` (splitmix64).
    pub fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (end.max(1) as u64)).unwrap_or_default()
    }
}
