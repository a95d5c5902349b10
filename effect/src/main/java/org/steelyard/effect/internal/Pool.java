package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectResults.Curve;
import org.steelyard.effect.EffectResults.SurvivalCurves;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.imputation.RubinsRules;

/**
 * One result from those of several imputed tables. Estimates by Rubin's rules on their own scale; balance and curves averaged; of each
 * check the first that failed, or else the first; the histogram of scores is that of the first table.
 */
final class Pool {

    private final String analysis;
    private final double level;
    private final double informationLimit;

    Pool(String analysis, double level, double informationLimit) {
        this.analysis = analysis;
        this.level = level;
        this.informationLimit = informationLimit;
    }

    Ran of(List<Ran> tables) {
        if (tables.size() == 1) {
            return tables.getFirst();
        }
        Ran first = tables.getFirst();
        List<Diagnostic> diagnostics = new ArrayList<>(checks(tables));
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < first.cells().size(); i++) {
            int number = i;
            cells.add(cell(tables.stream().map(t -> t.cells().get(number)).toList(), diagnostics));
        }
        return new Ran(
                cells,
                diagnostics,
                BalanceTable.average(tables.stream().map(Ran::balance).toList()),
                first.overlap(),
                curves(tables),
                first.incidence(),
                tables.stream().mapToDouble(Ran::spread).average().orElse(Double.NaN),
                first.eventShare(),
                first.pairDifferences(),
                first.crudeCounts());
    }

    private Cell cell(List<Cell> cells, List<Diagnostic> diagnostics) {
        List<Cell.Found> found = new ArrayList<>();
        for (Cell cell : cells) {
            switch (cell) {
                case Cell.Lacking lacking -> {
                    return lacking;
                }
                case Cell.Found f -> found.add(f);
            }
        }
        Cell.Found first = found.getFirst();
        RubinsRules.Pooled pooled = RubinsRules.pool(
                found.stream().map(Cell.Found::estimate).toList(), level, completeDf(first.estimate()));
        if (first.group().whole()) {
            diagnostics.add(information(first, pooled.missingInformation()));
        }
        return new Cell.Found(first.group(), first.measure(), pooled.estimate(), counts(found));
    }

    private static OptionalDouble completeDf(Estimate e) {
        return Double.isInfinite(e.df()) ? OptionalDouble.empty() : OptionalDouble.of(e.df());
    }

    /** Matched people differ between tables: the mean, rounded. */
    private static Cell.Counts counts(List<Cell.Found> found) {
        return new Cell.Counts(
                mean(found.stream().mapToInt(f -> f.counts().n()).average()),
                mean(found.stream().mapToInt(f -> f.counts().treated()).average()),
                mean(found.stream().mapToInt(f -> f.counts().events()).average()));
    }

    private static int mean(OptionalDouble mean) {
        return (int) Math.round(mean.orElse(0));
    }

    private Diagnostic information(Cell.Found f, double share) {
        return Checks.diagnostic(
                analysis,
                "missing-information:" + f.measure().id(),
                share,
                informationLimit,
                share <= informationLimit,
                Text.of(
                        f.measure().label().zh() + "的缺失信息比例为 " + Checks.percent(share),
                        "fraction of missing information of the "
                                + f.measure().label().en().toLowerCase(java.util.Locale.ROOT) + " "
                                + Checks.percent(share)));
    }

    private static List<Diagnostic> checks(List<Ran> tables) {
        List<Diagnostic> out = new ArrayList<>();
        for (Diagnostic d : tables.getFirst().diagnostics()) {
            out.add(tables.stream()
                    .flatMap(t -> t.diagnostics().stream())
                    .filter(x -> x.id().equals(d.id()) && !x.passed())
                    .findFirst()
                    .orElse(d));
        }
        return out;
    }

    private Optional<SurvivalCurves> curves(List<Ran> tables) {
        List<SurvivalCurves> all =
                tables.stream().flatMap(t -> t.curves().stream()).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        SurvivalCurves first = all.getFirst();
        return Optional.of(new SurvivalCurves(
                first.analysis(),
                first.outcome(),
                curve(all.stream().map(SurvivalCurves::treated).toList()),
                curve(all.stream().map(SurvivalCurves::control).toList()),
                first.riskTimes(),
                first.logRankP()));
    }

    /** On the first table's times; the band from Rubin's rules on the logarithm, whose within-table error the lower limit gives. */
    private Curve curve(List<Curve> curves) {
        Curve first = curves.getFirst();
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - level) / 2);
        int n = first.time().length;
        double[] survival = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            double t = first.time()[i];
            double[] log = new double[curves.size()];
            double[] variance = new double[curves.size()];
            for (int k = 0; k < curves.size(); k++) {
                int at = at(curves.get(k), t);
                log[k] = Math.log(curves.get(k).survival()[at]);
                double se = (log[k] - Math.log(curves.get(k).lower()[at])) / z;
                variance[k] = se * se;
            }
            double mean = Describe.mean(log);
            double se = Math.sqrt(Describe.mean(variance) + (1 + 1.0 / log.length) * Describe.variance(log));
            survival[i] = Math.exp(mean);
            lower[i] = Math.exp(mean - z * se);
            upper[i] = Math.min(1, Math.exp(mean + z * se));
        }
        return new Curve(first.time(), survival, lower, upper, first.atRisk(), first.numberAtRisk(), first.events());
    }

    private static int at(Curve curve, double t) {
        int i = java.util.Arrays.binarySearch(curve.time(), t);
        return i >= 0 ? i : -i - 2;
    }
}
