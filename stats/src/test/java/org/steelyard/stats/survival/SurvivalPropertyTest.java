package org.steelyard.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.testing.Seeds;

class SurvivalPropertyTest {

    private static final double LEVEL = 0.95;

    private static SurvivalData sample(RandomGenerator random, int n, boolean ties) {
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            double t = -Math.log(Draws.uniform(random)) * 10;
            double c = -Math.log(Draws.uniform(random)) * 15;
            time[i] = ties ? Math.ceil(Math.min(t, c)) : Math.min(t, c);
            event[i] = t <= c;
            weight[i] = 1 + Draws.index(random, 3);
        }
        return new SurvivalData(time, event, weight);
    }

    private static SurvivalData unweighted(SurvivalData data) {
        return SurvivalData.of(data.time(), data.event());
    }

    @Test
    void fivePeopleByHand() {
        // Events at 1, 2, 2 and 5, one censored at 3: S = 4/5, 2/5, 2/5, 0.
        SurvivalData data =
                SurvivalData.of(new double[] {2, 5, 1, 3, 2}, new boolean[] {true, true, true, false, true});
        SurvivalCurve curve = KaplanMeier.fit(data);
        assertThat(curve.time()).containsExactly(1, 2, 3, 5);
        assertThat(curve.atRisk()).containsExactly(5, 4, 2, 1);
        assertThat(curve.events()).containsExactly(1, 2, 0, 1);
        assertThat(curve.survival()).containsExactly(new double[] {0.8, 0.4, 0.4, 0}, within(1e-15));
        // Greenwood at 2: 0.16 (1/(5·4) + 2/(4·2)) = 0.048.
        assertThat(curve.standardErrorAt(2)).isCloseTo(Math.sqrt(0.048), within(1e-15));
        assertThat(curve.at(0.5)).isEqualTo(1);
        assertThat(curve.standardErrorAt(0.5)).isZero();
        assertThat(curve.at(4.9)).isCloseTo(0.4, within(1e-15));
        assertThat(curve.median(LEVEL, IntervalTransform.LOG).value()).isEqualTo(2);
        // Area to 4: 1 + 0.8 + 2 · 0.4 = 2.6; areas from 1 and 2 on: 1.6 and 0.8.
        Estimate mean = RestrictedMean.of(data, 4, LEVEL);
        assertThat(mean.value()).isCloseTo(2.6, within(1e-15));
        assertThat(mean.se()).isCloseTo(Math.sqrt(1.6 * 1.6 / 20 + 0.8 * 0.8 / 4), within(1e-15));
        // After the curve has reached 0 the mean is known however long the horizon.
        assertThat(RestrictedMean.of(data, 100, LEVEL).value()).isCloseTo(1 + 0.8 + 3 * 0.4, within(1e-15));
        assertThat(RestrictedMean.longestHorizon(data)).isInfinite();
        assertThat(NelsonAalen.atOwnTime(data)).containsExactly(new double[] {0.7, 1.7, 0.2, 0.7, 0.7}, within(1e-15));
    }

    @Test
    void withoutEventsNobodyDiesAndTheMeanIsTheHorizon() {
        SurvivalData data = SurvivalData.of(new double[] {3, 4, 9}, new boolean[3]);
        SurvivalCurve curve = KaplanMeier.fit(data);
        assertThat(curve.survival()).containsOnly(1);
        assertThat(curve.median(LEVEL, IntervalTransform.LOG).value()).isNaN();
        assertThat(RestrictedMean.of(data, 9, LEVEL).value()).isEqualTo(9);
        assertThat(RestrictedMean.of(data, 9, LEVEL).se()).isZero();
        assertThat(RestrictedMean.longestHorizon(data)).isEqualTo(9);
        SurvivalCurve.Band band = curve.band(LEVEL, IntervalTransform.LOG_LOG);
        assertThat(band.lower()).containsOnly(1);
        assertThat(band.upper()).containsOnly(1);
    }

    @Test
    void frequencyWeightsAreRepeatedPeople() {
        SurvivalData data = sample(Seeds.of("km-frequency").generator(), 120, true);
        SurvivalData repeated = repeat(data);
        SurvivalCurve weighted = KaplanMeier.fit(data, KaplanMeier.Variance.GREENWOOD);
        SurvivalCurve plain = KaplanMeier.fit(repeated);
        assertThat(weighted.survival()).containsExactly(plain.survival(), within(1e-12));
        assertThat(weighted.standardError()).containsExactly(plain.standardError(), within(1e-12));
    }

    private static SurvivalData repeat(SurvivalData data) {
        int[] rows = java.util.stream.IntStream.range(0, data.size())
                .flatMap(i -> java.util.stream.IntStream.generate(() -> i).limit((long) data.weight()[i]))
                .toArray();
        double[] time = Arrays.stream(rows).mapToDouble(i -> data.time()[i]).toArray();
        boolean[] event = new boolean[rows.length];
        for (int k = 0; k < rows.length; k++) {
            event[k] = data.event()[rows[k]];
        }
        return SurvivalData.of(time, event);
    }

    @Test
    void withoutWeightsRobustAndGreenwoodAreEqual() {
        SurvivalData data = unweighted(sample(Seeds.of("km-robust").generator(), 200, true));
        double[] robust = KaplanMeier.fit(data, KaplanMeier.Variance.ROBUST).standardError();
        double[] greenwood =
                KaplanMeier.fit(data, KaplanMeier.Variance.GREENWOOD).standardError();
        assertThat(robust).containsExactly(greenwood, within(1e-12));
    }

    @Test
    void squaresOfInfluencesAddUpToTheRobustVariances() {
        SurvivalData data = sample(Seeds.of("km-influence").generator(), 150, true);
        SurvivalCurve curve = KaplanMeier.fit(data);
        for (double t : new double[] {1, 3, 5.5, 8}) {
            double sum = Arrays.stream(KaplanMeier.influence(data, t))
                    .map(v -> v * v)
                    .sum();
            assertThat(Math.sqrt(sum)).isCloseTo(curve.standardErrorAt(t), within(1e-12));
        }
        double[] mean = RestrictedMean.influence(data, 8);
        double se = Math.sqrt(Arrays.stream(mean).map(v -> v * v).sum());
        assertThat(RestrictedMean.of(data, 8, LEVEL).se()).isCloseTo(se, within(1e-12));
        assertThat(Arrays.stream(mean).sum()).isCloseTo(0, within(1e-10));
    }

    @Test
    void influenceIsTheDerivativeByTheWeight() {
        SurvivalData data = sample(Seeds.of("km-derivative").generator(), 40, true);
        double[] influence = RestrictedMean.influence(data, 6);
        double[] onCurve = KaplanMeier.influence(data, 6);
        double step = 1e-6;
        for (int i = 0; i < data.size(); i++) {
            double[] more = data.weight().clone();
            double[] less = data.weight().clone();
            more[i] *= 1 + step;
            less[i] *= 1 - step;
            SurvivalData up = new SurvivalData(data.time(), data.event(), more);
            SurvivalData down = new SurvivalData(data.time(), data.event(), less);
            double byMean = RestrictedMean.of(up, 6, LEVEL).value()
                    - RestrictedMean.of(down, 6, LEVEL).value();
            assertThat(influence[i]).isCloseTo(byMean / (2 * step), within(1e-7));
            double byCurve = KaplanMeier.fit(up).at(6) - KaplanMeier.fit(down).at(6);
            assertThat(onCurve[i]).isCloseTo(byCurve / (2 * step), within(1e-7));
        }
    }

    @Test
    void orderAndScaleOfWeightsDoNotMatterAndTimeMayBeStretched() {
        SurvivalData data = sample(Seeds.of("km-invariance").generator(), 90, true);
        SurvivalCurve base = KaplanMeier.fit(data);
        int n = data.size();
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            time[i] = Math.exp(data.time()[n - 1 - i] / 10);
            event[i] = data.event()[n - 1 - i];
            weight[i] = 4 * data.weight()[n - 1 - i];
        }
        SurvivalCurve other = KaplanMeier.fit(new SurvivalData(time, event, weight));
        assertThat(other.survival()).containsExactly(base.survival(), within(1e-12));
        assertThat(other.standardError()).containsExactly(base.standardError(), within(1e-12));
        assertThat(other.atRisk()).isEqualTo(base.atRisk());
    }

    @Test
    void survivalIsTheMeanOfInverseCensoringWeights() {
        // Without ties S(t) = 1 − mean(1(T ≤ t) δ / G(T−)), G the Kaplan–Meier curve of censoring.
        SurvivalData data = unweighted(sample(Seeds.of("km-ipcw").generator(), 200, false));
        boolean[] censored = new boolean[data.size()];
        for (int i = 0; i < censored.length; i++) {
            censored[i] = !data.event()[i];
        }
        SurvivalCurve censoring = KaplanMeier.fit(SurvivalData.of(data.time(), censored));
        SurvivalCurve curve = KaplanMeier.fit(data);
        for (double t : new double[] {1, 4, 9}) {
            double sum = 0;
            for (int i = 0; i < data.size(); i++) {
                sum += data.event()[i] && data.time()[i] <= t ? 1 / censoring.at(Math.nextDown(data.time()[i])) : 0;
            }
            assertThat(curve.at(t)).isCloseTo(1 - sum / data.size(), within(1e-10));
        }
    }

    @Test
    void logRankDoesNotDependOnTheNamesOfGroupsAndIsZeroForTwins() {
        SurvivalData data = unweighted(sample(Seeds.of("log-rank").generator(), 80, true));
        int[] group = new int[80];
        Arrays.setAll(group, i -> i % 3);
        int[] renamed = Arrays.stream(group).map(g -> 2 - g).toArray();
        double statistic = LogRank.test(data, group, 3).test().statistic();
        assertThat(LogRank.test(data, renamed, 3).test().statistic()).isCloseTo(statistic, within(1e-10));
        double[] twice = new double[160];
        boolean[] event = new boolean[160];
        int[] twin = new int[160];
        for (int i = 0; i < 160; i++) {
            twice[i] = data.time()[i % 80];
            event[i] = data.event()[i % 80];
            twin[i] = i / 80;
        }
        assertThat(LogRank.test(SurvivalData.of(twice, event), twin, 2).test().statistic())
                .isCloseTo(0, within(1e-20));
    }

    @Test
    void logRankOfFourPeopleByHand() {
        // Group 1 dies at 1 and 2, group 0 at 3 and 4: expected of group 1: 2/4 + 1/3, variance 1/4 + 2/9.
        SurvivalData data = SurvivalData.of(new double[] {1, 2, 3, 4}, new boolean[] {true, true, true, true});
        LogRank.Result r = LogRank.test(data, new int[] {1, 1, 0, 0}, 2);
        assertThat(r.expected()[1]).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(r.test().statistic()).isCloseTo(Math.pow(2 - 5.0 / 6, 2) / (0.25 + 2.0 / 9), within(1e-12));
    }
}
