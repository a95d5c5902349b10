package org.steelyard.app;

import static org.steelyard.app.TableBook.Form.COUNT;
import static org.steelyard.app.TableBook.Form.MONEY;
import static org.steelyard.app.TableBook.Form.NUMBER;
import static org.steelyard.app.TableBook.Form.SHARE;
import static org.steelyard.app.TableBook.Form.WIDE;
import static org.steelyard.app.TableBook.Form.WORDS;
import static org.steelyard.app.TableBook.Form.YEARS;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.app.TableBook.Column;
import org.steelyard.app.TableBook.Page;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Lang;

/** Sheets on the fund's money: budget impact and agreements. */
final class FundSheets extends ModelSheets {

    FundSheets(ModelResults results, Lang lang, TableBook book) {
        super(results, lang, book);
    }

    @Override
    void write() {
        r.budget().ifPresent(b -> {
            impact(b);
            yearlyCosts(b);
            spread(b);
            oneWay(b);
        });
        if (!r.agreements().isEmpty()) {
            agreements();
            events();
        }
    }

    private void impact(BudgetResults b) {
        List<Column> columns = new ArrayList<>(List.of(
                column("统筹区", "pool", WIDE),
                column("省份", "province", WORDS),
                column("险种", "insurance", WORDS),
                column("年度", "year", WORDS),
                column("参保人数", "members", COUNT),
                column("治疗人数", "people treated", COUNT)));
        b.services().forEach(s -> columns.add(new Column(say("人数：", "people: ") + in(s.label()), COUNT)));
        columns.addAll(List.of(
                column("总费用（无）", "spending without", MONEY),
                column("总费用（有）", "spending with", MONEY),
                column("净增", "net", MONEY),
                column("基金净增", "fund, net", MONEY),
                column("患者等净增", "others, net", MONEY),
                column("基金每参保人每月", "fund, a member and month", SHARE),
                column("可用增长", "growth allowed", MONEY),
                column("可承受", "affordable", WORDS)));
        Page t = book.page(
                say("预算影响", "Budget impact"),
                say(
                        "各年度有、无新策略时的费用，不贴现",
                        "spending of each fund year with and without the new strategies, not discounted"),
                columns);
        b.pools().forEach(p -> years(t, b, List.of(in(p.label()), p.province(), p.insurance()), p.years()));
        String sum = say("合计", "sum");
        b.by(BudgetResults.PoolForecast::province).forEach((name, years) -> years(t, b, List.of(sum, name, ""), years));
        b.by(BudgetResults.PoolForecast::insurance)
                .forEach((name, years) -> years(t, b, List.of(sum, "", name), years));
        years(t, b, List.of(sum, "", ""), b.total());
        b.scenarios().forEach(s -> years(t, b, List.of(say("情景：", "scenario: ") + in(s.label()), "", ""), s.total()));
    }

    private void years(Page t, BudgetResults b, List<Object> who, List<FundModel.Year> years) {
        for (FundModel.Year y : years) {
            List<Object> row = new ArrayList<>(who);
            row.addAll(List.of(b.name(y), y.members(), y.people()));
            for (double n : y.services()) {
                row.add(n);
            }
            row.addAll(List.of(
                    y.without(), y.with(), y.net(), y.fundNet(), y.othersNet(), y.perMemberMonth(), y.allowed()));
            row.add(!y.judged() ? say("未判断", "not judged") : y.affordable() ? say("是", "yes") : say("否", "no"));
            t.add(row.toArray());
        }
    }

    private void yearlyCosts(BudgetResults b) {
        Page t = book.page(
                say("每年费用", "Yearly costs"),
                say("一人自开始起各年的费用", "what a person costs in each year since the start"),
                List.of(
                        column("服务", "service", WIDE),
                        column("开始后第几年", "year since start", COUNT),
                        column("费用", "cost", MONEY)));
        b.services().forEach(s -> {
            for (int y = 0; y < s.cost().length; y++) {
                t.add(in(s.label()), y + 1, s.cost()[y]);
            }
        });
    }

    private void spread(BudgetResults b) {
        if (b.spread().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("预算区间", "Budget intervals"),
                say(
                        "概率分析所得的基金净增区间与超出可用增长的概率",
                        "intervals of the fund's net spending, and the probability that it goes beyond what is allowed"),
                List.of(
                        column("年度", "year", WORDS),
                        column("基金净增", "fund, net", MONEY),
                        column("下限", "lower", MONEY),
                        column("上限", "upper", MONEY),
                        column("超出可用增长的概率", "probability beyond what is allowed", SHARE)));
        for (int y = 0; y < b.spread().size(); y++) {
            BudgetResults.YearSpread s = b.spread().get(y);
            FundModel.Year year = b.total().get(y);
            t.add(b.name(year), year.fundNet(), s.fundNet().lower(), s.fundNet().upper(), s.unaffordable());
        }
    }

    private void oneWay(BudgetResults b) {
        if (b.oneWay().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("预算单因素", "Budget one-way"),
                say("逐个参数取低值与高值时累计的基金净增", "the fund's net spending over all years with each parameter low and high"),
                List.of(
                        column("参数", "parameter", WIDE),
                        column("低", "low", NUMBER),
                        column("高", "high", NUMBER),
                        column("累计基金净增（低）", "fund, net, all years, low", MONEY),
                        column("累计基金净增（高）", "fund, net, all years, high", MONEY)));
        b.oneWay().forEach(w -> t.add(in(w.label()), w.low(), w.high(), w.fundNetLow(), w.fundNetHigh()));
    }

    private void agreements() {
        Page t = book.page(
                say("支付协议", "Agreements"),
                say("各协议的预期支付及其离散程度", "expected payment of each agreement and its spread"),
                List.of(
                        column("协议", "agreement", WIDE),
                        column("策略", "strategy", WORDS),
                        column("人数", "people", COUNT),
                        column("标价", "list price", MONEY),
                        column("按标价总额", "gross", MONEY),
                        column("预期支付", "expected payment", MONEY),
                        column("标准差", "SD", MONEY),
                        column("其中个体随机", "SD by people", MONEY),
                        column("其中参数不确定", "SD by parameters", MONEY),
                        column("下限", "lower", MONEY),
                        column("上限", "upper", MONEY),
                        column("95% 分位", "95 % quantile", MONEY),
                        column("预期退款", "expected refund", MONEY),
                        column("之后支付", "paid later", MONEY),
                        column("每例实际价格", "effective price", MONEY),
                        column("触及封顶概率", "P(cap binds)", SHARE),
                        column("达标概率", "P(target met)", SHARE),
                        column("ICER（实际价格）", "ICER at effective price", MONEY)));
        r.agreements().forEach(a -> {
            AgreementForecast f = a.forecast();
            t.add(
                    in(a.label()),
                    in(r.strategies().get(a.strategy()).label()),
                    f.people(),
                    f.listPrice(),
                    f.gross(),
                    f.expected(),
                    f.sd(),
                    f.sdPeople(),
                    f.sdParameters(),
                    f.lower(),
                    f.upper(),
                    f.tail(),
                    f.refund(),
                    f.later(),
                    f.effectivePrice(),
                    f.capped(),
                    f.met(),
                    a.icer());
        });
    }

    private void events() {
        Page t = book.page(
                say("约定结局", "Agreed events"),
                say("协议所约定结局随时间的概率", "probability of the agreed end point over time"),
                List.of(
                        column("协议", "agreement", WIDE),
                        column("年", "years", YEARS),
                        column("概率", "probability", SHARE),
                        column("下限", "lower", SHARE),
                        column("上限", "upper", SHARE)));
        r.agreements()
                .forEach(a -> a.risks()
                        .forEach(e -> t.add(
                                in(a.label()),
                                e.years(),
                                e.probability(),
                                e.interval().lower(),
                                e.interval().upper())));
    }
}
