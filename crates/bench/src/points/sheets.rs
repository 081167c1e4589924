//! (8) A register of 100,000 tenants read and checked cell by cell, and written, beside the libraries alone: calamine, which keeps every
//! cell, and rust_xlsxwriter.

use crate::report::{Figure, Limit, Report};
use crate::timing::{Times, ratio, said};
use anyhow::Context as _;
use calamine::{Data, Reader as _};
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sheets::{Asked, Cell, Column, Kind, Limits, Table, Wanted, Width};
use std::io::Cursor;
use std::time::Instant;

const ROWS: usize = 100_000;
const TURNS: usize = 3;
const HEADINGS: [&str; 8] =
    ["企业名称", "统一社会信用代码", "联系人", "电话", "入驻时间", "业务类型", "状态", "备注"];

fn day(row: usize) -> NaiveDate {
    NaiveDate::default() + chrono::Days::new(18_000 + (row % 2_000) as u64)
}

fn texts(row: usize) -> [String; 7] {
    [
        format!("海澜示例{row}企业有限公司"),
        format!("Y1990101{row:08}0X"),
        format!("某{}", row % 500),
        format!("0000-{row:07}"),
        ["跨境电商", "仓储", "直播"][row % 3].to_owned(),
        ["在园", "已迁出"][usize::from(row.is_multiple_of(9))].to_owned(),
        format!("{} 号楼", row % 40),
    ]
}

pub(crate) fn measure(report: &mut Report) -> anyhow::Result<()> {
    let written = NaiveDate::default().and_time(chrono::NaiveTime::MIN);
    let (mut ours_out, mut bare_out, mut ours_in, mut bare_in) = Default::default();
    let mut file = Vec::new();
    for _ in 0..TURNS {
        file = timed(&mut ours_out, || export(written))?;
        timed(&mut bare_out, alone)?;
    }
    for _ in 0..TURNS {
        anyhow::ensure!(timed(&mut ours_in, || import(&file))? == ROWS, "rows were lost");
        anyhow::ensure!(timed(&mut bare_in, || read_alone(&file))? == ROWS, "rows were lost");
    }
    for (what, ours, bare, means) in [
        ("read by headings and checked", &ours_in, &bare_in, "calamine"),
        ("written", &ours_out, &bare_out, "rust_xlsxwriter"),
    ] {
        report.add(Figure {
            point: 8,
            what: format!("{ROWS} tenants in a workbook ({} MB) {what}", file.len() >> 20),
            ours: said(ours.median()),
            bare: format!("{} {means}", said(bare.median())),
            ratio: ratio(ours.median(), bare.median()),
            limit: Limit::Most(2.0),
        });
    }
    Ok(())
}

fn timed<T>(times: &mut Times, turn: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let began = Instant::now();
    let done = turn()?;
    times.push(began.elapsed());
    Ok(done)
}

/// As the export writes.
fn export(written: NaiveDateTime) -> anyhow::Result<Vec<u8>> {
    let kind = |heading: &&str| if *heading == "入驻时间" { Kind::Date } else { Kind::Text };
    let columns = HEADINGS.iter().map(|heading| Column::new(*heading, kind(heading))).collect();
    let rows = (0..ROWS).map(|row| {
        let mut cells: Vec<Cell> = texts(row).into_iter().map(Cell::Text).collect();
        cells.insert(4, Cell::Date(day(row)));
        cells
    });
    Ok(Table { title: "园区企业".to_owned(), columns, rows }.to_xlsx(written)?)
}

/// The library by itself, with the same cells.
fn alone() -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.write_string(0, column as u16, *heading)?;
    }
    for row in 0..ROWS {
        let here = row as u32 + 1;
        let on = day(row).format("%Y-%m-%d").to_string();
        for (at, text) in texts(row).into_iter().enumerate() {
            sheet.write_string(here, (if at < 4 { at } else { at + 1 }) as u16, text)?;
            if at == 3 {
                sheet.write_datetime_with_format(here, 4, ExcelDateTime::parse_from_str(&on)?, &date)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// As the import reads: headings found, every cell as what its column asks for, and the rules of the register.
fn import(file: &[u8]) -> anyhow::Result<usize> {
    let keys =
        ["name", "uscc", "contact_name", "contact_phone", "entered_on", "business", "state", "remarks"];
    let wanted: Vec<Wanted> = keys
        .iter()
        .zip(HEADINGS)
        .map(|(key, heading)| Wanted::new(*key, heading, Asked::Text).required())
        .collect();
    let limits = Limits { rows: ROWS as u32 + 1, ..Limits::default() };
    let reading = sheets::read(file, limits)?;
    let mut rows = Vec::new();
    let today = day(1_999);
    for line in sheets::headed(reading.rows()?, &wanted, None)? {
        let line = line?;
        let text = |key| -> anyhow::Result<String> {
            Ok(line.get(key).text(Width::Half).ok().flatten().unwrap_or_default())
        };
        let on = line.get("entered_on").day().ok().flatten().context("a day")?;
        let state = line.get("state").choice(&["在园", "已迁出"]).ok().flatten().context("a state")?;
        let form = hall::park::tenant::TenantForm {
            name: text("name")?,
            uscc: text("uscc")?,
            contact_name: text("contact_name")?,
            contact_phone: text("contact_phone")?,
            entered_on: on.to_string(),
            business: text("business")?,
            state: ["present", "left"][state].to_owned(),
            remarks: text("remarks")?,
        };
        let checked = form.check(today, false).map_err(|refused| anyhow::anyhow!("{refused}"))?;
        rows.push(checked);
    }
    Ok(rows.len())
}

/// The usual library by itself: every cell as text or number.
fn read_alone(file: &[u8]) -> anyhow::Result<usize> {
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(file))?;
    let sheet = book.worksheet_range_at(0).context("a sheet")??;
    let filled = |row: &&[Data]| row.iter().any(|cell| !matches!(cell, Data::Empty));
    Ok(sheet.rows().skip(1).filter(filled).count())
}
