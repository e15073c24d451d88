//! A protected server under attack from all sides at once, and one honest caller who must never notice.
//!
//! `tests/under_attack` runs it, for a minute or as many seconds as its first word says; every attack is as large as is
//! asked for in a minute, and goes on for as long as the run does. It ends with a table, and with an error if anything
//! was ever answered wrongly or grew without bound.
//!
//! | file | holds |
//! |---|---|
//! | `target` | the server that is attacked, and its authority |
//! | `attackers` | what is sent to it |
//! | `honest` | the caller who must be answered correctly throughout |
//! | `authority` | what happens to the authority meanwhile |
//! | `memory` | what the process holds |
//! | `report` | what came of it |

mod attackers;
mod authority;
mod honest;
mod memory;
mod report;
mod target;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use rolecall::Clock;

use self::memory::Memory;
use self::report::Report;
use self::target::Target;

/// How long a run is, unless said otherwise.
const SECONDS: u64 = 60;

#[tokio::main]
async fn main() -> ExitCode {
    let seconds = match std::env::args().nth(1).map(|word| word.parse()) {
        None => SECONDS,
        Some(Ok(seconds)) if seconds >= SECONDS => seconds,
        Some(_) => {
            eprintln!("expected a number of seconds, {SECONDS} or more");
            return ExitCode::FAILURE;
        }
    };
    let report = attack(Duration::from_secs(seconds)).await;
    println!("{report}");
    ExitCode::from(u8::from(!report.is_good()))
}

async fn attack(length: Duration) -> Report {
    let target = Arc::new(Target::start().await);
    let clock = Clock::system();
    let mut memory = Memory::begin();
    let attacks = attackers::all(&target);
    let honest = tokio::spawn(honest::go_on(Arc::clone(&target)));
    let troubles = tokio::spawn(authority::go_on(Arc::clone(&target), length));
    while clock.elapsed() < length || !attackers::are_done(&attacks) {
        tokio::time::sleep(Duration::from_millis(200)).await;
        memory.look(clock.elapsed(), length);
        report::progress(clock.elapsed(), length, &attacks);
    }
    target.stop();
    Report {
        length: clock.elapsed(),
        attacks: attackers::ended(attacks).await,
        honest: honest.await.unwrap_or_default(),
        rotations: troubles.await.unwrap_or_default(),
        metadata: target.authority.requests(&target.authority.metadata_path()),
        keys: target.authority.requests("/keys"),
        memory,
    }
}
