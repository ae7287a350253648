//! What it means: `Input` in, `Plan` out. Every rule between fields is here.

use quote::{ToTokens, format_ident};
use syn::{Attribute, Data, GenericArgument, Lit, PathArguments, PathSegment, Type};

use crate::errors::{Errors, is_near, list, mistake};
use crate::parse::{Attrs, Field, Given, Input, mentions};
use crate::vocabulary::{ACCESS_TOKEN, ISSUE_NAMES, Kind, ROLES, Role, UNITS};

/// What to read, as far as there is no mistake in it.
pub(crate) struct Plan<'a> {
    pub(crate) input: &'a Input<'a>,
    /// In the order of `ROLES`. The first source of a role is read first.
    pub(crate) roles: Vec<(&'static Role, Vec<Source<'a>>)>,
    pub(crate) nested: Vec<&'a Field<'a>>,
    /// Roles that only a `fallback` plays, and before it a nested answer.
    pub(crate) fallbacks: Vec<(&'static Role, Vec<Source<'a>>)>,
}

/// A field in a role, and what its attributes say about it there.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) role: &'static Role,
    pub(crate) field: &'a Field<'a>,
    pub(crate) claim: &'a Attrs,
    /// Without a mistake, so that it can be read.
    is_sound: bool,
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

    fn is_skipped(&self) -> bool {
        self.attrs.option("skip").is_some()
    }

    /// The names that may suggest its role: its own first, then those that serde reads it by.
    fn names(&self) -> impl Iterator<Item = String> {
        self.name().into_iter().chain(self.serde.names.iter().cloned())
    }

    /// The role that a name suggests.
    fn suggested(&self) -> Option<&'static Role> {
        self.names().find_map(|name| Role::of_name(&name))
    }

    fn names_role(&self) -> bool {
        self.claims.iter().any(|claim| claim.role.is_some())
    }

    /// How a message calls it.
    fn called(&self) -> String {
        format!("`{}`", self.name().unwrap_or_else(|| self.member.to_token_stream().to_string()))
    }

    /// Whether `Debug` hides it: a token, by its role or by its name, or what is marked as a secret.
    pub(crate) fn is_secret(&self) -> bool {
        self.attrs.option("secret").is_some() || self.roles().any(|role| role.is_secret)
    }

    /// Whether it holds what a server says of an error, which may quote a token.
    pub(crate) fn is_of_error(&self) -> bool {
        self.roles().any(|role| role.word.starts_with("error"))
    }

    fn roles(&self) -> impl Iterator<Item = &'static Role> {
        let claimed = self.claims.iter().filter_map(|claim| claim.role.as_ref());
        claimed.map(|(role, _)| *role).chain(self.suggested())
    }
}

impl Input<'_> {
    /// The first attribute of this name that has the word.
    fn attribute(&self, name: &str, word: &str) -> Option<&Attribute> {
        let mut attributes = self.original.attrs.iter().filter(|attr| attr.path().is_ident(name));
        attributes.find(|attr| mentions(&attr.meta.to_token_stream(), &[&format_ident!("{word}")]))
    }

    /// A derived `Debug` below this derive. Those above it are not shown to it.
    pub(crate) fn derived_debug(&self) -> Option<&Attribute> {
        self.attribute("derive", "Debug")
    }
}

pub(crate) fn resolve<'a>(input: &'a Input<'a>, errors: &mut Errors) -> Plan<'a> {
    let mut plan = Plan { input, roles: Vec::new(), nested: Vec::new(), fallbacks: Vec::new() };
    if let (Some(_), Some(debug)) = (input.derived_debug(), input.attrs.option("debug")) {
        errors.push(mistake!(debug => "`#[derive(Debug)]` also implements `Debug`, and shows the tokens; remove it from the `derive`"));
    }
    if let Some(packed) = input.attribute("repr", "packed") {
        errors.push(mistake!(packed => "`TokenResponse` borrows the fields, which a packed struct does not allow; remove `packed`"));
        return plan;
    }
    for field in &input.fields {
        let before = errors.count();
        one_purpose(field, errors);
        if field.is_nested() && errors.count() == before {
            plan.nested.push(field);
        }
        secret_from_debug(field, input, errors);
    }
    let mut sources: Vec<_> =
        input.fields.iter().flat_map(|field| roles_of(field, errors)).collect();
    for source in &mut sources {
        let before = errors.count();
        fitting_options(source, errors);
        possible_success(source, errors);
        source.is_sound &= errors.count() == before;
    }
    for role in &ROLES {
        sources_of(role, &sources, &mut plan, errors);
    }
    let before = errors.count();
    for field in &input.fields {
        nothing_lost(field, &sources, errors);
    }
    if errors.count() == before {
        some_access_token(input, &sources, errors);
    }
    plan
}

/// A field plays roles of its own, or lends those of the response in it, or has none.
fn one_purpose(field: &Field<'_>, errors: &mut Errors) {
    let role = field.claims.iter().find_map(|claim| claim.role.as_ref()).map(|(_, ident)| ident);
    let option = field.claims.iter().find_map(|claim| claim.options.first());
    let nested = field.attrs.option("nested");
    let needing = option.map(|option| (&option.ident, "needs one"));
    let other = role.map(|role| (role, "is one")).or(needing);
    let other = other.or(nested.map(|nested| (nested, "reads the roles in it")));
    match (field.attrs.option("skip"), nested, role, option) {
        (Some(skip), ..) => if let Some((other, does)) = other {
            errors.push(mistake!(skip => "`skip` gives {} no role, but `{other}` {does}; remove `skip` or `{other}`", field.called()));
        },
        (None, Some(nested), Some(role), _) => errors.push(mistake!(nested => "a `nested` field has the roles of its own fields and no other; remove `nested` or `{role}`")),
        (None, Some(_), None, Some(Given { keyword, ident, .. })) if keyword.word == "fallback" => errors.push(mistake!(ident => "a `nested` field is always read after the other fields; remove `fallback`")),
        (None, Some(_), None, Some(Given { ident, text, .. })) => errors.push(mistake!(ident => "`{ident}` belongs on a field inside {}, beside the role that it applies to; write `#[token({text})]` there", field.called())),
        _ => {}
    }
}

/// `secret` speaks to the `Debug` that `debug` generates.
fn secret_from_debug(field: &Field<'_>, input: &Input<'_>, errors: &mut Errors) {
    if let (Some(secret), None) = (field.attrs.option("secret"), input.attrs.option("debug")) {
        errors.push(mistake!(secret => "`secret` hides the field in the `Debug` that `#[token(debug)]` generates; write `#[token(debug)]` on the struct, in place of any other `Debug`, or remove `secret`"));
    }
}

/// A field plays the roles that its attributes name, or else the one that its names suggest.
fn roles_of<'a>(field: &'a Field<'a>, errors: &mut Errors) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    if field.is_skipped() || field.is_nested() {
        return sources;
    }
    let suggested = field.suggested().filter(|_| !field.names_role());
    for claim in &field.claims {
        let option = claim.options.first().filter(|_| !field.is_broken);
        if let Some(role) = claim.role.as_ref().map(|(role, _)| *role).or(suggested) {
            sources.push(Source { role, field, claim, is_sound: !field.is_broken });
        } else if let Some(Given { keyword, ident, text }) = option {
            let name = field.called();
            errors.push(match keyword.roles().next() {
                _ if field.names_role() => mistake!(ident => "{name} has several roles; write `{text}` in the attribute of the role that it applies to"),
                Some(role) if role != ACCESS_TOKEN => mistake!(ident => "{name} has no role; write it beside `{ident}`, as in `#[token({role}, {text})]`"),
                _ => mistake!(ident => "{name} has no role; write its role beside `{ident}`"),
            });
        }
    }
    sources
}

/// An option goes with a role that takes it.
fn fitting_options(Source { role, claim, .. }: &Source<'_>, errors: &mut Errors) {
    for Given { keyword, ident, .. } in &claim.options {
        let word = keyword.word;
        if !keyword.kinds.contains(&role.kind) {
            errors.push(mistake!(ident => "`{word}` does not apply to `{}`, only to {}; remove it", role.word, list(keyword.roles())));
        } else if claim.with.is_some() && matches!(word, "unit" | "zero" | "separator") {
            errors.push(mistake!(ident => "`{word}` has no effect beside `with`, whose function reads the field itself; remove one of them"));
        }
        let is_too_long =
            word == "unit" && claim.unit.is_some_and(|unit| !unit.counts_timestamps());
        if is_too_long && role.kind == Kind::Timestamp {
            let units = UNITS.iter().filter(|unit| unit.counts_timestamps()).map(|unit| unit.word);
            errors.push(mistake!(ident => "`{}` is a timestamp, so its unit must be one of {}", role.word, list(units)));
        }
    }
}

/// `success` is a code that a field of its type can hold: otherwise every answer would be refused.
fn possible_success(Source { field, claim, .. }: &Source<'_>, errors: &mut Errors) {
    let (Some(success), Some(ident), None) =
        (&claim.success, claim.option("success"), claim.option("with"))
    else {
        return;
    };
    let (name, ty, code) = (field.called(), innermost(field.ty), success_text(success));
    let instead = match (can_hold(&ty, &code), code.parse::<i128>()) {
        (Some(true) | None, _) => return,
        _ if ty == "bool" => "write `success = true` or `success = false`".to_owned(),
        (_, Ok(number)) if can_hold(&ty, &number.to_string()) == Some(true) => {
            format!("write `success = {number}`")
        }
        _ => format!("set `success` to an integer that fits in `{ty}`"),
    };
    let article = if ty.starts_with('i') { "an" } else { "a" };
    errors.push(mistake!(ident => "{name} is {article} `{ty}`, which never equals `{}`; {instead}", success.to_token_stream()));
}

/// The code that a literal stands for, as error codes are read.
pub(crate) fn success_text(success: &Lit) -> String {
    match success {
        Lit::Int(number) => number.base10_digits().to_owned(),
        Lit::Str(text) => text.value(),
        Lit::Bool(flag) => flag.value().to_string(),
        _ => String::new(),
    }
}

/// The name of the type inside of `Option`s and pointers.
fn innermost(ty: &Type) -> String {
    match ty {
        Type::Group(group) => innermost(&group.elem),
        Type::Paren(paren) => innermost(&paren.elem),
        Type::Reference(reference) => innermost(&reference.elem),
        Type::Path(path) => match path.path.segments.last() {
            Some(PathSegment { ident, arguments: PathArguments::AngleBracketed(inner) })
                if ["Option", "Box", "Rc", "Arc"].iter().any(|pointer| ident == pointer) =>
            {
                match inner.args.first() {
                    Some(GenericArgument::Type(inner)) => innermost(inner),
                    _ => String::new(),
                }
            }
            last => last.map(|last| last.ident.to_string()).unwrap_or_default(),
        },
        _ => String::new(),
    }
}

/// Whether a type can hold a code, if it is known: a `bool` or an integer.
fn can_hold(ty: &str, code: &str) -> Option<bool> {
    if ty == "bool" {
        return Some(matches!(code, "true" | "false"));
    }
    let (sign, bits) = ty.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "i" | "u"))?;
    let bits: u32 = if bits == "size" { 64 } else { bits.parse().ok()? };
    let Ok(number) = code.parse::<i128>() else { return Some(false) };
    let rest = number.checked_shr(if sign == "i" { bits - 1 } else { bits }).unwrap_or(0);
    let fits = rest == 0 || sign == "i" && rest == -1;
    Some(fits && (sign == "i" || number >= 0) && number.to_string() == code)
}

/// One field plays a role. Those that do so as its `fallback` follow it, and so does what is nested.
fn sources_of<'a>(
    role: &'static Role,
    all: &[Source<'a>],
    plan: &mut Plan<'a>,
    errors: &mut Errors,
) {
    let before = errors.count();
    let playing = all.iter().copied().filter(|source| source.role == role);
    let (fallbacks, mut sources): (Vec<_>, Vec<_>) =
        playing.partition(|source| source.claim.option("fallback").is_some());
    if let Some((first, others)) = sources.split_first() {
        for other in others {
            taken_twice(first, other, errors);
        }
    } else if let Some(first) = fallbacks.first() {
        if plan.input.fields.iter().any(Field::is_nested) {
            push(&mut plan.fallbacks, role, fallbacks);
            return;
        }
        let (name, place) = (first.field.called(), first.claim.option("fallback"));
        errors.push(mistake!(place => "every field with the role `{}` is a fallback; remove `fallback` from {name}", role.word));
    } else {
        return;
    }
    sources.extend(fallbacks);
    if errors.count() == before {
        push(&mut plan.roles, role, sources);
    }
}

fn push<'a>(
    roles: &mut Vec<(&'static Role, Vec<Source<'a>>)>,
    role: &'static Role,
    mut sources: Vec<Source<'a>>,
) {
    sources.retain(|source| source.is_sound);
    if !sources.is_empty() {
        roles.push((role, sources));
    }
}

fn taken_twice(first: &Source<'_>, other: &Source<'_>, errors: &mut Errors) {
    let (word, one, two) = (first.role.word, first.field.called(), other.field.called());
    if std::ptr::eq(first.field, other.field) {
        errors.push(mistake!(other.place() => "{one} has the role `{word}` twice; remove one"));
        return;
    }
    let skip = |name: &str| format!("`#[token(skip)]` on {name}");
    // What is in the name is not meant as firmly as what is written beside it.
    let (repair, by_name) = match (&first.claim.role, &other.claim.role) {
        (None, None) => ("`#[token(skip)]` on one".to_owned(), ""),
        (None, Some(_)) => (skip(&one), ", the first by its name"),
        (Some(_), None) => (skip(&two), ", the second by its name"),
        (Some(_), Some(_)) => (format!("another role on {two}"), ""),
    };
    errors.push(mistake!(other.place() => "two fields have the role `{word}`: {one} and {two}{by_name}; write {repair}, or `#[token({word}, fallback)]` on the one to read second"));
}

/// A field that looks like a role and has none is not lost in silence.
fn nothing_lost(field: &Field<'_>, sources: &[Source<'_>], errors: &mut Errors) {
    let has_role = field.names_role() || field.suggested().is_some() || field.is_broken;
    if has_role || field.is_skipped() || field.is_nested() || field.serde.is_skipped {
        return;
    }
    let (called, ty) = (field.called(), innermost(field.ty));
    if let Some(flatten) = &field.serde.flatten {
        if !matches!(&*ty, "HashMap" | "BTreeMap" | "IndexMap" | "Map" | "Value") {
            errors.push(mistake!(flatten => "the fields of {called} are ignored unless it is `nested`; write `#[token(nested)]` on {called} if its type is a `TokenResponse`, or `#[token(skip)]`"));
        }
        return;
    }
    let tells_time =
        |source: &Source<'_>| matches!(source.role.kind, Kind::Lifetime | Kind::Timestamp);
    for name in field.names() {
        let roles = Role::like_name(&name);
        let is_unneeded = |source: &Source<'_>| {
            source.role.is_qualified_by(&name)
                || ISSUE_NAMES.contains(&&*name) && tells_time(source)
        };
        if roles.is_empty() || ty == "bool" || sources.iter().any(is_unneeded) {
            continue;
        }
        let unit =
            if name.ends_with("_ms") || name.ends_with("Ms") { ", unit = \"ms\"" } else { "" };
        let is_played = sources.iter().any(|source| source.role.word == ACCESS_TOKEN);
        let lacking = if roles.contains(&ACCESS_TOKEN) && !is_played {
            "no field has the role `access_token`"
        } else {
            "the field has no role"
        };
        let roles: Vec<_> = roles.iter().map(|role| format!("`#[token({role}{unit})]`")).collect();
        errors.push(mistake!(field.place() => "`{name}` looks like the name of a role, but {lacking}; write {} or `#[token(skip)]`", roles.join(", ")));
        return;
    }
}

/// Without an access token there is no token: RFC 6749 section 5.1.
fn some_access_token(input: &Input<'_>, sources: &[Source<'_>], errors: &mut Errors) {
    let is_played = sources.iter().any(|source| source.role.word == ACCESS_TOKEN);
    let may_be_played = input.fields.iter().any(|field| field.is_nested() || field.is_broken);
    let is_misplaced = input.attrs.role.is_some();
    let is_struct = matches!(input.original.data, Data::Struct(_));
    let is_partial = input.attrs.option("partial").is_some();
    if is_played || may_be_played || is_misplaced || is_partial || !is_struct {
        return;
    }
    let is_free = |field: &&Field<'_>| {
        !field.is_skipped() && !sources.iter().any(|source| std::ptr::eq(source.field, *field))
    };
    let free = || input.fields.iter().filter(is_free);
    let named =
        |fits: fn(&str) -> bool| free().find(|field| field.name().is_some_and(|name| fits(&name)));
    let near = named(|name| is_near(name, ACCESS_TOKEN))
        .or_else(|| named(|name| name.to_ascii_lowercase().contains("token")));
    let is_tuple = input.fields.iter().any(|field| field.name().is_none());
    let name = &input.original.ident;
    errors.push(match near {
        Some(near) => mistake!(near.place() => "no field has the role `{ACCESS_TOKEN}`; if {} holds it, write `#[token({ACCESS_TOKEN})]` on it", near.called()),
        None if input.fields.is_empty() => mistake!(name => "`{name}` has no fields, so it can't hold an access token; add a field `{ACCESS_TOKEN}`"),
        None if is_tuple => mistake!(name => "no field has the role `{ACCESS_TOKEN}`, and the fields of a tuple struct have no names to go by; write `#[token({ACCESS_TOKEN})]` on one of them"),
        None => mistake!(name => "no field has the role `{ACCESS_TOKEN}`; write `#[token({ACCESS_TOKEN})]` on the field that holds it, `#[token(nested)]` on a `TokenResponse` that does, or `#[token(partial)]` on `{name}` if it is only part of an answer"),
    });
}
