//! What is read from code, the environment and `.env`, and what is wrong with it.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use rolecall::entra::Algorithm;
use rolecall::{ConfigurationError, Engine, EngineBuilder};
use rolecall_tests::policy::Policy;
use rolecall_tests::{Authority, CLIENT, TENANT};
use tempfile::{NamedTempFile, TempDir};

/// Where nobody listens, so that a start is quick.
const NOWHERE: &str = "http://127.0.0.1:1/metadata";

#[tokio::test]
async fn every_mistake_is_in_one_message() {
    let error = mistakes(
        Engine::builder(Policy)
            .tenant_id("contoso.onmicrosoft.com")
            .client_id("documents")
            .audiences(["a,,b", "https://graph.microsoft.com"])
            .authority("http://login.example")
            .metadata_url("ftp://x")
            .ca_file("/nowhere/ca.pem")
            .roles_claim("groups")
            .client_apps(["portal", ""])
            .max_token_age(std::time::Duration::from_secs(59))
            .max_sign_in_age(std::time::Duration::from_hours(24 * 366))
            .max_token_bytes(10)
            .algorithms([])
            .cache_entries(2_000_000)
            .cache_bytes(1000)
            .key_cooldown(std::time::Duration::ZERO)
            .fetch_timeout(std::time::Duration::from_hours(1)),
    )
    .await;
    let text = error.to_string();
    for part in [
        "`AAD_TENANT_ID` (set in code) is the domain `contoso.onmicrosoft.com`: give the directory (tenant) ID, the GUID in `issuer` of https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration",
        "`AAD_CLIENT_ID` (set in code) is not a GUID: give the application (client) ID from the overview of the app registration",
        "`AAD_API_AUDIENCE` (set in code) names an empty audience",
        "`AAD_API_AUDIENCE` (set in code) names Microsoft Graph",
        "`AAD_AUTHORITY` (set in code) is not https; http is accepted for loopback addresses alone",
        "`AAD_METADATA_URL` (set in code) is not an https URL",
        "`AAD_CA_FILE` (set in code) is `/nowhere/ca.pem`, which cannot be read: ",
        "`AAD_ROLES_CLAIM` (set in code) contradicts `AAD_TENANT_ID`",
        "`AAD_CLIENT_APP_IDS` (set in code) names what is no client ID: give GUIDs",
        "`max_token_age` must be 1 minute to 30 days",
        "`max_sign_in_age` must be 1 minute to 365 days",
        "`max_token_bytes` must be 1024 to 1048576",
        "`cache_entries` must be 0 to 1000000",
        "`cache_bytes` must be 1048576 to 68719476736",
        "`key_cooldown` must be 1 second to 1 day",
        "`fetch_timeout` must be 100 milliseconds to 1 minute",
        "`algorithms` must name at least one",
    ] {
        assert!(text.contains(part), "{part}\nis missing in\n{text}");
    }
    assert_eq!(error.mistakes().count(), 18);
    assert_eq!(text.lines().count(), 19);
    assert_eq!(format!("{error:?}"), text);
}

#[tokio::test]
async fn nothing_at_all_is_two_mistakes() {
    let error = mistakes(Engine::builder(Policy)).await;
    let expected = "the configuration cannot be used:\n  \
        `AAD_TENANT_ID` is not set: give the directory (tenant) ID of your Entra tenant, \
        or `AAD_AUTHORITY` for another OpenID provider\n  \
        `AAD_CLIENT_ID` is not set: give the application (client) ID \
        from the overview of the app registration";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_secret_in_the_wrong_place_is_never_repeated() {
    let secret = "aBc8Q~kZr0.9_XyZsecretsecretsecretsecret";
    let everywhere = Engine::builder(Policy)
        .tenant_id(secret)
        .client_id(secret)
        .authority(format!("https://user:{secret}@login.example"))
        .metadata_url(secret)
        .audiences([secret, ""]);
    let text = mistakes(everywhere).await.to_string();
    assert!(!text.contains("secret"), "{text}");
}

#[tokio::test]
async fn a_tenant_is_a_guid() {
    for bad in [
        "",
        "common",
        "organizations",
        "consumers",
        "contoso.onmicrosoft.com",
        "222222222bbb4bbb8bbb222222222222",
        "{22222222-bbbb-4bbb-8bbb-222222222222}",
        "urn:uuid:22222222-bbbb-4bbb-8bbb-222222222222",
        "22222222-bbbb-4bbb-8bbb-22222222222g",
    ] {
        let error = mistakes(minimal().tenant_id(bad)).await;
        assert_eq!(error.mistakes().count(), 1, "{error}");
        assert!(
            error.to_string().contains("directory (tenant) ID"),
            "{error}"
        );
    }
    let shown = issuer(minimal().tenant_id(TENANT.to_uppercase())).await;
    assert_eq!(
        shown,
        format!("https://login.microsoftonline.com/{TENANT}/v2.0")
    );
}

#[tokio::test]
async fn entra_elsewhere_is_named_by_its_base_or_its_issuer() {
    for base in [
        "https://login.microsoftonline.us",
        "https://login.microsoftonline.us/",
    ] {
        for path in [
            "",
            "/",
            TENANT,
            &TENANT.to_uppercase(),
            &format!("{TENANT}/"),
            &format!("{TENANT}/v2.0"),
            &format!("{TENANT}/v2.0/"),
        ] {
            let url = if path.is_empty() {
                base.to_owned()
            } else {
                format!("{}/{path}", base.trim_end_matches('/'))
            };
            let shown = issuer(minimal().authority(url)).await;
            assert_eq!(
                shown,
                format!("https://login.microsoftonline.us/{TENANT}/v2.0")
            );
        }
    }
    for contradiction in [
        "https://login.microsoftonline.us/common",
        "https://login.microsoftonline.us/common/v2.0",
        "https://login.microsoftonline.us/99999999-bbbb-4bbb-8bbb-222222222222/v2.0",
        "https://login.microsoftonline.us/22222222-bbbb-4bbb-8bbb-222222222222/v1.0",
        "https://login.microsoftonline.us/22222222-bbbb-4bbb-8bbb-222222222222/oauth2/v2.0",
        "https://login.microsoftonline.us/?x=1",
    ] {
        let error = mistakes(minimal().authority(contradiction)).await;
        assert!(
            error.to_string().contains("contradicts `AAD_TENANT_ID`"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn another_openid_provider_is_its_issuer_byte_for_byte() {
    let provider = |issuer: &str| {
        Engine::builder(Policy)
            .authority(issuer)
            .client_id("documents")
            .metadata_url(NOWHERE)
    };
    for exact in [
        "https://id.example",
        "https://id.example/",
        "https://id.example/realms/x",
        "https://ID.example/x/",
    ] {
        assert_eq!(issuer(provider(exact)).await, exact);
    }
    for (bad, why) in [
        (
            "https://login.microsoftonline.com/common/v2.0",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://login.microsoftonline.com./common/v2.0",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://LOGIN.microsoftonline.us/x",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://login.usgovcloudapi.net/x",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://sts.chinacloudapi.cn/x/",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://login.sovcloud-identity.fr/x",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://contoso.b2clogin.com/tfp/x/y/v2.0/",
            "is Azure AD B2C: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://contoso.ciamlogin.com/x/v2.0",
            "is Entra External ID: set `AAD_TENANT_ID` as well",
        ),
        (
            "https://sts.windows.net/x/",
            "is Microsoft Entra: set `AAD_TENANT_ID` as well",
        ),
        ("https://id.example/?x=1", "is no issuer: it has a query"),
        ("https://id.example/#x", "has a fragment"),
        ("https://a:b@id.example", "holds a user name or password"),
        ("http://id.example", "is not https"),
        ("http://127.0.0.1.example", "is not https"),
        ("http://[::2]/", "is not https"),
        ("http://10.0.0.1", "is not https"),
        ("id.example", "is not a URL"),
        ("ftp://id.example", "is not an https URL"),
        ("", "is not a URL"),
    ] {
        let text = mistakes(provider(bad)).await.to_string();
        assert!(
            text.contains(&format!("`AAD_AUTHORITY` (set in code) {why}")),
            "{text}"
        );
    }
    for loopback in [
        "http://127.0.0.1:8400",
        "http://127.9.9.9",
        "http://[::1]:8400",
        "http://localhost:8400",
    ] {
        assert_eq!(issuer(provider(loopback)).await, loopback);
    }
    for ordinary in [
        "https://login.microsoftonline.com.example/x",
        "https://xlogin.microsoftonline.com/x",
        "https://ciamlogin.com.example",
    ] {
        assert_eq!(issuer(provider(ordinary)).await, ordinary);
    }
    let empty = provider("https://id.example")
        .client_id("")
        .scopes_claim("")
        .roles_claim("");
    assert_eq!(mistakes(empty).await.mistakes().count(), 3);
}

#[tokio::test]
async fn a_host_of_entra_is_given_by_the_name_that_issuers_begin_with() {
    for (alias, host) in [
        ("login.windows.net", "login.microsoftonline.com"),
        ("login.microsoft.com", "login.microsoftonline.com"),
        ("sts.windows.net", "login.microsoftonline.com"),
        ("login.microsoftonline.com.", "login.microsoftonline.com"),
        ("login.usgovcloudapi.net", "login.microsoftonline.us"),
        ("login.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
        ("sts.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
    ] {
        let error = mistakes(minimal().authority(format!("https://{alias}"))).await;
        let expected = format!("is another name of Microsoft Entra: give `https://{host}`");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}

#[tokio::test]
async fn a_claim_with_a_meaning_carries_no_roles_and_no_scopes() {
    let provider = || {
        Engine::builder(Policy)
            .authority("https://id.example")
            .client_id("documents")
            .metadata_url(NOWHERE)
    };
    for name in ["iss", "sub", "exp", "groups", "wids", "tid", "azp", "acrs"] {
        for builder in [provider().roles_claim(name), provider().scopes_claim(name)] {
            let error = mistakes(builder).await;
            let expected = format!("is `{name}`, which means something else already");
            assert!(error.to_string().contains(&expected), "{error}");
        }
    }
    for both in [
        provider().roles_claim("granted").scopes_claim("granted"),
        provider().roles_claim("scp"),
        provider().scopes_claim("roles"),
    ] {
        let error = mistakes(both).await.to_string();
        assert!(
            error.contains("is to carry roles and scopes both"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_audience_makes_the_client_id_superfluous() {
    let engine = Engine::builder(Policy)
        .tenant_id(TENANT)
        .audiences(["api://documents"])
        .metadata_url(NOWHERE);
    assert!(
        shown(engine)
            .await
            .contains(r#"audiences: ["api://documents"]"#)
    );
    let usual = shown(minimal()).await;
    let expected = format!(r#"audiences: ["{CLIENT}", "api://{CLIENT}"]"#);
    assert!(usual.contains(&expected), "{usual}");
    let blank = mistakes(minimal().audiences(["api://a b"]))
        .await
        .to_string();
    assert!(blank.contains("has blanks in an audience"), "{blank}");
}

#[tokio::test]
async fn a_list_of_applications_names_some() {
    let nobody: [&str; 0] = [];
    let text = mistakes(minimal().client_apps(nobody)).await.to_string();
    assert!(
        text.contains("`AAD_CLIENT_APP_IDS` (set in code) names no application"),
        "{text}"
    );
    for bad in ["", "portal", "{11111111-aaaa-4aaa-8aaa-111111111111}"] {
        let error = mistakes(minimal().client_apps([CLIENT, bad])).await;
        assert_eq!(error.mistakes().count(), 1, "{error}");
    }
    let bad = program(
        &[
            ("AAD_TENANT_ID", TENANT),
            ("AAD_CLIENT_ID", CLIENT),
            ("AAD_CLIENT_APP_IDS", "portal"),
        ],
        None,
    );
    assert!(
        bad.contains("`AAD_CLIENT_APP_IDS` (in the environment) names what is no client ID"),
        "{bad}"
    );
}

#[tokio::test]
async fn a_file_of_roots_must_hold_some() {
    let with = |content: &str| {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(content.as_bytes()).unwrap();
        file
    };
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (content, why) in [
        ("", "holds no certificate (PEM)"),
        ("not PEM at all", "holds no certificate (PEM)"),
        (broken, "cannot be used"),
    ] {
        let file = with(content);
        let text = mistakes(minimal().ca_file(file.path())).await.to_string();
        assert!(
            text.contains("`AAD_CA_FILE`") && text.contains(why),
            "{text}"
        );
    }
}

#[tokio::test]
async fn the_bounds_themselves_are_within() {
    let smallest = minimal()
        .max_token_bytes(1024)
        .cache_entries(0)
        .cache_bytes(1 << 20)
        .key_cooldown(std::time::Duration::from_secs(1))
        .fetch_timeout(std::time::Duration::from_millis(100))
        .max_token_age(std::time::Duration::from_mins(1))
        .max_sign_in_age(std::time::Duration::from_mins(1))
        .algorithms([Algorithm::Es256]);
    smallest.start().await.unwrap();
    let largest = minimal()
        .max_token_bytes(1 << 20)
        .cache_entries(1_000_000)
        .cache_bytes(64 << 30)
        .key_cooldown(std::time::Duration::from_hours(24))
        .fetch_timeout(std::time::Duration::from_mins(1))
        .max_token_age(std::time::Duration::from_hours(24 * 30))
        .max_sign_in_age(std::time::Duration::from_hours(24 * 365));
    largest.start().await.unwrap();
}

#[test]
fn the_environment_comes_before_dot_env() {
    let other = "99999999-bbbb-4bbb-8bbb-222222222222";
    let dot_env = format!(
        "# a comment\nAAD_TENANT_ID={other}\nAAD_CLIENT_ID=\"{CLIENT}\"\n\nexport AAD_METADATA_URL={NOWHERE}\nOTHER=1\n"
    );
    let shown = program(&[("AAD_TENANT_ID", TENANT)], Some(dot_env.as_bytes()));
    assert!(shown.contains(TENANT) && shown.contains(CLIENT), "{shown}");
    let shown = program(&[], Some(dot_env.as_bytes()));
    assert!(shown.contains(other), "{shown}");
}

#[test]
fn code_comes_before_the_environment() {
    let environment = [
        ("AAD_TENANT_ID", "99999999-bbbb-4bbb-8bbb-222222222222"),
        ("AAD_CLIENT_ID", CLIENT),
        ("AAD_METADATA_URL", NOWHERE),
        ("CODE_TENANT", TENANT),
    ];
    assert!(program(&environment, None).contains(TENANT));
}

#[test]
fn every_variable_is_read() {
    let shown = program(
        &[
            ("AAD_AUTHORITY", "https://id.example/"),
            ("AAD_METADATA_URL", NOWHERE),
            ("AAD_API_AUDIENCE", " api://a , api://b "),
            ("AAD_ROLES_CLAIM", "permissions"),
            ("AAD_SCOPES_CLAIM", "granted"),
        ],
        None,
    );
    for part in [
        r#"issuer: "https://id.example/""#,
        NOWHERE,
        r#"["api://a", "api://b"]"#,
        r#"roles: "permissions""#,
        r#"scopes: ["granted"]"#,
    ] {
        assert!(shown.contains(part), "{part} is missing in {shown}");
    }
    let several = program(
        &[
            ("AAD_TENANT_IDS", TENANT),
            ("AAD_CLIENT_ID", CLIENT),
            ("AAD_CLIENT_APP_IDS", CLIENT),
            ("AAD_METADATA_URL", NOWHERE),
        ],
        None,
    );
    let issuer = r#"issuer: "https://login.microsoftonline.com/{tenantid}/v2.0""#;
    assert!(several.contains(issuer), "{several}");
    let bad = program(&[("AAD_CA_FILE", "/nowhere/ca.pem")], None);
    assert!(
        bad.contains("`AAD_CA_FILE` (in the environment) is `/nowhere/ca.pem`"),
        "{bad}"
    );
}

#[test]
fn roles_of_groups_are_named_in_the_environment() {
    const GROUP: &str = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93";
    let with = |pairs: &str| {
        let environment = [
            ("AAD_TENANT_ID", TENANT),
            ("AAD_CLIENT_ID", CLIENT),
            ("AAD_METADATA_URL", NOWHERE),
            ("AAD_GROUP_ROLES", pairs),
        ];
        program(&environment, None)
    };
    let good = with(&format!("{GROUP}=Editor, {GROUP} = Viewer"));
    assert!(good.contains(TENANT), "{good}");
    let bad = with(&format!(
        "{GROUP}=Edtor,{GROUP}=editor,{GROUP}=Pharmacist,editors=Editor,,=Viewer,{GROUP}"
    ));
    let beginning = "`AAD_GROUP_ROLES` (in the environment) in pair";
    for part in [
        "1 names the role `Edtor`, which is not declared: did you mean `Editor`?",
        "2 names the role `editor`, which is not declared: did you mean `Editor`?",
        "3 names the role `Pharmacist`, which is not declared: give the name of a role that `rolecall_tests::policy` declares",
        "4 names a group by what is not a GUID: give its object ID, since names of groups can be taken by others",
        "5 holds no `=`: write the object ID of a group, `=` and the name of a role",
        "6 names no group: give its object ID",
        "7 holds no `=`",
    ] {
        let part = format!("{beginning} {part}");
        assert!(bad.contains(&part), "{part}\nis missing in\n{bad}");
    }
    let secret = with("aBc8Q~kZr0.9_XyZsecretsecretsecretsecret");
    assert!(!secret.contains("secretsecret"), "{secret}");
}

#[test]
fn asking_graph_can_be_set_in_the_environment() {
    const SECRET: &str = "aBc8Q~kZr0.9_XyZsecretsecretsecretsecret";
    const GROUPS: &str = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93=Editor";
    let with = |graph: &str, groups: &str| {
        let environment = [
            ("AAD_TENANT_ID", TENANT),
            ("AAD_CLIENT_ID", CLIENT),
            ("AAD_METADATA_URL", NOWHERE),
            ("AAD_GRAPH_URL", graph),
            ("AAD_GROUP_ROLES", groups),
            ("AAD_CLIENT_SECRET", SECRET),
        ];
        let shown = program(&environment, None);
        assert!(!shown.contains("secretsecret"), "{shown}");
        shown
    };
    assert!(with("https://graph.microsoft.com", GROUPS).starts_with("Engine"));
    // Another part of the program may have a use for it.
    assert!(with("", GROUPS).starts_with("Engine"));
    for (graph, groups, why) in [
        (
            "http://graph.example",
            GROUPS,
            "`AAD_GRAPH_URL` (in the environment) is not https",
        ),
        (
            "https://graph.microsoft.com",
            "",
            "asks for groups, and none brings a role",
        ),
    ] {
        let shown = with(graph, groups);
        assert!(shown.contains(why), "{why}\n{shown}");
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set() {
    let dot_env = format!("AAD_TENANT_ID={TENANT}\nAAD_CLIENT_ID={CLIENT}\n");
    let environment = [
        ("AAD_TENANT_ID", " "),
        ("AAD_AUTHORITY", ""),
        ("AAD_METADATA_URL", NOWHERE),
    ];
    let shown = program(&environment, Some(dot_env.as_bytes()));
    assert!(shown.contains(TENANT), "{shown}");
    let nothing = program(&[("AAD_TENANT_ID", "")], None);
    assert!(nothing.contains("`AAD_TENANT_ID` is not set"), "{nothing}");
}

#[test]
fn a_dot_env_that_cannot_be_read_is_a_mistake() {
    let environment = [
        ("AAD_TENANT_ID", TENANT),
        ("AAD_CLIENT_ID", CLIENT),
        ("AAD_METADATA_URL", NOWHERE),
    ];
    let broken = program(
        &environment,
        Some(b"OTHER=1\nAAD_CLIENT_SECRET=a secret with blanks\n"),
    );
    assert!(
        broken.contains("`.env` holds a line that is not `NAME=value`"),
        "{broken}"
    );
    assert!(!broken.contains("secret with"), "{broken}");
    let twice = format!("AAD_TENANT_ID={TENANT}\nAAD_TENANT_ID={TENANT}\n");
    let twice = program(&environment, Some(twice.as_bytes()));
    assert!(
        twice.contains("`AAD_TENANT_ID` is set twice in `.env`"),
        "{twice}"
    );
    let binary = program(&environment, Some(b"AAD_TENANT_ID=\xff\xfe\n"));
    assert!(binary.contains("`.env` cannot be read"), "{binary}");
    let fine = program(&environment, None);
    assert!(fine.contains("Engine"), "{fine}");
}

#[test]
fn a_dot_env_may_begin_with_a_byte_order_mark() {
    let dot_env = format!("\u{feff}AAD_TENANT_ID={TENANT}\r\nAAD_CLIENT_ID={CLIENT}\r\n");
    let shown = program(&[("AAD_METADATA_URL", NOWHERE)], Some(dot_env.as_bytes()));
    assert!(shown.contains(TENANT) && shown.contains(CLIENT), "{shown}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_on_this_machine_is_asked_for_through_a_proxy() {
    let (authority, proxy) = (Authority::start().await, Authority::start().await);
    let (base, through) = (authority.base(), proxy.base());
    program(
        &[
            ("AAD_TENANT_ID", TENANT),
            ("AAD_CLIENT_ID", CLIENT),
            ("AAD_AUTHORITY", &base),
            ("HTTP_PROXY", &through),
            ("http_proxy", &through),
            ("ALL_PROXY", &through),
        ],
        None,
    );
    assert_eq!(proxy.all_requests(), Vec::<String>::new());
    assert_eq!(authority.requests("/keys"), 1);
}

#[test]
fn the_environment_can_be_wrong_in_its_own_ways() {
    let shown = program(
        &[("AAD_TENANT_ID", "contoso.com"), ("AAD_CLIENT_ID", "x")],
        None,
    );
    assert!(
        shown.contains("`AAD_TENANT_ID` (in the environment) is the domain `contoso.com`"),
        "{shown}"
    );
    assert!(
        shown.contains("`AAD_CLIENT_ID` (in the environment) is not a GUID"),
        "{shown}"
    );
}

/// What a program of its own makes of an environment and a `.env`: the engine or the error, as they are shown.
fn program(environment: &[(&str, &str)], dot_env: Option<&[u8]>) -> String {
    let directory = TempDir::new().unwrap();
    if let Some(text) = dot_env {
        fs::write(directory.path().join(".env"), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_settings"))
        .current_dir(directory.path())
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn minimal() -> EngineBuilder {
    Engine::builder(Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .metadata_url(NOWHERE)
}

async fn mistakes(builder: EngineBuilder) -> ConfigurationError {
    builder.start().await.unwrap_err()
}

async fn shown(builder: EngineBuilder) -> String {
    format!("{:?}", builder.start().await.unwrap())
}

async fn issuer(builder: EngineBuilder) -> String {
    let shown = shown(builder).await;
    let (_, rest) = shown.split_once("issuer: \"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}
