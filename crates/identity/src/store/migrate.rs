//! How the tables came to be: one source for SQLite and PostgreSQL, append-only.

use sea_orm_migration::prelude::*;

/// All migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(First)]
    }
}

/// The first tables.
struct First;

impl MigrationName for First {
    fn name(&self) -> &'static str {
        "m0001_identity"
    }
}

fn column(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

fn id(name: &'static str) -> ColumnDef {
    column(name).uuid().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    column(name).text().not_null().take()
}

fn text_null(name: &'static str) -> ColumnDef {
    column(name).text().null().take()
}

fn number(name: &'static str) -> ColumnDef {
    column(name).integer().not_null().take()
}

fn time(name: &'static str) -> ColumnDef {
    column(name).timestamp_with_time_zone().not_null().take()
}

fn time_null(name: &'static str) -> ColumnDef {
    column(name).timestamp_with_time_zone().null().take()
}

/// A table whose first column is its key; `owned` tables go with the account they belong to.
async fn make(
    manager: &SchemaManager<'_>,
    name: &'static str,
    owned: bool,
    columns: impl IntoIterator<Item = ColumnDef>,
    rules: &[&'static str],
    indexes: &[&str],
) -> Result<(), DbErr> {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for (at, mut column) in columns.into_iter().enumerate() {
        if at == 0 {
            column.primary_key();
        }
        table.col(&mut column);
    }
    for rule in rules {
        table.check(Expr::cust(*rule));
    }
    if owned {
        table.foreign_key(
            ForeignKey::create()
                .from(Alias::new(name), Alias::new("account_id"))
                .to(Alias::new("account"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        );
    }
    manager.create_table(table.take()).await?;
    for columns in indexes {
        let (unique, columns) = match columns.strip_prefix("unique ") {
            Some(columns) => ("UNIQUE ", columns),
            None => ("", *columns),
        };
        let index =
            format!("CREATE {unique}INDEX ix_{name}_{} ON {name} ({columns})", columns.replace(", ", "_"));
        manager.get_connection().execute_unprepared(&index).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let account = [
            id("id"),
            text("kind"),
            text("login"),
            text("login_key"),
            text("password"),
            text("name"),
            text("phone"),
            text("address"),
            number("level"),
            text("terms"),
            time("created_at"),
            time("password_at"),
        ];
        let kinds = "kind IN ('natural', 'legal')";
        make(m, "account", false, account, &[kinds, "level BETWEEN 1 AND 4"], &["unique login_key", "phone"])
            .await?;
        let person = [
            id("account_id"),
            text("nationality"),
            text("document"),
            text("number"),
            text("valid_from"),
            text_null("valid_until"),
        ];
        make(m, "person", true, person, &[], &[]).await?;
        let enterprise = [
            id("account_id"),
            text("kind"),
            text("name"),
            text("uscc"),
            text("representative"),
            text("nationality"),
            text("document"),
            text("number"),
            text("valid_from"),
            text_null("valid_until"),
            text("address"),
            text_null("region"),
        ];
        let kinds = "kind IN ('enterprise', 'society', 'institution')";
        make(m, "enterprise", true, enterprise, &[kinds, "length(uscc) = 18"], &["uscc"]).await?;
        let licence = [
            id("id"),
            id("account_id"),
            text("name"),
            text("number"),
            text("authority"),
            text("holder"),
            text_null("valid_from"),
            text_null("valid_until"),
            time("created_at"),
        ];
        make(m, "licence", true, licence, &[], &["account_id"]).await?;

        let session = [
            text("mark"),
            id("id"),
            id("account_id"),
            text("way"),
            text("address"),
            text("agent"),
            time("created_at"),
            time("seen_at"),
        ];
        make(m, "session", true, session, &[], &["unique id", "account_id"]).await?;
        let request = [
            id("id"),
            text("visit"),
            text("client"),
            text("redirect"),
            text("state"),
            text_null("nonce"),
            text("challenge"),
            text("scope"),
            text_null("wanted"),
            column("anew").boolean().not_null().take(),
            time("created_at"),
        ];
        make(m, "login_request", false, request, &[], &[]).await?;
        let code = [
            text("mark"),
            text("client"),
            text("redirect"),
            text_null("nonce"),
            text("challenge"),
            text("scope"),
            id("account_id"),
            text("way"),
            time("login_at"),
            time("created_at"),
            time_null("used_at"),
        ];
        make(m, "code", true, code, &[], &[]).await?;
        let token = [text("mark"), text("code"), text("scope"), id("account_id"), time("expires_at")];
        make(m, "token", true, token, &[], &["code"]).await?;
        let scan = [
            text("mark"),
            text("visit"),
            text("compare"),
            text("wanted"),
            text("state"),
            column("account_id").uuid().null().take(),
            text("address"),
            text("agent"),
            time("created_at"),
        ];
        let states = "state IN ('shown', 'seen', 'allowed', 'refused', 'used')";
        make(m, "scan", true, scan, &[states], &["visit"]).await?;
        let key =
            [text("kid"), text("n"), text("e"), text("sealed"), time("created_at"), time_null("retired_at")];
        make(m, "signing_key", false, key, &[], &[]).await?;

        let captcha = [
            text("visit"),
            text("word"),
            number("a"),
            number("b"),
            column("look").big_integer().not_null().take(),
            time("created_at"),
        ];
        make(m, "captcha", false, captcha, &[], &[]).await?;
        let sms = [
            id("id"),
            text("visit"),
            text("purpose"),
            text("phone"),
            text("mark"),
            number("tries"),
            time("created_at"),
            time_null("used_at"),
        ];
        make(m, "sms_code", false, sms, &[], &["visit"]).await?;
        make(m, "attempt", false, [id("id"), text("bucket"), time("at")], &[], &["bucket, at"]).await?;
        make(m, "draft", false, [text("visit"), text("sealed"), time("updated_at")], &[], &[]).await?;
        let event = [
            id("id"),
            time("at"),
            column("account_id").uuid().null().take(),
            text("kind"),
            text("address"),
            text("agent"),
            text_null("client"),
        ];
        make(m, "event", false, event, &[], &["account_id, at"]).await
    }
}
