//! The three bodies: an answer of RFC 6749, one of OpenID Connect, and that with ten fields that nobody reads.

fn web_token(length: usize) -> String {
    let letters = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"
        .bytes()
        .chain((0..).map(|i| b'A' + (i * 7 % 26) as u8));
    let mut token: String = letters.take(length).map(char::from).collect();
    for dot in [36, length - 342] {
        token.replace_range(dot..=dot, ".");
    }
    token
}

/// 119 bytes.
#[must_use]
pub fn minimal() -> String {
    r#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKW"}"#.into()
}

fn oidc_members() -> String {
    // openidconnect decodes the claims, so the ID token has some.
    let claims = "eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIiwiYXVkIjpbImMiXSwiZXhwIjoxNzkwMDAzNjAwLCJpYXQiOjE3OTAwMDAwMDAsInN1YiI6InUifQ";
    let id_token = format!("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.{claims}.{}", "A".repeat(684));
    format!(
        r#""access_token":"{}","token_type":"Bearer","expires_in":3600,"refresh_token":"{}","scope":"openid profile email offline_access api","id_token":"{id_token}""#,
        web_token(1200),
        "r".repeat(64),
    )
}

#[must_use]
pub fn oidc() -> String {
    format!("{{{}}}", oidc_members())
}

#[must_use]
pub fn extra() -> String {
    format!(
        r#"{{{},"session_state":"5a1f1a2b-9d0e-4a6e-8c1a-3b0f2d1c4e5f","not-before-policy":0,"instance_url":"https://example.my.provider.com","id":"https://login.provider.com/id/00Dxx/005xx","issued_at":"1790000000000","signature":"c2lnbmF0dXJlc2lnbmF0dXJl","account":{{"id":1234567890987654321,"name":"example"}},"roles":[{{"id":1,"name":"admin"}},{{"id":2,"name":"reader"}},{{"id":3,"name":"writer"}}],"email_verified":true,"locale":null}}"#,
        oidc_members(),
    )
}

/// Each with its name.
#[must_use]
pub fn all() -> [(&'static str, String); 3] {
    [("minimal", minimal()), ("OIDC", oidc()), ("extra", extra())]
}
