//! What people of the zone do, each through the hall's operation for it.

use super::asks::{Asked, Turn};
use super::cast::{Firm, PASSWORD, Person};
use super::goods::Good;
use super::hands::Silent;
use super::landlords::park;
use super::parks::ESTATES;
use super::play::{AGENT, Play, address, browser, code, firm};
use gateways::oidc::{EnterpriseFacts, Identity, PersonKind};
use gateways::wechat::WechatIdentity;
use hall::account::code::{self as text, Purpose};
use hall::account::login::{self, ByCode};
use hall::account::{Aim, Browser, invitation, password, profile, wechat};
use hall::engagement::{self, BookingForm, Saying};
use hall::entrance::{self, AccountKind};
use hall::file::{self, Slot};
use hall::kernel::{Outcome, Refusal, Role, Uuid};
use hall::offering::{self, Seen};
use hall::review::{self, Decision, Remark, Said, Subject};
use hall::{Actor, Desk, decide, enterprise, provider};
use pictures::draw;

impl Play {
    /// A person comes to the hall for the first time: number, code, consent; then a name and a password.
    pub async fn comes(&mut self, person: &'static Person) -> Outcome<()> {
        let (phone, secret) = (format!("+86{}", person.phone()), browser(person.key));
        let browser = Browser { secret: &secret, agent: AGENT };
        let visitor = Actor::Visitor { address: address(person.key) };
        let ask = text::Ask { phone: &phone, purpose: Purpose::Login, captcha: None, locale: "zh-CN" };
        text::send(&self.desk, &visitor, browser, ask, &Silent).await?;
        let sent = self.hands.code(&phone);
        let typed = ByCode { phone: &phone, code: &sent, consent: true, locale: "zh-CN" };
        let begun = login::by_code(&self.desk, &visitor, browser, typed).await?;
        self.arrived(person.key, begun.account, begun.token);
        self.pass(75);
        let actor = self.acting(person.key).await?;
        let version = hall::account::find::own(self.desk.db(), begun.account).await?.version;
        let work = self.desk.begin(&actor).await?;
        let typed = profile::Profile {
            login_name: person.login.to_owned(),
            name: person.name.to_owned(),
            email: person.email.to_owned(),
            version,
        };
        profile::edit(&work, typed).await?;
        work.keep().await?;
        text::send_to_own(&self.desk, &actor, browser, Purpose::Password, None, &Silent).await?;
        let sent = self.hands.code(&phone);
        let change = password::Change { current: "", code: &sent, new: PASSWORD, again: PASSWORD };
        password::change(&self.desk, &actor, browser, change).await?;
        if let Some(word) = person.wechat {
            self.binds_wechat(person.key, word, browser).await?;
        }
        if let Some(firm) = firm(person.key) {
            self.pass(60);
            self.proves(person.key, firm, browser).await?;
        }
        Ok(())
    }

    /// Somebody lets WeChat open their account.
    async fn binds_wechat(&mut self, key: &'static str, word: &str, browser: Browser<'_>) -> Outcome<()> {
        let actor = self.acting(key).await?;
        let to = wechat::set_out(&self.desk, &actor, browser, Aim::Bind, false, "/my/security").await?;
        let nickname =
            crate::PEOPLE.iter().find(|(known, _)| *known == word).map(|(_, name)| (*name).to_owned());
        let who = WechatIdentity {
            appid: "wx-demo".to_owned(),
            openid: format!("o-demo-{word}"),
            unionid: Some(format!("u-demo-{word}")),
            nickname,
        };
        self.hands.wechat.scan(key, who);
        wechat::come_back(&self.desk, &actor, browser, key, &state_of(&to)?).await?;
        Ok(())
    }

    /// Somebody proves an enterprise with the unified identity and completes its data.
    async fn proves(&mut self, key: &'static str, firm: &Firm, browser: Browser<'_>) -> Outcome<()> {
        let actor = self.acting(key).await?;
        let to = entrance::set_out(&self.desk, &actor, browser, Aim::Claim, AccountKind::Legal, false, "/my")
            .await?;
        let who = Identity {
            issuer: self.issuer.clone(),
            subject: self.subjects.get(key).map(Uuid::to_string).unwrap_or_default(),
            kind: PersonKind::Legal,
            name: Some(firm.head.to_owned()),
            phone: None,
            enterprise: Some(EnterpriseFacts {
                name: firm.name.to_owned(),
                uscc: code(firm),
                legal_representative: Some(firm.head.to_owned()),
                address: Some(firm.seat.to_owned()),
                level: Some("LV3".to_owned()),
                region: Some(firm.region.to_owned()),
            }),
            id_token_raw: String::new(),
        };
        self.hands.oidc.person(key, who);
        entrance::come_back(&self.desk, &actor, browser, key, &state_of(&to)?).await?;
        let actor = self.acting(key).await?;
        let seat = seat(&actor)?;
        let work = self.desk.begin(&actor).await?;
        let version = enterprise::find::one(work.db(), seat).await?.version;
        let member = actor.member().ok_or(Refusal::LoginFirst)?;
        let details = enterprise::Details {
            contact_name: member.name.clone(),
            contact_phone: super::play::people()
                .find(|person| person.key == key)
                .map(Person::phone)
                .unwrap_or_default(),
            region: firm.region.to_owned(),
            version,
            ..enterprise::Details::default()
        };
        enterprise::edit(&work, details).await?;
        if !firm.credit.is_empty() {
            let version = enterprise::find::one(work.db(), seat).await?.version;
            let bank = enterprise::bank::Typed {
                holder: firm.name.to_owned(),
                number: format!("9900{}", &code(firm)[4..17].replace(|c: char| !c.is_ascii_digit(), "0")),
                bank: "海澜示例银行港口支行".to_owned(),
                version,
            };
            enterprise::bank::keep(&work, bank).await?;
        }
        work.keep().await
    }

    /// Somebody takes an office that the command line offers.
    pub async fn invited(&mut self, key: &'static str, role: Role) -> Outcome<()> {
        let work = self.desk.begin(&Actor::Machine("command line")).await?;
        let (token, _) = invitation::invite(&work, role).await?;
        work.keep().await?;
        let actor = self.acting(key).await?;
        let work = self.desk.begin(&actor).await?;
        invitation::accept(&work, &token).await?;
        work.keep().await
    }

    /// A security administrator proposes somebody; a second one confirms, unless that is still to come.
    pub async fn appointed(
        &mut self,
        key: &'static str,
        role: Role,
        region: &str,
        confirmed: bool,
    ) -> Outcome<()> {
        let account = self.accounts[key];
        let actor = self.acting("security").await?;
        let work = self.desk.begin(&actor).await?;
        let id = hall::account::appoint::propose(&work, account, role, region).await?;
        work.keep().await?;
        if confirmed {
            self.pass(600);
            let actor = self.acting("second").await?;
            let work = self.desk.begin(&actor).await?;
            hall::account::appoint::confirm(&work, id).await?;
            work.keep().await?;
        }
        Ok(())
    }

    /// An official notes an enterprise's credit level.
    pub async fn rated(&mut self, firm: &'static Firm) -> Outcome<()> {
        let id = seat(&self.acting(firm.key).await?)?;
        let actor = self.acting("reviewer").await?;
        let work = self.desk.begin(&actor).await?;
        enterprise::credit::set(&work, id, firm.credit, "按年度信用管理结果登记").await?;
        work.keep().await
    }

    /// An enterprise asks to become a logistics provider, or a park.
    pub async fn applies(&mut self, firm: &'static Firm) -> Outcome<()> {
        let Some((letters, introduction)) = firm.provider else { return Ok(()) };
        let actor = self.acting(firm.key).await?;
        let seed = seed(firm.key);
        let pictures = drawn(move || (draw::logo(letters, seed), draw::licence(seed))).await?;
        let (logo, licence) = tokio::try_join!(
            file::store(&self.desk, &actor, Slot::Logo, "logo.png", pictures.0),
            file::store(&self.desk, &actor, Slot::Licence, "营业执照.jpg", pictures.1),
        )?;
        let estate = ESTATES.iter().find(|estate| estate.firm == firm.key);
        let park = match estate {
            Some(estate) => park(&self.desk, &actor, estate).await?,
            None => provider::ParkDraft::default(),
        };
        let work = self.desk.begin(&actor).await?;
        let of = enterprise::find::one(work.db(), seat(&actor)?).await?;
        let draft = provider::Draft {
            kind: if estate.is_some() { "park" } else { "logistics" }.to_owned(),
            park,
            licence: Some(licence),
            logo: Some(logo),
            introduction: introduction.to_owned(),
            ..provider::Draft::of(&of)
        };
        provider::submit(&work, draft).await?;
        work.keep().await
    }

    /// An official decides on an enterprise's application.
    pub async fn decides_on_firm(
        &mut self,
        by: &'static str,
        firm: &'static Firm,
        decision: Decision,
    ) -> Outcome<()> {
        let id = seat(&self.acting(firm.key).await?)?;
        self.decides(by, Subject::Provider, id, decision).await
    }

    /// An official decides on a product.
    pub async fn decides_on_good(
        &mut self,
        by: &'static str,
        good: &'static str,
        decision: Decision,
    ) -> Outcome<()> {
        self.decides(by, Subject::Product, self.goods[good], decision).await
    }

    pub(super) async fn decides(
        &mut self,
        by: &'static str,
        subject: Subject,
        id: Uuid,
        decision: Decision,
    ) -> Outcome<()> {
        let actor = self.acting(by).await?;
        let work = self.desk.begin(&actor).await?;
        let newest = review::find::newest(work.db(), subject, id).await?;
        let newest = newest.ok_or_else(|| Refusal::Broken("nothing was submitted".to_owned()))?;
        decide::decide(&work, newest.id, newest.version, decision).await?;
        work.keep().await
    }

    /// A provider submits a product with its pictures.
    pub async fn submits(&mut self, good: &'static Good) -> Outcome<()> {
        let actor = self.acting(good.firm).await?;
        let draft = drafted(&self.desk, &actor, good).await?;
        let work = self.desk.begin(&actor).await?;
        let id = offering::submit(&work, &draft).await?;
        work.keep().await?;
        self.goods.insert(good.key, id);
        Ok(())
    }

    /// A provider changes a product: while it waits, or a change to what is approved.
    pub async fn edits(&mut self, good: &'static Good, change: impl Fn(&mut offering::Draft)) -> Outcome<()> {
        let actor = self.acting(good.firm).await?;
        let work = self.desk.begin(&actor).await?;
        let id = self.goods[good.key];
        let newest = review::find::newest(work.db(), Subject::Product, id).await?;
        let newest = newest.ok_or_else(|| Refusal::Broken("nothing was submitted".to_owned()))?;
        let mut draft = newest.proposal::<offering::Proposal>()?.draft();
        change(&mut draft);
        offering::edit(&work, id, Seen::of(&newest), &draft).await?;
        work.keep().await
    }

    /// A provider pins a product, takes it off the shelf or deletes it.
    pub async fn turns(&mut self, good: &'static Good, what: Switch) -> Outcome<()> {
        let actor = self.acting(good.firm).await?;
        let id = self.goods[good.key];
        let provider = actor
            .member()
            .and_then(|member| member.provider())
            .ok_or(Refusal::NotAllowed("needs-logistics-provider"))?
            .id;
        let seen = offering::find::own::one(self.desk.db(), provider, id).await?.header.version;
        let work = self.desk.begin(&actor).await?;
        match what {
            Switch::Pin => offering::pin(&work, id, seen, true).await?,
            Switch::OffShelf => offering::shelf(&work, id, seen, false).await?,
            Switch::Remove => offering::remove(&work, id, seen).await?,
        }
        work.keep().await
    }

    /// An enterprise books a product; the booking's id.
    pub async fn books(&mut self, asked: &'static Asked) -> Outcome<Uuid> {
        let actor = self.acting(asked.firm).await?;
        let person = super::play::people().find(|person| person.key == asked.firm);
        let (name, phone) = person.map(|person| (person.name.to_owned(), person.phone())).unwrap_or_default();
        let ready = self.desk.zone.day(self.desk.now()) + chrono::Days::new(9);
        let (cargo, quantity, weight, volume) = asked.cargo;
        let form = BookingForm {
            cargo: cargo.to_owned(),
            quantity: quantity.to_owned(),
            weight_kg: weight.to_owned(),
            volume_m3: volume.to_owned(),
            ready_on: ready.to_string(),
            origin: asked.origin.to_owned(),
            remarks: asked.remarks.to_owned(),
            contact_name: name,
            contact_phone: phone,
        };
        let work = self.desk.begin(&actor).await?;
        let booked = engagement::book(&work, self.goods[asked.good], &work.id().to_string(), &form).await?;
        work.keep().await?;
        Ok(booked.id)
    }

    /// What somebody does about a booking.
    pub async fn talks(&mut self, asked: &'static Asked, id: Uuid, turn: Turn) -> Outcome<()> {
        let provider =
            super::goods::GOODS.iter().find(|good| good.key == asked.good).map_or("", |good| good.firm);
        let by_provider = matches!(turn, Turn::Reply(_) | Turn::DoneByProvider);
        let actor = self.acting(if by_provider { provider } else { asked.firm }).await?;
        let work = self.desk.begin(&actor).await?;
        let saying = |text: &str| Saying { text: text.to_owned(), form_key: work.id().to_string() };
        match turn {
            Turn::Reply(text) => engagement::reply(&work, id, &saying(text)).await?,
            Turn::Ask(text) => engagement::ask(&work, id, &saying(text)).await?,
            Turn::Read => engagement::seen(&work, id).await?,
            Turn::Done => engagement::fulfil(&work, hall::engagement::Side::Enterprise, id).await?,
            Turn::DoneByProvider => engagement::fulfil(&work, hall::engagement::Side::Provider, id).await?,
            Turn::Withdraw(reason) => engagement::withdraw(&work, id, reason).await?,
        }
        work.keep().await
    }

    /// Somebody chooses how they are told things besides the inbox.
    pub async fn chooses_ways(&mut self, key: &'static str, ways: profile::Ways) -> Outcome<()> {
        let actor = self.acting(key).await?;
        let work = self.desk.begin(&actor).await?;
        profile::choose_ways(&work, ways).await?;
        work.keep().await
    }
}

/// What a provider does to a product without asking anybody.
#[derive(Debug, Clone, Copy)]
pub enum Switch {
    /// 置顶.
    Pin,
    /// 下架.
    OffShelf,
    /// 删除.
    Remove,
}

/// A refusal with a phrase, words of one's own, and remarks on fields.
pub fn refusal(words: &str, remarks: &[(&str, &str, &str)]) -> Decision {
    let remark = |(field, phrase, words): &(&str, &str, &str)| Remark {
        field: (*field).to_owned(),
        said: Said { phrase: Some((*phrase).to_owned()), words: (*words).to_owned() },
    };
    Decision::Reject { reason: Said::words(words), remarks: remarks.iter().map(remark).collect() }
}

async fn drafted(desk: &Desk, actor: &Actor, good: &'static Good) -> Outcome<offering::Draft> {
    let seed = seed(good.key);
    let cover = async {
        let bytes = drawn(move || draw::cover(good.mode, seed)).await?;
        file::store(desk, actor, Slot::Cover, "封面.jpg", bytes).await
    };
    let detail = async |n: usize| {
        let bytes = drawn(move || draw::detail(good.mode, seed, n)).await?;
        file::store(desk, actor, Slot::Detail, &format!("详情{}.jpg", n + 1), bytes).await
    };
    let (cover, pictures) = match good.pictures {
        0 | 1 => tokio::try_join!(cover, async { Ok(vec![detail(0).await?]) })?,
        2 => tokio::try_join!(cover, async {
            tokio::try_join!(detail(0), detail(1)).map(|(a, b)| vec![a, b])
        })?,
        _ => tokio::try_join!(cover, async {
            tokio::try_join!(detail(0), detail(1), detail(2)).map(|(a, b, c)| vec![a, b, c])
        })?,
    };
    let city = hall::term::gazetteer::named(good.country, good.city);
    Ok(offering::Draft {
        title: good.title.to_owned(),
        summary: good.summary.to_owned(),
        cover: Some(cover),
        pictures,
        mode: mode(good.mode).to_owned(),
        country: good.country.to_owned(),
        city: good.city.to_owned(),
        city_id: city.map(|city| city.id.clone()).unwrap_or_default(),
        near: String::new(),
        tags: good.tags.iter().map(|tag| (*tag).to_owned()).collect(),
    })
}

/// Draws beside everything else: it is the longest part of the play.
pub(super) async fn drawn<T: Send + 'static>(draw: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    tokio::task::spawn_blocking(draw).await.map_err(|error| Refusal::Broken(error.to_string()))
}

fn mode(mode: draw::Mode) -> &'static str {
    match mode {
        draw::Mode::Sea => "sea",
        draw::Mode::Air => "air",
        draw::Mode::Road => "road",
        draw::Mode::Rail => "rail",
    }
}

/// The same pictures for the same thing, in every demonstration.
pub(super) fn seed(key: &str) -> u64 {
    key.bytes().fold(5_381, |seed, byte| seed.wrapping_mul(33).wrapping_add(u64::from(byte)))
}

/// The enterprise somebody acts for.
fn seat(actor: &Actor) -> Outcome<Uuid> {
    let seat = actor.member().and_then(|member| member.enterprise.as_ref());
    seat.map(|seat| seat.id).ok_or(Refusal::NotAllowed("needs-enterprise"))
}

/// The state an outside website gives back.
fn state_of(to: &str) -> Outcome<String> {
    let url = url::Url::parse(to).map_err(|error| Refusal::Broken(error.to_string()))?;
    let state = url.query_pairs().find(|(name, _)| name == "state").map(|(_, state)| state.into_owned());
    state.ok_or_else(|| Refusal::Broken("no state in the address".to_owned()))
}
