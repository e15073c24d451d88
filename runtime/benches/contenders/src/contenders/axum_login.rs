//! axum-login: sessions by cookie, in memory, with its own middleware for permissions.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Path;
use axum::http::{Request, header};
use axum::routing::get;
use axum_login::{
    AuthManagerLayerBuilder, AuthSession, AuthUser, AuthnBackend, AuthzBackend, permission_required,
};
use tower::ServiceExt as _;
use tower_sessions::{MemoryStore, SessionManagerLayer};

use crate::contender::{
    App, Callers, Contender, Credential, DONE, PATH, Refusals, Stand, Standing,
};
use crate::scene::Scene;

pub(super) struct AxumLogin;

impl Contender for AxumLogin {
    fn key(&self) -> &'static str {
        "axum-login"
    }

    fn name(&self) -> &'static str {
        "axum-login"
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("axum-login", "")
    }

    fn remark(&self) -> &'static str {
        "a session cookie in place of a token, sessions and users in memory; `permission_required!` answers 403 to \
         everybody whom it refuses"
    }

    fn refusals(&self) -> Refusals {
        Refusals {
            nobody: 403,
            bent: 403,
            wrong_role: 403,
        }
    }

    fn stand<'a>(&'a self, _: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let sessions = SessionManagerLayer::new(MemoryStore::default()).with_secure(false);
            let router = Router::new()
                .route(PATH, get(async || DONE))
                .route_layer(permission_required!(Backend, "edit"))
                .route("/login/{user}", get(login))
                .layer(AuthManagerLayerBuilder::new(Backend, sessions).build());
            let editor = session(&router, "editor").await;
            let forger = editor.replacen("id=", "id=A", 1);
            Stand {
                callers: Callers {
                    editor: Credential::cookie(editor),
                    forger: Credential::cookie(forger),
                    viewer: Credential::cookie(session(&router, "viewer").await),
                },
                app: App::Current(router),
            }
        })
    }
}

async fn login(mut session: AuthSession<Backend>, Path(name): Path<String>) {
    let user = session.authenticate(name).await.expect("a backend");
    let user = user.expect("a user");
    session.login(&user).await.expect("a session");
}

/// The cookie of somebody who logs in.
async fn session(router: &Router, user: &str) -> String {
    let request = Request::get(format!("/login/{user}")).body(axum::body::Body::empty());
    let response = router
        .clone()
        .oneshot(request.expect("a request"))
        .await
        .expect("an infallible router");
    let cookie = &response.headers()[header::SET_COOKIE];
    let cookie = cookie.to_str().expect("a cookie");
    cookie.split(';').next().expect("a cookie").to_owned()
}

#[derive(Clone, Debug)]
struct User {
    name: String,
    permissions: &'static [&'static str],
}

impl AuthUser for User {
    type Id = String;

    fn id(&self) -> String {
        self.name.clone()
    }

    fn session_auth_hash(&self) -> &[u8] {
        b"the hash of a password"
    }
}

#[derive(Clone)]
struct Backend;

impl AuthnBackend for Backend {
    type User = User;
    type Credentials = String;
    type Error = Infallible;

    async fn authenticate(&self, name: String) -> Result<Option<User>, Infallible> {
        self.get_user(&name).await
    }

    async fn get_user(&self, name: &String) -> Result<Option<User>, Infallible> {
        let permissions: &[&str] = match name.as_str() {
            "editor" => &["view", "edit"],
            "viewer" => &["view"],
            _ => return Ok(None),
        };
        Ok(Some(User {
            name: name.clone(),
            permissions,
        }))
    }
}

impl AuthzBackend for Backend {
    type Permission = &'static str;

    async fn has_perm(&self, user: &User, permission: &'static str) -> Result<bool, Infallible> {
        Ok(user.permissions.contains(&permission))
    }
}
