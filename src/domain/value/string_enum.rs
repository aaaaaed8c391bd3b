//! A macro for closed sets of terms, each with one spelling shared by screen, command line, file and export.

/// The error for a word that is not in the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no {what}: choose one of {choices}")]
pub struct ParseEnumError {
    /// The word that was given.
    pub given: String,
    /// The name of the set.
    pub what: &'static str,
    /// The valid words, for the message.
    pub choices: String,
}

macro_rules! string_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal $(| $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the stored and typed form.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::value::ParseEnumError;
            fn from_str(given: &str) -> Result<Self, $crate::domain::value::ParseEnumError> {
                match given.trim().to_ascii_lowercase().as_str() {
                    $($word $(| $other)* => Ok(Self::$variant),)+
                    _ => Err($crate::domain::value::ParseEnumError {
                        given: given.chars().take(40).collect(),
                        what: $what,
                        choices: Self::ALL.iter().map(|it| it.word()).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }

        impl $crate::domain::value::Scalar for $name {
            fn to_value(&self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::Text(self.word().to_owned())
            }
            fn from_cell(
                cell: $crate::domain::value::Cell<'_>,
            ) -> Result<Self, $crate::domain::value::Damaged> {
                match cell.text(concat!("a ", $what))? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::domain::value::Damaged::new(concat!("a ", $what), cell)),
                }
            }
        }

        $crate::domain::value::json::serde_as_cell! { $name }
    };
}
pub(crate) use string_enum;
