package org.steelyard.economics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;

/** Draws: reproducible one by one and on any number of threads, and what they say about information. */
class ProbabilisticTest {

    private static final long SEED = Long.getLong("seed", 7);

    @Test
    void threadsChangeNoBit() {
        DecisionModel model = Models.load("sick-sicker");
        double[][][] one = model.draws(600, RunSettings.of(SEED));
        double[][][] four = model.draws(600, RunSettings.of(SEED).withThreads(4));
        assertThat(Arrays.deepEquals(one, four)).isTrue();
        assertThat(Arrays.deepEquals(one, model.draws(600, RunSettings.of(SEED + 1))))
                .isFalse();
    }

    @Test
    void anySingleDrawCanBeRunAgainAlone() {
        for (String name : new String[] {"sick-sicker", "hiv", "voi"}) {
            DecisionModel model = Models.load(name);
            double[][][] all = model.draws(300, RunSettings.of(SEED));
            double[][] alone = model.draw(257, RunSettings.of(SEED));
            for (int s = 0; s < all.length; s++) {
                for (int o = 0; o < all[s].length; o++) {
                    assertThat(alone[s][o]).isEqualTo(all[s][o][257]);
                }
            }
        }
    }

    @Test
    void simulatedPeopleAreTheSameOnAnyNumberOfThreads() {
        String text = Models.text("illness-death-people").replace("people: 20000", "people: 3000");
        DecisionModel model = Models.parse(text);
        ModelResults one = model.run(RunSettings.of(SEED));
        ModelResults three = model.run(RunSettings.of(SEED).withThreads(3));
        assertThat(one.strategies().getFirst().totals())
                .isEqualTo(three.strategies().getFirst().totals());
    }

    /** Moments of 200,000 draws of two parameters, and that they are unrelated; each within four standard errors. */
    @Test
    void drawsOfTwoParametersAreStandardAndUnrelated() {
        double[][][] v = Models.load("voi").draws(200_000, RunSettings.of(SEED));
        double[] a = v[1][1];
        double[] b = v[1][0];
        double ma = 0;
        double mb = 0;
        double va = 0;
        double vb = 0;
        double ab = 0;
        int n = a.length;
        for (int i = 0; i < n; i++) {
            ma += (a[i] - 1) / n;
            mb += b[i] / 2 / n;
            va += (a[i] - 1) * (a[i] - 1) / n;
            vb += b[i] * b[i] / 4 / n;
            ab += (a[i] - 1) * b[i] / 2 / n;
        }
        double four = 4 / Math.sqrt(n);
        assertThat(Math.abs(ma)).isLessThan(four);
        assertThat(Math.abs(mb)).isLessThan(four);
        assertThat(Math.abs(va - 1)).isLessThan(four * Math.sqrt(2));
        assertThat(Math.abs(vb - 1)).isLessThan(four * Math.sqrt(2));
        assertThat(Math.abs(ab)).isLessThan(four);
    }

    @Test
    void aParameterMoreChangesNoOtherDraw() {
        String more = Models.text("voi")
                .replace("tree:", "  p0: {value: 1, distribution: {kind: gamma, shape: 2, scale: 3}}\ntree:")
                .replace("cost: p2,", "cost: p2 + 0 * p0,");
        assertThat(Models.parse(more).draws(50, RunSettings.of(SEED)))
                .isDeepEqualTo(Models.load("voi").draws(50, RunSettings.of(SEED)));
    }

    @Test
    void weightsOfScenariosLeaveSomethingToTheBaseCase() {
        String weighted =
                Models.text("voi") + "  scenarios: {x: {set: {p1: 0.5}, weight: %s}, y: {set: {p1: 2}, weight: 0.5}}\n";
        assertThat(Models.said(Models.problems(weighted.formatted("0.7"))))
                .contains("analyses.scenarios", "sum to more than 1");
        assertThat(Models.problems(weighted.formatted("0.5"))).isEmpty();
    }

    @Test
    void cancelledRunsEndAndLeaveTheModelUsable() {
        DecisionModel model = Models.load("sick-sicker");
        AtomicInteger asked = new AtomicInteger();
        RunSettings cancelling = RunSettings.of(SEED).withDraws(5000).withCancelled(() -> asked.incrementAndGet() > 10);
        assertThatThrownBy(() -> model.run(cancelling))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(ModelError.CANCELLED));
        assertThat(model.draws(10, RunSettings.of(SEED)))
                .isDeepEqualTo(Models.load("sick-sicker").draws(10, RunSettings.of(SEED)));
    }

    @Test
    void valueOfInformationAgreesWithTheClosedForm() {
        ModelResults r = Models.load("voi").run(RunSettings.of(SEED).withThreads(2));
        ModelResults.Psa psa = r.psa().orElseThrow();
        JsonNode exact = ModelOracleTest.oracle("13_voi_normal_closed_form").path("recomputed");
        for (int k = 1; k <= 3; k++) {
            JsonNode want = exact.path(Integer.toString(k));
            double threshold = k;
            double evpi = psa.curve().stream()
                    .filter(u -> u.threshold() == threshold)
                    .findFirst()
                    .orElseThrow()
                    .evpi();
            String source = "closed form, 20,000 draws";
            Oracle.check(
                    "EVPI", source, "normal model, k = " + k, want.path("EVPI").asDouble(), evpi, 0.06);
            for (ModelResults.Partial p : psa.partial()) {
                Oracle.check(
                        "EVPPI, spline",
                        source,
                        "normal model, k = " + k + ", " + p.parameters().getFirst(),
                        want.path("EVPPI_" + p.parameters().getFirst()).asDouble(),
                        p.value()[k - 1],
                        // the standard error of p2 at k = 3 is 7 % of its small value
                        k == 3 ? 0.15 : 0.08);
            }
            for (ModelResults.Sample s : psa.samples()) {
                if (s.threshold() == k) {
                    Oracle.check(
                            "EVSI",
                            source,
                            "normal model, k = " + k + ", n = " + s.people(),
                            want.path("EVSI_p1")
                                    .path(Integer.toString(s.people()))
                                    .asDouble(),
                            s.value(),
                            s.people() == 1 ? 0.25 : 0.1);
                }
            }
        }
    }

    @Test
    void drawsOfTheHivModelHaveThePublishedSpread() {
        ModelResults.Psa psa = Models.load("hiv")
                .run(RunSettings.of(SEED).withDraws(4000))
                .psa()
                .orElseThrow();
        double[] dc = difference(psa, 0);
        double[] de = difference(psa, 1);
        double meanC = Arrays.stream(dc).average().orElseThrow();
        double meanE = Arrays.stream(de).average().orElseThrow();
        // hesim prints 0.93 (0.56, 1.22) and 5,814 (2,618, 10,205) from 1,000 draws
        Oracle.check("PSA", "hesim vignette, 1,000 draws", "HIV: incremental life years", 0.93, meanE, 0.03);
        Oracle.check("PSA", "hesim vignette, 1,000 draws", "HIV: incremental cost", 5814, meanC, 0.05);
        Arrays.sort(de);
        Oracle.check("PSA", "hesim vignette, 1,000 draws", "HIV: incremental life years, 2.5%", 0.56, de[100], 0.08);
        Oracle.check("PSA", "hesim vignette, 1,000 draws", "HIV: incremental life years, 97.5%", 1.22, de[3900], 0.05);
        Uncertainty at = psa.curve().stream()
                .filter(u -> u.threshold() == 10000)
                .findFirst()
                .orElseThrow();
        Oracle.check(
                "CEAC",
                "hesim vignette, 1,000 draws",
                "HIV: acceptability at 10,000",
                0.931,
                at.acceptability()[1],
                0.03);
    }

    private static double[] difference(ModelResults.Psa psa, int outcome) {
        double[][] v = psa.of(outcome);
        double[] out = new double[v[0].length];
        Arrays.setAll(out, d -> v[1][d] - v[0][d]);
        return out;
    }
}
