package org.steelyard.stats.competing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.survival.KaplanMeier;
import org.steelyard.stats.testing.Seeds;

class CompetingRisksPropertyTest {

    private record Sample(CompetingData data, DesignMatrix x, int[] group) {}

    private static Sample draw(String test, int n, double shareOfOther) {
        RandomGenerator random = Seeds.of(test).generator();
        double[] time = new double[n];
        int[] cause = new int[n];
        double[] weight = new double[n];
        double[][] x = new double[2][n];
        int[] group = new int[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = random.nextGaussian();
            x[1][i] = random.nextInt(2);
            group[i] = random.nextInt(3);
            time[i] = 1 + random.nextInt(40);
            cause[i] = random.nextDouble() < 0.3 ? 0 : random.nextDouble() < shareOfOther ? 2 : 1;
            weight[i] = 0.5 + random.nextDouble();
        }
        return new Sample(new CompetingData(time, cause, weight), DesignMatrix.of(List.of("a", "b"), x), group);
    }

    /** Times 1 to 6; causes 1, 2, censored, 1, 2, 1: S = 5/6, 4/6, 4/6, 4/9, 2/9, 0 and F₁ = 1/6 + 4/6·1/3 + 2/9·1. */
    @Test
    void sixPeopleByHand() {
        CompetingData six = CompetingData.of(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 2, 0, 1, 2, 1});
        CumulativeIncidence curve = AalenJohansen.fit(six);
        Oracle.check("Aalen-Johansen", "by hand", "six people: F1(4)", 7.0 / 18, curve.at(1, 4), 1e-14);
        Oracle.check("Aalen-Johansen", "by hand", "six people: F2(5)", 7.0 / 18, curve.at(2, 5), 1e-14);
        Oracle.check("Aalen-Johansen", "by hand", "six people: F1(6)", 11.0 / 18, curve.at(1, 6), 1e-14);
        double variance = 5.0 / 216;
        Oracle.check(
                "Aalen-Johansen",
                "by hand",
                "six people: variance of F1(1)",
                variance,
                Math.pow(
                        AalenJohansen.fit(six, AalenJohansen.Variance.JACKKNIFE).standardErrorAt(1, 1), 2),
                1e-13);
        assertThat(curve.survival()[5]).isZero();
        assertThat(curve.at(1, 0.5)).isZero();
    }

    @Test
    void withoutOtherCausesIncidenceIsOneMinusKaplanMeierWithItsVariances() {
        Sample s = draw("no other causes", 200, 0);
        CompetingData plain = CompetingData.of(s.data.time(), s.data.cause());
        var km = KaplanMeier.fit(plain.anyCause(), KaplanMeier.Variance.ROBUST);
        CumulativeIncidence curve = AalenJohansen.fit(plain, AalenJohansen.Variance.JACKKNIFE);
        for (double t = 1; t < 40; t++) {
            assertThat(curve.at(1, t)).isCloseTo(1 - km.at(t), within(1e-12));
            assertThat(curve.standardErrorAt(1, t)).isCloseTo(km.standardErrorAt(t), within(1e-12));
        }
    }

    @Test
    void influencesAreTheDerivativesByTheWeightsAndAddUpToTheVariance() {
        Sample s = draw("influence", 60, 0.5);
        double t = 20;
        double[] influence = AalenJohansen.influence(s.data, 2, t);
        double f = AalenJohansen.fit(s.data).at(2, t);
        double sum = 0;
        for (int i = 0; i < influence.length; i++) {
            double[] w = s.data.weight().clone();
            w[i] *= 1 + 1e-6;
            double moved = AalenJohansen.fit(s.data.withWeights(w)).at(2, t);
            assertThat(influence[i]).isCloseTo((moved - f) / 1e-6, within(1e-6));
            sum += influence[i] * influence[i];
        }
        assertThat(Math.sqrt(sum)).isCloseTo(AalenJohansen.fit(s.data).standardErrorAt(2, t), within(1e-12));
    }

    @Test
    void fineGrayWithoutOtherCausesIsCox() {
        Sample s = draw("no competing events", 300, 0);
        FineGrayFit fit = FineGray.forCause(1).fit(s.x, s.data);
        CoxFit cox = CoxRegression.withDefaults()
                .with(Ties.BRESLOW)
                .withRobust(true)
                .fit(CoxData.rightCensored(
                                s.x, s.data.time(), s.data.causeSpecific(1).event())
                        .withWeights(s.data.weight()));
        for (int j = 0; j < 2; j++) {
            assertThat(fit.coefficients()[j]).isCloseTo(cox.coefficients()[j], within(1e-9));
            assertThat(fit.covariance().at(j, j)).isCloseTo(cox.covariance().at(j, j), within(1e-11));
        }
        assertThat(fit.logLikelihood()).isCloseTo(cox.logLikelihood(), within(1e-7));
    }

    @Test
    void fineGrayWithoutCensoringIsCoxWithOthersLeftInForEver() {
        Sample s = draw("no censoring", 300, 0.4);
        int[] cause = Arrays.stream(s.data.cause()).map(c -> c == 0 ? 2 : c).toArray();
        CompetingData data = CompetingData.of(s.data.time(), cause);
        double[] forEver = new double[cause.length];
        boolean[] event = new boolean[cause.length];
        for (int i = 0; i < cause.length; i++) {
            event[i] = cause[i] == 1;
            forEver[i] = event[i] ? data.time()[i] : 1000;
        }
        CoxFit cox = CoxRegression.withDefaults()
                .with(Ties.BRESLOW)
                .withRobust(true)
                .fit(CoxData.rightCensored(s.x, forEver, event));
        FineGrayFit fit = FineGray.forCause(1).fit(s.x, data);
        assertThat(fit.coefficient("a")).isCloseTo(cox.coefficient("a"), within(1e-9));
        assertThat(fit.standardError("a")).isCloseTo(cox.standardError("a"), within(1e-9));
    }

    /** The variance with censoring groups has no outside number, so that it is held against the estimate's own derivatives. */
    @Test
    void fineGrayVarianceIsThatOfReweightingPeopleOneByOne() {
        RandomGenerator random = Seeds.of("Fine-Gray jackknife").generator();
        int n = 400;
        double[] time = new double[n];
        int[] cause = new int[n];
        int[] group = new int[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            group[i] = random.nextInt(2);
            double event = -Math.log(random.nextDouble()) * Math.exp(-0.5 * x[i]);
            double censored = -Math.log(random.nextDouble()) * (1 + group[i]);
            time[i] = Math.min(event, censored);
            cause[i] = censored < event ? 0 : random.nextBoolean() ? 1 : 2;
        }
        CompetingData data = CompetingData.of(time, cause);
        DesignMatrix design = DesignMatrix.of(List.of("x"), new double[][] {x});
        FineGray method = FineGray.forCause(1).withCensoringGroups(group);
        FineGrayFit fit = method.fit(design, data);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double[] w = data.weight().clone();
            w[i] += 1e-3;
            double moved = (method.fit(design, data.withWeights(w)).coefficient("x") - fit.coefficient("x")) / 1e-3;
            sum += moved * moved;
        }
        assertThat(fit.standardError("x") / Math.sqrt(sum)).isCloseTo(1, within(0.005));
    }

    @Test
    void twiceARowIsAWeightOfTwoAndThreadsChangeNothing() {
        Sample s = draw("doubling", 250, 0.5);
        int n = s.data.size();
        double[] time = new double[2 * n];
        int[] cause = new int[2 * n];
        int[] rows = new int[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            rows[i] = i % n;
            time[i] = s.data.time()[i % n];
            cause[i] = s.data.cause()[i % n];
        }
        double[] two = new double[n];
        Arrays.fill(two, 2);
        FineGrayFit twice =
                FineGray.forCause(1).withClusters(rows).fit(s.x.select(rows), CompetingData.of(time, cause));
        CompetingData weighted = new CompetingData(s.data.time(), s.data.cause(), two);
        FineGrayFit weight = FineGray.forCause(1).fit(s.x, weighted);
        FineGrayFit threads =
                FineGray.forCause(1).with(Numerics.plain().withThreads(3)).fit(s.x, weighted);
        assertThat(twice.coefficient("a")).isCloseTo(weight.coefficient("a"), within(1e-10));
        assertThat(twice.standardError("a")).isCloseTo(weight.standardError("a"), within(1e-10));
        assertThat(threads.coefficients()).isEqualTo(weight.coefficients());
        assertThat(threads.covariance()).isEqualTo(weight.covariance());
    }

    @Test
    void grayTestIgnoresTheOrderOfGroupsAndOfRows() {
        Sample s = draw("Gray", 300, 0.5);
        CompetingData data = CompetingData.of(s.data.time(), s.data.cause());
        int[] renamed = Arrays.stream(s.group).map(g -> (g + 1) % 3).toArray();
        double one = GrayTest.test(data, 1, s.group, 3).statistic();
        assertThat(GrayTest.test(data, 1, renamed, 3).statistic()).isCloseTo(one, within(1e-9));
        assertThat(GrayTest.test(data, 1, s.group, 3).df()).isEqualTo(2);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        CompetingData censored = CompetingData.of(new double[] {1, 2, 3}, new int[3]);
        DesignMatrix x = DesignMatrix.of(List.of("x"), new double[][] {{1, 0, 1}});
        assertThatThrownBy(() -> FineGray.forCause(1).fit(x, censored))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(NumericError.NO_EVENTS));
        assertThatThrownBy(() -> GrayTest.test(censored, 1, new int[] {0, 1, 1}, 2))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(EstimationError.EMPTY_ARM));
        assertThatThrownBy(() -> CompetingData.of(new double[] {1}, new int[] {-1}))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> AalenJohansen.fit(
                        censored.withWeights(new double[] {1, 2, 1}), AalenJohansen.Variance.COUNTING))
                .isInstanceOf(SteelyardException.class);
    }
}
