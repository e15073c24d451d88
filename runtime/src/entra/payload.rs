//! A payload, read in one pass: each claim that anybody asks for in its place.

use std::borrow::Cow;

use super::claims::Names;
use super::client::ClientProof;
use super::fault::Fault;
use super::json::{self, Way};
use super::said::{Said, WrongType};

/// A claim, as it stands in a payload or does not. What is asked of it fails by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'p, 'a> {
    name: &'p str,
    said: &'p Said<'a>,
}

/// A claim whose name the configuration says.
#[derive(Debug)]
struct Configured<'a> {
    name: &'a str,
    said: Said<'a>,
}

macro_rules! payload {
    ($($way:ident { $($field:ident $name:literal),+ $(,)? })+) => {
        /// The claims of a payload.
        #[derive(Debug)]
        pub(super) struct Payload<'a> {
            $($($field: Said<'a>,)+)+
            names: &'a Names,
            /// Those that carry roles and scopes, where they have names of their own.
            configured: Vec<Configured<'a>>,
            /// Other spellings of names that must be spelled in one way.
            spellings: Vec<String>,
            /// Something is said of groups that are elsewhere (`groups:src1`).
            groups_elsewhere: bool,
        }

        impl<'a> Payload<'a> {
            pub(super) fn empty(names: &'a Names) -> Self {
                let own = std::iter::once(&names.roles).chain(&names.scopes);
                let own = own.filter(|name| !is_usual(name));
                Self {
                    $($($field: Said::Nothing,)+)+
                    names,
                    configured: own.map(|name| Configured::absent(name)).collect(),
                    spellings: Vec::new(),
                    groups_elsewhere: false,
                }
            }

            $($(
                pub(super) fn $field(&self) -> Claim<'_, 'a> {
                    Claim { name: $name, said: &self.$field }
                }
            )+)+

            /// The claim of that name, if it is one that anybody asks for.
            fn claim(&self, name: &str) -> Option<Claim<'_, 'a>> {
                match name {
                    $($($name => Some(self.$field()),)+)+
                    _ => {
                        let mut configured = self.configured.iter();
                        configured.find(|claim| claim.name == name).map(Configured::claim)
                    }
                }
            }
        }

        impl<'a> json::Members<'a> for Payload<'a> {
            fn place(&mut self, name: &str) -> Option<(&mut Said<'a>, Way)> {
                match name {
                    $($($name => Some((&mut self.$field, Way::$way)),)+)+
                    _ => {
                        let claim = self.configured.iter_mut().find(|claim| claim.name == name)?;
                        Some((&mut claim.said, Way::Plain))
                    }
                }
            }

            fn pass(&mut self, name: &str) {
                self.groups_elsewhere |= name.starts_with("groups:");
                if self.guarded().any(|guarded| guarded.eq_ignore_ascii_case(name)) {
                    self.spellings.push(name.to_owned());
                }
            }
        }

        /// Whether a name always has a place.
        fn is_usual(name: &str) -> bool {
            matches!(name, $($($name)|+)|+)
        }
    };
}

payload! {
    Plain {
        issuer "iss",
        audience "aud",
        version "ver",
        tenant "tid",
        client "azp",
        client_of_one "appid",
        client_id "client_id",
        client_proof "azpacr",
        client_proof_of_one "appidacr",
        identity_provider "idp",
        kind "idtyp",
        object "oid",
        subject "sub",
        roles "roles",
        scopes "scp",
        scope "scope",
        groups "groups",
        has_groups "hasgroups",
        contexts "acrs",
        methods "amr",
        capabilities "xms_cc",
        session "sid",
        unique_token_id "uti",
        token_id "jti",
        name "name",
        user_name "preferred_username",
        user_name_of_one "unique_name",
        policy "tfp",
        old_policy "acr",
        nonce "nonce",
        hash_of_token "at_hash",
        hash_of_code "c_hash",
    }
    Exact {
        issued "iat",
        not_before "nbf",
        expires "exp",
        authenticated "auth_time",
        account "acct",
        purposes "_claim_names",
        sources "_claim_sources",
    }
}

impl<'a> Payload<'a> {
    /// Reads a payload into an empty one, as far as it is JSON and says nothing in two ways.
    pub(super) fn read(&mut self, text: &'a [u8]) -> Result<(), Fault> {
        json::read(text, self).map_err(Fault::Malformed)?;
        self.refuse_spellings()
    }

    /// The claim that carries roles.
    pub(super) fn carrying_roles(&self) -> Claim<'_, 'a> {
        let roles = self.claim(&self.names.roles);
        roles.unwrap_or_else(|| self.roles())
    }

    /// The claims that may carry scopes; the first that is present does.
    pub(super) fn carrying_scopes(&self) -> impl Iterator<Item = Claim<'_, 'a>> {
        let names = self.names.scopes.iter();
        names.filter_map(|name| self.claim(name))
    }

    /// Whether something is said of groups that are elsewhere (`groups:src1`).
    pub(super) fn speaks_of_groups_elsewhere(&self) -> bool {
        self.groups_elsewhere
    }

    /// `TID` beside `tid`: who reads without regard to case would read another token than we do.
    fn refuse_spellings(&self) -> Result<(), Fault> {
        if self.spellings.is_empty() && self.configured.is_empty() {
            return Ok(());
        }
        if self.guarded().any(|name| self.spelled(name) > 1) {
            return Err(Fault::Malformed("a claim stands in it in two spellings"));
        }
        Ok(())
    }

    /// In how many ways a name is spelled.
    fn spelled(&self, name: &str) -> usize {
        let usual = name.to_ascii_lowercase();
        let usual = is_usual(&usual) && self.claim(&usual).is_some_and(Claim::is_there);
        let configured = self.configured.iter();
        let configured = configured.filter(|claim| claim.said.is_there());
        let others = configured
            .map(|claim| claim.name)
            .chain(self.spellings.iter().map(String::as_str));
        usize::from(usual)
            + others
                .filter(|other| other.eq_ignore_ascii_case(name))
                .count()
    }

    /// The names that must be spelled in one way.
    fn guarded(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let names: &'a Names = self.names;
        let configured = std::iter::once(&names.roles).chain(&names.scopes);
        ["tid", "iss", "aud", "roles", "scp"]
            .into_iter()
            .chain(configured.map(String::as_str))
    }
}

impl<'a> Configured<'a> {
    fn absent(name: &'a str) -> Self {
        Self {
            name,
            said: Said::Nothing,
        }
    }

    fn claim(&self) -> Claim<'_, 'a> {
        Claim {
            name: self.name,
            said: &self.said,
        }
    }
}

impl<'p, 'a> Claim<'p, 'a> {
    pub(super) fn is_there(self) -> bool {
        self.said.is_there()
    }

    pub(super) fn text(self) -> Result<Option<&'p str>, Fault> {
        self.typed(self.said.text())
    }

    /// The name of somebody; the empty text would make strangers one.
    pub(super) fn somebody(self) -> Result<Option<&'p str>, Fault> {
        match self.text()? {
            Some("") => Err(Fault::Subject),
            other => Ok(other),
        }
    }

    /// A text, or a list of one alone.
    pub(super) fn single(self) -> Option<&'p str> {
        match (self.said.text(), self.said.texts()) {
            (Ok(text), _) => text,
            (_, Ok(Some([text]))) => Some(text),
            _ => None,
        }
    }

    pub(super) fn texts(self) -> Result<Option<&'p [Cow<'a, str>]>, Fault> {
        self.typed(self.said.texts())
    }

    pub(super) fn flag(self) -> Result<Option<bool>, Fault> {
        self.typed(self.said.flag())
    }

    pub(super) fn object(self) -> Result<Option<&'p [String]>, Fault> {
        self.typed(self.said.object())
    }

    pub(super) fn seconds(self) -> Result<Option<u64>, Fault> {
        self.typed(self.said.seconds())
    }

    /// 1 for what is so, 0 for what is not.
    pub(super) fn bit(self) -> Result<Option<bool>, Fault> {
        match self.typed(self.said.whole())? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(_) => Err(self.unusable()),
        }
    }

    pub(super) fn client_proof(self) -> Result<Option<ClientProof>, Fault> {
        let proof = self.text()?;
        let proof = proof.map(|proof| ClientProof::of_claim(proof).ok_or_else(|| self.unusable()));
        proof.transpose()
    }

    /// What is wrong with a claim that says what it cannot.
    pub(super) fn unusable(self) -> Fault {
        Fault::Claim(self.name.to_owned())
    }

    fn typed<T>(self, answer: Result<T, WrongType>) -> Result<T, Fault> {
        answer.map_err(|WrongType| self.unusable())
    }
}
