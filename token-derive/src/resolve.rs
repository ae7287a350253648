//! What it means: `Input` in, `Plan` out. Every rule between fields is here; a `Plan` is valid.

use quote::ToTokens;

use crate::errors::{Errors, is_near, list, mistake};
use crate::parse::{Attrs, Field, Input};
use crate::vocabulary::{ACCESS_TOKEN, Keyword, Kind, ROLES, Role, UNITS};

pub(crate) struct Plan<'a> {
    pub(crate) input: &'a Input<'a>,
    /// In the order of `ROLES`. The first source of a role is read first.
    pub(crate) roles: Vec<(&'static Role, Vec<Source<'a>>)>,
}

/// A field in a role, and what its attribute says about it there.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) role: &'static Role,
    pub(crate) field: &'a Field<'a>,
    pub(crate) claim: &'a Attrs,
}

impl<'a> Source<'a> {
    /// The user's own token that gives the role.
    fn place(&self) -> &'a dyn ToTokens {
        match &self.claim.role {
            Some((_, ident)) => ident,
            None => self.field.place(),
        }
    }
}

impl Field<'_> {
    pub(crate) fn is_nested(&self) -> bool {
        self.attrs.option("nested").is_some()
    }

    /// How a message calls it.
    fn called(&self) -> String {
        self.name().map_or_else(|| "this field".to_owned(), |name| format!("`{name}`"))
    }
}

impl Plan<'_> {
    /// Whether `Debug` hides the field.
    pub(crate) fn is_secret(&self, field: &Field<'_>) -> bool {
        let secrets = self.roles.iter().filter(|(role, _)| role.is_secret);
        let mut secrets = secrets.flat_map(|(_, sources)| sources);
        field.attrs.option("secret").is_some()
            || secrets.any(|source| std::ptr::eq(source.field, field))
    }
}

pub(crate) fn resolve<'a>(input: &'a Input<'a>, errors: &mut Errors) -> Plan<'a> {
    for field in &input.fields {
        one_purpose(field, errors);
        secret_from_debug(field, input, errors);
    }
    let sources: Vec<_> = input.fields.iter().flat_map(|field| roles_of(field, errors)).collect();
    for source in &sources {
        fitting_options(source, errors);
    }
    let roles = ROLES.iter().map(|role| (role, sources_of(role, &sources, errors)));
    let roles = roles.filter(|(_, sources)| !sources.is_empty()).collect();
    some_access_token(input, &sources, errors);
    Plan { input, roles }
}

/// A field plays roles of its own, or lends those of the response in it, or has none.
fn one_purpose(field: &Field<'_>, errors: &mut Errors) {
    let is_claimed = field.claims.iter().any(|claim| !claim.is_empty());
    match (field.attrs.option("skip"), field.attrs.option("nested")) {
        (Some(skip), nested) if is_claimed || nested.is_some() => errors.push(mistake!(skip => "`skip` says that {} has no role, and another word gives it one; remove `skip` or the other word", field.called())),
        (None, Some(nested)) if is_claimed => errors.push(mistake!(nested => "a `nested` field is read by its own `TokenResponse` and takes no role or option here; remove `nested`, or the other words")),
        _ => {}
    }
}

/// `secret` speaks to the `Debug` that `debug` writes.
fn secret_from_debug(field: &Field<'_>, input: &Input<'_>, errors: &mut Errors) {
    if let (Some(secret), None) = (field.attrs.option("secret"), input.attrs.option("debug")) {
        errors.push(mistake!(secret => "`secret` hides the field in the `Debug` that `#[token(debug)]` generates; write `#[token(debug)]` on the struct, or remove `secret`"));
    }
}

/// A field plays the roles that its attributes name, or else the one that its name suggests.
fn roles_of<'a>(field: &'a Field<'a>, errors: &mut Errors) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    if field.attrs.option("skip").is_some() || field.is_nested() {
        return sources;
    }
    let names_role = field.claims.iter().any(|claim| claim.role.is_some());
    let inferred = field.name().as_deref().and_then(Role::of_name).filter(|_| !names_role);
    for claim in &field.claims {
        if let Some(role) = claim.role.as_ref().map(|(role, _)| *role).or(inferred) {
            sources.push(Source { role, field, claim });
        } else if let Some((keyword, ident)) = claim.options.first() {
            let Keyword { word, example, .. } = keyword;
            let (name, role) = (field.called(), keyword.roles().next().unwrap_or(ACCESS_TOKEN));
            let why = if names_role { "has several roles" } else { "has no role" };
            errors.push(mistake!(ident => "{name} {why}; name the one that `{word}` applies to, as in `#[token({role}, {example})]`"));
        }
    }
    sources
}

/// An option goes with a role that takes it.
fn fitting_options(Source { role, claim, .. }: &Source<'_>, errors: &mut Errors) {
    for (keyword, ident) in &claim.options {
        let word = keyword.word;
        if !keyword.kinds.contains(&role.kind) {
            errors.push(mistake!(ident => "`{word}` does not apply to `{}`, only to {}", role.word, list(keyword.roles())));
        } else if claim.with.is_some() && matches!(word, "unit" | "zero" | "separator") {
            errors.push(mistake!(ident => "`{word}` has no effect beside `with`, whose function reads the field itself; remove one of them"));
        }
        let is_too_long = word == "unit" && claim.unit.is_some_and(|unit| !unit.counts_timestamps);
        if is_too_long && role.kind == Kind::Timestamp {
            let units = UNITS.iter().filter(|unit| unit.counts_timestamps).map(|unit| unit.word);
            errors.push(mistake!(ident => "`{}` is a timestamp, so its unit must be one of {}", role.word, list(units)));
        }
    }
}

/// One field plays a role. Those that do so as its `fallback` follow it.
fn sources_of<'a>(role: &Role, all: &[Source<'a>], errors: &mut Errors) -> Vec<Source<'a>> {
    let playing = all.iter().copied().filter(|source| source.role == role);
    let (fallbacks, mut sources): (Vec<_>, Vec<_>) =
        playing.partition(|source| source.claim.option("fallback").is_some());
    if let Some((first, others)) = sources.split_first() {
        for other in others {
            taken_twice(first, other, errors);
        }
    } else {
        for fallback in &fallbacks {
            errors.push(mistake!(fallback.place() => "`fallback` needs another field with the role `{}` to be read first; remove `fallback`", role.word));
        }
    }
    sources.extend(fallbacks);
    sources
}

fn taken_twice(first: &Source<'_>, other: &Source<'_>, errors: &mut Errors) {
    let (word, one, two) = (first.role.word, first.field.called(), other.field.called());
    if std::ptr::eq(first.field, other.field) {
        errors.push(mistake!(other.place() => "{one} has the role `{word}` twice; remove one, or put everything about it in one attribute"));
        return;
    }
    let skip = |name: &str| format!("`#[token(skip)]` on {name}");
    // What is in the name is not meant as firmly as what is written beside it.
    let (reasons, repair) = match (&first.claim.role, &other.claim.role) {
        (None, None) => ("both by name", skip(&two)),
        (None, Some(_)) => ("the first by its name, the second by its attribute", skip(&one)),
        (Some(_), None) => ("the first by its attribute, the second by its name", skip(&two)),
        (Some(_), Some(_)) => ("both by attribute", format!("another role on {two}")),
    };
    errors.push(mistake!(other.place() => "{one} and {two} both have the role `{word}`, {reasons}; write {repair}, or `#[token({word}, fallback)]` on the field to read second"));
    errors.push(mistake!(first.place() => "the role `{word}` is first given here"));
}

/// Without an access token there is no token: RFC 6749 section 5.1.
fn some_access_token(input: &Input<'_>, sources: &[Source<'_>], errors: &mut Errors) {
    let is_played = sources.iter().any(|source| source.role.word == ACCESS_TOKEN);
    if is_played || input.fields.iter().any(Field::is_nested) {
        return;
    }
    let is_near = |field: &&Field<'_>| {
        field.attrs.option("skip").is_none()
            && field.name().is_some_and(|name| is_near(&name, ACCESS_TOKEN))
    };
    let is_tuple = input.fields.iter().any(|field| field.name().is_none());
    let name = &input.original.ident;
    errors.push(match input.fields.iter().find(is_near) {
        Some(near) => mistake!(near.place() => "no field has the role `{ACCESS_TOKEN}`, did you mean {}? rename it, or mark it with `#[token({ACCESS_TOKEN})]`", near.called()),
        None if is_tuple => mistake!(name => "no field has the role `{ACCESS_TOKEN}`; the fields of a tuple struct have no names to go by; mark one with `#[token({ACCESS_TOKEN})]`"),
        None => mistake!(name => "no field has the role `{ACCESS_TOKEN}`; name a field `{ACCESS_TOKEN}`, or mark one with `#[token({ACCESS_TOKEN})]`"),
    });
}
