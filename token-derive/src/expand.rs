//! How to say it: `Plan` in, tokens out.
//!
//! Generated code names items of `token_core::__private` and `::core` and nothing else. The user's own type or function
//! is where an error in it is shown.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{ExprPath, Member, Type, WherePredicate, parse_quote, parse_quote_spanned};

use crate::parse::{Field, Input, mentions};
use crate::resolve::{Plan, Source};
use crate::vocabulary::{ACCESS_TOKEN, Kind, Role};

/// ```text
/// const _: () = {
///     use ::token_core::__private;
///     impl __private::TokenResponse for Answer {
///         fn fields(&self) -> __private::TokenFields<'_> { .. }
///     }
/// };
/// ```
///
/// The path is named once, so that a wrong one is one error. The path of `crate` may lead to token-core or to what
/// re-exports it.
///
/// Where there are mistakes in the struct, the rest of it is implemented all the same: what uses the struct has
/// no mistake in it. For that, the implementation has no bounds. Where token-core is not found, there is only `Debug`.
pub(crate) fn expand(mut plan: Plan<'_>, has_mistakes: bool) -> TokenStream {
    let input = plan.input;
    let is_found = plan.token_core.is_some() || input.attrs.token_core.is_some();
    let is_read = |field: &Field<'_>| is_found && (!has_mistakes || !is_generic(input, field.ty));
    plan.nested.retain(|field| is_read(field));
    for roles in [&mut plan.roles, &mut plan.fallbacks] {
        roles.retain(|(_, sources)| sources.iter().all(|source| is_read(source.field)));
    }
    let name = &input.original.ident;
    let fields = fields(&plan);
    let response = quote_spanned! { at(name)=>
        #[inline]
        fn fields(&self) -> __private::TokenFields<'_> { #fields }
    };
    let bounds = field_bounds(&plan);
    let response =
        implementation(input, at(name), &quote! { __private::TokenResponse }, bounds, &response);
    let own = plan.token_core.map(|own| Ident::new(own, at(name)));
    // At the user's own path, or at the name of the struct.
    let private = match &input.attrs.token_core {
        Some(path) => Some(quote_spanned! { at(path)=> #path::token_core::__private }),
        None => own.map(|own| quote_spanned! { at(name)=> ::#own::__private }),
    };
    // What is not understood of a field may say that it is secret.
    let is_hidden = |field: &Field<'_>| field.is_secret() || field.is_broken || !is_read(field);
    let asked =
        input.attrs.option("debug").filter(|_| input.attribute("derive", "Debug").is_none());
    let debug = asked.map(|word| debug(input, at(word), is_hidden));
    let response = private.map(|private| quote! { use #private; #response });
    quote! {
        #[allow(deprecated, unused_imports)]
        const _: () = {
            #response
            #debug
        };
    }
}

/// The place of the tokens, as a place in generated code: no lint takes it for the user's own.
fn at(tokens: &(impl ToTokens + ?Sized)) -> Span {
    tokens.to_token_stream().span().resolved_at(Span::call_site())
}

fn ident(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

/// `impl<..> Trait for Struct<..> where .. { .. }`, at the word that asks for it: there, another implementation
/// conflicts with it.
fn implementation(
    input: &Input<'_>,
    span: Span,
    implemented: &TokenStream,
    bounds: Vec<WherePredicate>,
    body: &TokenStream,
) -> TokenStream {
    let mut generics = input.original.generics.clone();
    generics.make_where_clause().predicates.extend(bounds);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let name = &input.original.ident;
    quote_spanned! { span=>
        #[automatically_derived]
        impl #impl_generics #implemented for #name #ty_generics #where_clause { #body }
    }
}

/// ```text
/// __private::TokenFields {
///     access_token: <String as __private::AsText>::as_text(&self.access_token),
///     ..__private::TokenFields::EMPTY
/// }
/// ```
///
/// The rest comes from the nested answers, and then from the fallbacks that have nothing else before them.
fn fields(plan: &Plan<'_>) -> TokenStream {
    let nested = plan.nested.iter().map(|Field { member, ty, .. }| {
        quote_spanned! { at(ty)=> <#ty as __private::TokenResponse>::fields(&self.#member) }
    });
    let or = |first, fallback| quote! { __private::TokenFields::or(#first, #fallback) };
    let access_token = plan.roles.iter().find(|(role, _)| role.word == ACCESS_TOKEN);
    let rest = match (nested.reduce(or), access_token) {
        (None, _) => quote! { __private::TokenFields::EMPTY },
        (Some(nested), None) => nested,
        (Some(nested), Some((_, sources))) => {
            let access_token = role_reading(sources);
            quote! { __private::beside(#access_token, #nested) }
        }
    };
    let mut answer = literal(&plan.roles, rest);
    if !plan.fallbacks.is_empty() {
        answer = or(answer, literal(&plan.fallbacks, quote! { __private::TokenFields::EMPTY }));
    }
    if let Some(seconds) = plan.input.attrs.default_expires_in {
        answer = quote! {
            __private::TokenFields::default_expires_in(#answer, ::core::time::Duration::from_secs(#seconds))
        };
    }
    answer
}

fn literal(roles: &[(&Role, Vec<Source<'_>>)], rest: TokenStream) -> TokenStream {
    if roles.is_empty() {
        return rest;
    }
    let names = roles.iter().map(|(role, _)| ident(role.word));
    let readings = roles.iter().map(|(_, sources)| role_reading(sources));
    quote! { __private::TokenFields { #(#names: #readings,)* ..#rest } }
}

/// `first`, or `or(first, fallback)`
fn role_reading(sources: &[Source<'_>]) -> TokenStream {
    let or = |first, fallback| quote! { __private::or(#first, #fallback) };
    sources.iter().map(reading).reduce(or).unwrap_or_default()
}

/// `<Type as __private::AsText>::as_text(&self.field)`
fn reading(source: &Source<'_>) -> TokenStream {
    let Source { role, claim, .. } = source;
    let reading = match &claim.with {
        Some(function) => read_with(function, source),
        None => read_by_type(source),
    };
    match &claim.success {
        Some(success) => quote! { __private::unless_success(#reading, #success) },
        None if role.kind == Kind::ErrorCode => quote! { __private::stated(#reading) },
        None => reading,
    }
}

fn read_by_type(source: &Source<'_>) -> TokenStream {
    let Source { role, field: Field { member, ty, .. }, claim, .. } = source;
    let span = at(ty);
    let (reader, method) = reader(source, span);
    let argument = match (role.kind, claim.separator) {
        (Kind::Text | Kind::ErrorCode, _) => None,
        (Kind::Lifetime | Kind::Timestamp, _) => {
            let unit = ident(claim.unit.map_or("Seconds", |unit| unit.variant));
            Some(quote! { __private::Unit::#unit })
        }
        (Kind::Scope, None) => Some(quote! { ::core::option::Option::None }),
        (Kind::Scope, Some(separator)) => Some(quote! { ::core::option::Option::Some(#separator) }),
    };
    let argument = argument.into_iter();
    quote_spanned! { span=> <#ty as __private::#reader>::#method(&self.#member #(, #argument)*) }
}

/// The trait that reads the field, and its method.
fn reader(source: &Source<'_>, span: Span) -> (Ident, Ident) {
    let (reader, method) = match source.claim.option("zero") {
        Some(_) => ("ZeroIsNever", "as_lifetime_unless_zero"),
        None => source.role.kind.reader(),
    };
    (Ident::new(reader, span), Ident::new(method, span))
}

/// `Needed::<String, _>::needed(Function::<String, Text, _, _>::call(With { function }, || &self.field), PhantomData::<Text>)`,
/// where the function is named.
fn read_with(function: &ExprPath, Source { role, field, .. }: &Source<'_>) -> TokenStream {
    let (span, ty, mut member) = (at(function), field.ty, field.member.clone());
    let role = Ident::new(role.kind.reader().0.trim_start_matches("As"), span);
    match &mut member {
        Member::Named(name) => name.set_span(span),
        Member::Unnamed(index) => index.span = span,
    }
    quote_spanned! { span=>
        __private::Needed::<#ty, _>::needed(
            __private::Function::<#ty, __private::needed::#role, _, _>::call(
                __private::With { function: #function },
                || &self.#member,
            ),
            ::core::marker::PhantomData::<__private::needed::#role>,
        )
    }
}

/// What the field types that depend on a type parameter must be. Parameters get no bound of their own:
/// `Box<T>` may be text where `T` is not.
fn field_bounds(plan: &Plan<'_>) -> Vec<WherePredicate> {
    let sources = plan.roles.iter().chain(&plan.fallbacks).flat_map(|(_, sources)| sources);
    let sources = sources.filter(|source| source.claim.with.is_none());
    let read = sources.map(|source| (source.field.ty, reader(source, at(source.field.ty)).0));
    // The struct itself, in a box, would be a bound on itself.
    let nested = plan.nested.iter().map(|field| field.ty);
    let nested = nested.filter(|ty| !mentions(ty, &plan.input.original.ident));
    let nested = nested.map(|ty| (ty, Ident::new("TokenResponse", at(ty))));
    let bounds = read.chain(nested).filter(|(ty, _)| is_generic(plan.input, ty));
    bounds.map(|(ty, reader)| parse_quote_spanned! { at(ty)=> #ty: __private::#reader }).collect()
}

/// Whether the type mentions a type parameter of the struct.
fn is_generic(input: &Input<'_>, ty: &Type) -> bool {
    let mut parameters = input.original.generics.type_params();
    parameters.any(|parameter| mentions(ty, &parameter.ident))
}

/// ```text
/// impl Debug for Answer {
///     fn fmt(&self, f: &mut Formatter<'_>) -> Result { .. }
/// }
/// ```
fn debug(input: &Input<'_>, span: Span, is_hidden: impl Fn(&Field<'_>) -> bool) -> TokenStream {
    let shown = input.fields.iter().filter(|field| !is_hidden(field));
    let bounds = shown.map(|field| field.ty).filter(|ty| is_generic(input, ty));
    let bounds = bounds.map(|ty| parse_quote! { #ty: ::core::fmt::Debug }).collect();
    let is_tuple = input.fields.iter().any(|field| field.name().is_none());
    let kind =
        if is_tuple { ["debug_tuple", "DebugTuple"] } else { ["debug_struct", "DebugStruct"] };
    let [start, builder] = kind.map(ident);
    let fields = input.fields.iter().map(|field| {
        let Field { member, ty, .. } = field;
        let label = field.name().map(|name| quote! { #name, });
        let show = quote_spanned! { at(ty)=> <#ty as __private::Shown>::shown };
        // What a server says of an error may quote a token.
        let value = match field.roles().any(|role| role.word.starts_with("error")) {
            _ if is_hidden(field) => quote! { ::core::format_args!("[redacted]") },
            true => quote! { __private::OfError(&#show(&self.#member)) },
            false => quote! { #show(&self.#member) },
        };
        quote! { #label &#value }
    });
    let name = input.original.ident.unraw().to_string();
    let body = quote! {
        fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            let mut output = ::core::fmt::Formatter::#start(formatter, #name);
            #(::core::fmt::#builder::field(&mut output, #fields);)*
            ::core::fmt::#builder::finish(&mut output)
        }
    };
    implementation(input, span, &quote! { ::core::fmt::Debug }, bounds, &body)
}
