//! How a hub's typical year is made from its measured statistics, always the same.
//!
//! The sizes of its 8760 prices come from the measured quantiles; their order from a seasonal figure for each hour
//! of each month and a noise that remembers; exchanges of two hours at a time then bring the means of each month's
//! hours and the autocorrelation to the measured ones. No measured hour is in it, only statistics.

/// Hours of the typical year.
pub const HOURS: usize = 8760;
const CELLS: usize = 288;
const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SEED: u64 = 20_261_122;

/// What was measured at a hub over a year.
pub struct Statistics {
    pub id: String,
    pub mean: f64,
    pub negative_percent: f64,
    pub lag_1: f64,
    pub lag_24: f64,
    /// Mean price of all hours but the dearest 1, 5 and 10 %.
    pub paid: [f64; 3],
    /// Share of hours and the price they stay below.
    pub quantiles: Vec<(f64, f64)>,
    /// Mean of each month's hours over the mean of the year.
    pub ratios: Vec<f64>,
}

/// Reads the bundled statistics.
pub fn read(text: &str) -> Vec<Statistics> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let parse = |row: csv::StringRecord| {
        let named = |name: &str| {
            let at = heads.iter().position(|head| head == name).unwrap();
            row[at].parse::<f64>().unwrap()
        };
        let with = |first: char| {
            let cells = heads.iter().zip(row.iter()).filter(move |(head, _)| {
                head.starts_with(first) && head[1..].starts_with(|c: char| c.is_ascii_digit())
            });
            cells.map(|(head, cell)| (head[1..].to_owned(), cell.parse::<f64>().unwrap()))
        };
        Statistics {
            id: row[0].to_owned(),
            mean: named("mean"),
            negative_percent: named("negative_percent"),
            lag_1: named("lag_1"),
            lag_24: named("lag_24"),
            paid: ["paid_99", "paid_95", "paid_90"].map(named),
            quantiles: with('q').map(|(p, v)| (p.parse::<f64>().unwrap() / 100.0, v)).collect(),
            ratios: with('m').map(|(_, ratio)| ratio).collect(),
        }
    };
    reader.records().map(|row| parse(row.unwrap())).collect()
}

/// A stream of numbers that is the same everywhere: SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// Nearly normal: the sum of twelve, which needs no function that platforms round differently.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// The year's prices over their mean, in thousandths; they sum to 8,760,000.
pub fn make(of: &Statistics) -> Vec<i64> {
    let sizes = sizes(of);
    let mut year = ordered(of, &sizes);
    exchange(of, &mut year);
    thousandths(&year)
}

/// The hour of each month an hour of the year belongs to: `month * 24 + hour`.
pub fn cells() -> Vec<usize> {
    let days = DAYS.iter().enumerate().flat_map(|(month, days)| (0..*days).map(move |_| month));
    days.flat_map(|month| (0..24).map(move |hour| month * 24 + hour)).collect()
}

/// Prices over their mean from the quantiles, rising.
///
/// Straight between quantiles, and through 0 at the measured share of negative hours; above the 99 % quantile
/// geometric, the excess over it then scaled so that the mean is the measured one.
fn sizes(of: &Statistics) -> Vec<f64> {
    let mut knots = of.quantiles.clone();
    let below = of.negative_percent / 100.0;
    if below > 0.0 && knots.iter().all(|(share, _)| (share - below).abs() > 1e-9) {
        knots.push((below, 0.0));
        knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let price = |share: f64| {
        let above = knots.iter().position(|knot| knot.0 >= share).unwrap().max(1);
        let ((from, low), (to, high)) = (knots[above - 1], knots[above]);
        let at = (share - from) / (to - from);
        if from >= 0.99 { low * (high / low).powf(at) } else { low + (high - low) * at }
    };
    let mut sizes: Vec<f64> =
        (0..HOURS).map(|rank| price((rank as f64 + 0.5) / HOURS as f64) / of.mean).collect();
    let q99 = knots.iter().find(|knot| knot.0 >= 0.99).unwrap().1 / of.mean;
    let body: f64 = sizes.iter().map(|size| size.min(q99)).sum();
    let excess: f64 = sizes.iter().map(|size| (size - q99).max(0.0)).sum();
    let scale = (HOURS as f64 - body) / excess;
    for size in sizes.iter_mut().filter(|size| **size > q99) {
        *size = q99 + (*size - q99) * scale;
    }
    sizes
}

/// Lays the sizes over the year by a seasonal figure and a noise that remembers.
fn ordered(of: &Statistics, sizes: &[f64]) -> Vec<f64> {
    let mut numbers = Numbers(SEED);
    let memory = of.lag_24.max(0.05).powf(1.0 / 24.0).clamp(0.9, 0.995);
    let mut noise = vec![0.0; HOURS];
    let mut last = numbers.normal();
    for value in &mut noise {
        last = memory * last + (1.0 - memory * memory).sqrt() * numbers.normal();
        *value = last;
    }
    let cells = cells();
    let mut season: Vec<f64> = of.ratios.iter().map(|ratio| ratio - 1.0).collect();
    let mut year = vec![0.0; HOURS];
    for _ in 0..40 {
        let figure: Vec<f64> = (0..HOURS).map(|h| season[cells[h]] + 0.6 * noise[h]).collect();
        let mut order: Vec<usize> = (0..HOURS).collect();
        order.sort_by(|a, b| figure[*a].total_cmp(&figure[*b]));
        for (rank, hour) in order.into_iter().enumerate() {
            year[hour] = sizes[rank];
        }
        let means = means(&year, &cells);
        for (cell, target) in
            season.iter_mut().zip(&of.ratios).zip(&means).map(|((s, t), m)| (s, t - m))
        {
            *cell += 0.3 * target.clamp(-0.5, 0.5);
        }
    }
    year
}

/// Means of each month's hours.
pub fn means(year: &[f64], cells: &[usize]) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0.0; CELLS], vec![0.0; CELLS]);
    for (value, cell) in year.iter().zip(cells) {
        sums[*cell] += value;
        counts[*cell] += 1.0;
    }
    sums.iter().zip(&counts).map(|(sum, count)| sum / count).collect()
}

/// Autocorrelation at a lag, the year's end beside its start.
pub fn autocorrelation(year: &[f64], lag: usize) -> f64 {
    let mean = year.iter().sum::<f64>() / year.len() as f64;
    let apart = |h: usize| year[h % year.len()] - mean;
    let variance: f64 = (0..year.len()).map(|h| apart(h) * apart(h)).sum();
    (0..year.len()).map(|h| apart(h) * apart(h + lag)).sum::<f64>() / variance
}

/// How far a year is from what was measured, kept up as hours are exchanged.
struct Distance<'a> {
    year: &'a mut [f64],
    cells: Vec<usize>,
    targets: &'a [f64],
    sums: Vec<f64>,
    counts: Vec<f64>,
    squares: f64,
    /// Sums of products with the hour one and twenty-four on.
    products: [f64; 2],
    lags: [f64; 2],
}

const LAGS: [usize; 2] = [1, 24];

impl Distance<'_> {
    fn cell(&self, cell: usize, change: f64) -> f64 {
        let error = (self.sums[cell] + change) / self.counts[cell] - self.targets[cell];
        error * error
    }

    fn lagged(&self, products: &[f64; 2]) -> f64 {
        let apart = |lag: usize| (products[lag] - HOURS as f64) / self.squares - self.lags[lag];
        CELLS as f64 * (apart(0) * apart(0) * 20.0 + apart(1) * apart(1) * 5.0)
    }

    fn products_at(&self, a: usize, b: usize) -> [f64; 2] {
        let year = &self.year;
        let at = |lag: usize| {
            let (before, after) =
                (|h: usize| (h + HOURS - lag) % HOURS, |h: usize| (h + lag) % HOURS);
            let mut sum = year[a] * (year[before(a)] + year[after(a)]);
            // The product of the two themselves stands in both sums.
            if before(b) != a {
                sum += year[b] * year[before(b)];
            }
            if after(b) != a {
                sum += year[b] * year[after(b)];
            }
            sum
        };
        [at(LAGS[0]), at(LAGS[1])]
    }

    /// Exchanges two hours if that brings the year nearer.
    fn try_exchange(&mut self, a: usize, b: usize) {
        let (cell_a, cell_b) = (self.cells[a], self.cells[b]);
        let change = self.year[b] - self.year[a];
        let before = self.products_at(a, b);
        self.year.swap(a, b);
        let after = self.products_at(a, b);
        let products = [0, 1].map(|lag| self.products[lag] + after[lag] - before[lag]);
        let mut gain = self.lagged(&self.products) - self.lagged(&products);
        if cell_a != cell_b {
            gain += self.cell(cell_a, 0.0) + self.cell(cell_b, 0.0);
            gain -= self.cell(cell_a, change) + self.cell(cell_b, -change);
        }
        if gain > 0.0 {
            self.products = products;
            if cell_a != cell_b {
                self.sums[cell_a] += change;
                self.sums[cell_b] -= change;
            }
        } else {
            self.year.swap(a, b);
        }
    }
}

/// Exchanges pairs of hours, many of them near one another, as long as that brings the year nearer.
fn exchange(of: &Statistics, year: &mut [f64]) {
    let cells = cells();
    let (mut sums, mut counts) = (vec![0.0; CELLS], vec![0.0; CELLS]);
    for (value, cell) in year.iter().zip(&cells) {
        sums[*cell] += value;
        counts[*cell] += 1.0;
    }
    let squares = year.iter().map(|value| (value - 1.0) * (value - 1.0)).sum();
    let products = LAGS.map(|lag| (0..HOURS).map(|h| year[h] * year[(h + lag) % HOURS]).sum());
    let mut dear: Vec<usize> = (0..HOURS).collect();
    dear.sort_by(|a, b| year[*b].total_cmp(&year[*a]));
    dear.truncate(200);
    let lags = [of.lag_1, of.lag_24];
    let mut distance =
        Distance { year, cells, targets: &of.ratios, sums, counts, squares, products, lags };
    let mut numbers = Numbers(SEED + 1);
    for round in 0..300_000 {
        let a = match round % 3 {
            0 => dear[numbers.below(dear.len())],
            _ => numbers.below(HOURS),
        };
        let b = match round % 4 {
            // The same hour of another day near by, or an hour or two on: few seams in the noise.
            0 | 1 => (a + 24 * (1 + numbers.below(12))) % HOURS,
            2 => (a + 1 + numbers.below(4)) % HOURS,
            _ => numbers.below(HOURS),
        };
        if a != b {
            distance.try_exchange(a, b);
        }
    }
}

/// Rounded to thousandths; what rounding leaves over is spread over the middle of the year's prices.
fn thousandths(year: &[f64]) -> Vec<i64> {
    let mut rounded: Vec<i64> = year.iter().map(|value| (value * 1000.0).round() as i64).collect();
    let mut left = 1000 * HOURS as i64 - rounded.iter().sum::<i64>();
    for value in rounded.iter_mut().filter(|value| **value > 300) {
        let step = left.signum();
        *value += step;
        left -= step;
    }
    rounded
}
