//! `tradehall ranking recompute FILE`.

use anyhow::{Context as _, anyhow, bail};
use std::path::Path;

/// Calculates a downloaded ranking anew and says whether it agrees.
///
/// # Errors
/// When the file cannot be read, or does not agree.
pub fn recompute(file: &Path) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let found = web::recompute(&bytes).map_err(|error| anyhow!("{}: {error}", file.display()))?;
    crate::say(&format!("{} (version {}), {} parks", found.name, found.version, found.parks));
    crate::say(&format!("SHA-256 {}", found.digest));
    for difference in &found.differences {
        crate::say(difference);
    }
    if !found.differences.is_empty() {
        bail!("the ranking does not agree with what it was calculated from");
    }
    crate::say("every score and every place agrees");
    Ok(())
}
