//! A policy as the macros read it, and the same as plain data.

use std::fmt::Write as _;

use crate::policy::{Policy, Role, Source};

pub(crate) fn all(seed: u64, policies: &[Policy]) -> String {
    let mut text =
        format!("/// What the policies were made of.\npub const SEED: u64 = {seed};\n\n");
    for policy in policies {
        let _ = writeln!(
            text,
            "pub mod {} {{\n    //! Random.\n{}}}\n",
            policy.module,
            declaration(policy)
        );
    }
    let pairs: Vec<_> = policies.iter().map(pair).collect();
    let _ = writeln!(
        text,
        "/// Every policy.\npub static POLICIES: &[Pair] = &[\n{}];",
        pairs.concat()
    );
    text
}

fn declaration(policy: &Policy) -> String {
    let mut text = String::new();
    let mut heads = Vec::new();
    let count = policy.sources.len();
    for (place, source) in policy.sources.iter().enumerate() {
        let block = permissions(source);
        if policy.declares_its_own && place + 1 == count {
            text.push_str(&block);
            heads.push("permissions = self;".to_owned());
        } else {
            let _ = writeln!(text, "pub mod source_{place} {{\n//! A block.\n{block}}}");
            heads.push(format!("permissions = self::source_{place};"));
        }
    }
    let roles: Vec<_> = policy.roles.iter().map(role).collect();
    let exclusive = policy.exclusive.iter().map(|set| {
        let names: Vec<_> = set.iter().map(|name| format!("{name:?}")).collect();
        format!("#![exclusive({})]\n", names.join(", "))
    });
    let _ = writeln!(
        text,
        "rolecall::roles! {{\n{}{}\n{}}}",
        exclusive.collect::<String>(),
        heads.join("\n"),
        roles.concat()
    );
    text
}

fn permissions(source: &Source) -> String {
    let mut text = String::from("rolecall::permissions! {\n");
    if !source.scopes.is_empty() {
        let _ = writeln!(text, "#![scopes({})]", quoted(&source.scopes));
    }
    for permission in &source.permissions {
        if !permission.scopes.is_empty() {
            let _ = writeln!(text, "#[scope({})]", quoted(&permission.scopes));
        }
        let _ = writeln!(text, "{},", written(&permission.name));
    }
    text + "}\n"
}

fn role(role: &Role) -> String {
    let mut options = Vec::new();
    if let Some(value) = &role.value {
        options.push(format!("value = {value:?}"));
    }
    match (role.user, role.application) {
        (true, true) => options.push("members = [User, Application]".to_owned()),
        (false, _) => options.push("members = [Application]".to_owned()),
        _ => {}
    }
    let attribute = match options.as_slice() {
        [] => String::new(),
        options => format!("#[app_role({})]\n", options.join(", ")),
    };
    let mut terms: Vec<_> = role.includes.iter().map(|name| written(name)).collect();
    let (first, second) = role.grants.split_at(role.grants.len() / 2);
    for list in [first, second] {
        let names: Vec<_> = list.iter().map(|name| written(name)).collect();
        terms.push(format!("[{}]", names.join(", ")));
    }
    if role.all {
        terms.push("all".to_owned());
    }
    format!(
        "{attribute}{}: {},\n",
        written(&role.name),
        terms.join(" + ")
    )
}

/// Bare where it can be.
fn written(name: &str) -> String {
    let is_bare = name
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    if is_bare {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
    quoted.join(", ")
}

fn list(names: &[String]) -> String {
    format!("&[{}]", quoted(names))
}

fn pair(policy: &Policy) -> String {
    let sources = policy.sources.iter().map(|source| {
        let permissions = source.permissions.iter().map(|permission| {
            let (name, scopes) = (&permission.name, list(&permission.scopes));
            format!("Permission {{ name: {name:?}, scopes: {scopes} }}, ")
        });
        let (permissions, scopes) = (permissions.collect::<String>(), list(&source.scopes));
        format!("Source {{ permissions: &[{permissions}], scopes: {scopes} }}, ")
    });
    let roles = policy.roles.iter().map(|role| {
        let (name, value) = (&role.name, role.value.as_ref().unwrap_or(&role.name));
        let (includes, grants) = (list(&role.includes), list(&role.grants));
        let (user, application, all) = (role.user, role.application, role.all);
        format!(
            "Role {{ name: {name:?}, value: {value:?}, user: {user}, application: {application}, includes: {includes}, \
             grants: {grants}, all: {all} }}, "
        )
    });
    let exclusive = policy.exclusive.iter().map(|set| list(set) + ", ");
    let module = &policy.module;
    format!(
        "Pair {{ written: Policy {{ name: {module:?}, sources: &[{}], roles: &[{}], exclusive: &[{}] }}, made: \
         made!({module}) }},\n",
        sources.collect::<String>(),
        roles.collect::<String>(),
        exclusive.collect::<String>()
    )
}
