package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * @param perspective who bears the costs that count
 * @param horizon in years
 * @param discountCosts per year; the policy pack's when absent
 * @param discountEffects per year; the policy pack's when absent
 * @param target the population that the costs and effects are averaged over
 */
public record EconomicPlan(
        Perspective perspective,
        Text perspectiveNote,
        String currency,
        int priceYear,
        double horizon,
        Optional<Double> discountCosts,
        Optional<Double> discountEffects,
        AnalysisPlan.Target target,
        EconomicModel model,
        int draws,
        Text rationale) {

    public enum Perspective {
        SOCIETY,
        HEALTH_SYSTEM,
        PAYER,
        HOSPITAL,
        PATIENT
    }
}
