package org.steelyard.stats.emulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.emulation.CloneCensorWeight.Censoring;
import org.steelyard.stats.emulation.CloneCensorWeight.Cohort;
import org.steelyard.stats.emulation.CloneCensorWeight.Plan;
import org.steelyard.stats.emulation.CloneCensorWeight.Result;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.testing.Seeds;

class CloneCensorWeightTest {

    private static final String R = "R 4.2.2 survival 3.5-3, split at every time; stats/src/test/r/emulation.R";
    private static final double NEVER = Double.POSITIVE_INFINITY;

    @Test
    void weightedCopiesAgreeWithSurvival() {
        Result r = CloneCensorWeight.of(Tables.clones(), new Plan(90, 365, Censoring.COX));
        String m = "Clone–censor–weight";
        Oracle.check(m, R, "simulated: S(365), start", 0.181732395141, r.start().survival(), 1e-9);
        Oracle.check(
                m, R, "simulated: S(365), no start", 0.279511239198, r.without().survival(), 1e-9);
        Oracle.check(
                m, R, "simulated: RMST(365), start", 172.202390284, r.start().restrictedMean(), 1e-9);
        Oracle.check(
                m,
                R,
                "simulated: RMST(365), no start",
                177.715899361,
                r.without().restrictedMean(),
                1e-9);
        Oracle.check(
                m, R, "simulated: log hazard ratio", 0.148515217953, r.cox().coefficients()[0], 1e-8);
        Oracle.check(m, R, "simulated: robust se", 0.132254726886, r.cox().standardError("start"), 1e-8);
        Oracle.check(
                m,
                R,
                "simulated: largest weight, start",
                2.06356845432,
                r.start().weights().largest(),
                1e-8);
        Oracle.check(
                m,
                R,
                "simulated: largest weight, no start",
                9.39365441886,
                r.without().weights().largest(),
                1e-8);
    }

    @Test
    void aLogisticModelAtTheWindowAgreesWithGlmAndSurvival() {
        Result r = CloneCensorWeight.of(Tables.clones(), new Plan(90, 365, Censoring.LOGISTIC));
        String m = "Clone–censor–weight, logistic at the window";
        String source = "R 4.2.2 glm, survival 3.5-3; stats/src/test/r/window_logistic.R";
        Oracle.check(
                m,
                source,
                "simulated: S(365), start",
                0.18153091059158,
                r.start().survival(),
                1e-9);
        Oracle.check(
                m,
                source,
                "simulated: RMST(365), start",
                172.151002520518,
                r.start().restrictedMean(),
                1e-7);
        Oracle.check(
                m,
                source,
                "simulated: largest weight, start",
                2.03569606692277,
                r.start().weights().largest(),
                1e-8);
        Oracle.check(
                m,
                source,
                "simulated: log hazard ratio",
                0.149221212458897,
                r.cox().coefficients()[0],
                1e-8);
        Oracle.check(
                m, source, "simulated: robust se", 0.132298347545831, r.cox().standardError("start"), 1e-8);
        Result cox = CloneCensorWeight.of(Tables.clones(), new Plan(90, 365, Censoring.COX));
        assertThat(r.without().curve()).isEqualTo(cox.without().curve());
    }

    /** Two of four with x = 0 and three of six with x = 1 start; whoever goes on counts for two, and within x the shares are those of the starters. */
    @Test
    void theChanceOfStartingByHand() {
        double[] time = {4, 6, 5.8, 6, 3, 5, 6, 6, 6, 6};
        boolean[] event = {true, false, true, false, true, true, false, false, false, false};
        double[] start = {1, 1, NEVER, NEVER, 1, 1, 1, NEVER, NEVER, NEVER};
        double[][] x = {{0, 0, 0, 0, 1, 1, 1, 1, 1, 1}};
        Cohort cohort = new Cohort(time, event, start, List.of("x"), x);
        double survival = CloneCensorWeight.contrasts(cohort, new Plan(2, 5.5, Censoring.LOGISTIC))[0];
        assertThat(survival).isCloseTo(0.4 * 1 / 2 + 0.6 * 1 / 3 - 1, within(1e-9));
    }

    /** With x = 0 one of four starts and counts for four, with x = 1 two of four for two each: (4 + 2 + 2)²/(16 + 4 + 4) of three. */
    @Test
    void theEffectiveShareByHand() {
        double[] time = {6, 6, 6, 6, 6, 5, 6, 5.5};
        boolean[] event = {false, false, false, false, false, true, false, true};
        double[] start = {1, NEVER, NEVER, NEVER, 1, 1.5, NEVER, NEVER};
        double[][] x = {{0, 0, 0, 0, 1, 1, 1, 1}};
        Cohort cohort = new Cohort(time, event, start, List.of("x"), x);
        Result weighted = CloneCensorWeight.of(cohort, new Plan(2, 5.8, Censoring.LOGISTIC));
        assertThat(weighted.start().effectiveShare()).isCloseTo(8.0 / 9, within(1e-9));
        assertThat(weighted.without().effectiveShare()).isBetween(0.5, 1 - 1e-6);
        Result plain = CloneCensorWeight.of(cohort, new Plan(2, 5.8, Censoring.NONE));
        assertThat(plain.start().effectiveShare()).isEqualTo(1);
    }

    @Test
    void unweightedCopiesAgreeWithSurvival() {
        Result r = CloneCensorWeight.of(Tables.clones(), new Plan(90, 365, Censoring.NONE));
        String m = "Clone–censor, unweighted";
        Oracle.check(
                m, R, "simulated: S(365), no start", 0.22867114661, r.without().survival(), 1e-10);
        Oracle.check(
                m, R, "simulated: log hazard ratio", 0.0561687675166, r.cox().coefficients()[0], 1e-8);
        Oracle.check(m, R, "simulated: robust se", 0.0999393643962, r.cox().standardError("start"), 1e-8);
    }

    /** Window 2. Person A starts at 1 and dies at 4; B never starts and dies at 3; C never starts and dies at 1.5. */
    @Test
    void copiesByHand() {
        Cohort cohort = new Cohort(
                new double[] {4, 3, 1.5},
                new boolean[] {true, true, true},
                new double[] {1, NEVER, NEVER},
                List.of(),
                new double[0][]);
        Result r = CloneCensorWeight.of(cohort, new Plan(2, 5, Censoring.NONE));
        // Start: A and C die, B is censored at 2: S = 2/3 from 1.5, 0 from 4. No start: A is censored at 1; C and B
        // die.
        assertThat(r.start().censored()).isEqualTo(1);
        assertThat(r.without().censored()).isEqualTo(1);
        assertThat(r.start().curve()).containsExactly(new double[] {2.0 / 3, 0}, within(1e-15));
        assertThat(r.without().curve()).containsExactly(new double[] {0.5, 0}, within(1e-15));
        assertThat(r.start().restrictedMean()).isCloseTo(1.5 + 2.5 * 2 / 3, within(1e-14));
    }

    /** Before anybody leaves a strategy the two curves are copies of one another. */
    @Test
    void curvesAgreeWhileNobodyHasDeparted() {
        Cohort cohort = Tables.clones();
        double[] start = new double[cohort.start().length];
        for (int i = 0; i < start.length; i++) {
            start[i] = Math.max(cohort.start()[i], 80);
        }
        Cohort late = new Cohort(cohort.time(), cohort.event(), start, cohort.terms(), cohort.covariates());
        Result r = CloneCensorWeight.of(late, new Plan(90, 79, Censoring.COX));
        assertThat(r.survivalDifference()).isCloseTo(0, within(1e-14));
    }

    /** Replicates cut follow-up only where somebody has an event: the numbers are those of every cut. */
    @Test
    void fewerCutsGiveTheSameNumbers() {
        for (Censoring censoring : Censoring.values()) {
            Plan plan = new Plan(90, 365, censoring);
            Result r = CloneCensorWeight.of(Tables.clones(), plan);
            assertThat(CloneCensorWeight.contrasts(Tables.clones(), plan))
                    .containsExactly(
                            new double[] {
                                r.survivalDifference(),
                                r.restrictedMeanDifference(),
                                Math.exp(r.cox().coefficients()[0])
                            },
                            within(1e-9));
        }
    }

    @Test
    void bootstrapHoldsTheEstimateAndIsTheSameOnTwoThreads() {
        Bootstrap.Plan one = Bootstrap.Plan.of(60, Seeds.of("clones"), 1);
        Bootstrap.Plan two = Bootstrap.Plan.of(60, Seeds.of("clones"), 2);
        var a = CloneCensorWeight.bootstrap(Tables.clones(), new Plan(90, 365, Censoring.COX), one, 0.95);
        var b = CloneCensorWeight.bootstrap(Tables.clones(), new Plan(90, 365, Censoring.COX), two, 0.95);
        assertThat(a).isEqualTo(b);
        assertThat(a.survivalDifference().lower())
                .isLessThan(a.survivalDifference().value());
        assertThat(a.hazardRatio().upper()).isGreaterThan(a.hazardRatio().value());
    }

    /** Otherwise all copies of that strategy are censored at the window, and their level curve would look like everybody's survival. */
    @Test
    void aStrategyThatNobodyFollowsIsRefused() {
        double[] time = {1, 3, 5, 7, 9, 10, 10, 10};
        boolean[] event = {true, true, true, true, true, false, false, false};
        double[] never = new double[8];
        java.util.Arrays.fill(never, Double.POSITIVE_INFINITY);
        double[] soon = new double[8];
        java.util.Arrays.fill(soon, 0.5);
        for (double[] start : new double[][] {never, soon}) {
            CloneCensorWeight.Cohort cohort =
                    new CloneCensorWeight.Cohort(time, event, start, List.of(), new double[0][]);
            assertThatThrownBy(() -> CloneCensorWeight.of(cohort, new Plan(2, 8, Censoring.NONE)))
                    .isInstanceOfSatisfying(
                            SteelyardException.class,
                            e -> assertThat(e.problems().getFirst().code()).isEqualTo(DesignError.NO_POSITIVITY));
        }
        double[] mixed = never.clone();
        mixed[1] = 1;
        mixed[2] = 1;
        CloneCensorWeight.Cohort shorter = new CloneCensorWeight.Cohort(time, event, mixed, List.of(), new double[0][]);
        // Those who start all die by 5: their survival at 8 is known to be 0.
        assertThat(CloneCensorWeight.of(shorter, new Plan(2, 8, Censoring.NONE))
                        .start()
                        .survival())
                .isZero();
        assertThatThrownBy(() -> CloneCensorWeight.of(shorter, new Plan(2, 11, Censoring.NONE)))
                .isInstanceOf(SteelyardException.class);
    }
}
