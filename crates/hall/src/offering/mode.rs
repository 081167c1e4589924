//! 运输方式 (F08): exactly one of four (L-17).

use crate::kernel::words;

words! {
    /// How a product travels.
    Mode {
        /// 海运.
        Sea = "sea",
        /// 空运.
        Air = "air",
        /// 陆运.
        Road = "road",
        /// 铁路.
        Rail = "rail",
    }
}
