package org.steelyard.simulator.internal;

import org.steelyard.simulator.internal.Story.Arm;
import org.steelyard.simulator.internal.Story.IndexEvent;
import org.steelyard.simulator.internal.TruthSums.Measure;

/**
 * Lives everyone of the evaluated population twice, with and without the new service, on the same random numbers, and adds
 * up what came of it.
 *
 * <p>Day 0 is the day of admission. Death: on day 1 to {@code followUpDays}. Days alive: the day of death, at most
 * {@code followUpDays}. Stay: days from admission to discharge or death. Cost settled: totals of settlements dated on day 0
 * to {@code followUpDays}; cost served: fee lines dated so, of visits that are settled within the period. Readmissions:
 * stays for the index disease that begin after the index stay and until day {@code followUpDays}.
 */
final class PotentialOutcomes {

    private final Journeys journeys;
    private final IndexCare care;
    private final Biller biller;
    private final Catalogue catalogue;
    private final int followUp;
    private final Lines lines = new Lines();

    PotentialOutcomes(World world) {
        journeys = new Journeys(world);
        care = new IndexCare(world);
        biller = new Biller(world);
        catalogue = world.catalogue();
        followUp = world.config().index().followUpDays();
    }

    void add(Story story, TruthSums truth) {
        if (story.index().isEmpty()) {
            return;
        }
        truth.indexStay();
        if (!care.eligible(story)) {
            return;
        }
        int decided = story.index().get().treated() ? 1 : 0;
        truth.person(decided);
        for (Arm arm : new Arm[] {Arm.USUAL, Arm.NEW}) {
            int number = arm == Arm.NEW ? 1 : 0;
            Story lived = number == decided ? story : journeys.of(story.person(), arm);
            IndexEvent event = lived.index().orElseThrow();
            truth.add(decided, number, measures(lived, event));
            truth.expect(decided, number, event.risk(), event.restrictedMean());
        }
    }

    private long[] measures(Story story, IndexEvent event) {
        long[] all = new long[Measure.values().length];
        int day = event.visit().when().from();
        all[Measure.DEATHS.ordinal()] = event.survival() <= followUp ? 1 : 0;
        all[Measure.DAYS_ALIVE.ordinal()] = Math.min(event.survival(), followUp);
        all[Measure.STAY_DAYS.ordinal()] = event.visit().when().days();
        for (Visit visit : story.visits()) {
            if (visit.when().settled() >= day) {
                costs(story.person(), visit, day, all);
                boolean readmitted =
                        visit.kind() == Visit.Kind.READMISSION && visit.when().from() <= day + followUp;
                all[Measure.READMISSIONS.ordinal()] += readmitted ? 1 : 0;
            }
        }
        return all;
    }

    private void costs(Person person, Visit visit, int day, long[] all) {
        if (visit.when().from() > day + followUp) {
            return;
        }
        biller.bill(person, visit, lines);
        long total = 0;
        long served = 0;
        for (int line = 0; line < lines.size(); line++) {
            long amount = lines.net(catalogue, line).amount();
            total += amount;
            int on = visit.when().from() + lines.day(line);
            served += on >= day && on <= day + followUp ? amount : 0;
        }
        all[Measure.COST_SERVED.ordinal()] += served;
        all[Measure.COST_SETTLED.ordinal()] += visit.when().settled() <= day + followUp ? total : 0;
        all[Measure.STAY_COST.ordinal()] += visit.kind() == Visit.Kind.INDEX ? total : 0;
    }
}
