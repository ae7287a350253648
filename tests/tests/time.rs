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
    fn a_positive_lifetime_is_not_over_when_it_arrives_whatever_instant_stands_beside_it() {
        let long_ago = Some(before(62_135_596_800));
        let hour = Stated::lifetime(3600);
        for contradictory in [
            Stated { expires_at: Some(before(300)), ..hour },
            Stated { expires_at: Some(after(0)), ..hour },
            Stated { expires_at: long_ago, ..hour },
            Stated { issued_at: Some(before(3600)), ..hour },
            Stated { issued_at: Some(before(9999)), expires_at: Some(before(6399)), ..hour },
            Stated { issued_at: long_ago, expires_at: long_ago, ..hour },
            Stated {
                issued_at: Some(before(6600)),
                expires_at: Some(before(3000)),
                ..Stated::nothing(RECEIVED)
            },
        ] {
            let token = contradictory.token();
            assert_eq!(token.status(after(0), EARLY), Status::Fresh, "{contradictory:?}");
            assert_eq!(token.expires_at(), Some(after(3600)), "{contradictory:?}");
        }
        let never =
            Stated { expires_in: Lifetime::Unlimited, expires_at: long_ago, ..hour }.token();
        assert_eq!(never.status(after(0), EARLY), Status::Unlimited);
    }

    #[test]
    fn an_instant_alone_means_what_it_says() {
        for (expires_in, status) in
            [(Lifetime::Unspecified, Status::Expired), (limited(0), Status::Expired)]
        {
            let alone =
                Stated { expires_in, expires_at: Some(before(1)), ..Stated::nothing(RECEIVED) };
            assert_eq!(alone.token().status(after(0), EARLY), status);
        }
    }

    #[test]
    fn a_reused_token_with_its_day_of_issue_lives_on() {
        // Doorkeeper states what is left, and when the token was first made.
        let reused = Stated { issued_at: Some(before(6)), ..Stated::lifetime(4) };
        assert_eq!(reused.token().status(after(0), EARLY), Status::Fresh);
        assert_eq!(reused.token().expires_at(), Some(after(4)));
    }

    #[test]
    fn a_deadline_reckoned_from_the_receipt_begins_at_the_whole_second() {
        let received_at = after(100) + Duration::from_nanos(900_000_001);
        let stated = Stated { received_at, ..Stated::lifetime(3) };
        assert_eq!(stated.token().expires_at(), Some(after(103)));
        assert_eq!(stated.token().status(received_at, EARLY), Status::Fresh);
        let distance = Stated {
            issued_at: Some(before(9)),
            expires_at: Some(before(6)),
            ..Stated::nothing(received_at)
        };
        assert_eq!(distance.token().expires_at(), Some(after(103)));
        let advised = Stated { refresh_in: limited(60), received_at, ..Stated::lifetime(300) };
        assert_eq!(advised.token().refresh_at(Duration::ZERO), Some(after(160)));
        let before_1970 =
            Stated { received_at: before(100) + Duration::from_millis(1), ..Stated::lifetime(3) };
        assert_eq!(before_1970.token().expires_at(), Some(before(97)));
    }

    #[test]
    fn a_lifetime_below_a_second_is_reckoned_from_the_receipt_itself() {
        let received_at = after(0) + Duration::from_millis(900);
        let half = Duration::from_millis(500);
        let stated = Stated { expires_in: Lifetime::Limited(half), ..Stated::nothing(received_at) };
        assert_eq!(stated.token().expires_at(), Some(received_at + half));
    }

    #[test]
    fn a_token_is_not_due_twice_within_its_second() {
        // Half of a second, half of the rest of it and so on would be due again and again.
        let at = |milliseconds| after(0) + Duration::from_millis(milliseconds);
        let due = |received_at| {
            Stated { received_at, ..Stated::lifetime(1) }.token().refresh_at(EARLY).unwrap()
        };
        assert_eq!(due(at(0)), at(500));
        assert_eq!(due(at(400)), at(900));
        assert_eq!(due(at(500)), at(1000));
        assert_eq!(due(at(999)), at(1000));
    }

    #[test]
    fn no_lifetime_is_longer_than_the_longest() {
        let longest = Lifetime::Limited(Lifetime::MAX);
        let late = Stated { expires_at: Some(after(251_607_034_710)), ..Stated::nothing(RECEIVED) };
        assert_eq!(late.token().remaining(after(0)), longest);
        assert_eq!(late.token().refresh_after(after(0), EARLY), Some(Lifetime::MAX));
        let behind = Stated::lifetime(Lifetime::MAX.as_secs()).token();
        assert_eq!(behind.remaining(before(9)), longest);
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
        refresh_issued_at: Option<u64>,
        token_type: Option<&'static str>,
        scope: Option<&'static str>,
        id_token: Option<&'static str>,
    }

    /// What Keycloak sends: its zero is declared nowhere.
    #[derive(Clone, Copy, TokenResponse)]
    struct Keycloak {
        access_token: &'static str,
        refresh_token: Option<&'static str>,
        expires_in: i64,
        refresh_expires_in: i64,
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
    }

    #[test]
    fn its_deadline_follows_the_four_readings_with_its_own_time_of_issue() {
        let answer = Answer { refresh_token: Some("r"), refresh_expires_in: Some(1000), ..newer() };
        let deadline = |answer| issued(answer, 5000).refresh_expires_at();
        let dated = Answer { refresh_issued_at: Some(4500), ..answer };
        assert_eq!(deadline(dated), Some(after(5500)), "issued + lifetime");
        let ahead = Answer {
            refresh_expires_in: None,
            refresh_issued_at: Some(8600),
            refresh_expires_at: Some(10_400),
            ..answer
        };
        assert_eq!(deadline(ahead), Some(after(6800)), "received + distance");
        let long_ago = Answer { refresh_expires_at: Some(1), ..answer };
        assert_eq!(deadline(long_ago), Some(after(6000)), "a positive lifetime is not over");
    }

    #[test]
    fn the_time_of_issue_of_the_access_token_is_not_its_own() {
        let answer = Answer {
            refresh_token: Some("r"),
            refresh_expires_in: Some(1000),
            issued_at: Some(4500),
            expires_in: Some(600),
            ..newer()
        };
        let token = issued(answer, 5000);
        assert_eq!(token.expires_at(), Some(after(5100)));
        assert_eq!(token.refresh_expires_at(), Some(after(6000)));
        assert_eq!(token.token().refresh_expires_at(), None);
        let alone = Answer { refresh_expires_in: None, refresh_expires_at: Some(9000), ..answer };
        assert_eq!(issued(alone, 5000).refresh_expires_at(), Some(after(9000)));
    }

    #[test]
    fn a_lifetime_of_zero_or_less_is_not_its_end() {
        for refresh_expires_in in [0, -1] {
            let answer = Keycloak {
                access_token: "a",
                refresh_token: Some("offline"),
                expires_in: 300,
                refresh_expires_in,
            };
            let token = answer.normalize().unwrap().into_owned().received_at(after(0));
            assert!(token.can_refresh(after(0)) && token.can_refresh(after(9_999_999_999)));
            assert_eq!(token.refresh_expires_at(), None);
            assert_eq!(token.token().refresh_expires_in(), limited(0), "as stated");
        }
    }

    #[test]
    fn a_deadline_that_says_none_ends_no_refresh_token() {
        let without = Keycloak {
            access_token: "newer",
            refresh_token: None,
            expires_in: 300,
            refresh_expires_in: 0,
        };
        let newer_token = without.normalize().unwrap().into_owned().received_at(after(50));
        let token = first().renewed_by(newer_token);
        assert!(token.can_refresh(after(999)));
        assert_eq!(token.refresh_expires_at(), Some(after(1000)), "the older deadline is kept");
        let long_ago = Answer { refresh_expires_at: Some(0), ..newer() };
        let token = first().renewed_by(issued(long_ago, 50));
        assert_eq!(token.refresh_expires_at(), Some(after(1000)));
    }

    #[test]
    fn a_renewal_that_states_no_token_type_keeps_it() {
        let dpop = || issued(Answer { token_type: Some("DPoP"), ..newer() }, 0);
        let renewed = dpop().renewed_by(issued(newer(), 50));
        assert_eq!(renewed.token().token_type().to_string(), "DPoP");
        let stated = issued(Answer { token_type: Some("bearer"), ..newer() }, 50);
        assert_eq!(dpop().renewed_by(stated).token().token_type().to_string(), "Bearer");
        let unstated = issued(newer(), 0).renewed_by(issued(newer(), 50));
        assert_eq!(unstated.token().token_type().to_string(), "Bearer");
    }

    #[test]
    fn a_token_that_is_handed_out_again_is_due_at_its_end_only() {
        let answer = |left| Answer { expires_in: Some(left), ..newer() };
        let token = issued(answer(3600), 0).renewed_by(issued(answer(60), 3540));
        assert_eq!(token.status(after(3599), EARLY), Status::Fresh);
        assert_eq!(token.status(after(3600), EARLY), Status::Expired);
        assert_eq!(token.refresh_at(EARLY), Some(after(3600)));
        let stored = serde_json::to_string(&token).unwrap();
        let loaded: IssuedToken<'static> = serde_json::from_str(&stored).unwrap();
        assert_eq!(loaded.refresh_at(EARLY), Some(after(3600)));

        // Of two ends that differ by the second that each answer drops, the later one holds.
        let dropped = issued(answer(3600), 0).renewed_by(issued(answer(59), 3540));
        assert_eq!(dropped.expires_at(), Some(after(3600)));
        assert_eq!(dropped.received_at(), after(0));
        assert_eq!(dropped.refresh_at(EARLY), Some(after(3600)));

        // A new token is due as ever, and so is one whose end the server moves.
        let other = Answer { access_token: "other", ..answer(3600) };
        let token = token.renewed_by(issued(other, 3600));
        assert_eq!(token.refresh_at(EARLY), Some(after(7140)));
        let prolonged = issued(answer(3600), 0).renewed_by(issued(answer(3600), 3540));
        assert_eq!(prolonged.refresh_at(EARLY), Some(after(7080)));
        let shortened = issued(answer(3600), 0).renewed_by(issued(answer(600), 100));
        assert_eq!(shortened.refresh_at(EARLY), Some(after(640)));
        assert_eq!(
            token.extended(after(7000), limited(3600)).refresh_at(EARLY),
            Some(after(10_540))
        );
    }

    /// A server whose clock is behind ours hands the token out once more after its end by our clock. The end
    /// does not count in that answer, since it is before the receipt, and must not be forgotten.
    #[test]
    fn a_token_that_is_handed_out_again_with_the_end_it_had_does_not_begin_anew() {
        let by_end = || Answer { issued_at: Some(7), expires_at: Some(1807), ..newer() };
        let by_lifetime = || Answer { issued_at: Some(7), expires_in: Some(1800), ..newer() };
        for answer in [&by_end as &dyn Fn() -> Answer, &by_lifetime] {
            let first = || issued(answer(), 10);
            assert_eq!(first().expires_at(), Some(after(1807)));
            let renewed = first().renewed_by(issued(answer(), 1808));
            assert_eq!(renewed.expires_at(), Some(after(1807)));
            assert_eq!(renewed.status(after(1808), EARLY), Status::Expired);
            // Another token lives as long as it says.
            let other = Answer { access_token: "other", ..answer() };
            let renewed = first().renewed_by(issued(other, 1808));
            assert_eq!(renewed.expires_at(), Some(after(3608)));
        }
        // An instant that never counted proves nothing.
        let constant = || Answer { expires_at: Some(7), expires_in: Some(600), ..newer() };
        let renewed = issued(constant(), 10).renewed_by(issued(constant(), 600));
        assert_eq!(renewed.expires_at(), Some(after(1200)));
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
fn debug_shows_unix_seconds_and_the_deadline() {
    let at = |seconds| after(NOW + seconds);
    let stated = Stated {
        expires_at: Some(at(9999)),
        refresh_at: Some(at(1800) + Duration::from_millis(5)),
        received_at: at(0),
        ..Stated::lifetime(3600)
    };
    let shown = format!("{:?}", stated.token());
    let part = "received_at: 1790000000, expires_at: Some(1790003600), refresh_expires_at: None";
    assert!(shown.contains(part), "{shown}");
    assert!(shown.contains("expires_in: Limited(3600s), expires_at: Some(1790009999)"), "{shown}");
    assert!(shown.contains("refresh_at: Some(1790001800.005000000)"), "{shown}");
    let fields = format!("{:?}", stated.fields());
    assert!(fields.contains("expires_at: Ok(Some(1790009999)), issued_at: Ok(None)"), "{fields}");
    let long_ago = Stated { received_at: before(5), ..Stated::lifetime(1) };
    assert!(format!("{:?}", long_ago.token()).contains("received_at: -5, expires_at: Some(-4)"));
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
        (0..20_000_u64).prop_map(|tick| seconds_long(NOW) + Duration::from_millis(tick * 100)),
        any::<u64>().prop_map(|distance| Duration::from_secs(distance >> 1)),
    ];
    (prop::bool::weighted(0.8), distance).prop_map(|(later, distance)| {
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
    // The same cases on every run.
    #![proptest_config(ProptestConfig {
        cases: 1024,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

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
    fn a_positive_lifetime_is_fresh_when_it_arrives_whatever_else_is_stated(
        stated in stated(), early in window()
    ) {
        let token = stated.token();
        let distance = stated.issued_at.zip(stated.expires_at);
        let distance = distance.is_some_and(|(issued, expires)| expires > issued);
        let status = token.status(stated.received_at, early);
        match stated.expires_in {
            Lifetime::Limited(Duration::ZERO) => prop_assert_eq!(status, Status::Expired),
            Lifetime::Limited(_) => prop_assert_eq!(status, Status::Fresh),
            Lifetime::Unlimited => prop_assert!(status != Status::Expired && status != Status::RefreshDue),
            Lifetime::Unspecified if distance => prop_assert_eq!(status, Status::Fresh),
            // An instant alone means what it says.
            Lifetime::Unspecified => prop_assert_ne!(status, Status::RefreshDue),
        }
    }

    #[test]
    fn the_deadline_is_no_later_than_any_that_the_server_states(stated in stated()) {
        let deadline = stated.token().expires_at();
        let no_later = |other: Option<SystemTime>| match (deadline, other) {
            (Some(deadline), Some(other)) => deadline <= other,
            (None, Some(_)) => false,
            (_, None) => true,
        };
        let second = Duration::from_secs(1);
        if let Some(lifetime) = stated.expires_in.as_duration() {
            // The server truncates the moment at which it issued the token.
            let fraction = match stated.received_at.duration_since(SystemTime::UNIX_EPOCH) {
                Ok(since) => since.subsec_nanos(),
                Err(before) => (1_000_000_000 - before.duration().subsec_nanos()) % 1_000_000_000,
            };
            let truncated = stated.received_at.checked_sub(Duration::from_nanos(fraction.into()));
            let start = truncated.filter(|_| lifetime >= second).unwrap_or(stated.received_at);
            prop_assert!(no_later(start.checked_add(lifetime.min(Lifetime::MAX))));
        }
        for instant in [
            stated.expires_at,
            stated.issued_at.zip(stated.expires_in.as_duration())
                .and_then(|(issued, lifetime)| issued.checked_add(lifetime)),
        ] {
            prop_assert!(no_later(instant.filter(|instant| *instant > stated.received_at)));
        }
    }

    #[test]
    fn advice_makes_due_sooner_and_never_later(stated in stated(), now in instant(), early in window()) {
        let silent = Stated { refresh_in: Lifetime::Unspecified, refresh_at: None, ..stated };
        let (advised, silent) = (stated.token(), silent.token());
        prop_assert_eq!(advised.expires_at(), silent.expires_at());
        prop_assert!(stage(advised.status(now, early)) >= stage(silent.status(now, early)));
        if let Some(due) = advised.refresh_at(early) {
            prop_assert!(silent.refresh_at(early).is_none_or(|silent| due <= silent));
            let first = [stated.refresh_at, stated.refresh_in.as_duration()
                .and_then(|delay| stated.received_at.checked_add(delay))];
            let first = first.into_iter().flatten().filter(|at| *at > stated.received_at).min();
            let is_within = |at: &SystemTime| advised.expires_at().is_some_and(|end| *at < end);
            if let Some(first) = first.filter(is_within) {
                prop_assert!(due <= first);
            }
        }
    }

    #[test]
    fn a_refresh_is_due_from_its_instant_on(stated in stated(), now in instant(), early in window()) {
        let token = stated.token();
        // By a clock that is not set back.
        if now >= stated.received_at || token.is_expired(now) {
            let due = token.refresh_at(early).is_some_and(|due| due <= now);
            prop_assert_eq!(token.needs_refresh(now, early), due);
        }
    }

    #[test]
    fn a_clock_is_set_back_only_beyond_early_and_the_lifetime(
        stated in stated(), now in instant(), early in window()
    ) {
        let token = stated.token();
        let back = stated.received_at.duration_since(now).unwrap_or(Duration::ZERO);
        let lives = token.expires_at().is_some_and(|end| end > stated.received_at);
        if lives && !back.is_zero() {
            let lifetime = token.expires_at().unwrap().duration_since(stated.received_at).unwrap();
            let status = if back > early && back > lifetime { Status::RefreshDue } else { Status::Fresh };
            prop_assert_eq!(token.status(now, early), status);
        }
    }

    #[test]
    fn what_is_stored_is_due_when_it_was(
        stated in stated(), other in stated(), now in instant(), early in window()
    ) {
        for token in [stated.token(), stated.token().renewed_by(other.token())] {
            let stored = serde_json::to_string(&token).unwrap();
            let loaded: IssuedToken<'static> = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(loaded.status(now, early), token.status(now, early));
            prop_assert_eq!(loaded.refresh_at(early), token.refresh_at(early));
            prop_assert_eq!(loaded.expires_at(), token.expires_at());
            prop_assert_eq!(loaded.can_refresh(now), token.can_refresh(now));
        }
    }

    #[test]
    fn a_token_only_ever_gets_older(
        stated in stated(), early in window(), one in instant(), other in instant()
    ) {
        let token = stated.token();
        let (sooner, later) = (one.min(other), one.max(other));
        // A clock that stands before the receipt may have been set back.
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
        for lifetime in [token.remaining(now).as_duration(), token.refresh_after(now, early)] {
            prop_assert!(lifetime.is_none_or(|lifetime| lifetime <= Lifetime::MAX));
        }
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
