package org.steelyard.stats.cox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRegression;

/** What must hold whatever the data. Run again with {@code -Dseed=}. */
class ModelInvarianceTest {

    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final Offset<Double> CLOSE = Offset.offset(1e-8);
    private static final List<String> TERMS = List.of("a", "b");
    private static final double LOG_HAZARD_RATIO = 0.5;

    /** A data set of whole days, so that there are ties. */
    private record Sample(double[][] x, double[] time, boolean[] event, double[] binary) {

        static Sample draw(RandomGenerator random, int n) {
            double[][] x = new double[2][n];
            double[] time = new double[n];
            boolean[] event = new boolean[n];
            double[] binary = new double[n];
            for (int i = 0; i < n; i++) {
                x[0][i] = random.nextDouble() < 0.4 ? 1 : 0;
                x[1][i] = random.nextGaussian();
                double own =
                        -Math.log(1 - random.nextDouble()) * 60 / Math.exp(LOG_HAZARD_RATIO * x[0][i] - 0.3 * x[1][i]);
                double censored = 150 * random.nextDouble();
                event[i] = own <= censored;
                time[i] = Math.ceil(Math.min(own, censored)) + 1;
                binary[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[1][i] + 0.5 * x[0][i])) ? 1 : 0;
            }
            return new Sample(x, time, event, binary);
        }

        CoxData data() {
            return CoxData.rightCensored(DesignMatrix.of(TERMS, x), time, event);
        }
    }

    private static void forSomeSamples(String what, java.util.function.Consumer<Sample> test) {
        System.out.println("seed " + SEED + " (" + what + ")");
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = new Seed(SEED).child(what, i).generator();
            test.accept(Sample.draw(random, 60 + 15 * i));
        }
    }

    private static double[] map(double[] values, DoubleUnaryOperator f) {
        return Arrays.stream(values).map(f).toArray();
    }

    private static int[] twice(int n) {
        return IntStream.range(0, 2 * n).map(i -> i / 2).toArray();
    }

    @Test
    void coxKnowsTheOrderOfTimesOnly() {
        forSomeSamples("monotone", s -> {
            CoxFit plain = CoxRegression.withDefaults().withRobust(true).fit(s.data());
            CoxFit moved = CoxRegression.withDefaults()
                    .withRobust(true)
                    .fit(CoxData.rightCensored(
                            DesignMatrix.of(TERMS, s.x()), map(s.time(), t -> t * t * t), s.event()));
            assertThat(moved.coefficients()).isEqualTo(plain.coefficients());
            assertThat(moved.covariance()).isEqualTo(plain.covariance());
        });
    }

    @Test
    void shiftingAndScalingACovariateScalesItsCoefficientOnly() {
        forSomeSamples("affine", s -> {
            CoxFit plain = CoxRegression.withDefaults().fit(s.data());
            double[][] x = {s.x()[0], map(s.x()[1], v -> 1950 + 10 * v)};
            CoxFit moved = CoxRegression.withDefaults()
                    .fit(CoxData.rightCensored(DesignMatrix.of(TERMS, x), s.time(), s.event()));
            assertThat(moved.coefficients()[0]).isCloseTo(plain.coefficients()[0], CLOSE);
            assertThat(10 * moved.coefficients()[1]).isCloseTo(plain.coefficients()[1], CLOSE);
            assertThat(10 * moved.standardError("b")).isCloseTo(plain.standardError("b"), CLOSE);
        });
    }

    @Test
    void splittingFollowUpIntoIntervalsChangesNothing() {
        forSomeSamples("split", s -> {
            int n = s.time().length;
            int[] rows = twice(n);
            double[] start = IntStream.range(0, 2 * n)
                    .mapToDouble(i -> i % 2 == 0 ? 0 : s.time()[i / 2] / 2)
                    .toArray();
            double[] stop = IntStream.range(0, 2 * n)
                    .mapToDouble(i -> i % 2 == 0 ? s.time()[i / 2] / 2 : s.time()[i / 2])
                    .toArray();
            boolean[] event = new boolean[2 * n];
            for (int i = 0; i < n; i++) {
                event[2 * i + 1] = s.event()[i];
            }
            CoxFit whole = CoxRegression.withDefaults().withRobust(true).fit(s.data());
            CoxFit split = CoxRegression.withDefaults()
                    .fit(CoxData.counting(DesignMatrix.of(TERMS, s.x()).select(rows), start, stop, event)
                            .withClusters(rows));
            assertThat(split.coefficients()[0]).isCloseTo(whole.coefficients()[0], CLOSE);
            assertThat(split.logLikelihood()).isCloseTo(whole.logLikelihood(), CLOSE);
            assertThat(split.standardError("a")).isCloseTo(whole.standardError("a"), CLOSE);
        });
    }

    @Test
    void aWeightOfTwoIsTheSameRowTwice() {
        forSomeSamples("twice", s -> {
            int n = s.time().length;
            int[] rows = twice(n);
            double[] two = map(s.time(), t -> 2);
            DesignMatrix x = DesignMatrix.of(TERMS, s.x());
            boolean[] events = new boolean[2 * n];
            IntStream.range(0, 2 * n).forEach(i -> events[i] = s.event()[i / 2]);
            double[] times = IntStream.of(rows).mapToDouble(i -> s.time()[i]).toArray();
            CoxFit repeated = CoxRegression.withDefaults()
                    .with(Ties.BRESLOW)
                    .fit(CoxData.rightCensored(x.select(rows), times, events));
            CoxFit weighted =
                    CoxRegression.withDefaults().with(Ties.BRESLOW).fit(s.data().withWeights(two));
            assertThat(weighted.coefficients()[1]).isCloseTo(repeated.coefficients()[1], CLOSE);
            assertThat(weighted.standardError("b")).isCloseTo(repeated.standardError("b"), CLOSE);
            DesignMatrix design = DesignMatrix.withIntercept(TERMS, s.x());
            double[] twiceBinary =
                    IntStream.of(rows).mapToDouble(i -> s.binary()[i]).toArray();
            GlmFit one = LogisticRegression.withDefaults().withTolerance(1e-12).fit(design, s.binary(), two);
            GlmFit other =
                    LogisticRegression.withDefaults().withTolerance(1e-12).fit(design.select(rows), twiceBinary);
            assertThat(one.coefficients()).containsExactly(other.coefficients(), CLOSE);
            assertThat(one.logLikelihood()).isCloseTo(other.logLikelihood(), CLOSE);
        });
    }

    @Test
    void rowsOfWeightZeroDoNotCount() {
        forSomeSamples("zero", s -> {
            int n = s.time().length;
            double[] w =
                    IntStream.range(0, n).mapToDouble(i -> i % 5 == 0 ? 0 : 1).toArray();
            int[] kept = IntStream.range(0, n).filter(i -> i % 5 != 0).toArray();
            boolean[] events = new boolean[kept.length];
            IntStream.range(0, kept.length).forEach(i -> events[i] = s.event()[kept[i]]);
            double[] times = IntStream.of(kept).mapToDouble(i -> s.time()[i]).toArray();
            CoxFit weighted =
                    CoxRegression.withDefaults().withRobust(true).fit(s.data().withWeights(w));
            CoxFit without = CoxRegression.withDefaults()
                    .withRobust(true)
                    .fit(CoxData.rightCensored(DesignMatrix.of(TERMS, s.x()).select(kept), times, events));
            assertThat(weighted.coefficients()[0]).isCloseTo(without.coefficients()[0], CLOSE);
            assertThat(weighted.standardError("a")).isCloseTo(without.standardError("a"), CLOSE);
        });
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        forSomeSamples("order", s -> {
            int n = s.time().length;
            int[] reversed = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
            boolean[] events = new boolean[n];
            IntStream.range(0, n).forEach(i -> events[i] = s.event()[reversed[i]]);
            double[] times =
                    IntStream.of(reversed).mapToDouble(i -> s.time()[i]).toArray();
            CoxFit one = CoxRegression.withDefaults().fit(s.data());
            CoxFit other = CoxRegression.withDefaults()
                    .fit(CoxData.rightCensored(DesignMatrix.of(TERMS, s.x()).select(reversed), times, events));
            assertThat(other.coefficients()[0]).isCloseTo(one.coefficients()[0], CLOSE);
        });
    }

    /** 1,000 data sets with a known hazard ratio: the bounds are two simulation standard errors about 95 %. */
    @Test
    @Tag("slow")
    void intervalsOfTheHazardRatioCover() {
        int model = 0;
        int robust = 0;
        int runs = 1000;
        for (int i = 0; i < runs; i++) {
            Sample s = Sample.draw(new Seed(SEED).child("coverage", i).generator(), 400);
            CoxFit fit = CoxRegression.withDefaults().withRobust(true).fit(s.data());
            double miss = Math.abs(fit.coefficient("a") - LOG_HAZARD_RATIO) / 1.959963984540054;
            model += miss <= Math.sqrt(fit.modelCovariance().at(0, 0)) ? 1 : 0;
            robust += miss <= fit.standardError("a") ? 1 : 0;
        }
        assertThat(model / (double) runs).as("seed " + SEED).isBetween(0.9365, 0.9635);
        assertThat(robust / (double) runs).as("seed " + SEED).isBetween(0.9365, 0.9635);
    }
}
