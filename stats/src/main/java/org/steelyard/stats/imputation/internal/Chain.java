package org.steelyard.stats.imputation.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.ImputedTable;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.internal.Stop;
import org.steelyard.stats.linear.DesignMatrix;

/** Makes one completed table. Columns with fewer holes come first in each round. */
public final class Chain {

    private final List<WorkColumn> columns;
    private final List<WorkColumn> incomplete;
    private final ImputationPlan plan;
    private final RandomGenerator random;

    public Chain(List<IncompleteColumn> columns, ImputationPlan plan, RandomGenerator random) {
        this.columns = columns.stream().map(WorkColumn::new).toList();
        this.incomplete = this.columns.stream()
                .filter(c -> c.holes().length > 0)
                .sorted(Comparator.comparingInt(c -> c.holes().length))
                .toList();
        this.plan = plan;
        this.random = random;
    }

    public ImputedTable run() {
        incomplete.forEach(this::start);
        double[][] means = new double[incomplete.size()][plan.iterations()];
        for (int round = 0; round < plan.iterations(); round++) {
            for (int c = 0; c < means.length; c++) {
                Stop.check();
                impute(incomplete.get(c));
                means[c][round] = incomplete.get(c).meanOfHoles();
            }
        }
        Map<String, double[]> trace = new LinkedHashMap<>();
        for (int c = 0; c < means.length; c++) {
            trace.put(incomplete.get(c).source().name(), means[c]);
        }
        return new ImputedTable(columns.stream().map(WorkColumn::completed).toList(), trace);
    }

    /** Holes start with observed values drawn at random. */
    private void start(WorkColumn column) {
        double[] drawn = new double[column.holes().length];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = column.valueAt(column.observed()[Draws.index(random, column.observed().length)]);
        }
        column.fill(drawn);
    }

    private void impute(WorkColumn target) {
        double[] y = target.observedValues();
        if (constant(y)) {
            return;
        }
        DesignMatrix design = design(target, y);
        DesignMatrix observed = design.select(target.observed());
        DesignMatrix holes = design.select(target.holes());
        double[] drawn = switch (target.source()) {
            case IncompleteColumn.Numeric c -> new LinearDraw(plan, random).draw(observed, y, holes);
            case IncompleteColumn.Binary c -> new LogisticDraw(random).binary(observed, y, holes);
            case IncompleteColumn.Category c ->
                new LogisticDraw(random).category(c.levels(), new LogisticDraw.Data(observed, y, holes));
        };
        target.fill(drawn);
    }

    private static boolean constant(double[] y) {
        for (double v : y) {
            if (v != y[0]) {
                return false;
            }
        }
        return true;
    }

    private DesignMatrix design(WorkColumn target, double[] y) {
        List<double[]> predictors = new ArrayList<>();
        for (WorkColumn column : columns) {
            if (column != target) {
                predictors.addAll(column.predictors());
            }
        }
        List<double[]> chosen = PredictorChoice.strongest(predictors, target.observed(), y);
        List<String> names = new ArrayList<>();
        for (int k = 0; k < chosen.size(); k++) {
            names.add("x" + k);
        }
        if (chosen.isEmpty()) {
            return DesignMatrix.interceptOnly(y.length + target.holes().length);
        }
        return DesignMatrix.withIntercept(names, chosen.toArray(double[][]::new));
    }
}
