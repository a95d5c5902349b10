package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.calibration.SequentialBoundary;
import org.steelyard.stats.caseseries.CaseIntervals;
import org.steelyard.stats.caseseries.CaseSeries;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.emulation.CensoringSurvival;
import org.steelyard.stats.emulation.CloneCensorWeight;
import org.steelyard.stats.emulation.PersonPeriods;
import org.steelyard.stats.emulation.SequentialTrials;
import org.steelyard.stats.equivalence.TwoMeans;
import org.steelyard.stats.instrument.TwoStageLeastSquares;
import org.steelyard.stats.meta.MetaAnalysis;
import org.steelyard.stats.meta.StratifiedTables;
import org.steelyard.stats.meta.Studies;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.multiplicity.Gatekeeping;
import org.steelyard.stats.panel.BaconDecomposition;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.power.Clusters;
import org.steelyard.stats.sensitivity.BiasAnalysis;
import org.steelyard.stats.sensitivity.BiasAnalysis.Bias;
import org.steelyard.stats.sensitivity.BiasAnalysis.Counts;
import org.steelyard.stats.sensitivity.Prior;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.transport.TransportWeights;

/** Each error of the designs is provoked by something a user could do. */
class DesignErrorTest {

    private static PersonPeriods periods(int[] person, int[] period, boolean[] treated, boolean[] outcome) {
        boolean[] eligible = new boolean[person.length];
        Arrays.fill(eligible, true);
        return new PersonPeriods(
                person, period, treated, outcome, eligible, new boolean[person.length], List.of(), new double[0][]);
    }

    private static Panel panel(int... firstTreated) {
        int n = firstTreated.length;
        double[][] y = new double[n][3];
        for (int u = 0; u < n; u++) {
            y[u] = new double[] {u, u + 1, 2 * u};
        }
        int[] units = java.util.stream.IntStream.range(0, n).toArray();
        return new Panel(units, new int[] {1, 2, 3}, y, firstTreated, List.of(), new double[0][]);
    }

    /** With the covariate, 2,000 treated stand beside one untreated unit. */
    private static Panel almostAllTreated() {
        int n = 2101;
        double[] x = new double[n];
        int[] first = new int[n];
        for (int u = 0; u < n; u++) {
            x[u] = u <= 2000 ? 1 : 0;
            first[u] = u == 0 || (u > 2000 && u % 2 == 0) ? Panel.NEVER : 2;
        }
        int[] units = java.util.stream.IntStream.range(0, n).toArray();
        return new Panel(units, new int[] {1, 2}, new double[n][2], first, List.of("x"), new double[][] {x});
    }

    private static Map<DesignError, List<Runnable>> provocations() {
        Map<DesignError, List<Runnable>> map = new EnumMap<>(DesignError.class);
        map.put(
                DesignError.ROWS_OUT_OF_ORDER,
                List.of(
                        () -> periods(new int[] {1, 2, 1}, new int[] {0, 0, 1}, new boolean[3], new boolean[3]),
                        () -> periods(new int[] {1, 1}, new int[] {0, 2}, new boolean[2], new boolean[2]),
                        () -> new CaseIntervals(
                                new int[] {1, 2, 1}, new double[] {1, 1, 1}, new int[3], List.of(), new double[0][])));
        map.put(
                DesignError.ROWS_AFTER_OUTCOME,
                List.of(() ->
                        periods(new int[] {1, 1}, new int[] {0, 1}, new boolean[2], new boolean[] {true, false})));
        map.put(
                DesignError.NO_TRIAL,
                List.of(
                        () -> SequentialTrials.of(
                                periods(new int[] {1, 2}, new int[] {0, 0}, new boolean[2], new boolean[2]),
                                SequentialTrials.Plan.of(SequentialTrials.Contrast.INTENTION_TO_TREAT)),
                        () -> SequentialTrials.of(
                                        periods(
                                                new int[] {1, 2},
                                                new int[] {0, 0},
                                                new boolean[] {true, false},
                                                new boolean[2]),
                                        SequentialTrials.Plan.of(SequentialTrials.Contrast.INTENTION_TO_TREAT))
                                .fit(1),
                        () -> CloneCensorWeight.of(
                                new CloneCensorWeight.Cohort(
                                        new double[] {5, 6},
                                        new boolean[2],
                                        new double[] {1, Double.POSITIVE_INFINITY},
                                        List.of(),
                                        new double[0][]),
                                new CloneCensorWeight.Plan(2, 4, CloneCensorWeight.Censoring.NONE))));
        map.put(
                DesignError.UNBALANCED_PANEL,
                List.of(() -> Panel.of(
                        new Panel.Rows(
                                new int[] {1, 1, 2}, new int[] {1, 2, 1}, new double[3], new int[] {2, 2, Panel.NEVER}),
                        List.of(),
                        new double[0][])));
        map.put(
                DesignError.NO_COMPARISON,
                List.of(
                        () -> StaggeredAdoption.of(
                                panel(2, 2, 3),
                                StaggeredAdoption.Plan.of(
                                        StaggeredAdoption.Method.REGRESSION,
                                        StaggeredAdoption.Comparison.NEVER_TREATED)),
                        () -> BaconDecomposition.of(panel(1, 2, Panel.NEVER))));
        map.put(
                DesignError.UNDERIDENTIFIED,
                List.of(() -> new TwoStageLeastSquares.Data(
                        new double[2],
                        List.of("d"),
                        new double[1][2],
                        List.of(),
                        new double[0][],
                        List.of(),
                        new double[0][])));
        map.put(
                DesignError.TOO_FEW_POINTS,
                List.of(
                        () -> InterruptedSeries.of(new double[6], 1),
                        () -> RegressionDiscontinuity.sharp(
                                new double[] {1, 2, 3}, new double[3], RegressionDiscontinuity.Options.at(2)),
                        () -> TwoMeans.welch(new double[] {1}, new double[] {1, 2}, 0.95)));
        map.put(
                DesignError.NO_INFORMATIVE_CASE,
                List.of(
                        () -> CaseSeries.fit(new CaseIntervals(
                                new int[] {1, 1}, new double[] {1, 1}, new int[2], List.of("x"), new double[][] {{0, 1}
                                })),
                        () -> CaseSeries.fit(new CaseIntervals(
                                new int[] {1, 1}, new double[] {1, 1}, new int[] {1, 0}, List.of("x"), new double[][] {
                                    {1, 1}
                                })),
                        () -> StratifiedTables.oddsRatio(List.of(new StratifiedTables.Table(0, 5, 0, 5)), 0.95)));
        map.put(
                DesignError.OUT_OF_REACH,
                List.of(() -> TransportWeights.maic(List.of("age"), new double[][] {{1, 2, 3}}, new double[] {9})));
        map.put(
                DesignError.INVALID_SETTING,
                List.of(
                        () -> Adjustment.HOLM.adjust(new double[] {1.2}),
                        () -> new Studies(new double[] {1}, new double[] {0}, Scale.IDENTITY),
                        () -> new Gatekeeping(new double[] {0.8, 0.8}, new double[2][2]),
                        () -> new Clusters(0.5, 0, 0.1)));
        map.put(
                DesignError.NO_SOLUTION,
                List.of(
                        () -> Clusters.sizeNeeded(100, 4, 0.05),
                        () -> SequentialBoundary.binomial(new int[] {1}, 1, 1, 0.05),
                        () -> TwoMeans.fieller(new double[] {1, 2, 3}, new double[] {-1, 0, 1}, 0.95)));
        map.put(
                DesignError.IMPOSSIBLE_BIAS,
                List.of(
                        () -> BiasAnalysis.Fixed.outcome(
                                new Counts(1, 99, 5, 95), new double[] {0.8, 0.9}, new double[] {0.8, 0.9}),
                        () -> BiasAnalysis.run(
                                new Counts(1, 99, 5, 95),
                                BiasAnalysis.Plan.of(
                                        List.of(new Bias.Outcome(new Prior.Fixed(0.8), new Prior.Fixed(0.9), false)),
                                        BiasAnalysis.Measure.RISK_RATIO,
                                        new Seed(1)),
                                1)));
        map.put(
                DesignError.NO_POSITIVITY,
                List.of(
                        () -> CensoringSurvival.atHorizon(
                                SurvivalData.of(new double[] {1, 1, 9}, new boolean[] {false, false, false}), 10),
                        () -> StaggeredAdoption.of(
                                almostAllTreated(),
                                StaggeredAdoption.Plan.of(
                                        StaggeredAdoption.Method.WEIGHTING,
                                        StaggeredAdoption.Comparison.NEVER_TREATED))));
        return map;
    }

    @Test
    void everyErrorHasAProvocationThatGivesIt() {
        Map<DesignError, List<Runnable>> provocations = provocations();
        assertThat(provocations.keySet()).containsExactlyInAnyOrder(DesignError.values());
        provocations.forEach((error, actions) -> actions.forEach(action -> {
            SteelyardException e = catchThrowableOfType(SteelyardException.class, action::run);
            assertThat(e).as(error.id() + " " + actions.indexOf(action)).isNotNull();
            Problem problem = e.problems().getFirst();
            assertThat(problem.code())
                    .as(error.id() + " " + actions.indexOf(action))
                    .isEqualTo(error);
            assertThat(problem.in(Lang.ZH)).contains(error.id()).contains("处理：");
            assertThat(problem.in(Lang.EN)).contains(error.id()).contains("To do: ");
            assertThat(e.kind()).isEqualTo(error.kind());
        }));
    }

    @Test
    void identifiersAreUnique() {
        assertThat(DesignError.values()).extracting(DesignError::id).doesNotHaveDuplicates();
    }

    @Test
    void metaRegressionNeedsMoreStudiesThanCoefficients() {
        Studies two = new Studies(new double[] {1, 2}, new double[] {1, 1}, Scale.IDENTITY);
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> MetaAnalysis.regress(
                        two,
                        new double[][] {{0, 1}},
                        MetaAnalysis.Options.of(org.steelyard.stats.meta.BetweenVariance.HEDGES)));
        assertThat(e.problems().getFirst().code()).isEqualTo(DesignError.TOO_FEW_POINTS);
    }
}
