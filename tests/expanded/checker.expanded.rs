async fn owns(
    user: &Identity,
    Path(id): Path<u64>,
    State(db): State<Db>,
) -> Result<bool, DbError> {
    db.owner(id).await == user.key()
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __checker_owns {
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unnameable_types,
        unreachable_pub,
        clippy::exhaustive_structs,
    )]
    pub struct owns {}
}
#[doc(hidden)]
#[allow(unreachable_pub, unused_imports)]
use __checker_owns::owns;
impl crate::policy::__rolecall::CheckerName for __checker_owns::owns {
    const NAME: &'static str = "owns";
}
impl<
    __S: ::core::marker::Send + ::core::marker::Sync,
> crate::policy::__rolecall::Checker<__S> for __checker_owns::owns
where
    Path<u64>: crate::policy::__rolecall::FromRequestParts<__S>,
    State<Db>: crate::policy::__rolecall::FromRequestParts<__S>,
{
    async fn check(
        __identity: &crate::policy::__rolecall::Identity,
        __parts: &mut crate::policy::__rolecall::Parts,
        __state: &__S,
    ) -> crate::policy::__rolecall::Reply {
        fn __ask<'__a>(
            __identity: &'__a crate::policy::__rolecall::Identity,
            __argument_0: Path<u64>,
            __argument_1: State<Db>,
        ) -> impl ::core::future::Future<
            Output = crate::policy::__rolecall::Reply,
        > + ::core::marker::Send + use<'__a> {
            crate::policy::__rolecall::answering(
                owns(&*__identity, __argument_0, __argument_1),
            )
        }
        let __argument_0 = match crate::policy::__rolecall::extracted(
            <Path<
                u64,
            > as crate::policy::__rolecall::FromRequestParts<
                __S,
            >>::from_request_parts(__parts, __state)
                .await,
            "Path<u64>",
        ) {
            ::core::result::Result::Ok(__argument) => __argument,
            ::core::result::Result::Err(__reply) => return __reply,
        };
        let __argument_1 = match crate::policy::__rolecall::extracted(
            <State<
                Db,
            > as crate::policy::__rolecall::FromRequestParts<
                __S,
            >>::from_request_parts(__parts, __state)
                .await,
            "State<Db>",
        ) {
            ::core::result::Result::Ok(__argument) => __argument,
            ::core::result::Result::Err(__reply) => return __reply,
        };
        __ask(__identity, __argument_0, __argument_1).await
    }
}
#[cfg(feature = "hours")]
pub(super) fn by_day<'a>(_: &'a rolecall::Identity) -> bool {
    true
}
#[cfg(feature = "hours")]
#[doc(hidden)]
#[allow(non_snake_case)]
mod __checker_by_day {
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unnameable_types,
        unreachable_pub,
        clippy::exhaustive_structs,
    )]
    pub struct by_day {}
}
#[cfg(feature = "hours")]
#[doc(hidden)]
#[allow(unreachable_pub, unused_imports)]
pub(super) use __checker_by_day::by_day;
#[cfg(feature = "hours")]
impl crate::other::__rolecall::CheckerName for __checker_by_day::by_day {
    const NAME: &'static str = "by_day";
}
#[cfg(feature = "hours")]
impl<
    __S: ::core::marker::Send + ::core::marker::Sync,
> crate::other::__rolecall::Checker<__S> for __checker_by_day::by_day {
    async fn check(
        __identity: &crate::other::__rolecall::Identity,
        __parts: &mut crate::other::__rolecall::Parts,
        __state: &__S,
    ) -> crate::other::__rolecall::Reply {
        fn __ask<'__a>(
            __identity: &'__a crate::other::__rolecall::Identity,
        ) -> crate::other::__rolecall::Reply {
            crate::other::__rolecall::answered(by_day(&*__identity))
        }
        __ask(__identity)
    }
}
