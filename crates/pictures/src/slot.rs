//! What a place for a picture takes and what it keeps.

/// What the stored picture looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Exactly this size in page pixels: cropped around the centre to the shape, then scaled.
    Exact {
        /// Width in page pixels.
        w: u32,
        /// Height in page pixels.
        h: u32,
    },
    /// At most this wide; a narrower picture keeps its width, a very tall one is scaled down to the height.
    Width {
        /// Greatest width in pixels.
        w: u32,
        /// Greatest height in pixels.
        max_h: u32,
    },
}

/// The rules of one place for a picture (licence, logo, cover, detail …). The trade's numbers live with the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Greatest upload in bytes.
    pub max_upload: usize,
    /// Greatest number of pixels, read from the header before anything is decoded.
    pub max_pixels: u64,
    /// Least width and height in pixels after cropping, if small pictures are useless here.
    pub min: Option<(u32, u32)>,
    /// The shape of what is stored.
    pub target: Target,
    /// For [`Target::Exact`]: store at up to this many times the page size, so that it is sharp on dense screens.
    /// A picture with fewer pixels is stored at a smaller factor, never blown up beyond one. Zero counts as one.
    pub scale: u32,
    /// Greatest stored weight in bytes.
    pub max_bytes: usize,
    /// Keep PNG (and transparency) when the upload is PNG and the result stays under the weight: logos.
    /// Otherwise the result is JPEG on white.
    pub keep_png: bool,
}

impl Slot {
    /// Upload limit for ordinary slots: 20 MB, which is what a phone makes.
    pub const UPLOAD: usize = 20 * 1024 * 1024;
    /// Pixel limit for ordinary slots: 25 million, so that any 20-megapixel phone picture is taken.
    pub const PIXELS: u64 = 25_000_000;
    /// Height limit for [`Target::Width`]: long enough for the usual tall product picture.
    pub const TALL: u32 = 6000;

    /// A slot of exactly `w` × `h` page pixels, stored at double size where the upload allows, as JPEG.
    pub const fn exact(w: u32, h: u32, max_bytes: usize) -> Self {
        Self {
            max_upload: Self::UPLOAD,
            max_pixels: Self::PIXELS,
            min: None,
            target: Target::Exact { w, h },
            scale: 2,
            max_bytes,
            keep_png: false,
        }
    }

    /// A slot at most `w` pixels wide, as JPEG.
    pub const fn width(w: u32, max_bytes: usize) -> Self {
        Self {
            max_upload: Self::UPLOAD,
            max_pixels: Self::PIXELS,
            min: None,
            target: Target::Width { w, max_h: Self::TALL },
            scale: 1,
            max_bytes,
            keep_png: false,
        }
    }

    /// The same slot, keeping PNG where it can.
    pub const fn keeping_png(self) -> Self {
        Self { keep_png: true, ..self }
    }

    /// The same slot, refusing pictures smaller than this.
    pub const fn at_least(self, w: u32, h: u32) -> Self {
        Self { min: Some((w, h)), ..self }
    }
}
