package org.steelyard.data.raw.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.data.identity.KnownColumns;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.identity.Treatment.Action;
import org.steelyard.data.internal.ColumnTypes;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/**
 * What happens to one column.
 *
 * @param index in the source
 * @param treatment declared, or known from the name; empty: the values are looked at and kept
 * @param scope column that is digested along; -1 when there is none
 * @param declared whether the treatment was declared for this source
 */
record ColumnPlan(int index, RawColumn column, Optional<Treatment> treatment, int scope, boolean declared) {

    boolean isStored() {
        return !is(Action.DROP) && !isLeftOut();
    }

    boolean isKey() {
        return is(Action.PERSON_KEY);
    }

    boolean isMasked() {
        return is(Action.MASK);
    }

    boolean isScanned() {
        return treatment.isEmpty() && !isLeftOut();
    }

    /** Whether nobody declared the column and its type cannot be read: then nobody misses it. */
    boolean isLeftOut() {
        return treatment.isEmpty() && ColumnTypes.unreadable(column.duckdbType());
    }

    private boolean is(Action action) {
        return treatment.map(Treatment::action).filter(action::equals).isPresent();
    }

    /** What stands before an identifier when it is digested, without a scope. */
    String prefix() {
        return treatment.map(t -> t.kindOf(column.name())).orElse("") + ':';
    }

    /** What stands before an identifier of this scope. */
    String prefix(String scopeValue) {
        return Pseudonyms.scoped(treatment.map(t -> t.kindOf(column.name())).orElse(""), scopeValue);
    }

    /** As the raw table has it: digests and masked texts are text. */
    RawColumn stored() {
        return isKey() || isMasked() ? new RawColumn(column.name(), "VARCHAR") : column;
    }

    /** @param declared by column name, whatever the letter case */
    static List<ColumnPlan> of(List<RawColumn> columns, Map<String, Treatment> declared, String file) {
        Map<String, Treatment> wanted = new HashMap<>();
        declared.forEach((name, treatment) -> wanted.put(name.toLowerCase(Locale.ROOT), treatment));
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name().toLowerCase(Locale.ROOT), i);
        }
        Problems problems = new Problems();
        List<ColumnPlan> out = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RawColumn column = columns.get(i);
            Optional<Treatment> own =
                    Optional.ofNullable(wanted.get(column.name().toLowerCase(Locale.ROOT)));
            Optional<Treatment> treatment = own.or(() -> KnownColumns.treatment(column.name()));
            int scope = treatment
                    .flatMap(Treatment::scope)
                    .map(s -> places.getOrDefault(s.toLowerCase(Locale.ROOT), -2))
                    .orElse(-1);
            if (scope == -2) {
                // A number that is unique inside an institution only must not link across institutions.
                treatment = own.isPresent() ? treatment : Optional.of(Treatment.DROP);
                own.ifPresent(t -> scopeMissing(t, column, file, problems));
            }
            out.add(new ColumnPlan(i, column, treatment, scope, own.isPresent()));
        }
        out.forEach(p -> refuseUnreadable(p, file, problems));
        problems.throwIfAny();
        return List.copyOf(out);
    }

    private static void scopeMissing(Treatment treatment, RawColumn column, String file, Problems problems) {
        problems.add(
                IdentityError.UNKNOWN_COLUMN,
                Place.of(file, column.name()),
                Text.of(
                        "标识须与列 " + treatment.scope().orElse("") + " 一起摘要，而文件没有该列",
                        "the identifier is to be digested along with column "
                                + treatment.scope().orElse("") + ", which the file does not have"),
                Text.of("在映射中改正，或剔除该列", "correct the mapping, or drop the column"));
    }

    /** A column that somebody wants and that cannot be read. */
    private static void refuseUnreadable(ColumnPlan plan, String file, Problems problems) {
        String type = plan.column().duckdbType();
        if (ColumnTypes.unreadable(type) && plan.isStored()) {
            ColumnTypes.refuse(type, Place.of(file, plan.column().name()), problems);
        }
    }
}
