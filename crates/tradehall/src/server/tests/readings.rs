//! Requests that two programs in a row could read differently: each is refused, or read in one way (safety A36, A37).
//! What must never be read as a request of its own asks for `/smuggled`.

use super::*;

const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nHost: hall.example\r\n\r\n";

/// A request by name, as bytes.
struct Case {
    what: String,
    bytes: Vec<u8>,
}

fn case(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Case {
    Case { what: what.into(), bytes: bytes.into() }
}

/// Two lengths in one request. The body is the end of a chunked body and then another request, so that whoever goes by the
/// chunks sees two requests where whoever goes by the length sees one.
fn two_lengths() -> Vec<Case> {
    let body = format!("0\r\n\r\n{SMUGGLED}");
    let names = [
        "Transfer-Encoding:",
        "transfer-encoding:",
        "Transfer-Encoding :",
        "Transfer-Encoding\t:",
        " Transfer-Encoding:",
        "Transfer-Encoding\0:",
        "Transfer_Encoding:",
        "X: y\r\n Transfer-Encoding:",
        "X: y\nTransfer-Encoding:",
        "X: y\rTransfer-Encoding:",
        "X: y\0\r\nTransfer-Encoding:",
    ];
    let values = [
        " chunked",
        "chunked",
        "\tchunked",
        " Chunked",
        " chunked ",
        " chunked, identity",
        " identity, chunked",
        " gzip, chunked",
        " xchunked",
        " chunked;q=1",
        " \"chunked\"",
        " \x0bchunked",
        " chunked\r\nTransfer-Encoding: identity",
        " identity\r\nTransfer-Encoding: chunked",
        "\r\n chunked",
        " identity",
        "",
    ];
    let mut cases = Vec::new();
    for name in names {
        for value in values {
            let te = format!("{name}{value}");
            let cl = format!("Content-Length: {}", body.len());
            for (first, second) in [(&te, &cl), (&cl, &te)] {
                let bytes =
                    format!("POST / HTTP/1.1\r\nHost: hall.example\r\n{first}\r\n{second}\r\n\r\n{body}");
                cases.push(case(format!("{first:?} then {second:?}"), bytes));
            }
        }
    }
    cases
}

/// Bodies in chunks, sound and unsound.
fn chunks() -> Vec<Case> {
    let sizes = ["5", "0x5", "-1", "+5", "5 ", " 5", "5;x", "5\n", "FFFFFFFFFFFFFFFFF", "5\0", "g", ""];
    let of_size = sizes.iter().map(|size| {
        let body = format!("{size}\r\nabcde\r\n0\r\n\r\n{SMUGGLED}");
        case(
            format!("a chunk of size {size:?}"),
            format!("POST / HTTP/1.1\r\nHost: hall.example\r\nTransfer-Encoding: chunked\r\n\r\n{body}"),
        )
    });
    of_size.collect()
}

/// Lengths that are said twice or are none.
fn lengths() -> Vec<Case> {
    let values = [
        "0\r\nContent-Length: 44",
        "44\r\nContent-Length: 0",
        "0, 44",
        "44, 44",
        "+0",
        "-0",
        "-1",
        "0x0",
        "0 0",
        "0\0",
        "",
        "a",
        "18446744073709551616",
        "99999999999999999999999",
        "\u{ff10}",
    ];
    let of_value = values.iter().map(|value| {
        let head = format!("POST / HTTP/1.1\r\nHost: hall.example\r\nContent-Length: {value}\r\n\r\n");
        case(format!("Content-Length: {value:?}"), format!("{head}{SMUGGLED}"))
    });
    of_value.collect()
}

/// Heads that are not HTTP/1.1, or only nearly.
fn heads() -> Vec<Case> {
    let host = "Host: hall.example\r\n";
    let mut cases = vec![
        case("HTTP/0.9", "GET /\r\n"),
        case("HTTP/0.9 with a request behind", format!("GET /\r\n\r\n{SMUGGLED}")),
        case("HTTP/2 without being asked", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        case("HTTP/3.0", format!("GET / HTTP/3.0\r\n{host}\r\n{SMUGGLED}")),
        case("HTTP/1.2", format!("GET / HTTP/1.2\r\n{host}\r\n{SMUGGLED}")),
        case("a blank in the address", format!("GET / /x HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("two blanks", format!("GET  / HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("a tab", format!("GET\t/ HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("no Host", format!("GET / HTTP/1.1\r\n\r\n{SMUGGLED}")),
        case("two Hosts", format!("GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n{SMUGGLED}")),
        case("the same Host twice", format!("GET / HTTP/1.1\r\n{host}{host}\r\n{SMUGGLED}")),
        case(
            "an address of another Host",
            format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n{SMUGGLED}"),
        ),
        case("CONNECT", format!("CONNECT hall.example:443 HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("CONNECT elsewhere", format!("CONNECT 169.254.169.254:80 HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("a folded header", format!("GET / HTTP/1.1\r\n{host}X: a\r\n b\r\n\r\n{SMUGGLED}")),
        case("a blank before the first header", format!("GET / HTTP/1.1\r\n {host}\r\n{SMUGGLED}")),
        case("a header without a name", format!("GET / HTTP/1.1\r\n{host}: x\r\n\r\n{SMUGGLED}")),
        case("a header without a colon", format!("GET / HTTP/1.1\r\n{host}nonsense\r\n\r\n{SMUGGLED}")),
        case("a request line among the headers", format!("GET / HTTP/1.1\r\n{host}X: a\n{SMUGGLED}")),
        case("a bare CR", format!("GET / HTTP/1.1\r\n{host}X: a\rGET /smuggled HTTP/1.1\r\n\r\n{SMUGGLED}")),
        case("NUL in a value", format!("GET / HTTP/1.1\r\n{host}X: a\0b\r\n\r\n{SMUGGLED}")),
        case("NUL in a name", format!("GET / HTTP/1.1\r\n{host}X\0: a\r\n\r\n{SMUGGLED}")),
        case("NUL in the address", format!("GET /\0 HTTP/1.1\r\n{host}\r\n{SMUGGLED}")),
        case("a huge header", format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n{SMUGGLED}", "x".repeat(40_000))),
        case("200 headers", format!("GET / HTTP/1.1\r\n{host}{}\r\n{SMUGGLED}", "X: y\r\n".repeat(200))),
        case("a huge address", format!("GET /{} HTTP/1.1\r\n{host}\r\n{SMUGGLED}", "x".repeat(9_000))),
        case("10 000 fields", format!("GET /?{} HTTP/1.1\r\n{host}\r\n{SMUGGLED}", "a=b&".repeat(10_000))),
        case("TLS where plain HTTP is spoken", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        case("only line breaks", "\r\n".repeat(20_000)),
        case("bytes that are no text", vec![0xff; 4_000]),
    ];
    for sign in ['\u{1}', '\u{7f}', '\u{b}', '(', ')', '<', '@', '"', '/'] {
        let bytes = format!("GET / HTTP/1.1\r\n{host}X{sign}: a\r\n\r\n{SMUGGLED}");
        cases.push(case(format!("{sign:?} in a header's name"), bytes));
    }
    cases
}

fn refused_cases() -> Vec<Case> {
    [chunks(), lengths(), heads()].into_iter().flatten().collect()
}

/// What is wrong with how a case went: there must be one answer at most, a refusal, and no request in it read.
async fn faults(address: SocketAddr, noted: &Noted, cases: Vec<Case>, may_be_read: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for Case { what, bytes } in cases {
        let before = noted.all().len();
        let said = told(address, &bytes).await;
        let (answers, read) = (statuses(&said), noted.all().split_off(before));
        let one =
            answers.len() <= 1 && read.len() <= 1 && !read.iter().any(|line| line.ends_with("/smuggled"));
        let refused = read.is_empty() && answers.iter().all(|status| (400..=505).contains(status));
        if !one || !(refused || may_be_read) {
            faults.push(format!("{what}: answered {answers:?}, read {read:?}"));
        }
    }
    faults
}

#[tokio::test]
async fn a36_a37_what_can_be_read_in_two_ways_is_refused() {
    let noted = Noted::default();
    let address = serving(noted.site(), SHORT).await;
    let cases = refused_cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    let faults = faults(address, &noted, cases, false).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Hundreds of ways to say two lengths. Where the second is not `Transfer-Encoding` by any reading (`Transfer_Encoding`), the
/// request is a sound one with a body; everything else is refused.
#[tokio::test]
async fn a36_two_lengths_never_make_two_requests() {
    let noted = Noted::default();
    let address = serving(noted.site(), SHORT).await;
    let (other, two): (Vec<Case>, Vec<Case>) =
        two_lengths().into_iter().partition(|case| case.what.contains("Transfer_Encoding"));
    assert!(two.len() >= 300, "{}", two.len());
    let mut wrong = faults(address, &noted, two, false).await;
    wrong.extend(faults(address, &noted, other, true).await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// After a refusal nothing more is read from the connection, however sound it is.
#[tokio::test]
async fn a36_nothing_is_read_after_a_refusal() {
    let noted = Noted::default();
    let address = serving(noted.site(), SHORT).await;
    for first in [
        "GET /x\0 HTTP/1.1\r\n\r\n",
        "GET /x HTTP/1.1\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let said = told(address, format!("{first}{}", SMUGGLED.repeat(3)).as_bytes()).await;
        assert_eq!(statuses(&said), [400], "{first:?}: {said}");
    }
    assert_eq!(noted.all(), Vec::<String>::new());
}

/// The two forms of an address that proxies send are read as one.
#[tokio::test]
async fn a36_an_address_in_full_is_read_when_it_names_the_host() {
    let noted = Noted::default();
    let address = serving(noted.site(), SHORT).await;
    let said = told(
        address,
        b"GET http://Hall.example/page HTTP/1.1\r\nHost: hall.example\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert_eq!(statuses(&said), [200], "{said}");
    let said = told(address, b"GET /old HTTP/1.0\r\n\r\n").await;
    assert!(said.contains(" 200 "), "{said}");
    assert_eq!(noted.all(), ["GET /page", "GET /old"]);
}

/// The broken case: the same requests to a server that looks at nothing before it reads. If this finds nothing, the
/// requests above prove nothing.
#[tokio::test]
async fn a36_a_server_without_these_rules_is_reported() {
    let noted = Noted::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let site = noted.site();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let site = site.clone();
            tokio::spawn(async move {
                let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                    site.clone().oneshot(request.map(Body::new))
                });
                let mut builder = Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(Duration::from_millis(200));
                let _ = builder.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    let faults =
        faults(address, &noted, two_lengths().into_iter().take(4).chain(heads()).collect(), false).await;
    assert!(faults.iter().any(|fault| fault.contains("/smuggled")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("two Hosts")), "{faults:?}");
}
