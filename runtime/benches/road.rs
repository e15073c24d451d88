//! What the road costs: the decision, a token that is known, and a protected handler beside a bare one.
//!
//! Every figure is a ratio within this run, or an instruction count by callgrind; `README.md` beside this file holds
//! the tables and the commands.
//!
//! ```text
//! cargo bench -p rolecall --features directory --bench road            the tables
//! runtime/benches/instructions                                         the same road in instructions
//! ```

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench that fails should stop"
)]

#[path = "road/measure.rs"]
mod measure;
#[path = "road/scene.rs"]
mod scene;

use std::hint::black_box;
use std::io::Write as _;

use rolecall::decision::{Decision, decide};
use rolecall::{Identity, require};
use tokio::runtime::Runtime;

use self::measure::{Row, one_against, table};
use self::scene::Scene;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let scene = runtime.block_on(Scene::set());
    match arguments.iter().position(|argument| argument == "--count") {
        Some(at) => count(
            &runtime,
            &scene,
            &arguments[at + 1],
            arguments[at + 2].parse().expect("a number"),
        ),
        None => print_tables(&runtime, &scene),
    }
}

fn count(runtime: &Runtime, scene: &Scene, path: &str, times: usize) {
    let requests = scene.requests(if path == "bare" || path == "protected" {
        times
    } else {
        0
    });
    let passed = match path {
        "bare" => collect(|| {
            requests
                .into_iter()
                .all(|request| runtime.block_on(scene.bare(request)))
        }),
        "protected" => collect(|| {
            requests
                .into_iter()
                .all(|request| runtime.block_on(scene.protected(request)))
        }),
        "permission" => collect(|| (0..times).all(|_| permission(&scene.editor))),
        "nested" => collect(|| (0..times).all(|_| nested(&scene.editor))),
        "of_10" => collect(|| (0..times).all(|_| of_10(&scene.clerks[0]))),
        "of_100" => collect(|| (0..times).all(|_| of_100(&scene.clerks[1]))),
        "of_1000" => collect(|| (0..times).all(|_| of_1000(&scene.clerks[2]))),
        "of_10000" => collect(|| (0..times).all(|_| of_10000(&scene.clerks[3]))),
        "newcomers" => {
            let requests = scene.newcomers(times);
            collect(|| {
                requests
                    .into_iter()
                    .all(|request| runtime.block_on(scene.new_to_it(request)))
            })
        }
        "unseen" => collect(|| (0..times).all(|_| runtime.block_on(scene.verify_unknown()))),
        "crowded" => collect(|| (0..times).all(|_| runtime.block_on(scene.verify_crowded(true)))),
        "strange" => collect(|| (0..times).all(|_| runtime.block_on(scene.verify_crowded(false)))),
        other => panic!("there is no path `{other}`"),
    };
    assert!(passed, "{path} failed");
}

/// What callgrind collects, and nothing around it.
#[inline(never)]
fn collect(turns: impl FnOnce() -> bool) -> bool {
    turns()
}

fn print_tables(runtime: &Runtime, scene: &Scene) {
    print(
        "the decision",
        &one_against(two_strings(), decisions(scene)),
    );
    print(
        "one request, in process",
        &one_against(bare(runtime, scene), [protected(runtime, scene)]),
    );
    print(
        "a known token",
        &one_against(
            Row::new("memcmp of the token", 20_000, || scene.compare()),
            [Row::new("known token", 20_000, || {
                runtime.block_on(scene.verify_known())
            })],
        ),
    );
    print(
        "a token never seen",
        &one_against(
            Row::new("raw RS256 verify with a parsed key", 400, scene.raw()),
            [Row::new("token never seen, no cache", 400, || {
                runtime.block_on(scene.verify_unknown())
            })],
        ),
    );
    print(
        "a token of 500 roles never seen",
        &one_against(
            Row::new(
                "raw RS256 verify with a parsed key, 24 kB",
                200,
                scene.raw_crowded(),
            ),
            [
                Row::new("all of them declared", 200, || {
                    runtime.block_on(scene.verify_crowded(true))
                }),
                Row::new("none of them declared", 200, || {
                    runtime.block_on(scene.verify_crowded(false))
                }),
            ],
        ),
    );
}

fn two_strings<'a>() -> Row<'a> {
    let roles = vec!["Reader".to_owned(), "Editor".to_owned()];
    Row::new("`Vec<String>` of two roles, compared", 1 << 16, move || {
        black_box(&roles)
            .iter()
            .any(|role| role == black_box("Editor"))
    })
}

fn decisions(scene: &Scene) -> [Row<'_>; 4] {
    [
        Row::new("one permission of four", 1 << 16, || {
            permission(&scene.editor)
        }),
        Row::new("one permission of 10,000", 1 << 16, || {
            of_10000(&scene.clerks[3])
        }),
        Row::new("any(role, all(permission, scope))", 1 << 16, || {
            nested(&scene.editor)
        }),
        Row::new("the whole guard, caller known", 1 << 16, || scene.guard()),
    ]
}

fn bare<'a>(runtime: &'a Runtime, scene: &'a Scene) -> Row<'a> {
    Row::prepared("bare handler", 2_000, |times| {
        let requests = scene.requests(times);
        Box::new(|| {
            requests
                .into_iter()
                .all(|request| runtime.block_on(scene.bare(request)))
        })
    })
}

fn protected<'a>(runtime: &'a Runtime, scene: &'a Scene) -> Row<'a> {
    Row::prepared("protected handler, known token", 2_000, |times| {
        let requests = scene.requests(times);
        Box::new(|| {
            requests
                .into_iter()
                .all(|request| runtime.block_on(scene.protected(request)))
        })
    })
}

#[inline(never)]
fn permission(identity: &Identity) -> bool {
    let requirement = black_box(require!(policy = crate::scene::policy, permission = "edit"));
    decide(identity.grants(), requirement) == Decision::Granted
}

#[inline(never)]
fn nested(identity: &Identity) -> bool {
    let requirement = black_box(require!(
        policy = crate::scene::policy,
        any(
            role = "Admin",
            all(permission = "edit", scope = "Documents.ReadWrite")
        )
    ));
    decide(identity.grants(), requirement) == Decision::Granted
}

/// The last permission of a policy of each size.
macro_rules! last {
    ($($policy:ident $permission:literal;)+) => {$(
        #[inline(never)]
        fn $policy(identity: &Identity) -> bool {
            let requirement = black_box(require!(policy = crate::scene::$policy, permission = $permission));
            decide(identity.grants(), requirement) == Decision::Granted
        }
    )+};
}

last! {
    of_10 "p9";
    of_100 "p99";
    of_1000 "p999";
    of_10000 "p9999";
}

fn print(title: &str, rows: &[measure::Measured]) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{title}\n{}", table(rows)).expect("standard output");
}
