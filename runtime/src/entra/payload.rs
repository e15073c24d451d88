//! A payload, read in one pass: each claim that anybody asks for in its place.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::claims::Names;
use super::client::ClientProof;
use super::fault::Fault;
use super::json::{self, Way};
use super::said::{Said, WrongType};

/// A claim, as it stands in a payload or does not. What is asked of it fails by its name.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    name: &'a str,
    said: Said<'a>,
}

macro_rules! payload {
    ($($way:ident { $($field:ident $name:literal),+ $(,)? })+) => {
        /// The claims of a payload.
        #[derive(Debug)]
        pub(super) struct Payload<'a> {
            $($(pub(super) $field: Claim<'a>,)+)+
            names: &'a Names,
            /// Those that carry roles and scopes, where they have names of their own.
            configured: SmallVec<[Claim<'a>; 1]>,
            /// Other spellings of names that must be spelled in one way.
            spellings: Vec<String>,
            /// Something is said of groups that are elsewhere (`groups:src1`).
            pub(super) groups_elsewhere: bool,
        }

        impl<'a> Payload<'a> {
            fn empty(names: &'a Names) -> Self {
                let own = std::iter::once(&names.roles).chain(&names.scopes);
                let own = own.filter(|name| !is_usual(name));
                Self {
                    $($($field: Claim::absent($name),)+)+
                    names,
                    configured: own.map(|name| Claim::absent(name)).collect(),
                    spellings: Vec::new(),
                    groups_elsewhere: false,
                }
            }

            /// The claim of that name, if it is one that anybody asks for.
            fn claim(&self, name: &str) -> Option<&Claim<'a>> {
                match name {
                    $($($name => Some(&self.$field),)+)+
                    _ => self.configured.iter().find(|claim| claim.name == name),
                }
            }
        }

        impl<'a> json::Members<'a> for Payload<'a> {
            fn place(&mut self, name: &str) -> Option<(&mut Said<'a>, Way)> {
                match name {
                    $($($name => Some((&mut self.$field.said, Way::$way)),)+)+
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
    /// Reads a payload, as far as it is JSON and says nothing in two ways.
    pub(super) fn read(text: &'a [u8], names: &'a Names) -> Result<Self, Fault> {
        let mut payload = Self::empty(names);
        json::read(text, &mut payload).map_err(Fault::Malformed)?;
        payload.refuse_spellings()?;
        Ok(payload)
    }

    /// The claim that carries roles.
    pub(super) fn carrying_roles(&self) -> &Claim<'a> {
        self.claim(&self.names.roles).unwrap_or(&self.roles)
    }

    /// The claims that may carry scopes; the first that is present does.
    pub(super) fn carrying_scopes(&self) -> impl Iterator<Item = &Claim<'a>> {
        let names = self.names.scopes.iter();
        names.filter_map(|name| self.claim(name))
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
        let configured = self.configured.iter().filter(|claim| claim.is_there());
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

impl<'a> Claim<'a> {
    fn absent(name: &'a str) -> Self {
        Self {
            name,
            said: Said::Nothing,
        }
    }

    pub(super) fn is_there(&self) -> bool {
        self.said.is_there()
    }

    pub(super) fn text(&self) -> Result<Option<Cow<'a, str>>, Fault> {
        self.typed(self.said.text())
            .map(Option::<&Cow<'a, str>>::cloned)
    }

    /// The name of somebody; the empty text would make strangers one.
    pub(super) fn somebody(&self) -> Result<Option<Cow<'a, str>>, Fault> {
        match self.text()? {
            Some(text) if text.is_empty() => Err(Fault::Subject),
            other => Ok(other),
        }
    }

    /// A text, or a list of one alone.
    pub(super) fn single(&self) -> Option<Cow<'a, str>> {
        match &self.said {
            Said::Text(text) => Some(text.clone()),
            Said::Texts(texts) => match &texts[..] {
                [text] => Some(text.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn texts(&self) -> Result<Option<&[Cow<'a, str>]>, Fault> {
        self.typed(self.said.texts())
    }

    pub(super) fn flag(&self) -> Result<Option<bool>, Fault> {
        self.typed(self.said.flag())
    }

    pub(super) fn object(&self) -> Result<Option<&[String]>, Fault> {
        self.typed(self.said.object())
    }

    pub(super) fn seconds(&self) -> Result<Option<u64>, Fault> {
        self.typed(self.said.seconds())
    }

    /// 1 for what is so, 0 for what is not.
    pub(super) fn bit(&self) -> Result<Option<bool>, Fault> {
        match self.typed(self.said.whole())? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(_) => Err(self.unusable()),
        }
    }

    pub(super) fn client_proof(&self) -> Result<Option<ClientProof>, Fault> {
        let proof = self.text()?;
        let proof = proof.map(|proof| ClientProof::of_claim(&proof).ok_or_else(|| self.unusable()));
        proof.transpose()
    }

    /// What is wrong with a claim that says what it cannot.
    pub(super) fn unusable(&self) -> Fault {
        Fault::Claim(self.name.to_owned())
    }

    fn typed<T>(&self, answer: Result<T, WrongType>) -> Result<T, Fault> {
        answer.map_err(|WrongType| self.unusable())
    }
}
