package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.RegionConfig;

/**
 * What treatment and outcomes depend on, and nothing else: every one can be read from the tables. Conditions are the
 * secondary diagnoses of the index stay, the prior admission is a stay that began in the 365 days before it.
 */
record Features(List<String> names) {

    static final int AGE_DECADES = 0;
    static final int MALE = 1;
    static final int EMPLOYEE = 2;
    static final int TERTIARY = 3;
    static final int PRIOR_ADMISSION = 4;
    static final int RESPIRATORY_FAILURE = 5;
    static final int FIRST_CONDITION = 6;
    private static final int REFERENCE_AGE = 70;

    static Features of(RegionConfig config) {
        List<String> names = new ArrayList<>(
                List.of("ageDecades", "male", "employee", "tertiary", "priorAdmission", "respiratoryFailure"));
        config.conditions().forEach(condition -> names.add(condition.id()));
        return new Features(List.copyOf(names));
    }

    double[] weights(Map<String, Double> features) {
        double[] weights = new double[names.size()];
        features.forEach((name, weight) -> {
            int at = names.indexOf(name);
            if (at >= 0) {
                weights[at] = weight;
            }
        });
        return weights;
    }

    /** Age counts from 70 in decades, in whole years of age. */
    static double ageDecades(int years) {
        return (years - REFERENCE_AGE) / 10.0;
    }

    static double predictor(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
