package org.steelyard.economics.internal;

/**
 * Everything of the model that people do not decide.
 *
 * @param parameters in the order of the inputs' parameters
 * @param discountCosts per year
 * @param discountEffects per year
 * @param horizon in years
 */
record Assumptions(double[] parameters, double discountCosts, double discountEffects, double horizon) {

    Assumptions withParameter(int index, double value) {
        double[] changed = parameters.clone();
        changed[index] = value;
        return new Assumptions(changed, discountCosts, discountEffects, horizon);
    }

    Assumptions withParameters(double[] values) {
        return new Assumptions(values, discountCosts, discountEffects, horizon);
    }

    Assumptions withDiscountCosts(double rate) {
        return new Assumptions(parameters, rate, discountEffects, horizon);
    }

    Assumptions withDiscountEffects(double rate) {
        return new Assumptions(parameters, discountCosts, rate, horizon);
    }

    Assumptions withHorizon(double years) {
        return new Assumptions(parameters, discountCosts, discountEffects, years);
    }
}
