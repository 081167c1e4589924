//! Who is in the zone's parks: registers of tenants, as each park imported them.

use super::parks::{ESTATES, Estate};
use super::play::Play;
use chrono::Days;
use hall::enterprise::uscc::invented;
use hall::kernel::{Outcome, Refusal};
use hall::park::tenant::import::{self, Typed};
use hall::park::tenant::{State, TenantForm, publish};

/// Things nobody would name a firm after, in pairs with what it does.
const THINGS: [&str; 15] = [
    "竹蜻蜓",
    "铜铃铛",
    "油纸伞",
    "旧雨靴",
    "糖画摊",
    "石磨盘",
    "木风车",
    "芦花枕",
    "萤火罐",
    "蓑衣匠",
    "棉线团",
    "瓦罐汤",
    "打铁花",
    "皮影箱",
    "拨浪鼓",
];

/// How many tenants each park has, in the order of the parks.
const SIZES: [usize; 4] = [30, 6, 4, 5];
const CONTACTS: [&str; 6] = ["甲小灯", "乙小帆", "丙小舟", "丁小桥", "戊小楼", "己小苔"];
/// The first of the made-up numbers of credit codes.
const FIRST_CODE: u64 = 88_000_000;

impl Play {
    /// A park imports its register; the first shows the names to everybody.
    pub async fn imports_register(&mut self, estate: &'static Estate) -> Outcome<()> {
        let at = ESTATES.iter().position(|other| other.firm == estate.firm).unwrap_or_default();
        let actor = self.acting(estate.firm).await?;
        let park = actor.member().and_then(|member| member.provider()).ok_or(Refusal::NotFound)?.id;
        let today = self.desk.zone.day(self.desk.now());
        let rows: Vec<Typed> = (0..SIZES[at])
            .map(|n| {
                let business = estate.industries[n % estate.industries.len()];
                let left = n % 11 == 10;
                let form = TenantForm {
                    name: format!("海澜{}{business}有限公司", THINGS[(n + 4 * at) % THINGS.len()]),
                    uscc: invented(estate.district, FIRST_CODE + 1_000 * at as u64 + n as u64).to_string(),
                    contact_name: CONTACTS[n % CONTACTS.len()].to_owned(),
                    contact_phone: format!("0000-66{at}{n:04}"),
                    entered_on: (today - Days::new(40 + 23 * n as u64)).to_string(),
                    business: business.to_owned(),
                    state: if left { State::Left } else { State::Present }.word().to_owned(),
                    remarks: if left { "租约到期，已迁出" } else { "" }.to_owned(),
                };
                Typed { row: n as u32 + 2, form, has_remarks: true, unread: Vec::new() }
            })
            .collect();
        let work = self.desk.begin(&actor).await?;
        let draft = import::stage(&work, "入驻企业名单.xlsx", b"").await?;
        work.keep().await?;
        let plan = import::find::would(&self.desk, park, rows.clone()).await?;
        let work = self.desk.begin(&actor).await?;
        import::confirm(&work, draft, &plan.seal, rows).await?;
        if at == 0 {
            publish(&work, true).await?;
        }
        work.keep().await
    }
}
