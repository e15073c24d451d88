//! Whatever a handler of axum's may look like: state, generics, bounds, `impl Trait`, fifteen arguments.

use axum::extract::{FromRef, FromRequestParts, Path, State};
use axum::response::IntoResponse;
use rolecall::{Identity, Router, get, protected};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[derive(Clone)]
struct Shop {
    name: &'static str,
}

#[derive(Clone)]
struct Name(&'static str);

impl FromRef<Shop> for Name {
    fn from_ref(shop: &Shop) -> Self {
        Self(shop.name)
    }
}

#[protected(permission = "view")]
async fn stated(State(shop): State<Shop>, State(Name(name)): State<Name>) -> String {
    format!("{} is {name}", shop.name)
}

#[protected(permission = "view")]
async fn generic<T, const N: usize>(_: T) -> impl IntoResponse
where
    T: FromRequestParts<Shop> + Send,
{
    [N.to_string().as_str(), "times"].concat()
}

#[protected(permission = "view")]
async fn fallible(
    user: Identity,
    Path(id): Path<u64>,
    body: String,
) -> Result<String, &'static str> {
    if body.is_empty() {
        return Err("nothing was sent");
    }
    Ok(format!("{} sent {body} to {id}", user.key()))
}

#[protected(permission = "view")]
#[rustfmt::skip]
#[expect(clippy::too_many_arguments, reason = "as many as axum takes beside the guard")]
async fn fifteen(
    _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>,
    _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>,
    _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>,
) {}

/// clippy allows seven, and does not count the guard.
#[protected(permission = "view")]
#[rustfmt::skip]
async fn seven(
    _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>, _: State<Shop>,
    _: State<Shop>, _: State<Shop>,
) {}

#[test]
fn it_is_accepted() {
    let _: Router = Router::new()
        .route("/stated", get(stated))
        .route("/generic", get(generic::<State<Name>, 3>))
        .route("/fallible/{id}", get(fallible))
        .route("/fifteen", get(fifteen).post(seven))
        .with_state(Shop { name: "open" });
}
