package org.steelyard.stats.penalised;

/** The outcome of a penalised regression, one element per row; with it goes the loss. */
public sealed interface Response {

    int rows();

    /** Logistic loss. @param y 0 or 1 */
    record Binary(double[] y) implements Response {
        @Override
        public int rows() {
            return y.length;
        }
    }

    /** Poisson loss, log link. @param y 0 or more */
    record Count(double[] y) implements Response {
        @Override
        public int rows() {
            return y.length;
        }
    }

    /** Half the squared error. */
    record Continuous(double[] y) implements Response {
        @Override
        public int rows() {
            return y.length;
        }
    }

    /**
     * Cox's partial likelihood with Breslow's ties; no intercept.
     *
     * @param stratum any integers; each has a baseline hazard of its own
     */
    record Survival(double[] time, boolean[] event, int[] stratum) implements Response {

        public static Survival of(double[] time, boolean[] event) {
            return new Survival(time, event, new int[time.length]);
        }

        @Override
        public int rows() {
            return time.length;
        }
    }
}
