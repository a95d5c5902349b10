package org.steelyard.governance.process;

import org.steelyard.kernel.Text;

/** What must hold before an act; the caller says which do. */
public enum Condition {
    APPLICATION_COMPLETE("申请六项内容齐全", "the application has its six parts"),
    TOPICS_FIT("选题原则六只由医保部门选用", "the sixth principle is left to an insurance authority"),
    PRICES_COMPARED(
            "涉及价格的选题原则（一、二）已比较价格", "prices are compared where a topic is about a price (principles one and two)"),
    INTERESTS_DECLARED("利益冲突与资金声明已提交", "interests and funding are declared"),
    IMPLEMENTER_QUALIFIED(
            "实施主体为有效的可信评价点、具备资质的第三方或发起方自身",
            "the implementing body is a current trusted point, a qualified third party, or the initiator itself"),
    PROVIDER_FIT(
            "数据提供方不是技术或产品提供方，并书面保证数据可核查、可追溯",
            "the data provider does not provide the product, and has agreed in writing that its data can be checked and traced"),
    INDEPENDENCE_STATED(
            "发起方自身实施的，已逐项作出独立性声明",
            "an implementing body that is also the initiator has stated its independence, item by item"),
    REASON_GIVEN("已说明理由", "a reason is given"),
    RAPID("属于快速评价", "the evaluation is a rapid one"),
    PROTOCOL_CHECKED("方案通过全部自动检查", "the protocol passes every check"),
    MINUTES_COMPLETE("沟通纪要含七个重点及三项判断", "the minutes hold the seven points and the three judgements"),
    MINUTES_ANSWERED("纪要意见逐条回应", "every point of the minutes is answered"),
    AUTHORISED("伦理审批与数据授权文件齐备", "ethics approval and data authorisation are on file"),
    DIGEST_MATCHES("运行所用方案摘要与锁定方案一致", "the run's protocol digest is that of the locked protocol"),
    EXTRACTION_LOGGED("数据提取已登记", "an extraction of data is logged"),
    RUN_RECORDED("已登记按现行方案的分析运行", "a run by the protocol in force is recorded"),
    GOVERNANCE_REPORTED("数据治理报告已提交", "the data-governance report is on file"),
    REPORT_COMPLETE("报告各部分齐全，数字均可追溯", "the report has all its parts and every number is bound to a run"),
    EXPERTS_INDEPENDENT("评议专家无须回避", "no expert has to be recused"),
    FIELDS_COVERED("专家领域满足要求", "the required fields are among the experts"),
    NOT_AUTHOR("操作人不是被评议内容的作者", "the person is not an author of what is judged"),
    NO_INTEREST("本人已申报且无利益关系；有利益关系的应申请回避", "the person has declared to have no interest; whoever has one withdraws"),
    REVIEWS_SUBMITTED("独立评议均已提交", "every independent review is in"),
    REPEATS_SETTLED(
            "背靠背重复分析达到规定份数，分歧已发出核查意见复核", "back-to-back repetitions are in, and findings were sent where they differ"),
    CHECKLIST_COMPLETE("核查清单逐项有结论", "every item of the checklist has a verdict"),
    FINDINGS_CLOSED("核查意见均已办结", "every finding is closed"),
    PANEL_DISCIPLINES("研判专家涵盖三个以上学科", "the panel covers three disciplines or more"),
    DISCLOSURE_PASSED("通过披露控制", "disclosure control let it pass"),
    RELEASE_PREPARED("公开内容已拟定，且操作人不是拟定人", "the release is prepared, by somebody else"),
    TWO_APPROVALS(
            "两名既非作者也非拟定人的审批人同意现行公开内容",
            "two approvers who neither wrote nor prepared it agree to the release as it stands"),
    FOLLOW_UP_SET("快速评价已登记常规评价期限", "a rapid evaluation has its routine evaluation dated"),
    ALERT_RAISED("存在再评价预警", "an alert stands");

    private final Text label;

    Condition(String zh, String en) {
        label = Text.of(zh, en);
    }

    public Text label() {
        return label;
    }
}
