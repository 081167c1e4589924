//! What can be reviewed, and in which state a round can be: the words the database keeps.

use crate::kernel::words;

words! {
    /// What a round of review is about (N08). A seventh kind is an arm here, an arm in `decide.rs`, a form and a page.
    Subject {
        /// An enterprise that wants to be a provider, or a provider that wants its data changed (C07). The subject's
        /// id is the enterprise's: there is at most one provider per enterprise.
        Provider = "provider",
        /// A logistics product (F11). The subject's id is the offering's.
        Product = "product",
        /// 新闻资讯 of a park (E02). The subject's id is the news item's.
        News = "news",
    }
}

words! {
    /// In which state a round is (1.15.3, 1.15.9 (1)).
    State {
        /// 待审核: the applicant may still change or withdraw it.
        Pending = "pending",
        /// 已通过.
        Approved = "approved",
        /// 已拒绝: the applicant sees why and submits the next round.
        Rejected = "rejected",
        /// 已撤回 by the applicant.
        Withdrawn = "withdrawn",
    }
}
