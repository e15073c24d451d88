//! Programs that must compile, without a warning: each is a crate in `tests/`, named for what it shows. What must not
//! compile stands in `tests/ui`.
