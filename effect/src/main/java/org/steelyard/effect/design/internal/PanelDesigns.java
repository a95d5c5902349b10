package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ComparisonUnits;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.panel.Aggregation;
import org.steelyard.stats.panel.GroupTimeEffect;
import org.steelyard.stats.panel.Panel;
import org.steelyard.stats.panel.StaggeredAdoption;
import org.steelyard.stats.panel.TwoPeriods;

/** Difference-in-differences, of two periods and with staggered adoption. */
record PanelDesigns(Finding found, DesignLimits limits) {

    void twoPeriods(DesignMethod.DifferenceInDifferences m, Rows table) {
        String y = found.variable();
        List<String> needed = new ArrayList<>(List.of(m.unit(), m.treated(), m.after(), y));
        needed.addAll(m.covariates());
        Rows rows = table.complete(needed);
        Rows.Terms terms = rows.terms(m.covariates());
        boolean[] treated = rows.flags(m.treated());
        boolean[] after = rows.flags(m.after());
        double[] outcome = rows.numbers(y);
        int[] units = rows.codes(m.unit());
        double[][] means = means(outcome, treated, after);
        Estimate effect = TwoPeriods.effect(
                new TwoPeriods.Data(outcome, treated, after, units, terms.names(), terms.columns()), found.level());
        int clusters = (int) Arrays.stream(units).distinct().count();
        int treatedRows = count(treated);
        found.used(rows.size())
                .method(
                        "difference-in-differences, two groups and two periods, robust over " + clusters + " units",
                        "ATT",
                        "treated group");
        found.add("att", effect, new Finding.Sizes(rows.size(), treatedRows, -1), convention(m.covariates()));
        clusters(clusters);
        found.inform(
                "parallel-trends",
                Double.NaN,
                Text.of(
                        "只有两期，平行趋势无法检验；如有更早的时期，另做事件研究",
                        "with two periods parallel trends cannot be tested; with earlier periods plan an event study"));
        found.sheet(
                "means",
                List.of(
                        new Row("treated", new double[] {means[1][0], means[1][1], means[1][1] - means[1][0]}),
                        new Row("control", new double[] {means[0][0], means[0][1], means[0][1] - means[0][0]})));
        double[] x = {0, 1};
        found.picture(
                "two-periods",
                List.of(
                        new Line("treated", x, means[1]),
                        new Line("control", x, means[0]),
                        new Line("counterfactual", x, new double[] {means[1][0], means[1][0] + means[0][1] - means[0][0]
                        })),
                List.of(),
                List.of());
    }

    private static String convention(List<String> covariates) {
        return covariates.isEmpty() ? "difference of mean changes" : "covariates in the regression: " + covariates;
    }

    private double[][] means(double[] y, boolean[] treated, boolean[] after) {
        double[][] sum = new double[2][2];
        int[][] n = new int[2][2];
        for (int i = 0; i < y.length; i++) {
            sum[treated[i] ? 1 : 0][after[i] ? 1 : 0] += y[i];
            n[treated[i] ? 1 : 0][after[i] ? 1 : 0]++;
        }
        for (int g = 0; g < 2; g++) {
            for (int t = 0; t < 2; t++) {
                if (n[g][t] == 0) {
                    throw DesignError.NO_COMPARISON.at(
                            "treated, after",
                            Text.of(
                                    "两组在前后两期都须有观察，现有一格为空",
                                    "both groups need rows before and after; one of the four cells is empty"),
                            Text.of("检查 treated 与 after 的定义", "check the definitions of treated and after"));
                }
                sum[g][t] /= n[g][t];
            }
        }
        return sum;
    }

    private void clusters(int clusters) {
        found.atLeast(
                "clusters",
                clusters,
                limits.clusters(),
                Text.of(
                        "独立单位 " + clusters + " 个；过少时稳健标准误偏小",
                        clusters + " independent units; with few, robust errors are too small"));
    }

    void staggered(DesignMethod.StaggeredAdoption m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.unit(), m.time(), found.variable()));
        needed.addAll(m.covariates());
        Rows rows = table.gapless(needed).sortedBy(m.unit(), m.time());
        found.used(rows.size());
        Panel panel = panel(m, rows);
        StaggeredAdoption fit = StaggeredAdoption.of(
                panel,
                new StaggeredAdoption.Plan(
                        switch (m.method()) {
                            case REGRESSION -> StaggeredAdoption.Method.REGRESSION;
                            case WEIGHTING -> StaggeredAdoption.Method.WEIGHTING;
                            case DOUBLY_ROBUST -> StaggeredAdoption.Method.DOUBLY_ROBUST;
                        },
                        m.comparison() == ComparisonUnits.NEVER_TREATED
                                ? StaggeredAdoption.Comparison.NEVER_TREATED
                                : StaggeredAdoption.Comparison.NOT_YET_TREATED,
                        m.anticipation(),
                        found.level()));
        aggregates(m, panel, fit);
        preTest(fit);
        clusters(panel.units().length);
        groupTimes(fit);
    }

    private Panel panel(DesignMethod.StaggeredAdoption m, Rows rows) {
        double[] first = rows.numbers(m.firstTreated());
        int[] adopts = Arrays.stream(first)
                .mapToInt(f -> Double.isNaN(f) || f == 0 ? Panel.NEVER : (int) Math.rint(f))
                .toArray();
        Rows.Terms terms = rows.terms(m.covariates());
        return Panel.of(
                new Panel.Rows(rows.codes(m.unit()), rows.whole(m.time()), rows.numbers(found.variable()), adopts),
                terms.names(),
                terms.columns());
    }

    private void aggregates(DesignMethod.StaggeredAdoption m, Panel panel, StaggeredAdoption fit) {
        int treated = (int) Arrays.stream(panel.firstTreated())
                .filter(f -> f != Panel.NEVER)
                .count();
        Finding.Sizes sizes = new Finding.Sizes(panel.units().length, treated, -1);
        Aggregation all = fit.aggregate();
        String with = m.comparison() == ComparisonUnits.NEVER_TREATED ? "never treated" : "not yet treated";
        found.method(
                "Callaway-Sant'Anna group-time effects, " + m.method().label().en() + ", compared with units " + with,
                "ATT of adopters",
                "adopting units");
        String periods = m.anticipation() > 0 ? "; anticipation " + m.anticipation() + " periods" : "";
        found.add("att", all.simple().estimate(), sizes, "group-time effects weighted by group size" + periods);
        Aggregation.Curve events = all.byExposure();
        found.add("att-by-exposure", events.overall().estimate(), sizes, "mean over times since adoption" + periods);
        found.add("att-by-group", all.byGroup().overall().estimate(), sizes, "mean over groups by size" + periods);
        found.add(
                "att-by-calendar",
                all.byCalendar().overall().estimate(),
                sizes,
                "mean over calendar periods" + periods);
        Aggregation.Band band = all.band(events.points(), found.replicates(), found.seed());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < events.points().size(); i++) {
            Estimate e = band.intervals().get(i);
            points.add(new Point("", events.points().get(i).at(), e.value(), e.lower(), e.upper(), 0));
        }
        found.picture("event-study", List.of(), points, List.of(-0.5));
    }

    private void preTest(StaggeredAdoption fit) {
        try {
            ChiSquared test = fit.preTest();
            if (test.df() == 0) {
                found.check(
                        "parallel-trends",
                        Double.NaN,
                        limits.preTrendP(),
                        false,
                        Text.of("没有处理前的时期，平行趋势无法检验", "there is no period before treatment to test parallel trends in"));
                return;
            }
            found.atLeast(
                    "parallel-trends",
                    test.p(),
                    limits.preTrendP(),
                    Text.of(
                            "处理前各期效应全为 0 的 Wald 检验 P=" + Finding.number(test.p()) + "；不显著并不证明平行趋势",
                            "Wald test that all effects before treatment are 0: p=" + Finding.number(test.p())
                                    + "; a lack of significance proves nothing"));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            found.check(
                    "parallel-trends",
                    Double.NaN,
                    limits.preTrendP(),
                    false,
                    Text.of("处理前效应的检验无法计算（单位过少）", "the test before treatment cannot be computed (too few units)"));
        }
    }

    private void groupTimes(StaggeredAdoption fit) {
        List<Row> rows = new ArrayList<>();
        for (GroupTimeEffect e : fit.effects()) {
            Estimate v = e.estimate();
            rows.add(new Row(e.beforeTreatment() ? "before" : "after", new double[] {
                e.group(), e.time(), v.value(), v.se(), v.lower(), v.upper(), e.treated(), e.comparison()
            }));
        }
        found.sheet("group-time", rows);
    }

    static int count(boolean[] flags) {
        int n = 0;
        for (boolean f : flags) {
            n += f ? 1 : 0;
        }
        return n;
    }
}
