package org.steelyard.stats.sensitivity;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Roots;

/**
 * The E-value: the least strength of association, as a risk ratio, that an unmeasured confounder would need with both treatment
 * and outcome to explain the estimate away, given the measured covariates.
 *
 * <p><b>Formula</b>: RR + √(RR(RR − 1)), with RR inverted when below 1; the limit uses the interval's end nearer to no effect and is 1
 * when the interval covers it [1]. Other measures become risk ratios first [1, 2]: a rare outcome's odds or hazard ratio as it is; a common
 * outcome's odds ratio by its square root, hazard ratio by (1 − ½^√HR)/(1 − ½^√(1/HR)); a standardised mean difference d by exp(0.91 d), its
 * limits by exp(0.91 d ± 1.78 se). Whether an outcome is rare (about 15 % at the end of follow-up in [1]) the caller decides.
 *
 * @param riskRatio the estimate as an (approximate) risk ratio
 * @param point for the estimate, 1 or more
 * @param limit for the confidence limit, 1 or more
 *     <ol>
 *       <li>VanderWeele and Ding, Ann Intern Med 2017;167:268-274, doi:10.7326/M16-2607.
 *       <li>VanderWeele, Biometrics 2020;76:746-752, doi:10.1111/biom.13197.
 *     </ol>
 */
public record EValue(double riskRatio, double point, double limit) {

    /** Whether the outcome is rare enough for odds and hazards ratios to be near the risk ratio. */
    public enum Outcome {
        RARE,
        COMMON
    }

    public static EValue ofRiskRatio(Estimate riskRatio) {
        return of(riskRatio.value(), riskRatio.lower(), riskRatio.upper());
    }

    public static EValue ofOddsRatio(Estimate oddsRatio, Outcome outcome) {
        return switch (outcome) {
            case RARE -> ofRiskRatio(oddsRatio);
            case COMMON -> of(Math.sqrt(oddsRatio.value()), Math.sqrt(oddsRatio.lower()), Math.sqrt(oddsRatio.upper()));
        };
    }

    public static EValue ofHazardRatio(Estimate hazardRatio, Outcome outcome) {
        return switch (outcome) {
            case RARE -> ofRiskRatio(hazardRatio);
            case COMMON ->
                of(
                        commonHazard(hazardRatio.value()),
                        commonHazard(hazardRatio.lower()),
                        commonHazard(hazardRatio.upper()));
        };
    }

    /** For a mean difference already divided by the outcome's standard deviation, with the standard error so divided. */
    public static EValue ofStandardisedDifference(double difference, double se) {
        return of(
                Math.exp(0.91 * difference),
                Math.exp(0.91 * difference - 1.78 * se),
                Math.exp(0.91 * difference + 1.78 * se));
    }

    /**
     * For a difference of risks, from the counts of both arms. With a confounder that multiplies by B at most, the difference is no less than
     * (p₁ − p₀B)(f + (1 − f)/B), f the share of treated [3]; the point's B makes it 0, the limit's B makes its lower limit (delta method) 0. A negative
     * difference is taken with the arms exchanged.
     *
     * <p>3. Ding and VanderWeele, Epidemiology 2016;27:368-377, doi:10.1097/EDE.0000000000000457.
     */
    public static EValue ofRiskDifference(RiskCounts counts, double level) {
        RiskCounts c = counts.p1() >= counts.p0() ? counts : counts.exchanged();
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - level) / 2);
        if (!(c.p0() > 0)) {
            throw EstimationError.RATIO_UNDEFINED.at(
                    "events",
                    Text.of("一组没有事件，无法换算为风险比", "an arm has no events, so that there is no risk ratio"),
                    Text.of("改用其他敏感性分析", "use another sensitivity analysis"));
        }
        double point = value(c.p1() / c.p0());
        if (c.lowerLimit(1, z) <= 0) {
            return new EValue(c.p1() / c.p0(), point, 1);
        }
        double bias = Roots.between(b -> c.lowerLimit(b, z), 1, c.p1() / c.p0());
        return new EValue(c.p1() / c.p0(), point, value(bias));
    }

    /** Events and people of both arms. */
    public record RiskCounts(double treatedEvents, double treated, double controlEvents, double controls) {
        double p1() {
            return treatedEvents / treated;
        }

        double p0() {
            return controlEvents / controls;
        }

        RiskCounts exchanged() {
            return new RiskCounts(controlEvents, controls, treatedEvents, treated);
        }

        double lowerLimit(double bias, double z) {
            double n = treated + controls;
            double f = treated / n;
            double scale = f + (1 - f) / bias;
            double gap = p1() - p0() * bias;
            double v1 = p1() * (1 - p1()) / treated;
            double v0 = p0() * (1 - p0()) / controls;
            double vf = f * (1 - f) / n;
            double variance =
                    (v1 + bias * bias * v0) * scale * scale + gap * gap * (1 - 1 / bias) * (1 - 1 / bias) * vf;
            return gap * scale - z * Math.sqrt(variance);
        }
    }

    /** Strength needed to move the estimate (and the limit nearer to it) to another ratio than no effect. */
    public static EValue towards(Estimate riskRatio, double target) {
        if (!(target > 0)) {
            throw DesignError.setting("target", "大于 0 的比值", "a ratio above 0");
        }
        return of(riskRatio.value() / target, riskRatio.lower() / target, riskRatio.upper() / target);
    }

    /** From a risk ratio and its interval, each above 0. */
    public static EValue of(double riskRatio, double lower, double upper) {
        if (!(lower > 0 && lower <= riskRatio && riskRatio <= upper) || Double.isInfinite(upper)) {
            throw EstimationError.OUT_OF_BOUNDS.at(
                    "risk ratio",
                    Text.of(
                            "E 值要求比值及其区间均为有限正数，且点估计在区间内",
                            "an E-value needs a positive, finite ratio that lies within its interval"),
                    Text.of("检查效应估计是否收敛", "see whether the estimate converged"));
        }
        double limit = riskRatio >= 1 ? lower : upper;
        boolean covered = lower <= 1 && upper >= 1;
        return new EValue(riskRatio, value(riskRatio), covered ? 1 : value(limit));
    }

    /** The E-value of one risk ratio. */
    public static double value(double riskRatio) {
        double rr = riskRatio < 1 ? 1 / riskRatio : riskRatio;
        return rr + Math.sqrt(rr * (rr - 1));
    }

    private static double commonHazard(double hazardRatio) {
        return (1 - Math.pow(0.5, Math.sqrt(hazardRatio))) / (1 - Math.pow(0.5, Math.sqrt(1 / hazardRatio)));
    }
}
