//! The little structure a legal text has.

/// Headings (`## …`), list items (`- …`) and paragraphs, each with its text; the words are `heading`, `item` and `text`.
#[must_use]
pub fn blocks(body: &str) -> Vec<(&'static str, String)> {
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match (line.strip_prefix("## "), line.strip_prefix("- ")) {
            (Some(heading), _) => ("heading", heading.to_owned()),
            (_, Some(item)) => ("item", item.to_owned()),
            _ => ("text", line.trim_start_matches("# ").to_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn a03_a_legal_text_has_headings_items_and_paragraphs() {
        let text = "Hello\n\n## One\n- a\r\n- b\n\n<b>no</b>\n";
        let expected =
            [("text", "Hello"), ("heading", "One"), ("item", "a"), ("item", "b"), ("text", "<b>no</b>")];
        assert_eq!(blocks(text), expected.map(|(kind, words)| (kind, words.to_owned())));
    }
}
