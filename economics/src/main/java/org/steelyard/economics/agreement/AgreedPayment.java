package org.steelyard.economics.agreement;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What a fund pays under an agreement when the risks are known: people × price × Σ_k p_k·net(k) on average, with the variance of a multinomial count of people by class of event time.
 *
 * @param people treated under the agreement; rounded to whole people where counts are drawn
 * @param price of a course after volume tiers and discount
 * @param listPrice of a course
 * @param by probability of the event by each break of the schedule
 * @param cap on the sum of payments less refunds; infinite for none
 */
public record AgreedPayment(
        double people,
        double price,
        double listPrice,
        PaymentSchedule schedule,
        double[] by,
        double cap,
        Optional<Study> study) {

    private static final double WHOLE = 1e-9;

    /**
     * Coverage with evidence development: what is paid afterwards depends on the share of events in a study.
     *
     * @param risk probability of the event in the study
     * @param target the highest share of events that still meets it
     * @param met price afterwards when met @param missed price when missed
     * @param later people treated afterwards
     */
    public record Study(long people, double risk, double target, double met, double missed, double later) {

        /** Probability that the target is met: P(Bin(n, risk) ≤ target·n). */
        public double probability() {
            return BinomialDistribution.of((int) people, clamp(risk))
                    .cumulativeProbability((int) Math.floor(target * people + WHOLE));
        }

        public double expected() {
            double p = probability();
            return later * (p * met + (1 - p) * missed);
        }

        public double variance() {
            double p = probability();
            double difference = later * (met - missed);
            return p * (1 - p) * difference * difference;
        }
    }

    /** One possible outcome. */
    public record Realised(double paid, double refunded, boolean capped, boolean met, double later) {
        public double total() {
            return paid - refunded + later;
        }
    }

    private static double clamp(double p) {
        return Math.min(1, Math.max(0, p));
    }

    public double gross() {
        return people * listPrice;
    }

    /** Share of the price that a person costs on average. */
    public double meanShare() {
        double[] p = PaymentSchedule.probabilities(by);
        double[] k = schedule.classes();
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * schedule.net(k[i]);
        }
        return sum;
    }

    public double refundShare() {
        double[] p = PaymentSchedule.probabilities(by);
        double[] k = schedule.classes();
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i] * schedule.refunded(k[i]);
        }
        return sum;
    }

    private double shareVariance() {
        double[] p = PaymentSchedule.probabilities(by);
        double[] k = schedule.classes();
        double mean = meanShare();
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double d = schedule.net(k[i]) - mean;
            sum += p[i] * d * d;
        }
        return sum;
    }

    /** Expected payment, with what is paid after a study, before any cap. */
    public double uncapped() {
        return people * price * meanShare() + study.map(Study::expected).orElse(0.0);
    }

    /** Variance by the luck of people alone, before any cap. */
    public double variance() {
        return people * price * price * shareVariance()
                + study.map(Study::variance).orElse(0.0);
    }

    /** Counts of people by class of event time, and the study, drawn once. */
    public Realised realise(RandomGenerator random) {
        double[] p = PaymentSchedule.probabilities(by);
        double[] k = schedule.classes();
        double paid = 0;
        double refunded = 0;
        long left = Math.round(people);
        double rest = 1;
        for (int i = 0; i < p.length && left > 0; i++) {
            boolean last = i == p.length - 1 || rest <= 0;
            long n = last ? left : binomial(left, p[i] / rest, random);
            paid += n * price * schedule.paid(k[i]);
            refunded += n * price * schedule.refunded(k[i]);
            left -= n;
            rest -= p[i];
        }
        boolean capped = paid - refunded > cap;
        if (capped) {
            paid = cap + refunded;
        }
        double drawnPaid = paid;
        double drawnRefund = refunded;
        return study.map(s -> {
                    boolean met = binomial(s.people, s.risk, random) <= s.target * s.people + WHOLE;
                    return new Realised(drawnPaid, drawnRefund, capped, met, s.later * (met ? s.met : s.missed));
                })
                .orElse(new Realised(drawnPaid, drawnRefund, capped, false, 0));
    }

    private static long binomial(long n, double p, RandomGenerator random) {
        double u = random.nextDouble();
        if (n == 0 || !(p > 0)) {
            return 0;
        }
        return p >= 1 ? n : BinomialDistribution.of((int) n, p).inverseCumulativeProbability(u);
    }
}
