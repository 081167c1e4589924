//! How an appointment stands, and what two offices of one person may not be.

use super::super::model::appointment::Model;
use super::WHOLE_ZONE;
use crate::kernel::{Fields, Role, Zone, words};

words! {
    /// How an appointment stands.
    Standing {
        /// Waits for the second person.
        Proposed = "proposed",
        /// Counts.
        Active = "active",
        /// Counts no more, or was withdrawn before it counted.
        Ended = "ended",
    }
}

impl Model {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.confirmed_at, self.ended_at) {
            (_, Some(_)) => Standing::Ended,
            (None, None) => Standing::Proposed,
            (Some(_), None) => Standing::Active,
        }
    }

    /// Whether ending it would leave nobody who could appoint anybody; `admins` are active security administrators.
    #[must_use]
    pub fn is_last_security(&self, admins: u64) -> bool {
        self.standing() == Standing::Active && self.role == Role::SecurityAdmin.word() && admins <= 1
    }
}

/// The rules of a new office for somebody who has or awaits `held`: administrators look after the whole zone, a
/// region must be one of the zone's, nobody holds the same twice, and the three administrators exclude one another.
pub(super) fn rules(fields: &mut Fields, zone: &Zone, held: &[Model], role: Role, region: &str) {
    if matches!(role, Role::Reviewer | Role::Assessor) {
        fields.require(region == WHOLE_ZONE || zone.has_region(region), "region", "field-choice");
    } else {
        fields.require(region == WHOLE_ZONE, "region", "appoint-whole-zone");
    }
    let held = held.iter().filter(|row| row.standing() != Standing::Ended);
    for row in held {
        let Some(other) = Role::of(&row.role) else { continue };
        if role.excludes(other) {
            fields.require(false, "role", "appoint-excluded");
        } else if role == other && row.region == region {
            fields.require(false, "role", "appoint-twice");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Instant, Uuid};
    use crate::testing::{beginning, zone};

    fn seat(role: Role, region: &str, confirmed: bool, ended: bool) -> Model {
        let at: Instant = beginning();
        Model {
            id: Uuid::nil(),
            account_id: Uuid::nil(),
            role: role.word().to_owned(),
            region: region.to_owned(),
            source: "proposal".to_owned(),
            proposed_by: None,
            proposed_at: at,
            confirmed_by: None,
            confirmed_at: confirmed.then_some(at),
            ended_by: None,
            ended_at: ended.then_some(at),
        }
    }

    fn broken(held: &[Model], role: Role, region: &str) -> Vec<&'static str> {
        let mut fields = Fields::new();
        rules(&mut fields, &zone(), held, role, region);
        match fields.done() {
            Ok(()) => Vec::new(),
            Err(crate::Refusal::Invalid(errors)) => errors.into_iter().map(|error| error.key).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn n07_the_three_administrators_exclude_one_another_and_nobody_holds_twice() {
        let admins = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
        for one in admins {
            for other in admins {
                let expected: &[&str] = if one == other { &["appoint-twice"] } else { &["appoint-excluded"] };
                assert_eq!(broken(&[seat(one, "*", true, false)], other, "*"), expected, "{one:?} {other:?}");
                assert_eq!(broken(&[seat(one, "*", false, false)], other, "*"), expected, "proposed counts");
                assert!(broken(&[seat(one, "*", true, true)], other, "*").is_empty(), "ended does not");
            }
            assert!(broken(&[seat(one, "*", true, false)], Role::Reviewer, "990101").is_empty());
            assert_eq!(broken(&[], one, "990101"), ["appoint-whole-zone"]);
        }
    }

    #[test]
    fn n07_reviewers_look_after_regions_of_the_zone() {
        assert!(broken(&[], Role::Reviewer, "*").is_empty());
        assert!(broken(&[seat(Role::Reviewer, "990101", true, false)], Role::Reviewer, "990102").is_empty());
        assert_eq!(
            broken(&[seat(Role::Reviewer, "990101", true, false)], Role::Reviewer, "990101"),
            ["appoint-twice"]
        );
        assert_eq!(broken(&[], Role::Reviewer, "110000"), ["field-choice"]);
    }
}
