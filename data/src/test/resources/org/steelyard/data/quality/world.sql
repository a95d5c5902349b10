-- A small world without a fault: 40 people, two years and two months, 1,560 visits, each settled with two fee lines.
-- Raw tables are text, as from CSV; standard tables hold the same facts.
CREATE SCHEMA raw; CREATE SCHEMA standard;

CREATE TABLE raw.psn_insu_d AS SELECT md5('p' || p) AS psn_no, CASE WHEN p % 2 = 0 THEN '1' ELSE '2' END AS gend,
  CASE WHEN p = 40 THEN '2022-03-01' ELSE CAST(DATE '1940-01-01' + CAST(p * 500 AS INTEGER) AS VARCHAR) END AS brdy,
  CASE WHEN p % 3 = 0 THEN '390' ELSE '310' END AS insutype, '1101' AS psn_type, '460100' AS insu_admdvs,
  '2020-01-01' AS begndate, '2024-12-31' AS enddate, p + 1 AS src_row FROM range(1, 41) AS r(p);
CREATE TABLE raw.psn_death_d AS SELECT md5('p' || p) AS psn_no, '2024-05-01' AS death_date, 'I50.900' AS death_cause_code,
  p AS src_row FROM range(1, 4) AS r(p);
CREATE TABLE raw.fixmedins_b AS SELECT 'H4601000000' || h AS fixmedins_code, 'hospital' AS fixmedins_name, '3' AS hosp_lv,
  '460100' AS admdvs, h + 2 AS src_row FROM range(0, 4) AS r(h);

-- visit v: person, day, kind; every third is a stay of two days; amounts spread evenly over three powers of ten
CREATE TABLE facts AS SELECT v, v % 40 + 1 AS p, DATE '2022-03-02' + CAST(floor(v * 0.5) AS INTEGER) AS began, v % 3 = 0 AS stay,
  CAST(round(pow(10, 1 + 3 * ((v * 0.6180339887) % 1)), 2) AS DECIMAL(16,2)) AS total FROM range(1, 1561) AS r(v);
CREATE TABLE visit AS SELECT f.*, CASE WHEN stay THEN began + 2 ELSE began END AS ended, i.gend, i.brdy, i.insutype, i.psn_no,
  'H4601000000' || (v % 4) AS hospital, CAST(round(total * 0.6, 2) AS DECIMAL(16,2)) AS fund FROM facts AS f
  JOIN raw.psn_insu_d AS i ON i.psn_no = md5('p' || f.p);

CREATE TABLE raw.mdtrt_d AS SELECT 'M' || v AS mdtrt_id, psn_no, gend, brdy,
  CAST(date_diff('year', CAST(brdy AS DATE), began) - CASE WHEN strftime(began, '%m%d') < strftime(CAST(brdy AS DATE), '%m%d')
  THEN 1 ELSE 0 END AS VARCHAR) AS age, insutype, CASE WHEN stay THEN '21' ELSE '11' END AS med_type,
  CAST(began AS VARCHAR) || ' 08:00:00' AS begntime, CAST(ended AS VARCHAR) || ' 10:00:00' AS endtime, hospital AS fixmedins_code,
  CASE WHEN v % 7 = 0 THEN 'J18.900' ELSE 'I50.900x002' END AS dscg_maindiag_code, '1' AS dscg_way,
  CASE WHEN stay THEN '2' ELSE NULL END AS ipt_days, CASE WHEN p = 40 AND began <= DATE '2022-03-29' THEN '3' END AS nwb_age,
  CASE WHEN p = 40 AND began <= DATE '2022-03-29' THEN '3200' END AS nwb_bir_wt, '1' AS vali_flag, v + 1 AS src_row FROM visit;
CREATE TABLE raw.setl_d AS SELECT 'S' || v AS setl_id, 'M' || v AS mdtrt_id, psn_no, gend, brdy,
  CAST(date_diff('year', CAST(brdy AS DATE), began) - CASE WHEN strftime(began, '%m%d') < strftime(CAST(brdy AS DATE), '%m%d')
  THEN 1 ELSE 0 END AS VARCHAR) AS age, insutype, CASE WHEN stay THEN '21' ELSE '11' END AS med_type,
  CAST(ended AS VARCHAR) || ' 11:00:00' AS setl_time, CAST(began AS VARCHAR) AS begndate, CAST(ended AS VARCHAR) AS enddate,
  hospital AS fixmedins_code, CAST(total AS VARCHAR) AS medfee_sumamt, '0' AS fulamt_ownpay_amt, '0' AS overlmt_selfpay,
  CAST(total - fund AS VARCHAR) AS preselfpay_amt, CAST(fund AS VARCHAR) AS inscp_scp_amt, CAST(fund AS VARCHAR) AS hifp_pay,
  '0' AS cvlserv_pay, '0' AS hifes_pay, '0' AS hifmi_pay, '0' AS hifob_pay, '0' AS maf_pay, '0' AS oth_pay,
  CAST(fund AS VARCHAR) AS fund_pay_sumamt, CAST(total - fund AS VARCHAR) AS psn_part_amt, '0' AS acct_pay,
  CAST(total - fund AS VARCHAR) AS psn_cash_pay, '0' AS refd_setl_flag, '1' AS vali_flag, v + 1 AS src_row FROM visit;
INSERT INTO raw.setl_d BY NAME (SELECT 'R5' AS setl_id, 'M5' AS mdtrt_id, psn_no, gend, brdy, age, insutype, med_type, setl_time, begndate,
  enddate, fixmedins_code, '-' || medfee_sumamt AS medfee_sumamt, '-' || preselfpay_amt AS preselfpay_amt,
  '-' || inscp_scp_amt AS inscp_scp_amt, '-' || fund_pay_sumamt AS fund_pay_sumamt, '-' || hifp_pay AS hifp_pay,
  '-' || psn_part_amt AS psn_part_amt, '-' || psn_cash_pay AS psn_cash_pay, '0' AS acct_pay, '1' AS refd_setl_flag, '1' AS vali_flag,
  9001 AS src_row FROM raw.setl_d WHERE setl_id = 'S5');

CREATE TABLE line AS SELECT v, l, CASE WHEN l = 1 THEN CAST(round(total * 0.4, 2) AS DECIMAL(16,2))
  ELSE total - CAST(round(total * 0.4, 2) AS DECIMAL(16,2)) END AS amount FROM facts CROSS JOIN range(1, 3) AS r(l);
CREATE TABLE raw.fee_list_d AS SELECT 'F' || l AS feedetl_sn, CAST(NULL AS VARCHAR) AS init_feedetl_sn, 'M' || v AS mdtrt_id, 'S' || v AS setl_id,
  psn_no, CAST(began AS VARCHAR) || ' 09:00:00' AS fee_ocur_time,
  '00' || CAST(1000 + CAST(floor(2 * log10(amount)) AS INTEGER) * 10 + l AS VARCHAR) || '000000000' AS hilist_code,
  'item' AS hilist_name, '14' AS med_chrgitm_type, '01' AS chrgitm_lv, '1' AS cnt, CAST(amount AS VARCHAR) AS pric,
  CAST(amount AS VARCHAR) AS pric_uplmt_amt, CAST(amount AS VARCHAR) AS det_item_fee_sumamt, '0.1' AS selfpay_prop,
  CAST(amount AS VARCHAR) AS inscp_scp_amt, '0' AS preselfpay_amt, '0' AS overlmt_amt, '0' AS fulamt_ownpay_amt,
  hospital AS fixmedins_code, '1' AS vali_flag, v * 2 + l AS src_row FROM line JOIN visit USING (v);
INSERT INTO raw.fee_list_d BY NAME (SELECT 'F' || n AS feedetl_sn, CASE WHEN n = 4 THEN 'F3' END AS init_feedetl_sn, 'M6' AS mdtrt_id,
  'S6' AS setl_id, psn_no, fee_ocur_time, '009999000000000' AS hilist_code, CASE WHEN n = 3 THEN '2' ELSE '-2' END AS cnt, '3.00' AS pric, '3.00' AS pric_uplmt_amt,
  CASE WHEN n = 3 THEN '6.00' ELSE '-6.00' END AS det_item_fee_sumamt, '14' AS med_chrgitm_type, '01' AS chrgitm_lv, fixmedins_code,
  CASE WHEN n = 3 THEN '4.00' ELSE '-4.00' END AS inscp_scp_amt, CASE WHEN n = 3 THEN '2.00' ELSE '-2.00' END AS overlmt_amt,
  '1' AS vali_flag, 9000 + n AS src_row FROM raw.fee_list_d CROSS JOIN range(3, 5) AS r(n) WHERE mdtrt_id = 'M6' AND feedetl_sn = 'F1');
CREATE TABLE raw.setl_diag_list_d AS SELECT 'M' || v AS mdtrt_id, 'S' || v AS setl_id, psn_no, '1' AS diag_type,
  CASE WHEN d = 1 THEN '1' ELSE '0' END AS maindiag_flag, CAST(d AS VARCHAR) AS diag_srt_no,
  CASE WHEN d = 1 THEN CASE WHEN v % 7 = 0 THEN 'J18.900' ELSE 'I50.900x002' END WHEN p = 40 THEN 'A09.900'
    WHEN gend = '2' AND p BETWEEN 30 AND 39 THEN 'O80.000' WHEN gend = '1' AND p < 20 THEN 'C61.x00' WHEN p < 20 THEN 'G30.900' ELSE 'I10.x00x002' END AS diag_code,
  '1' AS adm_cond_type, '1' AS vali_flag, v * 2 + d AS src_row FROM visit CROSS JOIN range(1, 3) AS r(d);
INSERT INTO raw.setl_diag_list_d BY NAME (SELECT 'M' || v AS mdtrt_id, 'S' || v AS setl_id, psn_no, '1' AS diag_type, '0' AS maindiag_flag,
  '3' AS diag_srt_no, 'P07.300' AS diag_code, '1' AS adm_cond_type, '1' AS vali_flag, 9000 + v AS src_row FROM visit
  WHERE p = 40 AND began <= DATE '2022-03-29');
CREATE TABLE raw.oprn_oprt_d AS SELECT 'M' || v AS mdtrt_id, 'S' || v AS setl_id, psn_no, '1' AS main_oprn_flag,
  CASE WHEN gend = '2' AND p BETWEEN 30 AND 39 THEN '74.1x00' WHEN gend = '1' AND p < 20 THEN '60.2900' ELSE '37.2200' END AS oprn_oprt_code,
  CAST(began + 1 AS VARCHAR) AS oprn_oprt_date, '1' AS vali_flag, v + 1 AS src_row FROM visit WHERE stay;
CREATE TABLE raw.iteminfo AS SELECT 'M' || v AS mdtrt_id, '14' AS med_chrgitm, CAST(total AS VARCHAR) AS amt, CAST(total AS VARCHAR) AS claa_sumfee,
  '0' AS clab_amt, '0' AS fulamt_ownpay_amt, '0' AS oth_amt, v + 1 AS src_row FROM visit;

CREATE TABLE standard.concept AS SELECT * FROM (VALUES
  (8507, 'Gender', 'Gender', 'S', NULL), (8532, 'Gender', 'Gender', 'S', NULL), (9201, 'Visit', 'Visit', 'S', NULL), (9202, 'Visit', 'Visit', 'S', NULL),
  (2000000001, 'Condition', 'Diagnosis', 'S', NULL), (2000000002, 'Procedure', 'Procedure', 'S', NULL), (2000000003, 'Drug', 'Drug', 'S', NULL),
  (2000000004, 'Device', 'Device', 'S', NULL)) AS c(concept_id, domain_id, concept_class_id, standard_concept, invalid_reason),
  (VALUES (DATE '2000-01-01', DATE '2099-12-31')) AS d(valid_start_date, valid_end_date);
CREATE TABLE standard.person AS SELECT CAST(p AS BIGINT) AS person_id, CASE WHEN p % 2 = 0 THEN 8507 ELSE 8532 END AS gender_concept_id,
  CAST(substr(brdy, 1, 4) AS INTEGER) AS year_of_birth, CAST(substr(brdy, 6, 2) AS INTEGER) AS month_of_birth,
  CAST(substr(brdy, 9, 2) AS INTEGER) AS day_of_birth, CAST(brdy AS TIMESTAMP) AS birth_datetime, psn_no AS person_source_value,
  0 AS src_file, src_row FROM raw.psn_insu_d JOIN range(1, 41) AS r(p) ON psn_no = md5('p' || p);
CREATE TABLE standard.death AS SELECT CAST(p AS BIGINT) AS person_id, DATE '2024-05-01' AS death_date, 1 AS src_file, p AS src_row FROM range(1, 4) AS r(p);
CREATE TABLE standard.insurance_period AS SELECT person_id, DATE '2020-01-01' AS start_date, DATE '2024-12-31' AS end_date, src_file, src_row FROM standard.person;
CREATE TABLE standard.visit_occurrence AS SELECT CAST(v AS BIGINT) AS visit_occurrence_id, CAST(p AS BIGINT) AS person_id,
  CASE WHEN stay THEN 9201 ELSE 9202 END AS visit_concept_id, began AS visit_start_date, ended AS visit_end_date, v % 4 AS care_site_id,
  2 AS src_file, v + 1 AS src_row FROM visit;
CREATE TABLE standard.condition_occurrence AS SELECT row_number() OVER (ORDER BY d.src_row) AS condition_occurrence_id,
  CAST(substr(mdtrt_id, 2) AS BIGINT) AS visit_occurrence_id, person_id, 2000000001 AS condition_concept_id,
  diag_code AS condition_source_value, 2000000001 AS condition_source_concept_id, visit_start_date AS condition_start_date,
  'ICD10CN' AS source_vocabulary, 3 AS src_file, d.src_row FROM raw.setl_diag_list_d AS d
  JOIN standard.visit_occurrence AS v ON v.visit_occurrence_id = CAST(substr(mdtrt_id, 2) AS BIGINT);
CREATE TABLE standard.procedure_occurrence AS SELECT CAST(o.src_row AS BIGINT) AS procedure_occurrence_id, person_id, visit_occurrence_id,
  2000000002 AS procedure_concept_id, CAST(oprn_oprt_date AS DATE) AS procedure_date, oprn_oprt_code AS procedure_source_value,
  2000000002 AS procedure_source_concept_id, CAST(1 AS DOUBLE) AS quantity, 'ICD9CM3CN' AS source_vocabulary, 4 AS src_file, o.src_row FROM raw.oprn_oprt_d AS o
  JOIN standard.visit_occurrence ON visit_occurrence_id = CAST(substr(mdtrt_id, 2) AS BIGINT);
INSERT INTO standard.procedure_occurrence BY NAME (SELECT 9000 + procedure_occurrence_id AS procedure_occurrence_id, person_id, visit_occurrence_id,
  procedure_concept_id, procedure_date, '001102000010000' AS procedure_source_value, procedure_source_concept_id, CAST(1 AS DOUBLE) AS quantity,
  'NHSA_SERVICE' AS source_vocabulary, src_file, src_row FROM standard.procedure_occurrence);
CREATE TABLE standard.drug_exposure AS SELECT visit_occurrence_id AS drug_exposure_id, person_id, visit_occurrence_id, 2000000003 AS drug_concept_id,
  visit_start_date AS drug_exposure_start_date, 'XA01ABD075A002010100483' AS drug_source_value, 2000000003 AS drug_source_concept_id,
  CAST(2 AS DOUBLE) AS quantity, 7 AS days_supply, 0 AS refills, 'NHSA_DRUG' AS source_vocabulary, 5 AS src_file, src_row FROM standard.visit_occurrence;
CREATE TABLE standard.device_exposure AS SELECT visit_occurrence_id AS device_exposure_id, person_id, visit_occurrence_id, 2000000004 AS device_concept_id,
  visit_start_date AS device_exposure_start_date, 'C02010100100000000001' AS device_source_value, 2000000004 AS device_source_concept_id,
  CAST(1 AS DOUBLE) AS quantity, 'NHSA_CONSUMABLE' AS source_vocabulary, 5 AS src_file, src_row FROM standard.visit_occurrence;
CREATE TABLE standard.measurement AS SELECT visit_occurrence_id AS measurement_id, person_id, visit_occurrence_id, visit_start_date AS measurement_date,
  3004410 AS measurement_concept_id, 8554 AS unit_concept_id, 6.5 AS value_as_number, 6 AS src_file, src_row FROM standard.visit_occurrence;
CREATE TABLE standard.observation AS SELECT visit_occurrence_id AS observation_id, person_id, visit_occurrence_id, visit_start_date AS observation_date,
  4299535 AS observation_concept_id, 6 AS src_file, src_row FROM standard.visit_occurrence;
CREATE TABLE standard.claim_settlement AS SELECT CAST(v AS BIGINT) AS claim_id, CAST(p AS BIGINT) AS person_id, CAST(v AS BIGINT) AS visit_occurrence_id,
  ended AS settlement_date, began AS start_date, ended AS end_date, CASE WHEN stay THEN '21' ELSE '11' END AS medical_type, v % 4 AS care_site_id,
  CAST(total AS DECIMAL(18,2)) AS total_cost, CAST(0 AS DECIMAL(18,2)) AS full_self_pay, CAST(0 AS DECIMAL(18,2)) AS over_limit_self_pay,
  CAST(total - fund AS DECIMAL(18,2)) AS pre_self_pay, CAST(fund AS DECIMAL(18,2)) AS in_scope, CAST(0 AS DECIMAL(18,2)) AS deductible,
  CAST(fund AS DECIMAL(18,2)) AS fund_paid, CAST(fund AS DECIMAL(18,2)) AS fund_basic, CAST(0 AS DECIMAL(18,2)) AS fund_civil_servant,
  CAST(total - fund AS DECIMAL(18,2)) AS person_paid, CAST(0 AS DECIMAL(18,2)) AS account_paid, CAST(total - fund AS DECIMAL(18,2)) AS cash_paid,
  7 AS src_file, v + 1 AS src_row FROM visit;
CREATE TABLE standard.claim_detail AS SELECT v * 2 + l AS claim_detail_id, CAST(v AS BIGINT) AS claim_id, CAST(p AS BIGINT) AS person_id,
  CAST(v AS BIGINT) AS visit_occurrence_id, began AS service_date,
  '00' || CAST(1000 + CAST(floor(2 * log10(amount)) AS INTEGER) * 10 + l AS VARCHAR) || '000000000' AS item_source_value,
  CAST(1 AS DOUBLE) AS quantity, CAST(amount AS DECIMAL(18,6)) AS unit_price, CAST(amount AS DECIMAL(18,2)) AS amount, CAST(amount AS DECIMAL(18,2)) AS in_scope, CAST(0.1 AS DOUBLE) AS self_pay_ratio,
  8 AS src_file, v * 2 + l AS src_row FROM line JOIN visit USING (v);
