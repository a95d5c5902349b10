package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.steelyard.economics.Fixture.at;
import static org.steelyard.economics.Fixture.binary;
import static org.steelyard.economics.Fixture.economics;
import static org.steelyard.economics.Fixture.fixed;
import static org.steelyard.economics.Fixture.number;
import static org.steelyard.economics.Fixture.packed;
import static org.steelyard.economics.Fixture.plan;
import static org.steelyard.economics.Fixture.price;
import static org.steelyard.economics.Fixture.rates;
import static org.steelyard.economics.Fixture.resource;
import static org.steelyard.economics.Fixture.settings;
import static org.steelyard.economics.Fixture.table;
import static org.steelyard.economics.Fixture.timed;
import static org.steelyard.economics.Fixture.variable;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.economics.EconomicResults.Incremental;
import org.steelyard.economics.EconomicResults.Strategy;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.Variable.Type;

class PatientLevelEngineTest {

    private static final List<Variable> DICTIONARY = List.of(
            variable("x", Type.BINARY),
            variable("years", Type.NUMBER),
            variable("died", Type.BINARY),
            variable("days", Type.NUMBER),
            variable("severe", Type.BINARY));

    private static final List<Outcome> OUTCOMES = List.of(timed("os", "years", "died"));

    /** Eight people, two arms, nobody lost before two years. */
    private static AnalysisTable people() {
        return table(
                binary("x", 1, 1, 1, 1, 0, 0, 0, 0),
                number("years", 2, 2, 2, 1, 2, 2, 0.5, 1),
                binary("died", 0, 0, 0, 1, 0, 0, 1, 1),
                number("days", 4, 6, 8, 2, 10, 12, 4, 6),
                binary("severe", 0, 1, 0, 1, 0, 1, 0, 1));
    }

    private static EconomicPlan economics(double horizon, Resource... resources) {
        return Fixture.economics(new PatientLevel(List.of(resources), "os", fixed(0.8)), horizon);
    }

    private static Protocol protocol(EconomicPlan economics, String... covariates) {
        return plan(DICTIONARY, OUTCOMES, List.of(covariates), Optional.of(economics));
    }

    private static EconomicResults run(EconomicPlan economics, String... covariates) {
        EconomicSettings.Limits usual = EconomicSettings.Limits.conventional();
        // with four people an arm many resamples are separable
        EconomicSettings.Limits lenient = new EconomicSettings.Limits(
                usual.costCensoring(), usual.excluded(), usual.atHorizon(), usual.effectiveShare(), 0.9);
        return EconomicEngine.run(
                people(),
                protocol(economics, covariates),
                Fixture.PACK,
                settings(1).withLimits(lenient));
    }

    private static Strategy arm(EconomicResults r, Arm arm) {
        return r.strategies().stream().filter(s -> s.arm() == arm).findFirst().orElseThrow();
    }

    private static Diagnostic diagnostic(EconomicResults r, String kind) {
        return r.diagnostics().stream()
                .filter(d -> d.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void smallEvaluationByHand() {
        EconomicResults r = run(economics(2, resource("bed-days", "days", 100), at(resource("visit", "1", 50), 1.5)));
        // within two years the days are spread over follow-up: three people over two years, one over one year
        double two = (1 + 1 / 1.05) / 2;
        double treatedDays = (4 * two + 6 * two + 8 * two + 2) / 4;
        double controlDays = (10 * two + 12 * two + 4 + 6) / 4;
        // a visit after 1.5 years lies in the second year
        double visit = 50 / 1.05;
        assertThat(arm(r, Arm.TREATED).cost()).isCloseTo(100 * treatedDays + visit, within(1e-10));
        assertThat(arm(r, Arm.CONTROL).cost()).isCloseTo(100 * controlDays + visit, within(1e-10));
        // alive: treated 1 then 0.75; control 1, then 0.75 from half a year, 0.5 from one year
        double treatedYears = 1 + 0.75 / 1.05;
        double controlYears = 0.5 + 0.5 * 0.75 + 0.5 / 1.05;
        assertThat(arm(r, Arm.TREATED).ly()).isCloseTo(treatedYears, within(1e-12));
        assertThat(arm(r, Arm.CONTROL).ly()).isCloseTo(controlYears, within(1e-12));
        assertThat(arm(r, Arm.TREATED).qaly()).isCloseTo(0.8 * treatedYears, within(1e-12));
        Incremental i = r.incremental();
        assertThat(i.cost()).isCloseTo(100 * (treatedDays - controlDays), within(1e-10));
        assertThat(i.verdict()).isEqualTo(Verdict.DOMINANT);
        assertThat(i.icer()).isNaN();
        double threshold = 95749;
        assertThat(i.netBenefit().get(1).threshold()).isEqualTo(threshold);
        assertThat(i.netBenefit().get(1).value())
                .isCloseTo(threshold * 0.8 * (treatedYears - controlYears) - i.cost(), within(1e-8));
        assertThat(r.trace()).isEmpty();
    }

    @Test
    void weightsMakeTheArmsAlike() {
        // the share of severe people is 1/2 in both arms, so adjustment changes nothing
        EconomicPlan plan = economics(2, resource("bed-days", "days", 100));
        EconomicResults crude = run(plan);
        EconomicResults adjusted = run(plan, "severe");
        assertThat(adjusted.incremental().cost()).isCloseTo(crude.incremental().cost(), within(1e-7));
        assertThat(diagnostic(adjusted, "smd-max").value()).isCloseTo(0, within(1e-7));
    }

    @Test
    void rateZeroEqualsNoDiscounting() {
        EconomicResults r = run(rates(economics(2, resource("bed-days", "days", 100)), 0, 0));
        assertThat(arm(r, Arm.TREATED).cost()).isCloseTo(100 * 5, within(1e-10));
        assertThat(arm(r, Arm.CONTROL).cost()).isCloseTo(100 * 8, within(1e-10));
        assertThat(arm(r, Arm.TREATED).ly()).isCloseTo(1.75, within(1e-12));
        EffectEstimate undiscounted = estimate(r, "incremental-ly-undiscounted");
        EffectEstimate discounted = estimate(r, "incremental-ly");
        assertThat(undiscounted.value()).isCloseTo(discounted.value(), within(1e-12));
    }

    private static EffectEstimate estimate(EconomicResults r, String measure) {
        return r.estimates().stream()
                .filter(e -> e.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void firstYearIsNeitherDiscountedForCostsNorForLifeYears() {
        EconomicPlan plan = economics(1, resource("bed-days", "days", 100));
        EconomicResults at5 = run(plan);
        EconomicResults at0 = run(rates(plan, 0, 0));
        assertThat(at5.incremental().cost()).isEqualTo(at0.incremental().cost());
        assertThat(at5.incremental().qaly()).isEqualTo(at0.incremental().qaly());
        assertThat(at5.oneWay()).noneMatch(o -> o.parameter().startsWith("discount"));
    }

    @Test
    void namedUnitCostComesFromThePack() {
        EconomicResults r = run(rates(economics(2, packed("bed-days", "days", "inpatient-day")), 0, 0));
        assertThat(arm(r, Arm.TREATED).cost()).isCloseTo(1147.3 * 5, within(1e-9));
    }

    @Test
    void thresholdPriceMakesNetBenefitZero() {
        Resource course = price(at(resource("course", "1", 1000), 0));
        EconomicResults r = run(economics(2, resource("bed-days", "days", 100), course));
        double price = r.incremental().thresholdPrice().get(2).price();
        Resource dearer = price(at(resource("course", "1", price), 0));
        EconomicResults again = run(economics(2, resource("bed-days", "days", 100), dearer));
        assertThat(again.incremental().netBenefit().get(2).value()).isCloseTo(0, within(1e-6));
        assertThat(r.incremental().thresholdPrice()).hasSize(5);
        assertThat(run(economics(2, resource("bed-days", "days", 100)))
                        .incremental()
                        .thresholdPrice())
                .isEmpty();
    }

    @Test
    void costLinesAddUpToTheStrategies() {
        EconomicResults r = run(economics(
                2, resource("bed-days", "days", 100), price(at(resource("course", "if(severe, 2, 1)", 300), 0))));
        for (Arm arm : Arm.values()) {
            double sum = r.costLines().stream()
                    .filter(l -> l.arm() == arm)
                    .mapToDouble(EconomicResults.CostLine::mean)
                    .sum();
            assertThat(sum).isCloseTo(arm(r, arm).cost(), within(1e-9));
        }
        assertThat(r.costLines().stream().filter(l -> l.id().equals("course")))
                .singleElement()
                .satisfies(l -> assertThat(l.mean()).isCloseTo(450, within(1e-9)));
    }

    @Test
    void yesCountsAsOneUnit() {
        EconomicResults r = run(rates(economics(2, resource("severe", "severe", 100)), 0, 0));
        assertThat(arm(r, Arm.CONTROL).cost()).isCloseTo(50, within(1e-12));
    }

    /** A person without the quantity is left out of costs and effects alike, and counted. */
    @Test
    void missingQuantityTakesThePersonOut() {
        AnalysisTable gap = table(
                binary("x", 1, 1, 1, 0, 0, 0),
                number("years", 2, 2, 1, 2, 2, 0.5),
                binary("died", 0, 0, 1, 0, 0, 1),
                number("days", 4, Double.NaN, 8, 10, 12, 4),
                binary("severe", 0, 0, 0, 0, 0, 0));
        Protocol plan = protocol(rates(economics(2, resource("bed-days", "days", 1)), 0, 0));
        EconomicResults r = EconomicEngine.run(gap, plan, Fixture.PACK, settings(1));
        assertThat(arm(r, Arm.TREATED).cost()).isCloseTo(6, within(1e-12));
        assertThat(arm(r, Arm.TREATED).ly()).isCloseTo(1.5, within(1e-12));
        assertThat(diagnostic(r, "excluded").value()).isCloseTo(1.0 / 6, within(1e-12));
        assertThat(diagnostic(r, "excluded").passed()).isFalse();
        assertThat(estimate(r, "incremental-cost").n()).isEqualTo(5);
    }

    @Test
    void lossBeforeTheHorizonIsMadeUpForAndReported() {
        AnalysisTable lost = table(
                binary("x", 1, 1, 1, 1, 0, 0, 0, 0),
                number("years", 1, 2, 2, 2, 2, 2, 2, 2),
                binary("died", 0, 0, 0, 0, 0, 0, 0, 0),
                number("days", 1, 6, 8, 10, 5, 5, 5, 5),
                binary("severe", 0, 0, 0, 0, 0, 0, 0, 0));
        Protocol plan = protocol(rates(economics(2, resource("bed-days", "days", 1)), 0, 0));
        EconomicResults r = EconomicEngine.run(lost, plan, Fixture.PACK, settings(1));
        // the lost quarter is made up for by the three others: their mean
        assertThat(arm(r, Arm.TREATED).cost()).isCloseTo(8, within(1e-12));
        assertThat(diagnostic(r, "cost-censoring").value()).isCloseTo(0.25, within(1e-12));
        assertThat(diagnostic(r, "cost-censoring").passed()).isFalse();
    }

    @Test
    void everyEstimateSaysWhatItIs() {
        EconomicResults r = run(economics(2, resource("bed-days", "days", 100)));
        assertThat(r.estimates())
                .extracting(EffectEstimate::id)
                .doesNotHaveDuplicates()
                .contains("economics/incremental-cost", "economics/incremental-qaly", "economics/incremental-ly");
        assertThat(r.estimates()).allSatisfy(e -> {
            assertThat(e.lower()).isLessThanOrEqualTo(e.upper());
            assertThat(e.level()).isEqualTo(0.95);
            assertThat(e.estimand()).isEqualTo("ATE");
            assertThat(e.p()).isNaN();
            assertThat(e.provenance().step()).startsWith("economics/");
            assertThat(e.preSpecified()).isFalse();
            assertThat(e.n()).isEqualTo(8);
            assertThat(e.nTreated()).isEqualTo(4);
        });
        assertThat(estimate(r, "incremental-cost").unit()).isEqualTo("CNY 2024");
        assertThat(estimate(r, "incremental-ly").events()).isEqualTo(3);
        assertThat(r.conventions()).containsKeys("discounting", "cost-censoring", "uncertainty", "threshold");
        assertThat(r.conventions().values()).allSatisfy(t -> {
            assertThat(t.zh()).isNotBlank();
            assertThat(t.en()).isNotBlank();
        });
    }
}
