//! Files with wrong bytes anywhere: whatever they become, reading them ends with rows that are sound or with a refusal.

use crate::testing::{Book, Entry, archive, book, n, r, s, t};
use crate::{Address, Limits, Unreadable, Value, read};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const MUTATIONS: usize = 6_000;

fn whole() -> Book {
    let cells = r(1, &[s("A1", 0), t("B1", "甲&amp;_x000D_"), n("C1", 1, "46090.5")])
        + &r(3, &["<c r=\"A3\" t=\"b\"><f>1</f><v>1</v></c><c t=\"d\"><v>2026-03-09</v></c>".into()]);
    book(format!(
        "<dimension ref=\"A1:C3\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{cells}</sheetData>\
         <mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells><extLst/>"
    ))
    .strings(&["<r><t xml:space=\"preserve\">甲 </t></r><rPh><t>x</t></rPh>", "<t/>"])
    .formats(&[(0, ""), (176, "yyyy\"年\"m\"月\"d\"日\"\\ h:mm"), (177, "[h]:mm")])
}

/// Everything that may be said of what was read.
fn sound(bytes: &[u8]) -> bool {
    let limits = Limits { rows: 100, ..Limits::default() };
    let Ok(reading) = read(bytes, limits) else { return false };
    let Ok(rows) = reading.rows() else { return false };
    let (mut last, mut count) = (0, 0);
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(refusal) => {
                assert!(!refusal.to_string().contains('\n'), "{refusal}");
                return false;
            }
        };
        count += 1;
        assert!(
            row.number > last && row.number <= 1_048_576 && !row.cells.is_empty() && count <= limits.rows
        );
        last = row.number;
        let mut column = 0;
        for cell in &row.cells {
            assert!(cell.column > column && cell.column <= 16_384);
            column = cell.column;
            let place = row.address(cell.column);
            assert_eq!(Address::parse(&place.to_string()), Some(place));
            match &cell.value {
                Value::Text(text) | Value::Error(text) => {
                    assert!(text.len() <= limits.text);
                    assert!(
                        !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n')),
                        "{text:?}"
                    );
                }
                Value::Number(number) => assert!(number.is_finite()),
                Value::Empty => assert!(cell.formula),
                _ => {}
            }
        }
    }
    true
}

/// Changes, repeats, takes out or puts in a few bytes.
fn mutate(bytes: &mut Vec<u8>, chance: &mut StdRng) {
    const SIGNS: &[u8] = b"<>/\"'&;=_x0 9AZ:!?[]-\0\xff\n";
    for _ in 0..chance.random_range(1..4) {
        let at = chance.random_range(0..bytes.len());
        let to = (at + chance.random_range(1..30)).min(bytes.len());
        match chance.random_range(0..5) {
            0 => bytes[at] = SIGNS[chance.random_range(0..SIGNS.len())],
            1 => bytes[at] ^= 1 << chance.random_range(0..8),
            2 => drop(bytes.drain(at..to)),
            3 => drop(bytes.splice(at..at, bytes[at..to].to_vec())),
            _ => bytes.insert(at, SIGNS[chance.random_range(0..SIGNS.len())]),
        }
        if bytes.is_empty() {
            bytes.push(b' ');
        }
    }
}

#[test]
fn a43_wrong_bytes_in_an_archive_break_nothing() {
    let (whole, mut chance) = (whole().packed(), StdRng::seed_from_u64(1));
    assert!(sound(&whole));
    for _ in 0..MUTATIONS {
        let mut bytes = whole.clone();
        mutate(&mut bytes, &mut chance);
        sound(&bytes);
    }
    // Its first two letters alone are a text.
    for end in 3..whole.len() {
        assert!(!sound(&whole[..end]), "cut off at {end}");
    }
}

#[test]
fn safety_a13_wrong_bytes_in_the_parts_break_nothing() {
    let mut chance = StdRng::seed_from_u64(2);
    let parts: Vec<(String, Vec<u8>)> = whole()
        .entries()
        .iter()
        .map(|entry| {
            let mut content = Vec::new();
            let mut decoder = flate2::read::DeflateDecoder::new(&entry.packed[..]);
            std::io::Read::read_to_end(&mut decoder, &mut content).unwrap();
            (entry.name.clone(), content)
        })
        .collect();
    let mut read = 0;
    for at in 0..MUTATIONS {
        let entries: Vec<Entry> = parts
            .iter()
            .enumerate()
            .map(|(number, (name, content))| {
                let mut content = content.clone();
                if number == at % parts.len() {
                    mutate(&mut content, &mut chance);
                }
                Entry::stored(name.as_str(), &content)
            })
            .collect();
        read += usize::from(sound(&archive(&entries)));
    }
    assert!(read > MUTATIONS / 20, "only {read} are still workbooks");
}

#[test]
fn wrong_bytes_in_text_break_nothing() {
    let text = "\u{feff}企业名称,\"面\r\n积\"\r\n\r\n'=1;\t２０２６,\"\"\"\"\r";
    let mut chance = StdRng::seed_from_u64(3);
    let ways = [text.as_bytes().to_vec(), encoding_rs::GB18030.encode(&text[3..]).0.into_owned(), {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }];
    for at in 0..MUTATIONS {
        let mut bytes = ways[at % ways.len()].clone();
        mutate(&mut bytes, &mut chance);
        sound(&bytes);
    }
}

#[test]
fn refusals_are_one_line_whatever_the_file_names() {
    let refusal = Unreadable::damaged("xl/a\n\u{1b}[31m", "x");
    assert_eq!(refusal.to_string(), "the file is damaged in xl/a[31m: x");
}
