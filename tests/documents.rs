//! What the flagship does for those who may: documents, the trail of changes, and the caller's view of themselves.

use reqwest::Response;
use rolecall_tests::documents::{Documents, draft};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[tokio::test]
async fn an_editor_creates_a_document_that_a_viewer_reads() {
    let documents = Documents::served().await;
    let created = documents
        .user("editor")
        .post("/documents", &draft("Minutes"))
        .await;
    assert_eq!(created.status(), 201);
    let location = created.headers()["location"].to_str().unwrap().to_owned();
    let created: Value = created.json().await.unwrap();
    assert_eq!(
        location,
        format!("/documents/{}", created["id"].as_i64().unwrap())
    );
    assert_eq!(created["title"], "Minutes");
    assert_eq!(created["body"], "We met.");
    assert_eq!(
        created["created_by"],
        documents.user("editor").json("/me").await["key"]
    );
    assert!(utc(&created["updated_at"]));

    let viewer = documents.user("viewer");
    assert_eq!(viewer.json(&location).await, created);
    assert_eq!(viewer.json("/documents").await, json!([created]));
}

#[tokio::test]
async fn a_change_keeps_number_and_author() {
    let documents = Documents::served().await;
    let path = documents.user("editor").writes("Minutes").await;
    let before = documents.user("viewer").json(&path).await;
    let changed = documents.user("admin").put(&path, &draft("Agenda")).await;
    assert_eq!(changed.status(), 200);
    let changed: Value = changed.json().await.unwrap();
    assert_eq!(changed["title"], "Agenda");
    assert_eq!(changed["id"], before["id"]);
    assert_eq!(changed["created_by"], before["created_by"]);
    assert_eq!(documents.user("viewer").json(&path).await, changed);
}

#[tokio::test]
async fn what_was_deleted_is_gone_and_its_number_is_not_given_again() {
    let documents = Documents::served().await;
    let path = documents.user("editor").writes("Minutes").await;
    let deleted = documents.user("admin").delete(&path).await;
    assert_eq!(deleted.status(), 204);
    assert_eq!(deleted.text().await.unwrap(), "");
    is_problem(documents.user("admin").get(&path).await, 404).await;
    assert_ne!(documents.user("editor").writes("Agenda").await, path);
}

#[tokio::test]
async fn an_unknown_number_is_not_found_whatever_is_asked_of_it() {
    let documents = Documents::served().await;
    let admin = documents.user("admin");
    for path in [
        "/documents/4711",
        "/documents/-1",
        "/documents/99999999999999999999",
        "/documents/minutes",
    ] {
        is_problem(admin.get(path).await, 404).await;
        is_problem(admin.put(path, &draft("Agenda")).await, 404).await;
        is_problem(admin.delete(path).await, 404).await;
    }
    assert_eq!(admin.json("/audit").await, json!([]));
}

#[tokio::test]
async fn a_body_that_is_no_draft_is_refused_in_the_words_of_the_api() {
    let documents = Documents::served().await;
    let editor = documents.user("editor");
    let path = editor.writes("Minutes").await;
    for (body, status) in [
        ("{", 400),
        ("", 400),
        ("[]", 422),
        (r#"{"title":"Minutes"}"#, 422),
        (r#"{"title":1,"body":2}"#, 422),
    ] {
        for (method, path) in [
            (reqwest::Method::POST, "/documents"),
            (reqwest::Method::PUT, &path),
        ] {
            let request = editor
                .ask(method, path)
                .header("content-type", "application/json");
            is_problem(request.body(body).send().await.unwrap(), status).await;
        }
    }
    let plain = editor.ask(reqwest::Method::POST, "/documents").body("{}");
    is_problem(plain.send().await.unwrap(), 415).await;
    let large = draft(&"x".repeat(3 * 1024 * 1024));
    is_problem(editor.post("/documents", &large).await, 413).await;
}

#[tokio::test]
async fn the_trail_tells_who_did_what_the_last_first() {
    let documents = Documents::served().await;
    let editor = documents.user("editor");
    let path = editor.writes("Minutes").await;
    documents.app("robot").put(&path, &draft("Agenda")).await;
    documents.user("admin").delete(&path).await;
    let trail = documents.user("admin").json("/audit").await;
    let did: Vec<_> = trail
        .as_array()
        .unwrap()
        .iter()
        .map(|line| [&line["name"], &line["did"]])
        .collect();
    assert_eq!(
        json!(did),
        json!([
            ["Ada Admin", "deleted"],
            [null, "changed"],
            ["Edgar Editor", "created"]
        ])
    );
    for line in trail.as_array().unwrap() {
        assert_eq!(format!("/documents/{}", line["document"]), path);
        assert!(utc(&line["at"]));
    }
    assert_eq!(trail[2]["who"], editor.json("/me").await["key"]);
}

#[tokio::test]
async fn who_is_refused_leaves_no_trace() {
    let documents = Documents::served().await;
    let path = documents.user("editor").writes("Minutes").await;
    assert_eq!(
        documents
            .user("viewer")
            .put(&path, &draft("Agenda"))
            .await
            .status(),
        403
    );
    assert_eq!(documents.user("editor").delete(&path).await.status(), 403);
    assert_eq!(
        documents.user("viewer").json(&path).await["title"],
        "Minutes"
    );
    let trail = documents.user("admin").json("/audit").await;
    assert_eq!(trail.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn another_instance_on_the_same_file_knows_the_same() {
    let documents = Documents::served().await;
    let path = documents.user("editor").writes("Minutes").await;
    let other = documents.once_more().await;
    assert_eq!(
        other.json(&path).await,
        documents.user("viewer").json(&path).await
    );
    let path = other.writes("Agenda").await;
    assert_eq!(
        documents.user("viewer").json(&path).await["title"],
        "Agenda"
    );
}

#[tokio::test]
async fn callers_are_told_who_they_are() {
    let documents = Documents::served().await;
    let tenant = documents.directory.tenant_id();
    let editor = &documents.directory.users()[1];
    assert_eq!(
        documents.user("editor").json("/me").await,
        json!({
            "key": format!("{tenant}/{}", editor.object_id()),
            "name": "Edgar Editor",
            "kind": "user",
            "tenant": tenant,
            "roles": ["Viewer", "Editor"],
            "permissions": ["view", "edit"],
            "scopes": ["Documents.Read", "Documents.ReadWrite"],
        })
    );
    let robot = documents.app("robot").json("/me").await;
    assert_eq!(robot["kind"], "application");
    assert_eq!(robot["roles"], json!(["Viewer", "Editor", "Admin"]));
    assert_eq!(
        robot["permissions"],
        json!(["view", "edit", "delete", "audit.read"])
    );
    assert_eq!(robot["scopes"], json!([]));
    let nobody = documents.user("nobody").json("/me").await;
    assert_eq!(
        [&nobody["roles"], &nobody["permissions"]],
        [&json!([]), &json!([])]
    );
    let reading = documents.through_a_reader("admin").json("/me").await;
    assert_eq!(reading["permissions"], json!(["view", "audit.read"]));
    assert_eq!(reading["scopes"], json!(["Documents.Read"]));
}

async fn is_problem(response: Response, status: u16) {
    assert_eq!(response.status(), status, "{}", response.url());
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let problem: Value = response.json().await.unwrap();
    assert_eq!(problem["status"], status);
    assert!(
        problem["title"].is_string() && problem["detail"].is_string(),
        "{problem}"
    );
}

fn utc(time: &Value) -> bool {
    let time = time.as_str().unwrap();
    OffsetDateTime::parse(time, &Rfc3339).is_ok() && time.ends_with('Z')
}
