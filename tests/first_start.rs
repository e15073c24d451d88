//! A newcomer starts `documents` without a setting, pastes what it prints, stops it, and makes mistakes.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use rolecall_tests::program::{Program, documents, refused};
use serde_json::Value;

#[test]
fn the_printed_lines_work_when_pasted() {
    let folder = tempfile::tempdir().unwrap();
    let program = first_start(folder.path());
    let [written, read, removed, reading, trail] = pasted(&program).try_into().unwrap();
    assert_eq!(written["title"], "Minutes");
    assert_eq!(read, Value::from(vec![written.clone()]));
    assert_eq!(removed["status"], 403);
    assert_eq!(reading["status"], 403);
    assert_eq!(trail[0]["who"], written["created_by"]);
    assert!(folder.path().join("documents.db").exists());
}

#[test]
fn what_is_printed_says_who_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let program = first_start(folder.path());
    let text = program.printed().join("\n");
    for line in [
        "  user  viewer   Vera Viewer    view",
        "  user  editor   Edgar Editor   view, edit",
        "  user  admin    Ada Admin      view, edit, delete, audit.read",
        "  user  nobody   Nora Nobody    nothing",
        "  app   robot    Night Robot    view, edit, delete, audit.read",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours where nobody sees them");
}

#[test]
fn nothing_is_lost_when_it_is_killed_and_identities_stay() {
    let folder = tempfile::tempdir().unwrap();
    let program = first_start(folder.path());
    let written = pasted(&program).swap_remove(0);
    program.killed();

    let answers = pasted(&first_start(folder.path()));
    assert_eq!(answers[1][0], written);
    assert_eq!(answers[0]["created_by"], written["created_by"]);
    assert_eq!(answers[4].as_array().unwrap().len(), 2);
}

#[test]
fn it_stops_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(first_start(folder.path()).stopped(), Some(0));
    assert!(!folder.path().join("documents.db-wal").exists());
}

#[test]
fn a_taken_port_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for name in ["DOCUMENTS_LISTEN", "DIRECTORY_LISTEN"] {
        let mut command = documents(folder.path());
        command.env(name, &address);
        refuses(command, &[name, &address, "in use"]);
    }
}

#[test]
fn a_setting_that_cannot_be_used_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value) in [
        ("DOCUMENTS_LISTEN", "localhost"),
        ("DIRECTORY_LISTEN", "0.0.0.0:0"),
        ("DOCUMENTS_DB", "missing/documents.db"),
        ("RUST_LOG", "documents=loud"),
    ] {
        let mut command = documents(folder.path());
        command.env(name, value);
        refuses(command, &[name, value]);
    }
}

#[test]
fn a_file_that_is_no_database_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("documents.db"), "not a database, by far").unwrap();
    refuses(
        documents(folder.path()),
        &["DOCUMENTS_DB", "`documents.db`"],
    );
}

#[test]
fn the_file_beside_it_is_read_and_the_environment_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let dot_env = "DOCUMENTS_DB=kept.db\nDOCUMENTS_LISTEN=nonsense\n";
    std::fs::write(folder.path().join(".env"), dot_env).unwrap();
    first_start(folder.path());
    assert!(folder.path().join("kept.db").exists());

    std::fs::write(folder.path().join(".env"), "AAD_TENANT_ID=contoso.com\n").unwrap();
    refuses(
        documents(folder.path()),
        &["`AAD_TENANT_ID` (in `.env`)", "`AAD_CLIENT_ID`"],
    );
    std::fs::write(folder.path().join(".env"), "no assignment, but a secret\n").unwrap();
    let said = refuses(documents(folder.path()), &["`.env`"]);
    assert!(!said.contains("secret"), "{said}");
}

fn first_start(folder: &Path) -> Program {
    Program::started(documents(folder), "/audit")
}

/// Every `curl` line that was printed, run by a shell: the bodies of the answers.
fn pasted(program: &Program) -> Vec<Value> {
    let lines = program
        .printed()
        .iter()
        .filter(|line| line.starts_with("curl "));
    lines.map(|line| paste(line)).collect()
}

fn paste(line: &str) -> Value {
    let output = Command::new("sh").args(["-c", line]).output().unwrap();
    assert!(output.status.success(), "{line}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// It does not start, and says why on standard error, with all of these words and without a trace of its insides.
fn refuses(command: Command, words: &[&str]) -> String {
    let (status, said) = refused(command);
    assert_eq!(status, Some(1), "{said}");
    let last = said.split("documents: ").last().unwrap();
    for word in words {
        assert!(last.contains(word), "{word} is not in\n{said}");
    }
    assert!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "{said}"
    );
    said
}
