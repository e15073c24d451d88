//! What Entra accepts as the value of a scope or app role
//! (<https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation>).

use crate::errors::Errors;
use crate::names::Name;
use crate::wording;

const LONGEST: usize = 120;
const SIGNS: &str = "!#$%&'()*+,-./:;<=>?@[]^_`{|}~";

/// Reports a value that an app registration could not hold.
pub(crate) fn check_value(what: &str, value: &Name, errors: &mut Errors) {
    if value.text().is_empty() {
        errors.at(value.span(), wording::empty(what));
    } else if let Some(why) = refused(value.text()) {
        errors.at(value.span(), wording::unfit_for_entra(value.text(), &why));
    }
}

fn refused(value: &str) -> Option<String> {
    let unfit = |letter: &char| !letter.is_ascii_alphanumeric() && !SIGNS.contains(*letter);
    if value.starts_with('.') {
        return Some("it begins with a full stop".to_owned());
    }
    if value.chars().count() > LONGEST {
        return Some(format!("it is longer than {LONGEST} characters"));
    }
    value
        .chars()
        .find(unfit)
        .map(|letter| format!("it contains {letter:?}"))
}
