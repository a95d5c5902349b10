package org.steelyard.stats.cox;

/** What to do when several people have the event at the same time. Times are tied when they are equal doubles. */
public enum Ties {
    /** Efron's approximation: close to exact, and the default. Efron B. J Am Stat Assoc 1977;72:557-565. */
    EFRON,
    /** Breslow's approximation. Breslow N. Biometrics 1974;30:89-99. */
    BRESLOW,
    /**
     * The conditional (discrete) likelihood of Cox's 1972 paper, R's "exact". Work grows with the number of ties times the
     * size of the risk set; weights are not defined.
     */
    EXACT
}
