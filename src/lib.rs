//! Wattsplit: how many of a Bitcoin mining site's megawatts should go to AI, and what that is worth.
//!
//! The way of the data: a [`plan::Plan`] is checked (findings), turned into the engine's inputs, run into a
//! ledger, valued, and drawn as figures; screen, files and command line all read the same results.

// State, commands, history and jobs of the window, without a window.
pub mod app;
// Bundled reference rows with source, date and verified flag.
pub mod catalog;
// The command line: check, solve, advise, export.
pub mod cli;
// The model: a plan in, typed results out; no files, clocks or windows.
#[warn(missing_docs)]
pub mod engine;
// Figures and tables as bytes of SVG, PNG and CSV; writes nothing.
pub mod export;
// Charts as values, one builder per chart, and their one layout.
#[warn(missing_docs)]
pub mod figure;
// Numbers, money and months, written and read.
pub mod format;
// The palette, sizes and font bytes, as plain data.
pub mod look;
// The document: plain data, input registry, changes, findings.
#[warn(missing_docs)]
pub mod plan;
// Open, save, recent files, settings: the only module that touches files.
pub mod store;
// The window.
#[cfg(feature = "gui")]
pub mod ui;
// Texts by key; pure layers name a text, the outer ones say it.
pub mod words;
