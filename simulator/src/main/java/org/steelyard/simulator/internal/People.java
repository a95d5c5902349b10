package org.steelyard.simulator.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfig.Condition;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Person.Spell;
import org.steelyard.simulator.internal.Person.Status;

/** Who lives in the region: each person is a function of the seed and a number. */
final class People {

    private static final int INSURED_BEFORE = 3000;
    private static final int REFERENCE_AGE = 70;
    private static final int CONDITION_AGE = 60;
    private static final double DAYS = 365.25;

    private final RegionConfig config;
    private final Calendar calendar;
    private final Draws draws;
    private final Choice<RegionConfig.AgeShare> ages;

    People(World world) {
        config = world.config();
        calendar = world.calendar();
        draws = new Draws(config.run().seed());
        ages = Choice.of(config.population().ages(), RegionConfig.AgeShare::share);
    }

    Person person(long number) {
        draws.at(number, Purpose.PERSON, 0);
        boolean male = draws.chance(config.population().male());
        int born = born();
        double age = -born / DAYS;
        LocalDate birth = calendar.date(born);
        double frailty = draws.lognormal(config.population().frailtySd());
        int district = draws.below(config.districts().size());
        boolean employee = draws.chance(World.at(config.insurance().employees(), (int) Math.max(0, age)));
        long conditions = conditions(age, male);
        int chronic = chronic(conditions);
        Status status = status(employee, age);
        Fate fate = fate(number, new Body(age, male, conditions, born));
        List<Spell> spells = spells(number, fate, new Cover(born, employee));
        return new Person(
                number,
                male,
                born,
                birth.getYear(),
                birth.getMonthValue() * 100 + birth.getDayOfMonth(),
                frailty,
                conditions,
                chronic,
                district,
                status,
                spells,
                fate.dies(),
                fate.index());
    }

    private record Body(double age, boolean male, long conditions, int born) {}

    private record Fate(int dies, int index) {}

    private record Cover(int born, boolean employee) {}

    private int born() {
        if (draws.chance(config.population().bornInPeriod())) {
            return draws.below(calendar.days());
        }
        RegionConfig.AgeShare band = ages.pick(draws);
        double age = band.from() + (band.to() + 1 - band.from()) * draws.uniform();
        return -1 - (int) (age * DAYS);
    }

    private long conditions(double age, boolean male) {
        long found = 0;
        List<Condition> all = config.conditions();
        for (int i = 0; i < all.size(); i++) {
            Condition one = all.get(i);
            double logit = one.intercept() + one.perDecade() * (age - CONDITION_AGE) / 10 + (male ? one.male() : 0);
            boolean has = draws.chance(1 / (1 + StrictMath.exp(-logit)));
            if (has && age >= 18) {
                found |= 1L << i;
            }
        }
        return found;
    }

    private int chronic(long conditions) {
        List<Condition> all = config.conditions();
        for (int i = 0; i < all.size(); i++) {
            if ((conditions >>> i & 1) == 1 && !all.get(i).chronicCode().isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private Status status(boolean employee, double age) {
        double civil = draws.uniform();
        double enterprise = draws.uniform();
        double aid = draws.uniform();
        RegionConfig.Insurance insurance = config.insurance();
        boolean adult = age >= 18;
        boolean servant = employee && adult && civil < insurance.civilServants();
        return new Status(
                servant,
                employee && adult && !servant && enterprise < insurance.enterprise(),
                !employee && aid < insurance.medicalAid());
    }

    /** Death without the index disease after Gompertz, and the index disease if it comes first. */
    private Fate fate(long number, Body body) {
        draws.at(number, Purpose.FATE, 0);
        RegionConfig.Mortality mortality = config.mortality();
        double age = Math.max(0, body.age());
        double hazard = mortality.at70()
                * StrictMath.exp(mortality.perYear() * (age - REFERENCE_AGE))
                * (body.male() ? mortality.men() : 1)
                * StrictMath.pow(mortality.perCondition(), Long.bitCount(body.conditions()));
        double years = StrictMath.log(1 + mortality.perYear() * draws.exponential() / hazard) / mortality.perYear();
        int from = Math.max(0, body.born() + 1);
        int dies = day(from, years);
        int index =
                body.age() >= config.index().fromAge() ? day(0, draws.exponential() / incidence(body)) : Calendar.NEVER;
        return index < Math.min(dies, calendar.days())
                ? new Fate(Calendar.NEVER, index)
                : new Fate(dies, Calendar.NEVER);
    }

    private double incidence(Body body) {
        RegionConfig.Index index = config.index();
        double rate = index.at70()
                * StrictMath.exp(index.perDecade() * (body.age() - REFERENCE_AGE) / 10)
                * (body.male() ? index.men() : 1);
        List<Condition> all = config.conditions();
        for (int i = 0; i < all.size(); i++) {
            if ((body.conditions() >>> i & 1) == 1) {
                rate *= index.perCondition().getOrDefault(all.get(i).id(), 1.0);
            }
        }
        return rate;
    }

    private int day(int from, double years) {
        double day = from + 1 + StrictMath.floor(years * DAYS);
        return day >= calendar.days() ? Calendar.NEVER : (int) day;
    }

    /** Insurance; people of the index disease are insured throughout, so that follow-up ends with death or the period. */
    private List<Spell> spells(long number, Fate fate, Cover cover) {
        draws.at(number, Purpose.COVER, 0);
        RegionConfig.Insurance insurance = config.insurance();
        int since = cover.born() >= 0 ? cover.born() : Math.max(cover.born(), -1 - draws.below(INSURED_BEFORE));
        double kind = draws.uniform();
        int when = 60 + draws.below(Math.max(1, calendar.days() - 120));
        if (cover.born() >= 0 || fate.index() != Calendar.NEVER || when >= fate.dies()) {
            return List.of(new Spell(since, Calendar.NEVER, cover.employee()));
        }
        if (kind < insurance.late()) {
            return List.of(new Spell(when, Calendar.NEVER, cover.employee()));
        }
        if (kind < insurance.late() + insurance.leaves()) {
            return List.of(new Spell(since, when, cover.employee()));
        }
        List<Spell> spells = new ArrayList<>();
        boolean changes = !cover.employee() && kind < insurance.late() + insurance.leaves() + insurance.changes();
        spells.add(new Spell(since, changes ? when - 1 : Calendar.NEVER, cover.employee()));
        if (changes) {
            spells.add(new Spell(when, Calendar.NEVER, true));
        }
        return spells;
    }
}
