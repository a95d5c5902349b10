package org.steelyard.economics.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;

/** Sample sizes and pooling from a sheet. */
class StudySheetTest {

    private static final String R = "R 4.2.2 power.t.test, power.prop.test";
    private static final String METAFOR = "R metafor 3.8-1 rma, BCG trials";
    private static final String BCG = """
            trial,a,n1,b,n0
            Aronson,4,123,11,139
            Ferguson,6,306,29,303
            Rosenthal 1,3,231,11,220
            Hart,62,13598,248,12867
            Frimodt,33,5069,47,5808
            Stein,180,1541,372,1451
            Vandiviere,8,2545,10,629
            TPT,505,88391,499,88391
            Coetzee,29,7499,45,7277
            Rosenthal 2,17,1716,65,1665
            Comstock 1,186,50634,141,27338
            Comstock 2,5,2498,3,2341
            Comstock 3,27,16913,29,17854
            """;
    private static final String COUNTS =
            "metaAnalyses: {m: {table: t, study: trial, scale: ratio, events: a, people: n1, controlEvents: b, controls: n0%s}}\n";

    private static TableSource table(String text) {
        return (file, numbers, texts) -> {
            List<String[]> rows = text.lines().map(l -> l.split(",")).toList();
            List<String> head = List.of(rows.getFirst());
            Map<String, double[]> n = new HashMap<>();
            Map<String, List<String>> t = new HashMap<>();
            numbers.forEach(c -> n.put(
                    c,
                    rows.stream()
                            .skip(1)
                            .mapToDouble(r -> Double.parseDouble(r[head.indexOf(c)]))
                            .toArray()));
            texts.forEach(c ->
                    t.put(c, rows.stream().skip(1).map(r -> r[head.indexOf(c)]).toList()));
            return new TableSource.Columns(n, t);
        };
    }

    private static List<SheetTable> run(String yaml, String table) {
        return EconomicSheet.parse(("sheet: s\n" + yaml).getBytes(StandardCharsets.UTF_8), "s.yaml")
                .run(table(table), new Seed(1));
    }

    private static double size(String settings, String row) {
        return value(run("sampleSizes: {s: {" + settings + "}}\n", "x\n"), "sizes", row, "value");
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

    @Test
    void sizesAndPowersAgreeWithR() {
        assertThat(size("design: means, difference: 5, sd: 10", "first")).isEqualTo(64);
        Oracle.check(
                "sample sizes of a sheet",
                R,
                "power of 64 a group",
                0.801458623368,
                size("design: means, difference: 5, sd: 10, people: 64", "power"),
                1e-6);
        assertThat(size("design: proportions, first: 0.5, second: 0.75, power: 0.9", "first"))
                .isEqualTo(77);
        assertThat(size("design: paired-means, difference: 5, sd: 10", "pairs")).isEqualTo(34);
    }

    /** 63.766 people times 1 + 19 · 0.02, in clusters of 20, and as many again for a tenth who are lost. */
    @Test
    void clustersAndLossesEnlargeTheStudy() {
        String clusters = "design: means, difference: 5, sd: 10, clusters: {size: 20, correlation: 0.02}";
        assertThat(size(clusters, "first")).isEqualTo(88);
        assertThat(size(clusters, "firstClusters")).isEqualTo(5);
        assertThat(size(clusters + ", lost: 0.1", "first")).isEqualTo(Math.ceil(63.76561 * 1.38 / 0.9));
        assertThat(size(clusters + ", people: 88", "power")).isCloseTo(0.8, Offset.offset(0.001));
    }

    /** (1.959964 + 0.841621)² / (0.25 log² 0.7) = 246.8 events. */
    @Test
    void survivalNeedsEventsAndPeopleWhoHaveThem() {
        String survival = "design: survival, hazardRatio: 0.7, eventShare: 0.4";
        assertThat(size(survival, "events")).isEqualTo(247);
        assertThat(size(survival, "total")).isEqualTo(2 * Math.ceil(246.7876 / 0.4 / 2));
        assertThat(size("design: survival, hazardRatio: 1, aim: non-inferiority, margin: 1.3, eventShare: 1", "events"))
                .isEqualTo(Math.ceil(Math.pow(1.959964 + 0.841621, 2) / (0.25 * Math.pow(Math.log(1.3), 2))));
    }

    @Test
    void equivalenceNeedsMoreThanNonInferiority() {
        String two = "design: proportions, first: 0.8, second: 0.8, margin: 0.1, alpha: 0.025, aim: ";
        assertThat(size(two + "equivalence", "first")).isGreaterThan(size(two + "non-inferiority", "first"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "design: means, difference: 5, sd: 10, margin: 2 | SHEET-002",
                "design: means, difference: 5, sd: 10, aim: equivalence | SHEET-002",
                "design: paired-means, difference: 5, sd: 10, aim: equivalence, margin: 3 | SHEET-002",
                "design: survival, hazardRatio: 0.7 | SHEET-002",
                "design: survival, hazardRatio: 1, eventShare: 0.5 | DSN-010",
                "design: proportions, first: 0.3, second: 0.5, margin: 0.1, aim: non-inferiority | DSN-010"
            })
    void settingsThatDoNotFitAreRefused(String settings, String code) {
        SteelyardException e = catchThrowableOfType(SteelyardException.class, () -> size(settings, "power"));
        assertThat(e).isNotNull();
        assertThat(e.problems().getFirst().code().id()).isEqualTo(code);
    }

    @Test
    void countsPoolAsInMetafor() {
        List<SheetTable> t = run(COUNTS.formatted(", interval: normal"), BCG);
        Oracle.check(
                "pooling in a sheet",
                METAFOR,
                "log RR",
                -0.7145,
                Math.log(value(t, "pooled", "estimate", "value")),
                1e-4);
        Oracle.check("pooling in a sheet", METAFOR, "tau²", 0.3132, value(t, "pooled", "tau2", "value"), 2e-4);
        Oracle.check("pooling in a sheet", METAFOR, "I²", 92.22, value(t, "pooled", "i2", "value"), 1e-3);
        Oracle.check("pooling in a sheet", METAFOR, "Q", 152.2330, value(t, "pooled", "q", "value"), 1e-6);
        assertThat(t.stream().map(SheetTable::part))
                .containsExactly("pooled", "methods", "studies", "leaveOneOut", "smallStudies", "funnel");
        SheetTable studies = t.get(2);
        assertThat(studies.rows().stream()
                        .mapToDouble(r -> ((SheetTable.Cell.Number) r.get(4)).value())
                        .sum())
                .isCloseTo(100, Offset.offset(1e-9));
    }

    @Test
    void limitsAndStandardErrorsSayTheSame() {
        String se = "trial,e,s\nx,0.5,0.2\ny,0.8,0.1\nz,0.7,0.3\n";
        StringBuilder limits = new StringBuilder("trial,e,l,u\n");
        double z = 1.959963984540054;
        for (String row : se.lines().skip(1).toList()) {
            String[] f = row.split(",");
            double e = Double.parseDouble(f[1]);
            double s = Double.parseDouble(f[2]);
            limits.append("%s,%s,%s,%s%n".formatted(f[0], e, e * Math.exp(-z * s), e * Math.exp(z * s)));
        }
        double a = value(
                run("metaAnalyses: {m: {table: t, study: trial, scale: ratio, estimate: e, standardError: s}}\n", se),
                "pooled",
                "estimate",
                "value");
        double b = value(
                run(
                        "metaAnalyses: {m: {table: t, study: trial, scale: ratio, estimate: e, lower: l, upper: u}}\n",
                        limits.toString()),
                "pooled",
                "estimate",
                "value");
        assertThat(b).isCloseTo(a, Offset.offset(1e-10));
    }

    @Test
    void oneStudyPoolsToItself() {
        List<SheetTable> t = run(
                "metaAnalyses: {m: {table: t, study: trial, scale: difference, estimate: e, standardError: s, interval: normal}}\n",
                "trial,e,s\nx,1.5,0.2\n");
        assertThat(value(t, "pooled", "estimate", "value")).isCloseTo(1.5, Offset.offset(1e-14));
        assertThat(value(t, "pooled", "lower", "value")).isCloseTo(1.5 - 1.959964 * 0.2, Offset.offset(1e-6));
        assertThat(t.stream().map(SheetTable::part)).doesNotContain("leaveOneOut", "smallStudies");
    }

    @ParameterizedTest
    @CsvSource({"-0.5,0.2", "0.5,0"})
    void rowsThatCannotBePooledAreNamed(String estimate, String se) {
        SteelyardException e = catchThrowableOfType(
                SteelyardException.class,
                () -> run(
                        "metaAnalyses: {m: {table: t, study: trial, scale: ratio, estimate: e, standardError: s}}\n",
                        "trial,e,s\nx,0.9,0.1\ny," + estimate + "," + se + "\n"));
        assertThat(e).isNotNull();
        assertThat(e.problems().getFirst().code().id()).isEqualTo("SHEET-004");
        assertThat(e.problems().getFirst().message().zh()).doesNotContain(estimate);
    }
}
