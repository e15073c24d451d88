const ONE: Requirement = {
    <crate::policy::__permission_17!(
        "edit"[crate ::policy] edit needed
    ) as crate::policy::__rolecall::Term>::REQUIREMENT
};
const SEVERAL: Requirement = {
    crate::policy::__analysis! {
        settled[crate ::policy] [any(role = "Admin", caller = "application")]
    }
    <crate::policy::__rolecall::Any<
        (
            crate::policy::__role_20!("Admin"[crate ::policy] Admin alone),
            crate::policy::__rolecall::CallerApplication,
        ),
    > as crate::policy::__rolecall::Term>::REQUIREMENT
};
