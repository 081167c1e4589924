//! What was offered when it was booked.

use crate::kernel::Uuid;
use crate::offering::Mode;
use serde::{Deserialize, Serialize};

/// As much of a product as both sides need to know later what they talked about, though it may have changed or gone
/// since (Q8). Stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// 产品名称.
    pub title: String,
    /// 产品简介.
    pub summary: String,
    /// 运输方式.
    pub mode: Mode,
    /// ISO 3166-1 alpha-2 code of the destination's country.
    pub country: String,
    /// The destination in Chinese, or as it was typed.
    pub city: String,
    /// The destination in English, or as it was typed.
    pub city_en: String,
    /// The provider's name.
    pub provider: String,
    /// The cover's file, which the booking holds.
    pub cover: Option<Uuid>,
}
