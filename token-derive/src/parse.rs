//! What the user wrote: `DeriveInput` in, `Input` out. The only room that knows the grammar of
//! `#[token(..)]`.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Data, DeriveInput, Error, Ident, Index, Lit, LitStr, Member, Meta, Path, Result,
    Token, Type, parse_quote, token,
};

use crate::errors::{Errors, did_you_mean, list, mistake};
use crate::vocabulary::{KEYWORDS, Keyword, Place, ROLES, Role, UNITS, Unit};

/// What could be understood, whatever mistakes there are in the rest.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) token_core: Path,
    pub(crate) attrs: Attrs,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// About the field as a whole.
    pub(crate) attrs: Attrs,
    /// About its roles: one for each attribute that says something about one, and at least one.
    pub(crate) claims: Vec<Attrs>,
}

/// What attributes say: of a struct, of a field, of a field in one role.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) role: Option<(&'static Role, Ident)>,
    /// Every option, at the user's own word. The values of those that have one follow.
    pub(crate) options: Vec<(&'static Keyword, Ident)>,
    pub(crate) unit: Option<&'static Unit>,
    pub(crate) separator: Option<char>,
    pub(crate) success: Option<String>,
    pub(crate) with: Option<Path>,
    pub(crate) token_core: Option<Path>,
    pub(crate) default_expires_in: Option<u64>,
}

impl Attrs {
    /// The user's own word for the option, if it is given.
    pub(crate) fn option(&self, word: &str) -> Option<&Ident> {
        debug_assert!(Keyword::of_word(word).is_some(), "`{word}` is in the vocabulary");
        self.options.iter().find(|(keyword, _)| keyword.word == word).map(|(_, ident)| ident)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.role.is_none() && self.options.is_empty()
    }
}

impl Field<'_> {
    /// The name without `r#`; the fields of tuple structs have none.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(ident) => Some(ident.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }

    /// The user's own tokens for it: its name, or its type.
    pub(crate) fn place(&self) -> &dyn ToTokens {
        match &self.member {
            Member::Named(ident) => ident,
            Member::Unnamed(_) => self.ty,
        }
    }
}

pub(crate) fn parse<'a>(original: &'a DeriveInput, errors: &mut Errors) -> Input<'a> {
    let (attrs, _) = read(&original.attrs, Place::Struct, errors);
    let token_core = attrs.token_core.clone().unwrap_or_else(|| parse_quote! { ::token_core });
    let mut fields = Vec::new();
    match &original.data {
        Data::Struct(data) => {
            if data.fields.is_empty() {
                let name = &original.ident;
                errors.push(mistake!(name => "`{name}` has no fields, so it can't hold an access token; add a field `access_token`"));
            }
            for (index, field) in data.fields.iter().enumerate() {
                let name = field.ident.clone();
                let member = name.map_or(Member::Unnamed(Index::from(index)), Member::Named);
                let (attrs, claims) = read(&field.attrs, Place::Field, errors);
                fields.push(Field { member, ty: &field.ty, attrs, claims });
            }
        }
        Data::Enum(data) => errors.push(mistake!(data.enum_token => "`TokenResponse` can't be derived for an enum; derive it for the struct of a successful answer, since `token_core::endpoint::parse` recognizes a refusal without help")),
        Data::Union(data) => errors.push(mistake!(data.union_token => "`TokenResponse` can't be derived for a union; derive it for a struct")),
    }
    Input { original, token_core, attrs, fields }
}

/// What the attributes say about the whole, and what each of them says about a role.
fn read(attributes: &[Attribute], place: Place, errors: &mut Errors) -> (Attrs, Vec<Attrs>) {
    let (mut whole, mut claims) = (Attrs::default(), Vec::new());
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("token")) {
        let mut claim = Attrs::default();
        let words = |input: ParseStream<'_>| {
            while !input.is_empty() {
                // A mistake in one word does not hide the next.
                word(input, place, &mut whole, &mut claim, errors)
                    .unwrap_or_else(|e| errors.push(e));
                to_the_next_word(input)?;
            }
            Ok(())
        };
        let read = in_parentheses(attribute, place).and_then(|()| attribute.parse_args_with(words));
        read.unwrap_or_else(|error| errors.push(error));
        if !claim.is_empty() {
            claims.push(claim);
        }
    }
    if claims.is_empty() {
        claims.push(Attrs::default());
    }
    (whole, claims)
}

fn in_parentheses(attribute: &Attribute, place: Place) -> Result<()> {
    let example = match place {
        Place::Struct => "#[token(debug)]",
        Place::Field => "#[token(access_token)]",
    };
    let meta = &attribute.meta;
    match meta {
        Meta::List(list) if !list.tokens.is_empty() => Ok(()),
        Meta::List(_) | Meta::Path(_) => {
            Err(mistake!(meta => "the attribute is empty; write `{example}`, or remove it"))
        }
        Meta::NameValue(_) => Err(mistake!(meta => "expected parentheses; write `{example}`")),
    }
}

/// What is left of a value that was not understood is not a mistake of its own.
fn to_the_next_word(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(())
}

/// Reads a word with its value.
fn word(
    input: ParseStream<'_>,
    place: Place,
    whole: &mut Attrs,
    claim: &mut Attrs,
    errors: &mut Errors,
) -> Result<()> {
    if !input.peek(Ident::peek_any) {
        let token: TokenTree = input.parse()?;
        return Err(
            mistake!(token => "expected the name of a role or an option, as in `#[token(access_token)]`"),
        );
    }
    let ident = input.call(Ident::parse_any)?;
    if input.peek(Token![::]) {
        return Err(
            mistake!(ident => "expected a single word, not a path; write `#[token(access_token)]`"),
        );
    }
    let word = ident.unraw().to_string();
    let role = Role::of_word(&word).filter(|_| place == Place::Field);
    let keyword = Keyword::of_word(&word).filter(|keyword| keyword.place == place);
    match (role, keyword, &claim.role) {
        (Some(_), _, Some((first, _))) => errors.push(mistake!(ident => "an attribute can name only one role; write `#[token({})] #[token({word})]`", first.word)),
        (Some(role), _, None) => claim.role = Some((role, ident.clone())),
        (None, Some(keyword), _) => {
            let attrs = if keyword.kinds.is_empty() { whole } else { claim };
            option(attrs, &Written { keyword, ident: &ident, input }, errors)?;
        }
        (None, None, _) => return Err(unknown(&ident, &word, place)),
    }
    if input.is_empty() || input.peek(Token![,]) {
        Ok(())
    } else if input.peek(Token![=]) || input.peek(token::Paren) {
        Err(mistake!(ident => "`{word}` takes no value; write it alone"))
    } else {
        let message = format!("expected a comma after `{word}`");
        Err(Error::new(input.span(), message))
    }
}

/// Why the word can't stand in this place.
fn unknown(ident: &Ident, word: &str, place: Place) -> Error {
    match (Role::of_word(word), Keyword::of_word(word), place) {
        (Some(_), ..) => {
            return mistake!(ident => "`{word}` is a role, and only a field can have one; write `#[token({word})]` on the field");
        }
        (_, Some(Keyword { example, .. }), Place::Struct) => {
            return mistake!(ident => "`{word}` is an option of fields; write `#[token({example})]` on a field");
        }
        (_, Some(Keyword { example, .. }), Place::Field) => {
            return mistake!(ident => "`{word}` is an option of structs; write `#[token({example})]` on the struct");
        }
        (None, None, _) => {}
    }
    let options: Vec<_> = KEYWORDS
        .iter()
        .filter(|keyword| keyword.place == place)
        .map(|keyword| keyword.word)
        .collect();
    let roles = ROLES.iter().map(|role| role.word);
    if place == Place::Struct {
        let hint = did_you_mean(word, options.iter().copied());
        return mistake!(ident => "unknown option `{word}`{hint}\noptions of a struct: {}", list(options));
    }
    let hint = did_you_mean(word, roles.clone().chain(options.iter().copied()));
    mistake!(ident => "unknown role or option `{word}`{hint}\nroles: {}\noptions: {}", list(roles), list(options))
}

/// An option as it is written, up to its value.
struct Written<'w> {
    keyword: &'static Keyword,
    ident: &'w Ident,
    input: ParseStream<'w>,
}

/// Reads the value that the option has, if it has one.
fn option(attrs: &mut Attrs, written: &Written<'_>, errors: &mut Errors) -> Result<()> {
    let (word, ident) = (written.keyword.word, written.ident);
    match word {
        "unit" => attrs.unit = Some(unit(written)?),
        "zero" => never(written)?,
        "separator" => attrs.separator = Some(separator(written)?),
        "success" => attrs.success = Some(success(written)?),
        "with" => attrs.with = Some(path(written)?),
        "crate" => attrs.token_core = Some(path(written)?),
        "default_expires_in" => attrs.default_expires_in = Some(seconds(written)?),
        // The others have no value.
        _ => {}
    }
    if attrs.option(word).is_some() {
        errors.push(mistake!(ident => "`{word}` is given twice; remove one"));
    }
    attrs.options.push((written.keyword, ident.clone()));
    Ok(())
}

impl Written<'_> {
    fn value<T: Parse>(&self) -> Result<T> {
        self.value_by(T::parse)
    }

    /// What stands after `word =`.
    fn value_by<T>(&self, parser: impl FnOnce(ParseStream<'_>) -> Result<T>) -> Result<T> {
        let Written { keyword: Keyword { word, example, .. }, ident, input } = self;
        if input.parse::<Option<Token![=]>>()?.is_none() {
            return Err(mistake!(ident => "`{word}` takes a value; write `{example}`"));
        }
        let message = format!("invalid value for `{word}`; write `{example}`");
        let found = input.span();
        parser(input).map_err(|_| Error::new(found, message))
    }
}

fn unit(written: &Written<'_>) -> Result<&'static Unit> {
    let text: LitStr = written.value()?;
    let word = text.value();
    UNITS.iter().find(|unit| unit.word == word).ok_or_else(|| {
        let units = list(UNITS.iter().map(|unit| unit.word));
        mistake!(text => "unknown unit `{word}`; the units are {units}")
    })
}

fn never(written: &Written<'_>) -> Result<()> {
    let text: LitStr = written.value()?;
    if text.value() == "never" {
        return Ok(());
    }
    Err(
        mistake!(text => "`zero` has only one value, `zero = \"never\"`: a lifetime of 0 means that the token never expires; without `zero`, a lifetime of 0 has expired on arrival"),
    )
}

fn separator(written: &Written<'_>) -> Result<char> {
    let text: Lit = written.value()?;
    match &text {
        Lit::Str(text) => text.value().parse().ok(),
        Lit::Char(letter) => Some(letter.value()),
        _ => None,
    }
    .ok_or_else(|| mistake!(text => "expected a single character; write `separator = \",\"`"))
}

/// The value of `success`, as the text that such an error code is read as.
fn success(written: &Written<'_>) -> Result<String> {
    let signed = |input: ParseStream<'_>| Ok((input.parse::<Option<Token![-]>>()?, input.parse()?));
    match written.value_by(signed)? {
        (None, Lit::Int(number)) => Ok(number.base10_digits().to_owned()),
        (None, Lit::Str(text)) => Ok(text.value()),
        (None, Lit::Bool(flag)) => Ok(flag.value().to_string()),
        (None, other) => Err(
            mistake!(other => "expected the code that means success, which is an integer, a string or a bool; write `success = 0`"),
        ),
        (Some(_), Lit::Int(number)) => Ok(format!("-{}", number.base10_digits())),
        (Some(_), other) => Err(
            mistake!(other => "only an integer can be negative; remove the minus, or write `success = -1`"),
        ),
    }
}

fn seconds(written: &Written<'_>) -> Result<u64> {
    let number: Lit = written.value()?;
    match &number {
        Lit::Int(seconds) => seconds.base10_parse().ok().filter(|seconds| *seconds > 0),
        _ => None,
    }
    .ok_or_else(|| mistake!(number => "expected a whole number of seconds greater than 0; write `default_expires_in = 3600`"))
}

fn path(written: &Written<'_>) -> Result<Path> {
    if written.input.peek(Token![=]) && written.input.peek2(LitStr) {
        let quoted: LitStr = written.value()?;
        return Err(
            mistake!(quoted => "expected a path without quotes; write `{}`", written.keyword.example),
        );
    }
    written.value()
}
