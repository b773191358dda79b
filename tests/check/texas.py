#!/usr/bin/env python3
"""The base case of the built-in example, computed a second time from the model's page alone.

It shares no code with the program: it reads `saves/texas-100mw.ron` with a reader of its own and works the
months in plain Python. It writes `texas.csv` (one row a month) and `texas_value.csv` (headline figures), which
`cargo test --test headless independent` compares cell by cell with the program.

    python3 tests/check/texas.py            # write both tables
    python3 tests/check/texas.py --print    # print the headline figures instead
"""

import calendar
import csv
import datetime
import math
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent.parent / "saves" / "texas-100mw.ron"


# ---------------------------------------------------------------- the document

def read_ron(text):
    """Plain values of a RON text: structs and maps as dict, enums with content as (name, content)."""
    token = re.compile(r'\s*(?:("(?:\\.|[^"\\])*")|([A-Za-z_]\w*)|([-+]?[\d.][\d._eE+-]*)|(.))', re.S)
    tokens = [m.group(1) or m.group(2) or m.group(3) or m.group(4)
              for m in token.finditer(text.rstrip())]
    at = 0

    def peek(ahead=0):
        return tokens[at + ahead] if at + ahead < len(tokens) else ""

    def take():
        nonlocal at
        at += 1
        return tokens[at - 1]

    def value():
        word = take()
        if word == "(":
            if re.match(r"[A-Za-z_]", peek()) and peek(1) == ":":
                return entries(")")
            items = sequence(")")
            return items[0] if len(items) == 1 else items
        if word == "[":
            return sequence("]")
        if word == "{":
            return entries("}")
        if word[0] == '"':
            return re.sub(r"\\(.)", r"\1", word[1:-1])
        if re.match(r"[-+\d.]", word):
            return float(word.replace("_", ""))
        if word in ("true", "false"):
            return word == "true"
        if peek() == "(":
            inner = value()
            return inner if word == "Some" else (word, inner)
        return None if word == "None" else word

    def sequence(end):
        items = []
        while peek() != end:
            items.append(value())
            if peek() == ",":
                take()
        take()
        return items

    def entries(end):
        found = {}
        while peek() != end:
            key = take().strip('"')
            assert take() == ":", f"no colon after {key}"
            found[key] = value()
            if peek() == ",":
                take()
        take()
        return found

    return value()


def month_of(text):
    """Months since year 0."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def named(month):
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def days_in(month):
    return calendar.monthrange(month // 12, month % 12 + 1)[1]


# ---------------------------------------------------------------- Bitcoin (section 2)

ERA = 210_000
EPOCH = month_of("2026-07")  # efficiency progress counts from here


def subsidy_at(height):
    era = int(height // ERA)
    return (5_000_000_000 >> era) / 1e8 if era < 33 else 0.0


def height_at(market, month):
    """Height as a month begins; the anchor is the end of its day."""
    anchor_month = month_of(market["anchor_month"])
    anchor = datetime.date(anchor_month // 12, anchor_month % 12 + 1, int(market["anchor_day"]))
    first = datetime.date(month // 12, month % 12 + 1, 1)
    return market["anchor_height"] + market["blocks_per_day"] * ((first - anchor).days - 1)


def subsidy_of_month(market, month):
    """Mean subsidy of a month, weighted by the blocks before and after each halving in it."""
    start, end = height_at(market, month), height_at(market, month + 1)
    paid, low = 0.0, start
    while low < end:
        high = min((low // ERA + 1) * ERA, end)
        paid += subsidy_at(low) * (high - low)
        low = high
    return paid / (end - start)


def progress(network, month):
    """G(t), t in years from 2026-07."""
    t = (month - EPOCH) / 12
    if t < 0:
        return network["g0_per_year"] * t
    tau, late = network["tau_years"], network["g_inf_per_year"]
    return late * t + (network["g0_per_year"] - late) * tau * (1 - math.exp(-t / tau))


def bitcoin(market, start, months):
    """Price, hashprice and network of each month."""
    kind, net = market["network"]
    assert kind == "Equilibrium" and not market["btc_annual_prices"] and not market["btc_price_curve"]
    growth = 1 + market["btc_price_growth_per_year"]
    mean, phi, sigma = (market[f"fees_{k}"] for k in ("log_mean", "phi", "sigma"))
    f0 = math.log(market["fees_btc_per_block"])
    h = math.log(market["network_eh_s"])
    before = subsidy_of_month(market, start - 1)
    at_start = subsidy_at(height_at(market, start))
    x = math.log(0.144 * (at_start + market["fees_btc_per_block"]) * market["btc_price_usd"]
                 / market["network_eh_s"])
    dp = [0.0, 0.0]  # of the last month and the one before
    last_price = market["btc_price_usd"]
    rows = []
    for m in range(months):
        month = start + m
        n = m + 1
        price = market["btc_price_usd"] * growth ** (n / 12)
        variance = sigma ** 2 * (1 - phi ** (2 * n)) / (1 - phi ** 2)
        fees = math.exp(mean + phi ** n * (f0 - mean) + variance / 2)
        subsidy = subsidy_of_month(market, month)
        cost = math.log(net["c0_usd_per_ph_day"]) - progress(net, month)
        k = net["k_down"] if x < cost else net["k"]
        h += k * (x - cost) + net["b1"] * dp[0] + net["b2"] * dp[1] + net["bs"] * math.log(subsidy / before)
        hashprice = 0.144 * (subsidy + fees) * price / math.exp(h)
        rows.append((price, hashprice, math.exp(h)))
        x, before = math.log(hashprice), subsidy
        dp = [math.log(price / last_price), dp[0]]
        last_price = price
    return rows


# ---------------------------------------------------------------- power, hour by hour (section 4)

MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
ROOT = HERE.parent.parent


def column(path, name):
    """A bundled year of hours, in thousandths."""
    with open(ROOT / path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    at = rows[0].index(name)
    return [int(row[at]) / 1000 for row in rows[1:]]


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def of_month(year, month):
    """The hours of a year that belong to a calendar month, 0 to 11."""
    first = 24 * sum(MONTH_DAYS[:month])
    return year[first:first + 24 * MONTH_DAYS[month]]


def produced(contract):
    """MW of each hour: the shape times one factor, no hour above capacity, at the contract's capacity factor."""
    if contract["volume"] == "Block":
        return [contract["mw"] * contract["capacity_factor"]] * 8760
    shape = column("assets/power/shapes.csv", snake(contract["shape"]))
    low, high = 0.0, 100.0
    for _ in range(200):  # one factor by bisection: the program raises it step by step instead
        factor = (low + high) / 2
        mean = sum(min(factor * share, 1.0) for share in shape) / 8760
        low, high = (factor, high) if mean < contract["capacity_factor"] else (low, factor)
    return [contract["mw"] * min(factor * share, 1.0) for share in shape]


# ---------------------------------------------------------------- the site, month by month

COLUMNS = [
    "month", "hashprice_usd_per_ph_day", "network_eh_s", "mining_mw", "mined_ph_days",
    "mining_revenue_usd", "pool_fee_usd", "rent_usd", "power_billed_usd", "gpu_rental_usd",
    "gpu_reserved_usd", "mining_mwh", "colocation_mwh", "gpu_mwh", "mining_power_usd",
    "colocation_power_usd", "gpu_power_usd", "flexibility_credit_usd", "position_gain_usd", "mining_opex_usd", "colocation_opex_usd",
    "gpu_opex_usd", "capex_usd", "sales_usd", "cash_flow_usd",
]


def taken_by_ai(plan, start, month):
    """MW gross at the meter that AI holds, in service or in conversion."""
    gross = plan["site"]["gross_per_it"]
    total = 0.0
    for fleet in plan["gpus"]:
        first = month_of(fleet["in_service"])
        if first - int(fleet["offline_months"]) <= month < first + int(fleet["life_months"]):
            total += fleet["units"] * fleet["kw_it"] / 1000 * gross
    for lease in plan["leases"]:
        kind, terms = lease["terms"]
        if kind == "Colocation" and month >= month_of(terms["hall_ready"]) - int(terms["offline_months"]):
            total += terms["it_mw"] * gross
    return total


class Machines:
    """Machines of one batch, or of one refresh."""

    def __init__(self, mw, j_per_th, usd_per_mw, uptime, first, life, decline, valued_from):
        self.mw, self.j_per_th, self.usd_per_mw, self.uptime = mw, j_per_th, usd_per_mw, uptime
        self.first, self.ends, self.decline, self.valued_from = first, first + life, decline, valued_from

    def resale_usd_per_mw(self, month):
        """Resale of a MW at the meter; it starts from the price at `valued_from`."""
        return self.usd_per_mw * (1 - self.decline) ** (resale_years(self.valued_from, month))


def resale_years(valued_from, month):
    """Years to the start of the month in which a machine has left: it is sold at the start (section 9)."""
    return (month - valued_from) / 12


def simulate(plan):
    """All months of a plan: a list of rows of COLUMNS."""
    start, months = month_of(plan["start"]), int(plan["horizon_months"])
    end = start + months
    site, power, market, finance = plan["site"], plan["power"], plan["market"], plan["finance"]
    coin = bitcoin(market, start, months)
    cost = [(1 + finance["cost_escalation_per_year"]) ** ((m + 1) / 12) for m in range(months)]
    hub = [power["price_usd_per_mwh"] * (1 + power["escalation_per_year"]) ** ((m + 1) / 12)
           for m in range(months)]
    adder = [power["delivery_adder_usd_per_mwh"] * cost[m] for m in range(months)]
    hours = [24.0 * days_in(start + m) for m in range(months)]
    pue = site["pue_mining"]
    assert power["source"] == "Hub" and power["carbon_price_usd_per_t"] == 0
    assert power["demand_charge_usd_per_kw_month"] == 0 and power["flexible_ai_share"] == 0
    assert power["mining_supply"] == "Interruptible" and power["mining_at_peaks"] == "Stops"
    assert power["after_peaks"] == "MiningPays"
    factors = column("assets/power/hub_years.csv", power["hub"])
    calendar_hours = [of_month(factors, month) for month in range(12)]
    supply = [produced(contract) for contract in power["contracts"]]
    peak = [power["peak_charge_usd_per_kw_year"] / 12 * cost[m] for m in range(months)]
    mining_peak = [0.0 if start + m <= month_of(power["peak_saved_until"]) else peak[m] for m in range(months)]
    credit = [power["flexibility_credit_usd_per_mw_year"] / 12
              if month_of(power["credit_from"]) <= start + m <= month_of(power["credit_to"]) else 0.0
              for m in range(months)]

    def bought(m, strike):
        """Share of the month's hours below a strike at the meter, and what they pay the hub, over all hours."""
        prices = [hub[m] * factor for factor in calendar_hours[(start + m) % 12]]
        run = [price for price in prices if price + adder[m] < strike]
        return len(run) / len(prices), sum(run) / len(prices)

    firm = [bought(m, math.inf)[1] + adder[m] for m in range(months)]

    def mine(machines, m):
        """PH-days, net-of-nothing revenue, MWh, power, peak charge and credit of machines that fill `mw` in month m."""
        strike = coin[m][1] * (1 - market["pool_fee"]) / (0.024 * machines.j_per_th * pue) \
            - site["variable_opex_usd_per_mwh"] * cost[m]
        share, hub_usd = bought(m, strike)
        ph = machines.mw * 1e6 / (machines.j_per_th * pue) / 1000
        ph_days = ph * machines.uptime * share * days_in(start + m)
        mean_mw = machines.mw * machines.uptime * share
        power_usd = machines.mw * machines.uptime * hours[m] * (hub_usd + share * adder[m])
        peak_usd = machines.mw * 1000 * mining_peak[m] if share > 0 else 0.0
        return ph_days, ph_days * coin[m][1], mean_mw * hours[m], power_usd, peak_usd, mean_mw * credit[m]

    refresh = plan["refresh"]

    def successor(mw, month):
        """New machines on the MW of old ones, if they pay; None else."""
        quoted = month_of(refresh["quoted"])
        net = market["network"][1]
        j = refresh["j_per_th"] * math.exp(progress(net, quoted) - progress(net, month))
        usd_per_th = refresh["usd_per_th"] * (1 - refresh["price_decline_per_year"]) ** ((month - quoted) / 12)
        usd_per_mw = usd_per_th * 1e6 / (j * pue)
        new = Machines(mw, j, usd_per_mw, refresh["uptime"], month, int(refresh["life_months"]),
                       refresh["resale_decline_per_year"], month)
        if refresh["setting"] == "Never" or mw <= 0:
            return None
        if refresh["setting"] == "WhenItPays":
            worth = 0.0
            for when in range(month, min(new.ends, end - 1) + 1):
                m = when - start
                if when < new.ends:
                    _, revenue, mwh, power_usd, peak_usd, credit_usd = mine(new, m)
                    flow = revenue * (1 - market["pool_fee"]) - power_usd - peak_usd + credit_usd \
                        - mwh * site["variable_opex_usd_per_mwh"] * cost[m] \
                        - mw * 1000 * site["mining_opex_usd_per_kw_month"] * cost[m]
                    if when == month:
                        flow -= mw * usd_per_mw
                else:
                    flow = mw * new.resale_usd_per_mw(when)
                worth += flow * (1 + finance["discount_rate"]) ** (-(m + 1) / 12)
            if worth <= 0:
                return None
        return new

    fleet = []
    for batch in plan["asics"]:
        mw = batch["units"] * batch["th_per_s"] * batch["clock_th"] * batch["j_per_th"] * batch["clock_j"] \
            * pue / 1e6
        first = month_of(batch["in_service"])
        fleet.append(Machines(mw, batch["j_per_th"] * batch["clock_j"], batch["units"] * batch["price_usd"] / mw,
                              batch["uptime"], first, int(batch["life_months"]),
                              batch["resale_decline_per_year"], max(first, start)))
        assert batch["displaced"] == "Sell", "only sold machines are worked here"
        assert first < start, "only machines owned at the start are worked here"
    assert sum(machines.mw for machines in fleet) <= site["grid_mw"], "machines beyond the grid are not worked here"

    rows = []
    for m in range(months):
        month = start + m
        row = dict.fromkeys(COLUMNS, 0.0)
        row["month"] = named(month)
        _, row["hashprice_usd_per_ph_day"], row["network_eh_s"] = coin[m]

        # Machines at the end of their life are sold and, if it pays, followed by new ones.
        running = []
        for old in fleet:
            if month < old.ends:
                running.append(old)
                continue
            row["sales_usd"] += old.mw * old.resale_usd_per_mw(month)
            new = successor(old.mw, month)
            if new:
                row["capex_usd"] += new.mw * new.usd_per_mw
                running.append(new)
        # The least efficient make room for AI and are sold.
        fleet = sorted(running, key=lambda machines: machines.j_per_th)
        room = site["grid_mw"] - taken_by_ai(plan, start, month)
        excess = sum(machines.mw for machines in fleet) - room
        for machines in reversed(fleet):
            leaving = min(max(excess, 0.0), machines.mw)
            row["sales_usd"] += leaving * machines.resale_usd_per_mw(month)
            machines.mw -= leaving
            excess -= leaving
        for machines in fleet:
            ph_days, revenue, mwh, power_usd, peak_usd, credit_usd = mine(machines, m)
            row["mining_power_usd"] += power_usd + peak_usd
            row["flexibility_credit_usd"] += credit_usd
            row["mining_mw"] += machines.mw
            row["mined_ph_days"] += ph_days
            row["mining_revenue_usd"] += revenue
            row["pool_fee_usd"] += revenue * market["pool_fee"]
            row["mining_mwh"] += mwh
            row["mining_opex_usd"] += machines.mw * 1000 * site["mining_opex_usd_per_kw_month"] * cost[m] \
                + mwh * site["variable_opex_usd_per_mwh"] * cost[m]

        for lease in plan["leases"]:
            colocation(plan, lease, m, month, hours[m], cost[m], row)
        for gpus in plan["gpus"]:
            gpu_fleet(plan, gpus, m, month, start, hours[m], cost[m], row)

        # AI is firm: it pays the mean of the hours, and the peaks on its level from its first month.
        firm_price = firm[m] + 1000 * peak[m] / hours[m]
        row["colocation_power_usd"] = row["colocation_mwh"] * firm_price
        row["power_billed_usd"] *= firm_price
        row["gpu_power_usd"] = row["gpu_mwh"] * firm_price
        for contract, output in zip(power["contracts"], supply):
            assert contract["delivery"] == "Grid" and contract["pricing"] == "Fixed"
            first = month_of(contract["from"])
            if first <= month <= month_of(contract["to"]):
                price = contract["price_usd_per_mwh"] \
                    * (1 + contract["escalation_per_year"]) ** ((month - first) // 12)
                made = of_month(output, month % 12)
                gain = sum(mw * (hub[m] * factor - price)
                           for mw, factor in zip(made, calendar_hours[month % 12]))
                row["position_gain_usd"] += gain * hours[m] / len(made)
        fixed = (site["fixed_cost_usd_per_year"] + finance["sga_usd_per_year"]) / 12 * cost[m]
        inflow = ["mining_revenue_usd", "rent_usd", "power_billed_usd", "gpu_rental_usd", "gpu_reserved_usd",
                  "flexibility_credit_usd", "position_gain_usd", "sales_usd"]
        outflow = ["pool_fee_usd", "mining_power_usd", "colocation_power_usd", "gpu_power_usd",
                   "mining_opex_usd", "colocation_opex_usd", "gpu_opex_usd", "capex_usd"]
        row["cash_flow_usd"] = sum(row[k] for k in inflow) - sum(row[k] for k in outflow) - fixed
        rows.append(row)
    return rows


def colocation(plan, lease, m, month, hours, cost, row):
    """Adds a colocation lease's month; every lease of this plan outlasts the horizon and has no ramp."""
    kind, terms = lease["terms"]
    if kind != "Colocation":
        return
    start = month_of(lease["start"])
    plan_start = month_of(plan["start"])
    assert start + int(lease["term_months"]) >= plan_start + int(plan["horizon_months"])
    assert lease["ramp_months"] == 0 and lease["prepayment_usd"] == 0 and terms["tenant_funding_share"] == 0
    kw = terms["it_mw"] * 1000
    ready = month_of(terms["hall_ready"])
    first_paid = max(ready - int(terms["lead_months"]), plan_start)
    if first_paid <= month < ready:
        unpaid = kw * terms["hall_capex_usd_per_kw"] * (1 - terms["reuse_share"]) - terms["spent_usd"]
        row["capex_usd"] += unpaid / (ready - first_paid)
    if month < start:
        return
    rate = terms["rate_usd_per_kw_month"] * (1 + lease["escalator_per_year"]) ** ((month - start) // 12)
    missed = max(0.0, lease["sla_availability"] - lease["availability"])
    row["rent_usd"] += kw * rate * (1 - lease["sla_credit"] * missed)
    mwh = terms["it_mw"] * terms["load_factor"] * plan["site"]["pue_ai"] * hours
    row["colocation_mwh"] += mwh
    if terms["power"] == "PassedThrough":
        row["power_billed_usd"] += mwh * (1 + terms["power_margin"])  # times the price, by the caller
    row["colocation_opex_usd"] += kw * lease["opex_usd_per_kw_month"] * cost


def gpu_fleet(plan, fleet, m, month, start, hours, cost, row):
    """Adds a fleet's month: units reserved, units in a void after a lease, the rest rented by the hour."""
    first = month_of(fleet["in_service"])
    ends = first + int(fleet["life_months"])
    assert first <= start, "paid before the plan: its capex is sunk"
    if month == ends:
        paid = fleet["capex_usd_per_gpu"] * fleet["units"]
        row["sales_usd"] += paid * (1 - fleet["resale_decline_per_year"]) ** resale_years(max(first, start), month)
    if not first <= month < ends:
        return
    site, market = plan["site"], plan["market"]
    assert not market["gpu_index_curve"]
    use = fleet["availability"] * fleet["utilisation"]
    drawn_kw = fleet["kw_it"] * site["pue_ai"] * (use + (1 - use) * fleet["idle_power_share"])
    free = fleet["units"]
    powered = fleet["units"]
    for lease in plan["leases"]:
        kind, terms = lease["terms"]
        if kind != "Reserved" or terms["fleet"] != fleet["id"]:
            continue
        begins = month_of(lease["start"])
        expires = begins + int(lease["term_months"])
        assert lease["renewal_probability"] == 0
        if begins <= month < expires:
            rate = terms["rate_usd_per_gpu_hour"] * (1 + lease["escalator_per_year"]) ** ((month - begins) // 12)
            row["gpu_reserved_usd"] += terms["units"] * hours * rate * max(terms["take_or_pay"], fleet["utilisation"])
            free -= terms["units"]
        elif expires <= month < expires + int(lease["void_months"]):
            free -= terms["units"]
            powered -= terms["units"]
        if begins <= month < expires + int(lease["void_months"]):
            row["gpu_opex_usd"] += terms["units"] * fleet["kw_it"] * lease["opex_usd_per_kw_month"] * cost
    age = (month - max(first, start) + 1) / 12
    rate = fleet["rate_usd_per_gpu_hour"] * (1 - market["gpu_rate_decline_per_year"]) ** age
    row["gpu_rental_usd"] += free * hours * use * rate * (1 - fleet["marketplace_fee"])
    row["gpu_mwh"] += powered * drawn_kw / 1000 * hours
    row["gpu_opex_usd"] += fleet["units"] * fleet["kw_it"] * fleet["opex_usd_per_kw_month"] * cost


# ---------------------------------------------------------------- value (section 7)

def npv(flows, rate):
    return sum(flow * (1 + rate) ** (-(m + 1) / 12) for m, flow in enumerate(flows))


def irr(flows):
    """Effective annual IRRs: every sign change of the NPV over a fine grid of monthly rates, by bisection.

    numpy_financial 1.0.0 gives the root nearest 0 of the example's flows as 3.2967963041674.
    """
    def value(rate):
        """Worth at a monthly rate, at the end that does not overflow; its sign is the same."""
        last = len(flows) - 1
        return sum(flow * (1 + rate) ** ((last if rate < 0 else 0) - m) for m, flow in enumerate(flows))

    low, high = math.log(1 - 0.9999), math.log(1 + 1e4)  # -99.99 % to 1e6 % a period
    grid = [math.expm1(low + (high - low) * i / 4_000) for i in range(4_001)]
    values = [value(rate) for rate in grid]
    found = []
    for low, high, at_low, at_high in zip(grid, grid[1:], values, values[1:]):
        if (at_low < 0) == (at_high < 0):
            continue
        for _ in range(200):
            middle = (low + high) / 2
            if (value(middle) < 0) == (at_low < 0):
                low = middle
            else:
                high = middle
        found.append((1 + low) ** 12 - 1)
    return sorted(found, key=abs)


def payback_months(flows):
    """Last crossing of zero of the cumulative flow, straight line within the month; None if it never pays."""
    total, found = 0.0, None
    if sum(flows) < 0:
        return None
    for m, flow in enumerate(flows):
        if total < 0 <= total + flow:
            found = m + -total / flow
        total += flow
    return found


def main():
    plan = read_ron(PLAN.read_text(encoding="utf-8"))
    rate = plan["finance"]["discount_rate"]
    yours = simulate(plan)
    mining = simulate({**plan, "gpus": [], "leases": []})
    flows = [row["cash_flow_usd"] for row in yours]
    # Beyond a million percent a year a root is not shown: it says nothing of the project.
    roots = [root for root in irr(flows) if root <= 1e4]
    payback = payback_months(flows)
    figures = {
        "npv_usd": npv(flows, rate),
        "irr": roots[0] if roots else "",
        "irr_roots": len(roots),
        "payback_months": "" if payback is None else payback,
        "mining_only_npv_usd": npv([row["cash_flow_usd"] for row in mining], rate),
    }
    if "--print" in sys.argv:
        for name, figure in figures.items():
            print(name, figure)
        return
    with open(HERE / "texas.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(yours)
    with open(HERE / "texas_value.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["figure", "value"])
        table.writerows(figures.items())


if __name__ == "__main__":
    main()
