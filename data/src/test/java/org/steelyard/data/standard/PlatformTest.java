package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;

/** Tables of the insurance platform, small enough to be checked by eye, and what becomes of each row. */
class PlatformTest {

    @TempDir
    private static Path folder;

    private static final List<RawTable> RAWS = new ArrayList<>();
    private static StandardStore store;

    @BeforeAll
    static void region() {
        add(
                "psn_insu_d",
                "psn_no,gend,brdy,naty,insutype,psn_type,insu_admdvs,begndate,enddate",
                "p1,1,1980-05-06,01,390,1601,330200,2021-03-01,9999-12-31",
                "p2,2,1950-03-04,01,310,1201,330100,2021-01-01,2021-12-31",
                "p2,2,1950-03-04,01,310,1201,330100,2022-01-01,2022-06-30",
                "p2,2,1950-03-04,01,390,1601,330100,2022-09-01,");
        add("psn_death_d", "psn_no,death_date,death_cause_code", "p2,2022-12-20,I50.900");
        add("fixmedins_b", "fixmedins_code,fixmedins_name,hosp_lv,admdvs", "H33010000001,First,3,330100");
        add(
                "mdtrt_d",
                "mdtrt_id,psn_no,gend,brdy,med_type,begntime,endtime,fixmedins_code,dscg_way,vali_flag",
                "m1,p1,1,1980-05-06,21,2021-03-02 08:00:00,2021-03-09 10:00:00,H33010000001,1,1",
                "m2,p2,2,1950-03-04,11,2022-02-03 09:30:00,,H33010000001,,1",
                "m3,p2,2,1950-03-04,21,2022-12-18 00:00:00,2022-12-20 03:00:00,H33010000001,5,1",
                "m4,p1,1,1980-05-06,11,2021-05-01 00:00:00,,H33010000001,,0");
        add(
                "setl_d",
                "setl_id,mdtrt_id,psn_no,insutype,psn_type,med_type,setl_time,begndate,enddate,fixmedins_code,hosp_lv,insu_admdvs,"
                        + "fix_blng_admdvs,medfee_sumamt,inscp_scp_amt,act_pay_dedc,hifp_pay,maf_pay,fund_pay_sumamt,psn_part_amt,acct_pay,"
                        + "psn_cash_pay,refd_setl_flag,vali_flag",
                "s1,m1,p1,390,1601,21,2021-03-09 11:00:00,2021-03-02,2021-03-09,H33010000001,3,330200,330100,1000.00,900.00,100.00,"
                        + "600.00,50.00,650.00,350.00,0.00,350.00,0,1",
                "s2,m2,p2,310,1201,11,2022-02-03 10:00:00,2022-02-03,2022-02-03,H33010000001,3,330100,330100,80.50,80.50,0.00,40.25,"
                        + "0.00,40.25,40.25,40.25,0.00,0,1",
                "s3,m3,p2,390,1601,21,2022-12-20 09:00:00,2022-12-18,2022-12-20,H33010000001,3,330100,330100,500.00,500.00,0.00,"
                        + "400.00,0.00,400.00,100.00,0.00,100.00,0,1",
                "s9,m1,p1,390,1601,21,2021-03-09 10:30:00,2021-03-02,2021-03-09,H33010000001,3,330200,330100,999.00,0.00,0.00,0.00,"
                        + "0.00,0.00,999.00,0.00,999.00,1,1",
                "s8,m4,p1,390,1601,11,2021-05-01 10:30:00,2021-05-01,2021-05-01,H33010000001,3,330200,330100,10.00,0.00,0.00,0.00,"
                        + "0.00,0.00,10.00,0.00,10.00,0,0");
        add(
                "fee_list_d",
                "feedetl_sn,init_feedetl_sn,mdtrt_id,setl_id,psn_no,fee_ocur_time,hilist_code,hilist_name,med_chrgitm_type,"
                        + "chrgitm_lv,cnt,pric,det_item_fee_sumamt,selfpay_prop,bilg_dr_codg,vali_flag",
                "f1,,m1,s1,p1,2021-03-02 09:00:00,XA01ABD075A002010100483,drug,09,01,3.0000,100.00,300.00,0.1,D1,1",
                "f2,f1,m1,s1,p1,2021-03-03 09:00:00,XA01ABD075A002010100483,drug,09,01,-1.0000,100.00,-100.00,0.1,D1,1",
                "f3,,m1,s1,p1,2021-03-02 09:00:00,C0101010000000000001,stent,08,02,1,500.00,500.00,0.2,D1,1",
                "f4,,m1,s1,p1,2021-03-02 09:00:00,001102000010000-110200001,visit,02,01,2,150.00,300.00,0,D1,1",
                "f5,,m1,s1,p1,2021-03-04 09:00:00,001102000010000-110200001,visit,02,01,1,50.00,50.00,0,D1,1",
                "f6,f5,m1,s1,p1,2021-03-05 09:00:00,001102000010000-110200001,visit,02,01,-1,50.00,-50.00,0,D1,1",
                "f7,,m2,s2,p2,2022-02-03 10:00:00,,hospital item,14,03,0.5,161.00,80.50,1,D1,1",
                "f8,,m1,s9,p1,2021-03-02 09:00:00,XA01ABD075A002010100483,drug,09,01,1,999.00,999.00,0,D1,1",
                "f9,f0,m3,s3,p2,2022-12-19 09:00:00,XA01ABD075A002010100483,drug,09,01,-2,7.00,-14.00,0,D1,1",
                "g1,,m3,s3,p2,2022-12-19 09:00:00,TA01ABD075A0020101004,pieces,10,01,10,50.00,500.00,0,D1,0");
        add(
                "setl_diag_list_d",
                "mdtrt_id,setl_id,psn_no,diag_type,maindiag_flag,diag_code,diag_name,adm_cond_type,vali_flag",
                "m1,s1,p1,1,1,I50.900,heart failure,1,1",
                "m1,s1,p1,1,0,I10.x00,hypertension,1,1",
                "m1,s9,p1,1,1,I50.900,heart failure,1,1",
                "m3,s3,p2,1,1,I21.900x001,infarction,4,1");
        add(
                "oprn_oprt_d",
                "mdtrt_id,setl_id,psn_no,main_oprn_flag,oprn_oprt_code,oprn_oprt_name,oprn_oprt_date,oper_dr_code,vali_flag",
                "m1,s1,p1,1,36.0601,stenting,2021-03-03 10:00:00,D330100000001,1");
        store = make(RAWS, "store", 1);
    }

    private static void add(String name, String header, String... rows) {
        RAWS.add(Raw.text(folder, name, header, rows));
    }

    private static StandardStore store() {
        return store;
    }

    private static StandardStore make(List<RawTable> raws, String name, int threads) {
        return Standardiser.run(
                raws,
                Mappings.shipped(Mappings.Kind.PLATFORM),
                folder.resolve(name),
                StandardSettings.DEFAULT.withThreads(threads));
    }

    @Test
    void peopleAreNumberedInOrderOfTheirFirstRows() {
        assertThat(Raw.rows(
                        store(),
                        "SELECT person_id, person_source_value, gender_concept_id, gender_source_value, year_of_birth, month_of_birth,"
                                + " day_of_birth FROM person ORDER BY 1"))
                .containsExactly("1|p1|8507|1|1980|5|6", "2|p2|8532|2|1950|3|4");
    }

    @Test
    void visitsTakeTheirKindFromTheMedicalTypeAndInvalidOnesAreLeftOut() {
        assertThat(Raw.rows(
                        store(),
                        "SELECT visit_occurrence_id, person_id, visit_concept_id, visit_start_date, visit_end_date, visit_source_value,"
                                + " discharged_to_source_value FROM visit_occurrence ORDER BY 1"))
                .containsExactly(
                        "1|1|9201|2021-03-02|2021-03-09|21|1",
                        "2|2|9202|2022-02-03|2022-02-03|11|∅",
                        "3|2|9201|2022-12-18|2022-12-20|21|5");
    }

    @Test
    void settlementsThatAreInvalidOrRefundedAreLeftOutAndTheAmountsCounted() {
        StandardStore store = store();
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT claim_source_value, person_id, visit_occurrence_id, settlement_date, insurance_type, out_of_area,"
                                        + " total_cost, deductible, fund_paid, cash_paid FROM claim_settlement ORDER BY claim_id"))
                .containsExactly(
                        "s1|1|1|2021-03-09|390|true|1000.00|100.00|650.00|350.00",
                        "s2|2|2|2022-02-03|310|false|80.50|0.00|40.25|0.00",
                        "s3|2|3|2022-12-20|390|false|500.00|0.00|400.00|100.00");
        assertThat(steps(store, "setl_d"))
                .containsExactly("vali-flag 5>4 2589.50>2579.50", "refunded 4>3 2579.50>1580.50");
    }

    private static List<String> steps(StandardStore store, String table) {
        return store.manifest().steps().stream()
                .filter(s -> s.table().equals(table) && !s.rule().equals("columns-not-read"))
                .map(s -> s.rule() + " " + s.rowsBefore() + ">" + s.rowsAfter()
                        + s.amountBefore().map(a -> " " + a).orElse("")
                        + s.amountAfter().map(a -> ">" + a).orElse(""))
                .toList();
    }

    @Test
    void refundLinesAreTakenOffAndNothingOfARefundedSettlementStays() {
        StandardStore store = store();
        assertThat(Raw.rows(
                        store,
                        "SELECT src_row, claim_id, item_source_value, source_vocabulary, quantity, amount FROM claim_detail"
                                + " ORDER BY src_row"))
                .containsExactly(
                        "2|1|XA01ABD075A002010100483|NHSA_DRUG|2.0|200.00",
                        "4|1|C0101010000000000001|NHSA_CONSUMABLE|1.0|500.00",
                        "5|1|001102000010000-110200001|NHSA_SERVICE|2.0|300.00",
                        "8|2|∅|∅|0.5|80.50");
        assertThat(steps(store, "fee_list_d"))
                .containsExactly(
                        "vali-flag 10>9 2565.50>2065.50",
                        "settlement-left-out 9>8 2065.50>1066.50",
                        "refund-without-original 8>7 1066.50>1080.50",
                        "net-refunds 7>4 1080.50>1080.50");
    }

    @Test
    void feeLinesGoToDrugsDevicesAndProceduresByTheLookOfTheirCode() {
        StandardStore store = store();
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, drug_source_value, drug_exposure_start_date, quantity, drug_concept_id, src_row"
                                + " FROM drug_exposure"))
                .containsExactly("1|XA01ABD075A002010100483|2021-03-02|2.0|0|2");
        assertThat(Raw.rows(store, "SELECT device_source_value, quantity, src_row FROM device_exposure"))
                .containsExactly("C0101010000000000001|1.0|4");
        assertThat(Raw.rows(
                        store,
                        "SELECT procedure_source_value, source_vocabulary, procedure_date, quantity, src_row FROM"
                                + " procedure_occurrence ORDER BY procedure_date, src_row"))
                .containsExactly(
                        "001102000010000-110200001|NHSA_SERVICE|2021-03-02|2.0|5",
                        "36.0601|ICD9CM3CN|2021-03-03|1.0|2",
                        "∅|∅|2022-02-03|0.5|8");
    }

    @Test
    void diagnosesTakeTheDayOfTheirVisitAndSayWhichIsTheMainOne() {
        assertThat(Raw.rows(
                        store(),
                        "SELECT person_id, condition_source_value, condition_start_date, condition_end_date,"
                                + " condition_status_concept_id, condition_status_source_value, visit_occurrence_id, src_row FROM"
                                + " condition_occurrence ORDER BY src_row"))
                .containsExactly(
                        "1|I50.900|2021-03-02|2021-03-09|32902|1/1|1|2",
                        "1|I10.x00|2021-03-02|2021-03-09|32908|0/1|1|3",
                        "2|I21.900x001|2022-12-18|2022-12-20|32902|1/4|3|5");
    }

    @Test
    void theRegistryOfDeathsWinsOverTheDischarge() {
        assertThat(Raw.rows(
                        store(), "SELECT person_id, death_date, death_type_concept_id, cause_source_value FROM death"))
                .containsExactly("2|2022-12-20|32815|I50.900");
    }

    @Test
    void aDischargeByDeathIsADeathWhereNoRegistryIsThere() {
        List<RawTable> fewer =
                RAWS.stream().filter(r -> !r.name().equals("psn_death_d")).toList();
        assertThat(Raw.rows(
                        make(fewer, "without-registry", 2),
                        "SELECT person_id, death_date, death_type_concept_id, cause_source_value, src_row FROM death"))
                .containsExactly("2|2022-12-20|32810|∅|4");
    }

    @Test
    void insurancePeriodsThatTouchAreOneObservationPeriodCutToTheRecords() {
        StandardStore store = store();
        assertThat(store.manifest().commonPeriod())
                .contains(new StoreManifest.Period(
                        java.time.LocalDate.of(2021, 3, 2), java.time.LocalDate.of(2022, 12, 20)));
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, observation_period_start_date, observation_period_end_date FROM observation_period"
                                + " ORDER BY observation_period_id"))
                .containsExactly("1|2021-03-02|2022-12-20", "2|2021-03-02|2022-06-30", "2|2022-09-01|2022-12-20");
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT person_id, insurance_type, start_date, end_date FROM insurance_period ORDER BY src_row"))
                .containsExactly(
                        "1|390|2021-03-01|2022-12-20",
                        "2|310|2021-01-01|2021-12-31",
                        "2|310|2022-01-01|2022-06-30",
                        "2|390|2022-09-01|2022-12-20");
    }

    @Test
    void payersOfASettlementAddUpToItsTotal() {
        assertThat(
                        Raw.rows(
                                store(),
                                "SELECT cost_event_id, max(total_cost), sum(total_paid), count(*) FROM cost GROUP BY 1 ORDER BY 1"))
                .containsExactly("1|1000.00|1000.00|4", "2|80.50|80.50|3", "3|500.00|500.00|3");
    }

    @Test
    void theStoreIsTheSameOnAnyNumberOfThreadsAndInAnyOrderOfTables() {
        make(RAWS.reversed(), "other", 4);
        assertThat(Raw.digests(folder.resolve("other")))
                .isEqualTo(Raw.digests(folder.resolve("store")))
                .hasSizeGreaterThan(15);
    }
}
