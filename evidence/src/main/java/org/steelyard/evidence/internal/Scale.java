package org.steelyard.evidence.internal;

import java.util.Map;
import org.steelyard.evidence.EvidenceCutoff;
import org.steelyard.evidence.EvidenceError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;

/** The pack's cut-offs, checked. */
public record Scale(Map<String, PolicyPack.Number> numbers) {

    public static final int LEVELS = 4;

    public static Scale of(PolicyPack pack) {
        Problems problems = new Problems();
        for (EvidenceCutoff c : EvidenceCutoff.values()) {
            require(pack, c.key(), problems);
        }
        for (int a = 1; a <= LEVELS; a++) {
            for (int b = 1; b <= LEVELS; b++) {
                require(pack, EvidenceCutoff.matrixKey(a, b), problems);
            }
        }
        problems.throwIfAny();
        Scale scale = new Scale(pack.evidence());
        scale.checkRanges(pack, problems);
        problems.throwIfAny();
        scale.checkOrder(pack, problems);
        problems.throwIfAny();
        return scale;
    }

    public double get(EvidenceCutoff cutoff) {
        return number(cutoff.key());
    }

    public int grade(int strength, int fit) {
        return (int) number(EvidenceCutoff.matrixKey(strength, fit));
    }

    private double number(String key) {
        PolicyPack.Number n = numbers.get(key);
        if (n == null) {
            throw new IllegalArgumentException("no cut-off " + key);
        }
        return n.value();
    }

    private static void require(PolicyPack pack, String key, Problems problems) {
        if (!pack.evidence().containsKey(key)) {
            problems.add(
                    EvidenceError.MISSING_CUTOFF,
                    place(pack, key),
                    Text.of("政策参数包缺少证据分级界值", "the policy pack lacks a cut-off of the evidence grade"),
                    Text.of("在参数包的 evidence 中补上该界值及其来源", "add it, with its source, under evidence in the pack"));
        }
    }

    private void checkRanges(PolicyPack pack, Problems problems) {
        for (EvidenceCutoff c : EvidenceCutoff.values()) {
            double v = get(c);
            if (!(v >= c.lowest() && v <= c.highest())) {
                outOfRange(pack, c.key(), c.lowest(), c.highest(), problems);
            }
        }
        for (int a = 1; a <= LEVELS; a++) {
            for (int b = 1; b <= LEVELS; b++) {
                double v = number(EvidenceCutoff.matrixKey(a, b));
                if (!(v >= 1 && v <= LEVELS && v == Math.rint(v))) {
                    outOfRange(pack, EvidenceCutoff.matrixKey(a, b), 1, LEVELS, problems);
                }
            }
        }
    }

    private static void outOfRange(PolicyPack pack, String key, double low, double high, Problems problems) {
        String range = high == Double.MAX_VALUE ? "≥ " + (int) low : (int) low + "–" + (int) high;
        problems.add(
                EvidenceError.OUT_OF_RANGE,
                place(pack, key),
                Text.of("证据分级界值超出允许范围 " + range, "a cut-off of the evidence grade lies outside " + range),
                Text.of("改正参数包中的该界值", "correct it in the pack"));
    }

    private void checkOrder(PolicyPack pack, Problems problems) {
        ordered(pack, EvidenceCutoff.THIRD_MINIMUM_SUM, EvidenceCutoff.SECOND_MINIMUM_SUM, problems);
        ordered(pack, EvidenceCutoff.SECOND_MINIMUM_SUM, EvidenceCutoff.FIRST_MINIMUM_SUM, problems);
        ordered(pack, EvidenceCutoff.SECOND_MINIMUM_EACH, EvidenceCutoff.FIRST_MINIMUM_EACH, problems);
        ordered(pack, EvidenceCutoff.COMPLETENESS_LOW, EvidenceCutoff.COMPLETENESS_HIGH, problems);
        ordered(pack, EvidenceCutoff.SOURCE_ERROR_LOW, EvidenceCutoff.SOURCE_ERROR_HIGH, problems);
        ordered(pack, EvidenceCutoff.COHORT_SHARE_LOW, EvidenceCutoff.COHORT_SHARE_HIGH, problems);
        for (int a = 1; a <= LEVELS; a++) {
            for (int b = 1; b <= LEVELS; b++) {
                if ((a > 1 && grade(a, b) < grade(a - 1, b)) || (b > 1 && grade(a, b) < grade(a, b - 1))) {
                    notMonotone(pack, EvidenceCutoff.matrixKey(a, b), problems);
                }
            }
        }
    }

    private void ordered(PolicyPack pack, EvidenceCutoff low, EvidenceCutoff high, Problems problems) {
        if (get(low) > get(high)) {
            notMonotone(pack, low.key() + " > " + high.key(), problems);
        }
    }

    private static void notMonotone(PolicyPack pack, String key, Problems problems) {
        problems.add(
                EvidenceError.NOT_MONOTONE,
                place(pack, key),
                Text.of("界值次序颠倒：较差的证据会得到较好的等级", "cut-offs out of order: worse evidence would get a better grade"),
                Text.of("改正参数包，使等级随证据变差而不变好", "correct the pack so that the grade never improves as evidence worsens"));
    }

    private static Place place(PolicyPack pack, String key) {
        return Place.of(pack.id(), "evidence." + key);
    }
}
