package org.steelyard.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.identity.KnownColumns;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan.KeptColumn;
import org.steelyard.protocol.Protocol.DataPlan.Source;

/**
 * Columns with identities for which the plan names a use: they stay in the raw tables, and the governance report says so. What
 * makes a person known by a number is digested whatever the plan says.
 */
record KeptColumns(String source, List<String> columns) {

    /** @throws org.steelyard.kernel.SteelyardException with {@link AppError#NOT_KEPT} for identifiers of persons */
    static KeptColumns of(Source source, Mapping mapping) {
        List<String> names = source.keep().stream().map(KeptColumn::column).toList();
        KeptColumns kept = new KeptColumns(source.id(), names);
        Problems problems = new Problems();
        names.stream()
                .filter(name -> identifies(mapping, name))
                .forEach(name -> kept.refuse(
                        name,
                        Text.of(
                                "列“" + name + "”是个人标识，一律换成摘要，不能保留原值。",
                                "The column \"" + name
                                        + "\" identifies persons; it is always digested and cannot be kept."),
                        problems));
        problems.throwIfAny();
        return kept;
    }

    private static boolean identifies(Mapping mapping, String name) {
        boolean mapped = mapping.tables().values().stream()
                .flatMap(t -> t.columns().entrySet().stream())
                .filter(c -> c.getKey().equalsIgnoreCase(name)
                        || c.getValue().aliases().stream().anyMatch(name::equalsIgnoreCase))
                .anyMatch(c -> c.getValue().identity() == Mapping.Identity.PERSON);
        return mapped
                || KnownColumns.treatment(name)
                        .filter(t -> t.action() == Treatment.Action.PERSON_KEY)
                        .isPresent();
    }

    Map<String, Treatment> treatments() {
        Map<String, Treatment> out = new LinkedHashMap<>();
        columns.forEach(name -> out.put(name, Treatment.KEEP));
        return out;
    }

    /** A column that no table has is a slip of the pen, which would otherwise pass unseen. */
    void refuseAbsent(List<RawTable> raws) {
        Problems problems = new Problems();
        columns.stream()
                .filter(name -> raws.stream()
                        .flatMap(t -> t.columns().stream())
                        .noneMatch(c -> c.name().equalsIgnoreCase(name)))
                .forEach(name -> refuse(
                        name,
                        Text.of("该来源的表中没有列“" + name + "”。", "No table of this source has a column \"" + name + "\"."),
                        problems));
        problems.throwIfAny();
    }

    private void refuse(String name, Text message, Problems problems) {
        problems.add(
                AppError.NOT_KEPT,
                Place.field("data.sources." + source + ".keep." + name),
                message,
                Text.of("改正列名，或从 keep 中删去。", "Correct the column's name, or take it out of keep."));
    }
}
