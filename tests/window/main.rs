//! The window driven without a display: clicks and keys in, texts and state out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod desk;
mod entry;
mod export;
mod files;
mod finance;
mod find;
mod full_plan;
mod job;
mod layout;
mod lists;
mod money;
mod paste;
mod places;
mod plans;
mod shell;
