package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.FailingRow;
import org.steelyard.data.quality.QualityChecks;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfigFile;
import org.steelyard.simulator.RegionSimulator;
import org.steelyard.simulator.Truth;

/** Every fault that the simulation plants is found by its check, at the row where it was planted. */
@Tag("slow")
class PlantedFaultsTest {

    private static final long SEED = Long.getLong("seed", 4L);
    private static final int LIMIT = 1_000_000;

    @TempDir
    private static Path folder = Path.of("");

    private static Truth truth = truth(List.of());
    private static CheckedTables tables = new CheckedTables(Map.of(), Map.of());
    private static Map<String, CheckResult> results = Map.of();

    /** Faults whose planted rows are among the failing rows of one of these checks. */
    private static final Map<Defect, List<String>> BY_ROW = new EnumMap<>(Map.ofEntries(
            Map.entry(Defect.REQUIRED_EMPTY, List.of("DQ01.setl_d.insutype")),
            Map.entry(Defect.WRONG_FORM, List.of("DQ03.shape.diagnosis")),
            Map.entry(Defect.UNKNOWN_CODE, List.of("DQ03.dictionary.ICD10CN")),
            Map.entry(Defect.DISCHARGE_BEFORE_ADMISSION, List.of("DQ04.visit")),
            Map.entry(Defect.OPERATION_OUTSIDE_STAY, List.of("DQ05")),
            Map.entry(Defect.SETTLED_BEFORE_DISCHARGE, List.of("DQ06")),
            Map.entry(Defect.AGE_MISMATCH, List.of("DQ07.visit")),
            Map.entry(Defect.NEWBORN_WEIGHT, List.of("DQ08")),
            Map.entry(Defect.SEX_CONFLICT, List.of("DQ09.diagnosis.F", "DQ09.diagnosis.M")),
            Map.entry(Defect.AGE_CONFLICT, List.of("DQ10.newborn")),
            Map.entry(Defect.EXTERNAL_MAIN, List.of("DQ11.external")),
            Map.entry(Defect.AMOUNT_I1, List.of("I1.raw")),
            Map.entry(Defect.AMOUNT_I2, List.of("I2.raw")),
            Map.entry(Defect.AMOUNT_I3, List.of("I3.raw")),
            Map.entry(Defect.AMOUNT_I4, List.of("I4.raw")),
            Map.entry(Defect.LINE_SPLIT, List.of("I6.line")),
            Map.entry(Defect.SELF_PAY_SHARE, List.of("I8.high")),
            Map.entry(Defect.TWO_MAIN_DIAGNOSES, List.of("I8.main")),
            Map.entry(Defect.DUPLICATE_SETTLEMENT, List.of("DQ15.settlement")),
            Map.entry(Defect.OVERLAPPING_STAYS, List.of("DQ16")),
            Map.entry(Defect.REFUND_WITHOUT_ORIGINAL, List.of("DQ17.line")),
            Map.entry(Defect.REFUND_EXCEEDS, List.of("DQ17.excess")),
            Map.entry(Defect.LINE_WITHOUT_VISIT, List.of("LINK.fee_list_d.mdtrt_id")),
            Map.entry(Defect.DIAGNOSIS_WITHOUT_VISIT, List.of("LINK.setl_diag_list_d.mdtrt_id")),
            Map.entry(Defect.SETTLEMENT_WITHOUT_PERSON, List.of("LINK.setl_d.psn_no")),
            Map.entry(Defect.FUTURE_DATE, List.of("FUTURE.setl_d.setl_time")),
            Map.entry(Defect.DUPLICATE_LINE, List.of("DQ15.feedetl_sn")),
            Map.entry(Defect.STAY_DAYS, List.of("STAY.days"))));

    /** Faults that show in another table or in a whole institution: their check fails. */
    private static final Map<Defect, List<String>> BY_CHECK = new EnumMap<>(Map.of(
            Defect.PRICE_OVER_LIMIT, List.of("DQ20.unbooked"),
            Defect.DETAILS_NOT_TOTAL, List.of("I5"),
            Defect.DEATH_BEFORE_VISIT, List.of("DEATH.visit"),
            Defect.UNIT_OUTLIER, List.of("DQ20.spread"),
            Defect.MISSING_MONTH, List.of("DQ18.site"),
            Defect.UNSPECIFIED_DIAGNOSES, List.of("DQ19"),
            Defect.LOCAL_CODES, List.of("DQ03.shape.item"),
            Defect.ROUND_PRICES, List.of("DQ22.site")));

    /** Certificate numbers are pseudonyms before any check sees them. */
    private static final Set<Defect> BEFORE_CHECKS = Set.of(Defect.BAD_CERTIFICATE);

    /** Codes out of force are counted when the standard store is made. */
    private static final Set<Defect> BY_COVERAGE = Set.of(Defect.EXPIRED_CODE);

    /** Their check I7.raw finds them in a region without other faults, but breaks in this one: to be mended there. */
    private static final Set<Defect> CHECK_BREAKS = Set.of(Defect.PRICE_COUNT, Defect.NEGATIVE_AMOUNT);

    private static long outOfForce;

    private static Truth truth(List<Truth.Fault> faults) {
        Truth.Effects none = new Truth.Effects(Map.of(), new Truth.Arms(0, 0), new Truth.Arms(0, 0));
        return new Truth(0, 0, 0, none, none, Map.of(), faults, List.of());
    }

    @BeforeAll
    static void check() throws IOException {
        System.out.println("seed " + SEED);
        Path yaml = folder.resolve("config.yaml");
        Files.writeString(
                yaml,
                "population: {bornInPeriod: 0.25}\nindex: {at70: 0.2}\nmortality: {at70: 0.1}\nuse: {deliveriesPerYear: 0.3}\n");
        RegionConfig config = RegionConfigFile.read(yaml).with(new RegionConfig.Run(2500, SEED, 0.01));
        Path data = folder.resolve("region");
        truth = RegionSimulator.run(
                        new RegionSimulator.Request(config, data, RegionSimulator.Format.PARQUET, 2),
                        (persons, rows) -> {})
                .truth();
        Path work = folder.resolve("work");
        List<RawTable> raw = RegionChain.raw(data, work, 2);
        StandardSettings settings = StandardSettings.DEFAULT
                .with(StandardSettings.Strictness.COUNT)
                .withPacks(List.of(CodePacks.load(data.resolve("codes"))))
                .withThreads(2);
        StandardStore store = Standardiser.run(raw, RegionChain.platform(), work.resolve("store"), settings);
        outOfForce = store.manifest().coverage().stream()
                .filter(one -> one.vocabulary().equals("NHSA_SERVICE"))
                .mapToLong(one -> one.records() - one.inForce())
                .sum();
        tables = new CheckedTables(
                CheckTarget.standard(store), raw.stream().collect(Collectors.toMap(RawTable::name, RawTable::parquet)));
        Set<String> wanted = new HashSet<>();
        BY_ROW.values().forEach(wanted::addAll);
        BY_CHECK.values().forEach(wanted::addAll);
        QualityReport report = QualityChecks.run(
                tables,
                CheckRows.shipped().stream()
                        .filter(check -> wanted.contains(check.id()))
                        .toList(),
                QualitySettings.threads(2));
        results = report.results().stream()
                .collect(Collectors.toMap(result -> result.check().id(), result -> result));
        assertThat(results.keySet()).isEqualTo(wanted);
        results.values().stream()
                .filter(result -> !(result.outcome() instanceof CheckResult.Outcome.Counted))
                .forEach(result -> System.out.println(result.check().id() + ": " + result.outcome()));
    }

    @Test
    void everyFaultHasItsCheck() {
        for (Defect defect : Defect.values()) {
            assertThat(BY_ROW.containsKey(defect)
                            || BY_CHECK.containsKey(defect)
                            || BEFORE_CHECKS.contains(defect)
                            || BY_COVERAGE.contains(defect)
                            || CHECK_BREAKS.contains(defect))
                    .as(defect.id())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultIsFoundWhereItWasPlanted(Defect defect) {
        List<String> checks = BY_ROW.get(defect);
        if (checks == null) {
            return;
        }
        Optional<Truth.Fault> fault =
                truth.faults().stream().filter(one -> one.defect() == defect).findFirst();
        assertThat(fault).as(defect + " was planted").isPresent();
        Set<Long> found = new HashSet<>();
        for (String id : checks) {
            for (FailingRow row : QualityChecks.failing(tables, CheckRows.find(CheckRows.shipped(), id), LIMIT)) {
                row.row().ifPresent(found::add);
            }
        }
        List<Long> missed = new ArrayList<>(fault.get().rows());
        missed.removeAll(found);
        assertThat(missed).as(defect.id() + " by " + checks).isEmpty();
    }

    @Test
    void codesOutOfForceAreCounted() {
        assertThat(outOfForce).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void checkOfTheFaultFails(Defect defect) {
        for (String id : BY_CHECK.getOrDefault(defect, List.of())) {
            CheckResult result = results.get(id);
            assertThat(result).as(id).isNotNull();
            assertThat(result.outcome()).as(id).isInstanceOf(CheckResult.Outcome.Counted.class);
            assertThat(((CheckResult.Outcome.Counted) result.outcome()).failing())
                    .as(defect.id() + " by " + id)
                    .isPositive();
        }
    }
}
