//! QR codes, for what is to be opened on a phone.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// Light modules around the code; the standard asks for four (ISO/IEC 18004).
const QUIET: usize = 4;

/// The text has too many bytes for any QR code at this level (2331).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too much text for a QR code")]
pub struct TooLong;

/// A QR code as an SVG picture, dark on white with its quiet zone, correcting 15 % of damage. It has a `viewBox` and
/// no size: the page decides that. No style or script in it, so it may stand inline under a strict content policy.
///
/// # Errors
/// [`TooLong`] above 2331 bytes.
pub fn svg(text: &str) -> Result<String, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong)?;
    let side = code.size + 2 * QUIET;
    let mut dark = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if run > 0 {
                write!(dark, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET)
                    .expect("a string takes every write");
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{dark}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints the SVG's dark runs, eight pixels a module, and lets a reader of another make read them.
    fn read(svg: &str) -> String {
        let side: usize = svg.split('"').nth(3).unwrap().split(' ').nth(2).unwrap().parse().unwrap();
        let mut dark = vec![false; side * side];
        let runs = svg.split("d=\"").nth(2).unwrap().split('"').next().unwrap();
        for run in runs.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let [x, y, length]: [usize; 3] = [x, y, length].map(|number| number.parse().unwrap());
            dark[y * side + x..][..length].fill(true);
        }
        let shade = |x: usize, y: usize| if dark[y / 8 * side + x / 8] { 0 } else { 255 };
        let mut page = rqrr::PreparedImage::prepare_from_greyscale(side * 8, side * 8, shade);
        page.detect_grids()[0].decode().unwrap().1
    }

    #[test]
    fn qr_codes_are_read_as_what_they_say() {
        let long = "长".repeat(200);
        for text in
            ["https://hall.example.invalid/o/0192f0c1?from=qr", "宁波锚 · 服务编号 0001", "12345", &long]
        {
            assert_eq!(read(&svg(text).unwrap()), text);
        }
    }

    #[test]
    fn qr_svg_holds_nothing_of_the_text_and_refuses_what_does_not_fit() {
        let made = svg("\"><script>alert(1)</script>").unwrap();
        assert!(!made.contains("script") && !made.contains("style"));
        assert!(svg(&"a".repeat(2331)).is_ok());
        assert_eq!(svg(&"a".repeat(2332)), Err(TooLong));
    }
}
