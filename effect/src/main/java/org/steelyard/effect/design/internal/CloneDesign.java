package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.Outcome;
import org.steelyard.stats.emulation.CloneCensorWeight;
import org.steelyard.stats.emulation.CloneCensorWeight.Arm;
import org.steelyard.stats.resampling.Bootstrap;

/** Clone–censor–weight. */
record CloneDesign(Finding found, DesignLimits limits) {

    private static final String LOGISTIC = "logistic-at-window";

    void run(DesignMethod.CloneCensorWeight m, Rows table) {
        Outcome outcome = found.outcome().orElseThrow();
        String time = outcome.time().orElseThrow();
        String event = outcome.event().orElseThrow();
        List<String> needed = new ArrayList<>(List.of(time, event));
        needed.addAll(m.covariates());
        Rows rows = table.complete(needed);
        found.used(rows.size());
        Rows.Terms terms = rows.terms(m.covariates());
        double[] start = Arrays.stream(rows.numbers(m.start()))
                .map(s -> Double.isNaN(s) ? Double.POSITIVE_INFINITY : s)
                .toArray();
        CloneCensorWeight.Cohort cohort = new CloneCensorWeight.Cohort(
                rows.numbers(time), rows.flags(event), start, terms.names(), terms.columns());
        double horizon = outcome.horizon().orElseThrow();
        CloneCensorWeight.Plan plan = new CloneCensorWeight.Plan(m.window(), horizon, censoring(m));
        CloneCensorWeight.Result result = CloneCensorWeight.of(cohort, plan);
        int starters = (int) Arrays.stream(start).filter(s -> s <= m.window()).count();
        Finding.Sizes sizes = new Finding.Sizes(rows.size(), starters, PanelDesigns.count(rows.flags(event)));
        estimates(cohort, plan, sizes);
        arm("treated", result.start());
        arm("control", result.without());
        if (plan.censoring() == CloneCensorWeight.Censoring.COX) {
            censoredAtWindow(result.start());
            logisticAtWindow(cohort, plan, result);
        }
        found.picture(
                "curves",
                List.of(curve("treated", result.start(), horizon), curve("control", result.without(), horizon)),
                List.of(),
                List.of(m.window()));
    }

    private void estimates(CloneCensorWeight.Cohort cohort, CloneCensorWeight.Plan plan, Finding.Sizes sizes) {
        CloneCensorWeight.Intervals intervals = CloneCensorWeight.bootstrap(
                cohort, plan, Bootstrap.Plan.of(found.replicates(), found.seed(), found.threads()), found.level());
        found.method(
                "clone-censor-weight, " + words(plan.censoring()) + ", percentile bootstrap of persons",
                "start within " + Finding.number(plan.window()) + " against no start within it",
                "all");
        String replicates = found.replicates() + " replicates, " + intervals.failed() + " failed";
        String at = "at " + Finding.number(plan.horizon()) + "; ";
        found.add("survival-difference", intervals.survivalDifference(), sizes, at + replicates);
        found.add(
                "rmst-difference",
                intervals.restrictedMeanDifference(),
                sizes,
                "to " + Finding.number(plan.horizon()) + "; " + replicates);
        found.add("hazard-ratio", intervals.hazardRatio(), sizes, "weighted Cox model, ties: Efron; " + replicates);
    }

    private static CloneCensorWeight.Censoring censoring(DesignMethod.CloneCensorWeight m) {
        if (m.covariates().isEmpty()) {
            return CloneCensorWeight.Censoring.NONE;
        }
        return switch (m.censoring()) {
            case COX -> CloneCensorWeight.Censoring.COX;
            case LOGISTIC -> CloneCensorWeight.Censoring.LOGISTIC;
        };
    }

    private static String words(CloneCensorWeight.Censoring censoring) {
        return switch (censoring) {
            case NONE -> "unweighted copies";
            case COX -> "Cox model of artificial censoring";
            case LOGISTIC -> "logistic model of artificial censoring at the end of the window";
        };
    }

    private void arm(String name, Arm arm) {
        double share = arm.effectiveShare();
        double largest = arm.weights().largest();
        found.inform(
                "largest-weight-value-" + name,
                largest,
                Text.of(
                        "策略“" + (name.equals("treated") ? "窗内开始" : "窗内不开始") + "”的最大权重 " + Finding.number(largest),
                        "largest weight of the strategy " + (name.equals("treated") ? "start" : "no start") + ": "
                                + Finding.number(largest)));
        found.atLeast(
                "ess-" + name,
                share,
                limits.effectiveShare(),
                Text.of(
                        "加权后有效份额 " + Finding.number(share),
                        "effective share after weighting " + Finding.number(share)));
    }

    /** All copies that should have started and did not are censored at one moment, for which a Cox model gives their chance only nearly. */
    private void censoredAtWindow(Arm start) {
        double share = start.censored() / (double) Math.max(1, start.copies());
        boolean many = share > limits.censoredAtWindow();
        found.atMost(
                "censored-at-window",
                share,
                limits.censoredAtWindow(),
                Text.of(
                        "策略“窗内开始”的副本有 " + Finding.number(share) + " 在时间窗末同时删失"
                                + (many ? "，Cox 模型给出的删失概率此时偏差较大，请改用 censoring: logistic" : ""),
                        Finding.number(share)
                                + " of the copies of the strategy start are censored together at the window's end"
                                + (many
                                        ? ", for which a Cox model gives the chance too roughly: plan censoring: logistic"
                                        : "")));
    }

    private void logisticAtWindow(
            CloneCensorWeight.Cohort cohort, CloneCensorWeight.Plan plan, CloneCensorWeight.Result cox) {
        try {
            double other = CloneCensorWeight.of(
                            cohort,
                            new CloneCensorWeight.Plan(
                                    plan.window(), plan.horizon(), CloneCensorWeight.Censoring.LOGISTIC))
                    .survivalDifference();
            String with = Finding.number(other);
            String own = Finding.number(cox.survivalDifference());
            found.inform(
                    LOGISTIC,
                    other,
                    Text.of(
                            "窗末删失改用 logistic 回归时生存率差为 " + with + "，Cox 模型为 " + own,
                            "with a logistic model at the window's end the difference in survival is " + with
                                    + ", with the Cox model " + own));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            Text why = Failure.reason(e);
            found.inform(
                    LOGISTIC,
                    Double.NaN,
                    Text.of(
                            "窗末删失的 logistic 回归无法拟合，不能与 Cox 模型对照：" + why.zh(),
                            "the logistic model at the window's end cannot be fitted and held against the Cox model: "
                                    + why.en()));
        }
    }

    private static Line curve(String name, Arm arm, double horizon) {
        List<double[]> steps = new ArrayList<>(List.of(new double[] {0, 1}));
        double last = 1;
        for (int i = 0; i < arm.times().length && arm.times()[i] <= horizon; i++) {
            steps.add(new double[] {arm.times()[i], last});
            last = arm.curve()[i];
            steps.add(new double[] {arm.times()[i], last});
        }
        steps.add(new double[] {horizon, last});
        return new Line(
                name,
                steps.stream().mapToDouble(s -> s[0]).toArray(),
                steps.stream().mapToDouble(s -> s[1]).toArray());
    }
}
