//! A figure as pixels, rendered from the same drawing as its SVG.

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};

use crate::export::{ExportError, Style, svg};
use crate::figure::Figure;

/// Pixels of a picture, red, green, blue and opacity, not premultiplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Four bytes for each pixel, row by row from the top.
    pub bytes: Vec<u8>,
}

/// The figure as a PNG file, `scale` pixels to each px of its style.
pub fn png(figure: &Figure, style: &Style, scale: f32) -> Result<Vec<u8>, ExportError> {
    render(figure, style, scale)?
        .encode_png()
        .map_err(|error| ExportError::Packing(error.to_string()))
}

/// The figure as plain pixels, for the clipboard.
pub fn rgba(figure: &Figure, style: &Style, scale: f32) -> Result<Pixels, ExportError> {
    let pixmap = render(figure, style, scale)?;
    let bytes = pixmap
        .pixels()
        .iter()
        .map(PremultipliedColorU8::demultiply)
        .flat_map(|color| [color.red(), color.green(), color.blue(), color.alpha()])
        .collect();
    Ok(Pixels { width: pixmap.width() as usize, height: pixmap.height() as usize, bytes })
}

fn render(figure: &Figure, style: &Style, scale: f32) -> Result<Pixmap, ExportError> {
    let Style { width, height, .. } = *style.checked(scale)?;
    let tree = svg::tree(figure, style)?;
    let (columns, rows) = ((width * scale).round() as u32, (height * scale).round() as u32);
    let mut pixmap = Pixmap::new(columns, rows)
        .ok_or(ExportError::Size { width: width * scale, height: height * scale })?;
    let transform = Transform::from_scale(columns as f32 / width, rows as f32 / height);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    Ok(pixmap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Size;
    use crate::figure::samples;
    use crate::look::Theme;

    #[test]
    fn pictures_have_their_size_and_are_not_blank() {
        for figure in samples::all() {
            let style = Style::new(Size::Page, Theme::Dark.palette());
            let file = png(&figure, &style, 2.0).unwrap();
            let decoded = Pixmap::decode_png(&file).unwrap();
            assert_eq!((decoded.width(), decoded.height()), (2000, 1240));
            let Pixels { width, height, bytes } = rgba(&figure, &style, 1.0).unwrap();
            assert_eq!(bytes.len(), width * height * 4);
            let mut colors: Vec<&[u8]> = bytes.chunks(4).collect();
            assert!(colors.iter().all(|color| color[3] == 255), "the card fills the picture");
            colors.sort_unstable();
            colors.dedup();
            assert!(colors.len() > 20, "{} has {} colours", figure.id, colors.len());
        }
    }

    #[test]
    fn a_size_that_cannot_be_drawn_is_refused() {
        let figure = Figure::default();
        for (width, height, scale) in
            [(0.0, 100.0, 1.0), (f32::NAN, 500.0, 1.0), (1000.0, 500.0, 100.0), (800.0, 600.0, 0.0)]
        {
            let style = Style::new(Size::Custom { width, height }, Theme::Dark.palette());
            assert!(matches!(png(&figure, &style, scale), Err(ExportError::Size { .. })));
        }
    }
}
