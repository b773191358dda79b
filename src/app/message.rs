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
    /// When it was said, in the time of the place: `14:02`.
    pub at: String,
    /// How much it weighs.
    pub kind: MessageKind,
    /// What to say: what failed, why, what to do; a path last.
    pub text: String,
    /// The step it is about, which can be taken back from it.
    pub step: Option<StepMark>,
}

/// A step of a plan's history: the plan and how many steps stand with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepMark {
    /// The plan.
    pub plan: super::PlanKey,
    /// Steps of its history, this one included.
    pub depth: usize,
}

/// The time of day at the place: `14:02`.
pub(super) fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
