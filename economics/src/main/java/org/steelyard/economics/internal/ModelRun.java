package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.CostLine;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.ModelPart;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.RunSettings;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;

/** A decision model of a plan: fed with what the evaluation found, run, and told as economic results. */
public final class ModelRun {

    private static final String ANALYSIS = "economics";
    private static final double SAME = 1e-6;

    private final ModelInputs in;
    private final Protocol plan;
    private final PolicyPack pack;
    private final EconomicSettings settings;
    private final EconomicPlan economics;
    private final ModelFile file;
    private final Problems problems = new Problems();

    public ModelRun(ModelInputs in, Protocol plan, PolicyPack pack, EconomicSettings settings) {
        this.in = in;
        this.plan = plan;
        this.pack = pack;
        this.settings = settings;
        economics = plan.economics().orElseThrow(() -> new IllegalStateException("the plan has an economic part"));
        if (!(economics.model() instanceof ModelFile model)) {
            throw new IllegalStateException("the plan's model is a file");
        }
        file = model;
    }

    /** Whether the file is the one that the plan was written with. */
    public static void verify(ModelFile file, byte[] bytes, Problems problems) {
        String found = Digest.of(bytes).hex();
        if (!found.equals(file.sha256())) {
            problems.add(
                    EconomicError.MODEL_FILE,
                    Place.field("economics.model.sha256"),
                    Text.of(
                            "模型文件 " + file.file() + " 的摘要与方案不符，现为 " + found,
                            "the model file " + file.file() + " has another digest than the plan says: " + found),
                    Text.of(
                            "若模型文件是所需的那一个，把 sha256 写成该值；已锁定的方案须经修订",
                            "If the file is the right one, write that value; a locked plan needs an amendment"));
        }
    }

    public EconomicResults results() {
        verify(file, in.model(), problems);
        problems.throwIfAny();
        Feeding feeding = new Feeding(in, plan, pack.smallestCount().value(), problems);
        DecisionModel model = DecisionModel.parse(in.model(), file.file(), rates(), spec -> {
            ModelSpec fed = feeding.apply(spec, economics.horizon());
            agree(fed);
            problems.throwIfAny();
            return fed;
        });
        if (!model.kindHasNoClock() && Math.abs(model.horizon() - economics.horizon()) > SAME * economics.horizon()) {
            mismatch(
                    "economics.horizon",
                    "方案的时限与模型的 " + model.horizon() + " 年不符",
                    "the plan's horizon is not the model's, " + model.horizon() + " years");
            problems.throwIfAny();
        }
        ModelResults results = model.run(run());
        return new Telling(results, feeding).results();
    }

    private void mismatch(String path, String zh, String en) {
        problems.add(EconomicError.MODEL_FILE, Place.field(path), Text.of(zh, en), Text.of("使两者一致", "Make both agree"));
    }

    /** Where plan and model speak of the same thing they say the same. */
    private void agree(ModelSpec spec) {
        if (!spec.header().currency().equals(economics.currency())) {
            mismatch("economics.currency", "方案与模型的货币不同", "plan and model have different currencies");
        }
        if (spec.header().priceYear() != 0 && spec.header().priceYear() != economics.priceYear()) {
            mismatch("economics.priceYear", "方案与模型的价格年份不同", "plan and model have different price years");
        }
        strategy(spec, file.treated(), "economics.model.treated");
        strategy(spec, file.control(), "economics.model.control");
        String reference = spec.analyses().reference();
        boolean first = spec.strategies().isEmpty()
                || spec.strategies().keySet().iterator().next().equals(file.control());
        if (reference.isEmpty() ? !first : !reference.equals(file.control())) {
            mismatch(
                    "economics.model.control",
                    "对照应为模型的参照策略（第一个策略或 analyses.reference）",
                    "the comparator is the model's reference: its first strategy, or analyses.reference");
        }
    }

    private void strategy(ModelSpec spec, String id, String path) {
        if (spec.header().kind() != ModelSpec.Kind.TREE && !spec.strategies().containsKey(id)) {
            String known = String.join(", ", spec.strategies().keySet());
            mismatch(
                    path, "模型没有策略 " + id + "；现有：" + known, "the model has no strategy " + id + "; there are: " + known);
        }
    }

    private DecisionModel.Rates rates() {
        return new DecisionModel.Rates(
                economics.discountCosts().orElse(pack.discountCosts().value()),
                economics.discountEffects().orElse(pack.discountEffects().value()));
    }

    private RunSettings run() {
        RunSettings base = RunSettings.of(settings.seed().value())
                .withThreads(settings.threads())
                .withDraws(economics.draws())
                .withThresholds(pack.thresholdMultiples().stream()
                        .map(m -> m * pack.gdpPerCapita().value())
                        .toList())
                .withDiscountRange(pack.discountRange())
                .withProgress(settings.progress());
        return pack.fundGrowth().isPresent()
                ? base.withFundGrowth(pack.fundGrowth().get().value())
                : base;
    }

    /** The results of the model as those of a plan: two arms, one increment. */
    private final class Telling {
        private final ModelResults r;
        private final Feeding feeding;
        private final int treated;
        private final int control;
        private final int ly;
        private final double level = plan.analysis().level();

        Telling(ModelResults results, Feeding feeding) {
            r = results;
            this.feeding = feeding;
            List<String> ids =
                    r.strategies().stream().map(ModelResults.Strategy::id).toList();
            treated = ids.indexOf(file.treated());
            control = ids.indexOf(file.control());
            if (treated < 0 || control < 0) {
                mismatch(
                        "economics.model",
                        "模型没有所述策略；现有：" + String.join("、", ids),
                        "the model has no such strategy; there are: " + String.join(", ", ids));
                problems.throwIfAny();
            }
            ly = IntStream.range(0, r.outcomes().size())
                    .filter(o -> r.outcomes().get(o).id().equals("ly"))
                    .findFirst()
                    .orElse(-1);
        }

        private double total(int strategy, int outcome) {
            return outcome < 0 ? Double.NaN : r.strategies().get(strategy).totals()[outcome];
        }

        private double[] draws(int strategy, int outcome) {
            return outcome < 0 || r.psa().isEmpty()
                    ? new double[0]
                    : r.psa().get().values()[strategy][outcome];
        }

        private double[] difference(int outcome) {
            double[] a = draws(treated, outcome);
            double[] b = draws(control, outcome);
            double[] out = new double[a.length];
            Arrays.setAll(out, d -> a[d] - b[d]);
            return out;
        }

        private Interval interval(double[] draws) {
            return draws.length < 2
                    ? new Interval(Double.NaN, Double.NaN)
                    : Spread.of(draws, level).interval();
        }

        EconomicResults results() {
            return new EconomicResults(
                    List.of(strategy(Arm.TREATED, treated), strategy(Arm.CONTROL, control)),
                    incremental(),
                    psa(),
                    lines(),
                    trace(),
                    oneWay(),
                    conventions(),
                    estimates(),
                    checks(),
                    Optional.of(part()));
        }

        private EconomicResults.Strategy strategy(Arm arm, int s) {
            return new EconomicResults.Strategy(
                    arm,
                    r.strategies().get(s).label(),
                    total(s, r.cost()),
                    total(s, r.effect()),
                    total(s, ly),
                    interval(draws(s, r.cost())),
                    interval(draws(s, r.effect())),
                    interval(draws(s, ly)));
        }

        private double delta(int outcome) {
            return total(treated, outcome) - total(control, outcome);
        }

        private EconomicResults.Incremental incremental() {
            double[] dc = difference(r.cost());
            double[] de = difference(r.effect());
            double cost = delta(r.cost());
            double effect = delta(r.effect());
            List<EconomicResults.NetBenefit> benefits = pack.thresholdMultiples().stream()
                    .map(m -> {
                        double t = m * pack.gdpPerCapita().value();
                        return new EconomicResults.NetBenefit(
                                t,
                                Thresholds.label(m),
                                CostEffectiveness.netBenefit(t, cost, effect),
                                interval(CostEffectiveness.netBenefit(t, dc, de)),
                                dc.length == 0 ? Double.NaN : CostEffectiveness.acceptability(t, dc, de));
                    })
                    .toList();
            List<EconomicResults.ThresholdPrice> prices = r.prices().stream()
                    .filter(p -> p.strategy() == treated)
                    .map(p -> new EconomicResults.ThresholdPrice(
                            p.threshold(),
                            Thresholds.label(p.threshold() / pack.gdpPerCapita().value()),
                            p.value(),
                            p.interval()))
                    .toList();
            return new EconomicResults.Incremental(
                    cost,
                    effect,
                    delta(ly),
                    interval(dc),
                    interval(de),
                    CostEffectiveness.icer(cost, effect),
                    CostEffectiveness.verdict(cost, effect),
                    benefits,
                    prices);
        }

        private EconomicResults.Psa psa() {
            double[] dc = difference(r.cost());
            double[] de = difference(r.effect());
            if (dc.length == 0) {
                return new EconomicResults.Psa(dc, de, dc, dc, dc);
            }
            double[] grid = r.psa().orElseThrow().curve().stream()
                    .mapToDouble(Uncertainty::threshold)
                    .toArray();
            return new EconomicResults.Psa(
                    dc,
                    de,
                    grid,
                    Arrays.stream(grid)
                            .map(t -> CostEffectiveness.acceptability(t, dc, de))
                            .toArray(),
                    Arrays.stream(grid)
                            .map(t -> CostEffectiveness.perfectInformation(t, dc, de))
                            .toArray());
        }

        private List<CostLine> lines() {
            String cost = r.outcomes().get(r.cost()).id();
            List<CostLine> out = new ArrayList<>();
            for (Arm arm : Arm.values()) {
                r.strategies().get(arm == Arm.TREATED ? treated : control).lines().stream()
                        .filter(l -> l.outcome().equals(cost))
                        .forEach(l -> out.add(new CostLine(l.id(), l.label(), arm, l.value())));
            }
            return out;
        }

        private Optional<EconomicResults.Trace> trace() {
            return r.trace()
                    .map(t ->
                            new EconomicResults.Trace(t.labels(), t.years(), t.people()[treated], t.people()[control]));
        }

        private List<EconomicResults.OneWay> oneWay() {
            return r.oneWay().stream()
                    .filter(w -> w.strategy() == treated)
                    .map(w -> new EconomicResults.OneWay(
                            w.parameter(),
                            w.label(),
                            w.low(),
                            w.high(),
                            w.icerLow(),
                            w.icerHigh(),
                            w.netBenefitLow(),
                            w.netBenefitHigh()))
                    .toList();
        }

        private Map<String, Text> conventions() {
            Map<String, Text> out = new LinkedHashMap<>(r.conventions());
            if (!pack.thresholdMultiples().isEmpty()) {
                out.put(
                        "one-way-threshold",
                        Thresholds.label(pack.thresholdMultiples().getFirst()));
            }
            if (feeding.fed().stream().filter(f -> f.from().equals("effect")).count() > 1) {
                out.put(
                        "several-effects",
                        Text.of(
                                "取自本评价的各效果分别抽取，视为互不相关；同一批人的效果通常正相关，区间因而偏窄或偏宽",
                                "the effects of this evaluation are drawn apart, as if uncorrelated; effects in the same people usually go together, so that intervals may be too narrow or too wide"));
            }
            if (!feeding.fits().isEmpty()) {
                out.put(
                        "curves",
                        Text.of(
                                "以该组患者未加权的随访拟合；组间差异取自效果估计",
                                "fitted to the arm's people without weights; differences between arms come from effect estimates"));
            }
            return out;
        }

        private List<EffectEstimate> estimates() {
            List<EffectEstimate> out = new ArrayList<>();
            String money = economics.currency() + " " + economics.priceYear();
            add(out, "incremental-cost", money, delta(r.cost()), difference(r.cost()));
            add(out, "incremental-qaly", "QALY", delta(r.effect()), difference(r.effect()));
            if (ly >= 0) {
                add(out, "incremental-ly", "years", delta(ly), difference(ly));
            }
            for (double m : pack.thresholdMultiples()) {
                double t = m * pack.gdpPerCapita().value();
                add(
                        out,
                        "net-benefit@"
                                + java.math.BigDecimal.valueOf(t)
                                        .stripTrailingZeros()
                                        .toPlainString(),
                        money,
                        CostEffectiveness.netBenefit(t, delta(r.cost()), delta(r.effect())),
                        CostEffectiveness.netBenefit(t, difference(r.cost()), difference(r.effect())));
            }
            for (Arm arm : Arm.values()) {
                int s = arm == Arm.TREATED ? treated : control;
                String name = arm.name().toLowerCase(Locale.ROOT);
                add(out, "mean-cost/" + name, money, total(s, r.cost()), draws(s, r.cost()));
                add(out, "mean-qaly/" + name, "QALY", total(s, r.effect()), draws(s, r.effect()));
            }
            return out;
        }

        private void add(List<EffectEstimate> out, String measure, String unit, double value, double[] draws) {
            Interval interval = interval(draws);
            double[] exposure = in.table().numbers(plan.exposure().variable());
            Provenance provenance = settings.provenance()
                    .at("economics/" + plan.id() + "/" + plan.version() + "?model=" + file.sha256() + "&draws="
                            + economics.draws() + "&pack=" + pack.id() + "@" + pack.version());
            out.add(new EffectEstimate(
                    ANALYSIS + "/" + measure,
                    Module.ECONOMIC,
                    Dimension.ECONOMIC_EVALUATION,
                    "model",
                    ANALYSIS,
                    settings.preSpecified(),
                    "decision model (" + r.spec().header().kind().word()
                            + "), joint draws of parameters, percentile interval",
                    economics.target().name(),
                    measure,
                    "all",
                    value,
                    draws.length < 2 ? Double.NaN : Spread.of(draws, level).se(),
                    interval.lower(),
                    interval.upper(),
                    level,
                    Double.NaN,
                    exposure.length,
                    (int) Arrays.stream(exposure).filter(e -> e == 1).count(),
                    -1,
                    unit,
                    r.conventions().getOrDefault("discount-rates", Text.EMPTY).en(),
                    provenance));
        }

        private List<Diagnostic> checks() {
            List<Diagnostic> out = new ArrayList<>();
            feeding.fits().forEach(f -> {
                ToDoubleFunction<ModelPart.FamilyFit> aic = ModelPart.FamilyFit::aic;
                double best = f.families().stream()
                        .filter(ModelPart.FamilyFit::converged)
                        .mapToDouble(aic)
                        .min()
                        .orElse(Double.NaN);
                double own = f.families().stream()
                        .filter(x -> x.family().equals(f.family()))
                        .mapToDouble(aic)
                        .findFirst()
                        .orElse(Double.NaN);
                out.add(
                        new Diagnostic(
                                "economics/aic/" + f.curve(),
                                "economics",
                                "aic-difference",
                                own - best,
                                10,
                                own - best <= 10,
                                Text.of(
                                        "曲线 " + f.curve() + " 所用分布族的 AIC 高于最优者的差值（超过 10 表示数据几乎不支持它）",
                                        "AIC of the family used for curve " + f.curve()
                                                + " above the best one's; beyond 10 the data hardly support it (Burnham and Anderson 2002)")));
            });
            r.notes().stream()
                    .filter(n -> n.id().startsWith("repaired"))
                    .forEach(n -> out.add(new Diagnostic(
                            "economics/" + n.id(),
                            "economics",
                            "repaired-rows",
                            n.times(),
                            0,
                            n.times() == 0,
                            n.text())));
            return out;
        }

        private ModelPart part() {
            return new ModelPart(
                    r.spec().header().id(),
                    r.spec().header().title(),
                    r.spec().header().kind().word(),
                    file.file(),
                    file.sha256(),
                    r.strategies().stream()
                            .map(s -> new ModelPart.StrategyName(s.id(), s.label()))
                            .toList(),
                    feeding.fed(),
                    feeding.fits(),
                    r.budget(),
                    r.agreements(),
                    r.alternatives(),
                    r.scenarios());
        }
    }
}
