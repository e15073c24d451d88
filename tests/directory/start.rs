//! Start and stop: loopback alone, clear words where it does not work, and identifiers that stay.

use rolecall::Clock;
use rolecall::directory::{App, Builder, Directory, DirectoryError, TokenRequest, User};

use crate::world::{self, NOW};

fn builder() -> Builder {
    Directory::builder().listen("127.0.0.1:0")
}

#[tokio::test]
async fn an_address_that_others_can_reach_is_refused() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0", "[::ffff:127.0.0.1]:0"] {
        let error = builder().listen(address).start().await.unwrap_err();
        assert!(matches!(error, DirectoryError::NotLoopback(_)), "{error}");
        assert_eq!(
            error.to_string(),
            format!(
                "`{address}` can be reached from other machines, and whoever reaches the directory is who they say they are; listen on `127.0.0.1`"
            )
        );
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_refused() {
    for address in ["", "8400", "localhost:8400", "127.0.0.1"] {
        let error = builder().listen(address).start().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`{address}` is not an address with a port; write one as in `127.0.0.1:8400`")
        );
    }
}

#[tokio::test]
async fn the_other_loopback_address_stands_in_brackets() {
    let (clock, _) = Clock::by_hand(NOW);
    let directory = world::documents(clock).listen("[::1]:0");
    let directory = directory.start().await.unwrap();
    assert!(directory.url().starts_with("http://[::1]:"));
    let document = world::json(directory.metadata_url()).await;
    assert_eq!(document["issuer"], directory.issuer());
    let keys = world::json(document["jwks_uri"].as_str().unwrap()).await;
    assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
    let token = world::get(directory.token_url(&TokenRequest::user("editor"))).await;
    assert_eq!(token.status(), 200);
}

#[tokio::test]
async fn a_taken_port_is_said_so() {
    let directory = world::started().await;
    let address = directory.url().strip_prefix("http://").unwrap();
    let error = builder().listen(address).start().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "`{address}` is in use; stop what listens there, or choose another port (0 takes a free one)"
        )
    );
}

#[tokio::test]
async fn a_name_stands_for_one() {
    let twice = builder()
        .user(User::new("a"))
        .user(User::new("b"))
        .user(User::new("a"));
    let error = twice.start().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "two users are called `a`; give each a name of its own"
    );

    let twice = builder().app(App::new("robot")).app(App::new("robot"));
    let error = twice.start().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "two apps are called `robot`; give each a name of its own"
    );

    let error = builder().client("curl").start().await.unwrap_err();
    assert!(matches!(error, DirectoryError::DuplicateClient(name) if name == "curl"));

    assert!(
        builder()
            .user(User::new("a"))
            .app(App::new("a"))
            .start()
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn identifiers_are_the_same_at_each_start() {
    let first = world::started().await;
    let (clock, _) = Clock::by_hand(NOW);
    let reordered = builder()
        .clock(clock)
        .application("Documents")
        .app(App::new("other"))
        .app(App::new("robot"))
        .user(User::new("guest"))
        .user(User::new("editor"));
    let second = reordered.start().await.unwrap();
    assert_eq!(first.tenant_id(), second.tenant_id());
    assert_eq!(first.client_id(), second.client_id());
    assert_eq!(first.users()[0].object_id(), second.users()[1].object_id());
    assert_eq!(first.apps()[0].object_id(), second.apps()[1].object_id());
    assert_eq!(first.apps()[0].client_id(), second.apps()[1].client_id());
    let request = TokenRequest::user("editor");
    let (here, there) = (
        first.token(&request).unwrap(),
        second.token(&request).unwrap(),
    );
    assert_eq!(world::claims(&here)["sub"], world::claims(&there)["sub"]);
    assert_eq!(world::claims(&here)["azp"], world::claims(&there)["azp"]);
}

#[tokio::test]
async fn no_two_things_share_an_identifier() {
    let directory = builder()
        .application("same")
        .client("same")
        .user(User::new("same"))
        .app(App::new("same"))
        .start()
        .await
        .unwrap();
    let (user, app) = (&directory.users()[0], &directory.apps()[0]);
    let mut ids = [
        directory.tenant_id(),
        directory.client_id(),
        user.object_id(),
        app.client_id(),
        app.object_id(),
    ];
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
}

#[tokio::test]
async fn the_key_is_another_one_at_each_start() {
    let (first, second) = (world::started().await, world::started().await);
    let token = first.token(&TokenRequest::user("editor")).unwrap();
    assert!(world::signed_by_the_served_key(&first, &token).await);
    assert!(!world::signed_by_the_served_key(&second, &token).await);
}

#[tokio::test]
async fn a_stopped_directory_frees_its_port() {
    let directory = world::started().await;
    let address = directory.url().strip_prefix("http://").unwrap().to_owned();
    let url = directory.url().to_owned();
    // A connection that was used and is kept must not hold the stop up.
    let client = reqwest::Client::new();
    client.get(&url).send().await.unwrap().text().await.unwrap();
    directory.stop().await;
    assert!(client.get(&url).send().await.unwrap_err().is_connect());
    assert!(builder().listen(address).start().await.is_ok());
}

#[tokio::test]
async fn nothing_that_is_printed_for_debugging_holds_a_secret() {
    let builder = Directory::builder()
        .listen("127.0.0.1:0")
        .user(User::new("ada").password("open-sesame"))
        .app(App::new("robot").secret("open-sesame"));
    let before = format!("{builder:?}");
    let directory = builder.start().await.unwrap();
    let (users, apps) = (directory.users(), directory.apps());
    for printed in [before, format!("{directory:?} {users:?} {apps:?}")] {
        assert!(!printed.contains("open-sesame"), "{printed}");
    }
}
