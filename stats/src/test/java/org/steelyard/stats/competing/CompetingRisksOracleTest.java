package org.steelyard.stats.competing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.survival.SurvivalData;
import org.steelyard.stats.survival.WeightedLogRank;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Shared;

/** Against R 4.2.2, cmprsk 2.2-11 and survival 3.5-3: effects-reference/survival_and_competing_risks.R and src/test/r/competing_risks.R. */
class CompetingRisksOracleTest {

    private static final String CMPRSK = "R 4.2.2 cmprsk 2.2-11";
    private static final String SURVIVAL = "R 4.2.2 survival 3.5-3";
    private static final double[] MONTHS = {60, 120, 240};

    private final Csv csv = Shared.csv("data/survival/mgus2.csv");
    private final double[] age = csv.numbers("age");
    private final double[] male = csv.indicator("sex", "M");
    private final CompetingData data = data();
    private final DesignMatrix design = DesignMatrix.of(List.of("age", "male"), new double[][] {age, male});

    private CompetingData data() {
        double[] progression = csv.numbers("pstat");
        double[] death = csv.numbers("death");
        double[] time = csv.numbers("futime");
        double[] first = csv.numbers("ptime");
        int[] cause = new int[time.length];
        for (int i = 0; i < time.length; i++) {
            cause[i] = progression[i] == 1 ? 1 : (int) (2 * death[i]);
            time[i] = progression[i] == 1 ? first[i] : time[i];
        }
        return CompetingData.of(time, cause);
    }

    private double[] weights() {
        return Arrays.stream(age).map(a -> 0.5 + (a % 7) / 4).toArray();
    }

    private static void check(String method, String source, String quantity, double expected, double actual) {
        Oracle.check(method, source, "mgus2: " + quantity, expected, actual, 1e-8);
    }

    @Test
    void cumulativeIncidenceAndItsJackknife() {
        Reference r = Reference.of("competing_risks");
        CumulativeIncidence all = AalenJohansen.fit(data, AalenJohansen.Variance.JACKKNIFE);
        CumulativeIncidence weighted = AalenJohansen.fit(data.withWeights(weights()));
        for (int k = 0; k < 3; k++) {
            double t = MONTHS[k];
            String at = " at " + (int) t + " months";
            check("Aalen-Johansen", SURVIVAL, "progression" + at, r.value("aj.pstate.pcm", k + 1), all.at(1, t));
            check(
                    "Aalen-Johansen",
                    SURVIVAL,
                    "progression, se" + at,
                    r.value("aj.se.pcm", k + 1),
                    all.standardErrorAt(1, t));
            check(
                    "Aalen-Johansen",
                    SURVIVAL,
                    "death, se" + at,
                    r.value("aj.se.death", k + 1),
                    all.standardErrorAt(2, t));
            check("Aalen-Johansen", SURVIVAL, "weighted" + at, r.value("aj.weighted.pcm", k + 1), weighted.at(1, t));
            check(
                    "Aalen-Johansen",
                    SURVIVAL,
                    "weighted, se" + at,
                    r.value("aj.weighted.se", k + 1),
                    weighted.standardErrorAt(1, t));
        }
    }

    @Test
    void cumulativeIncidenceBySexWithTheCountingVariance() {
        double[][] female = {
            {0.03978962150, 0.07388566438, 0.10494067419}, {6.091510738e-05, 1.162397817e-04, 0.0002049839324},
            {0.26396514546, 0.48049004577, 0.69530780303}, {3.095938537e-04, 4.338570048e-04, 0.0005645337248}
        };
        double[][] men = {
            {0.02934628446, 0.05531024065, 0.09565075503}, {3.806070663e-05, 7.487352964e-05, 0.0001853717047},
            {0.36762698561, 0.57517848888, 0.74812788927}, {3.104941945e-04, 3.594516428e-04, 0.0004327006349}
        };
        for (boolean isMale : new boolean[] {false, true}) {
            boolean[] flag = new boolean[male.length];
            for (int i = 0; i < flag.length; i++) {
                flag[i] = male[i] == 1;
            }
            CumulativeIncidence curve = AalenJohansen.fit(data.where(flag, isMale));
            double[][] expected = isMale ? men : female;
            for (int cause = 1; cause <= 2; cause++) {
                for (int k = 0; k < 3; k++) {
                    String what = (isMale ? "men" : "women") + ", cause " + cause + " at " + (int) MONTHS[k];
                    check("Aalen-Johansen", CMPRSK, what, expected[2 * cause - 2][k], curve.at(cause, MONTHS[k]));
                    double se = curve.standardErrorAt(cause, MONTHS[k]);
                    check("Aalen-Johansen", CMPRSK, what + ", variance", expected[2 * cause - 1][k], se * se);
                }
            }
        }
    }

    @Test
    void grayTests() {
        Reference r = Reference.of("competing_risks");
        int[] sex = Arrays.stream(male).mapToInt(m -> (int) m).toArray();
        int[] old = Arrays.stream(age).mapToInt(a -> a > 70 ? 1 : 0).toArray();
        int[] third =
                Arrays.stream(age).mapToInt(a -> a <= 60 ? 0 : a <= 75 ? 1 : 2).toArray();
        double[] plain = {1.194507825, 11.651259012};
        for (int cause = 1; cause <= 2; cause++) {
            String what = ", cause " + cause;
            check(
                    "Gray's test",
                    CMPRSK,
                    "sex" + what,
                    plain[cause - 1],
                    GrayTest.test(data, cause, sex, 2).statistic());
            check(
                    "Gray's test",
                    CMPRSK,
                    "sex within age" + what,
                    r.value("gray.stratified", cause),
                    GrayTest.test(data, cause, new GrayTest.Groups(sex, 2), new GrayTest.Options(old, 0))
                            .statistic());
            check(
                    "Gray's test",
                    CMPRSK,
                    "sex, rho 1" + what,
                    r.value("gray.rho1", cause),
                    GrayTest.test(
                                    data,
                                    cause,
                                    new GrayTest.Groups(sex, 2),
                                    new GrayTest.Options(new int[sex.length], 1))
                            .statistic());
            check(
                    "Gray's test",
                    CMPRSK,
                    "three groups of age" + what,
                    r.value("gray.three.groups", cause),
                    GrayTest.test(data, cause, third, 3).statistic());
        }
        check(
                "Gray's test",
                CMPRSK,
                "sex, p",
                0.2744221567880,
                GrayTest.test(data, 1, sex, 2).p());
    }

    @Test
    void fineGrayRegression() {
        FineGrayFit fit = FineGray.forCause(1).fit(design, data);
        check("Fine-Gray", CMPRSK, "progression: age", -0.01733815349, fit.coefficient("age"));
        check("Fine-Gray", CMPRSK, "progression: male", -0.2600382379, fit.coefficient("male"));
        check("Fine-Gray", CMPRSK, "progression: log-likelihood", -790.1213152, fit.logLikelihood());
        check("Fine-Gray", CMPRSK, "progression: se age", 0.00573710323, fit.standardError("age"));
        check("Fine-Gray", CMPRSK, "progression: se male", 0.1856810348, fit.standardError("male"));
        FineGrayFit death = FineGray.forCause(2).fit(design, data);
        check("Fine-Gray", CMPRSK, "death: age", 0.0585844004, death.coefficient("age"));
        check("Fine-Gray", CMPRSK, "death: male", 0.3707968459, death.coefficient("male"));
        check("Fine-Gray", CMPRSK, "death: se age", 0.003679419201, death.standardError("age"));
        check("Fine-Gray", CMPRSK, "death: se male", 0.06678946379, death.standardError("male"));
        assertThat(fit.events()).isEqualTo(115);
    }

    @Test
    void fineGrayPredictionsAndCensoringGroups() {
        Reference r = Reference.of("competing_risks");
        FineGrayFit fit = FineGray.forCause(1).fit(design, data);
        for (int k = 0; k < 3; k++) {
            check(
                    "Fine-Gray",
                    CMPRSK,
                    "incidence, woman of 60, at " + (int) MONTHS[k],
                    r.value("crr.predict.young", k + 1),
                    fit.incidence(new double[] {60, 0}, MONTHS[k]));
            check(
                    "Fine-Gray",
                    CMPRSK,
                    "incidence, man of 75, at " + (int) MONTHS[k],
                    r.value("crr.predict.old", k + 1),
                    fit.incidence(new double[] {75, 1}, MONTHS[k]));
        }
        FineGrayFit grouped = FineGray.forCause(1)
                .withCensoringGroups(Arrays.stream(male).mapToInt(m -> (int) m).toArray())
                .fit(design, data);
        check("Fine-Gray", CMPRSK, "censoring by sex: age", r.value("crr.cengroup", 1), grouped.coefficient("age"));
        check("Fine-Gray", CMPRSK, "censoring by sex: male", r.value("crr.cengroup", 2), grouped.coefficient("male"));
    }

    @Test
    void subdistributionIntervalsWithEfronsTies() {
        CoxData intervals = SubdistributionIntervals.of(design, data, 1);
        CoxFit fit = CoxRegression.withDefaults().fit(intervals);
        check("Fine-Gray by weighted intervals", SURVIVAL, "progression: age", -0.01730170508, fit.coefficient("age"));
        check("Fine-Gray by weighted intervals", SURVIVAL, "progression: male", -0.2597567914, fit.coefficient("male"));
    }

    @Test
    void sevenPeopleOfAnotherProgram() {
        CompetingData seven =
                CompetingData.of(new double[] {4, 3.5, 3, 2.5, 2, 1.5, 1}, new int[] {1, 2, 0, 2, 1, 0, 1});
        DesignMatrix x =
                DesignMatrix.of(List.of("x1", "x2"), new double[][] {{0, 2, 0, 0, 1, 1, 1}, {0, 0, 1, 1, 1, 0, 0}});
        FineGrayFit fit = FineGray.forCause(1).fit(x, seven);
        Oracle.check(
                "Fine-Gray",
                "Cyclops 3.7.0, test-smallFineGray",
                "seven people: x1",
                -0.1488092891,
                fit.coefficient("x1"),
                1e-8);
        Oracle.check(
                "Fine-Gray",
                "Cyclops 3.7.0, test-smallFineGray",
                "seven people: x2",
                -0.5338004947,
                fit.coefficient("x2"),
                1e-8);
    }

    @Test
    void causeSpecificHazards() {
        SurvivalData one = data.causeSpecific(1);
        CoxFit fit = CoxRegression.withDefaults().fit(CoxData.rightCensored(design, one.time(), one.event()));
        check("Cause-specific Cox", SURVIVAL, "progression: age", 0.01303856982, fit.coefficient("age"));
        check("Cause-specific Cox", SURVIVAL, "progression: male", -0.02513778929, fit.coefficient("male"));
        check("Cause-specific Cox", SURVIVAL, "progression: se age", 0.008258685912, fit.standardError("age"));
        check("Cause-specific Cox", SURVIVAL, "progression: se male", 0.1884558482, fit.standardError("male"));
    }

    @Test
    void weightedLogRank() {
        Reference r = Reference.of("competing_risks");
        double[] death = csv.numbers("death");
        boolean[] event = new boolean[death.length];
        for (int i = 0; i < event.length; i++) {
            event[i] = death[i] == 1;
        }
        SurvivalData weighted = new SurvivalData(csv.numbers("futime"), event, weights());
        int[] sex = Arrays.stream(male).mapToInt(m -> (int) m).toArray();
        int[] third =
                Arrays.stream(age).mapToInt(a -> a <= 60 ? 0 : a <= 75 ? 1 : 2).toArray();
        check(
                "Weighted log-rank",
                SURVIVAL,
                "death by sex",
                r.value("weighted.logrank"),
                WeightedLogRank.test(weighted, sex, 2).statistic());
        check(
                "Weighted log-rank",
                SURVIVAL,
                "death by three groups of age",
                r.value("weighted.logrank.three"),
                WeightedLogRank.test(weighted, third, 3).statistic());
    }
}
