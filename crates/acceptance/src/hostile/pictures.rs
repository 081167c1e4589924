//! Uploaded pictures: whatever is accepted is made anew, within its limits.

use super::text;
use pictures::{Slot, check, fit};

/// Small limits, so that a fuzzer spends its time on structures and not on pixels.
fn slot() -> Slot {
    Slot { max_upload: 256 * 1024, max_pixels: 200_000, ..Slot::exact(64, 48, 64 * 1024) }
}

/// Any bytes under either name.
pub fn pictures(bytes: &[u8]) {
    for name in ["a.png", "a.jpg"] {
        let slot = slot();
        if check(bytes, name, &slot).is_err() {
            continue;
        }
        let Ok(fitted) = fit(bytes, &slot, None) else { continue };
        assert!(fitted.bytes.len() <= slot.max_bytes, "{} bytes are kept", fitted.bytes.len());
        let made = if fitted.bytes.starts_with(b"\x89PNG") { "a.png" } else { "a.jpg" };
        assert!(check(&fitted.bytes, made, &slot).is_ok(), "what we make we take");
    }
}

/// Names of files: whatever a name is, the kind of a picture is that of its bytes.
pub fn names(bytes: &[u8]) {
    let name = text(bytes);
    let png = b"\x89PNG\r\n\x1a\n";
    let judged = check(png, &name, &slot());
    assert!(judged.is_err(), "a head without a picture is none, called {name:?}");
}
