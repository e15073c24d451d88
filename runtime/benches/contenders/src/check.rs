//! Before anything is measured: each contender lets the editor in, and refuses whom it says that it refuses.

use crate::contender::{Contender, Stand, status};

/// Panics where a contender does not do what is measured.
pub async fn check(contender: &dyn Contender, stand: &Stand) {
    let Stand { app, callers } = stand;
    let refusals = contender.refusals();
    let cases = [
        ("an editor", Some(&callers.editor), 200),
        ("nobody", None, refusals.nobody),
        ("a forger", Some(&callers.forger), refusals.bent),
        ("a viewer", Some(&callers.viewer), refusals.wrong_role),
        ("an editor, again", Some(&callers.editor), 200),
        (
            "a forger, after the editor",
            Some(&callers.forger),
            refusals.bent,
        ),
    ];
    for (who, caller, expected) in cases {
        let got = status(app, caller).await;
        assert_eq!(got, expected, "{} answers {who}", contender.name());
    }
}
