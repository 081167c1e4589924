use super::*;
use crate::account::directory;
use crate::journal;
use crate::kernel::{Actor, Paging, Refusal, Role, Uuid};
use crate::message::find::inbox;
use crate::testing::{Bench, REGION, bench};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

struct Office {
    hall: Bench,
    first: Actor,
    second: Actor,
    clerk: Uuid,
}

async fn office() -> Office {
    let hall = bench().await;
    let first = hall.official(Role::SecurityAdmin, WHOLE_ZONE).await;
    let second = hall.official(Role::SecurityAdmin, WHOLE_ZONE).await;
    let clerk = hall.person("许衡").await;
    Office { hall, first, second, clerk }
}

fn account(actor: &Actor) -> Uuid {
    actor.member().unwrap().account
}

impl Office {
    async fn proposed(&self, role: Role, region: &str) -> Result<Uuid, Refusal> {
        let work = self.hall.desk.begin(&self.first).await?;
        let id = propose(&work, self.clerk, role, region).await?;
        work.keep().await?;
        Ok(id)
    }

    async fn confirmed(&self, actor: &Actor, id: Uuid) -> Result<(), Refusal> {
        let work = self.hall.desk.begin(actor).await?;
        confirm(&work, id).await?;
        work.keep().await
    }

    async fn dismissed(&self, actor: &Actor, id: Uuid, reason: &str) -> Result<(), Refusal> {
        let work = self.hall.desk.begin(actor).await?;
        dismiss(&work, id, reason).await?;
        work.keep().await
    }

    async fn offices(&self) -> usize {
        self.hall.acting(self.clerk).await.member().unwrap().offices.len()
    }

    async fn seat(&self, of: &Actor) -> Uuid {
        find::of_account(self.hall.desk.db(), account(of)).await.unwrap()[0].id
    }

    async fn told(&self, who: Uuid) -> Vec<String> {
        let found = inbox(self.hall.desk.db(), who, false, Paging::default()).await.unwrap();
        found.rows.into_iter().map(|message| message.kind).collect()
    }
}

#[tokio::test]
async fn safety_a21_n07_an_office_takes_two_people_and_begins_at_the_next_request() {
    let office = office().await;
    let id = office.proposed(Role::Reviewer, REGION).await.unwrap();
    assert_eq!(office.offices().await, 0, "a proposal counts for nothing");
    assert!(office.told(account(&office.second)).await.contains(&"office-proposed".to_owned()));
    assert!(matches!(
        office.confirmed(&office.first, id).await,
        Err(Refusal::NotAllowed("appoint-second-person"))
    ));
    office.confirmed(&office.second, id).await.unwrap();
    assert_eq!(office.offices().await, 1);
    assert!(office.told(office.clerk).await.contains(&"office-began".to_owned()));
    assert!(office.told(account(&office.first)).await.contains(&"office-confirmed".to_owned()));
    assert!(matches!(
        office.confirmed(&office.second, id).await,
        Err(Refusal::OutOfTurn("appoint-not-waiting"))
    ));
    let history = journal::find::of(office.hall.desk.db(), KIND, office.clerk).await.unwrap();
    let actions: Vec<&str> = history.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["office.proposed", "office.confirmed"]);
}

#[tokio::test]
async fn safety_a21_the_database_repeats_the_rule_of_two_people() {
    let office = office().await;
    let id = office.proposed(Role::Reviewer, REGION).await.unwrap();
    let first = account(&office.first);
    for (proposer, confirmer) in [
        (Some(first), Some(first)),
        (None, Some(first)),
        (Some(first), Some(office.clerk)),
        (Some(first), None),
    ] {
        let work = office.hall.desk.begin(&office.first).await.unwrap();
        let mut row = find::one(work.db(), id).await.unwrap().into_active_model();
        row.proposed_by = Set(proposer);
        row.confirmed_by = Set(confirmer);
        row.confirmed_at = Set(Some(work.now()));
        assert!(row.update(work.db()).await.is_err(), "{proposer:?} {confirmer:?}");
    }
}

#[tokio::test]
async fn n07_nobody_appoints_themselves_and_administrators_exclude_one_another() {
    let office = office().await;
    let work = office.hall.desk.begin(&office.first).await.unwrap();
    let oneself = propose(&work, account(&office.first), Role::Reviewer, REGION).await;
    assert!(matches!(oneself, Err(Refusal::NotAllowed("appoint-oneself"))));
    let excluded = propose(&work, account(&office.second), Role::AuditAdmin, WHOLE_ZONE).await;
    assert!(matches!(excluded, Err(Refusal::Invalid(_))));
    assert!(matches!(propose(&work, work.id(), Role::Reviewer, REGION).await, Err(Refusal::NotFound)));
    drop(work);
    // Two proposals that exclude one another cannot both wait, so neither can be confirmed into a conflict.
    office.proposed(Role::SystemAdmin, WHOLE_ZONE).await.unwrap();
    assert!(matches!(office.proposed(Role::AuditAdmin, WHOLE_ZONE).await, Err(Refusal::Invalid(_))));
}

#[tokio::test]
async fn n07_only_security_administrators_appoint() {
    let office = office().await;
    let id = office.proposed(Role::Reviewer, REGION).await.unwrap();
    let system = office.hall.official(Role::SystemAdmin, WHOLE_ZONE).await;
    let clerk = office.hall.acting(office.clerk).await;
    for actor in [system, clerk] {
        let work = office.hall.desk.begin(&actor).await.unwrap();
        let proposed = propose(&work, account(&office.first), Role::Reviewer, REGION).await;
        assert!(matches!(proposed, Err(Refusal::NotAllowed("needs-office"))));
        assert!(matches!(confirm(&work, id).await, Err(Refusal::NotAllowed("needs-office"))));
        assert!(matches!(dismiss(&work, id, "x").await, Err(Refusal::NotAllowed("needs-office"))));
        let desk = &office.hall.desk;
        assert!(directory::one(desk, &actor, office.clerk).await.is_err());
        assert!(find::page(desk, &actor, None, None, Paging::default()).await.is_err());
    }
}

#[tokio::test]
async fn a79_one_person_ends_an_office_at_once_but_never_the_last_security_administrator() {
    let office = office().await;
    let id = office.proposed(Role::Reviewer, REGION).await.unwrap();
    office.confirmed(&office.second, id).await.unwrap();
    assert!(matches!(office.dismissed(&office.first, id, " ").await, Err(Refusal::Invalid(_))));
    office.dismissed(&office.first, id, "调离岗位").await.unwrap();
    assert_eq!(office.offices().await, 0);
    assert!(office.told(office.clerk).await.contains(&"office-ended".to_owned()));
    assert!(matches!(
        office.dismissed(&office.first, id, "x").await,
        Err(Refusal::OutOfTurn("appoint-ended"))
    ));
    office.proposed(Role::Reviewer, REGION).await.expect("an ended office may be proposed again");

    let second = office.seat(&office.second).await;
    office.dismissed(&office.first, second, "调离岗位").await.unwrap();
    let own = office.seat(&office.first).await;
    let last = office.dismissed(&office.first, own, "离任").await;
    assert!(matches!(last, Err(Refusal::OutOfTurn("appoint-last-security"))));
}

#[tokio::test]
async fn a56_an_invitation_counts_at_once_only_while_the_hall_is_being_set_up() {
    let hall = bench().await;
    let mut welcomes = Vec::new();
    for name in ["甲", "乙", "丙"] {
        let actor = hall.acting(hall.person(name).await).await;
        let work = hall.desk.begin(&actor).await.unwrap();
        welcomes.push(begin_invited(&work, Role::SecurityAdmin).await.unwrap());
        work.keep().await.unwrap();
    }
    assert_eq!(welcomes, [Welcome::Active, Welcome::Active, Welcome::Proposed]);
    let first = hall.official(Role::SecurityAdmin, WHOLE_ZONE).await;
    let waiting =
        find::page(&hall.desk, &first, Some(Standing::Proposed), None, Paging::default()).await.unwrap();
    assert_eq!(waiting.total, 1);
    let work = hall.desk.begin(&first).await.unwrap();
    confirm(&work, waiting.rows[0].id).await.unwrap();
    work.keep().await.unwrap();
    let active =
        find::page(&hall.desk, &first, Some(Standing::Active), Some(Role::SecurityAdmin), Paging::default());
    assert_eq!(active.await.unwrap().total, 4);
}

#[tokio::test]
async fn n07_people_are_found_by_name_whole_number_or_enterprise() {
    let office = office().await;
    let desk = &office.hall.desk;
    let firm = office.hall.enterprise("澜海示例货运有限公司").await;
    office.hall.represents(office.clerk, firm).await;
    let phone = directory::one(desk, &office.first, office.clerk).await.unwrap().phone.unwrap();
    for words in ["许衡", "衡", &phone, phone.trim_start_matches("+86"), "澜海示例"] {
        let also = crate::enterprise::who::behind(desk, &office.first, words).await.unwrap();
        let wanted = directory::Search { words: words.to_owned(), also, officials: false };
        let found = directory::search(desk, &office.first, &wanted, Paging::default()).await.unwrap();
        let ids: Vec<Uuid> = found.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [office.clerk], "{words}");
    }
    for words in ["%", "_", "138", "没有此人"] {
        let wanted = directory::Search { words: words.to_owned(), ..directory::Search::default() };
        let found = directory::search(desk, &office.first, &wanted, Paging::default()).await.unwrap();
        assert_eq!(found.total, 0, "{words}");
    }
    let wanted = directory::Search { officials: true, ..directory::Search::default() };
    assert_eq!(directory::search(desk, &office.first, &wanted, Paging::default()).await.unwrap().total, 2);
}
