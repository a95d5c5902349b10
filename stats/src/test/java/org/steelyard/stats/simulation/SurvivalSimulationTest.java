package org.steelyard.stats.simulation;

import static org.steelyard.stats.simulation.Worlds.LEVEL;
import static org.steelyard.stats.simulation.Worlds.OF_TESTS;
import static org.steelyard.stats.simulation.Worlds.column;
import static org.steelyard.stats.simulation.Worlds.exponential;
import static org.steelyard.stats.simulation.Worlds.ofTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.survival.IntervalTransform;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.survival.LogRank;
import org.steelyard.stats.survival.RestrictedMean;
import org.steelyard.stats.survival.SurvivalData;

/** Times to an event. Bias and coverage over 1,000 data sets and more; each test writes a table of its own, so that one can be renewed alone. */
@Tag("nightly")
class SurvivalSimulationTest {

    private final Simulation simulation = new Simulation();

    /** @param group two groups whose log hazard ratio is 0.5, in strata whose hazards differ threefold */
    private record Lives(double[] time, boolean[] event, double[] group, int[] stratum) {
        static Lives draw(RandomGenerator random, int n, double effect, boolean days) {
            double[] time = new double[n];
            boolean[] event = new boolean[n];
            double[] group = new double[n];
            int[] stratum = new int[n];
            for (int i = 0; i < n; i++) {
                stratum[i] = Draws.index(random, 2);
                group[i] = Draws.uniform(random) < 0.4 + 0.2 * stratum[i] ? 1 : 0;
                double t = exponential(random, Math.exp(effect * group[i] + 1.1 * stratum[i]) / 10);
                double c = 15 * Draws.uniform(random) + 1;
                event[i] = t <= c;
                time[i] = days ? Math.max(1, Math.ceil(3 * Math.min(t, c))) / 3 : Math.min(t, c);
            }
            return new Lives(time, event, group, stratum);
        }

        DesignMatrix design() {
            return DesignMatrix.of(List.of("group"), new double[][] {group});
        }

        CoxData data() {
            return CoxData.rightCensored(design(), time, event).withStrata(stratum);
        }

        SurvivalData arm(double value) {
            int[] rows = IntStream.range(0, time.length)
                    .filter(i -> group[i] == value)
                    .toArray();
            boolean[] flag = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                flag[i] = event[rows[i]];
            }
            return SurvivalData.of(Arrays.stream(rows).mapToDouble(i -> time[i]).toArray(), flag);
        }
    }

    private static Estimate hazardRatio(CoxFit fit) {
        return Estimate.normal(fit.coefficient("group"), fit.standardError("group"), LEVEL);
    }

    @Test
    void survival() {
        simulation.run(
                "Cox regression stratified Efron n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run(
                "Cox regression robust n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .withRobust(true)
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run(
                "Cox regression Breslow few ties n 300",
                0.5,
                random -> hazardRatio(CoxRegression.withDefaults()
                        .with(Ties.BRESLOW)
                        .fit(Lives.draw(random, 300, 0.5, false).data())));
        simulation.run("Cox regression time-varying treatment n 300", 0.5, this::timeVarying);
        simulation.run(
                "Kaplan-Meier S(8) log-log n 200",
                Math.exp(-0.8),
                random -> KaplanMeier.fit(lives(random, 200, 0.1)).estimateAt(8, LEVEL, IntervalTransform.LOG_LOG));
        simulation.run(
                "restricted mean difference to 8 n 200 and 200",
                (1 - Math.exp(-0.8)) / 0.1 - (1 - Math.exp(-1.2)) / 0.15,
                random -> RestrictedMean.difference(lives(random, 200, 0.1), lives(random, 200, 0.15), 8, LEVEL));
        simulation.run("log-rank test of no effect n 300", 0, OF_TESTS, random -> {
            Lives l = Lives.draw(random, 300, 0, false);
            int[] group = Arrays.stream(l.group).mapToInt(g -> (int) g).toArray();
            LogRank.Result r =
                    LogRank.test(SurvivalData.of(l.time, l.event), group, 2, new LogRank.Options(l.stratum, 0));
            return ofTest(r.observed()[1] - r.expected()[1], r.test().p());
        });
        simulation.finish("survival");
    }

    private static SurvivalData lives(RandomGenerator random, int n, double rate) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        for (int i = 0; i < n; i++) {
            double t = exponential(random, rate);
            double c = exponential(random, 0.05);
            time[i] = Math.min(t, c);
            event[i] = t <= c;
        }
        return SurvivalData.of(time, event);
    }

    /** Treatment begins at a random time and multiplies the hazard by exp 0.5 from then on. */
    private Estimate timeVarying(RandomGenerator random) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double begin = 10 * Draws.uniform(random);
            double before = exponential(random, 0.1);
            double t = before < begin ? before : begin + exponential(random, 0.1 * Math.exp(0.5));
            double end = Math.min(t, 15);
            boolean died = t <= 15;
            rows.add(new double[] {0, Math.min(end, begin), 0, died && end <= begin ? 1 : 0});
            if (end > begin) {
                rows.add(new double[] {begin, end, 1, died ? 1 : 0});
            }
        }
        boolean[] event = new boolean[rows.size()];
        for (int i = 0; i < event.length; i++) {
            event[i] = rows.get(i)[3] == 1;
        }
        DesignMatrix x = DesignMatrix.of(List.of("group"), new double[][] {column(rows, 2)});
        return hazardRatio(
                CoxRegression.withDefaults().fit(CoxData.counting(x, column(rows, 0), column(rows, 1), event)));
    }
}
