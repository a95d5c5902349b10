package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/** Sub-dimensions of the three modules (guide, part 5). */
public enum Dimension {
    PATIENT_REPORTED(Module.CLINICAL, "患者体验与报告结局", "Patient experience and reported outcomes"),
    EFFECTIVENESS(Module.CLINICAL, "有效性", "Effectiveness"),
    SAFETY(Module.CLINICAL, "安全性", "Safety"),
    APPROPRIATENESS(Module.CLINICAL, "适宜性", "Appropriateness"),
    DISEASE_BURDEN(Module.ECONOMIC, "疾病经济负担", "Economic burden of disease"),
    ECONOMIC_EVALUATION(Module.ECONOMIC, "经济性评价", "Economic evaluation"),
    BUDGET_IMPACT(Module.ECONOMIC, "预算影响分析", "Budget impact"),
    INNOVATION(Module.SOCIAL, "创新和技术特性", "Innovation and technical features"),
    ACCESSIBILITY(Module.SOCIAL, "可及性", "Accessibility"),
    EQUITY(Module.SOCIAL, "公平性", "Equity"),
    PUBLIC_HEALTH(Module.SOCIAL, "公共健康贡献", "Contribution to public health"),
    OTHER_SOCIAL(Module.SOCIAL, "其他社会影响", "Other social impact");

    private final Module module;
    private final Text label;

    Dimension(Module module, String zh, String en) {
        this.module = module;
        label = Text.of(zh, en);
    }

    public Module module() {
        return module;
    }

    public Text label() {
        return label;
    }
}
