//! Money, short enough for a tile: `138 M USD`.

use super::number::{MISSING, number, with_plus};

/// The steps of the short scale with what is written after the figure.
const SCALES: [(f64, &str); 4] = [(1.0, ""), (1e3, " k"), (1e6, " M"), (1e9, " bn")];

/// Writes US dollars compactly: `138 M USD`, `1.9 M USD`, `226 k USD`, `4.5 bn USD`.
///
/// Figures under 10 have one decimal (dollars two), others none.
pub fn money_usd(value: f64) -> String {
    with_currency(money_short(value))
}

/// As [`money_usd`] with an explicit `+`.
pub fn signed_money_usd(value: f64) -> String {
    with_currency(signed_money_short(value))
}

/// As [`money_usd`] without the currency: `184 M`.
pub fn money_short(value: f64) -> String {
    if value.abs() < 0.005 {
        return number(0.0, 0);
    }
    let mut written = MISSING.to_owned();
    for (scale, name) in SCALES {
        let scaled = value / scale;
        written = number(scaled, decimals(scaled.abs(), scale)) + name;
        // 999.6 thousand reads as 1.0 million, not as 1,000 thousand.
        if scaled.abs() < 999.5 {
            return written;
        }
    }
    if value.is_finite() { written } else { MISSING.to_owned() }
}

/// As [`money_short`] with an explicit `+`.
pub fn signed_money_short(value: f64) -> String {
    with_plus(value, money_short(value))
}

fn decimals(scaled: f64, scale: f64) -> u8 {
    if scale == 1.0 && scaled < 9.995 {
        2
    } else {
        // What rounds to 10 is written as 10, not as 10.0.
        u8::from(scale > 1.0 && scaled < 9.95)
    }
}

fn with_currency(written: String) -> String {
    if written == MISSING { written } else { format!("{written} USD") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_takes_the_scale_it_fills() {
        for (value, written) in [
            (138e6, "138 M USD"),
            (1.94e6, "1.9 M USD"),
            (2e6, "2.0 M USD"),
            (226_400.0, "226 k USD"),
            (4.5e9, "4.5 bn USD"),
            (88.2e6, "88 M USD"),
            (9.96e6, "10 M USD"),
            (999_600.0, "1.0 M USD"),
            (999_400.0, "999 k USD"),
            (1.25e12, "1,250 bn USD"),
            (-122e6, "−122 M USD"),
            (44.0, "44 USD"),
            (2.345, "2.35 USD"),
            (0.0, "0 USD"),
            (-0.001, "0 USD"),
            (f64::NAN, "–"),
            (f64::NEG_INFINITY, "–"),
        ] {
            assert_eq!(money_usd(value), written, "{value}");
        }
    }

    #[test]
    fn money_goes_short_and_signed() {
        assert_eq!(money_short(184e6), "184 M");
        assert_eq!(signed_money_short(413e6), "+413 M");
        assert_eq!(signed_money_usd(96e6), "+96 M USD");
        assert_eq!(signed_money_usd(-88e6), "−88 M USD");
        assert_eq!(signed_money_usd(0.001), "0 USD");
    }
}
