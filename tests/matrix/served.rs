//! Everyone knocks at every endpoint of `documents`, through HTTP. What came of it is `matrix.txt`, which is reviewed;
//! and what the application says of itself at `/policy` is the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use reqwest::Method;
use rolecall_tests::documents::{Documents, Visitor, draft};
use rolecall_tests::reviewed;
use serde_json::Value;

/// What each caller was answered at one endpoint: `yes` for success, else the status.
struct Row {
    method: String,
    path: String,
    answers: BTreeMap<&'static str, String>,
}

impl Row {
    fn may(&self, caller: &str) -> bool {
        self.answers[caller] == "yes"
    }

    /// As the policy would say it.
    fn cell(&self, caller: &str) -> &'static str {
        if self.may(caller) { "yes" } else { "no" }
    }
}

const CALLERS: [&str; 7] = [
    "anonymous",
    "nobody",
    "viewer",
    "editor",
    "admin",
    "robot",
    "admin-reading",
];

/// The role that a caller holds, in the words of the policy.
const HOLDERS: [(&str, &str); 4] = [
    ("viewer", "Viewer"),
    ("editor", "Editor"),
    ("admin", "Admin"),
    ("robot", "Admin"),
];

#[tokio::test]
async fn every_caller_at_every_endpoint_is_answered_as_reviewed() {
    let documents = Documents::served().await;
    let rows = everyone_everywhere(&documents).await;
    reviewed::compare("matrix.txt", &table(&rows));
}

#[tokio::test]
async fn the_policy_as_json_says_what_http_answers() {
    let documents = Documents::served().await;
    let told = documents.anonymous().json("/policy").await;
    let rows = everyone_everywhere(&documents).await;
    for (row, told) in rows.iter().zip(endpoints(&told)) {
        let at = format!("{} {}", row.method, row.path);
        for (caller, role) in HOLDERS {
            assert_eq!(told["roles"][role], row.cell(caller), "{at} {role}");
        }
        let open = row.may("anonymous");
        assert_eq!(told["public"].is_string(), open, "{at}");
        assert_eq!(told["requirement"].is_null(), open, "{at}");
    }
}

#[tokio::test]
async fn the_policy_as_text_says_what_http_answers() {
    let documents = Documents::served().await;
    let text = documents
        .anonymous()
        .ask(Method::GET, "/policy")
        .header("accept", "text/plain");
    let text = text.send().await.unwrap().text().await.unwrap();
    let words = |line: &str| {
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut lines = text.lines().map(words);
    let head = lines.next().unwrap();
    for row in everyone_everywhere(&documents).await {
        let line = lines.next().unwrap();
        assert_eq!(line[..2], [row.method.clone(), row.path.clone()]);
        for (caller, role) in HOLDERS {
            let column = head.iter().position(|name| name == role).unwrap();
            assert_eq!(line[column], row.cell(caller), "{role}\n{text}");
        }
    }
}

#[tokio::test]
async fn the_policy_as_a_page_names_every_endpoint() {
    let documents = Documents::served().await;
    let page = documents
        .anonymous()
        .ask(Method::GET, "/policy")
        .header("accept", "text/html");
    let page = page.send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let page = page.text().await.unwrap();
    let told = documents.anonymous().json("/policy").await;
    for endpoint in endpoints(&told) {
        let path = endpoint["path"].as_str().unwrap();
        assert!(page.contains(path), "{path} is not on the page");
    }
}

async fn everyone_everywhere(documents: &Documents) -> Vec<Row> {
    let told = documents.anonymous().json("/policy").await;
    let mut rows = Vec::new();
    for endpoint in endpoints(&told) {
        let [method, path] =
            ["method", "path"].map(|name| endpoint[name].as_str().unwrap().to_owned());
        let mut answers = BTreeMap::new();
        for caller in CALLERS {
            let status = knock(documents, caller, &method, &path).await;
            answers.insert(caller, status);
        }
        rows.push(Row {
            method,
            path,
            answers,
        });
    }
    rows
}

/// One request that succeeds for whoever may: the document of the path is there, and the body is a draft.
async fn knock(documents: &Documents, caller: &str, method: &str, path: &str) -> String {
    let path = match path.contains("/documents/{id}") {
        true => documents.user("editor").writes("Minutes").await,
        false => path.replace("{file}", "docs.js"),
    };
    let method: Method = method.parse().unwrap();
    let writes = method == Method::POST || method == Method::PUT;
    let request = visitor(documents, caller).ask(method, &path);
    let request = if writes {
        request.json(&draft("Agenda"))
    } else {
        request
    };
    let status = request.send().await.unwrap().status();
    match status.is_success() {
        true => "yes".to_owned(),
        false => status.as_str().to_owned(),
    }
}

fn visitor(documents: &Documents, caller: &str) -> Visitor {
    match caller {
        "anonymous" => documents.anonymous(),
        "robot" => documents.app("robot"),
        "admin-reading" => documents.through_a_reader("admin"),
        user => documents.user(user),
    }
}

fn endpoints(told: &Value) -> &[Value] {
    told.as_array().unwrap()
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "Who is answered what, through HTTP: `yes` for success, else the status. `robot` is an application with the role\n\
         Admin; `admin-reading` is the admin through a client application with the scope Documents.Read alone.\n\n",
    );
    line(&mut text, "METHOD", "PATH", CALLERS.map(str::to_owned));
    for row in rows {
        line(
            &mut text,
            &row.method,
            &row.path,
            CALLERS.map(|caller| row.answers[caller].clone()),
        );
    }
    text
}

fn line(text: &mut String, method: &str, path: &str, cells: [String; 7]) {
    write!(text, "{method:<8}{path:<18}").unwrap();
    for cell in cells {
        write!(text, "{cell:<11}").unwrap();
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
}
