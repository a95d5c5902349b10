package org.steelyard.society;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.steelyard.society.Fixture.binary;
import static org.steelyard.society.Fixture.category;
import static org.steelyard.society.Fixture.concentration;
import static org.steelyard.society.Fixture.group;
import static org.steelyard.society.Fixture.number;
import static org.steelyard.society.Fixture.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;
import org.steelyard.society.SocialResults.GroupRow;

class SocialEngineTest {

    private static final List<String> INCOME = List.of("low", "middle", "high");

    private static final List<Outcome> OUTCOMES = List.of(
            Fixture.outcome("died", OutcomeType.BINARY, "died"),
            Fixture.timed("alive", "days", "died", Optional.of(100.0)));

    /** Twelve people, four of each income; the last one's income is not known in {@code gap}. */
    private static AnalysisTable people() {
        return table(
                binary("x", 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1),
                category("income", INCOME, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2),
                category("gap", INCOME, 0, 0, 0, 0, -1, -1, -1, -1, 2, 2, 2, -1),
                binary("urban", 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0),
                number("age", 50, 61, 44, 70, 55, 62, 48, 71, 53, 66, 49, 58),
                binary("died", 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
                binary("never", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                number("days", 20, 40, 120, 120, 60, 120, 120, 120, 90, 90, 90, 90));
    }

    private static SocialResults run(SocialPlan social, List<Variable> variables, String... covariates) {
        return SocialEngine.run(
                people(),
                Fixture.plan(new Fixture.Parts(variables, "x", OUTCOMES, List.of(covariates), Optional.of(social))),
                Fixture.settings());
    }

    private static SocialResults groups(SocialPlan.Group... groups) {
        return run(Fixture.social(List.of(groups), List.of()), List.of());
    }

    private static Optional<Diagnostic> failed(SocialResults r, String kind) {
        return r.diagnostics().stream()
                .filter(d -> d.kind().equals(kind) && !d.passed())
                .findFirst();
    }

    @Test
    void accessByHand() {
        List<GroupRow> rows = groups(group("income")).groups().getFirst().rows();
        assertThat(rows).extracting(GroupRow::level).containsExactlyElementsOf(INCOME);
        assertThat(rows).extracting(GroupRow::access).containsExactly(0.25, 0.5, 0.75);
        // without covariates the odds ratio is that of the table: (2/2)/(1/3) and (3/1)/(1/3)
        assertThat(rows.get(1).accessAdjusted()).isCloseTo(3, within(1e-9));
        assertThat(rows.get(2).accessAdjusted()).isCloseTo(9, within(1e-9));
        assertThat(groups(group("income")).groups().getFirst().accessChiSquared())
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void yesOrNoIsAGroupOfTwo() {
        List<GroupRow> rows = groups(group("urban")).groups().getFirst().rows();
        assertThat(rows).extracting(GroupRow::level).containsExactly("false", "true");
        assertThat(rows).extracting(GroupRow::n).containsExactly(6, 6);
    }

    @Test
    void levelNobodyHasIsNotShownAndMissingIsCounted() {
        SocialResults r = groups(group("gap"));
        assertThat(r.groups().getFirst().rows()).extracting(GroupRow::level).containsExactly("low", "high");
        assertThat(failed(r, "group-missing"))
                .hasValueSatisfying(d -> assertThat(d.value()).isCloseTo(5.0 / 12, within(1e-12)));
    }

    @Test
    void levelNotFollowedToTheHorizonIsLeftOutWithAReason() {
        SocialResults r = groups(group("income", "alive"));
        List<GroupRow> rows = r.groups().getFirst().rows();
        assertThat(rows.get(0).outcomes())
                .singleElement()
                .satisfies(o -> assertThat(o.value()).isCloseTo(0.5, within(1e-12)));
        assertThat(rows.get(2).outcomes()).isEmpty();
        assertThat(failed(r, "not-estimated")).hasValueSatisfying(d -> {
            assertThat(d.message().zh()).contains("high").contains("随访");
            assertThat(d.message().en()).contains("follow-up");
        });
    }

    @Test
    void smallGroupsWarn() {
        assertThat(failed(groups(group("income")), "small-groups"))
                .hasValueSatisfying(d -> assertThat(d.value()).isEqualTo(3));
    }

    @Test
    void separationLeavesTheRatioOutWithAReason() {
        SocialPlan social = Fixture.social(List.of(group("income")), List.of());
        SocialResults r = SocialEngine.run(
                table(binary("x", 0, 0, 0, 0, 1, 0, 1, 1, 0), category("income", INCOME, 0, 0, 0, 0, 1, 1, 1, 1, 1)),
                Fixture.plan(new Fixture.Parts(List.of(), "x", OUTCOMES, List.of(), Optional.of(social))),
                Fixture.settings());
        assertThat(failed(r, "not-estimated")).isPresent();
        assertThat(r.groups().getFirst().rows())
                .allSatisfy(row -> assertThat(row.accessAdjusted()).isNaN());
        assertThat(r.groups().getFirst().rows().getFirst().access()).isZero();
    }

    @Test
    void covariateThatTheGroupIsDefinedFromIsNotAdjustedFor() {
        SocialPlan social = Fixture.social(List.of(group("urban")), List.of());
        List<Variable> defined = List.of(
                Fixture.variable("age", Type.NUMBER, Optional.empty()),
                Fixture.variable("urban", Type.BINARY, Optional.of("age > 55")));
        SocialResults related = run(social, defined, "age");
        SocialResults unrelated = run(social, List.of(), "age");
        assertThat(ratio(related).convention()).isEqualTo("adjusted for: none");
        assertThat(ratio(unrelated).convention()).isEqualTo("adjusted for: age");
    }

    private static EffectEstimate ratio(SocialResults r) {
        return r.estimates().stream()
                .filter(e -> e.measure().equals("access-odds-ratio"))
                .findFirst()
                .orElseThrow();
    }

    /** Income low, middle, high with treated shares 1/4, 2/4, 3/4: ranks 1/6, 3/6, 5/6. */
    @Test
    void concentrationIndexOfGroupedRanksByHand() {
        SocialResults r = run(Fixture.social(List.of(), List.of(concentration("income", "x"))), List.of());
        // 2 cov(x, R) / mean = 2 (0.25/6 + 0.5·3/6 + 0.75·5/6)/3 / 0.5 − 1
        double byHand = 2 * ((0.25 / 6 + 0.5 * 3 / 6 + 0.75 * 5 / 6) / 3) / 0.5 - 1;
        assertThat(r.concentration().getFirst().index()).isCloseTo(byHand, within(1e-12));
        assertThat(r.concentration().getFirst().erreygers()).isCloseTo(4 * 0.5 * byHand, within(1e-12));
    }

    @Test
    void reversedRankingTurnsTheSign() {
        SocialResults up = run(Fixture.social(List.of(), List.of(concentration("income", "x"))), List.of());
        AnalysisTable turned = table(
                binary("x", 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1),
                category("income", INCOME, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0));
        SocialPlan social = Fixture.social(List.of(), List.of(concentration("income", "x")));
        SocialResults down = SocialEngine.run(
                turned,
                Fixture.plan(new Fixture.Parts(List.of(), "x", OUTCOMES, List.of(), Optional.of(social))),
                Fixture.settings());
        assertThat(down.concentration().getFirst().index())
                .isCloseTo(-up.concentration().getFirst().index(), within(1e-12));
    }

    @Test
    void indexOfSomethingThatNeverHappensIsLeftOutWithAReason() {
        SocialResults r = run(Fixture.social(List.of(), List.of(concentration("income", "never"))), List.of());
        assertThat(r.concentration()).isEmpty();
        assertThat(failed(r, "not-estimated"))
                .hasValueSatisfying(d -> assertThat(d.message().zh()).contains("均值"));
    }

    /** R package rineq 0.2.3 on its housing data (10,000 rows), read from the shared folder. */
    @Test
    void housingDataGiveTheIndicesOfRineq() throws IOException {
        Path file = Path.of(System.getProperty("steelyard.shared", "absent"), "data", "equity", "rineq_housing.csv");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + file.getFileName());
        List<String[]> rows =
                Files.readAllLines(file).stream().skip(1).map(l -> l.split(",")).toList();
        double[] bmi = rows.stream().mapToDouble(r -> Double.parseDouble(r[7])).toArray();
        double[] income =
                rows.stream().mapToDouble(r -> Double.parseDouble(r[8])).toArray();
        int[] high = Arrays.stream(bmi).mapToInt(b -> b > 30 ? 1 : 0).toArray();
        int[] treated =
                rows.stream().mapToInt(r -> r[1].contains("female") ? 1 : 0).toArray();
        SocialPlan social = Fixture.social(List.of(), List.of(concentration("income", "bmi", "high")));
        SocialResults r = SocialEngine.run(
                table(binary("x", treated), number("income", income), number("bmi", bmi), binary("high", high)),
                Fixture.plan(new Fixture.Parts(List.of(), "x", OUTCOMES, List.of(), Optional.of(social))),
                Fixture.settings());
        String method = "Concentration index through the engine";
        String source = "R package rineq 0.2.3";
        Oracle.check(
                method,
                source,
                "housing, BMI by income",
                0.1210040457,
                r.concentration().getFirst().index(),
                1e-9);
        Oracle.check(
                method,
                source,
                "housing, BMI over 30",
                0.4521106142,
                r.concentration().get(1).index(),
                1e-9);
        Oracle.check(
                method,
                source,
                "housing, BMI over 30, Erreygers",
                0.54180936,
                r.concentration().get(1).erreygers(),
                1e-8);
    }
}
