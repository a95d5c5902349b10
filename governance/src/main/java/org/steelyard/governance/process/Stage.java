package org.steelyard.governance.process;

import org.steelyard.kernel.Text;

/** The nine links of an evaluation (guide, part 6), in order. */
public enum Stage {
    INITIATION("评价发起", "Initiation"),
    IMPLEMENTER("实施主体确定", "Choice of the implementing body"),
    PROTOCOL("方案设计与提交", "Protocol design and submission"),
    COMMUNICATION("方案沟通交流", "Consultation on the protocol"),
    CONDUCT("评价实施", "Conduct"),
    REPORT("报告撰写与提交", "Report writing and submission"),
    REVIEW("报告核查与质控", "Review and quality control"),
    REPOSITORY("评价成果入库", "Entry into the results repository"),
    MONITORING("监测与再评价", "Monitoring and re-evaluation");

    private final Text label;

    Stage(String zh, String en) {
        label = Text.of(zh, en);
    }

    public Text label() {
        return label;
    }

    /** From 1 to 9. */
    public int number() {
        return ordinal() + 1;
    }
}
