package org.steelyard.simulator.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.internal.Draws.Purpose;

/** Which visit carries which fault, and the faults that are planted before the bill is settled or in the main diagnosis. */
final class FaultPlan {

    private static final int ADULT = 18;
    private static final int UNIT = 100;

    private final World world;
    private final double rate;
    private final Draws draws;
    private final Catalogue.Diagnosis ofMen;
    private final Catalogue.Diagnosis ofWomen;
    private final Catalogue.Diagnosis ofNewborns;
    private final Catalogue.Diagnosis external;

    FaultPlan(World world) {
        this.world = world;
        rate = world.config().run().defectRate();
        draws = new Draws(world.config().run().seed());
        List<Catalogue.Diagnosis> conflict = world.catalogue().role("conflict");
        ofMen = conflict.stream().filter(d -> d.sex() == 1).findFirst().orElseThrow();
        ofWomen = conflict.stream().filter(d -> d.sex() == 2).findFirst().orElseThrow();
        ofNewborns = world.catalogue().role("birth").get(1);
        external = world.catalogue().role("external").getFirst();
    }

    /** Each fault falls on a visit with the probability of the rate; where it does not apply it is not planted. */
    Optional<Defect> fault(Person person, Visit visit, Lines lines) {
        if (rate == 0) {
            return Optional.empty();
        }
        int which = (int)
                (draws.at(person.number(), Purpose.DEFECT, visit.key() + 1).uniform() / rate);
        List<Defect> all = Defect.perVisit();
        if (which >= all.size()
                || !world.config().run().plants(all.get(which))
                || !applies(all.get(which), person, visit, lines)) {
            return Optional.empty();
        }
        lines.refund(Lines.Refund.NONE);
        return Optional.of(all.get(which));
    }

    private boolean applies(Defect defect, Person person, Visit visit, Lines lines) {
        int age = world.calendar().age(person, visit.when().from());
        return switch (defect) {
            case NEWBORN_WEIGHT -> visit.kind() == Visit.Kind.BIRTH;
            case OPERATION_OUTSIDE_STAY -> visit.operation() >= 0;
            case DISCHARGE_BEFORE_ADMISSION, SETTLED_BEFORE_DISCHARGE, STAY_DAYS, OVERLAPPING_STAYS -> visit.stay();
            case AGE_CONFLICT -> age >= ADULT;
            case PRICE_OVER_LIMIT -> limited(lines) >= 0;
            case LINE_SPLIT, REFUND_EXCEEDS, NEGATIVE_AMOUNT -> plain(lines);
            default -> true;
        };
    }

    /** A first line from which nothing came back. */
    private static boolean plain(Lines lines) {
        return lines.size() > 1 && lines.returned(0) == 0;
    }

    /** A line above its limit as it is: only of items that some lines book above theirs do the records tell the limit. */
    private int limited(Lines lines) {
        for (int line = 0; line < lines.size(); line++) {
            Catalogue.Item item = world.catalogue().item(lines.item(line));
            if (item.limit() > 0 && !item.outside() && lines.price(line) > item.limit()) {
                return line;
            }
        }
        return -1;
    }

    /** Faults that change what is billed; everything after them adds up. */
    void spoilBill(VisitRows.Scene scene, Lines lines) {
        if (scene.carries(Defect.UNIT_OUTLIER)) {
            for (int line = 0; line < lines.size(); line++) {
                lines.price(line, lines.price(line) * UNIT);
            }
        } else if (scene.carries(Defect.PRICE_OVER_LIMIT)) {
            int line = limited(lines);
            lines.price(line, world.catalogue().item(lines.item(line)).limit() * 3);
            lines.unlimited(line);
        }
    }

    void spoilMain(VisitRows.Scene s, Row row) {
        if (s.fault().isEmpty()) {
            return;
        }
        Words words = world.words();
        switch (s.fault().get()) {
            case WRONG_FORM -> row.set("diag_code", words.wrongForm);
            case UNKNOWN_CODE -> row.set("diag_code", words.unknownCode);
            case SEX_CONFLICT -> other(row, s.person().male() ? ofWomen : ofMen);
            case AGE_CONFLICT -> other(row, ofNewborns);
            case EXTERNAL_MAIN -> other(row, external);
            default -> {}
        }
    }

    private static void other(Row row, Catalogue.Diagnosis diagnosis) {
        row.set("diag_code", diagnosis.code()).set("diag_name", diagnosis.name());
    }

    /** Visits of the month that an institution hardly delivered. */
    boolean lost(Person person, Visit visit) {
        BatchDefects batch = world.batch();
        if (!batch.planted() || visit.stay() || visit.site().number() != batch.missing()) {
            return false;
        }
        int day = visit.when().from();
        boolean month = world.calendar().year(day) * 100 + world.calendar().month(day) == batch.month();
        return month && coin(person, visit, Defect.MISSING_MONTH) < BatchDefects.MISSING_SHARE;
    }

    boolean unspecified(Person person, Visit visit) {
        BatchDefects batch = world.batch();
        return batch.planted()
                && !visit.stay()
                && visit.site().number() == batch.unspecified()
                && coin(person, visit, Defect.UNSPECIFIED_DIAGNOSES) < BatchDefects.UNSPECIFIED_SHARE;
    }

    private double coin(Person person, Visit visit, Defect defect) {
        return draws.at(person.number(), Purpose.DEFECT, -1_000_000_000L * (defect.ordinal() + 1) - visit.key())
                .uniform();
    }
}
