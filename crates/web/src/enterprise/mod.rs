//! 用户中心 (B01): the three blocks 账号信息, 企业信息 and 企业银行账户, and for whom one acts.

mod choose;
mod mismatch;
mod my;
pub(crate) mod official;

use crate::site::Site;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let site = my::routes(site);
    let site = mismatch::routes(site);
    let site = choose::routes(site);
    official::routes(site)
}

#[cfg(test)]
mod tests;
