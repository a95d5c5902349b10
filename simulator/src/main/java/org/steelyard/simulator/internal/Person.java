package org.steelyard.simulator.internal;

import java.util.List;

/**
 * An insured person. Days count from the first of the period.
 *
 * @param conditions bit i is condition i of the configuration
 * @param chronic the condition registered for chronic outpatient care, or -1
 * @param dies day of death of someone without the index disease
 * @param index day of the first stay for the index disease
 */
record Person(
        long number,
        boolean male,
        int born,
        int bornYear,
        int bornMonthDay,
        double frailty,
        long conditions,
        int chronic,
        int district,
        Status status,
        List<Spell> spells,
        int dies,
        int index) {

    /** What decides on extra payers. */
    record Status(boolean civilServant, boolean enterprise, boolean medicalAid) {}

    /** Insured from the first to the last day, both included. */
    record Spell(int from, int to, boolean employee) {
        boolean covers(int day) {
            return day >= from && day <= to;
        }
    }

    boolean covered(int day) {
        return spells.stream().anyMatch(spell -> spell.covers(day));
    }

    /** In the scheme of employees on that day; before and after all spells the nearest one counts. */
    boolean employee(int day) {
        Spell nearest = spells.getFirst();
        for (Spell spell : spells) {
            if (spell.from() <= day) {
                nearest = spell;
            }
        }
        return nearest.employee();
    }

    int conditionCount() {
        return Long.bitCount(conditions);
    }

    boolean has(int condition) {
        return (conditions >>> condition & 1) == 1;
    }
}
