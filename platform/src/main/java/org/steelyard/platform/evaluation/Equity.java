package org.steelyard.platform.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a service reaches everybody alike (guide, part 7).
 *
 * <p>The gap index is Hoover's (1936, doi:10.2307/1927875): half the sum of the distances between the groups' shares of use and
 * their shares of people, from 0 to below 1. It is the part of all use that would have to go to other groups for equal rates.
 */
public final class Equity {

    private Equity() {}

    public record Group(String name, long people, long users, double rate) {}

    /**
     * @param by region, level or group
     * @param gap Hoover's index; @param ratio the lowest rate by the highest one, 1 where nobody receives it
     */
    public record Comparison(String item, int year, String by, List<Group> groups, double gap, double ratio) {}

    /** Of each item the latest year in each division; whoever files a year again corrects it. */
    public static List<Comparison> of(Case file) {
        Map<List<String>, Body.AccessFigures> last = new LinkedHashMap<>();
        file.bodies(Body.AccessFigures.class)
                .forEach(f -> last.merge(
                        List.of(f.item(), f.by()), f, (before, now) -> now.year() >= before.year() ? now : before));
        return last.values().stream().map(Equity::compared).toList();
    }

    static Comparison compared(Body.AccessFigures figures) {
        double people =
                figures.groups().stream().mapToLong(Body.AccessGroup::people).sum();
        double users =
                figures.groups().stream().mapToLong(Body.AccessGroup::users).sum();
        List<Group> groups = figures.groups().stream()
                .map(g -> new Group(g.name(), g.people(), g.users(), (double) g.users() / g.people()))
                .sorted(Comparator.comparingDouble(Group::rate).reversed().thenComparing(Group::name))
                .toList();
        double gap = users == 0
                ? 0
                : groups.stream()
                                .mapToDouble(g -> Math.abs(g.users() / users - g.people() / people))
                                .sum()
                        / 2;
        double highest = groups.getFirst().rate();
        double ratio = highest == 0 ? 1 : groups.getLast().rate() / highest;
        return new Comparison(figures.item(), figures.year(), figures.by(), groups, gap, ratio);
    }
}
