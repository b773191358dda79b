//! IBM Plex Sans in three weights and the widths of its texts.

use std::sync::LazyLock;

use ttf_parser::Face;

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400: sentences, labels.
    Regular,
    /// 500: values in fields.
    Medium,
    /// 600: figures and titles.
    SemiBold,
}

impl Weight {
    /// All weights, light to heavy.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Medium, Self::SemiBold];

    /// The weight as CSS, SVG and font files count it.
    pub const fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
        }
    }

    /// The font of this weight, a whole TrueType file.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
            Self::Medium => include_bytes!("../../assets/fonts/IBMPlexSans-Medium.ttf"),
            Self::SemiBold => include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        }
    }
}

/// Characters below this have their advance kept: Latin to arrows and signs, the range of all our texts.
const KEPT: u32 = 0x2800;

/// The advance in em of what the font lacks: a digit's.
const USUAL_ADVANCE: f32 = 0.6;

static ADVANCES: LazyLock<[Vec<f32>; 3]> = LazyLock::new(|| Weight::ALL.map(advances));

/// The width of one line of text at a font size, in the unit of the size.
///
/// The sum of the advances; kerning, which is left out, changes a line by a few hundredths of the size.
/// Characters that the font lacks count as a digit.
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    let [regular, medium, semibold] = &*ADVANCES;
    let advances = match weight {
        Weight::Regular => regular,
        Weight::Medium => medium,
        Weight::SemiBold => semibold,
    };
    let advance = |c: char| advances.get(c as usize).copied().unwrap_or(USUAL_ADVANCE);
    size * text.chars().map(advance).sum::<f32>()
}

/// The advances in em of the first characters, in their order.
fn advances(weight: Weight) -> Vec<f32> {
    let Ok(face) = Face::parse(weight.bytes(), 0) else { return Vec::new() };
    let em = f32::from(face.units_per_em());
    let advance = |code: u32| {
        let glyph = face.glyph_index(char::from_u32(code)?)?;
        Some(f32::from(face.glyph_hor_advance(glyph)?) / em)
    };
    (0..KEPT).map(|code| advance(code).unwrap_or(USUAL_ADVANCE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_a_font() {
        for weight in Weight::ALL {
            let face = Face::parse(weight.bytes(), 0).unwrap();
            assert_eq!(face.weight().to_number(), weight.css());
        }
    }

    #[test]
    fn digits_and_signs_stand_in_columns() {
        for weight in Weight::ALL {
            for text in ["0", "1", "8", "+", "−", "±", "×"] {
                assert!((text_width(text, 10.0, weight) - 6.0).abs() < 1e-4, "{text}");
            }
        }
    }

    #[test]
    fn widths_add_up() {
        // Three digits of 0.6 em, and the comma and point of the regular weight of 0.272 em.
        assert!((text_width("1,5.2", 20.0, Weight::Regular) - 20.0 * (1.8 + 0.544)).abs() < 0.02);
        assert_eq!(text_width("", 20.0, Weight::Regular), 0.0);
        assert!((text_width("漢", 10.0, Weight::Regular) - 6.0).abs() < 1e-4);
    }

    #[test]
    fn the_answer_has_the_measured_width() {
        let width = text_width("Give 62 MW of 100 MW to AI by 2029", 24.0, Weight::SemiBold);
        assert!((width - 412.0).abs() < 3.0, "{width}");
    }
}
