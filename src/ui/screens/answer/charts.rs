//! Power and revenue by use, of the best plan, of yours, or of mining only.

use std::sync::Arc;

use egui::{Id, Rect, Ui, pos2, vec2};

use super::Page;
use super::hero;
use crate::engine::{self, Run};
use crate::figure;
use crate::plan::Plan;
use crate::ui::screens::Out;
use crate::ui::widgets::card::{Extent, columns};
use crate::ui::widgets::choice::{segments_at, segments_width};
use crate::words::{Text, say, tr};

/// Which run the charts show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Best,
    Yours,
    MiningOnly,
}

const ALL: [Of; 3] = [Of::Best, Of::Yours, Of::MiningOnly];

/// A preview's run, kept until another is asked for.
type Kept = Arc<(Plan, Run)>;

pub fn show_ui(ui: &mut Ui, rect: Rect, page: &Page<'_>, out: &mut Out) {
    let id = Id::unique("answer charts of");
    let of = ui.data(|data| data.get_temp::<usize>(id)).map_or(Of::Best, |at| ALL[at.min(2)]);
    let preview = hero::preview_mw(ui, page).map(|mw| preview_run(ui, page, mw));
    let (run, label): (&Run, String) = match (of, &preview) {
        (Of::Best, Some(kept)) => {
            let mw = super::sentence::whole_mw(hero::chosen_mw(ui, page));
            (&kept.1, say(&Text::key("answer.preview").with("mw", mw)))
        }
        (Of::Best, None) => (&page.advice.best_run, tr("answer.best_plan").to_owned()),
        (Of::Yours, _) => (&page.solution.plan, tr("answer.your_plan").to_owned()),
        (Of::MiningOnly, _) => (&page.solution.mining_only, tr("answer.mining_only").to_owned()),
    };
    let [left, right] = columns(rect, &[Extent::Share(1.0); 2])[..] else { return };
    out.chart_ui(ui, left, &figure::power_by_use(page.open.seen(), run, &label));
    out.chart_ui(ui, right, &figure::revenue_by_use(page.open.seen(), run, &label));
    let options = [tr("answer.best"), tr("answer.yours"), tr("answer.mining_only")];
    let width = segments_width(ui, &options);
    let place = Rect::from_min_size(
        pos2(left.right() - 16.0 - width, left.top() + 10.0),
        vec2(width, 22.0),
    );
    let selected = ALL.iter().position(|other| *other == of).unwrap_or(0);
    if let Some(chosen) = segments_at(ui, place, tr("answer.charts_of"), &options, selected) {
        ui.data_mut(|data| data.insert_temp(id, chosen));
        ui.ctx().request_repaint();
    }
}

/// The run of a previewed share: one run of the model, kept while the preview stands.
pub fn preview_run(ui: &Ui, page: &Page<'_>, mw: f64) -> Kept {
    let id = Id::unique("answer preview run");
    let plan = page.advice.plan_at(mw);
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some(kept) = kept.filter(|kept| kept.0 == plan) {
        return kept;
    }
    let run = engine::run(&plan);
    let kept: Kept = Arc::new((plan, run));
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&kept)));
    kept
}
