//! Makes texts alike that people take for the same.

use unicode_normalization::UnicodeNormalization;

/// What may stand behind or before a heading and says nothing about what it is.
const MARKS: &[&str] =
    &["(必填)", "[必填]", "【必填】", "必填*", "(必选)", "(选填)", "(required)", "(optional)", "*", ":"];

/// A text for comparing: full-width characters as half-width ones (NFKC), small letters, no spaces and nothing that does not show.
pub(crate) fn fold(text: &str) -> String {
    let shown = |c: &char| !c.is_whitespace() && !c.is_control() && !unseen(*c);
    text.nfkc().filter(shown).flat_map(char::to_lowercase).collect()
}

/// A heading for comparing: also without the marks that say whether it must be filled.
pub(crate) fn heading(text: &str) -> String {
    let mut folded = fold(text);
    loop {
        let rest =
            MARKS.iter().find_map(|mark| folded.strip_suffix(mark).or_else(|| folded.strip_prefix(mark)));
        match rest {
            Some(rest) if !rest.is_empty() => folded = rest.to_owned(),
            _ => return folded,
        }
    }
}

/// Full-width signs, letters, digits and spaces as half-width ones, all else as it is.
pub(crate) fn half_width(text: &str) -> String {
    let half = |c| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(half).collect()
}

/// Without spaces and what does not show at both ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || unseen(c))
}

/// Characters that have no width.
fn unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_mean_the_same_are_alike() {
        for written in [
            "企业名称",
            " 企业 名称 ",
            "企业名称*",
            "*企业名称",
            "企业名称（必填）",
            "企业\n名称",
            "企业名称：",
            "\u{feff}企业名称(必填)*",
            "企业名称 （选填）",
        ] {
            assert_eq!(heading(written), "企业名称", "{written:?}");
        }
        assert_eq!(heading("ＵＳＣＣ Code *"), "uscccode");
        assert_eq!(heading("面积（㎡）"), heading("面积(m2)"));
        assert_eq!(heading("*"), "*");
        assert_eq!(half_width("１３８Ａ－（甲）\u{3000}。"), "138A-(甲) 。");
        assert_eq!(trim("\u{3000}\u{200b} 甲 乙\n"), "甲 乙");
    }
}
