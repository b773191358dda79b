//! The user's own prices of a year, hour by hour.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hours of a typical year, without a 29 February.
pub const HOURS_OF_YEAR: usize = 8760;

/// Prices of 8760 hours, kept to the cent.
///
/// The level a plan enters stands over their mean: the year gives the shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnYear {
    /// What the prices are, for the screen: a file's name.
    pub name: String,
    /// Price of each hour from 1 January, USD/MWh.
    #[serde(serialize_with = "write_cents", deserialize_with = "read_cents")]
    pub usd_per_mwh: Vec<f64>,
}

impl OwnYear {
    /// The year of these prices, rounded to the cent; none where they are not 8760 or their mean is not above 0.
    pub fn new(name: &str, usd_per_mwh: &[f64]) -> Option<Self> {
        let usd_per_mwh: Vec<f64> =
            usd_per_mwh.iter().map(|usd| (usd * 100.0).round() / 100.0).collect();
        let year = Self { name: name.to_owned(), usd_per_mwh };
        (year.usd_per_mwh.len() == HOURS_OF_YEAR && year.mean_usd_per_mwh() > 0.0).then_some(year)
    }

    /// Mean price, USD/MWh.
    pub fn mean_usd_per_mwh(&self) -> f64 {
        self.usd_per_mwh.iter().sum::<f64>() / self.usd_per_mwh.len().max(1) as f64
    }
}

/// One text of whole cents, a fifth of the size of a list of numbers.
fn write_cents<S: Serializer>(prices: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    let cents: Vec<String> =
        prices.iter().map(|usd| format!("{}", (usd * 100.0).round() as i64)).collect();
    serializer.serialize_str(&cents.join(" "))
}

fn read_cents<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let cents: Result<Vec<f64>, _> = text
        .split_ascii_whitespace()
        .map(|cents| cents.parse::<i32>().map(|cents| f64::from(cents) / 100.0))
        .collect();
    let prices = cents.map_err(|error| {
        D::Error::custom(format!(
            "a price of the own year is no whole number of cents ({error}); import the year again"
        ))
    })?;
    let mean = prices.iter().sum::<f64>();
    if prices.len() != HOURS_OF_YEAR || mean <= 0.0 {
        return Err(D::Error::custom(format!(
            "the own year has {} prices; it needs {HOURS_OF_YEAR} with a mean above 0: import the year again",
            prices.len()
        )));
    }
    Ok(prices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_written_in_cents_and_read_back_the_same() {
        let prices: Vec<f64> =
            (0..HOURS_OF_YEAR).map(|hour| 20.0 + (hour % 24) as f64 * 0.013 - 3.0).collect();
        let year = OwnYear::new("mine.csv", &prices).unwrap();
        let text = ron::to_string(&year).unwrap();
        assert!(text.len() < 6 * HOURS_OF_YEAR, "{}", text.len());
        assert!(text.contains("1700 1701 1703 1704"), "{}", &text[..80]);
        assert_eq!(ron::from_str::<OwnYear>(&text).unwrap(), year);
    }

    #[test]
    fn a_year_of_another_length_or_below_nought_is_refused() {
        assert!(OwnYear::new("", &[20.0; 100]).is_none());
        assert!(OwnYear::new("", &vec![-1.0; HOURS_OF_YEAR]).is_none());
        let error =
            ron::from_str::<OwnYear>("(name: \"a\", usd_per_mwh: \"100 200\")").unwrap_err();
        assert!(error.to_string().contains("has 2 prices"), "{error}");
    }
}
