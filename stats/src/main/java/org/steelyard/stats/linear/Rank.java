package org.steelyard.stats.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.stats.NumericError;

/** Refuses a design whose columns are linearly dependent, naming every term at fault. */
public final class Rank {

    private Rank() {}

    /**
     * Fails with {@link NumericError#CONSTANT_TERM} or {@link NumericError#COLLINEAR}, one problem per dependent column.
     * Where R's {@code glm} silently gives such a term the coefficient NA, we stop: which of several equivalent columns
     * is dropped is a decision of the analyst.
     */
    public static void require(DesignMatrix design, Cholesky factor) {
        if (factor.fullRank()) {
            return;
        }
        double[][] ranges = design.ranges();
        Problems problems = new Problems();
        for (int column : factor.dependent()) {
            if (ranges[0][column] == ranges[1][column]) {
                constant(problems, design.terms().get(column));
            } else {
                collinear(problems, namesOf(design, factor, column));
            }
        }
        problems.throwIfAny();
    }

    private static List<String> namesOf(DesignMatrix design, Cholesky factor, int column) {
        List<String> names = new ArrayList<>();
        for (int other : factor.combinationOf(column)) {
            names.add(design.terms().get(other));
        }
        names.add(design.terms().get(column));
        return names;
    }

    private static void constant(Problems problems, String term) {
        problems.add(
                NumericError.CONSTANT_TERM,
                Place.field(term),
                Text.of(
                        "该协变量在分析人群中只有一个取值，无法估计其系数",
                        "the covariate has a single value in the analysed population, so its coefficient cannot be estimated"),
                Text.of("请从模型中去掉该协变量", "remove the covariate from the model"));
    }

    private static void collinear(Problems problems, List<String> names) {
        String list = names.stream().collect(Collectors.joining(", "));
        problems.add(
                NumericError.COLLINEAR,
                Place.field(names.getLast()),
                Text.of(
                        "共线：以下各项线性相关（或几乎相关）：" + list,
                        "collinear: these terms are (nearly) linearly dependent: " + list),
                Text.of("请去掉其中一项", "remove one of them"));
    }
}
