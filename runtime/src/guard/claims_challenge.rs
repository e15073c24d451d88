//! A claims challenge of a handler's own: the next token has to bring what this one lacks. A middle tier passes on what
//! the API behind it wants; whoever looks at the amount of a payment asks for another sign-in.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use serde_json::{Map, Value};

use super::challenge::Challenged;
use super::demands::answers_challenges;
use super::refusal::Refusal;
use super::rejection::Rejection;
use crate::identity::Identity;

/// What the next token shall bring, as a client asks the authority for it: the `claims` of OpenID Connect
/// ([OpenID Connect Core, section 5.5](https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter),
/// [claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
///
/// It is a JSON object with at least one member, of 4096 bytes at most without blanks.
///
/// ```
/// use rolecall::guard::ClaimsChallenge;
/// use serde_json::json;
///
/// let wanted = json!({ "access_token": { "acrs": { "essential": true, "value": "c1" } } });
/// let ours = ClaimsChallenge::new(wanted)?;
/// // As an authority's `interaction_required` says it, and as another API's `WWW-Authenticate` does.
/// let passed_on: ClaimsChallenge = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#.parse()?;
/// let encoded = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
/// assert_eq!(passed_on, ours);
/// assert_eq!(ClaimsChallenge::from_base64(encoded)?, ours);
/// # Ok::<(), rolecall::guard::ClaimsChallengeError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClaimsChallenge(Map<String, Value>);

/// Something that no client could ask an authority for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClaimsChallengeError(&'static str);

/// What fits a header line beside the rest of it.
const LONGEST: usize = 4096;

impl ClaimsChallenge {
    /// Takes the claims as JSON.
    ///
    /// # Errors
    ///
    /// Where they are no object, an empty one, or too long.
    pub fn new(claims: Value) -> Result<Self, ClaimsChallengeError> {
        let Value::Object(claims) = claims else {
            return Err(ClaimsChallengeError("the claims are no JSON object"));
        };
        if claims.is_empty() {
            return Err(ClaimsChallengeError("the claims ask for nothing"));
        }
        let challenge = Self(claims);
        if challenge.to_string().len() > LONGEST {
            return Err(ClaimsChallengeError(
                "the claims are longer than 4096 bytes",
            ));
        }
        Ok(challenge)
    }

    /// Takes the claims as the `WWW-Authenticate` of another API carries them: base64 of either alphabet, with or without
    /// padding.
    ///
    /// # Errors
    ///
    /// Where they are not base64 of JSON, and as for [`new`](Self::new).
    pub fn from_base64(claims: &str) -> Result<Self, ClaimsChallengeError> {
        if claims.len() > LONGEST * 2 {
            return Err(ClaimsChallengeError("the claims are too long"));
        }
        let alphabet = if claims.contains(['-', '_']) {
            &URL_SAFE
        } else {
            &STANDARD
        };
        let lenient =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let decoded = GeneralPurpose::new(alphabet, lenient).decode(claims);
        let decoded = decoded.map_err(|_| ClaimsChallengeError("the claims are not base64"))?;
        Self::read(&decoded)
    }

    fn read(json: &[u8]) -> Result<Self, ClaimsChallengeError> {
        let claims = serde_json::from_slice(json);
        Self::new(claims.map_err(|_| ClaimsChallengeError("the claims are not JSON"))?)
    }
}

/// Takes the claims as an authority's refusal carries them: JSON text.
impl FromStr for ClaimsChallenge {
    type Err = ClaimsChallengeError;

    fn from_str(json: &str) -> Result<Self, ClaimsChallengeError> {
        Self::read(json.as_bytes())
    }
}

/// JSON without blanks.
impl fmt::Display for ClaimsChallenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(&self.0).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl fmt::Display for ClaimsChallengeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ClaimsChallengeError {}

impl Identity {
    /// Sends the caller back for a token that brings `claims`: 401 with `insufficient_claims`, where a person calls by a
    /// client that can answer it. An application, which cannot sign in again, and a client that declares what it
    /// understands without `cp1` are told 403; so it reads like any other refusal where the handler conceals.
    ///
    /// What the claims ask for is for the authority to judge, and for the handler to look at when the caller is back:
    /// nothing here remembers that they were asked for.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { pay } rolecall::roles! { Clerk: [pay] } }
    /// # struct Payment { amount: u64 }
    /// use axum::Json;
    /// use rolecall::guard::ClaimsChallenge;
    /// use rolecall::{Identity, Problem, protected};
    ///
    /// # async fn pay_out() -> Result<(), ClaimsChallenge> { Ok(()) }
    /// #[protected(permission = "pay")]
    /// async fn pay(user: Identity) -> Result<&'static str, Problem> {
    ///     // The bank wants a fresher sign-in, and says so by the claims of its own challenge.
    ///     pay_out().await.map_err(|wanted| user.challenge(&wanted))?;
    ///     Ok("paid")
    /// }
    /// # fn main() {}
    /// ```
    #[must_use]
    pub fn challenge(&self, claims: &ClaimsChallenge) -> Rejection {
        let refusal = Refusal::Claims {
            wanted: claims.clone(),
            answerable: answers_challenges(self),
        };
        let asked = self.asked();
        let conceals = asked.is_some_and(|asked| asked.conceals);
        Rejection::told(Challenged::Known(self), asked, conceals, &refusal)
    }
}
