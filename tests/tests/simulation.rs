//! How often a shared token is refreshed, against the least that is possible: workers that use it, the store
//! that they share, and a server. No clock is read and nothing is random: every run is the same.

use std::time::{Duration, SystemTime};

use token_core::{IssuedToken, Lifetime, Status, TokenFields};

/// Which members the server's answers have.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    ExpiresIn,
    ExpiresInAndAt,
    IssuedAtAndExpiresIn,
    IssuedAtAndExpiresAt,
    ExpiresAt,
    Nothing,
}

#[derive(Clone, Copy, Debug)]
struct Scenario {
    says: Says,
    /// How long a token lives, in seconds.
    life: u64,
    /// How far the server's clock is ahead, in seconds.
    server_ahead: i64,
    /// How far the clocks of the workers are apart, in seconds.
    workers_apart: i64,
    /// Whether the server hands a token out again until it expires.
    reuses: bool,
    /// Whether a refresh token can be used once only.
    rotates: bool,
    /// Whether the server does not answer for one sixth of the time.
    fails: bool,
}

const PLAIN: Scenario = Scenario {
    says: Says::ExpiresIn,
    life: 3600,
    server_ahead: 0,
    workers_apart: 0,
    reuses: false,
    rotates: true,
    fails: false,
};

const SECOND: i64 = 1000;
const DAY: u64 = 86_400;
const LIVES: [u64; 11] = [1, 2, 5, 10, 60, 300, 600, 1800, 3600, DAY, 365 * DAY];

/// When the simulation begins, in milliseconds since 1970.
const START: i64 = 1_790_000_000_300;
/// How long an answer takes.
const LATENCY: i64 = 40;
/// How long a worker waits after an attempt that brought nothing.
const BACK_OFF: i64 = 1000;

fn instant(milliseconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds.unsigned_abs())
}

/// A linear congruential generator, for uses at uneven distances.
struct Uneven(u64);

impl Uneven {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The authorization server and its resources. It counts whole seconds, as servers do.
struct Server {
    scenario: Scenario,
    issued: u64,
    refresh_token: u64,
    issued_at: i64,
}

impl Server {
    fn end(&self) -> i64 {
        self.issued_at + i64::try_from(self.scenario.life).unwrap() * SECOND
    }

    fn accepts(&self, token: &IssuedToken<'_>, time: i64) -> bool {
        token.access_token() == self.issued.to_string() && time < self.end()
    }

    fn is_down(&self, time: i64) -> bool {
        let life = i64::try_from(self.scenario.life).unwrap() * SECOND;
        self.scenario.fails && (time - START) % (3 * life) > 2 * life + life / 2
    }

    /// `None` where it does not answer.
    fn refresh(&mut self, refresh_token: Option<&str>, time: i64) -> Option<TokenFields<'static>> {
        if self.is_down(time) {
            return None;
        }
        if self.scenario.rotates {
            let expected = self.refresh_token.to_string();
            assert_eq!(refresh_token, Some(expected.as_str()), "the login is lost");
            self.refresh_token += 1;
        }
        if !self.scenario.reuses || time >= self.end() {
            self.issued += 1;
            self.issued_at = time - time % SECOND;
        }
        Some(self.answer(time))
    }

    fn answer(&self, time: i64) -> TokenFields<'static> {
        let Scenario { says, server_ahead, .. } = self.scenario;
        let by_its_clock = |time: i64| Ok(Some(instant(time + server_ahead * SECOND)));
        let mut fields = TokenFields::new(self.issued.to_string());
        if self.scenario.rotates || self.refresh_token == 0 {
            fields.refresh_token = Some(self.refresh_token.to_string().into());
        }
        if matches!(says, Says::ExpiresIn | Says::ExpiresInAndAt | Says::IssuedAtAndExpiresIn) {
            // What is left of a token that is handed out again, and all of a new one.
            let left = if time - self.issued_at < SECOND {
                self.scenario.life
            } else {
                u64::try_from((self.end() - time) / SECOND).unwrap()
            };
            fields.expires_in = Ok(Lifetime::from(Duration::from_secs(left)));
        }
        if matches!(says, Says::ExpiresInAndAt | Says::IssuedAtAndExpiresAt | Says::ExpiresAt) {
            fields.expires_at = by_its_clock(self.end());
        }
        if matches!(says, Says::IssuedAtAndExpiresIn | Says::IssuedAtAndExpiresAt) {
            fields.issued_at = by_its_clock(self.issued_at);
        }
        fields
    }
}

#[derive(Debug)]
struct Outcome {
    uses: u64,
    /// Answers of the server, with that to the sign-in.
    answers: u64,
    /// Attempts that it did not answer.
    unanswered: u64,
    /// Uses of a token that the server did not accept any more.
    dead_uses: u64,
    /// The answers that a worker needs who knows when the server stops accepting a token.
    least: u64,
}

fn simulate(scenario: Scenario) -> Outcome {
    const WORKERS: i64 = 8;
    let life = i64::try_from(scenario.life).unwrap() * SECOND;
    // As the documentation of `IssuedToken` advises where clocks differ.
    let apart = Duration::from_secs(scenario.workers_apart.unsigned_abs());
    let early = IssuedToken::EARLY.max(apart);

    let mut server =
        Server { scenario, issued: 0, refresh_token: 0, issued_at: START - START % SECOND };
    let receive = |fields: TokenFields<'static>, clock: i64| {
        fields.normalize().unwrap().received_at(instant(clock))
    };
    let mut stored = receive(server.answer(START), START);
    let mut known_end = server.end();
    let mut outcome = Outcome { uses: 0, answers: 1, unanswered: 0, dead_uses: 0, least: 1 };
    let (mut time, mut not_before) = (START + LATENCY, 0);
    let mut uneven = Uneven(scenario.life);
    let step = u64::try_from((life / 150).max(20)).unwrap();

    while time < START + 30 * life {
        time += i64::try_from(1 + uneven.below(step)).unwrap();
        outcome.uses += 1;
        if known_end <= time && !server.is_down(time) {
            outcome.least += 1;
            known_end = time - time % SECOND + life;
        }

        // Spread evenly, from the slowest to the fastest.
        let worker = i64::try_from(uneven.below(WORKERS.unsigned_abs())).unwrap();
        let clock = time + scenario.workers_apart * SECOND * worker / (WORKERS - 1);
        let status = stored.status(instant(clock), early);
        let mut refused = false;
        if matches!(status, Status::Fresh | Status::Unlimited | Status::Unspecified)
            && !server.accepts(&stored, time)
        {
            outcome.dead_uses += 1;
            // A 401 is the way in where the server states no end.
            refused = true;
        }
        let is_due = refused || matches!(status, Status::RefreshDue | Status::Expired);
        if is_due && time >= not_before {
            let refresh_token = stored.refresh_token().map(str::to_owned);
            if let Some(fields) = server.refresh(refresh_token.as_deref(), time + LATENCY / 2) {
                outcome.answers += 1;
                stored = stored.renewed_by(receive(fields, clock));
                time += LATENCY;
            } else {
                outcome.unanswered += 1;
                not_before = time + BACK_OFF;
            }
        }
    }
    outcome
}

#[track_caller]
fn at_most_twice_the_least(scenario: Scenario) -> Outcome {
    let outcome = simulate(scenario);
    assert!(outcome.least > 1, "{scenario:?} {outcome:?}");
    // An instant counts if it is later than the receipt. By that of a server whose clock is behind, a token
    // lives as much shorter; if nothing is left then, by what else the answer states.
    let behind = match scenario.says {
        Says::ExpiresIn | Says::Nothing => 0,
        _ => u64::try_from(-scenario.server_ahead).unwrap_or(0),
    };
    let stated = if behind < scenario.life { scenario.life - behind } else { scenario.life };
    let least = outcome.least * scenario.life;
    assert!(outcome.answers * stated <= 2 * least, "{scenario:?} {outcome:?}");
    outcome
}

const WITH_A_LIFETIME: [Says; 4] =
    [Says::ExpiresIn, Says::ExpiresInAndAt, Says::IssuedAtAndExpiresIn, Says::IssuedAtAndExpiresAt];

#[test]
fn with_the_right_time_no_use_is_of_a_dead_token() {
    for life in LIVES {
        for says in WITH_A_LIFETIME.into_iter().chain([Says::ExpiresAt]) {
            for rotates in [true, false] {
                let outcome = at_most_twice_the_least(Scenario { says, life, rotates, ..PLAIN });
                assert_eq!(outcome.dead_uses, 0, "{says:?} {life} {outcome:?}");
            }
        }
    }
}

#[test]
fn a_server_whose_clock_is_wrong_is_not_asked_at_each_use() {
    for life in LIVES {
        for says in WITH_A_LIFETIME {
            for server_ahead in [-600, -60, -7, 7, 60, 600_i64] {
                at_most_twice_the_least(Scenario { says, life, server_ahead, ..PLAIN });
            }
        }
    }
}

#[test]
fn workers_whose_clocks_differ_do_not_refresh_each_others_tokens() {
    // Every worker must have its turn within half of a lifetime, or a slow one uses a dead token first.
    for life in LIVES.into_iter().filter(|life| *life >= 5) {
        for workers_apart in [5, 40, 600] {
            at_most_twice_the_least(Scenario { life, workers_apart, ..PLAIN });
        }
    }
}

#[test]
fn a_server_that_hands_a_token_out_again_is_not_asked_in_a_loop() {
    for life in LIVES {
        for says in [Says::ExpiresIn, Says::IssuedAtAndExpiresIn, Says::ExpiresInAndAt] {
            at_most_twice_the_least(Scenario { says, life, reuses: true, ..PLAIN });
        }
    }
}

#[test]
fn a_server_that_states_no_end_is_asked_when_it_refuses_a_token() {
    for life in LIVES {
        let outcome = simulate(Scenario { says: Says::Nothing, life, ..PLAIN });
        assert_eq!(outcome.answers, 1 + outcome.dead_uses, "{life} {outcome:?}");
        assert!(outcome.answers <= outcome.least + 1, "{life} {outcome:?}");
    }
}

#[test]
fn a_server_that_fails_is_asked_again_and_no_login_is_lost() {
    for life in LIVES {
        let scenario = Scenario { life, fails: true, ..PLAIN };
        let outcome = at_most_twice_the_least(scenario);
        let down = 30 * life / 6;
        assert!(outcome.unanswered <= down + 30, "{scenario:?} {outcome:?}");
    }
}
