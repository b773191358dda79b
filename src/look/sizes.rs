//! Text styles, spacing, radii and the fixed measures of the window, in points.

use super::Weight;

/// A size of text with its line height and usual weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Font size.
    pub size: f32,
    /// Height of a line, 1.3 times the size.
    pub line: f32,
    /// The weight where nothing else is said.
    pub weight: Weight,
}

/// The text styles.
pub mod text {
    use super::{TextStyle, Weight};

    const fn style(size: f32, line: f32, weight: Weight) -> TextStyle {
        TextStyle { size, line, weight }
    }

    /// The answer's first line, the title of Start.
    pub const HEADLINE: TextStyle = style(24.0, 31.0, Weight::SemiBold);
    /// Values of the strip, titles of sheets, the answer's second line.
    pub const FIGURE: TextStyle = style(16.0, 21.0, Weight::SemiBold);
    /// The answer's third line, the plan's name.
    pub const LEAD: TextStyle = style(14.0, 18.0, Weight::Regular);
    /// Controls, tables, card titles.
    pub const BODY: TextStyle = style(13.0, 17.0, Weight::Regular);
    /// Titles of cards and charts.
    pub const TITLE: TextStyle = style(13.0, 17.0, Weight::SemiBold);
    /// Values in fields.
    pub const FIELD: TextStyle = style(13.0, 17.0, Weight::Medium);
    /// Chart subtitles, card rows, chips, explanations.
    pub const SMALL: TextStyle = style(12.0, 16.0, Weight::Regular);
    /// Axes, legends, column heads, sources, units.
    pub const CAPTION: TextStyle = style(11.0, 14.0, Weight::Regular);
}

/// Distances; every gap is one of these.
pub mod space {
    /// All of them, ascending.
    pub const STEPS: [f32; 8] = [2.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0];
    /// Between text and a line.
    pub const TEXT_TO_LINE: f32 = 4.0;
    /// Between cards.
    pub const GAP: f32 = 12.0;
    /// Around a page.
    pub const PAGE: f32 = 16.0;
    /// Between a card's edge and its text.
    pub const CARD: f32 = 14.0;
    /// Between two blocks of a card.
    pub const BLOCK: f32 = 32.0;
}

/// Corner radii.
pub mod radius {
    /// Bars and plots.
    pub const PLOT: f32 = 0.0;
    /// Swatches and tracks.
    pub const SWATCH: f32 = 2.0;
    /// Controls.
    pub const CONTROL: f32 = 4.0;
    /// Cards.
    pub const CARD: f32 = 6.0;
}

/// The fixed measures of the window.
pub mod layout {
    /// Height of the menu with the plan tabs.
    pub const MENU_HEIGHT: f32 = 28.0;
    /// Height of the strip.
    pub const STRIP_HEIGHT: f32 = 52.0;
    /// Width of the navigation.
    pub const NAVIGATION_WIDTH: f32 = 184.0;
    /// Height of the status line.
    pub const STATUS_HEIGHT: f32 = 24.0;
    /// Width of the page inside its padding at 1440 points.
    pub const PAGE_WIDTH: f32 = 1224.0;
    /// Widths of the strip's tiles.
    pub const STRIP_TILES: [f32; 6] = [240.0, 88.0, 104.0, 96.0, 116.0, 152.0];
    /// Where the strip's tiles start.
    pub const STRIP_TILES_X: f32 = 200.0;
    /// The strip's caption and value, from its top.
    pub const STRIP_TEXT_Y: [f32; 2] = [8.0, 23.0];
    /// Column widths of the page: a wide chart and its cards.
    pub const WIDE_AND_CARDS: [f32; 2] = [796.0, 416.0];
    /// Column widths of the page: two halves.
    pub const HALVES: [f32; 2] = [606.0, 606.0];
    /// Column widths of the page: three thirds.
    pub const THIRDS: [f32; 3] = [400.0, 400.0, 400.0];
    /// Column widths of the page: list, form and effect card.
    pub const LIST_FORM_EFFECT: [f32; 3] = [280.0, 440.0, 480.0];
    /// Height of a card's header.
    pub const CARD_HEADER: f32 = 36.0;
    /// Where a card's title stands in its header.
    pub const CARD_TITLE_Y: f32 = 10.0;
    /// Height of a card's title.
    pub const CARD_TITLE_HEIGHT: f32 = 22.0;
    /// Height of a navigation row.
    pub const NAVIGATION_ROW: f32 = 28.0;
    /// Height of a group's head in the navigation.
    pub const GROUP_HEAD: f32 = 20.0;
    /// Space above a group's head.
    pub const GROUP_GAP: f32 = 12.0;
    /// Height of a table's row.
    pub const TABLE_ROW: f32 = 26.0;
    /// Height of a list's row with one line and with three.
    pub const LIST_ROW: [f32; 2] = [30.0, 58.0];
    /// Height of a card's row.
    pub const CARD_ROW: f32 = 24.0;
    /// From one form row to the next.
    pub const FORM_PITCH: f32 = 28.0;
    /// Height of a form's field.
    pub const FORM_FIELD: f32 = 24.0;
    /// From one row of a sheet to the next.
    pub const SHEET_PITCH: f32 = 36.0;
    /// Height of a sheet's field.
    pub const SHEET_FIELD: f32 = 26.0;
    /// Width of a sheet.
    pub const SHEET_WIDTH: f32 = 560.0;
    /// Widths of a form's label, field and source note.
    pub const FORM_COLUMNS: [f32; 3] = [132.0, 158.0, 116.0];
    /// Height of a button.
    pub const BUTTON: f32 = 28.0;
    /// Height of the primary button in a block.
    pub const BUTTON_PRIMARY: f32 = 32.0;
    /// Height of a small button.
    pub const BUTTON_SMALL: f32 = 24.0;
    /// Height of a chip and of a segment.
    pub const CHIP: f32 = 22.0;
    /// Width of the accent bar beside a selected row, over an active tab and around a focused field.
    pub const ACCENT_BAR: f32 = 2.0;
    /// Width of a border.
    pub const STROKE: f32 = 1.0;
    /// Size of the dot that marks an edited plan.
    pub const EDITED_DOT: f32 = 6.0;
    /// Opacity of the black scrim behind a modal: dark, light.
    pub const SCRIM_ALPHA: [f32; 2] = [0.5, 0.16];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_one_and_three_tenths_of_the_size() {
        for style in
            [text::HEADLINE, text::FIGURE, text::LEAD, text::BODY, text::SMALL, text::CAPTION]
        {
            assert!((style.line - style.size * 1.3).abs() <= 0.5, "{style:?}");
            assert!(style.size >= 11.0);
        }
    }

    #[test]
    fn columns_and_gaps_fill_the_page() {
        for columns in [
            &layout::WIDE_AND_CARDS[..],
            &layout::HALVES,
            &layout::THIRDS,
            &layout::LIST_FORM_EFFECT,
        ] {
            let gaps = (columns.len() - 1) as f32 * space::GAP;
            assert_eq!(columns.iter().sum::<f32>() + gaps, layout::PAGE_WIDTH);
        }
        assert_eq!(layout::STRIP_TILES.iter().sum::<f32>(), layout::WIDE_AND_CARDS[0]);
    }
}
