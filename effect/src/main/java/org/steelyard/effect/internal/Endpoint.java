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

    /** @param time observed, of each person */
    record Counts(double[] y, double[] time) implements Endpoint {
        @Override
        public Counts select(int[] index) {
            return new Counts(Take.of(y, index), Take.of(time, index));
        }

        @Override
        public int events(boolean[] in) {
            double n = 0;
            for (int i = 0; i < y.length; i++) {
                n += in[i] ? y[i] : 0;
            }
            return (int) n;
        }
    }

    /** @param level of each person, from 0 */
    record Ordered(int[] level, int levels) implements Endpoint {
        @Override
        public Ordered select(int[] index) {
            return new Ordered(Take.of(level, index), levels);
        }

        @Override
        public int events(boolean[] in) {
            return -1;
        }
    }

    /** @param cause 0 censored, 1 the event, 2 the competing one */
    record Competing(double[] time, int[] cause) implements Endpoint {
        @Override
        public Competing select(int[] index) {
            return new Competing(Take.of(time, index), Take.of(cause, index));
        }

        @Override
        public int events(boolean[] in) {
            int n = 0;
            for (int i = 0; i < time.length; i++) {
                n += in[i] && cause[i] == 1 ? 1 : 0;
            }
            return n;
        }
    }

    /** @param events times of each person's events, increasing, none after {@code end} */
    record Recurrent(double[] end, double[][] events) implements Endpoint {
        @Override
        public Recurrent select(int[] index) {
            double[][] own = new double[index.length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = events[index[k]];
            }
            return new Recurrent(Take.of(end, index), own);
        }

        @Override
        public int events(boolean[] in) {
            int n = 0;
            for (int i = 0; i < end.length; i++) {
                n += in[i] ? events[i].length : 0;
            }
            return n;
        }
    }

    /**
     * @param values by person and visit, NaN where missing
     * @param at time of each visit
     */
    record Repeated(double[][] values, double[] at) implements Endpoint {
        @Override
        public Repeated select(int[] index) {
            double[][] own = new double[index.length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = values[index[k]];
            }
            return new Repeated(own, at);
        }

        @Override
        public int events(boolean[] in) {
            return -1;
        }
    }

    Endpoint select(int[] index);

    /** Events among the people flagged; -1 when the outcome has none. */
    int events(boolean[] in);
}
