//! The house's controls, drawn to the look's measures; every one has an accessible name.

pub mod below;
pub mod button;
pub mod card;
pub mod choice;
pub mod entry;
pub mod field;
pub mod form;
pub mod icons;
pub mod list;
pub mod map;
pub mod origin;
pub mod overlay;
pub mod plot;
pub mod slider;
pub mod table;
pub mod value;
