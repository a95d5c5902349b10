package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;

/**
 * Stabilised inverse probability weights over time, as one factor per person-period.
 *
 * <p><b>Formula.</b> Treatment [1]: factor_k = P(A_k = a_k | A_{k−1}, V) / P(A_k = a_k | A_{k−1}, V, L_k), V the numerator's covariates and L_k
 * what the denominator holds in addition. Censoring: factor_{k+1} = P(C_k = 0 | V) / P(C_k = 0 | V, L_k), for the step from row k to row k + 1. A
 * product of factors along a person's rows is the weight at a row. Models are logistic, fitted by maximum likelihood.
 *
 * <p><b>Assumptions</b>: treatment (censoring) in a period does not depend on the unmeasured, given the past in the denominator; every
 * history has a positive probability of either course. <b>Diagnostics</b>: the mean of stabilised weights is near 1 at every period when
 * models fit; {@link #summary}. <b>Cannot</b>: repair a history in which one course never happens; separation in a model is an error.
 *
 * <ol>
 *   <li>Robins, Hernán, Brumback, Epidemiology 2000;11:550-560, doi:10.1097/00001648-200009000-00011.
 *   <li>Cole and Hernán, Am J Epidemiol 2008;168:656-664, doi:10.1093/aje/kwn164.
 * </ol>
 *
 * @param factor per row of the person-periods
 * @param models what was fitted for them, for variances that allow for it
 */
public record PeriodWeights(double[] factor, List<Estimated> models) {

    public PeriodWeights {
        models = List.copyOf(models);
    }

    /** Known weights. */
    public PeriodWeights(double[] factor) {
        this(factor, List.of());
    }

    /**
     * A fitted model of the numerator or the denominator.
     *
     * @param rows of the person-periods on which it was fitted
     * @param numerator else denominator
     * @param next whether its probability counts from the following row on, as with censoring
     */
    public record Estimated(int[] rows, DesignMatrix design, GlmFit fit, boolean numerator, boolean next) {}

    /** How the treatment of the period before enters a model for treatment. */
    public enum Previous {
        /** A model for those treated before and one for those not; a person's first row has factor 1. For keeping to a trial's protocol. */
        SEPARATE_MODELS,
        /** One model with the previous treatment as a term, 0 on first rows. For marginal structural models. */
        AS_TERM
    }

    /**
     * @param numerator covariates of the numerator, usually those fixed at baseline
     * @param denominator covariates of the denominator, the numerator's among them
     * @param periodDegree powers of the period in both
     */
    public record Models(List<String> numerator, List<String> denominator, int periodDegree, Previous previous) {
        public Models {
            numerator = List.copyOf(numerator);
            denominator = List.copyOf(denominator);
            DesignError.requireSetting(
                    periodDegree >= 0 && periodDegree <= 5, "period degree", "次数 0 至 5", "degrees 0 to 5");
        }
    }

    /** Weights at the rows given: their mean, range and (Σw)²/Σw². */
    public record Summary(double mean, double smallest, double largest, double effectiveRows) {}

    public static PeriodWeights none(PersonPeriods data) {
        double[] ones = new double[data.rows()];
        Arrays.fill(ones, 1);
        return new PeriodWeights(ones);
    }

    public static PeriodWeights ofTreatment(PersonPeriods data, Models models) {
        boolean[] previous = previousTreatment(data);
        boolean[] first = firstRows(data);
        double[] factor = none(data).factor;
        if (models.previous() == Previous.AS_TERM) {
            int[] all = IntStream.range(0, data.rows()).toArray();
            return new PeriodWeights(
                    factor, apply(new Fitting(data, models, data.treated(), Optional.of(previous)), all, factor, true));
        }
        List<Estimated> fitted = new ArrayList<>();
        for (boolean before : new boolean[] {false, true}) {
            int[] rows = IntStream.range(0, data.rows())
                    .filter(i -> !first[i] && previous[i] == before)
                    .toArray();
            if (rows.length > 0) {
                fitted.addAll(apply(new Fitting(data, models, data.treated(), Optional.empty()), rows, factor, true));
            }
        }
        return new PeriodWeights(factor, fitted);
    }

    /** Rows with the outcome are not at risk of being censored; what {@code previous} says is not used, the current treatment is a term. */
    public static PeriodWeights ofCensoring(PersonPeriods data, Models models) {
        int[] atRisk =
                IntStream.range(0, data.rows()).filter(i -> !data.outcome()[i]).toArray();
        double[] perRow = none(data).factor;
        boolean[] stays = new boolean[data.rows()];
        for (int i = 0; i < stays.length; i++) {
            stays[i] = !data.censored()[i];
        }
        List<Estimated> fitted =
                apply(new Fitting(data, models, stays, Optional.of(data.treated())), atRisk, perRow, false);
        boolean[] first = firstRows(data);
        double[] factor = none(data).factor;
        for (int i = 1; i < factor.length; i++) {
            factor[i] = first[i] ? 1 : perRow[i - 1];
        }
        return new PeriodWeights(factor, fitted);
    }

    private record Fitting(PersonPeriods data, Models models, boolean[] outcome, Optional<boolean[]> extra) {}

    /** Multiplies factors by numerator over denominator, with {@code observed} of what happened, else of true; returns what was fitted. */
    private static List<Estimated> apply(Fitting fitting, int[] rows, double[] factor, boolean observed) {
        Part numerator = part(fitting, fitting.models().numerator(), rows);
        Part denominator = part(fitting, fitting.models().denominator(), rows);
        double[] above = numerator.probability();
        double[] below = denominator.probability();
        for (int k = 0; k < rows.length; k++) {
            boolean happened = !observed || fitting.outcome()[rows[k]];
            double p = happened ? below[k] : 1 - below[k];
            if (!(p > 0)) {
                throw DesignError.NO_POSITIVITY.at(
                        "weights",
                        Text.of(
                                "某些历史下实际走向的估计概率为 0，权重无穷大",
                                "a course that was taken has probability 0 given its history"),
                        Text.of(
                                "限制人群或减少分母模型的协变量",
                                "restrict the population, or use fewer covariates in the denominator"));
            }
            factor[rows[k]] *= (happened ? above[k] : 1 - above[k]) / p;
        }
        List<Estimated> fitted = new ArrayList<>();
        numerator.fit().ifPresent(f -> fitted.add(new Estimated(rows, numerator.design(), f, true, !observed)));
        denominator.fit().ifPresent(f -> fitted.add(new Estimated(rows, denominator.design(), f, false, !observed)));
        return fitted;
    }

    /** @param fit absent where the outcome never varied */
    private record Part(double[] probability, DesignMatrix design, Optional<GlmFit> fit) {}

    private static Part part(Fitting fitting, List<String> terms, int[] rows) {
        DesignMatrix design = design(fitting, terms, rows);
        double[] y = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            y[k] = fitting.outcome()[rows[k]] ? 1 : 0;
        }
        if (Arrays.stream(y).distinct().count() == 1) {
            double[] certain = new double[rows.length];
            Arrays.fill(certain, y[0]);
            return new Part(certain, design, Optional.empty());
        }
        GlmFit fit = GeneralizedLinearModel.of(Family.BINOMIAL).fit(design, y);
        return new Part(fit.fitted(), design, Optional.of(fit));
    }

    private static DesignMatrix design(Fitting fitting, List<String> terms, int[] rows) {
        PersonPeriods data = fitting.data();
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        fitting.extra().ifPresent(flag -> {
            names.add("treatment");
            columns.add(take(rows, i -> flag[i] ? 1 : 0));
        });
        for (int d = 1; d <= fitting.models().periodDegree(); d++) {
            int power = d;
            names.add("period^" + d);
            columns.add(take(rows, i -> Math.pow(data.period()[i], power)));
        }
        for (String term : terms) {
            int at = data.terms().indexOf(term);
            if (at < 0) {
                throw new IllegalArgumentException("no such covariate: " + term);
            }
            names.add(term);
            columns.add(take(rows, i -> data.covariates()[at][i]));
        }
        return names.isEmpty()
                ? DesignMatrix.interceptOnly(rows.length)
                : DesignMatrix.withIntercept(names, columns.toArray(double[][]::new));
    }

    private static double[] take(int[] rows, java.util.function.IntToDoubleFunction value) {
        return Arrays.stream(rows).mapToDouble(value).toArray();
    }

    static boolean[] firstRows(PersonPeriods data) {
        boolean[] first = new boolean[data.rows()];
        for (int i = 0; i < first.length; i++) {
            first[i] = i == 0 || data.person()[i] != data.person()[i - 1];
        }
        return first;
    }

    private static boolean[] previousTreatment(PersonPeriods data) {
        boolean[] first = firstRows(data);
        boolean[] previous = new boolean[data.rows()];
        for (int i = 0; i < previous.length; i++) {
            previous[i] = !first[i] && data.treated()[i - 1];
        }
        return previous;
    }

    /** Both selections undone. */
    public PeriodWeights times(PeriodWeights other) {
        Checks.sameLength(factor.length, other.factor.length);
        double[] product = factor.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= other.factor[i];
        }
        List<Estimated> all = new ArrayList<>(models);
        all.addAll(other.models);
        return new PeriodWeights(product, all);
    }

    /** The product of a person's factors up to and with each row, cut at {@code largest} (infinite for none). */
    public double[] cumulative(PersonPeriods data, double largest) {
        boolean[] first = firstRows(data);
        double[] weight = new double[factor.length];
        double product = 1;
        for (int i = 0; i < weight.length; i++) {
            product = (first[i] ? 1 : product) * factor[i];
            weight[i] = Math.min(product, largest);
        }
        return weight;
    }

    public static Summary summary(double[] weights) {
        double sum = 0;
        double squares = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (double w : weights) {
            sum += w;
            squares += w * w;
            low = Math.min(low, w);
            high = Math.max(high, w);
        }
        return new Summary(sum / weights.length, low, high, sum * sum / squares);
    }
}
