package org.steelyard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A region without planted faults, looked at with SQL. */
class RegionTest {

    private static final long SEED = Long.getLong("seed", 20261122L);

    @TempDir
    private static Path folder = Path.of("");

    private static RegionSimulator.Result result =
            new RegionSimulator.Result(java.util.Map.of(), java.util.Map.of(), TestRegions.NO_TRUTH);
    private static Sql sql = new Sql(Path.of("src"));

    @BeforeAll
    static void make() {
        System.out.println("seed " + SEED);
        RegionConfig config = TestRegions.enriched().with(new RegionConfig.Run(6000, SEED, 0));
        result = RegionSimulator.run(
                new RegionSimulator.Request(config, folder, RegionSimulator.Format.PARQUET, 2), (persons, rows) -> {});
        sql = new Sql(folder);
    }

    @AfterAll
    static void close() {
        sql.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "I1; setl_d; medfee_sumamt <> inscp_scp_amt + preselfpay_amt + overlmt_selfpay + fulamt_ownpay_amt",
                "I2; setl_d; fund_pay_sumamt <> hifp_pay + cvlserv_pay + hifes_pay + hifmi_pay + hifob_pay + hifdm_pay + maf_pay + oth_pay",
                "I3; setl_d; medfee_sumamt <> fund_pay_sumamt + psn_part_amt + hosp_part_amt",
                "I4; setl_d; psn_part_amt <> acct_pay + acct_mulaid_pay + psn_cash_pay",
                "I6; fee_list_d; det_item_fee_sumamt <> fulamt_ownpay_amt + overlmt_amt + preselfpay_amt + inscp_scp_amt",
                "I7; fee_list_d; abs(det_item_fee_sumamt - round(cnt * pric, 2)) > 0",
                "I8 share; fee_list_d; selfpay_prop < 0 OR selfpay_prop > 1",
                "I8 pool; setl_d; pool_prop_selfpay < 0 OR pool_prop_selfpay > 1",
                "signs; setl_d; sign(medfee_sumamt) * least(fund_pay_sumamt * sign(medfee_sumamt), psn_cash_pay * sign(medfee_sumamt), hosp_part_amt * sign(medfee_sumamt), acct_pay * sign(medfee_sumamt), act_pay_dedc * sign(medfee_sumamt)) < 0 AND medfee_sumamt > 0",
                "deductible within scope; setl_d; refd_setl_flag = '0' AND act_pay_dedc > inscp_scp_amt",
                "time order; mdtrt_d; endtime < begntime",
                "days of stay; mdtrt_d; ipt_days <> greatest(1, datediff('day', begntime, endtime))",
                "age; mdtrt_d; age <> datesub('year', brdy, begntime::DATE)",
                "newborn; mdtrt_d; nwb_age IS NOT NULL AND (nwb_bir_wt IS NULL OR nwb_age > 28)",
                "certificate is of no district; psn_insu_d; certno NOT LIKE '99%' OR length(certno) <> 18",
                "institution; fixmedins_b; NOT regexp_full_match(fixmedins_code, 'H99[0-9]{9}')",
                "drug; fee_list_d; hilist_code LIKE 'X%' AND NOT regexp_full_match(hilist_code, 'X[A-Z][0-9]{2}[A-Z]{2}[A-Z][0-9]{3}[A-Z][0-9]{3}[0-9]{9}')",
                "consumable; fee_list_d; hilist_code LIKE 'C%' AND NOT regexp_full_match(hilist_code, 'C[0-9]{19}([0-9]{7})?')",
                "diagnosis; setl_diag_list_d; NOT regexp_full_match(diag_code, '[A-Z][0-9]{2}\\.[0-9x][0-9]{2}(x[0-9]{3})?')",
                "operation; oprn_oprt_d; NOT regexp_full_match(oprn_oprt_code, '[0-9]{2}\\.([0-9][0-9x][0-9]{2}(x[0-9]{3})?)')",
                "valid; setl_d; vali_flag <> '1'",
            })
    void ruleHoldsOnEveryRow(String rule, String table, String broken) {
        assertThat(sql.count("SELECT count(*) FROM " + table)).isPositive();
        assertThat(sql.count("SELECT count(*) FROM " + table + " WHERE " + broken))
                .as(rule)
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "details make the total (I5); SELECT count(*) FROM (SELECT setl_id, sum(det_item_fee_sumamt) AS d FROM fee_list_d GROUP BY 1) f FULL JOIN setl_d s USING (setl_id) WHERE f.d IS DISTINCT FROM s.medfee_sumamt",
                "what is net of refunds is what stands; SELECT count(*) FROM (SELECT mdtrt_id, sum(det_item_fee_sumamt) AS d FROM fee_list_d GROUP BY 1) f JOIN (SELECT mdtrt_id, coalesce(sum(medfee_sumamt) FILTER (refd_setl_flag = '0'), 0) AS t FROM setl_d GROUP BY 1) s USING (mdtrt_id) WHERE f.d <> s.t",
                "parts of lines make parts of settlements; SELECT count(*) FROM (SELECT setl_id, sum(inscp_scp_amt) AS a, sum(preselfpay_amt) AS b, sum(overlmt_amt) AS c, sum(fulamt_ownpay_amt) AS d FROM fee_list_d GROUP BY 1) f JOIN setl_d s USING (setl_id) WHERE f.a <> s.inscp_scp_amt OR f.b <> s.preselfpay_amt OR f.c <> s.overlmt_selfpay OR f.d <> s.fulamt_ownpay_amt",
                "one main diagnosis; SELECT count(*) FROM (SELECT mdtrt_id, count(*) FILTER (maindiag_flag = '1') AS n FROM setl_diag_list_d GROUP BY 1) WHERE n <> 1",
                "line numbers are keys; SELECT count(*) - count(DISTINCT feedetl_sn) FROM fee_list_d",
                "settlement numbers are keys; SELECT count(*) - count(DISTINCT setl_id) FROM setl_d",
                "visit numbers are keys; SELECT count(*) - count(DISTINCT mdtrt_id) FROM mdtrt_d",
                "lines belong to visits; SELECT count(*) FROM fee_list_d ANTI JOIN mdtrt_d USING (mdtrt_id)",
                "visits belong to people; SELECT count(*) FROM mdtrt_d ANTI JOIN psn_insu_d USING (psn_no)",
                "refund lines point at a line of the same visit and do not exceed it; SELECT count(*) FROM fee_list_d r LEFT JOIN fee_list_d o ON o.feedetl_sn = r.init_feedetl_sn AND o.mdtrt_id = r.mdtrt_id WHERE r.init_feedetl_sn IS NOT NULL AND (o.feedetl_sn IS NULL OR o.cnt + r.cnt < 0)",
                "certificates are of one person each; SELECT count(*) FROM (SELECT certno FROM psn_insu_d GROUP BY 1 HAVING count(DISTINCT psn_no) > 1)",
                "no two stays overlap; SELECT count(*) FROM mdtrt_d a JOIN mdtrt_d b ON a.psn_no = b.psn_no AND a.mdtrt_id < b.mdtrt_id AND a.ipt_days IS NOT NULL AND b.ipt_days IS NOT NULL AND a.begntime::DATE <= b.endtime::DATE AND b.begntime::DATE <= a.endtime::DATE",
                "visits lie within insurance; SELECT count(*) FROM mdtrt_d v WHERE NOT EXISTS (SELECT 1 FROM psn_insu_d i WHERE i.psn_no = v.psn_no AND v.begntime::DATE >= i.begndate AND v.begntime::DATE <= coalesce(i.enddate, DATE '2100-01-01') AND i.insutype = v.insutype)",
                "nobody is treated after death; SELECT count(*) FROM mdtrt_d v JOIN psn_death_d d USING (psn_no) WHERE v.begntime::DATE > d.death_date",
                "death in hospital is the day of discharge; SELECT count(*) FROM mdtrt_d v JOIN psn_death_d d USING (psn_no) WHERE v.dscg_way = '5' AND v.endtime::DATE <> d.death_date",
                "operations lie within stays; SELECT count(*) FROM oprn_oprt_d o JOIN mdtrt_d v USING (mdtrt_id) WHERE o.oprn_oprt_date < v.begntime::DATE OR o.oprn_oprt_date > v.endtime::DATE",
                "lines lie within visits; SELECT count(*) FROM fee_list_d f JOIN mdtrt_d v USING (mdtrt_id) WHERE f.fee_ocur_time::DATE < v.begntime::DATE OR f.fee_ocur_time::DATE > v.endtime::DATE",
                "diagnoses of a sex; SELECT count(*) FROM mdtrt_d WHERE gend = '1' AND dscg_maindiag_code LIKE 'O%' OR gend = '2' AND dscg_maindiag_code = 'N40.x00'",
                "refund pairs cancel; SELECT count(*) FROM (SELECT mdtrt_id, sum(medfee_sumamt) AS s, count(*) AS n FROM setl_d WHERE refd_setl_flag = '1' GROUP BY 1) WHERE s <> 0 OR n <> 2",
            })
    void ruleHoldsBetweenTables(String rule, String broken) {
        assertThat(sql.count(broken)).as(rule).isZero();
    }

    @Test
    void thereIsSomeOfEverything() {
        assertThat(sql.count("SELECT count(*) FROM setl_d WHERE refd_setl_flag = '1'"))
                .isPositive();
        assertThat(sql.count("SELECT count(*) FROM fee_list_d WHERE init_feedetl_sn IS NOT NULL AND cnt < 0"))
                .isPositive();
        for (String amount : List.of(
                "hifp_pay",
                "cvlserv_pay",
                "hifes_pay",
                "hifmi_pay",
                "maf_pay",
                "oth_pay",
                "hosp_part_amt",
                "acct_pay",
                "acct_mulaid_pay",
                "overlmt_selfpay",
                "fulamt_ownpay_amt",
                "preselfpay_amt",
                "act_pay_dedc")) {
            assertThat(sql.count("SELECT count(*) FROM setl_d WHERE " + amount + " > 0"))
                    .as(amount)
                    .isPositive();
        }
        assertThat(sql.rows("SELECT DISTINCT med_type FROM mdtrt_d ORDER BY 1").stream()
                        .map(row -> row.getFirst().toString())
                        .toList())
                .containsExactly("11", "13", "14", "21", "24", "41", "52");
        assertThat(sql.rows("SELECT DISTINCT left(hilist_code, 1) FROM fee_list_d ORDER BY 1").stream()
                        .map(row -> row.getFirst().toString())
                        .toList())
                .containsExactly("0", "C", "T", "X", "Z");
        assertThat(sql.count("SELECT count(*) FROM mdtrt_d WHERE insu_admdvs[1:4] <> fix_blng_admdvs[1:4]"))
                .isPositive();
        assertThat(sql.count("SELECT count(*) FROM setl_diag_list_d WHERE adm_cond_type IS NULL AND diag_srt_no > 1"))
                .isPositive();
    }

    @Test
    void useIsSkewedAndFollowsTheSeason() {
        double top = sql.number(
                "SELECT sum(c) FILTER (r <= n / 10) / sum(c) FROM (SELECT sum(medfee_sumamt)::DOUBLE AS c,"
                        + " row_number() OVER (ORDER BY sum(medfee_sumamt) DESC) AS r, count(*) OVER () AS n FROM setl_d GROUP BY psn_no)");
        assertThat(top).isBetween(0.35, 0.90);
        double winter = sql.number(
                "SELECT count(*) FILTER (month(begntime) IN (12, 1, 2)) / count(*) FILTER (month(begntime) IN (6, 7, 8))"
                        + "::DOUBLE FROM mdtrt_d WHERE med_type = '11'");
        assertThat(winter).isBetween(1.15, 1.9);
    }

    /** Builds the evaluated population from the tables alone; truth.json must describe the same people. */
    @Test
    void truthDescribesWhatTheTablesHold() {
        sql.run(
                "CREATE TEMP TABLE first_stay AS SELECT psn_no, mdtrt_id, begntime::DATE AS day, endtime::DATE AS home, hosp_lv, age FROM mdtrt_d"
                        + " WHERE med_type = '21' AND dscg_maindiag_code LIKE 'I50%'"
                        + " QUALIFY row_number() OVER (PARTITION BY psn_no ORDER BY begntime) = 1");
        sql.run(
                "CREATE TEMP TABLE people AS SELECT f.*, EXISTS (SELECT 1 FROM oprn_oprt_d o WHERE o.mdtrt_id = f.mdtrt_id AND o.oprn_oprt_code = '39.9501')"
                        + " AS treated, d.death_date - f.day AS died FROM first_stay f LEFT JOIN (SELECT psn_no, min(day) AS death_date FROM"
                        + " (SELECT psn_no, death_date AS day FROM psn_death_d UNION ALL SELECT psn_no, endtime::DATE FROM mdtrt_d WHERE dscg_way = '5') GROUP BY 1) d USING (psn_no)"
                        + " WHERE hosp_lv IN ('2', '3') AND age >= 18 AND day >= DATE '2022-01-01' AND day + 365 <= DATE '2023-12-31'");
        Truth truth = result.truth();
        assertThat(sql.count("SELECT count(*) FROM people")).isEqualTo(truth.population());
        assertThat(sql.count("SELECT count(*) FROM people WHERE treated")).isEqualTo(truth.treated());
        for (boolean arm : new boolean[] {false, true}) {
            String from = " FROM people WHERE treated = " + arm;
            check(
                    "deaths",
                    arm,
                    sql.number("SELECT avg((died <= 365)::INTEGER::DOUBLE) FROM (SELECT coalesce(died, 9999) AS died"
                            + from + ")"));
            check("daysAlive", arm, sql.number("SELECT avg(least(coalesce(died, 9999), 365))" + from));
            check("stayDays", arm, sql.number("SELECT avg(home - day)" + from));
            check(
                    "costSettled",
                    arm,
                    sql.number(
                            "SELECT sum(c) / count(DISTINCT psn_no) FROM (SELECT p.psn_no, s.medfee_sumamt::DOUBLE AS c FROM people p JOIN setl_d s"
                                    + " USING (psn_no) WHERE p.treated = " + arm
                                    + " AND s.refd_setl_flag = '0' AND s.setl_time::DATE BETWEEN p.day AND p.day + 365)"));
            check(
                    "costServed",
                    arm,
                    sql.number(
                            "SELECT sum(c) / count(DISTINCT psn_no) FROM (SELECT p.psn_no, f.det_item_fee_sumamt::DOUBLE AS c FROM people p JOIN fee_list_d f"
                                    + " USING (psn_no) WHERE p.treated = " + arm
                                    + " AND f.fee_ocur_time::DATE BETWEEN p.day AND p.day + 365)"));
            check(
                    "readmissions",
                    arm,
                    sql.number(
                            "SELECT count(v.mdtrt_id) / count(DISTINCT p.psn_no)::DOUBLE FROM people p LEFT JOIN mdtrt_d v ON v.psn_no = p.psn_no"
                                    + " AND v.med_type = '21' AND v.dscg_maindiag_code LIKE 'I50%' AND v.begntime::DATE > p.home AND v.begntime::DATE <= p.day + 365 WHERE p.treated = "
                                    + arm));
        }
    }

    private static void check(String measure, boolean newService, double fromTables) {
        Truth.Arms arms = result.truth().observed().get(measure);
        assertThat(arms).isNotNull();
        assertThat(fromTables)
                .as(measure + (newService ? " new" : " usual"))
                .isCloseTo(newService ? arms.newService() : arms.usual(), org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void theServiceWorksAsPlantedAndTheSickerReceiveIt() {
        Truth.Effects everyone = result.truth().everyone();
        assertThat(everyone.expectedDeaths().difference()).isBetween(-0.15, -0.03);
        assertThat(everyone.expectedDaysAlive().difference()).isPositive();
        assertThat(everyone.measures().get("stayDays").difference()).isNegative();
        assertThat(everyone.measures().get("stayCost").difference()).isPositive();
        Truth.Arms naive = result.truth().observed().get("deaths");
        assertThat(naive.difference())
                .as("confounding by severity hides part of the benefit")
                .isGreaterThan(everyone.measures().get("deaths").difference());
    }

    @Test
    void effectsWithoutEffectAreZeroForEveryPerson() {
        RegionConfig config = TestRegions.without(TestRegions.enriched()).with(new RegionConfig.Run(2000, SEED, 0));
        Truth.Effects effects = TestRegions.truth(config).everyone();
        for (String measure : List.of("deaths", "daysAlive", "stayDays", "readmissions")) {
            assertThat(effects.measures().get(measure).difference()).as(measure).isZero();
        }
        assertThat(effects.expectedDeaths().difference()).isZero();
    }
}
