package org.steelyard.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides what a region is like. The shipped one is {@code region.yaml}; every number that a policy, a
 * price list or a disease decides stands there and not in the code. Rates are per year, money in yuan, shares between 0
 * and 1. {@code docs/simulate.md} explains each part.
 */
public record RegionConfig(
        int format,
        Run run,
        Period period,
        Population population,
        Insurance insurance,
        List<String> districts,
        OutOfArea outOfArea,
        List<Institution> institutions,
        Levels levels,
        List<Condition> conditions,
        Use use,
        Mortality mortality,
        Index index,
        Effects effects,
        Service service,
        Payment payment,
        Prices prices,
        Refunds refunds,
        Map<String, Double> missing) {

    /**
     * @param defectRate share of records that carry each named defect
     * @param defects ids of the defects that are planted; all of them when empty
     */
    public record Run(long persons, long seed, double defectRate, List<String> defects) {

        /** Every kind of defect at this rate. */
        public Run(long persons, long seed, double defectRate) {
            this(persons, seed, defectRate, List.of());
        }

        public Run {
            defects = List.copyOf(defects);
        }

        /** Whether this defect is planted. */
        public boolean plants(Defect defect) {
            return defectRate > 0 && (defects.isEmpty() || defects.contains(defect.id()));
        }
    }

    public record Period(LocalDate start, int years) {
        public int days() {
            return (int) (start.plusYears(years).toEpochDay() - start.toEpochDay());
        }
    }

    public record AgeShare(int from, int to, double share) {}

    /** A value for ages up to and including {@code to}; a list of them is in rising order. */
    public record UpTo(int to, double value) {}

    public record Population(double male, List<AgeShare> ages, double bornInPeriod, double frailtySd) {}

    public record PersonTypes(String employed, String retired, String adult, String child, String civilServant) {}

    public record Insurance(
            List<UpTo> employees,
            int retirementAge,
            PersonTypes personTypes,
            double civilServants,
            double enterprise,
            double medicalAid,
            double late,
            double leaves,
            double changes) {}

    public record OutOfArea(double share, List<String> districts) {}

    /**
     * @param size how many patients it draws among those of its level
     * @param service whether it offers the new service
     */
    public record Institution(String code, String name, int level, String district, double size, boolean service) {}

    /** Shares of patients at levels 1, 2 and 3. */
    public record Levels(List<Double> outpatient, List<Double> inpatient, List<Double> index) {}

    public record Condition(
            String id,
            String code,
            double intercept,
            double perDecade,
            double male,
            String chronicCode,
            String drugs) {}

    public record Use(
            List<UpTo> outpatient,
            List<UpTo> inpatient,
            double inpatientPerCondition,
            double chronic,
            double pharmacy,
            double emergencyShare,
            double deliveriesPerYear,
            double seasonAmplitude,
            int seasonPeakDay,
            double comorbidityRecorded,
            double settledLater,
            int latestSettlement,
            double intensitySd,
            double stayLogSd) {}

    public record Mortality(
            double at70,
            double perYear,
            double men,
            double perCondition,
            double terminalStay,
            int terminalStayDays,
            double registryMissingInHospital) {}

    public record Logit(double intercept, double perDecade) {}

    public record Index(
            double at70,
            double perDecade,
            double men,
            int fromAge,
            Map<String, Double> perCondition,
            Logit respiratoryFailure,
            int priorObservationDays,
            int followUpDays,
            List<Integer> levels,
            int minAge,
            double clinicPerYear,
            int serviceOnDay) {}

    public record Treatment(double intercept, double trendPerYear, Map<String, Double> features) {}

    public record Death(double scaleDays, double shape, double hazardRatio, Map<String, Double> features) {}

    public record Stay(double meanDays, double logSd, double ratio, Map<String, Double> features) {}

    public record Readmission(double perYear, double rateRatio, Map<String, Double> features) {}

    public record Effects(Treatment treatment, Death death, Stay stay, Readmission readmission) {}

    public record Service(String operation, String itemGroup, String deviceGroup, int sessions, int devices) {}

    public record Ambulatory(double deductible, List<Double> share, double yearCap) {}

    public record Tier(double upTo, List<Double> share) {}

    public record Inpatient(List<Double> deductible, double laterFactor, List<Tier> tiers, double yearCap) {}

    public record OverCap(String component, double share, double yearCap) {}

    public record Major(String component, double deductible, double share) {}

    public record Scheme(
            Ambulatory outpatient,
            Ambulatory chronic,
            Inpatient inpatient,
            OverCap overCap,
            Major major,
            double retiredBonus,
            double outOfAreaFactor) {}

    public record Chance(double probability, double share) {}

    public record Account(double employed, double retired, double mutualShare) {}

    /** @param residents scheme 390; employees are scheme 310 */
    public record Payment(
            @com.fasterxml.jackson.annotation.JsonProperty("310")
            Scheme employees,

            @com.fasterxml.jackson.annotation.JsonProperty("390")
            Scheme residents,

            double civilServantShare,
            double enterpriseShare,
            double medicalAidShare,
            Chance otherSupport,
            Chance hospitalBears,
            Account account) {}

    public record Prices(List<Double> serviceLevel, double consumableSpread) {}

    public record Refunds(double settlement, double billedAgain, double line) {}

    /** The same region with other people, seed or defects. */
    public RegionConfig with(Run other) {
        return new RegionConfig(
                format,
                other,
                period,
                population,
                insurance,
                districts,
                outOfArea,
                institutions,
                levels,
                conditions,
                use,
                mortality,
                index,
                effects,
                service,
                payment,
                prices,
                refunds,
                missing);
    }
}
