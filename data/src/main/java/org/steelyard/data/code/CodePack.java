package org.steelyard.data.code;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.kernel.Text;

/**
 * A dictionary of codes: versions with dates, successors, cross-maps to other systems, and groups of codes.
 *
 * @param source where the lists come from, for the governance report
 */
public final class CodePack {

    private final Header header;
    private final List<Entry> codes;
    private final List<CrossMap> crossMaps;
    private final List<Group> groups;
    private final Map<Key, List<Entry>> byKey;

    /** @param header facts of the pack */
    public CodePack(Header header, List<Entry> codes, List<CrossMap> crossMaps, List<Group> groups) {
        this.header = header;
        this.codes = codes.stream().sorted(Entry.ORDER).toList();
        this.crossMaps = List.copyOf(crossMaps);
        this.groups = List.copyOf(groups);
        byKey = this.codes.stream().collect(Collectors.groupingBy(e -> new Key(e.system(), e.code())));
    }

    private record Key(String system, String code) {}

    /** Facts of a pack. */
    public record Header(String id, String version, Text name, Text source, String licence) {

        /** As it stands in manifests. */
        public String label() {
            return id + " " + version;
        }
    }

    /**
     * One version of a code.
     *
     * @param validTo the last day; open where absent
     * @param replacedBy the code that follows it
     */
    public record Entry(
            String system,
            String code,
            String name,
            String version,
            LocalDate validFrom,
            Optional<LocalDate> validTo,
            Optional<String> replacedBy) {

        static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::system).thenComparing(Entry::code).thenComparing(Entry::validFrom);

        public boolean inForce(LocalDate day) {
            return !day.isBefore(validFrom)
                    && validTo.map(to -> !day.isAfter(to)).orElse(true);
        }
    }

    /** A code of one system said in another; {@code OMOP} is the system of concept identifiers. */
    public record CrossMap(String fromSystem, String fromCode, String toSystem, String toCode) {}

    /**
     * A code prefix that belongs to a group of an index, such as a comorbidity of the Charlson index.
     *
     * @param index such as {@code charlson-quan}
     * @param overrides groups that do not count beside this one
     */
    public record Group(
            String index,
            String group,
            Text name,
            double weight,
            String system,
            String prefix,
            Optional<String> overrides) {}

    /** What a pack says of a code on a day. */
    public sealed interface Verdict {

        record InForce(Entry entry) implements Verdict {}

        /** @param successor what to write instead, if the pack says so */
        record OutOfForce(Optional<String> successor) implements Verdict {}

        record Unknown() implements Verdict {}
    }

    public Verdict judge(String system, String code, LocalDate day) {
        List<Entry> versions = byKey.getOrDefault(new Key(system, code), List.of());
        if (versions.isEmpty()) {
            return new Verdict.Unknown();
        }
        Optional<Entry> valid = versions.stream().filter(e -> e.inForce(day)).findFirst();
        return valid.<Verdict>map(Verdict.InForce::new)
                .orElseGet(() -> new Verdict.OutOfForce(
                        versions.stream().flatMap(e -> e.replacedBy().stream()).reduce((a, b) -> b)));
    }

    public Header header() {
        return header;
    }

    /** In order of system, code and first day. */
    public List<Entry> codes() {
        return codes;
    }

    public List<CrossMap> crossMaps() {
        return crossMaps;
    }

    public List<Group> groups() {
        return groups;
    }

    /** The groups of one index. */
    public List<Group> groups(String index) {
        return groups.stream().filter(g -> g.index().equals(index)).toList();
    }
}
