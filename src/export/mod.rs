//! Figures as bytes of SVG, PNG, PDF and CSV, as pixels for the clipboard, a plan on one page, and all of a plan at
//! once; writes nothing.

mod csv;
mod format;
mod hand_over;
mod ledger;
mod page;
mod pdf;
mod png;
mod reference;
mod svg;

pub use csv::csv;
pub use format::{Colors, Format};
pub use hand_over::{HandOver, LEDGER, Named, NamedFile, README, named, page_name, stem};
pub use ledger::ledger_csv;
pub use page::page;
pub use pdf::pdf;
pub use png::{Pixels, png, rgba};
pub use reference::{InputRow, LineRow, inputs, lines, reference};
pub use svg::svg;

use crate::figure::{Figure, Frame, Scene, scene};
use crate::look::Palette;

/// Pixels of a PNG per px of its style where nothing else is said: sharp on paper and on fine screens.
pub const SHARPNESS: f32 = 2.0;

/// Size and looks of an exported picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Width of the picture, in px before any scale of its pixels.
    pub width: f32,
    /// Height of the picture.
    pub height: f32,
    /// How many times larger than on screen everything is drawn: texts, lines, distances.
    pub zoom: f32,
    /// Colours.
    pub palette: &'static Palette,
    /// Text of an SVG stays text, and needs the font where it is opened; else it is outlines.
    pub editable_text: bool,
    /// The part of x to draw; all of it where none.
    pub x_range: Option<(f64, f64)>,
    /// Keys of the series that are left out.
    pub hidden: Vec<String>,
}

/// A size that fits a use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// A slide, 1280 x 720, legible from the back of a room.
    Slide,
    /// The width of a page, 1000 x 620.
    Page,
    /// Any other, as on screen.
    Custom {
        /// Width in px.
        width: f32,
        /// Height in px.
        height: f32,
    },
}

/// A picture that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The size is none that can be drawn.
    #[error("a picture of {width} x {height} px cannot be drawn; choose 160 x 120 to 16,000 px")]
    Size {
        /// Width in px.
        width: f32,
        /// Height in px.
        height: f32,
    },
    /// The drawing is not understood by the renderer.
    #[error("the drawing could not be read back: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// The pixels could not be packed.
    #[error("the pixels could not be packed: {0}")]
    Packing(String),
    /// The document could not be put together.
    #[error("the document could not be put together: {0}")]
    Document(String),
    /// The table could not be written.
    #[error("the table could not be written: {0}")]
    Table(#[from] ::csv::Error),
}

impl Style {
    /// The style of `size` in the colours of `palette`, the whole chart, text as outlines.
    pub fn new(size: Size, palette: &'static Palette) -> Self {
        let (width, height, zoom) = match size {
            Size::Slide => (1280.0, 720.0, 1.6),
            Size::Page => (1000.0, 620.0, 1.25),
            Size::Custom { width, height } => (width, height, 1.0),
        };
        Self {
            width,
            height,
            zoom,
            palette,
            editable_text: false,
            x_range: None,
            hidden: Vec::new(),
        }
    }

    /// Whether a picture of its size can be drawn at `scale`.
    pub fn check(&self, scale: f32) -> Result<(), ExportError> {
        self.checked(scale).map(drop)
    }

    /// The style, or an error where no picture of its size can be drawn at `scale`.
    fn checked(&self, scale: f32) -> Result<&Self, ExportError> {
        let Self { width, height, zoom, .. } = *self;
        let sound = |px: f32, least: f32| (least * zoom..=16_000.0).contains(&px);
        let sharp = scale > 0.0 && width.max(height) * scale <= 16_000.0;
        if zoom > 0.0 && sound(width, 160.0) && sound(height, 120.0) && sharp {
            Ok(self)
        } else {
            Err(ExportError::Size { width: width * scale, height: height * scale })
        }
    }
}

/// A figure laid out in a style, with its title, legend and source; `zoom` times smaller than it is drawn.
pub fn layout(figure: &Figure, style: &Style) -> Scene {
    let Style { width, height, zoom, palette, x_range, ref hidden, .. } = *style;
    let frame = Frame {
        width: width / zoom,
        height: height / zoom,
        palette,
        header: true,
        footer_source: true,
        x_range,
        hidden,
        hover: None,
    };
    scene(figure, &frame)
}
