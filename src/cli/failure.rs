//! Why a command gives no answer.

use crate::store::{OpenError, SaveError};

/// Why a command gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The system refused something.
    #[error("{0}")]
    Failed(String),
    /// The plan or the arguments are not valid.
    #[error("{0}")]
    Invalid(String),
}

impl Failure {
    /// The code to exit with.
    pub const fn code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Invalid(_) => 2,
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::File(_) => Self::Failed(error.to_string()),
            OpenError::NotAFile { .. }
            | OpenError::TooLarge { .. }
            | OpenError::Autosave { .. }
            | OpenError::Document { .. } => Self::Invalid(error.to_string()),
        }
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::Failed(error.to_string())
    }
}
