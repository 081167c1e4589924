//! Which columns hold what people typed, and putting a text of the test's own into each: a mark that betrays where it came
//! from, or something hostile. A new column must be said here, or a test fails.

use super::World;
use hall::kernel::Uuid;
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, Statement};
use std::collections::BTreeSet;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text somebody typed, or a name that came from outside.
    Text,
    /// JSON with such texts in it.
    Json,
    /// A number of its own form that nobody else has: it stays, and betrays its row as it is.
    Own,
}

/// A table, its key, and what its columns hold.
type Table = (&'static str, &'static str, &'static [(&'static str, Holds)]);

use Holds::{Json, Own, Text};

/// The columns with texts of people.
pub const TEXTS: &[Table] = &[
    ("account", "id", &[("name", Text), ("email", Text), ("login_name", Text), ("phone", Own)]),
    ("assessment", "id", &[("name", Text), ("form", Json)]),
    ("binding", "id", &[("label", Text), ("subject", Text), ("notices_to", Text)]),
    (
        "booking",
        "engagement_id",
        &[
            ("cargo", Text),
            ("quantity", Text),
            ("origin", Text),
            ("remarks", Text),
            ("contact_name", Text),
            ("contact_phone", Text),
        ],
    ),
    ("calendar_day", "day", &[("name_zh", Text), ("name_en", Text)]),
    ("dispatch", "id", &[("address", Text), ("args", Json), ("last_error", Text)]),
    ("engagement", "id", &[("number", Own), ("title", Text), ("snapshot", Json), ("reason", Text)]),
    ("engagement_post", "id", &[("author", Text), ("body", Text)]),
    (
        "enterprise",
        "id",
        &[
            ("uscc", Own),
            ("name", Text),
            ("legal_representative", Text),
            ("address", Text),
            ("contact_name", Text),
            ("contact_phone", Text),
        ],
    ),
    ("file", "id", &[("original_name", Text)]),
    ("filing", "id", &[("park_name", Text), ("draft", Json), ("awards", Json)]),
    ("filing_round", "id", &[("number", Own), ("answers", Json), ("reason", Json), ("remarks", Json)]),
    ("journal", "seq", &[("actor_name", Text), ("changes", Json)]),
    ("legal_document", "id", &[("title_zh", Text), ("title_en", Text)]),
    ("logistics", "offering_id", &[("city", Text), ("city_en", Text), ("tags", Json)]),
    ("message", "id", &[("args", Json)]),
    ("news", "id", &[("title", Text), ("summary", Text), ("blocked_reason", Text)]),
    ("objection", "id", &[("number", Own), ("reason", Text), ("answer", Text)]),
    ("offering", "id", &[("title", Text), ("summary", Text)]),
    ("offering_tag", "offering_id", &[("tag", Text)]),
    ("park", "provider_id", &[("park_name", Text), ("site", Text), ("industries", Json), ("policies", Text)]),
    ("park_industry", "provider_id", &[("industry", Text)]),
    (
        "provider",
        "id",
        &[
            ("name", Text),
            ("uscc", Own),
            ("legal_representative", Text),
            ("contact_name", Text),
            ("contact_phone", Text),
            ("address", Text),
            ("introduction", Text),
        ],
    ),
    ("ranking", "id", &[("snapshot", Json), ("changes", Json)]),
    ("review_round", "id", &[("title", Text), ("proposal", Json), ("remarks", Json), ("reason", Json)]),
    ("review_version", "round_id", &[("proposal", Json)]),
    ("session", "id", &[("agent", Text)]),
    (
        "settlement",
        "id",
        &[
            ("number", Own),
            ("park_name", Text),
            ("business", Text),
            ("remarks", Text),
            ("contact_name", Text),
            ("contact_phone", Text),
            ("reason", Text),
        ],
    ),
    ("settlement_round", "settlement_id", &[("asked", Json), ("reason", Text)]),
    (
        "tenant",
        "id",
        &[
            ("name", Text),
            ("uscc", Own),
            ("business", Text),
            ("contact_name", Text),
            ("contact_phone", Text),
            ("remarks", Text),
        ],
    ),
    ("tenant_change", "import_id", &[("before", Json), ("name", Text)]),
    ("tenant_draft", "id", &[("file_name", Text)]),
    ("tenant_import", "id", &[("file_name", Text)]),
];

/// The columns with the hall's own words: codes, hashes, keys, times. Markdown of officials has a renderer and tests of its
/// own (`web/content`), and so has the markup of news (`news`).
const CODES: &[(&str, &str)] = &[
    ("account", "password locale state"),
    ("appointment", "role region source"),
    ("assessment", "region target rhythm opens_on due_on lock_on state"),
    ("assessment_period", "quarter opens_on due_on lock_on"),
    ("attempt", "subject address device kind"),
    ("binding", "provider kind"),
    ("booking", "ready_on"),
    ("calendar_day", "day kind source"),
    ("catalogue", "mode country city"),
    ("catalogue_place", "mode country city name_zh name_en"),
    ("catalogue_tag", "tag"),
    ("challenge", "phone purpose browser address code_hash"),
    ("consent", "document channel address"),
    ("counter", "name"),
    ("device", "token_hash"),
    ("dispatch", "channel kind locale state"),
    ("engagement", "kind state form_key closed_side"),
    ("engagement_post", "side form_key"),
    ("enterprise", "region credit_level bank_sealed source synced_fields"),
    ("file", "slot key mime sha256 region"),
    ("file_use", "subject_kind"),
    ("filing", "park_kind state"),
    ("filing_round", "digest state"),
    ("handshake", "provider purpose browser state_hash nonce verifier next outcome"),
    ("invitation", "token_hash role"),
    ("journal", "day actor_kind address action subject_kind subject_id previous hash"),
    ("legal_document", "slug body_zh body_en"),
    ("logistics", "mode country city_id pictures"),
    ("message", "kind link"),
    ("news", "body pictures"),
    ("objection", "files state"),
    ("offering", "kind"),
    ("park", "park_kind district pictures"),
    ("provider", "kind region state"),
    ("ranking", "digest"),
    ("representative", "source"),
    ("review_round", "subject_kind region flags state"),
    ("review_version", "flags"),
    ("session", "token_hash method id_token address"),
    ("setting", "name key value"),
    ("settlement", "state wanted_on form_key"),
    ("settlement_round", "state"),
    ("tenant", "entered_on state source"),
    // The file as it was sent in, which only a reader opens.
    ("tenant_draft", "content"),
    ("tenant_import", "digest"),
];

/// Words of JSON that are codes.
const JSON_CODES: &[&str] = &[
    "kind",
    "mode",
    "country",
    "city_id",
    "region",
    "uscc",
    "field",
    "phrase",
    "role",
    "state",
    "source",
    "slot",
    "closed_side",
    "standing",
    "method",
    "purpose",
    "channel",
    "ready_on",
    "number",
    "wanted_on",
    "entered_on",
    "body",
    "publish_at",
    "target",
    "key",
    "rule",
    "papers",
    "fact",
    "quarter",
    "step",
];

/// A text that was put in place of what stood there.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The text.
    pub word: String,
    /// `table.column`.
    pub place: String,
}

/// The keys of rows, table by table.
pub type Keys = BTreeSet<String>;

impl World {
    /// The ids of a table.
    pub async fn ids(&self, table: &str) -> Vec<Uuid> {
        let value = match self.backend() {
            DbBackend::Sqlite => "lower(hex(id))",
            _ => "id::text",
        };
        let texts = self.texts(&format!("SELECT {value} AS value FROM \"{table}\" ORDER BY id")).await;
        texts.iter().map(|text| text.parse().expect("an id")).collect()
    }

    /// The rows there are, for [`World::mark`].
    pub async fn keys(&self) -> Keys {
        let mut keys = Keys::new();
        for (table, key, _) in TEXTS {
            let value = self.key(key);
            let query = format!("SELECT '{table} ' || {value} AS value FROM \"{table}\"");
            keys.extend(self.texts(&query).await);
        }
        keys
    }

    /// How a row of a table with ids stands among its keys.
    pub fn row(&self, table: &str, id: Uuid) -> String {
        match self.backend() {
            DbBackend::Sqlite => format!("{table} X'{}'", id.simple().to_string().to_uppercase()),
            _ => format!("{table} {id}"),
        }
    }

    fn key(&self, column: &str) -> String {
        match self.backend() {
            DbBackend::Sqlite => format!("quote(\"{column}\")"),
            _ => format!("\"{column}\"::text"),
        }
    }

    /// Puts `word(table, column)` into every text of the rows that are not in `known`, and makes the catalogue anew.
    pub async fn mark(&self, known: &Keys, word: impl Fn(&str, &str) -> String) -> Vec<Mark> {
        let mut marks = Vec::new();
        let fresh: Vec<String> = self.keys().await.difference(known).cloned().collect();
        for (table, key, columns) in TEXTS {
            let of = fresh.iter().filter_map(|line| line.strip_prefix(&format!("{table} ")));
            for row in of {
                let here = format!("{} = '{}'", self.key(key), row.replace('\'', "''"));
                for (column, holds) in *columns {
                    let place = format!("{table}.{column}");
                    marks.extend(
                        self.put(table, column, *holds, &here, &word)
                            .await
                            .into_iter()
                            .map(|word| Mark { word, place: place.clone() }),
                    );
                }
            }
        }
        self.rebuild().await;
        marks
    }

    async fn put(
        &self,
        table: &str,
        column: &str,
        holds: Holds,
        here: &str,
        word: &impl Fn(&str, &str) -> String,
    ) -> Vec<String> {
        let query = format!(
            "SELECT \"{column}\" AS value FROM \"{table}\" WHERE {here} AND \"{column}\" IS NOT NULL"
        );
        let Some(old) = self.texts(&query).await.into_iter().next() else { return Vec::new() };
        let (new, word) = match holds {
            Own => return vec![old],
            Text => (word(table, column), word(table, column)),
            Json => {
                let mut value: serde_json::Value = serde_json::from_str(&old).expect("JSON");
                let said = word(table, column);
                if !fill(&mut value, "", &said) {
                    return Vec::new();
                }
                (value.to_string(), said)
            }
        };
        let parameter = if self.backend() == DbBackend::Sqlite { "?" } else { "$1" };
        let change = format!("UPDATE \"{table}\" SET \"{column}\" = {parameter} WHERE {here}");
        let statement = Statement::from_sql_and_values(self.backend(), change, [new.into()]);
        self.bench.desk.database.writer.execute_raw(statement).await.expect("marked");
        vec![word]
    }

    /// The catalogue repeats what products say.
    async fn rebuild(&self) {
        use hall::offering::{catalogue::model, model::Entity};
        let writer = &self.bench.desk.database.writer;
        model::place::Entity::delete_many().exec(writer).await.expect("emptied");
        model::tag::Entity::delete_many().exec(writer).await.expect("emptied");
        model::Entity::delete_many().exec(writer).await.expect("emptied");
        for product in Entity::find().all(writer).await.expect("products") {
            self.bench.turn_product(product.id, |_| {}).await;
        }
    }
}

/// Puts `word` into every text of a JSON value that is no code, id or date; whether there was one.
fn fill(value: &mut serde_json::Value, name: &str, word: &str) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => {
            let code = JSON_CODES.contains(&name)
                || is_number(text)
                || text.parse::<Uuid>().is_ok()
                || text.starts_with('[')
                || text.starts_with("phrase-")
                || text.get(..10).is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok());
            if !code {
                word.clone_into(text);
            }
            !code
        }
        Value::Array(all) => all.iter_mut().fold(false, |any, one| fill(one, name, word) | any),
        Value::Object(all) => all.iter_mut().fold(false, |any, (name, one)| fill(one, name, word) | any),
        _ => false,
    }
}

/// What is calculated with must stay what it is.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[tokio::test]
async fn every_text_column_is_known_to_hold_texts_or_codes() {
    let world = World::new().await;
    let mut strange = Vec::new();
    for (table, column) in world.text_columns().await {
        let text = TEXTS
            .iter()
            .any(|(name, _, columns)| *name == table && columns.iter().any(|(name, _)| *name == column));
        let code =
            CODES.iter().any(|(name, words)| *name == table && words.split(' ').any(|word| word == column));
        if text == code {
            strange.push(format!("{table}.{column}"));
        }
    }
    world.done().await;
    assert!(strange.is_empty(), "say in marks.rs whether people type what stands in {}", strange.join(", "));
}
