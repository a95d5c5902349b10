package org.steelyard.platform.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Random samples of extracted records, and what their comparison with the source says of all of them.
 *
 * <p>The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953) at 95 %, without a correction for the finite number of
 * records: it is a little wide where much of them was drawn. It is defined where no record or every record is wrong.
 */
public final class Samples {

    /** Quantile of the normal distribution at 0.975. */
    private static final double Z = 1.959963984540054;

    private Samples() {}

    /** @param lower @param upper of the 95 % interval */
    public record Rate(double rate, double lower, double upper) {}

    /**
     * Different rows of 1 to {@code frame} in their order, each as likely as any other up to the granularity of 64 random bits.
     * The stream of {@link Random} is part of its contract, so that the same seed gives the same rows on every machine.
     *
     * @throws IllegalArgumentException when more are asked for than there are
     */
    public static List<Long> rows(long frame, int size, long seed) {
        if (size < 1 || size > frame) {
            throw new IllegalArgumentException("a sample of " + size + " from " + frame);
        }
        Random random = new Random(seed);
        TreeSet<Long> drawn = new TreeSet<>();
        // Floyd's draw without replacement: one random number a row, whatever the frame (Bentley 1987,
        // doi:10.1145/30401.315746)
        for (long last = frame - size + 1; last <= frame; last++) {
            long row = 1 + Long.remainderUnsigned(random.nextLong(), last);
            drawn.add(drawn.contains(row) ? last : row);
        }
        return List.copyOf(drawn);
    }

    /** @param size at least one */
    public static Rate rate(int wrong, int size) {
        double share = (double) wrong / size;
        double spread = Z * Z / size;
        double centre = (share + spread / 2) / (1 + spread);
        double half = Z / (1 + spread) * Math.sqrt(share * (1 - share) / size + spread / (4.0 * size));
        return new Rate(
                share, wrong == 0 ? 0 : Math.max(0, centre - half), wrong == size ? 1 : Math.min(1, centre + half));
    }

    static Body.SampleComparison judged(Body.SampleComparison s) {
        Optional<Rate> rate = s.size() > 0 && s.wrong() >= 0 && s.wrong() <= s.size()
                ? Optional.of(rate(s.wrong(), s.size()))
                : Optional.empty();
        return new Body.SampleComparison(
                s.extraction(),
                s.seed(),
                s.size(),
                s.wrong(),
                s.differences(),
                rate.map(Rate::rate),
                rate.map(Rate::lower),
                rate.map(Rate::upper));
    }

    static Body.QualityComparison compared(Body.QualityComparison c) {
        return new Body.QualityComparison(
                c.measures().stream()
                        .map(m -> new Body.QualityMeasure(
                                m.name(),
                                m.reported(),
                                m.recomputed(),
                                m.reported() == null || m.recomputed() == null
                                        ? Optional.empty()
                                        : Optional.of(m.recomputed().subtract(m.reported()))))
                        .toList(),
                c.conclusion());
    }
}
