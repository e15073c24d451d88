//! The kinds of bad token that can be had on request. Each is good but for one thing, so that a refusal has one reason.

use std::str::FromStr;

use crate::directory::error::TokenError;
use crate::directory::kinds::kinds;
use crate::directory::registry;

kinds! {
    /// What shall be wrong with a token; everything else about it is right.
    pub enum Bad {
        "Form": [
            /// It has no signature, and no dot before one.
            TwoParts = "two_parts",
            /// It has five parts, as an encrypted token has.
            FiveParts = "five_parts",
            /// It is 30 000 dots.
            Dots = "dots",
            /// It is longer than 32 KiB.
            Long = "long",
            /// It is written as one JSON object.
            Json = "json",
            /// Its payload is a whole token.
            Nested = "nested",
            /// Its signature ends with the padding of base64.
            Padding = "padding",
            /// Its last character has bits that belong to no byte.
            TrailingBits = "trailing_bits",
            /// Its payload is written in the alphabet of plain base64.
            Alphabet = "alphabet",
            /// A line break stands in its signature.
            LineBreak = "line_break",
            /// Its payload is an array.
            Array = "array",
            /// Its payload holds ten thousand arrays, each in the other.
            Deep = "deep",
            /// Its payload has something behind its end.
            Behind = "behind",
            /// Its payload is not UTF-8.
            Encoding = "encoding",
            /// Its `tid` stands there twice, with another tenant's first.
            Duplicate = "duplicate",
            /// Its `alg` stands there twice, with `none` first.
            DuplicateHeader = "duplicate_header",
        ]
        "Algorithm": [
            /// Its header says `alg: none`, and there is no signature.
            AlgNone = "alg_none",
            /// The same, written `None`.
            AlgNoneTitle = "alg_none_title",
            /// The same, written `NONE`.
            AlgNoneUpper = "alg_none_upper",
            /// The same, written `nOnE`.
            AlgNoneMixed = "alg_none_mixed",
            /// Its header says `alg: none`, and there is a good signature.
            AlgNoneSigned = "alg_none_signed",
            /// Its header names no algorithm.
            AlgMissing = "alg_missing",
            /// Its header says `alg: rs256`.
            AlgCase = "alg_case",
            /// It is signed by HMAC, with the public key as PEM for the secret.
            Hmac = "hmac",
            /// The same, with the public key as DER.
            HmacDer = "hmac_der",
            /// The same, with the modulus alone.
            HmacModulus = "hmac_modulus",
            /// The same by HS384, with the public key as PEM.
            Hs384 = "hs384",
            /// The same by HS512, with the public key as PEM.
            Hs512 = "hs512",
            /// It is signed by the right key and RS384.
            Rs384 = "rs384",
            /// It is signed by the right key and RS512.
            Rs512 = "rs512",
            /// It is signed by the right key and PS256.
            Ps256 = "ps256",
            /// It is signed by the right key and PS384.
            Ps384 = "ps384",
            /// It is signed by the right key and PS512.
            Ps512 = "ps512",
            /// It is signed by a key on a curve and ES256.
            Es256 = "es256",
            /// It is signed by a key on a curve and ES384.
            Es384 = "es384",
            /// It is signed by a key on a curve and `EdDSA`.
            EdDsa = "eddsa",
        ]
        "Header": [
            /// Its header brings along the key that signed it (`jwk`).
            Jwk = "jwk",
            /// Its header says where the key that signed it is (`jku`).
            Jku = "jku",
            /// Its header brings along the certificate of the key that signed it (`x5c`).
            X5c = "x5c",
            /// Its header says where the certificate of the key that signed it is (`x5u`).
            X5u = "x5u",
            /// Its header lists a critical extension that nobody knows.
            Crit = "crit",
            /// Its header lists critical extensions, and names none.
            CritEmpty = "crit_empty",
            /// Its header says that the payload is not in base64 (`b64`).
            B64 = "b64",
            /// Its header says that the payload is compressed (`zip`).
            Zip = "zip",
            /// Its header says `typ: dpop+jwt`.
            Typ = "typ",
            /// Its header says `typ: logout+jwt`.
            TypLogout = "typ_logout",
            /// Its header says `typ: secevent+jwt`.
            TypEvent = "typ_event",
            /// The type in its header is a number.
            TypNumber = "typ_number",
        ]
        "Key": [
            /// Its key id is not in the set.
            Kid = "kid",
            /// Its key id is empty.
            KidEmpty = "kid_empty",
            /// Its key id is right but for the case of its letters.
            KidCase = "kid_case",
            /// Its key id is a number.
            KidNumber = "kid_number",
            /// Its key id is a path.
            KidPath = "kid_path",
            /// Its key id is a piece of SQL.
            KidSql = "kid_sql",
            /// Its key id is a URL.
            KidUrl = "kid_url",
            /// Its key id has a thousand characters.
            KidLong = "kid_long",
            /// Its key id has a million characters.
            KidHuge = "kid_huge",
            /// It is signed with a key that is not in the set, under the id of one that is.
            Key = "key",
            /// It is signed with a key that is not in the set, under an id of its own.
            Stranger = "stranger",
        ]
        "Signature": [
            /// One bit of its signature is flipped.
            Signature = "signature",
            /// Its signature is empty.
            SignatureEmpty = "signature_empty",
            /// Its signature is that of another token.
            SignatureOfAnother = "signature_of_another",
            /// Its signature lacks the last byte.
            SignatureShort = "signature_short",
            /// Its signature is all zeros.
            SignatureZero = "signature_zero",
            /// Its subject was changed after it was signed.
            Changed = "changed",
        ]
        "Times": [
            /// It ended an hour ago.
            Expired = "expired",
            /// It says nothing of its end.
            ExpMissing = "exp_missing",
            /// Its end is a text.
            ExpText = "exp_text",
            /// Its end is `null`.
            ExpNull = "exp_null",
            /// Its end is in an array.
            ExpArray = "exp_array",
            /// Its end is before 1970.
            ExpNegative = "exp_negative",
            /// Its end is a number that no 64 bits hold.
            ExpOverflow = "exp_overflow",
            /// It begins in an hour.
            NotYet = "not_yet",
            /// Its beginning is a text.
            NbfText = "nbf_text",
            /// Its beginning is `null`.
            NbfNull = "nbf_null",
            /// It says nothing of when it was issued.
            IatMissing = "iat_missing",
            /// When it was issued is a text.
            IatText = "iat_text",
            /// It was issued in an hour.
            IatFuture = "iat_future",
        ]
        "Audience": [
            /// It is for another application.
            Audience = "audience",
            /// It is for nobody.
            AudMissing = "aud_missing",
            /// Its audience is the empty text.
            AudEmpty = "aud_empty",
            /// Its audience is an empty array.
            AudEmptyArray = "aud_empty_array",
            /// Its audience is an object.
            AudObject = "aud_object",
            /// It is for this application and another one.
            AudSeveral = "aud_several",
            /// The same in one text, with a blank between them.
            AudJoined = "aud_joined",
            /// Its audience is in upper case.
            AudCase = "aud_case",
            /// Its audience is the beginning of the right one.
            AudShort = "aud_short",
            /// Its audience begins with the right one.
            AudLonger = "aud_longer",
            /// Its audience ends with a slash.
            AudSlash = "aud_slash",
            /// It is for Microsoft Graph, with a `nonce` in the header, as Graph's are.
            Graph = "graph",
            /// It is for Microsoft Graph by its URL, without a `nonce`.
            GraphUrl = "graph_url",
        ]
        "Issuer and tenant": [
            /// It is from another issuer, in the name of the same tenant.
            Issuer = "issuer",
            /// It is from nobody.
            IssMissing = "iss_missing",
            /// Its issuer is in an array.
            IssArray = "iss_array",
            /// Its issuer ends with a slash.
            IssSlash = "iss_slash",
            /// Its issuer is in upper case.
            IssCase = "iss_case",
            /// Its issuer has the other scheme, of `http` and `https`.
            IssScheme = "iss_scheme",
            /// Its issuer is the beginning of the right one.
            IssShort = "iss_short",
            /// Its issuer begins with the right one.
            IssLonger = "iss_longer",
            /// Its issuer is on a host whose name begins with the right one.
            IssHost = "iss_host",
            /// Its issuer says `common` for the tenant.
            IssCommon = "iss_common",
            /// Its issuer says `{tenantid}` for the tenant.
            IssTemplate = "iss_template",
            /// It is from another tenant of the same directory.
            Tenant = "tenant",
            /// It is from the tenant of personal accounts.
            Consumers = "consumers",
            /// It names no tenant.
            TidMissing = "tid_missing",
            /// It names another tenant than its issuer does.
            TidOther = "tid_other",
            /// Its tenant is the empty text.
            TidEmpty = "tid_empty",
            /// Its tenant is in an array.
            TidArray = "tid_array",
            /// Its tenant is in upper case.
            TidCase = "tid_case",
            /// A `TID` of another tenant stands beside its `tid`.
            TidTwice = "tid_twice",
        ]
        "Caller": [
            /// It is a user's token without scopes.
            NoScope = "no_scope",
            /// Its scopes are the empty text.
            ScpEmpty = "scp_empty",
            /// Its scopes are a blank.
            ScpBlank = "scp_blank",
            /// Its scopes are in an array.
            ScpArray = "scp_array",
            /// It is an application's in its own name, and has scopes.
            ScpOfApp = "scp_of_app",
            /// It is a device's, and has no scopes.
            Device = "device",
            /// Its roles are a text.
            RolesText = "roles_text",
            /// Its roles are numbers.
            RolesNumbers = "roles_numbers",
            /// Its roles are an object.
            RolesObject = "roles_object",
            /// Its groups are a text.
            GroupsText = "groups_text",
            /// Where its groups are to be had is a text.
            OverageText = "overage_text",
            /// It names no application that calls.
            AzpMissing = "azp_missing",
            /// The application that calls is the empty text.
            AzpEmpty = "azp_empty",
            /// Its object id is empty.
            OidEmpty = "oid_empty",
            /// Its object id is a number.
            OidNumber = "oid_number",
            /// Its subject is empty.
            SubEmpty = "sub_empty",
            /// It names nobody: no object id and no subject.
            Nobody = "nobody",
        ]
        "Other tokens": [
            /// It carries a `nonce` and an `at_hash`, as only an ID token does.
            IdToken = "id_token",
            /// It carries a `c_hash`, as an ID token does that comes with a code.
            CodeHash = "code_hash",
            /// It is a v1.0 token.
            Version = "version",
            /// Its issuer is that of v1.0 tokens in Entra.
            VersionOneIssuer = "version_one_issuer",
            /// It says nothing of its version.
            VerMissing = "ver_missing",
            /// It is of version 3.0.
            VerThree = "ver_three",
            /// Its version is a number.
            VerNumber = "ver_number",
        ]
    }
}

impl FromStr for Bad {
    type Err = TokenError;

    fn from_str(name: &str) -> Result<Self, TokenError> {
        Self::named(name).ok_or_else(|| TokenError::UnknownBad {
            name: name.to_owned(),
            known: registry::listed(Self::ALL.iter().map(|bad| bad.name())),
        })
    }
}
