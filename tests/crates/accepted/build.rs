//! Writes a policy of a thousand permissions and a hundred roles, each of which includes the one before it.

use std::fmt::Write;
use std::{env, fs, io, path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut block = String::from("rolecall::permissions! {\n");
    for permission in 0..1000 {
        let _ = writeln!(
            block,
            "    /// Right number {permission}.\n    \"right.{permission}\","
        );
    }
    block.push_str("}\n\nrolecall::roles! {\n    Role0: [],\n");
    for role in 1..=100 {
        let rights: Vec<_> = (0..10)
            .map(|right| format!("\"right.{}\"", role * 10 - 10 + right))
            .collect();
        let _ = writeln!(
            block,
            "    Role{role}: Role{} + [{}],",
            role - 1,
            rights.join(", ")
        );
    }
    block.push_str("}\n");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(path::Path::new(&folder).join("thousand.rs"), block)
}
