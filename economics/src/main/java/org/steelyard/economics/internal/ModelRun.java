package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.steelyard.economics.CostEffectiveness;
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
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;

/** A decision model of a plan: fed with what the evaluation found, run, and told as economic results. */
public final class ModelRun {

    private static final String ANALYSIS = "economics";

    private final ModelInputs in;
    private final Protocol plan;
    private final PolicyPack pack;
    private final EconomicSettings settings;
    private final EconomicPlan economics;
    private final ModelCheck check;
    private final Decision decision;
    private final Problems problems = new Problems();

    public ModelRun(ModelInputs in, Protocol plan, PolicyPack pack, EconomicSettings settings) {
        this.in = in;
        this.plan = plan;
        this.pack = pack;
        this.settings = settings;
        economics = plan.economics().orElseThrow(() -> new IllegalStateException("the plan has an economic part"));
        check = new ModelCheck(in.plan(), plan, pack);
        decision = check.model();
    }

    public EconomicResults results() {
        check.digest(in.model());
        check.throwIfAny();
        Feeding feeding = new Feeding(in, plan, pack.smallestCount().value(), settings, problems);
        DecisionModel model = DecisionModel.parse(in.model(), check.rates(), written -> {
            ModelSpec spec = check.agreed(in.model(), written);
            check.throwIfAny();
            ModelSpec fed = feeding.apply(spec, economics.horizon());
            problems.throwIfAny();
            return fed;
        });
        check.strategies(model);
        check.horizon(model);
        check.throwIfAny();
        ModelResults results = model.run(run());
        return new Telling(results, feeding).results();
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
            treated = ids.indexOf(decision.treated());
            control = ids.indexOf(decision.control());
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
            feeding.together().ifPresent(text -> out.put("several-effects", text));
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
                    .at("economics/" + plan.id() + "/" + plan.version() + "?model="
                            + in.model().digest().hex() + "&draws=" + economics.draws() + "&pack=" + pack.id() + "@"
                            + pack.version());
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
                Text label =
                        Objects.requireNonNull(r.spec().curves().get(f.curve())).label();
                ToDoubleFunction<ModelPart.FamilyFit> aic = ModelPart.FamilyFit::aic;
                double best = f.families().stream()
                        .filter(ModelPart.FamilyFit::converged)
                        .mapToDouble(aic)
                        .min()
                        .orElse(Double.NaN);
                double own = f.families().stream()
                        .filter(ModelPart.FamilyFit::used)
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
                                        "曲线“" + label.zh() + "”所用分布族的 AIC 高于最优者的差值（超过 10 表示数据几乎不支持它）",
                                        "AIC of the family used for curve " + label.en()
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
                    in.model().name(),
                    !in.model().ownFile(),
                    in.model().digest().hex(),
                    decision.treated(),
                    decision.control(),
                    feeding.fed(),
                    feeding.fits(),
                    r);
        }
    }
}
