package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectResults.Balance;
import org.steelyard.stats.weighting.StandardisedDifference;

/** Standardised mean differences of the terms of the score, before and after adjustment. */
final class BalanceTable {

    private BalanceTable() {}

    /** One term under one analysis. */
    record Row(CovariateDesign.Term term, double unadjusted, double adjusted) {}

    /** Empty when the analysis does not balance covariates. */
    static List<Row> rows(Prepared prepared, boolean[] treated) {
        List<Row> out = new ArrayList<>();
        if (prepared instanceof Prepared.Sets s && s.score().isEmpty()) {
            return rows(s.design(), treated, s.weight());
        }
        OverlapTable.score(prepared).ifPresent(score -> {
            double[] weight = Prepared.weight(prepared, treated.length);
            out.addAll(rows(score.design(), treated, weight));
            out.addAll(rows(score.merged(), treated, weight));
        });
        return out;
    }

    private static List<Row> rows(CovariateDesign design, boolean[] treated, double[] weight) {
        List<Row> out = new ArrayList<>();
        for (int j = 0; j < design.columns().length; j++) {
            double[] x = design.columns()[j];
            out.add(new Row(
                    design.terms().get(j),
                    StandardisedDifference.unweighted(x, treated),
                    StandardisedDifference.of(x, treated, weight)));
        }
        return out;
    }

    static double largest(List<Row> rows) {
        double out = 0;
        for (Row r : rows) {
            out = Math.max(out, Math.abs(r.adjusted()));
        }
        return out;
    }

    static long above(List<Row> rows, double threshold) {
        return rows.stream().filter(r -> Math.abs(r.adjusted()) > threshold).count();
    }

    /** Terms in the order in which analyses first name them; the unadjusted value is that of the first analysis. */
    static List<Balance> table(Map<String, List<Row>> byAnalysis) {
        Map<CovariateDesign.Term, Double> unadjusted = new LinkedHashMap<>();
        Map<CovariateDesign.Term, Map<String, Double>> adjusted = new LinkedHashMap<>();
        byAnalysis.forEach((analysis, rows) -> rows.forEach(r -> {
            unadjusted.putIfAbsent(r.term(), r.unadjusted());
            adjusted.computeIfAbsent(r.term(), t -> new LinkedHashMap<>()).put(analysis, r.adjusted());
        }));
        List<Balance> out = new ArrayList<>();
        unadjusted.forEach((term, value) ->
                out.add(new Balance(term.variable(), term.level(), value, adjusted.getOrDefault(term, Map.of()))));
        return out;
    }

    /** Mean over imputed tables, which have the same terms unless a level is rare; a term is averaged over those that have it. */
    static List<Row> average(List<List<Row>> tables) {
        Map<CovariateDesign.Term, List<Row>> byTerm = new LinkedHashMap<>();
        tables.forEach(t -> t.forEach(
                r -> byTerm.computeIfAbsent(r.term(), x -> new ArrayList<>()).add(r)));
        List<Row> out = new ArrayList<>();
        byTerm.forEach((term, rows) -> out.add(new Row(
                term,
                rows.stream().mapToDouble(Row::unadjusted).average().orElse(Double.NaN),
                rows.stream().mapToDouble(Row::adjusted).average().orElse(Double.NaN))));
        return out;
    }
}
