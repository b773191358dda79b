//! What a colour means, and which colour that is.

use crate::look::{Color, Palette, chart};

/// What a mark is about; a palette gives it its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Bitcoin mining.
    Mining,
    /// AI colocation.
    Colo,
    /// AI GPU rental.
    Gpu,
    /// Power: price, cost, the first contract.
    Power,
    /// The second contract.
    PowerSecond,
    /// The third contract.
    PowerThird,
    /// Cost, capex, what is in conversion or open.
    Cost,
    /// Below zero.
    Loss,
    /// Mining only, limits.
    Baseline,
    /// The subject as a thin line.
    Link,
    /// The advice.
    Accent,
    /// The plan as it stands.
    #[default]
    Text,
    /// Neutral, quieter than text.
    Quiet,
}

impl Role {
    /// The colour in `palette`.
    pub fn color(self, palette: &Palette) -> Color {
        match self {
            Self::Mining => palette.mining,
            Self::Colo => palette.colo,
            Self::Gpu => palette.gpu,
            Self::Power => palette.power,
            Self::PowerSecond => mix(palette.bg1, palette.power, chart::POWER_TINTS[1]),
            Self::PowerThird => mix(palette.bg1, palette.power, chart::POWER_TINTS[2]),
            Self::Cost => palette.cost,
            Self::Loss => palette.loss,
            Self::Baseline | Self::Quiet => palette.baseline,
            Self::Link => palette.link,
            Self::Accent => palette.accent,
            Self::Text => palette.text,
        }
    }
}

/// `share` of `over` on `under`.
fn mix(under: Color, over: Color, share: f32) -> Color {
    let channel =
        |i: usize| (f32::from(under[i]) * (1.0 - share) + f32::from(over[i]) * share).round() as u8;
    [channel(0), channel(1), channel(2), 255]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Theme;

    #[test]
    fn tints_lie_between_the_card_and_the_colour() {
        // Light: 255 x 0.38 + 8 x 0.62 = 101.86; 255 x 0.38 + 125 x 0.62 = 174.4; 155.8.
        assert_eq!(Role::PowerSecond.color(Theme::Light.palette()), [102, 174, 156, 255]);
    }
}
