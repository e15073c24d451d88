//! The `scope` parameter, read by Entra's rules
//! ([scopes](https://learn.microsoft.com/entra/identity-platform/scopes-oidc)).

use super::fault::Fault;
use crate::directory::registry::{RegisteredApp, Registry, Resource, listed};

/// What a user's token is asked for: one resource, some of its scopes, and what belongs to the sign-in.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Scopes<'r> {
    pub(in crate::directory) resource: &'r Resource,
    /// What the client calls the resource.
    called: String,
    /// Short names of the resource's scopes, each once. `.default` is resolved.
    pub(in crate::directory) names: Vec<String>,
    /// Whether `.default` was asked for.
    default: bool,
    pub(in crate::directory) openid: Openid,
}

/// What is asked for of one resource.
struct Asked<'r, 's> {
    resource: &'r Resource,
    /// As the first of the words calls it.
    called: &'s str,
    names: Vec<&'s str>,
}

/// The scopes of the sign-in itself.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "four independent words, one of which is `openid`"
)]
pub(in crate::directory) struct Openid {
    pub(in crate::directory) openid: bool,
    pub(in crate::directory) profile: bool,
    pub(in crate::directory) email: bool,
    pub(in crate::directory) offline_access: bool,
}

impl<'r> Scopes<'r> {
    /// Reads what a client asks a token for in a user's name. Without any resource, it is for Graph, as at Entra.
    pub(in crate::directory) fn delegated(
        scope: &str,
        client: &RegisteredApp,
        registry: &'r Registry,
    ) -> Result<Self, Fault> {
        let mut each = Self::of_each(scope, client, registry)?.into_iter();
        let (only, other) = (each.next().ok_or(Fault::System)?, each.next());
        match other {
            None => Ok(only),
            Some(other) => Err(Fault::MixedResources(other.resource.uri.clone())),
        }
    }

    /// Reads what a client asks a user to agree to, which may be of several resources: in their order, and never none.
    pub(in crate::directory) fn of_each(
        scope: &str,
        client: &RegisteredApp,
        registry: &'r Registry,
    ) -> Result<Vec<Self>, Fault> {
        let (openid, asked) = Openid::split(scope);
        let mut each: Vec<Asked<'r, '_>> = Vec::new();
        for word in asked {
            let (resource, name) = registry.scope(word)?;
            // At once, so that there are never more names than a resource has.
            must_be_known(name, resource)?;
            let called = called(word, name, resource);
            if resource.client_id == client.client_id && called != client.client_id {
                return Err(Fault::ForItself(client.client_id.clone()));
            }
            let mut known = each.iter_mut();
            match known.find(|known| known.resource.client_id == resource.client_id) {
                Some(known) if known.names.contains(&name) => {}
                Some(known) => known.names.push(name),
                None => each.push(Asked {
                    resource,
                    called,
                    names: vec![name],
                }),
            }
        }
        if each.is_empty() {
            let graph = registry.graph().ok_or(Fault::System)?;
            each.push(Asked {
                resource: graph,
                called: &graph.uri,
                names: Vec::new(),
            });
        }
        let scopes = |asked: Asked<'r, '_>| {
            Ok(Self {
                resource: asked.resource,
                called: asked.called.to_owned(),
                default: asked.names.contains(&".default"),
                names: resolved(asked.names, asked.resource, client, registry)?,
                openid,
            })
        };
        each.into_iter().map(scopes).collect()
    }

    /// Reads what an application asks for in its own name: a resource and `.default`, and nothing else.
    pub(in crate::directory) fn of_app(
        scope: &str,
        registry: &'r Registry,
    ) -> Result<&'r Resource, Fault> {
        let (_, asked) = Openid::split(scope);
        let [word] = asked.as_slice() else {
            return Err(Fault::ScopeOfApp(scope.to_owned()));
        };
        match registry.scope(word)? {
            (resource, ".default") => Ok(resource),
            _ => Err(Fault::ScopeOfApp(scope.to_owned())),
        }
    }

    /// As an answer names them: the resource's in full, then those of the sign-in. `offline_access` is never named, and
    /// `.default` is where it was asked for, so that clients find the token again under what they asked for.
    pub(in crate::directory) fn full(&self) -> String {
        let names = self.names.iter().map(String::as_str);
        let names = names.chain(self.default.then_some(".default"));
        self.written(names)
    }

    /// As a client would ask for them: with `offline_access`, and with `.default` alone where it was asked for.
    pub(in crate::directory) fn asked(&self) -> String {
        let mut asked = if self.default {
            self.written([".default"].into_iter())
        } else {
            self.written(self.names.iter().map(String::as_str))
        };
        if self.openid.offline_access {
            asked.push_str(" offline_access");
        }
        asked
    }

    fn written<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let own = names.map(|name| format!("{}/{name}", self.called));
        let all: Vec<_> = own
            .chain(self.openid.granted().map(str::to_owned))
            .collect();
        all.join(" ")
    }

    /// As the `scp` claim of an access token names them. Only Graph's tokens carry those of the sign-in.
    pub(in crate::directory) fn claim(&self) -> String {
        let mut all = self.names.clone();
        if self.resource.is_graph() {
            all.extend(self.openid.granted().map(str::to_owned));
        }
        all.join(" ")
    }
}

impl Openid {
    /// The words of the sign-in, and the others in their order.
    fn split(scope: &str) -> (Self, Vec<&str>) {
        let mut openid = Self::default();
        let mut others = Vec::new();
        for word in scope.split_whitespace() {
            match word {
                "openid" => openid.openid = true,
                "profile" => openid.profile = true,
                "email" => openid.email = true,
                "offline_access" => openid.offline_access = true,
                other => others.push(other),
            }
        }
        (openid, others)
    }

    fn granted(self) -> impl Iterator<Item = &'static str> + use<> {
        let words = [
            (self.openid, "openid"),
            (self.profile, "profile"),
            (self.email, "email"),
        ];
        words
            .into_iter()
            .filter(|(asked, _)| *asked)
            .map(|(_, word)| word)
    }
}

impl Registry {
    /// The stand-in for Microsoft Graph.
    pub(in crate::directory) fn graph(&self) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.is_graph())
    }

    /// Splits one word of a scope into its resource and the short name. A bare name is one of Graph's.
    fn scope<'s>(&self, word: &'s str) -> Result<(&Resource, &'s str), Fault> {
        let of = |resource: &Resource| {
            let own = [resource.uri.as_str(), resource.client_id.as_str()];
            let rest = own.iter().find_map(|own| word.strip_prefix(own));
            rest.and_then(|rest| rest.strip_prefix('/'))
        };
        let mut named = self.resources.iter();
        if let Some(found) = named.find_map(|resource| Some((resource, of(resource)?))) {
            return Ok(found);
        }
        match self.graph() {
            Some(graph) if !word.contains('/') => Ok((graph, word)),
            _ => Err(Fault::UnknownResource(word.to_owned())),
        }
    }
}

/// What stands before the name; before a bare one, nothing does.
fn called<'s>(word: &'s str, name: &str, resource: &'s Resource) -> &'s str {
    let before = word.strip_suffix(name);
    let before = before.and_then(|before| before.strip_suffix('/'));
    before.unwrap_or(&resource.uri)
}

/// `.default` becomes what users of the client have consented to beforehand; where that is nothing, all that they can be
/// asked about.
fn resolved(
    names: Vec<&str>,
    resource: &Resource,
    client: &RegisteredApp,
    registry: &Registry,
) -> Result<Vec<String>, Fault> {
    if names.as_slice() == [".default"] {
        let own = resource.client_id == registry.client_id;
        let consented = client.consented();
        let all = if own && !consented.is_empty() {
            consented
        } else {
            &resource.scopes
        };
        return Ok(all.to_vec());
    }
    if names.contains(&".default") {
        return Err(Fault::MixedDefault);
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

fn must_be_known(name: &str, resource: &Resource) -> Result<(), Fault> {
    if name == ".default" || resource.scopes.iter().any(|known| known == name) {
        return Ok(());
    }
    Err(Fault::UnknownScope {
        scope: name.to_owned(),
        known: listed(resource.scopes.iter().map(String::as_str)),
    })
}
