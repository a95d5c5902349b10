package org.steelyard.effect.internal;

/** The outcome of every person of a sample. */
sealed interface Endpoint {

    /** @param binary whether every value is 0 or 1 and means an event */
    record Values(double[] y, boolean binary) implements Endpoint {
        @Override
        public Values select(int[] index) {
            return new Values(Take.of(y, index), binary);
        }

        @Override
        public int events(boolean[] in) {
            if (!binary) {
                return -1;
            }
            int n = 0;
            for (int i = 0; i < y.length; i++) {
                n += in[i] && y[i] == 1 ? 1 : 0;
            }
            return n;
        }
    }

    record Survival(double[] time, boolean[] event) implements Endpoint {
        @Override
        public Survival select(int[] index) {
            return new Survival(Take.of(time, index), Take.of(event, index));
        }

        @Override
        public int events(boolean[] in) {
            int n = 0;
            for (int i = 0; i < time.length; i++) {
                n += in[i] && event[i] ? 1 : 0;
            }
            return n;
        }
    }

    Endpoint select(int[] index);

    /** Events among the people flagged; -1 when the outcome has none. */
    int events(boolean[] in);
}
