package org.steelyard.stats.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

class TimeSeriesTest {

    private static final String R = "R 4.2.2 glm, sandwich, lmtest";
    private static final String OWN = "R 4.2.2; stats/src/test/r/timeseries.R";
    private static final Reference REF = Reference.of("timeseries");
    private static final int BAN = 36;

    private static Csv sicily() {
        return Shared.csv("data/its/sicily.csv");
    }

    private static InterruptedSeries counts() {
        Csv csv = sicily();
        return new InterruptedSeries(
                csv.numbers("aces"),
                csv.numbers("time"),
                BAN,
                true,
                0,
                0,
                12,
                Optional.of(csv.numbers("month")),
                Optional.empty());
    }

    private static InterruptedSeries rates() {
        Csv csv = sicily();
        double[] aces = csv.numbers("aces");
        double[] people = csv.numbers("stdpop");
        double[] rate = new double[aces.length];
        Arrays.setAll(rate, i -> aces[i] / people[i] * 1e5);
        return InterruptedSeries.of(rate, BAN).withSlopeOrigin(36);
    }

    private static SegmentedRegression.Fit poisson(InterruptedSeries series, boolean scaled) {
        return SegmentedRegression.poisson(series, Optional.of(sicily().numbers("stdpop")), scaled);
    }

    @Test
    void smokingBanAgreesWithThePublishedAnalysis() {
        SegmentedRegression.Fit plain = poisson(counts().withoutSlopeChange(), false);
        Estimate rr = plain.level(0.95);
        String m = "Interrupted time series, Poisson";
        Oracle.check(m, R, "smoking ban: log RR", -.1116284426, plain.coefficient("level"), 1e-8);
        Oracle.check(m, R, "smoking ban: se", .01722476506, plain.standardError("level"), 5e-6);
        Oracle.check(m, R, "smoking ban: RR", .894376508, rr.value(), 1e-8);
        Oracle.check(m, R, "smoking ban: lower", .8646864168, rr.lower(), 1e-6);
        Oracle.check(m, R, "smoking ban: upper", .9250860457, rr.upper(), 1e-6);
        SegmentedRegression.Fit scaled = poisson(counts().withoutSlopeChange(), true);
        Oracle.check(m + ", scaled", R, "smoking ban: se", .03249594536, scaled.standardError("level"), 5e-6);
        Oracle.check(m + ", scaled", R, "smoking ban: dispersion", 3.559194632, scaled.dispersion(), 5e-6);
        SegmentedRegression.Fit seasons = poisson(counts().withoutSlopeChange().withSeasons(2, 12), true);
        Oracle.check(
                m + ", seasons",
                R,
                "smoking ban: RR",
                .8850715472,
                seasons.level(0.95).value(),
                1e-8);
        Oracle.check(m + ", seasons", R, "smoking ban: dispersion", 2.262186415, seasons.dispersion(), 5e-6);
        SegmentedRegression.Fit slope = poisson(counts().withSeasons(2, 12), true);
        Oracle.check(m + ", slope change", R, "smoking ban: slope", .001482227998, slope.coefficient("slope"), 1e-6);
        Oracle.check(
                m + ", slope change", R, "smoking ban: slope, se", .0018546316323, slope.standardError("slope"), 5e-6);
        ChiSquared bg = Autocorrelation.breuschGodfrey(slope.residuals(), new double[0][], 12);
        Oracle.check("Breusch–Godfrey test", R, "smoking ban, order 12", 25.04352883, bg.statistic(), 1e-5);
        Oracle.check("Breusch–Godfrey test", R, "smoking ban, order 12: p", .01461794668, bg.p(), 1e-5);
    }

    @Test
    void segmentedLeastSquaresAgreesWithR() {
        SegmentedRegression.Fit fit = SegmentedRegression.neweyWest(rates(), 3);
        String m = "Interrupted time series, Newey–West";
        Oracle.check(m, R, "smoking ban: level", -24.84436359, fit.coefficient("level"), 1e-8);
        Oracle.check(m, R, "smoking ban: level, se", 7.346425189, fit.standardError("level"), 1e-8);
        Oracle.check(m, R, "smoking ban: slope", .1272204429, fit.coefficient("slope"), 1e-7);
        Oracle.check(m, R, "smoking ban: slope, se", .4256106177, fit.standardError("slope"), 1e-8);
        Oracle.check(
                "Durbin–Watson statistic",
                R,
                "smoking ban",
                1.593963637,
                Autocorrelation.durbinWatson(fit.residuals()),
                1e-8);
        Oracle.check(
                "Ljung–Box test",
                OWN,
                "smoking ban, 6 lags",
                REF.value("ljung"),
                Autocorrelation.ljungBox(fit.residuals(), 6, 0).statistic(),
                1e-8);
    }

    @Test
    void praisWinstenAndControlSeriesAgreeWithR() {
        SegmentedRegression.Fit fit = SegmentedRegression.praisWinsten(rates());
        String m = "Interrupted time series, Prais–Winsten";
        Oracle.check(m, OWN, "smoking ban: rho", REF.value("pw rho"), fit.correlation(), 1e-8);
        Oracle.check(m, OWN, "smoking ban: level", REF.value("pw level"), fit.coefficient("level"), 1e-8);
        Oracle.check(m, OWN, "smoking ban: level, se", REF.value("pw level se"), fit.standardError("level"), 1e-8);
        Oracle.check(m, OWN, "smoking ban: slope", REF.value("pw slope"), fit.coefficient("slope"), 1e-7);
        SegmentedRegression.Fit reml = SegmentedRegression.restrictedLikelihood(rates());
        String nlme = "R 4.2.2 nlme gls, corAR1, REML; stats/src/test/r/timeseries.R";
        String g = "Interrupted time series, restricted likelihood";
        Oracle.check(g, nlme, "smoking ban: rho", REF.value("reml rho"), reml.correlation(), 1e-5);
        Oracle.check(g, nlme, "smoking ban: level", REF.value("reml level"), reml.coefficient("level"), 1e-6);
        Oracle.check(g, nlme, "smoking ban: level, se", REF.value("reml level se"), reml.standardError("level"), 1e-5);
        double[] control = new double[59];
        Arrays.setAll(control, i -> 200 + 10 * Math.cos((i + 1) / 3.0) + ((i + 1) * 7) % 11);
        SegmentedRegression.Fit both = SegmentedRegression.leastSquares(rates().withControl(control));
        String c = "Interrupted time series with control";
        Oracle.check(
                c,
                OWN,
                "level beyond the control",
                REF.value("control level"),
                both.level(0.95).value(),
                1e-8);
        Oracle.check(
                c,
                OWN,
                "level beyond the control, se",
                REF.value("control level se"),
                both.level(0.95).se(),
                1e-8);
        Oracle.check(
                c,
                OWN,
                "slope beyond the control",
                REF.value("control slope"),
                both.slope(0.95).value(),
                1e-8);
        SegmentedRegression.Fit wholly = SegmentedRegression.neweyWest(rates().withControl(rates().outcome()), 2);
        assertThat(wholly.level(0.95).value()).isCloseTo(0, within(1e-8));
    }

    /** A line that rises by 2 and then by 3 a step after a jump of 5 at point 4 (index 3). */
    @Test
    void exactSeriesByHand() {
        double[] y = {1, 3, 5, 12, 15, 18, 21};
        SegmentedRegression.Fit fit = SegmentedRegression.neweyWest(InterruptedSeries.of(y, 3), 1);
        assertThat(fit.coefficient("time")).isCloseTo(2, within(1e-10));
        assertThat(fit.level(0.95).value()).isCloseTo(5, within(1e-9));
        assertThat(fit.slope(0.95).value()).isCloseTo(1, within(1e-10));
        assertThat(fit.effectAt(6, 0.95).value()).isCloseTo(8, within(1e-9));
        assertThat(fit.counterfactual()[6]).isCloseTo(13, within(1e-9));
    }

    @Test
    void rateRatioAgreesWithPoissonTest() {
        Estimate e = BeforeAfter.rateRatio(new long[] {18, 31}, new double[] {120, 150}, 0.95);
        Oracle.check(
                "Rate ratio, exact",
                "R 4.2.2 poisson.test",
                "18/120 over 31/150",
                REF.value("rate ratio"),
                e.value(),
                1e-10);
        Oracle.check("Rate ratio, exact", "R 4.2.2 poisson.test", "lower", REF.value("rate lower"), e.lower(), 1e-9);
        Oracle.check("Rate ratio, exact", "R 4.2.2 poisson.test", "upper", REF.value("rate upper"), e.upper(), 1e-9);
        assertThat(BeforeAfter.rateRatio(new long[] {0, 4}, new double[] {1, 1}, 0.95)
                        .lower())
                .isZero();
    }

    @Test
    void whiteNoisePassesAndMemoryFails() {
        RandomGenerator random = Seeds.of("noise").generator();
        double[] noise = Draws.normals(random, 600);
        double[] memory = noise.clone();
        for (int i = 1; i < memory.length; i++) {
            memory[i] += 0.6 * memory[i - 1];
        }
        assertThat(Autocorrelation.ljungBox(noise, 8, 0).p()).isGreaterThan(1e-3);
        assertThat(Autocorrelation.ljungBox(memory, 8, 0).p()).isLessThan(1e-6);
        assertThat(Autocorrelation.breuschGodfrey(memory, new double[0][], 2).p())
                .isLessThan(1e-6);
        assertThat(Autocorrelation.durbinWatson(memory)).isLessThan(1.2);
    }
}
