package org.steelyard.economics.sheet.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.economics.decision.ModelWeights;
import org.steelyard.economics.sheet.SheetError;
import org.steelyard.economics.sheet.SheetTable.Draft;
import org.steelyard.economics.sheet.TableSource.Columns;
import org.steelyard.economics.survival.Family;
import org.steelyard.economics.survival.ParametricSurvival;
import org.steelyard.economics.survival.RoystonParmar;
import org.steelyard.economics.survival.SurvivalFit;
import org.steelyard.economics.survival.SurvivalSample;
import org.steelyard.kernel.Text;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.SurvivalCurve;
import org.steelyard.stats.survival.SurvivalData;

/** Curves through times of people, and what they say beyond the last of them. */
public final class SurvivalCalculations {

    private static final double SHORT = 1e-4;

    private SurvivalCalculations() {}

    /** @param survival with the cured, without background mortality */
    private record Candidate(String name, SurvivalFit fit, DoubleUnaryOperator survival) {}

    public static List<Draft> fits(Part p) {
        SurvivalSample sample = sample(p);
        List<Candidate> all = new ArrayList<>();
        families(p, sample, all);
        splines(p, sample, all);
        double[] weights = weights(all);
        return List.of(compared(p, all, weights), parameters(all), curves(p, sample, all, weights));
    }

    /** By AIC. The two forms of the Weibull are one model, which counts once; a search without a maximum does not count. */
    private static double[] weights(List<Candidate> all) {
        boolean both = all.stream().anyMatch(c -> c.name().equals(word(Family.WEIBULL)));
        double[] criterion = all.stream()
                .mapToDouble(c -> !c.fit().converged() || (both && c.name().equals(word(Family.WEIBULL_PH)))
                        ? Double.NaN
                        : c.fit().aic())
                .toArray();
        boolean none = Arrays.stream(criterion).allMatch(Double::isNaN);
        return none ? new double[all.size()] : ModelWeights.of(criterion);
    }

    private static SurvivalSample sample(Part p) {
        List<String> columns = new ArrayList<>(List.of(p.text("time"), p.text("event")));
        if (p.has("background")) {
            columns.add(p.text("background"));
        }
        Columns t = p.read("table", columns, List.of());
        double[] time = t.number(p.text("time"));
        for (int i = 0; i < time.length; i++) {
            if (!(time[i] > 0)) {
                throw p.cell("table", i, p.text("time"), Text.of("时间应大于 0", "a time is above 0"));
            }
        }
        boolean[] event = p.flags("table", t, p.text("event"));
        if (java.util.stream.IntStream.range(0, event.length)
                        .filter(i -> event[i])
                        .count()
                < 2) {
            throw p.fail(
                    SheetError.BAD_INPUT,
                    "event",
                    Text.of("至少要有两个结局事件才能拟合曲线", "a curve needs at least two events"),
                    Text.of("延长随访，或合并数据", "Follow people for longer, or put data together"));
        }
        SurvivalSample s = SurvivalSample.of(time, event);
        return p.has("background") ? s.withBackground(t.number(p.text("background"))) : s;
    }

    private static void families(Part p, SurvivalSample sample, List<Candidate> out) {
        ParametricSurvival.Cure cure = switch (p.text("cure", "none")) {
            case "mixture" -> ParametricSurvival.Cure.MIXTURE;
            case "non-mixture" -> ParametricSurvival.Cure.NON_MIXTURE;
            default -> ParametricSurvival.Cure.NONE;
        };
        for (Family family : Family.values()) {
            String name = word(family);
            if (!p.has("families") || p.texts("families").contains(name)) {
                ParametricSurvival model = ParametricSurvival.of(family).withCure(cure);
                SurvivalFit fit = model.fit(sample);
                out.add(new Candidate(name, fit, t -> model.survival(fit, new double[0], t)));
            }
        }
    }

    private static void splines(Part p, SurvivalSample sample, List<Candidate> out) {
        for (double knots : p.numbers("splines")) {
            for (RoystonParmar.Scale scale : RoystonParmar.Scale.values()) {
                RoystonParmar model = new RoystonParmar(scale, (int) knots);
                RoystonParmar.Result r = model.fit(sample);
                out.add(new Candidate(
                        "spline-" + word(scale) + "-" + (int) knots,
                        r.fit(),
                        t -> model.survival(r, new double[0], t)));
            }
        }
    }

    private static String word(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Draft compared(Part p, List<Candidate> all, double[] weights) {
        Draft d = new Draft(
                        "fits",
                        Text.of("生存曲线拟合", "Survival fits"),
                        Text.of(
                                "最大似然，多起点；权重按 AIC；限制平均生存时间至 " + p.number("horizon"),
                                "maximum likelihood from several starts; weights by AIC; mean survival up to "
                                        + p.number("horizon")))
                .column("name", "模型", "model")
                .column("ending", "收敛情况", "how the search ended")
                .column("starts", "到达最优的起点数", "starts that reached the best")
                .column("logLikelihood", "对数似然", "log-likelihood")
                .column("aic", "AIC", "AIC")
                .column("bic", "BIC", "BIC")
                .column("weight", "AIC 权重", "weight by AIC")
                .column("mean", "限制平均生存时间", "restricted mean");
        for (int i = 0; i < all.size(); i++) {
            SurvivalFit f = all.get(i).fit();
            boolean found = f.ending() != SurvivalFit.Ending.FAILED;
            d.row(
                    SheetWords.of(all.get(i).name()),
                    SheetWords.of(word(f.ending())),
                    f.startsAtMaximum() + "/" + f.starts(),
                    f.logLikelihood(),
                    f.aic(),
                    f.bic(),
                    weights[i],
                    found ? SurvivalFit.restrictedMean(all.get(i).survival(), p.number("horizon")) : Double.NaN);
        }
        return d;
    }

    private static Draft parameters(List<Candidate> all) {
        Draft d = new Draft(
                        "parameters",
                        Text.of("参数估计", "Parameters"),
                        Text.of("自然尺度；标准误按 delta 法", "natural scale; standard errors by the delta method"))
                .column("name", "模型", "model")
                .column("parameter", "参数", "parameter")
                .column("estimate", "估计值", "estimate")
                .column("se", "标准误", "standard error");
        for (Candidate c : all) {
            for (int i = 0; i < c.fit().estimate().length; i++) {
                d.row(
                        SheetWords.of(c.name()),
                        c.fit().names().get(i),
                        c.fit().estimate()[i],
                        c.fit().se()[i]);
            }
        }
        return d;
    }

    private static Draft curves(Part p, SurvivalSample sample, List<Candidate> all, double[] weights) {
        SurvivalCurve observed = KaplanMeier.fit(SurvivalData.of(sample.time(), sample.event()));
        Draft d = new Draft(
                        "curves",
                        Text.of("各时点的生存与风险", "Survival and hazard by time"),
                        sample.background().length == 0
                                ? Text.of(
                                        "Kaplan–Meier 只到最后一次随访；其后为外推",
                                        "Kaplan–Meier as far as anybody was followed; beyond it the curves extrapolate")
                                : Text.of(
                                        "曲线为扣除背景死亡后的超额部分；Kaplan–Meier 为全部死亡",
                                        "curves are of excess mortality, background taken out; Kaplan–Meier is of all deaths"))
                .column("time", "时间", "time")
                .column("name", "模型", "model")
                .column("survival", "生存", "survival")
                .column("hazard", "风险率", "hazard");
        for (double t : p.list("at")) {
            d.row(t, SheetWords.of("kaplan-meier"), t <= observed.lastTime() ? observed.at(t) : Double.NaN, Double.NaN);
            double mean = 0;
            for (int i = 0; i < all.size(); i++) {
                boolean found = all.get(i).fit().ending() != SurvivalFit.Ending.FAILED;
                double s = found ? all.get(i).survival().applyAsDouble(t) : Double.NaN;
                d.row(
                        t,
                        SheetWords.of(all.get(i).name()),
                        s,
                        found ? hazard(all.get(i).survival(), t) : Double.NaN);
                mean += weights[i] > 0 ? weights[i] * s : 0;
            }
            boolean any = Arrays.stream(weights).anyMatch(w -> w > 0);
            d.row(t, SheetWords.of("average-by-aic"), any ? mean : Double.NaN, Double.NaN);
        }
        return d;
    }

    /** Slope of the cumulative hazard over a ten-thousandth of the time. */
    private static double hazard(DoubleUnaryOperator survival, double t) {
        double step = Math.max(t, SHORT) * SHORT;
        double low = Math.max(t - step / 2, step / 2);
        double before = survival.applyAsDouble(low);
        double after = survival.applyAsDouble(low + step);
        return (StrictMath.log(before) - StrictMath.log(after)) / step;
    }
}
