//! A rule in its normal form: terms that are asked for or denied, joined by `all` and `any`.

/// A rule, or a part of one.
#[derive(Clone, Debug)]
pub(crate) enum Formula {
    All(Vec<Formula>),
    Always,
    Any(Vec<Formula>),
    Has(Atom),
    Is(Kind),
    Lacks(Atom),
    Never,
}

/// What is asked for or denied, by its number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Atom {
    /// A checker or an authentication context: whoever calls, it may be met or not.
    Answer(usize),
    Permission(usize),
    Role(usize),
    Scope(usize),
}

/// A kind of caller.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Application,
    User,
}

impl Formula {
    /// What holds where this does not.
    pub(crate) fn denied(&self) -> Self {
        let each = |terms: &[Self]| terms.iter().map(Self::denied).collect();
        match self {
            Self::All(terms) => Self::Any(each(terms)),
            Self::Always => Self::Never,
            Self::Any(terms) => Self::All(each(terms)),
            Self::Has(atom) => Self::Lacks(*atom),
            Self::Is(Kind::Application) => Self::Is(Kind::User),
            Self::Is(Kind::User) => Self::Is(Kind::Application),
            Self::Lacks(atom) => Self::Has(*atom),
            Self::Never => Self::Always,
        }
    }
}
