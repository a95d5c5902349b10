package org.steelyard.simulator.internal;

import java.util.List;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Person.Spell;

/** The rows of insured people and of the register of deaths. */
final class PersonRows {

    private static final int FIRST_ADULT_YEAR = 18;
    private static final int TOO_EARLY = 20;

    private final RegionConfig config;
    private final Words words;
    private final Calendar calendar;
    private final Draws draws;
    private final Gaps gaps;

    PersonRows(World world) {
        config = world.config();
        words = world.words();
        calendar = world.calendar();
        draws = new Draws(config.run().seed());
        gaps = new Gaps(world);
    }

    /** What other rows say of a person again, as numbers of the block's texts. */
    record Face(long name, long certificate, long sex, long birth) {}

    Face write(Story story, Block block) {
        Person person = story.person();
        draws.at(person.number(), Purpose.PERSON, 1);
        String certificate = Identities.certificate(person);
        boolean bad = fault(person, Defect.BAD_CERTIFICATE);
        Face face = new Face(
                block.lexicon().add(Identities.name(draws)),
                block.lexicon().add(bad ? Identities.spoiled(certificate) : certificate),
                person.male() ? words.man : words.woman,
                calendar.epochDay(person.born()));
        long telephone = Identities.telephone(draws);
        long address = block.lexicon().add(Identities.address(person, draws));
        long people = words.peoples[draws.below(words.peoples.length)];
        for (Spell spell : person.spells()) {
            Row row = block.row(Tables.PSN_INSU_D)
                    .set("psn_no", Ids.person(person))
                    .set("psn_name", face.name())
                    .set("certno", face.certificate())
                    .set("tel", telephone)
                    .set("addr", address)
                    .set("gend", face.sex())
                    .set("brdy", face.birth())
                    .set("naty", people)
                    .set("insutype", spell.employee() ? words.employee : words.resident)
                    .set("psn_type", type(person, spell.employee(), Math.max(0, spell.from())))
                    .set("insu_admdvs", words.districts[person.district()])
                    .set("begndate", calendar.epochDay(spell.from()))
                    .set("enddate", end(spell, story.dies()));
            gaps.make(person.number(), Tables.PSN_INSU_D, spell.from(), row);
            long at = block.add(Tables.PSN_INSU_D, row);
            if (bad) {
                block.plant(Defect.BAD_CERTIFICATE, Tables.PSN_INSU_D, Ids.person(person), at);
            }
        }
        if (story.dies() < calendar.days()) {
            death(story, block);
        }
        return face;
    }

    /** Insurance ends with death; one that goes on has no end. */
    private long end(Spell spell, int dies) {
        int last = Math.min(spell.to(), dies);
        return last >= calendar.days() ? Column.EMPTY : calendar.epochDay(last);
    }

    private boolean fault(Person person, Defect defect) {
        Draws coin = new Draws(config.run().seed()).at(person.number(), Purpose.DEFECT, -1L - defect.ordinal());
        return config.run().plants(defect) && coin.chance(config.run().defectRate());
    }

    long type(Person person, boolean employee, int day) {
        int age = calendar.age(person, day);
        if (!employee) {
            return words.personTypes[age < FIRST_ADULT_YEAR ? Words.CHILD : Words.ADULT];
        }
        if (age >= config.insurance().retirementAge()) {
            return words.personTypes[Words.RETIRED];
        }
        return words.personTypes[person.status().civilServant() ? Words.SERVANT : Words.EMPLOYED];
    }

    private void death(Story story, Block block) {
        Person person = story.person();
        draws.at(person.number(), Purpose.FATE, 1);
        boolean inHospital = story.visits().stream().anyMatch(Visit::died);
        if (inHospital && draws.chance(config.mortality().registryMissingInHospital())) {
            return;
        }
        List<Visit> visits = story.visits();
        boolean early = !visits.isEmpty() && fault(person, Defect.DEATH_BEFORE_VISIT);
        int day = early ? visits.getLast().when().from() - TOO_EARLY : story.dies();
        Row row = block.row(Tables.PSN_DEATH_D)
                .set("psn_no", Ids.person(person))
                .set("death_date", calendar.epochDay(day))
                .set("death_cause_code", cause(story));
        gaps.make(person.number(), Tables.PSN_DEATH_D, 0, row);
        long at = block.add(Tables.PSN_DEATH_D, row);
        if (early) {
            block.plant(Defect.DEATH_BEFORE_VISIT, Tables.PSN_DEATH_D, Ids.person(person), at);
        }
    }

    private long cause(Story story) {
        if (story.index().isPresent()) {
            return words.heartFailure;
        }
        List<RegionConfig.Condition> conditions = config.conditions();
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (story.person().has(i) && draws.chance(0.4)) {
                return words.conditionCodes[i];
            }
        }
        return words.cardiacArrest;
    }
}
