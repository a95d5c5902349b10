package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.economics.ModelPart.CurveFit;
import org.steelyard.economics.ModelPart.FamilyFit;
import org.steelyard.economics.survival.Family;
import org.steelyard.economics.survival.ParametricSurvival;
import org.steelyard.economics.survival.SurvivalFit;
import org.steelyard.economics.survival.SurvivalSample;
import org.steelyard.protocol.EconomicModel.CurveFamily;
import org.steelyard.protocol.EconomicModel.ModelCurve;

/** Fits every family to one arm's survival, so that the one the plan names stands beside the others. */
final class CurveFitting {

    private static final int POINTS = 200;
    private static final double STEP = 1e-4;

    private CurveFitting() {}

    /** @param chosen fit of the family that the plan names */
    record Fitted(CurveFit shown, SurvivalFit chosen, Family family) {}

    static Fitted fit(ModelCurve plan, double[] years, boolean[] event, double horizon) {
        SurvivalSample sample = SurvivalSample.of(years, event);
        Map<Family, SurvivalFit> fits = new LinkedHashMap<>();
        for (CurveFamily each : CurveFamily.values()) {
            Family family = Family.valueOf(each.name());
            fits.put(family, ParametricSurvival.of(family).fit(sample));
        }
        double end = Math.max(horizon, Arrays.stream(years).max().orElse(horizon));
        double[] grid = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> end * i / POINTS)
                .toArray();
        List<FamilyFit> shown = new ArrayList<>();
        fits.forEach((family, fit) -> shown.add(family(family, fit, grid)));
        StepCurve observed = observed(years, event);
        Family family = Family.valueOf(plan.family().name());
        CurveFit curve = new CurveFit(
                plan.curve(),
                plan.outcome(),
                plan.arm(),
                family.name(),
                grid,
                observed.years(),
                observed.survival(),
                shown);
        SurvivalFit chosen = fits.get(family);
        if (chosen == null) {
            throw new IllegalStateException("every family that a plan can name is fitted");
        }
        return new Fitted(curve, chosen, family);
    }

    private static StepCurve observed(double[] years, boolean[] event) {
        int[] rows = IntStream.range(0, years.length).toArray();
        FollowUp.End[] ends = IntStream.of(rows)
                .mapToObj(i -> event[i] ? FollowUp.End.DEATH : FollowUp.End.CENSORED)
                .toArray(FollowUp.End[]::new);
        double[] weights = new double[years.length];
        Arrays.fill(weights, 1);
        return new FollowUp(rows, years, ends).curve(weights);
    }

    private static FamilyFit family(Family family, SurvivalFit fit, double[] grid) {
        boolean found = fit.ending() != SurvivalFit.Ending.FAILED;
        ParametricSurvival model = ParametricSurvival.of(family);
        double[] none = new double[0];
        double[] survival = found
                ? Arrays.stream(grid).map(t -> model.survival(fit, none, t)).toArray()
                : none;
        double[] hazard =
                found ? Arrays.stream(grid).map(t -> hazard(model, fit, t)).toArray() : none;
        return new FamilyFit(
                family.name(), fit.converged(), fit.logLikelihood(), fit.aic(), fit.bic(), survival, hazard);
    }

    /** Slope of the cumulative hazard over a short time. */
    private static double hazard(ParametricSurvival model, SurvivalFit fit, double t) {
        double[] none = new double[0];
        double low = Math.max(t - STEP / 2, STEP / 2);
        double before = model.survival(fit, none, low);
        double after = model.survival(fit, none, low + STEP);
        return (StrictMath.log(before) - StrictMath.log(after)) / STEP;
    }
}
