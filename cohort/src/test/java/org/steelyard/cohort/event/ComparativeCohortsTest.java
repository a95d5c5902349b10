package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.protocol.Protocol;

/**
 * Cohorts of a random OMOP folder, from the files to the rows, against programs in base R that go person by person and share nothing
 * with the compiler: {@code comparative.R} has the definitions of OHDSI's CohortMethod, {@code emulation.R} those of a common entry
 * with a grace period and of repeated trials.
 */
@Tag("slow")
class ComparativeCohortsTest {

    private static final int PEOPLE = 250;
    private static final int SETTINGS = Integer.getInteger("comparativeCohorts", 16);
    private static final LocalDate BEGIN = LocalDate.of(2014, 1, 1);
    private static final String SETS = """
              - {id: new, label: 新药, items: [{concept: 1, descendants: true}]}
              - {id: old, label: 旧药, items: [{concept: 2, descendants: true}]}
              - {id: other, label: 其他药, items: [{concept: 3, descendants: true}]}
              - {id: bleed, label: 出血, items: [{concept: 5, descendants: true}]}
              - {id: second, label: 再出血, items: [{concept: 6, descendants: true}]}
            """;
    private static final String COLUMNS =
            "person, treated, index_date, days_at_risk, bleed, bleed_days, age, visits, others";

    @TempDir
    private static Path work;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(Long.getLong("comparativeSeed", 20261124));

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A number of days, more often than not of whole months of thirty: so that limits are met exactly. */
    private int days(int from, int to) {
        int days = random.nextInt(from, to);
        return random.nextInt(4) == 0 ? days : days - days % 30;
    }

    /** People with one or two periods of observation; records lie inside and outside of them. */
    private Path world(String name) throws IOException {
        List<String> person = new ArrayList<>(List.of("person_id,gender_concept_id,year_of_birth"));
        List<String> observed = new ArrayList<>(
                List.of(
                        "observation_period_id,person_id,observation_period_start_date,observation_period_end_date,period_type_concept_id"));
        List<String> exposure = new ArrayList<>(
                List.of(
                        "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,drug_type_concept_id"));
        List<String> era = new ArrayList<>(List.of(
                "drug_era_id,person_id,drug_concept_id,drug_era_start_date,drug_era_end_date,drug_exposure_count"));
        List<String> condition = new ArrayList<>(
                List.of(
                        "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_type_concept_id"));
        List<String> death = new ArrayList<>(List.of("person_id,death_date"));
        int period = 1;
        for (int p = 1; p <= PEOPLE; p++) {
            person.add(p + "," + one(List.of(8507, 8532)) + "," + random.nextInt(1930, 2000));
            int first = days(0, 700);
            int end = first + days(200, 2500);
            observed.add(row(period++, p, day(first), day(end), 32817));
            if (random.nextInt(4) == 0) {
                int next = end + random.nextInt(2, 400);
                observed.add(row(period++, p, day(next), day(next + days(30, 1000)), 32817));
            }
            for (int k = random.nextInt(14); k > 0; k--) {
                int from = days(0, 3200);
                exposure.add(row(
                        exposure.size(),
                        p,
                        one(List.of(1, 11, 12, 2, 21, 22, 3, 31)),
                        day(from),
                        day(from + days(0, 120)),
                        32817));
            }
            for (int k = random.nextInt(5); k > 0; k--) {
                int from = days(0, 3200);
                era.add(row(era.size(), p, one(List.of(1, 2, 3)), day(from), day(from + days(0, 300)), 1));
            }
            int sick = 900;
            for (int k = random.nextInt(5); k > 0; k--) {
                sick = days(0, 3200);
                condition.add(row(condition.size(), p, one(List.of(5, 51, 52, 6, 61)), day(sick), 32817));
            }
            if (random.nextInt(3) == 0) {
                death.add(row(p, day(random.nextBoolean() ? sick + one(List.of(30, 180, 360)) : days(600, 3600))));
            }
        }
        Path folder = Files.createDirectories(work.resolve("folder-" + name));
        Files.write(folder.resolve("person.csv"), person);
        Files.write(folder.resolve("observation_period.csv"), observed);
        Files.write(folder.resolve("drug_exposure.csv"), exposure);
        Files.write(folder.resolve("drug_era.csv"), era);
        Files.write(folder.resolve("condition_occurrence.csv"), condition);
        Files.write(folder.resolve("death.csv"), death);
        List<String> ancestor = new ArrayList<>(
                List.of("ancestor_concept_id,descendant_concept_id,min_levels_of_separation,max_levels_of_separation"));
        for (int top : List.of(1, 2, 3, 5, 6)) {
            ancestor.add(row(top, top, 0, 0));
            ancestor.add(row(top, 10 * top + 1, 1, 1));
            ancestor.add(row(top, 10 * top + 2, 1, 2));
        }
        Files.write(folder.resolve("concept_ancestor.csv"), ancestor);
        return folder;
    }

    private static String row(Object... cells) {
        return String.join(
                ",", java.util.Arrays.stream(cells).map(Object::toString).toList());
    }

    private static LocalDate day(int n) {
        return BEGIN.plusDays(n);
    }

    /** One random definition, as R reads it and as a plan says it. */
    private record Setting(String line, String section) {}

    private static final String HEAD =
            "domain,firstOnly,washout,naive,prior,start,end,bothArms,commonPeriod,priorOutcome,minimum,"
                    + "startOffset,endAnchor,endOffset,gap,surveillance,death,switch";

    private Setting setting() {
        String domain = one(List.of("drug", "drug-era"));
        boolean firstOnly = random.nextBoolean();
        int washout = one(List.of(0, 30, 180, 360));
        boolean naive = washout > 0 && random.nextBoolean();
        int prior = one(List.of(0, 0, 90, 360));
        LocalDate start = day(one(List.of(0, 0, 600)));
        LocalDate end = day(one(List.of(4000, 2400)));
        String both = one(List.of("keep-all", "keep-first", "remove-all"));
        boolean common = random.nextBoolean();
        String outcome = one(List.of("no", "before", "year"));
        int minimum = one(List.of(1, 30));
        int startOffset = one(List.of(0, 1, 30));
        String anchor = one(List.of("cohort-start", "cohort-end"));
        int endOffset = anchor.equals("cohort-end") ? one(List.of(0, 30)) : one(List.of(30, 360, 9999));
        int gap = one(List.of(-1, 0, 30));
        int surveillance = gap < 0 ? 0 : one(List.of(0, 14));
        boolean death = random.nextBoolean();
        boolean change = random.nextBoolean();
        String arm = "{event: {domain: %s, concepts: %%s}, firstOnly: %s, washout: %d, naive: [%%s]}"
                .formatted(domain, firstOnly, washout);
        String section = """
                  source: main
                  period: {start: %s, end: %s}
                  treated: %s
                  control: %s
                  restrictions: {commonPeriod: %s, bothArms: %s, priorObservation: %d, minimumDaysAtRisk: %d}
                %s  followUp:
                    startOffset: %d
                    endAnchor: %s
                    endOffset: %d
                    censor: [observation-end%s%s]
                %s  outcomes:
                    - {name: bleed, label: 出血, kind: time-to-event, event: {domain: condition, concepts: bleed}}
                  covariates:
                    - {name: age, label: 年龄, kind: age}
                    - {name: visits, label: 此前出血次数, kind: count, event: {domain: condition, concepts: bleed}, window: {from: -360, to: 0}}
                    - {name: others, label: 其他药, kind: any, event: {domain: drug, concepts: other}, window: {from: -180, to: -1}}
                """.formatted(
                        start,
                        end,
                        arm.formatted("new", naive ? "old" : ""),
                        arm.formatted("old", naive ? "new" : ""),
                        common,
                        both,
                        prior,
                        minimum,
                        outcome.equals("no")
                                ? ""
                                : "  exclusion:\n    - {id: prior, text: 既往出血, kind: event, event: {domain: condition, concepts: bleed}, window: {%s}}\n"
                                        .formatted(outcome.equals("before") ? "to: -1" : "from: -360, to: 0"),
                        startOffset,
                        anchor,
                        endOffset,
                        death ? ", death" : "",
                        change ? ", switch" : "",
                        gap < 0 ? "" : "    exposure: {gap: %d, surveillance: %d}\n".formatted(gap, surveillance));
        String line = row(
                domain,
                r(firstOnly),
                washout,
                r(naive),
                prior,
                start,
                end,
                both,
                r(common),
                outcome,
                minimum,
                startOffset,
                anchor,
                endOffset,
                gap,
                surveillance,
                r(death),
                r(change));
        return new Setting(line, section);
    }

    private static final String EMULATION_HEAD =
            "design,start,end,entryWashout,prior,every,withEntry,active,firstOnly,washout,grace,"
                    + "timeZero,startOffset,endOffset,death";
    private static final String EMULATION_COLUMNS =
            "person, trial, treated, index_date, days_at_risk, bleed, bleed_days, visits";

    /** A common entry or repeated trials. */
    private Setting emulation() {
        boolean common = random.nextBoolean();
        LocalDate start = day(one(List.of(0, 600)));
        LocalDate end = day(one(List.of(3200, 2400)));
        int entryWashout = common ? one(List.of(0, 180, 360)) : 0;
        int prior = one(List.of(0, 90, 360));
        int every = one(List.of(3, 12));
        boolean withEntry = common || random.nextBoolean();
        boolean active = random.nextBoolean();
        boolean firstOnly = random.nextInt(3) == 0;
        int washout = one(List.of(0, 30, 90));
        int grace = one(List.of(0, 30, 180, 360));
        String zero = one(List.of("landmark", "entry"));
        int startOffset = one(List.of(0, 1));
        int endOffset = one(List.of(360, 9999));
        boolean death = random.nextBoolean();
        String section = """
                  design: %s
                  source: main
                  period: {start: %s, end: %s}
                %s%s  assignment: {grace: %d, timeZero: %s}
                  treated: {event: {domain: drug, concepts: new}, firstOnly: %s, washout: %d}
                  control: {%s}
                  restrictions: {commonPeriod: false, bothArms: keep-all, priorObservation: %d, minimumDaysAtRisk: 1}
                  followUp:
                    startOffset: %d
                    endAnchor: cohort-start
                    endOffset: %d
                    censor: [observation-end%s]
                  outcomes:
                    - {name: bleed, label: 再出血, kind: time-to-event, event: {domain: condition, concepts: second}}
                  covariates:
                    - {name: visits, label: 此前次数, kind: count, event: {domain: condition, concepts: second}, window: {from: -360, to: 0}}
                """.formatted(
                common ? "common-entry" : "repeated-trials",
                start,
                end,
                common
                        ? "  entryWashout: " + entryWashout + "\n"
                        : "  trials: {every: " + every + ", unit: month"
                                + (withEntry ? ", entryWindow: {from: -90, to: 0}" : "") + "}\n",
                withEntry ? "  entry: {domain: condition, concepts: bleed}\n" : "",
                grace,
                zero,
                firstOnly,
                washout,
                active ? "event: {domain: drug, concepts: old}, firstOnly: " + firstOnly + ", washout: " + washout : "",
                prior,
                startOffset,
                endOffset,
                death ? ", death" : "");
        String line = row(
                common ? "common-entry" : "repeated-trials",
                start,
                end,
                entryWashout,
                prior,
                every,
                r(withEntry),
                r(active),
                r(firstOnly),
                washout,
                grace,
                zero,
                startOffset,
                endOffset,
                r(death));
        return new Setting(line, section);
    }

    private static String r(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> out = new ArrayList<>();
            while (rows.next()) {
                out.add(rows.getString(1));
            }
            return out;
        }
    }

    private static Path program(String name) throws IOException {
        Path program = work.resolve(name + ".R");
        try (InputStream in = ComparativeCohortsTest.class.getResourceAsStream("/events/" + name + ".R")) {
            Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
        }
        return program;
    }

    /** @return file of the rows that R finds; the test is skipped where R is absent */
    private static Path oracle(String name, Path folder, List<String> lines) throws IOException, InterruptedException {
        Path program = program(name);
        program("records");
        Path given = Files.write(work.resolve(name + "-settings.csv"), lines);
        Path answer = work.resolve(name + "-answer.csv");
        Path said = work.resolve(name + "-said.txt");
        Process process;
        try {
            process = new ProcessBuilder(
                            "Rscript", program.toString(), folder.toString(), given.toString(), answer.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("Rscript is absent");
            throw e;
        }
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return answer;
    }

    @Test
    void newUsersAreThoseOfAnotherProgram() throws Exception {
        agree("comparative", HEAD, this::setting, SETTINGS, COLUMNS);
    }

    @Test
    void commonEntriesAndRepeatedTrialsAreThoseOfAnotherProgram() throws Exception {
        agree("emulation", EMULATION_HEAD, this::emulation, 2 * SETTINGS, EMULATION_COLUMNS);
    }

    private void agree(String name, String head, Supplier<Setting> draw, int count, String columns) throws Exception {
        Path folder = world(name);
        List<Setting> settings = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of(head));
        for (int i = 0; i < count; i++) {
            settings.add(draw.get());
            lines.add(settings.get(i).line());
        }
        Path answer = oracle(name, folder, lines);
        StandardStore store = Stores.omop(folder, name, work);

        int rows = 0;
        for (int i = 0; i < count; i++) {
            Protocol plan = EventCohortSpecTest.plan(settings.get(i).section(), SETS);
            EventTable table = EventCohorts.build(
                    plan,
                    Map.of("main", store),
                    work.resolve(name + "-" + i),
                    EventSettings.duckDb(1, Optional.empty(), Optional.empty()));
            String shown = "SELECT concat_ws(' ', %s) FROM ".formatted(columns);
            String order = " ORDER BY CAST(person AS BIGINT), treated, index_date";
            List<String> found = query(shown + "read_parquet('" + table.parquet() + "')" + order);
            List<String> expected =
                    query(shown + "read_csv('" + answer + "', header = true) WHERE setting = " + (i + 1) + order);
            assertThat(found).as(settings.get(i).section()).isEqualTo(expected);
            rows += found.size();
        }
        assertThat(rows).as("rows compared").isGreaterThan(12 * count);
    }
}
