package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.FailingRow;
import org.steelyard.data.quality.QualityChecks;
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

/**
 * A simulated region, read and standardised, beside what was planted in it.
 *
 * @param outOfForce codes out of force on their day, counted when the standard store was made
 */
record FaultyRegion(Truth truth, CheckedTables tables, long outOfForce) {

    private static final int LIMIT = 1_000_000;

    /** Faults whose planted rows are among the failing rows of one of these checks. */
    static final Map<Defect, List<String>> BY_ROW = new EnumMap<>(Map.ofEntries(
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
            Map.entry(Defect.PRICE_COUNT, List.of("I7.raw")),
            Map.entry(Defect.NEGATIVE_AMOUNT, List.of("NEG.fee_list_d.amount")),
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
    static final Map<Defect, List<String>> BY_CHECK = new EnumMap<>(Map.of(
            Defect.PRICE_OVER_LIMIT, List.of("DQ20.unbooked"),
            Defect.DETAILS_NOT_TOTAL, List.of("I5"),
            Defect.DEATH_BEFORE_VISIT, List.of("DEATH.visit"),
            Defect.UNIT_OUTLIER, List.of("DQ20.spread"),
            Defect.MISSING_MONTH, List.of("DQ18.site"),
            Defect.UNSPECIFIED_DIAGNOSES, List.of("DQ19.site"),
            Defect.LOCAL_CODES, List.of("DQ21.site"),
            Defect.ROUND_PRICES, List.of("DQ22.site")));

    /** Codes out of force are counted when the standard store is made. */
    static final Set<Defect> BY_COVERAGE = Set.of(Defect.EXPIRED_CODE);

    /** Certificate numbers are pseudonyms before any check sees them: their check digit cannot be judged afterwards. */
    static final Set<Defect> BEFORE_CHECKS = Set.of(Defect.BAD_CERTIFICATE);

    /** Young and old and ill enough that every fault finds a place. */
    private static final String CONFIG =
            "population: {bornInPeriod: 0.25}\nindex: {at70: 0.2}\nmortality: {at70: 0.1}\nuse: {deliveriesPerYear: 0.3}\n";

    static FaultyRegion make(RegionConfig.Run run, Path folder) throws IOException {
        Path yaml = Files.createDirectories(folder).resolve("config.yaml");
        Files.writeString(yaml, CONFIG);
        RegionConfig config = RegionConfigFile.read(yaml).with(run);
        Path data = folder.resolve("region");
        Truth truth = RegionSimulator.run(
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
        long outOfForce = store.manifest().coverage().stream()
                .filter(one -> one.vocabulary().equals("NHSA_SERVICE"))
                .mapToLong(one -> one.records() - one.inForce())
                .sum();
        CheckedTables tables = new CheckedTables(
                CheckTarget.standard(store), raw.stream().collect(Collectors.toMap(RawTable::name, RawTable::parquet)));
        return new FaultyRegion(truth, tables, outOfForce);
    }

    /** Checks that find any fault. */
    static Set<String> checks() {
        Set<String> ids = new HashSet<>();
        BY_ROW.values().forEach(ids::addAll);
        BY_CHECK.values().forEach(ids::addAll);
        return ids;
    }

    Map<String, CheckResult> run(Collection<String> ids) {
        Map<String, CheckResult> results = new TreeMap<>();
        QualityChecks.run(
                        tables,
                        CheckRows.shipped().stream()
                                .filter(check -> ids.contains(check.id()))
                                .toList(),
                        QualitySettings.threads(2))
                .results()
                .forEach(result -> results.put(result.check().id(), result));
        return results;
    }

    boolean planted(Defect defect) {
        return truth.faults().stream().anyMatch(f -> f.defect() == defect)
                || truth.batchFaults().stream().anyMatch(f -> f.defect() == defect);
    }

    /** Planted rows that no check of the fault names; how many if the fault is not one of rows: 0 if its check fails. */
    List<Long> missed(Defect defect) {
        List<Long> planted = truth.faults().stream()
                .filter(f -> f.defect() == defect)
                .findFirst()
                .map(Truth.Fault::rows)
                .orElseThrow(() -> new AssertionError(defect + " was not planted"));
        List<Long> left = new ArrayList<>(planted);
        for (String id : BY_ROW.get(defect)) {
            Set<Long> found = new HashSet<>();
            for (FailingRow row : QualityChecks.failing(
                    tables, CheckRows.find(CheckRows.shipped(), id), LIMIT, QualitySettings.threads(1))) {
                row.row().ifPresent(found::add);
            }
            left.removeAll(found);
        }
        return left;
    }
}
