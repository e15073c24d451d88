async fn health(
    _: crate::policy::__rolecall::Guard<
        crate::policy::__rolecall::Public<
            crate::policy::__rolecall::Bytes<
                42765813249113918702461437181987023212,
                crate::policy::__rolecall::Bytes<
                    537045992769755557895685209083766130,
                    crate::policy::__rolecall::End,
                >,
            >,
        >,
    >,
) -> &'static str {
    "ok"
}
