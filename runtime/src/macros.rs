//! The macros, where their examples can use the runtime.

/// Declares the permissions of a policy: the rights there are.
///
/// An entry is an identifier or a string (`"audit.read"`), with a doc comment as its description.
/// `#[scope("A", "B")]` names delegated scopes, any of which lets an application use the permission on a user's behalf;
/// without it no scope is asked for. `#![scopes("…")]` at the head declares scopes that carry no permission.
///
/// It leaves `permission::edit` and `scope::Documents_Read` behind, as types and values, `permission::ALL`, and
/// `permission::Name` and `scope::Name`, which are read from texts (see [`PermissionOf`](crate::policy::PermissionOf)).
/// Every module with `permissions!` also has a [`roles!`](crate::roles!), be it an empty one.
///
/// ```
/// mod policy {
///     rolecall::permissions! {
///         #![scopes("access_as_user")]
///
///         /// Read documents.
///         #[scope("Documents.Read", "Documents.ReadWrite")]
///         view,
///         /// Read the audit trail.
///         "audit.read",
///     }
///     rolecall::roles! { Auditor: all }
/// }
/// assert_eq!(policy::permission::ALL.len(), 2);
/// ```
///
/// A name that is declared twice, an empty name and a scope that Entra would refuse are errors, all of them at once:
///
/// ```compile_fail
/// mod policy {
///     rolecall::permissions! { view, view }
///     rolecall::roles! { Viewer: [view] }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! permissions {
    ($($block:tt)*) => { $crate::__private::permissions_impl! { [$crate] $($block)* } };
}

/// Declares the roles of a policy over its permissions, and the policy itself: `Policy`, which an
/// [`Engine`](crate::Engine) judges by.
///
/// `Name: terms`, where terms are roles that are included, and lists of permissions, joined by `+`; `all` stands for
/// every permission. `#[app_role(value = "…", id = "GUID", members = [User, Application], enabled = false)]` is the
/// role's side in Entra: the value defaults to the name, the members to users, the identifier to one derived from
/// module and value.
///
/// The permissions are those of the same module; `permissions = path;` at the head names another module or crate, and
/// may stand there several times. It leaves `role::Admin` and `role::ALL` behind, and `role::Name`, which is read from
/// texts (see [`RoleOf`](crate::policy::RoleOf)).
///
/// ```
/// mod policy {
///     rolecall::permissions! { view, edit, delete }
///     rolecall::roles! {
///         /// May look.
///         Viewer: [view],
///         Editor: Viewer + [edit],
///         #[app_role(value = "Documents.Admin", members = [User, Application])]
///         Admin: all,
///     }
/// }
/// use rolecall::policy::Role;
///
/// assert!(Role::from(policy::role::Editor).grants(policy::permission::view));
/// ```
///
/// Unknown names, cycles, duplicates and values that Entra would refuse are errors, all of them at once:
///
/// ```compile_fail
/// mod policy {
///     rolecall::permissions! { view }
///     rolecall::roles! { Viewer: [veiw] }
/// }
/// # fn main() {}
/// ```
///
/// # Heads
///
/// | at the head | means |
/// |---|---|
/// | `#![strict]` | errors are: a permission that no role grants, a role that grants nothing (both are warnings otherwise), a permission without `#[scope]` in a policy that has scopes, and a rule by role alone |
/// | `#![exclusive(Auditor, Editor)]` | separation of duties: nobody may hold two of them; may stand several times |
/// | `#![warn(redundant)]` | a term of a rule that says nothing is a warning (of the lint `deprecated`) |
///
/// The directory that assigns roles does not know of `exclusive`: who is assigned two roles of a set has neither, nor any
/// role that brings one of them, and the log says so. No role may include two of a set, since nobody could hold it:
///
/// ```compile_fail
/// mod policy {
///     rolecall::permissions! { audit, edit }
///     rolecall::roles! {
///         #![exclusive(Auditor, Editor)]
///         Auditor: [audit],
///         Editor: [edit],
///         Head: Auditor + Editor,
///     }
/// }
/// # fn main() {}
/// ```
///
/// A policy without roles, a library's, does not say who may be granted what: whether somebody can meet a rule over it is
/// not asked (see [`protected`](macro@crate::protected#rules-that-nobody-can-meet)).
#[macro_export]
macro_rules! roles {
    ($($block:tt)*) => { $crate::__private::roles_impl! { [$crate] $($block)* } };
}

/// Protects a handler: an `async fn`, free or in an `impl` block. It stands above every other attribute.
///
/// | term | holds when |
/// |---|---|
/// | `role = "Admin"` | the caller holds the role, or one that includes it; `role = ["A", "B"]`: any of them |
/// | `permission = "edit"` | a role of the caller grants it and, for a person, the calling application's scopes carry it |
/// | `scope = "Documents.Read"` | the token carries that delegated scope |
/// | `authenticated` | whoever it is, they have proven it |
/// | `caller = "user"`, `caller = "application"` | a person, or an application in its own name |
/// | `any(…)`, `all(…)` | as they say |
/// | `not(…)` | it does not hold for this request |
/// | `check = path` | a [`checker`](macro@crate::checker) agrees, for this request |
/// | `acrs = "c1"` | the person has met that authentication context; whoever lacks nothing else is asked to |
/// | `shadow(…)` | always; where what stands in it would have refused, the log is told |
///
/// A comma joins by `all`. Names are strings or bare identifiers. Of the whole rule, at the top:
///
/// | word | means |
/// |---|---|
/// | `conceal` | who is signed in and may not is told 404, as where nothing is |
/// | `schemes = ["bearer"]` | credentials of these kinds count (`bearer`, `session`, `basic`, `api_key`), others are as absent |
/// | `policy = path` | the names are those of this module instead of `crate::policy` |
///
/// The rule becomes a hidden first argument, which axum extracts before all others: a request that may not pass is
/// answered before its path, query or body is looked at. The handler stays closed wherever it is mounted. A WebSocket or
/// a stream of events is decided once, before it is opened: see [the guard](crate::guard#streams).
///
/// ```
/// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Admin: [edit] } }
/// use axum::extract::Path;
/// use rolecall::{Identity, protected};
///
/// #[protected(role = "Admin", permission = "edit")]
/// async fn update(user: Identity, Path(id): Path<u64>, body: String) -> String {
///     format!("{} changed {id} to {body}", user.key())
/// }
/// # fn main() {}
/// ```
///
/// A name that is not declared does not compile:
///
/// ```compile_fail
/// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Admin: [edit] } }
/// #[rolecall::protected(permission = "edti")]
/// async fn update() {}
/// # fn main() {}
/// ```
///
/// # Rules that nobody can meet
///
/// A rule is held against its policy when it is compiled. Where no caller could meet it, whatever roles they are assigned
/// and whatever scopes their application carries, it is an error at the term at fault:
///
/// ```compile_fail
/// # mod policy {
/// #     rolecall::permissions! { view, edit }
/// rolecall::roles! { Viewer: [view], Editor: Viewer + [edit] }
/// # }
/// // whoever meets `role = "Editor"` cannot meet `not(role = "Viewer")`; role `Editor` includes `Viewer`
/// #[rolecall::protected(role = "Editor", not(role = "Viewer"))]
/// async fn update() {}
/// # fn main() {}
/// ```
///
/// What counts is all that [`roles!`](crate::roles!) says: inclusion, the `members` of app roles, `#![exclusive(…)]`, and
/// that a person's application has to carry the scopes of a permission. Checkers and authentication contexts may answer
/// either way. A rule that denies so much that more than 4,096 callers of a kind would have to be looked at is taken as
/// one that somebody can meet.
///
/// Whatever the policy says, these are errors: a term twice in one list, a term beside its `not`, `caller = "user"` beside
/// `caller = "application"`, a scope beside `caller = "application"`, `not(authenticated)`, `acrs` inside `not`, and
/// `shadow` inside `any`, `not` or another `shadow`.
///
/// Under `#![warn(redundant)]` a term is a warning that the rest of its `all` implies, or that lets nobody in whom the
/// rest of its `any` does not: `role = "Editor"` implies `permission = "edit"`, unless the permission has scopes, and the
/// application of an editor may carry others.
///
/// # `not`
///
/// What is denied is what counts for this request, not what somebody was assigned. A person whose application carries no
/// declared scope has no role here, a permission is not usable without its scope, and of two exclusive roles neither is
/// held: `not(role = "…")` and `not(permission = "…")` hold for all of them. Beside a `not`, therefore, name what is
/// needed too: `permission = "view", not(role = "Suspended")` lets nobody in whose roles do not count,
/// `not(role = "Suspended")` by itself does.
///
/// # `conceal`
///
/// A refusal of who is signed in is byte for byte the answer of a path that is not mounted, and so is every other 404
/// of the endpoint: the [`Router`](crate::Router) puts that answer in its place, whatever the handler said. One
/// requirement that conceals, of the handler or of a group around it, is enough for all of them. Strangers and bad
/// tokens are still answered 401. How long an answer takes is not concealed.
///
/// A path that is not mounted passes only the layers that stand around the finished router. A layer that changes
/// answers, such as one for CORS or compression, therefore belongs outside, behind [`with`](crate::Router::with): inside,
/// by [`Router::layer`](crate::Router::layer), it would tell the two 404s apart.
///
/// On a router of axum's own nothing stands behind the handler: it has to give that answer by itself,
/// `Problem::new(StatusCode::NOT_FOUND).for_request(&headers)` without a sentence, and so has the router's fallback.
///
/// # `acrs`
///
/// A conditional access policy of Entra attaches an authentication context to a sign-in. A person for whom nothing else
/// is missing is answered 401 with the
/// [claims challenge](https://learn.microsoft.com/entra/identity-platform/claims-challenge) that MSAL and
/// Microsoft.Identity.Web take up: `error="insufficient_claims"`, and in `claims` the first context that is needed. An
/// application cannot sign in again, and a client that declares its capabilities (`xms_cc`) without `cp1` could not
/// answer: both get 403. The registration of the API has to ask for the optional claim `acrs`.
///
/// ```
/// # mod policy { rolecall::permissions! { delete } rolecall::roles! { Admin: [delete] } }
/// # use rolecall::protected;
/// #[protected(permission = "delete", acrs = "c1", conceal)]
/// async fn delete() {}
/// # fn main() {}
/// ```
///
/// # `shadow`
///
/// To try a rule out before it binds: `#[protected(permission = "view", shadow(permission = "edit"))]` lets pass whoever
/// may view, and logs `shadow: would have refused: lacks edit` for those whom the rule without the word would refuse.
/// The caller has to be proven all the same.
pub use rolecall_macros::protected;

/// Opens a handler to everyone, and says why. The reason is shown in the matrix.
///
/// Inside a group that requires something such a handler is refused when the router is finished.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{Identity, public};
///
/// #[public("liveness probe, reveals nothing")]
/// async fn health() -> &'static str { "ok" }
///
/// #[public("greets whoever comes")]
/// async fn hello(user: Option<Identity>) -> String {
///     format!("hello, {}", user.as_ref().and_then(Identity::name).unwrap_or("stranger"))
/// }
/// # fn main() {}
/// ```
///
/// ```compile_fail
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// #[rolecall::public]
/// async fn health() {}
/// # fn main() {}
/// ```
pub use rolecall_macros::public;

/// A [`Requirement`](crate::policy::Requirement) as a value, in the words of [`protected`]: for groups of a router, for
/// foreign services, and for a decision inside a handler.
///
/// ```
/// # mod policy { rolecall::permissions! { view, edit } rolecall::roles! { Editor: [view, edit] } }
/// use rolecall::{Router, require};
///
/// # fn main() {
/// let router: Router = Router::new().require(require!(any(role = "Editor", permission = view)));
/// # }
/// ```
pub use rolecall_macros::require;

/// Makes a function that a rule can ask: `#[protected(check = path)]`.
///
/// The rules of a policy say what a role may do everywhere; a checker decides about one request, such as whether the
/// document is the caller's own. It is a free function, `async` or not: first `user: &Identity`, then any extractors that
/// leave the body alone (`Path`, `Query`, `State`, an extractor of yours), and it returns `bool`, or `Result<bool, E>`
/// where it may be unable to decide. `E` is shown to the log alone, in full: let it hold nothing secret. The function can
/// still be called like any other.
///
/// ```
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view], Admin: all } }
/// use axum::extract::{Path, State};
/// use rolecall::{Identity, Router, checker, get, protected};
///
/// #[derive(Clone)]
/// struct Db;
/// # impl Db { async fn owner(&self, _: u64) -> Result<String, std::io::Error> { Ok(String::new()) } }
///
/// #[checker]
/// async fn owns(
///     user: &Identity,
///     Path(id): Path<u64>,
///     State(db): State<Db>,
/// ) -> Result<bool, std::io::Error> {
///     Ok(db.owner(id).await? == user.key().to_string())
/// }
///
/// #[protected(any(role = "Admin", all(permission = "view", check = owns)))]
/// async fn read(Path(id): Path<u64>) -> String {
///     format!("document {id}")
/// }
///
/// # fn main() {
/// let router: Router<Db> = Router::new().route("/documents/{id}", get(read));
/// # }
/// ```
///
/// A checker stands anywhere in a rule, under `any`, `all`, `not` and `shadow`, by its path (`check = rules::owns`), up
/// to eight in one rule. It is asked when the groups around the handler and the tables have left the decision open, and
/// its answer can change it; once for a request, and before the body is read. In the example nobody asks the database
/// about an administrator, nor about a caller who may not view. The matrix shows `checked` where a checker decides.
///
/// # What a failure comes to
///
/// A checker that fails has not answered, and what turns on it lets nobody pass, not through `not(…)` either.
///
/// | it | the caller is answered | the log says |
/// |---|---|---|
/// | returned an error | 503, `Retry-After` | `undecided`, and the error |
/// | was asked about a request that does not fit its extractors | 403 | `unfit_for_checker` |
/// | has an extractor that failed (5xx) | 500 | `checker_broken` |
/// | panicked, whatever the rest of the rule says, unless it is only watched by `shadow` | 500 | `checker_panicked`; the server lives on, unless it is built to abort |
///
/// Where a failure changes nothing, the rule being met without that answer, it is logged all the same.
///
/// # State
///
/// The arguments are taken from the state of the router that the handler is mounted on: `State<Db>` needs
/// `Db: FromRef<App>`. Where the router has no such thing, rustc says at the mount that the handler is none; ask it why
/// by `#[axum::debug_handler(state = App)]` below `#[protected]`.
///
/// Code that the attribute writes reaches rolecall through the policy, `crate::policy`; `#[checker(policy = path)]` names
/// another.
///
/// What reads the body does not compile, because a checker runs before it:
///
/// ```compile_fail
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{Identity, checker};
///
/// #[checker]
/// async fn short(_: &Identity, body: String) -> bool {
///     body.len() < 100
/// }
/// # fn main() {}
/// ```
///
/// Nor does a function without the attribute:
///
/// ```compile_fail
/// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::{Identity, protected};
///
/// async fn owns(_: &Identity) -> bool {
///     true
/// }
///
/// #[protected(check = owns)]
/// async fn read() {}
/// # fn main() {}
/// ```
pub use rolecall_macros::checker;
