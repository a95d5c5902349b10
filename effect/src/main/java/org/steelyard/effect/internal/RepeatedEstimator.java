package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.longitudinal.EstimatingEquations;
import org.steelyard.stats.longitudinal.EstimatingEquations.Correlation;
import org.steelyard.stats.longitudinal.EstimatingEquations.Model;

/**
 * Measurements repeated on each person: linear generalised estimating equations, exchangeable working correlation, robust variance clustered on people (Liang and Zeger 1986,
 * doi:10.1093/biomet/73.1.13). Terms: treatment, visits, treatment by visit, covariates. A visit at time zero that is also a covariate is not an outcome.
 */
final class RepeatedEstimator {

    private final Work work;
    private final Endpoint.Repeated outcome;

    RepeatedEstimator(Work work, Endpoint.Repeated outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures) {
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> {
                    Cell.Counts counts = work.counts();
                    SmallGroups.check(work.group(), counts, work.settings().limits());
                    return new Found(work.group(), m, estimate(m), counts);
                }))
                .toList();
    }

    private Estimate estimate(Measure measure) {
        int[] visits = visits();
        Optional<CovariateDesign> covariates =
                work.prepared() instanceof Prepared.Regressed r ? Optional.of(r.design()) : Optional.empty();
        EstimatingEquations.Fit fit = fit(visits, covariates);
        double[] contrast = new double[fit.coefficients().length];
        int k = visits.length;
        // Columns: intercept, treatment, visits 2..k, treatment by visits 2..k, covariates.
        if (measure == Measure.CHANGE_DIFFERENCE) {
            if (visits[0] != 0 || k < 2) {
                throw Failure.of(
                        EffectError.NOT_AVAILABLE,
                        work.outcome().id(),
                        Text.of(
                                "首次测量已作协变量，变化值之差须以其为结局",
                                "the first visit is a covariate; a difference in change needs it as an outcome"),
                        Text.of("从协变量中删去首次测量，或改用均值差", "drop it from the covariates, or use the difference in means"));
            }
            contrast[1 + (k - 1) + (k - 1)] = 1;
        } else {
            int after =
                    (int) Arrays.stream(visits).filter(v -> outcome.at()[v] > 0).count();
            contrast[1] = 1;
            for (int j = 1; j < k; j++) {
                contrast[1 + (k - 1) + j] = outcome.at()[visits[j]] > 0 ? 1.0 / after : 0;
            }
        }
        double value = 0;
        double variance = 0;
        for (int a = 0; a < contrast.length; a++) {
            value += contrast[a] * fit.coefficients()[a];
            for (int b = 0; b < contrast.length; b++) {
                variance += contrast[a] * contrast[b] * fit.robustCovariance().at(a, b);
            }
        }
        return Estimate.normal(value, Math.sqrt(variance), work.level());
    }

    private int[] visits() {
        List<Integer> out = new ArrayList<>();
        for (int v = 0; v < outcome.at().length; v++) {
            String variable = work.outcome().visits().get(v).variable();
            boolean covariate = work.prepared() instanceof Prepared.Regressed r
                    && r.design().terms().stream().anyMatch(t -> t.variable().equals(variable));
            if (!covariate) {
                out.add(v);
            }
        }
        return out.stream().mapToInt(v -> v).toArray();
    }

    private EstimatingEquations.Fit fit(int[] visits, Optional<CovariateDesign> covariates) {
        int k = visits.length;
        List<String> names = new ArrayList<>();
        names.add(OutcomeModel.TREATMENT);
        for (int j = 1; j < k; j++) {
            names.add(":visit" + j);
        }
        for (int j = 1; j < k; j++) {
            names.add(":treatment:visit" + j);
        }
        covariates.ifPresent(c -> names.addAll(c.names()));
        List<double[]> rows = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Integer> person = new ArrayList<>();
        for (int i = 0; i < outcome.values().length; i++) {
            for (int j = 0; j < k; j++) {
                double value = outcome.values()[i][visits[j]];
                if (!Double.isNaN(value)) {
                    rows.add(row(i, j, k, covariates, names.size()));
                    y.add(value);
                    person.add(i);
                }
            }
        }
        double[][] columns = new double[names.size()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows.get(r)[c];
            }
        }
        return EstimatingEquations.fit(
                DesignMatrix.withIntercept(names, columns),
                y.stream().mapToDouble(v -> v).toArray(),
                person.stream().mapToInt(v -> v).toArray(),
                new EstimatingEquations.Options(Model.LINEAR, Correlation.EXCHANGEABLE, false));
    }

    private double[] row(int i, int visit, int k, Optional<CovariateDesign> covariates, int width) {
        double[] out = new double[width];
        boolean treated = work.sample().treated()[i];
        out[0] = treated ? 1 : 0;
        if (visit > 0) {
            out[visit] = 1;
            out[k - 1 + visit] = treated ? 1 : 0;
        }
        covariates.ifPresent(c -> {
            for (int j = 0; j < c.columns().length; j++) {
                out[2 * k - 1 + j] = c.columns()[j][i];
            }
        });
        return out;
    }
}
