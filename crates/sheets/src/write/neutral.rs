//! Keeps typed text from becoming a formula (A07, ASVS 1.2.10).

/// Would a spreadsheet program take this text for a formula or command? Looks at the first character that shows,
/// because some programs skip spaces and invisible characters; the full-width signs count in East Asian versions.
pub(crate) fn leads_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n', '\0']) {
        return true;
    }
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || invisible(c));
    shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Takes out what no cell should hold: control characters other than tab and line ends.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect()
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_a07_every_leading_sign_is_seen_also_behind_what_does_not_show() {
        for text in [
            "=1",
            "+1",
            "-1",
            "@a",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            " =1",
            "\u{feff}=1",
            "\u{3000}=1",
            "\u{200b}\u{202e}＝1",
            "\u{1}=1",
        ] {
            assert!(leads_formula(text), "{text:?}");
        }
        for text in ["", "1=1", "宁波锚", "'=1", "a-b", "（=1）"] {
            assert!(!leads_formula(text), "{text:?}");
        }
    }
}
