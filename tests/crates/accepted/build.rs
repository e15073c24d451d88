//! Writes policies that are too long to be written by hand.

use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    thousand_permissions(&folder.join("thousand.rs"))?;
    long_chains(&folder.join("long_chains.rs"))
}

/// A hundred roles, each of which includes the one before it.
fn thousand_permissions(file: &Path) -> io::Result<()> {
    let roles = (1..=100).map(|role| (Some(role - 1), role * 10 - 10..role * 10));
    let roles: Vec<_> = [(None, 0..0)].into_iter().chain(roles).collect();
    fs::write(file, policy(1_000, &roles))
}

/// Ten thousand permissions and two chains of five hundred roles. The first is declared from its open end, so that the
/// whole of it is followed at once; the second from the other.
fn long_chains(file: &Path) -> io::Result<()> {
    let first = (0..500).map(|role| ((role < 499).then_some(role + 1), role * 10..role * 10 + 10));
    let second =
        (500..1_000).map(|role| ((role > 500).then(|| role - 1), role * 10..role * 10 + 10));
    fs::write(
        file,
        policy(10_000, &first.chain(second).collect::<Vec<_>>()),
    )
}

/// Roles with the one they include and the permissions they list.
fn policy(permissions: usize, roles: &[(Option<usize>, Range<usize>)]) -> String {
    let mut block = String::from("rolecall::permissions! {\n");
    for permission in 0..permissions {
        let _ = writeln!(
            block,
            "    /// Right number {permission}.\n    \"right.{permission}\","
        );
    }
    block.push_str("}\n\nrolecall::roles! {\n");
    for (role, (included, rights)) in roles.iter().enumerate() {
        let included = included.map_or_else(String::new, |included| format!("Role{included} + "));
        let rights: Vec<_> = rights
            .clone()
            .map(|right| format!("\"right.{right}\""))
            .collect();
        let _ = writeln!(block, "    Role{role}: {included}[{}],", rights.join(", "));
    }
    block.push_str("}\n");
    block
}
