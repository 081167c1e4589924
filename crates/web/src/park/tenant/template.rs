//! 下载导入模板 (E08).

use super::columns::{examples, wanted};
use crate::page::{Answer, Page};
use hall::Refusal;
use hall::park::tenant::import::ROWS;
use serde_json::{Value, json};
use sheets::{Explanation, Template, XLSX};

pub(super) async fn workbook(page: Page) -> Answer {
    let text = |key: &str| page.text(key, &Value::Null);
    let explanation = Explanation {
        title: text("sheet-explained"),
        lines: vec![text("tenant-template-line"), page.text("tenant-template-rows", &json!({ "n": ROWS }))],
        headings: [text("sheet-column"), text("sheet-is-required"), text("sheet-how")],
        required: text("sheet-required"),
        optional: text("optional"),
        refused: text("sheet-refused"),
    };
    let (title, [mark, _]) = (text("tenant-template"), examples(&page));
    let columns = wanted(&page);
    let template =
        Template { title: &title, columns: &columns, example_mark: &mark, explanation: &explanation };
    let bytes = template
        .to_xlsx(page.desk().now().naive_utc())
        .map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{title}.xlsx"), XLSX, bytes))
}
