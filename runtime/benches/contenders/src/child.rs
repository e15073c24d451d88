//! A contender in a process of its own, on a core of its own, so that what it costs can be read from `/proc`.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use axum::Router;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::check::check;
use crate::contender::{App, Callers, Contender};
use crate::scene::Scene;

/// A running server. It ends with this value.
pub struct Server {
    process: Child,
    pub ready: Ready,
}

/// What a server says once it serves.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Ready {
    pub port: u16,
    pub callers: Callers,
}

impl Server {
    /// Starts this program again on `core`, as a server of one contender.
    pub fn start(contender: &dyn Contender, scene: &Scene, core: usize) -> Self {
        let program = std::env::current_exe().expect("a program");
        let mut process = Command::new("taskset")
            .args(["--cpu-list", &core.to_string()])
            .arg(program)
            .args(["serve", contender.key()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`taskset`, of util-linux");
        let mut input = process.stdin.take().expect("an input");
        writeln!(input, "{}", json(scene)).expect("a server that reads");
        let mut line = String::new();
        let output = process.stdout.take().expect("an output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("a server that answers");
        let ready = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("{} did not start: {error}", contender.name()));
        Self { process, ready }
    }

    /// The processor time of the server so far, in nanoseconds.
    pub fn processor_time(&self) -> u64 {
        processor_time(&self.process.id().to_string())
    }
}

/// The processor time of all threads of a process so far, in nanoseconds. `self` is this one.
pub fn processor_time(process: &str) -> u64 {
    fs::read_dir(format!("/proc/{process}/task"))
        .expect("a running process")
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok())
        .map(|line| {
            let first = line.split(' ').next().expect("a line of `schedstat`");
            first.parse::<u64>().expect("nanoseconds")
        })
        .sum()
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended by itself is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves one contender for a scene that comes by the standard input, until it is killed.
pub async fn serve(contender: &dyn Contender) {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("a scene");
    let scene: Scene = serde_json::from_str(&line).expect("a scene");
    let stand = contender.stand(&scene).await;
    check(contender, &stand).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let ready = Ready {
        port: listener.local_addr().expect("an address").port(),
        callers: stand.callers,
    };
    let mut output = std::io::stdout();
    writeln!(output, "{}", json(&ready)).expect("somebody who waits");
    match stand.app {
        App::Current(router) => serve_current(listener, router).await,
        App::Former(router) => axum_0_7::serve(listener, router).await,
    }
    .expect("a server");
}

async fn serve_current(listener: TcpListener, router: Router) -> std::io::Result<()> {
    axum::serve(listener, router).await
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("JSON")
}
