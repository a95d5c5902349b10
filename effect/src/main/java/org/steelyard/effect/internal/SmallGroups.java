package org.steelyard.effect.internal;

import org.steelyard.effect.EffectError;
import org.steelyard.effect.EffectSettings.Limits;
import org.steelyard.kernel.Text;

/** A level of a subgroup with too few people is not analysed: its interval would rest on a handful. */
final class SmallGroups {

    private SmallGroups() {}

    static void check(Group group, Cell.Counts counts, Limits limits) {
        int smaller = Math.min(counts.treated(), counts.n() - counts.treated());
        int least = group.whole() ? 2 : limits.smallestArm();
        if (smaller < least) {
            throw Failure.of(
                    EffectError.EMPTY_ARM,
                    group.whole() ? "" : group.variable(),
                    Text.of("有一组不足 " + least + " 人，不作估计", "an arm has fewer than " + least + " people: not estimated"),
                    Text.of("合并水平，或取消该亚组分析", "merge levels, or drop this subgroup"));
        }
    }
}
