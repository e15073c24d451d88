//! Roles over permissions that are declared elsewhere: in another crate, in several, here and there.

use catalogue::catalogue as goods;
use handlers::policy as comments;
use rolecall::policy::{Permission, Policy, Role};
use rolecall::{Router, require};

pub(crate) mod policy {
    rolecall::permissions! { view }
    rolecall::roles! {
        permissions = self;
        permissions = goods;
        permissions = comments;

        Customer: [browse, "comments.read"],
        Merchant: Customer + [view, "goods.change"],
        Root: all,
    }

    use super::{comments, goods};
}

pub(crate) mod libraries {
    rolecall::roles! {
        permissions = catalogue::catalogue;
        permissions = handlers::policy;

        Guest: [browse],
    }
}

#[test]
fn a_role_grants_the_permissions_of_another_crate() {
    let merchant = Role::from(policy::role::Merchant);
    assert!(merchant.grants(policy::permission::view));
    assert!(merchant.grants(goods::permission::browse));
    assert!(merchant.grants(goods::permission::goods_change));
    assert!(merchant.grants(comments::permission::comments_read));
    assert!(!merchant.grants(comments::permission::comments_write));
}

#[test]
fn a_superuser_has_the_permissions_of_every_source() {
    let root = Role::from(policy::role::Root);
    let all: Vec<_> = policy::Policy::permissions().collect();
    assert_eq!(
        all.iter()
            .copied()
            .map(Permission::name)
            .collect::<Vec<_>>(),
        [
            "view",
            "browse",
            "goods.change",
            "comments.read",
            "comments.write"
        ]
    );
    assert!(all.into_iter().all(|permission| root.grants(permission)));
}

#[test]
fn a_permission_of_another_policy_is_granted_by_nobody_here() {
    let guest = Role::from(libraries::role::Guest);
    assert!(guest.grants(goods::permission::browse));
    assert!(!guest.grants(policy::permission::view));
    assert!(!guest.grants(crate::policy::permission::view));
    assert!(!guest.includes(policy::role::Customer));
}

#[test]
fn a_module_without_permissions_of_its_own_names_those_it_reads() {
    assert_eq!(
        Permission::from(libraries::permission::browse),
        goods::permission::browse.into()
    );
    let all: Vec<_> = libraries::Policy::permissions().collect();
    assert_eq!(libraries::permission::ALL, all);
    assert_eq!(libraries::scope::ALL, goods::scope::ALL);
}

#[test]
fn a_rule_finds_the_permissions_of_every_source() {
    let rule = require!(
        policy = policy,
        permission = view,
        permission = browse,
        permission = "comments.write",
        scope = "Catalogue.Read",
    );
    assert_eq!(
        rule.to_string(),
        r#"all(permission = "view", permission = "browse", permission = "comments.write", scope = "Catalogue.Read")"#
    );
}

#[test]
fn handlers_of_another_crate_bring_their_rules() {
    let router: Router = Router::new().nest("/shop", handlers::routes());
    let rules: Vec<_> = router
        .endpoints()
        .iter()
        .map(|endpoint| (endpoint.to_string(), endpoint.requirement_text()))
        .collect();
    let needs = |permission: &str| Some(format!("permission = \"{permission}\""));
    assert_eq!(
        rules,
        [
            ("GET /shop/comments".to_owned(), needs("comments.read")),
            ("POST /shop/comments".to_owned(), needs("comments.write")),
            ("GET /shop/comments/open".to_owned(), None),
            (
                "GET /shop/comments/newest".to_owned(),
                needs("comments.read")
            ),
        ]
    );
}
