package org.steelyard.report.compose;

import static org.steelyard.report.compose.Plans.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.cohort.Attrition;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.Summary;
import org.steelyard.evidence.Dossier;
import org.steelyard.evidence.EvidenceGrade;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol;
import org.steelyard.society.SocialResults;

/** Made-up dossiers: numbers are chosen so that small counts lie in every kind of place. */
final class Dossiers {

    static final Digest DIGEST = Digest.of("example");
    private static final double NONE = Double.NaN;

    private Dossiers() {}

    /** Everything that a dossier can hold, with small counts: 7 removed, 3 with the rare condition, 6 events in a subgroup. */
    static Dossier full(OutcomeType type, Verdict verdict) {
        Protocol plan = Plans.plan(type, true, true);
        return dossier(plan, full(type), Optional.of(economics(verdict)), Optional.of(society()));
    }

    /** The least: no economics, no society, nothing estimated, nothing described. */
    static Dossier bare(OutcomeType type) {
        EffectResults empty = new EffectResults(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
        return dossier(Plans.plan(type, false, false), empty, Optional.empty(), Optional.empty());
    }

    static Dossier dossier(
            Protocol plan, EffectResults effect, Optional<EconomicResults> economics, Optional<SocialResults> society) {
        Attrition attrition = new Attrition(
                "main.csv",
                1007,
                List.of(
                        new Attrition.Step("adult", text("年龄不小于 18 岁", "Aged 18 or over"), true, 7, 2, 1000),
                        new Attrition.Step("previous", text("既往接受过该技术", "Had the service before"), false, 100, 0, 900)),
                400,
                500);
        return new Dossier(
                plan,
                Plans.pack(10),
                new Dossier.Plan(DIGEST, true, Optional.of("2026-01-10T08:00:00Z")),
                new Dossier.Run(
                        "duckdb",
                        42,
                        "25.0.1",
                        "0.1.0",
                        "2026-03-01T10:00:00Z",
                        List.of(new Dossier.Input("main.csv", 1007, DIGEST, "UTF-8"))),
                new Dossier.Governance(
                        List.of(new Dossier.VariableQuality("age", 900, 5, text("完整病例", "Complete cases"))),
                        List.of(text("合并重复记录 4 条。", "4 records were merged."))),
                attrition,
                Optional.empty(),
                effect,
                economics,
                society,
                grade());
    }

    private static EvidenceGrade grade() {
        return new EvidenceGrade(
                "A2",
                "B2",
                "II",
                List.of(
                        new EvidenceGrade.Score(
                                EvidenceGrade.Axis.STRENGTH,
                                "plan",
                                text("研究方案", "Plan"),
                                4,
                                text("事先锁定", "Locked before")),
                        new EvidenceGrade.Score(
                                EvidenceGrade.Axis.FIT,
                                "question",
                                text("问题契合", "Question"),
                                3,
                                text("直接回答", "Answered directly"))),
                List.of(new EvidenceGrade.Reason("COMBINE", text("两轴合并。", "Both axes combined."))));
    }

    static EffectEstimate estimate(String analysis, String measure, String population, double[] v, int[] n) {
        return new EffectEstimate(
                analysis + "/" + measure + "/" + population,
                Module.CLINICAL,
                Dimension.EFFECTIVENESS,
                "main",
                analysis,
                !analysis.equals("extra"),
                "inverse-probability weighting (ATE), Hajek means, M-estimation variance",
                "ATE",
                measure,
                population,
                v[0],
                v[1],
                v[2],
                v[3],
                0.95,
                v[4],
                n[0],
                n[1],
                n[2],
                "proportion",
                "complete cases",
                new Provenance(List.of(DIGEST), DIGEST, "effect", "0.1.0", 42));
    }

    private static List<EffectEstimate> estimates(OutcomeType type) {
        List<EffectEstimate> out = new ArrayList<>();
        List<String> measures = Plans.measures(type).stream().map(m -> m.id()).toList();
        int events = hasEvents(type) ? 206 : -1;
        for (String m : measures) {
            boolean ratio = m.endsWith("ratio");
            double[] v = ratio
                    ? new double[] {1.22, 0.06, 1.08, 1.38, 0.0012}
                    : new double[] {0.055, 0.015, 0.024, 0.086, 0.0003};
            double[] unclear = ratio
                    ? new double[] {1.05, 0.08, 0.9, 1.22, 0.55}
                    : new double[] {0.012, 0.02, -0.027, 0.051, NONE};
            out.add(estimate("primary", m, "all", v, new int[] {900, 400, events}));
            out.add(estimate("overlap", m, "overlap", v, new int[] {900, 400, events}));
            out.add(estimate("matched", m, "matched", unclear, new int[] {600, 300, events < 0 ? -1 : 150}));
            out.add(estimate("crude", m, "all", v, new int[] {900, 400, events}));
            out.add(estimate("extra", m, "all", unclear, new int[] {895, 398, events < 0 ? -1 : 205}));
            out.add(estimate("primary", m, "sex=male", v, new int[] {500, 220, events < 0 ? -1 : 200}));
            out.add(estimate("primary", m, "sex=female", unclear, new int[] {400, 180, events < 0 ? -1 : 6}));
        }
        return out;
    }

    /** Whether people with the event are counted in each arm. */
    static boolean hasEvents(OutcomeType type) {
        return switch (type) {
            case BINARY, TIME_TO_EVENT, COMPETING, RECURRENT -> true;
            case CONTINUOUS, COUNT, COST, ORDINAL, REPEATED -> false;
        };
    }

    private static Summary share(int count, int n) {
        double p = (double) count / n;
        return new Summary(count, n, p, Math.sqrt(p * (1 - p)), NONE, NONE, NONE);
    }

    private static BaselineRow level(String variable, String level, int[] treated, int[] control) {
        return new BaselineRow(
                variable,
                level,
                share(treated[0] + control[0], treated[1] + control[1]),
                share(treated[0], treated[1]),
                share(control[0], control[1]),
                0.123);
    }

    private static List<BaselineRow> baseline(OutcomeType type) {
        List<BaselineRow> rows = new ArrayList<>();
        rows.add(new BaselineRow(
                "age",
                "",
                new Summary(895, 895, 61.5, 12.3, 62, 50, 70),
                new Summary(398, 398, 60.1, 12, 61, 50, 69),
                new Summary(497, 497, 62.6, 12.5, 63, 51, 71),
                -0.204));
        rows.add(level("sex", "male", new int[] {220, 400}, new int[] {280, 500}));
        rows.add(level("sex", "female", new int[] {180, 400}, new int[] {220, 500}));
        rows.add(level("rare", "true", new int[] {3, 400}, new int[] {40, 500}));
        if (type == OutcomeType.BINARY) {
            rows.add(level("y", "true", new int[] {106, 400}, new int[] {100, 500}));
        }
        return rows;
    }

    private static EffectResults full(OutcomeType type) {
        Map<String, Double> adjusted = new LinkedHashMap<>();
        adjusted.put("primary", 0.02);
        adjusted.put("overlap", 0.0);
        List<EffectResults.SurvivalCurves> curves = type == OutcomeType.TIME_TO_EVENT
                ? List.of(new EffectResults.SurvivalCurves(
                        "crude", "main", curve(0.9), curve(0.8), new double[] {0, 2, 4}, Optional.of(0.003)))
                : List.of();
        return new EffectResults(
                estimates(type),
                List.of(
                        new Diagnostic(
                                "primary/smd-max", "primary", "smd-max", 0.02, 0.1, true, text("平衡良好", "Balanced")),
                        new Diagnostic(
                                "primary/left-out",
                                "primary",
                                "left-out",
                                5,
                                NONE,
                                true,
                                text("剔除缺失者 5 人，纳入 895 人", "5 people were left out, 895 remain")),
                        new Diagnostic(
                                "extra/convergence",
                                "extra",
                                "convergence",
                                NONE,
                                NONE,
                                false,
                                text("未收敛", "Did not converge"))),
                baseline(type),
                List.of(
                        new EffectResults.Balance("age", "", -0.204, adjusted),
                        new EffectResults.Balance("rare", "true", 0.35, adjusted)),
                List.of(new EffectResults.Overlap(
                        "primary",
                        new double[] {0, 0.25, 0.5, 0.75, 1},
                        new int[] {4, 150, 190, 56},
                        new int[] {120, 300, 77, 3},
                        0.1,
                        0.9,
                        0.05,
                        0.8,
                        0.7,
                        -500,
                        320.4,
                        450.2)),
                curves,
                List.of(new EffectResults.Interaction(
                        "primary",
                        "sex",
                        Plans.measures(type).getLast().id(),
                        List.of("male", "female"),
                        4.4,
                        1,
                        0.036)),
                type == OutcomeType.BINARY
                        ? List.of(new EffectResults.EValue("primary", "risk-ratio", 1.22, 1.74, 1.37))
                        : List.of(),
                List.of(),
                List.of(new EffectResults.Missingness("age", 5, 900), new EffectResults.Missingness("sex", 0, 900)),
                List.of(new EffectResults.NotEstimated(
                        "matched", "main", "odds-ratio", text("仅有 4 例事件", "Only 4 events"))));
    }

    private static EffectResults.Curve curve(double s) {
        return new EffectResults.Curve(
                new double[] {0, 1, 2, 3, 4.5},
                new double[] {1, s, s * s, s * s * s, 0.111},
                new double[] {1, s - .1, s * s - .1, .3, .05},
                new double[] {1, s + .05, .9, .8, .4},
                new int[] {400, 55, 8},
                new int[] {400, 200, 60, 12, 9},
                new int[] {0, 30, 50, 62, 65});
    }

    static EconomicResults economics(Verdict verdict) {
        boolean more = verdict == Verdict.DOMINATED || verdict == Verdict.MORE_COSTLY_MORE_EFFECTIVE;
        boolean better = verdict == Verdict.DOMINANT || verdict == Verdict.MORE_COSTLY_MORE_EFFECTIVE;
        double cost = more ? 20000 : -20000;
        double qaly = better ? 0.15 : -0.15;
        boolean ratio = more == better;
        Interval i = new Interval(-1000, 30000);
        Interval q = new Interval(-0.05, 0.3);
        return new EconomicResults(
                List.of(
                        new EconomicResults.Strategy(Arm.TREATED, text("新技术", "New service"), 60000, 3.1, 4.2, i, q, q),
                        new EconomicResults.Strategy(
                                Arm.CONTROL, text("常规诊疗", "Usual care"), 40000, 3.0, 4.1, i, q, q)),
                new EconomicResults.Incremental(
                        cost,
                        qaly,
                        0.1,
                        i,
                        q,
                        ratio ? cost / qaly : NONE,
                        verdict,
                        List.of(
                                new EconomicResults.NetBenefit(
                                        95749, text("1 倍人均 GDP", "1 x GDP per capita"), -5000, i, 0.32),
                                new EconomicResults.NetBenefit(
                                        287247, text("3 倍人均 GDP", "3 x GDP per capita"), 23000, i, 0.81)),
                        List.of(new EconomicResults.ThresholdPrice(
                                95749, text("1 倍人均 GDP", "1 x GDP per capita"), 9800, i))),
                new EconomicResults.Psa(
                        new double[] {20000, 21000, 18000, -500},
                        new double[] {0.1, 0.2, 0.15, -0.02},
                        new double[] {0, 100000, 300000},
                        new double[] {0.01, 0.33, 0.82},
                        new double[] {0, 120, 90}),
                List.of(
                        new EconomicResults.CostLine("drug", text("药费", "Drug"), Arm.TREATED, 30000),
                        new EconomicResults.CostLine("day", text("床日", "Bed-day"), Arm.TREATED, 30000),
                        new EconomicResults.CostLine("day", text("床日", "Bed-day"), Arm.CONTROL, 40000)),
                Optional.of(new EconomicResults.Trace(
                        List.of(text("无进展", "Progression-free"), text("进展", "Progressed"), text("死亡", "Dead")),
                        new double[] {0, 1},
                        new double[][] {{1, 0, 0}, {0.7, 0.2, 0.1}},
                        new double[][] {{1, 0, 0}, {0.6, 0.2, 0.2}})),
                List.of(new EconomicResults.OneWay(
                        "p", text("药费单价", "Drug price"), 9000, 15000, 90000, NONE, 4000, -9000)),
                Map.of("counting-rule", Text.of("梯形法", "Trapezoid")),
                List.of(),
                List.of(),
                Optional.empty());
    }

    static SocialResults society() {
        SocialResults.GroupRow low = new SocialResults.GroupRow(
                "low",
                300,
                8,
                8 / 300.0,
                0.01,
                0.05,
                NONE,
                NONE,
                NONE,
                List.of(new SocialResults.OutcomeByGroup("main", "risk", 300, 100, 1 / 3.0, 0.28, 0.39)));
        SocialResults.GroupRow high = new SocialResults.GroupRow(
                "high",
                600,
                392,
                392 / 600.0,
                0.6,
                0.7,
                2.1,
                1.2,
                3.6,
                List.of(new SocialResults.OutcomeByGroup("main", "risk", 600, 106, 106 / 600.0, 0.15, 0.21)));
        return new SocialResults(
                List.of(),
                List.of(new SocialResults.GroupTable("income", List.of(low, high), 33.1, 1, 0.0000001, List.of())),
                List.of(new SocialResults.Concentration(
                        "income", "arm", 0.12, 0.02, 0.08, 0.16, 0.001, NONE, new double[] {0, 0.33, 1}, new double[] {
                            0, 0.02, 1
                        })),
                List.of());
    }
}
