//! What the user wrote: `DeriveInput` in, `Input` out. The only room that knows the grammar of
//! `#[token(..)]`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, BinOp, Data, DeriveInput, Error, Expr, ExprBinary, ExprLit, ExprPath, ExprUnary,
    Ident, Index, Lit, LitInt, Member, Meta, Path, PathArguments, Result, Token, Type, UnOp,
};

use crate::errors::{Errors, list, mistake, nearest, one_of};
use crate::vocabulary::{
    ELSEWHERE, KEYWORDS, Keyword, Kind, Place, ROLES, Role, SYNONYMS, Unit, has,
};

/// What could be understood, whatever mistakes there are in the rest.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: Attrs,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// About the field as a whole.
    pub(crate) attrs: Attrs,
    /// About its roles: one for each role that attributes name, and at least one.
    pub(crate) claims: Vec<Attrs>,
    pub(crate) serde: Serde,
    /// Something in its attributes was not understood.
    pub(crate) is_broken: bool,
}

/// An option that is given.
pub(crate) struct Given {
    pub(crate) keyword: &'static Keyword,
    /// The user's own word for it.
    pub(crate) ident: Ident,
    /// As it is written, with its value.
    pub(crate) text: String,
}

/// What attributes say: of a struct, of a field, of a field in one role.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) role: Option<(&'static Role, Ident)>,
    /// Every option. The values of those that have one follow.
    pub(crate) options: Vec<Given>,
    pub(crate) unit: Option<&'static Unit>,
    pub(crate) separator: Option<char>,
    pub(crate) success: Option<Lit>,
    pub(crate) with: Option<ExprPath>,
    pub(crate) token_core: Option<Path>,
    pub(crate) default_expires_in: Option<u64>,
    /// Words that are told already.
    unknown: Vec<String>,
}

impl Attrs {
    /// The user's own word for the option, if it is given.
    pub(crate) fn option(&self, word: &str) -> Option<&Ident> {
        debug_assert!(Keyword::of_word(word).is_some(), "`{word}` is in the vocabulary");
        self.options.iter().find(|given| given.keyword.word == word).map(|given| &given.ident)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.role.is_none() && self.options.is_empty()
    }

    fn push(&mut self, given: Given, errors: &mut Errors) {
        let (word, ident) = (given.keyword.word, &given.ident);
        if self.option(word).is_some() {
            errors.push(mistake!(ident => "`{word}` is given twice; remove one"));
        }
        self.options.push(given);
    }

    /// Takes what another attribute says about the same role.
    fn absorb(&mut self, other: Attrs, errors: &mut Errors) {
        other.options.into_iter().for_each(|given| self.push(given, errors));
        self.role = self.role.take().or(other.role);
        self.unit = self.unit.or(other.unit);
        self.separator = self.separator.or(other.separator);
        self.success = self.success.take().or(other.success);
        self.with = self.with.take().or(other.with);
    }
}

/// What serde's attributes say that matters to roles.
#[derive(Default)]
pub(crate) struct Serde {
    /// The names that the field is read by, beside its own.
    pub(crate) names: Vec<String>,
    pub(crate) flatten: Option<Ident>,
    /// serde does not read the field.
    pub(crate) is_skipped: bool,
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
    let mut fields = Vec::new();
    match &original.data {
        Data::Struct(data) => {
            for (index, field) in data.fields.iter().enumerate() {
                let name = field.ident.clone();
                let member = name.map_or(Member::Unnamed(Index::from(index)), Member::Named);
                let before = errors.count();
                let (attrs, claims) = read(&field.attrs, Place::Field, errors);
                // `#[tokens(..)]` and the like are rustc's to tell.
                let is_misspelt = |attribute: &Attribute| {
                    let name = attribute.path().to_token_stream().to_string();
                    name != "token" && name.starts_with("token")
                };
                let is_broken = errors.count() > before || field.attrs.iter().any(is_misspelt);
                let mut serde = Serde::default();
                for attribute in field.attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
                    read_serde(attribute.meta.to_token_stream(), &mut serde);
                }
                fields.push(Field { member, ty: &field.ty, attrs, claims, serde, is_broken });
            }
        }
        Data::Enum(data) => errors.push(mistake!(data.enum_token => "`TokenResponse` can't be derived for an enum; derive it on the struct for a successful response; `token_core::endpoint::parse` recognizes a refusal by itself")),
        Data::Union(data) => errors.push(mistake!(data.union_token => "`TokenResponse` can't be derived for a union; derive it for a struct")),
    }
    Input { original, attrs, fields }
}

/// What the attributes say about the whole, and what they say about each role.
fn read(attributes: &[Attribute], place: Place, errors: &mut Errors) -> (Attrs, Vec<Attrs>) {
    let (mut whole, mut claims) = (Attrs::default(), Vec::new());
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("token")) {
        let mut claim = Attrs::default();
        let words = |input: ParseStream<'_>| {
            while !input.is_empty() {
                // A mistake in one word does not hide the next.
                let read = Written::parse(input, &claim, errors)
                    .and_then(|written| written.read(place, &mut whole, &mut claim, errors));
                read.unwrap_or_else(|error| errors.push(error));
                input.parse::<Option<Token![,]>>()?;
            }
            Ok(())
        };
        let read = in_parentheses(attribute, place).and_then(|()| attribute.parse_args_with(words));
        read.unwrap_or_else(|error| errors.push(error));
        if !claim.is_empty() {
            claims.push(claim);
        }
    }
    // One role may be spread over several attributes.
    if claims.iter().filter(|claim: &&Attrs| claim.role.is_some()).count() <= 1 {
        let mut all = Attrs::default();
        for claim in claims {
            all.absorb(claim, errors);
        }
        claims = vec![all];
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

/// Reads what it knows. What serde does not know either is serde's to tell.
fn read_serde(tokens: TokenStream, serde: &mut Serde) {
    let mut word = String::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                word = ident.to_string();
                serde.is_skipped |= matches!(&*word, "skip" | "skip_deserializing");
                serde.flatten = serde.flatten.take().or(Some(ident).filter(|_| word == "flatten"));
            }
            TokenTree::Literal(name) if matches!(&*word, "rename" | "alias" | "deserialize") => {
                serde.names.extend(literal_text(&name.into_token_stream()));
            }
            TokenTree::Group(group) => read_serde(group.stream(), serde),
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

pub(crate) fn mentions(tokens: &TokenStream, idents: &[&Ident]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => idents.contains(&&ident),
        TokenTree::Group(group) => mentions(&group.stream(), idents),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The tokens before the next comma that is not between the bars of a closure.
fn up_to_comma(input: ParseStream<'_>) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut in_closure = false;
    while !input.is_empty() && (in_closure || !input.peek(Token![,])) {
        if input.peek(Token![|]) && (in_closure || tokens.is_empty()) {
            in_closure = !in_closure;
        }
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

/// A word, and what follows it up to the next comma.
struct Written {
    ident: Ident,
    word: String,
    /// Without the `=` before it, or what stands in its place.
    value: Option<TokenStream>,
    has_equals: bool,
    /// All of it.
    tokens: TokenStream,
}

impl Written {
    fn parse(input: ParseStream<'_>, claim: &Attrs, errors: &mut Errors) -> Result<Self> {
        if !input.peek(Ident::peek_any) {
            let span = input.span();
            return Err(not_a_word(&up_to_comma(input)?, claim.options.last(), span));
        }
        let ident = input.call(Ident::parse_any)?;
        let word = ident.unraw().to_string();
        let begin = input.fork();
        let ends = |input: ParseStream<'_>| input.is_empty() || input.peek(Token![,]);
        let has_equals =
            input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]);
        let value = if ends(input) {
            None
        } else if is_known(&word) && input.peek(Ident::peek_any) {
            errors.push(Error::new(input.span(), format!("expected a comma after `{word}`")));
            let tokens = ident.to_token_stream();
            return Ok(Written { ident, word, value: None, has_equals, tokens });
        } else if has_equals {
            input.parse::<Token![=]>()?;
            // An expression may have commas of its own: `f::<A, B>`.
            let ahead = input.fork();
            match ahead.parse::<Expr>() {
                Ok(value) => {
                    input.advance_to(&ahead);
                    if !ends(input) {
                        errors.push(after_a_value(&word, &value, input));
                    }
                    Some(ungroup(&value).to_token_stream())
                }
                Err(_) => Some(up_to_comma(input)?),
            }
        } else {
            Some(without_sign(up_to_comma(input)?))
        };
        up_to_comma(input)?;
        let rest = up_to_comma(&begin)?;
        Ok(Written { tokens: quote! { #ident #rest }, ident, word, value, has_equals })
    }

    fn read(
        &self,
        place: Place,
        whole: &mut Attrs,
        claim: &mut Attrs,
        errors: &mut Errors,
    ) -> Result<()> {
        let Written { ident, word, .. } = self;
        let role = Role::of_word(word).filter(|_| place == Place::Field);
        let keyword = Keyword::of_word(word).filter(|keyword| keyword.place == place);
        match (role, keyword, &claim.role) {
            (Some(_), _, Some((first, _))) => Err(
                mistake!(ident => "an attribute can name only one role, and `{}` is one; write `#[token({word})]` beside it, with the options that apply to it", first.word),
            ),
            (Some(role), _, None) => {
                claim.role = Some((role, ident.clone()));
                self.no_value(Some(role.kind))
            }
            (None, Some(keyword), _) => {
                let attrs = if keyword.kinds.is_empty() { whole } else { claim };
                let given = Given { keyword, ident: ident.clone(), text: text(&self.tokens) };
                attrs.push(given, errors);
                if keyword.value.is_empty() {
                    self.no_value(None)
                } else {
                    self.value(keyword, attrs)
                }
            }
            // The same unknown word again is the same mistake.
            (None, None, _) if claim.unknown.contains(word) => Ok(()),
            (None, None, _) => {
                claim.unknown.push(word.clone());
                Err(self.unknown(place, whole))
            }
        }
    }

    /// Reads the value of an option.
    fn value(&self, keyword: &Keyword, attrs: &mut Attrs) -> Result<()> {
        let Written { word, tokens, .. } = self;
        let any = keyword.value;
        let Some(value) = self.value.as_ref().filter(|value| !value.is_empty()) else {
            return Err(mistake!(tokens => "`{word}` needs a value; {any}"));
        };
        let read = match keyword.word {
            "unit" => unit(value).map(|unit| attrs.unit = Some(unit)),
            "zero" => never(value),
            "separator" => separator(value).map(|separator| attrs.separator = Some(separator)),
            "success" => success(value).map(|success| attrs.success = Some(success)),
            "with" => function(value).map(|function| attrs.with = Some(function)),
            "crate" => token_core(value, attrs),
            _ => seconds(value).map(|seconds| attrs.default_expires_in = Some(seconds)),
        };
        match read {
            Ok(()) if self.has_equals => Ok(()),
            Ok(()) => Err(mistake!(tokens => "expected `=`; write `{word} = {}`", text(value))),
            Err(repair) if repair == SEVERAL_CODES => Err(mistake!(value => "{repair}")),
            Err(repair) => {
                let repair = if repair.is_empty() { any } else { &repair };
                Err(mistake!(value => "invalid value for `{word}`; {repair}"))
            }
        }
    }

    /// A role or a flag has no value. What looks like one is an option, or serde's.
    fn no_value(&self, kind: Option<Kind>) -> Result<()> {
        let Some(value) = &self.value else { return Ok(()) };
        let (word, written) = (&self.word, text(value));
        let is_single = written.chars().count() == 3;
        let option = match (kind, literal(value)) {
            (Some(Kind::Lifetime | Kind::Timestamp), Some(Lit::Str(unit))) => {
                Unit::like_word(&unit.value()).map(|_| "unit")
            }
            (Some(Kind::Scope), Some(Lit::Str(_) | Lit::Char(_))) if is_single => Some("separator"),
            (Some(Kind::ErrorCode), Some(_)) => Some("success"),
            _ => None,
        };
        let first = value.clone().into_iter().next().map(|first| first.to_string());
        let write = match (option, literal(value)) {
            (Some(option), _) => format!("write `{word}, {option} = {written}`"),
            (None, Some(Lit::Int(_))) if word == "expires_in" => format!(
                "write `{word}` alone, and `#[token(default_expires_in = {written})]` on the struct"
            ),
            (None, Some(Lit::Str(_))) if kind.is_some() => format!(
                "write `{word}` alone, and the name in the answer as `#[serde(rename = {written})]`"
            ),
            (None, Some(Lit::Bool(flag))) if !flag.value() => "remove it".to_owned(),
            // `expires_in(unit = "ms")`, `fallback(access_token)`
            _ if first.is_some_and(|first| is_known(&first)) => {
                format!("write `{word}, {written}`")
            }
            _ => format!("write `{word}` alone"),
        };
        Err(mistake!(self.tokens => "`{word}` takes no value; {write}"))
    }

    /// Why the word can't stand in this place.
    fn unknown(&self, place: Place, whole: &mut Attrs) -> Error {
        let Written { ident, word, tokens, .. } = self;
        let written = text(tokens);
        match (Role::of_word(word), Keyword::of_word(word), &self.value) {
            (Some(_), _, Some(value)) if word == "expires_in" => {
                return mistake!(tokens => "`{word}` is the role of a field; write `default_expires_in = {}`", text(value));
            }
            (Some(role), ..) => {
                whole.role = Some((role, ident.clone()));
                return mistake!(ident => "`{word}` is the role of a field; write `#[token({word})]` on the field that holds it");
            }
            (_, Some(_), _) => {
                let there = if place == Place::Struct { "field" } else { "struct" };
                return mistake!(ident => "`{word}` is an option of a {there}; write `#[token({written})]` on the {there}");
            }
            (None, None, _) => {}
        }
        if let Some((_, message)) = ELSEWHERE.iter().find(|(words, _)| has(words, word)) {
            return mistake!(ident => "`{word}` {}", message.replace('@', &written));
        }
        let meant = self.meant(place);
        // So that a misspelt word is one mistake, and uses of `Debug` are none.
        if let Some(keyword) = Keyword::of_word("debug").filter(|debug| meant == [debug.word]) {
            whole.options.push(Given { keyword, ident: ident.clone(), text: written.clone() });
        }
        let what = if place == Place::Struct { "option" } else { "role or option" };
        if meant.is_empty() {
            let known = list(known(place));
            let all = if place == Place::Struct { "options" } else { "roles and options" };
            return mistake!(ident => "unknown {what} `{word}`; the {all} are {known}");
        }
        let (place, name): (&dyn ToTokens, _) = if self.has_equals || self.value.is_none() {
            (ident, word)
        } else {
            (tokens, &written)
        };
        mistake!(place => "unknown {what} `{name}`, did you mean {}?", one_of(&meant))
    }

    /// What was probably meant by an unknown word: it alone, with what follows it, or what follows it.
    fn meant(&self, place: Place) -> Vec<String> {
        let words = self.value.clone().into_iter().flatten().filter_map(|token| match token {
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                Some(token.to_string().replace('\u{22}', ""))
            }
            TokenTree::Group(_) | TokenTree::Punct(_) => None,
        });
        let words: Vec<String> = words.collect();
        let joined = format!("{}_{}", self.word, words.join("_"));
        let tried = match (self.has_equals, words.last()) {
            // `role = access_token`
            (true, Some(last)) if is_known(last) => vec![last, &self.word],
            // `access.token`, `token::access_token`
            (false, Some(last)) => vec![&joined, last, &self.word],
            _ => vec![&self.word],
        };
        tried
            .into_iter()
            .map(|word| meant_by(word, place))
            .find(|meant| !meant.is_empty())
            .unwrap_or_default()
    }
}

/// The words that may stand in a place.
fn known(place: Place) -> Vec<&'static str> {
    let roles = ROLES.iter().map(|role| role.word).filter(|_| place == Place::Field);
    let keywords = KEYWORDS.iter().filter(|keyword| keyword.place == place);
    roles.chain(keywords.map(|keyword| keyword.word)).collect()
}

fn meant_by(word: &str, place: Place) -> Vec<String> {
    let (word, known) = (word.to_ascii_lowercase(), known(place));
    let begins_known =
        |meant: &&str| meant.split(' ').next().is_some_and(|first| known.contains(&first));
    let synonyms = SYNONYMS.iter().filter(|(synonyms, _)| has(synonyms, &word));
    let role = Role::of_name(&word).map(|role| role.word);
    let unit = Unit::like_word(&word).map(|unit| format!("unit = \"{}\"", unit.word));
    let meant = role.into_iter().chain(synonyms.flat_map(|(_, meant)| meant.iter().copied()));
    let mut meant: Vec<String> = meant.filter(begins_known).map(str::to_owned).collect();
    meant.extend(unit.filter(|_| place == Place::Field));
    if meant.is_empty() {
        meant = nearest(&word, &known).into_iter().map(str::to_owned).collect();
    }
    meant
}

/// Why the tokens can't begin a role or an option.
fn not_a_word(tokens: &TokenStream, before: Option<&Given>, span: Span) -> Error {
    let written = text(tokens);
    let word = written.trim_matches(|letter: char| !letter.is_alphanumeric());
    if written.is_empty() {
        Error::new(
            span,
            "expected the name of a role or an option before the comma; remove the comma",
        )
    } else if written.starts_with('!') {
        mistake!(tokens => "expected the name of a role or an option; write `skip` if the field has no role")
    } else if is_known(word) {
        mistake!(tokens => "expected a word without quotes or punctuation; write `{word}`")
    } else if syn::parse2::<Lit>(tokens.clone()).is_ok() {
        let what = match before.map(|given| given.keyword.word) {
            Some("separator") => "`separator` takes a single character",
            _ => "expected the name of a role or an option, which has a single value",
        };
        mistake!(tokens => "{what}; remove {written}")
    } else {
        mistake!(tokens => "expected the name of a role or an option, as in `#[token(access_token)]`")
    }
}

/// Why the tokens after a value can't stand there.
fn after_a_value(word: &str, value: &Expr, input: ParseStream<'_>) -> Error {
    let value = text(value);
    let message = if input.peek(Lit) {
        format!("`{word}` takes a single value; write `{word} = {value}`")
    } else {
        format!("expected a comma after `{word} = {value}`")
    };
    Error::new(input.span(), message)
}

fn is_known(word: &str) -> bool {
    Role::of_word(word).is_some() || Keyword::of_word(word).is_some()
}

// The values. An error is the repair; empty, if what is written gives no hint to it.
type Read<T> = std::result::Result<T, String>;

fn unit(value: &TokenStream) -> Read<&'static Unit> {
    if let Some(unit) = literal_text(value).and_then(|text| Unit::of_word(&text)) {
        return Ok(unit);
    }
    let is_sign = |letter: char| !letter.is_alphanumeric();
    let written = value.to_string();
    let mut near = written.split(is_sign).filter_map(Unit::like_word);
    match (near.next(), near.next()) {
        (Some(unit), None) => Err(format!("write `unit = \"{}\"`", unit.word)),
        _ => Err(String::new()),
    }
}

fn never(value: &TokenStream) -> Read<()> {
    if literal_text(value).is_some_and(|text| text == "never") {
        return Ok(());
    }
    Err("write `zero = \"never\"` if a lifetime of 0 means that the token never expires, or remove `zero` if it means that the token has expired".to_owned())
}

fn separator(value: &TokenStream) -> Read<char> {
    let text = match literal(value) {
        Some(Lit::Char(letter)) => return Ok(letter.value()),
        Some(Lit::Byte(letter)) => char::from(letter.value()).to_string(),
        Some(Lit::Str(text)) if text.value().chars().count() == 1 => {
            return text.value().parse().map_err(|_| String::new());
        }
        Some(Lit::Str(text)) if text.value().is_empty() => {
            return Err("remove `separator` if the scope is separated by spaces".to_owned());
        }
        Some(Lit::Str(text)) => text.value().trim().to_owned(),
        _ => String::new(),
    };
    let near = text.parse::<char>().map(|_| format!("write `separator = {text:?}`"));
    Err(near.unwrap_or_default())
}

fn success(value: &TokenStream) -> Read<Lit> {
    let write = |code: String| Err(format!("write `success = {code}`"));
    let Ok(expr) = syn::parse2(value.clone()) else { return Err(SEVERAL_CODES.to_owned()) };
    match (ungroup(&expr), literal(value)) {
        (_, Some(lit @ (Lit::Int(_) | Lit::Str(_) | Lit::Bool(_))))
            if !has_foreign_suffix(&lit) =>
        {
            Ok(lit)
        }
        (_, Some(Lit::Int(number))) => write(number.base10_digits().to_owned()),
        (_, Some(Lit::Char(letter))) => write(format!("{:?}", letter.value().to_string())),
        (Expr::Path(path), _) if path.path.is_ident("null") || path.path.is_ident("None") => {
            Err(format!("remove `success`, since `{}` is never an error", text(path)))
        }
        (Expr::Call(call), _) if call.args.len() == 1 => write(text(&call.args)),
        (Expr::Unary(minus), _) => write(text(&minus.expr)),
        (Expr::Lit(_) | Expr::Path(_), _) => Err(String::new()),
        _ => Err(SEVERAL_CODES.to_owned()),
    }
}

const SEVERAL_CODES: &str = "`success` is a single code; for several, replace it by `with = path::to::function` and return `None` for each of them";

/// `3600`. What is meant by `1h` and `60 * 60` is a repair.
fn seconds(value: &TokenStream) -> Read<u64> {
    let expr: Expr = syn::parse2(value.clone()).map_err(|_| String::new())?;
    match (product(&expr), literal(value)) {
        (None | Some(0), _) => Err(String::new()),
        (Some(seconds), Some(lit)) if !has_foreign_suffix(&lit) => Ok(seconds),
        (Some(seconds), _) => Err(format!("write `default_expires_in = {seconds}`")),
    }
}

fn product(expr: &Expr) -> Option<u64> {
    match ungroup(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let count = number.base10_digits().parse().ok()?;
            Some(Unit::like_word(number.suffix()).map_or(count, |unit| unit.seconds(count)))
        }
        Expr::Binary(ExprBinary { left, op: BinOp::Mul(_), right, .. }) => {
            product(left)?.checked_mul(product(right)?)
        }
        _ => None,
    }
}

/// Any path that an expression can name: `f::<u64>`, `<T as Trait>::f`.
fn function(value: &TokenStream) -> Read<ExprPath> {
    let near = match (syn::parse2::<Expr>(value.clone()), syn::parse2::<Path>(value.clone())) {
        (Ok(Expr::Path(path)), _) => return Ok(path),
        (Ok(Expr::Group(group)), _) => return function(&group.expr.into_token_stream()),
        (Ok(Expr::Reference(reference)), _) => reference.expr.into_token_stream(),
        (Ok(Expr::Call(call)), _) if call.args.is_empty() => call.func.into_token_stream(),
        // As types are written: `f<u64>`.
        (Err(_), Ok(mut path)) => {
            for segment in &mut path.segments {
                if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                    arguments.colon2_token = Some(<Token![::]>::default());
                }
            }
            path.into_token_stream()
        }
        _ => literal_text(value).and_then(|text| text.parse().ok()).unwrap_or_default(),
    };
    let is_path = matches!(syn::parse2(near.clone()), Ok(Expr::Path(_)));
    Err(if is_path { format!("write `with = {}`", text(&near)) } else { String::new() })
}

/// A path to a module. Where it is nearly one, the nearest is taken beside the mistake.
fn token_core(value: &TokenStream, attrs: &mut Attrs) -> Read<()> {
    let path = Path::parse_mod_style.parse2(value.clone()).ok();
    let is_trait =
        |path: &Path| path.segments.last().is_some_and(|last| last.ident == "TokenResponse");
    attrs.token_core = path.filter(|path| !is_trait(path));
    if attrs.token_core.is_some() {
        return Ok(());
    }
    let written =
        literal_text(value).unwrap_or_else(|| text(value)).replace(' ', "").replace('-', "_");
    let is_of_path = |letter: char| letter.is_alphanumeric() || "_:".contains(letter);
    let near = written.split(|letter| !is_of_path(letter)).next().unwrap_or_default();
    let near = near.trim_end_matches("TokenResponse").trim_end_matches(':');
    attrs.token_core = Path::parse_mod_style.parse_str(near).ok();
    Err(attrs.token_core.as_ref().map(|_| format!("write `crate = {near}`")).unwrap_or_default())
}

/// Without the invisible groups of macros, and without parentheses.
fn ungroup(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => ungroup(&group.expr),
        Expr::Paren(paren) => ungroup(&paren.expr),
        _ => expr,
    }
}

/// A literal, with its minus.
fn literal(value: &TokenStream) -> Option<Lit> {
    let expr = syn::parse2(value.clone()).ok()?;
    match ungroup(&expr) {
        Expr::Lit(lit) => Some(lit.lit.clone()),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            match literal(&expr.to_token_stream())? {
                Lit::Int(number) => {
                    Some(Lit::Int(LitInt::new(&format!("-{number}"), number.span())))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn literal_text(value: &TokenStream) -> Option<String> {
    match literal(value)? {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// `1h` and `0ms` are literals to Rust.
fn has_foreign_suffix(lit: &Lit) -> bool {
    let is_width = |width: &str| matches!(width, "8" | "16" | "32" | "64" | "128" | "size");
    matches!(lit, Lit::Int(number) if !number.suffix().is_empty() && !number.suffix().strip_prefix(['i', 'u']).is_some_and(is_width))
}

/// What stands after another sign than `=`, or in parentheses.
fn without_sign(tokens: TokenStream) -> TokenStream {
    let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if "=:>".contains(sign.as_char()));
    let mut tokens = tokens.into_iter().skip_while(is_sign).peekable();
    match tokens.peek() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream()
        }
        _ => tokens.collect(),
    }
}

/// The tokens as people write them.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string().replace(" :: ", "::").replace(":: ", "::");
    text.replace(" ::", "::")
        .replace(" < ", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" - ", "-")
}
