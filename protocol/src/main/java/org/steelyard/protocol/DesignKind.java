package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/** The designs that a plan can choose, by the names that they have in the literature. */
public enum DesignKind implements Labelled {
    INTERRUPTED_TIME_SERIES(DesignMethod.InterruptedTimeSeries.class, "间断时间序列", "Interrupted time series"),
    BEFORE_AFTER(DesignMethod.BeforeAfter.class, "前后比较（无对照）", "Before–after comparison without control"),
    DIFFERENCE_IN_DIFFERENCES(
            DesignMethod.DifferenceInDifferences.class, "双重差分（两期）", "Difference-in-differences (two periods)"),
    STAGGERED_ADOPTION(
            DesignMethod.StaggeredAdoption.class, "交错实施的双重差分", "Difference-in-differences with staggered adoption"),
    SYNTHETIC_CONTROL(DesignMethod.SyntheticControl.class, "合成控制", "Synthetic control"),
    REGRESSION_DISCONTINUITY(DesignMethod.RegressionDiscontinuity.class, "断点回归", "Regression discontinuity"),
    INSTRUMENTAL_VARIABLE(DesignMethod.InstrumentalVariable.class, "工具变量", "Instrumental variable"),
    SELF_CONTROLLED_CASE_SERIES(DesignMethod.SelfControlledCaseSeries.class, "自身对照病例系列", "Self-controlled case series"),
    SEQUENTIAL_TRIALS(DesignMethod.SequentialTrials.class, "序贯目标试验", "Sequential target trials"),
    CLONE_CENSOR_WEIGHT(DesignMethod.CloneCensorWeight.class, "克隆–删失–加权", "Clone–censor–weight"),
    MARGINAL_STRUCTURAL_MODEL(DesignMethod.MarginalStructuralModel.class, "边际结构模型", "Marginal structural model"),
    G_FORMULA(DesignMethod.GFormula.class, "参数 g 公式", "Parametric g-formula"),
    EXTERNAL_CONTROL(DesignMethod.ExternalControl.class, "外部对照（转运加权）", "External control by transport weights"),
    TRANSPORT(DesignMethod.Transport.class, "结果外推（转运加权）", "Transport to a target population"),
    SEVERAL_ARMS(DesignMethod.SeveralArms.class, "多组比较", "Several arms"),
    POOLING(DesignMethod.Pooling.class, "多中心结果合并", "Pooling of estimates");

    private final Class<? extends DesignMethod> type;
    private final Text label;

    DesignKind(Class<? extends DesignMethod> type, String zh, String en) {
        this.type = type;
        label = Text.of(zh, en);
    }

    public static DesignKind of(DesignMethod method) {
        for (DesignKind kind : values()) {
            if (kind.type == method.getClass()) {
                return kind;
            }
        }
        throw new IllegalStateException("every method has a kind");
    }

    public Class<? extends DesignMethod> type() {
        return type;
    }

    /** Whether intervals are percentiles of bootstrap replicates, so that the plan's level needs a least number of them. */
    public boolean percentileLimits() {
        return this == CLONE_CENSOR_WEIGHT || this == G_FORMULA || this == EXTERNAL_CONTROL;
    }

    /** As a plan writes it. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public Text label() {
        return label;
    }
}
