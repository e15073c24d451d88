//! From group and role as they were written to what membership brings.

use super::PolicySettings;
use super::error::Mistakes;
use super::settings::{Settings, Variable};
use crate::entra::guid;
use crate::identity::GroupRoles;
use crate::policy::table::PolicyTable;
use crate::policy::{Role, nearest};

/// Which groups bring which roles: those named in code, and only where there are none those of the variable.
pub(super) fn group_roles(
    settings: &Settings,
    in_code: &PolicySettings,
    by_guid: bool,
    mistakes: &mut Mistakes,
) -> GroupRoles {
    let known = Known {
        policy: in_code.table,
        by_guid,
    };
    let mut roles = GroupRoles::default();
    let written = match in_code.group_roles.as_slice() {
        [] => from_variable(settings, &known, mistakes),
        written => from_code(written, &known, mistakes),
    };
    for (group, role) in written {
        roles.add(group, role);
    }
    roles
}

fn from_code<'a>(
    written: &'a [(String, Role)],
    known: &Known,
    mistakes: &mut Mistakes,
) -> Vec<(&'a str, Role)> {
    let pairs = written.iter().filter_map(|(group, role)| {
        let pair = known.declared(*role).and_then(|()| known.group(group));
        let wrong = |wrong| format!("`group_role` of the role `{role}` {wrong}");
        Some((mistakes.keep(pair.map_err(wrong))?, *role))
    });
    pairs.collect()
}

fn from_variable<'a>(
    settings: &'a Settings,
    known: &Known,
    mistakes: &mut Mistakes,
) -> Vec<(&'a str, Role)> {
    let Some(setting) = settings.text(Variable::GroupRoles, mistakes) else {
        return Vec::new();
    };
    let pairs = setting.text.split(',').enumerate();
    let pairs = pairs.filter_map(|(place, pair)| {
        let wrong = |wrong| setting.mistake(format!("in pair {} {wrong}", place + 1));
        mistakes.keep(known.pair(pair).map_err(wrong))
    });
    pairs.collect()
}

/// What groups and roles are held against.
struct Known {
    policy: &'static PolicyTable,
    /// Entra can send names instead of object IDs, but whoever may create a group chooses its name.
    by_guid: bool,
}

impl Known {
    fn pair<'a>(&self, pair: &'a str) -> Result<(&'a str, Role), String> {
        let (group, name) = pair
            .split_once('=')
            .ok_or("holds no `=`: write the object ID of a group, `=` and the name of a role")?;
        Ok((self.group(group)?, self.role(name.trim())?))
    }

    fn group<'a>(&self, group: &'a str) -> Result<&'a str, String> {
        match group.trim() {
            "" => Err("names no group: give its object ID".to_owned()),
            name if self.by_guid && guid(name).is_none() => Err(
                "names a group by what is not a GUID: give its object ID, since names of groups can be taken by others"
                    .to_owned(),
            ),
            group => Ok(group),
        }
    }

    fn role(&self, name: &str) -> Result<Role, String> {
        // No role has a longer name, and what else was pasted there is nobody's to read.
        const SHOWN: usize = 120;
        if let Some(role) = self.policy.roles().find(|role| role.name() == name) {
            return Ok(role);
        }
        let name: String = name.chars().take(SHOWN).collect();
        let near = nearest(&name, self.policy.roles().map(Role::name));
        let module = self.policy.module;
        let remedy = match near.as_slice() {
            [] => format!("give the name of a role that `{module}` declares"),
            near => format!("did you mean `{}`?", near.join("` or `")),
        };
        Err(format!(
            "names the role `{name}`, which is not declared: {remedy}"
        ))
    }

    fn declared(&self, role: Role) -> Result<(), String> {
        if std::ptr::eq(role.table, self.policy) {
            return Ok(());
        }
        let (of, policy) = (role.table.module, self.policy.module);
        Err(format!(
            "names a role of `{of}`, which the policy `{policy}` of the engine does not declare: start the engine with \
             the policy that does"
        ))
    }
}
