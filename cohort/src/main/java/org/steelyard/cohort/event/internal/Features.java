package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.known;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.of;
import static org.steelyard.data.relational.Scalar.plus;
import static org.steelyard.data.relational.Scalar.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.cohort.event.FeatureCode;
import org.steelyard.data.relational.Pivot;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rel.WindowFunction;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.CohortColumns;
import org.steelyard.protocol.event.FeatureSet;

/** The most frequent codes as columns: by how many rows have them, ties by code. One pass over the records a set. */
final class Features {

    private static final String CODE = "f_code";

    private final Cells cells;
    private final Workspace workspace;
    private final Specs specs;
    private final List<Rel> counted = new ArrayList<>();
    private final List<Pivot.Column> reductions = new ArrayList<>();
    private final List<Named> columns = new ArrayList<>();
    private final List<FeatureCode> found = new ArrayList<>();

    Features(Cells cells, Workspace workspace, Specs specs) {
        this.cells = cells;
        this.workspace = workspace;
        this.specs = specs;
    }

    List<Rel> cells() {
        return List.copyOf(counted);
    }

    List<Pivot.Column> reductions() {
        return List.copyOf(reductions);
    }

    List<Named> columns() {
        return List.copyOf(columns);
    }

    List<FeatureCode> found() {
        return List.copyOf(found);
    }

    void add(FeatureSet set, Rel rows) {
        int first = specs.reserve(set.top());
        Rel coded = cells.candidates(rows, set.domain(), set.window())
                .project(as(Columns.ROW, col(Columns.ROW)), as(CODE, code(set)))
                .filter(known(col(CODE)));
        Rel each = workspace.keep(
                "features", new Rel.Aggregate(coded, List.of(Columns.ROW, CODE), List.of(Reduction.count("times"))));
        Rel ranking = new Rel.Window(
                        new Rel.Aggregate(each, List.of(CODE), List.of(Reduction.count("rows"))),
                        List.of(),
                        List.of(Order.down("rows"), Order.by(CODE)),
                        List.of(new WindowColumn("rank", WindowFunction.ROW_NUMBER, Optional.empty())))
                .filter(le(col("rank"), of(set.top())));
        Rel top = workspace.keep("top", ranking);
        Rel joined = new Rel.Join(each, top.prefixed("t_"), eq(col(CODE), col("t_" + CODE)));
        counted.add(Cells.counts(joined, plus(col("t_rank"), of(first - 1)), col("times")));
        List<String> names = CohortColumns.names(set);
        for (int i = 0; i < names.size(); i++) {
            reductions.add(Cells.total(first + i));
            Scalar times = coalesce(col(Cells.column(first + i)), of(0));
            Scalar value =
                    set.value() == FeatureSet.FeatureValue.ANY ? when(Scalar.gt(times, of(0)), of(1), of(0)) : times;
            columns.add(as(names.get(i), value));
        }
        name(top, names);
    }

    private static Scalar code(FeatureSet set) {
        if (set.code() == FeatureSet.FeatureCode.SOURCE) {
            return col(Columns.E_CODE);
        }
        Scalar concept = Scalar.call(ScalarFunction.NULL_IF, col(Columns.E_CONCEPT), of(0));
        return Scalar.call(ScalarFunction.TO_TEXT, concept);
    }

    private void name(Rel top, List<String> names) {
        Rel ordered = new Rel.Limit(top, List.of(Order.by("rank")), names.size());
        for (Map<String, @Nullable Object> row :
                workspace.engine().rows(ordered).rows()) {
            long rank = (Long) Objects.requireNonNull(row.get("rank"));
            found.add(new FeatureCode(names.get((int) rank - 1), (String) Objects.requireNonNull(row.get(CODE)), (Long)
                    Objects.requireNonNull(row.get("rows"))));
        }
        found.sort(java.util.Comparator.comparingInt(f -> order(f.column())));
    }

    private int order(String column) {
        return columns.stream().map(Named::name).toList().indexOf(column);
    }
}
