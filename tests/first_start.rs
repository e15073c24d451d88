//! A newcomer starts `documents` without a setting, pastes what it prints, stops it, and makes mistakes.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use rolecall::directory::{Directory, TokenRequest};
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
        "/docs/  (try it out: sign in by *Authorize*)",
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
fn with_tls_the_printed_lines_work_when_pasted() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = documents(folder.path());
    command.env("DIRECTORY_TLS", "1");
    let program = Program::started(command, "/authorize");
    assert!(program.line("directory").starts_with("https://localhost:"));
    let ca_file = folder.path().join("directory-ca.pem");
    assert!(
        program
            .line("CA file")
            .starts_with(ca_file.to_str().unwrap())
    );
    let answers = pasted(&program);
    assert_eq!(answers[0]["title"], "Minutes");
    assert_eq!(answers[4][0]["who"], answers[0]["created_by"]);
    let written = std::fs::read_to_string(folder.path().join("directory-ca.pem")).unwrap();
    assert!(!written.contains("PRIVATE"));
}

#[test]
fn people_of_a_file_take_the_place_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let people = "[[user]]\nname = \"zoe\"\ndisplay_name = \"Zoe\"\nroles = [\"Editor\"]\n";
    std::fs::write(folder.path().join("people.toml"), people).unwrap();
    let mut command = documents(folder.path());
    command.env("DIRECTORY_FILE", "people.toml");
    let program = Program::started(command, "/authorize");
    assert_eq!(program.line("user  zoe"), "Zoe            view, edit");
    assert!(!program.printed().join("\n").contains("viewer"));
    assert_eq!(pasted(&program)[0]["name"], "Zoe");
}

#[test]
fn every_printed_url_answers() {
    let folder = tempfile::tempdir().unwrap();
    let program = first_start(folder.path());
    let lines = program
        .printed()
        .iter()
        .filter(|line| !line.starts_with("curl "));
    let urls: Vec<_> = lines
        .flat_map(|line| line.split_whitespace())
        .filter(|word| word.starts_with("http"))
        .collect();
    assert!(urls.len() >= 6, "{urls:?}");
    for url in urls {
        let status = Command::new("curl")
            .args(["-s", "-o", "/dev/null", "-w", "%{http_code}", url])
            .output()
            .unwrap();
        let status = String::from_utf8(status.stdout).unwrap();
        // An API has nothing at `/`.
        let is_base = program.line("documents") == url;
        assert_eq!(status, if is_base { "404" } else { "200" }, "{url}");
    }
}

#[test]
fn a_first_start_warns_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = documents(folder.path());
    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    command.stderr(log);
    drop(Program::started(command, "/authorize"));
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let warnings: Vec<_> = log.lines().filter(|line| line.contains("WARN")).collect();
    assert_eq!(warnings.len(), 1, "{log}");
    assert!(warnings[0].contains("development"), "{log}");
}

#[test]
fn a_platform_without_root_certificates_keeps_nobody_from_a_first_start() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::started(without_roots(folder.path()), "/authorize");
    assert_eq!(pasted(&program)[0]["title"], "Minutes");

    let mut command = without_roots(folder.path());
    command
        .env("AAD_TENANT_ID", "22222222-bbbb-4bbb-8bbb-222222222222")
        .env("AAD_CLIENT_ID", "11111111-aaaa-4aaa-8aaa-111111111111");
    let (status, said) = refused(command);
    assert_eq!(status, Some(1), "{said}");
    assert!(
        said.contains("the root certificates of the platform cannot be used"),
        "{said}"
    );
}

#[test]
fn without_a_network_it_starts_and_says_once_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let ([tenant, client, authority], token) = honest_caller_of_an_authority_that_is_gone();
    let mut command = documents(folder.path());
    command
        .env("AAD_TENANT_ID", tenant)
        .env("AAD_CLIENT_ID", client)
        .env("AAD_AUTHORITY", authority)
        .stderr(std::fs::File::create(folder.path().join("log")).unwrap());
    let program = Program::started(command, "authority");
    let url = program.line("documents");
    for _ in 0..3 {
        let answer = paste(&format!(
            "curl -s -H 'Authorization: Bearer {token}' {url}/me"
        ));
        assert_eq!(answer["status"], 503, "{answer}");
    }
    drop(program);
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let told: Vec<_> = log
        .lines()
        .filter(|line| line.contains("could not be fetched"))
        .collect();
    assert_eq!(told.len(), 1, "{log}");
    for words in [
        "WARN",
        "answered 503",
        "check the network and `AAD_AUTHORITY`",
    ] {
        assert!(told[0].contains(words), "{log}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("taken"), "").unwrap();
    let mut command = documents(folder.path());
    command
        .env("DIRECTORY_TLS", "1")
        .env("DIRECTORY_CA_FILE", "taken/ca.pem");
    refuses(
        command,
        &["`DIRECTORY_CA_FILE`", "`taken/ca.pem`", "can be written"],
    );
    let mut command = documents(folder.path());
    command.env("DOCUMENTS_DB", "taken/documents.db");
    refuses(
        command,
        &["`DOCUMENTS_DB`", "`taken/documents.db`", "can be written"],
    );
}

#[test]
fn a_mistake_in_the_file_of_people_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("people.toml"),
        "[[user]]\nnam = \"zoe\"\n",
    )
    .unwrap();
    let mut command = documents(folder.path());
    command.env("DIRECTORY_FILE", "people.toml");
    refuses(
        command,
        &[
            "`DIRECTORY_FILE`",
            "`people.toml`, line 2",
            "`nam`",
            "`name`",
        ],
    );
}

#[test]
fn a_setting_that_cannot_be_used_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value) in [
        ("DOCUMENTS_LISTEN", "localhost"),
        ("DOCUMENTS_LISTEN", "99999"),
        ("DIRECTORY_LISTEN", "localhost"),
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

/// `documents` where neither file nor folder of the platform's certificates is there.
fn without_roots(folder: &Path) -> Command {
    let mut command = documents(folder);
    for name in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env(name, folder.join("nowhere"));
    }
    command
}

fn first_start(folder: &Path) -> Program {
    Program::started(documents(folder), "/authorize")
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
    let sentence = said
        .strip_prefix("documents: ")
        .unwrap_or_else(|| panic!("{said}"));
    for word in words {
        assert!(sentence.contains(word), "{word} is not in\n{said}");
    }
    assert!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "{said}"
    );
    said
}

/// Tenant, client and URL of an authority that nobody reaches any more, and a good token of it.
fn honest_caller_of_an_authority_that_is_gone() -> ([String; 3], String) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let builder = Directory::builder().listen("127.0.0.1:0").built_in();
        let directory = builder.start().await.unwrap();
        let names = [
            directory.tenant_id(),
            directory.client_id(),
            directory.url(),
        ];
        let names = names.map(str::to_owned);
        let token = directory.token(&TokenRequest::user("viewer")).unwrap();
        directory.stop().await;
        (names, token)
    })
}
