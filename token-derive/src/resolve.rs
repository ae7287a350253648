//! What it means: `Input` in, `Plan` out. Every rule between fields is here; a `Plan` is valid.

use proc_macro2::{Span, TokenStream};
use syn::{DeriveInput, Member, Path, Type};

use crate::errors::{Errors, is_near, list};
use crate::parse::{Claim, Field, Input};
use crate::role::{Keyword, Kind, Role, Unit};

pub(crate) struct Plan<'a> {
    pub(crate) original: &'a DeriveInput,
    /// In the order of `Role::ALL`; the first source of a role comes first.
    pub(crate) roles: Vec<(Role, Vec<Source<'a>>)>,
    pub(crate) nested: Vec<Place<'a>>,
    pub(crate) default_expires_in: Option<u64>,
    /// All fields, if `Debug` is to be written.
    pub(crate) debug: Option<Vec<Shown<'a>>>,
}

pub(crate) struct Place<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
}

/// One field in one role.
pub(crate) struct Source<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) unit: Unit,
    pub(crate) zero_is_never: bool,
    pub(crate) separator: Option<char>,
    pub(crate) success: Option<String>,
    pub(crate) with: Option<Path>,
}

pub(crate) struct Shown<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) redacted: bool,
}

/// A field in a role, and the attribute that speaks of it, if any.
struct Cast<'i, 'a> {
    field: &'i Field<'a>,
    claim: Option<&'i Claim>,
    role: Role,
}

impl<'a> Cast<'_, 'a> {
    fn is_inferred(&self) -> bool {
        self.claim.is_none_or(|claim| claim.role.is_none())
    }

    fn is_fallback(&self) -> bool {
        self.claim.is_some_and(|claim| claim.fallback.is_some())
    }

    /// The user's own token that makes the claim.
    fn span(&self) -> Span {
        match self.claim.and_then(|claim| claim.role) {
            Some((_, span)) => span,
            None => self.field.span(),
        }
    }

    fn source(&self) -> Source<'a> {
        let claim = self.claim;
        Source {
            place: self.field.place(),
            unit: claim.and_then(|claim| claim.unit).map_or(Unit::Seconds, |(unit, _)| unit),
            zero_is_never: claim.is_some_and(|claim| claim.zero_is_never.is_some()),
            separator: claim.and_then(|claim| claim.separator).map(|(separator, _)| separator),
            success: claim.and_then(|claim| claim.success.clone()).map(|(success, _)| success),
            with: claim.and_then(|claim| claim.with.clone()).map(|(with, _)| with),
        }
    }
}

impl<'a> Field<'a> {
    fn place(&self) -> Place<'a> {
        Place { member: self.member.clone(), ty: self.ty }
    }

    fn inferred(&self) -> Option<Role> {
        self.name().as_deref().and_then(Role::of_name)
    }

    fn span(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => syn::spanned::Spanned::span(self.ty),
        }
    }

    /// How a message calls it.
    fn called(&self) -> String {
        match self.name() {
            Some(name) => format!("`{name}`"),
            None => "this field".to_owned(),
        }
    }
}

pub(crate) fn resolve<'a>(input: &Input<'a>) -> Result<Plan<'a>, TokenStream> {
    let mut errors = Errors::default();
    for field in &input.fields {
        one_purpose(field, &mut errors);
        secret_from_debug(field, input, &mut errors);
    }
    let casts: Vec<Cast<'_, '_>> =
        input.fields.iter().flat_map(|field| casts(field, &mut errors)).collect();
    for cast in &casts {
        fitting_options(cast, &mut errors);
    }
    let sources = |role| Some((role, sources_of(role, &casts, &mut errors)?));
    let roles = Role::ALL.into_iter().filter_map(sources).collect();
    some_access_token(input, &casts, &mut errors);
    errors.finish(())?;
    Ok(plan(input, &casts, roles))
}

fn plan<'a>(
    input: &Input<'a>,
    casts: &[Cast<'_, 'a>],
    roles: Vec<(Role, Vec<Source<'a>>)>,
) -> Plan<'a> {
    let nested = input.fields.iter().filter(|field| field.nested.is_some());
    let plays_secret = |field: &Field<'_>| {
        casts.iter().any(|cast| cast.role.is_secret() && cast.field.member == field.member)
    };
    let shown = |field: &Field<'a>| Shown {
        place: field.place(),
        redacted: field.secret.is_some() || plays_secret(field),
    };
    Plan {
        original: input.original,
        roles,
        nested: nested.map(Field::place).collect(),
        default_expires_in: input.default_expires_in,
        debug: input.debug.map(|_| input.fields.iter().map(shown).collect()),
    }
}

/// A field plays roles of its own, or lends those of the response in it, or has none.
fn one_purpose(field: &Field<'_>, errors: &mut Errors) {
    let claimed = !field.claims.is_empty();
    if let Some(skip) = field.skip.filter(|_| claimed || field.nested.is_some()) {
        errors.push_at(
            skip,
            format_args!(
                "`skip` means that {} has no role; remove `skip`, or what else is said about its role",
                field.called()
            ),
        );
    } else if let Some(nested) = field.nested.filter(|_| claimed) {
        errors.push_at(
            nested,
            "a `nested` token response plays the roles of its own fields; remove `nested`, or the role",
        );
    }
}

/// `secret` speaks to the `Debug` that `debug` writes.
fn secret_from_debug(field: &Field<'_>, input: &Input<'_>, errors: &mut Errors) {
    if let (Some(secret), None) = (field.secret, input.debug) {
        errors.push_at(
            secret,
            "`secret` hides the field from the `Debug` that `#[token(debug)]` on the struct writes; write that too, or remove `secret`",
        );
    }
}

/// Which roles a field plays: those that its attributes name, or else the one that its name suggests.
fn casts<'i, 'a>(field: &'i Field<'a>, errors: &mut Errors) -> Vec<Cast<'i, 'a>> {
    if field.skip.is_some() || field.nested.is_some() {
        return Vec::new();
    }
    let names_role = field.claims.iter().any(|claim| claim.role.is_some());
    let inferred = field.inferred().filter(|_| !names_role);
    let mut casts = Vec::new();
    for claim in &field.claims {
        if let Some(role) = claim.role.map(|(role, _)| role).or(inferred) {
            casts.push(Cast { field, claim: Some(claim), role });
            continue;
        }
        let Some((keyword, span)) = claim.keywords().next() else { continue };
        let role = keyword.kinds().first().map_or("access_token", |kind| kind.example().word());
        let why = if names_role { "has several roles" } else { "has no role by its name" };
        errors.push_at(
            span,
            format_args!(
                "{} {why}, so say which one `{}` is about, as in `#[token({role}, {})]`",
                field.called(),
                keyword.word(),
                keyword.example(),
            ),
        );
    }
    if field.claims.is_empty() {
        casts.extend(inferred.map(|role| Cast { field, claim: None, role }));
    }
    casts
}

/// An option is said of a role that takes it.
fn fitting_options(cast: &Cast<'_, '_>, errors: &mut Errors) {
    let Some(claim) = cast.claim else { return };
    for (keyword, span) in claim.keywords() {
        let word = keyword.word();
        if !keyword.kinds().contains(&cast.role.kind()) {
            let takers =
                Role::ALL.into_iter().filter(|role| keyword.kinds().contains(&role.kind()));
            errors.push_at(
                span,
                format_args!(
                    "`{word}` is nothing to say about `{}`; it is for {}",
                    cast.role.word(),
                    list(takers.map(Role::word)),
                ),
            );
        } else if claim.with.is_some() && matches!(keyword, Keyword::Unit | Keyword::Zero) {
            errors.push_at(
                span,
                format_args!("the function of `with` reads the field, and not by `{word}`; remove one of them"),
            );
        }
    }
    if let Some((unit, span)) = claim.unit {
        if cast.role.kind() == Kind::Timestamp && !unit.counts_timestamps() {
            let units = Unit::ALL.into_iter().filter(|unit| unit.counts_timestamps());
            errors.push_at(
                span,
                format_args!(
                    "`{}` is a timestamp, and its unit is one of {}",
                    cast.role.word(),
                    list(units.map(Unit::word))
                ),
            );
        }
    }
}

/// The field that plays the role, and behind it those that do so as its `fallback`, and no others.
fn sources_of<'a>(
    role: Role,
    casts: &[Cast<'_, 'a>],
    errors: &mut Errors,
) -> Option<Vec<Source<'a>>> {
    let mut first: Option<&Cast<'_, '_>> = None;
    let mut sources = Vec::new();
    let playing = || casts.iter().filter(|cast| cast.role == role);
    for cast in playing().filter(|cast| !cast.is_fallback()) {
        match first {
            Some(first) => taken_twice(first, cast, errors),
            None => first = Some(cast),
        }
        sources.push(cast.source());
    }
    for cast in playing().filter(|cast| cast.is_fallback()) {
        if first.is_none() {
            let word = role.word();
            errors.push_at(
                cast.span(),
                format_args!(
                    "there is nothing to fall back from, as no other field has the role `{word}`; remove `fallback`"
                ),
            );
        }
        sources.push(cast.source());
    }
    (!sources.is_empty()).then_some(sources)
}

/// One field plays a role.
fn taken_twice(first: &Cast<'_, '_>, other: &Cast<'_, '_>, errors: &mut Errors) {
    let word = first.role.word();
    if other.field.member == first.field.member {
        errors.push_at(
            other.span(),
            format_args!(
                "{} has the role `{word}` twice; write all about it in one attribute",
                first.field.called()
            ),
        );
        return;
    }
    let repair = match (first.is_inferred(), other.is_inferred()) {
        // What is in the name is not meant as firmly as what is written beside it.
        (_, true) => format!("`#[token(skip)]` on {}", other.field.called()),
        (true, false) => format!("`#[token(skip)]` on {}", first.field.called()),
        (false, false) => format!("another role on {}", other.field.called()),
    };
    let fallback = format!("`#[token({word}, fallback)]` on the one to be read second");
    errors.push_at(
        other.span(),
        format_args!(
            "{} and {} both have the role `{word}`, {}; write {repair}, or {fallback}",
            first.field.called(),
            other.field.called(),
            reasons(first, other),
        ),
    );
    errors.push_at(first.span(), format_args!("the role `{word}` is first taken here"));
}

/// Why both of two fields have their role.
fn reasons(first: &Cast<'_, '_>, other: &Cast<'_, '_>) -> &'static str {
    match (first.is_inferred(), other.is_inferred()) {
        (true, true) => "both by name",
        (true, false) => "the first by its name, the second by its attribute",
        (false, true) => "the first by its attribute, the second by its name",
        (false, false) => "both by attribute",
    }
}

/// Without an access token there is no token: RFC 6749 section 5.1.
fn some_access_token(input: &Input<'_>, casts: &[Cast<'_, '_>], errors: &mut Errors) {
    let word = Role::AccessToken.word();
    let claimed = casts.iter().any(|cast| cast.role == Role::AccessToken);
    let nested = input.fields.iter().any(|field| field.nested.is_some());
    if claimed || nested {
        return;
    }
    let is_near = |field: &&Field<'_>| {
        field.skip.is_none() && field.name().is_some_and(|name| is_near(&name, word))
    };
    if let Some(near) = input.fields.iter().find(is_near) {
        errors.push_at(
            near.span(),
            format_args!(
                "no field has the role `{word}`, did you mean {}? name it so, or mark it `#[token({word})]`",
                near.called()
            ),
        );
        return;
    }
    let why = if input.is_tuple {
        "the fields of a tuple struct have no names that suggest a role, so mark"
    } else {
        "name one so, or mark"
    };
    errors.push(
        &input.original.ident,
        format_args!(
            "no field has the role `{word}`; {why} the one that holds it `#[token({word})]`"
        ),
    );
}
