package org.steelyard.economics.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Money;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.matching.MatchedSets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostOracleTest {

    private static JsonNode oracle(String name) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), "oracles", name + ".json");
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + name);
        return JsonMapper.shared().readTree(file.toFile());
    }

    private static double[] numbers(JsonNode array) {
        double[] out = new double[array.size()];
        Arrays.setAll(out, i -> array.get(i).asDouble());
        return out;
    }

    @Test
    void gammaModelsOfClottingAreThoseOfR() {
        JsonNode o = oracle("17_glm_gamma_two_part").path("clotting");
        double[] u = numbers(o.path("u"));
        double[][] x =
                Arrays.stream(u).mapToObj(v -> new double[] {1, Math.log(v)}).toArray(double[][]::new);
        String source = "R glm, clotting (McCullagh and Nelder)";
        for (String lot : List.of("lot1", "lot2")) {
            for (String link : List.of("inverse", "log")) {
                JsonNode want = o.path("recomputed").path(lot + "_" + link);
                CostRegression.Fit f = CostRegression.of(
                                CostRegression.Family.GAMMA,
                                link.equals("log") ? CostRegression.Link.LOG : CostRegression.Link.INVERSE)
                        .fit(x, numbers(o.path(lot)));
                String id = lot + ", " + link + " link: ";
                for (int j = 0; j < 2; j++) {
                    Oracle.check(
                            "gamma GLM",
                            source,
                            id + "coefficient " + j,
                            want.path("coef").get(j).asDouble(),
                            f.coefficients()[j],
                            1e-8);
                    Oracle.check(
                            "gamma GLM",
                            source,
                            id + "standard error " + j,
                            want.path("se").get(j).asDouble(),
                            f.standardErrors()[j],
                            1e-7);
                    Oracle.check(
                            "gamma GLM",
                            source,
                            id + "robust standard error " + j,
                            want.path("robust_se").get(j).asDouble(),
                            // the oracle's sandwich carries n/(n − 1)
                            f.robustStandardErrors()[j] * Math.sqrt(9 / 8.0),
                            1e-6);
                }
                Oracle.check(
                        "gamma GLM",
                        source,
                        id + "dispersion",
                        want.path("dispersion").asDouble(),
                        f.dispersion(),
                        1e-7);
                Oracle.check(
                        "gamma GLM",
                        source,
                        id + "deviance",
                        want.path("deviance").asDouble(),
                        f.deviance(),
                        1e-8);
                Oracle.check("gamma GLM", source, id + "AIC", want.path("aic_R").asDouble(), f.aic(), 1e-8);
                Oracle.check(
                        "gamma GLM",
                        source,
                        id + "mean of fitted",
                        want.path("mean_fitted").asDouble(),
                        Arrays.stream(f.fitted()).average().orElse(0),
                        1e-9);
            }
        }
    }

    private static final double[] AGE = {31, 42, 55, 60, 47, 38, 66, 71, 52, 29, 63, 58};
    private static final double[] COST = {0, 120, 310, 0, 95, 60, 720, 0, 240, 35, 510, 400};

    private static double[][] ages() {
        return Arrays.stream(AGE).mapToObj(a -> new double[] {1, a / 10}).toArray(double[][]::new);
    }

    /** R 4.2.2 with {@code control = glm.control(epsilon = 1e-14)}: {@code glm(y ~ a, family)} on the positive costs, a = age/10; {@code glm(I(y > 0) ~ a, binomial("probit"))}; {@code lm(log(y) ~ a)}. */
    @Test
    void otherFamiliesLinksAndTwoPartsAreThoseOfR() {
        double[] positive = Arrays.stream(COST).filter(c -> c > 0).toArray();
        double[][] x = java.util.stream.IntStream.range(0, COST.length)
                .filter(i -> COST[i] > 0)
                .mapToObj(i -> ages()[i])
                .toArray(double[][]::new);
        check(
                "inverse Gaussian, log",
                CostRegression.of(CostRegression.Family.INVERSE_GAUSSIAN, CostRegression.Link.LOG)
                        .fit(x, positive),
                R_IG);
        check(
                "gamma, identity",
                CostRegression.of(CostRegression.Family.GAMMA, CostRegression.Link.IDENTITY)
                        .fit(x, positive),
                R_ID);
        check(
                "normal, log",
                CostRegression.of(CostRegression.Family.NORMAL, CostRegression.Link.LOG)
                        .fit(x, positive),
                R_NL);
        double[] any = Arrays.stream(COST).map(c -> c > 0 ? 1 : 0).toArray();
        CostRegression probit = CostRegression.of(CostRegression.Family.BINOMIAL, CostRegression.Link.PROBIT);
        check("probit", probit.fit(ages(), any), R_PROBIT);
        CostRegression gamma = CostRegression.of(CostRegression.Family.GAMMA, CostRegression.Link.LOG);
        double two = Arrays.stream(
                        CostRegression.TwoPart.of(ages(), COST, probit, gamma).predict(ages()))
                .average()
                .orElse(0);
        Oracle.check("two-part model", "R 4.2.2, glm", "probit and gamma: mean prediction", R_TWO[0], two, 1e-7);
        var smeared = CostRegression.TwoPart.logarithms(ages(), COST, probit);
        Oracle.check(
                "two-part model",
                "R 4.2.2, lm",
                "smearing factor",
                R_TWO[1],
                smeared.smearing().orElse(0.0),
                1e-9);
        Oracle.check(
                "two-part model",
                "R 4.2.2, lm",
                "probit and smeared logarithms: mean prediction",
                R_TWO[2],
                Arrays.stream(smeared.predict(ages())).average().orElse(0),
                1e-7);
    }

    /** coefficients, standard errors, AIC */
    private static void check(String id, CostRegression.Fit f, double[] want) {
        for (int j = 0; j < 2; j++) {
            Oracle.check(
                    "cost regression", "R 4.2.2, glm", id + ": coefficient " + j, want[j], f.coefficients()[j], 1e-6);
            Oracle.check(
                    "cost regression",
                    "R 4.2.2, glm",
                    id + ": standard error " + j,
                    want[2 + j],
                    f.standardErrors()[j],
                    1e-5);
        }
        Oracle.check("cost regression", "R 4.2.2, glm", id + ": AIC", want[4], f.aic(), 1e-8);
    }

    private static final double[] R_IG = {1.17501434391, 0.810292623832, 0.230924836582, 0.0565938691535, 97.9378709565
    };
    private static final double[] R_ID = {-271.864345954, 104.109498262, 62.9202091872, 19.7939519853, 110.121309494};
    private static final double[] R_NL = {1.18872129296, 0.813763002125, 0.350395406403, 0.0563314972307, 91.879537306};
    private static final double[] R_PROBIT = {
        1.3309519495, -0.127168505329, 1.64902548104, 0.307108672718, 17.3031444475
    };
    private static final double[] R_TWO = {237.528247363, 1.01492087897, 238.672220727};

    @Test
    void costsOutsideTheFamilyAreRefused() {
        CostRegression gamma = CostRegression.of(CostRegression.Family.GAMMA, CostRegression.Link.LOG);
        assertThatThrownBy(() -> gamma.fit(ages(), COST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CostRegression.of(CostRegression.Family.GAMMA, CostRegression.Link.LOGIT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CensoredCost.Person person(double followed, boolean dead, double... lines) {
        List<CensoredCost.Line> out = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 3) {
            out.add(new CensoredCost.Line(lines[i], lines[i + 1], lines[i + 2]));
        }
        return new CensoredCost.Person(followed, dead, out);
    }

    @Test
    void theRestOfTheToyDataAgreesWithCcostr() {
        JsonNode o = oracle("16_censored_cost").path("toy").path("recomputed");
        CensoredCost.Means m = CensoredCost.of(
                List.of(
                        person(343, false, 1, 1, 550, 30, 82, 1949, 88, 88, 45),
                        person(903, false, 18, 198, 4245),
                        person(445, true, 1, 5, 23, 67, 88, 567),
                        person(652, true, 43, 44, 300)),
                1000);
        Oracle.check(
                "Zhao and Tian",
                "ccostr, Stata hcost",
                "toy data, standard error",
                o.path("ZT_SE").asDouble(),
                m.zhaoTianSe(),
                1e-10);
        Oracle.check("Lin, by deaths", "ccostr", "toy data", o.path("LinT").asDouble(), m.linDeaths(), 1e-12);
    }

    /** The design of Lin 1997: yearly costs that accrue evenly, an initial and a terminal cost, loss over 0 to 20 or 12.5 years. */
    private static List<CensoredCost.Person> lin(RandomGenerator random, int n, boolean uniform, double loss) {
        List<CensoredCost.Person> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double life = uniform ? 10 * random.nextDouble() : -6 * Math.log(1 - random.nextDouble());
            double lost = loss * random.nextDouble();
            double end = Math.min(Math.min(life, lost), 10);
            boolean died = life <= lost && life <= 10;
            List<CensoredCost.Line> lines = new ArrayList<>();
            lines.add(new CensoredCost.Line(0, 0, 5000 + 10000 * random.nextDouble()));
            double steady = 1000 + 1600 * random.nextDouble();
            for (int year = 0; year < end; year++) {
                double share = Math.min(1, end - year);
                lines.add(new CensoredCost.Line(year, year + share, share * (steady + 400 * random.nextDouble())));
            }
            double terminal = 10000 + 20000 * random.nextDouble();
            if (died) {
                lines.add(new CensoredCost.Line(life, life, terminal));
            }
            out.add(new CensoredCost.Person(end, died, lines));
        }
        return out;
    }

    @Test
    void estimatorsFindTheTruthOfLinsDesignAndTheirErrorsItsSpread() {
        JsonNode truth = oracle("16_censored_cost").path("lin1997_truth");
        long seed = Long.getLong("seed", 7);
        System.out.println("seed " + seed);
        RandomGenerator random = new Seed(seed).generator();
        double[] years = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (boolean uniform : new boolean[] {true, false}) {
            double exact = truth.path(uniform ? "uniform_survival" : "exponential_survival")
                    .asDouble();
            int repeats = 120;
            double[][] values = new double[5][repeats];
            double[] errors = new double[3];
            for (int r = 0; r < repeats; r++) {
                CensoredCost.Means m = CensoredCost.of(lin(random, 300, uniform, 20), 10, years);
                double[] each = {m.bangTsiatis(), m.partitioned(), m.zhaoTian(), m.linIntervals(), m.linDeaths()};
                for (int k = 0; k < each.length; k++) {
                    values[k][r] = each[k];
                }
                errors[0] += m.bangTsiatisSe() / repeats;
                errors[1] += m.partitionedSe() / repeats;
                errors[2] += m.zhaoTianSe() / repeats;
            }
            String[] names = {
                "Bang and Tsiatis",
                "Bang and Tsiatis, partitioned",
                "Zhao and Tian",
                "Lin, by intervals",
                "Lin, by deaths"
            };
            for (int k = 0; k < names.length; k++) {
                Oracle.check(
                        names[k],
                        "design of Lin 1997, mean of 120 samples of 300",
                        uniform ? "uniform survival" : "exponential survival",
                        exact,
                        mean(values[k]),
                        k == 3 ? 0.04 : 0.02); // people are lost within Lin's intervals, which biases it a little
            }
            for (int k = 0; k < 3; k++) {
                assertThat(errors[k] / spread(values[k]))
                        .as(names[k] + ", seed " + seed)
                        .isBetween(0.8, 1.25);
            }
            assertThat(spread(values[2])).isLessThan(spread(values[0]));
        }
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(0);
    }

    private static double spread(double[] x) {
        double m = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - m) * (v - m)).sum() / (x.length - 1));
    }

    /** Weighed least squares on an arm alone are the Hajek means of the arms. */
    @Test
    void regressionUnderCensoringGivesTheWeightedMeansOfArms() {
        List<CensoredCost.Person> people = lin(new Seed(3).generator(), 200, true, 12.5);
        CensoredCost.Weighted w = CensoredCost.weighted(people, 10);
        double[][] x = new double[200][];
        double[] sums = new double[2];
        double[] weights = new double[2];
        for (int i = 0; i < 200; i++) {
            x[i] = new double[] {1, i % 2};
            sums[i % 2] += w.weight()[i] * w.cost()[i];
            weights[i % 2] += w.weight()[i];
        }
        CostRegression.Fit fit = CostRegression.of(CostRegression.Family.NORMAL, CostRegression.Link.IDENTITY)
                .fit(x, w.cost(), w.weight());
        assertThat(fit.coefficients()[1]).isCloseTo(sums[1] / weights[1] - sums[0] / weights[0], Offset.offset(1e-7));
        assertThat(fit.robustStandardErrors()[1]).isPositive();
    }

    /** 100 cases, 10 days in one spell at 200 a day, half of them in work; two deaths, 2.5 years before retirement at 250 days a year, no growth, 10 % discount. */
    @Test
    void burdenByHand() {
        BurdenOfIllness.Labour labour = new BurdenOfIllness.Labour(200, 250, 0.5, 0, 0.1);
        BurdenOfIllness.Year year = new BurdenOfIllness.Year(100, 1000, 10, 1, 2, 2.5);
        BurdenOfIllness human = BurdenOfIllness.prevalence(year, labour, new BurdenOfIllness.Valuation.HumanCapital());
        assertThat(human.direct()).isEqualTo(100_000);
        assertThat(human.illness()).isEqualTo(100 * 10 * 200 * 0.5);
        double earnings = 25_000 * (1 + 1 / 1.1 + 0.5 / 1.21);
        assertThat(human.death()).isCloseTo(2 * earnings, Offset.offset(1e-8));
        assertThat(human.total()).isCloseTo(100_000 + 100_000 + 2 * earnings, Offset.offset(1e-8));
        BurdenOfIllness friction =
                BurdenOfIllness.prevalence(year, labour, new BurdenOfIllness.Valuation.Friction(6, 0.8, 500));
        assertThat(friction.illness()).isCloseTo(100 * (6 * 200 * 0.5 * 0.8 + 250), Offset.offset(1e-9));
        assertThat(friction.death()).isCloseTo(2 * 0.5 * (6 * 200 * 0.8 + 500), Offset.offset(1e-9));
        assertThat(BurdenOfIllness.incidence(10, new double[] {100, 50}, new double[] {1, 0.8}, 0.25))
                .isEqualTo(10 * (100 + 0.8 * 50 / 1.25));
    }

    /** A nurse of 60,000 a year and 100,000 minutes, of which 80 % can be worked: 0.75 a minute. */
    @Test
    void activitiesByHand() {
        var nurse = new ActivityCost.Resource("nurse", 60_000, 100_000, 0.8);
        var service = new ActivityCost.Service(
                "dressing",
                2000,
                List.of(
                        new ActivityCost.Activity("clean", "nurse", 20, 1, 8),
                        new ActivityCost.Activity("again", "nurse", 10, 0.1, 0)));
        ActivityCost.Result r = ActivityCost.of(List.of(nurse), List.of(service));
        assertThat(r.services().getFirst().labourAndEquipment()).isCloseTo(21 * 0.75, Offset.offset(1e-12));
        assertThat(r.services().getFirst().total()).isCloseTo(23.75, Offset.offset(1e-12));
        assertThat(r.capacity().getFirst().used()).isEqualTo(42_000);
        assertThat(r.capacity().getFirst().idleCost()).isCloseTo(38_000 * 0.75, Offset.offset(1e-9));
        double all = 2000 * r.services().getFirst().labourAndEquipment()
                + r.capacity().getFirst().idleCost();
        assertThat(all).as("all is loaded or idle").isCloseTo(60_000, Offset.offset(1e-9));
    }

    @Test
    void billsAreSettledByHandAndSumToThemselves() {
        var tiers =
                List.of(new BenefitPackage.Tier(10_000, 0.8), new BenefitPackage.Tier(Double.POSITIVE_INFINITY, 0.9));
        var serious =
                new BenefitPackage.Layer(5_000, List.of(new BenefitPackage.Tier(Double.POSITIVE_INFINITY, 0.5)), 3_000);
        var aid = new BenefitPackage.Layer(0, List.of(new BenefitPackage.Tier(Double.POSITIVE_INFINITY, 0.1)), 1e9);
        BenefitPackage p =
                new BenefitPackage(List.of(1000.0, 400.0), tiers, 40_000, Optional.of(serious), Optional.of(aid));
        List<BenefitPackage.Bill> bills = List.of(
                new BenefitPackage.Bill(8_000, 2_000, 0.5, 700),
                new BenefitPackage.Bill(50_000, 0, 0, 0),
                new BenefitPackage.Bill(300, 0, 0, 0));
        List<BenefitPackage.Shares> s = p.settle(bills);
        // first: eligible 9,000, above the deductible 8,000, fund 6,400; own 2,600, aid 260
        assertThat(s.get(0).fund()).isCloseTo(6_400, Offset.offset(1e-9));
        assertThat(s.get(0).medicalAid()).isCloseTo(260, Offset.offset(1e-9));
        // second: 49,600 above: 2,000 at 80 %, 47,600 at 90 % = 44,440, but the cap leaves 33,600; own 16,400, of
        // 19,000 in all 14,000 are beyond 5,000: half of it, at most 3,000
        assertThat(s.get(1).fund()).isCloseTo(33_600, Offset.offset(1e-9));
        assertThat(s.get(1).seriousIllness()).isCloseTo(3_000, Offset.offset(1e-9));
        assertThat(s.get(2).fund()).isZero();
        for (int i = 0; i < 3; i++) {
            var x = s.get(i);
            assertThat(x.fund() + x.seriousIllness() + x.medicalAid() + x.patient())
                    .isCloseTo(bills.get(i).total(), Offset.offset(1e-9));
        }
        assertThatThrownBy(() -> new BenefitPackage(
                        List.of(1.0), List.of(new BenefitPackage.Tier(5, 0.5)), 1, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pricesMoveWithTheIndexAndOnlyWithinIt() {
        PriceIndex index = new PriceIndex("cpi", "test", "CNY", PriceIndex.chained(2020, 2, 5));
        Money now = index.convert(new Money(BigDecimal.valueOf(1000), "CNY", 2020), 2022);
        assertThat(now.amount().doubleValue()).isCloseTo(1071, Offset.offset(1e-9));
        assertThat(now.priceYear()).isEqualTo(2022);
        assertThat(index.convert(now, 2020).amount().doubleValue()).isCloseTo(1000, Offset.offset(1e-9));
        assertThatThrownBy(() -> index.convert(now, 2023)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.convert(new Money(BigDecimal.ONE, "USD", 2020), 2022))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Map.copyOf(PriceIndex.chained(2020, 10)).get(2021)).isCloseTo(110, Offset.offset(1e-9));
    }

    @Test
    void attributableCostIsTheMeanDifferenceOfSets() {
        MatchedSets sets = new MatchedSets(new int[] {0, 0, 0, 1, 1, -1}, 2, 0);
        AttributableCost a = AttributableCost.of(
                new double[] {100, 40, 60, 90, 30, 500},
                new boolean[] {true, false, false, true, false, true},
                sets,
                0.95);
        assertThat(a.value()).isEqualTo((50 + 60) / 2.0);
        assertThat(a.se()).isCloseTo(5, Offset.offset(1e-12));
        assertThat(a.matched()).isEqualTo(2);
        assertThat(a.unmatched()).isEqualTo(1);
    }
}
