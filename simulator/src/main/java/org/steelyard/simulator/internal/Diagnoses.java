package org.steelyard.simulator.internal;

import java.util.EnumMap;
import java.util.Map;
import org.steelyard.simulator.internal.Visit.Kind;

/** Which main diagnosis a visit has, among those that sex and age allow. */
final class Diagnoses {

    private static final int TRIES = 40;

    private final Map<Kind, Choice<Catalogue.Diagnosis>> byKind = new EnumMap<>(Kind.class);

    Diagnoses(Catalogue catalogue) {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, Choice.of(catalogue.role(role(kind)), Catalogue.Diagnosis::weight));
        }
    }

    private static String role(Kind kind) {
        return switch (kind) {
            case OUTPATIENT, EMERGENCY, CHRONIC, PHARMACY -> "outpatient";
            case CLINIC -> "clinic";
            case INPATIENT -> "inpatient";
            case DELIVERY -> "delivery";
            case BIRTH -> "birth";
            case TERMINAL -> "terminal";
            case INDEX, READMISSION -> "index";
        };
    }

    Catalogue.Diagnosis pick(Kind kind, Person person, int age, Draws draws) {
        Choice<Catalogue.Diagnosis> choice = byKind.get(kind);
        if (choice == null) {
            throw new IllegalStateException("no diagnoses for " + kind);
        }
        for (int i = 0; i < TRIES; i++) {
            Catalogue.Diagnosis one = choice.pick(draws);
            if (fits(one, person, age)) {
                return one;
            }
        }
        return choice.things().stream()
                .filter(one -> fits(one, person, age))
                .findFirst()
                .orElse(choice.things().getFirst());
    }

    private static boolean fits(Catalogue.Diagnosis one, Person person, int age) {
        return age >= one.from() && age <= one.to() && (one.sex() == 0 || one.sex() == 1 == person.male());
    }
}
