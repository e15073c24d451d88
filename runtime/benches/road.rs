//! What the road costs: the decision, a token that is known, and a protected handler beside a bare one.
//!
//! Every figure is a ratio within this run, or an instruction count by callgrind; `README.md` beside this file holds
//! the tables and the commands.
//!
//! ```text
//! cargo bench -p rolecall --features directory --bench road            the tables
//! runtime/benches/instructions                                         the same road in instructions
//! ```

#[path = "road/measure.rs"]
mod measure;
#[path = "road/scene.rs"]
mod scene;

use std::io::Write as _;

use rolecall::decision::decide;
use rolecall::{Identity, require};

use self::measure::{Row, one_against, table};
use self::scene::{Scene, policy};

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

/// One path, so many times: what callgrind counts.
fn count(runtime: &tokio::runtime::Runtime, scene: &Scene, path: &str, times: usize) {
    for _ in 0..times {
        match path {
            "bare" => runtime.block_on(scene.bare()),
            "protected" => runtime.block_on(scene.protected()),
            "permission" => assert!(permission(&scene.editor)),
            "nested" => assert!(nested(&scene.editor)),
            "nothing" => {}
            other => panic!("there is no path `{other}`"),
        }
    }
}

fn print_tables(runtime: &tokio::runtime::Runtime, scene: &Scene) {
    let rows = [
        Row::new("one permission", 1 << 16, || permission(&scene.editor)),
        Row::new("any(role, all(permission, scope))", 1 << 16, || {
            nested(&scene.editor)
        }),
        Row::new("one of 10,000 permissions", 1 << 16, || large(&scene.clerk)),
    ];
    let names = [String::from("`Vec<String>` of two roles, compared")];
    let roles = vec!["Reader".to_owned(), "Editor".to_owned()];
    let base = Row::new(&names[0], 1 << 16, || {
        std::hint::black_box(&roles)
            .iter()
            .any(|role| role == std::hint::black_box("Editor"))
    });
    print("the decision", &one_against(base, rows));

    let rows = [Row::new("protected handler, known token", 2_000, || {
        runtime.block_on(scene.protected());
        true
    })];
    let base = Row::new("bare handler, the same request", 2_000, || {
        runtime.block_on(scene.bare());
        true
    });
    print("one request, in process", &one_against(base, rows));

    let rows = [
        Row::new("known token", 20_000, || {
            runtime.block_on(scene.verify_known())
        }),
        Row::new("token never seen (RS256, 2048 bits)", 200, || {
            runtime.block_on(scene.verify_unknown())
        }),
    ];
    let base = Row::new("memcmp of the token", 20_000, || scene.compare());
    print("proving a token", &one_against(base, rows));
}

#[inline(never)]
fn permission(identity: &Identity) -> bool {
    let requirement =
        std::hint::black_box(require!(policy = crate::scene::policy, permission = "edit"));
    decide(identity.grants(), requirement) == rolecall::decision::Decision::Granted
}

#[inline(never)]
fn nested(identity: &Identity) -> bool {
    let requirement = std::hint::black_box(require!(
        policy = crate::scene::policy,
        any(
            role = "Admin",
            all(permission = "edit", scope = "Documents.ReadWrite")
        )
    ));
    decide(identity.grants(), requirement) == rolecall::decision::Decision::Granted
}

#[inline(never)]
fn large(identity: &Identity) -> bool {
    let requirement =
        std::hint::black_box(require!(policy = crate::scene::large, permission = "p9999"));
    decide(identity.grants(), requirement) == rolecall::decision::Decision::Granted
}

fn print(title: &str, rows: &[measure::Measured]) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{title}\n{}", table(rows)).expect("standard output");
    let _ = policy::Policy;
}
