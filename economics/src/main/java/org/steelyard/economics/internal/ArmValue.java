package org.steelyard.economics.internal;

/**
 * One strategy, a person.
 *
 * @param units of each cost line, discounted: cost is units times unit cost
 * @param costs of each line, discounted
 * @param qaly discounted
 * @param ly discounted
 * @param lyUndiscounted life years as lived
 */
record ArmValue(double[] units, double[] costs, double qaly, double ly, double lyUndiscounted) {

    double cost() {
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum;
    }
}
