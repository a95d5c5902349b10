package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.agreement.AgreedPayment;
import org.steelyard.economics.agreement.PaymentSchedule;
import org.steelyard.economics.agreement.PriceVolume;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.build.FundPlan;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;

/** The formulas of a budget and of agreements under many sets of parameter values, a row each. */
final class FundNumbers {

    private final Lanes lanes;

    FundNumbers(Built built, double[][] rows) {
        int[] needed = built.graph().needed(built.fundNodes());
        lanes = new Lanes(built.graph(), rows.length, Graph.DRAW, needed);
        for (int p = 0; p < built.parameterNodes().length; p++) {
            int node = built.parameterNodes()[p];
            if (lanes.holds(node)) {
                double[] values = lanes.of(node);
                for (int r = 0; r < values.length; r++) {
                    values[r] = rows[r][p];
                }
            }
        }
        lanes.compute(needed);
    }

    double at(int node, int row, double absent) {
        return node < 0 ? absent : lanes.at(node, row);
    }

    private double[] at(int[] nodes, int row) {
        return Arrays.stream(nodes).mapToDouble(n -> at(n, row, Double.NaN)).toArray();
    }

    FundModel.Pool pool(FundPlan.Pool p, int row, double growth) {
        return new FundModel.Pool(
                at(p.members(), row, Double.NaN),
                at(p.growth(), row, 0),
                at(p.eligible(), row, 0),
                at(p.incident(), row, 0),
                at(p.fundShare(), row, 1),
                at(p.fund(), row, Double.NaN),
                at(p.fundGrowth(), row, growth),
                at(p.limit(), row, 1));
    }

    double[] current(FundPlan.Budget b, int row) {
        double[] out = at(b.current(), row);
        double sum = Arrays.stream(out).sum();
        return Arrays.stream(out).map(v -> v / sum).toArray();
    }

    double[] rawCurrent(FundPlan.Budget b, int row) {
        return at(b.current(), row);
    }

    double uptake(FundPlan.Budget b, int service, int year, int row) {
        int[] nodes = b.uptake()[service];
        return year < nodes.length ? lanes.at(nodes[year], row) : 0;
    }

    /** By taking service: shares of where it takes from. */
    double[][] taken(FundPlan.Budget b, int row) {
        double[] current = current(b, row);
        double[][] out = new double[current.length][];
        for (int s = 0; s < out.length; s++) {
            double[] own = at(b.taken()[s], row);
            double sum = Arrays.stream(own).sum();
            out[s] = own.length == 0 || !(sum > 0)
                    ? current
                    : Arrays.stream(own).map(v -> v / sum).toArray();
        }
        return out;
    }

    double[] costs(FundPlan.Service s, int row) {
        return at(s.cost(), row);
    }

    PaymentSchedule schedule(FundPlan.Agreement a, int row) {
        return new PaymentSchedule(
                steps(a.instalmentTimes(), a.instalments(), row), steps(a.refundTimes(), a.refund(), row));
    }

    private List<PaymentSchedule.Step> steps(double[] times, int[] shares, int row) {
        List<PaymentSchedule.Step> out = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            out.add(new PaymentSchedule.Step(times[i], lanes.at(shares[i], row)));
        }
        return out;
    }

    Optional<PriceVolume> tiers(FundPlan.Agreement a, int row) {
        if (a.tierPrices().length == 0) {
            return Optional.empty();
        }
        List<PriceVolume.Tier> out = new ArrayList<>();
        for (int i = 0; i < a.tierPrices().length; i++) {
            out.add(new PriceVolume.Tier(
                    at(a.tierLimits()[i], row, Double.POSITIVE_INFINITY), lanes.at(a.tierPrices()[i], row)));
        }
        return Optional.of(new PriceVolume(out));
    }

    /** @param by probability of the event by each break @param risk of the event in the study */
    AgreedPayment payment(FundPlan.Agreement a, int row, double[] by, double risk) {
        double people = Math.max(0, at(a.people(), row, 0));
        double list = Math.max(0, at(a.price(), row, 0));
        double price = people > 0 ? tiers(a, row).map(t -> t.average(people)).orElse(list) : list;
        double discount = at(a.discount(), row, 0);
        return new AgreedPayment(
                people,
                price * (1 - discount),
                list,
                schedule(a, row),
                by,
                at(a.cap(), row, Double.POSITIVE_INFINITY),
                a.study()
                        .map(s -> new AgreedPayment.Study(
                                Math.max(1, Math.round(at(s.people(), row, 1))),
                                risk,
                                at(s.target(), row, 0),
                                at(s.met(), row, 0),
                                at(s.missed(), row, 0),
                                at(s.later(), row, 0))));
    }
}
