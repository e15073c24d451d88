//! Inclusion followed to the end at compile time, against the same followed naively at run time.

use std::collections::BTreeSet;

use rolecall::policy::{Permission, Role};

/// One role as written.
struct Written {
    role: &'static str,
    includes: &'static [&'static str],
    grants: &'static [&'static str],
}

/// The same declaration twice: for the macros, and as data.
macro_rules! written {
    ($policy:ident: [$($permission:literal)*] $($role:ident: [$($included:ident)*] [$($granted:literal)*])*) => {
        #[allow(deprecated, reason = "a role that grants nothing is meant here")]
        mod $policy {
            rolecall::permissions! { $($permission),* }
            rolecall::roles! { $($role: $($included +)* [$($granted),*]),* }
        }

        #[test]
        fn $policy() {
            let written = [$(Written {
                role: stringify!($role),
                includes: &[$(stringify!($included)),*],
                grants: &[$($granted),*],
            }),*];
            compare(&written, $policy::role::ALL, $policy::permission::ALL);
        }
    };
}

written! {
    chain: ["a" "b" "c" "d"]
    One: [] ["a"]
    Two: [One] ["b"]
    Three: [Two] ["c"]
    Four: [Three] ["d"]
}

written! {
    diamond: ["a" "b" "c" "d"]
    Top: [Left Right] ["d"]
    Left: [Bottom] ["b"]
    Right: [Bottom] ["c"]
    Bottom: [] ["a"]
}

written! {
    apart: ["a" "b"]
    One: [] ["a"]
    Other: [] ["b"]
    Neither: [] []
}

written! {
    named_before_they_are_declared: ["a" "b" "c"]
    Last: [Middle First] []
    Middle: [First] ["b" "c"]
    First: [] ["a"]
}

written! {
    named_again_and_again: ["a" "b"]
    One: [] ["a" "b"]
    Two: [One One] ["a"]
    Three: [Two One Two] ["b" "a"]
}

fn compare(written: &[Written], roles: &[Role], permissions: &[Permission]) {
    for (written_role, role) in written.iter().zip(roles) {
        assert_eq!(written_role.role, role.name());
        let (included, granted) = follow(written, role.name());
        for other in roles {
            let expected = included.contains(other.name());
            assert_eq!(role.includes(*other), expected, "{role} includes {other}");
        }
        for permission in permissions {
            let expected = granted.contains(permission.name());
            assert_eq!(
                role.grants(*permission),
                expected,
                "{role} grants {permission}"
            );
        }
    }
}

/// Names are added until there is none to add.
fn follow(written: &[Written], start: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut included = BTreeSet::from([start.to_owned()]);
    loop {
        let held = || written.iter().filter(|one| included.contains(one.role));
        let more: BTreeSet<_> = held()
            .flat_map(|one| one.includes)
            .map(ToString::to_string)
            .filter(|name| !included.contains(name))
            .collect();
        if more.is_empty() {
            let granted = held().flat_map(|one| one.grants).map(ToString::to_string);
            return (included.clone(), granted.collect());
        }
        included.extend(more);
    }
}
