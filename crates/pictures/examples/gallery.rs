//! Writes one of each picture the program draws into a folder, for looking at: `cargo run -p pictures --example
//! gallery -- FOLDER`.

use std::path::PathBuf;

use pictures::{captcha, draw, qr};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "gallery".into()));
    std::fs::create_dir_all(&folder)?;
    for seed in 1..=3 {
        for mode in draw::Mode::ALL {
            std::fs::write(folder.join(format!("cover-{mode:?}-{seed}.jpg")), draw::cover(mode, seed))?;
        }
        std::fs::write(folder.join(format!("logo-{seed}.png")), draw::logo("NBM", seed))?;
        std::fs::write(
            folder.join(format!("captcha-{seed}.png")),
            captcha::draw(&captcha::word(seed), seed + 100),
        )?;
    }
    for n in 0..4 {
        std::fs::write(folder.join(format!("detail-{n}.jpg")), draw::detail(draw::Mode::Sea, 5, n))?;
    }
    std::fs::write(folder.join("licence.jpg"), draw::licence(1))?;
    std::fs::write(folder.join("qr.svg"), qr::svg("https://hall.example.invalid/").unwrap_or_default())
}
