package org.steelyard.economics.decision;

/**
 * What draws of costs and effects say about a decision at one willingness to pay λ. Net benefit NB = λE − C.
 *
 * <p>Acceptability: share of draws in which a strategy has the highest net benefit. Expected loss of a strategy: E[max NB] − E[NB], what choosing it forgoes on average. The
 * acceptability frontier is the acceptability of the strategy with the highest expected net benefit, which is the one with the lowest expected loss. Its loss is the expected value
 * of perfect information. Differs from the R package dampack before its issue 84, which defined loss in two ways; agrees with BCEA.
 *
 * <p>References: Fenwick, Claxton, Sculpher. Health Econ 2001;10:779–787, doi:10.1002/hec.635. Alarid-Escudero et al. Value Health 2019;22:611–618,
 * doi:10.1016/j.jval.2019.02.008.
 *
 * @param best strategy with the highest expected net benefit
 * @param evpi expected value of perfect information, a person
 */
public record Uncertainty(
        double threshold, double[] netBenefit, double[] acceptability, double[] loss, int best, double evpi) {

    /**
     * @param cost by strategy and draw
     * @param effect by strategy and draw
     */
    public static Uncertainty at(double threshold, double[][] cost, double[][] effect) {
        requireAligned(cost, effect);
        int strategies = cost.length;
        int draws = cost[0].length;
        double[] mean = new double[strategies];
        double[] wins = new double[strategies];
        double top = 0;
        for (int d = 0; d < draws; d++) {
            int winner = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < strategies; s++) {
                double nb = threshold * effect[s][d] - cost[s][d];
                mean[s] += nb;
                if (nb > highest) {
                    highest = nb;
                    winner = s;
                }
            }
            wins[winner]++;
            top += highest;
        }
        int best = 0;
        for (int s = 0; s < strategies; s++) {
            mean[s] /= draws;
            wins[s] /= draws;
            best = mean[s] > mean[best] ? s : best;
        }
        double[] loss = new double[strategies];
        for (int s = 0; s < strategies; s++) {
            loss[s] = Math.max(0, top / draws - mean[s]);
        }
        return new Uncertainty(threshold, mean, wins, loss, best, loss[best]);
    }

    /** Probability that the strategy chosen on expected net benefit is the best: the acceptability frontier. */
    public double frontier() {
        return acceptability[best];
    }

    static void requireAligned(double[][] cost, double[][] effect) {
        boolean aligned = cost.length > 0 && cost.length == effect.length && cost[0].length > 0;
        for (int s = 0; aligned && s < cost.length; s++) {
            aligned = cost[s].length == cost[0].length && effect[s].length == cost[0].length;
        }
        if (!aligned) {
            throw new IllegalArgumentException("costs and effects need the same strategies and the same draws");
        }
    }

    /**
     * Value of a piece of information to everybody whom the decision concerns: each of the years weighs its people at the start of the year.
     *
     * @param yearly people a year
     */
    public static double population(double perPerson, double yearly, double years, double discount) {
        double people = 0;
        for (int y = 0; y < years; y++) {
            double share = Math.min(1, years - y);
            people += yearly * share * Math.pow(1 + discount, -y);
        }
        return perPerson * people;
    }
}
