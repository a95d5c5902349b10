package org.steelyard.economics.equity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distributional cost-effectiveness: who gains health, who loses what the money would have bought, and what that does to inequality.
 *
 * <p>Of group g, all people and health per person: gain_g = recipients_g × effect_g; the total cost Σ recipients × cost, divided by the marginal cost of a QALY elsewhere, is health forgone; group g bears the share o_g of it. Net_g = gain_g − o_g × forgone. Per person it is added to baseline
 * health (quality-adjusted life expectancy), and indices of inequality and equally distributed equivalents are read before and after. The equity-weighted sum weighs the net gain of a group by the marginal social value of its health.
 *
 * <p>References: Cookson, Griffin, Norheim, Culyer (eds). Distributional Cost-Effectiveness Analysis. Oxford 2020, doi:10.1093/med/9780198838197.001.0001. Love-Koh, Cookson, Claxton, Griffin. Med Decis Making 2020;40:156–169, doi:10.1177/0272989X20904362.
 */
public final class DistributionalAnalysis {

    /**
     * @param people of the group
     * @param baseline health of a person, such as quality-adjusted life expectancy
     * @param recipients people who get the service
     * @param effect health gained by a recipient
     * @param cost to the fund of a recipient, over what they would have had
     * @param opportunity share of what is forgone elsewhere, borne by the group; scaled to sum to one
     */
    public record Group(
            String name,
            double people,
            double baseline,
            double recipients,
            double effect,
            double cost,
            double opportunity) {
        public Group {
            if (!(people > 0 && baseline > 0 && recipients >= 0 && opportunity >= 0)) {
                throw new IllegalArgumentException("people and health above 0, recipients and shares not negative");
            }
        }
    }

    /** @param net health of the whole group */
    public record Share(String name, double gain, double forgone, double net, double netPerPerson) {}

    /** @param change of the equally distributed equivalent, a person @param equityWeighted net health of all, weighed @param impact change beyond the mean: what the change in inequality is worth */
    public record Judgement(
            double aversion, double edeBefore, double edeAfter, double change, double impact, double equityWeighted) {}

    /** @param kolm by the aversion given to {@link #of} in the same order */
    public record Indices(
            double slope, double relative, double gini, double concentration, double[] atkinson, double[] kolm) {}

    /** @param threshold marginal cost of a QALY elsewhere @param atkinson aversions to relative, {@code kolm} to absolute inequality */
    public record Question(double threshold, List<Double> atkinson, List<Double> kolm) {
        public Question {
            atkinson = List.copyOf(atkinson);
            kolm = List.copyOf(kolm);
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("the cost of a QALY elsewhere is above 0");
            }
        }
    }

    public record Result(
            List<Share> shares,
            double totalNet,
            double totalCost,
            Indices before,
            Indices after,
            List<Judgement> judgements) {}

    private DistributionalAnalysis() {}

    /** @param groups from worst to best off */
    public static Result of(List<Group> groups, Question question) {
        double cost = groups.stream().mapToDouble(g -> g.recipients * g.cost).sum();
        double forgone = cost / question.threshold;
        double shares = groups.stream().mapToDouble(g -> g.opportunity).sum();
        if (!(shares > 0)) {
            throw new IllegalArgumentException("some group bears the opportunity cost");
        }
        List<Share> out = new ArrayList<>();
        for (Group g : groups) {
            double gain = g.recipients * g.effect;
            double lost = forgone * g.opportunity / shares;
            out.add(new Share(g.name, gain, lost, gain - lost, (gain - lost) / g.people));
        }
        double[] people = groups.stream().mapToDouble(g -> g.people).toArray();
        HealthDistribution before = new HealthDistribution(
                groups.stream().mapToDouble(g -> g.baseline).toArray(), people);
        HealthDistribution after =
                before.after(out.stream().mapToDouble(Share::netPerPerson).toArray());
        double total = out.stream().mapToDouble(Share::net).sum();
        List<Judgement> judgements = question.atkinson.stream()
                .map(e -> judgement(e, before, after, out))
                .toList();
        return new Result(out, total, cost, indices(before, question), indices(after, question), judgements);
    }

    private static Judgement judgement(
            double e, HealthDistribution before, HealthDistribution after, List<Share> shares) {
        double from = before.equallyDistributed(e);
        double to = after.equallyDistributed(e);
        double[] weights = before.equityWeights(e);
        double weighed = 0;
        for (int g = 0; g < weights.length; g++) {
            weighed += weights[g] * shares.get(g).net;
        }
        return new Judgement(e, from, to, to - from, to - from - (after.mean() - before.mean()), weighed);
    }

    private static Indices indices(HealthDistribution h, Question q) {
        return new Indices(
                h.slopeIndex(),
                h.relativeIndex(),
                h.gini(),
                h.concentrationIndex(),
                q.atkinson.stream().mapToDouble(h::atkinson).toArray(),
                q.kolm.stream().mapToDouble(h::kolm).toArray());
    }

    /** Aversion, up to {@code most}, at which the service is neither good nor bad for the equally distributed equivalent; NaN where its sign never changes. */
    public static double breakEven(List<Group> groups, double threshold, double most) {
        double[] at = new double[201];
        Arrays.setAll(at, k -> change(groups, threshold, most * k / 200));
        for (int k = 1; k < at.length; k++) {
            if (at[k - 1] * at[k] < 0) {
                double low = most * (k - 1) / 200;
                double high = most * k / 200;
                for (int step = 0; step < 60; step++) {
                    double middle = (low + high) / 2;
                    boolean same = change(groups, threshold, middle) * at[k - 1] > 0;
                    low = same ? middle : low;
                    high = same ? high : middle;
                }
                return (low + high) / 2;
            }
        }
        return Double.NaN;
    }

    private static double change(List<Group> groups, double threshold, double aversion) {
        return of(groups, new Question(threshold, List.of(aversion), List.of()))
                .judgements()
                .getFirst()
                .change;
    }
}
