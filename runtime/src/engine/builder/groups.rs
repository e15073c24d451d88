//! Which groups bring roles.

use super::EngineBuilder;
use crate::policy::Role;

impl EngineBuilder {
    /// Lets the members of a group hold a role, as if it were assigned to each of them (`AAD_GROUP_ROLES`, which is not
    /// read where code names any group). Default: no group brings a role. Several roles of a group are several calls.
    ///
    /// For Entra it is the group's object ID, a GUID, compared without regard to case; the app registration has to
    /// emit groups (`groupMembershipClaims`,
    /// [group claims](https://learn.microsoft.com/entra/identity-platform/optional-claims#configure-groups-optional-claims)).
    /// For another OpenID provider it is whatever stands in the claim `groups`, compared byte for byte; whoever may
    /// name a group there decides who holds the role. The role's `members` and the scopes of the calling application
    /// count as they do for a role that is assigned. Groups that are not named bring nothing; directory roles (`wids`)
    /// never do.
    ///
    /// Somebody in more groups than fit into a token is not read as somebody in none: whether they hold such a role is
    /// unknown, and a rule that turns on it refuses (403, in the log `overage`).
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use policy::role;
    /// use rolecall::Engine;
    ///
    /// let builder = Engine::builder(policy::Policy)
    ///     .from_env()
    ///     .group_role("7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93", role::Editor);
    /// # let _ = builder;
    /// ```
    pub fn group_role(mut self, group: impl Into<String>, role: impl Into<Role>) -> Self {
        self.policy.group_roles.push((group.into(), role.into()));
        self
    }
}
