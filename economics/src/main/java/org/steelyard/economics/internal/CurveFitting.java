package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.steelyard.economics.ModelPart.CurveFit;
import org.steelyard.economics.ModelPart.FamilyFit;
import org.steelyard.economics.internal.CurveFeed.Mortality;
import org.steelyard.economics.internal.CurveFeed.Observed;
import org.steelyard.economics.survival.Family;
import org.steelyard.economics.survival.ParametricSurvival;
import org.steelyard.economics.survival.ParametricSurvival.Cure;
import org.steelyard.economics.survival.PiecewiseExponential;
import org.steelyard.economics.survival.RoystonParmar;
import org.steelyard.economics.survival.SurvivalFit;
import org.steelyard.economics.survival.SurvivalSample;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.CureKind;
import org.steelyard.protocol.EconomicModel.CurveFamily;
import org.steelyard.protocol.EconomicModel.ModelCurve;

/** Fits every family to one arm's survival, so that the one the plan names stands beside the others. */
final class CurveFitting {

    private static final int POINTS = 200;
    private static final double STEP = 1e-4;
    /** Splines beside which a plan's family is shown have one inner knot. */
    private static final int KNOTS = 1;

    /** Four parameters on a flat likelihood take minutes: fitted where a plan names it, not for comparison. */
    private static final Set<Family> SLOW = Set.of(Family.GENERALISED_F);

    private final ModelCurve plan;
    private final Observed seen;
    private final Optional<Mortality> mortality;
    private final SurvivalSample sample;
    private final double horizon;
    private final FittedCurve chosen;

    CurveFitting(ModelCurve plan, Observed seen, Optional<Mortality> mortality, double horizon) {
        this.plan = plan;
        this.seen = seen;
        this.mortality = mortality;
        this.horizon = horizon;
        sample = CurveFeed.sample(seen, mortality);
        chosen = switch (plan.family()) {
            case ROYSTON_PARMAR ->
                spline(RoystonParmar.Scale.valueOf(plan.scale().name()), plan.knots());
            case PIECEWISE_EXPONENTIAL -> {
                PiecewiseExponential model = new PiecewiseExponential(plan.breaks());
                yield new FittedCurve.Pieces(model, model.fit(sample));
            }
            default ->
                parametric(
                        Family.valueOf(plan.family().name()),
                        Cure.valueOf(plan.cure().name()));
        };
    }

    /** The fit that the plan names. */
    FittedCurve chosen() {
        return chosen;
    }

    private FittedCurve parametric(Family family, Cure cure) {
        ParametricSurvival model = ParametricSurvival.of(family).withCure(cure);
        return new FittedCurve.Parametric(model, model.fit(sample));
    }

    private FittedCurve spline(RoystonParmar.Scale scale, int knots) {
        RoystonParmar model = new RoystonParmar(scale, knots);
        return new FittedCurve.Spline(model, model.fit(sample));
    }

    /** Beside it all others but slow ones, once each; splines only where they can be fitted: not beside background mortality. */
    private List<FittedCurve> all() {
        List<FittedCurve> out = new ArrayList<>(List.of(chosen));
        for (Family family : Family.values()) {
            boolean twin = family == Family.WEIBULL_PH && plan.family() != CurveFamily.WEIBULL_PH
                    || family == Family.WEIBULL && plan.family() == CurveFamily.WEIBULL_PH;
            if (!twin && !SLOW.contains(family)) {
                add(out, family, Cure.NONE);
                if (plan.cure() != CureKind.NONE) {
                    add(out, family, Cure.valueOf(plan.cure().name()));
                }
            }
        }
        if (mortality.isEmpty()) {
            for (RoystonParmar.Scale scale : RoystonParmar.Scale.values()) {
                boolean same =
                        chosen instanceof FittedCurve.Spline s && s.model().equals(new RoystonParmar(scale, KNOTS));
                if (!same) {
                    out.add(spline(scale, KNOTS));
                }
            }
        }
        return out;
    }

    private void add(List<FittedCurve> out, Family family, Cure cure) {
        boolean same = chosen instanceof FittedCurve.Parametric p
                && p.model().family() == family
                && p.model().cure() == cure;
        if (!same) {
            out.add(parametric(family, cure));
        }
    }

    CurveFit shown() {
        double end = Math.max(horizon, Arrays.stream(seen.years()).max().orElse(horizon));
        double[] grid = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> end * i / POINTS)
                .toArray();
        double[] expected = Arrays.stream(grid).map(this::expected).toArray();
        StepCurve observed = observed();
        return new CurveFit(
                plan.curve(),
                plan.outcome(),
                plan.arm(),
                chosen.label(),
                grid,
                observed.years(),
                observed.survival(),
                all().stream().map(f -> shown(f, grid, expected)).toList());
    }

    /** Survival that the people would have by background mortality alone; 1 where it is not split off. */
    private double expected(double years) {
        return mortality
                .map(m -> Arrays.stream(seen.ages())
                        .map(age -> StrictMath.exp(-m.cumulative(age, years)))
                        .average()
                        .orElse(1))
                .orElse(1.0);
    }

    private StepCurve observed() {
        int[] rows = IntStream.range(0, seen.years().length).toArray();
        FollowUp.End[] ends = IntStream.of(rows)
                .mapToObj(i -> seen.event()[i] ? FollowUp.End.DEATH : FollowUp.End.CENSORED)
                .toArray(FollowUp.End[]::new);
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        return new FollowUp(rows, seen.years(), ends).curve(weights);
    }

    private FamilyFit shown(FittedCurve curve, double[] grid, double[] expected) {
        SurvivalFit fit = curve.fit();
        boolean found = fit.ending() != SurvivalFit.Ending.FAILED;
        double[] survival = new double[found ? grid.length : 0];
        double[] hazard = new double[survival.length];
        for (int i = 0; i < survival.length; i++) {
            survival[i] = curve.survival(grid[i]) * expected[i];
            hazard[i] = slope(curve::survival, grid[i]) + (mortality.isEmpty() ? 0 : slope(this::expected, grid[i]));
        }
        return new FamilyFit(
                curve.label(),
                curve == chosen,
                fit.converged(),
                ending(fit),
                fit.logLikelihood(),
                fit.aic(),
                fit.bic(),
                survival,
                hazard);
    }

    /** What a search that reached no maximum says for itself; blank for one that did. */
    static Text ending(SurvivalFit fit) {
        return switch (fit.ending()) {
            case MAXIMUM -> Text.EMPTY;
            case NO_CURVATURE ->
                Text.of(
                        "似然在该处没有明确的极大值（过平或趋于参数边界），" + fit.starts() + " 个起点中 " + fit.startsAtMaximum() + " 个到达",
                        "the likelihood has no clear maximum there (flat, or rising towards the border of the parameters), reached from "
                                + fit.startsAtMaximum() + " of " + fit.starts() + " starts");
            case FAILED ->
                Text.of("没有起点得到有限的似然，或有分段没有事件", "no start gave a finite likelihood, or a piece has no event");
        };
    }

    /** Slope of the cumulative hazard over a short time; 0 where nobody is left. */
    private static double slope(DoubleUnaryOperator survival, double t) {
        double low = Math.max(t - STEP / 2, STEP / 2);
        double after = survival.applyAsDouble(low + STEP);
        return after > 0 ? (StrictMath.log(survival.applyAsDouble(low)) - StrictMath.log(after)) / STEP : Double.NaN;
    }
}
