package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.Truth;

/**
 * The planted effects are found by the whole chain: 95 % intervals of 200 regions cover the truth in 92 to 98 %. The truth is
 * the mean of all regions' exact effects, since an interval is about people like these and not about these people only.
 *
 * <p>{@code -Dregions=51-100} makes some of the regions and adds them to those made before; {@code -Dupdate=true} keeps the rows
 * in {@code docs/simulations}. Where an arm lacks a rare condition, the plan merges it with its reference: no region is left out.
 */
@Tag("nightly")
class RegionCoverageTest {

    private static final long PERSONS = Long.getLong("regionPersons", 4000);
    private static final int ALL = 200;
    private static final Path KEPT = Path.of("../docs/simulations/region-coverage.csv");
    private static final Path MADE = Path.of("target/region-coverage.csv");
    private static final String HEADER =
            "analysis,seed,persons,people,treated,estimate,se,lower,upper,truth_of_region,date";

    /** Analysis of the plan, and the measure of the truth. */
    private static final Map<String, String> PLANTED = new TreeMap<>(Map.of(
            "death-weighted/risk-difference", "",
            "stay-weighted/mean-difference", "stayDays",
            "cost-weighted/mean-difference", "costSettled"));

    @Test
    void intervalsCoverThePlantedEffects() throws IOException {
        String[] range = System.getProperty("regions", "1-" + ALL).split("-", 2);
        Path file = Boolean.getBoolean("update") ? KEPT : MADE;
        Map<String, String> rows = range[0].equals("1") ? new TreeMap<>() : read(file);
        for (int seed = Integer.parseInt(range[0]); seed <= Integer.parseInt(range[1]); seed++) {
            RegionChain.Answer answer =
                    RegionChain.answer(RegionChain.small().with(new RegionConfig.Run(PERSONS, seed, 0)), 2);
            assertThat((long) answer.people())
                    .as("people of seed " + seed)
                    .isEqualTo(answer.truth().population());
            for (String analysis : PLANTED.keySet()) {
                String row = row(seed, answer, analysis);
                rows.put(row.substring(0, row.indexOf(',', row.indexOf(',') + 1)), row);
            }
            write(file, rows);
        }
        if (rows.size() == ALL * PLANTED.size()) {
            covered(rows);
        }
    }

    private static void covered(Map<String, String> rows) {
        for (String analysis : PLANTED.keySet()) {
            double share = coverage(rows.values().stream()
                    .filter(row -> row.startsWith(analysis + ","))
                    .map(row -> row.split(",", -1))
                    .toList());
            System.out.println(analysis + " covered " + share);
            assertThat(share).as(analysis).isBetween(0.92, 0.98);
        }
    }

    private static double coverage(List<String[]> rows) {
        double truth = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[9]))
                .average()
                .orElseThrow();
        return rows.stream()
                        .filter(row -> Double.parseDouble(row[7]) <= truth && truth <= Double.parseDouble(row[8]))
                        .count()
                / (double) rows.size();
    }

    private static String row(int seed, RegionChain.Answer answer, String analysis) {
        EffectEstimate e = Objects.requireNonNull(answer.estimates().get(analysis), analysis);
        return String.format(
                Locale.ROOT,
                "%s,%03d,%d,%d,%d,%.8g,%.8g,%.8g,%.8g,%.8g,%s",
                analysis,
                seed,
                PERSONS,
                answer.people(),
                answer.treated(),
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                truth(answer.truth().everyone(), analysis).difference(),
                LocalDate.now());
    }

    private static Truth.Arms truth(Truth.Effects effects, String analysis) {
        String measure = Objects.requireNonNull(PLANTED.get(analysis));
        return measure.isEmpty()
                ? effects.expectedDeaths()
                : Objects.requireNonNull(effects.measures().get(measure), measure);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.equals(HEADER)) {
                    rows.put(line.substring(0, line.indexOf(',', line.indexOf(',') + 1)), line);
                }
            }
        }
        return rows;
    }

    private static void write(Path file, Map<String, String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(rows.values());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
