//! What `.with(engine)` refuses: contradictions that only the whole router shows.

use std::fmt;

use super::endpoint::Endpoint;
use crate::engine::Engine;
use crate::policy::Foreign;
use crate::policy::table::PolicyTable;

/// Why a router was refused: every contradiction that was found.
#[derive(Debug)]
pub struct MountError {
    faults: Vec<String>,
}

impl fmt::Display for MountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the router contradicts itself:")?;
        for fault in &self.faults {
            write!(f, "\n  {fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MountError {}

/// The table, if nothing in it contradicts itself or the policy of the engine.
pub(super) fn check(
    table: &[Endpoint],
    policy: &'static PolicyTable,
    more: Vec<String>,
) -> Result<(), MountError> {
    let mut faults = more;
    for endpoint in table {
        let handler = endpoint.handler();
        if endpoint.contradicts_its_group() {
            faults.push(format!(
                "{endpoint}: `{handler}` is `#[public]` inside a group that requires {}; take it out of the group or \
                 protect it",
                endpoint.requirement_text().unwrap_or_default()
            ));
        }
        if endpoint.takes_unproven() {
            faults.push(format!(
                "{endpoint}: `{handler}` is `#[public]` and takes an identity that nobody has proven; take `Option<Identity>` or \
                 protect it"
            ));
        }
        if endpoint.takes_both_kinds() {
            faults.push(format!(
                "{endpoint}: `{handler}` takes `User` and `Application`, and nobody is both; take `Identity`"
            ));
        }
        if let Some(kinds) = uncounted(endpoint) {
            faults.push(format!("{endpoint}: `{handler}` {kinds}"));
        }
        let rules = endpoint.requirements().iter();
        let mut foreign = rules.filter_map(|rule| Foreign::found(*rule, policy));
        if let Some(foreign) = foreign.next() {
            faults.push(format!("{endpoint}: `{handler}` {foreign}"));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(MountError { faults })
    }
}

/// What is wrong if the credentials that count here are none that an engine can tell somebody by.
fn uncounted(endpoint: &Endpoint) -> Option<String> {
    let (counting, ours) = (endpoint.credential_kinds(), Engine::CREDENTIAL_KINDS);
    if !counting.and(ours).is_empty() {
        return None;
    }
    Some(if counting.is_empty() {
        "counts no credentials that the groups around it count too; name one kind in the `schemes` of all".to_owned()
    } else {
        format!(
            "counts no credentials but {counting}, which the engine does not know; name {ours} in its `schemes`"
        )
    })
}
