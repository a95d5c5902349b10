package org.steelyard.economics.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.economics.EconomicError;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.ModelPart.CurveFit;
import org.steelyard.economics.internal.Feeding.Changed;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.Joint;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.survival.SurvivalFit;
import org.steelyard.economics.survival.SurvivalSample;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.ModelCurve;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/**
 * Curves from the evaluation: the family that the plan names, fitted to one arm's survival, takes the place of the model's own
 * family. Its parameters are multivariate normal on the scale of the search. What the model applies to the curve (hazard ratio,
 * acceleration, background mortality, a switch) stays, applied to the fitted curve as a whole.
 *
 * <p>A curve with background mortality is fitted as excess over the mortality of the model's life table at each person's age.
 */
final class CurveFeed {

    /** Nobody has an event at time 0 in a parametric family: half a day stands for it. */
    private static final double HALF_DAY = 0.5 / 365.25;

    private static final Set<String> KEPT = Set.of("hr", "af", "background", "then", "until");

    private final ModelInputs in;
    private final ArmRows people;
    private final Protocol plan;
    private final double horizon;
    private final Problems problems;

    CurveFeed(ModelInputs in, Protocol plan, double horizon, Problems problems) {
        this.in = in;
        this.plan = plan;
        this.horizon = horizon;
        this.problems = problems;
        people = new ArmRows(in.table(), plan);
    }

    private void bad(String path, String zh, String en) {
        problems.add(
                EconomicError.MODEL_INPUT,
                in.plan().apply(path),
                Text.of(zh, en),
                Text.of("改正方案或模型", "Correct the plan or the model"));
    }

    Optional<CurveFit> feed(ModelCurve curve, String path, Changed c) {
        CurveSpec old = c.curves().get(curve.curve());
        if (old == null) {
            throw new IllegalStateException("the plan was checked against the model: " + curve.curve());
        }
        Outcome outcome = plan.outcomes().stream()
                .filter(o -> o.id().equals(curve.outcome()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan was checked: " + curve.outcome()));
        Optional<Mortality> mortality = mortality(curve, old, c);
        Observed seen = observed(curve, outcome);
        if (seen.events() < 2) {
            bad(path, "该组事件少于 2 例，无法拟合", "fewer than two events in this arm: nothing can be fitted");
            return Optional.empty();
        }
        CurveFitting fitting = new CurveFitting(curve, seen, mortality, horizon);
        CurveFit shown = fitting.shown();
        SurvivalFit chosen = fitting.chosen().fit();
        if (!chosen.converged()) {
            Text why = CurveFitting.ending(chosen);
            bad(
                    path + ".family",
                    "分布族 " + fitting.chosen().label().zh() + " 的拟合失败：" + why.zh(),
                    "the fit of the family " + fitting.chosen().label().en() + " failed: " + why.en());
            return Optional.of(shown);
        }
        replace(old, fitting.chosen(), c);
        return Optional.of(shown);
    }

    /**
     * Follow-up of one arm.
     *
     * @param rows of the analysis table @param ages at time zero; empty when mortality is not split
     */
    record Observed(int[] rows, double[] years, boolean[] event, double[] ages) {
        int events() {
            return (int) IntStream.range(0, event.length).filter(i -> event[i]).count();
        }
    }

    private Observed observed(ModelCurve curve, Outcome outcome) {
        double perYear = outcome.timeUnit().orElseThrow().perYear();
        double[] time = in.table().numbers(outcome.time().orElseThrow());
        double[] event = in.table().numbers(outcome.event().orElseThrow());
        double[] age = curve.age().map(in.table()::numbers).orElse(new double[0]);
        int[] rows = IntStream.of(people.of(Optional.of(curve.arm())))
                .filter(i -> time[i] >= 0 && !Double.isNaN(event[i]))
                .filter(i -> age.length == 0 || !Double.isNaN(age[i]))
                .toArray();
        boolean[] events = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            events[i] = event[rows[i]] == 1;
        }
        return new Observed(
                rows,
                IntStream.of(rows)
                        .mapToDouble(i -> Math.max(time[i] / perYear, HALF_DAY))
                        .toArray(),
                events,
                age.length == 0
                        ? age
                        : IntStream.of(rows).mapToDouble(i -> age[i]).toArray());
    }

    /** Hazard of the general population by age, a step at each age of the life table; 0 before its first age. */
    record Mortality(List<Double> ages, List<Double> probabilities) {

        private static final double ALMOST_SURE = 1 - 1e-12;

        double hazard(double age) {
            int i = 0;
            while (i < ages.size() && ages.get(i) <= age) {
                i++;
            }
            return i == 0 ? 0 : -StrictMath.log1p(-Math.min(probabilities.get(i - 1), ALMOST_SURE));
        }

        double cumulative(double age, double years) {
            double sum = 0;
            double at = age;
            for (double each : ages) {
                if (each > at && each < age + years) {
                    sum += hazard(at) * (each - at);
                    at = each;
                }
            }
            return sum + hazard(at) * (age + years - at);
        }
    }

    private static Optional<Mortality> mortality(ModelCurve curve, CurveSpec old, Changed c) {
        if (curve.age().isEmpty()) {
            return Optional.empty();
        }
        Source name = old.parts().get("background");
        CurveSpec table = name == null ? null : c.curves().get(name.text().strip());
        if (table == null) {
            throw new IllegalStateException("the plan was checked against the model: " + curve.curve());
        }
        return Optional.of(new Mortality(
                table.lists().getOrDefault("times", List.of()), table.lists().getOrDefault("values", List.of())));
    }

    static SurvivalSample sample(Observed seen, Optional<Mortality> mortality) {
        SurvivalSample sample = SurvivalSample.of(seen.years(), seen.event());
        return mortality
                .map(m -> sample.withBackground(IntStream.range(0, seen.years().length)
                        .mapToDouble(i -> m.hazard(seen.ages()[i] + seen.years()[i]))
                        .toArray()))
                .orElse(sample);
    }

    /** The fitted family stands as a curve of its own, on which the model's curve rests. */
    private static void replace(CurveSpec old, FittedCurve fitted, Changed c) {
        String id = old.id() + ".fitted";
        c.curves().put(id, fitted.spec(id, old.path()));
        Map<String, Source> parts = new LinkedHashMap<>();
        parts.put("base", new Source(id, old.path()));
        old.parts().forEach((name, source) -> {
            if (KEPT.contains(name)) {
                parts.put(name, source);
            }
        });
        c.curves().put(old.id(), new CurveSpec(old.id(), old.label(), "", old.unit(), parts, Map.of(), old.path()));
        fitted.members(id).forEach(m -> c.parameters().put(m, named(m, m.substring(id.length() + 1), old)));
        List<Double> mean = Arrays.stream(fitted.fit().search()).boxed().toList();
        c.joints()
                .add(new Joint(
                        "multivariate-normal",
                        fitted.members(id),
                        mean,
                        fitted.fit().covariance(),
                        old.path()));
    }

    /** Its number comes from the joint distribution of the fit. */
    private static Parameter named(String id, String part, CurveSpec curve) {
        Source none = new Source("", curve.path());
        Text label = Text.of(
                "曲线“" + curve.label().zh() + "”的 " + part,
                part + " of the curve " + curve.label().en());
        return new Parameter(
                id, label, none, "", Optional.empty(), none, none, "fitted to this evaluation's data", curve.path());
    }
}
