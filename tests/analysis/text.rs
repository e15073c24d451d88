//! What is known of a policy goes to a rule's macro as one text, and arrives as it was.

use proptest::prelude::*;

use crate::analysis::{Facts, Permission, Role};
use crate::bits::Bits;
use crate::policies::policy;

proptest! {
    #[test]
    fn facts_arrive_as_they_were(made in policy()) {
        let arrived = Facts::from_text(&made.facts.to_text());
        prop_assert_eq!(arrived.as_ref(), Some(made.facts));
    }

    #[test]
    fn names_of_any_letters_arrive_as_they_were(name in ".*", words in prop::collection::vec(any::<u64>(), 0..4)) {
        let facts = Facts {
            roles: vec![Role { name: name.clone(), had_by: Bits::from(words.clone()) }],
            permissions: vec![Permission { name: name.clone(), had_by: Bits::from(words), scopes: vec![0] }],
            scopes: vec![name],
            ..Facts::default()
        };
        prop_assert_eq!(Facts::from_text(&facts.to_text()), Some(facts));
    }

    /// It never panics, which would be a strange compile error.
    #[test]
    fn no_other_text_is_taken_for_facts(text in "[0-9a-f ]{0,40}") {
        let _ = Facts::from_text(&text);
    }
}

#[test]
fn a_text_that_is_cut_off_is_none() {
    let facts = Facts {
        scopes: vec!["Documents.Read".to_owned()],
        ..Facts::default()
    };
    let text = facts.to_text();
    for end in 0..text.len() {
        assert_eq!(Facts::from_text(&text[..end]), None, "{end}");
    }
}
