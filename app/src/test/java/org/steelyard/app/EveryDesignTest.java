package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.ProtocolFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of design, and most of its options, from a plan and files to the results: effects are planted, so that each interval must hold its truth. */
@Tag("nightly")
class EveryDesignTest {

    /** Six standard errors either side: a wrong estimator misses by more, chance does not. */
    private static final double WIDE = 6 / 1.96;

    @Test
    void everyDesignFindsWhatWasPlanted(@TempDir Path folder) throws IOException {
        long seed = Long.getLong("seed", 20261122);
        System.out.println("seed " + seed);
        Path data = Files.createDirectory(folder.resolve("data"));
        Random random = new Random(seed);
        Files.writeString(data.resolve("people.csv"), people(random));
        Files.writeString(data.resolve("months.csv"), months(random));
        Files.writeString(data.resolve("places.csv"), places(random));
        Files.writeString(data.resolve("visits.csv"), visits(random));
        Files.writeString(data.resolve("vaccinated.csv"), vaccinated(random));
        Files.writeString(data.resolve("outside.csv"), outside(random));
        Files.writeString(data.resolve("sites.csv"), sites(random));
        Path plan = folder.resolve("plan.yaml");
        try (var in = EveryDesignTest.class.getResourceAsStream("/designs/every.yaml")) {
            Files.write(plan, in.readAllBytes());
        }
        Path out = folder.resolve("out");

        Cli run = Cli.run("run", plan, "--data", data, "--out", out);

        assertThat(run.exitCode()).as(run.said()).isZero();
        JsonNode results = JsonMapper.shared().readTree(out.resolve("results.json"));
        assertThat(results.path("notEstimated").size())
                .as(results.path("notEstimated").toString())
                .isZero();
        holds(results, "clones/survival-difference", 0, false);
        holds(results, "clones/hazard-ratio", 1, true);
        holds(results, "instrument/instrumental-effect", 0.5, false);
        holds(results, "classical/instrumental-effect", 0.5, false);
        holds(results, "sharp/discontinuity", 2, false);
        holds(results, "fuzzy/discontinuity", 2, false);
        for (String id : new String[] {"series", "series-control", "series-prais"}) {
            holds(results, id + "/level-change", 3, false);
        }
        holds(results, "counts/level-rate-ratio", 0.8, true);
        holds(results, "before/rate-ratio", 0.8, true);
        holds(results, "two/att", 1.5, false);
        holds(results, "adoption/att", 1.5, false);
        holds(results, "adoption-weights/att", 1.5, false);
        holds(results, "cases/incidence-rate-ratio/接种后", 3, true);
        holds(results, "cases/incidence-rate-ratio/接种前", 1, true);
        holds(results, "trials/odds-ratio", 1, true);
        holds(results, "trials-protocol/risk-difference", 0, false);
        holds(results, "structural/odds-ratio", 1, true);
        holds(results, "formula/risk-difference", 0, false);
        holds(results, "external/mean-difference", 1, false);
        holds(results, "transport/mean-difference", 1 + 0.5 * 0.6, false);
        holds(results, "pooled/pooled-ratio", 0.8, true);
        holds(results, "pooled-dl/pooled-ratio", 0.8, true);
        assertThat(estimate(results, "synthetic/att").path("value").asDouble()).isBetween(2.0, 6.0);
        assertThat(Files.readString(out.resolve("report.html"))).contains("克隆", "合成控制", "自身对照病例系列");
        SeveralArmsTest.conventionsAreSaidInChinese(Files.readString(out.resolve("report.html")));
        percentileLimitsAreThoseThatAPlanIsCheckedFor(plan, results);
    }

    private static void percentileLimitsAreThoseThatAPlanIsCheckedFor(Path plan, JsonNode results) {
        for (DesignPlan design : ProtocolFile.load(plan).protocol().analysis().designs()) {
            boolean percentiles = results.path("estimates")
                    .valueStream()
                    .filter(e -> e.path("analysis").asString().equals(design.id()))
                    .anyMatch(e -> e.path("method").asString().contains("percentile bootstrap"));
            assertThat(percentiles)
                    .as(design.id())
                    .isEqualTo(DesignKind.of(design.method()).percentileLimits());
        }
    }

    /** The interval, widened to six standard errors, holds the truth and is not so wide that it would hold anything. */
    private static void holds(JsonNode results, String id, double truth, boolean ratio) {
        JsonNode e = estimate(results, id);
        double value = scale(e.path("value").asDouble(), ratio);
        double lower = scale(e.path("lower").asDouble(), ratio);
        double upper = scale(e.path("upper").asDouble(), ratio);
        double target = scale(truth, ratio);
        assertThat(lower).as(id).isLessThan(value);
        assertThat(upper).as(id).isGreaterThan(value);
        assertThat(target).as(id).isBetween(value - WIDE * (value - lower), value + WIDE * (upper - value));
        assertThat(upper - lower).as(id + ": width").isLessThan(5);
    }

    private static double scale(double v, boolean ratio) {
        return ratio ? Math.log(v) : v;
    }

    private static JsonNode estimate(JsonNode results, String id) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " among "
                        + results.path("estimates")
                                .valueStream()
                                .map(e -> e.path("id").asString())
                                .toList()));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void line(StringBuilder out, Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : ",")
                    .append(cells[i] instanceof Double d ? String.format(Locale.ROOT, "%.6f", d) : cells[i]);
        }
        out.append('\n');
    }

    /** Sicker people begin sooner and die sooner; beginning does nothing. A letter moves who receives, which adds 0.5; a score of 50 adds 2. */
    private static String people(Random random) {
        StringBuilder out = new StringBuilder("x,days,died,begun,offered,received,value,score,above,jump\n");
        for (int i = 0; i < 1500; i++) {
            double x = random.nextGaussian();
            double death = -Math.log(1 - random.nextDouble()) / (0.08 * Math.exp(0.5 * x));
            double days = Math.min(death, 12);
            double begin = -Math.log(1 - random.nextDouble()) / (0.35 * Math.exp(0.4 * x));
            int offered = random.nextInt(2);
            double hidden = random.nextGaussian();
            int received = -0.5 + offered * 1.2 + 0.6 * hidden + 0.5 * random.nextGaussian() > 0 ? 1 : 0;
            double value = 0.5 * received + 0.4 * x + 0.8 * hidden + random.nextGaussian();
            double score = 100 * random.nextDouble();
            line(
                    out,
                    x,
                    days,
                    death <= 12 ? 1 : 0,
                    begin < days ? String.format(Locale.ROOT, "%.5f", begin) : "",
                    offered,
                    received,
                    value,
                    score,
                    random.nextDouble() < 0.04 ? 1 - (score >= 50 ? 1 : 0) : score >= 50 ? 1 : 0,
                    1 + 0.03 * score + (score >= 50 ? 2 : 0) + random.nextGaussian());
        }
        return out.toString();
    }

    /** Level 3 up at month 49 with autocorrelated errors; rates a fifth lower. */
    private static String months(Random random) {
        StringBuilder out = new StringBuilder("month,level,control,cases,people\n");
        double u = 0;
        double w = 0;
        for (int m = 1; m <= 96; m++) {
            u = 0.4 * u + random.nextGaussian();
            w = 0.4 * w + random.nextGaussian();
            double people = 50_000 + 50 * m;
            double mean = people * 0.006 * (m >= 49 ? 0.8 : 1);
            long cases = Math.round(mean + Math.sqrt(mean) * random.nextGaussian());
            line(out, m, 20 + 0.05 * m + (m >= 49 ? 3 : 0) + u, 15 + 0.03 * m + w, cases, people);
        }
        return out.toString();
    }

    /** Forty places, of which about half adopt in 2014 with effect 1.5; the first one, a late pilot, gains 4 from 2018. */
    private static String places(Random random) {
        StringBuilder out = new StringBuilder("place,year,level,first,size,early\n");
        for (int p = 1; p <= 40; p++) {
            int first = p == 1 || p % 2 == 0 ? 0 : 2014;
            double own = random.nextGaussian();
            double size = random.nextGaussian();
            for (int year = 2006; year <= 2021; year++) {
                double effect = first > 0 && year >= first ? 1.5 : 0;
                double pilot = p == 1 && year >= 2018 ? 4 : 0;
                double level =
                        10 + own + 0.5 * size + 0.2 * (year - 2006) + effect + pilot + 0.5 * random.nextGaussian();
                line(out, p, year, level, first, size, first > 0 ? 1 : 0);
            }
        }
        return out.toString();
    }

    /** Treatment follows a marker that also raises the risk, and does nothing itself. */
    private static String visits(Random random) {
        StringBuilder out = new StringBuilder("person,period,treated,able,gone,event,marker,old\n");
        for (int p = 1; p <= 900; p++) {
            boolean before = false;
            double marker = random.nextGaussian();
            int old = random.nextInt(2);
            for (int t = 0; t < 5; t++) {
                marker = 0.5 * marker + 0.8 * random.nextGaussian();
                boolean treated = random.nextDouble() < (before ? 0.8 : logistic(-1 + 0.7 * marker));
                boolean event = random.nextDouble() < logistic(-3 + 0.7 * marker + 0.3 * old);
                boolean gone = !event && random.nextDouble() < 0.03;
                line(out, p, t, treated ? 1 : 0, before ? 0 : 1, gone ? 1 : 0, event ? 1 : 0, marker, old);
                before = treated;
                if (event || gone) {
                    break;
                }
            }
        }
        return out.toString();
    }

    /** One event a person in a year, three times as likely in the 42 days from the day of the vaccine. */
    private static String vaccinated(Random random) {
        StringBuilder out = new StringBuilder("person,start,end,day,given\n");
        for (int p = 1; p <= 400; p++) {
            int given = 60 + random.nextInt(200);
            double total = 365 + 2 * 42;
            double at = random.nextDouble() * total;
            double day = at < given ? at : at < given + 3 * 42 ? given + (at - given) / 3 : at - 2 * 42;
            line(out, p, 0, 365, Math.min(364, Math.floor(day)), given);
        }
        return out.toString();
    }

    /** In the study, whose x is lower by 0.6, treatment adds 1 + 0.5x at random; outside nobody is treated. */
    private static String outside(Random random) {
        StringBuilder out = new StringBuilder("study,received,value,x\n");
        for (int i = 0; i < 1600; i++) {
            int study = i < 700 ? 1 : 0;
            double x = random.nextGaussian() + (study == 1 ? 0 : 0.6);
            int received = study == 1 ? i % 2 : 0;
            double gain = received * (1 + 0.5 * x);
            line(out, study, received, 2 + 0.8 * x + gain + (study == 1 ? 0.5 : 0) + random.nextGaussian(), x);
        }
        return out.toString();
    }

    private static String sites(Random random) {
        StringBuilder out = new StringBuilder("site,ratio,se\n");
        for (int k = 0; k < 12; k++) {
            double se = 0.08 + 0.2 * random.nextDouble();
            line(
                    out,
                    (char) ('A' + k),
                    Math.exp(Math.log(0.8) + 0.1 * random.nextGaussian() + se * random.nextGaussian()),
                    se);
        }
        return out.toString();
    }
}
