//! One row of the endpoint table: what is mounted where, and who may call it.

use std::fmt;

use axum::routing::MethodRouter;

use crate::guard::{Application, ConcealLayer, User};
use crate::policy::requirement::OfTheWhole;
use crate::policy::terms::{Access, Reason};
use crate::policy::{CredentialKinds, Requirement};

/// Method, path, handler and rule, as mounted.
#[derive(Clone, Debug)]
pub struct Endpoint {
    method: &'static str,
    path: String,
    handler: &'static str,
    /// The outermost group first, the handler's own last.
    requirements: Vec<Requirement>,
    public: Option<Why>,
    takes: Takes,
}

#[derive(Clone, Debug)]
enum Why {
    Attribute(Reason),
    Mounted(String),
}

/// What a mounted handler is, before it has a path.
#[derive(Clone, Copy, Debug)]
pub(super) struct One {
    pub(super) method: &'static str,
    pub(super) handler: &'static str,
    pub(super) access: &'static Access,
    pub(super) takes: Takes,
}

/// Which identities a handler takes as arguments.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each type that is looked for"
)]
pub(super) struct Takes {
    pub(super) identity: bool,
    pub(super) user: bool,
    pub(super) application: bool,
    /// `Option<Identity>`: whoever it is, if anybody.
    #[cfg_attr(
        not(feature = "openapi"),
        expect(dead_code, reason = "the document alone tells it")
    )]
    pub(super) perhaps: bool,
}

impl One {
    /// The handler behind what makes its 404s like any other, if its rule conceals; else as it is.
    pub(super) fn concealing<S>(&self, handler: MethodRouter<S>) -> MethodRouter<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        match self.access {
            Access::Protected(requirement) if requirement.conceals() => {
                handler.route_layer(ConcealLayer)
            }
            _ => handler,
        }
    }
}

impl Takes {
    fn any(self) -> bool {
        self.identity || self.user || self.application
    }

    /// What the arguments add to the rule.
    fn requirements(self) -> impl Iterator<Item = Requirement> {
        let user = self.user.then_some(User::REQUIREMENT);
        let application = self.application.then_some(Application::REQUIREMENT);
        user.into_iter().chain(application)
    }
}

impl Endpoint {
    pub(super) fn new(path: &str, one: One) -> Self {
        let (requirements, public) = match one.access {
            Access::Protected(requirement) => {
                let own = [*requirement].into_iter();
                (own.chain(one.takes.requirements()).collect(), None)
            }
            Access::Public(reason) => (Vec::new(), Some(Why::Attribute(*reason))),
        };
        Self {
            method: one.method,
            path: path.to_owned(),
            handler: one.handler,
            requirements,
            public,
            takes: one.takes,
        }
    }

    /// Everything below a path, by a service that is not ours.
    pub(super) fn mounted(path: String, rule: Result<Requirement, String>) -> Self {
        let (requirements, public) = match rule {
            Ok(requirement) => (vec![requirement], None),
            Err(why) => (Vec::new(), Some(Why::Mounted(why))),
        };
        Self {
            method: "*",
            path,
            handler: "mounted service",
            requirements,
            public,
            takes: Takes::default(),
        }
    }

    /// A page of documentation, or what belongs to it, behind a rule or open for a reason.
    #[cfg(feature = "swagger")]
    pub(super) fn documentation(path: &str, requirements: &[Requirement]) -> Self {
        let why = "the documentation, which holds no data".to_owned();
        Self {
            method: "GET",
            handler: "rolecall::openapi::Docs",
            requirements: requirements.to_vec(),
            ..Self::mounted(path.to_owned(), Err(why))
        }
    }

    /// The method in capitals; `*` for a mounted service, which is asked for all of them.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The whole path as mounted: `/documents/{id}`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The handler by its Rust path: `documents::routes::update`.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        self.handler
    }

    /// What is demanded of the caller, all of it: by the groups around the handler, the outermost first, and by itself.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// The kinds of credentials that count here: those that count for each requirement.
    #[must_use]
    pub fn credential_kinds(&self) -> CredentialKinds {
        let kinds = self
            .requirements
            .iter()
            .map(|requirement| requirement.credential_kinds());
        kinds.fold(CredentialKinds::ALL, CredentialKinds::and)
    }

    /// Whether a refusal of a signed-in caller reads 404 here: one requirement that conceals is enough.
    #[must_use]
    pub fn conceals(&self) -> bool {
        self.requirements
            .iter()
            .any(|requirement| requirement.conceals())
    }

    /// Whether everyone may call it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.requirements.is_empty()
    }

    /// Why everyone may call it; nothing where not everyone may.
    #[must_use]
    pub fn public_reason(&self) -> Option<String> {
        match &self.public {
            Some(Why::Attribute(reason)) if self.is_public() => Some(reason.to_string()),
            Some(Why::Mounted(why)) if self.is_public() => Some(why.clone()),
            _ => None,
        }
    }

    /// Declared public, and yet inside a group that requires something.
    pub(super) fn contradicts_its_group(&self) -> bool {
        matches!(self.public, Some(Why::Attribute(_))) && !self.requirements.is_empty()
    }

    /// Public, and yet an argument is an identity that nobody has proven.
    pub(super) fn takes_unproven(&self) -> bool {
        self.public.is_some() && self.takes.any()
    }

    /// Looks who is calling, and does without.
    #[cfg(feature = "openapi")]
    pub(crate) fn takes_perhaps(&self) -> bool {
        self.takes.perhaps
    }

    /// Takes a person and an application, and nobody is both.
    pub(super) fn takes_both_kinds(&self) -> bool {
        self.takes.user && self.takes.application
    }

    pub(super) fn require(&mut self, requirements: &[Requirement]) {
        self.requirements.splice(0..0, requirements.iter().copied());
    }

    pub(super) fn nest(&mut self, prefix: &str) {
        self.path = super::paths::nested(prefix, &self.path);
    }

    /// The demand in the words of the rule: `permission = "edit"`, and `all(…)` of several. What one requirement says of
    /// the whole stands behind it, since it goes for all of them.
    #[must_use]
    pub fn requirement_text(&self) -> Option<String> {
        let expressions = self.requirements.iter().map(|one| one.expression());
        let texts: Vec<_> = expressions.map(ToString::to_string).collect();
        let expression = match texts.as_slice() {
            [] => return None,
            [one] => one.clone(),
            several => format!("all({})", several.join(", ")),
        };
        let whole = OfTheWhole(self.conceals(), self.credential_kinds());
        Some(format!("{expression}{whole}"))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
