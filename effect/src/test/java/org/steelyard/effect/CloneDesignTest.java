package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectResults.DesignFindings;
import org.steelyard.effect.design.DesignEngine;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.protocol.DesignMethod.CensoringModel;
import org.steelyard.protocol.DesignMethod.CloneCensorWeight;

/** What a run by the Cox model of artificial censoring says of the window's end. */
class CloneDesignTest {

    private static final double WINDOW = 2;
    private static final double HORIZON = 8;

    /** Days to death or the end of follow-up at 12, days to the start of treatment, and a trait that hastens both. */
    private record People(double[] days, boolean[] died, double[] start, double[] x) {

        AnalysisTable table() {
            return Plans.table(
                    new Column.Numeric("days", days),
                    Plans.binary("died", died),
                    new Column.Numeric("start", start),
                    new Column.Numeric("x", x));
        }

        /** Of all people, those under observation at the window's end who have not started. */
        double shareCensored() {
            long leave = IntStream.range(0, days.length)
                    .filter(i -> days[i] > WINDOW && !(start[i] <= WINDOW))
                    .count();
            return leave / (double) days.length;
        }
    }

    private static People drawn(double rateOfStarting, long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int n = 400;
        People p = new People(new double[n], new boolean[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            p.x[i] = random.nextGaussian();
            double death = -Math.log(1 - random.nextDouble()) / (0.08 * Math.exp(0.5 * p.x[i]));
            p.days[i] = Math.min(death, 12);
            p.died[i] = death <= 12;
            double start = -Math.log(1 - random.nextDouble()) / (rateOfStarting * Math.exp(0.4 * p.x[i]));
            p.start[i] = start < p.days[i] ? start : Double.NaN;
        }
        return p;
    }

    private static DesignFindings run(People people, CensoringModel censoring, String... covariates) {
        Plans plan = new Plans()
                .bootstrap(50)
                .survival("death", "days", "died", Optional.of(HORIZON))
                .design("clones", "death", new CloneCensorWeight("start", WINDOW, List.of(covariates), censoring));
        return DesignEngine.run(
                new DesignEngine.Input(plan.build(), people.table(), Map.of(), none()),
                Plans.settings(),
                DesignLimits.conventional());
    }

    private static EffectResults none() {
        return new EffectResults(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
    }

    private static double survivalDifference(DesignFindings found) {
        return found.estimates().stream()
                .filter(e -> e.measure().equals("survival-difference"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Diagnostic diagnostic(DesignFindings found, String kind) {
        return found.diagnostics().stream()
                .filter(d -> d.id().equals("clones/" + kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not among " + found.diagnostics()));
    }

    @Test
    void manyCopiesCensoredTogetherWarnAndLeadToTheLogisticModel() {
        People people = drawn(0.35, 20261123);
        DesignFindings found = run(people, CensoringModel.COX, "x");

        Diagnostic share = diagnostic(found, "censored-at-window");
        assertThat(share.value())
                .isCloseTo(people.shareCensored(), within(1e-15))
                .isGreaterThan(0.38);
        assertThat(share.passed()).isFalse();
        assertThat(share.threshold()).isEqualTo(1.0 / 3);
        assertThat(share.message().zh()).contains("censoring: logistic");
        assertThat(share.message().en()).contains("censoring: logistic");
    }

    /** Of the copies that keep to a strategy: counted by pieces of follow-up it was never below 1. */
    @Test
    void theEffectiveShareIsOneOfCopies() {
        DesignFindings found = run(drawn(0.35, 20261128), CensoringModel.COX, "x");

        assertThat(diagnostic(found, "ess-treated").value()).isBetween(0.3, 0.999);
        assertThat(diagnostic(found, "ess-control").value()).isBetween(0.3, 0.999);
    }

    @Test
    void fewCopiesCensoredTogetherPass() {
        People people = drawn(1, 20261124);
        Diagnostic share = diagnostic(run(people, CensoringModel.COX, "x"), "censored-at-window");

        assertThat(share.value())
                .isCloseTo(people.shareCensored(), within(1e-15))
                .isLessThan(0.25);
        assertThat(share.passed()).isTrue();
        assertThat(share.message().zh()).doesNotContain("logistic");
    }

    @Test
    void theLogisticDifferenceStandsBesideThatOfTheCoxModel() {
        People people = drawn(0.35, 20261125);
        DesignFindings cox = run(people, CensoringModel.COX, "x");
        DesignFindings logistic = run(people, CensoringModel.LOGISTIC, "x");

        Diagnostic beside = diagnostic(cox, "logistic-at-window");
        assertThat(beside.passed()).isTrue();
        assertThat(beside.threshold()).isNaN();
        assertThat(beside.value()).isEqualTo(survivalDifference(logistic)).isNotEqualTo(survivalDifference(cox));
        assertThat(survivalDifference(cox)).isCloseTo(beside.value(), within(0.05));
    }

    @Test
    void runsWithoutTheCoxModelSayNothingOfIt() {
        People people = drawn(0.35, 20261126);
        for (DesignFindings found :
                List.of(run(people, CensoringModel.LOGISTIC, "x"), run(people, CensoringModel.COX))) {
            assertThat(found.diagnostics())
                    .extracting(Diagnostic::kind)
                    .doesNotContain("censored-at-window", "logistic-at-window");
        }
    }

    /** With x below 0 nobody starts who lives beyond the window: the log odds there are infinite, while the Cox model's ratio is not. */
    @Test
    void aLogisticModelThatCannotBeFittedIsSaidWithTheReason() {
        People people = drawn(0.35, 20261127);
        for (int i = 0; i < people.x.length; i++) {
            people.x[i] = people.x[i] < 0 ? 0 : 1;
            if (people.x[i] == 0 && people.days[i] > WINDOW) {
                people.start[i] = Double.NaN;
            }
        }
        DesignFindings found = run(people, CensoringModel.COX, "x");

        Diagnostic beside = diagnostic(found, "logistic-at-window");
        assertThat(beside.value()).isNaN();
        assertThat(beside.passed()).isTrue();
        assertThat(beside.message().zh()).contains("无法拟合").containsPattern("\\[NUM-003]");
        assertThat(beside.message().en()).contains("cannot be fitted").containsPattern("\\[NUM-003]");
    }
}
