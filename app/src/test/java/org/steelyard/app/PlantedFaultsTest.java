package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;

/**
 * Every fault that the simulation plants is found by its check, at the row where it was planted, whether it stands alone or
 * among all the others; and no check finds anything where nothing was planted ({@code -Dclean=2-5}: some of the twenty regions).
 */
class PlantedFaultsTest {

    private static final long SEED = Long.getLong("seed", 4L);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyFaultHasItsCheck() {
        Set<Defect> known = new TreeSet<>(FaultyRegion.BY_ROW.keySet());
        known.addAll(FaultyRegion.BY_CHECK.keySet());
        known.addAll(FaultyRegion.BY_COVERAGE);
        known.addAll(FaultyRegion.BEFORE_CHECKS);
        assertThat(known).containsExactlyInAnyOrder(Defect.values());
    }

    @Test
    @Tag("slow")
    void allFaultsTogetherAreFoundWhereTheyWerePlanted() throws IOException {
        System.out.println("seed " + SEED);
        FaultyRegion region = FaultyRegion.make(new RegionConfig.Run(2500, SEED, 0.01), folder);
        Map<String, CheckResult> results = region.run(FaultyRegion.checks());

        assertThat(results.keySet()).isEqualTo(FaultyRegion.checks());
        assertThat(notCounted(results)).as("checks that did not judge").isEmpty();
        Map<Defect, Object> missed = new TreeMap<>();
        for (Defect defect : Defect.values()) {
            assertThat(region.planted(defect)).as(defect + " was planted").isTrue();
            missed(region, results, defect).ifPresent(what -> missed.put(defect, what));
        }
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void aFaultAloneIsFoundWhereItWasPlanted(Defect defect) throws IOException {
        System.out.println("seed " + SEED);
        FaultyRegion region = FaultyRegion.make(new RegionConfig.Run(2500, SEED, 0.02, List.of(defect.id())), folder);
        assertThat(region.planted(defect)).as(defect + " was planted").isTrue();

        assertThat(missed(region, region.run(checks(defect)), defect)).isEmpty();
    }

    @Test
    @Tag("nightly")
    void nothingIsFoundInTwentyRegionsWhereNothingWasPlanted() throws IOException {
        List<String> alarms = new ArrayList<>();
        String[] seeds = System.getProperty("clean", "1-20").split("-", 2);
        for (int seed = Integer.parseInt(seeds[0]); seed <= Integer.parseInt(seeds[1]); seed++) {
            FaultyRegion region =
                    FaultyRegion.make(new RegionConfig.Run(1500, seed, 0), folder.resolve("clean" + seed));
            for (Map.Entry<String, CheckResult> one :
                    region.run(FaultyRegion.checks()).entrySet()) {
                CheckResult.Status status = one.getValue().status();
                if (status == CheckResult.Status.FAIL || status == CheckResult.Status.ERROR) {
                    alarms.add("seed " + seed + ": " + one.getKey() + " "
                            + one.getValue().outcome());
                }
            }
            if (region.outOfForce() > 0) {
                alarms.add("seed " + seed + ": codes out of force");
            }
            RegionChain.delete(folder.resolve("clean" + seed));
        }
        assertThat(alarms).isEmpty();
    }

    private static List<String> checks(Defect defect) {
        return FaultyRegion.BY_CHECK.getOrDefault(defect, FaultyRegion.BY_ROW.getOrDefault(defect, List.of()));
    }

    /** What of the fault was not found. */
    private static Optional<Object> missed(FaultyRegion region, Map<String, CheckResult> results, Defect defect) {
        if (FaultyRegion.BY_ROW.containsKey(defect)) {
            List<Long> rows = region.missed(defect);
            return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
        }
        if (FaultyRegion.BY_CHECK.containsKey(defect)) {
            List<CheckResult> passed = results.values().stream()
                    .filter(r -> checks(defect).contains(r.check().id()))
                    .filter(r -> r.status() != CheckResult.Status.FAIL)
                    .toList();
            return passed.isEmpty() ? Optional.empty() : Optional.of(passed);
        }
        boolean counted = !FaultyRegion.BY_COVERAGE.contains(defect) || region.outOfForce() > 0;
        return counted ? Optional.empty() : Optional.of("not counted by the coverage of codes");
    }

    private static Map<String, CheckResult.Outcome> notCounted(Map<String, CheckResult> results) {
        return results.entrySet().stream()
                .filter(e -> !(e.getValue().outcome() instanceof CheckResult.Outcome.Counted))
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().outcome()));
    }
}
