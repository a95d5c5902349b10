package org.steelyard.stats.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;

class MultiplicityTest {

    private static final Reference REF = Reference.of("multiplicity");
    private static final double[] P = {.012, .04, .003, .2, .031, .0004, .04, .9};
    private static final Map<String, Adjustment> NAMES = Map.of(
            "bonferroni", Adjustment.BONFERRONI,
            "holm", Adjustment.HOLM,
            "hochberg", Adjustment.HOCHBERG,
            "hommel", Adjustment.HOMMEL,
            "BH", Adjustment.BENJAMINI_HOCHBERG,
            "BY", Adjustment.BENJAMINI_YEKUTIELI);

    @Test
    void adjustedPValuesAgreeWithR() {
        NAMES.forEach((name, adjustment) -> {
            double[] adjusted = adjustment.adjust(P);
            for (int i = 0; i < P.length; i++) {
                Oracle.check(
                        "Adjusted p, " + name,
                        "R 4.2.2 p.adjust",
                        "eight hypotheses, " + (i + 1),
                        REF.value(name, i + 1),
                        adjusted[i],
                        1e-9);
            }
        });
    }

    @Test
    void adjustedPValuesKeepTheirOrderAndPower() {
        RandomGenerator random = Seeds.of("p-values").generator();
        for (int round = 0; round < 100; round++) {
            double[] p = random.doubles(2 + Draws.index(random, 7)).toArray();
            double[] hommel = Adjustment.HOMMEL.adjust(p);
            double[] hochberg = Adjustment.HOCHBERG.adjust(p);
            double[] holm = Adjustment.HOLM.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(hommel[i]).isGreaterThanOrEqualTo(p[i]).isLessThanOrEqualTo(hochberg[i] + 1e-15);
                assertThat(hochberg[i]).isLessThanOrEqualTo(holm[i] + 1e-15);
            }
            double[] graph = Gatekeeping.holm(p.length).test(p, 0.05).adjusted();
            assertThat(graph).containsExactly(holm, within(1e-12));
        }
        assertThat(Adjustment.FIXED_SEQUENCE.adjust(new double[] {.01, .2, .03}))
                .containsExactly(.01, .2, .2);
    }

    /** Two primary and two secondary end points; the first primary passes to its secondary and the other primary, halves each. */
    @Test
    void gatekeepingByHand() {
        double[] w = {0.5, 0.5, 0, 0};
        double[][] g = {{0, 0.5, 0.5, 0}, {0.5, 0, 0, 0.5}, {0, 1, 0, 0}, {1, 0, 0, 0}};
        Gatekeeping.Result r = new Gatekeeping(w, g).test(new double[] {0.01, 0.04, 0.01, 0.5}, 0.05);
        // H1 falls at 0.01/0.5 = 0.02: H2 has 0.75, H3 0.25, so H3 needs 0.04 and H2 0.0533; H3 falls, H2 then has 1
        // and falls at 0.04.
        assertThat(r.adjusted()[0]).isCloseTo(0.02, within(1e-12));
        assertThat(r.adjusted()[2]).isCloseTo(0.04, within(1e-12));
        assertThat(r.adjusted()[1]).isCloseTo(0.04, within(1e-12));
        assertThat(r.rejected()).containsExactly(true, true, true, false);
        assertThat(r.order()).containsExactly(0, 2, 1);
        double[] sequence = Gatekeeping.fixedSequence(3)
                .test(new double[] {.01, .2, .03}, 0.05)
                .adjusted();
        assertThat(sequence).containsExactly(new double[] {.01, .2, .2}, within(1e-12));
    }

    @Test
    void shrunkenSubgroupsAgreeWithBlup() {
        double[] y = {.1, .45, -.2, .6, .3};
        double[] v = {.04, .02, .06, .05, .01};
        List<Estimate> subgroups = IntStream.range(0, 5)
                .mapToObj(i -> Estimate.normal(y[i], Math.sqrt(v[i]), 0.95))
                .toList();
        Subgroups s = Subgroups.of(subgroups, 0.95);
        for (int i = 0; i < 5; i++) {
            Oracle.check(
                    "Shrunken subgroups",
                    "R 4.2.2 metafor blup",
                    "five subgroups, " + (i + 1),
                    REF.value("blup", i + 1),
                    s.shrunken().get(i).value(),
                    1e-7);
            Oracle.check(
                    "Shrunken subgroups",
                    "R 4.2.2 metafor blup",
                    "five subgroups, " + (i + 1) + ", se",
                    REF.value("blup se", i + 1),
                    s.shrunken().get(i).se(),
                    1e-7);
        }
        Oracle.check(
                "Interaction test",
                "R 4.2.2 metafor",
                "five subgroups",
                REF.value("q", 1),
                s.interaction().statistic(),
                1e-9);
        assertThat(s.warning().en()).contains("no evidence");
        assertThat(Subgroups.of(List.of(Estimate.normal(0, .1, .95), Estimate.normal(1, .1, .95)), .95)
                        .warning()
                        .en())
                .contains("second study");
    }
}
