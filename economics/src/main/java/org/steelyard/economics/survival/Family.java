package org.steelyard.economics.survival;

import java.util.List;

/**
 * Families of survival times, with R flexsurv's parameters. Covariates act on the last-named of {@code location}: on its logarithm when it is positive.
 */
public enum Family {
    EXPONENTIAL(List.of("rate"), "+", 0),
    /** Accelerated form: H = (t/scale)^shape. */
    WEIBULL(List.of("shape", "scale"), "++", 1),
    /** Proportional-hazards form: H = scale · t^shape. */
    WEIBULL_PH(List.of("shape", "scale"), "++", 1),
    /** h = rate · e^(shape·t). */
    GOMPERTZ(List.of("shape", "rate"), "r+", 1),
    LOGNORMAL(List.of("meanlog", "sdlog"), "r+", 0),
    LOGLOGISTIC(List.of("shape", "scale"), "++", 1),
    GAMMA(List.of("shape", "rate"), "++", 1),
    /** After Prentice (Biometrika 1974;61:539–544, doi:10.1093/biomet/61.3.539). */
    GENERALISED_GAMMA(List.of("mu", "sigma", "Q"), "r+r", 0),
    /** After Prentice (Biometrika 1975;62:607–614, doi:10.1093/biomet/62.3.607). */
    GENERALISED_F(List.of("mu", "sigma", "Q", "P"), "r+r+", 0);

    private final List<String> parameters;
    private final String ranges;
    private final int location;

    Family(List<String> parameters, String ranges, int location) {
        this.parameters = parameters;
        this.ranges = ranges;
        this.location = location;
    }

    public List<String> parameters() {
        return parameters;
    }

    /** Whether the parameter is above 0, and estimated on its logarithm. */
    public boolean positive(int parameter) {
        return ranges.charAt(parameter) == '+';
    }

    /** The parameter on which covariates act. */
    public int location() {
        return location;
    }
}
