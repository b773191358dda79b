//! Charts out of the window: to the clipboard, and to files through a dialog.

use std::sync::Arc;

use egui::{ColorImage, Context};

use super::dialogs::{Dialogs, Purpose};
use crate::export::{self, ExportError, SHARPNESS, Size, Style};
use crate::figure::Figure;
use crate::look::{Theme, layout, text};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::tr;

/// Kinds of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    /// A drawing.
    #[default]
    Svg,
    /// A picture.
    Png,
    /// The figures.
    Csv,
}

impl Format {
    const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Csv];

    const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Csv => "CSV",
        }
    }
}

/// The dialog that saves a chart.
pub struct ExportDialog {
    figure: Figure,
    format: Format,
    slide: bool,
    theme: Option<Theme>,
    editable_text: bool,
    failed: Option<String>,
}

impl ExportDialog {
    /// A dialog for a chart.
    pub const fn new(figure: Figure) -> Self {
        Self {
            figure,
            format: Format::Svg,
            slide: false,
            theme: None,
            editable_text: false,
            failed: None,
        }
    }

    /// Shows the dialog; returns whether it is done.
    pub fn show_ui(&mut self, ctx: &Context, window: Theme, dialogs: &mut Dialogs) -> bool {
        let title = super::super::said("ui.export.title", &[("chart", &self.figure.title)]);
        let theme = self.theme.unwrap_or(window);
        let (done, away) = modal_ui(ctx, &title, 440.0, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            let formats = Format::ALL.map(Format::name);
            let at = Format::ALL.iter().position(|format| *format == self.format).unwrap_or(0);
            if let Some(chosen) = row(ui, tr("ui.export.format"), &formats, at) {
                self.format = Format::ALL.get(chosen).copied().unwrap_or_default();
            }
            if self.format != Format::Csv {
                let sizes = [tr("ui.export.page"), tr("ui.export.slide")];
                if let Some(chosen) = row(ui, tr("ui.export.size"), &sizes, usize::from(self.slide))
                {
                    self.slide = chosen == 1;
                }
                let themes = [tr("ui.export.dark"), tr("ui.export.light")];
                let at = usize::from(theme == Theme::Light);
                if let Some(chosen) = row(ui, tr("ui.export.colours"), &themes, at) {
                    self.theme = Some(if chosen == 1 { Theme::Light } else { Theme::Dark });
                }
            }
            if self.format == Format::Svg
                && choice::check_ui(ui, tr("ui.export.editable"), self.editable_text)
            {
                self.editable_text = !self.editable_text;
            }
            if let Some(failed) = &self.failed {
                theme::label(ui, failed.as_str(), text::SMALL, theme::palette(ui).error);
            }
            ui.add_space(8.0);
            buttons_ui(ui, |ui| {
                let save = Button::primary(tr("ui.export.save")).show(ui).clicked();
                let cancel = Button::new(tr("command.prompt_cancel")).show(ui).clicked();
                (save, cancel)
            })
        });
        let (save, cancel) = done;
        if save {
            match self.bytes(theme) {
                Ok(bytes) => {
                    let name = self.format.name().to_lowercase();
                    let suggestion = format!("{}.{name}", self.figure.id);
                    dialogs.ask(ctx, Purpose::Export { suggestion, bytes: Arc::new(bytes) });
                    return true;
                }
                Err(error) => self.failed = Some(error.to_string()),
            }
        }
        cancel || away
    }

    fn bytes(&self, theme: Theme) -> Result<Vec<u8>, ExportError> {
        let size = if self.slide { Size::Slide } else { Size::Page };
        let style =
            Style { editable_text: self.editable_text, ..Style::new(size, theme.palette()) };
        match self.format {
            Format::Svg => export::svg(&self.figure, &style),
            Format::Png => export::png(&self.figure, &style, SHARPNESS),
            Format::Csv => export::csv(&self.figure),
        }
    }
}

/// A label and segments beside it.
fn row(ui: &mut egui::Ui, label: &str, options: &[&str], selected: usize) -> Option<usize> {
    let [label_width, ..] = layout::FORM_COLUMNS;
    ui.horizontal(|ui| {
        let (_, rect) = ui.allocate_space(egui::vec2(label_width, layout::CHIP));
        let palette = theme::palette(ui);
        let at = rect.left_center();
        theme::place(ui, at, egui::Align2::LEFT_CENTER, label, text::BODY, palette.text2);
        choice::segments_ui(ui, label, options, selected)
    })
    .inner
}

/// Puts the picture of a chart on the clipboard; says so.
pub fn copy_image(ctx: &Context, figure: &Figure, theme: Theme) -> Result<String, ExportError> {
    let pixels = export::rgba(figure, &Style::new(Size::Page, theme.palette()), SHARPNESS)?;
    let size = [pixels.width, pixels.height];
    ctx.copy_image(ColorImage::from_rgba_unmultiplied(size, &pixels.bytes));
    Ok(tr("ui.plot.copied_image").to_owned())
}

/// Puts the figures of a chart on the clipboard; says so.
pub fn copy_data(ctx: &Context, figure: &Figure) -> Result<String, ExportError> {
    let table = export::csv(figure)?;
    ctx.copy_text(String::from_utf8_lossy(&table).into_owned());
    Ok(tr("ui.plot.copied_data").to_owned())
}
