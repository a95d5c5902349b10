package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.economics.CostEffectiveness;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.agreement.AgreedPayment;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.agreement.PaymentSchedule;
import org.steelyard.economics.model.ModelResults.Agreement;
import org.steelyard.economics.model.ModelResults.EventRisk;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.build.FundPlan;
import org.steelyard.kernel.Text;

/** What agreements cost: the risks come from the model itself, for the base case and for every draw. */
final class AgreementRun {

    private static final double LEVEL = 0.95;

    private final Runner runner;
    private final Built built;
    private final double[][] rows;
    private final FundNumbers numbers;

    /** @param draws parameter draws; none for the base case alone */
    AgreementRun(Runner runner, double[][] draws) {
        this.runner = runner;
        built = runner.built();
        List<double[]> all = new ArrayList<>(List.of(draws));
        all.addFirst(built.inputs().base());
        rows = all.toArray(double[][]::new);
        numbers = new FundNumbers(built, rows);
    }

    List<Agreement> results(double[][] totals, int reference, int cost, int effect) {
        List<Agreement> out = new ArrayList<>();
        List<AgreementSpec> specs = List.copyOf(runner.spec().agreements().values());
        for (int i = 0; i < specs.size(); i++) {
            Text label = specs.get(i).label();
            runner.settings().progress().accept(Text.of("支付协议：" + label.zh(), "Agreement: " + label.en()));
            FundPlan.Agreement plan = built.fund().agreements().get(i);
            Risks risks = risks(specs.get(i), plan);
            List<AgreedPayment> payments = new ArrayList<>();
            for (int r = rows.length > 1 ? 1 : 0; r < rows.length; r++) {
                payments.add(payment(plan, risks, r));
            }
            AgreementForecast forecast = AgreementForecast.of(
                    payments,
                    runner.settings().seed().child("agreement " + specs.get(i).id()));
            double saved = forecast.effectivePrice() - forecast.listPrice();
            int s = plan.strategy();
            out.add(new Agreement(
                    specs.get(i).id(),
                    label,
                    s,
                    forecast,
                    risks.table(),
                    s == reference
                            ? Double.NaN
                            : CostEffectiveness.icer(
                                    totals[s][cost] + saved - totals[reference][cost],
                                    totals[s][effect] - totals[reference][effect])));
        }
        return out;
    }

    private AgreedPayment payment(FundPlan.Agreement plan, Risks risks, int row) {
        PaymentSchedule schedule = numbers.schedule(plan, row);
        double[] by =
                Arrays.stream(schedule.breaks()).map(t -> risks.at(t, row)).toArray();
        double risk = plan.study().map(s -> risks.at(s.within(), row)).orElse(0.0);
        return numbers.payment(plan, row, by, risk);
    }

    /** @param by time in years to the probability of the event by then, a row each */
    private record Risks(Map<Double, double[]> by) {
        double at(double time, int row) {
            double[] p = by.get(time);
            return p == null ? 0 : Math.min(1, Math.max(0, p[row]));
        }

        List<EventRisk> table() {
            List<EventRisk> out = new ArrayList<>();
            by.forEach((time, p) -> {
                Interval interval = p.length > 2
                        ? Quantile.interval(Arrays.copyOfRange(p, 1, p.length), LEVEL)
                        : new Interval(Double.NaN, Double.NaN);
                out.add(new EventRisk(time, p[0], interval));
            });
            return out;
        }
    }

    private Risks risks(AgreementSpec spec, FundPlan.Agreement plan) {
        TreeMap<Double, double[]> out = new TreeMap<>();
        for (double t : plan.refundTimes()) {
            out.put(t, new double[0]);
        }
        for (double t : plan.instalmentTimes()) {
            out.put(t, new double[0]);
        }
        plan.study().ifPresent(s -> out.put(s.within(), new double[0]));
        out.remove(0.0);
        out.replaceAll((time, none) -> probability(spec, plan, time));
        return new Risks(out);
    }

    private double[] probability(AgreementSpec spec, FundPlan.Agreement plan, double time) {
        double[] out = new double[rows.length];
        if (plan.probability() >= 0) {
            Arrays.setAll(out, r -> numbers.at(plan.probability(), r, 0));
        } else if (!spec.states().isEmpty()) {
            Built variant = FundVariants.happenedBy(runner.spec(), spec.states(), time);
            return runner.evaluator(variant).draws(rows, runner.quiet())[plan.strategy()][0];
        }
        return out;
    }
}
