package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that stands beside an estimate, from a plan through the command line to results, report and grade. */
class BesideRunTest {

    private static final Path EXAMPLE = Path.of("examples", "equivalence");

    @Test
    void thePatientsOfTheExampleAreThoseOfItsGenerator() throws IOException {
        String csv = EquivalencePatients.csv();

        assertThat(csv.lines().skip(1).filter(l -> l.split(",")[1].equals("0")).count())
                .isEqualTo(435);
        assertThat(csv.lines().skip(1).filter(l -> l.split(",")[1].equals("1")).count())
                .isEqualTo(336);
        GeneratedFile.check(EXAMPLE.resolve("data/patients.csv"), csv);
    }

    @Test
    @Tag("slow")
    void anEquivalenceTrialIsDecidedByItsMarginsEverywhere(@TempDir Path folder) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, example());
        assertThat(Cli.run("protocol", "lock", plan).exitCode()).isZero();

        JsonNode results = run(folder, plan, "zh", "1");

        JsonNode margins = results.at("/beside/margins");
        assertThat(margins.size()).isEqualTo(5);
        for (JsonNode m : margins) {
            JsonNode e = estimate(
                    results,
                    m.path("analysis").asString() + "/" + m.path("measure").asString());
            boolean log = m.path("measure").asString().endsWith("ratio");
            double value =
                    log ? Math.log(e.path("value").asDouble()) : e.path("value").asDouble();
            double se = e.path("se").asDouble();
            double edge = m.path("upperMargin").isNull()
                    ? m.path("lowerMargin").asDouble()
                    : m.path("upperMargin").asDouble();
            double z = ((log ? Math.log(edge) : edge) - value) / se;
            String side = m.path("upperMargin").isNull() ? "lowerP" : "upperP";
            double p = NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
            assertThat(m.path(side).asDouble())
                    .as(m.path("analysis").asString())
                    .isCloseTo(p, within(5e-3));
            assertThat(m.path("preSpecified").asBoolean()).isTrue();
            boolean within = (m.path("lowerMargin").isNull()
                            || m.path("lower").asDouble()
                                    > m.path("lowerMargin").asDouble())
                    && (m.path("upperMargin").isNull()
                            || m.path("upper").asDouble()
                                    < m.path("upperMargin").asDouble());
            assertThat(m.path("shown").asBoolean()).isEqualTo(within);
        }
        holm(results.at("/beside/multiplicity/0/members"));
        assertThat(results.at("/beside/negativeControls/0/controls").size()).isEqualTo(6);
        assertThat(results.at("/evidence/reasons").toString()).contains("\"margin\"", "\"multiplicity\"");
        assertThat(results.path("diagnostics").toString())
                .contains("negative-controls", "specification-curve", "hidden-bias", "multiplicity:four");
        String html = Files.readString(folder.resolve("out-zh/report.html"));
        assertThat(html).contains("等效性与非劣效性", "多重性控制", "阴性对照", "规格曲线", "Rosenbaum 界", "概率偏倚分析", "Holm 法");
        assertThat(folder.resolve("out-zh/report.docx")).isNotEmptyFile();
        assertThat(folder.resolve("out-zh/report.pdf")).isNotEmptyFile();
    }

    /** Step-down by hand: the largest so far of (m − rank + 1) times p. */
    private static void holm(JsonNode members) {
        List<double[]> sorted = members.valueStream()
                .map(m -> new double[] {
                    m.path("p").asDouble(), m.path("adjustedP").asDouble()
                })
                .sorted(java.util.Comparator.comparingDouble(v -> v[0]))
                .toList();
        double largest = 0;
        for (int k = 0; k < sorted.size(); k++) {
            largest = Math.max(largest, Math.min(1, (sorted.size() - k) * sorted.get(k)[0]));
            assertThat(sorted.get(k)[1]).isCloseTo(largest, within(1e-12));
        }
    }

    @Test
    @Tag("slow")
    void everyMethodOfAPlanReachesResultsAndReportInEnglish(@TempDir Path folder) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, between(example(), "  analyses:", "quality:", resource("methods")));

        JsonNode results = run(folder, plan, "en", "2");

        for (String id : List.of("lasso", "atm", "learned", "two-to-one", "full")) {
            JsonNode e = estimate(results, id + "/risk-difference");
            assertThat(e.path("lower").asDouble()).as(id).isLessThan(0.05);
            assertThat(e.path("upper").asDouble()).as(id).isGreaterThan(-0.05);
        }
        JsonNode points = results.at("/beside/specifications/0/points");
        assertThat(points.valueStream().filter(p -> p.path("own").asBoolean()).count())
                .isEqualTo(1);
        assertThat(results.at("/beside/rosenbaum/0/bounds").size()).isEqualTo(2);
        assertThat(results.at("/beside/biasAnalysis/0/draws").asInt()).isEqualTo(2000);
        assertThat(results.at("/beside/multiplicity/0/method").asString()).isEqualTo("graph");
        assertThat(results.at("/beside/multiplicity/0/preSpecified").asBoolean())
                .isFalse();
        String html = Files.readString(folder.resolve("out-en/report.html"));
        assertThat(html)
                .contains("Sensitivity analyses", "Specification curve", "graphical approach", "Rosenbaum bounds");
        assertThat(run(folder, plan, "en", "1").path("beside")).isEqualTo(results.path("beside"));
    }

    @Test
    @Tag("slow")
    void everyTypeOfOutcomeReachesResultsAndReport(@TempDir Path folder) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        String text = between(example(), "variables:", "analysis:\n", resource("outcomes"));
        text = between(text, "  analyses:", "quality:", resource("analyses"))
                .replace("covariates: [age, sex, years, diabetes, tertiary, sbp0]", "covariates: [age, sex]")
                .replace("bootstrap: 200", "bootstrap: 100");
        Files.writeString(plan, text);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/patients.csv"), people());

        JsonNode results = run(folder, plan, "zh", "2");

        for (String id : List.of(
                "count/rate-ratio",
                "cost/mean-difference",
                "ordinal/common-odds-ratio",
                "competing/subdistribution-hazard-ratio",
                "competing/cumulative-incidence-difference",
                "recurrent/rate-ratio",
                "repeated/change-difference")) {
            assertThat(Double.isFinite(estimate(results, id).path("value").asDouble()))
                    .as(id)
                    .isTrue();
        }
        JsonNode delta = results.at("/beside/delta/0/steps");
        assertThat(delta.size()).isEqualTo(5);
        for (int k = 1; k < delta.size(); k++) {
            assertThat(delta.get(k).path("value").asDouble())
                    .isGreaterThan(delta.get(k - 1).path("value").asDouble());
        }
        String html = Files.readString(folder.resolve("out-zh/report.html"));
        assertThat(html).contains("竞争风险下的累积发生率", "δ 调整", "竞争事件");
    }

    private static String people() {
        long seed = Long.getLong("seed", 17);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder(
                "id,generic,age,sex,visits,years,fee,grade,days,relapse,death,r1,r2,m0,m3,m6,score\n");
        for (int i = 0; i < 500; i++) {
            double age = 60 + 9 * random.nextGaussian();
            int arm = random.nextDouble() < 1 / (1 + Math.exp(0.03 * (age - 60))) ? 1 : 0;
            double frail = (age - 60) / 30;
            double relapse = -Math.log(random.nextDouble()) * 400 * Math.exp(-frail + 0.4 * arm);
            double death = -Math.log(random.nextDouble()) * 700 * Math.exp(-frail);
            int days = (int) Math.ceil(Math.min(365, Math.min(relapse, death)));
            double first = -Math.log(random.nextDouble()) * 150;
            double second = first - Math.log(random.nextDouble()) * 150;
            double base = 50 + 8 * random.nextGaussian();
            out.append(String.format(
                    Locale.ROOT,
                    "P%d,%d,%.0f,%s,%d,1,%.0f,%d,%d,%d,%d,%s,%s,%.1f,%.1f,%.1f,%s%n",
                    i,
                    arm,
                    age,
                    random.nextBoolean() ? "m" : "f",
                    (int) (-Math.log(random.nextDouble()) * (3 - arm)),
                    -1000 * Math.log(random.nextDouble()) * Math.exp(frail),
                    Math.min(3, (int) Math.abs(1.5 + frail + random.nextGaussian() - 0.3 * arm)),
                    days,
                    relapse <= 365 && relapse < death ? 1 : 0,
                    death <= 365 && death < relapse ? 1 : 0,
                    first < days - 1 ? String.format(Locale.ROOT, "%.1f", first + 0.1) : "",
                    second < days - 1 ? String.format(Locale.ROOT, "%.1f", second + 0.3) : "",
                    base,
                    base + 2 + arm + 4 * random.nextGaussian(),
                    base + 4 + 2 * arm + 4 * random.nextGaussian(),
                    random.nextDouble() < 0.2
                            ? ""
                            : String.format(Locale.ROOT, "%.2f", 10 + arm + frail + 2 * random.nextGaussian())));
        }
        return out.toString();
    }

    private static String example() throws IOException {
        return Files.readString(GeneratedFile.root().resolve(EXAMPLE).resolve("protocol.yaml"));
    }

    private static String resource(String name) throws IOException {
        try (var in = BesideRunTest.class.getResourceAsStream("/beside/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String between(String text, String from, String to, String instead) {
        return text.substring(0, text.indexOf("\n" + from) + 1) + instead + text.substring(text.indexOf("\n" + to) + 1);
    }

    private static JsonNode run(Path folder, Path plan, String lang, String threads) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            Files.createDirectory(data);
            Files.writeString(data.resolve("patients.csv"), EquivalencePatients.csv());
        }
        Path out =
                folder.resolve(threads.equals("2") ? "out-" + lang : "out-" + lang + (lang.equals("en") ? "-1" : ""));
        Cli run = Cli.run("--lang", lang, "run", plan, "--data", data, "--out", out, "--threads", threads);
        assertThat(run.exitCode()).as(run.said()).isZero();
        return JsonMapper.shared().readTree(out.resolve("results.json"));
    }

    private static JsonNode estimate(JsonNode results, String id) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no estimate " + id + " but " + results.path("notEstimated")));
    }
}
