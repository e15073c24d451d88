//! What the compiler says to a wrong declaration, and what it must accept.
//!
//! One folder for each macro, one file for each sin, named for it. The words belong to the compiler that
//! `rust-toolchain.toml` pins; `TRYBUILD=overwrite` writes them anew, to be read before they are kept.

#[test]
fn every_sin_is_named() {
    let cases = trybuild::TestCases::new();
    for refused in ["permissions", "protected", "public", "require", "roles", "router"] {
        cases.compile_fail(format!("ui/{refused}/*.rs"));
    }
}

#[test]
fn every_program_of_good_faith_compiles() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
