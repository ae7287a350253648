//! Every repair that a message proposes, put in place: it compiles into what was meant, or the next message is
//! true.

use std::str::FromStr;

use proc_macro2::TokenStream;

/// A struct with a mistake. `@` stands for a field `access_token`.
struct Case {
    written: &'static str,
    /// The struct with a proposal in place, and what its expansion or its next message says.
    repaired: &'static [(&'static str, &'static str)],
}

const fn case(written: &'static str, repaired: &'static [(&'static str, &'static str)]) -> Case {
    Case { written, repaired }
}

const MS: &str = "Unit :: Milliseconds";
const COMMA: &str = "Some (',')";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Attributes.
    case("#[token] access_token: String", &[
        ("#[token(access_token)] access_token: String", "access_token"),
    ]),
    case("#[token = \"access_token\"] jwt: String", &[
        ("#[token(access_token)] jwt: String", "access_token"),
    ]),
    // Words.
    case("#[token(\"access_token\")] jwt: String", &[
        ("#[token(access_token)] jwt: String", "& self . jwt"),
    ]),
    case("@ #[token(!scope)] scope: bool", &[("@ #[token(skip)] scope: bool", "access_token")]),
    case("@ #[token(\"\")] jwt: String", &[
        ("#[token(access_token)] jwt: String", "access_token"),
    ]),
    case("#[token(access_token, id_token)] jwt: String", &[
        ("#[token(access_token)] #[token(id_token)] jwt: String", "id_token"),
    ]),
    case("@ #[token(format = \"rfc3339\")] expires_at: String", &[
        ("@ expires_at: String", "expires_at"),
        ("@ #[token(with = path::to::function)] expires_at: String", "path :: to :: function"),
    ]),
    case("@ #[token(optional)] scope: String", &[("@ scope: Option<String>", "Option < String >")]),
    case("@ #[token(default_expires_in = 60)] expires_in: Option<u64>", &[
        ("struct @ #[token(default_expires_in = 60)]", "from_secs (60u64)"),
    ]),
    case("struct @ #[token(unit = \"ms\")]", &[
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
    ]),
    case("struct @ #[token(default = 3600)]", &[
        ("struct @ #[token(default_expires_in = 3600)]", "from_secs (3600u64)"),
    ]),
    case("struct @ #[token(token_type = \"mac\")]", &[
        ("@ #[token(token_type)] kind: String", "token_type"),
    ]),
    case("access_token: &'static mut str", &[]),
    case("struct @ #[token(scope)]", &[("@ #[token(scope)] permissions: String", "AsScope")]),
    case("struct @ #[token(expires_in = 3600)]", &[
        ("struct @ #[token(default_expires_in = 3600)]", "from_secs (3600u64)"),
    ]),
    case("@ #[token(alias = \"expires\")] expires_in: u64", &[
        ("@ #[serde(alias = \"expires\")] expires_in: u64", "expires_in"),
        ("#[token(access_token, fallback)] jwt: String, @ expires_in: u64", "or ("),
    ]),
    case("@ #[token(rename = \"exp\")] expires_in: u64", &[
        ("@ #[serde(rename = \"exp\")] expires_in: u64", "expires_in"),
        ("@ #[token(access_token)] expires_in: u64", "two fields have the role `access_token`"),
    ]),
    case("@ #[token(deserialize_with = \"read\")] expires_in: u64", &[
        ("@ #[serde(deserialize_with = \"read\")] expires_in: u64", "expires_in"),
        ("@ #[token(with = path::to::function)] expires_in: u64", "function : path :: to :: function }"),
    ]),
    case("@ #[token(flatten)] inner: Inner", &[
        ("@ #[serde(flatten)] #[token(nested)] inner: Inner", "< Inner as __private :: TokenResponse >"),
    ]),
    case("access_token: Option<String>, #[token(fallback = \"access_token\")] jwt: String", &[
        ("access_token: Option<String>, #[token(access_token, fallback)] jwt: String", "or ("),
    ]),
    case("@ #[token(expires_in_ms)] life: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] life: u64", MS),
    ]),
    // A comma.
    case("@ #[token(unit = \"ms\" \"s\")] expires_in: u64", &[
        ("@ #[token(with = path::to::function)] expires_in: u64", "path :: to :: function"),
    ]),
    case("@ #[token(unit = \"ms\" zero = \"never\")] expires_in: u64", &[]),
    // Values of what has none.
    case("@ #[token(expires_in(unit = \"ms\"))] life: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] life: u64", MS),
    ]),
    case("@ #[token(expires_in = \"ms\")] life: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] life: u64", MS),
    ]),
    case("@ #[token(expires_in = 3600)] life: Option<u64>", &[
        ("@ #[token(expires_in)] life: Option<u64>", "life"),
        ("struct @ #[token(default_expires_in = 3600)]", "from_secs (3600u64)"),
    ]),
    case("@ #[token(scope = \",\")] permissions: String", &[
        ("@ #[token(scope, separator = \",\")] permissions: String", COMMA),
    ]),
    case("@ #[token(scope(','))] permissions: String", &[
        ("@ #[token(scope, separator = ',')] permissions: String", COMMA),
    ]),
    case("@ #[token(error = 0)] code: i64", &[
        ("@ #[token(error, success = 0)] code: i64", "unless_success"),
    ]),
    case("#[token(access_token = \"jwt\")] token: String", &[
        ("#[token(access_token)] #[serde(rename = \"jwt\")] token: String", "& self . token"),
    ]),
    case("#[token(access_token = true)] jwt: String", &[
        ("#[token(access_token)] jwt: String", "& self . jwt"),
    ]),
    case("access_token: Option<String>, #[token(fallback(access_token))] jwt: String", &[
        ("access_token: Option<String>, #[token(access_token, fallback)] jwt: String", "or ("),
    ]),
    case("#[token(access_token | id_token)] jwt: String", &[
        ("#[token(access_token)] jwt: String", "& self . jwt"),
    ]),
    case("@ #[token(skip = false)] scope: String", &[]),
    // Values.
    case("@ #[token(unit)] expires_in: u64", &[
        ("@ #[token(unit = \"s\")] expires_in: u64", "Unit :: Seconds"),
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
        ("@ #[token(unit = \"min\")] expires_in: u64", "Unit :: Minutes"),
        ("@ #[token(unit = \"h\")] expires_in: u64", "Unit :: Hours"),
        ("@ #[token(unit = \"d\")] expires_in: u64", "Unit :: Days"),
        ("@ #[token(with = path::to::function)] expires_in: u64", "path :: to :: function"),
    ]),
    case("@ #[token(unit = 's')] expires_in: u64", &[
        ("@ #[token(unit = \"s\")] expires_in: u64", "Unit :: Seconds"),
    ]),
    case("@ #[token(unit = Unit::Milliseconds)] expires_in: u64", &[
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
    ]),
    case("@ #[token(unit: \"ms\")] expires_in: u64", &[
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
    ]),
    case("@ #[token(unit = \"s|ms\")] expires_in: u64", &[
        ("@ #[token(with = path::to::function)] expires_in: u64", "path :: to :: function"),
    ]),
    case("@ #[token(unit = \"weeks\")] expires_in: u64", &[
        ("@ #[token(unit = \"s\")] expires_in: u64", "Unit :: Seconds"),
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
        ("@ #[token(unit = \"min\")] expires_in: u64", "Unit :: Minutes"),
        ("@ #[token(unit = \"h\")] expires_in: u64", "Unit :: Hours"),
        ("@ #[token(unit = \"d\")] expires_in: u64", "Unit :: Days"),
        ("@ #[token(with = path::to::function)] expires_in: u64", "path :: to :: function"),
    ]),
    case("@ #[token(zero = \"unlimited\")] expires_in: u64", &[
        ("@ #[token(zero = \"never\")] expires_in: u64", "ZeroIsNever"),
    ]),
    case("@ #[token(zero = 0)] expires_in: u64", &[
        ("@ #[token(zero = \"never\")] expires_in: u64", "ZeroIsNever"),
    ]),
    case("@ #[token(separator = b',')] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
    ]),
    case("@ #[token(separator = \", \")] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
    ]),
    case("@ #[token(separator = \"and\")] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
        ("@ #[token(with = path::to::function)] scope: String", "path :: to :: function"),
    ]),
    case("@ #[token(separator = \"\")] scope: String", &[
        ("@ scope: String", "Option :: None"),
        ("@ #[token(separator = \",\")] scope: String", COMMA),
        ("@ #[token(with = path::to::function)] scope: String", "path :: to :: function"),
    ]),
    case("@ #[token(separator = 1)] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
        ("@ #[token(with = path::to::function)] scope: String", "path :: to :: function"),
    ]),
    case("@ #[token(separator = \",\", \" \")] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
        ("@ #[token(with = path::to::function)] scope: String", "path :: to :: function"),
    ]),
    case("@ #[token(separator)] scope: String", &[
        ("@ #[token(separator = \",\")] scope: String", COMMA),
        ("@ #[token(with = path::to::function)] scope: String", "path :: to :: function"),
    ]),
    case("@ #[token(error, success = '0')] code: String", &[
        ("@ #[token(error, success = \"0\")] code: String", "\"0\""),
    ]),
    case("@ #[token(error, success = Some(0))] code: i64", &[
        ("@ #[token(error, success = 0)] code: i64", "\"0\""),
    ]),
    case("@ #[token(error, success = [0, 200])] code: i64", &[
        ("@ #[token(error, with = path::to::function)] code: i64", "path :: to :: function"),
    ]),
    case("@ #[token(error, success = !0)] code: i64", &[
        ("@ #[token(error, with = path::to::function)] code: i64", "path :: to :: function"),
    ]),
    case("@ #[token(error, success > 0)] code: i64", &[
        ("@ #[token(error, with = path::to::function)] code: i64", "path :: to :: function"),
    ]),
    case("@ #[token(error, success = 2xx)] code: i64", &[
        ("@ #[token(error, with = path::to::function)] code: i64", "path :: to :: function"),
    ]),
    case("@ #[token(error, success = -\"1\")] code: String", &[
        ("@ #[token(error, success = \"1\")] code: String", "\"1\""),
    ]),
    case("@ #[token(error, success = 0ms)] code: i64", &[
        ("@ #[token(error, success = 0)] code: i64", "\"0\""),
    ]),
    case("@ #[token(error, success = \"0000\")] code: i64", &[
        ("@ #[token(error, success = 0)] code: i64", "\"0\""),
    ]),
    case("@ #[token(error, success = true)] code: i64", &[]),
    case("@ #[token(error, success = 300)] code: u8", &[]),
    case("@ #[token(error, success = 0)] failed: bool", &[
        ("@ #[token(error, success = true)] failed: bool", "\"true\""),
        ("@ #[token(error, success = false)] failed: bool", "\"false\""),
    ]),
    case("struct @ #[token(default_expires_in = 1h)]", &[
        ("struct @ #[token(default_expires_in = 3600)]", "from_secs (3600u64)"),
    ]),
    case("struct @ #[token(default_expires_in = 60 * 60)]", &[
        ("struct @ #[token(default_expires_in = 3600)]", "from_secs (3600u64)"),
    ]),
    case("struct @ #[token(default_expires_in = 0)]", &[]),
    case("@ #[token(with = read())] expires_in: u64", &[
        ("@ #[token(with = read)] expires_in: u64", "function : read }"),
    ]),
    case("@ #[token(with = read<u64>)] expires_in: u64", &[
        ("@ #[token(with = read::<u64>)] expires_in: u64", "function : read :: < u64 > }"),
    ]),
    case("@ #[token(with = |n| n)] expires_in: u64", &[]),
    case("struct @ #[token(crate = \"facade::token_core\")]", &[
        ("struct @ #[token(crate = facade::token_core)]", "use facade :: token_core :: token_core"),
    ]),
    case("struct @ #[token(crate = facade::TokenResponse)]", &[
        ("struct @ #[token(crate = facade)]", "use facade :: token_core :: __private"),
    ]),
    case("struct @ #[token(crate = TokenResponse)]", &[]),
    case("struct @ #[token(crate = token-core)]", &[
        ("struct @ #[token(crate = token_core)]", "use token_core :: token_core :: __private"),
    ]),
    case("renamed @", &[
        ("renamed struct @ #[token(crate = tokens)]", "use tokens :: token_core :: __private"),
    ]),
    case("renamed struct @ #[token(path = tokens)]", &[
        ("renamed struct @ #[token(crate = tokens)]", "use tokens :: token_core :: __private"),
    ]),
    case("facaded struct @ #[token(crates = facade)]", &[
        ("facaded struct @ #[token(crate = facade)]", "use facade :: token_core :: __private"),
    ]),
    case("facaded @", &[
        ("facaded struct @ #[token(crate = facade::token_core)]", "use facade :: token_core :: token_core"),
    ]),
    // Rules.
    case("@ #[token(nested, fallback)] data: Inner", &[("@ #[token(nested)] data: Inner", "Inner")]),
    case("@ #[token(nested, unit = \"ms\")] data: Inner", &[
        ("@ #[token(unit = \"ms\")] expires_in: u64", MS),
    ]),
    case("@ #[token(skip, scope)] data: String", &[]),
    case("@ #[token(nested, scope)] data: Inner", &[]),
    case("@ #[token(secret)] key: String", &[("struct @ #[token(debug)]", "Debug")]),
    case("@ #[token(unit = \"ms\")] life: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] life: u64", MS),
    ]),
    case("@ #[token(with = read)] life: u64", &[]),
    case("@ #[token(expires_in)] #[token(issued_at)] #[token(unit = \"ms\")] life: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] #[token(issued_at)] life: u64", MS),
    ]),
    case("@ #[token(separator = \",\")] expires_in: u64", &[]),
    case("@ #[token(with = read, unit = \"ms\")] expires_in: u64", &[]),
    case("@ #[token(unit = \"h\")] expires_at: u64", &[
        ("@ #[token(unit = \"s\")] expires_at: u64", "Unit :: Seconds"),
        ("@ #[token(unit = \"ms\")] expires_at: u64", MS),
    ]),
    case("@ #[token(expires_in, fallback)] life: u64", &[]),
    case("@ scope: String, scopes: String", &[
        ("@ scope: String, #[token(skip)] scopes: String", "& self . scope ,"),
        ("@ scope: String, #[token(scope, fallback)] scopes: String", "or ("),
    ]),
    case("@ expires: u64", &[
        ("@ #[token(expires_in)] expires: u64", "expires_in"),
        ("@ #[token(expires_at)] expires: u64", "expires_at"),
        ("@ #[token(skip)] expires: u64", "access_token"),
    ]),
    case("@ refesh_token: Option<String>", &[
        ("@ refresh_token: Option<String>", "& self . refresh_token"),
        ("@ #[token(refresh_token)] refesh_token: Option<String>", "& self . refesh_token"),
        ("@ #[token(skip)] refesh_token: Option<String>", "access_token"),
    ]),
    case("@ errors: Option<String>", &[
        ("@ #[token(error)] errors: Option<String>", "& self . errors"),
        ("@ #[token(skip)] errors: Option<String>", "access_token"),
    ]),
    case("ACCES_TOKEN: String", &[
        ("ACCESS_TOKEN: String", "& self . ACCESS_TOKEN"),
        ("#[token(access_token)] ACCES_TOKEN: String", "& self . ACCES_TOKEN"),
    ]),
    case("@ expires_in_ms: u64", &[
        ("@ #[token(expires_in, unit = \"ms\")] expires_in_ms: u64", MS),
        ("@ #[token(skip)] expires_in_ms: u64", "access_token"),
    ]),
    case("@ #[serde(flatten)] inner: Inner", &[
        ("@ #[serde(flatten)] #[token(nested)] inner: Inner", "< Inner as __private :: TokenResponse >"),
        ("@ #[serde(flatten)] #[token(skip)] inner: Inner", "access_token"),
    ]),
    case("jwt: String", &[
        ("#[token(access_token)] jwt: String", "& self . jwt"),
        ("#[token(nested)] jwt: String", "< String as __private :: TokenResponse >"),
        ("struct jwt: String #[token(partial)]", "__private :: TokenFields :: EMPTY"),
    ]),
    case("access_tokens: String", &[
        ("#[token(access_token)] access_tokens: String", "& self . access_tokens"),
        ("#[token(access_token, with = path::to::function)] access_tokens: String", "path :: to :: function"),
    ]),
    case("token: String", &[("#[token(access_token)] token: String", "& self . token")]),
    case("tuple String", &[
        ("tuple #[token(access_token)] String", "& self . 0"),
        ("tuple #[token(nested)] Inner", "< Inner as __private :: TokenResponse >"),
    ]),
    case("", &[]),
];

/// `fields`, `tuple fields`, or `struct fields attribute-of-the-struct`.
fn input(case: &str) -> String {
    if let Some(fields) = case.strip_prefix("tuple ") {
        return format!("struct Answer({fields});");
    }
    let (fields, attributes) = match case.strip_prefix("struct ") {
        Some(case) => {
            case.split_once(" #").map(|(fields, rest)| (fields, format!("#{rest}"))).unwrap()
        }
        None => (case, String::new()),
    };
    let fields = fields.replace('@', "access_token: String,");
    format!("{attributes} struct Answer {{ {fields} }}")
}

/// `renamed ..` is in a crate that knows token-core as `tokens`, `facaded ..` in one that does not depend on it.
fn derive(case: &str) -> String {
    let (case, token_core) = match (case.strip_prefix("renamed "), case.strip_prefix("facaded ")) {
        (Some(case), _) => (case, Some("tokens")),
        (_, Some(case)) => (case, None),
        _ => (case, Some("token_core")),
    };
    crate::derive(TokenStream::from_str(&input(case)).unwrap(), token_core).to_string()
}

/// The messages in an expansion.
fn messages(expansion: &str) -> Vec<String> {
    let errors = expansion.split("compile_error ! { \"").skip(1);
    errors
        .map(|error| error.split("\" }").next().unwrap().replace("\\\"", "\"").replace("\\n", "\n"))
        .collect()
}

/// What a message says to write.
fn proposals(message: &str) -> Vec<&str> {
    let Some((_, advice)) = message.split_once("write ") else { return Vec::new() };
    // `word = ".."` is to be filled in, and a name without a sign is the user's own.
    let is_code = |text: &&str| !text.ends_with("\"..\"") && text.contains(['(', '=', '"']);
    advice.split('`').skip(1).step_by(2).filter(is_code).collect()
}

#[test]
fn each_repair_compiles_into_what_was_meant_or_tells_the_next_truth() {
    let mut wrong = Vec::new();
    for case in CASES {
        let messages = messages(&derive(case.written));
        let [message] = &*messages else {
            wrong.push(format!("{}: one mistake, and {messages:#?}", case.written));
            continue;
        };
        for proposal in proposals(message) {
            if !case.repaired.iter().any(|(repaired, _)| repaired.contains(proposal)) {
                wrong.push(format!("{message}\n`{proposal}` is not put in place"));
            }
        }
        for (repaired, states) in case.repaired {
            let expansion = derive(repaired);
            let next = self::messages(&expansion);
            let is_next = next.iter().any(|next| next.contains(states));
            if !expansion.contains(states) || !next.is_empty() && !is_next {
                wrong.push(format!("{message}\n{repaired} does not state {states}: {expansion}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The texts in a source that say what to write, cut where something is put in.
fn templates(source: &str) -> Vec<Vec<&str>> {
    let ends = |text: &str| {
        text.match_indices('"').find(|(at, _)| !text[..*at].ends_with('\\')).map(|(at, _)| at)
    };
    let mut texts = Vec::new();
    let mut rest = source;
    while let Some(begin) = ends(rest) {
        let text = &rest[begin + 1..];
        let Some(end) = ends(text) else { break };
        texts.push(&text[..end]);
        rest = &text[end + 1..];
    }
    let texts = texts.into_iter().filter(|text| text.contains("write `"));
    texts
        .map(|text| {
            text.split('{')
                .map(|part| part.split_once('}').map_or(part, |(_, part)| part))
                .collect()
        })
        .collect()
}

#[test]
fn every_message_that_says_what_to_write_is_followed_here() {
    let told: Vec<String> = CASES.iter().flat_map(|case| messages(&derive(case.written))).collect();
    let sources =
        [include_str!("parse.rs"), include_str!("resolve.rs"), include_str!("vocabulary.rs")];
    // A quotation mark that is a character begins no text.
    let sources = sources.map(|source| source.replace("'\"'", "").replace('@', "{}"));
    let templates: Vec<_> = sources.iter().flat_map(|source| templates(source)).collect();
    assert!(templates.len() > 30, "{}", templates.len());
    let mut untold = Vec::new();
    for template in templates {
        let matches = |message: &String| {
            let mut rest = message.as_str();
            template.iter().all(|part| {
                let part = part.replace("\\\"", "\"");
                let Some((_, after)) = rest.split_once(&*part) else { return false };
                rest = after;
                true
            })
        };
        if !told.iter().any(matches) {
            untold.push(template.join("{}"));
        }
    }
    assert!(untold.is_empty(), "no case is told\n{}", untold.join("\n"));
}
