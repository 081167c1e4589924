//! Judges the name an upload came with. The name is never used for storage, yet a name that tries
//! something says enough about the file (ASVS 5.2.2, A41).

use crate::{Kind, Unfit};

/// Longest file name that is still a file name, in characters.
const LONGEST: usize = 255;

/// Extensions that a browser, server or desktop would run; refused anywhere in a name, as in `a.html.png`.
const ACTIVE: &[&str] = &[
    "asp", "aspx", "bat", "cgi", "cmd", "dll", "exe", "gif", "hta", "htm", "html", "jar", "js", "jsp",
    "jspx", "lnk", "mht", "mhtml", "mjs", "msi", "pdf", "phar", "php", "php5", "phtml", "pl", "ps1", "py",
    "scr", "sh", "shtml", "svg", "svgz", "swf", "vbs", "war", "xht", "xhtml", "xml", "zip",
];

/// Which kind the name promises. `Unfit::Name` for tricks, `Unfit::Kind` for other extensions.
pub(crate) fn promised(name: &str) -> Result<Kind, Unfit> {
    if name.chars().count() > LONGEST || name.chars().any(forbidden) || name.contains("%00") {
        return Err(Unfit::Name);
    }
    if name.ends_with(['.', ' ', '\u{3000}', '\u{a0}']) {
        return Err(Unfit::Name);
    }
    let (stem, extension) = name.rsplit_once('.').ok_or(Unfit::Kind)?;
    let kind = match extension.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Kind::Jpeg,
        "png" => Kind::Png,
        _ => return Err(Unfit::Kind),
    };
    if stem.trim_matches([' ', '.']).is_empty() {
        return Err(Unfit::Name);
    }
    let hidden = |part: &str| ACTIVE.contains(&part.trim().to_ascii_lowercase().as_str());
    if stem.split('.').skip(1).any(hidden) {
        return Err(Unfit::Name);
    }
    Ok(kind)
}

/// Characters that hide what a name is: controls, path separators, direction changes, invisible spaces.
/// The zero-width joiner U+200D stays: emoji names need it.
fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '/' | '\\' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{61c}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c05_l4_names_of_the_three_extensions_are_taken_in_any_case() {
        for name in [
            "a.jpg",
            "A.JPG",
            "营业执照 2024.05.01.JpEg",
            "👨‍👩‍👧 标志.png",
            "a b (1).PNG",
            "www.example.com.jpg",
        ] {
            assert!(promised(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a41_names_with_tricks_are_refused() {
        for name in [
            "a.html.png",
            "a.SVG.png",
            "a.php.jpg",
            "a.html\0.png",
            "a.html%00.png",
            "a.png.",
            "a.PNG ",
            "a.png\u{3000}",
            "gpj.\u{202e}png",
            "photo\u{202e}gnp.jpg",
            "a\u{200b}.png",
            "../a.png",
            "c:\\a.png",
            "a\r\n.png",
            ".png",
            "...png",
            " .png",
        ] {
            assert_eq!(promised(name), Err(Unfit::Name), "{name:?}");
        }
        assert_eq!(promised(&format!("{}.png", "长".repeat(300))), Err(Unfit::Name));
    }

    #[test]
    fn a41_other_extensions_are_refused() {
        for name in
            ["a.png.html", "a.gif", "a.heic", "a.svg", "png", "a", "", "a．png", "a.png\u{455}", "a.jpe"]
        {
            assert_eq!(promised(name), Err(Unfit::Kind), "{name:?}");
        }
    }
}
