package org.steelyard.stats.causal;

import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.stats.causal.internal.ModelInfluence;
import org.steelyard.stats.internal.Arms;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.regression.RegressionFit;

/**
 * Models of the outcome given covariates, and what they predict for everybody under treatment and under control.
 *
 * <p>{@link Kind#BINARY} is a logistic model, {@link Kind#CONTINUOUS} a linear one. {@link Form#POOLED} fits one model with a main effect of
 * treatment, {@link Form#PER_ARM} one model in each arm.
 */
public final class OutcomeRegression {

    public enum Kind {
        BINARY,
        CONTINUOUS
    }

    public enum Form {
        POOLED,
        PER_ARM
    }

    /** @param weights how many people each row stands for; everybody for one when absent */
    public record Options(Kind kind, Form form, Numerics numerics, Optional<double[]> weights) {

        public static Options of(Kind kind) {
            return new Options(kind, Form.POOLED, Numerics.standard(), Optional.empty());
        }

        public Options with(Form newForm) {
            return new Options(kind, newForm, numerics, weights);
        }

        public Options with(Numerics newNumerics) {
            return new Options(kind, form, newNumerics, weights);
        }

        public Options withWeights(double[] values) {
            return new Options(kind, form, numerics, Optional.of(values));
        }

        Options select(int[] rows) {
            return new Options(kind, form, numerics, weights.map(w -> Arms.select(w, rows)));
        }
    }

    /** Name of the treatment's column in a pooled model. */
    private static final String TREATMENT = "(Treatment)";

    private final Side treated;
    private final Side control;

    private OutcomeRegression(Side treated, Side control) {
        this.treated = treated;
        this.control = control;
    }

    /** @param design covariates with intercept, without treatment */
    public static OutcomeRegression fit(double[] outcome, boolean[] treated, DesignMatrix design, Options options) {
        Checks.sameLength(design.rows(), outcome.length, treated.length);
        Checks.bothArms(treated, 1);
        return switch (options.form()) {
            case POOLED -> pooled(outcome, treated, design, options);
            case PER_ARM ->
                new OutcomeRegression(
                        perArm(outcome, Arms.rows(treated, true), design, options),
                        perArm(outcome, Arms.rows(treated, false), design, options));
        };
    }

    private static OutcomeRegression pooled(double[] outcome, boolean[] treated, DesignMatrix design, Options options) {
        DesignMatrix full = design.withColumn(TREATMENT, Arms.indicator(treated));
        RegressionFit fit = fitModel(full, outcome, options);
        int[] everybody = IntStream.range(0, outcome.length).toArray();
        return new OutcomeRegression(
                new Side(fit, full, everybody, full.withValue(TREATMENT, 1), options),
                new Side(fit, full, everybody, full.withValue(TREATMENT, 0), options));
    }

    static Side perArm(double[] outcome, int[] rows, DesignMatrix design, Options options) {
        DesignMatrix own = design.select(rows);
        return new Side(fitModel(own, Arms.select(outcome, rows), options.select(rows)), own, rows, design, options);
    }

    static RegressionFit fitModel(DesignMatrix design, double[] outcome, Options options) {
        return switch (options.kind()) {
            case BINARY -> {
                LogisticRegression method = LogisticRegression.withDefaults()
                        .with(options.numerics())
                        .withTolerance(1e-12);
                yield options.weights().isPresent()
                        ? method.fit(design, outcome, options.weights().get())
                        : method.fit(design, outcome);
            }
            case CONTINUOUS -> {
                LinearRegression method = LinearRegression.withDefaults().with(options.numerics());
                yield options.weights().isPresent()
                        ? method.fit(design, outcome, options.weights().get())
                        : method.fit(design, outcome);
            }
        };
    }

    /** What everybody's outcome would be, on average, under treatment and under control. */
    public AugmentedIpw.Predictions predictions() {
        return new AugmentedIpw.Predictions(treated.predicted(), control.predicted());
    }

    Side side(boolean arm) {
        return arm ? treated : control;
    }

    /**
     * One arm's predictions.
     *
     * @param fitRows rows of the data on which the model was fitted, in order of {@code fitted}
     * @param target everybody's covariates, with this arm's treatment in a pooled model
     */
    record Side(RegressionFit fit, DesignMatrix fitted, int[] fitRows, DesignMatrix target, Options options) {

        double[] predicted() {
            double[] mean = target.times(fit.coefficients(), options.numerics());
            if (options.kind() == Kind.BINARY) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = 1 / (1 + Math.exp(-mean[i]));
                }
            }
            return mean;
        }

        /** Adds each person's influence, through the coefficients, on Σ weight·prediction. */
        void addInfluence(double[] influence, double[] weight) {
            double[] slope = weight.clone();
            if (options.kind() == Kind.BINARY) {
                double[] mean = predicted();
                for (int i = 0; i < slope.length; i++) {
                    slope[i] *= mean[i] * (1 - mean[i]);
                }
            }
            double[] gradient = target.transposeTimes(slope, options.numerics());
            double[] through = ModelInfluence.of(fit, fitted, gradient, options.numerics());
            for (int k = 0; k < fitRows.length; k++) {
                influence[fitRows[k]] += through[k];
            }
        }
    }
}
