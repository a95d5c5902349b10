package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;

/** How a design is carried out. Texts name variables of the table's dictionary; what is estimated from them stands in {@code docs/methods/designs.md}. */
public sealed interface DesignMethod {

    /**
     * Segmented regression of a series; a row a point in time.
     *
     * @param time evenly spaced numbers
     * @param after true from the change on
     * @param lag of Newey–West errors; chosen by the length of the series when absent
     * @param slope whether the slope may change
     * @param harmonics pairs of sine and cosine; {@code period} points a cycle
     * @param exposure person-time or population behind counts
     * @param control the same outcome in a series that the change did not touch
     * @param overdispersion whether errors of counts grow with the dispersion
     */
    record InterruptedTimeSeries(
            String time,
            String after,
            SeriesModel model,
            Optional<Integer> lag,
            boolean slope,
            int harmonics,
            double period,
            Optional<String> seasonTime,
            Optional<String> exposure,
            Optional<String> control,
            Optional<String> controlExposure,
            boolean overdispersion)
            implements DesignMethod {}

    /** How the errors of a series are modelled. */
    enum SeriesModel implements Labelled {
        NEWEY_WEST("最小二乘，Newey–West 标准误", "least squares with Newey–West errors"),
        PRAIS_WINSTEN("Prais–Winsten 一阶自相关", "Prais–Winsten, first-order autocorrelation"),
        RESTRICTED_LIKELIHOOD("一阶自相关，限制极大似然", "first-order autocorrelation by restricted likelihood"),
        LEAST_SQUARES("普通最小二乘", "ordinary least squares"),
        POISSON("泊松回归（计数）", "Poisson regression of counts");

        private final Text label;

        SeriesModel(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * Before against after, nothing else.
     *
     * @param unit those measured both times; differences are then within units
     * @param exposure person-time behind counts; the result is then a rate ratio with exact limits
     */
    record BeforeAfter(String after, Optional<String> unit, Optional<String> exposure) implements DesignMethod {}

    /**
     * Two groups, two periods.
     *
     * @param unit rows of one unit are not independent
     * @param treated whether the unit belongs to those treated after the change
     */
    record DifferenceInDifferences(String unit, String treated, String after, List<String> covariates)
            implements DesignMethod {}

    /**
     * Units adopt at different times and keep the treatment.
     *
     * @param firstTreated first treated period; missing or 0 for units never treated
     * @param covariates fixed over time
     */
    record StaggeredAdoption(
            String unit,
            String time,
            String firstTreated,
            ComparisonUnits comparison,
            AdoptionMethod method,
            List<String> covariates,
            int anticipation)
            implements DesignMethod {}

    /** With whom adopters are compared. */
    enum ComparisonUnits implements Labelled {
        NEVER_TREATED("从未处理的单位", "units never treated"),
        NOT_YET_TREATED("尚未处理的单位", "units not yet treated");

        private final Text label;

        ComparisonUnits(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** How covariates of adopters are used. */
    enum AdoptionMethod implements Labelled {
        REGRESSION("结局回归", "outcome regression"),
        WEIGHTING("逆概率加权", "inverse-probability weighting"),
        DOUBLY_ROBUST("双重稳健", "doubly robust");

        private final Text label;

        AdoptionMethod(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * One treated unit beside a weighted mean of others.
     *
     * @param treated true in the treated unit from its first treated period on
     * @param predictors whose means before treatment are matched besides the outcomes
     */
    record SyntheticControl(String unit, String time, String treated, List<String> predictors, boolean standardise)
            implements DesignMethod {}

    /**
     * A threshold decides who is treated.
     *
     * @param received the treatment received, for a fuzzy design; absent for a sharp one
     * @param bandwidth chosen from the data when absent
     * @param placebo baseline variables that must not jump
     */
    record RegressionDiscontinuity(
            String running,
            double cutoff,
            TreatedSide treatedSide,
            Optional<String> received,
            Optional<Double> bandwidth,
            List<String> placebo)
            implements DesignMethod {}

    /** On which side of the threshold treatment lies; the threshold itself belongs to it. */
    enum TreatedSide implements Labelled {
        ABOVE("阈值及以上", "at or above the threshold"),
        BELOW("阈值及以下", "at or below the threshold");

        private final Text label;

        TreatedSide(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** Two-stage least squares. */
    record InstrumentalVariable(
            String treatment, List<String> instruments, List<String> covariates, InstrumentErrors errors)
            implements DesignMethod {}

    /** Standard errors of two-stage least squares. */
    enum InstrumentErrors implements Labelled {
        CLASSICAL("同方差标准误", "classical errors"),
        HC0("稳健标准误 HC0", "robust errors HC0"),
        HC1("稳健标准误 HC1", "robust errors HC1");

        private final Text label;

        InstrumentErrors(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * Exposed against unexposed time of the same people. With {@code length} a row is an interval, the outcome counts its events and
     * {@code exposed} are its indicators; without, a row is an event or an exposure of a person's observation from {@code start} to
     * {@code end}, the outcome is the day of the event, {@code exposure} that of the exposure.
     *
     * @param windows risk windows after an exposure
     * @param ages terms of age or season of intervals
     * @param ageCuts where age bands of histories begin, in days of the history's clock
     */
    record SelfControlledCaseSeries(
            String person,
            Optional<String> length,
            List<String> exposed,
            List<String> ages,
            Optional<String> start,
            Optional<String> end,
            Optional<String> exposure,
            List<RiskWindow> windows,
            List<Double> ageCuts)
            implements DesignMethod {}

    /** From day {@code from} to before day {@code to} since the exposure. */
    record RiskWindow(String name, double from, double to) {}

    /**
     * A trial at every period in which somebody is eligible; a row a person and period.
     *
     * @param numerator,denominator covariates of the weights for keeping to the protocol (and for staying, with {@code censored})
     * @param largestWeight weights above are set to it
     */
    record SequentialTrials(
            String person,
            String period,
            String treated,
            String eligible,
            Optional<String> censored,
            List<String> covariates,
            TrialContrast contrast,
            List<String> numerator,
            List<String> denominator,
            int trialDegree,
            int followUpDegree,
            boolean effectVaries,
            Optional<Integer> longestFollowUp,
            Optional<Double> largestWeight)
            implements DesignMethod {}

    /** What a trial contrasts. */
    enum TrialContrast implements Labelled {
        INTENTION_TO_TREAT("意向性治疗", "intention to treat"),
        PER_PROTOCOL("符合方案", "per protocol");

        private final Text label;

        TrialContrast(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * "Start within the window" against "do not start within the window"; a row a person, the outcome a time to event.
     *
     * @param start time of the start of treatment since time zero; missing for never
     */
    record CloneCensorWeight(String start, double window, List<String> covariates, CensoringModel censoring)
            implements DesignMethod {}

    /** How the artificial censoring of copies is modelled. */
    enum CensoringModel implements Labelled {
        COX("Cox 模型", "Cox models"),
        LOGISTIC(
                "宽限期末用 logistic 回归，开始治疗时用 Cox 模型",
                "a logistic model at the end of the window and a Cox model of starting");

        private final Text label;

        CensoringModel(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** Treatment that varies over time, by weights; a row a person and period. */
    record MarginalStructuralModel(
            String person,
            String period,
            String treated,
            Optional<String> censored,
            List<String> baseline,
            List<String> timeVarying,
            int periodDegree,
            Optional<Double> largestWeight)
            implements DesignMethod {}

    /**
     * Treatment that varies over time, by simulation: always against never; a row a person and period.
     *
     * @param timeVarying in the order in which they arise within a period
     * @param steps periods simulated
     * @param simulated persons
     */
    record GFormula(
            String person,
            String period,
            String treated,
            List<String> baseline,
            List<String> timeVarying,
            int periodDegree,
            int steps,
            int simulated)
            implements DesignMethod {}

    /**
     * A treated group beside people from elsewhere, weighted to look like it; a row a person.
     *
     * @param treated true for the study's arm, false for the external controls
     */
    record ExternalControl(String treated, List<String> covariates) implements DesignMethod {}

    /**
     * A study's effect in another population; a row a person.
     *
     * @param study true for people of the study, whose treatment and outcome are known
     */
    record Transport(String study, String treated, List<String> covariates, TransportTarget target)
            implements DesignMethod {}

    /** Whom a transported effect is about. */
    enum TransportTarget implements Labelled {
        OTHERS("研究之外的目标人群", "the target population outside the study"),
        EVERYBODY("研究与目标人群合并", "study and target population together");

        private final Text label;

        TransportTarget(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * More than two arms, compared with one another; a row a person.
     *
     * @param arm a category
     * @param reference the level with which the others are compared
     * @param covariates of the multinomial score and of the model of the outcome
     * @param adjustment for the contrasts being several
     */
    record SeveralArms(
            String arm,
            String reference,
            List<String> covariates,
            ArmTarget target,
            ArmEstimator estimator,
            ArmContrasts contrasts,
            ArmAdjustment adjustment,
            Optional<ArmEconomics> economics)
            implements DesignMethod {}

    /**
     * Costs and effects of several arms.
     *
     * @param cost an outcome; {@code effect} another, of which more is better
     * @param laterCosts outcomes of the second year, the third and so on; {@code cost} is then that of the first
     * @param laterEffects likewise
     * @param discountCosts per year, of later costs
     * @param discountEffects per year, of later effects or of a time to an event
     * @param thresholds willingness to pay for a unit of effect; those of the policy pack, for a QALY, when empty
     */
    record ArmEconomics(
            String cost,
            String effect,
            List<String> laterCosts,
            List<String> laterEffects,
            Optional<Double> discountCosts,
            Optional<Double> discountEffects,
            List<Double> thresholds,
            int draws) {

        /** Costs by year, the first year's first. */
        public List<String> costs() {
            return Stream.concat(Stream.of(cost), laterCosts.stream()).toList();
        }

        /** Effects by year, the first year's first. */
        public List<String> effects() {
            return Stream.concat(Stream.of(effect), laterEffects.stream()).toList();
        }
    }

    /** Which arms are compared. */
    enum ArmContrasts implements Labelled {
        ALL("所有两两对比", "all arms with one another"),
        REFERENCE("仅与参照组比较", "each arm with the reference");

        private final Text label;

        ArmContrasts(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** How contrasts of arms are adjusted for being several. */
    enum ArmAdjustment implements Labelled {
        BONFERRONI("Bonferroni 法", "Bonferroni"),
        HOLM("Holm 法", "Holm"),
        HOCHBERG("Hochberg 法", "Hochberg"),
        HOMMEL("Hommel 法", "Hommel"),
        BENJAMINI_HOCHBERG("Benjamini–Hochberg 法", "Benjamini–Hochberg"),
        BENJAMINI_YEKUTIELI("Benjamini–Yekutieli 法", "Benjamini–Yekutieli");

        private final Text label;

        ArmAdjustment(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** How several arms are made comparable. */
    enum ArmEstimator implements Labelled {
        WEIGHTING("广义倾向性评分加权", "weights of a multinomial score"),
        G_COMPUTATION("g 计算（标准化）", "standardisation over a model of the outcome (g-computation)"),
        AUGMENTED_WEIGHTING("增强逆概率加权", "augmented inverse-probability weighting");

        private final Text label;

        ArmEstimator(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** Whom the comparison of several arms is about. */
    enum ArmTarget implements Labelled {
        EVERYBODY("全部人群", "everybody"),
        REFERENCE("与参照组相似的人群", "people like those of the reference arm"),
        OVERLAP("各组均可能接受的重叠人群", "people who could have had any arm"),
        MATCHING("各组均可匹配的人群", "people for whom every arm has a match");

        private final Text label;

        ArmTarget(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /**
     * Estimates of one question pooled: those of an analysis in the levels of a subgroup variable, or those that a table lists.
     *
     * @param analysis of the plan, which has a subgroup by {@code by}; with {@code measure} of it
     * @param estimate,standardError of a row; of the logarithm for ratios, the estimate itself on its natural scale
     * @param site name of a row, a category
     */
    record Pooling(
            Optional<String> analysis,
            Optional<String> by,
            Optional<String> measure,
            Optional<String> site,
            Optional<String> estimate,
            Optional<String> standardError,
            EffectScale scale,
            BetweenStudies between,
            PooledInterval interval)
            implements DesignMethod {}

    /** The scale of listed estimates. */
    enum EffectScale implements Labelled {
        RATIO("比值", "ratio"),
        DIFFERENCE("差值", "difference");

        private final Text label;

        EffectScale(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** How the spread of true effects between sites is estimated. */
    enum BetweenStudies implements Labelled {
        FIXED("固定效应", "fixed effect"),
        DERSIMONIAN_LAIRD("DerSimonian–Laird", "DerSimonian–Laird"),
        RESTRICTED_MAXIMUM_LIKELIHOOD("限制极大似然（REML）", "restricted maximum likelihood (REML)"),
        PAULE_MANDEL("Paule–Mandel", "Paule–Mandel");

        private final Text label;

        BetweenStudies(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }

    /** What the pooled interval is built on. */
    enum PooledInterval implements Labelled {
        NORMAL("正态", "normal"),
        HARTUNG_KNAPP("Hartung–Knapp", "Hartung–Knapp");

        private final Text label;

        PooledInterval(String zh, String en) {
            label = Text.of(zh, en);
        }

        @Override
        public Text label() {
            return label;
        }
    }
}
