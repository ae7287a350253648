//! Bodies that are made to cost as much as they can, and the types that read them.

use std::collections::BTreeMap;
use std::hint::black_box;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use token_core::models::OAuth2Token;
use token_core::oauth2::Adapter;
use token_core::{AnyTokenResponse, TokenResponse, endpoint};

/// A body, made when it is needed.
pub struct Body {
    pub name: String,
    pub content_type: Option<&'static str>,
    make: Box<dyn Fn(usize) -> Vec<u8>>,
}

impl Body {
    /// The body, at most `length` bytes long and nearly that.
    #[must_use]
    pub fn of_length(&self, length: usize) -> Vec<u8> {
        let body = (self.make)(length);
        assert!(body.len() <= length, "{} has {} bytes", self.name, body.len());
        body
    }
}

/// What the answer says before the noise: accepted, refused and misfit in turn.
const OPENINGS: [(&str, &str); 7] = [
    ("token", r#""access_token":"a","expires_in":3600"#),
    ("nothing", r#""_":0"#),
    ("error", r#""error":"invalid_grant","error_description":"expired""#),
    ("code", r#""code":7,"message":"nope""#),
    ("misfit", r#""access_token":{},"expires_in":[],"code":"","data":[]"#),
    ("token in data", r#""data":{"access_token":"a"},"code":0"#),
    ("error in data", r#""data":{"error":"invalid_grant"}"#),
];

/// Where the noise stands.
const PLACES: [(&str, Place); 16] = [
    ("members", Place::Members),
    ("one name again and again", Place::Same("x")),
    ("`error` again and again", Place::Same("error")),
    ("`access_token` again and again", Place::Same("access_token")),
    ("`msg` again and again", Place::Same("msg")),
    ("escaped `msg` again and again", Place::Same(r"\u006dsg")),
    ("array", Place::Array("x")),
    ("object", Place::Object("x")),
    ("`error` array", Place::Array("error")),
    ("`errors` array", Place::Array("errors")),
    ("`error` object", Place::Object("error")),
    ("`data` array", Place::Array("data")),
    ("`data` object", Place::Object("data")),
    ("`scope` array", Place::Array("scope")),
    ("`error_description` object", Place::Object("error_description")),
    ("`code` array", Place::Array("code")),
];

#[derive(Clone, Copy)]
enum Place {
    /// Members of the answer, each with a name of its own.
    Members,
    /// Members of the answer, all with this name.
    Same(&'static str),
    /// Elements of the array of this name.
    Array(&'static str),
    /// Members of the object of this name.
    Object(&'static str),
}

/// What the noise consists of.
const VALUES: [&str; 17] = [
    "0",
    "null",
    "false",
    "1.5e300",
    "-0.1234567890123456789e-7",
    "1e999",
    r#""""#,
    r#""abcdefghijklmnopqrstuvwxyz""#,
    r#""\u0041\u00e9""#,
    r#""\ud800""#,
    r#""\\\"\n""#,
    "[]",
    "{}",
    r#"{"":0}"#,
    r#"{"error":0}"#,
    r#"{"code":0,"message":""}"#,
    "[[[0]]]",
];

/// A short name, another one for every number.
fn short(mut number: usize) -> String {
    let letters = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    let mut name = String::new();
    loop {
        name.push(char::from(letters[number % 64]));
        number /= 64;
        if number == 0 {
            return name;
        }
    }
}

fn noise(place: Place, value: &str, opening: &str, length: usize) -> Vec<u8> {
    let (before, after) = match place {
        Place::Members | Place::Same(_) => (format!("{{{opening}"), "}"),
        Place::Array(name) => (format!(r#"{{{opening},"{name}":["#), "]}"),
        Place::Object(name) => (format!(r#"{{{opening},"{name}":{{"#), "}}"),
    };
    let is_inner = matches!(place, Place::Array(_) | Place::Object(_));
    let mut body = before;
    for number in 0.. {
        let comma = if number == 0 && is_inner { "" } else { "," };
        let item = match place {
            Place::Members | Place::Object(_) => format!(r#"{comma}"{}":{value}"#, short(number)),
            Place::Same(name) => format!(r#"{comma}"{name}":{value}"#),
            Place::Array(_) => format!("{comma}{value}"),
        };
        if body.len() + item.len() + after.len() > length {
            break;
        }
        body += &item;
    }
    (body + after).into_bytes()
}

/// One thing that fills the whole body: `before`, `unit` as often as there is room, `after`.
const GIANTS: [(&str, &str, &str, &str); 74] = [
    ("name of `_`", r#"{"access_token":"a","#, "_", r#"":0}"#),
    ("first name of `_`", r#"{""#, "_", r#"":0,"access_token":"a"}"#),
    ("escaped name", r#"{"access_token":"a",""#, r"\u005f", r#"":0}"#),
    ("name of letters", r#"{"access_token":"a",""#, "eE", r#"":0}"#),
    ("name of surrogates", r#"{"access_token":"a",""#, r"\ud800", r#"":0}"#),
    ("token", r#"{"access_token":""#, "a", r#""}"#),
    ("escaped token", r#"{"access_token":""#, r"\u0061", r#""}"#),
    ("token of `\\/`", r#"{"access_token":""#, r"\/", r#""}"#),
    ("token of line ends", r#"{"access_token":""#, r"\n", r#""}"#),
    ("token of surrogates", r#"{"access_token":""#, r"\ud800", r#""}"#),
    ("token of accents", r#"{"access_token":""#, "é", r#""}"#),
    ("token of spaces", r#"{"access_token":""#, " ", r#""}"#),
    ("refresh token", r#"{"access_token":"a","refresh_token":""#, "a", r#""}"#),
    ("token type", r#"{"access_token":"a","token_type":""#, r"\u0001", r#""}"#),
    ("scope of letters", r#"{"access_token":"a","scope":""#, "a ", r#""}"#),
    ("scope of spaces", r#"{"access_token":"a","scope":""#, " ", r#""}"#),
    ("scope of an array", r#"{"access_token":"a","scope":[""#, r#"a","#, r#""]}"#),
    ("unknown text", r#"{"access_token":"a","x":""#, r"\u0061", r#""}"#),
    ("digits", r#"{"access_token":"a","x":"#, "1", "}"),
    ("lifetime of digits", r#"{"access_token":"a","expires_in":"#, "1", "}"),
    ("lifetime of text", r#"{"access_token":"a","expires_in":""#, "1", r#""}"#),
    ("lifetime of zeros", r#"{"access_token":"a","expires_in":""#, "0", r#"1"}"#),
    ("lifetime of spaces", r#"{"access_token":"a","expires_in":""#, " ", r#"1"}"#),
    ("lifetime of decimals", r#"{"access_token":"a","expires_in":0."#, "1", "}"),
    ("lifetime with an exponent", r#"{"access_token":"a","expires_in":1e-"#, "1", "}"),
    ("decimals", r#"{"access_token":"a","x":0."#, "0", "1}"),
    ("exponent", r#"{"access_token":"a","x":1e-"#, "1", "}"),
    (
        "date of decimals",
        r#"{"access_token":"a","expires_at":"2026-01-01T00:00:00."#,
        "1",
        r#"Z"}"#,
    ),
    ("instant of digits", r#"{"access_token":"a","expires_at":"#, "1", "}"),
    ("code of digits", r#"{"code":"#, "7", r#","message":"nope"}"#),
    ("code of text", r#"{"code":""#, "7", r#"","message":"nope"}"#),
    ("arrays", r#"{"access_token":"a","x":"#, "[", ""),
    ("closed arrays", r#"{"access_token":"a","x":[0"#, ",[]", "]}"),
    ("objects", r#"{"access_token":"a","x":"#, r#"{"":"#, ""),
    ("objects of errors", r#"{"error":"#, r#"{"error":"#, ""),
    ("arrays of errors", r#"{"error":"#, "[", ""),
    ("objects of data", "", r#"{"data":"#, ""),
    ("objects and arrays", r#"{"access_token":"a","x":"#, r#"[{"":"#, ""),
    ("arrays alone", "", "[", ""),
    ("objects alone", "", r#"{"":"#, ""),
    ("array of tokens", "[", r#""a","#, r#""a"]"#),
    ("array of objects", "[", r#"{"access_token":"a"},"#, "0]"),
    ("text alone", "\"", "a", "\""),
    ("text that does not end", r#"{"access_token":""#, "a", ""),
    ("object that does not end", r#"{"access_token":"a""#, r#","x":0"#, ""),
    ("error that does not end", r#"{"error":"invalid_grant""#, r#","x":0"#, ""),
    ("error code", r#"{"error":""#, "a", r#""}"#),
    ("error code of escapes", r#"{"error":""#, r"\u0001", r#""}"#),
    ("description of escapes", r#"{"error":"e","error_description":""#, r"\u0001", r#""}"#),
    ("description of surrogates", r#"{"error":"e","error_description":""#, r"\ud83d", r#""}"#),
    ("description of pairs", r#"{"error":"e","error_description":""#, r"\ud83d\ude00", r#""}"#),
    (
        "description of tokens",
        r#"{"error":"e","error_description":""#,
        "abcdefghijklmnop1 ",
        r#""}"#,
    ),
    ("description of one token", r#"{"error":"e","error_description":""#, "a1", r#""}"#),
    ("description of digits", r#"{"error":"e","error_description":"#, "1", "}"),
    ("error page", r#"{"error":"e","error_uri":""#, "a", r#""}"#),
    ("spaces", "{", " ", r#""access_token":"a"}"#),
    ("spaces before", "", " ", r#"{"access_token":"a"}"#),
    ("spaces between", r#"{"access_token":"a""#, "\n", "}"),
    ("guard", ")]}'", "\n", r#"{"access_token":"a"}"#),
    ("guard of words", "x", "x", r#"({"access_token":"a"});"#),
    ("call that closes", r#"x({"access_token":"a"})"#, ";", ""),
    ("commas", r#"{"access_token":"a","#, ",", "}"),
    (
        "names that are errors",
        "{",
        r#""Error":null,"ERROR":0,"_error":"","eRROR":[],"errors":{},"#,
        r#""error":7}"#,
    ),
    (
        "codes that say nothing",
        r#"{"error":["#,
        r#"{"code":0,"error":"","type":null},"#,
        r#""e"]}"#,
    ),
    (
        "roles again and again",
        "{",
        r#""refresh_token":"a","expires_in":1,"scope":"a","#,
        r#""access_token":"a"}"#,
    ),
    (
        "misfits again and again",
        "{",
        r#""access_token":[],"expires_in":{},"code":"","data":0,"#,
        r#""_":0}"#,
    ),
    ("descriptions", r#"{"error":"e","#, r#""message":"m","title":"t","detail":"d","#, r#""_":0}"#),
    ("text in an error", r#"{"error":["#, r#""Invalid password","#, r#"""]}"#),
    ("data in data", r#"{"data":{"access_token":"a""#, r#","data":{"access_token":"a"}"#, "}}"),
    ("lists of data", r#"{"data":["#, r#"{"access_token":"a","expires_in":1},"#, "{}]}"),
    ("control characters", r#"{"access_token":"a","x":""#, "\u{7f}", r#""}"#),
    ("emoji", r#"{"access_token":"a","x":""#, "😀", r#""}"#),
    ("null bytes", "\0", "\0", "\0"),
    ("one text with a line end", "a", "a\n", "a"),
];

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

/// The same as forms.
const FORMS: [(&str, &str, &str, &str); 26] = [
    ("names", "access_token=a", "&a", ""),
    ("pairs", "access_token=a", "&a=", ""),
    ("pairs of nothing", "access_token=a", "&=", ""),
    ("ampersands", "access_token=a", "&", ""),
    ("equals signs", "access_token=a", "=", ""),
    ("escaped names", "access_token=a", "&%61", ""),
    ("value", "access_token=", "a", ""),
    ("escaped value", "access_token=", "%61", ""),
    ("value of pluses", "access_token=a&x=", "+", ""),
    ("value of what is not UTF-8", "access_token=a&x=", "%ff", ""),
    ("token of what is not UTF-8", "access_token=", "%ff", ""),
    ("broken escapes", "access_token=a&x=", "%", ""),
    ("escaped ampersands", "access_token=a&x=", "%26", ""),
    ("name", "access_token=a&", "a", "="),
    ("error", "error=", "a", ""),
    ("errors", "error=", "&error=", "&error=e"),
    ("error before pairs", "error=e", "&a=b", ""),
    ("error behind pairs", "a=b", "&a=b", "&error=e"),
    ("code before pairs", "code=7&message=nope", "&a=b", ""),
    ("tokens", "access_token=a", "&access_token=a", ""),
    ("lifetime", "access_token=a&expires_in=", "1", ""),
    ("lifetime of escapes", "access_token=a&expires_in=", "%31", ""),
    ("description", "error=e&error_description=", "%01", ""),
    ("scope", "access_token=a&scope=", "a+", ""),
    ("casings", "error=&Error=&ERROR=", "&eRRor=0", "&access_token=a"),
    ("no name", "", "=", ""),
];

/// Every body.
#[must_use]
pub fn bodies() -> Vec<Body> {
    let mut bodies = Vec::new();
    let mut add = |name: String, content_type, make: Box<dyn Fn(usize) -> Vec<u8>>| {
        bodies.push(Body { name, content_type, make });
    };
    for (said, opening) in OPENINGS {
        for (place_name, place) in PLACES {
            for value in VALUES {
                let name = format!("{said}, {place_name} of {value}");
                add(name, None, Box::new(move |length| noise(place, value, opening, length)));
            }
        }
    }
    for (content_type, giants) in [(None, &GIANTS[..]), (FORM, &FORMS[..])] {
        for &(said, before, unit, after) in giants {
            let kind = if content_type.is_some() { "form" } else { "giant" };
            let make = move |length: usize| {
                let count = (length - before.len() - after.len()) / unit.len();
                [before, &unit.repeat(count), after].concat().into_bytes()
            };
            add(format!("{kind}: {said}"), content_type, Box::new(make));
        }
    }
    for (said, opening) in [("token", "access_token=a"), ("error", "error=e"), ("nothing", "_=")] {
        for (kind, equals) in [("pairs", "="), ("names", "")] {
            let make = move |length: usize| {
                let mut form = opening.to_owned();
                for pair in (0..).map(|number| format!("&{}{equals}", short(number))) {
                    if form.len() + pair.len() > length {
                        break;
                    }
                    form += &pair;
                }
                form.into_bytes()
            };
            add(format!("form: {said}, {kind} that differ"), FORM, Box::new(make));
        }
    }
    // A tenth of the bytes is Latin-1, so that all of it is read lossily.
    for (said, opening) in OPENINGS {
        let make = move |length: usize| {
            let mut body = noise(Place::Members, r#""abcdefgh~""#, opening, length / 3);
            body.iter_mut().filter(|byte| **byte == b'~').for_each(|byte| *byte = 0xe9);
            body
        };
        add(format!("{said}, members in Latin-1"), None, Box::new(make));
    }
    // Names of 8 KiB within each other.
    for (said, before) in [("x", ""), ("error", r#"{"error":"#), ("data", r#"{"data":"#)] {
        let make = move |length: usize| {
            let level = format!(r#"{{"{}":"#, "k".repeat(8192.min(length / 4)));
            let count = (length - before.len() - 1) / (level.len() + 1);
            let closing = "}".repeat(count + usize::from(!before.is_empty()));
            let body = [before, &level.repeat(count), "0", &closing].concat();
            body.into_bytes()
        };
        add(format!("path of long names in {said}"), None, Box::new(make));
    }
    bodies
}

/// Three fields.
#[derive(Deserialize, TokenResponse)]
pub struct Plain {
    pub access_token: String,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
}

/// A struct that declares its error.
#[derive(Deserialize, TokenResponse)]
pub struct Declared {
    #[token(error, success = 0)]
    pub code: i64,
    #[token(error_description)]
    pub message: Option<String>,
    pub access_token: String,
}

/// Everything is required, and nothing else is allowed.
#[derive(Deserialize, TokenResponse)]
#[serde(deny_unknown_fields)]
pub struct Strict {
    #[token(error, success = 0)]
    pub code: i64,
    pub error_description: String,
    pub error_uri: String,
    pub access_token: String,
    pub token_type: String,
    pub expires_in: u64,
    pub expires_at: String,
    pub issued_at: f64,
    pub refresh_token: String,
    pub refresh_expires_in: u64,
    pub refresh_expires_at: u64,
    pub id_token: String,
    pub scope: Vec<String>,
    pub issued_token_type: String,
}

/// An envelope.
#[derive(Deserialize, TokenResponse)]
pub struct Envelope<T> {
    #[token(error, success = 0)]
    pub code: Option<i64>,
    #[token(nested)]
    pub data: T,
}

/// A struct that keeps what it does not know.
#[derive(Deserialize, TokenResponse)]
pub struct Keeping {
    pub access_token: String,
    #[serde(flatten)]
    #[token(skip)]
    pub rest: BTreeMap<String, Value>,
}

/// Reads an answer and drops what comes of it; says what that was.
pub type Reader = fn(u16, Option<&str>, &[u8]) -> &'static str;

fn parse<T: DeserializeOwned + TokenResponse>(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
) -> &'static str {
    match endpoint::parse::<T>(status, content_type, body) {
        Ok(answer) if black_box(&answer).normalize().is_ok() => "a token",
        Ok(_) => "not a token",
        Err(endpoint::EndpointError::Refused(_)) => "refused",
        Err(error) => {
            black_box(&error);
            "an error"
        }
    }
}

fn by_adapter<T: DeserializeOwned + TokenResponse>(
    _: u16,
    _: Option<&str>,
    body: &[u8],
) -> &'static str {
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, Adapter<T>>(&mut json) {
        Ok(answer) => {
            black_box(&answer);
            "a token"
        }
        Err(_) => "an error",
    }
}

/// What `serde_json` takes for the type itself.
fn alone<T: DeserializeOwned>(_: u16, _: Option<&str>, body: &[u8]) -> &'static str {
    match serde_json::from_slice::<T>(body) {
        Ok(answer) => {
            black_box(&answer);
            "an answer"
        }
        Err(_) => "an error",
    }
}

/// Each type with its name, and whether it keeps what it is given.
pub const TYPES: [(&str, Reader, bool); 12] = [
    ("a plain struct", parse::<Plain>, false),
    ("a struct with an error role", parse::<Declared>, false),
    ("fourteen required fields", parse::<Strict>, false),
    ("an envelope", parse::<Envelope<Plain>>, false),
    ("`OAuth2Token`", parse::<OAuth2Token>, false),
    ("`oauth2::Adapter` of a plain struct", by_adapter::<Plain>, false),
    ("`AnyTokenResponse`", parse::<AnyTokenResponse>, true),
    ("an envelope of `AnyTokenResponse`", parse::<Envelope<AnyTokenResponse>>, true),
    ("a struct with a flattened map", parse::<Keeping>, true),
    ("`serde_json` alone, fourteen required fields", alone::<Strict>, true),
    ("`serde_json` alone, a map of `Value`", alone::<Map<String, Value>>, true),
    ("`serde_json` alone, a struct with a flattened map", alone::<Keeping>, true),
];
