package org.steelyard.economics.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Yearly spending on an eligible population without and with a new service that takes its share from the existing ones in proportion to theirs.
 *
 * <p>Not discounted, as a budget holder sees it. Reference: Sullivan et al. Value Health 2014;17:5–14, doi:10.1016/j.jval.2013.08.2291.
 *
 * @param population of the pool in year 1
 * @param growth of the population a year
 * @param eligible share of the population that the service is meant for
 * @param uptake share of the eligible that get the new service, by year
 * @param mix share of each existing service without the new one; scaled to one
 * @param cost yearly cost of a person by existing service, all kinds of cost together
 * @param newCost yearly cost of a person on the new service
 * @param fundShare of spending that the fund pays
 */
public record BudgetImpact(
        double population,
        double growth,
        double eligible,
        double[] uptake,
        double[] mix,
        double[] cost,
        double newCost,
        double fundShare) {

    public BudgetImpact {
        if (mix.length != cost.length || mix.length == 0 || !(Arrays.stream(mix).sum() > 0)) {
            throw new IllegalArgumentException("every existing service has a share and a cost");
        }
        if (Arrays.stream(uptake).anyMatch(u -> !(u >= 0 && u <= 1))) {
            throw new IllegalArgumentException("uptake lies between 0 and 1");
        }
    }

    /** @param perMemberMonth added spending for each member of the pool and month */
    public record Year(
            int year,
            double population,
            double eligible,
            double treatedNew,
            double without,
            double with,
            double net,
            double fundNet,
            double perMemberMonth) {}

    public List<Year> years() {
        double total = Arrays.stream(mix).sum();
        double existing = 0;
        for (int i = 0; i < mix.length; i++) {
            existing += mix[i] / total * cost[i];
        }
        List<Year> out = new ArrayList<>();
        for (int y = 0; y < uptake.length; y++) {
            double members = population * Math.pow(1 + growth, y);
            double people = members * eligible;
            double without = people * existing;
            double with = people * ((1 - uptake[y]) * existing + uptake[y] * newCost);
            double net = with - without;
            out.add(new Year(
                    y + 1,
                    members,
                    people,
                    people * uptake[y],
                    without,
                    with,
                    net,
                    net * fundShare,
                    net / members / 12));
        }
        return out;
    }

    public double cumulative() {
        return years().stream().mapToDouble(Year::net).sum();
    }

    /** Years in which the fund's added spending exceeds what its growth allows. @param room by year */
    public List<Integer> unaffordable(double[] room) {
        return years().stream()
                .filter(y -> y.fundNet() > room[y.year() - 1])
                .map(Year::year)
                .toList();
    }
}
