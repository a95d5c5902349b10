package org.steelyard.report.compose;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.report.compose.Numbers.Style;

/** Names for people of what the results call by id. An id that nobody named is its own name. */
record Names(Dossier dossier, Lang lang) {

    private static final Map<String, Text> MEASURES = Map.ofEntries(
            entry("conditional-odds-ratio", Text.of("条件比值比", "Conditional odds ratio")),
            entry("odds-ratio-conditional", Text.of("条件比值比", "Conditional odds ratio")),
            entry("access-share", Text.of("服务利用率", "Share receiving the service")),
            entry("access-odds-ratio", Text.of("服务利用比值比（调整后）", "Odds ratio of receiving the service (adjusted)")),
            entry("concentration-index", Text.of("集中指数", "Concentration index")),
            entry(
                    "concentration-index-erreygers",
                    Text.of("Erreygers 校正集中指数", "Erreygers-corrected concentration index")),
            entry("incremental-cost", Text.of("增量成本", "Incremental cost")),
            entry("incremental-qaly", Text.of("增量质量调整生命年", "Incremental QALYs")),
            entry("incremental-ly", Text.of("增量生命年", "Incremental life years")),
            entry("net-benefit", Text.of("增量净货币效益", "Incremental net monetary benefit")),
            entry("risk", Text.of("发生率", "Risk")),
            entry("mean", Text.of("均值", "Mean")),
            entry("survival", Text.of("观察期末无事件率", "Event-free share at the horizon")),
            entry("event-rate", Text.of("每人年事件率", "Events per person-year")),
            entry("rmst", Text.of("限制平均生存时间", "Restricted mean survival time")));

    private static final Map<String, Text> DIAGNOSTICS = Map.ofEntries(
            entry("smd-max", Text.of("最大标准化均数差", "Largest standardised mean difference")),
            entry("overlap", Text.of("共同支持域之外的比例", "Share outside common support")),
            entry("overlap-exact-balance", Text.of("重叠加权的精确平衡", "Exact balance of overlap weights")),
            entry("c-statistic", Text.of("倾向性评分模型 C 统计量", "c-statistic of the propensity model")),
            entry("ess-treated", Text.of("有效样本量占比（干预组）", "Effective share (treated)")),
            entry("ess-control", Text.of("有效样本量占比（对照组）", "Effective share (controls)")),
            entry("cost-dominated", Text.of("一人费用占组内合计", "Share of one person in the arm's cost")),
            entry("cost-negative", Text.of("费用为负的人数", "People with negative costs")),
            entry("largest-weight", Text.of("最大权重占比", "Largest share of weight")),
            entry("proportional-hazards", Text.of("比例风险假定", "Proportional hazards")),
            entry("caliper", Text.of("匹配卡钳", "Matching caliper")),
            entry("matched-pairs", Text.of("匹配对数", "Matched pairs")),
            entry("trimmed", Text.of("按评分修剪人数", "Trimmed for their score")),
            entry("left-out", Text.of("因缺失未纳入人数", "Left out for missing values")),
            entry("empty-levels", Text.of("无人的分类水平", "Levels that nobody has")),
            entry("convergence", Text.of("模型收敛", "Convergence")),
            entry("events-per-variable", Text.of("每个模型项的事件数", "Events per model term")),
            entry("missing-information", Text.of("缺失信息比例", "Fraction of missing information")),
            entry("bootstrap-failures", Text.of("自助抽样失败比例", "Failed bootstrap replicates")),
            entry("e-value", Text.of("E 值", "E-value")),
            entry("base-within-draws", Text.of("点估计位于抽样范围内", "Estimate within the draws")),
            entry("price-units", Text.of("干预价格计价次数", "Units that bear the price")),
            entry("subgroup-smd-max", Text.of("亚组内最大标准化均数差", "Largest SMD within the subgroup")),
            entry("followed-to-horizon", Text.of("随访至研究时限的比例", "Share followed to the horizon")),
            entry("excluded", Text.of("未纳入经济学分析的比例", "Share left out of the economic analysis")),
            entry("ess", Text.of("有效样本量占比", "Effective share")),
            entry("cost-censoring", Text.of("成本数据删失比例", "Share with censored costs")),
            entry("failed-draws", Text.of("舍弃的重抽样比例", "Share of draws given up")),
            entry("group-missing", Text.of("分组变量缺失比例", "Share without a group")),
            entry("small-groups", Text.of("小样本水平数", "Levels with few people")),
            entry("rank-missing", Text.of("排序变量缺失比例", "Share without a rank")),
            entry("access-events-per-variable", Text.of("可及性模型每个参数的例数", "People per parameter of the access model")),
            entry("excluded-share", Text.of("剔除比例", "Share left out")),
            entry("censoring", Text.of("删失比例", "Share censored")),
            entry("curve-crossing", Text.of("生存曲线交叉", "Crossing survival curves")),
            entry("not-estimated", Text.of("未能估计", "Not estimated")),
            entry("small-group", Text.of("小样本分组", "Small groups")),
            entry("equivalence", Text.of("等效性检验（P）", "Test of equivalence (p)")),
            entry("non-inferiority", Text.of("非劣效性检验（P）", "Test of non-inferiority (p)")),
            entry("hidden-bias", Text.of("临界隐藏偏倚 Γ", "Critical hidden bias Γ")),
            entry("bias-analysis", Text.of("概率偏倚分析（中位数）", "Probabilistic bias analysis (median)")),
            entry("negative-controls", Text.of("阴性对照校准后 P", "P calibrated by negative controls")),
            entry("specification-curve", Text.of("规格曲线方向一致的比例", "Specifications that agree in direction")),
            entry("tipping-point", Text.of("δ 临界点", "Tipping point")),
            entry("multiplicity", Text.of("多重性校正后 P", "P adjusted for multiplicity")),
            entry("gray-test", Text.of("Gray 检验（P）", "Gray's test (p)")),
            entry("proportional-odds", Text.of("比例优势假定（各切点比值比之比）", "Proportional odds (spread of odds ratios)")),
            entry("matched-sets", Text.of("匹配集数", "Matched sets")),
            entry("score-selected", Text.of("评分模型保留的项数", "Terms kept by the score")),
            entry("score-suspicious", Text.of("与处理高度相关的协变量数", "Covariates highly correlated with treatment")),
            entry("score-truncated", Text.of("评分被收回至界限的人数", "People with scores pulled in")),
            entry("weights-truncated", Text.of("权重被截断的人数", "People with weights pulled in")),
            entry("over-identification", Text.of("过度识别检验（P）", "Test of over-identification (p)")),
            entry("entropy-imbalance", Text.of("熵平衡残余不平衡", "Imbalance left by entropy balancing")),
            entry("entropy-exact-balance", Text.of("熵平衡的精确平衡", "Exact balance of entropy weights")),
            entry("balancing-exact-balance", Text.of("协变量平衡评分的精确平衡", "Exact balance of the balancing score")),
            entry("completeness-share", Text.of("资料完整者比例", "Share with complete data")),
            entry(
                    "completeness-events-per-variable",
                    Text.of("完整性模型每项的人数", "People per term of the model of completeness")),
            entry("completeness-weights", Text.of("完整性加权后有效样本量占比", "Effective share after weights for being complete")),
            entry(
                    "completeness-balance",
                    Text.of("加权完整者与全部人群的最大标准化差异", "Weighted complete cases against everybody (SMD)")));

    String outcome(String id) {
        return plannedOutcome(id).map(o -> o.name().in(lang)).orElse(id);
    }

    Optional<Outcome> plannedOutcome(String id) {
        return plan().outcomes().stream().filter(o -> o.id().equals(id)).findFirst();
    }

    Optional<Analysis> plannedAnalysis(String id) {
        return plan().analysis().analyses().stream()
                .filter(a -> a.id().equals(id))
                .findFirst();
    }

    /** Adjustment and target, such as 倾向性评分加权 ATE; with the id where two analyses of the plan would read the same. */
    String analysis(String id) {
        Optional<Analysis> planned = plannedAnalysis(id);
        if (planned.isEmpty()) {
            return plannedDesign(id).map(this::design).orElse(id);
        }
        String name = described(planned.get());
        boolean ambiguous = plan().analysis().analyses().stream()
                        .filter(a -> a.outcome().equals(planned.get().outcome()))
                        .filter(a -> described(a).equals(name))
                        .count()
                > 1;
        return ambiguous ? name + (lang == Lang.ZH ? "，" : ", ") + id : name;
    }

    /** The same where the outcome does not stand beside it: with the outcome when analyses of several outcomes read alike. */
    String analysisInFull(String id) {
        Optional<Analysis> planned = plannedAnalysis(id);
        if (planned.isEmpty()) {
            return plannedDesign(id).map(this::design).orElseGet(() -> area(id));
        }
        boolean alike = plan().analysis().analyses().stream()
                .filter(a -> !a.outcome().equals(planned.get().outcome()))
                .anyMatch(a -> described(a).equals(described(planned.get())));
        return alike ? analysis(id) + bracketed(outcome(planned.get().outcome())) : analysis(id);
    }

    Optional<DesignPlan> plannedDesign(String id) {
        return plan().analysis().designs().stream()
                .filter(d -> d.id().equals(id))
                .findFirst();
    }

    /** The kind of a design, with its id where the plan has two of a kind. */
    private String design(DesignPlan design) {
        DesignKind kind = DesignKind.of(design.method());
        boolean alone = plan().analysis().designs().stream()
                        .filter(d -> DesignKind.of(d.method()) == kind)
                        .count()
                == 1;
        return kind.label().in(lang) + (alone ? "" : (lang == Lang.ZH ? "，" : ", ") + design.id());
    }

    /** Analyses that share a number: one name when these are all that go by it, otherwise each by its own. */
    String analyses(Collection<String> ids) {
        Set<String> out = new LinkedHashSet<>();
        for (String id : ids) {
            Optional<String> shared = plannedAnalysis(id)
                    .map(this::described)
                    .filter(name -> plan().analysis().analyses().stream()
                            .filter(a -> described(a).equals(name))
                            .allMatch(a -> ids.contains(a.id())));
            out.add(shared.orElseGet(() -> analysisInFull(id)));
        }
        return String.join(lang == Lang.ZH ? "、" : ", ", out);
    }

    /** Diagnostics are about an analysis or about a part of the evaluation. */
    private String area(String id) {
        return switch (id) {
            case "economics" -> lang == Lang.ZH ? "经济学评价" : "Economic evaluation";
            case "society" -> lang == Lang.ZH ? "社会价值评价" : "Social value";
            default -> id;
        };
    }

    /** A product's name as its makers write it. */
    static String engine(String id) {
        return switch (id) {
            case "duckdb" -> "DuckDB";
            case "spark" -> "Apache Spark";
            default -> id;
        };
    }

    private String bracketed(String words) {
        return lang == Lang.ZH ? "（" + words + "）" : " (" + words + ")";
    }

    private String described(Analysis analysis) {
        String adjustment = analysis.adjustment().label().in(lang);
        boolean targeted = switch (analysis.adjustment()) {
            case WEIGHTING, AUGMENTED_WEIGHTING, MATCHING, G_COMPUTATION, TMLE -> true;
            case NONE, REGRESSION -> false;
        };
        if (!targeted) {
            return adjustment;
        }
        return adjustment + (lang == Lang.ZH ? " " : ", ") + analysis.target().name();
    }

    String variable(String name) {
        return planned(name).map(v -> v.label().in(lang)).orElse(name);
    }

    /** A variable of the table that a design reads, by its label and unit. */
    String variable(DesignPlan design, String name) {
        Optional<Variable> own = plan().analysis().tables().stream()
                .filter(t -> design.table().filter(t.id()::equals).isPresent())
                .flatMap(t -> t.variables().stream())
                .filter(v -> v.name().equals(name))
                .findFirst();
        return own.map(v -> v.label().in(lang)
                        + v.unit()
                                .map(u -> u.in(lang))
                                .filter(u -> !u.isBlank())
                                .map(this::bracketed)
                                .orElse(""))
                .orElseGet(() -> variableWithUnit(name));
    }

    String variableWithUnit(String name) {
        Optional<String> unit =
                planned(name).flatMap(Variable::unit).map(u -> u.in(lang)).filter(u -> !u.isBlank());
        return variable(name)
                + unit.map(u -> lang == Lang.ZH ? "（" + u + "）" : " (" + u + ")")
                        .orElse("");
    }

    String level(String variable, String level) {
        Optional<String> named = planned(variable).stream()
                .flatMap(v -> v.levels().stream())
                .filter(l -> l.value().equals(level))
                .map(l -> l.label().in(lang))
                .findFirst();
        return named.orElseGet(() -> switch (level) {
            case "true" -> lang == Lang.ZH ? "是" : "Yes";
            case "false" -> lang == Lang.ZH ? "否" : "No";
            default -> level;
        });
    }

    /** A term of a model such as {@code cat1=COPD}, or a variable alone. */
    String term(String variable, String level) {
        if (level.isEmpty() || level.equals("true")) {
            return variable(variable);
        }
        return variable(variable) + (lang == Lang.ZH ? "：" : ": ") + level(variable, level);
    }

    /** A term as models write it: a variable, or {@code variable=level}. */
    String termOf(String term) {
        int equals = term.indexOf('=');
        return equals < 0 || planned(term).isPresent()
                ? variable(term)
                : term(term.substring(0, equals), term.substring(equals + 1));
    }

    /** Unlike a term of a model, a yes is said: 绝经后：是. */
    private String levelOf(String variable, String level) {
        return variable(variable) + (lang == Lang.ZH ? "：" : ": ") + level(variable, level);
    }

    String population(String population) {
        int bar = population.indexOf(" | ");
        if (bar > 0) {
            return population(population.substring(0, bar))
                    + (lang == Lang.ZH ? "，" : ", ")
                    + population(population.substring(bar + 3));
        }
        int equals = population.indexOf('=');
        if (equals > 0) {
            return levelOf(population.substring(0, equals), population.substring(equals + 1));
        }
        return switch (population) {
            case "all" -> lang == Lang.ZH ? "全部研究对象" : "All participants";
            case "matched" -> lang == Lang.ZH ? "匹配人群" : "Matched participants";
            case "overlap" -> lang == Lang.ZH ? "重叠人群" : "Overlap population";
            case "benchmark" -> benchmark();
            default ->
                DesignWords.population(population)
                        .map(t -> t.in(lang))
                        .or(() -> arm(population))
                        .orElseGet(() -> variable(population));
        };
    }

    /** What an estimate compares: the plan's exposure, or two of several arms. */
    record Sides(String first, String second) {}

    Sides sides(EffectEstimate e) {
        return arms(e).orElseGet(() -> new Sides(treated(), control()));
    }

    /** The two arms of an estimate of several. */
    Optional<Sides> arms(EffectEstimate e) {
        return plannedDesign(e.analysis())
                .flatMap(d -> d.method() instanceof DesignMethod.SeveralArms m ? Optional.of(m) : Optional.empty())
                .map(m -> {
                    int bar = e.population().indexOf(" | ");
                    return arms(m, bar < 0 ? e.population() : e.population().substring(bar + 3));
                });
    }

    private Sides arms(DesignMethod.SeveralArms m, String pair) {
        for (int at = pair.indexOf(" vs "); at > 0; at = pair.indexOf(" vs ", at + 1)) {
            Optional<String> first = oneArm(pair.substring(0, at));
            Optional<String> second = oneArm(pair.substring(at + 4));
            if (first.isPresent() && second.isPresent()) {
                return new Sides(first.get(), second.get());
            }
        }
        return new Sides(population(pair), level(m.arm(), m.reference()));
    }

    /** An arm of a design with several, by the label of its level; or two of them. */
    private Optional<String> arm(String level) {
        for (int at = level.indexOf(" vs "); at > 0; at = level.indexOf(" vs ", at + 1)) {
            Optional<String> first = oneArm(level.substring(0, at));
            Optional<String> second = oneArm(level.substring(at + 4));
            if (first.isPresent() && second.isPresent()) {
                return Optional.of(first.get() + (lang == Lang.ZH ? " 对 " : " vs ") + second.get());
            }
        }
        return oneArm(level);
    }

    private Optional<String> oneArm(String part) {
        String level = part.replace('＝', '=');
        return plan().analysis().designs().stream()
                .flatMap(d -> d.method() instanceof DesignMethod.SeveralArms m ? Stream.of(m) : Stream.empty())
                .filter(m -> planned(m.arm())
                        .filter(v -> v.levels().stream().anyMatch(l -> l.value().equals(level)))
                        .isPresent())
                .map(m -> level(m.arm(), level))
                .findFirst();
    }

    String benchmark() {
        return plan().analysis()
                .benchmark()
                .map(b -> b.name().in(lang))
                .orElse(lang == Lang.ZH ? "对标试验" : "Benchmark trial");
    }

    String measure(String id) {
        int slash = id.indexOf('/');
        if (slash > 0) {
            return measure(id.substring(0, slash)) + bracketed(population(id.substring(slash + 1)));
        }
        int at = id.indexOf('@');
        if (at > 0) {
            return measure(id.substring(0, at))
                    + bracketed((lang == Lang.ZH ? "支付意愿 " : "willingness to pay ") + id.substring(at + 1));
        }
        Optional<Text> planned = Stream.of(AnalysisPlan.Measure.values())
                .filter(m -> m.id().equals(id))
                .map(AnalysisPlan.Measure::label)
                .findFirst();
        return planned.or(() -> Optional.ofNullable(MEASURES.get(id)))
                .or(() -> DesignWords.measure(id))
                .map(t -> t.in(lang))
                .orElse(id);
    }

    /** The measure of an estimate: where events compete, a hazard ratio is that of one cause. */
    String measure(EffectEstimate e) {
        boolean competing = plannedOutcome(e.outcome())
                .filter(o -> o.type() == Outcome.OutcomeType.COMPETING)
                .isPresent();
        return competing && e.measure().equals(AnalysisPlan.Measure.HAZARD_RATIO.id())
                ? Text.of("原因别风险比（HR）", "Cause-specific hazard ratio").in(lang)
                : measure(e.measure());
    }

    /** The measure with the unit in which its numbers are written. */
    String measureWithUnit(EffectEstimate e) {
        String unit = unit(e);
        return measure(e) + (unit.isEmpty() ? "" : lang == Lang.ZH ? "（" + unit + "）" : " (" + unit + ")");
    }

    /** Unit as written beside the number; empty for ratios. */
    String unit(EffectEstimate e) {
        return switch (style(e.measure())) {
            case POINTS -> lang == Lang.ZH ? "百分点" : "percentage points";
            case RATIO, PERCENT, INDEX, MONEY, QALY -> "";
            case GENERAL -> generalUnit(e);
        };
    }

    private String generalUnit(EffectEstimate e) {
        Optional<Outcome> outcome = plannedOutcome(e.outcome());
        if (e.measure().equals("rate-difference") || e.measure().equals("mean-count-difference")) {
            return eventsPer(outcome);
        }
        Optional<Text> unit = e.measure().startsWith("rmst")
                ? outcome.flatMap(Outcome::timeUnit).map(Outcome.TimeUnit::label)
                : outcome.flatMap(o ->
                        o.unit().or(() -> o.variable().flatMap(this::planned).flatMap(Variable::unit)));
        return unit.map(u -> u.in(lang)).orElse("");
    }

    /** A rate is of the time observed, where the plan names it, and of a person elsewhere. */
    private String eventsPer(Optional<Outcome> outcome) {
        return outcome.filter(o -> o.exposureTime().isPresent())
                .flatMap(Outcome::timeUnit)
                .map(u -> switch (u) {
                    case DAY -> Text.of("次/人日", "events per person-day");
                    case WEEK -> Text.of("次/人周", "events per person-week");
                    case MONTH -> Text.of("次/人月", "events per person-month");
                    case YEAR -> Text.of("次/人年", "events per person-year");
                })
                .orElse(Text.of("次/人", "events per person"))
                .in(lang);
    }

    static Style style(String measure) {
        if (measure.endsWith("ratio")) {
            return Style.RATIO;
        }
        return switch (measure) {
            case "risk-difference", "survival-difference", "cumulative-incidence-difference" -> Style.POINTS;
            case "risk", "survival", "access-share" -> Style.PERCENT;
            case "incremental-cost", "cost" -> Style.MONEY;
            case "incremental-qaly", "incremental-ly", "qaly", "ly" -> Style.QALY;
            case "concentration-index", "concentration-index-erreygers" -> Style.INDEX;
            default -> measure.startsWith("net-benefit") ? Style.MONEY : Style.GENERAL;
        };
    }

    String diagnostic(String kind) {
        int colon = kind.indexOf(':');
        if (colon > 0) {
            String of = kind.substring(colon + 1);
            boolean measured = Stream.of(AnalysisPlan.Measure.values()).anyMatch(m -> m.id().equals(of));
            return diagnostic(kind.substring(0, colon)) + bracketed(measured ? measure(of) : population(of));
        }
        return ofDiagnostic(kind).map(known -> known.in(lang)).orElse(kind);
    }

    /** The name of a kind of check; empty when nobody named it. */
    static Optional<Text> ofDiagnostic(String kind) {
        return Optional.ofNullable(DIAGNOSTICS.get(kind)).or(() -> DesignWords.diagnostic(kind));
    }

    String treated() {
        return plan().exposure().treated().in(lang);
    }

    String control() {
        return plan().exposure().control().in(lang);
    }

    /** 元 for CNY, otherwise the code. */
    String currency(String code) {
        return lang == Lang.ZH && code.equals("CNY") ? "元" : code;
    }

    private Optional<Variable> planned(String name) {
        List<Variable> trial =
                plan().analysis().benchmark().map(b -> b.variables()).orElse(List.of());
        Optional<Variable> own = Stream.concat(plan().variables().stream(), trial.stream())
                .filter(v -> v.name().equals(name))
                .findFirst();
        return own.or(() -> inTables(name));
    }

    /** Variables of a long table go by {@code table.variable} where tables are told apart. */
    private Optional<Variable> inTables(String name) {
        return plan().analysis().tables().stream()
                .flatMap(t -> t.variables().stream()
                        .filter(v -> v.name().equals(name) || (t.id() + "." + v.name()).equals(name)))
                .findFirst();
    }

    private Protocol plan() {
        return dossier.protocol();
    }
}
