//! Counts the allocations of a request at each contender, in the order of the table of T2, one number a line. A program
//! of its own, since an allocator that counts would be in the way of a clock.

use std::io::Write as _;

use contenders::scene::Scene;
use contenders::tables::in_process::{cases, stands};

fn main() {
    let scene: Scene = serde_json::from_reader(std::io::stdin()).expect("a scene");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let stands = stands(&runtime, &scene);
    let mut output = std::io::stdout();
    for case in cases(&stands) {
        let prepared = case.prepared(&runtime, TIMES);
        let counted = allocation_counter::measure(|| assert!(prepared()));
        let each = counted.count_total as f64 / TIMES as f64;
        writeln!(output, "{each:.0}").expect("somebody who reads");
    }
}

const TIMES: usize = 200;
