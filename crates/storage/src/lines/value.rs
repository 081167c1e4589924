//! One cell. Numbers with a fraction are written as text: JSON readers may round them.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::Value as Cell;
use sea_orm::sea_query::ArrayType;
use serde_json::Value;

/// A cell as JSON.
pub fn to_json(cell: Cell) -> Result<Value, String> {
    Ok(match cell {
        Cell::Bool(value) => value.into(),
        Cell::Int(value) => value.into(),
        Cell::BigInt(value) => value.into(),
        Cell::Double(value) => value.map(|value| format!("{value:?}")).into(),
        Cell::String(value) => value.into(),
        Cell::Uuid(value) => value.map(|value| value.to_string()).into(),
        Cell::ChronoDateTimeUtc(value) => {
            value.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).into()
        }
        other => return Err(format!("a cell of a kind that is not kept: {other:?}")),
    })
}

/// JSON as a cell of this kind; `None` when it is none.
pub fn from_json(kind: &ArrayType, value: Value) -> Option<Cell> {
    let absent = value.is_null();
    let text = value.as_str();
    Some(match kind {
        ArrayType::Bool => Cell::Bool(optional(absent, value.as_bool())?),
        ArrayType::Int => Cell::Int(optional(absent, value.as_i64().and_then(|n| i32::try_from(n).ok()))?),
        ArrayType::BigInt => Cell::BigInt(optional(absent, value.as_i64())?),
        ArrayType::Double => Cell::Double(optional(absent, text.and_then(|text| text.parse().ok()))?),
        ArrayType::String => Cell::String(optional(absent, text.map(str::to_owned))?),
        ArrayType::Uuid => {
            Cell::Uuid(optional(absent, text.and_then(|text| uuid::Uuid::parse_str(text).ok()))?)
        }
        ArrayType::ChronoDateTimeUtc => {
            let at = text.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
            Cell::ChronoDateTimeUtc(optional(absent, at.map(|at| at.with_timezone(&Utc)))?)
        }
        _ => return None,
    })
}

/// Nothing, something, or neither: a value of another type.
fn optional<T>(absent: bool, value: Option<T>) -> Option<Option<T>> {
    if absent { Some(None) } else { value.map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_cell_comes_back_as_it_was() {
        let at = "2026-03-04T01:02:03.456Z".parse().unwrap();
        for (kind, cell) in [
            (ArrayType::Bool, Cell::Bool(Some(true))),
            (ArrayType::Int, Cell::Int(Some(i32::MIN))),
            (ArrayType::BigInt, Cell::BigInt(Some(i64::MAX))),
            (ArrayType::Double, Cell::Double(Some(0.1 + 0.2))),
            (ArrayType::Double, Cell::Double(Some(1e300))),
            (ArrayType::String, Cell::String(Some("行\n\"引\"\u{0}".to_owned()))),
            (ArrayType::String, Cell::String(None)),
            (ArrayType::Uuid, Cell::Uuid(Some(uuid::Uuid::from_u128(7)))),
            (ArrayType::ChronoDateTimeUtc, Cell::ChronoDateTimeUtc(Some(at))),
            (ArrayType::ChronoDateTimeUtc, Cell::ChronoDateTimeUtc(None)),
        ] {
            let text = to_json(cell.clone()).unwrap().to_string();
            assert_eq!(from_json(&kind, serde_json::from_str(&text).unwrap()), Some(cell), "{text}");
        }
    }

    #[test]
    fn a_cell_of_another_type_is_refused() {
        assert_eq!(from_json(&ArrayType::Int, Value::from(1_i64 << 40)), None);
        assert_eq!(from_json(&ArrayType::Uuid, Value::from("x")), None);
        assert_eq!(from_json(&ArrayType::Bool, Value::from("true")), None);
        assert_eq!(from_json(&ArrayType::Double, Value::from(1.5)), None);
    }
}
