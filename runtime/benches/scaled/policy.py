"""The policy of the written crates, and the rules of their handlers: three hundred permissions, sixty roles."""

PERMISSIONS = 300
ROLES = 60
AREAS = PERMISSIONS // 5
RIGHTS = ["read", "write", "share", "delete", "audit"]


def block():
    """`permissions!` and `roles!`: five permissions to an area, a role for each area, and roles that include it."""
    return "\n".join(
        ["//! Who may do what.", "", "rolecall::permissions! {", '    #![scopes("access_as_user")]']
        + [line for area in range(AREAS) for line in _permissions(area)]
        + ["}", "", "rolecall::roles! {"]
        + [line for role in range(ROLES) for line in _role(role)]
        + ["}", ""]
    )


def _permissions(area):
    for right in RIGHTS:
        yield f"    /// To {right} what belongs to area {area}."
        # A third of the areas is capped by scopes.
        if area % 3 == 0:
            also = ", " + f'"Area{area}.ReadWrite"' if right == "read" else ""
            yield f'    #[scope("Area{area}.{right.title()}"{also})]'
        yield f"    {permission(area, right)},"


def permission(area, right):
    """As it is written: every other area has dotted names."""
    return f'"area{area}.{right}"' if area % 2 else f"area{area}_{right}"


def _role(role):
    """Chains of six: each role of a chain has the rights of its area and those of the role before."""
    if role % 4 == 1:
        yield "    #[app_role(members = [User, Application])]"
    rights = ", ".join(permission(role, right) for right in RIGHTS)
    included = f"Role{role - 1} + " if role % 6 else ""
    yield f"    /// Works in area {role}."
    yield f"    Role{role}: {included}[{rights}],"


def attribute(number):
    """The rule of a handler. Of twenty, thirteen ask for one permission, three for a role and a permission, two for a
    nest of them; one has `not`, `caller` or `scope`, and one is public."""
    area, right = number * 7 % AREAS, RIGHTS[number % len(RIGHTS)]
    one = f"permission = {permission(area, right)}"
    kind = number % 20
    if kind < 13:
        return f"#[rolecall::protected({one})]"
    if kind < 16:
        return f'#[rolecall::protected(role = "Role{area}", {one})]'
    if kind < 18:
        other = f"permission = {permission((area + 1) % AREAS, right)}"
        return f'#[rolecall::protected(any(role = "Role{area}", all({one}, any({other}, scope = "access_as_user"))))]'
    if kind < 19:
        return f"#[rolecall::protected({_rarer(number // 20, area, one)})]"
    return f'#[rolecall::public("answers number {number} to everyone, and reveals nothing")]'


def _rarer(turn, area, one):
    # No role includes the one that is excluded and grants the permission too: the chains are six roles long.
    excluded = (area + 30) % ROLES
    rules = [
        f'{one}, not(role = "Role{excluded}")',
        f'{one}, caller = "user"',
        f'any({one}, scope = "access_as_user")',
    ]
    return rules[turn % len(rules)]
