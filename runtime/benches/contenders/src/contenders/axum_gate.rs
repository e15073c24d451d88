//! axum-gate: a layer with roles, over tokens of its own making.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use axum_gate::codecs::Codec as _;
use axum_gate::prelude::{
    AccessPolicy, Account, Gate, Group, JsonWebToken, JsonWebTokenOptions, JwtClaims,
    RegisteredClaims, Role,
};
use jsonwebtoken_10::{Algorithm, DecodingKey, EncodingKey, Header, Validation};

use crate::contender::{
    App, Callers, Contender, Credential, DONE, PATH, Refusals, Stand, Standing,
};
use crate::scene::{Scene, now};
use crate::signer::{bent, rsa_pems};

/// By one of the algorithms.
pub(super) struct AxumGate {
    key: &'static str,
    name: &'static str,
    remark: &'static str,
    refusals: Refusals,
    tokens: fn() -> Tokens,
}

impl AxumGate {
    /// By the secret that it makes itself.
    pub(super) const HS256: Self = Self {
        key: "axum-gate",
        name: "axum-gate, HS256",
        remark: "its own tokens alone, short and by default of a shared secret, so no tenant; answers 401 to the \
                 wrong role",
        refusals: REFUSALS,
        tokens: Tokens::default,
    };
    /// By a key of the same kind as everybody's.
    pub(super) const RS256: Self = Self {
        key: "axum-gate-rs256",
        name: "axum-gate, RS256",
        remark: "its own tokens, short; jsonwebtoken 10 with rust_crypto, its default; answers 401 to the wrong role",
        refusals: REFUSALS,
        tokens: by_rsa,
    };
}

const REFUSALS: Refusals = Refusals {
    wrong_role: 401,
    ..Refusals::STANDARD
};

impl Contender for AxumGate {
    fn key(&self) -> &'static str {
        self.key
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("axum-gate", "")
    }

    fn remark(&self) -> &'static str {
        self.remark
    }

    fn refusals(&self) -> Refusals {
        self.refusals
    }

    fn stand<'a>(&'a self, _: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let codec = Arc::new((self.tokens)());
            let gate = Gate::bearer::<Tokens, Role, Group>(ISSUER, Arc::clone(&codec))
                .with_policy(AccessPolicy::require_role(Role::Moderator));
            let editor = token(&codec, &[Role::Moderator, Role::Reporter]);
            Stand {
                app: App::Current(Router::new().route(PATH, get(async || DONE)).layer(gate)),
                callers: Callers {
                    forger: Credential::bearer(&bent(&editor)),
                    viewer: Credential::bearer(&token(&codec, &[Role::User])),
                    editor: Credential::bearer(&editor),
                },
            }
        })
    }
}

type Tokens = JsonWebToken<JwtClaims<Account<Role, Group>>>;

const ISSUER: &str = "contenders";

fn by_rsa() -> Tokens {
    let (private, public) = rsa_pems();
    Tokens::new_with_options(JsonWebTokenOptions {
        enc_key: EncodingKey::from_rsa_pem(private.as_bytes()).expect("a key"),
        dec_key: DecodingKey::from_rsa_pem(public.as_bytes()).expect("a key"),
        header: Some(Header::new(Algorithm::RS256)),
        validation: Some(Validation::new(Algorithm::RS256)),
    })
}

fn token(codec: &Tokens, roles: &[Role]) -> String {
    let groups = [Group::new("documents")];
    let account = Account::new("ada.test@contoso.example", roles, &groups);
    let claims = JwtClaims::new(account, RegisteredClaims::new(ISSUER, now() + 3600));
    String::from_utf8(codec.encode(&claims).expect("a token")).expect("a token")
}
