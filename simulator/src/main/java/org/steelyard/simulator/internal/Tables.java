package org.steelyard.simulator.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The platform tables and the places of their columns. Names and order are those of the platform. */
enum Tables {
    PSN_INSU_D("psn_no:digits psn_name certno tel:digits addr gend brdy:date naty insutype psn_type insu_admdvs"
            + " begndate:date enddate:date"),
    PSN_DEATH_D("psn_no:digits death_date:date death_cause_code"),
    FIXMEDINS_B("fixmedins_code fixmedins_name hosp_lv admdvs"),
    MDTRT_D("mdtrt_id:digits psn_no:digits psn_name certno gend brdy:date age:int insutype psn_type med_type"
            + " begntime:time endtime:time fixmedins_code fixmedins_name hosp_lv insu_admdvs fix_blng_admdvs"
            + " adm_dept_codg dscg_dept_codg dscg_maindiag_code dscg_maindiag_name dscg_way ipt_days:int nwb_age:int"
            + " nwb_bir_wt:int dise_no vali_flag"),
    SETL_D("setl_id:digits mdtrt_id:digits psn_no:digits psn_name certno gend brdy:date age:int insutype psn_type"
            + " med_type setl_time:time begndate:date enddate:date fixmedins_code fixmedins_name hosp_lv insu_admdvs"
            + " fix_blng_admdvs medfee_sumamt:money fulamt_ownpay_amt:money overlmt_selfpay:money preselfpay_amt:money"
            + " inscp_scp_amt:money act_pay_dedc:money hifp_pay:money pool_prop_selfpay:share cvlserv_pay:money"
            + " hifes_pay:money hifmi_pay:money hifob_pay:money hifdm_pay:money maf_pay:money oth_pay:money"
            + " fund_pay_sumamt:money hosp_part_amt:money psn_part_amt:money acct_pay:money acct_mulaid_pay:money"
            + " psn_cash_pay:money dise_no dise_name refd_setl_flag vali_flag"),
    FEE_LIST_D("feedetl_sn:digits init_feedetl_sn:digits mdtrt_id:digits setl_id:digits psn_no:digits"
            + " fee_ocur_time:time hilist_code hilist_name medins_list_codg med_chrgitm_type chrgitm_lv cnt:count"
            + " pric:price det_item_fee_sumamt:money pric_uplmt_amt:price selfpay_prop:share fulamt_ownpay_amt:money overlmt_amt:money"
            + " preselfpay_amt:money inscp_scp_amt:money bilg_dept_codg bilg_dr_codg fixmedins_code vali_flag"),
    SETL_DIAG_LIST_D("mdtrt_id:digits setl_id:digits psn_no:digits diag_type maindiag_flag diag_srt_no:int diag_code"
            + " diag_name adm_cond_type vali_flag"),
    OPRN_OPRT_D("mdtrt_id:digits setl_id:digits psn_no:digits main_oprn_flag oprn_oprt_code oprn_oprt_name"
            + " oprn_oprt_date:date anst_way oper_dr_code vali_flag");

    private final List<Column> columns;

    Tables(String columns) {
        this.columns = Arrays.stream(columns.split(" ")).map(Column::parse).toList();
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return columns;
    }

    int at(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column + " in " + table());
    }
}
