package org.steelyard.economics.budget;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.kernel.Text;

/**
 * Budget impact of a model.
 *
 * @param first calendar year of fund year 1; 0 when not said
 * @param total all pools together
 * @param spread by year, of the probabilistic draws; empty without them
 * @param cumulative added spending of the fund over all years, interval of the draws; NaN without them
 * @param oneWay cumulative added spending of the fund with one parameter low and high, widest first
 * @param conventions that decide a digit, in words
 */
public record BudgetResults(
        int first,
        String currency,
        List<Service> services,
        List<PoolForecast> pools,
        List<FundModel.Year> total,
        List<YearSpread> spread,
        Interval cumulative,
        int draws,
        List<OneWay> oneWay,
        List<ScenarioForecast> scenarios,
        Map<String, Text> conventions) {

    /** @param cost of a person by year since the start, not discounted @param newcomer whether it takes its share from others */
    public record Service(String id, Text label, double[] cost, boolean newcomer) {}

    public record PoolForecast(String id, Text label, String province, String insurance, List<FundModel.Year> years) {}

    /** @param unaffordable probability that the fund's added spending exceeds what is allowed; NaN when not judged */
    public record YearSpread(Interval net, Interval fundNet, double unaffordable) {}

    public record OneWay(
            String parameter, Text label, double low, double high, double fundNetLow, double fundNetHigh) {}

    public record ScenarioForecast(String id, Text label, List<FundModel.Year> total) {}

    public static double fundNet(List<FundModel.Year> years) {
        return years.stream().mapToDouble(FundModel.Year::fundNet).sum();
    }

    public static double net(List<FundModel.Year> years) {
        return years.stream().mapToDouble(FundModel.Year::net).sum();
    }

    /** Pools summed by province or by kind of insurance; empty when no pool names one. */
    public Map<String, List<FundModel.Year>> by(Function<PoolForecast, String> group) {
        return pools.stream()
                .filter(p -> !group.apply(p).isEmpty())
                .collect(Collectors.groupingBy(
                        group,
                        java.util.LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(PoolForecast::years, Collectors.toList()), FundModel::total)));
    }

    /** The year as people name it. */
    public String name(FundModel.Year year) {
        return Integer.toString(first > 0 ? first + year.number() - 1 : year.number());
    }
}
