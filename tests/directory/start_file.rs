//! People and applications from a file: what it may say, and each mistake in one sentence with its line.

use std::fs;

use rolecall::directory::{
    App, AppKind, BUILT_IN, Builder, Directory, DirectoryError, TokenRequest, User,
};
use tempfile::TempDir;

use crate::world;

#[tokio::test]
async fn everything_that_a_file_can_say_is_taken() {
    let folder = with_certificate();
    let directory = started(
        &folder,
        r#"
        application = "Survey"
        scopes = ["Survey.Read", "Survey.Answer"]
        token_version = 1
        [[user]]
        name = "editor"
        display_name = "Edgar Editor"
        roles = ["Editor", "Auditor"]
        groups = ["staff"]
        password = "another"
        [[user]]
        name = "guest"
        guest = "partner.example"
        [[app]]
        name = "robot"
        kind = "daemon"
        secret = "hush"
        certificates = ["robot.pem"]
        roles = ["Survey.Admin"]
        groups = ["staff"]
        [[app]]
        name = "swarm"
        kind = "daemon"
        overage = true
        [[app]]
        name = "page"
        kind = "single_page"
        redirect_uris = ["http://localhost:3000/"]
        logout_url = "http://localhost:3000/out"
        consented = ["Survey.Read"]
        "#,
    )
    .await;
    let [editor, guest] = directory.users() else {
        panic!()
    };
    assert_eq!(editor.display_name(), "Edgar Editor");
    assert_eq!(editor.roles(), ["Editor", "Auditor"]);
    assert_eq!(editor.groups().len(), 1);
    assert!(guest.is_guest());
    assert_eq!(directory.apps()[0].secret(), Some("hush"));
    assert_eq!(directory.apps()[0].groups(), editor.groups());
    assert_eq!(directory.apps()[1].groups().len(), 201);
    let page = &directory.clients()[1];
    assert_eq!(
        (page.kind(), page.consented()),
        (AppKind::SinglePage, &["Survey.Read".to_owned()][..])
    );
    let token = directory.token(&TokenRequest::user("editor").scope("Survey.Answer"));
    assert_eq!(world::claims(&token.unwrap())["scp"], "Survey.Answer");
}

#[tokio::test]
async fn a_file_joins_what_is_said_in_code() {
    let folder = with_certificate();
    let path = folder.path().join("people.toml");
    fs::write(&path, "[[user]]\nname = \"editor\"\n").unwrap();
    let in_code = builder()
        .application("Documents")
        .user(User::new("viewer"))
        .app(App::new("robot"));
    let directory = in_code.file(path).start().await.unwrap();
    let names: Vec<_> = directory.users().iter().map(|user| user.name()).collect();
    assert_eq!(names, ["viewer", "editor"]);
    assert_eq!(directory.client_id(), world::started().await.client_id());
}

#[tokio::test]
async fn an_empty_file_is_a_directory_without_people() {
    let directory = started(&with_certificate(), "").await;
    assert!(directory.users().is_empty());
    assert_eq!(directory.clients()[0].name(), "curl");
}

#[tokio::test]
async fn the_built_in_people_are_a_file_that_can_be_copied() {
    let built_in = builder().built_in().start().await.unwrap();
    let copied = started(&with_certificate(), BUILT_IN).await;
    assert_eq!(built_in.client_id(), copied.client_id());
    assert_eq!(built_in.client_id(), world::started().await.client_id());
    let ids = |directory: &Directory| {
        let users = directory
            .users()
            .iter()
            .map(|user| user.object_id().to_owned());
        users.collect::<Vec<_>>()
    };
    assert_eq!(ids(&built_in), ids(&copied));
    let crowd = built_in.token(&TokenRequest::user("crowd")).unwrap();
    assert_eq!(world::claims(&crowd)["_claim_names"]["groups"], "src1");
    let guests = built_in.users().iter().filter(|user| user.is_guest());
    assert_eq!(guests.count(), 1);
}

#[tokio::test]
async fn a_mistake_is_one_sentence_with_its_line() {
    let mistakes = [
        (
            "application = \"A\"\nscope = [\"A.Read\"]\n",
            2,
            "unknown key `scope`",
        ),
        (
            "[[user]]\nname = \"a\"\nrole = \"B\"\n",
            3,
            "unknown key `role`",
        ),
        (
            "[[user]]\nname = \"a\"\nroles = \"B\"\n",
            3,
            "expected a sequence",
        ),
        ("[[user]]\ndisplay_name = \"A\"\n", 1, "missing key `name`"),
        (
            "[[user]]\nname = \"a\"\n\n[[user]]\nname = \"a\"\n",
            5,
            "two users are called `a`, the first in line 2",
        ),
        (
            "[[app]]\nname = \"curl\"\nkind = \"web\"\n",
            2,
            "`curl` is built in",
        ),
        (
            "[[app]]\nname = \"a\"\nkind = \"demon\"\n",
            3,
            "expected one of `daemon`, `public`, `single_page`, `web`",
        ),
        (
            "[[app]]\nname = \"a\"\nkind = \"public\"\nsecret = \"s\"\n",
            4,
            "only a `daemon` or a `web` app",
        ),
        (
            "[[app]]\nname = \"a\"\nkind = \"web\"\nredirect_uris = [\"/signed-in\"]\n",
            4,
            "`/signed-in` is not a URL",
        ),
        (
            "scopes = [\"R\"]\n[[app]]\nname = \"a\"\nkind = \"public\"\nconsented = [\"W\"]\n",
            5,
            "unknown scope `W`; `scopes` declares `R`",
        ),
        (
            "[[app]]\nname = \"a\"\nkind = \"daemon\"\ncertificates = [\"no.pem\"]\n",
            4,
            "`no.pem` cannot be read",
        ),
        (
            "[[app]]\nname = \"a\"\nkind = \"daemon\"\ncertificates = [\"key.pem\"]\n",
            4,
            "`key.pem` is not one certificate",
        ),
        ("token_version = 3\n", 1, "write 1 or 2"),
        ("[[user]]\nname = \"\"\n", 2, "nothing between the quotes"),
        (
            "application = \"A\"\nscopes = [\"A\"\n[[user]]\nname = \"a\"\n",
            3,
            "",
        ),
        ("application = Documents\n", 1, ""),
    ];
    let folder = with_certificate();
    for (text, line, words) in mistakes {
        let error = refused(&folder, text).await;
        let begin = format!("people.toml`, line {line}: ");
        assert!(
            error.contains(&begin) && error.contains(words),
            "{text}\n{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[tokio::test]
async fn a_key_is_never_taken_for_a_certificate_nor_repeated() {
    let folder = with_certificate();
    let both =
        ["robot.pem", "key.pem"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    fs::write(folder.path().join("both.pem"), both.concat()).unwrap();
    let text = "[[app]]\nname = \"a\"\nkind = \"daemon\"\ncertificates = [\"both.pem\"]\n";
    let error = refused(&folder, text).await;
    assert!(
        error.contains("without its key") && !error.contains("PRIVATE"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named() {
    let error = builder().file("missing.toml").start().await.unwrap_err();
    let DirectoryError::File(file) = &error else {
        panic!("{error}")
    };
    assert_eq!(file.line(), None);
    assert!(error.to_string().starts_with("`missing.toml`: "), "{error}");
}

fn builder() -> Builder {
    Directory::builder().listen("127.0.0.1:0")
}

async fn started(folder: &TempDir, text: &str) -> Directory {
    let path = folder.path().join("people.toml");
    fs::write(&path, text).unwrap();
    builder().file(path).start().await.unwrap()
}

async fn refused(folder: &TempDir, text: &str) -> String {
    let path = folder.path().join("people.toml");
    fs::write(&path, text).unwrap();
    builder().file(path).start().await.unwrap_err().to_string()
}

/// A folder with a certificate and its key.
fn with_certificate() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["robot.test".to_owned()]).unwrap();
    fs::write(folder.path().join("robot.pem"), made.cert.pem()).unwrap();
    fs::write(
        folder.path().join("key.pem"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    folder
}
