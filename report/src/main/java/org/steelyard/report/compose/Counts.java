package org.steelyard.report.compose;

import java.util.Map;
import java.util.Set;
import org.steelyard.disclosure.Redaction;
import org.steelyard.disclosure.ReleasedCount;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Text;

/**
 * All counts of a dossier as they may be shown. What is not known here is withheld: a count that nobody thought of fails
 * closed.
 *
 * @param withheld counts larger than the limit that must not be shown, for prose that programs wrote
 */
record Counts(Map<String, Long> truth, Map<String, ReleasedCount> released, Set<Long> withheld, SmallCells rule) {

    static final String FLOW = "flow";
    static final String TRIAL = "trial";

    /** The groups that a descriptive table has as columns. */
    enum Group {
        ALL("all"),
        TREATED("treated"),
        CONTROL("control");

        private final String id;

        Group(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    static Counts of(Dossier dossier) {
        return new CountsReader(dossier).read();
    }

    ReleasedCount get(String id) {
        return released.getOrDefault(id, new ReleasedCount.Withheld());
    }

    ReleasedCount start(String flow) {
        return get(flow + "/start");
    }

    ReleasedCount group(String flow, Group group) {
        return get(flow + "/" + group.id());
    }

    ReleasedCount level(String variable, String level, Group group) {
        return get(levelId(variable, level, group));
    }

    /** People of a level in the tables of access to the service. */
    ReleasedCount access(String variable, String level, Group group) {
        return get(accessId(variable, level, group));
    }

    static String accessId(String variable, String level, Group group) {
        return "access/" + variable + "=" + level + "/" + group.id();
    }

    /** People with a value of the variable. */
    ReleasedCount present(String variable, Group group) {
        return get(presentId(variable, group));
    }

    static String levelId(String variable, String level, Group group) {
        return "level/" + variable + "=" + level + "/" + group.id();
    }

    static String presentId(String variable, Group group) {
        return "present/" + variable + "/" + group.id();
    }

    static String missingId(String variable, Group group) {
        return "missing/" + variable + "/" + group.id();
    }

    static String missingId(String variable, long rows) {
        return "missing/" + variable + "/of " + rows;
    }

    static String peopleId(String population, int n) {
        return "people/" + population + "/" + n;
    }

    static String treatedId(String population, int n, int treated) {
        return "treated/" + population + "/" + n + "/" + treated;
    }

    static String eventsId(String outcome, String population, int n, int events) {
        return "events/" + outcome + "/" + population + "/" + n + "/" + events;
    }

    ReleasedCount missing(String variable, long missing, long rows) {
        ReleasedCount known = released.get(missingId(variable, rows));
        if (known != null) {
            return known;
        }
        Long all = truth.get(missingId(variable, Group.ALL));
        boolean same = all != null && all == missing && rows == truth.getOrDefault(FLOW + "/all", -1L);
        return same ? get(missingId(variable, Group.ALL)) : new ReleasedCount.Withheld();
    }

    ReleasedCount people(EffectEstimate e) {
        return get(peopleId(populationKey(e), e.n()));
    }

    ReleasedCount treated(EffectEstimate e) {
        return get(treatedId(populationKey(e), e.n(), e.nTreated()));
    }

    /** Events of an estimate; call only when it has any notion of them. */
    ReleasedCount events(EffectEstimate e) {
        return get(eventsId(e.outcome(), populationKey(e), e.n(), e.events()));
    }

    /** Analyses of everybody differ in who was left out, not in name; subgroups and the trial are apart. */
    static String populationKey(EffectEstimate e) {
        if (isDesign(e)) {
            return "design/" + e.analysis();
        }
        if (e.population().contains("=")) {
            return e.population();
        }
        return e.population().equals("benchmark") ? TRIAL : FLOW;
    }

    /** Of a design over time: its rows are not those of the flow of people. */
    static boolean isDesign(EffectEstimate e) {
        return e.provenance().step().startsWith("design/");
    }

    /** Whether the estimate itself would tell a small count: a tiny group, or few events (or few without) behind a risk. */
    boolean hidesValue(EffectEstimate e) {
        if (isDesign(e) && people(e).isShown() && treated(e).isShown()) {
            return false;
        }
        boolean tiny = rule.isSmall(e.n()) || rule.isRevealing(e.nTreated(), e.n());
        boolean byCounting = switch (e.measure()) {
            case "risk-difference",
                    "risk-ratio",
                    "odds-ratio",
                    "survival-difference",
                    "cumulative-incidence-difference",
                    "cumulative-incidence-ratio" -> true;
            default -> false;
        };
        return tiny || (byCounting && e.events() >= 0 && rule.isRevealing(e.events(), e.n()));
    }

    /** A text that a program wrote from the data, without small or withheld counts. */
    Text redact(Text text) {
        return Text.of(Redaction.hide(text.zh(), rule, withheld), Redaction.hide(text.en(), rule, withheld));
    }
}
