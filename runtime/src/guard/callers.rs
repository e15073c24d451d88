//! `User` and `Application` as arguments: an identity of one kind, which the rule of the handler then asks for too.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use http::request::Parts;

use super::{Refusal, Rejection};
use crate::decision::Lack;
use crate::identity::Identity;
use crate::policy::terms::{CallerApplication, CallerUser, Term};
use crate::policy::{Kind, Requirement};

macro_rules! caller {
    ($(#[$doc:meta])* $caller:ident is $kind:path, asked for by $term:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $caller(Identity);

        impl $caller {
            /// What the argument adds to the rule.
            pub(crate) const REQUIREMENT: Requirement = <$term>::REQUIREMENT;

            /// The identity itself.
            #[must_use]
            pub fn into_identity(self) -> Identity {
                self.0
            }
        }

        impl Deref for $caller {
            type Target = Identity;

            fn deref(&self) -> &Identity {
                &self.0
            }
        }

        impl<S: Sync> FromRequestParts<S> for $caller {
            type Rejection = Rejection;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
                let identity = <Identity as FromRequestParts<S>>::from_request_parts(parts, state).await?;
                if identity.kind() == $kind {
                    return Ok(Self(identity));
                }
                let lack = Lack::of(identity.grants(), Self::REQUIREMENT);
                Err(Rejection::new(parts, &Refusal::Lacks(lack)))
            }
        }
    };
}

caller! {
    /// A person, as an argument of a protected handler: adds `caller = "user"` to its rule, in the document and in the
    /// matrix too.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
    /// use rolecall::{User, protected};
    ///
    /// #[protected(permission = "view")]
    /// async fn greet(user: User) -> String {
    ///     format!("hello, {}", user.name().unwrap_or("stranger"))
    /// }
    /// # fn main() {}
    /// ```
    User is Kind::User, asked for by CallerUser
}

caller! {
    /// An application in its own name, as an argument of a protected handler: adds `caller = "application"` to its
    /// rule, in the document and in the matrix too.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view } rolecall::roles! { Viewer: [view] } }
    /// use rolecall::{Application, protected};
    ///
    /// #[protected(permission = "view")]
    /// async fn nightly(application: Application) -> String {
    ///     format!("{} may go on", application.key())
    /// }
    /// # fn main() {}
    /// ```
    Application is Kind::Application, asked for by CallerApplication
}
