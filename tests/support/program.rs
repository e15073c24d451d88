//! The built programs, run as a newcomer runs them.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The running program; it is killed when the test is done with it.
pub struct Program {
    child: Child,
    printed: Vec<String>,
}

impl Program {
    /// Starts it, and waits until it has printed a line with `last` in it. It serves by then.
    pub fn started(mut command: Command, last: &str) -> Self {
        let mut program = Self {
            child: command.stdout(Stdio::piped()).spawn().unwrap(),
            printed: Vec::new(),
        };
        let stdout = program.child.stdout.take().unwrap();
        for line in BufReader::new(stdout).lines() {
            program.printed.push(line.unwrap());
            if program.printed.iter().any(|line| line.contains(last)) {
                return program;
            }
        }
        panic!("it ended, having printed {:#?}", program.printed);
    }

    pub fn printed(&self) -> &[String] {
        &self.printed
    }

    /// What stands behind the first of these words that begins a printed line.
    pub fn line(&self, begin: &str) -> &str {
        let mut lines = self.printed.iter().map(|line| line.trim_start());
        let rest = lines.find_map(|line| line.strip_prefix(begin));
        rest.unwrap_or_else(|| panic!("{begin} is not in {:#?}", self.printed))
            .trim()
    }

    /// Ends it without warning: no file is closed, nothing is written.
    pub fn killed(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and gives its exit status.
    pub fn stopped(mut self) -> Option<i32> {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// `documents` in an empty folder, on free ports, and without any setting of whoever runs the tests.
pub fn documents(folder: &Path) -> Command {
    let mut command = in_folder(&built(&["--package", "documents"]), folder);
    command
        .env("DOCUMENTS_LISTEN", "127.0.0.1:0")
        .env("DIRECTORY_LISTEN", "127.0.0.1:0");
    command
}

/// The command line, in the same way.
pub fn rolecall(folder: &Path, arguments: &[&str]) -> Command {
    let program = built(&[
        "--package",
        "rolecall",
        "--bin",
        "rolecall",
        "--features",
        "cli",
    ]);
    let mut command = in_folder(&program, folder);
    command.args(arguments);
    command
}

fn in_folder(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    let ours = |name: &String| {
        let begins = ["AAD_", "DIRECTORY_", "DOCUMENTS_"];
        name == "RUST_LOG" || begins.iter().any(|begin| name.starts_with(begin))
    };
    for name in std::env::vars().map(|(name, _)| name).filter(ours) {
        command.env_remove(name);
    }
    command.current_dir(folder);
    command
}

/// Runs it where it shall not start: its exit status, and what it said on standard error.
pub fn refused(mut command: Command) -> (Option<i32>, String) {
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut printed = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    if stdout.read_line(&mut printed).unwrap() > 0 {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert!(printed.is_empty(), "it started");
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// Builds it where it is not built yet, and gives its path.
fn built(what: &[&str]) -> String {
    let build = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--message-format", "json"])
        .args(what)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(build.status.success(), "{what:?} does not build");
    let messages = String::from_utf8(build.stdout).unwrap();
    let made = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = made.filter_map(|message| message["executable"].as_str().map(str::to_owned));
    programs.next().unwrap()
}
