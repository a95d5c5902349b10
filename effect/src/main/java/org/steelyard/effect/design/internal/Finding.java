package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.steelyard.effect.ArmValues;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Picture;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.DesignResult.Sheet;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.sensitivity.EValue;

/** Gathers what one design gives. Used by one method at a time. */
public final class Finding {

    private final Protocol plan;
    private final DesignPlan design;
    private final EffectSettings settings;
    private final int rows;
    private final List<EffectEstimate> estimates = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<EffectResults.EValue> eValues = new ArrayList<>();
    private final List<NotEstimated> lacking = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<EffectResults.Interaction> interactions = new ArrayList<>();
    private final List<ArmValues> arms = new ArrayList<>();
    private Method method = new Method("", "", "");
    private int used;

    /** What all numbers of a design have in common. */
    record Method(String words, String estimand, String population) {}

    /** @param events below 0 when the outcome has none */
    record Sizes(int n, int treated, int events) {}

    Finding(Protocol plan, DesignPlan design, EffectSettings settings, int rows) {
        this.plan = plan;
        this.design = design;
        this.settings = settings;
        this.rows = rows;
    }

    public List<EffectEstimate> estimates() {
        return estimates;
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    public List<EffectResults.EValue> eValues() {
        return eValues;
    }

    public List<NotEstimated> lacking() {
        return lacking;
    }

    public List<EffectResults.Interaction> interactions() {
        return interactions;
    }

    public List<ArmValues> arms() {
        return arms;
    }

    void add(EffectResults.Interaction interaction) {
        interactions.add(interaction);
    }

    void add(ArmValues values) {
        arms.add(values);
    }

    public DesignResult result() {
        return new DesignResult(
                design.id(),
                DesignKind.of(design.method()).id(),
                design.outcome(),
                design.table().orElse(""),
                aggregated(),
                rows,
                used,
                pictures,
                sheets);
    }

    private boolean aggregated() {
        return switch (design.method()) {
            case org.steelyard.protocol.DesignMethod.InterruptedTimeSeries _,
                    org.steelyard.protocol.DesignMethod.SyntheticControl _,
                    org.steelyard.protocol.DesignMethod.Pooling _ -> true;
            default ->
                plan.analysis().tables().stream()
                        .filter(t -> design.table().filter(t.id()::equals).isPresent())
                        .anyMatch(t -> t.rows() == LongTable.RowsAre.AGGREGATES);
        };
    }

    DesignPlan design() {
        return design;
    }

    Protocol plan() {
        return plan;
    }

    double level() {
        return plan.analysis().level();
    }

    int replicates() {
        return plan.analysis().bootstrap();
    }

    int threads() {
        return settings.threads();
    }

    EffectSettings settings() {
        return settings;
    }

    Seed seed() {
        return settings.seed().child("design/" + design.id());
    }

    Optional<Outcome> outcome() {
        return plan.outcomes().stream()
                .filter(o -> o.id().equals(design.outcome()))
                .findFirst();
    }

    /** The outcome's one variable. */
    String variable() {
        return outcome().flatMap(Outcome::variable).orElseThrow();
    }

    Finding used(int n) {
        used = n;
        if (n < rows) {
            inform(
                    "left-out-rows",
                    rows - n,
                    Text.of(
                            "该设计使用 " + n + " 行，未用 " + (rows - n) + " 行",
                            "the design uses " + n + " rows and leaves out " + (rows - n)));
        }
        return this;
    }

    Finding method(String words, String estimand, String population) {
        method = new Method(words, estimand, population);
        return this;
    }

    void add(String measure, Estimate e, Sizes sizes, String convention) {
        add(measure, "", e, sizes, convention);
    }

    /** @param part of the result, such as a risk window; empty for the whole */
    void add(String measure, String part, Estimate e, Sizes sizes, String convention) {
        String id = design.id() + "/" + measure + (part.isEmpty() ? "" : "/" + part);
        Dimension dimension = dimension();
        estimates.add(new EffectEstimate(
                id,
                dimension.module(),
                dimension,
                design.outcome(),
                design.id(),
                settings.preSpecified().test(design.id()) && design.role() != AnalysisRole.EXPLORATORY,
                method.words(),
                method.estimand(),
                measure,
                part.isEmpty() ? method.population() : part,
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                e.level(),
                e.p(),
                sizes.n(),
                sizes.treated(),
                sizes.events(),
                unit(measure),
                convention,
                settings.provenance().at("design/" + id)));
        if (design.eValue() && e.scale() == Scale.LOG && part.isEmpty() && eValues.isEmpty()) {
            eValue(measure, e);
        }
    }

    private void eValue(String measure, Estimate e) {
        EValue value = EValue.ofRiskRatio(e);
        eValues.add(new EffectResults.EValue(design.id(), measure, value.riskRatio(), value.point(), value.limit()));
        inform(
                "e-value",
                value.point(),
                Text.of(
                        "未测混杂与处理、结局的关联（风险比）均须达到 " + number(value.point()) + " 才能完全解释该估计",
                        "an unmeasured confounder would need risk ratios of " + number(value.point())
                                + " with both treatment and outcome to explain the estimate away"));
    }

    private String unit(String measure) {
        if (measure.endsWith("ratio")) {
            return "ratio";
        }
        if (measure.startsWith("risk-difference") || measure.startsWith("survival-difference")) {
            return "proportion";
        }
        if (measure.startsWith("rmst")) {
            return outcome().flatMap(Outcome::timeUnit).map(u -> u.label().en()).orElse("");
        }
        return outcome().flatMap(Outcome::unit).map(Text::en).orElse("");
    }

    private Dimension dimension() {
        return plan.indicators().stream()
                .filter(i -> i.outcomes().contains(design.outcome()))
                .map(Indicator::dimension)
                .findFirst()
                .orElse(Dimension.EFFECTIVENESS);
    }

    void lacking(String measure, Text why) {
        lacking.add(new NotEstimated(design.id(), design.outcome(), measure, why));
    }

    /** A check that passes when the value is at least the threshold. */
    void atLeast(String kind, double value, double threshold, Text message) {
        check(kind, value, threshold, value >= threshold, message);
    }

    void atMost(String kind, double value, double threshold, Text message) {
        check(kind, value, threshold, value <= threshold, message);
    }

    void check(String kind, double value, double threshold, boolean passed, Text message) {
        diagnostics.add(new Diagnostic(design.id() + "/" + kind, design.id(), kind, value, threshold, passed, message));
    }

    void inform(String kind, double value, Text message) {
        check(kind, value, Double.NaN, true, message);
    }

    void picture(String kind, List<Line> lines, List<Point> points, List<Double> marks) {
        pictures.add(new Picture(kind, lines, points, marks));
    }

    void sheet(String kind, List<Row> table) {
        sheets.add(new Sheet(kind, table));
    }

    static String number(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : String.format(Locale.ROOT, "%.3g", v);
    }
}
