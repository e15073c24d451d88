//! Base64url without padding, read strictly (RFC 7515 section 2): no `=`, no blanks, no `+` or `/`, and no bits beyond
//! the last byte. Of a long token this is most of the work that is not cryptography, so it is done by the vector
//! instructions of the processor where it has them.

use std::sync::LazyLock;

use base64::Engine as _;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
use base64::engine::Simd;
#[cfg(not(any(target_arch = "aarch64", target_arch = "x86_64")))]
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;
use smallvec::SmallVec;

#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
static READER: LazyLock<Simd> = LazyLock::new(|| Simd::url_safe(NO_PAD));

#[cfg(not(any(target_arch = "aarch64", target_arch = "x86_64")))]
static READER: LazyLock<GeneralPurpose> =
    LazyLock::new(|| GeneralPurpose::new(&base64::alphabet::URL_SAFE, NO_PAD));

/// The bytes that `text` stands for; nothing where it is not written in the one way there is.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    READER.decode(text).ok()
}

/// Few bytes, as a header or a signature has them: they ask for no memory.
pub(super) type Few = SmallVec<[u8; FEW]>;

/// More than the longest signature that is usual, of RSA with 4,096 bits.
const FEW: usize = 520;

/// The same, where there are few.
pub(super) fn few(text: &str) -> Option<Few> {
    if text.len().div_ceil(4) * 3 > FEW {
        return decoded(text).map(Few::from_vec);
    }
    let mut bytes = [0; FEW];
    let length = READER.decode_slice(text, &mut bytes).ok()?;
    Some(Few::from_buf_and_len(bytes, length))
}
