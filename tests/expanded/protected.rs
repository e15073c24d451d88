#[protected(permission = "edit")]
async fn one_permission(user: Identity, Path(id): Path<u64>) -> String {
    format!("{id}")
}

#[protected(role = ["Admin", "Editor"], permission = edit)]
pub async fn several_terms() {}

#[protected(any(role = "Admin", all(permission = "edit", not(scope = "Documents.Read"))), check = rules::owns)]
async fn nested_with_a_checker<T: Send>(State(store): State<T>) -> impl IntoResponse {
    #![allow(unused)]
    store
}

#[protected(permission = "edit", conceal, schemes = ["bearer"], policy = crate::other)]
async fn of_the_whole() {}

#[protected(acrs = "c1", shadow(permission = "edit"))]
async fn stepped_up_and_watched() {}
