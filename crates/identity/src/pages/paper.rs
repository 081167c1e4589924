//! Drawing a licence: as SVG for the page, as PDF for keeping. Both say 样本 SPECIMEN, for neither is a document of an
//! authority. The PDF names a font every reader of Chinese PDFs has (Adobe-GB1) instead of carrying one.

use super::licence::Row;
use crate::front::Ask;
use crate::provider::Identity;
use crate::view;
use serde_json::json;
use std::fmt::Write as _;

/// What is written on it.
pub struct Lines {
    title: String,
    rows: Vec<(String, String)>,
    notes: Vec<String>,
}

/// The stamp across.
const STAMP: &str = "样本 SPECIMEN";

/// The words of a licence.
pub fn lines(identity: &Identity, ask: &Ask, row: &Row) -> Lines {
    let text = |key: &str| view::text(identity, ask, key, &json!(null));
    let or = |value: &str, key: &str| if value.is_empty() { text(key) } else { value.to_owned() };
    Lines {
        title: row.name.clone(),
        rows: vec![
            (text("licence-number"), row.number.clone()),
            (text("licence-holder"), row.holder.clone()),
            (text("licence-authority"), or(&row.authority, "licence-declared")),
            (text("licence-valid"), or(&row.valid, "licence-valid-unknown")),
            (text("licence-force"), text(&format!("force-{}", row.force))),
        ],
        notes: vec![
            text("licence-note"),
            view::text(identity, ask, "licence-made", &json!({ "at": view::minute(ask.now) })),
        ],
    }
}

/// Pieces of at most `width` half-width characters; a Chinese character is as wide as two.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in text.chars().filter(|c| !c.is_control()) {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if used + wide > width {
            pieces.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// As SVG for the page: no style, no script.
pub fn svg(lines: &Lines) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 842 595\" role=\"img\" aria-labelledby=\"paper-title\" font-family=\"Noto Serif CJK SC, Source Han Serif SC, SimSun, serif\">\
         <title id=\"paper-title\">",
    );
    out.push_str(&escaped(&lines.title));
    out.push_str(
        "</title><rect width=\"842\" height=\"595\" fill=\"#fffdf6\"/>\
         <rect x=\"22\" y=\"22\" width=\"798\" height=\"551\" fill=\"none\" stroke=\"#b08d3c\" stroke-width=\"3\"/>\
         <rect x=\"30\" y=\"30\" width=\"782\" height=\"535\" fill=\"none\" stroke=\"#b08d3c\" stroke-width=\"1\"/>",
    );
    let mut put = |x: i32, y: i32, size: i32, colour: &str, more: &str, text: &str| {
        write!(
            out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{more}>{}</text>",
            escaped(text)
        )
        .expect("a string takes every write");
    };
    put(421, 108, 40, "#7a1f1f", " text-anchor=\"middle\" font-weight=\"bold\"", &lines.title);
    let stamp = " text-anchor=\"middle\" font-weight=\"bold\" fill-opacity=\"0.12\" transform=\"rotate(-24 421 330)\"";
    put(421, 350, 92, "#b42318", stamp, STAMP);
    let mut y = 178;
    for (name, value) in &lines.rows {
        put(90, y, 19, "#6b5a2a", "", name);
        for piece in wrapped(value, 52) {
            put(290, y, 20, "#1f2937", "", &piece);
            y += 28;
        }
        y += 16;
    }
    let mut y = 500;
    for note in lines.notes.iter().flat_map(|note| wrapped(note, 110)) {
        put(90, y, 12, "#6b7280", "", &note);
        y += 18;
    }
    out.push_str("</svg>");
    out
}

/// As PDF 1.4: one A4 page across, one font.
pub fn pdf(lines: &Lines) -> Vec<u8> {
    let mut page = String::new();
    let mut put = |x: f32, y: f32, size: f32, colour: &str, text: &str| {
        writeln!(page, "BT {colour} rg /F1 {size} Tf {x} {y} Td <{}> Tj ET", utf16(text))
            .expect("a string takes every write");
    };
    let width = |text: &str, size: f32| {
        text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f32>() * size
    };
    put(421.0 - width(&lines.title, 36.0) / 2.0, 488.0, 36.0, "0.48 0.12 0.12", &lines.title);
    let mut y = 418.0;
    for (name, value) in &lines.rows {
        put(90.0, y, 17.0, "0.42 0.35 0.16", name);
        for piece in wrapped(value, 52) {
            put(290.0, y, 18.0, "0.12 0.16 0.22", &piece);
            y -= 27.0;
        }
        y -= 15.0;
    }
    let mut y = 94.0;
    for note in lines.notes.iter().flat_map(|note| wrapped(note, 110)) {
        put(90.0, y, 11.0, "0.42 0.45 0.5", &note);
        y -= 16.0;
    }
    // The frame, and the stamp across, turned by 24 degrees, so light that what is under it stays readable.
    let frame = "q 0.69 0.55 0.24 RG 3 w 22 22 798 551 re S 1 w 30 30 782 535 re S Q\n";
    let stamp = format!(
        "q /G1 gs BT 0.7 0.14 0.09 rg /F1 84 Tf 0.9135 0.4067 -0.4067 0.9135 205 150 Tm <{}> Tj ET Q\n",
        utf16(STAMP)
    );
    document(&format!("{frame}{stamp}{page}"), &lines.title)
}

/// UTF-16BE in hexadecimal, as the CMap UniGB-UTF16-H reads it.
fn utf16(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        write!(out, "{unit:04X}").expect("a string takes every write");
        out
    })
}

fn document(content: &str, title: &str) -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>";
    let descendant = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) \
                      /Ordering (GB1) /Supplement 5 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>";
    let descriptor = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
                      /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> \
         /ExtGState << /G1 << /ca 0.15 >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len() + 1),
        font.to_owned(),
        descendant.to_owned(),
        descriptor.to_owned(),
        format!("<< /Title <FEFF{}> >>", utf16(title)),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("a string takes every write");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("a string takes every write");
    for place in places {
        writeln!(out, "{place:010} 00000 n ").expect("a string takes every write");
    }
    write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .expect("a string takes every write");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Lines {
        Lines {
            title: "营业执照".into(),
            rows: vec![("证件编号".into(), "<b>91460200MA5DT7GH60".into())],
            notes: vec!["说明".into()],
        }
    }

    #[test]
    fn b14_the_drawing_carries_the_facts_and_the_word_specimen() {
        let svg = svg(&lines());
        assert!(svg.contains("样本 SPECIMEN") && svg.contains("&lt;b&gt;91460200MA5DT7GH60"));
        assert!(!svg.contains("<b>") && !svg.contains("style=") && !svg.contains("script"));
    }

    #[test]
    fn b14_the_pdf_is_well_formed_and_says_the_same() {
        let pdf = String::from_utf8(pdf(&lines())).unwrap();
        assert!(pdf.starts_with("%PDF-1.4") && pdf.ends_with("%%EOF\n"));
        assert!(pdf.contains(&utf16("91460200MA5DT7GH60")) && pdf.contains(&utf16(STAMP)));
        // Every place in the table is where the object begins.
        let start: usize = pdf.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        assert!(pdf[start..].starts_with("xref"));
        for (at, line) in pdf[start..].lines().skip(3).take(8).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(pdf[place..].starts_with(&format!("{} 0 obj", at + 1)), "{line}");
        }
    }

    #[test]
    fn long_texts_are_cut_into_lines() {
        assert_eq!(wrapped("中文abc", 5), ["中文a", "bc"]);
        assert_eq!(wrapped("", 5), [""]);
    }
}
