package org.steelyard.effect.internal;

import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.regression.RegressionFit;

/** The outcome given treatment and covariates: one model for both arms, main effects, logistic or linear; for conditional effects. */
record OutcomeModel(DesignMatrix matrix, RegressionFit fit) {

    /** Name of the column of treatment; a colon keeps it apart from every variable of a dictionary. */
    static final String TREATMENT = ":treatment";

    static OutcomeModel fit(Prepared.Regressed people, Sample sample, Endpoint.Values outcome, Numerics numerics) {
        DesignMatrix matrix = people.design().treatedFirst(TREATMENT, sample.treated(), true);
        if (!outcome.binary()) {
            LinearRegression method = LinearRegression.withDefaults().with(numerics);
            return new OutcomeModel(
                    matrix,
                    sample.weighs()
                            ? method.fit(matrix, outcome.y(), people.weight())
                            : method.fit(matrix, outcome.y()));
        }
        checkBothValues(outcome.y());
        // R's tolerance: the standard error is then the one that R's glm prints.
        LogisticRegression method = LogisticRegression.withDefaults().with(numerics);
        return new OutcomeModel(
                matrix,
                sample.weighs() ? method.fit(matrix, outcome.y(), people.weight()) : method.fit(matrix, outcome.y()));
    }

    static void checkBothValues(double[] y) {
        for (double v : y) {
            if (v != y[0]) {
                return;
            }
        }
        throw Failure.of(
                EffectError.CONSTANT_OUTCOME,
                "",
                Text.of("结局在这部分人中取值相同", "the outcome is the same for all of these people"),
                Text.of("合并水平或改用其他结局", "merge levels or use another outcome"));
    }
}
