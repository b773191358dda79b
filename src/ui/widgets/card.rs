//! Cards, the columns they stand in, and the heads and lines within them.

use egui::{Align, Align2, Layout, Margin, Rect, Role, ScrollArea, StrokeKind, Ui, UiBuilder};
use egui::{accesskit, pos2, vec2};

use super::list::{fitted, fitted_words};
use crate::look::{layout, radius, space, text};
use crate::ui::theme::{self, Line};

/// Between a card's edge and its text.
pub const PADDING: f32 = 16.0;

/// Between a card's title and its subtitle.
const SUBTITLE_GAP: f32 = 10.0;
/// Between what stands at the left of a card's header and its controls, at least.
const CONTROLS_GAP: f32 = 8.0;

/// The width of a column or height of a row of cards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// So many points.
    Fixed(f32),
    /// A part of what the fixed ones leave, by weight.
    Share(f32),
}

/// Places of columns side by side in `rect`, 12 apart.
pub fn columns(rect: Rect, widths: &[Extent]) -> Vec<Rect> {
    split(rect.left(), rect.width(), widths)
        .into_iter()
        .map(|(from, to)| Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom())))
        .collect()
}

/// Places of rows below one another in `rect`, 12 apart.
pub fn rows(rect: Rect, heights: &[Extent]) -> Vec<Rect> {
    split(rect.top(), rect.height(), heights)
        .into_iter()
        .map(|(from, to)| Rect::from_min_max(pos2(rect.left(), from), pos2(rect.right(), to)))
        .collect()
}

fn split(start: f32, length: f32, extents: &[Extent]) -> Vec<(f32, f32)> {
    let gaps = extents.len().saturating_sub(1) as f32 * space::GAP;
    let sum = |of: fn(&Extent) -> f32| extents.iter().map(of).sum::<f32>();
    let fixed = sum(|extent| if let Extent::Fixed(size) = extent { *size } else { 0.0 });
    let shares = sum(|extent| if let Extent::Share(share) = extent { *share } else { 0.0 });
    let left = (length - gaps - fixed).max(0.0);
    let mut at = start;
    extents
        .iter()
        .map(|extent| {
            let size = match extent {
                Extent::Fixed(size) => *size,
                Extent::Share(share) => (left * share / shares).floor(),
            };
            let from = at;
            at += size + space::GAP;
            (from, from + size)
        })
        .collect()
}

/// A card: a title in its header band, a body below.
#[derive(Clone, Copy, Debug, Default)]
pub struct Card<'a> {
    title: &'a str,
    subtitle: &'a str,
    ruled: bool,
    scrolls: bool,
}

impl<'a> Card<'a> {
    /// A card with a title; an empty one leaves the header away.
    pub const fn new(title: &'a str) -> Self {
        Self { title, subtitle: "", ruled: false, scrolls: false }
    }

    /// What stands beside the title in a quieter tone: unit and basis.
    #[must_use]
    pub const fn subtitle(mut self, subtitle: &'a str) -> Self {
        self.subtitle = subtitle;
        self
    }

    /// A line below the header.
    #[must_use]
    pub const fn ruled(mut self) -> Self {
        self.ruled = true;
        self
    }

    /// The body scrolls where it is taller than the card.
    #[must_use]
    pub const fn scrolls(mut self) -> Self {
        self.scrolls = true;
        self
    }

    /// Shows the card at `rect`; the body's ui is inset by the padding.
    pub fn show<R>(self, ui: &mut Ui, rect: Rect, body: impl FnOnce(&mut Ui) -> R) -> R {
        self.show_with(ui, rect, |_| {}, body)
    }

    /// As [`Card::show`] with controls at the right of the header, the first one rightmost.
    pub fn show_with<R>(
        self,
        ui: &mut Ui,
        rect: Rect,
        header: impl FnOnce(&mut Ui),
        body: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let palette = theme::palette(ui);
        let (fill, border) = (theme::color(palette.bg1), theme::hairline(palette.stroke));
        ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
        let mut card = ui.new_child(
            UiBuilder::new()
                .id_salt(("card", self.title, rect.min.x as i32, rect.min.y as i32))
                .max_rect(rect)
                .layout(Layout::top_down(Align::Min)),
        );
        card.shrink_clip_rect(rect);
        let mut inner = rect.shrink2(vec2(PADDING, 0.0));
        if self.title.is_empty() {
            inner.min.y += 12.0;
        } else {
            self.header_ui(&mut card, rect, header);
            inner.min.y += layout::CARD_HEADER + if self.ruled { 9.0 } else { 4.0 };
        }
        inner.max.y -= layout::STROKE;
        // Rows of forms, lists and tables keep their own distance.
        card.spacing_mut().item_spacing.y = 0.0;
        let body_ui = UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min));
        if !self.scrolls {
            return body(&mut card.new_child(body_ui));
        }
        let viewport =
            Rect::from_x_y_ranges(rect.shrink(layout::STROKE).x_range(), inner.y_range());
        let mut outer = scrolled_ui(&mut card, viewport, self.title);
        ScrollArea::vertical()
            .id_salt("body")
            .auto_shrink(false)
            .content_margin(Margin { left: 15, right: 15, top: 0, bottom: 12 })
            .show(&mut outer, body)
            .inner
    }

    fn header_ui(self, card: &mut Ui, rect: Rect, header: impl FnOnce(&mut Ui)) {
        let palette = theme::palette(card);
        let band = layout::CARD_TITLE_Y + layout::CARD_TITLE_HEIGHT / 2.0;
        let controls = Rect::from_min_max(
            pos2(rect.left() + PADDING, rect.top() + band - layout::BUTTON / 2.0),
            pos2(rect.right() - PADDING, rect.top() + band + layout::BUTTON / 2.0),
        );
        let right = Layout::right_to_left(Align::Center);
        let mut controls =
            card.new_child(UiBuilder::new().id_salt("header").max_rect(controls).layout(right));
        controls.spacing_mut().item_spacing.x = 8.0;
        header(&mut controls);
        // Title and subtitle take what the controls leave.
        let at = pos2(rect.left() + PADDING, rect.top() + band);
        let room = controls.min_rect().left() - CONTROLS_GAP - at.x;
        let title = fitted(self.title, text::TITLE, room);
        let width = crate::look::text_width(&title, text::TITLE.size, text::TITLE.weight);
        let subtitle = fitted_words(self.subtitle, text::SMALL, room - width - SUBTITLE_GAP);
        let mut line = Line::new().text(&title, text::TITLE, palette.text);
        if !subtitle.is_empty() {
            line = line.after(SUBTITLE_GAP, &subtitle, text::SMALL, palette.text3);
        }
        let response = line.place(card, at, Align2::LEFT_CENTER);
        if title != self.title || subtitle != self.subtitle {
            response.on_hover_text(format!("{} {}", self.title, self.subtitle).trim_end());
        }
        if self.ruled {
            let y = rect.top() + layout::CARD_HEADER + 8.5;
            card.painter().hline(rect.x_range(), y, theme::hairline(palette.stroke));
        }
    }
}

/// The ui of what scrolls within `viewport`, known as such to assistive technologies.
pub fn scrolled_ui(ui: &mut Ui, viewport: Rect, name: &str) -> Ui {
    let region = UiBuilder::new()
        .id_salt(("scrolled", name))
        .max_rect(viewport)
        .layout(Layout::top_down(Align::Min))
        .accessibility_role(Role::ScrollView)
        .accessibility_label(name);
    let scrolled = ui.new_child(region);
    let bounds = accesskit_rect(viewport);
    ui.ctx().accesskit_node_builder(scrolled.unique_id(), |node| node.set_bounds(bounds));
    scrolled
}

/// What is left of a card's body, scrolling where `body` is taller; its rows may reach to the card's edges.
pub fn scroll_ui<R>(ui: &mut Ui, name: &str, body: impl FnOnce(&mut Ui) -> R) -> R {
    let rect = ui.available_rect_before_wrap();
    let viewport = rect.expand2(vec2(PADDING - 1.0, 0.0));
    let region = UiBuilder::new().id_salt(("scroll", name)).max_rect(rect);
    let region = region.accessibility_role(Role::ScrollView).accessibility_label(name);
    let mut outer = ui.new_child(region);
    outer.shrink_clip_rect(viewport);
    let bounds = accesskit_rect(viewport);
    ui.ctx().accesskit_node_builder(outer.unique_id(), |node| node.set_bounds(bounds));
    outer.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("body").auto_shrink(false).show(&mut outer, body).inner
}

/// A place as assistive technologies take it.
pub fn accesskit_rect(rect: Rect) -> accesskit::Rect {
    let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    accesskit::Rect { x0, y0, x1, y1 }
}

/// A line across the whole card, with `gap` above and below.
pub fn divider_ui(ui: &mut Ui, gap: f32) {
    ui.add_space(gap);
    let y = ui.cursor().top().round() + 0.5;
    let across = ui.max_rect().x_range().expand(PADDING);
    ui.painter().hline(across, y, theme::hairline(theme::palette(ui).stroke));
    ui.add_space(gap + layout::STROKE);
}

/// The head of a block within a card, with a remark at its right.
pub fn section_ui(ui: &mut Ui, title: &str, remark: &str) {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), layout::CARD_TITLE_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    theme::place(ui, rect.left_center(), Align2::LEFT_CENTER, title, text::TITLE, palette.text);
    if !remark.is_empty() {
        let style = text::CAPTION;
        theme::place(ui, rect.right_center(), Align2::RIGHT_CENTER, remark, style, palette.text3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_take_what_the_fixed_leave() {
        let page = Rect::from_min_size(pos2(200.0, 96.0), vec2(1224.0, 764.0));
        let found = columns(page, &[Extent::Share(1.0), Extent::Fixed(416.0)]);
        // 1224 less the gap of 12 and 416 leaves the 796 of the wide chart.
        assert_eq!((found[0].width(), found[1].left()), (796.0, 200.0 + 796.0 + 12.0));
        let halves = columns(page, &[Extent::Share(1.0), Extent::Share(1.0)]);
        assert_eq!((halves[0].width(), halves[1].width()), (606.0, 606.0));
        let found = rows(page, &[Extent::Fixed(132.0), Extent::Fixed(360.0), Extent::Share(1.0)]);
        assert_eq!((found[2].top(), found[2].height()), (96.0 + 516.0, 248.0));
    }
}
