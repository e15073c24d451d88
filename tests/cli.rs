//! The command line, run by hand and by programs.

use std::fs::{self, File};
use std::net::TcpListener;
use std::process::{Command, Output};

use rolecall_tests::program::{Program, refused, rolecall};
use serde_json::Value;

#[test]
fn a_directory_says_what_an_application_needs_and_its_lines_work() {
    let folder = tempfile::tempdir().unwrap();
    let command = rolecall(
        folder.path(),
        &["directory", "--listen", "127.0.0.1:0", "--tls"],
    );
    let program = Program::started(command, "app=");
    let url = program.line("AAD_AUTHORITY=");
    assert!(url.starts_with("https://localhost:"), "{url}");
    assert_eq!(program.line("AAD_TENANT_ID=").len(), 36);
    assert_eq!(program.line("AAD_CLIENT_ID=").len(), 36);
    assert_eq!(program.line("AAD_DOCS_CLIENT_ID=").len(), 36);
    let ca_file = folder.path().join("directory-ca.pem");
    assert_eq!(program.line("AAD_CA_FILE="), ca_file.to_str().unwrap());
    let text = program.printed().join("\n");
    for words in [
        "Edgar Editor   roles: Editor",
        "daemon, secret robot-secret",
        "web, secret Documents-secret",
        "never for production",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours where nobody sees them");
    for line in program
        .printed()
        .iter()
        .filter(|line| line.starts_with("curl "))
    {
        assert!(shell(line).starts_with("eyJ"), "{line}");
    }
    assert_eq!(program.stopped(), Some(0));
}

#[test]
fn a_program_is_told_in_one_line_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["directory", "--listen", "127.0.0.1:0", "--json"];
    let program = Program::started(rolecall(folder.path(), &arguments), "{");
    assert_eq!(program.printed().len(), 1);
    let said: Value = serde_json::from_str(&program.printed()[0]).unwrap();
    assert!(
        said["url"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:")
    );
    assert_eq!(said["ca_file"], Value::Null);
    assert_eq!(said["users"][1]["name"], "editor");
    assert_eq!(said["application"]["client_id"], said["client_id"]);
    assert_eq!(said["application"]["secret"], "Documents-secret");
    let apps = said["apps"].as_array().unwrap();
    let robot = apps.iter().find(|app| app["name"] == "robot").unwrap();
    assert_eq!(robot["secret"], "robot-secret");
    assert_eq!(robot["kind"], "daemon");
    let metadata = shell(&format!(
        "curl -s {}",
        said["metadata_url"].as_str().unwrap()
    ));
    assert!(metadata.contains(said["issuer"].as_str().unwrap()));
    assert_eq!(program.stopped(), Some(0));
}

#[test]
fn the_environment_stands_for_the_arguments() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rolecall(folder.path(), &["directory", "--json"]);
    command
        .env("DIRECTORY_LISTEN", "127.0.0.1:0")
        .env("DIRECTORY_TLS", "1")
        .env("DIRECTORY_CA_FILE", "ca.pem");
    let program = Program::started(command, "{");
    assert!(program.printed()[0].contains("https://localhost:"));
    assert!(folder.path().join("ca.pem").exists());
    drop(program);

    let mut command = rolecall(folder.path(), &["directory", "--json"]);
    command
        .env("DIRECTORY_LISTEN", "127.0.0.1:0")
        .env("DIRECTORY_TLS", "0");
    assert!(Program::started(command, "{").printed()[0].contains("\"http://127.0.0.1:"));
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rolecall(
        folder.path(),
        &["directory", "--listen", "127.0.0.1:0", "--json"],
    );
    for name in ["DIRECTORY_LISTEN", "DIRECTORY_FILE", "DIRECTORY_TLS"] {
        command.env(name, "");
    }
    let program = Program::started(command, "{");
    assert!(program.printed()[0].contains("\"http://127.0.0.1:"));
    assert!(program.printed()[0].contains("Edgar Editor"));
    drop(program);

    let mut command = rolecall(
        folder.path(),
        &["directory", "--listen", "127.0.0.1:0", "--tls"],
    );
    command.env("DIRECTORY_CA_FILE", " ");
    let _program = Program::started(command, "AAD_CA_FILE=");
    assert!(folder.path().join("directory-ca.pem").exists());
}

#[test]
fn the_printed_file_is_one_that_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let printed = done(rolecall(folder.path(), &["directory", "--print-file"]));
    assert_eq!(printed.status.code(), Some(0));
    fs::write(folder.path().join("people.toml"), printed.stdout).unwrap();
    let arguments = [
        "directory",
        "--listen",
        "127.0.0.1:0",
        "--json",
        "--file",
        "people.toml",
    ];
    let program = Program::started(rolecall(folder.path(), &arguments), "{");
    assert!(program.printed()[0].contains("Edgar Editor"));
}

#[test]
fn whatever_is_in_the_way_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("people.toml"),
        "[[user]]\nnam = \"zoe\"\n",
    )
    .unwrap();
    File::create(folder.path().join("taken")).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let free = "127.0.0.1:0";
    let cases: [(&[&str], &[&str]); 7] = [
        (
            &["--listen", "localhost"],
            &["`--listen`", "`localhost`", "127.0.0.1:8400"],
        ),
        (&["--listen", "99999"], &["`--listen`", "`99999`"]),
        (
            &["--listen", "0.0.0.0:0"],
            &["`--listen`", "other machines"],
        ),
        (&["--listen", &taken], &["`--listen`", &taken, "in use"]),
        (
            &["--listen", free, "--file", "people.toml"],
            &["`--file`", "line 2", "`nam`", "`name`"],
        ),
        (
            &["--listen", free, "--file", "missing.toml"],
            &["`--file`", "`missing.toml`"],
        ),
        (
            &["--listen", free, "--tls", "--ca-file", "taken/ca.pem"],
            &["`--ca-file`", "`taken/ca.pem`"],
        ),
    ];
    for (arguments, words) in cases {
        let (status, said) = refused(rolecall(
            folder.path(),
            &[&["directory"], arguments].concat(),
        ));
        assert_eq!(status, Some(1), "{said}");
        assert!(
            said.starts_with("rolecall: ") && said.lines().count() == 1,
            "{said}"
        );
        for word in words {
            assert!(said.contains(word), "{word} is not in\n{said}");
        }
    }
}

#[test]
fn wrong_arguments_are_another_exit_status_and_help_names_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = done(rolecall(folder.path(), &["directory", "--port", "1"]));
    assert_eq!(wrong.status.code(), Some(2));
    let help = done(rolecall(folder.path(), &["directory", "--help"]));
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for words in [
        "DIRECTORY_LISTEN",
        "DIRECTORY_FILE",
        "DIRECTORY_TLS",
        "DIRECTORY_CA_FILE",
        "Exit status",
    ] {
        assert!(help.contains(words), "{words} is not in\n{help}");
    }
}

fn done(mut command: Command) -> Output {
    command.output().unwrap()
}

fn shell(line: &str) -> String {
    let output = Command::new("sh").args(["-c", line]).output().unwrap();
    assert!(output.status.success(), "{line}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_changed_between_two_matrices_is_said_in_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let matrix = |editor: &str| {
        let roles = format!(r#"{{"Admin": "yes", "Editor": "{editor}"}}"#);
        format!(
            r#"[{{"method": "DELETE", "path": "/documents/{{id}}", "requirement": "x", "public": null, "roles": {roles}}}]"#
        )
    };
    fs::write(folder.path().join("old.json"), matrix("no")).unwrap();
    fs::write(folder.path().join("new.json"), matrix("yes")).unwrap();
    let diff = |arguments: &[&str]| {
        let ended = done(rolecall(
            folder.path(),
            &[&["policy", "diff"], arguments].concat(),
        ));
        (
            ended.status.code(),
            String::from_utf8(ended.stdout).unwrap(),
        )
    };
    let gained = "+ Editor may now DELETE /documents/{id}\n".to_owned();
    assert_eq!(diff(&["old.json", "new.json"]), (Some(0), gained.clone()));
    assert_eq!(
        diff(&["old.json", "new.json", "--check"]),
        (Some(3), gained)
    );
    let lost = "- Editor may no longer DELETE /documents/{id}\n".to_owned();
    assert_eq!(diff(&["new.json", "old.json"]), (Some(0), lost));
    let same = "nothing changed\n".to_owned();
    assert_eq!(diff(&["old.json", "old.json", "--check"]), (Some(0), same));
    let (status, line) = diff(&["old.json", "new.json", "--json"]);
    let said: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((status, &said["effect"]), (Some(0), &"opens".into()));
    assert_eq!(said["sentence"], "Editor may now DELETE /documents/{id}");
    assert_eq!(diff(&["old.json"]).0, Some(2));
}

#[test]
fn a_matrix_may_come_by_a_pipe_and_what_is_none_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.json"), "[]").unwrap();
    fs::write(folder.path().join("wrong.json"), "{}").unwrap();
    let mut command = rolecall(folder.path(), &["policy", "diff", "old.json", "-"]);
    command.stdin(File::open(folder.path().join("old.json")).unwrap());
    let ended = done(command);
    assert_eq!(ended.stdout, b"nothing changed\n");
    for (arguments, words) in [
        (
            ["old.json", "wrong.json"],
            "`wrong.json` cannot be used: it is no matrix in JSON",
        ),
        (
            ["old.json", "missing.json"],
            "`missing.json` cannot be read",
        ),
        (["-", "-"], "standard input is one matrix"),
    ] {
        let (status, said) = refused(rolecall(
            folder.path(),
            &[&["policy", "diff"], &arguments[..]].concat(),
        ));
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(words) && said.lines().count() == 1, "{said}");
    }
}
