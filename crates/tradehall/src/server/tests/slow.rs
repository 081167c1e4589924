//! Clients that take their time, on purpose (safety A38): each loses its place by the limit that is meant for it, and the
//! others are served meanwhile.

use super::*;

/// One place, so that whoever holds it is noticed.
const ALONE: Limits = Limits { connections: 1, ..SHORT };

/// What a slow client does once it is connected.
#[derive(Debug, Clone, Copy)]
enum Slow {
    /// Says nothing at all.
    Silent,
    /// Sends its headers byte by byte.
    Head,
    /// Sends its body byte by byte.
    Drip,
    /// Stops in the middle of its body.
    Body,
    /// Does not read the answer.
    Reading,
    /// Has been answered and stays.
    Staying,
}

impl Slow {
    const ALL: [Self; 6] = [Self::Silent, Self::Head, Self::Drip, Self::Body, Self::Reading, Self::Staying];

    fn begins_with(self) -> &'static str {
        match self {
            Self::Silent => "",
            Self::Head => "GET / HTTP/1.1\r\nHost: hall.example\r\nX: ",
            Self::Drip | Self::Body => {
                "POST / HTTP/1.1\r\nHost: hall.example\r\nContent-Length: 100000\r\n\r\nabc"
            }
            Self::Reading => "GET /big HTTP/1.1\r\nHost: hall.example\r\n\r\n",
            Self::Staying => "GET / HTTP/1.1\r\nHost: hall.example\r\n\r\n",
        }
    }

    /// Goes on as it does until the server ends it.
    async fn stay(self, mut stream: TcpStream) {
        stream.write_all(self.begins_with().as_bytes()).await.unwrap();
        if matches!(self, Self::Reading) {
            // It reads nothing; that the server has let go of it is seen by its place being free.
            std::future::pending::<()>().await;
        }
        let (mut reading, mut writing) = stream.into_split();
        let dripping = async {
            if matches!(self, Self::Head | Self::Drip) {
                loop {
                    sleep(Duration::from_millis(50)).await;
                    if writing.write_all(b"x").await.is_err() {
                        break;
                    }
                }
            }
            std::future::pending::<()>().await;
        };
        let mut said = Vec::new();
        tokio::select! {
            _ = reading.read_to_end(&mut said) => {}
            () = dripping => {}
        }
    }
}

/// Whether somebody gets an answer other than that there is no place, asking again while there is none.
async fn is_served(address: SocketAddr, patience: Duration) -> bool {
    let asked = async {
        loop {
            let said =
                told(address, b"GET / HTTP/1.1\r\nHost: hall.example\r\nConnection: close\r\n\r\n").await;
            if statuses(&said) == [200] {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(patience, asked).await.is_ok()
}

/// Lets a slow client take the only place.
async fn taken_by(slow: Slow, limits: Limits) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    let noted = Noted::default();
    let address = serving(noted.site(), limits).await;
    // Connected before anybody else, so that the place is this one's.
    let visit = tokio::spawn(slow.stay(TcpStream::connect(address).await.unwrap()));
    // The place is taken when somebody else is turned away.
    let full = async {
        while statuses(&told(address, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await)
            != [503]
        {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(FOREVER, full).await.expect("the only place is taken");
    (address, visit)
}

#[tokio::test(flavor = "multi_thread")]
async fn a38_every_kind_of_slow_client_loses_its_place() {
    for slow in Slow::ALL {
        let (address, visit) = taken_by(slow, ALONE).await;
        assert!(is_served(address, FOREVER).await, "{slow:?} kept its place");
        visit.abort();
    }
}

/// The broken case: with limits an hour long a slow client keeps its place.
#[tokio::test(flavor = "multi_thread")]
async fn a38_without_limits_a_slow_client_is_noticed() {
    let hour = Duration::from_secs(3_600);
    let endless = Limits { head: hour, stall: hour, request: hour, connection: hour, ..ALONE };
    for slow in Slow::ALL {
        let (address, visit) = taken_by(slow, endless).await;
        assert!(!is_served(address, Duration::from_millis(700)).await, "{slow:?} was not noticed");
        visit.abort();
    }
}

/// A client that takes a byte of its answer now and then stalls never; the age of the connection ends it.
#[tokio::test(flavor = "multi_thread")]
async fn a38_a_connection_ends_by_its_age_whatever_it_does() {
    let aged = Limits { stall: Duration::from_secs(3_600), connection: Duration::from_millis(300), ..ALONE };
    let (address, visit) = taken_by(Slow::Reading, aged).await;
    assert!(is_served(address, FOREVER).await);
    visit.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a38_others_are_served_while_hundreds_are_slow() {
    let noted = Noted::default();
    let address = serving(noted.site(), Limits { request: Duration::from_secs(5), ..SHORT }).await;
    let slow = [Slow::Silent, Slow::Head, Slow::Drip, Slow::Body];
    let mut visits = Vec::new();
    for n in 0..300 {
        visits.push(tokio::spawn(slow[n % slow.len()].stay(TcpStream::connect(address).await.unwrap())));
    }
    let mut answered = 0;
    while !visits.iter().all(tokio::task::JoinHandle::is_finished) {
        let said = told(address, b"GET / HTTP/1.1\r\nHost: hall.example\r\nConnection: close\r\n\r\n").await;
        assert_eq!(statuses(&said), [200], "{said}");
        answered += 1;
        sleep(Duration::from_millis(10)).await;
    }
    assert!(answered >= 10, "{answered}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a38_whoever_finds_no_place_is_told_to_come_again() {
    let (address, visit) = taken_by(Slow::Staying, Limits { head: FOREVER, ..ALONE }).await;
    let said = told(address, b"POST / HTTP/1.1\r\nHost: hall.example\r\nContent-Length: 3\r\n\r\nabc").await;
    assert!(said.starts_with("HTTP/1.1 503 ") && said.contains("Retry-After: 5"), "{said:?}");
    visit.abort();
    assert!(is_served(address, FOREVER).await, "the place is free again");
}
