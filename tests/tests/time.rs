//! A token that knows when it expires: the boundaries, and properties over the whole space.

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use token_core::{IssuedToken, Lifetime, Status, TokenFields, TokenResponse};

/// What an answer may state about time, and when it arrived.
#[derive(Clone, Copy, Debug)]
struct Stated {
    expires_in: Lifetime,
    expires_at: Option<SystemTime>,
    issued_at: Option<SystemTime>,
    refresh_in: Lifetime,
    refresh_at: Option<SystemTime>,
    received_at: SystemTime,
}

impl TokenResponse for Stated {
    fn fields(&self) -> TokenFields<'_> {
        TokenFields {
            access_token: Some("a".into()),
            refresh_token: Some("r".into()),
            expires_in: Ok(self.expires_in),
            expires_at: Ok(self.expires_at),
            issued_at: Ok(self.issued_at),
            refresh_in: Ok(self.refresh_in),
            refresh_at: Ok(self.refresh_at),
            ..TokenFields::EMPTY
        }
    }
}

impl Stated {
    fn lifetime(seconds: u64) -> Self {
        Stated { expires_in: limited(seconds), ..Stated::nothing(RECEIVED) }
    }

    fn nothing(received_at: SystemTime) -> Self {
        Stated {
            expires_in: Lifetime::Unspecified,
            expires_at: None,
            issued_at: None,
            refresh_in: Lifetime::Unspecified,
            refresh_at: None,
            received_at,
        }
    }

    fn token(&self) -> IssuedToken<'static> {
        self.normalize().unwrap().received_at(self.received_at).into_owned()
    }
}

/// Unix seconds of a day in 2026, around which instants are drawn.
const NOW: u64 = 1_790_000_000;
/// When the tokens of the boundary tests arrive.
const RECEIVED: SystemTime = SystemTime::UNIX_EPOCH;

fn limited(seconds: u64) -> Lifetime {
    Lifetime::Limited(seconds_long(seconds))
}

fn seconds_long(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// So many seconds after the token was received.
fn after(seconds: u64) -> SystemTime {
    RECEIVED + seconds_long(seconds)
}

fn before(seconds: u64) -> SystemTime {
    RECEIVED - seconds_long(seconds)
}

const EARLY: Duration = IssuedToken::EARLY;

mod boundaries {
    use super::*;

    #[test]
    fn early_is_sixty_seconds_when_in_doubt() {
        assert_eq!(EARLY, Duration::from_secs(60));
    }

    #[test]
    fn expired_at_the_deadline_itself() {
        let token = Stated::lifetime(3600).token();
        let deadline = after(3600);
        assert!(!token.is_expired(deadline - Duration::from_nanos(1)));
        assert!(token.is_expired(deadline));
        assert_eq!(token.expires_at(), Some(deadline));
        assert_eq!(token.remaining(after(3599)), limited(1));
        assert_eq!(token.remaining(deadline), limited(0));
        assert_eq!(token.remaining(after(10_000)), limited(0));
    }

    #[test]
    fn due_within_the_window_before_the_deadline() {
        let token = Stated::lifetime(3600).token();
        for (now, expected) in [
            (0, Status::Fresh),
            (3539, Status::Fresh),
            (3540, Status::RefreshDue),
            (3599, Status::RefreshDue),
            (3600, Status::Expired),
        ] {
            assert_eq!(token.status(after(now), EARLY), expected, "at {now}");
            assert_eq!(
                token.needs_refresh(after(now), EARLY),
                expected != Status::Fresh,
                "at {now}"
            );
        }
        assert_eq!(token.refresh_after(after(0), EARLY), Some(seconds_long(3540)));
        assert_eq!(token.refresh_after(after(3539), EARLY), Some(seconds_long(1)));
        assert_eq!(token.refresh_after(after(3540), EARLY), Some(Duration::ZERO));
        assert_eq!(token.refresh_after(after(9999), EARLY), Some(Duration::ZERO));
    }

    #[test]
    fn the_window_is_at_most_half_of_the_lifetime() {
        let token = Stated::lifetime(60).token();
        for (now, expected) in [
            (0, Status::Fresh),
            (29, Status::Fresh),
            (30, Status::RefreshDue),
            (59, Status::RefreshDue),
            (60, Status::Expired),
        ] {
            assert_eq!(token.status(after(now), EARLY), expected, "at {now}");
        }
        assert_eq!(Stated::lifetime(1).token().status(after(0), EARLY), Status::Fresh);
        assert_eq!(Stated::lifetime(1).token().status(after(0), Duration::MAX), Status::Fresh);
    }

    #[test]
    fn no_window_means_not_before_the_deadline() {
        let token = Stated::lifetime(60).token();
        assert_eq!(token.status(after(59), Duration::ZERO), Status::Fresh);
        assert_eq!(token.status(after(60), Duration::ZERO), Status::Expired);
    }

    #[test]
    fn a_lifetime_of_zero_is_expired_when_it_arrives() {
        assert_eq!(Stated::lifetime(0).token().status(after(0), EARLY), Status::Expired);
    }

    #[test]
    fn without_a_deadline_it_never_expires_and_status_says_why() {
        for (expires_in, status) in
            [(Lifetime::Unlimited, Status::Unlimited), (Lifetime::Unspecified, Status::Unspecified)]
        {
            let token = Stated { expires_in, ..Stated::lifetime(0) }.token();
            for now in [before(9_999_999_999), after(0), after(9_999_999_999)] {
                assert_eq!(token.status(now, EARLY), status);
                assert!(!token.is_expired(now) && !token.needs_refresh(now, EARLY));
                assert_eq!(token.refresh_after(now, EARLY), None);
                assert_eq!(token.remaining(now), expires_in);
            }
            assert_eq!(token.expires_at(), None);
        }
    }

    #[test]
    fn a_clock_set_back_by_more_than_early_and_the_lifetime_asks_for_a_refresh() {
        let token = Stated::lifetime(3600).token();
        assert_eq!(token.status(before(3600), EARLY), Status::Fresh);
        assert_eq!(token.status(before(3601), EARLY), Status::RefreshDue);
        assert!(token.needs_refresh(before(3601), EARLY));
        assert_eq!(token.refresh_after(before(3601), EARLY), Some(Duration::ZERO));
        assert_eq!(token.refresh_after(before(3600), EARLY), Some(seconds_long(7140)));
        assert!(!token.is_expired(before(3601)));

        let hours = seconds_long(7200);
        assert_eq!(token.status(before(7200), hours), Status::Fresh);
        assert_eq!(token.status(before(7201), hours), Status::RefreshDue);
    }

    #[test]
    fn a_clock_behind_by_no_more_than_the_lifetime_is_another_machines() {
        let token = Stated::lifetime(3600).token();
        for behind in [1, 61, 600, 3600] {
            assert_eq!(token.status(before(behind), EARLY), Status::Fresh, "{behind}");
        }
    }

    #[test]
    fn due_from_the_instant_on_that_the_server_advises() {
        let advised = Stated { refresh_in: limited(1800), ..Stated::lifetime(3600) };
        let token = advised.token();
        assert_eq!(token.status(after(1799), EARLY), Status::Fresh);
        assert_eq!(token.status(after(1800), EARLY), Status::RefreshDue);
        assert_eq!(token.status(after(3600), EARLY), Status::Expired);
        assert_eq!(token.refresh_at(EARLY), Some(after(1800)));
        assert_eq!(token.refresh_after(after(0), Duration::ZERO), Some(seconds_long(1800)));

        let both = Stated { refresh_at: Some(after(1700)), ..advised };
        assert_eq!(both.token().refresh_at(EARLY), Some(after(1700)), "the earlier of the two");
        let late = Stated { refresh_in: limited(3599), ..advised };
        assert_eq!(late.token().refresh_at(EARLY), Some(after(3540)), "early is earlier");
        assert_eq!(late.token().refresh_at(Duration::ZERO), Some(after(3599)));
    }

    #[test]
    fn advice_that_is_not_between_receipt_and_deadline_is_not_taken() {
        let answer = Stated::lifetime(3600);
        for advised in [
            Stated { refresh_in: limited(0), ..answer },
            Stated { refresh_in: limited(3600), ..answer },
            Stated { refresh_in: limited(9999), ..answer },
            Stated { refresh_in: Lifetime::Unlimited, ..answer },
            Stated { refresh_at: Some(before(1)), ..answer },
            Stated { refresh_at: Some(after(0)), ..answer },
            Stated { refresh_at: Some(after(3600)), ..answer },
        ] {
            assert_eq!(advised.token().status(after(0), EARLY), Status::Fresh, "{advised:?}");
            assert_eq!(advised.token().refresh_at(EARLY), Some(after(3540)), "{advised:?}");
        }
        let endless = Stated { refresh_in: limited(60), ..Stated::nothing(RECEIVED) };
        assert_eq!(endless.token().status(after(9999), EARLY), Status::Unspecified);
        assert_eq!(endless.token().refresh_at(EARLY), None);
    }

    #[test]
    fn advice_is_told_as_the_server_states_it() {
        let advised = Stated {
            refresh_in: limited(1800),
            refresh_at: Some(after(9999)),
            ..Stated::lifetime(60)
        };
        let token = advised.token();
        assert_eq!(token.token().refresh_in(), limited(1800));
        assert_eq!(token.token().refresh_at(), Some(after(9999)));
    }

    #[test]
    fn the_earliest_of_the_deadlines_wins() {
        let at = |seconds| Some(after(seconds));
        let token = |expires_in, expires_at, issued_at| {
            Stated { expires_in, expires_at, issued_at, ..Stated::lifetime(0) }.token().expires_at()
        };
        let unstated = Lifetime::Unspecified;
        assert_eq!(token(limited(100), None, None), at(100), "received + lifetime");
        assert_eq!(token(unstated, at(100), None), at(100), "as stated");
        assert_eq!(token(limited(100), at(90), None), at(90), "stated, and earlier");
        assert_eq!(token(limited(90), at(100), None), at(90), "lifetime, and earlier");
        assert_eq!(token(limited(100), None, Some(before(10))), at(90), "issued + lifetime");
        assert_eq!(token(limited(100), None, at(10)), at(100), "issued in the future");
        assert_eq!(token(unstated, None, at(10)), None, "issued, and no more");
        assert_eq!(token(Lifetime::Unlimited, at(100), None), at(100), "unlimited but for that");
    }

    #[test]
    fn the_time_between_two_readings_of_a_wrong_clock_is_right() {
        // The server's clock is an hour ahead.
        let ahead = Stated {
            expires_in: Lifetime::Unspecified,
            expires_at: Some(after(3600 + 300)),
            issued_at: Some(after(3600)),
            ..Stated::nothing(RECEIVED)
        };
        assert_eq!(ahead.token().expires_at(), Some(after(300)));
        assert_eq!(ahead.token().status(after(0), EARLY), Status::Fresh);
        // It says that the token expired before it was issued.
        let absurd = Stated { expires_at: Some(after(10)), issued_at: Some(after(20)), ..ahead };
        assert_eq!(absurd.token().status(after(0), EARLY), Status::Expired);
    }

    #[test]
    fn the_window_is_half_of_an_absolute_lifetime_too() {
        let absolute = Stated {
            expires_in: Lifetime::Unspecified,
            expires_at: Some(after(60)),
            ..Stated::lifetime(0)
        };
        assert_eq!(absolute.token().status(after(29), EARLY), Status::Fresh);
        assert_eq!(absolute.token().status(after(30), EARLY), Status::RefreshDue);
    }

    #[test]
    fn the_response_and_the_issued_token_agree() {
        let stated = Stated::lifetime(3600);
        assert_eq!(stated.expires_at(RECEIVED), Ok(stated.token().expires_at()));
        assert_eq!(stated.is_expired(RECEIVED, after(3600)), Ok(true));
        assert_eq!(stated.is_expired(RECEIVED, after(3599)), Ok(false));
    }

    #[test]
    fn a_lifetime_gets_shorter_by_what_has_elapsed() {
        assert_eq!(limited(60).remaining_after(seconds_long(59)), limited(1));
        assert_eq!(limited(60).remaining_after(seconds_long(61)), limited(0));
        assert!(!limited(60).is_expired_after(seconds_long(59)));
        assert!(limited(60).is_expired_after(seconds_long(60)));
        for endless in [Lifetime::Unlimited, Lifetime::Unspecified] {
            assert_eq!(endless.remaining_after(Duration::MAX), endless);
            assert!(!endless.is_expired_after(Duration::MAX));
            assert_eq!(endless.as_duration(), None);
        }
        assert_eq!(Lifetime::from(Duration::MAX), Lifetime::Limited(Lifetime::MAX));
        assert_eq!(Lifetime::default(), Lifetime::Unspecified);
    }
}

mod refresh_tokens {
    use super::*;

    #[derive(Clone, Copy, Default, TokenResponse)]
    struct Answer {
        access_token: &'static str,
        expires_in: Option<u64>,
        expires_at: Option<u64>,
        issued_at: Option<u64>,
        refresh_token: Option<&'static str>,
        #[token(zero = "never")]
        refresh_expires_in: Option<u64>,
        refresh_expires_at: Option<u64>,
        scope: Option<&'static str>,
        id_token: Option<&'static str>,
    }

    fn first() -> IssuedToken<'static> {
        let answer = Answer {
            access_token: "first",
            expires_in: Some(60),
            refresh_token: Some("the refresh token"),
            refresh_expires_in: Some(1000),
            scope: Some("read"),
            id_token: Some("the id token"),
            ..Answer::default()
        };
        issued(answer, 0)
    }

    fn issued(answer: Answer, received: u64) -> IssuedToken<'static> {
        answer.normalize().unwrap().into_owned().received_at(after(received))
    }

    fn newer() -> Answer {
        Answer { access_token: "newer", ..Answer::default() }
    }

    #[test]
    fn a_refresh_token_has_a_deadline_of_its_own() {
        let token = first();
        assert_eq!(token.refresh_expires_at(), Some(after(1000)));
        assert!(token.can_refresh(after(999)) && !token.can_refresh(after(1000)));
    }

    #[test]
    fn without_a_deadline_it_can_be_used_and_without_a_refresh_token_it_cannot() {
        let token = issued(Answer { refresh_token: Some("r"), ..newer() }, 0);
        assert!(token.can_refresh(after(9_999_999_999)));
        assert!(!issued(newer(), 0).can_refresh(after(0)));
    }

    #[test]
    fn its_deadline_is_the_earliest_that_is_stated() {
        let answer = Answer { refresh_token: Some("r"), refresh_expires_in: Some(1000), ..newer() };
        let deadline = |answer| issued(answer, 0).refresh_expires_at();
        assert_eq!(deadline(Answer { refresh_expires_at: Some(900), ..answer }), Some(after(900)));
        assert_eq!(
            deadline(Answer { refresh_expires_at: Some(1100), ..answer }),
            Some(after(1000))
        );
        assert_eq!(deadline(Answer { issued_at: Some(10), ..answer }), Some(after(1000)));
    }

    #[test]
    fn what_the_newer_answer_omits_is_kept() {
        let token = first().renewed_by(issued(newer(), 50));
        assert_eq!(token.token().access_token(), "newer");
        assert_eq!(token.token().refresh_token(), Some("the refresh token"));
        assert_eq!(token.token().id_token(), Some("the id token"));
        assert_eq!(token.token().scope().unwrap().to_string(), "read");
        assert_eq!(token.received_at(), after(50));
    }

    #[test]
    fn what_the_newer_answer_states_wins() {
        let answer = Answer {
            refresh_token: Some("rotated"),
            scope: Some(""),
            id_token: Some("newer id token"),
            ..newer()
        };
        let token = first().renewed_by(issued(answer, 50));
        assert_eq!(token.token().refresh_token(), Some("rotated"));
        assert_eq!(token.refresh_expires_at(), None, "the old deadline was the old token's");
        assert_eq!(token.token().id_token(), Some("newer id token"));
        assert!(token.token().scope().unwrap().is_empty());
    }

    #[test]
    fn the_older_expiry_is_never_kept() {
        let token = first().renewed_by(issued(newer(), 50));
        assert_eq!(token.expires_at(), None);
        assert_eq!(token.status(after(9999), EARLY), Status::Unspecified);
        let token = first().renewed_by(issued(Answer { expires_in: Some(60), ..newer() }, 50));
        assert_eq!(token.expires_at(), Some(after(110)));
    }

    #[test]
    fn the_older_refresh_token_keeps_its_own_deadline() {
        let token = first().renewed_by(issued(newer(), 50));
        assert_eq!(token.refresh_expires_at(), Some(after(1000)));
        // Even if the newer answer brings a clock of its own.
        let answer = Answer { issued_at: Some(7), expires_at: Some(77), ..newer() };
        let token = first().renewed_by(issued(answer, 50));
        assert_eq!(token.refresh_expires_at(), Some(after(1000)));
    }

    #[test]
    fn a_deadline_that_comes_without_a_refresh_token_is_that_of_the_old_one() {
        let answer = Answer { refresh_expires_in: Some(500), ..newer() };
        let token = first().renewed_by(issued(answer, 50));
        assert_eq!(token.token().refresh_token(), Some("the refresh token"));
        assert_eq!(token.refresh_expires_at(), Some(after(550)));
        let answer = Answer { refresh_expires_at: Some(700), ..newer() };
        assert_eq!(first().renewed_by(issued(answer, 50)).refresh_expires_at(), Some(after(700)));
    }

    #[test]
    fn a_chain_of_renewals_keeps_what_it_must() {
        let mut token = first();
        for renewal in 1..=15 {
            let answer =
                Answer { expires_in: Some(60), issued_at: Some(3600 + renewal * 50), ..newer() };
            token = token.renewed_by(issued(answer, renewal * 50));
            let stored = serde_json::to_string(&token).unwrap();
            token = serde_json::from_str(&stored).unwrap();
            assert_eq!(token.token().refresh_token(), Some("the refresh token"));
            assert_eq!(token.refresh_expires_at(), Some(after(1000)), "renewal {renewal}");
            assert_eq!(token.expires_at(), Some(after(renewal * 50 + 60)));
        }
    }

    #[test]
    fn a_refresh_token_without_limit_stays_so() {
        let answer =
            Answer { refresh_token: Some("offline"), refresh_expires_in: Some(0), ..newer() };
        let token = issued(answer, 0).renewed_by(issued(newer(), 50));
        assert_eq!(token.token().refresh_expires_in(), Lifetime::Unlimited);
        assert!(token.can_refresh(after(9_999_999_999)));
    }

    #[test]
    fn an_answer_without_a_token_extends_the_old_one() {
        let answer = Answer { expires_at: Some(70), issued_at: Some(10), ..newer() };
        let token = first().renewed_by(issued(answer, 10));
        let token = token.extended(after(50), limited(600));
        assert_eq!(token.token().access_token(), "newer");
        assert_eq!(token.received_at(), after(50));
        assert_eq!(token.expires_at(), Some(after(650)), "what the old answer stated is dropped");
        assert_eq!(token.token().refresh_token(), Some("the refresh token"));
        assert_eq!(token.refresh_expires_at(), Some(after(1000)));
        let longest = token.extended(after(60), Lifetime::Limited(Duration::MAX));
        assert_eq!(longest.token().expires_in(), Lifetime::Limited(Lifetime::MAX));
    }
}

#[test]
fn instants_of_other_libraries_are_taken_as_they_are() {
    let token = Stated::lifetime(60).token();
    assert!(token.is_expired(jiff::Timestamp::from_second(60).unwrap()));
    assert!(token.is_expired(time::OffsetDateTime::from_unix_timestamp(60).unwrap()));
    let utc = chrono::DateTime::from_timestamp(60, 0).unwrap();
    assert!(token.is_expired(utc));
    assert!(token.is_expired(utc.with_timezone(&chrono::FixedOffset::east_opt(3600).unwrap())));
    assert!(!token.is_expired(jiff::Timestamp::from_second(59).unwrap()));

    let unspecified = Stated { expires_in: Lifetime::Unspecified, ..Stated::lifetime(0) };
    let received = unspecified.normalize().unwrap().received_at(utc).received_at();
    assert_eq!(received, after(60));
    assert!(!token.can_refresh(utc) || token.refresh_expires_at().is_none());
}

/// Instants from as far before to as far after 1970 as the clock goes, the edges often.
fn instant() -> impl Strategy<Value = SystemTime> {
    let distance = prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        any::<u64>().prop_map(Duration::from_secs),
        (0..2 * NOW).prop_map(Duration::from_secs),
        (NOW - 10..NOW + 10, 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n)),
        any::<u64>().prop_map(|distance| Duration::from_secs(distance >> 1)),
    ];
    (any::<bool>(), distance).prop_map(|(later, distance)| {
        let shifted = |distance| {
            if later {
                SystemTime::UNIX_EPOCH.checked_add(distance)
            } else {
                SystemTime::UNIX_EPOCH.checked_sub(distance)
            }
        };
        // As far as it goes: what can't be shown is halved until it can.
        std::iter::successors(Some(distance), |distance| Some(*distance / 2))
            .find_map(shifted)
            .unwrap()
    })
}

fn lifetime() -> impl Strategy<Value = Lifetime> {
    prop_oneof![
        Just(Lifetime::Unlimited),
        Just(Lifetime::Unspecified),
        Just(limited(0)),
        Just(Lifetime::Limited(Duration::from_nanos(1))),
        any::<u64>().prop_map(limited),
        (0..10_000_u64).prop_map(limited),
        (0..10_000_u64)
            .prop_map(|nanoseconds| Lifetime::Limited(Duration::from_nanos(nanoseconds))),
    ]
}

fn window() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(EARLY),
        Just(Duration::MAX),
        any::<u64>().prop_map(Duration::from_nanos),
        (0..10_000_u64).prop_map(Duration::from_secs),
    ]
}

prop_compose! {
    fn stated()(
        expires_in in lifetime(),
        expires_at in proptest::option::of(instant()),
        issued_at in proptest::option::of(instant()),
        refresh_in in lifetime(),
        refresh_at in proptest::option::of(instant()),
        received_at in instant(),
    ) -> Stated {
        Stated { expires_in, expires_at, issued_at, refresh_in, refresh_at, received_at }
    }
}

/// How far a token is on its way to its end.
fn stage(status: Status) -> u8 {
    match status {
        Status::Fresh | Status::Unlimited | Status::Unspecified => 0,
        Status::RefreshDue => 1,
        Status::Expired => 2,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn nothing_panics(stated in stated(), other in stated(), now in instant(), early in window()) {
        let token = stated.token();
        let _ = (token.expires_at(), token.refresh_expires_at(), token.remaining(now));
        let _ = (token.is_expired(now), token.needs_refresh(now, early), token.status(now, early));
        let _ = (token.refresh_after(now, early), token.can_refresh(now));
        let _ = (stated.expires_at(now), stated.is_expired(stated.received_at, now));
        let _ = token.token().expires_in().remaining_after(early);
        let _ = (token.token().expires_at(), token.token().refresh_expires_at());
        let _ = format!("{token:?}");
        let _ = token.clone().extended(now, other.expires_in).status(now, early);
        let _ = token.renewed_by(other.token()).status(now, early);
    }

    #[test]
    fn a_token_with_a_lifetime_is_fresh_when_it_arrives(
        lifetime in lifetime(), received_at in instant(), early in window()
    ) {
        let stated = Stated { expires_in: lifetime, ..Stated::nothing(received_at) };
        let expected = match lifetime {
            Lifetime::Limited(Duration::ZERO) => Status::Expired,
            Lifetime::Limited(_) => Status::Fresh,
            Lifetime::Unlimited => Status::Unlimited,
            Lifetime::Unspecified => Status::Unspecified,
        };
        prop_assert_eq!(stated.token().status(received_at, early), expected);
    }

    #[test]
    fn a_token_only_ever_gets_older(
        stated in stated(), early in window(), one in instant(), other in instant()
    ) {
        let token = stated.token();
        let (sooner, later) = (one.min(other), one.max(other));
        // A clock that stands before the moment of receipt tells no age.
        if sooner >= stated.received_at {
            prop_assert!(stage(token.status(sooner, early)) <= stage(token.status(later, early)));
        }
        prop_assert!(!token.is_expired(sooner) || token.is_expired(later));
        if let (Lifetime::Limited(more), Lifetime::Limited(less)) = (token.remaining(sooner), token.remaining(later)) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn refresh_after_lands_where_needs_refresh_turns_true(
        stated in stated(), early in window(), now in instant()
    ) {
        let token = stated.token();
        match token.refresh_after(now, early) {
            None => prop_assert!(!token.needs_refresh(now, early)),
            Some(Duration::ZERO) => prop_assert!(token.needs_refresh(now, early)),
            Some(wait) => {
                prop_assert!(!token.needs_refresh(now, early));
                prop_assert!(wait <= Lifetime::MAX);
                if let Some(then) = now.checked_add(wait).filter(|_| wait < Lifetime::MAX) {
                    if then >= stated.received_at {
                        prop_assert_eq!(token.refresh_at(early), Some(then));
                    }
                    prop_assert!(token.needs_refresh(then, early));
                    prop_assert!(!token.needs_refresh(then - Duration::from_nanos(1), early));
                }
            }
        }
    }

    #[test]
    fn remaining_expired_and_the_deadline_agree(stated in stated(), now in instant()) {
        let token = stated.token();
        let expired = token.is_expired(now);
        prop_assert_eq!(expired, token.remaining(now) == limited(0));
        if let Some(deadline) = token.expires_at() {
            prop_assert_eq!(expired, now >= deadline);
            let left = deadline.duration_since(now).unwrap_or(Duration::ZERO);
            prop_assert_eq!(token.remaining(now), Lifetime::from(left));
        } else {
            prop_assert!(!expired);
        }
        prop_assert_eq!(stated.is_expired(stated.received_at, now), Ok(expired));
        prop_assert_eq!(stated.expires_at(stated.received_at), Ok(token.expires_at()));
    }

    #[test]
    fn status_and_the_questions_agree(stated in stated(), now in instant(), early in window()) {
        let token = stated.token();
        let status = token.status(now, early);
        prop_assert_eq!(token.is_expired(now), status == Status::Expired);
        let due = matches!(status, Status::RefreshDue | Status::Expired);
        prop_assert_eq!(token.needs_refresh(now, early), due);
        let endless = matches!(status, Status::Unlimited | Status::Unspecified);
        prop_assert_eq!(token.remaining(now).as_duration().is_none(), endless);
    }

    #[test]
    fn a_token_that_is_kept_and_renewed_shows_no_secret(stated in stated(), other in stated()) {
        let shown = format!("{:?}", stated.token().renewed_by(other.token()));
        prop_assert!(shown.contains("[redacted]"));
    }
}
