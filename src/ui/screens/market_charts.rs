//! What the view of the markets makes of hashprice, price, network, GPU rates and rents.

use egui::{Rect, Ui};

use super::{Out, parts};
use crate::app::OpenPlan;
use crate::figure;
use crate::ui::widgets::card::{Extent, columns, rows};

/// Shows the charts: hashprice across, the others in two rows of two.
pub(super) fn show_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    ui.scope(|ui| {
        let Some(solution) = parts::solution_ui(ui, rect, open, out) else { return };
        let (plan, run) = (open.seen(), &solution.plan);
        let heights = [Extent::Share(1.2), Extent::Share(1.0), Extent::Share(1.0)];
        let [top, middle, bottom] = rows(rect, &heights)[..] else { return };
        let halves = [Extent::Share(1.0), Extent::Share(1.0)];
        let [price, network] = columns(middle, &halves)[..] else { return };
        let [gpu, colocation] = columns(bottom, &halves)[..] else { return };
        out.chart_ui(ui, top, &figure::hashprice(plan, run));
        out.chart_ui(ui, price, &figure::btc_price(plan, run));
        out.chart_ui(ui, network, &figure::network_hashrate(plan, run));
        out.chart_ui(ui, gpu, &figure::gpu_rates(plan, run));
        out.chart_ui(ui, colocation, &figure::colocation_rent(plan, run));
    });
}
