//! Inclusion as the macros followed it when they compiled, against the model's, name by name.

use random::{POLICIES, Pair};

use crate::naive;

#[test]
fn every_role_includes_and_grants_what_the_model_says() {
    let mut compared = 0;
    for Pair { written, made, .. } in POLICIES {
        let (roles, permissions) = ((made.roles)(), (made.permissions)());
        for role in &roles {
            let included = naive::included(written, role.name());
            for other in &roles {
                let says = included.contains(other.name());
                assert_eq!(
                    role.includes(*other),
                    says,
                    "{}: {role} includes {other}",
                    written.name
                );
            }
            let granted = naive::granted(written, role.name());
            for permission in &permissions {
                let says = granted.contains(permission.name());
                assert_eq!(
                    role.grants(*permission),
                    says,
                    "{}: {role} grants {permission}",
                    written.name
                );
            }
            compared += roles.len() + permissions.len();
        }
    }
    println!("{compared} answers of {} policies", POLICIES.len());
}

#[test]
fn the_tables_declare_what_was_written_in_the_order_of_writing() {
    for Pair { written, made, .. } in POLICIES {
        let roles: Vec<_> = (made.roles)().iter().map(|role| role.name()).collect();
        let names: Vec<_> = written.roles.iter().map(|role| role.name).collect();
        assert_eq!(roles, names, "{}", written.name);

        let declared = written.sources.iter().flat_map(|source| source.permissions);
        let made_of: Vec<_> = (made.permissions)()
            .iter()
            .map(|permission| {
                let scopes: Vec<_> = permission.scopes().map(|scope| scope.name()).collect();
                (permission.name(), scopes)
            })
            .collect();
        let written_as: Vec<_> = declared
            .map(|permission| (permission.name, permission.scopes.to_vec()))
            .collect();
        assert_eq!(made_of, written_as, "{}", written.name);

        let scopes: naive::Names = (made.scopes)().iter().map(|scope| scope.name()).collect();
        assert_eq!(scopes, naive::scopes(written), "{}", written.name);
    }
}

#[test]
fn the_policies_are_worth_comparing() {
    let count = |what: fn(&Pair) -> bool| POLICIES.iter().filter(|pair| what(pair)).count();
    assert!(POLICIES.len() >= 60);
    assert!(
        count(|pair| pair.written.sources.len() > 1) > 5,
        "several sources"
    );
    assert!(
        count(|pair| pair.written.roles.len() > 64) > 0,
        "a second word of roles"
    );
    assert!(
        count(|pair| (pair.made.permissions)().len() > 64) > 2,
        "a second word of permissions"
    );
    assert!(
        count(|pair| naive::scopes(&pair.written).is_empty()) > 2,
        "no scopes"
    );
    assert!(
        count(|pair| pair.written.roles.iter().any(|role| role.all)) > 2,
        "a superuser"
    );
    let deep = |pair: &Pair| {
        let mut roles = pair.written.roles.iter();
        roles.any(|role| naive::included(&pair.written, role.name).len() > 5)
    };
    assert!(count(deep) > 5, "long chains");
}
