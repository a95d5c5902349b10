package org.steelyard.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.State;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Alerts;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Standings;

/** Fund use of monitored items against the trigger levels, and how the network's points take part year by year. */
@RestController
@RequestMapping("/api/v1")
class MonitoringController {

    private final EvaluationStore store;
    private final ActService acts;
    private final Accounts accounts;
    private final Standings standings;

    MonitoringController(EvaluationStore store, ActService acts, Accounts accounts, Standings standings) {
        this.store = store;
        this.acts = acts;
        this.accounts = accounts;
        this.standings = standings;
    }

    /** @param growth trigger: yearly growth, a fraction; @param totalCost trigger: yearly cost, yuan */
    record Monitoring(double growth, java.math.BigDecimal totalCost, String source, List<Item> items) {}

    /** @param figures by year */
    record Item(
            Answers.Summary evaluation, String item, List<Body.MonitoringFigure> figures, List<Alerts.Alert> alerts) {}

    @GetMapping("/monitoring")
    Monitoring monitoring() {
        List<Item> items = new ArrayList<>();
        for (Case file : store.inState(
                State.MONITORING,
                List.of("start-monitoring", "record-monitoring", "record-pathway", "set-trigger", "raise-alert"))) {
            List<Alerts.Alert> alerts = Alerts.of(file, acts.rules());
            Map<String, List<Body.MonitoringFigure>> byItem = new TreeMap<>();
            Alerts.latest(file)
                    .forEach(f -> byItem.computeIfAbsent(f.item(), i -> new ArrayList<>())
                            .add(f));
            byItem.forEach((item, figures) -> {
                figures.sort(Comparator.comparing(Body.MonitoringFigure::year));
                items.add(new Item(
                        Answers.Summary.of(file.evaluation()),
                        item,
                        figures,
                        alerts.stream()
                                .filter(a -> a.item().equals(item)
                                        || Set.of("pathway", "routine", "other").contains(a.kind()))
                                .toList()));
            });
        }
        return new Monitoring(
                acts.rules().growth(), acts.rules().totalCost(), acts.rules().source(), items);
    }

    /**
     * @param trusted whether it is a trusted point today
     * @param participation evaluations that it implemented, by year of their beginning
     * @param idleYears whole years as a trusted point in which it implemented none
     * @param standing what happened to its standing, sanctions among it
     */
    record Point(
            String id,
            String nameZh,
            String nameEn,
            String region,
            boolean trusted,
            Map<Integer, Integer> participation,
            List<Integer> idleYears,
            List<Standings.Standing> standing) {}

    @GetMapping("/public/network")
    List<Point> network() {
        Map<String, Map<Integer, Integer>> participation = store.participation();
        Map<String, List<Standings.Standing>> standing = new TreeMap<>();
        standings
                .all()
                .forEach(s -> standing.computeIfAbsent(s.organisation(), id -> new ArrayList<>())
                        .add(s));
        return accounts.organisations().stream()
                .filter(o -> o.trustedFrom().isPresent())
                .map(o -> point(
                        o, participation.getOrDefault(o.id(), Map.of()), standing.getOrDefault(o.id(), List.of())))
                .toList();
    }

    private Point point(Organisation o, Map<Integer, Integer> years, List<Standings.Standing> standing) {
        List<Integer> idle = new ArrayList<>();
        int last = o.trustedTo().map(d -> d.getYear()).orElse(acts.today().getYear());
        for (int year = o.trustedFrom().orElseThrow().getYear() + 1; year < last; year++) {
            if (!years.containsKey(year)) {
                idle.add(year);
            }
        }
        return new Point(
                o.id(), o.nameZh(), o.nameEn(), o.region(), o.isTrustedPoint(acts.today()), years, idle, standing);
    }
}
