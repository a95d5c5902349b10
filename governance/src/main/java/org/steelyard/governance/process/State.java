package org.steelyard.governance.process;

import org.steelyard.kernel.Text;

/**
 * Where an evaluation stands. Each state belongs to a stage; an evaluation that ended early keeps the stage it reached in its
 * history.
 */
public enum State {
    DRAFT(Stage.INITIATION, Kind.OPEN, "申请草稿", "Application in draft"),
    SUBMITTED(Stage.INITIATION, Kind.OPEN, "申请已提交", "Application submitted"),
    RETURNED(Stage.INITIATION, Kind.OPEN, "申请退回补正", "Application returned"),
    ACCEPTED(Stage.IMPLEMENTER, Kind.OPEN, "申请已受理", "Application accepted"),
    IMPLEMENTER_SET(Stage.PROTOCOL, Kind.OPEN, "实施主体已确定", "Implementing body set"),
    PROTOCOL_SUBMITTED(Stage.COMMUNICATION, Kind.OPEN, "方案已提交", "Protocol submitted"),
    CONSULTED(Stage.COMMUNICATION, Kind.OPEN, "已沟通，待回应纪要", "Consulted, minutes to be answered"),
    PROTOCOL_REVISED(Stage.COMMUNICATION, Kind.OPEN, "方案已按纪要完善", "Protocol revised after the minutes"),
    PROTOCOL_LOCKED(Stage.CONDUCT, Kind.OPEN, "方案已锁定", "Protocol locked"),
    RUNNING(Stage.CONDUCT, Kind.OPEN, "评价实施中", "Being conducted"),
    ANALYSED(Stage.REPORT, Kind.OPEN, "分析完成，撰写报告", "Analysed, report being written"),
    REPORT_SUBMITTED(Stage.REVIEW, Kind.OPEN, "报告已提交", "Report submitted"),
    IN_REVIEW(Stage.REVIEW, Kind.OPEN, "核查中", "In review"),
    FINDINGS_OPEN(Stage.REVIEW, Kind.OPEN, "待回复核查意见", "Findings to be answered"),
    DISPUTED(Stage.REVIEW, Kind.OPEN, "等级有争议，专家研判", "Grade disputed, panel called"),
    GRADED(Stage.REVIEW, Kind.OPEN, "证据等级已定", "Graded"),
    ARCHIVED(Stage.REPOSITORY, Kind.OPEN, "成果已入库", "In the repository"),
    PUBLISHED(Stage.REPOSITORY, Kind.OPEN, "已公开", "Published"),
    MONITORING(Stage.MONITORING, Kind.OPEN, "监测中", "Being monitored"),
    RE_EVALUATION(Stage.MONITORING, Kind.END, "已启动再评价", "Re-evaluation opened"),
    CLOSED(Stage.MONITORING, Kind.END, "监测结束", "Monitoring closed"),
    REJECTED(Stage.INITIATION, Kind.END, "不予受理", "Not accepted"),
    WITHDRAWN(Stage.INITIATION, Kind.END, "已撤回", "Withdrawn"),
    TERMINATION_ASKED(Stage.CONDUCT, Kind.OPEN, "申请提前终止", "Early termination asked for"),
    TERMINATED(Stage.REPOSITORY, Kind.END, "提前终止（有正当理由）", "Terminated early, with good reason"),
    TERMINATED_UNJUSTIFIED(Stage.REPOSITORY, Kind.END, "提前终止（无正当理由）", "Terminated early, without good reason"),
    NOT_REPORTED(Stage.REPOSITORY, Kind.END, "未提交报告", "Not reported");

    /** Whether anything can still follow. */
    public enum Kind {
        OPEN,
        END
    }

    private final Stage stage;
    private final Kind kind;
    private final Text label;

    State(Stage stage, Kind kind, String zh, String en) {
        this.stage = stage;
        this.kind = kind;
        label = Text.of(zh, en);
    }

    public Stage stage() {
        return stage;
    }

    public boolean isEnd() {
        return kind == Kind.END;
    }

    /** Whether the guide gives a negative evidence grade (part 6, section 7.4). */
    public boolean isNegativeEvidence() {
        return this == TERMINATED_UNJUSTIFIED || this == NOT_REPORTED;
    }

    /** Whether the protocol can no longer be changed but by an approved amendment. */
    public boolean isLocked() {
        return ordinal() >= PROTOCOL_LOCKED.ordinal() && this != REJECTED && this != WITHDRAWN;
    }

    public Text label() {
        return label;
    }
}
