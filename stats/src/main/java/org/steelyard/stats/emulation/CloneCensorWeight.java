package org.steelyard.stats.emulation;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.emulation.internal.Clones;
import org.steelyard.stats.emulation.internal.StepSurvival;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * Cloning, censoring and weighting: everybody is copied into the strategy "start within the window" and the strategy "do not start within
 * the window", a copy is censored when the person's course departs from its strategy, and weights undo that censoring.
 *
 * <p><b>Estimand.</b> Survival under either strategy in everybody: no time is immortal, for nobody is classified by what happened later.
 * <b>Assumptions</b>: starting (and not starting) depends on the covariates at baseline alone, given that one is still under observation;
 * positivity; the model of the artificial censoring; other censoring independent.
 *
 * <p><b>Method</b> [1, 2]. Start arm: those who start by the window keep their follow-up; the others keep it up to the window and are censored
 * there. Wait arm: those who start by the window are censored when they do. In each arm a Cox model (Efron) of the artificial censoring on the
 * covariates; a copy's weight just before t is 1 / Ŝ_C(t − | x), Ŝ_C = exp(−Ĥ₀ e^{x'b}). With {@link Censoring#LOGISTIC} the weight in the start
 * arm is 1 up to the window and 1 / p̂(x) after it, p̂ being the logistic chance of having started among those still followed: all copies that leave there leave at one moment,
 * for which a Cox model gives the chance only nearly, so that its curves stay a little off however large the sample. Weighted product-limit curves, their areas, and a
 * weighted Cox model (Efron) robust over persons. <b>Variance</b> of curves: bootstrap of persons ({@link #bootstrap}); the robust one of the
 * hazard ratio takes weights as known.
 *
 * <p><b>Edges.</b> A start after the end of follow-up is none. When nobody is censored in an arm its weights are 1. <b>Cannot</b>: handle covariates that
 * change within the window; for these use sequential trials or a marginal structural model.
 *
 * <ol>
 *   <li>Hernán and Robins, Am J Epidemiol 2016;183:758-764, doi:10.1093/aje/kwv254.
 *   <li>Maringe et al., Int J Epidemiol 2020;49:1719-1729, doi:10.1093/ije/dyaa057.
 * </ol>
 */
public final class CloneCensorWeight {

    /**
     * One row a person.
     *
     * @param time to the event or the end of follow-up, above 0
     * @param start of the treatment; infinite for never
     * @param covariates at baseline, one array per term; none for unweighted copies
     */
    public record Cohort(double[] time, boolean[] event, double[] start, List<String> terms, double[][] covariates) {
        public Cohort {
            Checks.sameLength(time.length, event.length, start.length);
            Checks.sameLength(terms.size(), covariates.length);
            Checks.nonNegative("time", time);
            terms = List.copyOf(terms);
            for (int j = 0; j < covariates.length; j++) {
                Checks.sameLength(time.length, covariates[j].length);
                Checks.finite(terms.get(j), covariates[j]);
            }
            if (Arrays.stream(start).anyMatch(s -> Double.isNaN(s) || s < 0)
                    || Arrays.stream(time).anyMatch(t -> t == 0)) {
                throw Checks.invalid(
                        "start",
                        Text.of(
                                "起始时间须不小于 0（从未开始者为无穷大），随访时间须大于 0",
                                "starts are 0 or later (infinite for never), follow-up times above 0"));
            }
        }

        public Cohort select(int[] rows) {
            double[] t = new double[rows.length];
            boolean[] e = new boolean[rows.length];
            double[] s = new double[rows.length];
            double[][] x = new double[covariates.length][rows.length];
            for (int i = 0; i < rows.length; i++) {
                t[i] = time[rows[i]];
                e[i] = event[rows[i]];
                s[i] = start[rows[i]];
                for (int j = 0; j < x.length; j++) {
                    x[j][i] = covariates[j][rows[i]];
                }
            }
            return new Cohort(t, e, s, terms, x);
        }
    }

    /** The model of the artificial censoring. */
    public enum Censoring {
        /** None: copies are not weighted. */
        NONE,
        /** A Cox model (Efron) in either arm, as published [2]. */
        COX,
        /** A logistic model of having started by the end of the window where copies are censored there, a Cox model where they are censored on starting. */
        LOGISTIC
    }

    /** @param window last time at which a start counts as in time; {@code horizon} that of survival and restricted mean */
    public record Plan(double window, double horizon, Censoring censoring) {
        public Plan {
            DesignError.requireSetting(
                    window > 0 && horizon > 0 && Double.isFinite(window + horizon),
                    "window, horizon",
                    "大于 0 的有限数",
                    "finite and above 0");
        }
    }

    /**
     * A strategy's curve and what its weights look like at the ends of the pieces of follow-up.
     *
     * @param effectiveShare (Σw)²/Σw² of the copies that kept to the strategy, at the end of their follow-up, over their number
     */
    public record Arm(
            double survival,
            double restrictedMean,
            double[] times,
            double[] curve,
            int copies,
            int censored,
            int events,
            PeriodWeights.Summary weights,
            double effectiveShare) {}

    /** @param start,without the two strategies; differences are start minus no start, the hazard ratio likewise */
    public record Result(Arm start, Arm without, CoxFit cox) {

        public double survivalDifference() {
            return start.survival() - without.survival();
        }

        public double restrictedMeanDifference() {
            return start.restrictedMean() - without.restrictedMean();
        }

        public Estimate hazardRatio(double level) {
            return Estimate.ratio(cox.coefficients()[0], cox.standardError("start"), level);
        }
    }

    /** Bootstrap intervals (percentile) of what {@link Result} holds. */
    public record Intervals(
            Estimate survivalDifference, Estimate restrictedMeanDifference, Estimate hazardRatio, int failed) {}

    private CloneCensorWeight() {}

    public static Result of(Cohort cohort, Plan plan) {
        requireFollowed(cohort, plan, true, plan.horizon());
        requireFollowed(cohort, plan, false, plan.horizon());
        Clones start = Clones.starting(cohort, plan, Clones.Cuts.EVERY_WEIGHT);
        Clones wait = Clones.waiting(cohort, plan, Clones.Cuts.EVERY_WEIGHT);
        requireBoth(start, wait);
        return new Result(arm(start, cohort, plan), arm(wait, cohort, plan), cox(start, wait));
    }

    /**
     * A strategy that nobody follows beyond the window leaves copies of which all are censored there: their level curve would be a
     * survival that nobody had. Somebody must be followed to {@code until}, or the last one have the event before.
     */
    private static void requireFollowed(Cohort cohort, Plan plan, boolean starting, double until) {
        double longest = 0;
        boolean ended = false;
        int people = 0;
        for (int i = 0; i < cohort.time().length; i++) {
            if (Clones.startsInTime(cohort, plan, i) == starting) {
                people++;
                if (cohort.time()[i] > longest) {
                    longest = cohort.time()[i];
                    ended = cohort.event()[i];
                } else if (cohort.time()[i] == longest) {
                    ended &= cohort.event()[i];
                }
            }
        }
        boolean beyond = longest > Math.min(plan.window(), until);
        if (people == 0 || !beyond || longest < until && !ended) {
            throw DesignError.NO_POSITIVITY.at(
                    people == 0 || !beyond ? "window" : "horizon",
                    Text.of(
                            "没有人按「宽限期内" + (starting ? "开始" : "不开始") + "」的策略随访到时间上限，该策略下的生存无从估计",
                            "nobody " + (starting ? "starts" : "does not start")
                                    + " within the window and is followed to the horizon, so that survival under this strategy cannot be known"),
                    Text.of(
                            "检查治疗起始时间与时间窗，或缩短时间上限",
                            "check the starts of treatment and the window, or take an earlier horizon"));
        }
    }

    private static void requireBoth(Clones start, Clones wait) {
        if (start.events() == 0 || wait.events() == 0) {
            throw DesignError.NO_TRIAL.at(
                    "window",
                    Text.of("某一策略下没有结局，无法比较", "a strategy has no outcome left, so that they cannot be compared"),
                    Text.of("检查时间窗、治疗起始与结局", "check the window, the starts of treatment and the outcome"));
        }
    }

    private static Arm arm(Clones clones, Cohort cohort, Plan plan) {
        StepSurvival curve = StepSurvival.of(clones);
        return new Arm(
                curve.at(plan.horizon()),
                curve.area(plan.horizon()),
                curve.times(),
                curve.survival(),
                clones.copies(),
                clones.censored(),
                clones.events(),
                PeriodWeights.summary(clones.weight()),
                effectiveShare(clones.lastWeights(i -> clones.keeps(cohort, plan, i))));
    }

    private static double effectiveShare(double[] last) {
        return PeriodWeights.summary(last).effectiveRows() / last.length;
    }

    private static CoxFit cox(Clones start, Clones wait) {
        Clones both = start.and(wait);
        return CoxRegression.withDefaults().fit(model(both).withClusters(both.person()));
    }

    private static CoxData model(Clones both) {
        DesignMatrix design = DesignMatrix.of(List.of("start"), new double[][] {both.arm()});
        return CoxData.counting(design, both.from(), both.to(), both.event()).withWeights(both.weight());
    }

    /** The three numbers of {@link Intervals}; as {@link #of} has them, but for rounding, from far fewer pieces of follow-up. */
    static double[] contrasts(Cohort cohort, Plan plan) {
        // A resample may lack the person who was followed longest, but not the strategy.
        double window = Math.min(plan.window(), plan.horizon());
        requireFollowed(cohort, plan, true, window);
        requireFollowed(cohort, plan, false, window);
        Clones start = Clones.starting(cohort, plan, Clones.Cuts.BEFORE_EVENTS);
        Clones wait = Clones.waiting(cohort, plan, Clones.Cuts.BEFORE_EVENTS);
        requireBoth(start, wait);
        StepSurvival one = StepSurvival.of(start);
        StepSurvival other = StepSurvival.of(wait);
        return new double[] {
            one.at(plan.horizon()) - other.at(plan.horizon()),
            one.area(plan.horizon()) - other.area(plan.horizon()),
            Math.exp(CoxRegression.withDefaults().fit(model(start.and(wait))).coefficients()[0])
        };
    }

    /** Persons are drawn; models and weights are fitted again in every replicate. */
    public static Intervals bootstrap(Cohort cohort, Plan plan, Bootstrap.Plan replicates, double level) {
        Result full = of(cohort, plan);
        Replicates drawn =
                Bootstrap.run(cohort.time().length, replicates, rows -> contrasts(cohort.select(rows), plan));
        return new Intervals(
                drawn.percentile(0, Scale.IDENTITY, full.survivalDifference(), level),
                drawn.percentile(1, Scale.IDENTITY, full.restrictedMeanDifference(), level),
                drawn.percentile(2, Scale.LOG, Math.exp(full.cox().coefficients()[0]), level),
                drawn.failed());
    }
}
