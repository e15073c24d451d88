//! What the compiler finds out about rules, against the decision itself: the macros' own analysis, taken as it stands,
//! asked about random rules of random small policies, and every identity that there could be.

#[path = "../../macros/src/analysis/mod.rs"]
#[allow(dead_code, reason = "the macros may ask for more than this test")]
mod analysis;
#[path = "../../macros/src/bits.rs"]
#[allow(dead_code, reason = "the macros may ask for more than this test")]
mod bits;
mod everyone;
mod policies;
mod rules;
mod text;

use proptest::prelude::*;
use rolecall::policy::Requirement;

use self::analysis::{
    Formula, Shape, Why, culprit, needs_what_none_grants, redundant, satisfiable,
};
use self::everyone::Everyone;
use self::policies::policy;
use self::rules::rule;

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(count)
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    /// Sound and complete: no rule that somebody can meet is refused, and none that nobody can meet is let through.
    #[test]
    fn a_rule_can_be_met_if_somebody_meets_it(made in policy(), rule in rule()) {
        let formula = rule.formula(made.facts);
        let requirement = rule.requirement(made.table);
        let somebody = Everyone::of(&made).any(|one| one.meets(requirement));
        prop_assert_eq!(satisfiable(&[&formula], made.facts), somebody);
    }

    /// By its shape alone, no rule is passed over that nobody can meet.
    #[test]
    fn what_is_not_looked_at_can_be_met(
        made in policy(),
        terms in prop::collection::vec(rule(), 1..4),
    ) {
        let formulas: Vec<Formula> = terms.iter().map(|term| term.formula(made.facts)).collect();
        let passed_over = match Shape::of(&formulas) {
            Shape::Growing => made.facts.is_all_for_users(),
            Shape::Mixed => false,
            Shape::Settled => true,
        };
        if passed_over && !needs_what_none_grants(&formulas, made.facts) {
            let terms: Vec<_> = terms.iter().map(|term| term.requirement(made.table)).collect();
            let meets_all = |one: everyone::One| terms.iter().all(|term| one.meets(*term));
            prop_assert!(Everyone::of(&made).any(meets_all));
        }
    }

    /// What precedes the term at fault can be met; with it, it cannot.
    #[test]
    fn the_term_at_fault_is_the_first_that_cannot_be_met(
        made in policy(),
        terms in prop::collection::vec(rule(), 1..4),
    ) {
        let formulas: Vec<Formula> = terms.iter().map(|term| term.formula(made.facts)).collect();
        let somebody_meets = |terms: &[Requirement]| {
            Everyone::of(&made).any(|one| terms.iter().all(|term| one.meets(*term)))
        };
        let all: Vec<_> = terms.iter().map(|term| term.requirement(made.table)).collect();
        let Some(culprit) = culprit(&formulas, made.facts) else {
            prop_assert!(somebody_meets(&all));
            return Ok(());
        };
        let (before, at_fault) = (&all[..culprit.place], all[culprit.place]);
        prop_assert!(somebody_meets(before));
        prop_assert!(!somebody_meets(&all[..=culprit.place]));
        let alone = somebody_meets(&[at_fault]);
        match culprit.why {
            Why::Alone => prop_assert!(!alone),
            Why::Against(other) => prop_assert!(alone && !somebody_meets(&[before[other], at_fault])),
            Why::Together => {
                prop_assert!(alone);
                prop_assert!(before.iter().all(|other| somebody_meets(&[*other, at_fault])));
            }
        }
    }

    /// What is left means the same for everyone; and nothing of it could be left out too.
    #[test]
    fn redundant_terms_can_be_left_out(
        made in policy(),
        members in prop::collection::vec(rule(), 2..4),
        all in any::<bool>(),
    ) {
        let formulas: Vec<Formula> = members.iter().map(|one| one.formula(made.facts)).collect();
        let redundant = redundant(&formulas, all, made.facts);
        let members: Vec<_> = members.iter().map(|one| one.requirement(made.table)).collect();
        let kept: Vec<_> = (0..members.len())
            .filter(|place| !redundant.contains(place))
            .map(|place| members[place])
            .collect();
        let everyone: Vec<_> = Everyone::of(&made).collect();
        let met = |members: &[Requirement]| -> Vec<bool> {
            let joined = |one: &everyone::One| {
                let mut met = members.iter().map(|member| one.meets(*member));
                if all { met.all(|met| met) } else { met.any(|met| met) }
            };
            everyone.iter().map(joined).collect()
        };
        let meant = met(&members);
        prop_assert_eq!(met(&kept), meant.clone());
        for place in 0..kept.len() {
            let mut fewer = kept.clone();
            fewer.remove(place);
            prop_assert!(fewer.is_empty() || met(&fewer) != meant);
        }
    }
}
