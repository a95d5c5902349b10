package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Seed;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Outcome;
import org.steelyard.stats.imputation.ImputationPlan;
import org.steelyard.stats.imputation.ImputedTable;
import org.steelyard.stats.imputation.IncompleteColumn;
import org.steelyard.stats.imputation.MultipleImputation;
import org.steelyard.stats.survival.NelsonAalen;
import org.steelyard.stats.survival.SurvivalData;

/**
 * Completed tables of one outcome and one set of covariates. Covariates are imputed; the exposure and the outcome predict them (a time to
 * event by its indicator and cumulative hazard: White and Royston 2009, doi:10.1002/sim.3618) but are never imputed: people without either
 * are left out. For one run.
 */
final class Imputer {

    private static final String HAZARD = ":cumulative-hazard";

    private final AnalysisTable table;
    private final String exposure;
    private final Missing rule;
    private final EffectSettings settings;
    private final Map<Key, List<AnalysisTable>> known = new HashMap<>();

    Imputer(AnalysisTable table, String exposure, Missing rule, EffectSettings settings) {
        this.table = table;
        this.exposure = exposure;
        this.rule = rule;
        this.settings = settings;
    }

    private record Key(String outcome, List<String> covariates) {}

    List<AnalysisTable> tables(Outcome outcome, List<String> covariates) {
        Key key = new Key(outcome.id(), covariates);
        List<AnalysisTable> done = known.get(key);
        if (done == null) {
            done = impute(outcome, covariates);
            known.put(key, done);
        }
        return done;
    }

    private List<AnalysisTable> impute(Outcome outcome, List<String> covariates) {
        Sample people = Sample.of(table, exposure, outcome, List.of());
        List<IncompleteColumn> columns = new ArrayList<>();
        for (String covariate : covariates) {
            columns.add(FilledColumns.incomplete(FilledColumns.select(Sample.column(table, covariate), people.rows())));
        }
        columns.add(FilledColumns.incomplete(FilledColumns.select(table.column(exposure), people.rows())));
        columns.addAll(predictors(people.endpoint(), outcome));
        Seed seed = settings.seed().child("effect/imputation/" + outcome.id() + "/" + String.join(",", covariates));
        ImputationPlan plan =
                ImputationPlan.of(rule.imputations(), rule.iterations(), seed).withThreads(settings.threads());
        return MultipleImputation.run(columns, plan).stream()
                .map(t -> completed(people.rows(), covariates, t))
                .toList();
    }

    private static List<IncompleteColumn> predictors(Endpoint endpoint, Outcome outcome) {
        return switch (endpoint) {
            case Endpoint.Values v ->
                List.of(v.binary() ? binary(":outcome", v.y()) : new IncompleteColumn.Numeric(":outcome", v.y()));
            case Endpoint.Survival s ->
                List.of(
                        binary(":event", org.steelyard.effect.CovariateDesign.zeroOne(s.event())),
                        new IncompleteColumn.Numeric(
                                HAZARD, NelsonAalen.atOwnTime(SurvivalData.of(s.time(), s.event()))));
            case Endpoint.Counts c ->
                List.of(
                        new IncompleteColumn.Numeric(":outcome", c.y()),
                        new IncompleteColumn.Numeric(":time", c.time()));
            case Endpoint.Ordered o ->
                List.of(new IncompleteColumn.Numeric(
                        ":outcome",
                        java.util.Arrays.stream(o.level()).asDoubleStream().toArray()));
            case Endpoint.Competing c -> hazards(c);
            case Endpoint.Recurrent r ->
                List.of(
                        new IncompleteColumn.Numeric(
                                ":events",
                                java.util.Arrays.stream(r.events())
                                        .mapToDouble(e -> e.length)
                                        .toArray()),
                        new IncompleteColumn.Numeric(":end", r.end()));
            case Endpoint.Repeated r -> visits(r);
        };
    }

    /** Both causes by their indicator and cumulative hazard (Bartlett and Taylor 2016, doi:10.1093/biostatistics/kxw005). */
    private static List<IncompleteColumn> hazards(Endpoint.Competing c) {
        List<IncompleteColumn> out = new ArrayList<>();
        for (int cause = 1; cause <= 2; cause++) {
            boolean[] event = new boolean[c.cause().length];
            for (int i = 0; i < event.length; i++) {
                event[i] = c.cause()[i] == cause;
            }
            out.add(binary(":event" + cause, org.steelyard.effect.CovariateDesign.zeroOne(event)));
            out.add(new IncompleteColumn.Numeric(
                    HAZARD + cause, NelsonAalen.atOwnTime(SurvivalData.of(c.time(), event))));
        }
        return out;
    }

    /** Every visit, imputed along with the covariates for their sake only. */
    private static List<IncompleteColumn> visits(Endpoint.Repeated r) {
        List<IncompleteColumn> out = new ArrayList<>();
        for (int k = 0; k < r.at().length; k++) {
            int visit = k;
            out.add(new IncompleteColumn.Numeric(
                    ":visit" + k,
                    java.util.Arrays.stream(r.values())
                            .mapToDouble(v -> v[visit])
                            .toArray()));
        }
        return out;
    }

    private static IncompleteColumn binary(String name, double[] zeroOne) {
        byte[] out = new byte[zeroOne.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) zeroOne[i];
        }
        return new IncompleteColumn.Binary(name, out);
    }

    private AnalysisTable completed(int[] rows, List<String> covariates, ImputedTable imputed) {
        Map<String, Column> columns = new LinkedHashMap<>();
        table.columns().forEach(c -> columns.put(c.name(), FilledColumns.select(c, rows)));
        for (int j = 0; j < covariates.size(); j++) {
            columns.put(
                    covariates.get(j),
                    FilledColumns.filled(
                            table.column(covariates.get(j)), imputed.columns().get(j)));
        }
        long[] source = IntStream.of(rows).mapToLong(r -> table.sourceRows()[r]).toArray();
        return new AnalysisTable(table.name(), source, List.copyOf(columns.values()));
    }
}
