//! Why a cell is not what was asked for.

/// Why a cell cannot be taken. Whoever shows it makes a sentence of it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A formula failed with this, such as `#N/A`.
    #[error("the formula fails with {0}")]
    Failed(String),
    /// A formula whose result is not in the file: it has to be opened and saved in a spreadsheet program.
    #[error("the formula was not calculated")]
    NotCalculated,
    /// A number of more than 15 digits: the spreadsheet program has already rounded it, the last digits are lost. A code has to be
    /// entered as text.
    #[error("the spreadsheet program rounded a number of more than 15 digits")]
    Rounded,
    /// No number.
    #[error("this is no number")]
    NotANumber,
    /// A number with a fraction where a whole one was asked for.
    #[error("this is no whole number")]
    NotWhole,
    /// More places after the point than allowed.
    #[error("more than {places} places after the point")]
    TooManyPlaces {
        /// The most.
        places: u32,
    },
    /// A number beyond what can be calculated with.
    #[error("this number is too large")]
    TooLarge,
    /// No day.
    #[error("this is no day")]
    NotADay,
    /// Written as a day, but the calendar has none such.
    #[error("there is no such day")]
    NoSuchDay,
    /// A day with a time where only a day was asked for.
    #[error("this is a day with a time")]
    HasTime,
    /// None of the labels.
    #[error("this is none of the choices")]
    NotAChoice,
}
