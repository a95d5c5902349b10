package org.steelyard.economics.agreement;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;

/**
 * Expected payment under an agreement and its spread, from as many draws of the parameters as there are.
 *
 * <p>Var(payment) = E[Var(payment | parameters)] + Var(E[payment | parameters]): the luck of the people and what is not known about them. Without a cap both parts are exact given the draws;
 * with one, and for quantiles, {@code REALISATIONS} outcomes or more are drawn, the r-th from parameter draw r mod D.
 *
 * @param gross at list price
 * @param sdPeople by the luck of people @param sdParameters by uncertain parameters; both before a cap
 * @param tail 95 % quantile of the payment
 * @param effectivePrice of a course, on average; study and cap included
 * @param capped probability that the cap binds
 * @param met probability that the target of the study is met; NaN without one
 */
public record AgreementForecast(
        double people,
        double listPrice,
        double gross,
        double expected,
        double sd,
        double sdPeople,
        double sdParameters,
        double lower,
        double upper,
        double tail,
        double refund,
        double later,
        double effectivePrice,
        double capped,
        double met) {

    private static final int REALISATIONS = 10_000;
    private static final double LOWER = 0.025;
    private static final double TAIL = 0.95;

    /** @param draws the agreement under each draw of the parameters, at least one */
    public static AgreementForecast of(List<AgreedPayment> draws, Seed seed) {
        int n = Math.max(REALISATIONS, draws.size());
        SplittableRandom random = new SplittableRandom(seed.value());
        AgreedPayment.Realised[] all = new AgreedPayment.Realised[n];
        for (int r = 0; r < n; r++) {
            all[r] = draws.get(r % draws.size()).realise(random);
        }
        double[] totals =
                Arrays.stream(all).mapToDouble(AgreedPayment.Realised::total).toArray();
        boolean bound = draws.stream().anyMatch(d -> Double.isFinite(d.cap()));
        double[] means = draws.stream().mapToDouble(AgreedPayment::uncapped).toArray();
        double chance = mean(draws.stream().mapToDouble(AgreedPayment::variance).toArray());
        double parameters = variance(means);
        double expected = bound ? mean(totals) : mean(means);
        double[] sorted = totals.clone();
        Arrays.sort(sorted);
        double later = mean(draws.stream()
                .mapToDouble(d -> d.study().map(AgreedPayment.Study::expected).orElse(0.0))
                .toArray());
        double people = mean(draws.stream().mapToDouble(AgreedPayment::people).toArray());
        return new AgreementForecast(
                people,
                mean(draws.stream().mapToDouble(AgreedPayment::listPrice).toArray()),
                mean(draws.stream().mapToDouble(AgreedPayment::gross).toArray()),
                expected,
                bound ? Math.sqrt(variance(totals)) : Math.sqrt(chance + parameters),
                Math.sqrt(chance),
                Math.sqrt(parameters),
                quantile(sorted, LOWER),
                quantile(sorted, 1 - LOWER),
                quantile(sorted, TAIL),
                mean(draws.stream()
                        .mapToDouble(d -> d.people() * d.price() * d.refundShare())
                        .toArray()),
                later,
                people > 0 ? (expected - later) / people : Double.NaN,
                share(all, true),
                draws.getFirst().study().isPresent() ? share(all, false) : Double.NaN);
    }

    private static double share(AgreedPayment.Realised[] all, boolean capped) {
        return (double) IntStream.range(0, all.length)
                        .filter(i -> capped ? all[i].capped() : all[i].met())
                        .count()
                / all.length;
    }

    private static double mean(double[] v) {
        return Arrays.stream(v).average().orElse(Double.NaN);
    }

    private static double variance(double[] v) {
        double mean = mean(v);
        return v.length < 2
                ? 0
                : Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - 1);
    }

    /** Type 7. */
    private static double quantile(double[] sorted, double p) {
        double h = (sorted.length - 1) * p;
        int low = (int) Math.floor(h);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
    }
}
