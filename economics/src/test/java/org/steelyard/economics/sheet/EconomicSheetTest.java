package org.steelyard.economics.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;

class EconomicSheetTest {

    /** Tables as lines of text. */
    private static TableSource tables(Map<String, String> files) {
        return (file, numbers, texts) -> {
            List<String[]> rows =
                    files.get(file).lines().map(l -> l.split(",", -1)).toList();
            List<String> head = Arrays.asList(rows.getFirst());
            Map<String, double[]> n = new HashMap<>();
            Map<String, List<String>> t = new HashMap<>();
            for (String c : numbers) {
                n.put(
                        c,
                        rows.stream()
                                .skip(1)
                                .map(r -> r[head.indexOf(c)])
                                .mapToDouble(v -> v.equals("?") || v.isEmpty() ? Double.NaN : Double.parseDouble(v))
                                .toArray());
            }
            for (String c : texts) {
                t.put(c, rows.stream().skip(1).map(r -> r[head.indexOf(c)]).toList());
            }
            return new TableSource.Columns(n, t);
        };
    }

    private static List<SheetTable> run(String yaml, Map<String, String> files) {
        return EconomicSheet.parse(("sheet: s\n" + yaml).getBytes(StandardCharsets.UTF_8), "s.yaml")
                .run(tables(files), new Seed(1));
    }

    private static double value(List<SheetTable> tables, String part, String row, String column) {
        SheetTable t =
                tables.stream().filter(x -> x.part().equals(part)).findFirst().orElseThrow();
        int c = t.columns().stream().map(SheetTable.Column::key).toList().indexOf(column);
        return t.rows().stream()
                .filter(r -> r.getFirst() instanceof SheetTable.Cell.Words w
                        && w.key().equals(row))
                .map(r -> ((SheetTable.Cell.Number) r.get(c)).value())
                .findFirst()
                .orElseThrow();
    }

    private static List<Problem> problems(String yaml, Map<String, String> files) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> run(yaml, files));
        assertThat(e).as("the sheet should be refused").isNotNull();
        for (Problem p : e.problems()) {
            assertThat(p.message().zh()).matches("(?s).*[\\u4e00-\\u9fff].*");
            assertThat(p.message().en()).isNotBlank();
            assertThat(p.remedy().isBlank()).isFalse();
        }
        return e.problems();
    }

    private static final String COSTS = "censoredCosts: {c: {people: p, costs: c, limit: 1000}}\n";
    private static final Map<String, String> TOY = Map.of(
            "p", "person,followed,complete\nA,343,0\nB,903,0\nC,445,1\nD,652,1",
            "c",
                    "person,start,stop,cost\nA,1,1,550\nA,30,82,1949\nA,88,88,45\nB,18,198,4245\nC,1,5,23\nC,67,88,567\nD,43,44,300");

    @Test
    void censoredCostsOfTwoTables() {
        List<SheetTable> t = run(COSTS, TOY);
        assertThat(value(t, "means", "zhao-tian", "value")).isCloseTo(504.75, Offset.offset(1e-9));
        assertThat(value(t, "means", "bang-tsiatis", "se")).isCloseTo(116.6971, Offset.offset(1e-4));
    }

    @Test
    void qalysByArmAndTrial() {
        Map<String, String> files = Map.of(
                "q",
                "arm,a,b,cost,e\n1,11111,21111,10,0.9\n1,21111,11111,14,0.8\n1,11211,11111,13,0.95\n0,11111,11111,7,0.7\n0,21111,21111,6,0.6\n0,22111,21111,9,0.72");
        List<SheetTable> q = run(
                "qalys: {q: {table: q, valueSet: eq5d-5l-china, visits: {x: {years: 0, column: a}, y: {years: 1, column: b}}, arm: arm}}",
                files);
        double mean = ((1 + 0.934) / 2 + (0.934 + 1) / 2 + (0.955 + 1) / 2 + 1 + 0.934 + (0.886 + 0.934) / 2) / 6;
        assertThat(value(q, "qalys", "mean", "value")).isCloseTo(mean, Offset.offset(1e-9));
        List<SheetTable> trial =
                run("trials: {t: {table: q, cost: cost, effect: e, arm: arm, thresholds: [0, 100]}}", files);
        assertThat(value(trial, "comparison", "deltaCost", "value")).isCloseTo(5, Offset.offset(1e-9));
    }

    @Test
    void regressionsInformationUtilitiesAndMatching() {
        StringBuilder draws = new StringBuilder("p,c0,e0,c1,e1\n");
        for (int i = 0; i < 400; i++) {
            double p = ((i * 37) % 400 - 199.5) / 200;
            draws.append(p).append(",0,0,0,").append(p).append('\n');
        }
        List<SheetTable> v = run(
                "information: {i: {draws: d, strategies: {a: {cost: c0, effect: e0}, b: {cost: c1, effect: e1}}, parameters: [[p]], thresholds: [1]}}",
                Map.of("d", draws.toString()));
        assertThat(value(v, "evppi", "p", "value")).as("E max(0, U(−1, 1))").isCloseTo(0.25, Offset.offset(0.002));
        assertThat(value(v, "evppi", "p", "separation")).isCloseTo(0.25, Offset.offset(0.002));
        Map<String, String> people = Map.of(
                "t",
                "y,x,ill,followed,complete,sex\n100,1,1,9,1,m\n50,0,0,9,1,m\n0,1,1,9,1,f\n0,0,0,9,1,f\n90,1,0,9,1,f\n40,0,1,9,0,f");
        List<SheetTable> two =
                run("costRegressions: {r: {table: t, cost: y, columns: [ill], any: logit, difference: ill}}", people);
        assertThat(value(two, "means", "at-1", "value"))
                .as("2 of 3 with cost, of 70 on average")
                .isCloseTo(140 / 3.0, Offset.offset(1e-4));
        List<SheetTable> weighed = run(
                "costRegressions: {r: {table: t, cost: y, columns: [ill], family: normal, link: identity, followed: followed, complete: complete}}",
                people);
        assertThat(value(weighed, "coefficients", "(Intercept)", "value")).isCloseTo(140 / 3.0, Offset.offset(1e-9));
        assertThat(problems(
                        "costRegressions: {r: {table: t, cost: y, columns: [ill], any: logit, followed: followed, complete: complete}}",
                        people))
                .extracting(Problem::code)
                .contains((ErrorCode) SheetError.BAD_INPUT);
        List<SheetTable> half =
                run("costRegressions: {r: {table: t, cost: y, columns: [ill], any: logit, quantiles: [0.4]}}", people);
        assertThat(value(half, "quantiles", "0.4 (Intercept)", "value") + value(half, "quantiles", "0.4 ill", "value"))
                .as("the second of 0, 40, 100")
                .isCloseTo(40, Offset.offset(1e-9));
        List<SheetTable> match =
                run("attributableCosts: {m: {table: t, cost: y, ill: ill, match: [], exact: [sex]}}", people);
        assertThat(value(match, "cost", "matched", "value")).isEqualTo(3);
        assertThat(value(match, "cost", "value", "value")).isCloseTo((50 + 0 + (40 - 90)) / 3.0, Offset.offset(1e-9));
        List<SheetTable> u = run(
                "utilities: {u: {states: ['21111'], valueSet: eq5d-3l-china, crosswalk: [[[1,0,0],[0.5,0.5,0]],[[1,0,0]],[[1,0,0]],[[1,0,0]],[[1,0,0]]]}}",
                Map.of());
        assertThat(value(u, "utilities", "21111", "utility")).isCloseTo((1 + 0.862) / 2, Offset.offset(1e-9));
        List<SheetTable> map = run(
                "utilities: {u: {states: ['21111'], map: {table: m, value: v, age: 40, sex: male}}}",
                Map.of("m", "state,age,sex,v\n21111,18-34,male,0.8\n21111,35-44,male,0.9"));
        assertThat(value(map, "utilities", "21111", "utility")).isEqualTo(0.9);
    }

    @Test
    void theExampleRunsAndNamesEveryTable() throws java.io.IOException {
        Path folder = Path.of(System.getProperty("steelyard.root", ".."), "examples", "sheets");
        folder = java.nio.file.Files.isDirectory(folder) ? folder : Path.of("..", "examples", "sheets");
        Map<String, String> files = new HashMap<>();
        for (String f : List.of(
                "people.csv",
                "costs.csv",
                "bills.csv",
                "utility.csv",
                "claims.csv",
                "trial.csv",
                "draws.csv",
                "regions.csv",
                "survival.csv",
                "map.csv",
                "cases.csv")) {
            files.put(f, java.nio.file.Files.readString(folder.resolve(f)));
        }
        List<SheetTable> t = EconomicSheet.load(folder.resolve("sheet.yaml")).run(tables(files), new Seed(1));
        assertThat(t)
                .extracting(SheetTable::section)
                .contains(
                        "censoredCosts",
                        "costRegressions",
                        "attributableCosts",
                        "survivalFits",
                        "trials",
                        "information",
                        "burden",
                        "activityCosts",
                        "payers",
                        "prices",
                        "qalys",
                        "dalys",
                        "utilities",
                        "equity",
                        "criteria",
                        "sampleSizes",
                        "metaAnalyses");
        assertThat(t).allSatisfy(x -> {
            assertThat(x.rows())
                    .isNotEmpty()
                    .allMatch(r -> r.size() == x.columns().size());
            assertThat(x.title().zh()).isNotBlank();
        });
        assertThat(value(t, "options", "B", "topsis")).isBetween(0.5, 1.0);
        assertThat(value(t, "consistency", "ratio", "value")).isCloseTo(0.01147536973996092, Offset.offset(1e-6));
    }

    /** Ten people, six events in 30 years: the rate is 0.2, the likelihood 6 ln 0.2 − 6, and the curve e^(−0.2 t). */
    @Test
    void anExponentialCurveIsEventsOverTime() {
        StringBuilder rows = new StringBuilder("t,e\n");
        for (int i = 0; i < 10; i++) {
            rows.append(i % 2 == 0 ? 2 : 4).append(',').append(i < 6 ? 1 : 0).append('\n');
        }
        List<SheetTable> t = run(
                "survivalFits: {s: {table: d, time: t, event: e, families: [exponential], at: [3, 30], horizon: 10}}",
                Map.of("d", rows.toString()));
        double rate = value(t, "parameters", "exponential", "estimate");
        assertThat(rate).isCloseTo(0.2, Offset.offset(1e-6));
        assertThat(value(t, "parameters", "exponential", "se")).isCloseTo(0.2 / Math.sqrt(6), Offset.offset(1e-4));
        assertThat(value(t, "fits", "exponential", "logLikelihood"))
                .isCloseTo(6 * Math.log(0.2) - 6, Offset.offset(1e-9));
        assertThat(value(t, "fits", "exponential", "weight")).isEqualTo(1);
        assertThat(value(t, "fits", "exponential", "mean")).isCloseTo((1 - Math.exp(-2)) / 0.2, Offset.offset(1e-6));
        double[] curve = t.getLast().rows().stream()
                .mapToDouble(r -> ((SheetTable.Cell.Number) r.get(2)).value())
                .toArray();
        // Kaplan-Meier at 3: 10 at risk at 2, of whom the three with an even number below 6 have it
        assertThat(curve[0]).isCloseTo(0.7, Offset.offset(1e-12));
        assertThat(curve[1]).isCloseTo(Math.exp(-0.6), Offset.offset(1e-6));
        assertThat(curve[2]).as("average of one").isCloseTo(curve[1], Offset.offset(1e-12));
        assertThat(curve[3]).as("nobody was followed for 30").isNaN();
        assertThat(((SheetTable.Cell.Number) t.getLast().rows().get(1).get(3)).value())
                .as("hazard")
                .isCloseTo(0.2, Offset.offset(1e-6));
    }

    @Test
    void splinesAndCuredSharesStandBesideTheFamilies() {
        String data =
                "survivalFits: {s: {table: d, time: t, event: e, splines: [1], at: [1], horizon: 5, cure: mixture, families: [weibull]}}";
        StringBuilder rows = new StringBuilder("t,e\n");
        for (int i = 1; i <= 80; i++) {
            double u = i / 81.0;
            boolean cured = i % 3 == 0;
            rows.append(cured ? 6 : Math.min(6, 2 * Math.pow(-Math.log(1 - u), 0.7)))
                    .append(',')
                    .append(cured ? 0 : 1)
                    .append('\n');
        }
        List<SheetTable> t = run(data, Map.of("d", rows.toString()));
        assertThat(t.getFirst().rows()).hasSize(4);
        List<Double> cure = t.get(1).rows().stream()
                .filter(r ->
                        r.get(1) instanceof SheetTable.Cell.Words w && w.key().equals("cure"))
                .map(r -> ((SheetTable.Cell.Number) r.get(2)).value())
                .toList();
        assertThat(cure).hasSize(1);
        assertThat(cure.getFirst()).isBetween(0.2, 0.45);
        assertThat(value(t, "fits", "spline-odds-1", "aic")).isFinite();
        assertThat(problems(data, Map.of("d", "t,e\n1,1\n2,0\n3,0")))
                .extracting(p -> p.message().zh())
                .containsExactly("至少要有两个结局事件才能拟合曲线");
        List<SheetTable> forms = run(
                "survivalFits: {s: {table: d, time: t, event: e, at: [1], horizon: 5, families: [weibull, weibull-ph]}}",
                Map.of("d", rows.toString()));
        assertThat(value(forms, "fits", "weibull", "weight"))
                .as("one model counts once")
                .isEqualTo(1);
        assertThat(value(forms, "fits", "weibull-ph", "weight")).isZero();
        assertThat(problems(data, Map.of("d", "t,e\n0,1\n2,1\n3,0")))
                .extracting(Problem::code)
                .contains((ErrorCode) SheetError.BAD_CELL);
    }

    @Test
    void trialsAreResampledAndEqualEffectsLeaveCostsAlone() {
        StringBuilder rows = new StringBuilder("arm,c,e\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2).append(',').append(100 + 50 * (i % 2) + i % 7).append(',');
            rows.append(0.7 + 0.001 * (i % 5)).append('\n');
        }
        List<SheetTable> t = run(
                "trials: {t: {table: d, cost: c, effect: e, arm: arm, thresholds: [0, 1000], bootstrap: 500, margin: 0.01}}",
                Map.of("d", rows.toString()));
        assertThat(value(t, "costMinimisation", "equal", "value")).isEqualTo(1);
        assertThat(value(t, "costMinimisation", "deltaCost", "value"))
                .isEqualTo(value(t, "comparison", "deltaCost", "value"));
        assertThat(value(t, "bootstrap", "costLower", "value")).isBetween(45.0, 50.5);
        double quadrants = 0;
        for (String q : List.of("dearerBetter", "dearerWorse", "cheaperBetter", "cheaperWorse")) {
            quadrants += value(t, "bootstrap", q, "value");
        }
        assertThat(quadrants).isCloseTo(1, Offset.offset(1e-12));
        assertThat(problems(
                        "trials: {t: {table: d, cost: c, effect: e, arm: arm, thresholds: [0]}}",
                        Map.of("d", "arm,c,e\n1,1,1\n1,2,1\n0,1,1")))
                .extracting(p -> p.message().en())
                .containsExactly("each arm needs at least two people");
        List<SheetTable> strict = run(
                "trials: {t: {table: d, cost: c, effect: e, arm: arm, thresholds: [0], margin: 1.0e-6}}",
                Map.of("d", rows.toString()));
        assertThat(value(strict, "costMinimisation", "equal", "value")).isZero();
        assertThat(value(strict, "costMinimisation", "deltaCost", "value")).isNaN();
    }

    /** The pack's package of employees: 10,300 less 1,300 at 85 % is 7,650; a standard of 9,000 takes 1,300 from fund and hospital. */
    @Test
    void benefitsComeFromThePolicyPackAndStandardsMoveTheHospital() {
        String bills =
                "person,package,covered,partly,firstShare,uncovered,drg\nA,employees-scenario,10300,0,0,0,9000\nB,mine,1000,0,0,0,\n";
        String yaml =
                "payers: {p: {bills: d, standard: drg, packages: {mine: {source: test, deductibles: [0], tiers: [{rate: 0.5}]}}}}";
        List<SheetTable> t = run(yaml, Map.of("d", bills));
        assertThat(value(t, "shares", "employees-scenario", "fund")).isCloseTo(7650 - 1300, Offset.offset(1e-9));
        assertThat(value(t, "shares", "employees-scenario", "hospital")).isCloseTo(-1300, Offset.offset(1e-9));
        assertThat(value(t, "shares", "employees-scenario", "patient")).isCloseTo(2650, Offset.offset(1e-9));
        assertThat(value(t, "shares", "employees-scenario", "total")).isCloseTo(10300, Offset.offset(1e-9));
        assertThat(value(t, "shares", "mine", "fund")).isCloseTo(500, Offset.offset(1e-9));
        assertThat(value(t, "shares", "mine", "hospital")).isZero();
        assertThat(problems(yaml.replace("standard: drg", "casePayment: multiply"), Map.of("d", bills)))
                .extracting(p -> p.message().en())
                .anyMatch(m -> m.contains("no payment standard"));
        for (String wrong : List.of(bills.replace("10300,0,0", "-5,0,0"), bills.replace("1000,0,0", "1000,0,1.5"))) {
            assertThat(problems(yaml, Map.of("d", wrong)))
                    .extracting(Problem::code)
                    .containsExactly((ErrorCode) SheetError.BAD_CELL);
        }
        assertThat(problems(yaml, Map.of("d", bills.replace("9000", "-1"))))
                .extracting(Problem::code)
                .contains((ErrorCode) SheetError.BAD_CELL);
        assertThat(problems(yaml, Map.of("d", bills.replace("mine", "theirs"))))
                .extracting(p -> p.message().en())
                .anyMatch(m -> m.contains("residents-scenario"));
    }

    @Test
    void everyErrorIsProvokedAndToldAtOnce() {
        EnumSet<SheetError> seen = EnumSet.noneOf(SheetError.class);
        see(seen, problems("", Map.of()), SheetError.EMPTY);
        see(
                seen,
                problems("burden: {b: {incidence: {newCases: 1, yearlyCost: [1, 2], alive: [1]}}}\n", Map.of()),
                SheetError.BAD_INPUT);
        see(
                seen,
                problems(
                        "qalys: {q: {table: q, valueSet: eq5d-mars, visits: {x: {years: 0, column: a}, y: {years: 1, column: b}}}}",
                        Map.of("q", "a,b\n11111,11111")),
                SheetError.UNKNOWN_NAME);
        Map<String, String> bad = new HashMap<>(TOY);
        bad.put("p", "person,followed,complete\nA,?,0\nB,903,0\nC,445,1\nD,652,1");
        List<Problem> cell = problems(COSTS, bad);
        see(seen, cell, SheetError.BAD_CELL);
        assertThat(cell.getFirst().place().row()).isEqualTo(2);
        assertThat(cell.getFirst().place().field()).isEqualTo("followed");
        see(
                seen,
                problems(
                        "costRegressions: {r: {table: t, cost: y, columns: [x]}}",
                        Map.of("t", "y,x\n1,1\n2,2\n0,3\n4,4")),
                SheetError.BAD_INPUT);
        SteelyardException e =
                catchThrowableOfType(SteelyardException.class, () -> EconomicSheet.load(Path.of("nowhere", "no.yaml")));
        see(seen, e.problems(), SheetError.UNREADABLE);
        assertThat(seen).containsExactlyInAnyOrder(SheetError.values());
        List<Problem> both = problems(
                COSTS
                        + "dalys: {d: {deaths: [{remaining: 3}]}}\nqalys: {q: {table: q, valueSet: none, visits: {x: {years: 0, column: a}, y: {years: 1, column: b}}}}",
                withTable(bad));
        assertThat(both).extracting(Problem::code).contains((ErrorCode) SheetError.BAD_CELL, SheetError.UNKNOWN_NAME);
        assertThat(problems("dalys: {d: {deathz: []}}", Map.of()))
                .extracting(p -> p.code().id())
                .allMatch(id -> id.startsWith("PLAN"));
    }

    private static Map<String, String> withTable(Map<String, String> files) {
        Map<String, String> out = new HashMap<>(files);
        out.put("q", "a,b\n11111,11111");
        return out;
    }

    private static void see(EnumSet<SheetError> seen, List<Problem> problems, SheetError wanted) {
        assertThat(problems).extracting(Problem::code).contains((ErrorCode) wanted);
        seen.add(wanted);
    }
}
