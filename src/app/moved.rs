//! Which figures of a plan another version of the program has moved.

use super::Results;
use crate::format::{money_usd, number};
use crate::plan::{Headline, Plan};
use crate::words::{Arg, Text, tr};

/// What a plan said when another version of the program saved it.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// The version.
    version: String,
    /// The figures.
    headline: Headline,
    /// The generation of results to compare them with.
    generation: u64,
}

impl Earlier {
    /// What a plan said, where another version saved it; `generation` is that of its first results.
    pub fn of(plan: &Plan, generation: u64) -> Option<Self> {
        let headline = plan.headline.clone()?;
        let version = plan.app_version.clone();
        (version != env!("CARGO_PKG_VERSION")).then_some(Self { version, headline, generation })
    }

    /// Whether these results are those to compare with.
    pub const fn awaits(&self, generation: u64, results: &Results) -> bool {
        self.generation == generation && !results.partial
    }

    /// Which figures have moved; none where all stand.
    pub fn compared(&self, name: &str, results: &Results) -> Option<Text> {
        let now = super::files::headline_of(results)?;
        let Self { version, headline: then, .. } = self;
        let mut moved = Vec::new();
        if (now.npv_usd - then.npv_usd).abs() >= 0.005 {
            let (from, to) = told(then.npv_usd, now.npv_usd, money_usd, 2);
            moved.push(format!("{} {from} → {to}", tr("message.moved_npv")));
        }
        if let (Some(then), Some(now)) = (then.best_ai_mw, now.best_ai_mw)
            && (now - then).abs() >= 0.005
        {
            let (from, to) =
                told(then, now, |mw| format!("{} {}", number(mw, 0), tr("unit.mw")), 2);
            moved.push(format!("{} {from} → {to}", tr("message.moved_best")));
        }
        (!moved.is_empty()).then(|| {
            Text::key("message.moved")
                .with("plan", Arg::Name(name.to_owned()))
                .with("version", Arg::Name(version.clone()))
                .with("figures", Arg::Name(moved.join("; ")))
        })
    }
}

/// Two figures in short where that tells them apart, else to `decimals`.
fn told(then: f64, now: f64, short: impl Fn(f64) -> String, decimals: u8) -> (String, String) {
    let (from, to) = (short(then), short(now));
    if from == to { (number(then, decimals), number(now, decimals)) } else { (from, to) }
}
