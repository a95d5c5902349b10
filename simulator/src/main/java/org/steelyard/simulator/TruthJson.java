package org.steelyard.simulator;

import java.util.Map;
import org.steelyard.kernel.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code truth.json}; {@code docs/simulate.md} describes it. No clock: equal regions give equal bytes. */
final class TruthJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TruthJson() {}

    static String write(Truth truth, RegionConfig config, Map<String, Long> rows) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        ObjectNode run = root.putObject("run");
        run.put("persons", config.run().persons());
        run.put("seed", config.run().seed());
        run.put("defectRate", config.run().defectRate());
        config.run().defects().forEach(run.putArray("defects")::add);
        ObjectNode tables = root.putObject("rows");
        rows.forEach(tables::put);
        definitions(root.putObject("definitions"), config);
        conditional(root.putObject("conditional"), config.effects());
        ObjectNode population = root.putObject("population");
        population.put("indexStays", truth.indexStays());
        population.put("eligible", truth.population());
        population.put("treated", truth.treated());
        effects(root.putObject("ate"), truth.everyone());
        effects(root.putObject("att"), truth.treatedOnly());
        arms(root.putObject("observed"), truth.observed());
        defects(root.putObject("defects"), truth);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void definitions(ObjectNode node, RegionConfig config) {
        RegionConfig.Index index = config.index();
        node.put("indexEvent", "first inpatient visit (med_type 21) with main diagnosis I50*, day 0 = begntime");
        node.put(
                "treatment",
                "operation " + config.service().operation() + " (item group "
                        + config.service().itemGroup() + ") on day " + index.serviceOnDay());
        node.put("comparator", "index stay without it");
        node.put("minAge", index.minAge());
        node.put("priorObservationDays", index.priorObservationDays());
        node.put("followUpDays", index.followUpDays());
        ArrayNode levels = node.putArray("levels");
        index.levels().forEach(levels::add);
        node.put(
                "lastDay",
                config.period().start().plusDays(config.period().days() - 1L).toString());
        node.put("deaths", "death on day 1 to followUpDays");
        node.put("daysAlive", "day of death, at most followUpDays; days");
        node.put("stayDays", "days from admission to discharge or death of the index stay");
        node.put("stayCost", "medfee_sumamt of the index stay; yuan");
        node.put("costSettled", "medfee_sumamt of settlements dated day 0 to followUpDays; yuan");
        node.put("costServed", "det_item_fee_sumamt of fee lines dated day 0 to followUpDays; yuan");
        node.put(
                "readmissions",
                "inpatient visits with main diagnosis I50* that begin after the index stay, until day followUpDays");
    }

    private static void conditional(ObjectNode node, RegionConfig.Effects effects) {
        node.put("deathHazardRatio", effects.death().hazardRatio());
        node.put("stayRatio", effects.stay().ratio());
        node.put("readmissionRateRatio", effects.readmission().rateRatio());
        features(node.putObject("treatmentLogOdds"), effects.treatment().features());
        features(node.putObject("deathLogHazard"), effects.death().features());
        features(node.putObject("stayLogMean"), effects.stay().features());
    }

    private static void features(ObjectNode node, Map<String, Double> features) {
        features.forEach(node::put);
    }

    private static void effects(ObjectNode node, Truth.Effects effects) {
        arms(node, effects.measures());
        arms(node, Map.of("expectedDeaths", effects.expectedDeaths()));
        arms(node, Map.of("expectedDaysAlive", effects.expectedDaysAlive()));
    }

    private static void arms(ObjectNode node, Map<String, Truth.Arms> measures) {
        measures.forEach((name, arms) -> {
            ObjectNode one = node.putObject(name);
            number(one, "usual", arms.usual());
            number(one, "newService", arms.newService());
            number(one, "difference", arms.difference());
        });
    }

    /** A mean of nobody is no number. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void defects(ObjectNode node, Truth truth) {
        ArrayNode rows = node.putArray("rows");
        for (Truth.Fault fault : truth.faults()) {
            ObjectNode one = describe(rows.addObject(), fault.defect());
            one.put("table", fault.table());
            one.put("count", fault.keys().size());
            ArrayNode keys = one.putArray("keys");
            fault.keys().forEach(keys::add);
            ArrayNode places = one.putArray("places");
            fault.rows().forEach(places::add);
        }
        ArrayNode batches = node.putArray("institutions");
        for (Truth.BatchFault fault : truth.batchFaults()) {
            describe(batches.addObject(), fault.defect())
                    .put("table", fault.defect().table())
                    .put("institution", fault.institution())
                    .put("month", fault.month());
        }
    }

    private static ObjectNode describe(ObjectNode node, Defect defect) {
        Text what = defect.what();
        return node.put("id", defect.id())
                .put("rule", defect.rule())
                .put("zh", what.zh())
                .put("en", what.en());
    }
}
