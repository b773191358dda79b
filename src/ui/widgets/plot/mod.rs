//! Charts on the screen: a figure laid out for its card, painted, and read with the pointer.
//!
//! The pointer reads values, the wheel with Ctrl zooms, a drag moves what is zoomed and a double click shows all.
//! A legend's name hides its series when clicked and shows it alone with Alt.

mod paint;
mod pointer;

use egui::{Id, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2};

use super::button::focus_ring;
use crate::figure::{self, Figure, Frame, Layer, Scene};
use crate::look::radius;
use crate::ui::theme;
use crate::words::tr;

/// What a user asked of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Put the picture on the clipboard.
    CopyImage,
    /// Put the figures on the clipboard.
    CopyData,
    /// Save it as a file.
    Export,
}

/// What is switched off and which part of x is shown, kept by the chart's id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Keys of the series that are switched off.
    pub hidden: Vec<String>,
    /// The part of x that is shown; all where none.
    pub x_range: Option<(f64, f64)>,
}

/// A chart after it was shown.
#[derive(Debug)]
pub struct Shown {
    /// What was asked of it.
    pub ask: Option<Ask>,
    /// The chart itself.
    pub response: Response,
    /// Its layout, between data and pixels of the card.
    pub scene: Scene,
}

/// The view of the chart `id`.
pub fn view(ctx: &egui::Context, id: &str) -> View {
    ctx.data(|data| data.get_temp(view_id(id))).unwrap_or_default()
}

fn view_id(id: &str) -> Id {
    Id::unique(("plot", id))
}

/// Shows a chart as a card at `rect`, its title and legend within.
pub fn card_ui(ui: &mut Ui, rect: Rect, figure: &Figure) -> Shown {
    let palette = theme::palette(ui);
    let (fill, border) = (theme::color(palette.bg1), theme::hairline(palette.stroke));
    ui.painter().rect(rect, radius::CARD, fill, border, StrokeKind::Inside);
    show(ui, rect, figure, true)
}

/// Shows a chart at `rect` without a card; `header` draws title and subtitle in.
pub fn show(ui: &mut Ui, rect: Rect, figure: &Figure, header: bool) -> Shown {
    let id = ui.make_persistent_id(("plot", figure.id));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, ui.is_enabled(), said(figure)));
    let before = view(ui.ctx(), figure.id);
    let mut view = before.clone();
    let hover = pointer::hover(ui, rect, &response, figure, &view);
    let frame = Frame {
        width: rect.width(),
        height: rect.height(),
        palette: theme::palette(ui),
        header,
        footer_source: false,
        x_range: view.x_range,
        hidden: &view.hidden,
        hover,
    };
    let scene = figure::scene(figure, &frame);
    paint::scene(&ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), rect.min, &scene);
    focus_ring(ui, &response);
    if let Some(x) = hover {
        pointer::tooltip(ui, &response, figure, x);
    }
    pointer::zoom(ui, rect, &response, figure, &scene, &mut view);
    legend_ui(ui, rect, figure, &scene, &mut view);
    let ask = menu(&response);
    if view != before {
        ui.data_mut(|data| data.insert_temp(view_id(figure.id), view));
        ui.ctx().request_repaint();
    }
    Shown { ask, response, scene }
}

/// Room to spare around a picture, so that its margins are not squeezed.
const SPARE: f32 = 200.0;

/// Paints a chart as a mere picture whose plot fills `rect`: nothing of it can be pointed at.
pub fn picture(ui: &Ui, rect: Rect, figure: &Figure) {
    let scene = |width, height| {
        let frame = Frame {
            width,
            height,
            palette: theme::palette(ui),
            header: false,
            footer_source: false,
            x_range: None,
            hidden: &[],
            hover: None,
        };
        figure::scene(figure, &frame)
    };
    // What a layout with room to spare keeps free around the plot is added to the second one.
    let (width, height) = (rect.width() + SPARE, rect.height() + SPARE);
    let plot = scene(width, height).map.plot;
    let (across, down) = (width - (plot.right - plot.left), height - (plot.bottom - plot.top));
    let scene = scene(rect.width() + across, rect.height() + down);
    let corner = rect.min - egui::vec2(scene.map.plot.left, scene.map.plot.top);
    paint::scene(&ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), corner, &scene);
}

/// Paints a layout that fills `rect`.
pub fn drawing(ui: &Ui, rect: Rect, scene: &Scene) {
    paint::scene(&ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), rect.min, scene);
}

/// What the chart is, for those who hear it.
fn said(figure: &Figure) -> String {
    let words = if figure.layers.is_empty() { &figure.empty } else { &figure.subtitle };
    if words.is_empty() { figure.title.clone() } else { format!("{}, {words}", figure.title) }
}

/// Makes the legend's names switches.
fn legend_ui(ui: &mut Ui, rect: Rect, figure: &Figure, scene: &Scene, view: &mut View) {
    for (key, place) in &scene.legend {
        if key.is_empty() {
            continue;
        }
        let from = rect.min + egui::vec2(place.left, place.top);
        let place = Rect::from_min_max(from, rect.min + egui::vec2(place.right, place.bottom));
        let id = ui.make_persistent_id(("legend", figure.id, key));
        let response = ui.interact(place.expand(2.0), id, Sense::click());
        let on = !view.hidden.contains(key);
        let name = name_of(figure, key);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, name));
        focus_ring(ui, &response);
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.clicked() {
            let alone = ui.input(|input| input.modifiers.alt);
            let all: Vec<&str> = scene.legend.iter().map(|(key, _)| key.as_str()).collect();
            switch(&mut view.hidden, &all, key, alone);
        }
    }
}

/// Switches the series `key`, or shows it alone; alone once more shows all.
fn switch(hidden: &mut Vec<String>, all: &[&str], key: &str, alone: bool) {
    if alone {
        let others = all.iter().filter(|other| **other != key);
        let others: Vec<String> = others.map(|other| (*other).to_owned()).collect();
        *hidden = if *hidden == others { Vec::new() } else { others };
    } else if let Some(at) = hidden.iter().position(|other| other == key) {
        hidden.remove(at);
    } else {
        hidden.push(key.to_owned());
    }
}

fn name_of<'a>(figure: &'a Figure, key: &'a str) -> &'a str {
    let named = figure.layers.iter().find_map(|layer| match layer {
        Layer::Band(band) if band.key == key => Some(band.name.as_str()),
        layer => layer.series().iter().find(|series| series.key == key).map(|found| &*found.name),
    });
    named.unwrap_or(key)
}

fn menu(response: &Response) -> Option<Ask> {
    let mut ask = None;
    response.context_menu(|ui| {
        theme::menu_style(ui);
        for (key, meant) in [
            ("ui.plot.copy_image", Ask::CopyImage),
            ("ui.plot.copy_data", Ask::CopyData),
            ("ui.plot.export", Ask::Export),
        ] {
            if ui.button(tr(key)).clicked() {
                ask = Some(meant);
                ui.close();
            }
        }
    });
    ask
}

/// The place of a value of x on the screen, at the foot of the plot.
pub fn foot_of(shown: &Shown, x: f64) -> egui::Pos2 {
    let map = &shown.scene.map;
    let rect = shown.response.rect;
    pos2(rect.left() + map.x_to_px(x), rect.top() + map.plot.bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_switched_and_shown_alone() {
        let mut hidden = Vec::new();
        let all = ["mining", "colo", "gpu"];
        switch(&mut hidden, &all, "colo", false);
        assert_eq!(hidden, ["colo"]);
        switch(&mut hidden, &all, "colo", false);
        assert!(hidden.is_empty());
        switch(&mut hidden, &all, "gpu", true);
        assert_eq!(hidden, ["mining", "colo"]);
        switch(&mut hidden, &all, "gpu", true);
        assert!(hidden.is_empty());
    }
}
