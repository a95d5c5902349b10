package org.steelyard.economics.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a pool of insured people spends in each fund year on a set of services, without and with new ones among them.
 *
 * <p>With starters, N(1) = eligible + incident and N(t) = incident·(1 + g)^(t−1) people start in year t at its beginning; service s gets the share m(t, s) of them, and a
 * starter costs c(s, y − t) in year y: spending(y) = Σ_t Σ_s N(t)·m(t, s)·c(s, y − t). With everybody treated every year, N(t) = (eligible + incident)·(1 + g)^(t−1)
 * and spending(y) = Σ_s N(y)·m(y, s)·c(s, 0). Nothing is discounted: a budget is money of its year.
 *
 * <p>Room. A fund that spent F before year 1 and grows by r a year has F·((1 + r)^y − 1) more in year y than before; a service may take the share {@code limit} of it.
 *
 * <p>References: [1] Sullivan et al. Value Health 2014;17:5–14, doi:10.1016/j.jval.2013.08.2291. [2] Mauskopf et al. Value Health 2007;10:336–347, doi:10.1111/j.1524-4733.2007.00187.x.
 *
 * @param without shares by year and service, without the new services
 * @param with shares by year and service, with them
 * @param cost of a person by service and year since the start
 * @param treated whether everybody eligible is treated in every year
 */
public record FundModel(double[][] without, double[][] with, double[][] cost, boolean treated) {

    public FundModel {
        if (without.length == 0 || without.length != with.length || cost.length != without[0].length) {
            throw new IllegalArgumentException("as many years without as with, and a cost for every service");
        }
    }

    /**
     * @param members insured people in year 1
     * @param growth of the pool a year
     * @param eligible people when year 1 begins
     * @param incident people who become eligible in year 1
     * @param fundShare of spending that the fund bears
     * @param fund spending of the fund in the year before year 1; NaN when not judged
     * @param fundGrowth a year; NaN when not judged
     * @param limit share of the growth that may be taken
     */
    public record Pool(
            double members,
            double growth,
            double eligible,
            double incident,
            double fundShare,
            double fund,
            double fundGrowth,
            double limit) {}

    /**
     * @param number of the year, from 1
     * @param people who start in the year, or are treated in it
     * @param services people by service, with the new ones
     * @param spendingWithout by service @param spendingWith by service
     * @param room what the fund's growth has added; NaN when not judged
     * @param allowed part of the room that may be taken; NaN when not judged
     */
    public record Year(
            int number,
            double members,
            double people,
            double[] services,
            double[] spendingWithout,
            double[] spendingWith,
            double fundWithout,
            double fundWith,
            double room,
            double allowed) {

        public double without() {
            return Arrays.stream(spendingWithout).sum();
        }

        public double with() {
            return Arrays.stream(spendingWith).sum();
        }

        public double net() {
            return with() - without();
        }

        public double fundNet() {
            return fundWith - fundWithout;
        }

        /** What patients and others bear of the difference. */
        public double othersNet() {
            return net() - fundNet();
        }

        /** Added spending of the fund for each member and month. */
        public double perMemberMonth() {
            return fundNet() / members / 12;
        }

        public boolean judged() {
            return Double.isFinite(allowed);
        }

        public boolean affordable() {
            return judged() && fundNet() <= allowed;
        }
    }

    public List<Year> years(Pool pool) {
        List<Year> out = new ArrayList<>();
        for (int y = 0; y < without.length; y++) {
            double[] before = spending(pool, without, y);
            double[] after = spending(pool, with, y);
            double room = pool.fund * (StrictMath.pow(1 + pool.fundGrowth, y + 1) - 1);
            double people = people(pool, y);
            out.add(new Year(
                    y + 1,
                    pool.members * grown(pool, y),
                    people,
                    Arrays.stream(with[y]).map(share -> share * people).toArray(),
                    before,
                    after,
                    pool.fundShare * Arrays.stream(before).sum(),
                    pool.fundShare * Arrays.stream(after).sum(),
                    room,
                    pool.limit * room));
        }
        return List.copyOf(out);
    }

    private static double grown(Pool pool, int year) {
        return StrictMath.pow(1 + pool.growth, year);
    }

    private double people(Pool pool, int year) {
        if (treated) {
            return (pool.eligible + pool.incident) * grown(pool, year);
        }
        return pool.incident * grown(pool, year) + (year == 0 ? pool.eligible : 0);
    }

    private double[] spending(Pool pool, double[][] shares, int year) {
        double[] out = new double[cost.length];
        for (int start = treated ? year : 0; start <= year; start++) {
            double people = people(pool, start);
            for (int s = 0; s < out.length; s++) {
                int since = year - start;
                out[s] += people * shares[start][s] * (since < cost[s].length ? cost[s][since] : 0);
            }
        }
        return out;
    }

    /** Pools together; judged only when every pool is. */
    public static List<Year> total(List<List<Year>> pools) {
        List<Year> out = new ArrayList<>(pools.getFirst());
        for (List<Year> pool : pools.subList(1, pools.size())) {
            for (int y = 0; y < out.size(); y++) {
                out.set(y, plus(out.get(y), pool.get(y)));
            }
        }
        return List.copyOf(out);
    }

    private static Year plus(Year a, Year b) {
        return new Year(
                a.number,
                a.members + b.members,
                a.people + b.people,
                sum(a.services, b.services),
                sum(a.spendingWithout, b.spendingWithout),
                sum(a.spendingWith, b.spendingWith),
                a.fundWithout + b.fundWithout,
                a.fundWith + b.fundWith,
                a.room + b.room,
                a.allowed + b.allowed);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += b[i];
        }
        return out;
    }

    /**
     * Shares by service once new ones have taken theirs. When the new ones together want more than there is, they share it in proportion; a service that has less than is
     * taken from it gives what it has, and the rest comes from the others.
     *
     * @param current shares without the new ones, summing to one
     * @param uptake share that each service takes
     * @param taken by taking service: shares of the services that it is taken from, summing to one
     */
    public static double[] displaced(double[] current, double[] uptake, double[][] taken) {
        double wanted = Arrays.stream(uptake).sum();
        double scale = wanted > 1 ? 1 / wanted : 1;
        double[] out = current.clone();
        for (int n = 0; n < uptake.length; n++) {
            double share = uptake[n] * scale;
            double missing = 0;
            for (int s = 0; s < out.length; s++) {
                double part = share * taken[n][s];
                double given = Math.min(out[s], part);
                out[s] -= given;
                missing += part - given;
            }
            double left = Arrays.stream(out).sum();
            if (missing > 0 && left > 0) {
                double keep = Math.max(0, 1 - missing / left);
                for (int s = 0; s < out.length; s++) {
                    out[s] *= keep;
                }
            }
        }
        for (int n = 0; n < uptake.length; n++) {
            out[n] += uptake[n] * scale;
        }
        return out;
    }
}
