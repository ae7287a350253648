//! What the end-to-end test needs of HTTP: a client for `oauth2`, a browser that agrees to everything, and a
//! proxy that makes a deviating provider of a well-behaved one.

use std::sync::{Arc, Mutex};
use std::thread;

use oauth2::{HttpRequest, HttpResponse};
use serde_json::Value;
use ureq::Agent;

/// One request, one response: no redirect is followed, and no status is an error.
#[must_use]
pub fn agent() -> Agent {
    Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into()
}

/// The HTTP client of `oauth2`.
///
/// # Errors
///
/// The server can't be reached.
pub fn send(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let (parts, mut body) = agent().run(request)?.into_parts();
    Ok(HttpResponse::from_parts(parts, body.read_to_vec()?))
}

/// Opens the page and goes where it leads, with cookies, until it leads to the application.
///
/// # Panics
///
/// It leads nowhere.
#[must_use]
pub fn agree(authorize: &url::Url) -> String {
    let browser = agent();
    let mut page = authorize.clone();
    for _ in 0..10 {
        let response = browser.get(page.as_str()).call().expect("the server answers");
        let location = response.headers().get("location").expect("the page leads on").to_str();
        page = page.join(location.expect("an address is text")).expect("it is an address");
        if page.host_str() == Some("app.example") {
            let code = page.query_pairs().find(|(name, _)| name == "code");
            return code.expect("the application gets a code").1.into_owned();
        }
    }
    panic!("the pages lead nowhere")
}

/// How a body is rewritten, and what content type it says it has.
pub type Rewrite = fn(Value) -> (String, &'static str);

/// A proxy before a token endpoint: what is sent to `/NAME` comes back rewritten by the rule of that name.
pub struct Proxy {
    address: String,
    /// The last answer, as the server gave it.
    original: Arc<Mutex<Value>>,
}

impl Proxy {
    /// # Panics
    ///
    /// There is no port to listen on.
    #[must_use]
    pub fn start(token_endpoint: String, rules: &'static [(&'static str, Rewrite)]) -> Self {
        let server = tiny_http::Server::http("127.0.0.1:0").expect("there is a port");
        let address = format!("http://{}", server.server_addr());
        let original = Arc::new(Mutex::new(Value::Null));
        let seen = Arc::clone(&original);
        thread::spawn(move || {
            for mut request in server.incoming_requests() {
                let name = request.url().trim_start_matches('/');
                let rule = rules.iter().find(|(rule, _)| *rule == name).map(|(_, rule)| rule);
                let rule = *rule.expect("the rule is there");
                let mut forwarded = http::Request::post(&token_endpoint);
                for header in request.headers() {
                    let name = header.field.as_str().as_str().to_ascii_lowercase();
                    if matches!(name.as_str(), "authorization" | "content-type" | "accept") {
                        forwarded = forwarded.header(name, header.value.as_str());
                    }
                }
                let mut body = Vec::new();
                request.as_reader().read_to_end(&mut body).expect("the request has a body");
                let forwarded = forwarded.body(body).expect("the request is one");
                let answer = send(forwarded).expect("the server answers");
                let status = answer.status().as_u16();
                let answer: Value = serde_json::from_slice(answer.body()).expect("it is JSON");
                *seen.lock().expect("nobody panicked") = answer.clone();
                let (body, content_type) = rule(answer);
                // Refusals come with status 200 from here on.
                let status = if status == 400 { 200 } else { status };
                let header = tiny_http::Header::from_bytes("content-type", content_type);
                let response = tiny_http::Response::from_string(body)
                    .with_status_code(status)
                    .with_header(header.expect("it is a header"));
                request.respond(response).expect("the client listens");
            }
        });
        Proxy { address, original }
    }

    #[must_use]
    pub fn endpoint(&self, rule: &str) -> String {
        format!("{}/{rule}", self.address)
    }

    /// # Panics
    ///
    /// The proxy has.
    #[must_use]
    pub fn original(&self) -> Value {
        self.original.lock().expect("nobody panicked").clone()
    }
}
