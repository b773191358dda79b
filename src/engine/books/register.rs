//! The register of assets: each purchase, what was sold of it and what is left.

use super::TaxRule;
use crate::engine::ledger::{Ledger, LineId};
use crate::format::Month;
use crate::plan::{Plan, TaxClass};

/// A kind of asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetClass {
    /// Mining machines.
    Asic,
    /// GPUs.
    Gpu,
    /// AI halls of leases.
    Hall,
    /// Works for AI, in the books as halls are.
    AiWorks,
    /// The site's works.
    Site,
    /// Interest capitalised in halls.
    Interest,
}

/// One purchase.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Its kind.
    pub class: AssetClass,
    /// Id of the item it belongs to.
    pub item: String,
    /// First month in service, counted from the plan's first.
    pub from: i32,
    /// Cost, sales tax included.
    pub cost_usd: f64,
    /// Whether it was paid before the plan.
    pub paid_before: bool,
    /// Whether it is realised at the horizon.
    pub ended: bool,
    book_life_months: f64,
    tax: TaxRule,
    /// Months in which parts were sold, and which shares of the whole.
    sold: Vec<(i32, f64)>,
}

impl Asset {
    /// Book value of the whole at the beginning of a month, USD: straight line from the month in service.
    pub fn book_usd(&self, month: i32) -> f64 {
        let served = f64::from((month - self.from).max(0));
        self.cost_usd * (1.0 - (served / self.book_life_months).min(1.0))
    }

    /// What tax has not yet deducted of the whole at the beginning of a month, USD.
    pub fn tax_usd(&self, month: i32) -> f64 {
        self.cost_usd * (1.0 - self.tax.charged_share(month - self.from))
    }

    /// Share of the whole that is held after what was sold up to the beginning of a month.
    pub fn held_share(&self, month: i32) -> f64 {
        let sold: f64 =
            self.sold.iter().filter(|(at, _)| *at < month).map(|(_, share)| share).sum();
        1.0 - sold
    }

    /// Book value at the end of a plan of so many months, USD.
    pub fn book_at_end_usd(&self, months: usize) -> f64 {
        self.held_share(months as i32) * self.book_usd(months as i32)
    }
}

/// Lines a class of assets writes: opening book, book depreciation, book sold, book ended, tax depreciation.
type ClassLines = (Option<LineId>, LineId, Option<LineId>, LineId, LineId);

impl AssetClass {
    const fn lines(self) -> ClassLines {
        use LineId as L;
        match self {
            Self::Asic => (
                Some(L::AsicOpening),
                L::AsicDepreciation,
                Some(L::AsicBookSold),
                L::AsicBookEnded,
                L::AsicTaxDepreciation,
            ),
            Self::Gpu => (
                Some(L::GpuOpening),
                L::GpuDepreciation,
                Some(L::GpuBookSold),
                L::GpuBookEnded,
                L::GpuTaxDepreciation,
            ),
            Self::Hall => (
                Some(L::HallOpening),
                L::LeaseHallDepreciation,
                None,
                L::HallBookEnded,
                L::HallTaxDepreciation,
            ),
            Self::AiWorks => (
                Some(L::HallOpening),
                L::AiWorksDepreciation,
                None,
                L::HallBookEnded,
                L::HallTaxDepreciation,
            ),
            Self::Site => (
                Some(L::SiteOpening),
                L::SiteDepreciation,
                None,
                L::SiteBookEnded,
                L::SiteTaxDepreciation,
            ),
            Self::Interest => (
                None,
                L::InterestDepreciation,
                None,
                L::InterestBookEnded,
                L::InterestTaxDepreciation,
            ),
        }
    }
}

/// Every purchase of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    assets: Vec<Asset>,
}

impl Register {
    /// Enters a purchase and returns its place.
    pub fn buy(
        &mut self,
        plan: &Plan,
        class: AssetClass,
        item: &str,
        from: i32,
        cost_usd: f64,
    ) -> usize {
        let finance = &plan.finance;
        let (life, entered, accelerated) = match class {
            AssetClass::Asic => {
                (finance.asic_book_life_months, finance.asic_tax_class, TaxClass::Macrs5)
            }
            AssetClass::Gpu => {
                (finance.gpu_book_life_months, finance.gpu_tax_class, TaxClass::Macrs5)
            }
            AssetClass::Hall | AssetClass::AiWorks | AssetClass::Interest => {
                (finance.hall_book_life_months, finance.hall_tax_class, TaxClass::Macrs15)
            }
            AssetClass::Site => {
                (finance.site_book_life_months, finance.site_tax_class, TaxClass::Macrs15)
            }
        };
        let in_service: Month = plan.start.plus(from);
        self.assets.push(Asset {
            class,
            item: item.to_owned(),
            from,
            cost_usd,
            paid_before: from < 0,
            ended: false,
            book_life_months: f64::from(life.max(1)),
            tax: TaxRule::of(finance, entered, accelerated, life, in_service),
            sold: Vec::new(),
        });
        self.assets.len() - 1
    }

    /// Enters what was paid before the plan for something not yet in service, too.
    pub fn paid_before(&mut self, asset: usize) {
        if let Some(asset) = self.assets.get_mut(asset) {
            asset.paid_before = true;
        }
    }

    /// Takes a share of what is held out of the books in a month, and returns what tax had not yet deducted of it.
    pub fn sell(&mut self, asset: usize, month: i32, share_of_held: f64) -> f64 {
        let Some(asset) = self.assets.get_mut(asset) else { return 0.0 };
        let share = asset.held_share(month + 1) * share_of_held.clamp(0.0, 1.0);
        asset.sold.push((month, share));
        share * asset.tax_usd(month)
    }

    /// Realises what is left of an asset at the horizon.
    pub fn end(&mut self, asset: usize) {
        if let Some(asset) = self.assets.get_mut(asset) {
            asset.ended = true;
        }
    }

    /// Every purchase with its place.
    pub fn assets(&self) -> impl Iterator<Item = (usize, &Asset)> {
        self.assets.iter().enumerate()
    }

    /// Places of an item's purchases.
    pub fn of_item(&self, class: AssetClass, item: &str) -> Vec<usize> {
        let of = |asset: &Asset| asset.class == class && asset.item == item;
        self.assets().filter(|(_, asset)| of(asset)).map(|(at, _)| at).collect()
    }

    /// An asset by its place.
    pub fn get(&self, asset: usize) -> Option<&Asset> {
        self.assets.get(asset)
    }

    /// Writes depreciation, what was sold and what is realised at the horizon, for the assets from place `first` on.
    pub fn write(&self, first: usize, ledger: &mut Ledger) {
        for asset in self.assets.iter().skip(first) {
            asset.write(ledger);
        }
    }
}

impl Asset {
    fn write(&self, ledger: &mut Ledger) {
        let (opening, depreciation, book_sold, book_ended, tax_depreciation) = self.class.lines();
        let interest = self.class == AssetClass::Interest;
        // Interest is capitalised within the plan alone: none is there at its start.
        if let Some(opening) = opening.filter(|_| self.paid_before) {
            ledger.add(opening, 0, self.book_usd(0));
            ledger.add(LineId::OpeningTaxBasis, 0, self.tax_usd(0));
        }
        let months = ledger.months as i32;
        let first = self.from.max(0);
        let (mut book, mut tax) = (self.book_usd(first), self.tax_usd(first));
        let mut held = 1.0;
        for month in first..months {
            for (_, share) in self.sold.iter().filter(|(at, _)| *at == month) {
                if let Some(line) = book_sold {
                    ledger.add(line, month, share * book);
                }
                ledger.add(LineId::TaxBasisSold, month, share * tax);
                held -= share;
            }
            if held <= 0.0 || (book <= 0.0 && tax <= 0.0) {
                // What is sold later has no value left.
                break;
            }
            let (book_after, tax_after) = (self.book_usd(month + 1), self.tax_usd(month + 1));
            ledger.add(depreciation, month, held * (book - book_after));
            ledger.add(tax_depreciation, month, held * (tax - tax_after));
            (book, tax) = (book_after, tax_after);
        }
        if self.ended {
            let held = self.held_share(months);
            ledger.add(book_ended, months - 1, held * self.book_usd(months));
            let basis =
                if interest { LineId::InterestTerminalTaxBasis } else { LineId::TerminalTaxBasis };
            ledger.add(basis, months - 1, held * self.tax_usd(months));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{Finance, testing};

    #[test]
    fn a_sale_is_charged_to_the_month_before_and_leaves_with_what_is_left() {
        let mut plan = testing::plan();
        plan.finance = Arc::new(Finance { bonus_share: 0.0, ..Finance::assumed() });
        let mut register = Register::default();
        let machines = register.buy(&plan, AssetClass::Asic, "a", 0, 4_800.0);
        // 100 a month in the books, 80 in the first tax year; half is sold in the sixth month.
        let basis = register.sell(machines, 5, 0.5);
        assert!((basis - 0.5 * (4_800.0 - 5.0 * 80.0)).abs() < 1e-9);
        register.end(machines);
        let mut ledger = Ledger::new(&plan);
        register.write(0, &mut ledger);
        let at = |line: LineId, month: usize| ledger.series(line)[month];
        assert!((at(LineId::AsicDepreciation, 4) - 100.0).abs() < 1e-9);
        assert!((at(LineId::AsicDepreciation, 5) - 50.0).abs() < 1e-9);
        assert!((at(LineId::AsicBookSold, 5) - 2_150.0).abs() < 1e-9);
        assert!((at(LineId::TaxBasisSold, 5) - 2_200.0).abs() < 1e-9);
        assert!((ledger.total(LineId::AsicDepreciation) - (500.0 + 2_150.0)).abs() < 1e-9);
        assert!(at(LineId::AsicBookEnded, 119).abs() < 1e-9);
    }

    #[test]
    fn what_was_bought_before_the_plan_opens_with_what_is_left() {
        let mut plan = testing::plan();
        plan.finance = Arc::new(Finance { bonus_share: 0.0, ..Finance::assumed() });
        let mut register = Register::default();
        register.buy(&plan, AssetClass::Gpu, "g", -12, 6_000.0);
        let mut ledger = Ledger::new(&plan);
        register.write(0, &mut ledger);
        assert!((ledger.series(LineId::GpuOpening)[0] - 4_800.0).abs() < 1e-9);
        assert!((ledger.series(LineId::OpeningTaxBasis)[0] - 4_800.0).abs() < 1e-9);
        assert!((ledger.total(LineId::GpuDepreciation) - 4_800.0).abs() < 1e-9);
    }
}
