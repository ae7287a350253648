//! How to say it: `Plan` in, tokens out; and the implementation that stands in for a failed one.
//!
//! Generated code names public items of token-core and `::core` by absolute paths and nothing else.
//! The user's own type tokens carry the span of a type error; no token of ours does.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Path, Type, WherePredicate, parse_quote};

use crate::parse::{Field, Input};
use crate::resolve::{Plan, Source};
use crate::vocabulary::{ACCESS_TOKEN, Kind};

/// ```text
/// impl TokenResponse for Answer {
///     fn fields(&self) -> TokenFields<'_> { .. }
/// }
/// ```
pub(crate) fn expand(plan: &Plan<'_>) -> TokenStream {
    let Plan { input, .. } = plan;
    let implementation = implementation(input, field_bounds(plan), &fields(plan));
    let shown = input.fields.iter().map(|field| (field, plan.is_secret(field))).collect();
    let debug = input.attrs.option("debug").map(|_| debug(input, shown));
    quote! { #implementation #debug }
}

/// The mistakes, and implementations all the same: what uses the struct has no mistake in it.
pub(crate) fn fallback(input: &Input<'_>, mistakes: &TokenStream) -> TokenStream {
    let token_core = &input.token_core;
    let body = quote! { #token_core::TokenFields::EMPTY };
    let implementation = implementation(input, Vec::new(), &body);
    let debug = input.attrs.option("debug").map(|_| debug(input, Vec::new()));
    quote! { #mistakes #implementation #debug }
}

fn implementation(
    input: &Input<'_>,
    bounds: Vec<WherePredicate>,
    body: &TokenStream,
) -> TokenStream {
    let token_core = &input.token_core;
    let header = header(input, &quote! { #token_core::TokenResponse }, bounds);
    quote! {
        #[automatically_derived]
        #header {
            #[inline]
            fn fields(&self) -> #token_core::TokenFields<'_> {
                #body
            }
        }
    }
}

/// `impl<..> Trait for Struct<..> where ..`
fn header(
    input: &Input<'_>,
    implemented: &TokenStream,
    bounds: Vec<WherePredicate>,
) -> TokenStream {
    let mut generics = input.original.generics.clone();
    generics.make_where_clause().predicates.extend(bounds);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // At the call site, or a `#[deprecated]` struct would be used by us.
    let mut ident = input.original.ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    quote! { impl #impl_generics #implemented for #ident #ty_generics #where_clause }
}

/// ```text
/// TokenFields {
///     access_token: <String as AsText>::as_text(&self.access_token),
///     ..TokenFields::EMPTY
/// }
/// ```
fn fields(plan: &Plan<'_>) -> TokenStream {
    let token_core = &plan.input.token_core;
    let roles = plan.roles.iter().map(|(role, _)| ident(role.word));
    let readings = plan.roles.iter().map(|(_, sources)| role_reading(sources, token_core));
    let rest = rest(plan);
    let fields = quote! { #token_core::TokenFields { #(#roles: #readings,)* ..#rest } };
    match plan.input.attrs.default_expires_in {
        Some(seconds) => quote! {
            #token_core::TokenFields::default_expires_in(
                #fields,
                ::core::time::Duration::from_secs(#seconds),
            )
        },
        None => fields,
    }
}

/// `first`, or `or(first, fallback)`
fn role_reading(sources: &[Source<'_>], token_core: &Path) -> TokenStream {
    let readings = sources.iter().map(|source| reading(source, token_core));
    readings
        .reduce(|first, fallback| quote! { #token_core::__private::or(#first, #fallback) })
        .unwrap_or_default()
}

/// `<Type as AsText>::as_text(&self.field)`
fn reading(source: &Source<'_>, token_core: &Path) -> TokenStream {
    let reading = match &source.claim.with {
        Some(function) => read_with(function, source),
        None => read_by_type(source, token_core),
    };
    match &source.claim.success {
        Some(success) => quote! { #token_core::__private::unless_success(#reading, #success) },
        None if source.role.kind == Kind::ErrorCode => {
            quote! { #token_core::__private::stated(#reading) }
        }
        None => reading,
    }
}

fn read_by_type(source: &Source<'_>, token_core: &Path) -> TokenStream {
    let Source { role, field: Field { member, ty, .. }, claim } = source;
    let unit = ident(claim.unit.map_or("Seconds", |unit| unit.variant));
    let argument = match role.kind {
        Kind::Text | Kind::ErrorCode => None,
        Kind::Lifetime | Kind::Timestamp => Some(quote! { , #token_core::field::Unit::#unit }),
        Kind::Scope => Some(claim.separator.map_or_else(
            || quote! { , ::core::option::Option::None },
            |separator| quote! { , ::core::option::Option::Some(#separator) },
        )),
    };
    let (reader, method) = reader(source, token_core);
    quote! { <#ty as #reader>::#method(&self.#member #argument) }
}

/// The trait that reads the field, and its method.
fn reader(source: &Source<'_>, token_core: &Path) -> (TokenStream, Ident) {
    if source.claim.option("zero").is_some() {
        let reader = quote! { #token_core::__private::ZeroIsNever };
        return (reader, ident("as_lifetime_unless_zero"));
    }
    let (reader, method) = source.role.kind.reader();
    let reader = ident(reader);
    (quote! { #token_core::field::#reader }, ident(method))
}

/// `function(&self.field)`
fn read_with(function: &Path, source: &Source<'_>) -> TokenStream {
    let member = &source.field.member;
    // The parentheses are where the function is, or a wrong return type is shown at the derive.
    let mut argument = Group::new(Delimiter::Parenthesis, quote! { &self.#member });
    argument.set_span(function.span().resolved_at(Span::call_site()));
    quote! { #function #argument }
}

fn ident(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

/// `TokenFields::EMPTY`, or what the nested responses say beside the access token of this one.
fn rest(plan: &Plan<'_>) -> TokenStream {
    let token_core = &plan.input.token_core;
    let nested = plan.input.fields.iter().filter(|field| field.is_nested());
    let responses = nested.map(|Field { member, ty, .. }| {
        quote! { <#ty as #token_core::TokenResponse>::fields(&self.#member) }
    });
    let nested = responses
        .reduce(|first, fallback| quote! { #token_core::TokenFields::or(#first, #fallback) });
    let access_token = plan.roles.iter().find(|(role, _)| role.word == ACCESS_TOKEN);
    match (nested, access_token) {
        (None, _) => quote! { #token_core::TokenFields::EMPTY },
        (Some(nested), None) => nested,
        (Some(nested), Some((_, sources))) => {
            let access_token = role_reading(sources, token_core);
            quote! { #token_core::__private::beside(#access_token, #nested) }
        }
    }
}

/// What the field types that depend on a type parameter must be. Parameters get no bound of their own:
/// `Box<T>` may be text where `T` is not.
fn field_bounds(plan: &Plan<'_>) -> Vec<WherePredicate> {
    let (input, token_core) = (plan.input, &plan.input.token_core);
    let is_generic = |ty: &Type| is_generic(input, ty);
    let mut bounds = Vec::new();
    for source in plan.roles.iter().flat_map(|(_, sources)| sources) {
        let ty = source.field.ty;
        if source.claim.with.is_none() && is_generic(ty) {
            let (reader, _) = reader(source, token_core);
            bounds.push(parse_quote! { #ty: #reader });
        }
    }
    for Field { ty, .. } in
        input.fields.iter().filter(|field| field.is_nested() && is_generic(field.ty))
    {
        bounds.push(parse_quote! { #ty: #token_core::TokenResponse });
    }
    bounds
}

/// Whether the type mentions a type parameter of the struct.
fn is_generic(input: &Input<'_>, ty: &Type) -> bool {
    let parameters: Vec<_> =
        input.original.generics.type_params().map(|parameter| &parameter.ident).collect();
    !parameters.is_empty() && mentions(ty.to_token_stream(), &parameters)
}

fn mentions(tokens: TokenStream, idents: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => idents.contains(&&ident),
        TokenTree::Group(group) => mentions(group.stream(), idents),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// ```text
/// impl Debug for Answer {
///     fn fmt(&self, f: &mut Formatter<'_>) -> Result { .. }
/// }
/// ```
///
/// Of each field, it is known whether it is redacted.
fn debug(input: &Input<'_>, shown: Vec<(&Field<'_>, bool)>) -> TokenStream {
    let name = input.original.ident.to_string();
    let visible =
        shown.iter().filter(|(field, is_redacted)| !is_redacted && is_generic(input, field.ty));
    let bounds =
        visible.map(|(Field { ty, .. }, _)| parse_quote! { #ty: ::core::fmt::Debug }).collect();
    let is_tuple = shown.iter().any(|(field, _)| field.name().is_none());
    let (start, builder) = if is_tuple {
        (ident("debug_tuple"), ident("DebugTuple"))
    } else {
        (ident("debug_struct"), ident("DebugStruct"))
    };
    let fields =
        shown.into_iter().map(|(field, is_redacted)| debug_field(field, is_redacted, &builder));
    let header = header(input, &quote! { ::core::fmt::Debug }, bounds);
    quote! {
        #[automatically_derived]
        #header {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                fn shown<T: ::core::fmt::Debug>(value: &T) -> &dyn ::core::fmt::Debug {
                    value
                }
                let mut output = ::core::fmt::Formatter::#start(formatter, #name);
                #(#fields)*
                ::core::fmt::#builder::finish(&mut output)
            }
        }
    }
}

/// `DebugStruct::field(&mut output, "field", ..);`
fn debug_field(field: &Field<'_>, is_redacted: bool, builder: &Ident) -> TokenStream {
    let Field { member, ty, .. } = field;
    let label = field.name().map(|name| quote! { #name, });
    let value = if is_redacted {
        quote! { &::core::format_args!("[redacted]") }
    } else {
        // By its type, or one without `Debug` would be shown at the derive, and not at the field.
        quote! { shown::<#ty>(&self.#member) }
    };
    quote! { ::core::fmt::#builder::field(&mut output, #label #value); }
}
