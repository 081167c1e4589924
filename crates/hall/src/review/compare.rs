//! Seeing what changed between two proposals.

use crate::journal::{Change, changes};
use crate::kernel::Outcome;
use serde_json::Value;

/// The fields in which two proposals differ, in the order of the form. `None` for the first stands for "there was
/// nothing".
///
/// # Errors
/// When one of them is not JSON.
pub fn compare(before: Option<&str>, after: &str) -> Outcome<Vec<Change>> {
    let before = before.map(serde_json::from_str::<Value>).transpose()?.unwrap_or(Value::Null);
    let after: Value = serde_json::from_str(after)?;
    Ok(between(&before, &after))
}

/// The same for proposals that are already read.
#[must_use]
pub fn between(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = changes(before, after);
    // A field that is missing and one that is empty are the same to whoever reads a form.
    found.retain(|change| change.before != change.after);
    // The newer proposal has the form's order; what is only in the older one comes last.
    let place = |change: &Change| {
        after.as_object().and_then(|fields| fields.keys().position(|key| *key == change.field))
    };
    found.sort_by_key(|change| place(change).unwrap_or(usize::MAX));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(found: &[Change]) -> Vec<&str> {
        found.iter().map(|change| change.field.as_str()).collect()
    }

    #[test]
    fn n08_only_what_changed_is_shown_in_the_order_of_the_form() {
        let before = json!({ "gone": 1, "phone": "1", "name": "甲", "tags": ["a"] }).to_string();
        let after = json!({ "name": "乙", "address": "东路", "tags": ["a", "b"], "phone": "1" }).to_string();
        let found = compare(Some(&before), &after).unwrap();
        assert_eq!(fields(&found), ["name", "address", "tags", "gone"]);
        assert_eq!(found[0], Change { field: "name".into(), before: json!("甲"), after: json!("乙") });
        assert_eq!(compare(Some(&after), &after).unwrap(), []);
    }

    #[test]
    fn n08_a_first_proposal_is_all_new() {
        let found = compare(None, &json!({ "name": "甲", "logo": null }).to_string()).unwrap();
        assert_eq!(fields(&found), ["name"]);
        assert_eq!(found[0].before, Value::Null);
    }
}
