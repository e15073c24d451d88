//! A reader of payloads as one would write it without a thought for speed: twice over the text, then claim by claim from
//! a map. What it says decides.

use std::collections::HashSet;
use std::fmt;

use rolecall::Fault;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

/// What a payload says, in the form of `rolecall::entra::edges::payload`.
pub fn payload(text: &[u8], roles: &str, scopes: &[&str]) -> Result<Value, Fault> {
    let no_json = Fault::Malformed("not JSON, or a member stands in it twice");
    serde_json::from_slice::<Distinct>(text).map_err(|_| no_json)?;
    let claims: Map<String, Value> =
        serde_json::from_slice(text).map_err(|_| Fault::Malformed("not a JSON object"))?;
    let mut guarded = vec!["tid", "iss", "aud", "roles", "scp", roles];
    guarded.extend(scopes);
    for name in guarded {
        let spellings = claims.keys().filter(|key| key.eq_ignore_ascii_case(name));
        if spellings.count() > 1 {
            return Err(Fault::Malformed("a claim stands in it in two spellings"));
        }
    }
    Reader(&claims).read(roles, scopes)
}

struct Reader<'a>(&'a Map<String, Value>);

impl Reader<'_> {
    fn read(&self, roles: &str, scopes: &[&str]) -> Result<Value, Fault> {
        let issuer = self.0.get("iss").and_then(Value::as_str);
        let issuer = issuer.ok_or(Fault::Issuer)?;
        let audience = match self.0.get("aud") {
            Some(Value::Array(items)) if items.len() == 1 => items.first(),
            other => other,
        };
        let audience = audience.and_then(Value::as_str).ok_or(Fault::Audience)?;
        let issued = self.time("iat")?.ok_or_else(|| unusable("iat"))?;
        let not_before = self.time("nbf")?;
        let expires = self.time("exp")?.ok_or_else(|| unusable("exp"))?;
        let authenticated = self.time("auth_time")?;
        let version = self.text("ver")?;
        let tenant = self.text("tid").map_err(|_| Fault::Tenant)?;
        let client = self.text("azp")?;
        let client_id = self.text("client_id")?;
        let proof = self.proof("azpacr")?;
        let is_invited = match self.0.get("acct").map(Value::as_u64) {
            None | Some(Some(0)) => false,
            Some(Some(1)) => true,
            Some(_) => return Err(unusable("acct")),
        };
        let provider = self.text("idp")?;
        let kind = self.text("idtyp")?;
        let object = self.somebody("oid")?;
        let subject = self.somebody("sub")?;
        let scopes: Vec<_> = scopes
            .iter()
            .map(|name| self.text(name))
            .collect::<Result<_, _>>()?;
        let roles = self.texts(roles)?.unwrap_or_default();
        let groups = self.texts("groups")?;
        let overage = self.overage()?;
        let contexts = self.texts("acrs")?.unwrap_or_default();
        let methods = self.texts("amr")?.unwrap_or_default();
        let capabilities = self.texts("xms_cc")?;
        let session = self.text("sid")?;
        let (by_entra, by_others) = (self.text("uti")?, self.text("jti")?);
        let (name, login) = (self.text("name")?, self.text("preferred_username")?);
        let mut marks = ["nonce", "at_hash", "c_hash"].iter();
        let is_id_token = marks.any(|mark| self.0.contains_key(*mark));
        Ok(json!({
            "iss": issuer, "aud": audience, "iat": issued, "nbf": not_before, "exp": expires,
            "auth_time": authenticated, "ver": version, "tid": tenant, "client": client.or(client_id),
            "azpacr": proof, "acct": is_invited, "idp": provider, "idtyp": kind, "oid": object, "sub": subject,
            "scopes": scopes.into_iter().flatten().next(), "roles": roles, "groups": groups, "overage": overage,
            "acrs": contexts, "amr": methods, "xms_cc": capabilities, "sid": session, "id": by_entra.or(by_others),
            "name": name.or(login), "id_token": is_id_token,
            "policy": self.policy().map_err(|fault| fault.to_string()),
            "first": self.first(client_id).map_err(|fault| fault.to_string()),
        }))
    }

    /// What a token of version 1.0 says under other names.
    fn first(&self, client_id: Option<&str>) -> Result<Value, Fault> {
        let login = self.text("unique_name")?;
        let client = self.text("appid")?.or(client_id);
        let proof = self.proof("appidacr")?;
        let name = self.text("name")?.or(login);
        Ok(json!({"client": client, "appidacr": proof, "name": name}))
    }

    fn policy(&self) -> Result<Option<&str>, Fault> {
        let names = ["tfp", "acr"];
        let name = names.into_iter().find(|name| self.0.contains_key(*name));
        name.map_or(Ok(None), |name| self.text(name))
    }

    fn time(&self, name: &str) -> Result<Option<u64>, Fault> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        let whole = value.as_u64().or_else(|| {
            let number = value.as_f64().filter(|number| *number >= 0.0)?;
            // Beyond the range it is the greatest number, which is too great below.
            Some(number as u64)
        });
        whole
            .filter(|whole| *whole < 1 << 53)
            .map(Some)
            .ok_or_else(|| unusable(name))
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Fault> {
        let value = self.0.get(name);
        value
            .map(|value| value.as_str().ok_or_else(|| unusable(name)))
            .transpose()
    }

    fn somebody(&self, name: &str) -> Result<Option<&str>, Fault> {
        match self.text(name)? {
            Some("") => Err(Fault::Subject),
            other => Ok(other),
        }
    }

    fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, Fault> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        let items = value.as_array().ok_or_else(|| unusable(name))?;
        let texts = items.iter().map(Value::as_str).collect::<Option<_>>();
        texts.map(Some).ok_or_else(|| unusable(name))
    }

    fn proof(&self, name: &str) -> Result<Option<&'static str>, Fault> {
        match self.text(name)? {
            None => Ok(None),
            Some("0") => Ok(Some("Public")),
            Some("1") => Ok(Some("Secret")),
            Some("2") => Ok(Some("Certificate")),
            Some(_) => Err(unusable(name)),
        }
    }

    fn object(&self, name: &str) -> Result<Option<&Map<String, Value>>, Fault> {
        let value = self.0.get(name);
        value
            .map(|value| value.as_object().ok_or_else(|| unusable(name)))
            .transpose()
    }

    fn overage(&self) -> Result<bool, Fault> {
        let (purposes, sources) = (self.object("_claim_names")?, self.object("_claim_sources")?);
        let elsewhere = match (purposes, sources) {
            (Some(purposes), _) => purposes.contains_key("groups"),
            (None, Some(sources)) => !sources.is_empty(),
            (None, None) => false,
        };
        let is_said = match self.0.get("hasgroups") {
            None => false,
            Some(said) => said.as_bool().ok_or_else(|| unusable("hasgroups"))?,
        };
        let older = self.0.keys().any(|name| name.starts_with("groups:"));
        Ok(elsewhere || is_said || older)
    }
}

fn unusable(name: &str) -> Fault {
    Fault::Claim(name.to_owned())
}

/// Any JSON whose objects name each member once.
struct Distinct;

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Distinct;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON whose objects name each member once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Distinct, A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if name.starts_with("$serde_json::") {
                return Err(A::Error::custom(
                    "a member has a name that means something else",
                ));
            }
            if !seen.insert(name) {
                return Err(A::Error::custom("a member stands twice"));
            }
            members.next_value::<Distinct>()?;
        }
        Ok(Distinct)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Distinct, A::Error> {
        while items.next_element::<Distinct>()?.is_some() {}
        Ok(Distinct)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_unit<E: Error>(self) -> Result<Distinct, E> {
        Ok(Distinct)
    }
}
