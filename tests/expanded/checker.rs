#[checker]
async fn owns(user: &Identity, Path(id): Path<u64>, State(db): State<Db>) -> Result<bool, DbError> {
    db.owner(id).await == user.key()
}

#[checker(policy = crate::other)]
#[cfg(feature = "hours")]
pub(super) fn by_day<'a>(_: &'a rolecall::Identity) -> bool {
    true
}
