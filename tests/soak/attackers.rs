//! What is sent: tokens that are none, keys that nobody has, and good tokens in such numbers that nothing can be
//! remembered of them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use rolecall_tests::signer::encoded;
use rolecall_tests::{Signer, Token};
use tokio::task::JoinHandle;

use crate::target::Target;

/// One kind of attack under way.
pub struct Attack {
    pub kind: Kind,
    sent: Arc<AtomicUsize>,
    senders: Vec<JoinHandle<Answers>>,
}

/// What came of one.
pub struct Ended {
    pub kind: Kind,
    pub answers: Answers,
}

/// How often one of a kind is sent once there were enough.
const WALK: Duration = Duration::from_millis(5);

/// How often each status was answered; nothing is a connection that broke.
pub type Answers = BTreeMap<Option<StatusCode>, usize>;

#[derive(Clone, Copy)]
pub enum Kind {
    Garbage,
    UnknownKeys,
    GoodTokens,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Garbage, Self::UnknownKeys, Self::GoodTokens];

    pub fn name(self) -> &'static str {
        match self {
            Self::Garbage => "tokens that are none",
            Self::UnknownKeys => "keys that nobody has",
            Self::GoodTokens => "good tokens, each another",
        }
    }

    /// How many a minute's run sends at least.
    pub fn number(self) -> usize {
        match self {
            Self::Garbage => 100_000,
            Self::UnknownKeys => 10_000,
            Self::GoodTokens => 50_000,
        }
    }

    /// How many send at once. Those who name unknown keys are made to wait, so they are many.
    fn senders(self) -> u32 {
        match self {
            Self::Garbage => 2,
            Self::UnknownKeys => 200,
            Self::GoodTokens => 2,
        }
    }

    /// Whether an answer is a right one.
    pub fn admits(self, status: StatusCode) -> bool {
        match self {
            Self::Garbage => matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED),
            // While the authority is out of order it cannot be told whether it has the key.
            Self::UnknownKeys => {
                matches!(
                    status,
                    StatusCode::UNAUTHORIZED | StatusCode::SERVICE_UNAVAILABLE
                )
            }
            Self::GoodTokens => status == StatusCode::OK,
        }
    }

    fn credentials(self, target: &Target, number: usize) -> String {
        let token = match self {
            Self::Garbage => garbage(target, number),
            Self::UnknownKeys => unknown_key(target, number),
            Self::GoodTokens => target
                .token()
                .claim("uti", number.to_string())
                .by("ES256")
                .signed_by(&Signer::p256())
                .sign(),
        };
        format!("Bearer {token}")
    }
}

pub fn all(target: &Arc<Target>) -> Vec<Attack> {
    Kind::ALL.map(|kind| attack(target, kind)).into()
}

/// Whether each has sent as many as a minute's run sends.
pub fn are_done(attacks: &[Attack]) -> bool {
    attacks
        .iter()
        .all(|attack| attack.sent() >= attack.kind.number())
}

pub async fn ended(attacks: Vec<Attack>) -> Vec<Ended> {
    let mut ended = Vec::new();
    for attack in attacks {
        let mut answers = Answers::new();
        for sender in attack.senders {
            for (status, times) in sender.await.unwrap_or_default() {
                *answers.entry(status).or_default() += times;
            }
        }
        ended.push(Ended {
            kind: attack.kind,
            answers,
        });
    }
    ended
}

impl Attack {
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }
}

fn attack(target: &Arc<Target>, kind: Kind) -> Attack {
    let sent = Arc::new(AtomicUsize::new(0));
    let senders = (0..kind.senders())
        .map(|_| tokio::spawn(send(Arc::clone(target), kind, Arc::clone(&sent))));
    Attack {
        kind,
        senders: senders.collect(),
        sent,
    }
}

async fn send(target: Arc<Target>, kind: Kind, sent: Arc<AtomicUsize>) -> Answers {
    let mut answers = Answers::new();
    while !target.is_stopped() {
        let number = sent.fetch_add(1, Ordering::Relaxed);
        let credentials = kind.credentials(&target, number);
        let answer = target.ask(Method::GET, Some(&credentials)).await;
        *answers.entry(answer).or_default() += 1;
        if number >= kind.number() {
            // The rest goes on at a walk, and leaves the others their share.
            tokio::time::sleep(WALK * kind.senders()).await;
        }
    }
    answers
}

/// One of many ways of being no token: noise, and an honest one that was bent.
fn garbage(target: &Target, number: usize) -> String {
    let noise = |bytes: usize| {
        let mut noise = vec![0; bytes];
        let filled = aws_lc_rs::rand::fill(&mut noise);
        filled.map(|()| encoded(&noise)).unwrap_or_default()
    };
    let unsigned = |token: &Token| {
        let message = format!(
            "{}.{}",
            encoded(token.header.to_string()),
            encoded(token.payload.to_string())
        );
        format!("{message}.{}", noise(64))
    };
    // By a key that is never dropped: else nobody could tell, in an outage, whether there is such a key.
    let honest = target.token().by("ES256").head("kid", Signer::p256().id);
    match number % 8 {
        0 => noise(600),
        1 => format!("{}.{}.{}", noise(60), noise(500), noise(256)),
        2 => ".".repeat(1_000),
        3 => unsigned(&honest.head("alg", "none")),
        4 => unsigned(&honest.claim("exp", 1)),
        5 => unsigned(&honest.claim("aud", "another")),
        6 => unsigned(&honest.claim("roles", number)),
        // Right in all but the signature.
        _ => unsigned(&honest),
    }
}

fn unknown_key(target: &Target, number: usize) -> String {
    let token = target.token().head("kid", format!("invented {number}"));
    let message = format!(
        "{}.{}",
        encoded(token.header.to_string()),
        encoded(token.payload.to_string())
    );
    format!("{message}.{}", encoded([7; 256]))
}
