//! Wattsplit: how many of a Bitcoin mining site's megawatts should go to AI, and what that is worth.
//!
//! The way of the data: a [`plan::Plan`] is checked (findings), turned into the engine's inputs, run into a
//! ledger, valued, and drawn as figures; screen, files and command line all read the same results.

/// Numbers, money and months, written and read.
pub mod format;
/// Texts by key; pure layers name a text, the outer ones say it.
pub mod words;
/// The palette, sizes and font bytes, as plain data.
pub mod look;
/// Bundled reference rows with source, date and verified flag.
pub mod catalog;
/// The document: plain data, input registry, changes, findings.
pub mod plan;
/// The model: a plan in, typed results out; no files, clocks or windows.
pub mod engine;
/// Charts as values, one builder per chart, and their one layout.
pub mod figure;
/// Figures and tables as bytes of SVG, PNG and CSV; writes nothing.
pub mod export;
/// Open, save, recent files, settings: the only module that touches files.
pub mod store;
/// State, commands, history and jobs of the window, without a window.
pub mod app;
/// The command line: check, solve, advise, export.
pub mod cli;
/// The window.
#[cfg(feature = "gui")]
pub mod ui;
