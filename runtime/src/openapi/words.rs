//! What `security` cannot say of a rule, in words for whoever reads the operation: what is denied, who is asked, and how
//! strongly one has to be signed in.

use crate::policy::{Expression, Requirement};
use crate::routing::Endpoint;

/// A paragraph for the end of the description; nothing where `security` says it all.
pub(super) fn of(endpoint: &Endpoint, can_be_met: bool) -> Option<String> {
    let mut sentences = Sentences::default();
    for requirement in endpoint.requirements() {
        sentences.read(*requirement);
    }
    if endpoint.conceals() {
        sentences.add("Whoever may not is answered as if nothing were here.".to_owned());
    }
    if !can_be_met {
        sentences.add("As the policy stands, nobody may call it.".to_owned());
    }
    let Sentences(sentences) = sentences;
    (!sentences.is_empty()).then(|| format!("**Access:** {}", sentences.join(" ")))
}

#[derive(Default)]
struct Sentences(Vec<String>);

impl Sentences {
    fn read(&mut self, requirement: Requirement) {
        self.term(requirement.expression(), true);
    }

    /// `alone`: whether nothing beside the term can take its place.
    fn term(&mut self, expression: &'static Expression, alone: bool) {
        match expression {
            Expression::All(terms) => terms.iter().for_each(|term| self.term(term, alone)),
            Expression::Any(terms) => terms.iter().for_each(|term| self.term(term, false)),
            Expression::Not(_) => {
                let other = if alone {
                    ""
                } else {
                    ", unless another way is open to them"
                };
                let denied = denied(expression);
                self.add(format!("Refused to whoever {denied}{other}."));
            }
            Expression::Check(check) => {
                let way = if alone {
                    "decides for each request"
                } else {
                    "opens one of the ways"
                };
                self.add(format!("The checker `{}` {way}.", check.name()));
            }
            Expression::Acrs(context) => {
                let way = if alone {
                    "Wants"
                } else {
                    "One of the ways wants"
                };
                self.add(format!(
                    "{way} a sign-in that meets the authentication context `{context}`."
                ));
            }
            Expression::Shadow(term) => {
                self.add(format!("Not enforced yet, only watched: `{term}`."));
            }
            Expression::Authenticated
            | Expression::Caller(_)
            | Expression::Nobody
            | Expression::Permission(_)
            | Expression::Role(_)
            | Expression::Scope(_) => {}
        }
    }

    fn add(&mut self, sentence: String) {
        if !self.0.contains(&sentence) {
            self.0.push(sentence);
        }
    }
}

/// What is under the `not`, as it is said of somebody.
fn denied(expression: &'static Expression) -> String {
    match expression {
        Expression::Not(Expression::Role(role)) => format!("holds the role `{role}`"),
        Expression::Not(Expression::Permission(permission)) => {
            format!("has the permission `{permission}`")
        }
        Expression::Not(Expression::Scope(scope)) => {
            format!("comes through an application with the scope `{scope}`")
        }
        Expression::Not(Expression::Check(check)) => {
            format!("the checker `{}` agrees to", check.name())
        }
        Expression::Not(term) => format!("meets `{term}`"),
        other => format!("does not meet `{other}`"),
    }
}
