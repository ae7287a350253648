//! The roles and their names are the same for `TokenFields`, the derive, `AnyTokenResponse` and the store.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use token_core::__private::ROLES;
use token_core::{AnyTokenResponse, TokenFields, TokenResponse};

/// Writes a struct with a field for each role, the names of the roles, and an answer that states each.
macro_rules! every_role {
    ($($role:ident: $value:expr),+ $(,)?) => {
        #[derive(Deserialize, TokenResponse)]
        struct EveryRole {
            $($role: Value,)+
        }

        const NAMED: &[&str] = &[$(stringify!($role)),+];

        fn answer() -> Value {
            json!({ $(stringify!($role): $value),+ })
        }
    };
}
every_role! {
    access_token: "access",
    token_type: "Bearer",
    expires_in: 3600,
    expires_at: 1_790_003_600,
    issued_at: 1_790_000_000,
    refresh_in: 1800,
    refresh_at: 1_790_001_800,
    refresh_token: "refresh",
    refresh_expires_in: 7200,
    refresh_expires_at: 1_790_007_200,
    refresh_issued_at: 1_780_000_000,
    id_token: "id",
    scope: "read",
    issued_token_type: "urn:ietf:params:oauth:token-type:jwt",
    error: "invalid_grant",
    error_description: "it has expired",
    error_uri: "https://provider.example/errors",
}

/// Names that mean one role wherever they appear.
macro_rules! further_names {
    ($($name:ident: $role:ident = $value:expr),+ $(,)?) => {
        /// What the derive and `AnyTokenResponse` make of the name, and of the role itself.
        fn further_names() -> Vec<[(&'static str, String); 3]> {
            vec![$({
                #[derive(Deserialize, TokenResponse)]
                struct Named {
                    access_token: String,
                    $name: Value,
                }
                #[derive(Deserialize, TokenResponse)]
                struct Role {
                    access_token: String,
                    $role: Value,
                }
                let by_name = json!({ "access_token": "a", stringify!($name): $value });
                let by_role = json!({ "access_token": "a", stringify!($role): $value });
                [
                    (stringify!($role), shown(&read::<Role>(&by_role))),
                    (stringify!($name), shown(&read::<Named>(&by_name))),
                    (stringify!($name), shown(&read::<AnyTokenResponse>(&by_name))),
                ]
            }),+]
        }
    };
}
further_names! {
    scopes: scope = ["read user", "write"],
    expires_on: expires_at = 1_790_003_600,
    refresh_on: refresh_at = 1_790_001_800,
    access_token_expires_in: expires_in = 3600,
    access_token_expires_at: expires_at = 1_790_003_600,
    refresh_token_expires_in: refresh_expires_in = 7200,
    refresh_token_expires_at: refresh_expires_at = 1_790_007_200,
    x_refresh_token_expires_in: refresh_expires_in = 7200,
}

fn read<T: for<'de> Deserialize<'de>>(answer: &Value) -> T {
    serde_json::from_value(answer.clone()).unwrap()
}

fn shown(answer: &impl TokenResponse) -> String {
    format!("{:?}", answer.fields())
}

#[track_caller]
fn states_every_role(fields: &TokenFields<'_>) {
    let shown = format!("{fields:?}");
    assert!(!shown.contains("None") && !shown.contains("Unspecified"), "{shown}");
}

#[test]
fn the_roles_named_here_are_all_that_there_are() {
    assert_eq!(NAMED, ROLES);
}

#[test]
fn the_derive_finds_every_role_by_its_name() {
    states_every_role(&read::<EveryRole>(&answer()).fields());
}

#[test]
fn any_token_response_finds_every_role_by_its_name_in_any_casing() {
    let any: AnyTokenResponse = read(&answer());
    states_every_role(&any.fields());
    assert!(any.extras().is_empty(), "{:?}", any.extras());

    let Value::Object(members) = answer() else { panic!("it is an object") };
    let spellings: [fn(&str) -> String; 3] =
        [|name| name.replace('_', ""), |name| name.replace('_', "-"), str::to_uppercase];
    for spelling in spellings {
        let members: Map<_, _> =
            members.iter().map(|(name, value)| (spelling(name), value.clone())).collect();
        let any: AnyTokenResponse = read(&Value::Object(members));
        states_every_role(&any.fields());
    }
}

#[test]
fn every_role_of_a_token_is_stored() {
    let mut answer = answer();
    let roles = ROLES.iter().filter(|role| !role.starts_with("error"));
    for error in ["error", "error_description", "error_uri"] {
        answer.as_object_mut().unwrap().remove(error);
    }
    let any: AnyTokenResponse = read(&answer);
    let received_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let token = any.normalize().unwrap().received_at(received_at);
    let stored = serde_json::to_value(&token).unwrap();
    for role in roles {
        assert_eq!(stored.get(role), answer.get(role), "{role}");
    }
}

#[test]
fn a_further_name_is_the_same_role_to_the_derive_and_to_any_token_response() {
    for [(role, by_role), by_name, any] in further_names() {
        for (name, shown) in [by_name, any] {
            assert_eq!(shown, by_role, "{name} is {role}");
        }
    }
}
