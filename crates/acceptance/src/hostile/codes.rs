//! Codes and identifiers against references that are written another way.

use super::{reference, text};
use chrono::NaiveDate;
use hall::enterprise::uscc::Uscc;
use hall::kernel::text as rules;

/// Credit codes, resident numbers and phones, each read by the hall, the identity provider and the reference.
pub fn codes(bytes: &[u8]) {
    let typed = text(bytes);
    let plain = reference::plain(&typed);

    let read = Uscc::read(&typed);
    assert_eq!(read.is_ok(), reference::is_credit_code(&plain), "the form of {typed:?}");
    if let Ok(code) = &read {
        assert_eq!(code.as_str(), plain);
        assert_eq!(Uscc::read(code.as_str()).as_ref(), Ok(code), "reading a code again changes nothing");
        assert_eq!(code.check_holds(), reference::check_fits(&plain), "the check of {plain}");
        assert_eq!(
            code.inner_check_holds(),
            reference::inner_check_fits(&plain),
            "the inner check of {plain}"
        );
        assert_eq!(
            identity::testing::is_fine_credit_code(code.as_str()),
            code.check_holds(),
            "both say the same of {plain}"
        );
    }

    let today = NaiveDate::from_ymd_opt(2026, 3, 4).expect("a day of the calendar");
    let number = identity::testing::normal(&typed);
    assert_eq!(
        identity::testing::is_resident_number(&number, today),
        reference::is_resident_number(&number, today),
        "the resident number {number:?}"
    );

    let mobile = rules::mobile(&typed);
    assert_eq!(mobile, reference::mobile(&typed), "the number {typed:?}");
    if let Some(mobile) = &mobile {
        assert_eq!(rules::mobile(mobile).as_ref(), Some(mobile), "reading a number again changes nothing");
        assert!(rules::is_phone(mobile));
    }
    let masked = rules::masked(&typed);
    assert!(masked.chars().filter(|c| *c != '*').count() <= 7, "{masked} shows too much");
}
