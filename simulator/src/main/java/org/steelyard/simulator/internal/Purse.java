package org.steelyard.simulator.internal;

/**
 * What one person has used of the yearly limits so far, in fen.
 *
 * @param ambulatoryDeductible used of the deductible of outpatient care
 * @param stays settled stays of the year
 * @param major in-scope costs borne by the person that count towards major illness
 * @param account what is left in the personal account
 */
record Purse(
        int year,
        long ambulatoryDeductible,
        long ambulatoryPaid,
        long chronicDeductible,
        long chronicPaid,
        int stays,
        long inpatientPaid,
        long overPaid,
        long major,
        long account) {

    static Purse open(int year, long account) {
        return new Purse(year, 0, 0, 0, 0, 0, 0, 0, 0, account);
    }
}
