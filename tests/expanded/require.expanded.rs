const ONE: Requirement = {
    <crate::policy::__rolecall::HasPermission<
        crate::policy::__permission_49!([crate ::policy] "edit" edit needed),
    > as crate::policy::__rolecall::Term>::REQUIREMENT
};
const SEVERAL: Requirement = {
    crate::policy::__analysis! {
        settled[crate ::policy] [any(role = "Admin", caller = "application")]
    }
    <crate::policy::__rolecall::Any<
        (
            crate::policy::__rolecall::HasRole<
                crate::policy::__role_52!([crate ::policy] "Admin" Admin alone),
            >,
            crate::policy::__rolecall::CallerApplication,
        ),
    > as crate::policy::__rolecall::Term>::REQUIREMENT
};
