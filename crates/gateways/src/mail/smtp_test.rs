//! The relay's side is played on loopback, line by line.

use std::sync::{Arc, Mutex};

use chrono::{TimeZone, Utc};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;
use crate::mail::RecordedMail;

/// A relay that takes everything, or answers RCPT with `rcpt`; returns its port and what it heard.
async fn relay(rcpt: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let ears = Arc::clone(&heard);
    #[expect(clippy::disallowed_methods, reason = "a test's far side lives beside the test")]
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (reader, mut writer) = stream.into_split();
            let mut lines = BufReader::new(reader).lines();
            writer.write_all(b"220 relay\r\n").await.unwrap();
            let mut in_data = false;
            while let Ok(Some(line)) = lines.next_line().await {
                ears.lock().unwrap().push(line.clone());
                let answer = match line.split(' ').next().unwrap() {
                    "." if in_data => {
                        in_data = false;
                        "250 kept"
                    }
                    _ if in_data => continue,
                    "EHLO" => "250-relay\r\n250 8BITMIME",
                    "RCPT" => rcpt,
                    "DATA" => {
                        in_data = true;
                        "354 go on"
                    }
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                writer.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
        }
    });
    (port, heard)
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port,
        security: SmtpSecurity::PlainLoopback,
        login: None,
        from: "hall@hall.example".into(),
        from_name: "服务大厅".into(),
    }
}

fn letter() -> Letter {
    Letter {
        to: "an@firm.example".into(), subject: "预约有了答复".into(), text: "您好\n.\n完".into()
    }
}

fn moment() -> Moment {
    Moment::new(Utc.with_ymd_and_hms(2026, 3, 4, 5, 6, 7).unwrap(), [0xab; 16])
}

#[tokio::test]
async fn a_letter_reaches_the_relay_with_our_date_and_id() {
    let (port, heard) = relay("250 ok").await;
    let receipt = Smtp::new(&settings(port)).unwrap().send(&letter(), &moment()).await.unwrap();
    let id = format!("<{}@hall.example>", "ab".repeat(16));
    assert_eq!(receipt.reference, id);
    let heard = heard.lock().unwrap().clone();
    for line in [
        "EHLO hall.example",
        "MAIL FROM:<hall@hall.example>",
        "RCPT TO:<an@firm.example>",
        "To: an@firm.example",
        "Date: Wed, 04 Mar 2026 05:06:07 +0000",
        &format!("Message-ID: {id}"),
    ] {
        assert!(heard.iter().any(|heard| heard.starts_with(line)), "{line} in {heard:#?}");
    }
    assert_eq!(
        heard.iter().filter(|line| *line == ".").count(),
        1,
        "a dot in the text does not end the letter"
    );
}

#[tokio::test]
async fn a_relay_says_no_or_later_or_nothing() {
    let error = |rcpt| async move {
        let (port, _) = relay(rcpt).await;
        Smtp::new(&settings(port)).unwrap().send(&letter(), &moment()).await.unwrap_err()
    };
    let no = error("550 no such mailbox").await;
    assert!(matches!(&no, GatewayError::Refused { code, .. } if code == "550"), "{no}");
    assert!(!no.is_worth_another_try());
    assert!(error("451 greylisted").await.is_worth_another_try());
    let dead = Smtp::new(&settings(1)).unwrap();
    assert!(matches!(dead.send(&letter(), &moment()).await, Err(GatewayError::Unreachable(_))));
    assert!(matches!(dead.health().await, Err(GatewayError::Unreachable(_))));
    let (port, _) = relay("250 ok").await;
    assert_eq!(Smtp::new(&settings(port)).unwrap().health().await, Ok(()));
}

#[test]
fn no_plain_line_to_another_machine_and_no_password_on_one() {
    let far = SmtpSettings { host: "relay.example".into(), ..settings(25) };
    assert!(Smtp::new(&far).is_err());
    let word = SmtpSettings { login: Some(("a".into(), "b".into())), ..settings(25) };
    assert!(Smtp::new(&word).is_err());
    for security in [SmtpSecurity::Tls, SmtpSecurity::StartTls] {
        assert!(Smtp::new(&SmtpSettings { security, ..far.clone() }).is_ok());
    }
    assert!(Smtp::new(&SmtpSettings { from: "a@b\r\nBcc: c@d".into(), ..settings(25) }).is_err());
    assert!(Smtp::new(&SmtpSettings { from_name: "a\r\nBcc: c@d".into(), ..settings(25) }).is_err());
}

#[tokio::test]
async fn safety_a11_forty_ways_to_inject_a_header_are_refused() {
    let breaks = ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\0", "\u{b}", "\u{c}", "\n\r"];
    let extras = ["Bcc: eve@evil.example", " folded", ".\r\nMAIL FROM:<eve@evil.example>", ""];
    let (recorded, (port, heard)) = (RecordedMail::default(), relay("250 ok").await);
    let smtp = Smtp::new(&settings(port)).unwrap();
    let mut corpus = 0;
    for line in breaks {
        for extra in extras {
            corpus += 1;
            let subject = Letter { subject: format!("预约{line}{extra}"), ..letter() };
            let address = Letter { to: format!("an@firm.example{line}{extra}"), ..letter() };
            for bad in [subject, address] {
                assert!(
                    matches!(smtp.send(&bad, &moment()).await, Err(GatewayError::Refused { .. })),
                    "{bad:?}"
                );
                assert!(recorded.send(&bad, &moment()).await.is_err(), "{bad:?}");
            }
        }
    }
    assert_eq!(corpus, 40);
    for address in
        ["", "an", "an@", "a@b,c@d", "An <an@firm.example>", "an@firm.example>", "a b@firm.example", "a@b;c"]
    {
        assert!(smtp.send(&Letter { to: address.into(), ..letter() }, &moment()).await.is_err(), "{address}");
    }
    assert!(heard.lock().unwrap().is_empty(), "nothing of it reached the relay");
    assert!(recorded.sent().is_empty());
}
