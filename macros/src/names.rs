//! Names as users write them, bare or as strings, and the identifiers they become.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Ident, Literal, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{LitStr, Token};

use crate::errors::Errors;
use crate::{raw, text, wording, words};

/// A declared or asked-for name: what was written and where.
#[derive(Clone)]
pub(crate) struct Name {
    text: String,
    span: Span,
}

impl Name {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The name where it was written, as a token beside `near`: the macro that told of it is not mentioned in errors.
    pub(crate) fn resolve_beside(&mut self, near: Span) {
        self.span = self.span.resolved_at(near);
    }

    /// The name as a plain string literal with the user's own span: what the name macros match on, and what an error
    /// about it points at.
    pub(crate) fn raw_literal(&self) -> raw::Literal {
        let mut literal = raw::Literal::string(&self.text);
        literal.set_span(raw::span(self.span));
        literal
    }

    /// The Rust identifier that stands for the name in a rule, located at the name but resolved like the macro's own
    /// tokens, so that the user's lints do not fire on it.
    pub(crate) fn raw_ident(&self) -> raw::Ident {
        let span = raw::Span::call_site().located_at(raw::span(self.span));
        ident(&self.text, span)
    }

    /// The identifier at the declaration, which is what "defined here" points at.
    pub(crate) fn raw_declared_ident(&self) -> raw::Ident {
        ident(&self.text, raw::span(self.span))
    }
}

impl AsRef<Self> for Name {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl From<LitStr> for Name {
    fn from(literal: LitStr) -> Self {
        Self {
            text: literal.value(),
            span: literal.span(),
        }
    }
}

impl From<Ident> for Name {
    fn from(ident: Ident) -> Self {
        Self {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }
}

impl Parse for Name {
    /// A string or a bare identifier, keywords included; never a path, a call or a macro.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Some((literal, _)) = input.cursor().literal() {
            if let Some(name) = Self::plain(&literal) {
                return input.parse::<Literal>().map(|_| name);
            }
            if input.peek(LitStr) {
                return input.parse::<LitStr>().map(Self::from);
            }
        }
        let name: Self = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), wording::TAKES_A_NAME))?
            .into();
        if !More::may_follow(input) {
            return Ok(name);
        }
        match More::read(&name.text, &input.fork()) {
            Some(more) => Err(syn::Error::new(name.span, more.message())),
            None => Ok(name),
        }
    }
}

impl Name {
    /// A string without escapes, as most are: to read it as any literal takes twenty times as long.
    fn plain(literal: &Literal) -> Option<Self> {
        text::plain(&literal.to_string()).map(|text| Self {
            text: text.to_owned(),
            span: literal.span(),
        })
    }

    /// A name where it is declared: one that is written wrongly is reported, and known by what was meant, so that those
    /// who use it do not complain too.
    pub(crate) fn declared(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let ahead = input.fork();
        let Ok(first) = ahead.call(Ident::parse_any) else {
            return input.parse();
        };
        let mut name = Self::from(first);
        if !More::may_follow(&ahead) {
            input.advance_to(&ahead);
            return Ok(name);
        }
        let Some(more) = More::read(&name.text, &ahead) else {
            return input.parse();
        };
        errors.at(name.span, more.message());
        input.advance_to(&ahead);
        name.text = more.meant();
        Ok(name)
    }
}

/// What was written where a name stands, and is more than one.
enum More {
    /// A call or a macro.
    Code(String),
    /// With blanks or signs in it.
    Dotted(String),
    /// A path, and its last word.
    Path(String),
}

impl More {
    /// Whether it is worth while to look: behind most names stands a comma, or nothing.
    fn may_follow(input: ParseStream<'_>) -> bool {
        let ahead = input.cursor();
        match ahead.punct() {
            Some((sign, _)) => sign.as_char() != ',',
            None => !ahead.eof(),
        }
    }

    /// Reads on behind the first word.
    fn read(first: &str, input: ParseStream<'_>) -> Option<Self> {
        if input.peek(Token![!]) || input.peek(syn::token::Paren) {
            return Some(Self::Code(first.to_owned()));
        }
        let mut more = None;
        let mut whole = first.to_owned();
        while let Some(sign) = sign(input) {
            let word = input
                .call(Ident::parse_any)
                .map(|word| word.unraw().to_string());
            let word = word.unwrap_or_default();
            whole = format!("{whole}{sign}{word}");
            more = Some(match more {
                None | Some(Self::Dotted(_)) if sign != "::" => Self::Dotted(whole.clone()),
                _ => Self::Path(word),
            });
        }
        more
    }

    fn message(&self) -> String {
        match self {
            Self::Code(_) => wording::TAKES_A_NAME.to_owned(),
            Self::Dotted(whole) => wording::name_in_quotes(whole),
            Self::Path(last) => wording::name_without_path(last),
        }
    }

    fn meant(self) -> String {
        match self {
            Self::Code(name) | Self::Dotted(name) | Self::Path(name) => name,
        }
    }
}

fn sign(input: ParseStream<'_>) -> Option<&'static str> {
    if input.parse::<Token![::]>().is_ok() {
        Some("::")
    } else if input.parse::<Token![.]>().is_ok() {
        Some(".")
    } else {
        input.parse::<Token![-]>().is_ok().then_some("-")
    }
}

/// `audit.read` becomes `audit_read`, a keyword becomes raw, and what cannot be raw takes an underscore.
pub(crate) fn mangled(text: &str) -> String {
    if is_usual(text) {
        return text.to_owned();
    }
    let mangled: String = text
        .chars()
        .map(|letter| if is_of_a_word(letter) { letter } else { '_' })
        .collect();
    match mangled.as_str() {
        "" => "__".to_owned(),
        "_" | "ALL" | "Name" | "Self" | "crate" | "self" | "super" => mangled + "_",
        word if is_usual(word) => mangled,
        _ if syn::parse_str::<Ident>(&mangled).is_ok() => mangled,
        _ if Ident::parse_any.parse_str(&mangled).is_ok() => format!("r#{mangled}"),
        _ => format!("_{mangled}"),
    }
}

/// A word of ASCII that means nothing else. Most names are; to ask the parser takes a hundred times as long.
fn is_usual(text: &str) -> bool {
    // A loop, since every build runs it for every rule, and without optimisation.
    let mut is_of_letters = true;
    for byte in text.as_bytes() {
        is_of_letters &= matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_');
    }
    is_of_letters
        && !matches!(text.as_bytes(), [] | [b'0'..=b'9' | b'_', ..])
        && !matches!(text, "ALL" | "Name")
        && words::KEYWORDS.binary_search(&text).is_err()
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || !letter.is_ascii() && syn::parse_str::<Ident>(&format!("_{letter}")).is_ok()
}

fn ident(text: &str, span: raw::Span) -> raw::Ident {
    if is_usual(text) {
        return raw::Ident::new(text, span);
    }
    let mangled = mangled(text);
    match mangled.strip_prefix("r#") {
        Some(keyword) => raw::Ident::new_raw(keyword, span),
        None => raw::Ident::new(&mangled, span),
    }
}

/// How many macros share the names of one kind: rustc tries the arms of a macro one after the other, so a lookup costs
/// a thirty-second of the list.
pub(crate) const BUCKETS: u64 = 32;

/// Which of the macros knows the name.
pub(crate) fn bucket(text: &str) -> u64 {
    hash(text) % BUCKETS
}

/// A suffix that no other block of the crate has: what was written, where, and how many of the same were before it,
/// since a macro of the user's may write the same block twice. Nothing of it depends on other files, or each change of
/// one would have the compiler look at every rule again.
pub(crate) fn unique(tokens: &TokenStream) -> String {
    let place = tokens.clone().into_iter().next().map(|first| {
        let (span, start) = (first.span(), first.span().start());
        format!("{}:{}:{}", span.file(), start.line, start.column)
    });
    let written = hash(&format!("{place:?} {tokens}"));
    format!("{:016x}", hash(&format!("{written} {}", before(written))))
}

/// How many blocks were the same so far; the compiler runs for one crate.
fn before(written: u64) -> u64 {
    static SEEN: Mutex<BTreeMap<u64, u64>> = Mutex::new(BTreeMap::new());
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let times = seen.entry(written).or_default();
    *times += 1;
    *times - 1
}

/// The same suffix as a number.
pub(crate) fn number(unique: &str) -> Literal {
    Literal::u64_unsuffixed(u64::from_str_radix(unique, 16).unwrap_or_default())
}

/// FNV-1a, 64 bits: the same in every build and on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
