package org.steelyard.simulator.internal;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;

/**
 * Faults of a whole institution: planted when the rate of defects is above zero, in institutions of the first level, where
 * nobody of the evaluated population is treated.
 *
 * @param month the month that is nearly empty, as year * 100 + month
 */
record BatchDefects(boolean planted, int missing, int month, int unspecified, int local, int round) {

    static final double MISSING_SHARE = 0.95;
    static final double UNSPECIFIED_SHARE = 0.7;
    static final double LOCAL_SHARE = 0.3;
    private static final int NONE = -1;

    static BatchDefects of(RegionConfig config, Calendar calendar) {
        List<Integer> first = IntStream.range(0, config.institutions().size())
                .filter(i -> config.institutions().get(i).level() == 1)
                .boxed()
                .toList();
        if (config.run().defectRate() == 0) {
            return new BatchDefects(false, NONE, NONE, NONE, NONE, NONE);
        }
        Draws draws = new Draws(config.run().seed()).at(-1, Purpose.DEFECT, 0);
        int day = calendar.days() / 2 + draws.below(Math.max(1, calendar.days() / 3));
        int start = draws.below(first.size());
        IntFunction<Integer> at = i -> first.get((start + i) % first.size());
        RegionConfig.Run run = config.run();
        return new BatchDefects(
                true,
                run.plants(Defect.MISSING_MONTH) ? at.apply(0) : NONE,
                calendar.year(day) * 100 + calendar.month(day),
                run.plants(Defect.UNSPECIFIED_DIAGNOSES) ? at.apply(1) : NONE,
                run.plants(Defect.LOCAL_CODES) ? at.apply(2) : NONE,
                run.plants(Defect.ROUND_PRICES) ? at.apply(3) : NONE);
    }

    boolean wholeYuan(int site) {
        return planted && site == round;
    }

    /** The institution that a fault of this kind was planted in. */
    int site(Defect defect) {
        return switch (defect) {
            case MISSING_MONTH -> missing;
            case UNSPECIFIED_DIAGNOSES -> unspecified;
            case LOCAL_CODES -> local;
            default -> round;
        };
    }
}
