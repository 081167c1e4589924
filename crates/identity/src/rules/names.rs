//! Names as they are spelt in pinyin: what a password must not be made of (L-2: 请勿将姓名拼音设为密码).

use pinyin::ToPinyinMulti as _;

/// More readings of a name are not looked at; four characters of three readings each are 81.
const MOST_READINGS: usize = 200;

/// The spellings of a name a password must not contain, in lower case without blanks: whole, given name before
/// surname, and the given name alone when it has two syllables or more. Characters with several readings give several.
pub fn spellings(name: &str) -> Vec<String> {
    let syllables = syllables(name);
    let mut found: Vec<String> = Vec::new();
    for reading in readings(&syllables) {
        // Two characters of surname are rare; both ways of cutting are looked at where there are four characters.
        let cuts: &[usize] = if reading.len() >= 4 { &[1, 2] } else { &[1] };
        found.push(reading.concat());
        for &cut in cuts.iter().filter(|cut| **cut < reading.len()) {
            let (surname, given) = reading.split_at(cut);
            found.push([given.concat(), surname.concat()].concat());
            if given.len() >= 2 {
                found.push(given.concat());
            }
        }
    }
    found.retain(|spelling| spelling.len() >= 3);
    found.sort();
    found.dedup();
    found
}

/// The initials of a name, for passwords whose letters are nothing else: `zs2025!!`.
pub fn initials(name: &str) -> Vec<String> {
    let mut found: Vec<String> = readings(&syllables(name))
        .into_iter()
        .map(|reading| reading.iter().filter_map(|syllable| syllable.chars().next()).collect::<String>())
        .filter(|initials| initials.len() >= 2)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The readings of each character; a word in Latin letters is its own reading.
fn syllables(name: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut word = String::new();
    for c in name.chars().take(20) {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !word.is_empty() {
            found.push(vec![std::mem::take(&mut word)]);
        }
        if let Some(multi) = c.to_pinyin_multi() {
            let mut readings: Vec<String> =
                multi.into_iter().map(|one| one.plain().replace('ü', "v")).collect();
            readings.sort();
            readings.dedup();
            found.push(readings);
        }
    }
    if !word.is_empty() {
        found.push(vec![word]);
    }
    found
}

fn readings(syllables: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = vec![Vec::new()];
    for choices in syllables {
        let longer = found.iter().flat_map(|begun| {
            choices
                .iter()
                .map(move |choice| begun.iter().cloned().chain([choice.clone()]).collect::<Vec<_>>())
        });
        found = longer.take(MOST_READINGS).collect();
    }
    found.retain(|reading| !reading.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l2_names_are_spelt_whole_turned_and_without_surname() {
        let found = spellings("张小明");
        for spelling in ["zhangxiaoming", "xiaomingzhang", "xiaoming"] {
            assert!(found.contains(&spelling.to_owned()), "{spelling} in {found:?}");
        }
        assert!(!found.contains(&"zhang".to_owned()));
        assert_eq!(initials("张小明"), ["zxm"]);
    }

    #[test]
    fn l2_characters_with_several_readings_give_several_spellings() {
        let found = spellings("单重");
        assert!(
            found.contains(&"shanzhong".to_owned()) && found.contains(&"danchong".to_owned()),
            "{found:?}"
        );
        assert!(spellings("欧阳明月").contains(&"mingyue".to_owned()));
        assert!(spellings("吕布").contains(&"lvbu".to_owned()));
    }

    #[test]
    fn l2_foreign_and_empty_names_are_fine() {
        assert!(spellings("Ann Lee").contains(&"annlee".to_owned()));
        assert!(spellings("").is_empty() && spellings("··").is_empty() && initials("").is_empty());
    }
}
