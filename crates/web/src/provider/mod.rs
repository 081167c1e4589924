//! 完善服务商信息 for enterprises (C01–C09), the register of providers for officials.

mod form;
mod member;
mod official;

use crate::site::Site;
use hall::kernel::Action;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/my/provider", Action::ApplyAsProvider, member::show)
        .get("/my/provider/edit", Action::ApplyAsProvider, member::edit)
        .upload("/my/provider", Action::ApplyAsProvider, member::save)
        .post("/my/provider/withdraw", Action::ApplyAsProvider, member::withdraw)
        .get("/desk/park", Action::KeepOwnPark, member::show)
        .get("/desk/park/edit", Action::KeepOwnPark, member::edit)
        .upload("/desk/park", Action::KeepOwnPark, member::save)
        .post("/desk/park/withdraw", Action::KeepOwnPark, member::withdraw)
        .get("/office/providers", Action::SeeRegister, official::list)
        .get("/office/providers/{id}", Action::SeeRegister, official::show)
        .post("/office/providers/{id}/suspend", Action::SeeRegister, official::suspend)
        .post("/office/providers/{id}/reactivate", Action::SeeRegister, official::reactivate)
}

#[cfg(test)]
mod tests;
