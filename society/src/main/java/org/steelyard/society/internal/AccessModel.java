package org.steelyard.society.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.kernel.Place;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;

/**
 * Logistic regression of receiving the service on the levels of a group variable and the plan's covariates.
 *
 * @param ratios odds ratio against the first level, by level; empty for the first and for levels without complete people
 * @param people complete in all variables
 * @param rarer people in the smaller arm per term of the model
 */
record AccessModel(List<Optional<Estimate>> ratios, int people, int treated, double rarer, List<String> covariates) {

    private static final double TOLERANCE = 1e-12;

    /** @throws org.steelyard.kernel.SteelyardException when the model cannot be fitted */
    static AccessModel fit(AnalysisTable table, Protocol plan, Levels group) {
        List<String> covariates = covariates(plan, group.variable());
        double[] exposure = table.numbers(plan.exposure().variable());
        int[] rows = IntStream.range(0, table.rows())
                .filter(i -> group.codes()[i] >= 0 && !Double.isNaN(exposure[i]))
                .filter(i -> covariates.stream().noneMatch(c -> table.column(c).isMissing(i)))
                .toArray();
        List<String> names = new ArrayList<>(List.of(group.variable()));
        names.addAll(covariates);
        CovariateDesign design = CovariateDesign.encodeVarying(table, rows, names);
        double[] outcome = IntStream.of(rows).mapToDouble(i -> exposure[i]).toArray();
        GlmFit fit = LogisticRegression.withDefaults().withTolerance(TOLERANCE).fit(design.withIntercept(), outcome);
        int treated = (int) Arrays.stream(outcome).filter(v -> v == 1).count();
        double rarer = (double) Math.min(treated, rows.length - treated)
                / Math.max(1, design.terms().size());
        double level = plan.analysis().level();
        List<Optional<Estimate>> ratios = IntStream.range(0, group.names().size())
                .mapToObj(k -> ratio(fit, design, group, k).map(e -> Estimate.ratio(e[0], e[1], level)))
                .toList();
        return new AccessModel(ratios, rows.length, treated, rarer, covariates);
    }

    private static Optional<double[]> ratio(GlmFit fit, CovariateDesign design, Levels group, int k) {
        boolean shifted = design.shifted().containsKey(group.variable())
                && !design.shifted().get(group.variable()).equals(group.names().getFirst());
        if (k == 0 || shifted) {
            return Optional.empty();
        }
        return design.terms().stream()
                .filter(t -> t.variable().equals(group.variable())
                        && t.level().equals(group.names().get(k)))
                .findFirst()
                .map(t -> new double[] {fit.coefficient(t.name()), fit.standardError(t.name())});
    }

    /** The plan's covariates without the group variable and those that one of the two is defined from. */
    private static List<String> covariates(Protocol plan, String group) {
        Set<String> kin = new LinkedHashSet<>(Set.of(group));
        plan.variables().stream().filter(v -> v.name().equals(group)).forEach(v -> kin.addAll(sources(v)));
        plan.variables().stream().filter(v -> sources(v).contains(group)).forEach(v -> kin.add(v.name()));
        return plan.analysis().covariates().stream()
                .filter(c -> !kin.contains(c))
                .toList();
    }

    private static Set<String> sources(Variable variable) {
        return variable.define()
                .map(d -> Expressions.references(Expressions.parse(d, Place.field(variable.name()))))
                .orElse(Set.of());
    }
}
