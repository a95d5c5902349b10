package org.steelyard.effect.internal;

import java.util.function.Function;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.method.OutcomeModelRule.Form;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.cox.CoxBaseline;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.resampling.Replicates;

/**
 * G-computation: the model's prediction for every person of the target population under both treatments, averaged; interval from a bootstrap of people within arms in which the
 * model is fitted anew (Robins 1986, doi:10.1016/0270-0255(86)90088-6; Snowden, Rose and Mortimer 2011, doi:10.1093/aje/kwq472).
 */
final class GComputation {

    /** @param replicates of the means under treatment and control */
    record Result(double treated, double control, Replicates replicates) {

        Estimate estimate(Scale scale, double level) {
            double value = scale == Scale.LOG ? treated / control : treated - control;
            double se = RateEstimator.spread(replicates, scale);
            return Estimate.wald(scale, scale.forward(value), se, level, Double.POSITIVE_INFINITY);
        }
    }

    private GComputation() {}

    /** Counts (with the time observed as offset, predicted for one unit of it) and costs. */
    static Result logLinear(Work work, OutcomeFamily family) {
        return of(work, w -> logLinear(w, family, design(w)));
    }

    private static double[] logLinear(Work work, OutcomeFamily family, CovariateDesign design) {
        double[] y;
        double[] time;
        switch (work.sample().endpoint()) {
            case Endpoint.Counts c -> {
                y = c.y();
                time = c.time();
            }
            case Endpoint.Values v -> {
                y = v.y();
                time = Take.ones(v.y().length);
            }
            case Endpoint.Survival s -> throw new IllegalStateException("is no mean");
            case Endpoint.Ordered s -> throw new IllegalStateException("is no mean");
            case Endpoint.Competing s -> throw new IllegalStateException("is no mean");
            case Endpoint.Recurrent s -> throw new IllegalStateException("is no mean");
            case Endpoint.Repeated s -> throw new IllegalStateException("is no mean");
        }
        boolean[] treated = work.sample().treated();
        Numerics numerics = work.settings().numerics().withThreads(1);
        double[] one = new double[y.length];
        double[] zero = new double[y.length];
        if (perArm(work)) {
            DesignMatrix all = design.withIntercept();
            for (boolean arm : new boolean[] {true, false}) {
                int[] rows = rows(treated, arm);
                OutcomeFamilies.LogLinear fit = OutcomeFamilies.fit(
                        family,
                        all.select(rows),
                        new OutcomeFamilies.Observed(
                                Take.of(y, rows), Take.of(time, rows), Take.of(weight(work), rows)),
                        numerics);
                System.arraycopy(OutcomeFamilies.predict(fit.coefficients(), all), 0, arm ? one : zero, 0, y.length);
            }
        } else {
            DesignMatrix all = OutcomeFamilies.design(design, treated);
            OutcomeFamilies.LogLinear fit =
                    OutcomeFamilies.fit(family, all, new OutcomeFamilies.Observed(y, time, weight(work)), numerics);
            one = OutcomeFamilies.predict(fit.coefficients(), all.withValue(OutcomeModel.TREATMENT, 1));
            zero = OutcomeFamilies.predict(fit.coefficients(), all.withValue(OutcomeModel.TREATMENT, 0));
        }
        return new double[] {mean(work, one), mean(work, zero)};
    }

    /**
     * Survival at the horizon, or the mean up to it, from Cox models.
     *
     * @param mean restricted mean instead of survival
     */
    static Result survival(Work work, double horizon, boolean mean) {
        return of(work, w -> survival(w, (Endpoint.Survival) w.sample().endpoint(), horizon, mean));
    }

    private static double[] survival(Work work, Endpoint.Survival s, double horizon, boolean mean) {
        boolean[] treated = work.sample().treated();
        CovariateDesign design = design(work);
        if (perArm(work)) {
            double[] out = new double[2];
            DesignMatrix all = DesignMatrix.of(design.names(), design.columns());
            for (boolean arm : new boolean[] {true, false}) {
                int[] rows = rows(treated, arm);
                CoxData data = CoxData.rightCensored(
                                all.select(rows), Take.of(s.time(), rows), Take.of(s.event(), rows))
                        .withWeights(Take.of(weight(work), rows));
                out[arm ? 0 : 1] = averaged(work, data, all, horizon, mean);
            }
            return out;
        }
        DesignMatrix all = design.treatedFirst(OutcomeModel.TREATMENT, treated, false);
        CoxData data = CoxData.rightCensored(all, s.time(), s.event()).withWeights(weight(work));
        return new double[] {
            averaged(work, data, all.withValue(OutcomeModel.TREATMENT, 1), horizon, mean),
            averaged(work, data, all.withValue(OutcomeModel.TREATMENT, 0), horizon, mean)
        };
    }

    /** Everybody's curve is the baseline's raised to their hazard ratio, which needs one pass over the baseline's steps. */
    private static double averaged(Work work, CoxData data, DesignMatrix to, double horizon, boolean mean) {
        CoxFit fit = CoxRegression.withDefaults()
                .with(work.settings().numerics().withThreads(1))
                .fit(data);
        CoxBaseline baseline = CoxBaseline.of(data, fit);
        double[] times = baseline.times(0);
        double[] hazard = baseline.cumulativeHazard(0);
        double[] risk = to.times(fit.coefficients());
        // The baseline is that of covariates 0; its hazard is carried to each person by exp(x'b).
        double[] value = new double[risk.length];
        for (int i = 0; i < risk.length; i++) {
            double ratio = StrictMath.exp(risk[i]);
            double area = 0;
            double last = 0;
            double survival = 1;
            for (int k = 0; k < times.length && times[k] <= horizon; k++) {
                area += survival * (times[k] - last);
                last = times[k];
                survival = StrictMath.exp(-hazard[k] * ratio);
            }
            value[i] = mean ? area + survival * (horizon - last) : survival;
        }
        return mean(work, value);
    }

    private static Result of(Work work, Function<Work, double[]> means) {
        double[] value = means.apply(work);
        if (work.incomplete().replicate()) {
            return new Result(value[0], value[1], Resampling.alone(value));
        }
        Replicates replicates = Resampling.of(work, (sample, weight) -> means.apply(work.of(sample)));
        return new Result(value[0], value[1], replicates);
    }

    private static double[] weight(Work work) {
        return Prepared.weight(work.prepared(), work.sample().size());
    }

    private static CovariateDesign design(Work work) {
        return ((Prepared.Standardised) work.prepared()).design();
    }

    private static boolean perArm(Work work) {
        return work.analysis()
                .outcomeModel()
                .filter(o -> o.form() == Form.PER_ARM)
                .isPresent();
    }

    private static int[] rows(boolean[] treated, boolean arm) {
        return Take.where(arm ? treated : Take.andNot(Take.all(treated.length), treated));
    }

    /** Over the target population. */
    private static double mean(Work work, double[] value) {
        Target target = work.analysis().target();
        boolean[] treated = work.sample().treated();
        double[] weight = weight(work);
        double sum = 0;
        double n = 0;
        for (int i = 0; i < value.length; i++) {
            boolean in = target == Target.ATE || (target == Target.ATT) == treated[i];
            sum += in ? weight[i] * value[i] : 0;
            n += in ? weight[i] : 0;
        }
        return sum / n;
    }
}
