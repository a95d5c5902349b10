package org.steelyard.society;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.society.SocialResults.GroupRow;
import org.steelyard.society.SocialResults.GroupTable;
import org.steelyard.society.SocialResults.OutcomeByGroup;
import org.steelyard.society.SocialResults.OutcomeTest;

/** Women of the shipped example beside R (society/src/test/r/access.R). */
class RotterdamAccessTest {

    private static final String R = "R 4.2.2, survival 3.5-3, access.R";
    private static SocialResults results;

    @BeforeAll
    static void runOnce() {
        SocialPlan social = Fixture.social(
                List.of(Fixture.group("grade", "rfs", "rfs-rate", "relapse", "age")),
                List.of(Fixture.concentration("age", "hormon", "nodes")));
        results = SocialEngine.run(
                Fixture.women(),
                Fixture.plan(new Fixture.Parts(
                        List.of(),
                        "hormon",
                        List.of(
                                Fixture.timed("rfs", "rfs", "status", Optional.of(1826.0)),
                                Fixture.timed("rfs-rate", "rfs", "status", Optional.empty()),
                                Fixture.outcome("relapse", OutcomeType.BINARY, "status"),
                                Fixture.outcome("age", OutcomeType.CONTINUOUS, "age")),
                        List.of("age", "meno", "size", "nodes", "chemo"),
                        Optional.of(social))),
                Fixture.settings());
    }

    private static GroupTable grade() {
        return results.groups().getFirst();
    }

    private static void check(String what, double expected, double actual) {
        Oracle.check("Access and outcomes by group", R, "Rotterdam, grade: " + what, expected, actual, 1e-7);
    }

    @Test
    void sharesAndWilsonIntervalsAgreeWithR() {
        GroupRow second = grade().rows().get(0);
        GroupRow third = grade().rows().get(1);
        assertThat(second.level()).isEqualTo("2");
        assertThat(second.n()).isEqualTo(353);
        assertThat(second.treated()).isEqualTo(56);
        check("share, grade 2", 0.15864022662889518, second.access());
        check("Wilson lower, grade 2", 0.12423131148867461, second.accessLower());
        check("Wilson upper, grade 2", 0.20039873347171827, second.accessUpper());
        check("Wilson lower, grade 3", 0.21746801568671922, third.accessLower());
        check("chi-squared", 10.707308524963929, grade().accessChiSquared());
        check("p of chi-squared", 0.0010671315293387998, grade().accessP());
        assertThat(grade().df()).isEqualTo(1);
    }

    @Test
    void adjustedOddsRatioAgreesWithR() {
        GroupRow third = grade().rows().get(1);
        check("adjusted odds ratio, grade 3", 1.6392273992653994, third.accessAdjusted());
        check("its lower limit", 1.1671852602374206, third.accessAdjustedLower());
        check("its upper limit", 2.3021764907790394, third.accessAdjustedUpper());
        assertThat(grade().rows().getFirst().accessAdjusted()).isNaN();
        EffectEstimate ratio = results.estimates().stream()
                .filter(e -> e.measure().equals("access-odds-ratio"))
                .findFirst()
                .orElseThrow();
        check("p of the odds ratio", 0.0043429542705836323, ratio.p());
        assertThat(ratio.population()).isEqualTo("grade=3");
        assertThat(ratio.convention()).contains("age").contains("nodes");
    }

    private static OutcomeByGroup outcome(int level, String id) {
        return grade().rows().get(level).outcomes().stream()
                .filter(o -> o.outcome().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void outcomesOfEveryTypeAgreeWithR() {
        OutcomeByGroup survival = outcome(0, "rfs");
        assertThat(survival.measure()).isEqualTo("survival");
        assertThat(survival.events()).isEqualTo(210);
        check("survival at 1826 days, grade 2", 0.57597136034065732, survival.value());
        check("its lower limit (log-log)", 0.52243526236195614, survival.lower());
        check("its upper limit (log-log)", 0.62575312014834372, survival.upper());
        OutcomeByGroup rate = outcome(1, "rfs-rate");
        check("events a person-year, grade 3", 0.16128593596863769, rate.value());
        check("exact Poisson lower limit", 0.15037519705613761, rate.lower());
        check("exact Poisson upper limit", 0.17277908275271681, rate.upper());
        OutcomeByGroup age = outcome(0, "age");
        check("mean age, grade 2", 54.787535410764875, age.value());
        check("Student lower limit", 53.453691566261973, age.lower());
        check("Student upper limit", 56.121379255267776, age.upper());
        assertThat(outcome(1, "relapse").events()).isEqualTo(811);
    }

    @Test
    void outcomesAreTestedBetweenLevels() {
        OutcomeTest logRank = grade().outcomeTests().getFirst();
        assertThat(logRank.test()).isEqualTo("log-rank");
        check("log-rank chi-squared", 31.326174328796821, logRank.chiSquared());
        check("log-rank p", 2.1811907063859545e-08, logRank.p());
        assertThat(grade().outcomeTests())
                .extracting(OutcomeTest::test)
                .containsExactly("log-rank", "log-rank", "pearson-chi-squared", "wald-heterogeneity");
    }

    @Test
    void concentrationIndicesAgreeWithR() {
        SocialResults.Concentration treated = results.concentration().getFirst();
        check("concentration index of treatment by age", 0.3114847705272184, treated.index());
        check("Erreygers index of treatment by age", 0.27631373829054129, treated.erreygers());
        SocialResults.Concentration nodes = results.concentration().get(1);
        check("concentration index of nodes by age", 0.043609722797821958, nodes.index());
        assertThat(nodes.erreygers()).isNaN();
        assertThat(treated.population()[0]).isZero();
        assertThat(treated.cumulative()[treated.cumulative().length - 1])
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void estimatesAreNamedOnceAndPlaced() {
        assertThat(results.estimates()).extracting(EffectEstimate::id).doesNotHaveDuplicates();
        assertThat(results.estimates())
                .extracting(EffectEstimate::measure)
                .contains(
                        "access-share",
                        "access-odds-ratio",
                        "survival",
                        "risk",
                        "mean",
                        "event-rate",
                        "concentration-index",
                        "concentration-index-erreygers");
        assertThat(results.estimates()).allSatisfy(e -> {
            assertThat(e.module()).isEqualTo(org.steelyard.protocol.Module.SOCIAL);
            assertThat(e.provenance().step()).startsWith("society/");
        });
    }
}
