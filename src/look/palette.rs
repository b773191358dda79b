//! The colours of both themes by what they mean.

use serde::{Deserialize, Serialize};

/// A colour: red, green, blue and opacity, not premultiplied.
pub type Color = [u8; 4];

/// Which palette is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// Light figures on a dark page.
    #[default]
    Dark,
    /// Dark figures on a light page.
    Light,
}

impl Theme {
    /// The colours of the theme.
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }
}

/// Every colour of a theme.
///
/// Colour carries meaning, so each name says what it means; none is told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Page, menu, status, regions out of reach.
    pub bg0: Color,
    /// Card, strip, navigation.
    pub bg1: Color,
    /// Field, button, hover, selected row.
    pub bg2: Color,
    /// Slider track, selected segment, land on the map.
    pub bg3: Color,
    /// Card border, grid, row line.
    pub stroke: Color,
    /// Control border, axis base line.
    pub stroke2: Color,
    /// Figures, titles, what is active.
    pub text: Color,
    /// Sentences and labels.
    pub text2: Color,
    /// Captions, axes, units, sources; not on `bg3`.
    pub text3: Color,
    /// Primary button, focus, selection bar, best marker.
    pub accent: Color,
    /// The accent under the pointer.
    pub accent_hover: Color,
    /// The accent held down.
    pub accent_press: Color,
    /// Selected text, drop target, preview ribbon.
    pub accent_bg: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// The accent as text or thin line.
    pub link: Color,
    /// Better, as text.
    pub ok: Color,
    /// A warning, as text.
    pub warn: Color,
    /// A finding or a loss, as text.
    pub error: Color,
    /// Bitcoin mining, ASICs, strikes.
    pub mining: Color,
    /// AI colocation; the plan's own distribution and fan.
    pub colo: Color,
    /// AI GPU rental and reserved GPUs.
    pub gpu: Color,
    /// Power: price, cost, contracts.
    pub power: Color,
    /// Cost, capex, in conversion, open; mining only as an area.
    pub cost: Color,
    /// Below zero, loss.
    pub loss: Color,
    /// Mining only, limits, markers.
    pub baseline: Color,
}

impl Palette {
    /// The colours for paper.
    pub const fn print() -> &'static Self {
        &PRINT
    }

    /// The text colour that reads best on a filled area.
    pub fn text_on(&self, fill: Color) -> Color {
        let candidates = [self.text, self.bg0, self.bg1];
        let better = |best: Color, next: Color| {
            if contrast(next, fill) > contrast(best, fill) { next } else { best }
        };
        candidates.into_iter().fold(self.text, better)
    }
}

/// The colour with its opacity set to `alpha`, 0 to 1.
pub fn faded(color: Color, alpha: f32) -> Color {
    let [red, green, blue, _] = color;
    [red, green, blue, (alpha.clamp(0.0, 1.0) * 255.0).round() as u8]
}

/// The contrast of two opaque colours, 1 to 21.
///
/// `(lighter + 0.05) / (darker + 0.05)` of the relative luminances; source: WCAG 2.2, contrast ratio.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of an sRGB colour, 0 to 1.
fn luminance(color: Color) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Red, green and blue in proportion to light; source: IEC 61966-2-1.
fn linear(color: Color) -> [f64; 3] {
    let [red, green, blue, _] = color;
    [red, green, blue].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

const fn hex(rgb: u32) -> Color {
    [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 255]
}

const DARK: Palette = Palette {
    bg0: hex(0x0E_10_13),
    bg1: hex(0x15_18_1D),
    bg2: hex(0x1E_23_2A),
    bg3: hex(0x2A_31_3A),
    stroke: hex(0x27_2D_36),
    stroke2: hex(0x3B_43_4F),
    text: hex(0xE7_EA_F0),
    text2: hex(0xAE_B5_C2),
    text3: hex(0x86_8F_9E),
    accent: hex(0x4C_9A_F5),
    accent_hover: hex(0x6B_AD_FA),
    accent_press: hex(0x3A_86_DF),
    accent_bg: hex(0x16_28_3F),
    on_accent: hex(0x06_12_1F),
    link: hex(0x7D_B6_FA),
    ok: hex(0x3F_C0_8D),
    warn: hex(0xE5_A2_3A),
    error: hex(0xF5_78_82),
    mining: hex(0xF0_AE_42),
    colo: hex(0x2B_8B_EA),
    gpu: hex(0xCF_C7_FF),
    power: hex(0x86_DB_B0),
    cost: hex(0x8F_94_9E),
    loss: hex(0xE8_58_61),
    baseline: hex(0xAE_B5_C2),
};

const LIGHT: Palette = Palette {
    bg0: hex(0xF3_F4_F7),
    bg1: hex(0xFF_FF_FF),
    bg2: hex(0xEC_EE_F2),
    bg3: hex(0xDF_E3_E9),
    stroke: hex(0xDC_E0_E7),
    stroke2: hex(0xB9_C0_CB),
    text: hex(0x14_18_1F),
    text2: hex(0x48_51_60),
    text3: hex(0x60_6A_7A),
    accent: hex(0x1A_5F_D0),
    accent_hover: hex(0x2A_70_E4),
    accent_press: hex(0x13_4C_AB),
    accent_bg: hex(0xE4_ED_FC),
    on_accent: hex(0xFF_FF_FF),
    link: hex(0x1A_5F_D0),
    ok: hex(0x08_70_4F),
    warn: hex(0x8C_52_00),
    error: hex(0xB8_27_35),
    mining: hex(0xD1_7E_0A),
    colo: hex(0x1B_5B_C6),
    gpu: hex(0x9F_7A_EA),
    power: hex(0x08_7D_5F),
    cost: hex(0x86_8D_9B),
    loss: hex(0xC4_14_2C),
    baseline: hex(0x48_51_60),
};

/// For paper: the light colours on white, texts darker and grid lines stronger than a screen needs them.
const PRINT: Palette = Palette {
    bg0: hex(0xF3_F4_F7),
    bg1: hex(0xFF_FF_FF),
    stroke: hex(0xC8_CD_D6),
    stroke2: hex(0x8E_96_A3),
    text: hex(0x00_00_00),
    text2: hex(0x2B_31_3B),
    text3: hex(0x43_4B_57),
    ..LIGHT
};

#[cfg(test)]
mod tests;
