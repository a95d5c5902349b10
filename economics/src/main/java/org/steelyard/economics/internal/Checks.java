package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.effect.Diagnostic;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.Resource;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.StandardisedDifference;

/** How far the economic numbers can be trusted. Shares, never counts, so that nothing here can identify a small group. */
final class Checks {

    private static final String ABOUT = "economics";

    private final Analysis analysis;
    private final EconomicSettings.Limits limits;
    private final List<Diagnostic> out = new ArrayList<>();

    private Checks(Analysis analysis) {
        this.analysis = analysis;
        limits = analysis.settings().limits();
    }

    static List<Diagnostic> of(Analysis analysis, FollowUp[] survival) {
        Checks checks = new Checks(analysis);
        checks.excluded();
        checks.balance();
        checks.effectiveSize();
        checks.followUp(survival);
        switch (analysis.inputs().plan().model()) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel m -> checks.costCensoring(m, survival);
            case PartitionedSurvival _ -> checks.crossing();
        }
        checks.draws();
        checks.price();
        return List.copyOf(checks.out);
    }

    private void atMost(String kind, double value, double limit, Text message) {
        out.add(new Diagnostic(ABOUT + "/" + kind, ABOUT, kind, value, limit, value <= limit, message));
    }

    private void atLeast(String kind, double value, double limit, Text message) {
        out.add(new Diagnostic(ABOUT + "/" + kind, ABOUT, kind, value, limit, value >= limit, message));
    }

    private void excluded() {
        double share = (double) analysis.people().excluded()
                / (analysis.people().excluded() + analysis.people().count());
        atMost(
                "excluded",
                share,
                limits.excluded(),
                Text.of(
                        "因协变量、结局或资源用量缺失而未纳入经济学分析的患者比例",
                        "share of people left out of the economic analysis because a covariate, outcome or quantity is missing"));
    }

    private void balance() {
        People people = analysis.people();
        double worst = IntStream.range(1, people.design().columns())
                .mapToDouble(j -> Math.abs(
                        StandardisedDifference.of(people.design().column(j), people.treated(), analysis.weights())))
                .max()
                .orElse(0);
        if (people.design().columns() > 1) {
            atMost(
                    "smd-max",
                    worst,
                    analysis.plan().analysis().smdThreshold(),
                    Text.of(
                            "经济学分析人群加权后协变量标准化均值差绝对值的最大值",
                            "largest absolute standardised mean difference of a covariate after weighting, economic population"));
        }
    }

    private void effectiveSize() {
        boolean[] treated = analysis.people().treated();
        BalancingWeights weights = new BalancingWeights(analysis.weights(), new double[treated.length]);
        double share = Math.min(
                weights.effectiveSampleSize(treated, true) / analysis.people().rows(true).length,
                weights.effectiveSampleSize(treated, false) / analysis.people().rows(false).length);
        atLeast(
                "ess",
                share,
                limits.effectiveShare(),
                Text.of(
                        "加权后有效样本量占实际人数的比例（两组中较小者）",
                        "effective sample size as a share of the people, the smaller of both arms"));
    }

    private void followUp(FollowUp[] survival) {
        double horizon = analysis.inputs().rates().horizon();
        double share = DoubleStream.of(survival[0].completeShare(horizon), survival[1].completeShare(horizon))
                .min()
                .orElse(1);
        double followed = Math.min(survival[0].followedShare(horizon), survival[1].followedShare(horizon));
        boolean allKnown = share == 1;
        atLeast(
                "followed-to-horizon",
                allKnown ? 1 : followed,
                limits.atHorizon(),
                Text.of(
                        "研究时限处仍在随访的患者比例（两组中较小者；结局全部已知时为 1）",
                        "share of people still followed at the horizon, the smaller of both arms; 1 when every outcome is known"));
    }

    /** Whether mean costs rest on people whose costs were cut off. */
    private void costCensoring(PatientLevel model, FollowUp[] survival) {
        double horizon = analysis.inputs().rates().horizon();
        double worst = 0;
        for (Resource resource : model.resources()) {
            double at = PatientLevelModel.completeAt(resource, horizon);
            for (FollowUp arm : survival) {
                worst = Math.max(worst, at <= 0 ? 0 : 1 - arm.completeShare(at));
            }
        }
        atMost(
                "cost-censoring",
                worst,
                limits.costCensoring(),
                Text.of(
                        "费用完整前失访的患者比例（两组、各项资源中最大者）；其费用以删失逆概率加权补偿，假定失访与费用无关",
                        "share of people lost before their costs are complete, the largest of arms and resources; made up for by"
                                + " inverse probability of censoring, which assumes that loss is unrelated to costs"));
    }

    private void crossing() {
        atMost(
                "curve-crossing",
                analysis.prepared().crossings(analysis.inputs().rates().horizon()),
                0,
                Text.of(
                        "第一状态曲线高于生存曲线、需修正的周期点比例",
                        "share of cycle points at which the first state's curve lay above survival and was repaired"));
    }

    private void draws() {
        Draws draws = analysis.draws();
        double failed =
                (double) draws.failed() / (draws.failed() + draws.values().size());
        atMost(
                "failed-draws",
                failed,
                limits.failedDraws(),
                Text.of(
                        "倾向性评分无法拟合而舍弃的重抽样比例",
                        "share of resamples left out because the propensity score could not be fitted"));
        double threshold = analysis.inputs().threshold(analysis.inputs().mainMultiple());
        double base = CostEffectiveness.netBenefit(
                threshold, analysis.base().deltaCost(), analysis.base().deltaQaly());
        Spread spread = Spread.of(
                draws.of(v -> CostEffectiveness.netBenefit(threshold, v.deltaCost(), v.deltaQaly())), analysis.level());
        Interval interval = spread.interval();
        boolean inside = interval.lower() <= base && base <= interval.upper();
        out.add(new Diagnostic(
                ABOUT + "/base-within-draws",
                ABOUT,
                "base-within-draws",
                inside ? 1 : 0,
                1,
                inside,
                Text.of(
                        "基础分析的净效益是否落在抽样区间内（1 为是）",
                        "whether the base case's net benefit lies within the interval of the draws, 1 for yes")));
    }

    private void price() {
        analysis.inputs().priceLine().ifPresent(line -> {
            double units = analysis.base().extraUnits(line);
            out.add(new Diagnostic(
                    ABOUT + "/price-units",
                    ABOUT,
                    "price-units",
                    units,
                    0,
                    units > 0,
                    Text.of(
                            "干预价格对应的人均增量用量（贴现后）；不大于 0 时阈值价格无定义",
                            "extra discounted units a person that the intervention's price is paid for; when not above 0 there is no"
                                    + " threshold price")));
        });
    }
}
