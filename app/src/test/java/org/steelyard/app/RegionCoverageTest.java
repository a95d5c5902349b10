package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.Truth;

/**
 * The planted effects are found by the whole chain: 95 % intervals of 200 regions cover the truth in 92 to 98 %. The truth is
 * the mean of all regions' exact effects, since an interval is about people like these and not about these people only.
 */
@Tag("nightly")
class RegionCoverageTest {

    private static final int SEEDS = Integer.getInteger("regions", 200);
    private static final long PERSONS = 6000;
    private static final Path RESULTS = Path.of("target/region-coverage.csv");

    private record Row(EffectEstimate estimate, double truth) {}

    @Test
    void intervalsCoverThePlantedEffects() throws IOException {
        List<Row> deaths = new ArrayList<>();
        List<Row> costs = new ArrayList<>();
        List<String> lines =
                new ArrayList<>(List.of("seed,analysis,people,treated,estimate,se,lower,upper,truth_of_region"));
        for (int seed = 1; seed <= SEEDS; seed++) {
            RegionChain.Answer answer =
                    RegionChain.answer(RegionChain.small().with(new RegionConfig.Run(PERSONS, seed, 0)), 2);
            assertThat((long) answer.people())
                    .as("people of seed " + seed)
                    .isEqualTo(answer.truth().population());
            Truth.Effects effects = answer.truth().everyone();
            deaths.add(row(lines, seed, answer, "death-weighted/risk-difference", effects.expectedDeaths()));
            costs.add(row(
                    lines,
                    seed,
                    answer,
                    "cost-weighted/mean-difference",
                    Objects.requireNonNull(effects.measures().get("costSettled"))));
            Files.write(RESULTS, lines);
        }
        assertThat(coverage(deaths)).as("deaths").isBetween(0.92, 0.98);
        assertThat(coverage(costs)).as("costs").isBetween(0.92, 0.98);
    }

    private static Row row(List<String> lines, int seed, RegionChain.Answer answer, String analysis, Truth.Arms truth) {
        EffectEstimate e = Objects.requireNonNull(answer.estimates().get(analysis));
        lines.add(String.format(
                Locale.ROOT,
                "%d,%s,%d,%d,%.8g,%.8g,%.8g,%.8g,%.8g",
                seed,
                analysis,
                answer.people(),
                answer.treated(),
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                truth.difference()));
        return new Row(e, truth.difference());
    }

    private static double coverage(List<Row> rows) {
        double truth = rows.stream().mapToDouble(Row::truth).average().orElseThrow();
        return rows.stream()
                        .filter(row -> row.estimate().lower() <= truth
                                && truth <= row.estimate().upper())
                        .count()
                / (double) rows.size();
    }
}
