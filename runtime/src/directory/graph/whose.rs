//! Whose groups are asked for, found with the right to: who asks about themself, a user, or an application.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use super::{Bearer, GraphFault};
use crate::directory::registry::RegisteredUser;
use crate::directory::serve::Service;

/// Somebody in groups.
pub(super) trait Somebody:
    FromRequestParts<Arc<Service>, Rejection = GraphFault> + Send + 'static
{
    fn into_member(self) -> Member;
}

/// What is told of them.
pub(super) struct Member {
    /// Where they are found below the version: `users/{id}`.
    pub(super) path: String,
    pub(super) groups: Vec<String>,
    pub(super) is_user: bool,
}

/// Who the token is of.
pub(super) struct Me(Member);

/// The user whom the path names.
pub(super) struct User(Member);

/// The application that the path names.
pub(super) struct ServicePrincipal(Member);

macro_rules! somebody {
    ($somebody:ident, $bearer:ident, $id:ident, $service:ident: $found:expr) => {
        impl FromRequestParts<Arc<Service>> for $somebody {
            type Rejection = GraphFault;

            async fn from_request_parts(
                parts: &mut Parts,
                $service: &Arc<Service>,
            ) -> Result<Self, GraphFault> {
                let $bearer = Bearer::from_request_parts(parts, $service).await?;
                let $id = Path::<String>::from_request_parts(parts, $service).await;
                let $id = $id.map(|Path(id)| id).unwrap_or_default();
                Ok(Self($found))
            }
        }

        impl Somebody for $somebody {
            fn into_member(self) -> Member {
                self.0
            }
        }
    };
}

somebody!(Me, bearer, _id, service: Member::user(bearer.me(&service.registry)?));
somebody!(User, bearer, id, service: Member::user(bearer.user(&id, &service.registry)?));
somebody!(ServicePrincipal, bearer, id, service: {
    let app = bearer.service_principal(&id, &service.registry)?;
    Member {
        path: format!("servicePrincipals/{}", app.object_id),
        groups: app.groups.clone(),
        is_user: false,
    }
});

impl Member {
    fn user(user: &RegisteredUser) -> Self {
        Self {
            path: format!("users/{}", user.object_id),
            groups: user.groups.clone(),
            is_user: true,
        }
    }
}
