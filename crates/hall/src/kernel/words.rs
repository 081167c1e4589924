//! Words: enums whose members a table keeps, an address carries and a page says, each under one word.

/// An enum whose members each stand for a word. What a table keeps, an address carries and JSON says is that word; the locales
/// say it in both languages (`booking-stage-<word>`). Members come in the order in which lists and filters show them.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$what])* #[serde(rename = $word)] $member),+ }

        #[allow(dead_code, reason = "not every enum is asked for all of this")]
        impl $name {
            /// All of them, in the order of lists.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$member),+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }

            /// What a word somebody sent stands for.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.word() == word)
            }

            /// What a word a table keeps stands for.
            ///
            /// # Errors
            /// `Broken` for a word this program does not know.
            pub fn kept(word: &str) -> $crate::kernel::Outcome<Self> {
                Self::of(word).ok_or_else(|| $crate::Refusal::Broken(format!("{} {word}", stringify!($name))))
            }
        }
    };
}
pub(crate) use words;
