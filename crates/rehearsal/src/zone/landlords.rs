//! What parks do in the zone: their pages, their news, and the applications they answer.

use super::cast::Firm;
use super::life::{drawn, seed};
use super::papers::Paper;
use super::parks::{Answer, Estate, Wish};
use super::play::Play;
use hall::file::{self, Slot};
use hall::kernel::{Outcome, Refusal, Uuid};
use hall::park::settlement::{self, SettlementForm};
use hall::review::{Decision, Subject};
use hall::{Actor, Desk, provider};
use pictures::draw;

impl Play {
    /// A park submits a news item with its cover.
    pub async fn writes(&mut self, paper: &'static Paper) -> Outcome<()> {
        let actor = self.acting(paper.park).await?;
        let seed = seed(paper.title);
        let cover = drawn(move || draw::estate(seed, 3)).await?;
        let cover = file::store(&self.desk, &actor, Slot::News, "封面.jpg", cover).await?;
        let draft = hall::news::Draft {
            title: paper.title.to_owned(),
            summary: paper.summary.to_owned(),
            cover: Some(cover),
            body: paper.body.to_owned(),
            publish_at: String::new(),
        };
        let work = self.desk.begin(&actor).await?;
        let id = hall::news::submit(&work, &draft).await?;
        work.keep().await?;
        self.goods.insert(paper.title, id);
        Ok(())
    }

    /// An official decides on a news item.
    pub async fn decides_on_paper(&mut self, paper: &'static Paper, decision: Decision) -> Outcome<()> {
        self.decides("reviewer", Subject::News, self.goods[paper.title], decision).await
    }

    /// A park proposes a change of its public page.
    pub async fn changes_park(&mut self, firm: &'static Firm) -> Outcome<()> {
        let actor = self.acting(firm.key).await?;
        let mut draft = provider::case(&self.desk, &actor).await?.draft;
        draft.park.policies.push_str("\n新增：四个双语直播间，周末免费开放给园外企业试播。");
        draft.park.area = "10400".to_owned();
        let work = self.desk.begin(&actor).await?;
        provider::submit(&work, draft).await?;
        work.keep().await
    }

    /// An enterprise asks a park for a place; the application's id.
    pub async fn wishes_to_settle(&mut self, wish: &'static Wish) -> Outcome<Uuid> {
        let park = self.acting(wish.park).await?;
        let park = park.member().and_then(|member| member.provider()).ok_or(Refusal::NotFound)?.id;
        let actor = self.acting(wish.firm).await?;
        let person = super::play::people().find(|person| person.key == wish.firm);
        let (name, phone) = person.map(|person| (person.name.to_owned(), person.phone())).unwrap_or_default();
        let wanted = self.desk.zone.day(self.desk.now()) + chrono::Days::new(45);
        let (staff, investment, area) = wish.size;
        let form = SettlementForm {
            business: wish.business.to_owned(),
            staff: staff.to_owned(),
            investment: investment.to_owned(),
            area: area.to_owned(),
            wanted_on: wanted.to_string(),
            remarks: wish.remarks.to_owned(),
            contact_name: name,
            contact_phone: phone,
        };
        let work = self.desk.begin(&actor).await?;
        let asked = settlement::ask(&work, park, &work.id().to_string(), &form).await?;
        work.keep().await?;
        Ok(asked.id)
    }

    /// What became of an application.
    pub async fn answers_wish(&mut self, wish: &'static Wish, id: Uuid, answer: Answer) -> Outcome<()> {
        let by_park = !matches!(answer, Answer::Withdrawn);
        let actor = self.acting(if by_park { wish.park } else { wish.firm }).await?;
        let work = self.desk.begin(&actor).await?;
        match answer {
            Answer::Landed => settlement::land(&work, id, 1).await?,
            Answer::Declined(reason) => settlement::decline(&work, id, 1, reason).await?,
            Answer::Withdrawn => settlement::withdraw(&work, id).await?,
        }
        work.keep().await
    }
}

/// What a park says of itself, with two pictures.
pub(super) async fn park(
    desk: &Desk,
    actor: &Actor,
    estate: &'static Estate,
) -> Outcome<provider::ParkDraft> {
    let seed = seed(estate.firm);
    let picture = async |n: usize| {
        let bytes = drawn(move || draw::estate(seed, n)).await?;
        file::store(desk, actor, Slot::Park, &format!("园区{}.jpg", n + 1), bytes).await
    };
    let pictures = tokio::try_join!(picture(0), picture(1)).map(|(a, b)| vec![a, b])?;
    Ok(provider::ParkDraft {
        park_kind: estate.kind.to_owned(),
        park_name: estate.name.to_owned(),
        district: estate.district.to_owned(),
        site: estate.site.to_owned(),
        area: estate.area.to_owned(),
        industries: estate.industries.iter().map(|name| (*name).to_owned()).collect(),
        policies: estate.policies.to_owned(),
        pictures,
    })
}
