//! Measures rolecall beside its contenders, and prints the tables in Markdown. `run` builds and starts it.

use std::io::Write as _;
use std::time::Duration;

use clap::{Parser, Subcommand};
use contenders::tables::{ALL, Bench, Make, Table};
use contenders::{child, page, scene};
use indicatif::{ProgressBar, ProgressStyle};

/// rolecall beside the other ways to protect an endpoint of axum.
#[derive(Parser)]
#[command(name = "run", bin_name = "run")]
struct Arguments {
    /// Fewer and shorter rounds: under two minutes.
    #[arg(long)]
    quick: bool,
    /// Only this table: T1 (which T7 is too) to T8, or body. May be given several times.
    #[arg(long, value_name = "TABLE", value_parser = NAMES)]
    only: Vec<String>,
    /// Puts the tables into README.md as well.
    #[arg(long, conflicts_with = "only")]
    write: bool,
    /// The core of the servers, which is not that of this program.
    #[arg(long, hide = true, default_value_t = 1)]
    server_core: usize,
    #[command(subcommand)]
    role: Option<Role>,
}

#[derive(Subcommand)]
enum Role {
    /// Serves one contender: how this program starts itself.
    #[command(hide = true)]
    Serve { contender: String },
}

fn main() {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    if let Some(Role::Serve { contender }) = &arguments.role {
        let contender = contenders::contenders::of(contender).expect("a contender");
        runtime.block_on(child::serve(&*contender));
        return;
    }
    let tables = measure(&arguments, &runtime);
    let results = page::results(&tables, &said(&arguments));
    writeln!(std::io::stdout(), "{results}").expect("a standard output");
    if arguments.write {
        page::write(&results);
    }
}

fn measure(arguments: &Arguments, runtime: &tokio::runtime::Runtime) -> Vec<Table> {
    let chosen = chosen(arguments);
    let progress = progress(chosen.len());
    let (scene, signer) = scene::set();
    let bench = Bench {
        runtime,
        scene: &scene,
        signer: &signer,
        progress: &progress,
        quick: arguments.quick,
        server_core: arguments.server_core,
    };
    let mut tables = Vec::new();
    for (name, make) in chosen {
        progress.set_prefix(name);
        tables.push(make(&bench));
        progress.inc(1);
    }
    progress.finish_and_clear();
    tables
}

const NAMES: [&str; 9] = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "body"];

fn chosen(arguments: &Arguments) -> Vec<(&'static str, Make)> {
    let is_chosen = |name: &str| {
        arguments.only.is_empty() || arguments.only.iter().any(|only| table_of(only) == name)
    };
    ALL.into_iter()
        .filter(|(name, _)| is_chosen(name))
        .collect()
}

/// The table that a name is in: T1 and T7 are two columns of one.
fn table_of(name: &str) -> &str {
    if name == "T7" { "T1" } else { name }
}

/// A line that goes on, on a terminal; nothing elsewhere.
fn progress(tables: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {pos}/{len} {prefix} {wide_msg} {elapsed}");
    let progress = ProgressBar::new(tables as u64).with_style(style.expect("a style"));
    progress.enable_steady_tick(Duration::from_millis(500));
    progress
}

/// The arguments as they were given, but for those that say where the results go.
fn said(arguments: &Arguments) -> String {
    let quick = arguments.quick.then(|| " --quick".to_owned());
    let only = arguments.only.iter().map(|name| format!(" --only {name}"));
    quick.into_iter().chain(only).collect()
}
