//! What the user wrote: `DeriveInput` in, `Input` out. The only room that knows the grammar of
//! `#[token(..)]`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, Data, DeriveInput, Error, ExprPath, Ident, Index, Lit, LitInt, Member, Meta, Path,
    Result, Token, Type,
};

use crate::errors::{Errors, mistake, nearest, one_of};
use crate::vocabulary::{ELSEWHERE, KEYWORDS, Keyword, Kind, Role, SYNONYMS, Unit, has, words};

/// What could be understood, whatever mistakes there are in the rest.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: Attrs,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    ident: Option<&'a Ident>,
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// About the field as a whole.
    pub(crate) attrs: Attrs,
    /// About its roles: one for each role that attributes name, and at least one.
    pub(crate) claims: Vec<Attrs>,
    /// The names that serde reads it by, beside its own.
    pub(crate) aliases: Vec<String>,
    /// The role that its names suggest: its own first, then those that serde reads it by.
    pub(crate) suggested: Option<&'static Role>,
    pub(crate) flatten: Option<Ident>,
    /// serde does not read it.
    pub(crate) is_skipped: bool,
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
    pub(crate) value: TokenStream,
}

/// What attributes say: of a struct, of a field, of a field in one role.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) role: Option<(&'static Role, Ident)>,
    /// Every option. The values of those that have one follow.
    pub(crate) options: Vec<Given>,
    pub(crate) unit: Option<&'static Unit>,
    pub(crate) separator: Option<char>,
    /// The code, as error codes are read.
    pub(crate) success: Option<String>,
    pub(crate) with: Option<ExprPath>,
    pub(crate) token_core: Option<Path>,
    pub(crate) default_expires_in: Option<u64>,
}

impl Attrs {
    /// The user's own word for the option, if it is given.
    pub(crate) fn option(&self, word: &str) -> Option<&Ident> {
        self.options.iter().find(|given| given.keyword.word == word).map(|given| &given.ident)
    }
}

impl Field<'_> {
    /// The name without `r#`; the fields of tuple structs have none.
    pub(crate) fn name(&self) -> Option<String> {
        self.ident.map(|ident| ident.unraw().to_string())
    }

    /// The names that may suggest its role: its own first, then those that serde reads it by.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.name().into_iter().chain(self.aliases.iter().cloned())
    }

    /// The user's own tokens for it: its name, or its type.
    pub(crate) fn place(&self) -> &dyn ToTokens {
        let ty: &dyn ToTokens = self.ty;
        self.ident.map_or(ty, |ident| ident)
    }
}

pub(crate) fn parse<'a>(original: &'a DeriveInput, errors: &mut Errors) -> Input<'a> {
    let (attrs, _) = read(&original.attrs, true, errors);
    let mut fields = Vec::new();
    match &original.data {
        Data::Struct(data) => fields.extend(data.fields.iter().enumerate().map(|(index, field)| parse_field(index, field, errors))),
        Data::Enum(data) => errors.push(mistake!(data.enum_token => "`TokenResponse` can't be derived for an enum; `token_core::endpoint::parse` recognizes a refusal by itself, so replace the enum with a struct for the successful response")),
        Data::Union(data) => errors.push(mistake!(data.union_token => "`TokenResponse` can't be derived for a union; derive it for a struct")),
    }
    Input { original, attrs, fields }
}

#[rustfmt::skip]
fn parse_field<'a>(index: usize, field: &'a syn::Field, errors: &mut Errors) -> Field<'a> {
    let (ident, ty, before) = (field.ident.as_ref(), &field.ty, errors.len());
    let member = ident.cloned().map_or(Member::Unnamed(Index::from(index)), Member::Named);
    let (attrs, claims) = read(&field.attrs, false, errors);
    let (aliases, flatten, suggested, is_skipped, is_broken) = (Vec::new(), None, None, false, errors.len() > before);
    let mut parsed = Field { ident, member, ty, attrs, claims, aliases, suggested, flatten, is_skipped, is_broken };
    for Attribute { meta, .. } in &field.attrs {
        let name = meta.path().get_ident().map(Ident::to_string).unwrap_or_default();
        match &*name {
            "serde" => read_serde(meta.to_token_stream(), &mut parsed),
            // `#[tokens(..)]` and the like are rustc's to tell.
            name => parsed.is_broken |= name != "token" && name.starts_with("token"),
        }
    }
    let suggested = parsed.names().find_map(|name| Role::of_name(&name));
    Field { suggested, ..parsed }
}

/// What the attributes say about the whole, and what they say about each role.
fn read(attributes: &[Attribute], on_struct: bool, errors: &mut Errors) -> (Attrs, Vec<Attrs>) {
    let attributes = attributes.iter().filter(|attribute| attribute.path().is_ident("token"));
    let lists: Vec<_> = attributes.map(|attribute| parts(attribute, on_struct, errors)).collect();
    let has_role = |list: &&Vec<Part>| list.iter().any(|part| Role::of_word(&part.word).is_some());
    // One role may be spread over several attributes.
    let is_spread = lists.iter().filter(has_role).count() < 2;
    let (mut attrs, mut claims) = ([Attrs::default(), Attrs::default()], Vec::new());
    for parts in &lists {
        for part in parts {
            // A mistake in one word does not hide the next.
            part.read(parts, on_struct, &mut attrs).unwrap_or_else(|error| errors.push(error));
        }
        if !is_spread {
            claims.push(std::mem::take(&mut attrs[1]));
        }
    }
    let [whole, claim] = attrs;
    claims.push(claim);
    (whole, claims)
}

/// What stands between the commas of an attribute.
#[rustfmt::skip]
fn parts(attribute: &Attribute, on_struct: bool, errors: &mut Errors) -> Vec<Part> {
    let (mut parts, meta) = (Vec::new(), &attribute.meta);
    let example = if on_struct { "debug" } else { "access_token" };
    let read = match meta {
        Meta::List(list) if !list.tokens.is_empty() => list.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                match Part::parse(input, parts.last()) {
                    Ok(part) => {
                        if !input.is_empty() && !input.peek(Token![,]) {
                            errors.push(Error::new(input.span(), format!("expected a comma after `{}`", text(&part.tokens))));
                        }
                        parts.push(part);
                    }
                    Err(error) => errors.push(error),
                }
                input.parse::<Option<Token![,]>>()?;
            }
            Ok(())
        }),
        Meta::NameValue(given) => {
            let value = text(&given.value);
            let word = Some(value.trim_matches('"')).filter(|word| is_known(word));
            Err(mistake!(meta => "expected parentheses; write `#[token({})]`", word.unwrap_or(example)))
        }
        Meta::List(_) | Meta::Path(_) => Err(mistake!(meta => "the attribute is empty; write `#[token({example})]`, or remove it")),
    };
    read.unwrap_or_else(|error| errors.push(error));
    parts
}

/// Reads what matters to roles. What serde does not know either is serde's to tell.
fn read_serde(tokens: TokenStream, field: &mut Field<'_>) {
    let mut word = String::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                word = ident.to_string();
                field.is_skipped |= matches!(&*word, "skip" | "skip_deserializing");
                field.flatten = field.flatten.take().or(Some(ident).filter(|_| word == "flatten"));
            }
            TokenTree::Literal(name) if matches!(&*word, "rename" | "alias" | "deserialize") => {
                field.aliases.extend(string(&Lit::new(name)));
            }
            TokenTree::Group(group) => read_serde(group.stream(), field),
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

pub(crate) fn mentions(tokens: &impl ToTokens, ident: &Ident) -> bool {
    words_in(&tokens.to_token_stream().to_string()).iter().any(|word| ident == word)
}

/// A word of an attribute, and perhaps its value.
struct Part {
    ident: Ident,
    word: String,
    has_equals: bool,
    /// What follows the `=`, or what stands in its place.
    value: TokenStream,
    /// All of it.
    tokens: TokenStream,
}

/// The tokens before a comma that is not between angle brackets or the bars of a closure, or before a word that
/// lacks one.
fn up_to_comma(input: ParseStream<'_>, mut is_after_word: bool) -> Result<TokenStream> {
    let (mut tokens, mut depth, mut bars) = (TokenStream::new(), 0_u32, 0);
    while !input.is_empty() {
        let is_word = input.peek(Ident::peek_any);
        let is_comma_missing = is_word && is_after_word && bars == 0;
        if depth == 0 && (is_comma_missing || input.peek(Token![,]) && bars % 2 == 0) {
            break;
        }
        depth += u32::from(input.peek(Token![<]));
        depth = depth.saturating_sub(u32::from(input.peek(Token![>])));
        bars += u32::from(input.peek(Token![|]));
        is_after_word = is_word || input.peek(Lit);
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

impl Part {
    fn parse(input: ParseStream<'_>, before: Option<&Self>) -> Result<Self> {
        let begin = input.span();
        let Ok(ident) = input.call(Ident::parse_any) else {
            return Err(not_a_word(&up_to_comma(input, false)?, begin, before));
        };
        let word = ident.unraw().to_string();
        let is_other = input.peek(Token![==]) || input.peek(Token![=>]);
        let equals = if is_other { None } else { input.parse::<Option<Token![=]>>()? };
        let after = up_to_comma(input, equals.is_none() && is_known(&word))?;
        let tokens = quote! { #ident #equals #after };
        let has_equals = equals.is_some();
        // What stands after another sign, or in parentheses.
        let written = if has_equals { String::new() } else { text(&after) };
        let bare = written.trim_start_matches("=>").trim_start_matches(['=', ':', ';', '.', ' ']);
        let bare = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')')).unwrap_or(bare);
        let value = if has_equals { after } else { bare.parse().unwrap_or_default() };
        Ok(Part { ident, word, has_equals, value, tokens })
    }

    #[rustfmt::skip]
    fn read(&self, parts: &[Part], on_struct: bool, [whole, claim]: &mut [Attrs; 2]) -> Result<()> {
        let Part { ident, word, value, tokens, .. } = self;
        let (role, keyword) = (Role::of_word(word).filter(|_| !on_struct), Keyword::of_word(word));
        let keyword = keyword.filter(|keyword| keyword.on_struct == on_struct);
        let attrs = if keyword.is_some_and(|keyword| keyword.kinds.is_empty()) { &mut *whole } else { claim };
        match (role, keyword, &attrs.role) {
            _ if attrs.option(word).is_some() || attrs.role.as_ref().is_some_and(|(role, _)| role.word == *word) => Err(mistake!(ident => "`{word}` is given twice; remove one")),
            (Some(_), _, Some((first, _))) => Err(mistake!(ident => "an attribute can name only one role, and `{}` is one; write `#[token({word})]` beside it, with the options that apply to it", first.word)),
            (Some(role), _, None) => {
                attrs.role = Some((role, ident.clone()));
                self.no_value(Some(role.kind))
            }
            (None, Some(keyword), _) => {
                attrs.options.push(Given { keyword, ident: ident.clone(), text: text(tokens), value: value.clone() });
                let place = if self.has_equals { value } else { tokens };
                match read_value(keyword, value, attrs) {
                    _ if keyword.value.is_empty() => self.no_value(None),
                    _ if value.is_empty() => Err(mistake!(tokens => "`{word}` needs a value; {}", keyword.value)),
                    None if self.has_equals => Ok(()),
                    None => Err(mistake!(tokens => "expected `=`; write `{word} = {}`", text(value))),
                    Some(repair) => Err(mistake!(place => "invalid value for `{word}`; {repair}")),
                }
            }
            // The same word again is the same mistake.
            (None, None, _) if parts.iter().find(|part| part.word == *word).is_some_and(|first| !std::ptr::eq(first, self)) => Ok(()),
            (None, None, _) => Err(self.unknown(parts, on_struct, whole)),
        }
    }

    /// A role or a flag has no value. What looks like one is an option, or serde's.
    #[rustfmt::skip]
    fn no_value(&self, kind: Option<Kind>) -> Result<()> {
        let Part { word, value, tokens, .. } = self;
        if tokens.clone().into_iter().count() == 1 {
            return Ok(());
        }
        let (written, literal) = (text(value), syn::parse2(value.clone()));
        let begin = words_in(&written).first().copied().unwrap_or_default();
        let reads_it = |option: &&Keyword| {
            let is_fit = option.word != "with" && kind.is_some_and(|kind| option.kinds.contains(&kind));
            is_fit && read_value(option, value, &mut Attrs::default()).is_none_or(|repair| repair != option.value)
        };
        let write = match (KEYWORDS.iter().find(reads_it), literal) {
            // `expires_in(unit = "ms")`, `fallback(access_token)`
            _ if is_known(begin) && kind.is_none() && written.trim_matches('"') == begin => format!("write `{begin}, {word}`"),
            _ if is_known(begin) && written.trim_matches('"') == begin => format!("write `{word}, {begin}`"),
            _ if is_known(begin) && written.starts_with(begin) => format!("write `{word}, {written}`"),
            (Some(option), _) => format!("write `{word}, {} = {written}`", option.word),
            (None, Ok(Lit::Int(_))) if word == "expires_in" => format!("write `{word}` alone, and `#[token(default_expires_in = {written})]` on the struct"),
            (None, Ok(Lit::Str(_))) if kind.is_some() => format!("write `{word}` alone, and the name in the answer as `#[serde(rename = {written})]`"),
            (None, Ok(Lit::Bool(flag))) if !flag.value => "remove it".to_owned(),
            _ => format!("write `{word}` alone"),
        };
        Err(mistake!(tokens => "`{word}` takes no {}; {write}", if self.has_equals { "value" } else { "arguments" }))
    }

    /// Why the word can't stand in this place.
    #[rustfmt::skip]
    fn unknown(&self, parts: &[Part], on_struct: bool, whole: &mut Attrs) -> Error {
        let Part { ident, word, value, tokens, .. } = self;
        let (what, there) = if on_struct { ("option", "a field") } else { ("role or option", "the struct") };
        let (written, with_value) = (text(tokens), self.meant(on_struct));
        let meant = with_value.clone().unwrap_or_else(|| meant_by(word, on_struct));
        // So that a misspelt `debug` or `crate` is one mistake, and what would follow from it is none.
        let is_missed = |keyword: &&Keyword| has("crate debug", keyword.word) && meant == [keyword.word];
        if let Some(keyword) = KEYWORDS.iter().find(is_missed) {
            whole.options.push(Given { keyword, ident: ident.clone(), text: written.clone(), value: value.clone() });
            read_value(keyword, value, whole);
        }
        whole.role = whole.role.take().or(Role::of_word(word).map(|role| (role, ident.clone())));
        let all: Vec<_> = parts.iter().filter(|part| part.word == *word).map(|part| text(&part.tokens)).collect();
        match ELSEWHERE.iter().find(|(words, _)| has(words, word)) {
            _ if has("expires_in default ttl lifetime", word) && product(&text(value)).is_some() => mistake!(tokens => "`{written}` is not an option; write `#[token(default_expires_in = {})]` on the struct", product(&text(value)).unwrap_or_default()),
            _ if Role::of_word(word).is_some() => mistake!(ident => "`{word}` is a role for a field and can't be set on the struct; write `#[token({word})]` on the field that plays it, or remove it"),
            _ if is_known(word) => mistake!(ident => "`{word}` goes on {there}; write `#[token({written})]` on {}", if on_struct { "each field that it applies to" } else { there }),
            Some((_, message)) => mistake!(ident => "`{word}` {}", message.replace('@', &all.join(", "))),
            None if meant.is_empty() => mistake!(ident => "unknown {what} `{word}`; expected {}", one_of(&words(on_struct))),
            None if with_value.is_some() || meant.iter().any(|meant| meant.contains('=')) => mistake!(tokens => "unknown {what} `{written}`; did you mean {}?", one_of(&meant)),
            None => mistake!(ident => "unknown {what} `{word}`; did you mean {}?", one_of(&meant)),
        }
    }

    /// What was probably meant by an unknown word with what follows it: `access.token`, `role = access_token`.
    fn meant(&self, on_struct: bool) -> Option<Vec<String>> {
        let written = text(&self.value);
        let words = words_in(&written);
        let tried = [format!("{}_{}", self.word, words.join("_")), (*words.last()?).to_owned()];
        let tried = tried.iter().filter(|word| !self.has_equals || is_known(word));
        tried.map(|word| meant_by(word, on_struct)).find(|meant| !meant.is_empty())
    }
}

fn meant_by(word: &str, on_struct: bool) -> Vec<String> {
    let (word, words) = (word.to_ascii_lowercase(), words(on_struct));
    let unit = Unit::like_word(&word).map(|unit| format!("unit = \"{}\"", unit.word));
    let synonym = SYNONYMS.iter().find(|(synonyms, _)| has(synonyms, &word));
    let synonym = synonym.map(|(_, meant)| (*meant).to_owned());
    let role = Role::of_name(&word).map(|role| role.word.to_owned());
    let one = synonym.or(role).or(unit).map(|meant| vec![meant]);
    let mut meant = one.unwrap_or_else(|| Role::like_name(&word).0);
    meant.retain(|meant| words.iter().any(|word| meant.starts_with(word)));
    if meant.is_empty() {
        meant.extend(nearest(&word, &words).map(str::to_owned));
    }
    meant
}

/// Why the tokens can't begin a role or an option.
#[rustfmt::skip]
fn not_a_word(tokens: &TokenStream, begin: Span, before: Option<&Part>) -> Error {
    let written = text(tokens);
    match written.trim_matches(|letter: char| !letter.is_alphanumeric()) {
        _ if written.is_empty() => Error::new(begin, "expected the name of a role or an option before the comma; remove the comma"),
        _ if written.starts_with('=') => mistake!(tokens => "expected the name of an option before `=`, as in `unit = \"ms\"`"),
        _ if written.starts_with('!') => mistake!(tokens => "expected the name of a role or an option; write `skip` if the field has no role"),
        word if is_known(word) => mistake!(tokens => "expected a word without quotes or punctuation; write `{word}`"),
        _ => match before.filter(|before| before.has_equals && syn::parse2::<Lit>(tokens.clone()).is_ok()).and_then(|before| Keyword::of_word(&before.word)) {
            Some(Keyword { word, value, .. }) => mistake!(tokens => "`{word}` takes a single value; {value}"),
            None => mistake!(tokens => "expected the name of a role or an option, not `{written}`; write one, as in `#[token(access_token)]`"),
        },
    }
}

fn is_known(word: &str) -> bool {
    Role::of_word(word).is_some() || Keyword::of_word(word).is_some()
}

/// Reads the value of an option, or tells what to write.
#[rustfmt::skip]
fn read_value(option: &Keyword, value: &TokenStream, attrs: &mut Attrs) -> Option<String> {
    let (written, literal) = (text(value), syn::parse2::<Lit>(value.clone()).ok());
    let string = literal.as_ref().and_then(string).unwrap_or_default();
    let (is_read, near) = match option.word {
        _ if option.value.is_empty() => (false, None),
        "unit" => {
            attrs.unit = Unit::like_word(&string).filter(|unit| unit.word == string);
            let mut near = words_in(&written).into_iter().filter_map(Unit::like_word);
            let near = near.next().filter(|_| near.next().is_none());
            (attrs.unit.is_some(), near.map(|unit| format!("\"{}\"", unit.word)))
        }
        "zero" => (string == "never", nearest(&string.to_lowercase(), &["never", "unlimited", "forever"]).map(|_| "\"never\"".to_owned())),
        "separator" => {
            attrs.separator = if let Some(Lit::Char(sign)) = literal { Some(sign.value()) } else { string.parse().ok() };
            let near = written.strip_prefix(['b', '"']).unwrap_or_default();
            let near = near.trim_matches(['\'', '"', ' ']).parse::<char>().ok();
            (attrs.separator.is_some(), near.map(|near| format!("\"{near}\"")))
        }
        "success" if matches!(&*written, "null" | "None") => return Some(format!("remove `success`, since `{written}` is never an error")),
        "success" => {
            let mut literals = written.split(['(', ')', '[', ']', '|', ',', '-', ' ']).filter_map(|part| syn::parse_str::<Lit>(part).ok());
            // `!0`, `> 0`, `..400` and `2xx` are several codes.
            let near = literal.clone().or(literals.next().filter(|_| literals.next().is_none())).filter(|_| !written.contains(['!', '<', '>', '.', 'x']));
            attrs.success = literal.as_ref().and_then(code);
            let near = near.and_then(|near| match near {
                Lit::Int(code) => Some(code.base10_digits().to_owned()),
                Lit::Char(sign) => Some(format!("\"{}\"", sign.value())),
                near => code(&near).map(|_| near.to_token_stream().to_string()),
            });
            (attrs.success.is_some(), near)
        }
        "with" => {
            attrs.with = syn::parse2(value.clone()).ok();
            let near = written.trim_matches(['"', '&', ' ']).trim_end_matches("()").trim_end();
            // As types are written: `f<u64>`.
            let mut near = [near.to_owned(), near.replace('<', "::<")].into_iter();
            (attrs.with.is_some(), near.find(|near| syn::parse_str::<ExprPath>(near).is_ok()))
        }
        "crate" => {
            let is_of_path = |letter: char| letter.is_alphanumeric() || "_:".contains(letter);
            let near = written.trim_matches('"').replace('-', "_");
            let near = near.split(|letter| !is_of_path(letter)).next().unwrap_or_default().trim_end_matches("TokenResponse").trim_end_matches(':');
            let near = Path::parse_mod_style.parse_str(near).ok();
            let path = Path::parse_mod_style.parse2(value.clone()).ok().filter(|_| !written.ends_with("TokenResponse"));
            let (is_read, write) = (path.is_some(), near.as_ref().map(text));
            // Where it is nearly a path, the nearest is taken beside the mistake.
            attrs.token_core = path.or(near);
            (is_read, write)
        }
        _ => {
            let near = product(&written).filter(|seconds| *seconds > 0);
            let is_number = string.is_empty() && literal.as_ref().and_then(code).is_some();
            attrs.default_expires_in = near.filter(|_| is_number);
            (attrs.default_expires_in.is_some(), near.map(|seconds| seconds.to_string()))
        }
    };
    match near {
        _ if is_read => None,
        Some(near) => Some(format!("write `{} = {near}`", option.word)),
        None => Some(option.value.to_owned()),
    }
}

/// The code that a literal stands for, as error codes are read.
fn code(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Int(code) if is_of_rust(code.suffix()) => Some(code.base10_digits().to_owned()),
        Lit::Bool(code) => Some(code.value().to_string()),
        code => string(code),
    }
}

/// What is meant by `3600`, `1h` and `60 * 60`.
fn product(written: &str) -> Option<u64> {
    written.split('*').try_fold(1_u64, |product, factor| {
        let number: LitInt = syn::parse_str(factor.trim_matches(['(', ')', '"', ' '])).ok()?;
        let milliseconds = Unit::like_word(number.suffix()).map_or(1_000, |unit| unit.milliseconds);
        let count: u64 = number.base10_digits().parse().ok()?;
        product.checked_mul(count.saturating_mul(milliseconds) / 1_000)
    })
}

fn string(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// `1h` and `0ms` are literals to Rust, too.
fn is_of_rust(suffix: &str) -> bool {
    suffix.is_empty() || has("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize", suffix)
}

/// The words in a text.
pub(crate) fn words_in(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty()).collect()
}

/// The tokens as people write them.
fn text(tokens: &impl ToTokens) -> String {
    let spaced = [":: ", " ::", " < ", "< ", " >", " - "];
    let text = tokens.to_token_stream().to_string();
    spaced.iter().fold(text, |text, spaced| text.replace(spaced, spaced.trim()))
}
