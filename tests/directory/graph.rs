//! The stand-in for Microsoft Graph: who is told what, with which token.

use reqwest::{Client, Response};
use rolecall::Clock;
use rolecall::directory::{App, Bad, Directory, RegisteredApp, TokenRequest, User};
use serde_json::{Value, json};

use crate::house;
use crate::world::{self, NOW};

/// A user in more groups than fit into a token, and an application that may read them.
async fn crowded() -> Directory {
    let (clock, _) = Clock::by_hand(NOW);
    let groups = || (0..250).map(|group| format!("group {group}"));
    let crowd = groups().fold(User::new("crowd"), User::group);
    let swarm = groups().fold(App::new("swarm"), App::group);
    let reader = ["GroupMember.Read.All", "Application.Read.All"];
    let reader = reader.into_iter().fold(App::new("reader"), App::role);
    let builder = world::documents(clock).user(crowd);
    builder.app(swarm).app(reader).start().await.unwrap()
}

fn app<'d>(directory: &'d Directory, name: &str) -> &'d RegisteredApp {
    directory
        .apps()
        .iter()
        .find(|app| app.name() == name)
        .unwrap()
}

/// A token for Graph, with these scopes of it.
fn token(directory: &Directory, user: &str, scope: &str) -> String {
    let request = TokenRequest::user(user).scope(scope).bad(Bad::Graph);
    directory.token(&request).unwrap()
}

fn of_app(directory: &Directory, app: &str) -> String {
    let request = TokenRequest::app(app).bad(Bad::Graph);
    directory.token(&request).unwrap()
}

async fn get(directory: &Directory, token: &str, path: &str) -> Response {
    let url = format!("{}/v1.0/{path}", directory.url());
    Client::new()
        .get(url)
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
}

async fn member_objects(directory: &Directory, token: &str, whose: &str) -> Response {
    let url = format!("{}/v1.0/{whose}/getMemberObjects", directory.url());
    let body = json!({ "securityEnabledOnly": false });
    let request = Client::new().post(url).bearer_auth(token).json(&body);
    request.send().await.unwrap()
}

async fn groups(directory: &Directory, token: &str, whose: &str) -> Value {
    let answer = member_objects(directory, token, whose).await;
    let mut answer: Value = answer.json().await.unwrap();
    answer["value"].take()
}

async fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let error: Value = response.json().await.unwrap();
    assert!(error["error"]["message"].is_string());
    (status, error["error"]["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_user_asks_for_the_groups_that_did_not_fit() {
    let directory = crowded().await;
    let crowd = &directory.users()[2];
    let token = token(&directory, "crowd", "User.Read");
    for whose in ["me".to_owned(), format!("users/{}", crowd.object_id())] {
        let groups = groups(&directory, &token, &whose).await;
        assert_eq!(groups, json!(crowd.groups()));
        assert_eq!(groups.as_array().unwrap().len(), 250);
    }
}

#[tokio::test]
async fn tokens_that_were_had_by_a_flow_are_as_good() {
    let house = house::house().await;
    let directory = &house.directory;
    let scope = "https://graph.microsoft.com/User.Read";
    let answer = house.by_password("curl", "editor", scope).await;
    let me = get(directory, house::access_token(&answer), "me").await;
    let me: Value = me.json().await.unwrap();
    assert_eq!(me["userPrincipalName"], "editor@directory.test");
    let form = house.token("robot", "client_credentials");
    let form = form.with("scope", "https://graph.microsoft.com/.default");
    let answer = form.send().await.good();
    let token = house::access_token(&answer);
    assert_eq!(groups(directory, token, "users/editor").await, json!([]));
    assert_eq!(directory.counters().grants["client_credentials"], 1);
    assert_eq!(directory.counters().token, 2);
}

#[tokio::test]
async fn an_application_asks_for_the_groups_of_anybody() {
    let directory = crowded().await;
    let crowd = &directory.users()[2];
    let token = of_app(&directory, "reader");
    for id in [crowd.object_id(), crowd.user_name()] {
        let whose = format!("users/{id}");
        let groups = groups(&directory, &token, &whose).await;
        assert_eq!(groups, json!(crowd.groups()));
    }
    let me = refusal(member_objects(&directory, &token, "me").await).await;
    assert_eq!(me, (400, "BadRequest".to_owned()));
    let nobody = refusal(member_objects(&directory, &token, "users/nobody").await).await;
    assert_eq!(nobody, (404, "Request_ResourceNotFound".to_owned()));
}

/// The sizes of the pages that begin at `first`, and the ids on them.
async fn pages(directory: &Directory, token: &str, first: String) -> (Vec<usize>, Vec<String>) {
    let (mut next, mut sizes, mut ids) = (Some(first), Vec::new(), Vec::new());
    while let Some(path) = next {
        let url = format!("{}/v1.0/{path}", directory.url());
        let request = Client::new().get(url).bearer_auth(token);
        let answer = request.header("ConsistencyLevel", "eventual").send().await;
        let page: Value = answer.unwrap().json().await.unwrap();
        let groups = page["value"].as_array().unwrap();
        sizes.push(groups.len());
        ids.extend(
            groups
                .iter()
                .map(|group| group["id"].as_str().unwrap().to_owned()),
        );
        assert!(
            groups
                .iter()
                .all(|group| group["@odata.type"] == "#microsoft.graph.group")
        );
        let base = format!("{}/v1.0/", directory.url());
        next = page["@odata.nextLink"]
            .as_str()
            .map(|link| link.strip_prefix(&base).unwrap().to_owned());
    }
    (sizes, ids)
}

#[tokio::test]
async fn groups_come_page_by_page() {
    let directory = crowded().await;
    let crowd = &directory.users()[2];
    let swarm = app(&directory, "swarm");
    let token = of_app(&directory, "reader");
    for whose in [
        format!("users/{}", crowd.object_id()),
        format!("servicePrincipals/{}", swarm.object_id()),
    ] {
        for first in [
            format!("{whose}/transitiveMemberOf?$top=100"),
            format!("{whose}/transitiveMemberOf/microsoft.graph.group?$count=true&$top=100"),
        ] {
            let (sizes, ids) = pages(&directory, &token, first).await;
            assert_eq!(sizes, [100, 100, 50]);
            assert_eq!(ids, crowd.groups());
        }
    }
    for wrong in ["$top=0", "$top=1000", "$top=x", "$skiptoken=x"] {
        let path = format!("users/{}/transitiveMemberOf?{wrong}", crowd.object_id());
        let refused = refusal(get(&directory, &token, &path).await).await;
        assert_eq!(refused, (400, "BadRequest".to_owned()), "{wrong}");
    }
}

/// Graph answers a cast by an index of its own, and only to who says that this will do.
#[tokio::test]
async fn groups_alone_are_asked_for_as_graph_wants_it() {
    let directory = crowded().await;
    let token = of_app(&directory, "reader");
    let path = "users/crowd/transitiveMemberOf/microsoft.graph.group?$count=true";
    let refused = refusal(get(&directory, &token, path).await).await;
    assert_eq!(refused, (400, "Request_UnsupportedQuery".to_owned()));
}

#[tokio::test]
async fn an_application_is_in_groups_too() {
    let directory = crowded().await;
    let swarm = app(&directory, "swarm");
    let token = of_app(&directory, "reader");
    let whose = format!("servicePrincipals/{}", swarm.object_id());
    let told = groups(&directory, &token, &whose).await;
    assert_eq!(told, json!(swarm.groups()));
    assert_eq!(swarm.groups().len(), 250);

    let url = format!("{}/v1.0/{whose}/getMemberObjects", directory.url());
    let request = Client::new().post(url).bearer_auth(&token);
    let body = json!({ "securityEnabledOnly": true });
    let answer = request.json(&body).send().await.unwrap();
    assert_eq!(refusal(answer).await.0, 400, "that is for users alone");
    let by_client_id = format!("servicePrincipals/{}", swarm.client_id());
    let nobody = member_objects(&directory, &token, &by_client_id).await;
    assert_eq!(refusal(nobody).await.0, 404);
    let robot = of_app(&directory, "robot");
    let denied = (403, "Authorization_RequestDenied".to_owned());
    let answer = member_objects(&directory, &robot, &whose).await;
    assert_eq!(refusal(answer).await, denied);
}

#[tokio::test]
async fn the_tokens_of_an_application_name_its_groups_or_say_that_they_are_too_many() {
    let (clock, _) = Clock::by_hand(NOW);
    let some = App::new("some").group("staff");
    let builder = world::documents(clock).app(some);
    let directory = builder
        .app(App::new("many").overage())
        .start()
        .await
        .unwrap();
    let claims = |name| {
        let token = directory.token(&TokenRequest::app(name)).unwrap();
        world::claims(&token)
    };
    assert_eq!(
        claims("some")["groups"],
        json!(app(&directory, "some").groups())
    );
    let many = claims("many");
    assert!(many.get("groups").is_none());
    assert_eq!(many["_claim_names"], json!({"groups": "src1"}));
    let endpoint = many["_claim_sources"]["src1"]["endpoint"].as_str().unwrap();
    let object = app(&directory, "many").object_id();
    assert!(endpoint.ends_with(&format!("/servicePrincipals/{object}/getMemberObjects")));
}

#[tokio::test]
async fn me_is_who_the_token_is_of() {
    let directory = world::started().await;
    let token = token(&directory, "editor", "User.Read");
    let me: Value = get(&directory, &token, "me").await.json().await.unwrap();
    assert_eq!(me["id"], directory.users()[0].object_id());
    assert_eq!(me["displayName"], "Edgar Editor");
    assert_eq!(me["userPrincipalName"], "editor@directory.test");
}

#[tokio::test]
async fn who_may_not_is_told_so() {
    let directory = crowded().await;
    let denied = (403, "Authorization_RequestDenied".to_owned());
    let editor = token(&directory, "editor", "User.Read");
    let others = member_objects(&directory, &editor, "users/crowd").await;
    assert_eq!(refusal(others).await, denied);
    let nothing = token(&directory, "editor", "Mail.Read");
    assert_eq!(refusal(get(&directory, &nothing, "me").await).await, denied);
    let robot = of_app(&directory, "robot");
    let others = member_objects(&directory, &robot, "users/crowd").await;
    assert_eq!(refusal(others).await, denied);
    let group_reader = token(&directory, "editor", "GroupMember.Read.All");
    let others = member_objects(&directory, &group_reader, "users/crowd").await;
    assert_eq!(others.status(), 200);
}

#[tokio::test]
async fn only_tokens_of_this_directory_for_graph_count() {
    let directory = crowded().await;
    let other = crowded().await;
    let (late, hand) = world::at_the_hand().await;
    let old = token(&late, "editor", "User.Read");
    hand.set(NOW + 3_600);
    let for_the_application = TokenRequest::user("editor").scope("User.Read");
    for (at, token) in [
        (&directory, directory.token(&for_the_application).unwrap()),
        (&directory, token(&other, "editor", "User.Read")),
        (&directory, "nonsense".to_owned()),
        (&directory, String::new()),
        (&late, old),
    ] {
        let response = get(at, &token, "me").await;
        assert!(response.headers().contains_key("www-authenticate"));
        let refused = (401, "InvalidAuthenticationToken".to_owned());
        assert_eq!(refusal(response).await, refused);
    }
}

#[tokio::test]
async fn a_page_of_any_origin_may_ask() {
    let directory = world::started().await;
    let url = format!("{}/v1.0/me", directory.url());
    let request = Client::new().request(reqwest::Method::OPTIONS, url);
    let request = request
        .header("origin", "https://spa.example")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(
        response.headers()["access-control-allow-headers"],
        "authorization"
    );
    assert_eq!(directory.counters().graph, 0);
}
