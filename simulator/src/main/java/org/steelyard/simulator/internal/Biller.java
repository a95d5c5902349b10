package org.steelyard.simulator.internal;

import java.util.List;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;

/** Writes the fee lines of a visit. Every visit has a stream of its own, so that its lines depend on nothing else. */
final class Biller {

    private static final int DAY = 1440;
    private static final int MORNING = 480;
    private static final int MOST_LINES = 1500;

    private final World world;
    private final RegionConfig config;
    private final Draws draws;
    private final Groups groups;
    private final int[][] conditionDrugs;

    /** Items by use, looked up once. */
    private record Groups(
            int[] visit,
            int[] emergency,
            int[] ward,
            int[] bed,
            int[] icuBed,
            int[] nurse,
            int[] icuNurse,
            int[] lab,
            int[] heartLab,
            int[] exam,
            int[] heartExam,
            int[] treat,
            int[] monitor,
            int[] ventilate,
            int[] infusion,
            int[] cardio,
            int[] respiratory,
            int[] infection,
            int[] patent,
            int[] herb,
            int[] syringe,
            int[] surgery,
            int[] airway,
            int[] anaesthesia,
            int[] comfort,
            int[] newbornCare,
            int[] tumour,
            int[] service,
            int[] device) {

        static Groups of(Catalogue c, RegionConfig.Service service) {
            return new Groups(
                    c.group("visit"),
                    c.group("emergency"),
                    c.group("ward"),
                    c.group("bed"),
                    c.group("icubed"),
                    c.group("nurse"),
                    c.group("icunurse"),
                    c.group("lab"),
                    c.group("heartlab"),
                    c.group("exam"),
                    c.group("heartexam"),
                    c.group("treat"),
                    c.group("monitor"),
                    c.group("ventilate"),
                    c.group("infusion"),
                    c.group("cardio"),
                    c.group("respiratory"),
                    c.group("infection"),
                    c.group("patent"),
                    c.group("herb"),
                    c.group("use_syringe"),
                    c.group("use_surgery"),
                    c.group("use_airway"),
                    c.group("anaesthesia"),
                    c.group("comfort"),
                    c.group("newborncare"),
                    c.group("tumour"),
                    c.group(service.itemGroup()),
                    c.group(service.deviceGroup()));
        }
    }

    Biller(World world) {
        this.world = world;
        config = world.config();
        draws = new Draws(config.run().seed());
        groups = Groups.of(world.catalogue(), config.service());
        conditionDrugs = config.conditions().stream()
                .map(condition -> world.catalogue().group(condition.drugs()))
                .toArray(int[][]::new);
    }

    /** Fills the lines of a visit. */
    void bill(Person person, Visit visit, Lines lines) {
        lines.clear();
        lines.refund(refund(person, visit));
        draws.at(person.number(), Purpose.BILL, visit.key());
        double intensity = draws.lognormal(config.use().intensitySd());
        switch (visit.kind()) {
            case OUTPATIENT, EMERGENCY, CLINIC -> outpatient(visit, intensity, lines);
            case CHRONIC -> chronic(person, visit, lines);
            case PHARMACY -> pharmacy(visit, lines);
            case INPATIENT, DELIVERY, BIRTH, TERMINAL, INDEX, READMISSION -> stay(visit, intensity, lines);
        }
        for (int line = 0; line < lines.size(); line++) {
            lines.price(line, visit.site().prices()[lines.item(line)]);
        }
        if (lines.refund() == Lines.Refund.NONE) {
            returns(visit, lines);
        }
    }

    /** Whole refunds that are not billed again happen to people without the index disease only. */
    private Lines.Refund refund(Person person, Visit visit) {
        draws.at(person.number(), Purpose.REFUND, visit.key());
        boolean refunded = draws.chance(config.refunds().settlement());
        boolean again = draws.chance(config.refunds().billedAgain()) || person.index() != Calendar.NEVER;
        return !refunded ? Lines.Refund.NONE : again ? Lines.Refund.BILLED_AGAIN : Lines.Refund.GONE;
    }

    private void outpatient(Visit visit, double intensity, Lines lines) {
        Desk desk = new Desk(lines, 0, visit.when().fromMinute());
        desk.add(visit.kind() == Visit.Kind.EMERGENCY ? groups.emergency() : groups.visit(), 1);
        if (draws.chance(0.40)) {
            desk.several(groups.lab(), 1 + draws.below(3));
        }
        if (draws.chance(0.22)) {
            desk.add(visit.kind() == Visit.Kind.CLINIC ? groups.heartExam() : groups.exam(), 1);
        }
        if (draws.chance(0.15)) {
            desk.add(groups.treat(), 1 + draws.below(3));
            desk.add(groups.syringe(), 1);
        }
        int drugs = 1 + (int) Math.min(6, draws.below(3) * intensity);
        for (int i = 0; i < drugs; i++) {
            desk.add(visit.main().drugs(), 6 + draws.below(30));
        }
        if (draws.chance(0.22)) {
            desk.add(groups.patent(), 10 + draws.below(30));
        }
        if (draws.chance(0.03)) {
            herbs(desk);
        }
        if (draws.chance(0.04)) {
            desk.add(groups.comfort(), 1);
        }
    }

    private void herbs(Desk desk) {
        int packs = 5 + draws.below(5);
        for (int herb : groups.herb()) {
            desk.put(herb, packs * (6 + draws.below(15)));
        }
    }

    private void chronic(Person person, Visit visit, Lines lines) {
        Desk desk = new Desk(lines, 0, visit.when().fromMinute());
        desk.add(groups.visit(), 1);
        for (int i = 0; i < conditionDrugs.length; i++) {
            if ((visit.also() >>> i & 1) == 1) {
                desk.add(conditionDrugs[i], conditionDrugs[i] == groups.tumour() ? 4 : 14 * (1 + draws.below(3)));
            }
        }
        if (person.chronic() >= 0) {
            desk.add(conditionDrugs[person.chronic()], 14);
        }
        if (draws.chance(0.3)) {
            desk.several(groups.lab(), 1 + draws.below(3));
        }
    }

    private void pharmacy(Visit visit, Lines lines) {
        Desk desk = new Desk(lines, 0, visit.when().fromMinute());
        int drugs = 1 + draws.below(3);
        for (int i = 0; i < drugs; i++) {
            desk.add(draws.chance(0.3) ? groups.patent() : visit.main().drugs(), 6 + draws.below(24));
        }
    }

    private void stay(Visit visit, double intensity, Lines lines) {
        admission(visit, lines);
        if (visit.operation() >= 0) {
            operation(visit, lines);
        }
        if (visit.treated()) {
            newService(lines);
        }
        boolean critical = visit.respiratoryFailure();
        int days = Math.max(1, visit.when().days());
        for (int day = 0; day < days && lines.size() < MOST_LINES; day++) {
            ordinaryDay(visit, new Desk(lines, day, MORNING), critical && day < 1 + days / 3);
            drugs(visit, new Desk(lines, day, MORNING + 60), intensity);
        }
    }

    private void admission(Visit visit, Lines lines) {
        Desk desk = new Desk(lines, 0, visit.when().fromMinute());
        desk.several(groups.lab(), 4 + draws.below(4));
        desk.several(groups.exam(), 1 + draws.below(2));
        if (heart(visit)) {
            desk.several(groups.heartLab(), 2);
            desk.add(groups.heartExam(), 1);
        }
        desk.several(groups.syringe(), 3);
    }

    private static boolean heart(Visit visit) {
        return visit.main().ward().equals("heart");
    }

    private void operation(Visit visit, Lines lines) {
        Catalogue.Operation operation = world.catalogue().operation(visit.operation());
        if (visit.treated()) {
            return;
        }
        Desk desk = new Desk(lines, operationDay(visit), 600);
        desk.add(world.catalogue().group(operation.group()), 1);
        desk.add(groups.anaesthesia(), 1);
        desk.several(groups.surgery(), 3);
        switch (operation.group()) {
            case "opheart" -> {
                desk.put(world.catalogue().group("use_stent")[0], 1 + draws.below(2));
                desk.several(world.catalogue().group("use_stent"), 3);
            }
            case "oplarge" -> desk.add(world.catalogue().group("use_joint"), 1);
            case "opsmall" -> desk.add(world.catalogue().group("use_lens"), 1);
            default -> {}
        }
    }

    /** The new service is given on the first day; other operations on the second, if there is one. */
    static int operationDay(Visit visit) {
        return visit.treated() || visit.when().days() < 2 ? 0 : 1;
    }

    private void newService(Lines lines) {
        Desk desk = new Desk(lines, config.index().serviceOnDay(), 1080);
        desk.put(groups.service()[0], config.service().sessions());
        desk.put(groups.device()[0], config.service().devices());
    }

    private void ordinaryDay(Visit visit, Desk desk, boolean critical) {
        desk.add(critical ? groups.icuBed() : groups.bed(), 1);
        desk.add(groups.ward(), 1);
        desk.add(critical ? groups.icuNurse() : groups.nurse(), 1);
        if (critical) {
            desk.add(groups.ventilate(), 8 + draws.below(16));
            desk.add(groups.airway(), 1);
            desk.add(groups.respiratory(), 2);
        }
        if (heart(visit)) {
            desk.add(groups.monitor(), 6 + draws.below(18));
        }
        if (visit.kind() == Visit.Kind.BIRTH) {
            desk.add(groups.newbornCare(), 1 + draws.below(8));
        } else {
            desk.add(groups.treat(), 1 + draws.below(2));
            desk.add(groups.infusion(), 1 + draws.below(3));
        }
        if (draws.chance(0.25)) {
            desk.several(groups.lab(), 1 + draws.below(3));
        }
        if (draws.chance(0.06)) {
            desk.add(groups.comfort(), 1);
        }
    }

    private void drugs(Visit visit, Desk desk, double intensity) {
        int drugs = 1 + (int) Math.min(7, (1 + draws.below(3)) * intensity);
        for (int i = 0; i < drugs; i++) {
            desk.add(visit.main().drugs(), 1 + draws.below(3));
        }
        List<RegionConfig.Condition> conditions = config.conditions();
        for (int i = 0; i < conditions.size(); i++) {
            if ((visit.also() >>> i & 1) == 1 && conditionDrugs[i] != groups.tumour() && draws.chance(0.5)) {
                desk.add(conditionDrugs[i], 1 + draws.below(2));
            }
        }
    }

    private void returns(Visit visit, Lines lines) {
        if (!visit.stay() || config.refunds().line() == 0) {
            return;
        }
        for (int line = 0; line < lines.size(); line++) {
            boolean goods = !world.catalogue().item(lines.item(line)).service();
            if (goods && draws.chance(config.refunds().line())) {
                lines.giveBack(line, 1 + draws.below(2));
            }
        }
    }

    /** Adds lines of one day. */
    private final class Desk {

        private final Lines lines;
        private final int day;
        private final int minute;

        Desk(Lines lines, int day, int minute) {
            this.lines = lines;
            this.day = day;
            this.minute = minute;
        }

        void add(int[] group, int units) {
            put(group[draws.below(group.length)], units);
        }

        void several(int[] group, int times) {
            for (int i = 0; i < times; i++) {
                add(group, 1);
            }
        }

        void put(int item, int units) {
            lines.add(item, day, Math.min(DAY - 1, minute + draws.below(30)), units);
        }
    }
}
