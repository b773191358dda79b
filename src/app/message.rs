//! Messages to the user, kept until dismissed.

/// How much a message weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// Done.
    Info,
    /// Finished otherwise than asked.
    Warning,
    /// Could not be done.
    Error,
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Number by which it is dismissed.
    pub id: u64,
    /// How much it weighs.
    pub kind: MessageKind,
    /// What to say: what failed, why, what to do; a path last.
    pub text: String,
}
