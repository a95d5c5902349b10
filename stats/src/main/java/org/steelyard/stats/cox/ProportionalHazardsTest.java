package org.steelyard.stats.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.internal.TimeInteraction;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;

/**
 * Test of proportional hazards: the score test that {@code x g(t)}, added to the model for each covariate, has coefficient
 * zero, at the fitted coefficients. Equals R's {@code cox.zph} of survival 3 and later (which computes this test exactly
 * rather than by the older approximation); weights enter the score, not {@code g}.
 *
 * <p>Under proportional hazards each statistic is chi-squared. A small p says that the hazard ratio changes over follow-up,
 * so that one number is an average that depends on the pattern of censoring.
 *
 * <p>Grambsch PM, Therneau TM. Biometrika 1994;81:515-526. doi:10.1093/biomet/81.3.515
 */
public final class ProportionalHazardsTest {

    /** Function of time whose interaction with the covariates is tested. */
    public enum Transform {
        /** One minus the Kaplan-Meier curve of all rows just before t: spreads the events evenly; R's default. */
        KM,
        IDENTITY,
        /** Natural logarithm; times must be positive. */
        LOG
    }

    /** Test of one term, or of several that belong to one variable. */
    public record Term(String name, ChiSquared test) {}

    /**
     * @param terms one per covariate or group
     * @param global all together
     */
    public record Result(Transform transform, List<Term> terms, ChiSquared global) {

        public Result {
            terms = List.copyOf(terms);
        }
    }

    /** Columns that belong to one variable, for instance the indicators of a factor. */
    public record Group(String name, List<String> columns) {

        public Group {
            columns = List.copyOf(columns);
        }
    }

    private ProportionalHazardsTest() {}

    /** Every covariate by itself, and all together, by the transform {@link Transform#KM}. */
    public static Result of(CoxData data, CoxFit fit) {
        List<Group> single =
                fit.terms().stream().map(t -> new Group(t, List.of(t))).toList();
        return of(data, fit, Transform.KM, single);
    }

    public static Result of(CoxData data, CoxFit fit, Transform transform, List<Group> groups) {
        if (fit.ties() == Ties.EXACT) {
            throw SteelyardException.of(
                    NumericError.UNSUPPORTED,
                    Place.field("ties"),
                    Text.of(
                            "精确法（EXACT）拟合的模型不支持比例风险检验",
                            "the test of proportional hazards is not defined for exact ties"),
                    Text.of("请改用 EFRON 拟合", "fit the model with EFRON"));
        }
        TimeInteraction interaction = TimeInteraction.of(data, fit, transform, Numerics.standard());
        List<Term> terms = new ArrayList<>();
        for (Group group : groups) {
            int[] columns = group.columns().stream().mapToInt(fit::indexOf).toArray();
            terms.add(new Term(group.name(), test(interaction, columns)));
        }
        int[] all = IntStream.range(0, fit.terms().size()).toArray();
        return new Result(transform, terms, test(interaction, all));
    }

    private static ChiSquared test(TimeInteraction interaction, int[] columns) {
        int p = interaction.size();
        int[] indices = IntStream.concat(
                        IntStream.range(0, p), IntStream.of(columns).map(c -> c + p))
                .toArray();
        Matrix information = interaction.information().select(indices);
        double[] score = new double[indices.length];
        for (int j = 0; j < columns.length; j++) {
            score[p + j] = interaction.score()[columns[j]];
        }
        double[] solved = Cholesky.of(information, 1e-12).solve(score);
        double statistic = 0;
        for (int j = 0; j < score.length; j++) {
            statistic += score[j] * solved[j];
        }
        return ChiSquared.of(statistic, columns.length);
    }
}
