//! What the compiler says to a wrong declaration.
//!
//! One folder for each macro, one file for each sin, named for it; what must compile stands in `crates/accepted`. The
//! words belong to the compiler that `rust-toolchain.toml` pins. `TRYBUILD=overwrite` writes them anew, to be read
//! before they are kept.

#[test]
fn every_sin_is_named() {
    let cases = trybuild::TestCases::new();
    for attempt in [
        "checker",
        "permissions",
        "protected",
        "public",
        "require",
        "roles",
        "router",
    ] {
        cases.compile_fail(format!("ui/{attempt}/*.rs"));
    }
}
