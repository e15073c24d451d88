//! Deciding inside a handler: what is required only once something was looked up.

use super::challenge::Challenged;
use super::demands::{Demands, Verdict};
use super::rejection::{self, Rejection};
use crate::decision::Unasked;
use crate::identity::Identity;
use crate::policy::Requirement;

impl Identity {
    /// Goes on only where the caller meets a requirement: the guard's own answer, from inside the handler.
    ///
    /// `?` works in a handler that returns `Result<_, Problem>` or `Result<_, Rejection>`: the caller is told what the
    /// guard would have told them, and so is the log. `conceal`, `acrs`, `schemes` and `shadow` mean what they mean on
    /// the handler; where the handler's own rule, or a group around it, conceals, this refusal is concealed too. Only
    /// there are the handler's own 404s made like it: where `conceal` stands in this requirement alone, what is not there
    /// has to be answered by `Problem::new(StatusCode::NOT_FOUND).for_request(&headers)`, or better, the handler conceals.
    ///
    /// An identity that was proven by [`Engine::verify`](crate::Engine::verify) belongs to no request: it is judged in
    /// the same way, and the refusal is JSON.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { view, "drafts.view" } rolecall::roles! { Editor: [view, "drafts.view"] } }
    /// use axum::extract::Path;
    /// use rolecall::{Identity, Problem, protected, require};
    ///
    /// # async fn is_draft(_: u64) -> bool { false }
    /// #[protected(permission = "view")]
    /// async fn read(user: Identity, Path(id): Path<u64>) -> Result<String, Problem> {
    ///     if is_draft(id).await {
    ///         user.require(require!(permission = "drafts.view", conceal))?;
    ///     }
    ///     Ok(format!("document {id}"))
    /// }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// The answer to the caller, who does not meet the requirement.
    pub fn require(&self, requirement: Requirement) -> Result<(), Rejection> {
        let asked = self.asked();
        match Demands::new(&[], Some(requirement)).judge(self, &Unasked) {
            Verdict::Passes => Ok(()),
            Verdict::Watched(refusal) => {
                rejection::watched(asked, &refusal);
                Ok(())
            }
            Verdict::Refused(refusal) => {
                let conceals = requirement.conceals() || asked.is_some_and(|asked| asked.conceals);
                let whom = Challenged::Known(self);
                Err(Rejection::told(whom, asked, conceals, &refusal))
            }
        }
    }
}
