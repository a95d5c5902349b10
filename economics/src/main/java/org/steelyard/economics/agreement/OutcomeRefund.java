package org.steelyard.economics.agreement;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Part of the price is paid back for people in whom the treatment did not work.
 *
 * <p>With R responders among N, R ~ Bin(N, p), the fund pays price × (N − refund × (N − R)). Reference: Carlson, Sullivan, Garrison, Neumann, Veenstra. Health Policy 2010;96:179–190, doi:10.1016/j.healthpol.2010.02.005.
 *
 * @param price of a whole course
 * @param response probability that it works
 * @param refund share of the price paid back for each non-responder
 */
public record OutcomeRefund(double price, int people, double response, double refund) {

    public OutcomeRefund {
        if (!(price >= 0) || people < 0 || !(response >= 0 && response <= 1) || !(refund >= 0 && refund <= 1)) {
            throw new IllegalArgumentException("shares lie between 0 and 1, price and people are not negative");
        }
    }

    public double gross() {
        return price * people;
    }

    public double expected() {
        return price * people * (1 - refund * (1 - response));
    }

    /** Price of a course after refunds, on average. */
    public double effectivePrice() {
        return price * (1 - refund * (1 - response));
    }

    public double standardDeviation() {
        return price * refund * Math.sqrt(people * response * (1 - response));
    }

    /** Quantile of the payment, normal approximation. */
    public double quantile(double p) {
        return expected() + standardDeviation() * NormalDistribution.of(0, 1).inverseCumulativeProbability(p);
    }

    /** E[min(payment, cap)] over the exact distribution of responders. */
    public double expectedUnderCap(double cap) {
        BinomialDistribution responders = BinomialDistribution.of(people, response);
        double sum = 0;
        for (int r = 0; r <= people; r++) {
            sum += responders.probability(r) * Math.min(cap, settlement(r));
        }
        return sum;
    }

    /** What is paid for a real cohort with so many responders. */
    public double settlement(int responders) {
        return price * (people - refund * (people - responders));
    }
}
