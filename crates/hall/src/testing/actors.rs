//! People for tests who need no rows: operations ask an actor, not the database, who they are.

use crate::kernel::{Actor, EnterpriseSeat, Member, OfficeSeat, ProviderSeat, Role, Uuid};

/// Somebody nobody knows.
#[must_use]
pub fn visitor() -> Actor {
    Actor::Visitor { address: "192.0.2.1".to_owned() }
}

/// A person with a session and nothing else.
#[must_use]
pub fn person(account: Uuid) -> Actor {
    Actor::Member(Box::new(Member {
        session: account,
        account,
        name: "周晓".to_owned(),
        address: "192.0.2.2".to_owned(),
        enterprise: None,
        offices: Vec::new(),
    }))
}

/// A person who acts for an enterprise of a region.
#[must_use]
pub fn enterprise(account: Uuid, enterprise: Uuid, region: &str) -> Actor {
    seated(account, enterprise, region, None)
}

/// A person who acts for an active logistics provider.
#[must_use]
pub fn logistics(account: Uuid, enterprise: Uuid, region: &str, provider: Uuid) -> Actor {
    let seat = ProviderSeat { id: provider, kind: "logistics".to_owned(), active: true };
    seated(account, enterprise, region, Some(seat))
}

/// A person who acts for an active park.
#[must_use]
pub fn park(account: Uuid, enterprise: Uuid, region: &str, provider: Uuid) -> Actor {
    let seat = ProviderSeat { id: provider, kind: "park".to_owned(), active: true };
    seated(account, enterprise, region, Some(seat))
}

fn seated(account: Uuid, id: Uuid, region: &str, provider: Option<ProviderSeat>) -> Actor {
    let mut actor = person(account);
    if let Actor::Member(member) = &mut actor {
        let (name, region) = ("海澜测试贸易有限公司".to_owned(), region.to_owned());
        member.enterprise = Some(EnterpriseSeat { id, name, region, provider });
    }
    actor
}

/// Somebody who holds an office in a region (`*` for all).
#[must_use]
pub fn official(account: Uuid, role: Role, region: &str) -> Actor {
    let mut actor = person(account);
    if let Actor::Member(member) = &mut actor {
        member.offices.push(OfficeSeat { role, region: region.to_owned() });
    }
    actor
}

/// A picture of this size as PNG: what an upload would bring.
#[must_use]
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 160]);
    image::RgbImage::from_fn(width, height, paint)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture is written to memory");
    bytes.into_inner()
}
