//! How an access token has to be written, whoever signed it: what the directory asks of its own when they come back.

use super::claims::{Claims, Names};
use super::fault::Fault;
use super::jose::Envelope;
use super::payload::Payload;

/// Whether all claims of a token, of which nothing is proven yet, have their types, and none is of another kind of token.
pub(crate) fn well_written(token: &str) -> Result<(), Fault> {
    let envelope = Envelope::open(token, LONGEST)?;
    envelope.header.refuse_extensions()?;
    envelope.header.refuse_other_types()?;
    let names = Names {
        roles: "roles".to_owned(),
        scopes: vec!["scp".to_owned()],
    };
    let mut payload = Payload::empty(&names);
    let claims = Claims::read(&envelope.payload, &mut payload)?;
    claims.refuse_id_token(None)
}

/// In bytes.
const LONGEST: usize = 32 * 1024;
