//! What people of the scene have done before a test begins, each by the operation that does it in earnest.

use super::roles::Side;
use super::scene::{Scene, Thing};
use gateways::store::Key;
use hall::engagement::{BookingForm, book};
use hall::file;
use hall::kernel::{Actor, Uuid};
use hall::park::settlement::{self, SettlementForm};
use hall::park::tenant::import::{self, Typed};
use hall::park::tenant::{self, TenantForm};
use hall::provider::Draft;
use hall::testing::{Bench, png};

impl Scene {
    pub(super) async fn asks_to_become_a_provider(&mut self, account: Uuid, side: Side) {
        let bench = &self.world.bench;
        let enterprise = bench.enterprise("等候示例科技").await;
        bench.represents(account, enterprise).await;
        self.moves_to(enterprise, side).await;
        let (bench, desk) = (&self.world.bench, &self.world.bench.desk);
        let actor = bench.acting(account).await;
        let licence = picture(bench, "licence", enterprise, side).await;
        let logo = picture(bench, "logo", enterprise, side).await;
        let row = hall::enterprise::find::one(desk.db(), enterprise).await.expect("the enterprise");
        let draft = Draft {
            kind: "logistics".to_owned(),
            licence: Some(licence),
            logo: Some(logo),
            introduction: "示例".to_owned(),
            ..Draft::of(&row)
        };
        let work = desk.begin(&actor).await.expect("a work");
        let round = hall::provider::submit(&work, draft).await.expect("submitted").round().id;
        work.keep().await.expect("kept");
        self.shared.insert((Thing::Round, side), round);
        self.shared.insert((Thing::File, side), licence);
    }

    /// Books a product for an enterprise.
    pub async fn books(&self, buyer: Uuid, product: Uuid) -> Uuid {
        let (actor, desk) = (hall::testing::enterprise(self.stranger, buyer, "*"), &self.world.bench.desk);
        let form = BookingForm {
            cargo: "日用陶瓷".to_owned(),
            quantity: "2×40HQ".to_owned(),
            ready_on: desk.zone.day(desk.now()).to_string(),
            origin: "示例仓库".to_owned(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            ..BookingForm::default()
        };
        let work = desk.begin(&actor).await.expect("a work");
        let booked = book(&work, product, &desk.id().to_string(), &form).await.expect("booked");
        work.keep().await.expect("kept");
        booked.id
    }

    /// Asks a park for a place for an enterprise.
    pub async fn asks_to_settle(&self, buyer: Uuid, park: Uuid) -> Uuid {
        let (actor, desk) = (hall::testing::enterprise(self.stranger, buyer, "*"), &self.world.bench.desk);
        let form = SettlementForm {
            business: "跨境电商仓配".to_owned(),
            staff: "20".to_owned(),
            wanted_on: desk.zone.day(desk.now()).to_string(),
            remarks: "需要冷库".to_owned(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            ..SettlementForm::default()
        };
        let work = desk.begin(&actor).await.expect("a work");
        let asked = settlement::ask(&work, park, &desk.id().to_string(), &form).await.expect("asked");
        work.keep().await.expect("kept");
        asked.id
    }

    /// A tenant by hand, and an import that changed it and added another: the tenant and the import.
    pub async fn keeps_tenants(&self, keeper: &Actor) -> (Uuid, Uuid) {
        let desk = &self.world.bench.desk;
        let form = |uscc: u64, name: &str| TenantForm {
            name: name.to_owned(),
            uscc: hall::enterprise::uscc::invented("990101", uscc).to_string(),
            contact_name: "丙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            entered_on: desk.zone.day(desk.now()).to_string(),
            business: "仓配".to_owned(),
            state: "present".to_owned(),
            remarks: "三号楼".to_owned(),
        };
        let work = desk.begin(keeper).await.expect("a work");
        // Codes nobody else has: each betrays its row.
        let number = 70_000_000 + 2 * work.count_up("tenants").await.expect("a number").unsigned_abs();
        let tenant = tenant::add(&work, &form(number, "示例租户")).await.expect("added");
        let draft = import::stage(&work, "名单.xlsx", b"").await.expect("staged");
        work.keep().await.expect("kept");
        let park = keeper.member().and_then(|member| member.provider()).expect("a park").id;
        let row = |row, form| Typed { row, form, has_remarks: true, unread: Vec::new() };
        let rows = vec![row(2, form(number, "示例租户改名")), row(3, form(number + 1, "示例租户乙"))];
        let plan = import::find::would(desk, park, rows.clone()).await.expect("a plan");
        let work = desk.begin(keeper).await.expect("a work");
        import::confirm(&work, draft, &plan.seal, rows).await.expect("imported");
        work.keep().await.expect("kept");
        (tenant, draft)
    }
}

/// A picture as it would have been stored; making one in earnest for every scene takes too long.
pub async fn picture(bench: &Bench, slot: &str, enterprise: Uuid, side: Side) -> Uuid {
    let desk = &bench.desk;
    let work = desk.begin(&Actor::Machine("test")).await.expect("a work");
    let (id, bytes) = (work.id(), png(8, 8));
    let key = Key::of(id);
    let row = file::model::Model {
        id,
        slot: slot.to_owned(),
        key: key.to_string(),
        mime: "image/png".to_owned(),
        bytes: i64::try_from(bytes.len()).expect("a small picture"),
        width: 8,
        height: 8,
        sha256: String::new(),
        original_name: "a.png".to_owned(),
        account_id: None,
        enterprise_id: Some(enterprise),
        region: Some(side.region().to_owned()),
        public: false,
        created_at: work.now(),
    };
    desk.store.put(&key, bytes.into()).await.expect("kept bytes");
    work.add(row).await.expect("a file");
    work.keep().await.expect("kept");
    id
}
