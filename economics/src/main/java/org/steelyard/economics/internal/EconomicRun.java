package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicResults.CostLine;
import org.steelyard.economics.EconomicResults.Incremental;
import org.steelyard.economics.EconomicResults.Strategy;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;

/** Runs the economic part of a plan from the table to the results. */
public final class EconomicRun {

    private final Protocol plan;
    private final EconomicSettings settings;
    private final Inputs inputs;
    private final People people;
    private final FollowUp[] survival;
    private final Model model;

    public EconomicRun(AnalysisTable table, Protocol plan, PolicyPack pack, EconomicSettings settings) {
        this.plan = plan;
        this.settings = settings;
        EconomicPlan economics = plan.economics()
                .orElseThrow(() -> SteelyardException.of(
                        EconomicError.NO_ECONOMIC_PLAN,
                        Place.field("economics"),
                        Text.of("方案没有经济学部分", "the plan has no economic part"),
                        Text.of("补充 economics，或不运行经济学分析", "add one, or leave the economic analysis out")));
        inputs = InputReader.read(economics, pack);
        people = PeopleReader.read(table, plan, inputs);
        survival = new FollowUp[] {follow(people.survival(), true), follow(people.survival(), false)};
        model = model();
    }

    private FollowUp follow(People.Outcomes outcomes, boolean arm) {
        return new FollowUp(people.rows(arm), outcomes.years(), outcomes.ends());
    }

    private Model model() {
        return switch (inputs.plan().model()) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel m ->
                new PatientLevelModel(
                        m.resources(),
                        people.quantities(),
                        people.survival().years(),
                        new PatientLevelModel.ArmPeople(Arm.TREATED, people.rows(true), survival[0]),
                        new PatientLevelModel.ArmPeople(Arm.CONTROL, people.rows(false), survival[1]));
            case PartitionedSurvival m ->
                new PartitionedModel(
                        m,
                        new PartitionedModel.ArmFollowUp(follow(people.progression(), true), survival[0]),
                        new PartitionedModel.ArmFollowUp(follow(people.progression(), false), survival[1]));
        };
    }

    public EconomicResults results() {
        checkHorizon();
        settings.progress()
                .accept(Text.of(
                        "经济学分析：" + inputs.plan().draws() + " 次概率抽样",
                        "Economic analysis: " + inputs.plan().draws() + " probabilistic draws"));
        try {
            return summarise(analyse());
        } catch (SteelyardException e) {
            throw Placed.under("economics", e);
        }
    }

    private Analysis analyse() {
        Weighting weighting = new Weighting(people, inputs.plan().target());
        double[] weights = weighting.weights();
        Model.Prepared prepared = model.prepare(weights);
        Valuation base = Valuation.of(prepared.use(inputs.rates()), inputs.means());
        Draws draws = Draws.run(inputs, model, weighting, people.treated(), settings);
        return new Analysis(plan, settings, inputs, people, model, prepared, weights, base, draws);
    }

    private void checkHorizon() {
        double horizon = inputs.rates().horizon();
        double supported = model.supportedHorizon();
        if (horizon > supported * (1 + 1e-9)) {
            String most = String.format(java.util.Locale.ROOT, "%.4f", Math.floor(supported * 1e4) / 1e4);
            throw SteelyardException.of(
                    EconomicError.HORIZON_BEYOND_FOLLOW_UP,
                    Place.field("economics.horizon"),
                    Text.of(
                            "研究时限超出随访：两组均有观察的最长时间为 " + most + " 年，本程序不作隐含外推",
                            "the horizon lies beyond follow-up: both arms are observed for at most " + most
                                    + " years, and nothing is extrapolated silently"),
                    Text.of("将 horizon 降至不超过该值", "lower the horizon to that or less"));
        }
    }

    private EconomicResults summarise(Analysis a) {
        Thresholds thresholds = new Thresholds(a);
        return new EconomicResults(
                List.of(strategy(a, Arm.TREATED), strategy(a, Arm.CONTROL)),
                incremental(a, thresholds),
                thresholds.psa(),
                costLines(a),
                a.prepared().trace(inputs.rates().horizon()),
                OneWayAnalysis.of(inputs, a.prepared(), a.level()),
                Conventions.of(a),
                Estimates.of(a),
                Checks.of(a, survival),
                java.util.Optional.empty());
    }

    private static Valuation.ArmValue of(Arm arm, Valuation v) {
        return switch (arm) {
            case TREATED -> v.treated();
            case CONTROL -> v.control();
        };
    }

    private Strategy strategy(Analysis a, Arm arm) {
        Valuation.ArmValue base = of(arm, a.base());
        Text name =
                arm == Arm.TREATED ? plan.exposure().treated() : plan.exposure().control();
        return new Strategy(
                arm,
                name,
                base.cost(),
                base.qaly(),
                base.ly(),
                Spread.of(a.draws().of(v -> of(arm, v).cost()), a.level()).interval(),
                Spread.of(a.draws().of(v -> of(arm, v).qaly()), a.level()).interval(),
                Spread.of(a.draws().of(v -> of(arm, v).ly()), a.level()).interval());
    }

    private static Incremental incremental(Analysis a, Thresholds thresholds) {
        double cost = a.base().deltaCost();
        double qaly = a.base().deltaQaly();
        return new Incremental(
                cost,
                qaly,
                a.base().deltaLy(),
                Spread.of(a.draws().of(Valuation::deltaCost), a.level()).interval(),
                Spread.of(a.draws().of(Valuation::deltaQaly), a.level()).interval(),
                CostEffectiveness.icer(cost, qaly),
                CostEffectiveness.verdict(cost, qaly),
                thresholds.netBenefits(),
                thresholds.prices());
    }

    private List<CostLine> costLines(Analysis a) {
        List<CostLine> out = new ArrayList<>();
        for (int i = 0; i < inputs.lines().size(); i++) {
            Line line = inputs.lines().get(i);
            for (Arm arm : Arm.values()) {
                if (line.borneBy(arm)) {
                    out.add(new CostLine(
                            line.id(), line.label(), arm, of(arm, a.base()).costs()[i]));
                }
            }
        }
        return List.copyOf(out);
    }
}
