package org.steelyard.protocol;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * What a region, a year or a guideline decides. No such number stands in code: each is here, with its source.
 *
 * @param validTo absent while in force
 * @param discountCosts per year
 * @param discountEffects per year
 * @param discountRange lowest and highest rate of the sensitivity analysis
 * @param gdpPerCapita the basis of willingness-to-pay thresholds
 * @param thresholdMultiples willingness to pay per QALY as multiples of GDP per capita
 * @param fundGrowth of the fund's spending a year, against which a budget impact is judged; absent where nobody says it
 * @param smallestCount counts from 1 up to and including this are never shown
 * @param unitCosts by name
 * @param benefits what insurances pay of a year's bills, by name
 * @param evidence cut-offs of the evidence grade, by name
 */
public record PolicyPack(
        String id,
        String version,
        Text name,
        String region,
        int year,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        Number discountCosts,
        Number discountEffects,
        List<Double> discountRange,
        Number gdpPerCapita,
        List<Double> thresholdMultiples,
        Optional<Number> fundGrowth,
        Number smallestCount,
        Map<String, UnitCost> unitCosts,
        Map<String, Benefits> benefits,
        Map<String, Number> evidence) {

    /** A value, its unit and where it stands written. */
    public record Number(double value, Text unit, Text source) {}

    /**
     * What an insurance pays of the bills of a person in a year; amounts in the currency of the region.
     *
     * @param scenario no rule that is in force anywhere, but numbers to calculate with
     * @param deductibles of the first, second … bill; the last one counts for all that follow
     * @param tiers of eligible cost above the deductible @param cap most that the fund pays in a year
     */
    public record Benefits(
            Text label,
            boolean scenario,
            List<Double> deductibles,
            List<Tier> tiers,
            Optional<Double> cap,
            Optional<Layer> seriousIllness,
            Optional<Layer> medicalAid,
            Text source) {}

    /** @param upTo absent for the last @param rate share that is paid */
    public record Tier(Optional<Double> upTo, double rate) {}

    /** What is paid of own payments within the policy beyond a yearly threshold. */
    public record Layer(double threshold, List<Tier> tiers, Optional<Double> cap) {}

    public record UnitCost(Text label, double value, String currency, int priceYear, Text unit, Text source) {}
}
