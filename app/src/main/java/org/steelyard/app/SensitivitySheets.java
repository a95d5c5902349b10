package org.steelyard.app;

import static org.steelyard.app.TableBook.Form.COUNT;
import static org.steelyard.app.TableBook.Form.MONEY;
import static org.steelyard.app.TableBook.Form.NUMBER;
import static org.steelyard.app.TableBook.Form.SHARE;
import static org.steelyard.app.TableBook.Form.WIDE;
import static org.steelyard.app.TableBook.Form.WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.app.TableBook.Column;
import org.steelyard.app.TableBook.Page;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Lang;

/** Sheets on what is not certain: one parameter or two at a time, scenarios, threshold prices, and the draws with the value of information. */
final class SensitivitySheets extends ModelSheets {

    SensitivitySheets(ModelResults results, Lang lang, TableBook book) {
        super(results, lang, book);
    }

    @Override
    void write() {
        oneWay();
        twoWay();
        scenarios();
        average();
        prices();
        r.psa().ifPresent(psa -> {
            spreads(psa);
            curve(psa);
            information(psa);
            samples(psa);
        });
    }

    private void oneWay() {
        if (r.oneWay().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("单因素", "One-way"),
                say("逐个参数取低值与高值，其余不变", "each parameter at its low and high value, the others as they are")
                        + say("；净效益的支付意愿为 ", "; net benefit at a willingness to pay of ")
                        + plain(r.oneWay().getFirst().threshold()),
                List.of(
                        column("参数", "parameter", WIDE),
                        strategyColumn(),
                        column("低", "low", NUMBER),
                        column("高", "high", NUMBER),
                        column("ICER（低）", "ICER, low", MONEY),
                        column("ICER（高）", "ICER, high", MONEY),
                        column("净效益（低）", "net benefit, low", MONEY),
                        column("净效益（高）", "net benefit, high", MONEY)));
        r.oneWay()
                .forEach(w -> t.add(
                        in(w.label()),
                        strategy(w.strategy()),
                        w.low(),
                        w.high(),
                        w.icerLow(),
                        w.icerHigh(),
                        w.netBenefitLow(),
                        w.netBenefitHigh()));
    }

    private void twoWay() {
        int number = 0;
        for (ModelResults.TwoWay w : r.twoWay()) {
            number++;
            List<Column> columns = new ArrayList<>(List.of(new Column(
                    parameter(w.y()) + say("（行） / ", " (rows) / ") + parameter(w.x()) + say("（列）", " (columns)"),
                    NUMBER)));
            for (double x : w.xs()) {
                columns.add(new Column(plain(x), WORDS));
            }
            Page t = book.page(
                    say("双因素 ", "Two-way ") + number,
                    say("支付意愿 ", "strategy of the highest net benefit at a willingness to pay of ")
                            + plain(w.threshold())
                            + say(" 时净效益最高的策略", ""),
                    columns);
            for (int j = 0; j < w.ys().length; j++) {
                List<Object> row = new ArrayList<>(List.of(w.ys()[j]));
                for (int i = 0; i < w.xs().length; i++) {
                    row.add(strategy(w.best()[i][j]));
                }
                t.add(row.toArray());
            }
        }
    }

    private void scenarios() {
        if (r.scenarios().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("情景", "Scenarios"),
                say("换用其他结构、取值或设定时的结果", "results under other structures, values or settings"),
                and(
                        withOutcomes(column("情景", "scenario", WIDE), strategyColumn()),
                        column("ICER（对照）", "ICER against the reference", MONEY)));
        r.scenarios().forEach(sc -> byStrategy(t, in(sc.label()), sc.totals(), sc.icer()));
    }

    private void byStrategy(Page t, String name, double[][] totals, double[] icer) {
        for (int s = 0; s < totals.length; s++) {
            t.add(cells(List.of(name, strategy(s)), totals[s], s == r.reference() ? Double.NaN : icer[s]));
        }
    }

    private void average() {
        r.average().ifPresent(a -> {
            Page t = book.page(
                    say("结构平均", "Model average"),
                    say("各结构按权重平均", "the mean over structures by their weights"),
                    and(
                            withOutcomes(column("结构", "structure", WIDE), strategyColumn()),
                            column("ICER（对照）", "ICER against the reference", MONEY)));
            byStrategy(t, say("加权平均", "weighted mean"), a.totals(), a.icer());
            t.heading(say("结构", "structure"), say("权重", "weight"));
            for (int i = 0; i < a.scenarios().size(); i++) {
                t.add(scenario(a.scenarios().get(i)), plain(a.weights().get(i)));
            }
        });
    }

    private String scenario(String id) {
        return r.scenarios().stream()
                .filter(s -> s.id().equals(id))
                .map(s -> in(s.label()))
                .findFirst()
                .orElse(say("基线", "base case"));
    }

    private void prices() {
        if (r.prices().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("阈值价格", "Threshold price"),
                say(
                        "在各支付意愿下仍值得的最高价格，区间来自概率分析",
                        "the highest price that is still worth it; intervals come from the draws"),
                List.of(
                        strategyColumn(),
                        column("支付意愿", "willingness to pay", MONEY),
                        column("价格", "price", MONEY),
                        column("下限", "lower", MONEY),
                        column("上限", "upper", MONEY)));
        r.prices()
                .forEach(p -> t.add(
                        strategy(p.strategy()),
                        p.threshold(),
                        p.value(),
                        p.interval().lower(),
                        p.interval().upper()));
    }

    private void spreads(ModelResults.Psa psa) {
        Page t = book.page(
                say("概率分析", "Probabilistic"),
                say(
                        psa.draws() + " 次抽样的均值与区间；逐次抽样见 psa.csv",
                        psa.draws() + " draws: means and intervals; each draw stands in psa.csv"),
                List.of(
                        strategyColumn(),
                        column("结果", "outcome", WORDS),
                        column("均值", "mean", NUMBER),
                        column("下限", "lower", NUMBER),
                        column("上限", "upper", NUMBER)));
        psa.spreads().forEach(s -> {
            for (int o = 0; o < s.mean().length; o++) {
                t.add(
                        strategy(s.strategy()),
                        in(r.outcomes().get(o).label()),
                        s.mean()[o],
                        s.interval()[o].lower(),
                        s.interval()[o].upper());
            }
        });
        psa.population().ifPresent(p -> {
            t.heading(
                    say("整个人群", "whole population"),
                    say("支付意愿", "willingness to pay"),
                    say("人数（贴现）", "people, discounted"),
                    say("完全信息期望价值", "EVPI"));
            t.add(say("所有受此决策影响的人", "all people the decision concerns"), p.threshold(), p.people(), p.evpi());
        });
    }

    private void curve(ModelResults.Psa psa) {
        List<Column> columns = new ArrayList<>(List.of(column("支付意愿", "willingness to pay", MONEY)));
        for (int s = 0; s < r.strategies().size(); s++) {
            columns.add(new Column("P(" + strategy(s) + ")", SHARE));
        }
        Page t = book.page(
                say("可接受曲线", "Acceptability"),
                say(
                        "各支付意愿下每个策略净效益最高的概率、期望净效益最高的策略与完全信息期望价值（每人）",
                        "probability that each strategy has the highest net benefit, the best one by expected net benefit, and EVPI a person"),
                and(columns, column("最优", "best", WIDE), column("EVPI", "EVPI", MONEY)));
        for (Uncertainty u : psa.curve()) {
            t.add(cells(List.of(u.threshold()), u.acceptability(), strategy(u.best()), u.evpi()));
        }
    }

    private void information(ModelResults.Psa psa) {
        if (psa.partial().isEmpty()) {
            return;
        }
        List<Column> columns = new ArrayList<>(List.of(column("参数", "parameters", WIDE)));
        for (double threshold : psa.partial().getFirst().thresholds()) {
            columns.add(new Column("EVPPI @ " + plain(threshold), MONEY));
        }
        Page t = book.page(
                say("部分信息价值", "EVPPI"),
                say("消除各参数的不确定性所值（每人）", "what it would be worth to know each parameter, a person"),
                columns);
        psa.partial()
                .forEach(p -> t.add(cells(
                        List.of(p.parameters().stream()
                                .map(this::parameter)
                                .collect(Collectors.joining(say("、", ", ")))),
                        p.value())));
    }

    private void samples(ModelResults.Psa psa) {
        if (psa.samples().isEmpty()) {
            return;
        }
        Page t = book.page(
                say("样本信息价值", "EVSI"),
                say("尚未做的研究所值（每人）", "what a study would be worth before it is made, a person"),
                List.of(
                        column("参数", "parameter", WIDE),
                        column("样本量", "sample size", COUNT),
                        column("支付意愿", "willingness to pay", MONEY),
                        column("EVSI", "EVSI", MONEY)));
        psa.samples().forEach(s -> t.add(parameter(s.parameter()), s.people(), s.threshold(), s.value()));
    }
}
