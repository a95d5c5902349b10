package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.AnalysisPlan.Subgroup;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.ArmEstimator;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.inference.Pooling;
import org.steelyard.stats.linear.Matrix;

/**
 * Several arms in each level of the plan's subgroups, everything fitted anew there, and whether the contrasts with the reference differ between levels. The subgroup's variable, and what does not
 * vary within a level, cannot confound there and are no covariates.
 */
record ArmSubgroups(SeveralArmsDesign design, DesignMethod.SeveralArms method) {

    private record Level(String name, int[] rows) {}

    void run(Rows complete) {
        Finding found = design.found();
        for (Subgroup subgroup : found.plan().analysis().subgroups()) {
            if (subgroup.analyses().contains(found.design().id())) {
                one(subgroup.variable(), complete);
            }
        }
    }

    private void one(String variable, Rows complete) {
        List<String> names = new ArrayList<>();
        List<SeveralArmsDesign.Compared> all = new ArrayList<>();
        for (Level level : levels(complete, variable)) {
            String group = variable + "=" + level.name();
            try {
                all.add(level(group, variable, new Rows(complete.table(), level.rows())));
                names.add(group);
            } catch (SteelyardException e) {
                Failure.passOn(e);
                design.found().lacking("several-arms/" + group, Failure.reason(e));
            }
        }
        interaction(variable, names, all);
    }

    private SeveralArmsDesign.Compared level(String group, String variable, Rows rows) {
        DesignMethod.SeveralArms within = within(variable, rows);
        String where = group + " | ";
        ArmPeople people = ArmPeople.of(within, rows, design.found(), where);
        SeveralArmsDesign.Compared compared = design.compared(people, within, false);
        if (method.estimator() != ArmEstimator.G_COMPUTATION) {
            new ArmChecks(design.found(), design.limits())
                    .within(people, people.scored(within.target()).weights().weight(), group);
        }
        design.add(compared, within, where);
        return compared;
    }

    private DesignMethod.SeveralArms within(String variable, Rows rows) {
        List<String> covariates = method.covariates().stream()
                .filter(c -> !c.equals(variable) && varies(rows, c))
                .toList();
        return new DesignMethod.SeveralArms(
                method.arm(),
                method.reference(),
                covariates,
                method.target(),
                method.estimator(),
                method.contrasts(),
                method.adjustment(),
                method.economics());
    }

    private static boolean varies(Rows rows, String variable) {
        return switch (rows.table().column(variable)) {
            case Column.Category c ->
                Arrays.stream(rows.index()).map(i -> c.codes()[i]).distinct().count() > 1;
            case Column.Binary b ->
                Arrays.stream(rows.numbers(variable)).distinct().count() > 1;
            case Column.Numeric n ->
                Arrays.stream(rows.numbers(variable)).distinct().count() > 1;
        };
    }

    private static List<Level> levels(Rows complete, String variable) {
        AnalysisTable table = complete.table();
        Rows known = complete.complete(List.of(variable));
        List<Level> out = new ArrayList<>();
        switch (table.column(variable)) {
            case Column.Binary b -> {
                out.add(level("true", known, i -> b.values()[i] == 1));
                out.add(level("false", known, i -> b.values()[i] == 0));
            }
            case Column.Category c -> {
                for (int k = 0; k < c.levels().size(); k++) {
                    int code = k;
                    out.add(level(ArmPeople.part(c.levels().get(k)), known, i -> c.codes()[i] == code));
                }
            }
            case Column.Numeric _ -> throw new IllegalStateException("the plan's check admits no number as a subgroup");
        }
        return out;
    }

    private static Level level(String name, Rows known, IntPredicate has) {
        return new Level(name, Arrays.stream(known.index()).filter(has).toArray());
    }

    /** Over contrasts with the reference of those arms that every level has. */
    private void interaction(String variable, List<String> names, List<SeveralArmsDesign.Compared> all) {
        if (all.size() < 2) {
            return;
        }
        List<String> shared = all.getFirst().people().levels().stream()
                .filter(a -> all.stream().allMatch(c -> c.people().levels().contains(a)))
                .toList();
        if (shared.size() < 2) {
            return;
        }
        try {
            ChiSquared q = Pooling.heterogeneity(
                    all.stream().map(c -> contrasts(c, shared)).toList(),
                    all.stream().map(c -> covariance(c, shared)).toList());
            design.found()
                    .add(new EffectResults.Interaction(
                            design.found().design().id(),
                            variable,
                            all.getFirst().measure(),
                            names,
                            q.statistic(),
                            q.df(),
                            q.p()));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            design.found().lacking("interaction/" + variable, Failure.reason(e));
        }
    }

    private static int[] positions(SeveralArmsDesign.Compared c, List<String> shared) {
        return shared.stream().skip(1).mapToInt(c.people().levels()::indexOf).toArray();
    }

    private static double[] contrasts(SeveralArmsDesign.Compared c, List<String> shared) {
        return Arrays.stream(positions(c, shared))
                .mapToDouble(a -> c.value()[a] - c.value()[0])
                .toArray();
    }

    private static Matrix covariance(SeveralArmsDesign.Compared c, List<String> shared) {
        int[] at = positions(c, shared);
        Matrix v = c.covariance();
        return Matrix.of(IntStream.of(at)
                .mapToObj(a -> IntStream.of(at)
                        .mapToDouble(b -> v.at(a, b) - v.at(a, 0) - v.at(0, b) + v.at(0, 0))
                        .toArray())
                .toArray(double[][]::new));
    }
}
