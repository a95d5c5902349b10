package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.cohort.Column;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.TrialContrast;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.emulation.MarginalStructuralModel;
import org.steelyard.stats.emulation.ParametricGFormula;
import org.steelyard.stats.emulation.ParametricGFormula.Kind;
import org.steelyard.stats.emulation.ParametricGFormula.Strategy;
import org.steelyard.stats.emulation.PeriodWeights;
import org.steelyard.stats.emulation.PersonPeriods;
import org.steelyard.stats.emulation.PooledLogisticFit;
import org.steelyard.stats.emulation.SequentialTrials;
import org.steelyard.stats.emulation.StandardisedRisks;
import org.steelyard.stats.resampling.Bootstrap;

/** Designs on persons and periods: sequential trials, marginal structural models, the g-formula. */
record PeriodDesigns(Finding found, DesignLimits limits) {

    private static final int MOST_POINTS = 600;

    /** Columns that all three share. */
    private record Layout(
            String person, String period, String treated, Optional<String> eligible, Optional<String> censored) {}

    private PersonPeriods periods(Layout layout, List<String> covariates, Rows table) {
        List<String> needed =
                new ArrayList<>(List.of(layout.person(), layout.period(), layout.treated(), found.variable()));
        layout.eligible().ifPresent(needed::add);
        layout.censored().ifPresent(needed::add);
        needed.addAll(covariates);
        Rows rows = table.gapless(needed).sortedBy(layout.person(), layout.period());
        found.used(rows.size());
        Rows.Terms terms = rows.terms(covariates);
        boolean[] no = new boolean[rows.size()];
        boolean[] all = new boolean[rows.size()];
        Arrays.fill(all, true);
        return new PersonPeriods(
                rows.codes(layout.person()),
                rows.whole(layout.period()),
                rows.flags(layout.treated()),
                rows.flags(found.variable()),
                layout.eligible().map(rows::flags).orElse(all),
                layout.censored().map(rows::flags).orElse(no),
                terms.names(),
                terms.columns());
    }

    /** The terms of these variables among all terms: a category has several. */
    private static List<String> terms(Rows table, List<String> variables) {
        return variables.isEmpty() ? List.of() : table.terms(variables).names();
    }

    private static List<String> union(Stream<String> names) {
        Set<String> out = new LinkedHashSet<>();
        names.forEach(out::add);
        return List.copyOf(out);
    }

    void trials(DesignMethod.SequentialTrials m, Rows table) {
        boolean perProtocol = m.contrast() == TrialContrast.PER_PROTOCOL;
        List<String> extra = m.denominator();
        Layout layout = new Layout(m.person(), m.period(), m.treated(), Optional.of(m.eligible()), m.censored());
        PersonPeriods outcomeData = periods(layout, m.covariates(), table);
        PersonPeriods weightData =
                periods(layout, union(Stream.concat(m.covariates().stream(), extra.stream())), table);
        PeriodWeights.Models models = new PeriodWeights.Models(
                terms(table, m.numerator()), terms(table, extra), 1, PeriodWeights.Previous.SEPARATE_MODELS);
        PeriodWeights weights =
                perProtocol ? PeriodWeights.ofTreatment(weightData, models) : PeriodWeights.none(weightData);
        if (m.censored().isPresent()) {
            weights = weights.times(PeriodWeights.ofCensoring(weightData, models));
        }
        SequentialTrials.Plan plan = new SequentialTrials.Plan(
                perProtocol ? SequentialTrials.Contrast.PER_PROTOCOL : SequentialTrials.Contrast.INTENTION_TO_TREAT,
                new SequentialTrials.TimeTerms(m.trialDegree(), m.followUpDegree(), m.effectVaries()),
                m.longestFollowUp().orElse(Integer.MAX_VALUE),
                m.largestWeight().orElse(Double.POSITIVE_INFINITY));
        SequentialTrials trials = SequentialTrials.of(outcomeData, plan, Optional.of(weights));
        SequentialTrials.Counts counts = trials.counts();
        PooledLogisticFit fit = trials.fit(found.threads());
        report(m, trials, counts, fit);
        weightChecks(
                counts.meanWeight(),
                counts.largestWeight(),
                perProtocol || m.censored().isPresent());
        events(fit);
    }

    private void report(
            DesignMethod.SequentialTrials m,
            SequentialTrials trials,
            SequentialTrials.Counts counts,
            PooledLogisticFit fit) {
        found.method(
                "sequential target trials, " + m.contrast().label().en()
                        + ", pooled logistic hazard, robust over persons",
                m.contrast().label().en() + " effect of starting",
                "eligible person-periods");
        Finding.Sizes sizes = new Finding.Sizes(
                counts.persons(),
                Math.toIntExact(Math.min(counts.treatedTrials(), counts.persons())),
                distinctEvents(trials.data()));
        String convention = counts.trials() + " trials, " + counts.rows() + " trial-periods; weights taken as known";
        if (!m.effectVaries()) {
            found.add("odds-ratio", fit.oddsRatio("assigned_treatment", found.level()), sizes, convention);
        }
        int horizon = m.longestFollowUp()
                .map(l -> Math.min(l, longest(trials.data())))
                .orElse(longest(trials.data()));
        StandardisedRisks risks = StandardisedRisks.of(trials, fit, horizon, found.level());
        found.add(
                "risk-difference",
                risks.difference().getLast(),
                sizes,
                "standardised cumulative incidence at follow-up period " + horizon + "; " + convention);
        double[] x = IntStream.rangeClosed(0, horizon + 1).asDoubleStream().toArray();
        found.picture(
                "risks",
                List.of(
                        new Line("treated", x, fromZero(risks.treated())),
                        new Line("control", x, fromZero(risks.untreated()))),
                List.of(),
                List.of());
    }

    private static int longest(PersonPeriods data) {
        int[] starts = data.starts();
        return IntStream.range(0, starts.length - 1)
                        .map(i -> starts[i + 1] - starts[i])
                        .max()
                        .orElse(1)
                - 1;
    }

    private static int distinctEvents(PersonPeriods data) {
        return PanelDesigns.count(data.outcome());
    }

    private static double[] fromZero(List<Estimate> risks) {
        double[] out = new double[risks.size() + 1];
        for (int i = 0; i < risks.size(); i++) {
            out[i + 1] = risks.get(i).value();
        }
        return out;
    }

    private void weightChecks(double mean, double largest, boolean weighted) {
        if (!weighted) {
            return;
        }
        found.atMost(
                "mean-weight",
                Math.abs(mean - 1),
                limits.meanWeight(),
                Text.of(
                        "稳定权重的均值 " + Finding.number(mean) + "，应接近 1",
                        "mean of the stabilised weights " + Finding.number(mean) + ", should be near 1"));
        found.inform(
                "largest-weight-value",
                largest,
                Text.of("最大权重 " + Finding.number(largest), "largest weight " + Finding.number(largest)));
    }

    private void events(PooledLogisticFit fit) {
        double perTerm = (double) fit.events() / Math.max(1, fit.terms().size() - 1);
        found.atLeast(
                "events-per-variable",
                perTerm,
                limits.eventsPerTerm(),
                Text.of(
                        "每个模型项 " + Finding.number(perTerm) + " 个事件",
                        Finding.number(perTerm) + " events per model term"));
    }

    void structural(DesignMethod.MarginalStructuralModel m, Rows table) {
        Layout layout = new Layout(m.person(), m.period(), m.treated(), Optional.empty(), m.censored());
        List<String> all = union(Stream.concat(m.baseline().stream(), m.timeVarying().stream()));
        PersonPeriods data = periods(layout, all, table);
        List<String> numerator = terms(table, m.baseline());
        PeriodWeights.Models models = new PeriodWeights.Models(
                numerator, terms(table, all), m.periodDegree(), PeriodWeights.Previous.AS_TERM);
        PeriodWeights factors = PeriodWeights.ofTreatment(data, models);
        if (m.censored().isPresent()) {
            factors = factors.times(PeriodWeights.ofCensoring(data, models));
        }
        double[] weights = factors.cumulative(data, m.largestWeight().orElse(Double.POSITIVE_INFINITY));
        PooledLogisticFit fit = MarginalStructuralModel.hazard(data, weights, numerator, m.periodDegree());
        PeriodWeights.Summary summary = PeriodWeights.summary(weights);
        found.method(
                "marginal structural model of the discrete hazard, stabilised inverse-probability weights, robust over persons",
                "log odds of the hazard when always against never treated now",
                "all");
        int people = data.starts().length - 1;
        found.add(
                "odds-ratio",
                fit.oddsRatio("treated", found.level()),
                new Finding.Sizes(people, everTreated(data), PanelDesigns.count(data.outcome())),
                "near the hazard ratio where the outcome is rare in each period; weights taken as known");
        weightChecks(summary.mean(), summary.largest(), true);
        double share = summary.effectiveRows() / data.rows();
        found.atLeast(
                "ess",
                share,
                limits.effectiveShare(),
                Text.of("有效行数占 " + Finding.number(share), "effective share of the rows " + Finding.number(share)));
        events(fit);
        meanWeights(data, weights);
    }

    private static int everTreated(PersonPeriods data) {
        int[] starts = data.starts();
        return (int) IntStream.range(0, starts.length - 1)
                .filter(i -> IntStream.range(starts[i], starts[i + 1]).anyMatch(r -> data.treated()[r]))
                .count();
    }

    /** The mean weight by period: away from 1 where the models do not fit. */
    private void meanWeights(PersonPeriods data, double[] weights) {
        int[] periods = Arrays.stream(data.period())
                .distinct()
                .sorted()
                .limit(MOST_POINTS)
                .toArray();
        double[] mean = new double[periods.length];
        int[] n = new int[periods.length];
        for (int i = 0; i < weights.length; i++) {
            int at = Arrays.binarySearch(periods, data.period()[i]);
            if (at >= 0) {
                mean[at] += weights[i];
                n[at]++;
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= n[k];
        }
        found.picture(
                "mean-weights",
                List.of(new Line(
                        "mean-weight", Arrays.stream(periods).asDoubleStream().toArray(), mean)),
                List.of(),
                List.of());
    }

    void gFormula(DesignMethod.GFormula m, Rows table) {
        Layout layout = new Layout(m.person(), m.period(), m.treated(), Optional.empty(), Optional.empty());
        List<String> all = union(Stream.concat(m.baseline().stream(), m.timeVarying().stream()));
        PersonPeriods data = periods(layout, all, table);
        ParametricGFormula.Plan plan = new ParametricGFormula.Plan(
                kinds(m, table),
                m.periodDegree(),
                m.steps(),
                m.simulated(),
                found.seed().child("simulate"));
        ParametricGFormula model = ParametricGFormula.fit(data, plan);
        double[] always = model.risk(Strategy.always(), found.threads());
        double[] never = model.risk(Strategy.never(), found.threads());
        double[] natural = model.risk(Strategy.natural(), found.threads());
        Bootstrap.Plan replicates =
                Bootstrap.Plan.of(found.replicates(), found.seed().child("resample"), found.threads());
        Estimate difference = ParametricGFormula.riskDifference(
                data, plan, List.of(Strategy.always(), Strategy.never()), replicates, found.level());
        found.method(
                "parametric g-formula, " + m.simulated() + " simulated persons, percentile bootstrap of persons",
                "always against never treated",
                "all");
        found.add(
                "risk-difference",
                difference,
                new Finding.Sizes(data.starts().length - 1, everTreated(data), PanelDesigns.count(data.outcome())),
                "risk by the end of period " + m.steps() + ", " + found.replicates() + " replicates");
        double[] observed = observed(data, m.steps());
        double gap = Math.abs(natural[m.steps() - 1] - observed[m.steps() - 1]);
        found.atMost(
                "natural-course",
                gap,
                limits.naturalCourse(),
                Text.of(
                        "模拟的自然病程与观察到的风险相差 " + Finding.number(gap),
                        "the simulated natural course differs from the observed risk by " + Finding.number(gap)));
        double[] x = IntStream.rangeClosed(0, m.steps()).asDoubleStream().toArray();
        found.picture(
                "risks",
                List.of(
                        new Line("treated", x, led(always)),
                        new Line("control", x, led(never)),
                        new Line("natural", x, led(natural)),
                        new Line("observed", x, led(observed))),
                List.of(),
                List.of());
    }

    private static double[] led(double[] risk) {
        double[] out = new double[risk.length + 1];
        System.arraycopy(risk, 0, out, 1, risk.length);
        return out;
    }

    private static List<Kind> kinds(DesignMethod.GFormula m, Rows table) {
        List<Kind> kinds = new ArrayList<>();
        terms(table, m.baseline()).forEach(t -> kinds.add(Kind.BASELINE));
        for (String name : m.timeVarying()) {
            if (!m.baseline().contains(name)) {
                kinds.add(table.table().column(name) instanceof Column.Binary ? Kind.BINARY : Kind.CONTINUOUS);
            }
        }
        return kinds;
    }

    /** Product limit over the steps since a person's first row. */
    private static double[] observed(PersonPeriods data, int steps) {
        int[] starts = data.starts();
        double[] atRisk = new double[steps];
        double[] events = new double[steps];
        for (int p = 0; p + 1 < starts.length; p++) {
            for (int r = starts[p]; r < starts[p + 1] && r - starts[p] < steps; r++) {
                atRisk[r - starts[p]]++;
                events[r - starts[p]] += data.outcome()[r] ? 1 : 0;
            }
        }
        double survival = 1;
        double[] risk = new double[steps];
        for (int k = 0; k < steps; k++) {
            survival *= atRisk[k] > 0 ? 1 - events[k] / atRisk[k] : 1;
            risk[k] = 1 - survival;
        }
        return risk;
    }
}
