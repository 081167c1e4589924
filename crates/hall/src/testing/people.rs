//! People and enterprises at a [`Bench`], made without the operations that make them in earnest: a test of one context
//! need not walk through those below it.

use super::Bench;
use crate::account::Browser;
use crate::account::model::{account, appointment};
use crate::account::session::{self, Opening};
use crate::actor::{Live, resolve};
use crate::enterprise::model::{enterprise, representative};
use crate::kernel::{Actor, Role, Uuid};

/// The address requests come from in tests (RFC 5737).
pub const ADDRESS: &str = "192.0.2.10";

/// The first region of the default zone.
pub const REGION: &str = "990101";

const BROWSER: Browser<'static> = Browser { secret: "the browser of tests", agent: "test" };

impl Bench {
    /// Somebody who has not logged in.
    #[must_use]
    pub fn visitor(&self) -> Actor {
        Actor::Visitor { address: ADDRESS.to_owned() }
    }

    /// The legal texts a new hall starts with, so that people can agree to them and log in.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn legal(&self) {
        crate::account::legal::prepare(&self.desk).await.expect("the texts are kept");
    }

    /// Somebody with an account and a number of their own.
    ///
    /// # Panics
    /// When the database fails, as all that follow.
    pub async fn person(&self, name: &str) -> Uuid {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let (id, number) = (work.id(), work.count_up("test").await.expect("a number"));
        let row = account::Model {
            id,
            phone: Some(format!("+86139{number:08}")),
            login_name: None,
            name: name.to_owned(),
            email: None,
            password: None,
            password_changed_at: None,
            locale: "zh-CN".to_owned(),
            by_sms: false,
            by_wechat: false,
            by_mail: false,
            state: "active".to_owned(),
            created_at: work.now(),
            version: 1,
        };
        work.add(row).await.expect("an account");
        work.keep().await.expect("kept");
        id
    }

    /// An enterprise of the first region, with a credit code that fits.
    pub async fn enterprise(&self, name: &str) -> Uuid {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let (id, number) = (work.id(), work.count_up("test").await.expect("a number"));
        let row = enterprise::Model {
            id,
            uscc: crate::enterprise::uscc::invented(REGION, number.unsigned_abs()).to_string(),
            name: name.to_owned(),
            legal_representative: "甲某".to_owned(),
            address: "示例路 1 号".to_owned(),
            region: REGION.to_owned(),
            contact_name: "乙某".to_owned(),
            contact_phone: "0000-1234567".to_owned(),
            credit_level: String::new(),
            bank_sealed: None,
            bank_changed_at: None,
            source: "test".to_owned(),
            synced_fields: "[]".to_owned(),
            synced_at: Some(work.now()),
            created_at: work.now(),
            version: 1,
        };
        work.add(row).await.expect("an enterprise");
        work.keep().await.expect("kept");
        id
    }

    /// From now on `account` may act for `enterprise`.
    pub async fn represents(&self, account: Uuid, enterprise: Uuid) {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let row = representative::Model {
            id: work.id(),
            account_id: account,
            enterprise_id: enterprise,
            source: "test".to_owned(),
            since: work.now(),
            ended_at: None,
        };
        work.add(row).await.expect("a representative");
        work.keep().await.expect("kept");
    }

    /// From now on `account` holds an office.
    pub async fn appointed(&self, account: Uuid, role: Role, region: &str) {
        let work = self.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let row = appointment::Model {
            id: work.id(),
            account_id: account,
            role: role.word().to_owned(),
            region: region.to_owned(),
            source: "invitation".to_owned(),
            proposed_by: None,
            proposed_at: work.now(),
            confirmed_by: None,
            confirmed_at: Some(work.now()),
            ended_by: None,
            ended_at: None,
        };
        work.add(row).await.expect("an appointment");
        work.keep().await.expect("kept");
    }

    /// A new session of `account`: its cookie.
    pub async fn session(&self, account: Uuid) -> String {
        let row = crate::account::find::own(self.desk.db(), account).await.expect("the account");
        let work = self.desk.begin(&self.visitor()).await.expect("a work");
        let opening = Opening { method: "sms", enterprise: None, browser: BROWSER, id_token: None };
        let begun = session::begin(&work, &row, opening).await.expect("a session");
        work.keep().await.expect("kept");
        begun.token
    }

    /// Who acts with a session cookie.
    pub async fn resolved(&self, token: &str) -> Option<Live> {
        resolve(&self.desk, token, ADDRESS).await.expect("resolved")
    }

    /// `account`, logged in.
    pub async fn acting(&self, account: Uuid) -> Actor {
        let token = self.session(account).await;
        self.resolved(&token).await.expect("a live session").actor
    }

    /// A person who represents a new enterprise, logged in: the actor and the enterprise.
    pub async fn clerk(&self, enterprise: &str) -> (Actor, Uuid) {
        let (account, id) = (self.person("办事员").await, self.enterprise(enterprise).await);
        self.represents(account, id).await;
        (self.acting(account).await, id)
    }

    /// A person who holds an office, logged in.
    pub async fn official(&self, role: Role, region: &str) -> Actor {
        let account = self.person("工作人员").await;
        self.appointed(account, role, region).await;
        self.acting(account).await
    }
}
