package org.steelyard.stats.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

class CalibrationTest {

    /** The package's search stops at a relative change of 1e-8 of the likelihood; parameters are then right to about 1e-4. */
    private static final double SEARCH = 5e-4;

    private static final String R = "R EmpiricalCalibration 3.1";

    private record Set(double[] log, double[] se) {}

    private static Set where(Csv csv, String column, String value) {
        int[] rows = csv.where(column, value);
        return new Set(
                Arrays.stream(rows).mapToDouble(i -> csv.numbers("logRr")[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> csv.numbers("seLogRr")[i]).toArray());
    }

    private static void check(String name, double[] expected) {
        Csv csv = Shared.csv("data/calibration/" + name + ".csv");
        Set negatives = where(csv, "groundTruth", "0");
        Set item = where(csv, "groundTruth", "1");
        EmpiricalNull fit = EmpiricalNull.fit(negatives.log(), negatives.se());
        Oracle.check("Empirical null", R, name + ": mean", expected[0], fit.mean(), expected[5]);
        Oracle.check("Empirical null", R, name + ": sd", expected[1], fit.sd(), SEARCH);
        Oracle.check(
                "Empirical null",
                R,
                name + ": calibrated p",
                expected[2],
                fit.calibratedP(item.log()[0], item.se()[0]),
                2e-3);
        Oracle.check("Empirical null", R, name + ": EASE", expected[3], fit.ease(), SEARCH);
        Oracle.check(
                "Empirical null",
                R,
                name + ": calibrated log RR",
                expected[4],
                Math.log(fit.calibrated(item.log()[0], item.se()[0], 0.95).value()),
                2e-3);
    }

    @Test
    void negativeControlsAgreeWithEmpiricalCalibration() {
        check("sccs", new double[] {.7921580519, .2834363458, .8389141661, .7925970313, -.0595345149, SEARCH});
        check("caseControl", new double[] {.900252267, .3445768768, .7082110836, .9012212697, -.131299431, SEARCH});
        check("cohortMethod", new double[] {-.04592401992, .5432355629, .01315971444, .4349871694, 1.440139635, 5e-3});
    }

    private static Csv southworth() {
        return Shared.csv("data/calibration/southworthReplication.csv");
    }

    @Test
    void positiveControlsAgreeWithEmpiricalCalibration() {
        Csv known = southworth().complete("trueLogRr");
        SystematicErrorModel model =
                SystematicErrorModel.fit(known.numbers("logRr"), known.numbers("seLogRr"), known.numbers("trueLogRr"));
        Oracle.check(
                "Systematic error model", R, "dabigatran: mean, intercept", -.0665507945, model.meanIntercept(), 2e-3);
        Oracle.check("Systematic error model", R, "dabigatran: mean, slope", .9332921407, model.meanSlope(), SEARCH);
        Oracle.check("Systematic error model", R, "dabigatran: sd, intercept", .1874684046, model.sdIntercept(), 1e-3);
        assertThat(model.sdSlope()).isCloseTo(.0029795023, within(5e-4));
        Estimate e = model.calibrate(-.3575234368, .0666890318, 0.95);
        Oracle.check("Calibrated interval", R, "dabigatran: log RR", -.3117701624, Math.log(e.value()), 1e-3);
        Oracle.check("Calibrated interval", R, "dabigatran: lower", -.7339570337, Math.log(e.lower()), 1e-3);
        Oracle.check("Calibrated interval", R, "dabigatran: upper", .106705429, Math.log(e.upper()), 3e-3);
        SystematicErrorModel theirs =
                new SystematicErrorModel(-.066550794502, .933292140727, .187468404629, .002979502345);
        Estimate same = theirs.calibrate(-.3575234368, .0666890318, 0.95);
        Oracle.check(
                "Calibrated interval",
                R + ", its own model",
                "dabigatran: lower",
                -.7339570337,
                Math.log(same.lower()),
                2e-4);
        Oracle.check(
                "Calibrated interval",
                R + ", its own model",
                "dabigatran: upper",
                .106705429,
                Math.log(same.upper()),
                2e-4);
        Set negatives = where(southworth().complete("trueLogRr"), "trueLogRr", "0");
        EmpiricalNull fit = EmpiricalNull.fit(negatives.log(), negatives.se());
        Oracle.check("Empirical null", R, "southworth: mean", -.0851745867, fit.mean(), 2e-3);
        Oracle.check("Empirical null", R, "southworth: EASE", .1650858444, fit.ease(), 1e-3);
    }

    @Test
    void sequentialBoundariesAgreeWithEmpiricalCalibration() {
        double[] ones = new double[10];
        Arrays.fill(ones, 1);
        SequentialBoundary poisson = SequentialBoundary.poisson(ones, 1, 0.05);
        Oracle.check(
                "MaxSPRT, Poisson",
                R + " (simulated)",
                "ten looks of 1 expected event",
                2.545177444,
                poisson.critical(),
                1e-9);
        Oracle.check("MaxSPRT, Poisson", R + " (simulated)", "alpha reached", .044, poisson.alpha(), 0.02);
        int[] events = new int[10];
        Arrays.fill(events, 1);
        SequentialBoundary binomial = SequentialBoundary.binomial(events, 4, 1, 0.05);
        Oracle.check(
                "MaxSPRT, binomial", R + " (simulated)", "ten events, z 4", 3.064953743, binomial.critical(), 1e-9);
        Oracle.check("MaxSPRT, binomial", R + " (simulated)", "alpha reached", .049, binomial.alpha(), 0.02);
    }

    /** One look, 1 event expected: P(N ≥ 4) = 0.019 is the largest tail not above 0.05, so that a ratio above that of 3 events is a signal. */
    @Test
    void oneLookByHand() {
        SequentialBoundary b = SequentialBoundary.poisson(new double[] {1}, 1, 0.05);
        assertThat(b.critical()).isCloseTo(3 * Math.log(3) - 2, within(1e-12));
        assertThat(b.alpha()).isCloseTo(1 - Math.exp(-1) * (1 + 1 + 0.5 + 1.0 / 6), within(1e-12));
    }

    /** Two controls at 0 and 2 with errors near 0: mean 1, sd 1; an estimate of 1 has p 1; EASE of N(1, 1) is 2φ(1) + 2Φ(1) − 1. */
    @Test
    void twoControlsByHand() {
        EmpiricalNull fit = EmpiricalNull.fit(new double[] {0, 2}, new double[] {1e-4, 1e-4});
        assertThat(fit.mean()).isCloseTo(1, within(1e-9));
        assertThat(fit.sd()).isCloseTo(1, within(1e-6));
        assertThat(fit.calibratedP(1, 0.3)).isCloseTo(1, within(1e-9));
        assertThat(new EmpiricalNull(1, 1, 2).ease()).isCloseTo(0.4839414490 + 0.6826894921, within(1e-9));
    }

    @Test
    void leaveOneOutPValuesAreCloseToUniform() {
        RandomGenerator random = Seeds.of("calibration").generator();
        double[] log = new double[400];
        double[] se = new double[400];
        for (int i = 0; i < 400; i++) {
            se[i] = 0.05 + 0.3 * Draws.uniform(random);
            log[i] = 0.4 + 0.3 * Draws.normal(random) + se[i] * Draws.normal(random);
        }
        double[] p = EmpiricalNull.leaveOneOut(log, se);
        Arrays.sort(p);
        double distance = IntStream.range(0, 400)
                .mapToDouble(i -> Math.abs(p[i] - (i + 0.5) / 400))
                .max()
                .orElseThrow();
        // Kolmogorov's 99.9 % limit is 1.95 / √n.
        assertThat(distance).isLessThan(1.95 / 20);
    }

    @Test
    void withoutSystematicErrorNothingChanges() {
        SystematicErrorModel none = new SystematicErrorModel(0, 1, 0, 0);
        Estimate e = none.calibrate(0.3, 0.1, 0.95);
        Estimate plain = Estimate.ratio(0.3, 0.1, 0.95);
        assertThat(e.lower()).isCloseTo(plain.lower(), within(1e-12));
        assertThat(e.upper()).isCloseTo(plain.upper(), within(1e-12));
        assertThat(new EmpiricalNull(0, 0, 9).calibratedP(0.3, 0.1)).isCloseTo(plain.p(), within(1e-12));
    }
}
