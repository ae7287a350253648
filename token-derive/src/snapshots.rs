//! What the derive writes, as a person reads it. Blessed with `UPDATE_EXPECT=1 cargo test -p token-derive`.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

fn check(input: TokenStream, expected: &ExpectFile) {
    let file = syn::parse2(crate::derive(input, Some("token_core"))).unwrap();
    expected.assert_eq(&prettyplease::unparse(&file));
}

#[test]
fn roles_by_name() {
    let input = quote! {
        struct Answer {
            access_token: String,
            expires_in: Option<u64>,
            scope: Vec<String>,
            instance_url: String,
        }
    };
    check(input, &expect_file!["snapshots/roles_by_name.rs"]);
}

#[test]
fn every_option() {
    let input = quote! {
        #[token(crate = facade::token_core, default_expires_in = 3600)]
        struct Answer {
            #[token(access_token)]
            #[token(id_token)]
            jwt: String,
            #[token(unit = "ms", zero = "never")]
            expires_in: u64,
            #[token(expires_in, fallback)]
            expire_in: Option<u64>,
            #[token(expires_at, with = us_date)]
            expires_on: String,
            #[token(separator = ",")]
            scope: String,
            #[token(error, success = 0)]
            code: i32,
            #[token(skip)]
            token_type: Kind,
            #[token(nested)]
            data: Option<Inner>,
            #[token(nested)]
            more: Inner,
        }
    };
    check(input, &expect_file!["snapshots/every_option.rs"]);
}

#[test]
fn generic_tuple_with_debug() {
    let input = quote! {
        #[token(debug)]
        struct Answer<'a, T: Clone, const N: usize>(
            #[token(access_token)] &'a T,
            #[token(scope)] [&'a str; N],
            Vec<T>,
            #[token(secret)] T,
        );
    };
    check(input, &expect_file!["snapshots/generic_tuple_with_debug.rs"]);
}

#[test]
fn mistakes() {
    let input = quote! {
        struct Answer<T> {
            #[token(acess_token)]
            jwt: T,
        }
    };
    check(input, &expect_file!["snapshots/mistakes.rs"]);
}
