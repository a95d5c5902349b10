package org.steelyard.stats.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.discontinuity.DensityTest;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.instrument.TwoStageLeastSquares.ConfidenceSet;
import org.steelyard.stats.instrument.TwoStageLeastSquares.Data;
import org.steelyard.stats.instrument.TwoStageLeastSquares.Errors;
import org.steelyard.stats.panel.TwoWayFixedEffects;
import org.steelyard.stats.regression.RobustCovariance.ClusterCorrection;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.RPackageData;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.SimulatedTables;

class InstrumentTest {

    private static final String AER = "R 4.2.2 AER ivreg, sandwich; stats/src/test/r/instrument.R";
    private static final String OWN = "R 4.2.2; stats/src/test/r/instrument.R";
    private static final Reference REF = Reference.of("instrument");

    private static Data simulated() {
        Csv c = SimulatedTables.csv("instrument.csv");
        return new Data(
                c.numbers("y"),
                List.of("d"),
                new double[][] {c.numbers("d")},
                List.of("w"),
                new double[][] {c.numbers("w")},
                List.of("z1", "z2"),
                new double[][] {c.numbers("z1"), c.numbers("z2")});
    }

    @Test
    void twoStageLeastSquaresAgreesWithIvreg() {
        TwoStageLeastSquares.Fit fit = TwoStageLeastSquares.fit(simulated(), Errors.CLASSICAL);
        String m = "Two-stage least squares";
        Oracle.check(
                m,
                AER,
                "simulated: coefficient",
                REF.value("b"),
                fit.estimate("d", 0.95).value(),
                1e-9);
        Oracle.check(
                m,
                AER,
                "simulated: se",
                REF.value("se"),
                fit.estimate("d", 0.95).se(),
                1e-9);
        Oracle.check(
                m,
                AER,
                "simulated: HC0",
                REF.value("hc0"),
                TwoStageLeastSquares.fit(simulated(), Errors.HC0)
                        .estimate("d", 0.95)
                        .se(),
                1e-9);
        Oracle.check(
                m,
                AER,
                "simulated: HC1",
                REF.value("hc1"),
                TwoStageLeastSquares.fit(simulated(), Errors.HC1)
                        .estimate("d", 0.95)
                        .se(),
                1e-9);
        Oracle.check(
                "Weak-instrument F",
                AER,
                "simulated",
                REF.value("stat.1"),
                fit.weak().getFirst().statistic(),
                1e-9);
        Oracle.check(
                "Wu–Hausman test",
                AER,
                "simulated",
                REF.value("stat.2"),
                fit.wuHausman().statistic(),
                1e-8);
        Oracle.check(
                "Wu–Hausman test",
                AER,
                "simulated: p",
                REF.value("p.2"),
                fit.wuHausman().p(),
                1e-8);
        Oracle.check(
                "Sargan test",
                AER,
                "simulated",
                REF.value("stat.3"),
                fit.sargan().statistic(),
                1e-8);
        Oracle.check(
                "Sargan test",
                AER,
                "simulated: p",
                REF.value("p.3"),
                fit.sargan().p(),
                1e-8);
    }

    @Test
    void andersonRubinAgreesWithR() {
        Oracle.check(
                "Anderson–Rubin test",
                OWN,
                "simulated, at 0.5",
                REF.value("ar at 0.5"),
                TwoStageLeastSquares.andersonRubin(simulated(), new double[] {0.5})
                        .statistic(),
                1e-9);
        ConfidenceSet set = TwoStageLeastSquares.andersonRubinSet(simulated(), 0.95);
        assertThat(set).isInstanceOf(ConfidenceSet.Bounded.class);
        ConfidenceSet.Bounded bounded = (ConfidenceSet.Bounded) set;
        Oracle.check("Anderson–Rubin interval", OWN, "simulated: lower", REF.value("ar low"), bounded.lower(), 1e-9);
        Oracle.check("Anderson–Rubin interval", OWN, "simulated: upper", REF.value("ar high"), bounded.upper(), 1e-9);
    }

    /** Wald's estimator: outcome means 5 and 3, treated shares 0.75 and 0.25 by instrument: (5 − 3)/0.5. */
    @Test
    void binaryInstrumentByHand() {
        double[] y = {6, 5, 5, 4, 3, 2, 3, 4};
        double[] d = {1, 1, 1, 0, 1, 0, 0, 0};
        double[] z = {1, 1, 1, 1, 0, 0, 0, 0};
        Data data = new Data(
                y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {z});
        TwoStageLeastSquares.Fit fit = TwoStageLeastSquares.fit(data, Errors.HC1);
        assertThat(fit.coefficients()[1]).isCloseTo(4, within(1e-12));
        assertThat(fit.sargan().df()).isZero();
        Data useless =
                new Data(y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {
                    {1, 0, 0, 1, 1, 0, 0, 1}
                });
        assertThat(TwoStageLeastSquares.andersonRubinSet(useless, 0.95)).isNotInstanceOf(ConfidenceSet.Bounded.class);
        Data own = new Data(
                y, List.of("d"), new double[][] {d}, List.of(), new double[0][], List.of("z"), new double[][] {d});
        double ols = TwoStageLeastSquares.fit(own, Errors.CLASSICAL).coefficients()[1];
        assertThat(ols).isCloseTo((6 + 5 + 5 + 3) / 4.0 - (4 + 2 + 3 + 4) / 4.0, within(1e-12));
    }

    @Test
    void jumpsAgreeWithR() {
        Csv c = SimulatedTables.csv("discontinuity.csv");
        RegressionDiscontinuity.Options options = RegressionDiscontinuity.Options.at(0.5);
        RegressionDiscontinuity.Fit fit = RegressionDiscontinuity.sharp(c.numbers("x"), c.numbers("o"), options);
        String m = "Regression discontinuity";
        Oracle.check(m, OWN, "simulated: bandwidth", REF.value("bandwidth"), fit.bandwidth(), 1e-7);
        Oracle.check(
                m,
                OWN,
                "simulated: jump",
                REF.value("sharp"),
                fit.conventional().value(),
                1e-7);
        Oracle.check(
                m,
                OWN,
                "simulated: se",
                REF.value("sharp se"),
                fit.conventional().se(),
                1e-7);
        Oracle.check(
                m,
                OWN,
                "simulated: bias-corrected",
                REF.value("robust"),
                fit.robust().value(),
                1e-7);
        Oracle.check(
                m,
                OWN,
                "simulated: bias-corrected, se",
                REF.value("robust se"),
                fit.robust().se(),
                1e-7);
        Estimate fuzzy = RegressionDiscontinuity.fuzzy(c.numbers("x"), c.numbers("o"), c.numbers("t"), options)
                .conventional();
        Oracle.check(m + ", fuzzy", AER, "simulated", REF.value("fuzzy ivreg"), fuzzy.value(), 1e-7);
        Oracle.check(m + ", fuzzy", OWN, "simulated: se", REF.value("fuzzy se"), fuzzy.se(), 1e-7);
        DensityTest density = DensityTest.of(c.numbers("x"), 0.5, OptionalDouble.empty(), 0.95);
        Oracle.check(
                "McCrary density test",
                OWN,
                "simulated: bandwidth",
                REF.value("density bandwidth"),
                density.bandwidth(),
                1e-7);
        Oracle.check(
                "McCrary density test",
                OWN,
                "simulated: log difference",
                REF.value("density"),
                density.logDifference().value(),
                1e-6);
        Oracle.check(
                "McCrary density test",
                OWN,
                "simulated: se",
                REF.value("density se"),
                density.logDifference().se(),
                1e-7);
    }

    /** Two exact lines with a jump of 3 at 0. */
    @Test
    void exactJumpByHandAndShiftsDoNotMatter() {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            x[i] = i / 10.0 - 1.95;
            y[i] = 1 + 2 * x[i] + (x[i] >= 0 ? 3 - x[i] : 0);
        }
        RegressionDiscontinuity.Options options =
                RegressionDiscontinuity.Options.at(0).withBandwidth(1.2);
        assertThat(RegressionDiscontinuity.sharp(x, y, options).conventional().value())
                .isCloseTo(3, within(1e-10));
        double[] shifted = Arrays.stream(x).map(v -> v + 7).toArray();
        RegressionDiscontinuity.Options other =
                RegressionDiscontinuity.Options.at(7).withBandwidth(1.2);
        assertThat(RegressionDiscontinuity.sharp(shifted, y, other).robust().value())
                .isCloseTo(3, within(1e-9));
    }

    /** Needs R's AER, whose tables are not ours to copy. */
    @Test
    @Tag("nightly")
    void cigaretteDemandAgreesWithThePublishedAnalysis() {
        Csv c = RPackageData.csv(
                "library(AER); data(CigarettesSW); C <- subset(transform(CigarettesSW, rprice = log(price/cpi), rincome = log(income/population/cpi),"
                        + " tdiff = (taxs-tax)/cpi, rtax = tax/cpi, lpacks = log(packs)), year == '1995'); print(options(digits=15)); C[, c('lpacks','rprice','rincome','tdiff','rtax')]");
        double[][] price = {c.numbers("rprice")};
        double[][] income = {c.numbers("rincome")};
        String m = "Two-stage least squares";
        String r = "R 4.2.2 AER; Stock and Watson";
        Data one = new Data(
                c.numbers("lpacks"),
                List.of("price"),
                price,
                List.of(),
                new double[0][],
                List.of("tdiff"),
                new double[][] {c.numbers("tdiff")});
        Oracle.check(
                m,
                r,
                "cigarettes, one instrument",
                -1.083586764,
                TwoStageLeastSquares.fit(one, Errors.HC1).coefficients()[1],
                1e-8);
        Oracle.check(
                m,
                r,
                "cigarettes, one instrument: HC1",
                .3189184234,
                TwoStageLeastSquares.fit(one, Errors.HC1)
                        .estimate("price", 0.95)
                        .se(),
                1e-8);
        Data with = new Data(
                c.numbers("lpacks"),
                List.of("price"),
                price,
                List.of("income"),
                income,
                List.of("tdiff"),
                new double[][] {c.numbers("tdiff")});
        Oracle.check(
                m,
                r,
                "cigarettes, with income",
                -1.143375122,
                TwoStageLeastSquares.fit(with, Errors.HC1)
                        .estimate("price", 0.95)
                        .value(),
                1e-8);
        Data two = new Data(
                c.numbers("lpacks"),
                List.of("price"),
                price,
                List.of("income"),
                income,
                List.of("tdiff", "rtax"),
                new double[][] {c.numbers("tdiff"), c.numbers("rtax")});
        TwoStageLeastSquares.Fit fit = TwoStageLeastSquares.fit(two, Errors.CLASSICAL);
        Oracle.check(
                m,
                r,
                "cigarettes, two instruments",
                -1.2774241334,
                fit.estimate("price", 0.95).value(),
                1e-8);
        Oracle.check(
                m,
                r,
                "cigarettes, two instruments: se",
                .2631985903,
                fit.estimate("price", 0.95).se(),
                1e-8);
        Oracle.check(
                "Weak-instrument F",
                r,
                "cigarettes",
                244.7337535559,
                fit.weak().getFirst().statistic(),
                1e-8);
        Oracle.check(
                "Wu–Hausman test",
                r,
                "cigarettes",
                3.0678162729,
                fit.wuHausman().statistic(),
                1e-8);
        Oracle.check("Sargan test", r, "cigarettes", .3326221419, fit.sargan().statistic(), 1e-8);
    }

    @Test
    @Tag("nightly")
    void trafficDeathsAgreeWithThePublishedAnalysis() {
        Csv c = RPackageData.csv(
                "library(AER); data(Fatalities); with(Fatalities, data.frame(state = as.integer(state), year = as.integer(as.character(year)), y = fatal/pop*1e4, x = beertax))");
        int[] state = Arrays.stream(c.numbers("state")).mapToInt(v -> (int) v).toArray();
        int[] year = Arrays.stream(c.numbers("year")).mapToInt(v -> (int) v).toArray();
        TwoWayFixedEffects.Data data = new TwoWayFixedEffects.Data(
                state, year, c.numbers("y"), List.of("beertax"), new double[][] {c.numbers("x")});
        TwoWayFixedEffects.Fit one =
                TwoWayFixedEffects.fit(data, new TwoWayFixedEffects.Options(false, ClusterCorrection.NONE, 0.95));
        TwoWayFixedEffects.Fit two = TwoWayFixedEffects.fit(data, TwoWayFixedEffects.Options.DEFAULT);
        String r = "R 4.2.2 plm; Stock and Watson";
        Oracle.check("Two-way fixed effects", r, "traffic deaths, states", -.6558737222, one.coefficients()[0], 1e-8);
        Oracle.check(
                "Two-way fixed effects",
                r,
                "traffic deaths, states: se",
                .1878499936,
                Math.sqrt(one.classical().at(0, 0)),
                1e-8);
        Oracle.check(
                "Two-way fixed effects",
                r,
                "traffic deaths, states and years",
                -.6399799857,
                two.coefficients()[0],
                1e-8);
        Oracle.check(
                "Two-way fixed effects",
                r,
                "traffic deaths: cluster se",
                .3533279814,
                two.estimate("beertax").se(),
                1e-8);
    }
}
