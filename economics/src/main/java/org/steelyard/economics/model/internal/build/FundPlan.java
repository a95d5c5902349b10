package org.steelyard.economics.model.internal.build;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/** Budget and agreements of a model with their formulas as nodes; −1 stands for what is not there. */
public record FundPlan(Optional<Budget> budget, List<Agreement> agreements) {

    public static final FundPlan NONE = new FundPlan(Optional.empty(), List.of());

    /**
     * @param current node by service
     * @param uptake nodes by service and year; an empty row for a service that takes nothing
     * @param taken nodes by taking service and service; an empty row for the proportion of the current shares
     * @param horizon of the model in years
     */
    public record Budget(
            List<Pool> pools, List<Service> services, int[] current, int[][] uptake, int[][] taken, double horizon) {}

    public record Pool(
            String path,
            int members,
            int eligible,
            int incident,
            int growth,
            int fundShare,
            int fund,
            int fundGrowth,
            int limit) {
        int[] nodes() {
            return new int[] {members, eligible, incident, growth, fundShare, fund, fundGrowth, limit};
        }
    }

    /** @param strategy whose costs the model gives, or −1 @param cost nodes by year since the start, given by hand */
    public record Service(String id, Text label, int strategy, int[] cost) {}

    /** @param refund nodes of the shares @param refundTimes in years */
    public record Agreement(
            int strategy,
            int price,
            int people,
            int discount,
            int[] tierLimits,
            int[] tierPrices,
            int probability,
            double[] refundTimes,
            int[] refund,
            double[] instalmentTimes,
            int[] instalments,
            int cap,
            Optional<Study> study) {}

    public record Study(double within, int people, int target, int met, int missed, int later) {}
}
