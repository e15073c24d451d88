//! The documents against the model: what the OpenAPI document calls enough is enough, nothing of it can be spared, and
//! whoever could pass finds a way; and every cell of the matrix is true.

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use proptest::prelude::*;
use random::POLICIES;
use rolecall::openapi::Document;
use rolecall::{MatrixPage, Router, protected, public, routes};
use serde_json::Value;
use tower::ServiceExt;

use crate::cases::try_all;
use crate::engines::TESTED;
use crate::naive::{self, Caller, Rule};
use crate::question::{Question, question_in};

/// All sets of a policy's roles are tried, so they may not be too many.
const MOST_ROLES: usize = 8;

mod policy {
    //! What `authenticated` means is the same in every policy.
    rolecall::permissions! {}
    rolecall::roles! {}
}

#[test]
fn each_alternative_of_the_document_is_enough() {
    try_all("alternatives", 5, &small(true), |question| {
        let told = Told::of(&question);
        prop_assert!(!told.alternatives.is_empty());
        for alternative in &told.alternatives {
            // Where nobody can pass, the document still has to say that credentials are needed.
            let nobody = *alternative == Alternative::Application(BTreeSet::new());
            prop_assert!(
                passes(&question, alternative) || nobody && told.alternatives.len() == 1,
                "{:?}",
                alternative
            );
        }
        Ok(())
    });
}

#[test]
fn nothing_of_an_alternative_can_be_spared_where_nothing_is_denied() {
    try_all("spared", 5, &small(false), |question| {
        for alternative in Told::of(&question).alternatives {
            for less in alternative.with_one_less() {
                prop_assert!(
                    !passes(&question, &less),
                    "{:?} would do for {:?}",
                    less,
                    alternative
                );
            }
        }
        Ok(())
    });
}

#[test]
fn whoever_could_pass_finds_a_way_where_nothing_is_denied() {
    try_all("found", 5, &small(false), |question| {
        let alternatives = Told::of(&question).alternatives;
        let written = &question.pair().written;
        let scopes = naive::scopes(written).into_iter().map(str::to_owned);
        let a_person_could = passes(&question, &Alternative::Person(scopes.collect()));
        let says_so = |one: &Alternative| matches!(one, Alternative::Person(_));
        prop_assert_eq!(a_person_could, alternatives.iter().any(says_so));

        let mut sets = sets_of_values(&question).into_iter();
        let an_application_could = sets.any(|roles| may(&question, true, roles, BTreeSet::new()));
        let found = alternatives
            .iter()
            .any(|one| matches!(one, Alternative::Application(_)) && passes(&question, one));
        prop_assert_eq!(an_application_could, found);
        Ok(())
    });
}

#[test]
fn every_cell_of_the_matrix_is_true() {
    try_all("cells", 5, &small(true), |question| {
        let told = Told::of(&question);
        for role in question.pair().written.roles {
            let cell = &told.cells[role.name];
            prop_assert_eq!(cell, cell_of(&question, role), "{}", role.name);
        }
        Ok(())
    });
}

/// Questions that only name what their policy declares, about policies of few roles.
fn small(with_not: bool) -> impl Strategy<Value = Question> {
    let mut policies: Vec<_> = (0..POLICIES.len()).collect();
    policies.retain(|policy| POLICIES[*policy].written.roles.len() <= MOST_ROLES);
    let known = |question: &Question| !names_another(&question.rule);
    question_in(policies, with_not)
        .prop_filter("names of another policy are refused at the start", known)
        .prop_map(|mut question| {
            question.answers.fill(None);
            question
        })
}

fn names_another(rule: &Rule) -> bool {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(names_another),
        Rule::Not(rule) | Rule::Shadow(rule) => names_another(rule),
        Rule::Elsewhere(_) => true,
        _ => false,
    }
}

/// What the application says of an endpoint that demands what the question asks.
struct Told {
    alternatives: Vec<Alternative>,
    cells: Value,
}

/// One entry of `security`.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Alternative {
    /// By an application with these scopes.
    Person(BTreeSet<String>),
    /// With these roles.
    Application(BTreeSet<String>),
}

impl Told {
    fn of(question: &Question) -> Self {
        let group = Router::new()
            .routes(routes!(asked))
            .require(question.requirement());
        let router = Router::new()
            .routes(routes!(openapi, matrix))
            .nest("/group", group)
            .with(TESTED.engines[question.policy].clone())
            .expect("a router without contradictions");
        let document = read(&router, "/openapi.json");
        let security = document["paths"]["/group/asked"]["get"]["security"].as_array();
        let rows = read(&router, "/policy");
        let mut rows = rows.as_array().expect("rows").iter();
        let row = rows
            .find(|row| row["path"] == "/group/asked")
            .expect("a row");
        Self {
            alternatives: security
                .expect("alternatives")
                .iter()
                .map(Alternative::told)
                .collect(),
            cells: row["roles"].clone(),
        }
    }
}

impl Alternative {
    fn told(told: &Value) -> Self {
        let names = |value: &Value| -> BTreeSet<String> {
            let names = value.as_array().expect("names").iter();
            let names = names.map(|name| name.as_str().expect("a text"));
            // A scope is told in full: `api://…/Things.Read`.
            names
                .filter_map(|name| name.rsplit('/').next())
                .map(str::to_owned)
                .collect()
        };
        match (told.get("oauth2"), told.get("bearer")) {
            (Some(scopes), None) => Self::Person(names(scopes)),
            (None, Some(roles)) => Self::Application(names(roles)),
            _ => panic!("not one scheme: {told}"),
        }
    }

    fn with_one_less(&self) -> Vec<Self> {
        let less = |names: &BTreeSet<String>| -> Vec<BTreeSet<String>> {
            let one_less = names.iter().map(|name| {
                let mut less = names.clone();
                less.remove(name);
                less
            });
            one_less.collect()
        };
        match self {
            Self::Person(scopes) => less(scopes).into_iter().map(Self::Person).collect(),
            Self::Application(roles) => less(roles).into_iter().map(Self::Application).collect(),
        }
    }
}

/// Whether somebody passes this way: a person with some of the roles, or an application with just these.
fn passes(question: &Question, alternative: &Alternative) -> bool {
    match alternative {
        Alternative::Person(scopes) => {
            let mut sets = sets_of_values(question).into_iter();
            sets.any(|roles| may(question, false, roles, scopes.clone()))
        }
        Alternative::Application(names) => {
            let roles = question.pair().written.roles.iter();
            let held = roles.filter(|role| names.contains(role.name));
            let values = held.map(|role| role.value.to_owned()).collect();
            may(question, true, values, BTreeSet::new())
        }
    }
}

fn sets_of_values(question: &Question) -> Vec<BTreeSet<String>> {
    let roles = question.pair().written.roles;
    let set = |bits: usize| {
        let held = roles
            .iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1);
        held.map(|(_, role)| role.value.to_owned()).collect()
    };
    (0..1 << roles.len()).map(set).collect()
}

/// Whether such a caller passes, if every checker that is asked agrees.
fn may(
    question: &Question,
    application: bool,
    roles: BTreeSet<String>,
    scopes: BTreeSet<String>,
) -> bool {
    judged(question, application, roles, scopes) != Some(false)
}

fn judged(
    question: &Question,
    application: bool,
    roles: BTreeSet<String>,
    scopes: BTreeSet<String>,
) -> Option<bool> {
    let caller = Caller {
        application,
        roles,
        scopes,
        // The documents speak of callers who have met them all.
        contexts: (1..4).collect(),
    };
    naive::holds(
        &question.rule,
        &question.pair().written,
        &caller,
        &question.answers,
    )
}

/// The best that a holder of one role can do: with all scopes, with none, and with each.
fn cell_of(question: &Question, role: &random::Role) -> &'static str {
    let scopes = naive::scopes(&question.pair().written);
    let mut choices: Vec<BTreeSet<String>> = scopes
        .iter()
        .map(|scope| BTreeSet::from([(*scope).to_owned()]))
        .collect();
    choices.push(scopes.iter().map(ToString::to_string).collect());
    choices.push(BTreeSet::new());
    let admitted = [(false, role.user), (true, role.application)].into_iter();
    let holders = admitted
        .filter(|(_, admitted)| *admitted)
        .flat_map(|(application, _)| {
            choices.iter().map(move |scopes| {
                // An application in its own name carries none.
                let scopes = if application {
                    BTreeSet::new()
                } else {
                    scopes.clone()
                };
                (application, scopes)
            })
        });
    let mut best = "no";
    for (application, scopes) in holders {
        let values = BTreeSet::from([role.value.to_owned()]);
        match judged(question, application, values, scopes) {
            Some(true) => return "yes",
            None => best = "checked",
            Some(false) => {}
        }
    }
    best
}

#[protected(authenticated, policy = crate::tables::policy)]
#[utoipa::path(get, path = "/asked")]
async fn asked() {}

#[public("what is offered is no secret", policy = crate::tables::policy)]
#[utoipa::path(get, path = "/openapi.json")]
async fn openapi(document: Document) -> Document {
    document
}

#[public("who may do what is no secret", policy = crate::tables::policy)]
#[utoipa::path(get, path = "/policy")]
async fn matrix(page: MatrixPage) -> MatrixPage {
    page
}

fn read(router: &axum::Router, path: &str) -> Value {
    TESTED.runtime.block_on(async {
        let request = Request::get(path).header("accept", "application/json");
        let request = request.body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let body = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    })
}
