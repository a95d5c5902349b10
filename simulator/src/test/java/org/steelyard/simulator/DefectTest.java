package org.steelyard.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every named fault is planted, at its rate, at the place that the truth says, and breaks its rule there and nowhere else. */
class DefectTest {

    private static final long SEED = Long.getLong("seed", 77L);
    private static final double RATE = 0.01;
    private static final String VISITS = "SELECT mdtrt_id FROM mdtrt_d";

    @TempDir
    private static Path folder = Path.of("");

    private static Truth truth = TestRegions.NO_TRUTH;
    private static Sql sql = new Sql(Path.of("src"));

    /** For each fault that shows in one row: the keys of the rows that break its rule. */
    private static final Map<Defect, String> BROKEN = new EnumMap<>(
            Map.ofEntries(
                    Map.entry(Defect.REQUIRED_EMPTY, "SELECT setl_id FROM setl_d WHERE insutype IS NULL"),
                    Map.entry(
                            Defect.WRONG_FORM,
                            "SELECT mdtrt_id FROM setl_diag_list_d WHERE NOT regexp_full_match(diag_code, '[A-Z][0-9]{2}\\.[0-9x][0-9]{2}(x[0-9]{3})?')"),
                    Map.entry(Defect.UNKNOWN_CODE, "SELECT mdtrt_id FROM setl_diag_list_d WHERE diag_code = 'U99.999'"),
                    Map.entry(
                            Defect.EXPIRED_CODE,
                            "SELECT feedetl_sn FROM fee_list_d WHERE hilist_code = '001499999990000'"),
                    Map.entry(
                            Defect.DISCHARGE_BEFORE_ADMISSION, "SELECT mdtrt_id FROM mdtrt_d WHERE endtime < begntime"),
                    Map.entry(
                            Defect.OPERATION_OUTSIDE_STAY,
                            "SELECT o.mdtrt_id FROM oprn_oprt_d o JOIN mdtrt_d v USING (mdtrt_id) WHERE o.oprn_oprt_date > v.endtime::DATE AND v.endtime >= v.begntime"),
                    Map.entry(
                            Defect.SETTLED_BEFORE_DISCHARGE,
                            "SELECT setl_id FROM setl_d WHERE datediff('day', setl_time, enddate) > 7"),
                    Map.entry(
                            Defect.AGE_MISMATCH,
                            "SELECT mdtrt_id FROM mdtrt_d WHERE abs(age - datesub('year', brdy, begntime::DATE)) > 1"),
                    Map.entry(
                            Defect.NEWBORN_WEIGHT,
                            "SELECT mdtrt_id FROM mdtrt_d WHERE nwb_age <= 28 AND nwb_bir_wt IS NULL"),
                    Map.entry(
                            Defect.SEX_CONFLICT,
                            "SELECT d.mdtrt_id FROM setl_diag_list_d d JOIN mdtrt_d v USING (mdtrt_id) WHERE v.gend = '1' AND d.diag_code LIKE 'C53%' OR v.gend = '2' AND d.diag_code LIKE 'C61%'"),
                    Map.entry(
                            Defect.AGE_CONFLICT,
                            "SELECT d.mdtrt_id FROM setl_diag_list_d d JOIN mdtrt_d v USING (mdtrt_id) WHERE v.age >= 18 AND d.diag_code LIKE 'P%'"),
                    Map.entry(
                            Defect.EXTERNAL_MAIN,
                            "SELECT mdtrt_id FROM setl_diag_list_d WHERE maindiag_flag = '1' AND diag_code LIKE 'W%'"),
                    Map.entry(
                            Defect.AMOUNT_I1,
                            "SELECT setl_id FROM setl_d WHERE medfee_sumamt <> inscp_scp_amt + preselfpay_amt + overlmt_selfpay + fulamt_ownpay_amt"),
                    Map.entry(
                            Defect.AMOUNT_I2,
                            "SELECT setl_id FROM setl_d WHERE fund_pay_sumamt <> hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay + hifdm_pay + maf_pay + oth_pay"),
                    Map.entry(
                            Defect.AMOUNT_I3,
                            "SELECT setl_id FROM setl_d WHERE medfee_sumamt <> fund_pay_sumamt + psn_part_amt + hosp_part_amt"),
                    Map.entry(
                            Defect.AMOUNT_I4,
                            "SELECT setl_id FROM setl_d WHERE psn_part_amt <> acct_pay + acct_mulaid_pay + psn_cash_pay"),
                    Map.entry(
                            Defect.LINE_SPLIT,
                            "SELECT feedetl_sn FROM fee_list_d WHERE det_item_fee_sumamt > 0 AND det_item_fee_sumamt <> fulamt_ownpay_amt + overlmt_amt + preselfpay_amt + inscp_scp_amt"),
                    Map.entry(
                            Defect.PRICE_COUNT,
                            "SELECT feedetl_sn FROM fee_list_d WHERE det_item_fee_sumamt > 0 AND abs(det_item_fee_sumamt - cnt * pric) > 0.01 * greatest(1, abs(cnt))"),
                    Map.entry(Defect.SELF_PAY_SHARE, "SELECT feedetl_sn FROM fee_list_d WHERE selfpay_prop > 1"),
                    Map.entry(
                            Defect.TWO_MAIN_DIAGNOSES,
                            "SELECT mdtrt_id FROM setl_diag_list_d WHERE maindiag_flag = '1' AND mdtrt_id IN (" + VISITS
                                    + ") GROUP BY 1 HAVING count(*) > 1"),
                    Map.entry(
                            Defect.DUPLICATE_SETTLEMENT,
                            "SELECT max(setl_id) FROM setl_d WHERE refd_setl_flag = '0' GROUP BY mdtrt_id, medfee_sumamt HAVING count(*) > 1"),
                    Map.entry(
                            Defect.OVERLAPPING_STAYS,
                            "SELECT greatest(a.mdtrt_id, b.mdtrt_id) FROM mdtrt_d a JOIN mdtrt_d b ON a.psn_no = b.psn_no AND a.mdtrt_id < b.mdtrt_id AND a.ipt_days IS NOT NULL AND b.ipt_days IS NOT NULL AND a.begntime < b.endtime AND b.begntime < a.endtime"),
                    Map.entry(
                            Defect.REFUND_WITHOUT_ORIGINAL,
                            "SELECT feedetl_sn FROM fee_list_d WHERE init_feedetl_sn NOT IN (SELECT feedetl_sn FROM fee_list_d)"),
                    Map.entry(
                            Defect.REFUND_EXCEEDS,
                            "SELECT r.feedetl_sn FROM fee_list_d r JOIN (SELECT feedetl_sn, any_value(cnt) AS cnt FROM fee_list_d GROUP BY 1) o ON o.feedetl_sn = r.init_feedetl_sn WHERE r.cnt + o.cnt < 0"),
                    Map.entry(
                            Defect.LINE_WITHOUT_VISIT,
                            "SELECT feedetl_sn FROM fee_list_d WHERE mdtrt_id NOT IN (" + VISITS + ")"),
                    Map.entry(
                            Defect.DIAGNOSIS_WITHOUT_VISIT,
                            "SELECT mdtrt_id FROM setl_diag_list_d WHERE mdtrt_id NOT IN (" + VISITS + ")"),
                    Map.entry(
                            Defect.SETTLEMENT_WITHOUT_PERSON,
                            "SELECT setl_id FROM setl_d WHERE psn_no NOT IN (SELECT psn_no FROM psn_insu_d)"),
                    Map.entry(
                            Defect.FUTURE_DATE, "SELECT setl_id FROM setl_d WHERE setl_time > TIMESTAMP '2024-06-01'"),
                    Map.entry(
                            Defect.NEGATIVE_AMOUNT,
                            "SELECT feedetl_sn FROM fee_list_d WHERE det_item_fee_sumamt < 0 AND cnt > 0"),
                    Map.entry(
                            Defect.DUPLICATE_LINE, "SELECT feedetl_sn FROM fee_list_d GROUP BY 1 HAVING count(*) > 1"),
                    Map.entry(
                            Defect.STAY_DAYS,
                            "SELECT mdtrt_id FROM mdtrt_d WHERE endtime >= begntime AND ipt_days <> greatest(1, datediff('day', begntime, endtime))"),
                    Map.entry(
                            Defect.DEATH_BEFORE_VISIT,
                            "SELECT d.psn_no FROM psn_death_d d WHERE EXISTS (SELECT 1 FROM mdtrt_d v WHERE v.psn_no = d.psn_no AND v.begntime::DATE > d.death_date)")));

    @BeforeAll
    static void make() {
        System.out.println("seed " + SEED);
        RegionConfig config = TestRegions.config(
                        "population: {bornInPeriod: 0.2}\nindex: {at70: 0.2}\nmortality: {at70: 0.1}\nuse: {deliveriesPerYear: 0.3}\n")
                .with(new RegionConfig.Run(6000, SEED, RATE));
        truth = RegionSimulator.run(
                        new RegionSimulator.Request(config, folder, RegionSimulator.Format.PARQUET, 2),
                        (persons, rows) -> {})
                .truth();
        sql = new Sql(folder);
    }

    @AfterAll
    static void close() {
        sql.close();
    }

    private static Truth.Fault planted(Defect defect) {
        return truth.faults().stream()
                .filter(fault -> fault.defect() == defect)
                .findFirst()
                .orElseThrow(() -> new AssertionError(defect + " was not planted"));
    }

    @Test
    void everyFaultOfARowHasItsOracle() {
        Set<Defect> special =
                Set.of(Defect.DETAILS_NOT_TOTAL, Defect.PRICE_OVER_LIMIT, Defect.UNIT_OUTLIER, Defect.BAD_CERTIFICATE);
        for (Defect defect : Defect.values()) {
            if (defect.scope() != Defect.Scope.BATCH) {
                assertThat(BROKEN.containsKey(defect) || special.contains(defect))
                        .as(defect.id())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultBreaksItsRuleWhereItWasPlantedAndNowhereElse(Defect defect) {
        String query = BROKEN.get(defect);
        if (query == null) {
            return;
        }
        assertThat(keys(query))
                .as(defect.id())
                .isEqualTo(new TreeSet<>(planted(defect).keys()));
    }

    private static Set<String> keys(String query) {
        return sql.rows(query).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void placesOfTheTruthAreThePlacesOfTheFile(Defect defect) {
        if (defect.scope() == Defect.Scope.BATCH) {
            return;
        }
        Truth.Fault fault = planted(defect);
        String key = switch (fault.table()) {
            case "setl_d" -> "setl_id";
            case "fee_list_d" -> "feedetl_sn";
            case "psn_insu_d", "psn_death_d" -> "psn_no";
            default -> "mdtrt_id";
        };
        String places = fault.rows().stream().map(String::valueOf).collect(Collectors.joining(","));
        List<List<Object>> rows = sql.rows(
                "SELECT " + key + " FROM " + fault.table() + " WHERE place IN (" + places + ") ORDER BY place");
        List<String> found =
                rows.stream().map(row -> String.valueOf(row.getFirst())).toList();
        assertThat(found).hasSameSizeAs(fault.keys());
        assertThat(new TreeSet<>(found)).isEqualTo(new TreeSet<>(fault.keys()));
    }

    @Test
    void detailsThatDoNotAddUpAreThoseThatTouchedThem() {
        Set<String> wrong = keys(
                "SELECT s.mdtrt_id FROM setl_d s JOIN (SELECT setl_id, sum(det_item_fee_sumamt) AS d FROM fee_list_d f WHERE mdtrt_id IN ("
                        + VISITS + ") GROUP BY 1) f USING (setl_id) WHERE f.d <> s.medfee_sumamt");
        Set<String> expected = new TreeSet<>();
        for (Defect defect : List.of(
                Defect.DETAILS_NOT_TOTAL,
                Defect.NEGATIVE_AMOUNT,
                Defect.DUPLICATE_LINE,
                Defect.REFUND_WITHOUT_ORIGINAL,
                Defect.REFUND_EXCEEDS)) {
            String lines =
                    planted(defect).keys().stream().map(key -> "'" + key + "'").collect(Collectors.joining(","));
            expected.addAll(keys("SELECT DISTINCT mdtrt_id FROM fee_list_d WHERE feedetl_sn IN (" + lines + ")"));
        }
        assertThat(wrong).isEqualTo(expected);
    }

    @Test
    void priceOverLimitIsBookedInScope() {
        Set<String> booked = keys(
                "SELECT feedetl_sn FROM fee_list_d WHERE pric > pric_uplmt_amt AND overlmt_amt = 0 AND fulamt_ownpay_amt = 0 AND det_item_fee_sumamt > 0");
        assertThat(booked).containsAll(planted(Defect.PRICE_OVER_LIMIT).keys());
        assertThat(booked.size() - planted(Defect.PRICE_OVER_LIMIT).keys().size())
                .as("only a price a hair above its limit rounds to no excess, or an amount taken in the wrong unit")
                .isLessThanOrEqualTo(planted(Defect.UNIT_OUTLIER).keys().size());
    }

    @Test
    void amountsInTheWrongUnitAreAHundredTimesTooLarge() {
        String large = planted(Defect.UNIT_OUTLIER).keys().stream()
                .map(key -> "'" + key + "'")
                .collect(Collectors.joining(","));
        double ratio = sql.number("SELECT (SELECT median(medfee_sumamt::DOUBLE) FROM setl_d WHERE setl_id IN (" + large
                + ")) / (SELECT median(medfee_sumamt::DOUBLE) FROM setl_d WHERE medfee_sumamt > 0)");
        assertThat(ratio).isBetween(60.0, 160.0);
    }

    @Test
    void badCertificatesFailTheirCheckSignAndNoOthers() {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        Set<String> wrong = new TreeSet<>();
        for (List<Object> row : sql.rows("SELECT psn_no, certno FROM psn_insu_d")) {
            String number = row.get(1).toString();
            int sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += (number.charAt(i) - '0') * weights[i];
            }
            if ("10X98765432".charAt(sum % 11) != number.charAt(17)) {
                wrong.add(row.getFirst().toString());
            }
        }
        assertThat(wrong)
                .isEqualTo(new TreeSet<>(planted(Defect.BAD_CERTIFICATE).keys()));
    }

    @Test
    void faultsComeAtTheirRate() {
        double visits = sql.count("SELECT count(*) FROM mdtrt_d");
        double expected = visits * RATE;
        for (Defect defect : List.of(Defect.REQUIRED_EMPTY, Defect.AMOUNT_I1, Defect.FUTURE_DATE, Defect.PRICE_COUNT)) {
            assertThat((double) planted(defect).keys().size())
                    .as(defect.id())
                    .isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void institutionsCarryTheirFaults() {
        Map<Defect, Truth.BatchFault> faults =
                truth.batchFaults().stream().collect(Collectors.toMap(Truth.BatchFault::defect, fault -> fault));
        assertThat(faults.keySet()).containsExactlyInAnyOrderElementsOf(Defect.in(Defect.Scope.BATCH));
        Truth.BatchFault missing = faults.get(Defect.MISSING_MONTH);
        double month = sql.number("SELECT count(*) FROM mdtrt_d WHERE ipt_days IS NULL AND fixmedins_code = '"
                + missing.institution() + "' AND strftime(begntime, '%Y-%m') = '" + missing.month() + "'");
        double usual = sql.number("SELECT count(*) / 36.0 FROM mdtrt_d WHERE ipt_days IS NULL AND fixmedins_code = '"
                + missing.institution() + "'");
        assertThat(month).isLessThan(0.2 * usual);
        assertThat(share(
                        "setl_diag_list_d d JOIN mdtrt_d v USING (mdtrt_id)",
                        "d.diag_code = 'R69.x00'",
                        "d.maindiag_flag = '1' AND v.ipt_days IS NULL AND v.fixmedins_code = '"
                                + faults.get(Defect.UNSPECIFIED_DIAGNOSES).institution() + "'"))
                .isBetween(0.6, 0.8);
        assertThat(share(
                        "fee_list_d",
                        "hilist_code LIKE 'LOCAL%'",
                        "fixmedins_code = '" + faults.get(Defect.LOCAL_CODES).institution() + "'"))
                .isBetween(0.2, 0.4);
        assertThat(share(
                        "fee_list_d",
                        "pric % 1 = 0",
                        "fixmedins_code = '" + faults.get(Defect.ROUND_PRICES).institution() + "'"))
                .isGreaterThan(0.9);
    }

    private static double share(String from, String is, String where) {
        return sql.number("SELECT count(*) FILTER (" + is + ") / count(*)::DOUBLE FROM " + from + " WHERE " + where);
    }

    @Test
    void aRegionWithoutARateHasNoFaults() {
        Truth clean = TestRegions.truth(TestRegions.config("{}").with(new RegionConfig.Run(200, SEED, 0)));
        assertThat(clean.faults()).isEmpty();
        assertThat(clean.batchFaults()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PRICE_COUNT", "BAD_CERTIFICATE", "LOCAL_CODES"})
    void aDefectThatIsNamedIsPlantedAlone(Defect defect) {
        Truth alone = TestRegions.truth(
                TestRegions.config("{}").with(new RegionConfig.Run(100, SEED, RATE, List.of(defect.id()))));
        assertThat(alone.faults()).allMatch(fault -> fault.defect() == defect);
        assertThat(alone.batchFaults()).allMatch(fault -> fault.defect() == defect);
        assertThat(alone.batchFaults()).hasSize(defect.scope() == Defect.Scope.BATCH ? 1 : 0);
    }
}
