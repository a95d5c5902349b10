package org.steelyard.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.Further;
import org.steelyard.evidence.Case.Dim;
import org.steelyard.evidence.EvidenceGrade.Score;
import org.steelyard.evidence.EvidenceInput.Review;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;

class EvidenceGraderTest {

    private static final List<String> ORDER = List.of("I", "II", "III", "IV", "V", "N");
    private static final int ROUNDS = 1500;

    private final long seed = Long.getLong("seed", 20261122);

    private static Case random(RandomGenerator r) {
        Case c = Case.best();
        for (Dim d : Dim.values()) {
            // Mostly good, so that all grades occur.
            c = c.with(d, r.nextDouble() < 0.7 ? d.values - 1 : r.nextInt(d.values));
        }
        return c;
    }

    @Test
    void betterInAnyOneInputNeverGradesWorse() {
        RandomGenerator r = new Seed(seed).child("monotone").generator();
        for (int i = 0; i < ROUNDS; i++) {
            Case c = random(r);
            Dim d = Dim.values()[r.nextInt(Dim.values().length)];
            if (c.get(d) + 1 < d.values) {
                EvidenceGrade worse = c.grade();
                EvidenceGrade better = c.with(d, c.get(d) + 1).grade();
                String why = "seed " + seed + ", " + d + " from " + c.get(d);
                assertThat(ORDER.indexOf(better.grade())).as(why).isLessThanOrEqualTo(ORDER.indexOf(worse.grade()));
                assertThat(better.strength()).as(why).isLessThanOrEqualTo(worse.strength());
                assertThat(better.fit()).as(why).isLessThanOrEqualTo(worse.fit());
            }
        }
    }

    @Test
    void everyGradeCanHappen() {
        RandomGenerator r = new Seed(seed).child("reach").generator();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            Case c = random(r);
            c = i % 3 == 0 ? c : c.with(Dim.CONDUCT, 1).with(Dim.GUIDE, 1);
            seen.merge(c.grade().grade(), 1, Integer::sum);
        }
        assertThat(seen.keySet())
                .as("seed " + seed)
                .contains("II", "III", "IV", "V", "N")
                .isSubsetOf(ORDER);
    }

    @Test
    void beingATrustedSiteChangesNothing() {
        RandomGenerator r = new Seed(seed).child("trusted").generator();
        for (int i = 0; i < 200; i++) {
            EvidenceInput in = random(r).input();
            var p = in.protocol();
            var trusted = Copy.with(p, "stakeholders", Copy.with(p.stakeholders(), "trustedSite", true));
            var sources = p.data().sources().stream()
                    .map(s -> s.kind() == SourceClass.OTHER_INSTITUTION
                            ? Copy.with(s, "kind", SourceClass.TRUSTED_SITE)
                            : s)
                    .toList();
            trusted = Copy.with(trusted, "data", Copy.with(trusted.data(), "sources", sources));
            assertThat(EvidenceGrader.grade(Copy.with(in, "protocol", trusted))).isEqualTo(EvidenceGrader.grade(in));
        }
    }

    @Test
    void notFollowingTheGuideIsFiveAndNeverBetter() {
        RandomGenerator r = new Seed(seed).child("guide").generator();
        for (int i = 0; i < 200; i++) {
            Case c = random(r).with(Dim.CONDUCT, 1);
            assertThat(c.with(Dim.GUIDE, 0).grade().grade()).isEqualTo("V");
            assertThat(ORDER.indexOf(c.with(Dim.GUIDE, 1).grade().grade())).isLessThan(ORDER.indexOf("V"));
        }
    }

    @Test
    void endingEarlyWithoutReasonIsNegative() {
        EvidenceGrade g = Case.best().with(Dim.CONDUCT, 0).grade();
        assertThat(g.grade()).isEqualTo("N");
        assertThat(g.reasons()).extracting(EvidenceGrade.Reason::rule).contains("negative");
    }

    @Test
    void theBestCaseIsGradeOneAndEveryScoreHasItsReason() {
        EvidenceGrade g = Case.best().grade();
        assertThat(g.strength()).isEqualTo("A1");
        assertThat(g.grade()).isEqualTo("I");
        assertThat(g.scores()).hasSize(12).allSatisfy(s -> {
            assertThat(s.score()).isBetween(0, 4);
            assertThat(s.why().zh()).matches("(?s).*[\\u4e00-\\u9fff].*");
            assertThat(s.why().en()).doesNotContainPattern("[\\u4e00-\\u9fff]").isNotBlank();
        });
    }

    private static int score(EvidenceGrade g, String id) {
        return g.scores().stream()
                .filter(s -> s.id().equals(id))
                .map(Score::score)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anchorsOfThePlanSubDomain() {
        assertThat(score(Case.best().grade(), "plan")).isEqualTo(4);
        assertThat(score(Case.best().with(Dim.REGISTERED, 0).grade(), "plan")).isEqualTo(3);
        assertThat(score(Case.best().with(Dim.LOCKED, 0).grade(), "plan")).isEqualTo(1);
        assertThat(score(Case.best().with(Dim.BEFORE_RESULTS, 0).grade(), "plan"))
                .isZero();
    }

    @Test
    void anchorsOfQualityAndBias() {
        assertThat(score(Case.best().grade(), "quality")).isEqualTo(4);
        assertThat(score(Case.best().with(Dim.COMPLETENESS, 1).grade(), "quality"))
                .isEqualTo(2);
        assertThat(score(Case.best().with(Dim.SOURCE_ERROR, 0).grade(), "quality"))
                .isZero();
        assertThat(score(Case.best().grade(), "bias")).isEqualTo(4);
        assertThat(score(Case.best().with(Dim.E_VALUE, 0).grade(), "bias")).isEqualTo(3);
    }

    @Test
    void whatNoReviewerJudgedIsScoredWithCautionAndSaysSo() {
        EvidenceInput in = Copy.with(Case.best().input(), "review", Review.pending(1));
        EvidenceGrade g = EvidenceGrader.grade(in);
        assertThat(score(g, "bias")).isEqualTo(3);
        assertThat(score(g, "quality")).isEqualTo(3);
        assertThat(g.scores().stream()
                        .filter(s -> s.id().equals("bias"))
                        .findFirst()
                        .orElseThrow()
                        .why()
                        .en())
                .contains("not assessed by reviewers");
        assertThat(score(
                        EvidenceGrader.grade(
                                Copy.with(Case.best().with(Dim.TRIAL, 1).input(), "review", Review.pending(1))),
                        "bias"))
                .isEqualTo(2);
    }

    @Test
    void capsLowerTheStrength() {
        assertThat(Case.best().with(Dim.COMPARATOR, 0).grade().strength()).isEqualTo("A3");
        assertThat(Case.best().with(Dim.REANALYSIS, 0).grade().strength()).isEqualTo("A4");
        assertThat(Case.best().with(Dim.RISK_OF_BIAS, 0).grade().strength()).isEqualTo("A4");
        assertThat(Case.best().with(Dim.REANALYSIS, 0).grade().grade()).isEqualTo("IV");
    }

    @Test
    void scaleIsCalledAProposal() {
        assertThat(Case.best().grade().reasons()).anySatisfy(r -> {
            assertThat(r.rule()).isEqualTo("proposal");
            assertThat(r.text().zh()).contains("尚未公布官方等级标准");
        });
    }

    private static void fails(EvidenceError code, Map<String, PolicyPack.Number> evidence, String field) {
        EvidenceInput in = Copy.with(Case.best().input(), "pack", Case.pack(evidence));
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> EvidenceGrader.grade(in));
        assertThat(e.problems())
                .allMatch(p -> p.code() == code)
                .anyMatch(p -> p.place().field().contains(field));
        assertThat(e.kind().exitCode()).isEqualTo(14);
    }

    private static Map<String, PolicyPack.Number> changed(String key, double value) {
        Map<String, PolicyPack.Number> map = new HashMap<>(Case.PACK.evidence());
        map.put(key, Copy.with(map.get(key), "value", value));
        return map;
    }

    @Test
    void packWithoutCutOffsIsRefusedNamingEachOfThem() {
        Map<String, PolicyPack.Number> map = new HashMap<>(Case.PACK.evidence());
        map.keySet().removeAll(List.of("completeness-high", "matrix-2-3"));
        fails(EvidenceError.MISSING_CUTOFF, map, "completeness-high");
        fails(EvidenceError.MISSING_CUTOFF, map, "matrix-2-3");
    }

    @Test
    void cutOffOutsideItsRangeIsRefused() {
        fails(EvidenceError.OUT_OF_RANGE, changed("completeness-high", 95), "completeness-high");
        fails(EvidenceError.OUT_OF_RANGE, changed("matrix-1-1", 1.5), "matrix-1-1");
    }

    @Test
    void cutOffsThatRewardWorseEvidenceAreRefused() {
        fails(EvidenceError.NOT_MONOTONE, changed("matrix-4-4", 1), "matrix-4-4");
        fails(EvidenceError.NOT_MONOTONE, changed("completeness-low", 0.99), "completeness-low");
    }

    @Test
    void reviewWithAnImpossibleShareIsRefused() {
        EvidenceInput in = Copy.with(
                Case.best().input(),
                "review",
                Copy.with(Copy.with(Review.pending(1.2), "sourceErrorRate", Optional.of(-0.1)), "completeness", 1.2));
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> EvidenceGrader.grade(in));
        assertThat(e.problems()).hasSize(2).allMatch(p -> p.code() == EvidenceError.BAD_REVIEW);
    }

    @Test
    void shippedPackHasExactlyTheKeysOfTheScale() {
        var keys = java.util.Arrays.stream(EvidenceCutoff.values())
                .map(EvidenceCutoff::key)
                .collect(Collectors.toSet());
        for (int a = 1; a <= 4; a++) {
            for (int b = 1; b <= 4; b++) {
                keys.add(EvidenceCutoff.matrixKey(a, b));
            }
        }
        assertThat(Case.PACK.evidence().keySet()).isEqualTo(keys);
    }

    @Test
    void aDecisionByMarginStandsBesideTheGradeAndChangesItNot() {
        EvidenceInput plain = Case.best().input();
        Further.MarginTest test = new Further.MarginTest(
                Case.PRIMARY,
                "o",
                "hazard-ratio",
                "non-inferiority",
                Double.NaN,
                1.3,
                1,
                new double[] {0.9, 1.2},
                0.025,
                Double.NaN,
                0.001,
                0.001,
                true,
                true,
                Text.of("证实非劣效", "non-inferiority is shown"));
        Further none = Further.none();
        Further with = Copy.with(none, "margins", List.of(test));
        EvidenceGrade without = EvidenceGrader.grade(plain);
        EvidenceGrade grade =
                EvidenceGrader.grade(Copy.with(plain, "effect", Copy.with(plain.effect(), "further", with)));

        assertThat(grade.grade()).isEqualTo(without.grade());
        assertThat(grade.scores()).isEqualTo(without.scores());
        assertThat(grade.reasons()).anySatisfy(r -> {
            assertThat(r.rule()).isEqualTo("margin");
            assertThat(r.text().zh()).contains("证实非劣效");
            assertThat(r.text().en()).contains("non-inferiority is shown");
        });
        assertThat(without.reasons()).noneMatch(r -> r.rule().equals("margin"));
    }

    @Test
    void aFailedSensitivityAnalysisLowersTheStatistics() {
        EvidenceInput plain = Case.best().input();
        Diagnostic failed = new Diagnostic(
                Case.PRIMARY + "/negative-controls",
                Case.PRIMARY,
                "negative-controls",
                0.4,
                0.05,
                false,
                Text.of("校准后无意义", "not significant once calibrated"));
        List<Diagnostic> all = new java.util.ArrayList<>(plain.effect().diagnostics());
        all.add(failed);
        EvidenceGrade worse =
                EvidenceGrader.grade(Copy.with(plain, "effect", Copy.with(plain.effect(), "diagnostics", all)));

        assertThat(score(worse)).isLessThan(score(EvidenceGrader.grade(plain)));
    }

    private static int score(EvidenceGrade grade) {
        return grade.scores().stream()
                .filter(s -> s.id().equals("statistics"))
                .findFirst()
                .map(Score::score)
                .orElseThrow();
    }
}
