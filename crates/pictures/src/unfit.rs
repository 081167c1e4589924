//! Why a picture cannot be used.

/// Why a picture was refused. Each reason has a stable message key; the words belong to the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.key())]
pub enum Unfit {
    /// Nothing was sent: zero bytes.
    Empty,
    /// The file name tries something: control or direction characters, a hidden second extension, an empty name.
    Name,
    /// Neither the extension nor the content is a JPEG or PNG picture (S2:35-39).
    Kind,
    /// The extension names one kind, the content is the other.
    Mismatch,
    /// Broken, cut off or deliberately malformed.
    Unreadable,
    /// More than one frame; an upload is a still picture.
    Animated,
    /// The upload has more bytes than the slot takes.
    TooLargeBytes,
    /// The header announces more pixels than the slot takes.
    TooManyPixels,
    /// Smaller than the slot's least size, after cropping.
    TooSmall,
    /// The crop rectangle lies outside the picture or has no area.
    Crop,
    /// No quality and size was found at which the result stays under the slot's stored weight.
    TooHeavy,
}

impl Unfit {
    /// All reasons, so that a test can prove that each has its words in every language.
    pub const ALL: [Self; 11] = [
        Self::Empty,
        Self::Name,
        Self::Kind,
        Self::Mismatch,
        Self::Unreadable,
        Self::Animated,
        Self::TooLargeBytes,
        Self::TooManyPixels,
        Self::TooSmall,
        Self::Crop,
        Self::TooHeavy,
    ];

    /// The message key in the locales.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "picture-empty",
            Self::Name => "picture-name",
            Self::Kind => "picture-kind",
            Self::Mismatch => "picture-mismatch",
            Self::Unreadable => "picture-unreadable",
            Self::Animated => "picture-animated",
            Self::TooLargeBytes => "picture-too-large-bytes",
            Self::TooManyPixels => "picture-too-many-pixels",
            Self::TooSmall => "picture-too-small",
            Self::Crop => "picture-crop",
            Self::TooHeavy => "picture-too-heavy",
        }
    }
}
