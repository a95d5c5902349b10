package org.steelyard.stats.emulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.emulation.SequentialTrials.Contrast;
import org.steelyard.stats.emulation.SequentialTrials.Plan;

class SequentialTrialsTest {

    private static final String R = "R 4.2.2 glm, sandwich; stats/src/test/r/emulation.R";
    private static final String PACKAGE = "TrialEmulation, package test; R 4.2.2 glm, sandwich";

    @Test
    void expansionOfThePublishedExampleHasThePublishedSize() {
        SequentialTrials.Counts counts = SequentialTrials.of(
                        PublishedExample.read(), Plan.of(Contrast.INTENTION_TO_TREAT))
                .counts();
        Oracle.check("Sequential trials", PACKAGE, "example: eligible person-periods", 22710, counts.trials(), 0);
        Oracle.check("Sequential trials", PACKAGE, "example: rows of the expansion", 1939053, counts.rows(), 0);
        Oracle.check("Sequential trials", PACKAGE, "example: events of the expansion", 8661, counts.events(), 0);
        assertThat(counts.persons()).isEqualTo(503);
        assertThat(counts.meanWeight()).isEqualTo(1);
    }

    @Test
    // glm stops when the deviance changes by 1e-8 of itself: its coefficients are right to 1e-7, its information to
    // 1e-5.
    void publishedExampleGivesThePublishedModel() {
        PersonPeriods data = PublishedExample.read();
        PooledLogisticFit fit =
                SequentialTrials.of(data, Plan.of(Contrast.INTENTION_TO_TREAT)).fit(2);
        String method = "Sequential trials, pooled logistic";
        Oracle.check(method, PACKAGE, "example: intercept", -3.44513044265409, fit.coefficient("(Intercept)"), 1e-7);
        Oracle.check(
                method, PACKAGE, "example: assigned", -.279511046771487, fit.coefficient("assigned_treatment"), 1e-7);
        Oracle.check(
                method, PACKAGE, "example: trial period", .00193709391469456, fit.coefficient("trial_period"), 1e-6);
        Oracle.check(method, PACKAGE, "example: follow-up", .00139579193160405, fit.coefficient("followup_time"), 1e-6);
        Oracle.check(
                method,
                PACKAGE,
                "example: assigned, robust se",
                .309562741942,
                fit.standardError("assigned_treatment"),
                3e-5);
        Oracle.check(
                method,
                PACKAGE,
                "example: intercept, robust se",
                .608217808762,
                fit.standardError("(Intercept)"),
                3e-5);
    }

    @Test
    void intentionToTreatAgreesWithR() {
        PooledLogisticFit fit = SequentialTrials.of(Tables.simulated(), Plan.of(Contrast.INTENTION_TO_TREAT))
                .fit(1);
        Oracle.check("Sequential trials", R, "simulated, ITT: rows", 5549, fit.rows(), 0);
        Oracle.check(
                "Sequential trials",
                R,
                "simulated, ITT: log OR",
                -0.395383684558,
                fit.coefficient("assigned_treatment"),
                1e-9);
        Oracle.check(
                "Sequential trials",
                R,
                "simulated, ITT: robust se",
                0.147002376582,
                fit.standardError("assigned_treatment"),
                1e-6);
    }

    private static SequentialTrials perProtocol() {
        PersonPeriods data = Tables.simulated();
        PeriodWeights.Models models = new PeriodWeights.Models(
                List.of("v"), List.of("v", "b", "l"), 0, PeriodWeights.Previous.SEPARATE_MODELS);
        PeriodWeights weights = PeriodWeights.ofTreatment(data, models).times(PeriodWeights.ofCensoring(data, models));
        return SequentialTrials.of(data, Plan.of(Contrast.PER_PROTOCOL), Optional.of(weights));
    }

    @Test
    void perProtocolWithWeightsAgreesWithR() {
        SequentialTrials trials = perProtocol();
        SequentialTrials.Counts counts = trials.counts();
        PooledLogisticFit fit = trials.fit(1);
        String m = "Sequential trials, per protocol, weighted";
        Oracle.check(m, R, "simulated: rows", 3056, counts.rows(), 0);
        Oracle.check(m, R, "simulated: events", 150, counts.events(), 0);
        Oracle.check(m, R, "simulated: mean weight", 0.992823147923, counts.meanWeight(), 1e-9);
        Oracle.check(m, R, "simulated: largest weight", 5.5210885855, counts.largestWeight(), 1e-8);
        Oracle.check(m, R, "simulated: log OR", -0.734689681298, fit.coefficient("assigned_treatment"), 1e-8);
        Oracle.check(m, R, "simulated: robust se", 0.277699185795, fit.standardError("assigned_treatment"), 1e-6);
        assertThat(counts.departures()).isPositive();
    }

    @Test
    void standardisedRisksAgreeWithR() {
        SequentialTrials trials = perProtocol();
        StandardisedRisks risks = StandardisedRisks.of(trials, trials.fit(1), 5, 0.95);
        String m = "Sequential trials, standardised risk";
        Oracle.check(
                m,
                R,
                "simulated: untreated, period 5",
                RISK_UNTREATED,
                risks.untreated().get(5).value(),
                1e-8);
        Oracle.check(
                m,
                R,
                "simulated: treated, period 5",
                RISK_TREATED,
                risks.treated().get(5).value(),
                1e-8);
        Oracle.check(
                m,
                R,
                "simulated: se of the difference",
                0.0598530085342,
                risks.difference().get(5).se(),
                1e-5);
        assertThat(risks.difference().get(5).value())
                .isCloseTo(
                        risks.treated().get(5).value()
                                - risks.untreated().get(5).value(),
                        within(1e-14));
    }

    private static final double RISK_UNTREATED = 0.330937295666;
    private static final double RISK_TREATED = 0.185541715108;

    /** Person 1 is eligible twice: 3 + 2 rows; person 2 once: 2 rows. */
    @Test
    void expansionByHand() {
        PersonPeriods data = new PersonPeriods(
                new int[] {1, 1, 1, 2, 2},
                new int[] {5, 6, 7, 1, 2},
                new boolean[] {false, true, true, true, false},
                new boolean[] {false, false, true, false, false},
                new boolean[] {true, true, false, true, false},
                new boolean[5],
                List.of(),
                new double[0][]);
        List<SequentialTrials.TrialRow> rows = new ArrayList<>();
        PeriodWeights weights = new PeriodWeights(new double[] {9, 2, 3, 9, 5});
        SequentialTrials.of(data, Plan.of(Contrast.INTENTION_TO_TREAT), Optional.of(weights))
                .expand(rows::add);
        assertThat(rows)
                .containsExactly(
                        new SequentialTrials.TrialRow(1, 5, 0, false, false, 1, 0),
                        new SequentialTrials.TrialRow(1, 5, 1, false, false, 2, 0),
                        new SequentialTrials.TrialRow(1, 5, 2, false, true, 6, 0),
                        new SequentialTrials.TrialRow(1, 6, 0, true, false, 1, 1),
                        new SequentialTrials.TrialRow(1, 6, 1, true, true, 3, 1),
                        new SequentialTrials.TrialRow(2, 1, 0, true, false, 1, 3),
                        new SequentialTrials.TrialRow(2, 1, 1, true, false, 5, 3));
        rows.clear();
        SequentialTrials.of(data, Plan.of(Contrast.PER_PROTOCOL)).expand(rows::add);
        assertThat(rows).extracting(SequentialTrials.TrialRow::followUp).containsExactly(0, 0, 1, 0);
    }

    @Test
    void threadsDoNotChangeABit() {
        SequentialTrials trials = perProtocol();
        PooledLogisticFit one = trials.fit(1);
        PooledLogisticFit two = trials.fit(2);
        assertThat(two.coefficients()).isEqualTo(one.coefficients());
        assertThat(two.robustCovariance()).isEqualTo(one.robustCovariance());
    }
}
