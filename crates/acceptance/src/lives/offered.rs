//! What pages offer is what works: every button of the pages of a booking, a product, an application and an office, in
//! every state and for everybody who sees the page, against the operations themselves, tried in a work that is dropped.

use crate::world::{Side, picture};
use hall::account::appoint;
use hall::engagement::{self, BookingForm, Saying};
use hall::kernel::{Outcome, Role, Uuid, Work};
use hall::offering::{self, Draft};
use hall::review::{self, Decision, Said, Subject};
use hall::testing::{ADDRESS, Bench, REGION, bench};
use hall::{Actor, provider};
use std::collections::BTreeSet;
use web::testing::Browser;

/// Somebody at work: their browser, and who they are at every request.
struct Person {
    browser: Browser,
    token: String,
}

impl Person {
    async fn new(bench: &Bench, account: Uuid) -> Self {
        let token = bench.session(account).await;
        Self { browser: Browser::with_session(&web::testing::hall(&bench.desk), &token), token }
    }

    async fn actor(&self, bench: &Bench) -> Actor {
        let live = hall::actor::resolve(&bench.desk, &self.token, ADDRESS).await.expect("a database");
        live.expect("a live session").actor
    }

    /// The last words of the addresses that the page's forms and links beneath `path` lead to.
    async fn offers(&mut self, page: &str, beneath: &str) -> BTreeSet<String> {
        let shown = self.browser.get(page).await;
        let mut found = BTreeSet::new();
        for mark in ["action=\"", "href=\""] {
            for part in shown.body.split(mark).skip(1) {
                let address = part.split('"').next().unwrap_or_default();
                let rest = address.strip_prefix(beneath).and_then(|rest| rest.strip_prefix('/'));
                found.extend(rest.filter(|rest| !rest.contains(['/', '?', '.'])).map(str::to_owned));
            }
        }
        found
    }

    /// Whether an operation would be accepted now: it is tried, and taken back.
    async fn could<T>(&self, bench: &Bench, does: impl AsyncFnOnce(&Work) -> Outcome<T>) -> bool {
        let work = bench.desk.begin(&self.actor(bench).await).await.expect("a work");
        does(&work).await.is_ok()
    }
}

/// The names of what could be done.
fn names<const N: usize>(tried: [(&str, bool); N]) -> BTreeSet<String> {
    tried.into_iter().filter(|(_, works)| *works).map(|(name, _)| name.to_owned()).collect()
}

async fn done<T>(bench: &Bench, actor: &Actor, does: impl AsyncFnOnce(&Work) -> Outcome<T>) -> T {
    let work = bench.desk.begin(actor).await.expect("a work");
    let made = does(&work).await.expect("it is in turn");
    work.keep().await.expect("kept");
    made
}

fn saying(bench: &Bench) -> Saying {
    Saying { text: "可以".to_owned(), form_key: bench.desk.id().to_string() }
}

#[tokio::test]
async fn safety_a17_f22_a_booking_offers_each_side_what_works_in_every_state() {
    let bench = bench().await;
    let (shipper, _) = bench.clerk("海澜示例贸易").await;
    let (carrier, of) = bench.logistics("海澜示例物流").await;
    let product = bench.product(of, "航线").await;
    let account = |actor: &Actor| actor.member().expect("a member").account;
    let mut sides =
        [Person::new(&bench, account(&shipper)).await, Person::new(&bench, account(&carrier)).await];
    for state in ["pending", "answered", "fulfilled", "withdrawn"] {
        let form = BookingForm {
            cargo: "日用陶瓷".to_owned(),
            quantity: "2×40HQ".to_owned(),
            ready_on: "2026-03-10".to_owned(),
            origin: "示例仓库".to_owned(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            ..BookingForm::default()
        };
        let key = bench.desk.id().to_string();
        let id =
            done(&bench, &shipper, async |work| engagement::book(work, product, &key, &form).await).await.id;
        if state == "answered" || state == "fulfilled" {
            let said = saying(&bench);
            done(&bench, &carrier, async |work| engagement::reply(work, id, &said).await).await;
        }
        if state == "fulfilled" {
            done(&bench, &carrier, async |work| {
                engagement::fulfil(work, engagement::Side::Provider, id).await
            })
            .await;
        }
        if state == "withdrawn" {
            done(&bench, &shipper, async |work| engagement::withdraw(work, id, "").await).await;
        }
        let said = saying(&bench);
        for (person, place, side) in [
            (0, "/my/bookings", engagement::Side::Enterprise),
            (1, "/desk/bookings", engagement::Side::Provider),
        ] {
            let person = &mut sides[person];
            let works = names([
                (
                    "ask",
                    place == "/my/bookings"
                        && person.could(&bench, async |work| engagement::ask(work, id, &said).await).await,
                ),
                (
                    "reply",
                    place == "/desk/bookings"
                        && person.could(&bench, async |work| engagement::reply(work, id, &said).await).await,
                ),
                (
                    "withdraw",
                    person.could(&bench, async |work| engagement::withdraw(work, id, "").await).await,
                ),
                ("fulfil", person.could(&bench, async |work| engagement::fulfil(work, side, id).await).await),
            ]);
            let path = format!("{place}/{id}");
            let mut offered = person.offers(&path, &path).await;
            offered.remove("cover");
            assert_eq!(offered, works, "{state} {side:?}");
        }
    }
}

#[tokio::test]
async fn safety_a17_f12_f16_f17_f18_a_product_offers_its_provider_what_works_in_every_state() {
    let bench = bench().await;
    let (account, firm) = (bench.person("经办人").await, bench.enterprise("海澜示例物流").await);
    bench.represents(account, firm).await;
    let of = bench.provides(firm).await;
    let mut person = Person::new(&bench, account).await;
    let reviewer = bench.official(Role::Reviewer, REGION).await;
    let cover = picture(&bench, "cover", firm, Side::A).await;
    let draft = |title: &str| Draft {
        title: title.to_owned(),
        summary: "每周两班".to_owned(),
        cover: Some(cover),
        mode: "sea".to_owned(),
        country: "SG".to_owned(),
        city: "新加坡".to_owned(),
        ..Draft::default()
    };
    // Submit, decide, change, decide: every standing there is.
    for history in ["", "a", "r", "w", "a+", "a+r", "a+w"] {
        let actor = person.actor(&bench).await;
        let id = done(&bench, &actor, async |work| offering::submit(work, &draft("一")).await).await;
        for step in history.chars() {
            let newest = review::find::newest(bench.desk.db(), Subject::Product, id).await;
            let newest = newest.expect("a database").expect("a round");
            let reject = || Decision::Reject { reason: Said::words("请补充"), remarks: Vec::new() };
            match step {
                'a' | 'r' => {
                    let decision = if step == 'a' { Decision::Approve } else { reject() };
                    done(&bench, &reviewer, async |work| {
                        hall::decide::decide(work, newest.id, newest.version, decision).await
                    })
                    .await;
                }
                'w' => {
                    let seen = offering::Seen::of(&newest);
                    done(&bench, &actor, async |work| offering::withdraw(work, id, seen).await).await;
                }
                _ => {
                    let seen = offering::Seen::of(&newest);
                    done(&bench, &actor, async |work| offering::edit(work, id, seen, &draft("二")).await)
                        .await;
                }
            }
        }
        for (shelf, pin) in [(true, true), (true, false), (false, false), (false, true)] {
            let kept = offering::find::own::one(bench.desk.db(), of, id).await.expect("the product");
            let published = kept.header.published_at.is_some();
            if published {
                bench
                    .turn_product(id, |row| {
                        row.on_shelf = shelf;
                        row.pinned_at = pin.then_some(row.created_at);
                    })
                    .await;
            }
            let (version, seen) = (kept.header.version, kept.seen());
            let works = names([
                (
                    "shelf",
                    person.could(&bench, async |work| offering::shelf(work, id, version, !shelf).await).await,
                ),
                (
                    "pin",
                    person.could(&bench, async |work| offering::pin(work, id, version, !pin).await).await,
                ),
                (
                    "withdraw",
                    person.could(&bench, async |work| offering::withdraw(work, id, seen.clone()).await).await,
                ),
                (
                    "delete",
                    person.could(&bench, async |work| offering::remove(work, id, version).await).await,
                ),
                (
                    "edit",
                    person
                        .could(&bench, async |work| offering::edit(work, id, seen, &draft("三")).await)
                        .await,
                ),
            ]);
            let path = format!("/desk/products/{id}");
            assert_eq!(person.offers(&path, &path).await, works, "{history:?} shelf {shelf} pin {pin}");
        }
    }
}

#[tokio::test]
async fn safety_a17_c07_c08_an_application_offers_both_sides_what_works_in_every_state() {
    let bench = bench().await;
    let mut officials = Vec::new();
    for region in [Side::A.region(), Side::B.region()] {
        let account = bench.person("审核员").await;
        bench.appointed(account, Role::Reviewer, region).await;
        officials.push(Person::new(&bench, account).await);
    }
    for history in ["", "a", "r", "w", "a+", "a+a", "a+r", "a+w"] {
        let (account, firm) = (bench.person("经办人").await, bench.enterprise("海澜示例物流").await);
        bench.represents(account, firm).await;
        // One who reviews here and represents the firm too: nobody decides on their own.
        let both = bench.person("两头都有").await;
        bench.represents(both, firm).await;
        bench.appointed(both, Role::Reviewer, Side::A.region()).await;
        let (licence, logo) =
            (picture(&bench, "licence", firm, Side::A).await, picture(&bench, "logo", firm, Side::A).await);
        let row = hall::enterprise::find::one(bench.desk.db(), firm).await.expect("the enterprise");
        let draft = |introduction: &str| provider::Draft {
            kind: "logistics".to_owned(),
            licence: Some(licence),
            logo: Some(logo),
            introduction: introduction.to_owned(),
            ..provider::Draft::of(&row)
        };
        let mut person = Person::new(&bench, account).await;
        let mut judges = vec![Person::new(&bench, both).await];
        judges.append(&mut officials);
        let actor = person.actor(&bench).await;
        done(&bench, &actor, async |work| provider::submit(work, draft("一")).await).await;
        let newest = async || {
            let newest = review::find::newest(bench.desk.db(), Subject::Provider, firm).await;
            newest.expect("a database").expect("a round")
        };
        let reject = || Decision::Reject { reason: Said::words("请补充"), remarks: Vec::new() };
        for step in history.chars() {
            let round = newest().await;
            match step {
                'a' | 'r' => {
                    let decision = if step == 'a' { Decision::Approve } else { reject() };
                    let official = judges[1].actor(&bench).await;
                    done(&bench, &official, async |work| {
                        hall::decide::decide(work, round.id, round.version, decision).await
                    })
                    .await;
                }
                'w' => {
                    done(&bench, &actor, async |work| provider::withdraw(work, round.id).await).await;
                }
                _ => {
                    done(&bench, &actor, async |work| provider::submit(work, draft("二")).await).await;
                }
            }
        }
        let round = newest().await;
        let works = names([
            ("withdraw", person.could(&bench, async |work| provider::withdraw(work, round.id).await).await),
            ("edit", person.could(&bench, async |work| provider::submit(work, draft("三")).await).await),
        ]);
        let mut offered = person.offers("/my/provider", "/my/provider").await;
        // After a refusal or a withdrawal the page is the form itself.
        if person.browser.get("/my/provider").await.says("name=\"introduction\"") {
            offered.insert("edit".to_owned());
        }
        assert_eq!(offered, works, "{history:?}");
        for judge in &mut judges {
            let path = format!("/office/reviews/{}", round.id);
            let page = judge.browser.get(&path).await;
            let shown = [("approve", "value=\"approve\""), ("reject", "value=\"reject\"")];
            let offered = names(shown.map(|(name, mark)| (name, page.says(mark))));
            let (id, version) = (round.id, round.version);
            let works = names([
                (
                    "approve",
                    judge
                        .could(&bench, async |work| {
                            hall::decide::decide(work, id, version, Decision::Approve).await
                        })
                        .await,
                ),
                (
                    "reject",
                    judge
                        .could(&bench, async |work| hall::decide::decide(work, id, version, reject()).await)
                        .await,
                ),
            ]);
            assert_eq!(offered, works, "{history:?} {}", page.status);
        }
        officials = judges.split_off(1);
    }
}

#[tokio::test]
async fn safety_a17_a21_an_office_offers_each_administrator_what_works_in_every_state() {
    let bench = bench().await;
    let mut admins = Vec::new();
    for name in ["甲", "乙"] {
        let account = bench.person(name).await;
        bench.appointed(account, Role::SecurityAdmin, "*").await;
        admins.push((account, Person::new(&bench, account).await));
    }
    let candidate = bench.person("丙").await;
    let mut seen = BTreeSet::new();
    for turn in 0..5 {
        let first = admins[0].1.actor(&bench).await;
        match turn {
            0 => drop(
                done(&bench, &first, async |work| {
                    appoint::propose(work, candidate, Role::Reviewer, REGION).await
                })
                .await,
            ),
            1 => {
                let second = admins[1].1.actor(&bench).await;
                let id =
                    appoint::find::of_account(bench.desk.db(), candidate).await.expect("a database")[0].id;
                done(&bench, &second, async |work| appoint::confirm(work, id).await).await;
            }
            2 => {
                let id =
                    appoint::find::of_account(bench.desk.db(), candidate).await.expect("a database")[0].id;
                done(&bench, &first, async |work| appoint::dismiss(work, id, "调离岗位").await).await;
            }
            3 => drop(
                done(&bench, &first, async |work| {
                    appoint::propose(work, admins[1].0, Role::Reviewer, "*").await
                })
                .await,
            ),
            _ => {
                // One security administrator is left, whose office nobody may end.
                let held = appoint::find::of_account(bench.desk.db(), admins[1].0).await.expect("a database");
                let id = held.iter().find(|row| row.role == "security_admin").expect("the office").id;
                done(&bench, &first, async |work| appoint::dismiss(work, id, "调离岗位").await).await;
                admins.truncate(1);
            }
        }
        let people: Vec<Uuid> = admins.iter().map(|(account, _)| *account).chain([candidate]).collect();
        for (_, admin) in &mut admins {
            for whose in &people {
                for row in appoint::find::of_account(bench.desk.db(), *whose).await.expect("a database") {
                    let id = row.id;
                    let works = names([
                        ("confirm", admin.could(&bench, async |work| appoint::confirm(work, id).await).await),
                        (
                            "dismiss",
                            admin.could(&bench, async |work| appoint::dismiss(work, id, "调离").await).await,
                        ),
                    ]);
                    let offered = admin
                        .offers(&format!("/office/users/{whose}"), &format!("/office/users/offices/{id}"))
                        .await;
                    assert_eq!(offered, works, "turn {turn}, {} {:?}", row.role, row.standing());
                    seen.extend(works);
                }
            }
        }
    }
    assert_eq!(seen.len(), 2, "both were offered somewhere");
}
