//! Places for pictures, and what each takes: the trade's numbers (features.md 1.15.1) as data.

use crate::kernel::{Action, words};
use serde::Serialize;

words! {
    /// A place for a picture.
    Slot {
        /// 企业营业执照 (C05, L-4, S2:35).
        Licence = "licence",
        /// 服务商 logo (C05, L-5, S2:36).
        Logo = "logo",
        /// 产品封面图 (F04, L-12, S2:39).
        Cover = "cover",
        /// 产品详情图 (F05, L-13, S2:40).
        Detail = "detail",
        /// 园区/基地图片 (C06).
        Park = "park",
        /// 新闻封面 (E02).
        News = "news",
        /// 新闻正文里的图片 (E02).
        NewsBody = "news_body",
        /// 佐证材料 of an assessment and of an objection: pictures, and PDF as it came.
        Paper = "paper",
    }
}

/// What a slot takes and keeps; what pages write beside the input, and what a machine can read (safety A39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Extensions of file names that are taken.
    pub extensions: &'static [&'static str],
    /// Width on the page in pixels; the greatest stored width where the shape is free.
    pub width: u32,
    /// Height on the page in pixels, where the shape is fixed.
    pub height: Option<u32>,
    /// Greatest stored weight in bytes.
    pub max_bytes: usize,
    /// Greatest upload in bytes: a phone's picture is taken and helped to size.
    pub max_upload: usize,
    /// Greatest number of pixels of an upload.
    pub max_pixels: u64,
    /// How many pictures the slot holds.
    pub max_count: usize,
}

/// jpg, jpeg and png: what S2:35-40 names.
const EXTENSIONS: &[&str] = &["jpg", "jpeg", "png"];

/// What a paper may be besides a picture.
const PAPERS: &[&str] = &["pdf", "jpg", "jpeg", "png"];

/// Greatest PDF in bytes.
pub(super) const PDF_BYTES: usize = 10 * 1024 * 1024;

/// Greatest stored width of a licence: small print stays readable for the reviewer. The 239 × 160 of S2:35 is the size
/// at which pages show it.
const LICENCE_WIDTH: u32 = 2_000;

impl Slot {
    /// The form's name of the field that fills it: where a refusal is shown.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Detail | Self::Park | Self::NewsBody => "pictures",
            Self::News => "cover",
            Self::Paper => "new_paper",
            other => other.word(),
        }
    }

    /// What whoever fills it must be allowed to do.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Licence | Self::Logo | Self::Park => Action::ApplyAsProvider,
            Self::Cover | Self::Detail => Action::KeepOwnProducts,
            Self::News | Self::NewsBody => Action::KeepOwnNews,
            Self::Paper => Action::FileAssessments,
        }
    }

    /// How a picture is judged and written anew.
    #[must_use]
    pub const fn picture(self) -> pictures::Slot {
        match self {
            Self::Licence | Self::Paper => pictures::Slot::width(LICENCE_WIDTH, 2 * 1024 * 1024),
            Self::Logo => pictures::Slot::exact(185, 74, 100 * 1024).keeping_png(),
            Self::Cover => pictures::Slot::exact(239, 160, 200 * 1024),
            Self::News => pictures::Slot::exact(640, 360, 500 * 1024),
            Self::Detail | Self::Park | Self::NewsBody => pictures::Slot::width(1_200, 1024 * 1024),
        }
    }

    /// The same for pages and machines to read.
    #[must_use]
    pub const fn policy(self) -> Policy {
        let picture = self.picture();
        let (width, height) = match picture.target {
            pictures::Target::Exact { w, h } => (w, Some(h)),
            pictures::Target::Width { w, .. } => (w, None),
        };
        Policy {
            extensions: match self {
                Self::Paper => PAPERS,
                _ => EXTENSIONS,
            },
            width,
            height,
            max_bytes: picture.max_bytes,
            max_upload: picture.max_upload,
            max_pixels: picture.max_pixels,
            max_count: match self {
                Self::Detail | Self::Park => 10,
                Self::NewsBody => 20,
                Self::Licence | Self::Logo | Self::Cover | Self::News => 1,
                Self::Paper => 5,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c05_f04_f05_l4_l5_l12_l13_slots_are_as_the_manual_says() {
        let facts = |slot: Slot| {
            let policy = slot.policy();
            (policy.width, policy.height, policy.max_bytes / 1024, policy.max_count)
        };
        assert_eq!(facts(Slot::Licence), (2_000, None, 2_048, 1));
        assert_eq!(facts(Slot::Logo), (185, Some(74), 100, 1));
        assert_eq!(facts(Slot::Cover), (239, Some(160), 200, 1));
        assert_eq!(facts(Slot::Detail), (1_200, None, 1_024, 10));
        assert_eq!(facts(Slot::News), (640, Some(360), 500, 1));
        assert_eq!(facts(Slot::NewsBody), (1_200, None, 1_024, 20));
        for slot in Slot::ALL {
            assert!(slot.policy().extensions.ends_with(&["jpg", "jpeg", "png"]));
            assert!(slot.policy().max_upload >= 20_000_000 && slot.policy().max_pixels >= 20_000_000);
            assert_eq!(Slot::of(slot.word()), Some(slot));
        }
    }
}
