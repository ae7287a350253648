//! How to say it: `Plan` in, tokens out; and the implementation that stands in for a failed one.
//!
//! Generated code names public items of token-core and `::core` by absolute paths and nothing else.
//! The user's own type tokens carry the span of a type error; no token of ours does.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, GenericParam, Member, Path, Type, WherePredicate, parse_quote};

use crate::resolve::{Place, Plan, Shown, Source};
use crate::role::{Kind, Role};

/// ```text
/// impl TokenResponse for Answer {
///     fn fields(&self) -> TokenFields<'_> { .. }
/// }
/// ```
pub(crate) fn expand(plan: &Plan<'_>, token_core: &Path) -> TokenStream {
    let body = fields(plan, token_core);
    let mut implementation =
        implementation(plan.original, token_core, &field_bounds(plan, token_core), &body);
    if let Some(shown) = &plan.debug {
        implementation.extend(debug(plan.original, shown));
    }
    implementation
}

/// The mistakes, and implementations all the same: what uses the struct has no mistake in it.
pub(crate) fn fallback(
    original: &DeriveInput,
    token_core: &Path,
    wants_debug: bool,
    mistakes: &TokenStream,
) -> TokenStream {
    let body = quote! { #token_core::TokenFields::EMPTY };
    let implementation = implementation(original, token_core, &[], &body);
    let debug = wants_debug.then(|| debug(original, &[]));
    quote! { #mistakes #implementation #debug }
}

fn implementation(
    original: &DeriveInput,
    token_core: &Path,
    bounds: &[TokenStream],
    body: &TokenStream,
) -> TokenStream {
    let header = header(original, &quote! { #token_core::TokenResponse }, bounds);
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
    original: &DeriveInput,
    implemented: &TokenStream,
    bounds: &[TokenStream],
) -> TokenStream {
    let mut generics = original.generics.clone();
    if !bounds.is_empty() {
        let predicates = bounds.iter().map(|bound| -> WherePredicate {
            parse_quote! { #bound }
        });
        generics.make_where_clause().predicates.extend(predicates);
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // At the call site, or a `#[deprecated]` struct would be used by us.
    let mut ident = original.ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    quote! { impl #impl_generics #implemented for #ident #ty_generics #where_clause }
}

/// ```text
/// TokenFields {
///     access_token: <String as AsText>::as_text(&self.access_token),
///     ..TokenFields::EMPTY
/// }
/// ```
fn fields(plan: &Plan<'_>, token_core: &Path) -> TokenStream {
    let roles = plan.roles.iter().map(|(role, _)| ident(role.word()));
    let readings =
        plan.roles.iter().map(|(role, sources)| role_reading(*role, sources, token_core));
    // To take the rest from something when nothing is left is a lint.
    let rest = (plan.roles.len() < Role::ALL.len()).then(|| {
        let rest = rest(&plan.nested, token_core);
        quote! { ..#rest }
    });
    let fields = quote! { #token_core::TokenFields { #(#roles: #readings,)* #rest } };
    match plan.default_expires_in {
        Some(seconds) => quote! {
            #token_core::TokenFields::default_expires_in(
                #fields,
                ::core::time::Duration::from_secs(#seconds),
            )
        },
        None => fields,
    }
}

/// `first`, or `Reading::or(first, fallback)`
fn role_reading(role: Role, sources: &[Source<'_>], token_core: &Path) -> TokenStream {
    let readings = sources.iter().map(|source| reading(role, source, token_core));
    readings
        .reduce(|first, fallback| quote! { #token_core::field::Reading::or(#first, #fallback) })
        .unwrap_or_default()
}

/// `<Type as AsText>::as_text(&self.field)`
fn reading(role: Role, source: &Source<'_>, token_core: &Path) -> TokenStream {
    let reading = match &source.with {
        Some(function) => read_with(function, role.kind(), source, token_core),
        None => read_by_type(role.kind(), source, token_core),
    };
    match &source.success {
        Some(success) => quote! { #token_core::field::unless_success(#reading, #success) },
        None => reading,
    }
}

fn read_by_type(kind: Kind, source: &Source<'_>, token_core: &Path) -> TokenStream {
    let unit = || {
        let unit = ident(source.unit.variant());
        Some(quote! { , #token_core::field::Unit::#unit })
    };
    let (method, argument) = match (kind, source.separator) {
        (Kind::Text, _) => ("as_text", None),
        (Kind::Lifetime, _) if source.zero_is_never => ("as_lifetime_unless_zero", unit()),
        (Kind::Lifetime, _) => ("as_lifetime", unit()),
        (Kind::Timestamp, _) => ("as_timestamp", unit()),
        (Kind::Scope, None) => ("as_spaced_scope", None),
        (Kind::Scope, Some(separator)) => ("as_separated_scope", Some(quote! { , #separator })),
        (Kind::ErrorCode, _) => ("as_error_code", None),
    };
    let (reader, method) = (ident(kind.reader()), ident(method));
    let Place { member, ty } = &source.place;
    quote! { <#ty as #token_core::field::#reader>::#method(&self.#member #argument) }
}

/// `function(&self.field)`, and for a scope how its entries are separated
fn read_with(function: &Path, kind: Kind, source: &Source<'_>, token_core: &Path) -> TokenStream {
    let member = &source.place.member;
    // The parentheses are where the function is, or a wrong return type is shown at the derive.
    let mut argument = Group::new(Delimiter::Parenthesis, quote! { &self.#member });
    argument.set_span(function.span().resolved_at(Span::call_site()));
    let reading = quote! { #function #argument };
    if kind != Kind::Scope {
        return reading;
    }
    let separator = source.separator.map_or_else(
        || quote! { ::core::option::Option::None },
        |separator| quote! { ::core::option::Option::Some(#separator) },
    );
    quote! { #token_core::field::scope(#reading, #separator) }
}

fn ident(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

/// `TokenFields::EMPTY`, or what the nested responses say
fn rest(nested: &[Place<'_>], token_core: &Path) -> TokenStream {
    let responses = nested.iter().map(|Place { member, ty }| {
        quote! { <#ty as #token_core::TokenResponse>::fields(&self.#member) }
    });
    responses
        .reduce(|first, fallback| quote! { #token_core::TokenFields::or(#first, #fallback) })
        .unwrap_or_else(|| quote! { #token_core::TokenFields::EMPTY })
}

/// What the field types that depend on a type parameter must be. Parameters get no bound of their own:
/// `Box<T>` may be text where `T` is not.
fn field_bounds(plan: &Plan<'_>, token_core: &Path) -> Vec<TokenStream> {
    let mut bounds = Vec::new();
    for (role, sources) in &plan.roles {
        let reader = ident(role.kind().reader());
        for Source { place: Place { ty, .. }, .. } in sources
            .iter()
            .filter(|source| source.with.is_none() && is_generic(plan.original, source.place.ty))
        {
            bounds.push(quote! { #ty: #token_core::field::#reader });
        }
    }
    for Place { ty, .. } in plan.nested.iter().filter(|place| is_generic(plan.original, place.ty)) {
        bounds.push(quote! { #ty: #token_core::TokenResponse });
    }
    bounds
}

/// Whether the type mentions a type parameter of the struct.
fn is_generic(original: &DeriveInput, ty: &Type) -> bool {
    let parameters: Vec<&Ident> = original
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
        })
        .collect();
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
fn debug(original: &DeriveInput, shown: &[Shown<'_>]) -> TokenStream {
    let name = original.ident.to_string();
    let visible = shown.iter().filter(|field| !field.redacted);
    let bounds: Vec<TokenStream> = visible
        .map(|field| field.place.ty)
        .filter(|ty| is_generic(original, ty))
        .map(|ty| quote! { #ty: ::core::fmt::Debug })
        .collect();
    let is_tuple = shown.iter().any(|field| matches!(field.place.member, Member::Unnamed(_)));
    let (start, builder) = if is_tuple {
        (ident("debug_tuple"), ident("DebugTuple"))
    } else {
        (ident("debug_struct"), ident("DebugStruct"))
    };
    let fields = shown.iter().map(|field| debug_field(field, &builder));
    let header = header(original, &quote! { ::core::fmt::Debug }, &bounds);
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
fn debug_field(field: &Shown<'_>, builder: &Ident) -> TokenStream {
    let Place { member, ty } = &field.place;
    let label = match member {
        Member::Named(ident) => {
            let name = ident.unraw().to_string();
            Some(quote! { #name, })
        }
        Member::Unnamed(_) => None,
    };
    let value = if field.redacted {
        quote! { &::core::format_args!("[redacted]") }
    } else {
        // By its type, or one without `Debug` would be shown at the derive, and not at the field.
        quote! { shown::<#ty>(&self.#member) }
    };
    quote! { ::core::fmt::#builder::field(&mut output, #label #value); }
}
