package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;

/** Settlement lists, hospital tables and questionnaires: what becomes of each row. */
class SourceKindsTest {

    @TempDir
    private Path folder;

    private RawTable table(String name, String header, String... rows) {
        return Raw.text(folder, name, header, rows);
    }

    private StandardStore store(Mappings.Kind kind, RawTable... raws) {
        return Standardiser.run(
                List.of(raws),
                Mappings.shipped(kind),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1));
    }

    @Test
    void aSettlementListGivesItsTotalByKindsOfChargesAndItsFundsByKind() {
        StandardStore store = store(
                Mappings.Kind.SETTLEMENT_LIST,
                table(
                        "setlinfo",
                        "mdtrt_id,setl_id,certno,gend,brdy,fixmedins_code,hi_type,adm_time,dscg_time,dscg_way,setl_begn_date,"
                                + "setl_end_date,psn_selfpay,psn_ownpay,acct_pay,psn_cashpay,hi_paymtd,vent_used_dura,nwb_bir_wt",
                        "m1,s1,c9,2,1960-01-02,H33010000001,310,2023-04-01 08:00:00,2023-04-09 09:00:00,5,2023-04-01,2023-04-09,"
                                + "30.00,20.00,0.00,30.00,4,1/13/24,",
                        "m2,s2,c3,1,1990-01-02,H33010000001,390,,,1,2023-05-01,2023-05-01,5.00,0.00,0.00,5.00,1,,3200"),
                table(
                        "payinfo",
                        "mdtrt_id,setl_id,fund_pay_type,fund_payamt",
                        "m1,s1,310100,60.00",
                        "m1,s1,310100,5.00",
                        "m1,s1,610100,5.00",
                        "m2,s2,990100,15.00"),
                table(
                        "iteminfo",
                        "mdtrt_id,setl_id,med_chrgitm,amt,fulamt_ownpay_amt",
                        "m1,s1,09,70.00,20.00",
                        "m1,s1,04,30.00,0.00",
                        "m2,s2,12,20.00,0.00"),
                table("diseinfo", "mdtrt_id,setl_id,maindiag_flag,diag_code,adm_cond_type", "m1,s1,1,I50.900,1"),
                table(
                        "icuinfo",
                        "mdtrt_id,setl_id,scs_cutd_ward_type,scs_cutd_inpool_time,scs_cutd_exit_time,scs_cutd_sum_dura",
                        "m1,s1,1,2023-04-02 00:00:00,2023-04-03 01:30:00,1/1/30"));
        assertThat(Raw.rows(
                        store,
                        "SELECT claim_source_value, person_id, total_cost, fund_paid, fund_basic, medical_aid, fund_other, person_paid,"
                                + " payment_category FROM claim_settlement ORDER BY 1"))
                .containsExactly("s1|1|100.00|70.00|65.00|5.00|∅|30.00|4", "s2|2|20.00|15.00|∅|∅|15.00|5.00|1");
        assertThat(Raw.rows(store, "SELECT visit_concept_id, visit_start_date FROM visit_occurrence ORDER BY 2"))
                .containsExactly("9201|2023-04-01", "9202|2023-05-01");
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT observation_source_value, value_as_number, unit_source_value FROM observation ORDER BY 1"))
                .containsExactly("scs_cutd_sum_dura|1530.0|min", "vent_used_dura|2244.0|min");
        assertThat(Raw.rows(store, "SELECT measurement_source_value, value_as_number FROM measurement"))
                .containsExactly("nwb_bir_wt|3200.0");
        assertThat(Raw.rows(store, "SELECT person_id, death_date FROM death")).containsExactly("1|2023-04-09");
        assertThat(Raw.rows(store, "SELECT visit_detail_concept_id, visit_detail_end_datetime FROM visit_detail"))
                .containsExactly("32037|2023-04-03 01:30:00.0");
        assertThat(Raw.rows(
                        store,
                        "SELECT observation_period_start_date, observation_period_end_date FROM observation_period"))
                .containsExactly("2023-04-01|2023-04-09", "2023-05-01|2023-05-01");
    }

    @Test
    void aFirstPageWithChineseHeadersGivesVisitDiagnosesAndOperations() {
        StandardStore store = store(
                Mappings.Kind.HOSPITAL,
                table(
                        "病案首页",
                        "病案号,住院号,性别,出生日期,入院时间,出院时间,离院方式,主要诊断编码,其他诊断编码1,其他诊断编码2,手术操作编码1,手术操作日期1",
                        "h1,v1,女,1970-02-03,2023-01-01 10:00,2023-01-05 11:00,1,I50.900,I10.x00,,36.0601,2023-01-02"),
                table(
                        "检验结果",
                        "病案号,住院号,采样时间,项目代码,项目名称,结果,单位,参考下限,参考上限",
                        "h1,v1,2023-01-01 12:00:00,GLU,葡萄糖,5.6,mmol/L,3.9,6.1",
                        "h1,v1,2023-01-01 12:00:00,TNI,肌钙蛋白,<0.01,ng/mL,,",
                        "h2,,2023-01-01 12:00:00,HBS,乙肝表面抗原,阴性,,,"),
                table(
                        "medication_order",
                        "patient_id,visit_id,order_time,stop_time,drug_code,drug_name,dose,dose_unit,frequency,route,quantity,days",
                        "h1,v1,2023-01-01 13:00:00,2023-01-04 13:00:00,,呋塞米,20,mg,qd,iv,3,3"),
                table(
                        "device_reading",
                        "patient_id,reading_time,item,value,unit",
                        "h2,2023-02-01 07:00:00,收缩压,132,mmHg"));
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT person_id, person_source_value, gender_concept_id, year_of_birth FROM person ORDER BY 1"))
                .containsExactly("1|h1|8532|1970", "2|h2|0|∅");
        assertThat(Raw.rows(
                        store,
                        "SELECT condition_source_value, condition_status_concept_id, condition_start_date FROM condition_occurrence"
                                + " ORDER BY 2"))
                .containsExactly("I50.900|32902|2023-01-01", "I10.x00|32908|2023-01-01");
        assertThat(Raw.rows(store, "SELECT procedure_source_value, procedure_date FROM procedure_occurrence"))
                .containsExactly("36.0601|2023-01-02");
        assertThat(Raw.rows(
                        store,
                        "SELECT measurement_source_value, value_as_number, operator_concept_id, value_source_value, unit_concept_id,"
                                + " range_high FROM measurement ORDER BY 1"))
                .containsExactly(
                        "GLU|5.6|∅|5.6|8753|6.1",
                        "HBS|∅|∅|阴性|0|∅",
                        "TNI|0.01|4171756|<0.01|0|∅",
                        "收缩压|132.0|∅|132.0|8876|∅");
        assertThat(Raw.rows(
                        store, "SELECT drug_source_value, days_supply, sig, drug_exposure_end_date FROM drug_exposure"))
                .containsExactly("呋塞米|3|20.0 mg qd|2023-01-04");
    }

    @Test
    void answersOfEqFiveDKeepTheirLevelsAndTheirProfile() {
        StandardStore store = store(
                Mappings.Kind.PATIENTS,
                table(
                        "eq5d_5l",
                        "patient_id,date,mobility,self_care,usual_activities,pain_discomfort,anxiety_depression,vas",
                        "a,2023-03-01,1,1,2,1,3,85",
                        "b,2023-03-02,5,4,3,2,,"),
                table(
                        "survey_answer",
                        "patient_id,date,instrument,item,answer",
                        "b,2023-03-02,pain NRS,now,7",
                        "b,2023-03-02,satisfaction,overall,满意"));
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, instrument, item_source_value, answer_source_value, answer_number FROM survey_answer"
                                + " WHERE person_id = 1 OR instrument <> 'EQ-5D-5L' ORDER BY 1, 2, 3"))
                .containsExactly(
                        "1|EQ-5D-5L|anxiety_depression|3|3.0",
                        "1|EQ-5D-5L|mobility|1|1.0",
                        "1|EQ-5D-5L|pain_discomfort|1|1.0",
                        "1|EQ-5D-5L|self_care|1|1.0",
                        "1|EQ-5D-5L|usual_activities|2|2.0",
                        "1|EQ-5D-5L|vas|85|85.0",
                        "2|pain NRS|now|7|7.0",
                        "2|satisfaction|overall|满意|∅");
        assertThat(Raw.rows(store, "SELECT person_id, observation_source_value, value_as_string FROM observation"))
                .containsExactly("1|EQ-5D-5L|11213");
    }

    @Test
    void aMappingFileBringsAnyTableInWithUnitsValuesAndDateStyles() {
        Mapping mapping = Mappings.parse("""
                mapping: 1
                id: my-lab
                name: my laboratory
                dates: [d/M/yyyy]
                missing: ['', 'n/a']
                tables:
                  labs:
                    columns:
                      pid: {type: text, identity: person}
                      day: date
                      test: text
                      value: number
                      unit: text
                      sex: text
                units:
                  lab:
                    - {items: [GLU], to: mmol/L, analyte: glucose}
                    - {items: [TEMP], to: '℃'}
                values:
                  sex: {m: '8507', f: '8532'}
                fills:
                  - into: person
                    from: labs
                    key: [pid]
                    fields: {person_source_value: pid, gender_concept_id: {column: sex, values: sex}}
                  - into: measurement
                    from: labs
                    where: [{column: value, present: true}]
                    fields:
                      person_id: {ref: person, key: [pid]}
                      measurement_date: day
                      measurement_source_value: test
                      value_as_number: {convert: value, unit: unit, item: test, by: lab}
                      unit_source_value: {convert: value, unit: unit, item: test, by: lab, result: unit}
                      value_source_value: {join: [value, unit], with: ' '}
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8), "my-lab.yaml");
        StandardStore store = Standardiser.run(
                List.of(table(
                        "labs",
                        "pid,day,test,value,unit,sex",
                        "x,3/2/2023,GLU,100,mg/dl,f",
                        "x,13/12/2023,GLU,5.5,mmol/L,f",
                        "y,1/1/2023,TEMP,98.6,°F,m",
                        "y,1/1/2023,K,4.1,mmol/L,m",
                        "y,1/1/2023,GLU,n/a,mg/dl,m")),
                mapping,
                folder.resolve("mine"),
                StandardSettings.DEFAULT.withThreads(1));
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, measurement_date, round(value_as_number, 4), unit_source_value, value_source_value, src_row"
                                + " FROM measurement ORDER BY src_row"))
                .containsExactly(
                        "1|2023-02-03|5.5507|mmol/L|100.0 mg/dl|2",
                        "1|2023-12-13|5.5|mmol/L|5.5 mmol/L|3",
                        "2|2023-01-01|37.0|℃|98.6 °F|4",
                        "2|2023-01-01|4.1|mmol/L|4.1 mmol/L|5");
        assertThat(Raw.rows(store, "SELECT person_source_value, gender_concept_id FROM person ORDER BY 1"))
                .containsExactly("x|8532", "y|8507");
    }
}
