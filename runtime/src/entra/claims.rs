//! The claims of a token, read once into types. A claim of the wrong type is a refusal and never an absence: a check
//! that is skipped because `nbf` is a string is no check.

use serde_json::{Map, Value};

use super::client::ClientProof;
use super::fault::Fault;
use super::issuer::Version;
use super::json;
use super::lifetime::Lifetime;

/// What the checks and the identity read of a payload.
#[derive(Debug)]
pub(super) struct Claims {
    pub(super) issuer: String,
    pub(super) audience: String,
    pub(super) lifetime: Lifetime,
    pub(super) version: Option<String>,
    pub(super) tenant: Option<String>,
    /// `azp`, in version 1.0 `appid`.
    pub(super) client: Option<String>,
    /// `client_id` (RFC 9068), which other providers name the client by.
    pub(super) client_id: Option<String>,
    /// `azpacr`, in version 1.0 `appidacr`.
    pub(super) client_proof: Option<ClientProof>,
    /// `acct` is 1: somebody whom the tenant invited.
    pub(super) is_invited: bool,
    /// `idp`, who signed somebody in, where it was not the issuer.
    pub(super) identity_provider: Option<String>,
    /// `idtyp`.
    pub(super) kind: Option<String>,
    /// `oid`.
    pub(super) object: Option<String>,
    /// `sub`.
    pub(super) subject: Option<String>,
    pub(super) scopes: Option<String>,
    pub(super) roles: Vec<String>,
    pub(super) groups: Option<Vec<String>>,
    /// The groups were too many for the token.
    pub(super) overage: bool,
    pub(super) contexts: Vec<String>,
    pub(super) methods: Vec<String>,
    /// What the client says it can do (`xms_cc`).
    pub(super) capabilities: Option<Vec<String>>,
    /// `sid`.
    pub(super) session: Option<String>,
    /// `uti`, which Entra names a token by, else `jti`.
    pub(super) token_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) all: Map<String, Value>,
}

/// Which claims carry roles and scopes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Names {
    pub(crate) roles: String,
    /// The first that is present counts.
    pub(crate) scopes: Vec<String>,
}

impl Claims {
    /// Reads a payload.
    pub(super) fn read(text: &[u8], names: &Names) -> Result<Self, Fault> {
        let all = json::object(text).map_err(Fault::Malformed)?;
        refuse_other_cases(&all, names)?;
        let reader = Reader(&all);
        Ok(Self {
            issuer: reader.issuer()?,
            audience: reader.audience()?,
            lifetime: reader.lifetime()?,
            version: reader.text("ver")?,
            tenant: reader.text("tid").map_err(|_| Fault::Tenant)?,
            client: reader.text("azp")?,
            client_id: reader.text("client_id")?,
            client_proof: reader.client_proof("azpacr")?,
            is_invited: reader.is_invited()?,
            identity_provider: reader.text("idp")?,
            kind: reader.text("idtyp")?,
            object: reader.name_of_somebody("oid")?,
            subject: reader.name_of_somebody("sub")?,
            scopes: reader.first_text(&names.scopes)?,
            roles: reader.texts(&names.roles)?.unwrap_or_default(),
            groups: reader.texts("groups")?,
            overage: reader.overage()?,
            contexts: reader.texts("acrs")?.unwrap_or_default(),
            methods: reader.texts("amr")?.unwrap_or_default(),
            capabilities: reader.texts("xms_cc")?,
            session: reader.text("sid")?,
            token_id: reader.token_id()?,
            name: reader.name()?,
            all,
        })
    }

    /// Takes the tenant from the issuer, and what version 1.0 of Entra's tokens says under other names from there, and
    /// from there alone
    /// ([access token claims](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)).
    pub(super) fn read_as(&mut self, tenant: String, version: Version) -> Result<(), Fault> {
        self.tenant = Some(tenant);
        if version != Version::One {
            return Ok(());
        }
        let reader = Reader(&self.all);
        let login = reader.text("unique_name")?;
        self.client = reader.text("appid")?;
        self.client_proof = reader.client_proof("appidacr")?;
        self.name = reader.text("name")?.or(login);
        Ok(())
    }

    /// The calling application, however it is named.
    pub(super) fn client(&self) -> Option<&str> {
        self.client.as_deref().or(self.client_id.as_deref())
    }

    /// The policy of Azure AD B2C that people signed in by (`tfp`, else `acr`).
    pub(super) fn policy(&self) -> Result<Option<&str>, Fault> {
        let name = ["tfp", "acr"]
            .into_iter()
            .find(|name| self.all.contains_key(*name));
        match name.map(|name| (name, self.all.get(name))) {
            None => Ok(None),
            Some((_, Some(Value::String(policy)))) => Ok(Some(policy)),
            Some((name, _)) => Err(unusable(name)),
        }
    }

    /// An ID token has what no access token has: it answers one sign-in, or goes with one code.
    /// Azure AD B2C alone lets the `nonce` of a sign-in stand in access tokens too.
    pub(super) fn refuse_id_token(&self, version: Option<Version>) -> Result<(), Fault> {
        let has = |name: &str| self.all.contains_key(name);
        if has("at_hash") || has("c_hash") || has("nonce") && version != Some(Version::Policy) {
            return Err(Fault::IdToken);
        }
        Ok(())
    }
}

/// `TID` beside `tid`: who reads without regard to case would read another token than we do.
fn refuse_other_cases(all: &Map<String, Value>, names: &Names) -> Result<(), Fault> {
    let read = ["tid", "iss", "aud", "roles", "scp", &names.roles];
    let read = read
        .into_iter()
        .chain(names.scopes.iter().map(String::as_str));
    for name in read {
        let spellings = all.keys().filter(|key| key.eq_ignore_ascii_case(name));
        if spellings.count() > 1 {
            return Err(Fault::Malformed("a claim stands in it in two spellings"));
        }
    }
    Ok(())
}

struct Reader<'a>(&'a Map<String, Value>);

impl Reader<'_> {
    fn issuer(&self) -> Result<String, Fault> {
        match self.0.get("iss") {
            Some(Value::String(issuer)) => Ok(issuer.clone()),
            _ => Err(Fault::Issuer),
        }
    }

    /// One string, or an array of exactly one: a token for several audiences could be replayed by any of them.
    fn audience(&self) -> Result<String, Fault> {
        let audience = match self.0.get("aud") {
            Some(Value::Array(items)) if items.len() == 1 => items.first(),
            other => other,
        };
        match audience {
            Some(Value::String(audience)) => Ok(audience.clone()),
            _ => Err(Fault::Audience),
        }
    }

    fn lifetime(&self) -> Result<Lifetime, Fault> {
        Ok(Lifetime {
            issued: self.time("iat")?.ok_or_else(|| unusable("iat"))?,
            not_before: self.time("nbf")?,
            expires: self.time("exp")?.ok_or_else(|| unusable("exp"))?,
            authenticated: self.time("auth_time")?,
            too_old: None,
        })
    }

    /// Seconds since 1970, fractions cut off.
    fn time(&self, name: &str) -> Result<Option<u64>, Fault> {
        match self.0.get(name) {
            None => Ok(None),
            Some(value) => whole_seconds(value).map(Some).ok_or_else(|| unusable(name)),
        }
    }

    fn text(&self, name: &str) -> Result<Option<String>, Fault> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(unusable(name)),
        }
    }

    fn object(&self, name: &str) -> Result<Option<&Map<String, Value>>, Fault> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(unusable(name)),
        }
    }

    /// Every one of `names` must be usable; the first that is present counts.
    fn first_text(&self, names: &[String]) -> Result<Option<String>, Fault> {
        let mut texts = Vec::new();
        for name in names {
            texts.push(self.text(name)?);
        }
        Ok(texts.into_iter().flatten().next())
    }

    fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Fault> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        let items = value.as_array().ok_or_else(|| unusable(name))?;
        let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
        texts
            .collect::<Option<_>>()
            .map(Some)
            .ok_or_else(|| unusable(name))
    }

    /// An identifier of the caller; the empty string would make strangers one.
    fn name_of_somebody(&self, name: &str) -> Result<Option<String>, Fault> {
        match self.text(name)? {
            Some(text) if text.is_empty() => Err(Fault::Subject),
            other => Ok(other),
        }
    }

    fn client_proof(&self, name: &str) -> Result<Option<ClientProof>, Fault> {
        match self.text(name)? {
            None => Ok(None),
            Some(value) => ClientProof::of_claim(&value)
                .map(Some)
                .ok_or_else(|| unusable(name)),
        }
    }

    /// 0 is a member of the tenant, 1 a guest.
    fn is_invited(&self) -> Result<bool, Fault> {
        match self.0.get("acct").map(Value::as_u64) {
            None | Some(Some(0)) => Ok(false),
            Some(Some(1)) => Ok(true),
            Some(_) => Err(unusable("acct")),
        }
    }

    fn token_id(&self) -> Result<Option<String>, Fault> {
        let by_entra = self.text("uti")?;
        let by_others = self.text("jti")?;
        Ok(by_entra.or(by_others))
    }

    fn name(&self) -> Result<Option<String>, Fault> {
        let name = self.text("name")?;
        let login = self.text("preferred_username")?;
        Ok(name.or(login))
    }

    /// `_claim_names` says that the groups are elsewhere, in older tokens `groups:src1`; or `hasgroups` says that there
    /// are some. Where nothing says what `_claim_sources` are for, they may be for the groups.
    fn overage(&self) -> Result<bool, Fault> {
        let purposes = self.object("_claim_names")?;
        let sources = self.object("_claim_sources")?;
        let elsewhere = match purposes {
            Some(purposes) => purposes.contains_key("groups"),
            None => sources.is_some_and(|sources| !sources.is_empty()),
        };
        let elsewhere = elsewhere || self.0.keys().any(|name| name.starts_with("groups:"));
        match self.0.get("hasgroups") {
            None => Ok(elsewhere),
            Some(Value::Bool(some)) => Ok(elsewhere || *some),
            Some(_) => Err(unusable("hasgroups")),
        }
    }
}

fn unusable(name: &str) -> Fault {
    Fault::Claim(name.to_owned())
}

/// A number of at least 0 and below 2^53, up to which every whole number is exact.
fn whole_seconds(value: &Value) -> Option<u64> {
    const END: u64 = 1 << 53;
    if let Some(whole) = value.as_u64() {
        return (whole < END).then_some(whole);
    }
    #[expect(clippy::cast_precision_loss, reason = "2^53 is exact")]
    let end = END as f64;
    let seconds = value
        .as_f64()
        .filter(|seconds| (0.0..end).contains(seconds))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0 and 2^53; the fraction is cut off on purpose"
    )]
    Some(seconds as u64)
}
