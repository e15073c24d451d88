//! Ten thousand permissions, and a thousand roles in two chains of five hundred: inclusion is followed to its far end.

use rolecall::policy::Role;
use rolecall::protected;

mod policy {
    include!(concat!(env!("OUT_DIR"), "/long_chains.rs"));
}

/// `Role0` includes `Role1`, and so on to `Role499`; `Role999` includes `Role998`, and so on to `Role500`.
fn includes(role: usize, other: usize) -> bool {
    if role < 500 {
        (role..500).contains(&other)
    } else {
        (500..=role).contains(&other)
    }
}

#[protected(role = "Role999", permission = "right.9999")]
async fn last() {}

#[test]
fn inclusion_is_followed_to_the_far_end() {
    let _ = last;
    assert!(Role::from(policy::role::Role0).includes(policy::role::Role499));
    assert!(Role::from(policy::role::Role0).grants(policy::permission::right_4999));
    assert!(Role::from(policy::role::Role999).includes(policy::role::Role500));
    assert!(!Role::from(policy::role::Role999).includes(policy::role::Role499));
}

#[test]
fn every_role_includes_and_grants_its_part_of_the_chain() {
    for (index, role) in policy::role::ALL.iter().enumerate() {
        for (other, included) in policy::role::ALL.iter().enumerate() {
            assert_eq!(
                role.includes(*included),
                includes(index, other),
                "{role} includes {included}"
            );
        }
        for (right, permission) in policy::permission::ALL.iter().enumerate() {
            // Ten rights to a role.
            assert_eq!(
                role.grants(*permission),
                includes(index, right / 10),
                "{role} grants {permission}"
            );
        }
    }
}
