//! What stands for a person's picture: their initials, on a colour of their own.

use crate::directory::registry::{RegisteredUser, Registry};

pub(super) struct Face {
    pub(super) initials: String,
    /// Which of the colours.
    pub(super) hue: usize,
}

impl Face {
    pub(super) fn of(user: &RegisteredUser, registry: &Registry) -> Self {
        let mut users = registry.users.iter();
        let place = users.position(|one| one.name == user.name);
        Self {
            initials: initials(&user.display_name),
            hue: place.unwrap_or_default() % HUES,
        }
    }
}

/// The first letters of the first and of the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next();
    let letters = [first, words.next_back()].into_iter().flatten();
    letters
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

const HUES: usize = 6;
