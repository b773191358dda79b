//! IBM Plex Sans in three weights before egui's own fonts.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

use crate::look::{TextStyle, Weight};

/// The fonts of every family; egui's own stay behind ours for the signs that Plex lacks.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let bundled = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for weight in Weight::ALL {
        let name = name(weight);
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(weight.bytes())));
        let mut chain = vec![name.to_owned()];
        chain.extend(bundled.iter().cloned());
        fonts.families.insert(family(weight), chain);
    }
    fonts
}

const fn name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "regular",
        Weight::Medium => "medium",
        Weight::SemiBold => "semibold",
    }
}

/// The family of a weight.
pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Medium | Weight::SemiBold => FontFamily::Name(name(weight).into()),
    }
}

/// The font of a text style.
pub fn font(style: TextStyle) -> FontId {
    FontId::new(style.size, family(style.weight))
}
