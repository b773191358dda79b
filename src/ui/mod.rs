//! The window: theme, widgets, shell and screens over the state of [`crate::app`].

pub mod screens;
pub mod theme;
pub mod widgets;
