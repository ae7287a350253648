//! What the user wrote: `DeriveInput` in, `Input` out. The only room that knows the grammar of
//! `#[token(..)]`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, BinOp, Data, DeriveInput, Error, Expr, ExprBinary, ExprLit, ExprPath, ExprUnary,
    Ident, Index, Lit, LitInt, LitStr, Member, Meta, Path, PathArguments, Result, Token, Type,
    UnOp,
};

use crate::errors::{Errors, list, mistake, nearest, one_of};
use crate::vocabulary::{KEYWORDS, Keyword, Kind, Place, ROLES, Role, SERDE, SYNONYMS, Unit};

/// What could be understood, whatever mistakes there are in the rest.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: Attrs,
    /// The `Debug` of a `#[derive(..)]` below this one. Those above it are not shown to it.
    pub(crate) derived_debug: Option<Ident>,
    /// The `packed` of `#[repr(packed)]`.
    pub(crate) packed: Option<Ident>,
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
                let serde = serde(&field.attrs);
                fields.push(Field { member, ty: &field.ty, attrs, claims, serde, is_broken });
            }
        }
        Data::Enum(data) => errors.push(mistake!(data.enum_token => "`TokenResponse` can't be derived for an enum; derive it for the struct of a successful answer, since `token_core::endpoint::parse` recognizes a refusal without help")),
        Data::Union(data) => errors.push(mistake!(data.union_token => "`TokenResponse` can't be derived for a union; derive it for a struct")),
    }
    let find = |name: &str, word: &str| {
        let mut attributes =
            original.attrs.iter().filter(|attribute| attribute.path().is_ident(name));
        attributes.find_map(|attribute| ident_in(attribute, word))
    };
    let (derived_debug, packed) = (find("derive", "Debug"), find("repr", "packed"));
    Input { original, attrs, derived_debug, packed, fields }
}

/// What the attributes say about the whole, and what they say about each role.
fn read(attributes: &[Attribute], place: Place, errors: &mut Errors) -> (Attrs, Vec<Attrs>) {
    let (mut whole, mut claims) = (Attrs::default(), Vec::new());
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("token")) {
        let mut claim = Attrs::default();
        let mut told = Vec::new();
        let words = |input: ParseStream<'_>| {
            while !input.is_empty() {
                // A mistake in one word does not hide the next.
                let read = Written::parse(input, errors).and_then(|written| {
                    written.read(place, &mut whole, &mut claim, &mut told, errors)
                });
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

fn ident_in(attribute: &Attribute, word: &str) -> Option<Ident> {
    let tokens = attribute.meta.require_list().ok()?.tokens.clone();
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident),
        _ => None,
    })
}

/// Reads what it knows. What serde does not know either is serde's to tell.
fn serde(attributes: &[Attribute]) -> Serde {
    let mut serde = Serde::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _malformed = attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
            match &*word {
                "rename" | "alias" if meta.input.peek(Token![=]) => {
                    serde.names.push(meta.value()?.parse::<LitStr>()?.value());
                }
                "rename" => meta.parse_nested_meta(|meta| {
                    let name: LitStr = meta.value()?.parse()?;
                    if meta.path.is_ident("deserialize") {
                        serde.names.push(name.value());
                    }
                    Ok(())
                })?,
                "flatten" => serde.flatten = meta.path.get_ident().cloned(),
                "skip" | "skip_deserializing" => serde.is_skipped = true,
                _ => {
                    up_to_comma(meta.input)?;
                }
            }
            Ok(())
        });
    }
    serde
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
    value: Value,
    /// All of it.
    tokens: TokenStream,
}

enum Value {
    /// The word stands alone.
    None,
    /// `= value`
    Expr(Expr),
    /// What follows is not a value. Without the sign that introduces it, it may be one.
    Other(TokenStream),
}

impl Written {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> Result<Self> {
        if input.peek(Token![,]) {
            return Err(Error::new(
                input.span(),
                "expected the name of a role or an option before the comma; remove one comma",
            ));
        }
        if !input.peek(Ident::peek_any) {
            return Err(not_a_word(&up_to_comma(input)?));
        }
        let ident = input.call(Ident::parse_any)?;
        let word = ident.unraw().to_string();
        let is_known = Role::of_word(&word).is_some() || Keyword::of_word(&word).is_some();
        let begin = input.fork();
        let ends = |input: ParseStream<'_>| input.is_empty() || input.peek(Token![,]);
        let value = if ends(input) {
            Value::None
        } else if is_known && input.peek(Ident::peek_any) {
            errors.push(Error::new(input.span(), format!("expected a comma after `{word}`")));
            return Ok(Written {
                tokens: ident.to_token_stream(),
                ident,
                word,
                value: Value::None,
            });
        } else if input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]) {
            input.parse::<Token![=]>()?;
            let ahead = input.fork();
            match ahead.parse() {
                Ok(value) => {
                    input.advance_to(&ahead);
                    if !ends(input) {
                        errors.push(after_a_value(&word, &value, input));
                    }
                    Value::Expr(value)
                }
                Err(_) => Value::Other(up_to_comma(input)?),
            }
        } else {
            Value::Other(up_to_comma(input)?)
        };
        let rest = up_to_comma(&begin)?;
        up_to_comma(input)?;
        Ok(Written { tokens: quote! { #ident #rest }, ident, word, value })
    }

    fn read(
        &self,
        place: Place,
        whole: &mut Attrs,
        claim: &mut Attrs,
        told: &mut Vec<String>,
        errors: &mut Errors,
    ) -> Result<()> {
        let Written { ident, word, .. } = self;
        let role = Role::of_word(word).filter(|_| place == Place::Field);
        let keyword = Keyword::of_word(word).filter(|keyword| keyword.place == place);
        match (role, keyword, &claim.role) {
            (Some(_), _, Some((first, _))) => Err(
                mistake!(ident => "an attribute can name only one role; write `#[token({})] #[token({word})]`", first.word),
            ),
            (Some(role), _, None) => {
                claim.role = Some((role, ident.clone()));
                self.no_value(Some(role.kind))
            }
            (None, Some(keyword), _) => {
                let attrs = if keyword.kinds.is_empty() { whole } else { claim };
                let given = Given { keyword, ident: ident.clone(), text: text(&self.tokens) };
                attrs.push(given, errors);
                self.option(keyword, attrs)
            }
            // The same unknown word again is the same mistake.
            (None, None, _) if told.contains(word) => Ok(()),
            (None, None, _) => {
                told.push(word.clone());
                Err(self.unknown(place, whole))
            }
        }
    }

    /// Reads the value that the option has, if it has one.
    fn option(&self, keyword: &Keyword, attrs: &mut Attrs) -> Result<()> {
        match keyword.word {
            "unit" => attrs.unit = Some(self.unit(keyword)?),
            "zero" => self.never(keyword)?,
            "separator" => attrs.separator = Some(self.separator(keyword)?),
            "success" => attrs.success = Some(self.success(keyword)?),
            "with" => attrs.with = Some(self.function(keyword)?),
            "crate" => self.token_core(keyword, attrs)?,
            "default_expires_in" => attrs.default_expires_in = Some(self.seconds(keyword)?),
            _ => self.no_value(None)?,
        }
        Ok(())
    }

    /// What stands after `word =`.
    fn value(&self, keyword: &Keyword) -> Result<&Expr> {
        let Written { ident, word, .. } = self;
        match &self.value {
            Value::Expr(value) => Ok(ungroup(value)),
            Value::None => Err(
                mistake!(ident => "`{word}` takes a value; write `{word} = ` and {}", keyword.value),
            ),
            Value::Other(tokens) => {
                let value = without_sign(tokens);
                match syn::parse2::<Expr>(value.clone()) {
                    Ok(_) => Err(
                        mistake!(self.tokens => "expected `=`; write `{word} = {}`", text(&value)),
                    ),
                    Err(_) => Err(self.invalid(keyword)),
                }
            }
        }
    }

    fn invalid(&self, keyword: &Keyword) -> Error {
        let word = &self.word;
        mistake!(self.tokens => "invalid value for `{word}`; write `{word} = ` and {}", keyword.value)
    }

    /// A role or a flag has no value. What looks like one is an option, or serde's.
    fn no_value(&self, kind: Option<Kind>) -> Result<()> {
        let word = &self.word;
        let value = match &self.value {
            Value::None => return Ok(()),
            Value::Expr(value) => value.to_token_stream(),
            Value::Other(tokens) => without_sign(tokens),
        };
        let lit = syn::parse2(value.clone()).ok().and_then(|value| literal(&value));
        let (first, value) = (value.clone().into_iter().next(), text(&value));
        let write = match (kind, lit) {
            (Some(Kind::Lifetime | Kind::Timestamp), Some(Lit::Str(unit)))
                if Unit::like_word(&unit.value()).is_some() =>
            {
                format!("`{word}, unit = {value}`")
            }
            (Some(Kind::Lifetime), Some(Lit::Int(_))) if word == "expires_in" => format!(
                "`{word}` alone, and `#[token(default_expires_in = {value})]` on the struct"
            ),
            (Some(Kind::Scope), Some(Lit::Str(separator)))
                if separator.value().chars().count() == 1 =>
            {
                format!("`{word}, separator = {value}`")
            }
            (Some(Kind::Scope), Some(Lit::Char(_))) => format!("`{word}, separator = {value}`"),
            (Some(Kind::ErrorCode), Some(_)) => format!("`{word}, success = {value}`"),
            (Some(_), Some(Lit::Str(_))) => format!(
                "`{word}` alone, and the name in the answer as `#[serde(rename = {value})]`"
            ),
            (None, Some(Lit::Bool(flag))) if !flag.value() => {
                return Err(mistake!(self.tokens => "`{word}` takes no value; remove it"));
            }
            _ => match first {
                // `expires_in(unit = "ms")`, `fallback(access_token)`
                Some(TokenTree::Ident(first)) if is_known(&first.to_string()) => {
                    format!("`{word}, {value}`")
                }
                _ => format!("`{word}` alone"),
            },
        };
        Err(mistake!(self.tokens => "`{word}` takes no value; write {write}"))
    }

    fn unit(&self, keyword: &Keyword) -> Result<&'static Unit> {
        let value = self.value(keyword)?;
        let written = match (value, literal(value)) {
            (_, Some(Lit::Str(text))) => match Unit::of_word(&text.value()) {
                Some(unit) => return Ok(unit),
                None => text.value(),
            },
            (_, Some(Lit::Char(letter))) => letter.value().to_string(),
            (Expr::Path(path), _) => {
                path.path.segments.last().map_or_else(String::new, |last| last.ident.to_string())
            }
            _ => String::new(),
        };
        Err(match Unit::like_word(&written) {
            Some(unit) => {
                mistake!(value => "unknown unit {}; write `unit = \"{}\"`", text(value), unit.word)
            }
            None => {
                mistake!(value => "unknown unit {}; write `unit = ` and {}", text(value), keyword.value)
            }
        })
    }

    fn never(&self, keyword: &Keyword) -> Result<()> {
        let value = self.value(keyword)?;
        match literal(value) {
            Some(Lit::Str(text)) if text.value() == "never" => Ok(()),
            _ => Err(
                mistake!(value => "`zero` has a single value: write `zero = \"never\"` if a lifetime of 0 means that the token never expires, or remove `zero` if it means that the token has expired"),
            ),
        }
    }

    fn separator(&self, keyword: &Keyword) -> Result<char> {
        let value = self.value(keyword)?;
        let text = match literal(value) {
            Some(Lit::Str(text)) => text.value(),
            Some(Lit::Char(letter)) => letter.value().to_string(),
            Some(Lit::Byte(letter)) => {
                let letter = char::from(letter.value()).to_string();
                return Err(
                    mistake!(value => "a separator is a character, not a byte; write `separator = {letter:?}`"),
                );
            }
            _ => return Err(self.invalid(keyword)),
        };
        text.parse().map_err(|_| match text.trim().parse::<char>() {
            Ok(letter) => mistake!(value => "a separator is a single character; write `separator = {:?}`", letter.to_string()),
            Err(_) if text.is_empty() => mistake!(value => "a separator is a single character; remove `separator` if the scope is separated by spaces"),
            Err(_) => mistake!(value => "a separator is a single character; write `separator = ` and the one between two scopes, in quotes"),
        })
    }

    fn success(&self, keyword: &Keyword) -> Result<Lit> {
        let value = match &self.value {
            Value::Other(tokens)
                if !tokens.is_empty() && syn::parse2::<Expr>(without_sign(tokens)).is_err() =>
            {
                return Err(several_codes(&self.tokens));
            }
            _ => self.value(keyword)?,
        };
        match (value, literal(value)) {
            (_, Some(lit @ (Lit::Int(_) | Lit::Str(_) | Lit::Bool(_))))
                if !has_foreign_suffix(&lit) =>
            {
                Ok(lit)
            }
            (_, Some(Lit::Int(number))) => Err(
                mistake!(value => "`{}` is not a suffix of an integer; write `success = {}`", number.suffix(), number.base10_digits()),
            ),
            (_, Some(Lit::Char(letter))) => Err(
                mistake!(value => "a code is a string, not a character; write `success = {:?}`", letter.value().to_string()),
            ),
            (Expr::Path(path), _) if path.path.is_ident("null") || path.path.is_ident("None") => {
                Err(mistake!(value => "`{}` is never an error; remove `success`", text(path)))
            }
            (Expr::Call(call), _) => match call.args.first().and_then(literal) {
                Some(code) => Err(
                    mistake!(value => "expected the code itself; write `success = {}`", text(&code)),
                ),
                None => Err(self.invalid(keyword)),
            },
            (Expr::Binary(_) | Expr::Tuple(_) | Expr::Array(_), _) => Err(several_codes(value)),
            (Expr::Unary(minus), _) => Err(
                mistake!(value => "only an integer can be negative; write `success = {}`", text(&minus.expr)),
            ),
            _ => Err(self.invalid(keyword)),
        }
    }

    fn seconds(&self, keyword: &Keyword) -> Result<u64> {
        let value = self.value(keyword)?;
        match (value, seconds(value)) {
            (_, None | Some(0)) => Err(self.invalid(keyword)),
            (Expr::Lit(lit), Some(seconds)) if !has_foreign_suffix(&lit.lit) => Ok(seconds),
            (_, Some(seconds)) => Err(
                mistake!(value => "expected a whole number of seconds; write `default_expires_in = {seconds}`"),
            ),
        }
    }

    /// Any path that an expression can name: `f::<u64>`, `<T as Trait>::f`.
    fn function(&self, keyword: &Keyword) -> Result<ExprPath> {
        // A path as types are written, `f<u64>`, is not one of expressions.
        if let Value::Other(tokens) = &self.value {
            if let Ok(mut path) = syn::parse2::<Path>(tokens.clone()) {
                for segment in &mut path.segments {
                    if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                        arguments.colon2_token = Some(<Token![::]>::default());
                    }
                }
                return Err(
                    mistake!(self.tokens => "a path in an expression has `::` before `<`; write `with = {}`", text(&path)),
                );
            }
        }
        let value = self.value(keyword)?;
        let inner = match (value, literal(value)) {
            (Expr::Path(path), _) => return Ok(path.clone()),
            (_, Some(Lit::Str(quoted))) => quoted.parse().ok(),
            (Expr::Reference(reference), _) => Some((*reference.expr).clone()),
            (Expr::Call(call), _) if call.args.is_empty() => Some((*call.func).clone()),
            _ => None,
        };
        Err(match inner {
            Some(Expr::Path(path)) => {
                mistake!(value => "expected the path of a function and nothing else; write `with = {}`", text(&path))
            }
            _ => self.invalid(keyword),
        })
    }

    /// A path to a module. Where it is nearly one, the nearest is taken beside the mistake.
    fn token_core(&self, keyword: &Keyword, attrs: &mut Attrs) -> Result<()> {
        let value = match &self.value {
            Value::Other(tokens) if !tokens.is_empty() => tokens.clone(),
            _ => self.value(keyword)?.to_token_stream(),
        };
        attrs.token_core = Path::parse_mod_style.parse2(value.clone()).ok();
        if attrs.token_core.is_some() {
            return Ok(());
        }
        let quoted = syn::parse2::<LitStr>(value.clone());
        let written = quoted.as_ref().map_or_else(|_| text(&value), LitStr::value);
        let written: String = written.split_whitespace().collect();
        let is_of_path = |letter: char| letter.is_alphanumeric() || "_:-".contains(letter);
        let end = written.find(|letter| !is_of_path(letter)).unwrap_or(written.len());
        let near = written.get(..end).unwrap_or_default().replace('-', "_");
        let near = near.trim_end_matches(':');
        attrs.token_core = Path::parse_mod_style.parse_str(near).ok();
        Err(match attrs.token_core {
            Some(_) => {
                mistake!(value => "expected the path of a crate or a module; write `crate = {near}`")
            }
            None => self.invalid(keyword),
        })
    }

    /// Why the word can't stand in this place.
    fn unknown(&self, place: Place, whole: &mut Attrs) -> Error {
        let Written { ident, word, tokens, .. } = self;
        let written = text(tokens);
        match (Role::of_word(word), Keyword::of_word(word), place, &self.value) {
            (Some(_), _, _, Value::Expr(value)) if word == "expires_in" => {
                return mistake!(tokens => "`{word}` is the role of a field; write `default_expires_in = {}`", text(value));
            }
            (Some(role), ..) => {
                whole.role = Some((role, ident.clone()));
                return mistake!(ident => "`{word}` is the role of a field; write `#[token({word})]` on the field that holds it");
            }
            (_, Some(_), Place::Struct, _) => {
                return mistake!(ident => "`{word}` is an option of a field; write `#[token({written})]` on the field");
            }
            (_, Some(_), Place::Field, _) => {
                return mistake!(ident => "`{word}` is an option of the struct; write `#[token({written})]` on the struct");
            }
            (None, None, ..) => {}
        }
        if let Some((_, besides)) = SERDE.iter().find(|(name, _)| name == word) {
            return mistake!(ident => "`{word}` is an option of serde; write `#[serde({written})]`{besides}");
        }
        let meant = self.meant(place);
        // So that a misspelt word is one mistake, and uses of `Debug` are none.
        if let Some(debug) = Keyword::of_word("debug").filter(|debug| meant == [debug.word]) {
            whole.options.push(Given {
                keyword: debug,
                ident: ident.clone(),
                text: written.clone(),
            });
        }
        if !meant.is_empty() {
            let what = if place == Place::Struct { "option" } else { "role or option" };
            return match &self.value {
                Value::Other(_) => {
                    mistake!(tokens => "unknown {what} `{written}`, did you mean {}?", one_of(&meant))
                }
                _ => mistake!(ident => "unknown {what} `{word}`, did you mean {}?", one_of(&meant)),
            };
        }
        let options = KEYWORDS.iter().filter(|keyword| keyword.place == place);
        let options = list(options.map(|keyword| keyword.word));
        match place {
            Place::Struct => {
                mistake!(ident => "unknown option `{word}`\noptions of a struct: {options}")
            }
            Place::Field => {
                mistake!(ident => "unknown role or option `{word}`\nroles: {}\noptions: {options}", list(ROLES.iter().map(|role| role.word)))
            }
        }
    }

    /// What was probably meant by an unknown word.
    fn meant(&self, place: Place) -> Vec<String> {
        let idents = |tokens: TokenStream| {
            tokens.into_iter().filter_map(|token| match token {
                TokenTree::Ident(ident) => Some(ident.to_string()),
                TokenTree::Literal(text) => Some(text.to_string().trim_matches('"').to_owned()),
                TokenTree::Group(_) | TokenTree::Punct(_) => None,
            })
        };
        let mut tried = vec![self.word.clone()];
        match &self.value {
            Value::None => {}
            // `role = access_token`
            Value::Expr(value) => {
                tried.extend(idents(value.to_token_stream()).filter(|word| is_known(word)));
            }
            // `access.token`, `token::access_token`
            Value::Other(rest) => {
                let words: Vec<_> = idents(rest.clone()).collect();
                tried = vec![
                    format!("{}_{}", self.word, words.join("_")),
                    words.last().cloned().unwrap_or_default(),
                    self.word.clone(),
                ];
            }
        }
        tried
            .iter()
            .map(|word| meant_by(word, place))
            .find(|meant| !meant.is_empty())
            .unwrap_or_default()
    }
}

fn meant_by(word: &str, place: Place) -> Vec<String> {
    let word = word.to_ascii_lowercase();
    let keywords =
        KEYWORDS.iter().filter(|keyword| keyword.place == place).map(|keyword| keyword.word);
    let roles = ROLES.iter().map(|role| role.word).filter(|_| place == Place::Field);
    let known: Vec<&str> = roles.chain(keywords).collect();
    let synonyms = SYNONYMS
        .iter()
        .find(|(synonyms, _)| synonyms.iter().any(|synonym| synonym.eq_ignore_ascii_case(&word)));
    let fits = |meant: &&&str| meant.split(' ').next().is_some_and(|first| known.contains(&first));
    let meant: Vec<&str> = match (Role::of_name(&word), synonyms) {
        _ if known.contains(&&*word) => vec![&*word],
        (Some(role), _) if place == Place::Field => vec![role.word],
        (_, Some((_, meant))) => meant.iter().filter(fits).copied().collect(),
        _ => Vec::new(),
    };
    match Unit::like_word(&word) {
        Some(unit) if meant.is_empty() && place == Place::Field => {
            vec![format!("unit = \"{}\"", unit.word)]
        }
        _ if meant.is_empty() => nearest(&word, &known).into_iter().map(str::to_owned).collect(),
        _ => meant.into_iter().map(str::to_owned).collect(),
    }
}

/// Why the tokens can't begin a role or an option.
fn not_a_word(tokens: &TokenStream) -> Error {
    let written = text(tokens);
    let word = written.trim_matches(|letter: char| !letter.is_alphanumeric());
    if written.starts_with('!') {
        mistake!(tokens => "expected the name of a role or an option; write `skip` if the field has no role")
    } else if is_known(word) {
        mistake!(tokens => "expected a word without quotes or signs; write `{word}`")
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

fn several_codes(place: impl ToTokens) -> Error {
    mistake!(place => "`success` is a single code; for several, write `with = path::to::function` and let the function return `None` for each")
}

fn is_known(word: &str) -> bool {
    Role::of_word(word).is_some() || Keyword::of_word(word).is_some()
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
fn literal(expr: &Expr) -> Option<Lit> {
    match ungroup(expr) {
        Expr::Lit(lit) => Some(lit.lit.clone()),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match literal(expr)? {
            Lit::Int(number) => Some(Lit::Int(LitInt::new(&format!("-{number}"), number.span()))),
            _ => None,
        },
        _ => None,
    }
}

/// `1h` and `0ms` are literals to Rust.
fn has_foreign_suffix(lit: &Lit) -> bool {
    let integers = [
        "", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    ];
    matches!(lit, Lit::Int(number) if !integers.contains(&number.suffix()))
}

/// `3600`, and what is meant by `1h` and `60 * 60`.
fn seconds(expr: &Expr) -> Option<u64> {
    match ungroup(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let count: u64 = number.base10_digits().parse().ok()?;
            match Unit::like_word(number.suffix()) {
                Some(unit) => Some(unit.seconds(count)),
                None => Some(count),
            }
        }
        Expr::Binary(ExprBinary { left, op: BinOp::Mul(_), right, .. }) => {
            seconds(left)?.checked_mul(seconds(right)?)
        }
        _ => None,
    }
}

/// What stands after another sign than `=`, or in parentheses.
fn without_sign(tokens: &TokenStream) -> TokenStream {
    let mut tokens = tokens
        .clone()
        .into_iter()
        .skip_while(
            |token| matches!(token, TokenTree::Punct(sign) if "=:>".contains(sign.as_char())),
        )
        .peekable();
    match tokens.peek() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream()
        }
        _ => tokens.collect(),
    }
}

/// The tokens as people write them.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = text.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
    text.replace(" < ", "<").replace(" >", ">").replace("< ", "<").replace("& ", "&")
}
