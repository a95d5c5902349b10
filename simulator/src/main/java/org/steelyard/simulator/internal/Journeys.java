package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Story.Arm;
import org.steelyard.simulator.internal.Story.IndexEvent;
import org.steelyard.simulator.internal.Visit.Kind;

/**
 * A person's visits in order of time. Whatever treatment does not touch is drawn from streams of its own, so that two
 * potential outcomes differ by treatment only.
 */
final class Journeys {

    private static final double DAYS = 365.25;
    private static final int YEAR = 365;
    private static final int MOST_VISITS = 800;
    private static final int LONGEST_STAY = 150;
    private static final int MIDDLE = 2;

    private final World world;
    private final RegionConfig config;
    private final Calendar calendar;
    private final Draws draws;
    private final Draws inner;
    private final IndexCare care;
    private final Diagnoses diagnoses;

    Journeys(World world) {
        this.world = world;
        config = world.config();
        calendar = world.calendar();
        draws = new Draws(config.run().seed());
        inner = new Draws(config.run().seed());
        care = new IndexCare(world);
        diagnoses = new Diagnoses(world.catalogue());
    }

    /** Something that may become a visit. */
    private record Wish(int day, Kind kind, int key) {}

    private static final Comparator<Wish> IN_TIME =
            Comparator.comparingInt(Wish::day).thenComparing(Wish::kind).thenComparingInt(Wish::key);

    /** Visits so far, and the first day on which the person is free for another. */
    private final class Walk {

        private final Person person;
        private final List<Visit> visits = new ArrayList<>();
        private int free;
        private int dies;

        Walk(Person person, int dies) {
            this.person = person;
            this.dies = dies;
        }

        /** Takes wishes until a day on which something else begins; a stay that would reach into it does not happen. */
        void until(List<Wish> wishes, int day) {
            for (Wish wish : wishes) {
                if (wish.day() >= day || wish.day() >= dies || visits.size() >= MOST_VISITS) {
                    continue;
                }
                if (wish.day() >= free && person.covered(wish.day())) {
                    take(wish, day);
                }
            }
        }

        private void take(Wish wish, int day) {
            Visit visit = visit(this, wish);
            if (visit.when().to() >= day) {
                return;
            }
            free = visit.stay() ? visit.when().to() + 1 : wish.day() + 1;
            keep(visit);
        }

        /** What is not settled within the period does not reach the platform. */
        void keep(Visit visit) {
            if (visit.when().settled() < calendar.days()) {
                visits.add(visit);
            }
        }
    }

    Story of(Person person, Arm arm) {
        List<Wish> wishes = wishes(person);
        Walk walk = new Walk(person, person.dies());
        if (person.index() == Calendar.NEVER) {
            walk.until(wishes, Calendar.NEVER);
            return new Story(person, walk.visits, walk.dies, Optional.empty());
        }
        walk.until(wishes, person.index());
        IndexEvent event = care.event(person, arm, priorAdmission(walk.visits, person.index()), walk.visits.size() + 1);
        walk.keep(event.visit());
        walk.free = event.visit().when().to() + 1;
        long dies = person.index() + event.survival();
        walk.dies = dies < calendar.days() ? (int) dies : Calendar.NEVER;
        List<Wish> later = new ArrayList<>(wishes);
        afterIndex(person, event, walk.dies, later);
        later.removeIf(wish -> wish.day() <= person.index());
        later.sort(IN_TIME);
        walk.until(later, Calendar.NEVER);
        return new Story(person, walk.visits, walk.dies, Optional.of(event));
    }

    private static boolean priorAdmission(List<Visit> visits, int index) {
        return visits.stream().anyMatch(visit -> visit.stay() && visit.when().from() >= index - YEAR);
    }

    private List<Wish> wishes(Person person) {
        List<Wish> wishes = new ArrayList<>();
        int age = Math.max(0, calendar.age(person, calendar.days() / MIDDLE));
        RegionConfig.Use use = config.use();
        process(person, Kind.OUTPATIENT, person.frailty() * World.at(use.outpatient(), age), wishes);
        process(person, Kind.PHARMACY, person.frailty() * use.pharmacy(), wishes);
        if (person.chronic() >= 0) {
            process(person, Kind.CHRONIC, use.chronic(), wishes);
        }
        double stays = World.at(use.inpatient(), age) * (1 + use.inpatientPerCondition() * person.conditionCount());
        process(person, Kind.INPATIENT, person.frailty() * stays, wishes);
        if (!person.male() && age >= 20 && age <= 42) {
            process(person, Kind.DELIVERY, use.deliveriesPerYear(), wishes);
        }
        if (person.born() >= 0) {
            wishes.add(new Wish(person.born(), Kind.BIRTH, 0));
        }
        if (person.dies() < calendar.days()) {
            terminal(person, person.dies(), wishes);
        }
        wishes.sort(IN_TIME);
        return wishes;
    }

    /** A Poisson process thinned by season. */
    private void process(Person person, Kind kind, double perYear, List<Wish> wishes) {
        draws.at(person.number(), kind.purpose(), 0);
        double day = Math.max(0, person.born() + 1);
        double peak = perYear * (1 + config.use().seasonAmplitude()) / DAYS;
        if (!(peak > 0)) {
            return;
        }
        for (int key = 1; ; key++) {
            day += draws.exponential() / peak;
            if (day >= calendar.days()) {
                return;
            }
            if (draws.chance(calendar.season((int) day))) {
                wishes.add(new Wish((int) day, kind, key));
            }
        }
    }

    private void terminal(Person person, int dies, List<Wish> wishes) {
        draws.at(person.number(), Purpose.TERMINAL, 0);
        boolean stays = draws.chance(config.mortality().terminalStay());
        int days = 1 + draws.below(Math.max(1, config.mortality().terminalStayDays()));
        if (stays && dies - days >= 0) {
            wishes.add(new Wish(dies - days, Kind.TERMINAL, 0));
        }
    }

    /** Stays for the same disease at a rate that treatment changes, and visits to its clinic at one that it does not. */
    private void afterIndex(Person person, IndexEvent event, int dies, List<Wish> wishes) {
        int home = event.visit().when().to() + 1;
        double rate = care.readmissionsPerDay(event);
        draws.at(person.number(), Purpose.READMISSION, 0);
        double day = home;
        for (int key = 1; day < calendar.days(); key++) {
            day += draws.exponential() / rate;
            wishes.add(new Wish((int) Math.min(day, Calendar.NEVER), Kind.READMISSION, key));
        }
        draws.at(person.number(), Purpose.CLINIC, 0);
        double visit = home;
        double clinic = Math.max(1e-9, config.index().clinicPerYear() / DAYS);
        for (int key = 1; visit < calendar.days(); key++) {
            visit += draws.exponential() / clinic;
            wishes.add(new Wish((int) Math.min(visit, Calendar.NEVER), Kind.CLINIC, key));
        }
        wishes.removeIf(wish -> wish.day() >= calendar.days());
        if (dies < calendar.days() && dies - home > 1) {
            terminal(person, dies, wishes);
        }
    }

    private Visit visit(Walk walk, Wish wish) {
        Person person = walk.person;
        long key = wish.kind().ordinal() * 1_000_000L + wish.key();
        draws.at(person.number(), Purpose.VISIT, key);
        Kind kind = wish.kind() == Kind.OUTPATIENT && draws.chance(config.use().emergencyShare())
                ? Kind.EMERGENCY
                : wish.kind();
        Catalogue.Diagnosis main = diagnoses.pick(
                kind, person, calendar.age(person, wish.day()), inner.at(person.number(), Purpose.VISIT, -key));
        Site site = site(kind);
        Visit.Stay when = when(walk, kind, main, wish.day());
        boolean died = kind.stay() && when.to() == walk.dies;
        long also =
                kind == Kind.READMISSION || kind == Kind.TERMINAL ? person.conditions() : recorded(person, kind, inner);
        int operation = kind.stay() && (kind != Kind.BIRTH) ? main.operation() : -1;
        return new Visit(
                walk.visits.size() + 1,
                kind,
                key,
                when,
                site,
                main,
                also,
                kind == Kind.TERMINAL,
                operation,
                died,
                false);
    }

    private long recorded(Person person, Kind kind, Draws coin) {
        long also = 0;
        for (int i = 0; i < config.conditions().size(); i++) {
            boolean noted = coin.chance(
                    kind == Kind.CHRONIC || kind.stay() ? 0.9 : config.use().comorbidityRecorded());
            if (noted && person.has(i) || kind == Kind.CHRONIC && i == person.chronic()) {
                also |= 1L << i;
            }
        }
        return also;
    }

    private Site site(Kind kind) {
        if (draws.chance(config.outOfArea().share()) && kind.stay()) {
            return world.pickAway(draws);
        }
        return switch (kind) {
            case PHARMACY -> world.pickLevel(draws, 1);
            case OUTPATIENT, EMERGENCY, CHRONIC ->
                world.pick(draws, config.levels().outpatient());
            case CLINIC, INDEX, READMISSION, TERMINAL ->
                world.pick(draws, config.levels().index());
            case INPATIENT, DELIVERY, BIRTH -> world.pick(draws, config.levels().inpatient());
        };
    }

    private Visit.Stay when(Walk walk, Kind kind, Catalogue.Diagnosis main, int from) {
        int begins = 480 + draws.below(540);
        if (!kind.stay()) {
            int ends = Math.min(1439, begins + 15 + draws.below(120));
            return new Visit.Stay(from, begins, from, ends, from);
        }
        double days = main.stay() * draws.lognormal(config.use().stayLogSd());
        int to = from + (int) Math.max(1, Math.min(LONGEST_STAY, StrictMath.rint(days)));
        if (kind == Kind.TERMINAL || to > walk.dies) {
            to = walk.dies;
        }
        int ends = 600 + draws.below(360);
        boolean later = draws.chance(config.use().settledLater());
        int delay = 1 + draws.below(Math.max(1, config.use().latestSettlement()));
        return new Visit.Stay(
                from, begins, to, ends, to + (later && config.use().latestSettlement() > 0 ? delay : 0));
    }
}
