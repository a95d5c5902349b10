package org.steelyard.report.compose;

import org.steelyard.effect.EffectResults.Balance;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.report.compose.Counts.Group;

/** Numbers that are not counts but would give a hidden count away. */
final class Masks {

    private Masks() {}

    /** With one arm's share known, a standardised difference gives the other's. */
    static boolean smdIsShown(Context c, BaselineRow row) {
        return row.level().isEmpty()
                ? !c.counts().rule().isSmall(row.treated().n())
                        && !c.counts().rule().isSmall(row.control().n())
                : levelIsShown(c, row.variable(), row.level());
    }

    static boolean smdIsShown(Context c, Balance balance) {
        boolean described = c.effect().baseline().stream()
                .anyMatch(r ->
                        r.variable().equals(balance.variable()) && r.level().equals(balance.level()));
        return balance.level().isEmpty() || !described || levelIsShown(c, balance.variable(), balance.level());
    }

    private static boolean levelIsShown(Context c, String variable, String level) {
        return c.counts().level(variable, level, Group.TREATED).isShown()
                && c.counts().level(variable, level, Group.CONTROL).isShown();
    }
}
