//! Permissions that several applications share; it knows rolecall by another name.

pub mod catalogue {
    //! What there is to do with goods.

    gatekeeper::permissions! {
        /// See what is on offer.
        #[scope("Catalogue.Read")]
        browse,
        /// Change what is on offer.
        #[scope("Catalogue.Write")]
        "goods.change",
    }

    gatekeeper::roles! {}
}
