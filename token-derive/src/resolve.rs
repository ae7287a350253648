//! What it means: `Input` in, `Plan` out. Every rule between fields is here.

use quote::ToTokens;
use syn::{Attribute, Data, Error, Type, TypeReference};

use crate::errors::{Errors, mistake, one_of};
use crate::parse::{Attrs, Field, Given, Input, words_in};
use crate::vocabulary::{ACCESS_TOKEN, Keyword, Kind, ROLES, Role, has};

/// What to read, as far as there is no mistake in it.
pub(crate) struct Plan<'a> {
    pub(crate) input: &'a Input<'a>,
    /// The name of token-core where no `crate` is given, if it has one.
    pub(crate) token_core: Option<&'a str>,
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

impl Field<'_> {
    fn has(&self, option: &str) -> bool {
        self.attrs.option(option).is_some()
    }

    /// How a message calls it.
    fn called(&self) -> String {
        format!("`{}`", self.name().unwrap_or_else(|| self.member.to_token_stream().to_string()))
    }

    /// Whether `Debug` hides it: a token, by its role or by its name, or what is marked as a secret.
    pub(crate) fn is_secret(&self) -> bool {
        self.has("secret") || self.roles().any(|role| role.word.ends_with("_token"))
    }

    /// The roles that its attributes name, and the one that its names suggest.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &'static Role> {
        let claimed = self.claims.iter().filter_map(|claim| claim.role.as_ref());
        claimed.map(|(role, _)| *role).chain(self.suggested)
    }
}

impl Input<'_> {
    /// The first attribute of this name that has the word. A `derive` above this one is not shown to it.
    pub(crate) fn attribute(&self, name: &str, word: &str) -> Option<&Attribute> {
        let mut attributes = self.original.attrs.iter().filter(|attr| attr.path().is_ident(name));
        attributes.find(|attr| words_in(&attr.meta.to_token_stream().to_string()).contains(&word))
    }
}

pub(crate) fn resolve<'a>(
    input: &'a Input<'a>,
    token_core: Option<&'a str>,
    errors: &mut Errors,
) -> Plan<'a> {
    let (roles, nested, fallbacks) = (Vec::new(), Vec::new(), Vec::new());
    let mut plan = Plan { input, token_core, roles, nested, fallbacks };
    known_crate(input, token_core, errors);
    let debug = input.attrs.option("debug");
    if let (Some(_), Some(debug)) = (input.attribute("derive", "Debug"), debug) {
        errors.push(mistake!(debug => "`#[derive(Debug)]` shows the tokens; remove `Debug` from the `derive`"));
    }
    if let Some(packed) = input.attribute("repr", "packed") {
        errors.push(mistake!(packed => "`TokenResponse` borrows the fields, which a packed struct does not allow; remove `packed`"));
        return plan;
    }
    let mut secrets = input.fields.iter().filter_map(|field| field.attrs.option("secret"));
    if let (Some(secret), None) = (secrets.next(), debug) {
        errors.push(mistake!(secret => "`secret` has no effect without `#[token(debug)]`; remove `Debug` from the `derive` of the struct if it is there, and write `#[token(debug)]` on the struct"));
    }
    let mut sources = Vec::new();
    for field in &input.fields {
        let before = errors.len();
        one_purpose(field, errors);
        if !field.has("nested") && !field.has("skip") {
            play_roles(field, &mut sources, errors);
        } else if field.has("nested") && errors.len() == before {
            plan.nested.push(field);
        }
    }
    for role in &ROLES {
        settle(role, &sources, &mut plan, errors);
    }
    let before = errors.len();
    for field in &input.fields {
        nothing_lost(field, &sources, errors);
    }
    if errors.len() == before {
        some_access_token(input, &sources, errors);
    }
    plan
}

/// token-core is where the generated code looks for it.
fn known_crate(input: &Input<'_>, token_core: Option<&str>, errors: &mut Errors) {
    let name = &input.original.ident;
    errors.push(match token_core {
        _ if input.attrs.option("crate").is_some() => return,
        Some("token_core") => return,
        Some(other) => mistake!(name => "this crate depends on token-core under the name `{other}`; write `#[token(crate = {other})]` on `{name}`"),
        None => mistake!(name => "this crate does not depend on token-core itself; write `#[token(crate = facade::token_core)]` on `{name}`, with the path at which another crate re-exports token-core, or add token-core to `Cargo.toml`"),
    });
}

/// A field plays roles of its own, or lends those of the response in it, or has none.
fn one_purpose(field: &Field<'_>, errors: &mut Errors) {
    let option = field.claims.iter().find_map(|claim| claim.options.first());
    let nested = field.attrs.option("nested");
    let role = field.claims.iter().find_map(|claim| claim.role.as_ref());
    let role = role.map(|(_, ident)| (ident, "is a role"));
    let other = role.or(option.map(|option| (&option.ident, "needs a role")));
    let other = other.or(nested.map(|nested| (nested, "reads the roles in it")));
    errors.push(match (field.attrs.option("skip"), other, nested, option) {
        (Some(skip), Some((other, does)), ..) => mistake!(skip => "`skip` says that {} has no role, but `{other}` {does}; remove `skip` or `{other}`", field.called()),
        (None, Some((role, "is a role")), Some(nested), _) => mistake!(nested => "a `nested` field has the roles of its own fields and no other; remove `nested` or `{role}`"),
        (None, _, Some(_), Some(Given { keyword: Keyword { word: "fallback", .. }, ident, .. })) => mistake!(ident => "a `nested` field is read only for roles that no field beside it has; remove `fallback` here, and, if a field beside it has one of the same roles, write `fallback` on that field"),
        (None, _, Some(_), Some(Given { ident, text, .. })) => mistake!(ident => "`{ident}` goes on the field inside {} that it applies to; write `#[token({text})]` there", field.called()),
        _ => return,
    });
}

/// A field plays the roles that its attributes name, or else the one that its names suggest.
#[rustfmt::skip]
fn play_roles<'a>(field: &'a Field<'a>, sources: &mut Vec<Source<'a>>, errors: &mut Errors) {
    let is_named = field.claims.iter().any(|claim| claim.role.is_some());
    let suggested = field.suggested.filter(|_| !is_named);
    for claim in &field.claims {
        let (before, option) = (errors.len(), claim.options.first());
        let option = option.filter(|_| !field.is_broken);
        if let Some(role) = claim.role.as_ref().map(|(role, _)| *role).or(suggested) {
            fitting_options(role, claim, errors);
            possible_success(field, claim, errors);
            if let (Type::Reference(TypeReference { mutability: Some(word), .. }), None) = (field.ty, &claim.with) {
                errors.push(mistake!(word => "a field can't be read through `&mut`; remove `mut`"));
            }
            let is_sound = !field.is_broken && errors.len() == before;
            sources.push(Source { role, field, claim, is_sound });
        } else if let Some(Given { keyword, ident, text, .. }) = option {
            let name = field.called();
            errors.push(match keyword.example() {
                _ if is_named => mistake!(ident => "{name} has several roles; write `{text}` in the attribute of the role that it applies to"),
                role => mistake!(ident => "{name} has no role; name one beside `{ident}`, as in `#[token({role}, {text})]`"),
            });
        }
    }
}

/// An option goes with a role that takes it.
fn fitting_options(role: &Role, claim: &Attrs, errors: &mut Errors) {
    for Given { keyword, ident, .. } in &claim.options {
        errors.push(match keyword.word {
            word if !keyword.kinds.contains(&role.kind) => mistake!(ident => "`{word}` is only for {} `{}`, not for `{}`; remove `{word}`", if matches!(keyword.kinds, [Kind::Scope | Kind::ErrorCode]) { "the role" } else { "roles such as" }, keyword.example(), role.word),
            word @ ("unit" | "zero" | "separator") if claim.with.is_some() => mistake!(ident => "`{word}` has no effect beside `with`, whose function reads the field itself; remove one of them"),
            "unit" if role.kind == Kind::Timestamp && claim.unit.is_some_and(|unit| unit.milliseconds > 1_000) => mistake!(ident => "`{}` is a timestamp, so write `unit = \"s\"` or `unit = \"ms\"`", role.word),
            _ => continue,
        });
    }
}

/// `success` is a code that a field of its type can hold: otherwise every answer would be refused.
#[rustfmt::skip]
fn possible_success(field: &Field<'_>, claim: &Attrs, errors: &mut Errors) {
    let given = claim.options.iter().find(|given| given.keyword.word == "success");
    let (Some(code), Some(Given { value, text, .. })) = (&claim.success, given) else { return };
    let (name, ty, written) = (field.called(), innermost(field.ty), text.trim_start_matches("success =").trim());
    let instead = match code.parse::<i128>() {
        _ if claim.with.is_some() || can_equal(&ty, code) => return,
        _ if ty == "bool" => "write `success = true` or `success = false`".to_owned(),
        Ok(number) if can_equal(&ty, &number.to_string()) => format!("write `success = {number}`"),
        _ => format!("set `success` to an integer that fits in `{ty}`"),
    };
    let other = if matches!(&**code, "true" | "false") { "a `bool`" } else if text.contains('"') { "a `String`" } else { "a `TextOrNumber`" };
    errors.push(mistake!(value => "{name} of type `{ty}` never equals `{written}`; if the server sends `{written}`, make {name} {other}; otherwise {instead}"));
}

/// The name of the type inside of `Option`s and pointers.
fn innermost(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    let mut names = text.split('<').filter_map(|path| words_in(path).pop());
    names.find(|name| !has("Option Box Rc Arc", name)).unwrap_or_default().to_owned()
}

/// Whether a `bool` or an integer can equal a code. Of other types nothing is known.
fn can_equal(ty: &str, code: &str) -> bool {
    let width = ty.strip_prefix(['i', 'u']).map(|width| width.replace("size", "64"));
    let Some(bits) = width.and_then(|width| width.parse::<u32>().ok()) else {
        return ty != "bool" || matches!(code, "true" | "false");
    };
    let Ok(number) = code.parse::<i128>() else { return false };
    let is_signed = ty.starts_with('i');
    let rest = number.checked_shr(bits - u32::from(is_signed)).unwrap_or(0);
    number.to_string() == code && (rest == 0 && number >= 0 || rest == -1 && is_signed)
}

/// One field plays a role. Those that do so as its `fallback` follow it, and so does what is nested.
fn settle<'a>(role: &'static Role, all: &[Source<'a>], plan: &mut Plan<'a>, errors: &mut Errors) {
    let (before, word) = (errors.len(), role.word);
    let playing = all.iter().copied().filter(|source| source.role == role);
    let (fallbacks, mut sources): (Vec<_>, Vec<_>) =
        playing.partition(|source| source.claim.option("fallback").is_some());
    let is_nested = plan.input.fields.iter().any(|field| field.has("nested"));
    let is_after_nested = sources.is_empty() && is_nested;
    match (sources.first(), fallbacks.first()) {
        (Some(first), _) => sources.iter().skip(1).for_each(|other| errors.push(taken_twice(first, other))),
        (None, Some(Source { field, claim, .. })) if !is_nested => errors.push(mistake!(claim.option("fallback") => "every field with the role `{word}` is a fallback; remove `fallback` from {}", field.called())),
        _ => {}
    }
    sources.extend(fallbacks);
    sources.retain(|source| source.is_sound);
    if errors.len() == before && !sources.is_empty() {
        let roles = if is_after_nested { &mut plan.fallbacks } else { &mut plan.roles };
        roles.push((role, sources));
    }
}

fn taken_twice(first: &Source<'_>, other: &Source<'_>) -> Error {
    let (word, one, two) = (first.role.word, first.field.called(), other.field.called());
    let (named, other_named) = (first.claim.role.is_some(), other.claim.role.as_ref());
    let place: &dyn ToTokens = other_named.map_or(other.field.place(), |(_, ident)| ident);
    // What is in the name is not meant as firmly as what is written beside it.
    let (by_name, by_name_two, repair) = match (named, other_named) {
        _ if std::ptr::eq(first.field, other.field) => {
            return mistake!(place => "{one} has the role `{word}` twice; remove one");
        }
        (false, None) => ("", "", "`#[token(skip)]` on one".to_owned()),
        (false, Some(_)) => (" (by its name)", "", format!("`#[token(skip)]` on {one}")),
        (true, None) => ("", " (by its name)", format!("`#[token(skip)]` on {two}")),
        (true, Some(_)) => ("", "", format!("another role on {two}")),
    };
    mistake!(place => "two fields have the role `{word}`: {one}{by_name} and {two}{by_name_two}; write {repair}, or `#[token({word}, fallback)]` on the one to read second")
}

/// A field that looks like a role that no field has is not lost in silence.
#[rustfmt::skip]
fn nothing_lost(field: &Field<'_>, sources: &[Source<'_>], errors: &mut Errors) {
    let is_known = field.roles().next().is_some() || field.is_broken || field.is_skipped;
    if is_known || field.has("skip") || field.has("nested") {
        return;
    }
    let (called, ty) = (field.called(), innermost(field.ty));
    if let (Some(flatten), false) = (&field.flatten, has("HashMap BTreeMap IndexMap Map Value", &ty)) {
        errors.push(mistake!(flatten => "the fields of {called} are ignored unless {called} is `nested`; derive `TokenResponse` for its type (with `#[token(partial)]` if it holds no access token) and write `#[token(nested)]` on {called}, or write `#[token(skip)]` if none of them has a role"));
    }
    for name in field.names().filter(|_| field.flatten.is_none() && ty != "bool") {
        let (roles, is_slip) = Role::like_name(&name);
        let words: Vec<_> = roles.iter().filter_map(|role| role.split(',').next()).collect();
        let is_unneeded = |Source { role, .. }: &Source<'_>| {
            let tells_time = matches!(role.kind, Kind::Lifetime | Kind::Timestamp);
            let is_qualified = words == [role.word] && (tells_time || role.kind == Kind::Scope);
            is_qualified || words == ["issued_at"] && tells_time
        };
        if roles.is_empty() || sources.iter().any(is_unneeded) {
            continue;
        }
        let is_lacking = words.contains(&ACCESS_TOKEN) && sources.iter().all(|source| source.role.word != ACCESS_TOKEN);
        let skip = Some("#[token(skip)]".to_owned()).filter(|_| !is_lacking);
        let offers: Vec<_> = roles.iter().map(|role| format!("#[token({role})]")).chain(skip).collect();
        let lacks = if is_lacking { "the role `access_token`, which no field has" } else { "the name of a role, but the field has no role" };
        let correct = if is_slip { format!("correct the name if it is a misspelling of {}; if the server really sends `{name}`, ", one_of(&words)) } else { String::new() };
        let pick = if is_lacking && name.ends_with('s') { ", or, to pick one of a list, `#[token(access_token, with = path::to::function)]`" } else { "" };
        errors.push(mistake!(field.place() => "`{name}` looks like {lacks}; {correct}write {}{pick}", one_of(&offers)));
        return;
    }
}

/// Without an access token there is no token: RFC 6749 section 5.1.
fn some_access_token(input: &Input<'_>, sources: &[Source<'_>], errors: &mut Errors) {
    let may_be_played = |field: &Field<'_>| field.has("nested") || field.is_broken;
    let is_needed = input.attrs.option("partial").is_none() && input.attrs.role.is_none();
    let is_near = |field: &&Field<'_>| {
        let is_free = !field.has("skip") && field.roles().next().is_none();
        is_free && field.name().is_some_and(|name| name.to_ascii_lowercase().contains("token"))
    };
    let name = &input.original.ident;
    errors.push(match input.fields.iter().find(is_near) {
        _ if sources.iter().any(|source| source.role.word == ACCESS_TOKEN) || input.fields.iter().any(may_be_played) => return,
        _ if !is_needed || !matches!(input.original.data, Data::Struct(_)) => return,
        Some(near) => mistake!(near.place() => "no field has the role `{ACCESS_TOKEN}`; if {} is the access token, write `#[token({ACCESS_TOKEN})]` on that field", near.called()),
        None if input.fields.is_empty() => mistake!(name => "`{name}` has no fields, so it can't hold an access token; add a field `{ACCESS_TOKEN}`"),
        None if input.fields.iter().any(|field| field.name().is_none()) => mistake!(name => "no field has the role `{ACCESS_TOKEN}`, and the fields of a tuple struct have no names to go by; write `#[token({ACCESS_TOKEN})]` on the one that holds it, or `#[token(nested)]` on the one whose type holds it"),
        None => mistake!(name => "no field has the role `{ACCESS_TOKEN}`; write `#[token({ACCESS_TOKEN})]` on the field that holds it, `#[token(nested)]` on the field whose type holds it, or `#[token(partial)]` on `{name}` if `{name}` is only part of a response; a field that `#[cfg]` removes does not count"),
    });
}
