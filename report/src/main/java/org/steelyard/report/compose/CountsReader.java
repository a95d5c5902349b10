package org.steelyard.report.compose;

import static org.steelyard.report.compose.Counts.FLOW;
import static org.steelyard.report.compose.Counts.TRIAL;
import static org.steelyard.report.compose.Counts.eventsId;
import static org.steelyard.report.compose.Counts.levelId;
import static org.steelyard.report.compose.Counts.missingId;
import static org.steelyard.report.compose.Counts.peopleId;
import static org.steelyard.report.compose.Counts.presentId;
import static org.steelyard.report.compose.Counts.treatedId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.cohort.Attrition;
import org.steelyard.disclosure.CountTable;
import org.steelyard.disclosure.CountTable.Kind;
import org.steelyard.disclosure.Disclosure;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.disclosure.TableRelease;
import org.steelyard.effect.DesignResult;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.Summary;
import org.steelyard.evidence.Dossier;
import org.steelyard.protocol.Criterion;
import org.steelyard.report.compose.Counts.Group;
import org.steelyard.society.SocialResults.GroupRow;
import org.steelyard.society.SocialResults.GroupTable;
import org.steelyard.society.SocialResults.OutcomeByGroup;

/**
 * Reads every count of a dossier with the sums that tie them, and has them released in stages: the flow of people, then
 * each variable, then analyses, then subgroups. What one stage released is fixed for the next. One use each.
 */
final class CountsReader {

    private final Dossier dossier;
    private final SmallCells rule;
    private final Map<String, Long> truth = new LinkedHashMap<>();
    private final Map<String, ReleasedCount> released = new LinkedHashMap<>();

    CountsReader(Dossier dossier) {
        this.dossier = dossier;
        this.rule = SmallCells.of(dossier.pack());
    }

    Counts read() {
        readFlow(FLOW, dossier.attrition());
        dossier.benchmarkAttrition().ifPresent(trial -> readFlow(TRIAL, trial));
        variables().forEach(this::readVariable);
        dossier.effect().missingness().forEach(m -> readMissing(m.variable(), m.missing(), m.rows()));
        dossier.governance().variables().forEach(m -> readMissing(m.variable(), m.missing(), m.rows()));
        readAnalyses(FLOW);
        readAnalyses(TRIAL);
        dossier.effect().designs().forEach(this::readDesign);
        subgroupVariables().forEach(this::readSubgroups);
        Set<Long> withheld = released.entrySet().stream()
                .filter(e -> e.getValue() instanceof ReleasedCount.Withheld)
                .map(e -> truth.getOrDefault(e.getKey(), 0L))
                .filter(n -> n > rule.limit())
                .collect(Collectors.toCollection(HashSet::new));
        return new Counts(Map.copyOf(truth), Map.copyOf(released), Set.copyOf(withheld), rule);
    }

    private void readFlow(String flow, Attrition attrition) {
        CountTable.Builder table = CountTable.builder().cell(flow + "/start", attrition.start(), Kind.KEPT);
        String before = flow + "/start";
        for (int i = 0; i < attrition.steps().size(); i++) {
            Attrition.Step step = attrition.steps().get(i);
            String removed = flow + "/removed/" + i;
            String left = flow + "/left/" + i;
            table.cell(removed, step.removed(), Kind.PRINTED).cell(left, step.remaining(), Kind.PRINTED);
            table.sum(before, List.of(removed, left));
            if (step.undecided() > 0) {
                String undecided = flow + "/undecided/" + i;
                table.cell(undecided, step.undecided(), Kind.PRINTED).rest(isKept(step) ? left : removed, undecided);
            }
            before = left;
        }
        int last = attrition.steps().isEmpty()
                ? attrition.start()
                : attrition.steps().getLast().remaining();
        table.cell(flow + "/unassigned", last - (long) attrition.end(), Kind.PRINTED)
                .cell(flow + "/all", attrition.end(), Kind.KEPT)
                .cell(flow + "/treated", attrition.treated(), Kind.KEPT)
                .cell(flow + "/control", attrition.control(), Kind.KEPT)
                .sum(before, List.of(flow + "/unassigned", flow + "/all"))
                .sum(flow + "/all", List.of(flow + "/treated", flow + "/control"));
        release(table);
    }

    private boolean isKept(Attrition.Step step) {
        return Stream.concat(
                        dossier.protocol().population().inclusion().stream(),
                        dossier.protocol().population().exclusion().stream())
                .anyMatch(c -> c.id().equals(step.criterion()) && c.onMissing() == Criterion.OnMissing.KEEP);
    }

    private Set<String> variables() {
        Set<String> out = new LinkedHashSet<>();
        dossier.effect().baseline().forEach(row -> out.add(row.variable()));
        groupTables().forEach(table -> out.add(table.variable()));
        return out;
    }

    private List<GroupTable> groupTables() {
        return dossier.society().map(s -> s.groups()).orElse(List.of());
    }

    private void readVariable(String variable) {
        List<BaselineRow> rows = dossier.effect().baseline().stream()
                .filter(r -> r.variable().equals(variable))
                .toList();
        CountTable.Builder table = CountTable.builder();
        if (rows.isEmpty()) {
            readGroupsAlone(variable, table);
        } else {
            for (Group group : Group.values()) {
                readColumn(variable, rows, group, table);
            }
            readAcross(variable, rows, table);
        }
        groupTables().stream().filter(g -> g.variable().equals(variable)).forEach(g -> readAccess(g, table));
        release(table);
    }

    private void readColumn(String variable, List<BaselineRow> rows, Group group, CountTable.Builder table) {
        String whole = FLOW + "/" + group.id();
        String present = presentId(variable, group);
        int n = summary(rows.getFirst(), group).n();
        carry(table, whole);
        table.cell(present, n, Kind.KEPT);
        boolean printsMissing = group == Group.ALL;
        table.cell(missingId(variable, group), truthOf(whole) - n, printsMissing ? Kind.PRINTED : Kind.DERIVABLE);
        table.sum(whole, List.of(present, missingId(variable, group)));
        List<String> parts = new ArrayList<>();
        long rest = n;
        for (BaselineRow row : rows) {
            if (!row.level().isEmpty()) {
                String id = levelId(variable, row.level(), group);
                table.cell(id, summary(row, group).count(), Kind.PRINTED);
                parts.add(id);
                rest -= summary(row, group).count();
            }
        }
        if (!parts.isEmpty()) {
            String other = levelId(variable, "false", group);
            if (rest != 0 || !table.has(other)) {
                table.cell(other, rest, Kind.DERIVABLE);
                parts.add(other);
            }
            table.sum(present, parts);
        }
    }

    private static void readAcross(String variable, List<BaselineRow> rows, CountTable.Builder table) {
        table.sum(
                presentId(variable, Group.ALL),
                List.of(presentId(variable, Group.TREATED), presentId(variable, Group.CONTROL)));
        table.sum(
                missingId(variable, Group.ALL),
                List.of(missingId(variable, Group.TREATED), missingId(variable, Group.CONTROL)));
        List<String> levels =
                new ArrayList<>(rows.stream().map(BaselineRow::level).toList());
        levels.add("false");
        levels.stream().distinct().filter(l -> !l.isEmpty()).forEach(l -> acrossLevel(variable, l, table));
    }

    private static void acrossLevel(String variable, String level, CountTable.Builder table) {
        String all = levelId(variable, level, Group.ALL);
        List<String> arms = List.of(levelId(variable, level, Group.TREATED), levelId(variable, level, Group.CONTROL));
        if (table.has(all) && arms.stream().allMatch(table::has)) {
            table.sum(all, arms);
        }
    }

    /** A variable that only the access tables use. */
    private void readGroupsAlone(String variable, CountTable.Builder table) {
        List<GroupRow> rows = groupTables().stream()
                .filter(g -> g.variable().equals(variable))
                .flatMap(g -> g.rows().stream())
                .toList();
        String present = presentId(variable, Group.ALL);
        carry(table, FLOW + "/all");
        table.cell(present, rows.stream().mapToLong(GroupRow::n).sum(), Kind.DERIVABLE);
        if (rows.stream().mapToLong(GroupRow::n).sum() <= truthOf(FLOW + "/all")) {
            table.rest(FLOW + "/all", present);
        }
        rows.forEach(r -> table.cell(levelId(variable, r.level(), Group.ALL), r.n(), Kind.PRINTED));
        table.sum(
                present,
                rows.stream().map(r -> levelId(variable, r.level(), Group.ALL)).toList());
    }

    private void readAccess(GroupTable groups, CountTable.Builder table) {
        for (GroupRow row : groups.rows()) {
            String all = Counts.accessId(groups.variable(), row.level(), Group.ALL);
            String treated = Counts.accessId(groups.variable(), row.level(), Group.TREATED);
            table.cell(all, row.n(), Kind.PRINTED)
                    .cell(treated, row.treated(), Kind.PRINTED)
                    .rest(all, treated);
            within(levelId(groups.variable(), row.level(), Group.ALL), all, row.n(), table);
            within(levelId(groups.variable(), row.level(), Group.TREATED), treated, row.treated(), table);
        }
    }

    /** The same people as in the descriptive table, or some of them. */
    private static void within(String whole, String part, long count, CountTable.Builder table) {
        OptionalLong described = table.count(whole);
        if (described.isPresent() && described.getAsLong() >= count) {
            table.rest(whole, part);
        }
    }

    private void readMissing(String variable, long missing, long rows) {
        boolean known = truth.containsKey(missingId(variable, rows))
                || (rows == truthOf(FLOW + "/all") && truth.containsKey(missingId(variable, Group.ALL)));
        if (!known) {
            String id = missingId(variable, rows);
            String whole = "rows of " + id;
            CountTable.Builder table =
                    CountTable.builder().cell(whole, rows, Kind.KEPT).cell(id, missing, Kind.PRINTED);
            release(missing <= rows ? table.rest(whole, id) : table);
        }
    }

    /** Analyses of nearly the same people: who was left out between one and the next must not be a small group. */
    private void readAnalyses(String flow) {
        List<EffectEstimate> estimates = dossier.effect().estimates().stream()
                .filter(e -> Counts.populationKey(e).equals(flow))
                .sorted(Comparator.comparingInt(EffectEstimate::n).reversed())
                .toList();
        CountTable.Builder table = CountTable.builder();
        carry(table, flow + "/all");
        carry(table, flow + "/treated");
        Nested people = new Nested(table, flow + "/all", truthOf(flow + "/all"));
        Nested treated = new Nested(table, flow + "/treated", truthOf(flow + "/treated"));
        for (EffectEstimate e : estimates) {
            String n = peopleId(flow, e.n());
            String t = treatedId(flow, e.n(), e.nTreated());
            people.add(n, e.n());
            treated.add(t, e.nTreated());
            if (e.nTreated() <= e.n()) {
                table.rest(n, t);
            }
        }
        Map<String, Nested> events = new LinkedHashMap<>();
        estimates.stream().filter(e -> e.events() >= 0).forEach(e -> addEvents(e, flow, table, events));
        release(table);
    }

    /** Rows of a design's table: counts of people, or of regions and months, which need no protection. */
    private void readDesign(DesignResult design) {
        CountTable.Builder table = CountTable.builder();
        for (EffectEstimate e : dossier.effect().estimates()) {
            if (!e.analysis().equals(design.id())) {
                continue;
            }
            String flow = Counts.populationKey(e);
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put(peopleId(flow, e.n()), e.n());
            counts.put(treatedId(flow, e.n(), e.nTreated()), e.nTreated());
            if (e.events() >= 0) {
                counts.put(eventsId(e.outcome(), flow, e.n(), e.events()), e.events());
            }
            if (design.aggregated()) {
                counts.forEach((id, n) -> released.putIfAbsent(id, new ReleasedCount.Shown(n)));
            } else {
                counts.forEach((id, n) -> table.cell(id, n, Kind.PRINTED));
                if (e.nTreated() <= e.n()) {
                    table.rest(peopleId(flow, e.n()), treatedId(flow, e.n(), e.nTreated()));
                }
            }
        }
        if (!design.aggregated()) {
            release(table);
        }
    }

    private void addEvents(EffectEstimate e, String flow, CountTable.Builder table, Map<String, Nested> byOutcome) {
        String id = eventsId(e.outcome(), flow, e.n(), e.events());
        Optional<String> described = describedEvents(e);
        if (described.isPresent() && !table.has(id)) {
            carry(table, described.get());
            table.cell(id, e.events(), Kind.PRINTED).sum(described.get(), List.of(id));
        }
        byOutcome.computeIfAbsent(e.outcome(), o -> new Nested(table, "", -1)).add(id, e.events());
        if (e.events() <= e.n()) {
            table.rest(peopleId(flow, e.n()), id);
        }
    }

    /** The same number may stand in the descriptive table. */
    private Optional<String> describedEvents(EffectEstimate e) {
        return dossier.protocol().outcomes().stream()
                .filter(o -> o.id().equals(e.outcome()))
                .flatMap(o -> o.variable().or(o::event).stream())
                .map(v -> levelId(v, "true", Group.ALL))
                .filter(id -> truthOf(id) == e.events())
                .findFirst();
    }

    private Set<String> subgroupVariables() {
        Set<String> out = new LinkedHashSet<>();
        dossier.effect().estimates().stream()
                .map(EffectEstimate::population)
                .filter(p -> p.contains("="))
                .forEach(p -> out.add(p.substring(0, p.indexOf('='))));
        groupTables().forEach(g -> out.add(g.variable()));
        return out;
    }

    private void readSubgroups(String variable) {
        CountTable.Builder table = CountTable.builder();
        Map<String, List<Level>> families = new LinkedHashMap<>();
        for (EffectEstimate e : dossier.effect().estimates()) {
            if (e.population().startsWith(variable + "=")) {
                addLevel(new Level(e.population(), e.outcome(), e.n(), e.events()), table);
                addTreated(e, table);
                families.computeIfAbsent(e.analysis() + "/" + e.measure() + "/" + e.outcome(), k -> new ArrayList<>())
                        .add(new Level(e.population(), e.outcome(), e.n(), e.events()));
            }
        }
        for (GroupTable groups : groupTables()) {
            if (groups.variable().equals(variable)) {
                groups.rows().forEach(row -> addOutcomes(variable, row, table, families));
            }
        }
        families.values().forEach(levels -> addSums(levels, table));
        release(table);
    }

    /** Events of an outcome among the people of one level. */
    private record Level(String population, String outcome, int n, int events) {}

    private void addOutcomes(
            String variable, GroupRow row, CountTable.Builder table, Map<String, List<Level>> families) {
        for (OutcomeByGroup o : row.outcomes()) {
            Level level = new Level(variable + "=" + row.level(), o.outcome(), o.n(), o.events());
            addLevel(level, table);
            families.computeIfAbsent("social/" + o.outcome(), k -> new ArrayList<>())
                    .add(level);
        }
    }

    /** A level that the descriptive table hides stays hidden here: its size would give the other hidden levels away. */
    private Kind kindWithin(String whole) {
        ReleasedCount described = released.get(whole);
        boolean hidden = described != null && !described.isShown();
        return hidden ? Kind.DERIVABLE : Kind.PRINTED;
    }

    private void addLevel(Level level, CountTable.Builder table) {
        String whole = "level/" + level.population + "/all";
        String n = peopleId(level.population, level.n);
        table.cell(n, level.n, kindWithin(whole));
        if (truth.containsKey(whole) && truthOf(whole) >= level.n) {
            carry(table, whole);
            table.rest(whole, n);
        }
        if (level.events >= 0) {
            String events = eventsId(level.outcome, level.population, level.n, level.events);
            table.cell(events, level.events, Kind.PRINTED);
            if (level.events <= level.n) {
                table.rest(n, events);
            }
        }
    }

    private void addTreated(EffectEstimate e, CountTable.Builder table) {
        String n = peopleId(e.population(), e.n());
        String treated = treatedId(e.population(), e.n(), e.nTreated());
        table.cell(treated, e.nTreated(), kindWithin("level/" + e.population() + "/treated"));
        if (e.nTreated() <= e.n()) {
            table.rest(n, treated);
        }
        String whole = "level/" + e.population() + "/treated";
        if (truth.containsKey(whole) && truthOf(whole) >= e.nTreated()) {
            carry(table, whole);
            table.rest(whole, treated);
        }
    }

    private void addSums(List<Level> levels, CountTable.Builder table) {
        if (levels.stream().anyMatch(l -> l.events < 0)) {
            return;
        }
        int n = levels.stream().mapToInt(Level::n).sum();
        int events = levels.stream().mapToInt(Level::events).sum();
        String total = eventsId(levels.getFirst().outcome, FLOW, n, events);
        if (truth.containsKey(total)) {
            carry(table, total);
            table.sum(
                    total,
                    levels.stream()
                            .map(l -> eventsId(l.outcome, l.population, l.n, l.events))
                            .toList());
        } else {
            addRest(levels, events, table);
        }
    }

    /** Levels without an estimate are the difference between all events and those of the levels that have one. */
    private void addRest(List<Level> levels, int events, CountTable.Builder table) {
        Level first = levels.getFirst();
        String whole = eventsId(first.outcome, FLOW, (int) truthOf(FLOW + "/all"), allEvents(first.outcome));
        if (!truth.containsKey(whole) || truthOf(whole) < events) {
            return;
        }
        String variable = first.population.substring(0, first.population.indexOf('='));
        String rest = "rest of events/" + first.outcome + "/" + variable + "/" + events;
        carry(table, whole);
        table.cell(rest, truthOf(whole) - events, Kind.DERIVABLE);
        List<String> parts = new ArrayList<>(levels.stream()
                .map(l -> eventsId(l.outcome, l.population, l.n, l.events))
                .toList());
        parts.add(rest);
        table.sum(whole, parts);
    }

    private int allEvents(String outcome) {
        return dossier.effect().estimates().stream()
                .filter(e -> e.outcome().equals(outcome)
                        && Counts.populationKey(e).equals(FLOW)
                        && e.n() == truthOf(FLOW + "/all"))
                .mapToInt(EffectEstimate::events)
                .max()
                .orElse(-1);
    }

    private static Summary summary(BaselineRow row, Group group) {
        return switch (group) {
            case ALL -> row.all();
            case TREATED -> row.treated();
            case CONTROL -> row.control();
        };
    }

    private long truthOf(String id) {
        return truth.getOrDefault(id, -1L);
    }

    /** Brings a count of an earlier stage in as it was released there. */
    private void carry(CountTable.Builder table, String id) {
        if (!truth.containsKey(id) || table.has(id)) {
            return;
        }
        Kind kind = switch (released.getOrDefault(id, new ReleasedCount.Withheld())) {
            case ReleasedCount.Shown shown -> Kind.RELEASED;
            case ReleasedCount.Hidden hidden -> Kind.MARKED;
            case ReleasedCount.Withheld withheld -> Kind.DERIVABLE;
        };
        table.cell(id, truthOf(id), kind);
    }

    private void release(CountTable.Builder builder) {
        CountTable table = builder.build();
        TableRelease release = Disclosure.release(table, rule);
        for (CountTable.Cell cell : table.cells()) {
            truth.putIfAbsent(cell.id(), cell.count());
            if (cell.kind() != Kind.DERIVABLE) {
                released.putIfAbsent(
                        cell.id(),
                        switch (release) {
                            case TableRelease.Releasable releasable -> releasable.count(cell.id());
                            case TableRelease.Refusal refusal -> new ReleasedCount.Withheld();
                        });
            }
        }
    }

    /** Groups of people, each within the one before. */
    private static final class Nested {
        private final CountTable.Builder table;
        private String outer;
        private long outerCount;

        Nested(CountTable.Builder table, String outer, long outerCount) {
            this.table = table;
            this.outer = table.has(outer) ? outer : "";
            this.outerCount = outerCount;
        }

        void add(String id, long count) {
            if (table.has(id) && id.equals(outer)) {
                return;
            }
            table.cell(id, count, Kind.PRINTED);
            if (!outer.isEmpty() && count <= outerCount) {
                table.rest(outer, id);
            }
            outer = id;
            outerCount = count;
        }
    }
}
