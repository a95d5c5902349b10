package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.effect.PlanMethods.estimate;
import static org.steelyard.effect.PlanMethods.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.method.CoxRule;

/** Methods for times, competing risks and recurrent events that a plan names, beside numbers of R. */
class PlanMethodsSurvivalTest {

    private static final String SURVIVAL = "R 4.2.2, survival 3.5-3, cmprsk: shared reference";

    @Test
    void competingRisksOfTheMyelomaPrecursor() {
        Rhc file = Rhc.read(Rhc.file("data/survival/mgus2.csv"));
        double[] ptime = file.number("ptime").values();
        double[] pstat = file.number("pstat").values();
        double[] futime = file.number("futime").values();
        double[] death = file.number("death").values();
        int n = ptime.length;
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        boolean[] other = new boolean[n];
        for (int i = 0; i < n; i++) {
            time[i] = pstat[i] == 0 ? futime[i] : ptime[i];
            event[i] = pstat[i] == 1;
            other[i] = pstat[i] == 0 && death[i] == 1;
        }
        AnalysisTable table = Plans.table(
                file.binary("male", "sex", "M"),
                file.number("age"),
                new Column.Numeric("etime", time),
                Plans.binary("pcm", event),
                Plans.binary("died", other));
        Plans plan = new Plans().exposure("male").covariates("age").bootstrap(200);
        plan.outcome(new Outcome(
                "progression",
                Text.same("progression"),
                OutcomeType.COMPETING,
                Optional.empty(),
                Optional.of("etime"),
                Optional.of("pcm"),
                Optional.of(TimeUnit.MONTH),
                Optional.of(120.0),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.empty(),
                Optional.of("died"),
                List.of(),
                List.of()));
        plan.analysis(Parts.none().of(Spec.primary("adjusted", "progression", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("crude", "progression", Adjustment.NONE, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("weighted", "progression", Adjustment.WEIGHTING, Target.ATE)));
        EffectResults r = run(table, plan);
        String fg = "Fine-Gray";
        competing(
                fg,
                "sex",
                -0.2600382379,
                Math.log(estimate(r, "adjusted/subdistribution-hazard-ratio").value()));
        competing(
                fg,
                "sex SE",
                0.1856810348,
                estimate(r, "adjusted/subdistribution-hazard-ratio").se());
        competing(
                "Cause-specific Cox",
                "sex",
                -0.02513778929,
                Math.log(estimate(r, "adjusted/hazard-ratio").value()));
        competing(
                "Cause-specific Cox",
                "sex SE",
                0.1884558482,
                estimate(r, "adjusted/hazard-ratio").se());
        EffectEstimate d = estimate(r, "crude/cumulative-incidence-difference");
        competing("Aalen-Johansen", "difference at 120", 0.05531024065 - 0.07388566438, d.value());
        competing("Aalen-Johansen", "its SE", Math.sqrt(1.162397817e-04 + 7.487352964e-05), d.se());
        assertThat(r.further().incidence()).hasSize(2);
        // Where nobody has the event any more the curve goes on: at the last point but one few are left.
        assertThat(r.further().incidence())
                .flatExtracting(c -> List.of(c.treated(), c.control(), c.competingTreated(), c.competingControl()))
                .allSatisfy(f -> assertThat(f.atRisk()[f.atRisk().length - 2]).isLessThanOrEqualTo(10));
        assertThat(estimate(r, "weighted/cumulative-incidence-difference").se()).isBetween(0.008, 0.025);
        assertThat(r.diagnostics())
                .anyMatch(x -> x.id().equals("crude/gray-test") && Math.abs(x.value() - 0.2744221568) < 1e-6);
    }

    private static void competing(String method, String what, double expected, double actual) {
        Oracle.check(method, SURVIVAL, "mgus2 " + what + " through the plan", expected, actual, 1e-5);
    }

    @Test
    void recurrentTumoursOfTheBladder() {
        Rhc file = Rhc.read(Rhc.file("data/survival/bladder2.csv"));
        double[] id = file.number("id").values();
        int people = (int) Arrays.stream(id).max().orElse(0);
        double[][] columns = new double[9][people];
        for (int k = 5; k < 9; k++) {
            Arrays.fill(columns[k], Double.NaN);
        }
        int[] seen = new int[people];
        for (int row = 0; row < id.length; row++) {
            int i = (int) id[row] - 1;
            columns[0][i] = file.number("rx").values()[row] - 1;
            columns[1][i] = file.number("size").values()[row];
            columns[2][i] = file.number("number").values()[row];
            columns[3][i] = Math.max(columns[3][i], file.number("stop").values()[row]);
            if (file.number("event").values()[row] == 1) {
                columns[5 + seen[i]++][i] = file.number("stop").values()[row];
            }
        }
        boolean[] treated = new boolean[people];
        for (int i = 0; i < people; i++) {
            treated[i] = columns[0][i] == 1;
        }
        List<Column> all = new ArrayList<>(List.of(
                Plans.binary("treated", treated),
                new Column.Numeric("size", columns[1]),
                new Column.Numeric("number", columns[2]),
                new Column.Numeric("end", columns[3])));
        for (int k = 5; k < 9; k++) {
            all.add(new Column.Numeric("t" + (k - 4), columns[k]));
        }
        boolean[] followed = new boolean[people];
        for (int i = 0; i < people; i++) {
            followed[i] = columns[3][i] > 0;
        }
        Plans plan = new Plans().covariates("size", "number").bootstrap(100);
        plan.outcome(new Outcome(
                "tumours",
                Text.same("tumours"),
                OutcomeType.RECURRENT,
                Optional.empty(),
                Optional.of("end"),
                Optional.empty(),
                Optional.of(TimeUnit.MONTH),
                Optional.of(24.0),
                Optional.empty(),
                true,
                Text.same("-"),
                Optional.empty(),
                Optional.empty(),
                List.of("t1", "t2", "t3", "t4"),
                List.of()));
        plan.analysis(Parts.none().of(Spec.primary("ag", "tumours", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none().of(Spec.sensitivity("crude", "tumours", Adjustment.NONE, Target.ATE)));
        AnalysisTable table = Plans.table(all.toArray(Column[]::new));
        EffectResults r = run(Lines.where(table, followed), plan);
        Oracle.check(
                "Andersen-Gill",
                SURVIVAL,
                "bladder2 rx through the plan",
                -0.4646869529,
                Math.log(estimate(r, "ag/rate-ratio").value()),
                1e-6);
        Oracle.check(
                "Andersen-Gill",
                SURVIVAL,
                "bladder2 rx robust SE through the plan",
                0.2655608119,
                estimate(r, "ag/rate-ratio").se(),
                1e-6);
        assertThat(estimate(r, "crude/mean-count-difference").value()).isNegative();
    }

    @Test
    void coxOptionsOfThePlan() {
        Rhc file = Rhc.read(Rhc.file("data/survival/lung.csv"));
        int n = file.number("time").values().length;
        boolean[] known = new boolean[n];
        double[] ecog = file.number("ph.ecog").values();
        for (int i = 0; i < n; i++) {
            known[i] = !Double.isNaN(ecog[i]);
        }
        AnalysisTable table = Lines.where(
                Plans.table(
                        file.binary("female", "sex", "2"),
                        file.number("age"),
                        new Column.Numeric("ecog", ecog),
                        new Column.Numeric("inst", file.number("inst").values()),
                        file.number("time"),
                        file.binary("died", "status", "2")),
                known);
        Plans plan = new Plans()
                .exposure("female")
                .covariates("age", "ecog")
                .survival("death", "time", "died", Optional.empty());
        plan.analysis(Parts.none().of(Spec.primary("efron", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .cox(new CoxRule(CoxRule.TieRule.BRESLOW, List.of(), Optional.empty()))
                .of(Spec.sensitivity("breslow", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .cox(new CoxRule(CoxRule.TieRule.EXACT, List.of(), Optional.empty()))
                .of(Spec.sensitivity("exact", "death", Adjustment.REGRESSION, Target.ATE)));
        plan.analysis(Parts.none()
                .covariates("age")
                .cox(new CoxRule(CoxRule.TieRule.EFRON, List.of("ecog"), Optional.empty()))
                .of(Spec.sensitivity("strata", "death", Adjustment.REGRESSION, Target.ATE)));
        EffectResults r = run(table, plan);
        cox("Efron", -0.5526123957, r, "efron");
        cox("Breslow", -0.5518895698, r, "breslow");
        cox("exact", -0.553435613, r, "exact");
        cox("strata", -0.5535169258, r, "strata");
        assertThat(estimate(r, "strata/hazard-ratio").convention()).contains("strata: ecog");
    }

    private static void cox(String what, double expected, EffectResults r, String id) {
        Oracle.check(
                "Cox options",
                SURVIVAL,
                "lung sex, " + what + ", through the plan",
                expected,
                Math.log(estimate(r, id + "/hazard-ratio").value()),
                1e-7);
    }
}
