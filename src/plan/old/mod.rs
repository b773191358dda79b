//! Older versions of the document, each as it was written, and its way into today's.

pub(super) mod v1;
mod v1_lease;
