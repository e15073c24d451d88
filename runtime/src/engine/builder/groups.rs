//! Which groups bring roles, and who tells them where they are too many for a token.

use super::EngineBuilder;
use crate::Secret;
use crate::config::Variable;
use crate::entra::Graph;
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
    /// unknown, and a rule that turns on it refuses (403, in the log `overage`), unless [`graph`](Self::graph) lets the
    /// groups be asked for.
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

    /// Asks Microsoft Graph for the groups of somebody whose token says that they are too many, a person or an
    /// application. Default: nobody is asked, and whatever turns on such groups is refused. `AAD_GRAPH_URL` does the same
    /// with the defaults of [`Graph`]. It needs [`client_secret`](Self::client_secret), a group that brings a role, and a
    /// workforce tenant.
    ///
    /// Graph is asked once the token is proven whole, in the application's own name, and in the tenant of the caller. The
    /// application has to be granted, there, application permissions of Graph: `GroupMember.Read.All` and
    /// `User.ReadBasic.All` for people, `Application.Read.All` for applications
    /// ([getMemberObjects](https://learn.microsoft.com/graph/api/directoryobject-getmemberobjects)). The address that a
    /// token names is never asked.
    ///
    /// While Graph does not tell, whoever was proven stays proven: rules that need no group hold for them as ever, and
    /// one that turns on a group is answered 503 with `Retry-After`, in the log `groups_unreachable`. Where Graph asks to
    /// be left alone (429, 503), nobody asks it until then.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use policy::role;
    /// use rolecall::entra::Graph;
    /// use rolecall::{Engine, Secret};
    ///
    /// # fn builder(secret: Secret) -> rolecall::EngineBuilder {
    /// Engine::builder(policy::Policy)
    ///     .from_env()
    ///     .group_role("7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93", role::Editor)
    ///     .graph(Graph::resolve())
    ///     .client_secret(secret)
    /// # }
    /// ```
    pub fn graph(mut self, graph: Graph) -> Self {
        self.policy.graph = Some(graph);
        self
    }

    /// A secret of the API's app registration (`AAD_CLIENT_SECRET`), which [`graph`](Self::graph) asks with. Where nothing
    /// needs it, it is a mistake.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "whoever hands a secret over need not keep it"
    )]
    pub fn client_secret(self, secret: Secret) -> Self {
        self.with(Variable::ClientSecret, secret.expose())
    }
}
