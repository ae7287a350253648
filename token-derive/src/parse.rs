//! What the user wrote: `DeriveInput` in, `Input` out. The only room that knows the grammar of
//! `#[token(..)]`.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Data, DeriveInput, Fields, Ident, Index, Lit, LitStr, Member, Meta, Path, Token,
    Type, parse_quote, token,
};

use crate::errors::{Errors, did_you_mean, list};
use crate::role::{Keyword, Place, Role, Unit};

pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) is_tuple: bool,
    pub(crate) default_expires_in: Option<u64>,
    pub(crate) debug: Option<Span>,
}

pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// One for each attribute that names a role or says something about one.
    pub(crate) claims: Vec<Claim>,
    pub(crate) skip: Option<Span>,
    pub(crate) nested: Option<Span>,
    pub(crate) secret: Option<Span>,
}

impl Field<'_> {
    /// The name without `r#`; fields of tuple structs have none.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(ident) => Some(ident.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }
}

/// What one attribute says about one role.
#[derive(Default)]
pub(crate) struct Claim {
    pub(crate) role: Option<(Role, Span)>,
    pub(crate) unit: Option<(Unit, Span)>,
    pub(crate) zero_is_never: Option<Span>,
    pub(crate) separator: Option<(char, Span)>,
    pub(crate) success: Option<(String, Span)>,
    pub(crate) fallback: Option<Span>,
    pub(crate) with: Option<(Path, Span)>,
}

impl Claim {
    /// Every keyword that it uses, and where.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = (Keyword, Span)> {
        [
            (Keyword::Unit, self.unit.map(|(_, span)| span)),
            (Keyword::Zero, self.zero_is_never),
            (Keyword::Separator, self.separator.map(|(_, span)| span)),
            (Keyword::Success, self.success.as_ref().map(|(_, span)| *span)),
            (Keyword::Fallback, self.fallback),
            (Keyword::With, self.with.as_ref().map(|(_, span)| *span)),
        ]
        .into_iter()
        .filter_map(|(keyword, span)| Some((keyword, span?)))
    }
}

/// What the user wrote, or every mistake in how it is written; and what the fallback needs even then.
pub(crate) struct Parsed<'a> {
    pub(crate) input: Result<Input<'a>, TokenStream>,
    pub(crate) token_core: Path,
    pub(crate) wants_debug: bool,
}

pub(crate) fn parse(original: &DeriveInput) -> Parsed<'_> {
    let mut errors = Errors::default();
    let mut token_core = None;
    let mut default_expires_in = None;
    let mut debug = None;
    for attribute in token_attributes(&original.attrs) {
        words(attribute, Place::Struct, &mut errors, |written, input, errors| match written.word {
            // #[token(crate = path::to::token_core)]
            Word::Keyword(Keyword::Crate) => {
                set(&mut token_core, path(written, input)?, written, errors);
                Ok(())
            }
            // #[token(default_expires_in = 3600)]
            Word::Keyword(Keyword::DefaultExpiresIn) => {
                set(&mut default_expires_in, seconds(written, input)?, written, errors);
                Ok(())
            }
            // #[token(debug)]
            Word::Keyword(Keyword::Debug) => {
                set(&mut debug, written.ident.span(), written, errors);
                Ok(())
            }
            // `words` lets only a struct's words through.
            Word::Keyword(_) | Word::Role(_) => Ok(()),
        });
    }
    let mut is_tuple = false;
    let mut fields = Vec::new();
    match &original.data {
        Data::Struct(data) => {
            is_tuple = matches!(data.fields, Fields::Unnamed(_));
            if data.fields.is_empty() {
                errors.push(
                    &original.ident,
                    format_args!(
                        "`{}` has no fields, so it can't hold an access token; add a field `access_token`",
                        original.ident
                    ),
                );
            }
            for (position, field) in data.fields.iter().enumerate() {
                fields.push(parse_field(position, field, &mut errors));
            }
        }
        Data::Enum(data) => errors.push(
            data.enum_token,
            "`TokenResponse` can't be derived for an enum; derive it for a struct, and let a field of this enum play a role by implementing a trait of `token_core::field` for it",
        ),
        Data::Union(data) => errors.push(
            data.union_token,
            "`TokenResponse` can't be derived for a union; derive it for a struct",
        ),
    }
    Parsed {
        input: errors.finish(Input { original, fields, is_tuple, default_expires_in, debug }),
        token_core: token_core.unwrap_or_else(|| parse_quote! { ::token_core }),
        wants_debug: debug.is_some(),
    }
}

fn parse_field<'a>(position: usize, field: &'a syn::Field, errors: &mut Errors) -> Field<'a> {
    let mut parsed = Field {
        member: match &field.ident {
            Some(ident) => Member::Named(ident.clone()),
            None => Member::Unnamed(Index::from(position)),
        },
        ty: &field.ty,
        claims: Vec::new(),
        skip: None,
        nested: None,
        secret: None,
    };
    for attribute in token_attributes(&field.attrs) {
        let mut claim = Claim::default();
        words(attribute, Place::Field, errors, |written, input, errors| {
            field_word(&mut parsed, &mut claim, written, input, errors)
        });
        if claim.role.is_some() || claim.keywords().next().is_some() {
            parsed.claims.push(claim);
        }
    }
    parsed
}

fn field_word(
    field: &mut Field<'_>,
    claim: &mut Claim,
    written: &Written,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<()> {
    let span = written.ident.span();
    let keyword = match written.word {
        Word::Keyword(keyword) => keyword,
        Word::Role(role) => {
            if let Some((first, _)) = claim.role {
                let (first, second) = (first.word(), role.word());
                errors.push(
                    &written.ident,
                    format_args!(
                        "one attribute is about one role; write `#[token({first})] #[token({second})]`"
                    ),
                );
            } else {
                claim.role = Some((role, span));
            }
            return Ok(());
        }
    };
    match keyword {
        // #[token(unit = "ms")]
        Keyword::Unit => set(&mut claim.unit, (unit(written, input)?, span), written, errors),
        // #[token(zero = "never")]
        Keyword::Zero => {
            never(written, input)?;
            set(&mut claim.zero_is_never, span, written, errors);
        }
        // #[token(separator = ",")]
        Keyword::Separator => {
            set(&mut claim.separator, (separator(written, input)?, span), written, errors);
        }
        // #[token(success = 0)]
        Keyword::Success => {
            set(&mut claim.success, (success(written, input)?, span), written, errors);
        }
        // #[token(with = path::to::function)]
        Keyword::With => set(&mut claim.with, (path(written, input)?, span), written, errors),
        Keyword::Fallback => set(&mut claim.fallback, span, written, errors),
        Keyword::Nested => set(&mut field.nested, span, written, errors),
        Keyword::Skip => set(&mut field.skip, span, written, errors),
        Keyword::Secret => set(&mut field.secret, span, written, errors),
        // `words` lets only a field's words through.
        Keyword::Crate | Keyword::DefaultExpiresIn | Keyword::Debug => {}
    }
    Ok(())
}

fn token_attributes(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("token"))
}

#[derive(Clone, Copy)]
enum Word {
    Role(Role),
    Keyword(Keyword),
}

impl Word {
    fn text(self) -> &'static str {
        match self {
            Word::Role(role) => role.word(),
            Word::Keyword(keyword) => keyword.word(),
        }
    }

    /// How it is written, value and all.
    fn example(self) -> &'static str {
        match self {
            Word::Role(role) => role.word(),
            Word::Keyword(keyword) => keyword.example(),
        }
    }

    fn of(ident: &Ident, place: Place) -> Result<Word, String> {
        let written = ident.unraw().to_string();
        match (Role::of_word(&written), Keyword::of_word(&written), place) {
            (Some(role), _, Place::Field) => Ok(Word::Role(role)),
            (Some(_), _, Place::Struct) => Err(format!(
                "`{written}` is the role of a field; write `#[token({written})]` on the field"
            )),
            (None, Some(keyword), place) if keyword.place() == place => Ok(Word::Keyword(keyword)),
            (None, Some(keyword), place) => {
                let (here, there) = match place {
                    Place::Struct => ("a struct", "on a field"),
                    Place::Field => ("a field", "on the struct"),
                };
                Err(format!(
                    "`{written}` is nothing to say about {here}; write `#[token({})]` {there}",
                    keyword.example()
                ))
            }
            (None, None, place) => Err(Word::unknown(&written, place)),
        }
    }

    /// The message for a word that is none, with the words that there are.
    fn unknown(written: &str, place: Place) -> String {
        let roles = match place {
            Place::Struct => &[][..],
            Place::Field => &Role::ALL[..],
        };
        let roles = roles.iter().map(|role| role.word());
        let keywords = Keyword::ALL.into_iter().filter(|keyword| keyword.place() == place);
        let keywords = keywords.map(Keyword::word);
        let hint = did_you_mean(written, roles.clone().chain(keywords.clone()));
        match place {
            Place::Struct => {
                format!("unknown option `{written}`{hint}\noptions of a struct: {}", list(keywords))
            }
            Place::Field => format!(
                "unknown role or option `{written}`{hint}\nroles: {}\noptions: {}",
                list(roles),
                list(keywords)
            ),
        }
    }
}

/// Calls `each` with every word of one attribute that is known and in its place. A mistake in one
/// word does not hide the next.
fn words(
    attribute: &Attribute,
    place: Place,
    errors: &mut Errors,
    mut each: impl FnMut(&Written, ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    let example = match place {
        Place::Struct => "#[token(debug)]",
        Place::Field => "#[token(access_token)]",
    };
    match &attribute.meta {
        Meta::List(meta) if !meta.tokens.is_empty() => {}
        Meta::List(_) | Meta::Path(_) => {
            errors.push(
                &attribute.meta,
                format_args!("the attribute says nothing; write `{example}`, or remove it"),
            );
            return;
        }
        Meta::NameValue(_) => {
            errors.push(
                &attribute.meta,
                format_args!("the attribute takes its words in parentheses; write `{example}`"),
            );
            return;
        }
    }
    let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
        while !input.is_empty() {
            match Written::parse(input, place) {
                Ok(written) => {
                    if let Err(error) = each(&written, input, errors) {
                        errors.push_error(error);
                    } else {
                        ends_here(&written, input, errors);
                    }
                }
                Err(error) => errors.push_error(error),
            }
            to_the_next_word(input)?;
        }
        Ok(())
    });
    if let Err(error) = parsed {
        errors.push_error(error);
    }
}

/// A word, and where the user wrote it.
struct Written {
    word: Word,
    ident: Ident,
}

impl Written {
    fn parse(input: ParseStream<'_>, place: Place) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            let token: TokenTree = input.parse()?;
            return Err(syn::Error::new_spanned(
                token,
                "expected a role or an option, which are bare words, as in `#[token(access_token)]`",
            ));
        }
        let ident = input.call(Ident::parse_any)?;
        if input.peek(Token![::]) {
            return Err(syn::Error::new_spanned(
                ident,
                "a role or an option is a single word, not a path",
            ));
        }
        match Word::of(&ident, place) {
            Ok(word) => Ok(Written { word, ident }),
            Err(message) => Err(syn::Error::new_spanned(ident, message)),
        }
    }
}

/// Behind a word and its value comes a comma or nothing.
fn ends_here(written: &Written, input: ParseStream<'_>, errors: &mut Errors) {
    let word = written.word.text();
    if input.is_empty() || input.peek(Token![,]) {
    } else if input.peek(Token![=]) || input.peek(token::Paren) {
        errors.push(&written.ident, format_args!("`{word}` takes no value; write it alone"));
    } else {
        errors.push_at(
            input.span(),
            format_args!("expected a comma behind what is said of `{word}`"),
        );
    }
}

/// What is left of a value that was not understood is no mistake of its own.
fn to_the_next_word(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(())
}

/// Sets what may be set once.
fn set<T>(place: &mut Option<T>, value: T, written: &Written, errors: &mut Errors) {
    if place.is_some() {
        let word = written.word.text();
        errors.push(&written.ident, format_args!("`{word}` is said twice; remove one"));
    }
    *place = Some(value);
}

/// What stands behind `word =`.
fn value<T: Parse>(written: &Written, input: ParseStream<'_>) -> syn::Result<T> {
    let (word, example) = (written.word.text(), written.word.example());
    if !input.peek(Token![=]) {
        let message = format_args!("`{word}` takes a value; write `{example}`");
        return Err(syn::Error::new_spanned(&written.ident, message));
    }
    input.parse::<Token![=]>()?;
    let found = input.span();
    input.parse().map_err(|_| {
        syn::Error::new(found, format_args!("that is no value for `{word}`; write `{example}`"))
    })
}

fn unit(written: &Written, input: ParseStream<'_>) -> syn::Result<Unit> {
    let text: LitStr = value(written, input)?;
    let written = text.value();
    Unit::ALL.into_iter().find(|unit| unit.word() == written).ok_or_else(|| {
        let units = list(Unit::ALL.map(Unit::word));
        syn::Error::new_spanned(
            &text,
            format_args!("`{written}` is no unit; the units are {units}"),
        )
    })
}

fn never(written: &Written, input: ParseStream<'_>) -> syn::Result<()> {
    let text: LitStr = value(written, input)?;
    if text.value() == "never" {
        return Ok(());
    }
    Err(syn::Error::new_spanned(
        text,
        "`zero` can only be \"never\": a lifetime of 0 means that the token never expires; without `zero` it is expired at once",
    ))
}

fn separator(written: &Written, input: ParseStream<'_>) -> syn::Result<char> {
    let text: Lit = value(written, input)?;
    let written = match &text {
        Lit::Str(text) => text.value(),
        Lit::Char(letter) => letter.value().to_string(),
        _ => String::new(),
    };
    let mut letters = written.chars();
    match (letters.next(), letters.next()) {
        (Some(separator), None) => Ok(separator),
        _ => Err(syn::Error::new_spanned(
            text,
            "a separator is a single character; write `separator = \",\"`",
        )),
    }
}

/// The value of `success`, as the text that such an error code is read as.
fn success(written: &Written, input: ParseStream<'_>) -> syn::Result<String> {
    let SignedLit { minus, lit } = value(written, input)?;
    match lit {
        Lit::Int(number) => {
            Ok(format!("{}{}", if minus { "-" } else { "" }, number.base10_digits()))
        }
        other if minus => Err(syn::Error::new_spanned(
            other,
            "only an integer can have a minus; remove it, or write `success = -1`",
        )),
        Lit::Str(text) => Ok(text.value()),
        Lit::Bool(flag) => Ok(flag.value().to_string()),
        other => Err(syn::Error::new_spanned(
            other,
            "`success` is the one code that means no error: an integer, text or a bool; write `success = 0`",
        )),
    }
}

struct SignedLit {
    minus: bool,
    lit: Lit,
}

impl Parse for SignedLit {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(SignedLit { minus: input.parse::<Option<Token![-]>>()?.is_some(), lit: input.parse()? })
    }
}

fn seconds(written: &Written, input: ParseStream<'_>) -> syn::Result<u64> {
    let number: Lit = value(written, input)?;
    match &number {
        Lit::Int(seconds) => seconds.base10_parse().ok().filter(|seconds| *seconds > 0),
        _ => None,
    }
    .ok_or_else(|| {
        syn::Error::new_spanned(
            number,
            "`default_expires_in` is a whole number of seconds above 0; write `default_expires_in = 3600`",
        )
    })
}

fn path(written: &Written, input: ParseStream<'_>) -> syn::Result<Path> {
    if input.peek(Token![=]) && input.peek2(LitStr) {
        let quoted: LitStr = value(written, input)?;
        let message = format_args!("a path has no quotes; write `{}`", written.word.example());
        return Err(syn::Error::new_spanned(quoted, message));
    }
    value(written, input)
}
