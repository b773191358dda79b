//! The answer in sentences: how much to AI, what that is worth, what holds it back.

use crate::engine::Advice;
use crate::engine::advice::Limit;
use crate::format::money_usd;
use crate::plan::Plan;
use crate::words::{Arg, Text, say, tr};

/// Less than this, USD, your plan and the best are worth the same.
const SAME_USD: f64 = 500.0;

/// The most letters of an option's name in a sentence.
const LONGEST_NAME: usize = 60;

/// The answer in three sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// How many MW to AI, and by when.
    pub how_much: String,
    /// What that is worth over your plan and over mining only.
    pub worth: String,
    /// What holds it back, and what one more MW would be worth.
    pub limit: String,
}

/// The answer of an advice on a plan.
pub fn answered(plan: &Plan, advice: &Advice) -> Answered {
    let (best, yours) = (&advice.best, &advice.yours);
    let money = |value: f64| Arg::Name(money_usd(value.abs()));
    let more = |key_more: &'static str, key_less: &'static str, gain: f64| {
        Text::key(if gain < 0.0 { key_less } else { key_more }).with("usd", money(gain))
    };
    let how_much = match advice.by_year {
        _ if best.ai_mw < 0.05 => Text::key("answered.none"),
        Some(year) => Text::key("answered.best_by").with("year", Arg::Name(year.to_string())),
        None => Text::key("answered.best"),
    }
    .with("mw", mw_in_words(best.ai_mw))
    .with("grid", mw_in_words(plan.site.grid_mw));
    let over_yours = advice.gain_over_yours_usd();
    let worth = if over_yours.abs() < SAME_USD {
        Text::key("answered.is_best")
    } else {
        more("answered.more", "answered.less", over_yours).with("yours", mw_in_words(yours.ai_mw))
    };
    let over = more("answered.over_mining", "answered.under_mining", best.gain_usd);
    let limit = match (advice.held_back_by(), advice.next_mw_usd) {
        (Some(limit), _) => Text::key("answered.held_back")
            .with("limit", Arg::Name(limit_name(plan, limit)))
            .with("used", mw_in_words(limit.used_mw))
            .with("usd", money(limit.one_more_usd)),
        (None, Some(next)) => more("answered.next_adds", "answered.next_costs", next),
        (None, None) => Text::key("answered.no_limit"),
    };
    if plan.options.is_empty() && best.ai_mw.max(yours.ai_mw).max(advice.reachable_mw) < 0.05 {
        let keys = if plan.asics.is_empty() {
            ["answered.nothing", "answered.nothing_worth"]
        } else {
            ["answered.no_option", "answered.no_option_worth"]
        };
        let [how_much, worth] =
            keys.map(|key| say(&Text::key(key).with("grid", mw_in_words(plan.site.grid_mw))));
        return Answered { how_much, worth, limit: say(&limit) };
    }
    Answered {
        how_much: say(&how_much),
        worth: format!("{}, {}", say(&worth), say(&over)),
        limit: say(&limit),
    }
}

/// Megawatts in a sentence: whole where they are, else to a tenth.
pub fn mw_in_words(mw: f64) -> Arg {
    let is_whole = (mw - mw.round()).abs() < 0.05;
    Arg::Quantity(mw, u8::from(!is_whole), "unit.mw")
}

/// The limit's label, with its option's name where it is one's.
fn limit_name(plan: &Plan, limit: &Limit) -> String {
    let label = plan
        .info(&limit.field)
        .map_or_else(|| limit.field.to_string(), |info| tr(info.label).to_owned());
    if limit.option.is_empty() { label } else { format!("{label}, {}", short(&limit.option)) }
}

/// A name no longer than a sentence bears.
fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONGEST_NAME).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::advice::{Control, advise};
    use crate::figure::trial;

    #[test]
    fn a_long_name_is_cut_with_an_ellipsis() {
        assert_eq!(short("CoreWeave's option"), "CoreWeave's option");
        assert_eq!(short(&"ab ".repeat(30)), format!("{}…", "ab ".repeat(20).trim_end()));
    }

    #[test]
    fn the_sentences_hold_the_figures_of_the_advice() {
        let plan = trial::plan();
        let mut advice = advise(&plan, &Control::default()).unwrap();
        let said = answered(&plan, &advice);
        let mw = format!("{} MW of 100 MW to AI", crate::format::number(advice.best.ai_mw, 0));
        assert!(said.how_much.contains(&mw), "{said:?}");
        assert!(said.worth.starts_with(&money_usd(advice.gain_over_yours_usd())), "{said:?}");
        assert!(said.worth.contains(&money_usd(advice.best.gain_usd)), "{said:?}");
        // Where both are worth the same, no difference of 0 USD is told.
        advice.yours.npv_usd = advice.best.npv_usd;
        let same = answered(&plan, &advice);
        assert!(same.worth.starts_with("Your plan is the best within these limits, "), "{same:?}");
        advice.best.gain_usd = -2e6;
        assert!(answered(&plan, &advice).worth.ends_with("2.0 M USD less than mining only"));
    }

    #[test]
    fn where_nothing_can_be_decided_no_comparison_is_told() {
        let bare = Plan {
            gpus: Vec::new().into(),
            leases: Vec::new().into(),
            options: Vec::new().into(),
            debts: Vec::new().into(),
            ..trial::plan()
        };
        let said = |plan: &Plan| answered(plan, &advise(plan, &Control::default()).unwrap());
        let mining = said(&bare);
        assert!(mining.how_much.starts_with("Nothing to decide: mining keeps"), "{mining:?}");
        let nothing = said(&Plan { asics: Vec::new().into(), ..bare });
        assert!(nothing.how_much.starts_with("Nothing is built on 100 MW"), "{nothing:?}");
        assert!(!nothing.worth.contains("USD"), "{nothing:?}");
    }
}
