#!/usr/bin/env python3
"""Full statements of one plan, worked a second time from the model's page alone.

The plan is described in `tests/headless/statements.rs` and, figure by figure, here. It shares no code with the program.
It writes `statements.csv`, which `cargo test --test headless statements` compares cell by cell.

    python3 tests/check/statements.py
"""

import calendar
import csv
from pathlib import Path

START, MONTHS, R, COE = (2027, 4), 48, 0.10, 0.12
GROWTH = 0.025
BTC0, BTC_GROWTH, HASHPRICE, POWER = 80_000.0, 0.10, 50.0, 40.0
# 4,000 machines of 200 TH/s at 17.5 J/TH, bought in month 0 for 2,000 each, sold after 30 months.
UNITS, TH, J, PRICE, LIFE, DECLINE = 4_000.0, 200.0, 17.5, 2_000.0, 30, 0.30
OPEX_KW, SGA = 5.0, 1.2e6
# A hall of 5 MW IT at 8,000 USD/kW over the 12 months before month 12; a lease of 60 months from then.
IT_KW, HALL_KW, READY, TERM, RENT, ESC, LOAD, PUE_AI, RAMP = 5_000.0, 8_000.0, 12, 60, 120.0, 0.03, 0.85, 1.25, 3
PREPAID, CREDIT = 3e6, 0.5
TAX, BONUS, LOSS_SHARE, SALES_TAX, HODL = 0.21, 0.6, 0.8, 0.05, 0.25
OTHER_DAYS, PAY_DAYS, SECURITY, MIN_CASH = 20.0, 15.0, 2e6, 1e6
ASIC_LIFE, HALL_LIFE, HALL_SHARE = 48, 240, 0.5
# 20 M USD drawn in month 3 at 8 %, interest capitalised to month 12, 6 months interest only, level to month 72.
LOAN, DRAWN, RATE, FEE, TENOR, IO = 20e6, 3, 0.08, 0.02, 60, 6
M5 = [.2, .32, .192, .1152, .1152, .0576]
M15 = [.05, .095, .0855, .077, .0693, .0623, .059, .059, .0591, .059, .0591, .059, .0591, .059, .0591, .0295]


def civil(m):
    n = START[0] * 12 + START[1] - 1 + m
    return n // 12, n % 12 + 1


def days(m):
    return calendar.monthrange(*civil(m))[1]


def yearly_charges(cost, start, table, until):
    """Tax charges by month: bonus and the table's first share over the first year's months, then twelfths."""
    first_year, first_month = civil(start)
    charges = {}
    for m in range(start, until):
        year = civil(m)[0] - first_year
        if year == 0:
            charges[m] = cost * (BONUS + (1 - BONUS) * table[0]) / (13 - first_month)
        elif year < len(table):
            charges[m] = cost * (1 - BONUS) * table[year] / 12
    return charges


def main():
    m_all = range(MONTHS)
    cost = [(1 + GROWTH) ** ((m + 1) / 12) for m in m_all]
    price = [BTC0 * (1 + BTC_GROWTH) ** ((m + 1) / 12) for m in m_all]
    mw = UNITS * TH * J / 1e6
    mining = [UNITS * TH / 1000 * days(m) * HASHPRICE if m < LIFE else 0.0 for m in m_all]
    mining_power = [mw * 24 * days(m) * POWER if m < LIFE else 0.0 for m in m_all]
    mining_opex = [mw * 1000 * OPEX_KW * cost[m] if m < LIFE else 0.0 for m in m_all]

    def lease_rent(m):
        k = m - READY
        return IT_KW * RENT * min((k + 1) / RAMP, 1) * (1 + ESC) ** (k // 12) if 0 <= k < TERM else 0.0
    rent = [lease_rent(m) for m in m_all]
    ai_power = [IT_KW / 1000 * min((m - READY + 1) / RAMP, 1) * LOAD * PUE_AI * 24 * days(m) * POWER if m >= READY else 0.0
                for m in m_all]
    revenue = [mining[m] + rent[m] + ai_power[m] for m in m_all]
    opcost = [mining_power[m] + ai_power[m] + mining_opex[m] + SGA / 12 * cost[m] for m in m_all]
    ebitda = [revenue[m] - opcost[m] for m in m_all]

    asic_cost, hall_cost = UNITS * PRICE * (1 + SALES_TAX), IT_KW * HALL_KW
    capex = [(asic_cost if m == 0 else 0.0) + (hall_cost / 12 if m < 12 else 0.0) for m in m_all]
    sale = UNITS * PRICE * (1 - DECLINE) ** (LIFE / 12)
    asic_dep = [asic_cost / ASIC_LIFE if m < LIFE else 0.0 for m in m_all]
    hall_dep = [hall_cost / HALL_LIFE if m >= READY else 0.0 for m in m_all]
    asic_left = asic_cost - sum(asic_dep)
    asic_tax = yearly_charges(asic_cost, 0, M5, LIFE)
    hall_tax = yearly_charges(hall_cost, READY, M15, MONTHS)

    # Bitcoin kept, at market; average cost; all sold in the last month.
    coins, kept_cost, held = [], 0.0, 0.0
    for m in m_all:
        held += HODL * mining[m] / price[m]
        kept_cost += HODL * mining[m]
        coins.append(held)
    btc_sale, btc_gain = held * price[-1], held * price[-1] - kept_cost

    # The prepayment: earned back at half the rent.
    owed, owed_at, earned = PREPAID, [], []
    for m in m_all:
        credit = min(owed, CREDIT * rent[m])
        owed -= credit
        earned.append(credit)
        owed_at.append(owed)

    # Horizon: the contract runs 24 months on; the hall counts half its book then; power is passed through.
    worth, left = 0.0, owed
    for m in range(MONTHS, READY + TERM):
        credit = min(left, CREDIT * lease_rent(m))
        left -= credit
        worth += (lease_rent(m) - credit) * (1 + R) ** (-(m - MONTHS + 1) / 12)
    end_book = hall_cost * (1 - (READY + TERM - READY) / HALL_LIFE)
    hall_worth = HALL_SHARE * end_book * (1 + R) ** (-(READY + TERM - MONTHS) / 12)
    terminal = worth + hall_worth
    terminal_basis = hall_cost - sum(hall_tax.values())
    terminal_taxable = terminal + owed - terminal_basis

    # The loan.
    i, balance = RATE / 12, 0.0
    drawn, interest, capitalised, repaid, debt = ([0.0] * MONTHS for _ in range(5))
    for m in m_all:
        interest[m] = balance * i
        if m < READY:
            capitalised[m] = interest[m]
        elif m >= READY + IO:
            left_months = READY + TENOR - m
            repaid[m] = balance * i / (1 - (1 + i) ** -left_months) - interest[m]
        drawn[m] = LOAN if m == DRAWN else 0.0
        balance += capitalised[m] - repaid[m] + drawn[m]
        debt[m] = balance
    prepaid, debt[-1] = balance, 0.0
    fees = [LOAN * FEE if m == DRAWN else 0.0 for m in m_all]
    cap_total = sum(capitalised)
    cap_dep = [cap_total / HALL_LIFE if m >= READY else 0.0 for m in m_all]
    cap_tax = yearly_charges(cap_total, READY, M15, MONTHS)
    cap_tax_left = cap_total - sum(cap_tax.values())

    def taxes(levered):
        income = []
        for m in m_all:
            of = ebitda[m] - asic_tax.get(m, 0) - hall_tax.get(m, 0)
            if m == LIFE:
                of += sale - (asic_cost - sum(asic_tax.values()))
            if m == MONTHS - 1:
                of += btc_gain
            if levered:
                of -= interest[m] - capitalised[m] + fees[m] + cap_tax.get(m, 0)
            income.append(of)
        paid, accrued, losses, on_terminal = [0.0] * MONTHS, [0.0] * MONTHS, 0.0, 0.0
        for year in sorted({civil(m)[0] for m in m_all}):
            months = [m for m in m_all if civil(m)[0] == year]
            of = sum(income[m] for m in months)

            def due(of):
                used = max(0.0, min(losses, LOSS_SHARE * of))
                return TAX * max(0.0, of - used), used
            tax, used = due(of)
            if months[-1] == MONTHS - 1:
                on_terminal = due(of + terminal_taxable - (cap_tax_left if levered else 0))[0] - tax
            losses += max(0.0, -of) - used
            paid[months[-1]] = tax
            for m in months:
                accrued[m] = tax / len(months)
        return income, paid, accrued, on_terminal

    _, project_tax, _, project_terminal_tax = taxes(False)
    taxable, paid, accrued, terminal_tax = taxes(True)

    receivable = [(revenue[m] - mining[m]) * OTHER_DAYS / days(m) for m in m_all]
    payable = [(mining_power[m] + ai_power[m] + mining_opex[m]) * PAY_DAYS / days(m) for m in m_all]
    receivable[-1] = payable[-1] = 0.0
    security = [SECURITY] * (MONTHS - 1) + [0.0]
    btc_value = [coins[m] * price[m] for m in m_all]
    btc_value[-1] = 0.0

    rows, cash, cumulative, equity = [], 0.0, 0.0, 0.0
    asic_book = hall_book = cap_book = tax_payable = 0.0
    for m in m_all:
        last = m == MONTHS - 1
        before = lambda s: s[m - 1] if m else 0.0
        rise = receivable[m] - payable[m] - before(receivable) + before(payable)
        sold = sale if m == LIFE else 0.0
        kept = HODL * mining[m]
        flow = (ebitda[m] + sold + (PREPAID if m == 0 else 0) - capex[m] - earned[m] - kept + (btc_sale if last else 0)
                - rise - (security[m] - before(security)))
        project = flow - project_tax[m] + (terminal - project_terminal_tax if last else 0)
        cumulative += project
        after_debt = (flow - paid[m] + (terminal - terminal_tax if last else 0) + drawn[m] - repaid[m]
                      - (prepaid if last else 0) - interest[m] + capitalised[m] - fees[m])
        stands = cash + after_debt
        paid_in = max(0.0, -stands)
        paid_out = max(0.0, stands - (0 if last else MIN_CASH))
        cash = stands + paid_in - paid_out
        asic_book += (asic_cost if m == 0 else 0) - asic_dep[m] - (asic_left if m == LIFE else 0)
        hall_book += (hall_cost / 12 if m < 12 else 0) - hall_dep[m]
        cap_book += capitalised[m] - cap_dep[m]
        ended = hall_book + cap_book if last else 0.0
        gain = (sale - asic_left if m == LIFE else 0.0)
        revalued = btc_value[m] - before(btc_value) - kept + (btc_sale if last else 0)
        terminal_gain = terminal + owed - ended if last else 0.0
        pretax = (ebitda[m] - asic_dep[m] - hall_dep[m] - cap_dep[m] + gain + revalued - interest[m] + capitalised[m]
                  - fees[m] + terminal_gain)
        net = pretax - accrued[m] - (terminal_tax if last else 0)
        equity += net + paid_in - paid_out
        tax_payable += accrued[m] - paid[m]
        if last:
            hall_book = cap_book = owed_at[m] = 0.0
        assets = cash + receivable[m] + btc_value[m] + security[m] + asic_book + hall_book + cap_book
        liabilities = payable[m] + tax_payable + owed_at[m] + debt[m]
        assert abs(assets - liabilities - equity) < 0.01, (m, assets - liabilities - equity)
        rows.append([revenue[m], ebitda[m], asic_dep[m] + hall_dep[m], pretax, net, flow, project, cumulative, taxable[m],
                     paid[m], debt[m], interest[m] - capitalised[m] + repaid[m], after_debt, paid_out - paid_in, cash,
                     asic_book, hall_book, assets, liabilities, equity])
    names = ["revenue_usd", "ebitda_usd", "depreciation_usd", "income_before_tax_usd", "net_income_usd", "cash_flow_usd",
             "project_cash_flow_usd", "cumulative_cash_usd", "taxable_income_usd", "tax_paid_usd", "debt_usd",
             "debt_service_usd", "cash_after_debt_usd", "equity_flow_usd", "cash_usd", "asic_book_usd", "hall_book_usd",
             "assets_usd", "liabilities_usd", "equity_usd"]
    with open(Path(__file__).resolve().parent / "statements.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["month"] + names)
        for m, row in enumerate(rows):
            out.writerow([f"{civil(m)[0]}-{civil(m)[1]:02d}"] + [f"{value:.4f}" for value in row])


main()
