package org.steelyard.simulator;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Text;

/**
 * Named faults that a region can carry. A visit or a person carries one at most, so that each can be found by itself. The
 * id is stable; {@link #rule} names the rule of data quality (DQ) or the amount identity (I) that the fault breaks.
 */
public enum Defect {
    REQUIRED_EMPTY(
            Scope.VISIT, "required-empty", "DQ01", "setl_d", Text.of("结算缺险种", "settlement without insurance type")),
    WRONG_FORM(
            Scope.VISIT,
            "wrong-form",
            "DQ02",
            "setl_diag_list_d",
            Text.of("诊断代码形状不对", "diagnosis code of a wrong shape")),
    UNKNOWN_CODE(
            Scope.VISIT,
            "unknown-code",
            "DQ03",
            "setl_diag_list_d",
            Text.of("诊断代码不在字典中", "diagnosis code that no dictionary has")),
    EXPIRED_CODE(
            Scope.VISIT,
            "expired-code",
            "DQ03",
            "fee_list_d",
            Text.of("收费编码当日已停用", "item code not in force on the day")),
    DISCHARGE_BEFORE_ADMISSION(
            Scope.VISIT,
            "discharge-before-admission",
            "DQ04",
            "mdtrt_d",
            Text.of("出院早于入院", "discharge before admission")),
    OPERATION_OUTSIDE_STAY(
            Scope.VISIT,
            "operation-outside-stay",
            "DQ05",
            "oprn_oprt_d",
            Text.of("手术日期在住院之外", "operation outside the stay")),
    SETTLED_BEFORE_DISCHARGE(
            Scope.VISIT,
            "settled-before-discharge",
            "DQ06",
            "setl_d",
            Text.of("结算早于出院七天以上", "settled more than seven days before discharge")),
    AGE_MISMATCH(Scope.VISIT, "age-mismatch", "DQ07", "mdtrt_d", Text.of("年龄与出生日期不符", "age against date of birth")),
    NEWBORN_WEIGHT(
            Scope.VISIT, "newborn-weight", "DQ08", "mdtrt_d", Text.of("新生儿缺出生体重", "newborn without birth weight")),
    SEX_CONFLICT(Scope.VISIT, "sex-conflict", "DQ09", "setl_diag_list_d", Text.of("诊断与性别矛盾", "diagnosis against sex")),
    AGE_CONFLICT(Scope.VISIT, "age-conflict", "DQ10", "setl_diag_list_d", Text.of("诊断与年龄矛盾", "diagnosis against age")),
    EXTERNAL_MAIN(
            Scope.VISIT,
            "external-main",
            "DQ11",
            "setl_diag_list_d",
            Text.of("外因作主要诊断", "external cause as main diagnosis")),
    AMOUNT_I1(
            Scope.VISIT, "amount-i1", "I1", "setl_d", Text.of("总额不等于各部分之和", "total against scope and self-paid parts")),
    AMOUNT_I2(Scope.VISIT, "amount-i2", "I2", "setl_d", Text.of("基金合计不等于各基金之和", "fund total against its components")),
    AMOUNT_I3(
            Scope.VISIT,
            "amount-i3",
            "I3",
            "setl_d",
            Text.of("总额不等于基金、医院与个人之和", "total against fund, hospital and person")),
    AMOUNT_I4(
            Scope.VISIT,
            "amount-i4",
            "I4",
            "setl_d",
            Text.of("个人负担不等于账户与现金之和", "personal part against account and cash")),
    DETAILS_NOT_TOTAL(
            Scope.VISIT, "details-not-total", "I5", "fee_list_d", Text.of("明细之和不等于总额", "details against the total")),
    LINE_SPLIT(
            Scope.VISIT,
            "line-split",
            "I6",
            "fee_list_d",
            Text.of("明细金额不等于各部分之和", "amount of a line against its parts")),
    PRICE_COUNT(
            Scope.VISIT, "price-count", "I7", "fee_list_d", Text.of("单价乘数量不等于金额", "price times count against amount")),
    SELF_PAY_SHARE(
            Scope.VISIT, "self-pay-share", "I8", "fee_list_d", Text.of("先行自付比例大于一", "self-paid share above one")),
    TWO_MAIN_DIAGNOSES(
            Scope.VISIT, "two-main-diagnoses", "I8", "setl_diag_list_d", Text.of("两个主要诊断", "two main diagnoses")),
    DUPLICATE_SETTLEMENT(Scope.VISIT, "duplicate-settlement", "DQ15", "setl_d", Text.of("重复结算", "settled twice")),
    OVERLAPPING_STAYS(
            Scope.VISIT,
            "overlapping-stays",
            "DQ16",
            "mdtrt_d",
            Text.of("两家机构住院重叠", "stays in two institutions overlap")),
    REFUND_WITHOUT_ORIGINAL(
            Scope.VISIT,
            "refund-without-original",
            "DQ17",
            "fee_list_d",
            Text.of("退费没有原记录", "refund without its original")),
    REFUND_EXCEEDS(
            Scope.VISIT,
            "refund-exceeds-original",
            "DQ17",
            "fee_list_d",
            Text.of("退费多于原记录", "refund above its original")),
    PRICE_OVER_LIMIT(
            Scope.VISIT,
            "price-over-limit",
            "DQ20",
            "fee_list_d",
            Text.of("单价超限价而未计超限", "price above the limit, not booked as such")),
    LINE_WITHOUT_VISIT(
            Scope.VISIT,
            "line-without-visit",
            "FK",
            "fee_list_d",
            Text.of("明细指向不存在的就诊", "line of a visit that does not exist")),
    DIAGNOSIS_WITHOUT_VISIT(
            Scope.VISIT,
            "diagnosis-without-visit",
            "FK",
            "setl_diag_list_d",
            Text.of("诊断指向不存在的就诊", "diagnosis of a visit that does not exist")),
    SETTLEMENT_WITHOUT_PERSON(
            Scope.VISIT,
            "settlement-without-person",
            "FK",
            "setl_d",
            Text.of("结算指向不存在的人员", "settlement of a person who does not exist")),
    FUTURE_DATE(Scope.VISIT, "future-date", "TIME", "setl_d", Text.of("日期在数据提取之后", "date after the extract")),
    NEGATIVE_AMOUNT(
            Scope.VISIT,
            "negative-amount",
            "VALUE",
            "fee_list_d",
            Text.of("非退费而金额为负", "negative amount that is no refund")),
    UNIT_OUTLIER(
            Scope.VISIT,
            "unit-outlier",
            "VALUE",
            "setl_d",
            Text.of("以分作元，金额大一百倍", "fen taken for yuan: a hundred times too much")),
    DUPLICATE_LINE(Scope.VISIT, "duplicate-line", "KEY", "fee_list_d", Text.of("明细流水号重复", "line number twice")),
    STAY_DAYS(Scope.VISIT, "stay-days", "VALUE", "mdtrt_d", Text.of("住院天数与日期不符", "days of stay against dates")),
    BAD_CERTIFICATE(
            Scope.PERSON,
            "bad-certificate",
            "GB 11643",
            "psn_insu_d",
            Text.of("证件号校验位不对", "certificate number with a wrong check digit")),
    DEATH_BEFORE_VISIT(
            Scope.PERSON, "death-before-visit", "TIME", "psn_death_d", Text.of("死亡早于就诊", "death before a visit")),
    MISSING_MONTH(
            Scope.BATCH,
            "missing-month",
            "DQ18",
            "mdtrt_d",
            Text.of("一家机构一个月几乎没有数据", "a month of an institution nearly empty")),
    UNSPECIFIED_DIAGNOSES(
            Scope.BATCH,
            "unspecified-diagnoses",
            "DQ19",
            "setl_diag_list_d",
            Text.of("一家机构诊断多为原因不明", "unspecified diagnoses of an institution")),
    LOCAL_CODES(
            Scope.BATCH, "local-codes", "DQ21", "fee_list_d", Text.of("一家机构用本地编码", "local codes of an institution")),
    ROUND_PRICES(
            Scope.BATCH,
            "round-prices",
            "DQ22",
            "fee_list_d",
            Text.of("一家机构金额尾数偏好", "digit preference of an institution"));

    /** What carries a fault. */
    public enum Scope {
        VISIT,
        PERSON,
        BATCH
    }

    private final Scope scope;
    private final String id;
    private final String rule;
    private final String table;
    private final Text what;

    Defect(Scope scope, String id, String rule, String table, Text what) {
        this.scope = scope;
        this.id = id;
        this.rule = rule;
        this.table = table;
        this.what = what;
    }

    public Scope scope() {
        return scope;
    }

    public String id() {
        return id;
    }

    public String rule() {
        return rule;
    }

    public String table() {
        return table;
    }

    public Text what() {
        return what;
    }

    private static final List<Defect> PER_VISIT = in(Scope.VISIT);

    /** The faults of which a visit carries at most one. */
    public static List<Defect> perVisit() {
        return PER_VISIT;
    }

    static List<Defect> in(Scope scope) {
        return Arrays.stream(values()).filter(one -> one.scope == scope).toList();
    }
}
