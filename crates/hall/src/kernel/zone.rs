//! The zone profile: what makes the same program Sanya, Hainan or Hubei.

use super::Instant;
use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A zone profile, read from `zones/<name>.toml`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Short name in file names and service numbers, such as `demo`.
    pub slug: String,
    /// The site's name in Chinese.
    pub name_zh: String,
    /// The site's name in English.
    pub name_en: String,
    /// Who runs it, for the footer, in Chinese.
    pub operator_zh: String,
    /// Who runs it, for the footer, in English.
    pub operator_en: String,
    /// The hotline shown in the footer.
    pub hotline: String,
    /// Filing numbers shown in the footer (ICP); empty when there is none.
    #[serde(default)]
    pub icp: String,
    /// IANA name of the zone's time.
    pub timezone: chrono_tz::Tz,
    /// What the unified identity provider is called here, in Chinese (海易办 in Hainan).
    pub identity_name_zh: String,
    /// The same in English.
    pub identity_name_en: String,
    /// Address template of a map tile server (`https://tiles.example/{z}/{x}/{y}.png`, longitude-latitude
    /// matrix); empty for none: the offline outline is enough (X07).
    #[serde(default)]
    pub tiles: String,
    /// Two capital letters that begin a service number.
    pub number_prefix: String,
    /// Ways to log in.
    pub login: LoginWays,
    /// Limits and promises.
    pub limits: Limits,
    /// The regions whose officials look after enterprises.
    pub regions: Vec<Region>,
}

/// Ways to log in that the zone offers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "four independent switches of a profile")]
pub struct LoginWays {
    /// SMS code (A02).
    pub sms: bool,
    /// Account and password (A08).
    pub password: bool,
    /// WeChat QR code (A04).
    pub wechat: bool,
    /// Unified identity (A06).
    pub identity: bool,
}

/// Limits and promises that a zone may set otherwise than the manuals do.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Characters of an enterprise name typed by hand (L-7; a synced name may be longer, Q3).
    pub enterprise_name: usize,
    /// Whether a credit code with a wrong check character is refused (Q4) or flagged.
    pub strict_uscc: bool,
    /// Working days until an upgrade is decided (S2:332).
    pub upgrade_days: u32,
    /// Working days until a product is decided (S2:371).
    pub product_days: u32,
    /// Working days until a news item is decided: as soon as a product.
    #[serde(default = "one")]
    pub news_days: u32,
    /// Working days until a booking should be answered.
    pub booking_days: u32,
    /// Working days until an application to settle should be answered.
    #[serde(default = "five")]
    pub settlement_days: u32,
    /// Working days until an objection to a ranking should be answered.
    #[serde(default = "five")]
    pub objection_days: u32,
    /// How many products a provider may pin; 0 means without limit (Q7).
    pub pins_per_provider: u32,
    /// From how many answered bookings on the response time is shown.
    pub response_time_cases: u32,
    /// SMS codes for one number per hour.
    pub sms_per_phone_hour: u32,
    /// SMS codes for one number per day.
    pub sms_per_phone_day: u32,
    /// SMS codes asked for from one address per hour.
    pub sms_per_address_hour: u32,
    /// SMS codes per day for the whole hall.
    pub sms_per_day: u32,
}

// What a profile written before the promise existed gives.
const fn one() -> u32 {
    1
}
const fn five() -> u32 {
    5
}

/// A region of the zone.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// GB/T 2260 code, six digits.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

impl Zone {
    /// Reads a profile.
    ///
    /// # Errors
    /// The reader's own words about what is wrong and where.
    pub fn read(text: &str) -> Result<Self, String> {
        let zone: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if zone.regions.is_empty() {
            return Err("a zone has at least one region".to_owned());
        }
        let prefix_fits =
            zone.number_prefix.len() == 2 && zone.number_prefix.bytes().all(|b| b.is_ascii_uppercase());
        if !prefix_fits {
            return Err("number_prefix is two capital letters".to_owned());
        }
        Ok(zone)
    }

    /// The origin of the tile server, for the content policy; `None` without one.
    #[must_use]
    pub fn tile_origin(&self) -> Option<String> {
        let rest = self.tiles.strip_prefix("https://")?;
        Some(format!("https://{}", rest.split('/').next().unwrap_or(rest)))
    }

    /// Whether `code` is one of its regions.
    #[must_use]
    pub fn has_region(&self, code: &str) -> bool {
        self.regions.iter().any(|region| region.code == code)
    }

    /// The calendar day in the zone's time.
    #[must_use]
    pub fn day(&self, instant: super::Instant) -> chrono::NaiveDate {
        instant.with_timezone(&self.timezone).date_naive()
    }

    /// The instant at which a day begins in the zone's time.
    #[must_use]
    pub fn begins(&self, day: NaiveDate) -> Instant {
        begins(day, self.timezone)
    }

    /// The instant at which a day is over in the zone's time.
    #[must_use]
    pub fn ends(&self, day: NaiveDate) -> Instant {
        ends(day, self.timezone)
    }
}

/// The instant at which a day begins in a zone; where the clock skips midnight, the first instant there is.
#[must_use]
pub fn begins(day: NaiveDate, tz: Tz) -> Instant {
    let midnight = day.and_time(NaiveTime::MIN);
    let found = tz.from_local_datetime(&midnight).earliest();
    let found =
        found.or_else(|| tz.from_local_datetime(&(midnight + chrono::TimeDelta::hours(1))).earliest());
    found.map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&chrono::Utc))
}

/// The instant at which a day is over.
#[must_use]
pub fn ends(day: NaiveDate, tz: Tz) -> Instant {
    begins(day.checked_add_days(Days::new(1)).unwrap_or(day), tz)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_that_comes_along_reads() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../zones");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let zone = Zone::read(&std::fs::read_to_string(&path).unwrap());
            let zone = zone.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(zone.limits.upgrade_days == 2 && zone.limits.product_days == 1, "the manuals' promises");
            read += 1;
        }
        assert_eq!(read, 3);
    }

    #[test]
    fn x07_tiles_come_from_one_origin_or_none() {
        let text = include_str!("../../../../zones/default.toml");
        let with = |tiles: &str| Zone::read(&format!("tiles = \"{tiles}\"\n{text}")).unwrap().tile_origin();
        assert_eq!(with(""), None);
        assert_eq!(with("https://tiles.example/{z}/{x}/{y}.png").as_deref(), Some("https://tiles.example"));
        assert_eq!(with("http://tiles.example/{z}"), None);
    }

    #[test]
    fn a_profile_of_an_earlier_release_still_reads() {
        let text = include_str!("../../../../zones/default.toml");
        let later = ["news_days", "settlement_days", "objection_days"];
        let old: Vec<&str> =
            text.lines().filter(|line| !later.iter().any(|key| line.starts_with(key))).collect();
        assert_eq!(old.len(), text.lines().count() - later.len());
        let limits = Zone::read(&old.join("\n")).unwrap().limits;
        assert_eq!((limits.news_days, limits.settlement_days, limits.objection_days), (1, 5, 5));
    }

    #[test]
    fn a_profile_with_a_word_too_many_is_refused() {
        let text = include_str!("../../../../zones/default.toml");
        assert!(Zone::read(&format!("nonsense = 1\n{text}")).is_err());
    }
}
