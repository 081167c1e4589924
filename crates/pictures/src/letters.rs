//! A font of strokes, drawn by us, so that no font file is needed. Capitals and digits in a box 4 wide and 6 high.

/// Points of one stroke, in units of the box.
pub(crate) type Stroke = Vec<(f32, f32)>;

/// Into how many straight pieces a curve is cut.
const PIECES: usize = 10;

/// The strokes of a character: `M` moves, `L` draws a line, `Q` a curve by way of a control point.
/// Empty for what the font does not know.
pub(crate) fn strokes(letter: char) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = Vec::new();
    let mut words = outline(letter).split_ascii_whitespace();
    let number = |words: &mut std::str::SplitAsciiWhitespace<'static>| -> f32 {
        words.next().and_then(|word| word.parse().ok()).expect("the table below is complete")
    };
    while let Some(verb) = words.next() {
        let point = (number(&mut words), number(&mut words));
        match verb {
            "M" => strokes.push(vec![point]),
            "L" => last(&mut strokes).push(point),
            _ => {
                let end = (number(&mut words), number(&mut words));
                let stroke = last(&mut strokes);
                let from = stroke[stroke.len() - 1];
                for piece in 1..=PIECES {
                    let t = piece as f32 / PIECES as f32;
                    let mix = |a: f32, b: f32, c: f32| (1.0 - t) * ((1.0 - t) * a + 2.0 * t * b) + t * t * c;
                    stroke.push((mix(from.0, point.0, end.0), mix(from.1, point.1, end.1)));
                }
            }
        }
    }
    strokes
}

fn last(strokes: &mut [Stroke]) -> &mut Stroke {
    strokes.last_mut().expect("every outline starts with M")
}

fn outline(letter: char) -> &'static str {
    match letter {
        'A' => "M 0 6 L 2 0 L 4 6 M 0.7 4 L 3.3 4",
        'B' => "M 0 3 L 2.2 3 Q 3.7 2.9 3.7 1.5 Q 3.7 0 2 0 L 0 0 L 0 6 L 2.2 6 Q 4 6 4 4.5 Q 4 3 2.2 3",
        'C' => "M 4 1.2 Q 3.5 0 2 0 Q 0 0 0 3 Q 0 6 2 6 Q 3.5 6 4 4.8",
        'D' => "M 0 0 L 0 6 L 1.6 6 Q 4 6 4 3 Q 4 0 1.6 0 L 0 0",
        'E' => "M 4 0 L 0 0 L 0 6 L 4 6 M 0 3 L 3.2 3",
        'F' => "M 4 0 L 0 0 L 0 6 M 0 3 L 3.2 3",
        'G' => "M 4 1.2 Q 3.5 0 2 0 Q 0 0 0 3 Q 0 6 2 6 Q 4 6 4 3.4 L 2.4 3.4",
        'H' => "M 0 0 L 0 6 M 4 0 L 4 6 M 0 3 L 4 3",
        'I' => "M 2 0 L 2 6",
        'J' => "M 3.6 0 L 3.6 4 Q 3.6 6 1.8 6 Q 0.3 6 0.2 4.4",
        'K' => "M 0 0 L 0 6 M 3.9 0 L 0 3.6 M 1.5 2.4 L 4 6",
        'L' => "M 0 0 L 0 6 L 3.8 6",
        'M' => "M 0 6 L 0 0 L 2 3.6 L 4 0 L 4 6",
        'N' => "M 0 6 L 0 0 L 4 6 L 4 0",
        'O' | '0' => "M 2 0 Q 0 0 0 3 Q 0 6 2 6 Q 4 6 4 3 Q 4 0 2 0",
        'P' => "M 0 6 L 0 0 L 2 0 Q 4 0 4 1.75 Q 4 3.5 2 3.5 L 0 3.5",
        'Q' => "M 2 0 Q 0 0 0 3 Q 0 6 2 6 Q 4 6 4 3 Q 4 0 2 0 M 2.6 4.4 L 4 6.3",
        'R' => "M 0 6 L 0 0 L 2 0 Q 4 0 4 1.75 Q 4 3.5 2 3.5 L 0 3.5 M 2 3.5 L 4 6",
        'S' => "M 3.9 1.1 Q 3.4 0 2 0 Q 0.1 0 0.1 1.5 Q 0.1 2.8 2 3 Q 4 3.2 4 4.5 Q 4 6 2 6 Q 0.5 6 0 4.8",
        'T' => "M 0 0 L 4 0 M 2 0 L 2 6",
        'U' => "M 0 0 L 0 4 Q 0 6 2 6 Q 4 6 4 4 L 4 0",
        'V' => "M 0 0 L 2 6 L 4 0",
        'W' => "M 0 0 L 1 6 L 2 1.6 L 3 6 L 4 0",
        'X' => "M 0 0 L 4 6 M 4 0 L 0 6",
        'Y' => "M 0 0 L 2 3 L 4 0 M 2 3 L 2 6",
        'Z' => "M 0 0 L 4 0 L 0 6 L 4 6",
        '1' => "M 0.8 1.2 L 2.2 0 L 2.2 6",
        '2' => "M 0.1 1.4 Q 0.4 0 2 0 Q 3.9 0 3.9 1.7 Q 3.9 2.8 2.4 3.9 L 0 6 L 4 6",
        '3' => "M 0.2 1 Q 0.7 0 2 0 Q 3.8 0 3.8 1.5 Q 3.8 2.9 1.5 2.9 Q 4 2.9 4 4.4 Q 4 6 2 6 Q 0.6 6 0 4.9",
        '4' => "M 3 6 L 3 0 L 0 4 L 4 4",
        '5' => "M 3.7 0 L 0.5 0 L 0.2 2.8 Q 1 2.2 2 2.2 Q 4 2.2 4 4.1 Q 4 6 2 6 Q 0.6 6 0 4.9",
        '6' => "M 3.6 0.6 Q 3 0 2.2 0 Q 0 0 0 3.8 Q 0 6 2 6 Q 4 6 4 4.2 Q 4 2.5 2.1 2.5 Q 0.3 2.5 0 4.1",
        '7' => "M 0 0 L 4 0 L 1.5 6",
        '8' => {
            "M 2 2.9 Q 0.3 2.9 0.3 1.4 Q 0.3 0 2 0 Q 3.7 0 3.7 1.4 Q 3.7 2.9 2 2.9 Q 0 2.9 0 4.5 Q 0 6 2 6 Q 4 6 4 4.5 Q 4 2.9 2 2.9"
        }
        '9' => "M 0.4 5.4 Q 1 6 1.8 6 Q 4 6 4 2.2 Q 4 0 2 0 Q 0 0 0 1.8 Q 0 3.5 1.9 3.5 Q 3.7 3.5 4 1.9",
        _ => "",
    }
}
