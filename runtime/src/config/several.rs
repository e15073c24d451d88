//! Several authorities in one engine: all of their mistakes, each with whose it is, and those that only two can make
//! together.

use super::error::Mistakes;
use super::rules::AuthoritySettings;
use super::settings::in_words_of_code;
use crate::entra::{Overlap, Rules, overlap};

/// The rules of each authority, the engine's own first, as far as they have any sense.
pub(super) fn rules(
    own: &AuthoritySettings,
    further: &[AuthoritySettings],
    max_token_bytes: usize,
    mistakes: &mut Mistakes,
) -> Vec<Rules> {
    if further.is_empty() {
        let rules = own.rules(max_token_bytes, mistakes);
        return rules.into_iter().collect();
    }
    let mut numbered = Vec::new();
    for (number, settings) in (1..).zip(std::iter::once(own).chain(further)) {
        let mut its = Mistakes::default();
        let rules = settings.rules(max_token_bytes, &mut its);
        // No variable stands for what is not the engine's own.
        mistakes.add_all(its, |mistake| match number {
            1 => format!("authority 1: {mistake}"),
            _ => format!("authority {number}: {}", in_words_of_code(&mistake)),
        });
        numbered.extend(rules.map(|rules| (number, rules)));
    }
    refuse_overlaps(&numbered, mistakes);
    let mut rules: Vec<_> = numbered.into_iter().map(|(_, rules)| rules).collect();
    leave_to_others(&mut rules);
    rules
}

fn refuse_overlaps(numbered: &[(usize, Rules)], mistakes: &mut Mistakes) {
    for (place, (number, rules)) in numbered.iter().enumerate() {
        for (earlier, other) in numbered.iter().take(place) {
            if let Some(overlap) = overlap(&rules.authority, &other.authority) {
                let what = told(overlap, *earlier);
                mistakes.add(format!("authority {number}: {what}"));
            }
        }
    }
}

fn told(overlap: Overlap<'_>, earlier: usize) -> String {
    match overlap {
        Overlap::Policies(tenant) => format!(
            "is a policy of Azure AD B2C in the tenant `{tenant}`, as authority {earlier} is: all policies of a tenant \
             have one issuer and the same people; keep one of them"
        ),
        Overlap::Tenant(tenant) => format!(
            "names the tenant `{tenant}`, which authority {earlier} names: a tenant is of one authority; name it in one \
             of them"
        ),
        Overlap::OpenTenants => format!(
            "could have issued tokens of authority {earlier}, since `tenant_check` alone chooses tenants for one of them: \
             list that one's in `tenants`, or let one authority have all of them"
        ),
        Overlap::Issuer => format!(
            "has the issuer of authority {earlier}, so that a token could be of either: keep one of them"
        ),
    }
}

/// Where the application alone chooses among tenants, it is not asked about those that another authority names: a
/// person of such a tenant is known by the same key, whoever vouches for them.
fn leave_to_others(rules: &mut [Rules]) {
    let named: Vec<_> = rules
        .iter()
        .filter_map(|rules| rules.authority.tenants_of_entra())
        .flat_map(|entra| entra.named_tenants().to_vec())
        .collect();
    for rules in rules {
        rules.authority.leave(named.clone());
    }
}
