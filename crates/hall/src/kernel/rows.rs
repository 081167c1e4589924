//! What every table is asked: writing whole rows, as the models they are, so that no column is forgotten; and whether a
//! column holds some words.

use super::{Outcome, Work, text};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, IntoSimpleExpr};

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

/// Whether a column holds these words, capital or small.
#[must_use]
pub fn holds(column: impl IntoSimpleExpr, words: &str) -> Expr {
    let pattern = LikeExpr::new(text::like(&words.to_lowercase())).escape('\\');
    ExprTrait::like(Expr::from(Func::lower(column.into_simple_expr())), pattern)
}
