package org.steelyard.simulator;

import java.util.List;
import java.util.Map;

/**
 * What was planted.
 *
 * @param indexStays first stays for the index disease
 * @param population people whose index stay meets the conditions of {@code index} in the configuration
 * @param treated those of them who had the new service
 * @param everyone effects in the whole population
 * @param treatedOnly effects in those who had the new service
 * @param observed means in those who had each treatment: what a naive comparison sees
 */
public record Truth(
        long indexStays,
        long population,
        long treated,
        Effects everyone,
        Effects treatedOnly,
        Map<String, Arms> observed,
        List<Fault> faults,
        List<BatchFault> batchFaults) {

    /** Means under usual care and under the new service. */
    public record Arms(double usual, double newService) {

        public double difference() {
            return newService - usual;
        }
    }

    /**
     * By measure: {@code deaths} (risk), {@code daysAlive} (restricted mean), {@code stayDays}, {@code stayCost},
     * {@code costSettled}, {@code costServed} (yuan), {@code readmissions}.
     *
     * @param expectedDeaths risks given features and treatment, averaged: free of the chance of who dies
     * @param expectedDaysAlive restricted means likewise
     */
    public record Effects(Map<String, Arms> measures, Arms expectedDeaths, Arms expectedDaysAlive) {}

    /**
     * Rows that carry one fault.
     *
     * @param keys numbers of the rows in their table
     * @param rows places of the rows in the table, from 1; a CSV has its header before them
     */
    public record Fault(Defect defect, String table, List<String> keys, List<Long> rows) {}

    /** A fault of a whole institution. */
    public record BatchFault(Defect defect, String institution, String month) {}
}
