//! Writing whole rows: a new row is written as the model it is, so that no column is forgotten.

use super::{Outcome, Work};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

impl Work {
    /// Inserts a row with every column of `model`.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn add<M, A>(&self, model: M) -> Outcome<()>
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait + Send,
    {
        let row = model.into_active_model().reset_all();
        A::Entity::insert(row).exec_without_returning(self.db()).await?;
        Ok(())
    }
}
