package org.steelyard.app;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.steelyard.economics.agreement.SettlementError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import picocli.CommandLine.Option;

/** Options of a settlement: which agreement, which table, which columns. */
final class SettleOptions {

    @Option(names = "--agreement", paramLabel = "ID", descriptionKey = "settle.agreement")
    private Optional<String> agreement = Optional.empty();

    @Option(names = "--people", paramLabel = "FILE", descriptionKey = "settle.people", required = true)
    private Path people = Path.of("");

    @Option(names = "--person", paramLabel = "COLUMN", descriptionKey = "settle.person")
    private Optional<String> person = Optional.empty();

    @Option(names = "--start", paramLabel = "COLUMN", descriptionKey = "settle.start")
    private String start = "start";

    @Option(names = "--event", paramLabel = "COLUMN", descriptionKey = "settle.event")
    private String event = "event";

    @Option(names = "--seen", paramLabel = "COLUMN", descriptionKey = "settle.seen")
    private String seen = "seen";

    @Option(names = "--died", paramLabel = "COLUMN", descriptionKey = "settle.died")
    private Optional<String> died = Optional.empty();

    @Option(names = "--group", paramLabel = "COLUMN", descriptionKey = "settle.group")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--asof", paramLabel = "DAY", descriptionKey = "settle.asof")
    private Optional<LocalDate> asOf = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "settle.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy")
    private Optional<String> policy = Optional.empty();

    /** Every column has one meaning. */
    void check() {
        Problems problems = new Problems();
        Set<String> seenBefore = new HashSet<>();
        List<String> all = new ArrayList<>(dates());
        person.ifPresent(all::add);
        all.addAll(groups);
        for (String column : all) {
            if (!seenBefore.add(column)) {
                problems.add(
                        SettlementError.BAD_COLUMNS,
                        Place.field(column),
                        Text.of("同一列被用于两种含义。", "One column is asked to be two things."),
                        Text.of("每个选项给出不同的列。", "Name a different column in each option."));
            }
        }
        problems.throwIfAny();
    }

    List<String> dates() {
        List<String> out = new ArrayList<>(List.of(start, event, seen));
        died.ifPresent(out::add);
        return out;
    }

    Optional<String> agreement() {
        return agreement;
    }

    Path people() {
        return people;
    }

    Optional<String> person() {
        return person;
    }

    String start() {
        return start;
    }

    String event() {
        return event;
    }

    String seen() {
        return seen;
    }

    Optional<String> died() {
        return died;
    }

    List<String> groups() {
        return List.copyOf(groups);
    }

    Optional<LocalDate> asOf() {
        return asOf;
    }

    Optional<Path> out() {
        return out;
    }

    Optional<String> policy() {
        return policy;
    }
}
