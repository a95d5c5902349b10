package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The priority order of several options for one disease (guide, part 4, section 1), by incremental net benefit with its uncertainty.
 *
 * <p>Each option brings the draws (dC, dQ) of its own probabilistic analysis against its own comparator; its net benefit in a draw is
 * λ dQ − dC. Evaluations are independent of each other, so a joint draw takes one draw of each at random. The probability of rank r
 * is the share of joint draws in which r − 1 others have a higher net benefit; equal ones share their ranks by the order of the list.
 * Whether they may be put in one order at all is said by {@link Comparability}.
 */
public final class Ranking {

    /** Joint draws: the standard error of a probability is at most 0.005. */
    private static final int DRAWS = 10_000;

    /** A draw that anybody can repeat. */
    private static final long SEED = 20_240_601;

    private static final double LOWER = 0.025;

    private Ranking() {}

    /** What an evaluation found in its probabilistic analysis. @param comparator what it was compared with */
    public record Option(String evaluation, String comparator, List<double[]> draws) {}

    /**
     * @param evaluation its id
     * @param netBenefit mean of the draws, yuan; @param lower @param upper of the interval of 95 %
     * @param ranks probability of each rank, the first one first
     */
    public record Ranked(
            String evaluation, String comparator, double netBenefit, double lower, double upper, List<Double> ranks) {}

    /** The option of a run's results; empty where they have no probabilistic analysis. */
    static Optional<Option> option(String evaluation, Map<String, Object> results) {
        if (!(results.get("economics") instanceof Map<?, ?> economics)
                || !(economics.get("psa") instanceof Map<?, ?> psa)
                || !(psa.get("deltaCost") instanceof List<?> costs)
                || !(psa.get("deltaQaly") instanceof List<?> qalys)) {
            return Optional.empty();
        }
        List<double[]> draws = IntStream.range(0, Math.min(costs.size(), qalys.size()))
                .mapToObj(i -> pair(costs.get(i), qalys.get(i)))
                .flatMap(Optional::stream)
                .toList();
        return draws.isEmpty()
                ? Optional.empty()
                : Optional.of(new Option(evaluation, comparator(economics.get("strategies")), draws));
    }

    private static Optional<double[]> pair(@Nullable Object cost, @Nullable Object qaly) {
        return cost instanceof Number c && qaly instanceof Number q
                ? Optional.of(new double[] {c.doubleValue(), q.doubleValue()})
                : Optional.empty();
    }

    private static String comparator(@Nullable Object strategies) {
        if (strategies instanceof List<?> rows) {
            for (Object row : rows) {
                if (row instanceof Map<?, ?> strategy && "control".equals(strategy.get("arm"))) {
                    Object name = strategy.get("nameZh") == null ? strategy.get("name") : strategy.get("nameZh");
                    return name == null ? "" : name.toString();
                }
            }
        }
        return "";
    }

    /** The option of an evaluation by its last run. */
    public static Optional<Option> option(Case file) {
        return file.last(Body.Run.class).flatMap(run -> option(file.evaluation().id(), run.results()));
    }

    /** @param threshold willingness to pay per QALY; @return the highest expected net benefit first */
    public static List<Ranked> of(List<Option> options, double threshold) {
        double[][] benefits = options.stream()
                .map(o -> o.draws().stream()
                        .mapToDouble(d -> threshold * d[1] - d[0])
                        .toArray())
                .toArray(double[][]::new);
        double[][] shares = ranks(benefits);
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            double[] sorted = benefits[i].clone();
            Arrays.sort(sorted);
            ranked.add(new Ranked(
                    options.get(i).evaluation(),
                    options.get(i).comparator(),
                    Arrays.stream(sorted).average().orElse(0),
                    quantile(sorted, LOWER),
                    quantile(sorted, 1 - LOWER),
                    Arrays.stream(shares[i]).boxed().toList()));
        }
        return ranked.stream()
                .sorted(Comparator.comparingDouble(Ranked::netBenefit).reversed())
                .toList();
    }

    private static double[][] ranks(double[][] benefits) {
        Random random = new Random(SEED);
        double[][] shares = new double[benefits.length][benefits.length];
        double[] drawn = new double[benefits.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = benefits[i][random.nextInt(benefits[i].length)];
            }
            for (int i = 0; i < drawn.length; i++) {
                int before = 0;
                for (int j = 0; j < drawn.length; j++) {
                    before += drawn[j] > drawn[i] || drawn[j] == drawn[i] && j < i ? 1 : 0;
                }
                shares[i][before] += 1.0 / DRAWS;
            }
        }
        return shares;
    }

    /** Type 7 of Hyndman and Fan (1996, doi:10.1080/00031305.1996.10473566), R's default. */
    private static double quantile(double[] sorted, double p) {
        double at = (sorted.length - 1) * p;
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
