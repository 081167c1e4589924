//! A hall with as many products, rounds and bookings as asked, written by the database itself: a million rows in the time
//! of a cup of tea. What is written is what the hall would have written: the same tables, the same invariants.

use hall::testing::Bench;
use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection};

/// How many of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) products: u64,
    pub(crate) rounds: u64,
    pub(crate) bookings: u64,
}

impl Size {
    /// The same number of each.
    pub(crate) const fn of(rows: u64) -> Self {
        Self { products: rows, rounds: rows, bookings: rows }
    }
}

/// Enterprises and providers.
const FIRMS: u64 = 200;
/// The beginning of every bench, in seconds since 1970: the newest row is a second older.
const NOW: u64 = 1_772_586_000;

/// What the databases say differently.
struct Tongue {
    sqlite: bool,
}

impl Tongue {
    /// Numbers from 1.
    fn series(&self, most: u64) -> String {
        if self.sqlite {
            format!(
                "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {most}) SELECT n FROM s) s"
            )
        } else {
            format!("generate_series(1, {most}) s(n)")
        }
    }

    /// The id of the n-th thing of a kind.
    fn id(&self, kind: Kind, n: &str) -> String {
        let kind = kind as u8;
        if self.sqlite {
            format!("unhex(printf('0190{kind:04}0000700080000%011x', {n}))")
        } else {
            format!("('0190{kind:04}-0000-7000-8000-0' || lpad(to_hex({n}), 11, '0'))::uuid")
        }
    }

    /// An instant.
    fn time(&self, seconds: &str) -> String {
        if self.sqlite {
            format!("strftime('%Y-%m-%dT%H:%M:%S+00:00', {seconds}, 'unixepoch')")
        } else {
            format!("to_timestamp({seconds})")
        }
    }
}

/// Whose ids.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Enterprise = 1,
    Provider,
    Product,
    Round,
    Booking,
    Account,
    File,
}

/// The id of the n-th thing of a kind.
pub(crate) fn id(kind: Kind, n: u64) -> hall::kernel::Uuid {
    let kind = u128::from(kind as u8);
    // The two digits of the kind are decimal in the text of the id.
    let digits = kind / 10 * 16 + kind % 10;
    hall::kernel::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | (digits << 96) | u128::from(n))
}

/// Fills an empty hall.
pub(crate) async fn fill(bench: &Bench, url: &str, size: Size) -> anyhow::Result<()> {
    let tongue = Tongue { sqlite: bench.database.is_sqlite() };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let filler = sea_orm::Database::connect(options).await?;
    let settings: &[&str] = if tongue.sqlite {
        // Nothing is lost if this breaks off: it begins anew.
        &["PRAGMA synchronous = OFF", "PRAGMA cache_size = -600000", "PRAGMA temp_store = MEMORY"]
    } else {
        &["SET synchronous_commit = off"]
    };
    run(&filler, settings.iter().map(|setting| (*setting).to_owned())).await?;
    run(&filler, ["BEGIN".to_owned()]).await?;
    run(&filler, firms(&tongue)).await?;
    run(&filler, products(&tongue, size.products)).await?;
    run(&filler, rounds(&tongue, size.rounds)).await?;
    run(&filler, bookings(&tongue, size.bookings)).await?;
    run(&filler, ["COMMIT".to_owned()]).await?;
    // What every database does by itself in time.
    run(&filler, ["ANALYZE".to_owned()]).await?;
    if !tongue.sqlite {
        run(&filler, ["VACUUM".to_owned(), "CHECKPOINT".to_owned()]).await?;
    } else {
        run(&filler, ["PRAGMA wal_checkpoint(TRUNCATE)".to_owned()]).await?;
    }
    Ok(filler.close().await?)
}

async fn run(
    filler: &DatabaseConnection,
    statements: impl IntoIterator<Item = String>,
) -> anyhow::Result<()> {
    for statement in statements {
        filler.execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn firms(t: &Tongue) -> Vec<String> {
    let (series, enterprise, provider) =
        (t.series(FIRMS), t.id(Kind::Enterprise, "n"), t.id(Kind::Provider, "n"));
    let (file, now) = (t.id(Kind::File, "1"), t.time(&NOW.to_string()));
    vec![
        format!(
            "INSERT INTO file (id, slot, key, mime, bytes, width, height, sha256, original_name, public, created_at) \
             VALUES ({file}, 'cover', 'bench', 'image/png', 1, 239, 160, '', 'cover.png', TRUE, {now})"
        ),
        format!(
            "INSERT INTO enterprise (id, uscc, name, legal_representative, address, region, contact_name, contact_phone, \
             credit_level, source, synced_fields, created_at, version) \
             SELECT {enterprise}, 'B' || n, '海澜示例物流有限公司 ' || n, '甲某', '示例路 1 号', \
             CASE WHEN n % 5 < 4 THEN '990101' ELSE '990102' END, '乙某', '0000-1234567', '', 'test', '[]', {now}, 1 \
             FROM {series}"
        ),
        format!(
            "INSERT INTO provider (id, enterprise_id, kind, name, uscc, legal_representative, contact_name, contact_phone, \
             address, introduction, logo, licence, region, state, approved_at, created_at, version) \
             SELECT {provider}, {enterprise}, 'logistics', '海澜示例物流有限公司 ' || n, 'B' || n, '甲某', '乙某', \
             '0000-1234567', '示例路 1 号', '跨境海运、空运与仓储，十二条固定航线。', {file}, {file}, \
             CASE WHEN n % 5 < 4 THEN '990101' ELSE '990102' END, 'active', {now}, {now}, 1 FROM {series}"
        ),
    ]
}

/// Four of five by sea, four of five of these to Singapore; the others to twelve countries and sixty cities.
fn products(t: &Tongue, most: u64) -> Vec<String> {
    let (series, product) = (t.series(most), t.id(Kind::Product, "n"));
    let provider = t.id(Kind::Provider, &format!("(n % {FIRMS}) + 1"));
    let created = t.time(&format!("{NOW} - {most} + n - 1"));
    let (file, never) = (t.id(Kind::File, "1"), t.time("0"));
    let pinned = format!("CASE WHEN n % 1000 = 0 THEN {created} END");
    let mode =
        "CASE WHEN n % 5 < 4 THEN 'sea' WHEN n % 3 = 0 THEN 'air' WHEN n % 3 = 1 THEN 'road' ELSE 'rail' END";
    let country = "CASE WHEN n / 5 % 5 < 4 THEN 'SG' ELSE substr('MYTHVNIDPHJPKRINAEDENLUS', n / 25 % 12 * 2 + 1, 2) END";
    let city = "CASE WHEN n / 5 % 5 < 4 THEN '新加坡' ELSE '示例城市 ' || (n / 25 % 60) END";
    vec![
        format!(
            "INSERT INTO offering (id, provider_id, kind, title, summary, cover, on_shelf, pinned_at, published_at, created_at, \
             updated_at, version) SELECT {product}, {provider}, 'logistics', '示例航线整箱海运专线第 ' || n || ' 号', \
             '每周两班，四天到港，含订舱、报关与目的港提箱；散货可拼。', {file}, TRUE, {pinned}, {created}, {created}, {created}, 1 \
             FROM {series}"
        ),
        format!(
            "INSERT INTO logistics (offering_id, mode, country, city_id, city, city_en, latitude, longitude, tags, pictures) \
             SELECT {product}, {mode}, {country}, '', {city}, {city}, n % 60, n % 120, '[\"整箱\",\"直达\"]', '[]' FROM {series}"
        ),
        format!(
            "INSERT INTO offering_tag (offering_id, tag) SELECT {product}, CASE WHEN n % 10 = 0 THEN '直达' ELSE '整箱' END \
             FROM {series}"
        ),
        format!(
            "INSERT INTO catalogue (offering_id, provider_id, mode, country, city, pinned_at, created_at) \
             SELECT o.id, o.provider_id, l.mode, l.country, l.city, COALESCE(o.pinned_at, {never}), o.created_at \
             FROM offering o JOIN logistics l ON l.offering_id = o.id"
        ),
        "INSERT INTO catalogue_place (mode, country, city, name_zh, name_en, latitude, longitude, products) \
         SELECT mode, country, city, MIN(city), MIN(city_en), MIN(latitude), MIN(longitude), COUNT(*) FROM logistics \
         GROUP BY mode, country, city"
            .to_owned(),
        "INSERT INTO catalogue_tag (tag, products) SELECT tag, COUNT(*) FROM offering_tag GROUP BY tag".to_owned(),
    ]
}

/// Three of five wait; four of five belong to the first region.
fn rounds(t: &Tongue, most: u64) -> Vec<String> {
    let series = t.series(most);
    let (round, subject) = (t.id(Kind::Round, "n"), t.id(Kind::Product, "n"));
    let (enterprise, account) =
        (t.id(Kind::Enterprise, &format!("(n % {FIRMS}) + 1")), t.id(Kind::Account, "1"));
    let at = t.time(&format!("{NOW} - {most} + n - 1"));
    // A few are late, a few are due today, the others have time.
    let due = t.time(&format!("{NOW} - 2000 + n * 3"));
    vec![format!(
        "INSERT INTO review_round (id, subject_kind, subject_id, enterprise_id, region, round, version, title, proposal, flags, \
         state, remarks, submitted_by, submitted_at, updated_at, due_at, decided_by, decided_at) \
         SELECT {round}, 'product', {subject}, {enterprise}, \
         CASE WHEN n % {FIRMS} % 5 < 4 THEN '990101' ELSE '990102' END, 1, 1, '示例航线整箱海运专线第 ' || n || ' 号', '{{}}', '[]', \
         CASE WHEN n / 5 % 5 < 4 THEN 'pending' ELSE 'approved' END, '[]', {account}, {at}, {at}, {due}, \
         CASE WHEN n / 5 % 5 < 4 THEN NULL ELSE {account} END, CASE WHEN n / 5 % 5 < 4 THEN NULL ELSE {at} END FROM {series}"
    )]
}

/// Three of five are the first enterprise's; of these, half wait and half are answered.
fn bookings(t: &Tongue, most: u64) -> Vec<String> {
    let series = t.series(most);
    let (booking, product) = (t.id(Kind::Booking, "n"), t.id(Kind::Product, "n"));
    let provider = t.id(Kind::Provider, &format!("(n % {FIRMS}) + 1"));
    let enterprise =
        t.id(Kind::Enterprise, &format!("CASE WHEN n % 10 < 6 THEN 1 ELSE (n % {FIRMS}) + 1 END"));
    let account = t.id(Kind::Account, "1");
    let at = t.time(&format!("{NOW} - {most} + n - 1"));
    let due = t.time(&format!("{NOW} - 2000 + n * 3"));
    let snapshot = r#"{"title":"示例航线","summary":"每周两班","mode":"sea","country":"SG","city":"新加坡","city_en":"Singapore","provider":"海澜示例物流有限公司","cover":null}"#;
    vec![
        format!(
            "INSERT INTO engagement (id, number, kind, offering_id, provider_id, enterprise_id, account_id, state, title, \
             snapshot, form_key, version, created_at, updated_at, due_at, answered_at, answer_seen_at) \
             SELECT {booking}, 'BN-' || (100000000 + n), 'booking', {product}, {provider}, {enterprise}, {account}, \
             CASE WHEN n / 10 % 10 < 9 THEN 'pending' ELSE 'answered' END, '示例航线', '{snapshot}', 'key-' || n, 1, {at}, {at}, \
             {due}, CASE WHEN n / 10 % 10 < 9 THEN NULL ELSE {at} END, CASE WHEN n / 10 % 10 < 9 THEN NULL ELSE {at} END FROM {series}"
        ),
        format!(
            "INSERT INTO booking (engagement_id, cargo, quantity, ready_on, origin, remarks, contact_name, contact_phone) \
             SELECT {booking}, '示例货物', '2×40HQ', '2026-03-10', '示例市', '', '丙某', '0000-7654321' FROM {series}"
        ),
    ]
}
