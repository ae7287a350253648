//! What each option of `#[token(..)]` does.

use std::borrow::Cow;
use std::fmt::Display;
use std::time::{Duration, SystemTime};

use token_core::field::{AsLifetime, AsText, Unit};
use token_core::{FieldError, Lifetime, NormalizeError, Scope, TokenResponse, TokenType};

fn limited(seconds: u64) -> Lifetime {
    Lifetime::Limited(Duration::from_secs(seconds))
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn unit_says_what_a_number_counts() {
    #[derive(TokenResponse)]
    struct Answer {
        access_token: &'static str,
        #[token(unit = "ms")]
        expires_in: u64,
        #[token(unit = "d")]
        refresh_expires_in: &'static str,
        #[token(unit = "ms")]
        issued_at: &'static str,
        #[token(expires_at, unit = "s")]
        end: u64,
    }
    let answer = Answer {
        access_token: "a",
        expires_in: 86_399_998,
        refresh_expires_in: "30",
        issued_at: "1790000000000",
        end: 1_790_086_400,
    };
    let token = answer.normalize().unwrap();
    assert_eq!(token.expires_in(), Lifetime::Limited(Duration::from_millis(86_399_998)));
    assert_eq!(token.refresh_expires_in(), limited(30 * 86_400));
    assert_eq!(token.issued_at(), Some(at(1_790_000_000)));
    assert_eq!(token.expires_at(), Some(at(1_790_086_400)));

    #[derive(TokenResponse)]
    struct Others {
        access_token: &'static str,
        #[token(unit = "min")]
        expires_in: u64,
        #[token(unit = "h")]
        refresh_expires_in: u64,
    }
    let answer = Others { access_token: "a", expires_in: 2, refresh_expires_in: 3 };
    assert_eq!(answer.expires_in(), Ok(limited(120)));
    assert_eq!(answer.refresh_expires_in(), Ok(limited(10_800)));
}

#[test]
fn zero_may_mean_never_and_a_negative_is_still_over() {
    #[derive(TokenResponse)]
    struct Answer {
        access_token: &'static str,
        #[token(zero = "never", unit = "ms")]
        expires_in: i64,
        #[token(zero = "never")]
        refresh_expires_in: &'static str,
    }
    let answer = |expires_in, refresh_expires_in| Answer {
        access_token: "a",
        expires_in,
        refresh_expires_in,
    };
    assert_eq!(answer(0, "0").expires_in(), Ok(Lifetime::Unlimited));
    assert_eq!(answer(0, "0").refresh_expires_in(), Ok(Lifetime::Unlimited));
    assert_eq!(answer(5000, "5").expires_in(), Ok(limited(5)));
    assert_eq!(answer(-1, "-1").expires_in(), Ok(limited(0)));
    assert_eq!(answer(-1, "-1").refresh_expires_in(), Ok(limited(0)));
    assert_eq!(answer(1, "").refresh_expires_in(), Ok(Lifetime::Unspecified));
}

#[test]
fn separator_splits_there_and_nowhere_else() {
    #[derive(TokenResponse)]
    struct Answer<S> {
        access_token: &'static str,
        #[token(separator = ",")]
        scope: S,
    }
    fn entries<S: token_core::field::AsScope>(scope: S) -> Vec<String> {
        let answer = Answer { access_token: "a", scope };
        let token = answer.normalize().unwrap();
        token.scope().unwrap().iter().map(str::to_owned).collect()
    }
    assert_eq!(entries("repo,gist"), ["repo", "gist"]);
    assert_eq!(entries("read user, write"), ["read user", "write"]);
    assert_eq!(entries(",,repo,"), ["repo"]);
    assert_eq!(entries(vec!["repo,gist", "read user"]), ["repo,gist", "read user"]);
    assert!(entries("").is_empty());

    #[derive(TokenResponse)]
    struct Plus {
        access_token: &'static str,
        #[token(separator = '+')]
        scope: Option<&'static str>,
    }
    let answer = Plus { access_token: "a", scope: Some("a+b,c") };
    assert_eq!(answer.normalize().unwrap().scope().unwrap().to_string(), "a b,c");
    assert!(Plus { scope: None, ..answer }.normalize().unwrap().scope().is_none());
}

#[test]
fn success_is_the_one_code_that_is_no_error() {
    macro_rules! answer {
        ($success:literal, $code:expr) => {{
            #[derive(TokenResponse)]
            struct Answer<C> {
                access_token: &'static str,
                #[token(error, success = $success)]
                code: C,
            }
            Answer { access_token: "a", code: $code }.normalize().map(drop)
        }};
    }
    let refused = |error: &str| {
        Err(NormalizeError::Refused { error: error.into(), description: None, uri: None })
    };
    assert_eq!(answer!(0, 0_u64), Ok(()));
    assert_eq!(answer!(0, "0"), Ok(()));
    assert_eq!(answer!(0, 40_029_i32), refused("40029"));
    assert_eq!(answer!("0000", "0000"), Ok(()));
    assert_eq!(answer!("0000", "0"), refused("0"));
    assert_eq!(answer!(true, true), Ok(()));
    assert_eq!(answer!(true, false), refused("false"));
    assert_eq!(answer!(-1, -1_i8), Ok(()));
    assert_eq!(answer!(2_007_300, Some(2_007_300)), Ok(()));
    assert_eq!(answer!(0, None::<u8>), Ok(()), "absent is no error");
}

#[test]
fn fallback_is_read_when_the_first_is_absent() {
    #[derive(Clone, Default, TokenResponse)]
    struct Answer {
        #[token(access_token, fallback)]
        legacy: Option<&'static str>,
        #[token(access_token, fallback)]
        jwt: Option<&'static str>,
        access_token: Option<&'static str>,
        expires_in: Option<&'static str>,
        #[token(expires_in, unit = "ms", fallback)]
        expires_in_ms: Option<u64>,
        expires_at: Option<u64>,
        #[token(expires_at, fallback)]
        expires: Option<u64>,
        scope: Option<&'static str>,
        #[token(fallback)]
        scopes: Option<&'static str>,
        error: Option<&'static str>,
        #[token(error, success = 0, fallback)]
        code: Option<u8>,
    }
    let only_last = Answer { jwt: Some("jwt"), ..Answer::default() };
    assert_eq!(only_last.normalize().unwrap().access_token(), "jwt");
    let in_order = Answer { legacy: Some("legacy"), ..only_last.clone() };
    assert_eq!(in_order.normalize().unwrap().access_token(), "legacy", "in the order written");
    let first = Answer { access_token: Some("first"), ..in_order };
    assert_eq!(first.normalize().unwrap().access_token(), "first");
    let empty = Answer { access_token: Some(""), ..only_last };
    assert_eq!(empty.normalize().unwrap().access_token(), "jwt", "empty text is absent");

    let answer =
        Answer { expires_in_ms: Some(5000), expires: Some(9), scopes: Some("s"), ..first.clone() };
    assert_eq!(answer.expires_in(), Ok(limited(5)), "each with its own unit");
    let token = answer.normalize().unwrap();
    assert_eq!(token.expires_at(), Some(at(9)));
    assert_eq!(token.scope().unwrap().to_string(), "s");
    let answer =
        Answer { expires_in: Some("60"), expires_at: Some(8), scope: Some(""), ..answer.clone() };
    assert_eq!(answer.expires_in(), Ok(limited(60)));
    assert_eq!(answer.normalize().unwrap().expires_at(), Some(at(8)));
    assert!(answer.normalize().unwrap().scope().unwrap().is_empty(), "an empty scope is a scope");

    let answer = Answer { expires_in: Some("soon"), expires_in_ms: Some(5000), ..first.clone() };
    assert!(answer.expires_in().is_err(), "a malformed value is not absent");
    assert!(Answer { code: Some(0), ..first.clone() }.normalize().is_ok());
    assert!(Answer { code: Some(1), ..first }.normalize().is_err());
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "a function of `with` takes a reference to the field and returns what its role is read as"
)]
mod readers {
    use super::*;

    pub(super) fn minutes(minutes: &u32) -> Result<Lifetime, FieldError> {
        minutes.as_lifetime(Unit::Minutes)
    }

    pub(super) fn from_clock(text: &str) -> Result<Option<SystemTime>, FieldError> {
        Err(FieldError::new(if text.is_empty() { "empty" } else { "no clock" }))
    }

    pub(super) fn trimmed(text: &Option<String>) -> Option<Cow<'_, str>> {
        text.as_deref().map(|text| Cow::Borrowed(text.trim_matches('"')))
    }

    pub(super) fn dashed(scope: &str) -> Option<Scope<'_>> {
        Some(Scope::separated_by(scope, '-'))
    }

    #[expect(clippy::ref_option, reason = "`with` passes a reference to the field")]
    pub(super) fn quoted(scope: &Option<String>) -> Option<Scope<'_>> {
        scope.as_deref().map(|text| Scope::new(text.trim_matches('"')))
    }

    pub(super) fn flag(ok: &bool) -> Option<Cow<'_, str>> {
        (!ok).then_some(Cow::Borrowed("not ok"))
    }

    pub(super) fn first<T: AsRef<str>>(texts: &[T]) -> Option<Cow<'_, str>> {
        texts.first().map(|text| Cow::Borrowed(text.as_ref()))
    }

    pub(super) fn shown(value: &dyn Display) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(value.to_string()))
    }

    pub(super) fn any<F: ?Sized, T: Default>(_: &F) -> T {
        T::default()
    }

    pub(super) const SECONDS: fn(&u32) -> Result<Lifetime, FieldError> =
        |seconds| seconds.as_lifetime(Unit::Seconds);

    pub(super) trait Times {
        fn times<const N: u64>(&self) -> Result<Lifetime, FieldError>;
    }

    impl Times for str {
        fn times<const N: u64>(&self) -> Result<Lifetime, FieldError> {
            Ok(limited(N * self.len() as u64))
        }
    }
}

/// Whatever a call `function(&field)` takes: coercions of the reference, type parameters, paths of any kind.
#[test]
fn with_names_any_function_that_can_be_called() {
    #[derive(TokenResponse)]
    struct Answer<'a, T: AsRef<str>> {
        #[token(access_token, with = readers::first)]
        texts: Vec<T>,
        #[token(token_type, with = readers::shown)]
        number: u8,
        #[token(id_token, with = readers::any)]
        anything: &'a [u8],
        #[token(with = readers::SECONDS)]
        refresh_in: u32,
        #[token(with = <str as readers::Times>::times::<60>)]
        expires_in: Box<Cow<'a, str>>,
        #[token(error, with = Self::no_error)]
        failed: String,
    }

    impl<T: AsRef<str>> Answer<'_, T> {
        fn no_error(_: &str) -> Option<Cow<'static, str>> {
            None
        }
    }

    let answer = Answer {
        texts: vec!["a"],
        number: 7,
        anything: &[],
        refresh_in: 30,
        expires_in: Box::new("ab".into()),
        failed: "yes".into(),
    };
    let token = answer.normalize().unwrap();
    assert_eq!((token.access_token(), token.expires_in()), ("a", limited(120)));
    assert_eq!((token.id_token(), token.token_type().as_str()), (None, "7"));
    assert_eq!(answer.fields().refresh_in, Ok(limited(30)));
    assert_eq!((&*answer.failed, answer.anything.len()), ("yes", 0));
}

#[test]
fn with_reads_a_field_by_a_function_in_any_role() {
    #[derive(TokenResponse)]
    struct Answer {
        #[token(access_token, with = readers::trimmed)]
        quoted: Option<String>,
        #[token(expires_in, with = readers::minutes)]
        minutes: u32,
        #[token(scope, with = readers::dashed)]
        dashed: String,
        #[token(error, with = readers::flag)]
        ok: bool,
    }
    let answer = Answer {
        quoted: Some("\"a\"".into()),
        minutes: 2,
        dashed: "read user-write".into(),
        ok: true,
    };
    let token = answer.normalize().unwrap();
    assert_eq!(token.access_token(), "a");
    assert_eq!(token.expires_in(), limited(120));
    assert_eq!(token.scope().unwrap().iter().collect::<Vec<_>>(), ["read user", "write"]);
    assert!(Answer { ok: false, ..answer }.normalize().is_err());

    #[derive(TokenResponse)]
    struct Spaced {
        access_token: &'static str,
        #[token(with = readers::quoted)]
        scope: Option<String>,
    }
    let answer = Spaced { access_token: "a", scope: Some("\"read write\"".into()) };
    assert_eq!(answer.normalize().unwrap().scope().unwrap().iter().count(), 2);

    #[derive(TokenResponse)]
    struct Failing {
        access_token: &'static str,
        #[token(with = readers::from_clock)]
        issued_at: &'static str,
    }
    let error = Failing { access_token: "a", issued_at: "x" }.normalize().unwrap_err();
    assert_eq!(error.to_string(), "`issued_at` can't be read: no clock");
}

mod nested {
    use super::*;

    #[derive(Clone, Default, TokenResponse)]
    struct Inner {
        access_token: Option<&'static str>,
        token_type: Option<&'static str>,
        expires_in: Option<u64>,
        error: Option<&'static str>,
    }

    #[test]
    fn it_supplies_what_is_not_claimed_outside() {
        #[derive(TokenResponse)]
        struct Outer {
            expires_in: Option<u64>,
            #[token(nested)]
            data: Option<Inner>,
        }
        let inner = Inner {
            access_token: Some("inner"),
            token_type: Some("mac"),
            expires_in: Some(1),
            error: None,
        };
        let outer = Outer { expires_in: Some(2), data: Some(inner.clone()) };
        let token = outer.normalize().unwrap();
        assert_eq!((token.access_token(), token.token_type()), ("inner", &TokenType::Mac));
        assert_eq!(token.expires_in(), limited(2), "an outer claim beats an inner one");

        let outer = Outer { expires_in: None, data: Some(inner) };
        assert_eq!(outer.expires_in(), Ok(Lifetime::Unspecified), "even if it is absent");
        let outer = Outer { expires_in: Some(2), data: None };
        assert_eq!(outer.normalize().map(drop), Err(NormalizeError::MissingAccessToken));
    }

    #[test]
    fn the_tokens_of_two_answers_are_never_mixed() {
        #[derive(TokenResponse)]
        struct Outer {
            access_token: Option<&'static str>,
            #[token(nested)]
            first: Inner,
            #[token(nested)]
            second: Inner,
        }
        let first = Inner { access_token: Some("first"), ..Inner::default() };
        let second = Inner {
            access_token: Some("second"),
            token_type: Some("mac"),
            expires_in: Some(1),
            error: None,
        };
        let outer = Outer { access_token: Some("outer"), first, second };
        let token = outer.normalize().unwrap();
        assert_eq!((token.access_token(), token.expires_in()), ("outer", Lifetime::Unspecified));

        let Outer { first, second, .. } = outer;
        #[derive(TokenResponse)]
        struct Siblings(#[token(nested)] Inner, #[token(nested)] Inner);
        let token = Siblings(first.clone(), second.clone());
        let token = token.normalize().unwrap();
        assert_eq!((token.access_token(), token.token_type()), ("first", &TokenType::Bearer));
        let second = Inner { error: Some("denied"), ..second };
        let error = Siblings(first, second).normalize().unwrap_err();
        assert_eq!(error.to_string(), "the server refused: denied");
    }

    #[test]
    fn envelopes_nest() {
        #[derive(TokenResponse)]
        struct Level3(#[token(nested)] Inner);
        #[derive(TokenResponse)]
        struct Level2 {
            #[token(nested)]
            level: Option<Box<Level3>>,
        }
        #[derive(TokenResponse)]
        struct Level1 {
            #[token(nested)]
            level: Level2,
        }
        let inner = Inner { access_token: Some("deep"), ..Inner::default() };
        let outer = Level1 { level: Level2 { level: Some(Box::new(Level3(inner))) } };
        assert_eq!(outer.normalize().unwrap().access_token(), "deep");
    }

    #[test]
    fn of_several_the_first_that_says_something_is_heard() {
        #[derive(TokenResponse)]
        struct Outer {
            #[token(nested)]
            user: Inner,
            #[token(nested)]
            bot: Inner,
        }
        let user = Inner { token_type: Some("mac"), ..Inner::default() };
        let bot = Inner { access_token: Some("bot"), token_type: Some("dpop"), ..Inner::default() };
        let outer = Outer { user, bot: bot.clone() };
        let token = outer.normalize().unwrap();
        assert_eq!((token.access_token(), token.token_type()), ("bot", &TokenType::Mac));
        let outer = Outer { user: Inner { error: Some("denied"), ..Inner::default() }, bot };
        assert!(matches!(outer.normalize(), Err(NormalizeError::Refused { .. })));
    }

    #[test]
    fn a_type_parameter_may_be_nested() {
        #[derive(TokenResponse)]
        struct Envelope<T> {
            #[token(error, success = 0)]
            code: i32,
            #[token(nested)]
            data: Option<T>,
        }
        let inner = Inner { access_token: Some("a"), ..Inner::default() };
        assert!(Envelope { code: 0, data: Some(inner) }.normalize().is_ok());
        assert!(Envelope::<Inner> { code: 7, data: None }.normalize().is_err());
    }
}

#[test]
fn options_of_a_role_may_stand_in_several_attributes() {
    #[derive(TokenResponse)]
    struct Answer {
        access_token: &'static str,
        #[token(expires_in)]
        #[token(unit = "ms")]
        #[token(zero = "never")]
        life: u64,
    }
    let lifetime = |life| Answer { access_token: "a", life }.expires_in().unwrap();
    assert_eq!((lifetime(2000), lifetime(0)), (limited(2), Lifetime::Unlimited));
}

#[test]
fn a_fallback_may_follow_a_nested_answer() {
    #[derive(Clone, Copy, TokenResponse)]
    struct Inner {
        access_token: Option<&'static str>,
        expires_in: Option<u64>,
    }
    #[derive(TokenResponse)]
    struct Answer {
        #[token(nested)]
        data: Inner,
        #[token(access_token, fallback)]
        legacy: &'static str,
        #[token(fallback)]
        expires_in: u64,
    }
    let read = |data| {
        let answer = Answer { data, legacy: "legacy", expires_in: 2 };
        let token = answer.normalize().unwrap();
        (token.access_token().to_owned(), token.expires_in())
    };
    let inner = Inner { access_token: Some("inner"), expires_in: Some(1) };
    assert_eq!(read(inner), ("inner".to_owned(), limited(1)));
    let absent = Inner { access_token: None, expires_in: None };
    assert_eq!(read(absent), ("legacy".to_owned(), limited(2)));
    let inner = Inner { access_token: Some("inner"), expires_in: None };
    let (token, lifetime) = read(inner);
    assert_eq!((&*token, lifetime), ("inner", Lifetime::Unspecified), "of another token");
}

#[test]
fn a_documented_lifetime_holds_where_the_answer_states_no_end() {
    #[derive(TokenResponse)]
    #[token(default_expires_in = 3600)]
    struct Answer {
        access_token: &'static str,
        expires_in: Option<u64>,
        expires_at: Option<u64>,
    }
    let answer = |expires_in, expires_at| Answer { access_token: "a", expires_in, expires_at };
    assert_eq!(answer(None, None).expires_in(), Ok(limited(3600)));
    assert_eq!(answer(Some(5), None).expires_in(), Ok(limited(5)));
    assert_eq!(answer(Some(0), None).expires_in(), Ok(limited(0)));
    assert_eq!(answer(None, Some(9_000)).expires_in(), Ok(Lifetime::Unspecified));
    assert_eq!(answer(None, Some(9_000)).expires_at(at(0)), Ok(Some(at(9_000))));

    #[derive(TokenResponse)]
    #[token(default_expires_in = 18_446_744_073_709_551_615)]
    struct Forever {
        #[token(nested)]
        inner: Answer,
    }
    let forever = |inner| Forever { inner }.expires_in();
    assert_eq!(forever(answer(None, None)), Ok(limited(3600)), "the inner document is asked first");

    #[derive(TokenResponse)]
    #[token(default_expires_in = 60)]
    struct NoField(#[token(access_token)] &'static str);
    assert_eq!(NoField("a").expires_in(), Ok(limited(60)));
}

#[test]
#[expect(dead_code, reason = "`Debug` is no reader in the eyes of rustc")]
fn debug_shows_everything_but_secrets() {
    #[derive(TokenResponse)]
    #[token(debug)]
    struct Answer<'a, T> {
        #[token(access_token)]
        #[token(id_token)]
        jwt: &'a str,
        refresh_token: Option<T>,
        r#type: T,
        #[token(secret)]
        mac_key: &'a str,
        #[token(skip)]
        id_token: &'a str,
        #[token(nested)]
        inner: Inner,
    }
    #[derive(TokenResponse)]
    #[token(debug)]
    struct Inner(#[token(access_token)] &'static str, u8);
    let answer = Answer {
        jwt: "hidden",
        refresh_token: Some("hidden"),
        r#type: "shown",
        mac_key: "hidden",
        id_token: "hidden",
        inner: Inner("hidden", 7),
    };
    assert_eq!(
        format!("{answer:?}"),
        "Answer { jwt: [redacted], refresh_token: [redacted], type: \"shown\", mac_key: [redacted], \
         id_token: [redacted], inner: Inner([redacted], 7) }"
    );
    assert_eq!(answer.jwt.as_text().as_deref(), Some("hidden"));
}
