package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmAdjustment;
import org.steelyard.protocol.DesignMethod.ArmContrasts;
import org.steelyard.protocol.DesignMethod.ArmEstimator;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.ArmMeans;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.weighting.MultiArmWeights;

/**
 * Several arms, each with a reference and with one another: people weighted by a multinomial score so that all arms stand for one population, standardised over a model of the outcome, or both. Weighted
 * means have the score's equations stacked; hazard ratios come from one Cox model of all arms with a robust variance that takes the weights as known. The same in each level of the plan's subgroups.
 */
record SeveralArmsDesign(Finding found, DesignLimits limits) {

    /**
     * Every pair of arms in one group of people.
     *
     * @param value of each arm on the scale on which contrasts add up, the reference's first; {@code covariance} of these
     * @param ratios means whose ratios are wanted as well
     * @param events by person, of outcomes that are events
     */
    record Compared(
            ArmPeople people,
            String measure,
            double[] value,
            Matrix covariance,
            Optional<ArmMeans> ratios,
            double[] events,
            String convention) {

        /** Of arm {@code a} against arm {@code b}. */
        Estimate contrast(int a, int b, double level) {
            double variance = covariance.at(a, a) + covariance.at(b, b) - 2 * covariance.at(a, b);
            double se = Math.sqrt(Math.max(0, variance));
            return measure.equals("hazard-ratio")
                    ? Estimate.ratio(value[a] - value[b], se, level)
                    : Estimate.normal(value[a] - value[b], se, level);
        }
    }

    /** Arm {@code of} against arm {@code against}. */
    private record Pair(int of, int against) {}

    void run(DesignMethod.SeveralArms m, Rows table) {
        Outcome outcome = found.outcome().orElseThrow();
        List<String> needed = new ArrayList<>(List.of(m.arm()));
        needed.addAll(outcome.needed());
        needed.addAll(m.covariates());
        Rows complete = table.complete(needed);
        ArmPeople people = ArmPeople.of(m, complete, found, "");
        found.used(people.size())
                .method(
                        words(m.estimator()) + " of " + people.arms() + " arms, against " + m.reference(),
                        "average effect in " + m.target().label().en(),
                        "all");
        Compared compared = compared(people, m, true);
        List<Estimate> contrasts = add(compared, m, "");
        multiplicity(compared, m, contrasts);
        new ArmSubgroups(this, m).run(complete);
        new ArmCosts(found, m).run(table);
    }

    private static String words(ArmEstimator estimator) {
        return switch (estimator) {
            case WEIGHTING -> "multinomial-score weighting";
            case G_COMPUTATION -> "g-computation";
            case AUGMENTED_WEIGHTING -> "augmented multinomial-score weighting";
        };
    }

    /** @param checked whether the design's checks are made of these people */
    Compared compared(ArmPeople people, DesignMethod.SeveralArms m, boolean checked) {
        if (m.estimator() == ArmEstimator.G_COMPUTATION) {
            double[] y = people.rows().numbers(found.variable());
            if (checked) {
                new ArmChecks(found, limits).perTerm(people, y);
            }
            return means(
                    people,
                    people.outcomes(y).standardised(ArmPeople.target(m.target())),
                    model(y) + " outcome model, M-estimation variance");
        }
        ArmPeople.Scored scored = people.scored(m.target());
        if (checked) {
            new ArmChecks(found, limits).of(people, scored.weights());
        }
        if (found.outcome().orElseThrow().type() == OutcomeType.TIME_TO_EVENT) {
            return hazards(people, scored.weights());
        }
        double[] y = people.rows().numbers(found.variable());
        return m.estimator() == ArmEstimator.WEIGHTING
                ? means(
                        people,
                        ArmMeans.estimate(new ArmMeans.Input(
                                y, people.arm(), people.design(), scored.score(), ArmPeople.target(m.target()))),
                        "Hajek means, M-estimation variance")
                : means(
                        people,
                        people.outcomes(y).augmented(scored.score(), ArmPeople.target(m.target())),
                        model(y) + " outcome model, influence-function variance");
    }

    private static String model(double[] y) {
        return Rows.two(y) ? "logistic" : "linear";
    }

    private Compared means(ArmPeople people, ArmMeans means, String convention) {
        double[] y = people.rows().numbers(found.variable());
        boolean binary = found.outcome().orElseThrow().type() == OutcomeType.BINARY || Rows.two(y);
        return new Compared(
                people,
                binary ? "risk-difference" : "mean-difference",
                means.mean(),
                means.covariance(),
                binary ? Optional.of(means) : Optional.empty(),
                binary ? y : new double[0],
                convention);
    }

    private Compared hazards(ArmPeople people, MultiArmWeights weights) {
        Outcome outcome = found.outcome().orElseThrow();
        boolean[] event = people.rows().flags(outcome.event().orElseThrow());
        double[][] columns = new double[people.arms() - 1][people.size()];
        for (int i = 0; i < people.size(); i++) {
            if (people.arm()[i] > 0) {
                columns[people.arm()[i] - 1][i] = 1;
            }
        }
        CoxData data = CoxData.rightCensored(
                        DesignMatrix.of(people.levels().subList(1, people.arms()), columns),
                        people.rows().numbers(outcome.time().orElseThrow()),
                        event)
                .withWeights(weights.weight());
        CoxFit fit = CoxRegression.withDefaults().withRobust(true).fit(data);
        double[] value = new double[people.arms()];
        System.arraycopy(fit.coefficients(), 0, value, 1, value.length - 1);
        double[] events = new double[event.length];
        Arrays.setAll(events, i -> event[i] ? 1 : 0);
        return new Compared(
                people,
                "hazard-ratio",
                value,
                withReference(fit.covariance()),
                Optional.empty(),
                events,
                "weighted Cox model, ties: Efron; robust variance with the weights as given");
    }

    /** The reference's own value is 0 and certain. */
    private static Matrix withReference(Matrix covariance) {
        int k = covariance.rows() + 1;
        double[][] out = new double[k][k];
        for (int a = 1; a < k; a++) {
            for (int b = 1; b < k; b++) {
                out[a][b] = covariance.at(a - 1, b - 1);
            }
        }
        return Matrix.of(out);
    }

    private static List<Pair> pairs(int arms, ArmContrasts contrasts) {
        List<Pair> out = new ArrayList<>();
        for (int b = 0; b < (contrasts == ArmContrasts.ALL ? arms - 1 : 1); b++) {
            for (int a = b + 1; a < arms; a++) {
                out.add(new Pair(a, b));
            }
        }
        return out;
    }

    /**
     * Adds the estimates of all pairs; the first measure of each is returned.
     *
     * @param where a subgroup's name before a bar, or nothing
     */
    List<Estimate> add(Compared c, DesignMethod.SeveralArms m, String where) {
        List<Estimate> out = new ArrayList<>();
        for (Pair p : pairs(c.people().arms(), m.contrasts())) {
            Finding.Sizes sizes = sizes(c.people(), p, c.events());
            String part = where + c.people().part(p.of(), p.against());
            Estimate contrast = c.contrast(p.of(), p.against(), found.level());
            out.add(contrast);
            found.add(c.measure(), part, contrast, sizes, c.convention());
            c.ratios()
                    .filter(r -> r.mean()[p.of()] > 0 && r.mean()[p.against()] > 0)
                    .ifPresent(r -> found.add(
                            "risk-ratio", part, r.ratio(p.of(), p.against(), found.level()), sizes, c.convention()));
        }
        return out;
    }

    /** Of both arms together. */
    private static Finding.Sizes sizes(ArmPeople people, Pair p, double[] events) {
        double sum = 0;
        for (int i = 0; i < events.length; i++) {
            sum += people.arm()[i] == p.of() || people.arm()[i] == p.against() ? events[i] : 0;
        }
        return new Finding.Sizes(
                people.count(p.of()) + people.count(p.against()),
                people.count(p.of()),
                events.length == 0 ? -1 : (int) sum);
    }

    /** Several contrasts are several questions: adjusted p-values of the first measure. A contrast without spread has no p-value and asks nothing. */
    private void multiplicity(Compared c, DesignMethod.SeveralArms m, List<Estimate> estimates) {
        List<Pair> pairs = pairs(c.people().arms(), m.contrasts());
        double[] p = estimates.stream()
                .mapToDouble(Estimate::p)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double[] some = adjustment(m.adjustment()).adjust(p);
        double alpha = 1 - found.level();
        List<Row> rows = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        int next = 0;
        for (int k = 0; k < pairs.size(); k++) {
            Estimate e = estimates.get(k);
            double adjusted = Double.isNaN(e.p()) ? Double.NaN : some[next++];
            String part = c.people().part(pairs.get(k).of(), pairs.get(k).against());
            if (!Double.isNaN(adjusted)) {
                adjusted(part, new double[] {e.p(), adjusted, alpha}, m.adjustment(), p.length);
            }
            rows.add(new Row(part, new double[] {e.value(), e.lower(), e.upper(), e.p(), adjusted}));
            points.add(new Point(
                    part,
                    k,
                    e.value(),
                    e.lower(),
                    e.upper(),
                    sizes(c.people(), pairs.get(k), c.events()).n()));
        }
        found.sheet("contrasts", rows);
        found.picture("contrasts", List.of(), points, List.of());
    }

    /** @param p alone, adjusted, and what both are compared with */
    private void adjusted(String part, double[] p, ArmAdjustment by, int contrasts) {
        boolean lost = p[0] < p[2] && p[1] >= p[2];
        found.check(
                "multiplicity:" + part,
                p[1],
                p[2],
                !lost,
                Text.of(
                        contrasts + " 个对比按 " + by.label().zh() + "校正后 P 为 " + Finding.number(p[1])
                                + (lost ? "，单独看有统计学意义而校正后没有" : ""),
                        "p after adjustment for " + contrasts + " contrasts ("
                                + by.label().en() + ") "
                                + Finding.number(p[1])
                                + (lost ? ": significant alone but not among them" : "")));
    }

    private static Adjustment adjustment(ArmAdjustment by) {
        return switch (by) {
            case BONFERRONI -> Adjustment.BONFERRONI;
            case HOLM -> Adjustment.HOLM;
            case HOCHBERG -> Adjustment.HOCHBERG;
            case HOMMEL -> Adjustment.HOMMEL;
            case BENJAMINI_HOCHBERG -> Adjustment.BENJAMINI_HOCHBERG;
            case BENJAMINI_YEKUTIELI -> Adjustment.BENJAMINI_YEKUTIELI;
        };
    }
}
