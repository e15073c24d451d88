//! The application that the documentation page signs in as.

use super::error::Mistakes;
use super::settings::{Settings, Variable};
use super::values::is_entra;
use crate::entra::guid;

/// Its client ID, a GUID where the authority is Entra; nothing where none is set.
pub(super) fn client_id(settings: &Settings, mistakes: &mut Mistakes) -> Option<String> {
    let setting = settings.text(Variable::DocsClientId, mistakes)?;
    let id = if is_entra(settings) {
        guid(setting.text).ok_or(
            "is not a GUID: give the application (client) ID of the single-page application that is registered for the page",
        )
    } else if setting.text.is_empty() {
        Err("is empty: give the client ID of a public client, or leave it out")
    } else {
        Ok(setting.text.to_owned())
    };
    mistakes.keep(id.map_err(|wrong| setting.mistake(wrong)))
}
