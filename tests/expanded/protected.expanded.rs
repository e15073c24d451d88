async fn one_permission(
    _: crate::policy::__rolecall::Guard<
        crate::policy::__permission_17!("edit"[crate ::policy] edit needed),
    >,
    user: Identity,
    Path(id): Path<u64>,
) -> String {
    format!("{id}")
}
pub async fn several_terms(
    _: crate::policy::__rolecall::Guard<
        crate::policy::__rolecall::All<
            (
                crate::policy::__rolecall::Any<
                    (
                        crate::policy::__role_20!("Admin"[crate ::policy] Admin),
                        crate::policy::__role_24!("Editor"[crate ::policy] Editor),
                    ),
                >,
                crate::policy::__permission_17!("edit"[crate ::policy] edit needed),
            ),
        >,
    >,
) {
    crate::policy::__analysis! {
        growing[crate ::policy] [role = ["Admin", "Editor"], permission = edit]
    }
}
async fn nested_with_a_checker<T: Send>(
    _: crate::policy::__rolecall::CheckedGuard<
        crate::policy::__rolecall::All<
            (
                crate::policy::__rolecall::Any<
                    (
                        crate::policy::__role_20!("Admin"[crate ::policy] Admin alone),
                        crate::policy::__rolecall::All<
                            (
                                crate::policy::__permission_17!(
                                    "edit"[crate ::policy] edit
                                ),
                                crate::policy::__rolecall::Not<
                                    crate::policy::__scope_17!(
                                        "Documents.Read"[crate ::policy] Documents_Read
                                    ),
                                >,
                            ),
                        >,
                    ),
                >,
                crate::policy::__rolecall::Checked<(rules::owns,), 0u8>,
            ),
        >,
        (rules::owns,),
    >,
    State(store): State<T>,
) -> impl IntoResponse {
    #![allow(unused)]
    crate::policy::__analysis! {
        settled[crate ::policy] [any(role = "Admin", all(permission = "edit", not(scope =
        "Documents.Read"))), check = rules::owns]
    }
    store
}
async fn of_the_whole(
    _: crate::other::__rolecall::Guard<
        crate::other::__rolecall::Modified<
            crate::other::__permission_17!("edit"[crate ::other] edit needed),
            true,
            4u8,
        >,
    >,
) {}
async fn stepped_up_and_watched(
    _: crate::policy::__rolecall::Guard<
        crate::policy::__rolecall::All<
            (
                crate::policy::__rolecall::Acrs<1u8>,
                crate::policy::__rolecall::Shadow<
                    crate::policy::__permission_17!("edit"[crate ::policy] edit),
                >,
            ),
        >,
    >,
) {
    crate::policy::__analysis! {
        settled[crate ::policy] [acrs = "c1", shadow(permission = "edit")]
    }
}
