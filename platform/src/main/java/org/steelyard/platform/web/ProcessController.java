package org.steelyard.platform.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.Stage;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Lang;
import org.steelyard.platform.evaluation.Checklist;
import org.steelyard.platform.evaluation.Independence;
import org.steelyard.platform.evaluation.QualityLinks;
import org.steelyard.platform.evaluation.Triggers;

/** The process table itself: from it the page draws its stage track, help and diagram. */
@RestController
@RequestMapping("/api/v1/process")
class ProcessController {

    private final ProcessTable table = ProcessTable.standard();

    @GetMapping
    Map<String, Object> process() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "stages",
                Arrays.stream(Stage.values())
                        .map(s -> Map.of("number", s.number(), "id", s.name(), "label", s.label()))
                        .toList());
        all.put(
                "states",
                Arrays.stream(State.values())
                        .map(s -> Map.of(
                                "id", s.name(),
                                "stage", s.stage().number(),
                                "label", s.label(),
                                "end", s.isEnd(),
                                "negative", s.isNegativeEvidence()))
                        .toList());
        all.put(
                "roles",
                Arrays.stream(Role.values())
                        .map(r -> Map.of("id", r.name(), "side", r.side(), "label", r.label()))
                        .toList());
        all.put("acts", table.acts().stream().map(ProcessController::act).toList());
        all.put("checklist", Checklist.items());
        all.put("qualityLinks", QualityLinks.items());
        all.put("independence", Independence.items());
        all.put("measures", Triggers.measures());
        all.put("comparisons", Triggers.comparisons());
        all.put("reportParts", Checklist.REPORT_PARTS);
        all.put("strength", Checklist.STRENGTH);
        all.put("diagram", Map.of("zh", table.diagram(Lang.ZH), "en", table.diagram(Lang.EN)));
        return all;
    }

    private static Map<String, Object> act(Act act) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", act.id());
        one.put("label", act.label());
        one.put("from", act.from().stream().sorted().toList());
        one.put("to", act.to());
        one.put("back", act.goesBack());
        one.put("who", List.copyOf(act.who()));
        one.put(
                "conditions",
                act.conditions().stream().sorted().map(Answers.Need::of).toList());
        return one;
    }
}
