//! Names as values of one policy: read from texts, sent as texts, and never anything that the policy does not declare.

use std::collections::{BTreeSet, HashMap};

use catalogue::catalogue as goods;
use handlers::policy as comments;
use rolecall::policy::{Permission, Role, Scope, UnknownName};
use serde_json::json;

use crate::policy::{permission, role, scope};
use crate::sources::{libraries, policy as several};

/// A permission that wants the name of what every module declares, and one that comes close to it.
mod named_like_ours {
    rolecall::permissions! {
        #![scopes("Name", "ALL")]

        Name,
        "Name.all",
    }
    rolecall::roles! {
        #[app_role(value = "Named")]
        Name: [Name],
        Both: Name + ["Name.all"],
    }
}

mod without_roles {
    rolecall::permissions! { view }
}

#[test]
fn a_declared_text_becomes_the_name_and_is_sent_as_the_text() {
    for name in role::Name::all() {
        assert_eq!(name.to_string().parse(), Ok(name));
        assert_eq!(json!(name), json!(name.name()));
        assert_eq!(
            serde_json::from_value::<role::Name>(json!(name)).unwrap(),
            name
        );
    }
    let audit: permission::Name = "audit.read".parse().unwrap();
    assert_eq!(audit, permission::audit_read.into());
    let read: scope::Name = "Documents.Read".parse().unwrap();
    assert_eq!(read, scope::Documents_Read.into());
    let sent: (permission::Name, scope::Name) =
        serde_json::from_str(r#"["edit", "access_as_user"]"#).unwrap();
    assert_eq!(
        sent,
        (permission::edit.into(), scope::access_as_user.into())
    );
}

#[test]
fn every_name_is_listed_once_in_the_order_of_declaration() {
    let handles: Vec<Role> = role::Name::all().map(Role::from).collect();
    assert_eq!(handles, role::ALL);
    let handles: Vec<Permission> = permission::Name::all().map(Permission::from).collect();
    assert_eq!(handles, permission::ALL);
    let handles: Vec<Scope> = scope::Name::all().map(Scope::from).collect();
    assert_eq!(handles, scope::ALL);

    let sorted: BTreeSet<role::Name> = ["Root", "Viewer", "Admin"]
        .iter()
        .map(|name| name.parse().unwrap())
        .collect();
    let names: Vec<_> = sorted.into_iter().map(role::Name::name).collect();
    assert_eq!(names, ["Viewer", "Admin", "Root"]);
}

#[test]
fn names_tell_what_they_are_for() {
    let described = |name: &str| -> &str { name.parse::<role::Name>().unwrap().description() };
    assert_eq!(
        (described("Editor"), described("Root")),
        ("May change what a viewer sees.", "")
    );
    let view: permission::Name = permission::view.into();
    assert_eq!(view.description(), "Read documents.");
    assert_eq!(format!("{view} {view:?}"), r#"view Permission("view")"#);
}

#[test]
fn what_is_not_declared_is_refused_and_the_error_lists_nothing() {
    let refused = |text: &str| text.parse::<role::Name>().unwrap_err().to_string();
    assert_eq!(refused("Admn"), "unknown role `Admn`");
    // The value at Entra's edge is no name; nor is another case, a blank or nothing.
    for text in [
        "Documents.Admin",
        "admin",
        "Admin ",
        " Admin",
        "",
        "view",
        "Documents.Read",
    ] {
        assert_eq!(refused(text), format!("unknown role `{text}`"));
    }
    let sent = serde_json::from_str::<permission::Name>(r#""edti""#).unwrap_err();
    assert!(
        sent.to_string().starts_with("unknown permission `edti` at"),
        "{sent}"
    );
    let sent = serde_json::from_str::<scope::Name>("5").unwrap_err();
    assert!(
        sent.to_string()
            .starts_with("invalid type: integer `5`, expected the name of a scope"),
        "{sent}"
    );
}

#[test]
fn an_unknown_name_forges_no_line_of_a_log() {
    let long = format!("Admin\n\u{1b}[31m{}", "x".repeat(10_000));
    let shown = long.parse::<role::Name>().unwrap_err().to_string();
    assert!(
        shown.len() < 200 && !shown.contains(['\n', '\u{1b}']),
        "{shown}"
    );
}

#[test]
fn names_are_keys_of_maps() {
    let quota: HashMap<role::Name, u32> =
        serde_json::from_str(r#"{ "Viewer": 10, "Admin": 1000 }"#).unwrap();
    assert_eq!(quota.get(&role::Admin.into()), Some(&1000));
    assert!(serde_json::from_str::<HashMap<role::Name, u32>>(r#"{ "Viewr": 10 }"#).is_err());
}

#[test]
fn a_policy_of_several_sources_knows_the_names_of_all_of_them() {
    let names: Vec<_> = several::permission::Name::all()
        .map(several::permission::Name::name)
        .collect();
    assert_eq!(
        names,
        [
            "view",
            "browse",
            "goods.change",
            "comments.read",
            "comments.write"
        ]
    );
    let browse: several::permission::Name = "browse".parse().unwrap();
    assert_eq!(browse, goods::permission::browse.into());
    assert_eq!(
        Permission::from(browse),
        Permission::from(goods::permission::browse)
    );
    assert_eq!(
        "Catalogue.Read".parse(),
        Ok(several::scope::Name::from(goods::scope::Catalogue_Read))
    );
    assert_eq!(
        "comments.read".parse(),
        Ok(libraries::permission::Name::from(
            comments::permission::comments_read
        ))
    );
    assert_eq!(
        "view"
            .parse::<libraries::permission::Name>()
            .unwrap_err()
            .to_string(),
        "unknown permission `view`"
    );
}

#[test]
fn a_library_knows_its_own_names() {
    assert_eq!(goods::permission::Name::all().count(), 2);
    assert_eq!(goods::role::Name::all().count(), 0);
    assert_eq!(without_roles::permission::Name::all().count(), 1);
    assert_eq!(
        "view".parse(),
        Ok(without_roles::permission::Name::from(
            without_roles::permission::view
        ))
    );
}

#[test]
fn what_a_caller_holds_becomes_a_name_of_the_policy_it_belongs_to() {
    let admin = Role::from(role::Admin);
    assert_eq!(role::Name::try_from(admin), Ok(role::Admin.into()));
    let elsewhere = several::role::Name::try_from(admin);
    assert_eq!(
        elsewhere.map_err(|refused| refused.to_string()),
        Err("unknown role `Admin`".to_owned())
    );
    // Equal names of different blocks are different permissions.
    let view = Permission::from(permission::view);
    assert!(several::permission::Name::try_from(view).is_err());
    let _: UnknownName = several::scope::Name::try_from(scope::ALL[0]).unwrap_err();
}

#[test]
fn a_declared_name_gives_way_to_ours() {
    use named_like_ours::{permission, role, scope};
    let _ = (permission::Name_, scope::Name_, scope::ALL_, role::Name_);
    assert_eq!(
        "Name".parse(),
        Ok(permission::Name::from(permission::Name_))
    );
    assert_eq!("Name".parse(), Ok(role::Name::from(role::Name_)));
    assert_eq!("ALL".parse(), Ok(scope::Name::from(scope::ALL_)));
    let rule = rolecall::require!(policy = named_like_ours, role = Name, permission = "Name");
    assert_eq!(
        rule.to_string(),
        r#"all(role = "Name", permission = "Name")"#
    );
}

/// What a form on a page may send.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only described")]
struct Invitation {
    role: role::Name,
    also: Option<several::permission::Name>,
}

#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Invitation)))]
struct Described;

#[test]
fn a_body_with_a_name_is_described_by_the_names_there_are() {
    use utoipa::OpenApi as _;
    let document = json!(Described::openapi());
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["Invitation"]["properties"]["role"]["$ref"],
        "#/components/schemas/macros.policy.RoleName"
    );
    assert_eq!(
        schemas["macros.policy.RoleName"],
        json!({ "type": "string", "enum": ["Viewer", "Editor", "Admin", "Robot", "Root"] })
    );
    assert_eq!(
        schemas["macros.sources.policy.PermissionName"]["enum"][4],
        "comments.write"
    );
}

#[test]
fn handles_are_sent_as_their_names() {
    let sent = json!([
        Role::from(role::Admin),
        Permission::from(permission::audit_read),
        Scope::from(scope::Documents_Read),
    ]);
    assert_eq!(sent, json!(["Admin", "audit.read", "Documents.Read"]));
}

/// What a page that explains the roles needs.
#[test]
fn a_policy_can_be_written_out() {
    let page: Vec<_> = role::ALL
        .iter()
        .map(|role| {
            let granted = permission::ALL
                .iter()
                .filter(|permission| role.grants(**permission));
            let value = role.app_role().map_or("", |app_role| app_role.value);
            json!([role, value, role.description(), granted.collect::<Vec<_>>()])
        })
        .collect();
    assert_eq!(
        json!(page[..3]),
        json!([
            ["Viewer", "Viewer", "May look.", ["view"]],
            [
                "Editor",
                "Editor",
                "May change what a viewer sees.",
                ["view", "edit"]
            ],
            [
                "Admin",
                "Documents.Admin",
                "Runs the place.",
                ["view", "edit", "delete", "audit.read"]
            ],
        ])
    );
}
