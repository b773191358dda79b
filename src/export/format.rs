//! Formats and colours of what is exported.

use super::{ExportError, Style, csv, pdf, png, svg};
use crate::figure::Figure;
use crate::look::{Palette, Theme};

/// A kind of file that a chart can become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines and outlines, sharp at every size.
    #[default]
    Svg,
    /// Pixels.
    Png,
    /// A page, its text selectable.
    Pdf,
    /// The figures.
    Csv,
}

impl Format {
    /// All of them, in the order of their switches.
    pub const ALL: [Self; 4] = [Self::Svg, Self::Png, Self::Pdf, Self::Csv];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
            Self::Csv => "CSV",
        }
    }

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
        }
    }

    /// The figure in this format; `sharpness` is the pixels of a PNG for each px of the style.
    pub fn bytes(
        self,
        figure: &Figure,
        style: &Style,
        sharpness: f32,
    ) -> Result<Vec<u8>, ExportError> {
        match self {
            Self::Svg => svg(figure, style),
            Self::Png => png(figure, style, sharpness),
            Self::Pdf => pdf(figure, style),
            Self::Csv => csv(figure),
        }
    }
}

/// Colours of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Colors {
    /// Light on dark.
    Dark,
    /// Dark on light.
    #[default]
    Light,
    /// For paper.
    Print,
}

impl Colors {
    /// All of them, in the order of their switches.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Print];

    /// The palette.
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => Theme::Dark.palette(),
            Self::Light => Theme::Light.palette(),
            Self::Print => Palette::print(),
        }
    }
}
