//! What each macro writes, whole, for whoever changes it to read: `tests/expanded/<macro>.rs` holds what was written, and
//! `<macro>.expanded.rs` what becomes of it. `BLESS=1` writes the second anew.

use std::fs;
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Item, Meta};

use crate::{checker, permissions, protected, requirement, roles};

#[test]
fn what_each_macro_writes_is_known() {
    let mut differing = Vec::new();
    for of in [
        "permissions",
        "roles",
        "protected",
        "public",
        "require",
        "checker",
    ] {
        let written = read(&format!("{of}.rs"));
        let expanded = expand(&syn::parse_file(&written).unwrap());
        if std::env::var_os("BLESS").is_some() {
            fs::write(place(&format!("{of}.expanded.rs")), &expanded).unwrap();
        } else if expanded != read(&format!("{of}.expanded.rs")) {
            differing.push(format!("{of}.expanded.rs, which would be:\n{expanded}"));
        }
    }
    assert!(differing.is_empty(), "differing: {}", differing.join("\n"));
}

fn place(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/expanded")
        .join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(place(file)).unwrap_or_default()
}

fn expand(written: &syn::File) -> String {
    let mut answer = TokenStream::new();
    let items = written
        .items
        .iter()
        .map(|item| self::item(item, &mut answer));
    let expanded: TokenStream = items.collect();
    let file = syn::parse2(expanded).unwrap();
    without_suffixes(&prettyplease::unparse(&file))
}

/// The item, or what one of the macros makes of it. `answer` is what the last `permissions!` tells `roles!`.
fn item(item: &Item, answer: &mut TokenStream) -> TokenStream {
    match item {
        Item::Macro(block) if block.mac.path.segments.last().unwrap().ident == "permissions" => {
            let tokens = &block.mac.tokens;
            *answer = permissions::answer(quote!([rolecall] #tokens));
            permissions::expand_block(quote!([rolecall] #tokens))
        }
        Item::Macro(block) if block.mac.path.segments.last().unwrap().ident == "roles" => {
            let tokens = &block.mac.tokens;
            roles::continue_with_permissions(quote!([rolecall] [self] { #tokens } { #answer }))
        }
        Item::Const(constant) => {
            let syn::Expr::Macro(value) = &*constant.expr else {
                panic!("expected `require!(…)`")
            };
            let value = requirement::require(&value.mac.tokens);
            let (name, ty) = (&constant.ident, &constant.ty);
            quote!(const #name: #ty = #value;)
        }
        Item::Fn(function) => attributed(function),
        other => other.to_token_stream(),
    }
}

fn attributed(function: &syn::ItemFn) -> TokenStream {
    let mut function = function.clone();
    let attribute = function.attrs.remove(0);
    let arguments = arguments(&attribute);
    let item = function.to_token_stream();
    match attribute.path().get_ident().unwrap().to_string().as_str() {
        "protected" => protected::protect(arguments, item),
        "public" => protected::open(arguments, item),
        "checker" => checker::checker(arguments, &item),
        other => panic!("`#[{other}]` is not ours"),
    }
}

fn arguments(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    }
}

/// Without the suffixes that keep the blocks of one crate apart: they depend on where a block stands.
fn without_suffixes(expanded: &str) -> String {
    let tokens: TokenStream = expanded.parse().unwrap();
    let mut suffixes = Vec::new();
    collect_suffixes(tokens, &mut suffixes);
    suffixes.iter().fold(expanded.to_owned(), |text, suffix| {
        let number = u64::from_str_radix(suffix, 16).unwrap().to_string();
        text.replace(suffix, "0").replace(&number, "0")
    })
}

fn collect_suffixes(tokens: TokenStream, suffixes: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_suffixes(group.stream(), suffixes),
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                let suffix = text.rsplit('_').next().filter(|suffix| suffix.len() == 16);
                if let Some(suffix) = suffix.filter(|_| text.starts_with("__rolecall_")) {
                    suffixes.push(suffix.to_owned());
                }
            }
            _ => {}
        }
    }
    suffixes.sort_unstable();
    suffixes.dedup();
}
