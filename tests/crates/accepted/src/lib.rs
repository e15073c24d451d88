//! Programs that must compile, without a warning: each is an example, named for what it shows. What must not compile
//! stands in `tests/ui`.
