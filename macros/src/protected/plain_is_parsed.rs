//! The short way leads where the long one does, and is not taken by what has to be looked at.

use quote::quote;

use super::{Door, Plain, Under, parsed};
use crate::errors::Errors;
use crate::paths::PolicyPath;
use crate::raw::{TokenStream, Tokens};

const PLAIN: [&str; 10] = [
    "async fn none() {}",
    "pub async fn one(Path(id): Path<u64>) -> String { format!(\"{id}\") }",
    "pub(in crate::routes) async fn two(state: State<HashMap<u8, Shop>>, body: String) -> impl IntoResponse {}",
    "#[utoipa::path(get, path = \"/\")] #[doc = \"protected\"] async fn attributes() {}",
    "async fn r#match(mut body: String) where String: Send { loop {} }",
    "async fn six(a: A, b: B, c: C, d: D, e: E, f: F) -> Result<(), [u8; { 3 }]> { todo!() }",
    "async fn inner_attributes() { #![allow(unused)] let _ = 1; }",
    "async fn closures(next: fn(u8) -> u8) -> impl Fn(u8) -> u8 { next }",
    "async fn optional(user: Option<User>) {}",
    "async fn arrays([a, b]: [u8; 2]) -> [u8; 2] { [a, b] }",
];

const NOT_PLAIN: [&str; 16] = [
    "fn not_async() {}",
    "async fn method(&self) {}",
    "async fn method(self: Arc<Self>) {}",
    "async fn generic<T: Send>(state: State<T>) {}",
    "async fn seven(a: A, b: B, c: C, d: D, e: E, f: F, g: G) {}",
    "#[protected(authenticated)] async fn two_rules() {}",
    "#[rolecall::public(\"why\")] async fn two_rules() {}",
    "#[checker] async fn a_checker() -> bool { true }",
    "async fn two_rules(_: crate::policy::__rolecall::Guard<R>) {}",
    "async unsafe fn dangerous() {}",
    "async extern \"C\" fn foreign() {}",
    "async fn of_a_trait();",
    "async fn user(user: Identity) {}",
    "struct Something { a: u8 }",
    "mod something {}",
    "const fn never(a: A) {}",
];

#[test]
fn the_short_way_leads_where_the_long_one_does() {
    for written in PLAIN {
        let short = short(written).unwrap_or_else(|| panic!("not plain: {written}"));
        assert_eq!(packed(&short), packed(&long(written)), "{written}");
    }
}

#[test]
fn what_has_to_be_looked_at_goes_the_long_way() {
    for written in NOT_PLAIN {
        assert!(short(written).is_none(), "plain: {written}");
    }
}

#[test]
fn an_argument_more_or_less_is_seen_through_a_comma_at_the_end() {
    assert!(short("async fn six(a: A, b: B, c: C, d: D, e: E, f: F,) {}").is_none());
    assert!(short("async fn five(a: A, b: B, c: C, d: D, e: E,) {}").is_some());
}

/// Blanks between signs mean nothing.
fn packed(tokens: &TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}

/// What the analysis puts into the body.
fn items() -> Tokens {
    quote!(analysis! {}).into()
}

fn short(written: &str) -> Option<TokenStream> {
    let under = under(written);
    let plain = Plain::new(&under.item, Some("Identity"))?;
    Some(plain.guarded(under.item, quote!(Guard).into(), &items()))
}

fn long(written: &str) -> TokenStream {
    parsed(
        &under(written),
        &PolicyPath::new(None),
        &quote!(Guard).into(),
        &items(),
        Errors::default(),
    )
}

fn under(written: &str) -> Under {
    Under::new(Door::Public, written.parse().unwrap())
}
