package org.steelyard.simulator.internal;

import org.steelyard.simulator.internal.Story.Arm;

/** Makes the rows of people from one number to another: a function of the configuration alone. */
final class BlockMaker {

    static final int PEOPLE = 1024;

    private final World world;

    BlockMaker(World world) {
        this.world = world;
    }

    static long blocks(long persons) {
        return (persons + PEOPLE - 1) / PEOPLE;
    }

    Block.Encoded make(long number) {
        Block block = new Block(world.lexicon());
        if (number == 0) {
            institutions(block);
        }
        People people = new People(world);
        Journeys journeys = new Journeys(world);
        PersonRows personRows = new PersonRows(world);
        VisitRows visitRows = new VisitRows(world, personRows);
        PotentialOutcomes outcomes = new PotentialOutcomes(world);
        long end = Math.min(world.config().run().persons(), (number + 1) * PEOPLE);
        for (long person = number * PEOPLE; person < end; person++) {
            Story story = journeys.of(people.person(person), Arm.AS_DECIDED);
            PersonRows.Face face = personRows.write(story, block);
            visitRows.write(story, face, block);
            outcomes.add(story, block.truth());
        }
        return block.encode();
    }

    private void institutions(Block block) {
        for (Site site : world.sites()) {
            Row row = block.row(Tables.FIXMEDINS_B)
                    .set("fixmedins_code", site.cells().code())
                    .set("fixmedins_name", site.cells().name())
                    .set("hosp_lv", site.cells().level())
                    .set("admdvs", site.cells().district());
            block.add(Tables.FIXMEDINS_B, row);
        }
    }
}
