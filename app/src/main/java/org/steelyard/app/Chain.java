package org.steelyard.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.app.store.JsonCodec;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.CohortBuilder;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.cohort.CohortSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.Input;
import org.steelyard.economics.EconomicEngine;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.EconomicSettings;
import org.steelyard.economics.ModelInputs;
import org.steelyard.economics.arms.ArmFindings;
import org.steelyard.effect.EffectEngine;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectSettings;
import org.steelyard.effect.design.DesignEngine;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.evidence.Dossier;
import org.steelyard.evidence.EvidenceGrade;
import org.steelyard.evidence.EvidenceGrader;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.society.SocialEngine;
import org.steelyard.society.SocialResults;
import org.steelyard.society.SocialSettings;

/** From data to dossier. Each method but the first is one step of the store, or reads what one kept. */
final class Chain {

    private final Plan plan;
    private final EvaluationRun.Request request;
    private final StepStore store;
    private final StepKey base;
    private final Progress progress;
    private final Optional<EventDoor> events;

    Chain(
            Plan plan,
            EvaluationRun.Request request,
            StepStore store,
            StepKey base,
            Progress progress,
            Optional<EventDoor> events) {
        this.events = events;
        this.plan = plan;
        this.request = request;
        this.store = store;
        this.base = base;
        this.progress = progress;
    }

    Dossier dossier() throws Exception {
        Cohort cohort = cohort();
        Optional<Cohort> benchmark = benchmark();
        List<Input> inputs = new ArrayList<>(cohort.inputs());
        benchmark.ifPresent(b -> inputs.addAll(b.inputs()));
        Map<String, Cohort> tables = tables();
        tables.values().stream()
                .flatMap(t -> t.inputs().stream())
                .filter(i -> !inputs.contains(i))
                .forEach(inputs::add);
        Provenance provenance = provenance(inputs);
        EffectResults effect =
                withDesigns(effect(cohort, benchmark.map(Cohort::table), provenance), cohort, tables, provenance);
        Optional<EconomicResults> economics = economics(cohort.table(), effect, provenance);
        Optional<SocialResults> society = society(cohort.table(), provenance);
        Dossier.Governance governance = GovernanceFacts.of(
                plan.protocol(),
                cohort,
                tables,
                events.isPresent() ? events.get().lines() : List.of());
        EvidenceGrade grade = evidence(effect, economics, society, governance);
        return new Dossier(
                plan.protocol(),
                plan.pack(),
                plan.facts(),
                run(inputs),
                governance,
                cohort.attrition(),
                benchmark.map(Cohort::attrition),
                effect,
                economics,
                society,
                grade);
    }

    private Cohort cohort() throws Exception {
        CohortSettings settings = new CohortSettings(request.threads());
        if (events.isPresent()) {
            EventTable table = events.get().table();
            return store.get(
                    key("cohort"), new CohortCodec(), () -> CohortBuilder.build(plan.protocol(), table, settings));
        }
        return store.get(
                key("cohort"), new CohortCodec(), () -> CohortBuilder.build(plan.protocol(), request.data(), settings));
    }

    private Optional<Cohort> benchmark() throws Exception {
        Optional<CohortPlan> benchmark = CohortPlan.benchmark(plan.protocol());
        if (benchmark.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(store.get(
                key("benchmark"),
                new CohortCodec(),
                () -> CohortBuilder.build(benchmark.get(), request.data(), new CohortSettings(request.threads()))));
    }

    /** Long tables of designs by their ids. */
    private Map<String, Cohort> tables() throws Exception {
        Map<String, Cohort> tables = new LinkedHashMap<>();
        for (LongTable table : plan.protocol().analysis().tables()) {
            tables.put(
                    table.id(),
                    store.get(
                            key("table-" + table.id()),
                            new CohortCodec(),
                            () -> CohortBuilder.build(
                                    CohortPlan.longTable(plan.protocol(), table),
                                    request.data(),
                                    new CohortSettings(request.threads()))));
        }
        return tables;
    }

    private EffectResults withDesigns(
            EffectResults effect, Cohort cohort, Map<String, Cohort> tables, Provenance provenance) throws Exception {
        if (plan.protocol().analysis().designs().isEmpty()) {
            return effect;
        }
        Map<String, AnalysisTable> data = new LinkedHashMap<>();
        tables.forEach((id, table) -> data.put(id, table.table()));
        return effect.with(store.get(key("designs"), new JsonCodec<>(EffectResults.DesignFindings.class), () -> {
            EffectResults.DesignFindings found = DesignEngine.run(
                    new DesignEngine.Input(plan.protocol(), cohort.table(), data, effect),
                    settings(provenance),
                    DesignLimits.conventional());
            return new ArmFindings(plan.protocol(), plan.pack(), EconomicSettings.of(provenance)).added(found);
        }));
    }

    private EffectSettings settings(Provenance provenance) {
        return EffectSettings.of(provenance)
                .withNumerics(request.numerics())
                .withPreSpecified(plan::preSpecified)
                .withProgress(progress::working);
    }

    private EffectResults effect(Cohort cohort, Optional<AnalysisTable> benchmark, Provenance provenance)
            throws Exception {
        return store.get(key("effect"), new JsonCodec<>(EffectResults.class), () -> {
            return EffectEngine.run(cohort.table(), benchmark, plan.protocol(), settings(provenance));
        });
    }

    private Optional<EconomicResults> economics(AnalysisTable table, EffectResults effect, Provenance provenance)
            throws Exception {
        Optional<EconomicPlan> economics = plan.protocol().economics();
        if (economics.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(store.get(key("economics"), new JsonCodec<>(EconomicResults.class), () -> {
            EconomicSettings settings = EconomicSettings.of(provenance)
                    .withThreads(request.threads())
                    .withPreSpecified(plan.preSpecified("economics"))
                    .withProgress(progress::working);
            return economics.get().model() instanceof EconomicModel.Decision model
                    ? EconomicEngine.runModel(
                            new ModelInputs(
                                    table,
                                    effect,
                                    ModelBeside.source(request.protocol(), model),
                                    ModelBeside.places(request.protocol())),
                            plan.protocol(),
                            plan.pack(),
                            settings)
                    : EconomicEngine.run(table, plan.protocol(), plan.pack(), settings);
        }));
    }

    private Optional<SocialResults> society(AnalysisTable table, Provenance provenance) throws Exception {
        Optional<SocialPlan> society = plan.protocol().society();
        if (society.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(store.get(
                key("society"),
                new JsonCodec<>(SocialResults.class),
                () -> SocialEngine.run(
                        table,
                        plan.protocol(),
                        SocialSettings.of(provenance)
                                .withPreSpecified(plan.preSpecified("society"))
                                .withProgress(progress::working))));
    }

    private EvidenceGrade evidence(
            EffectResults effect,
            Optional<EconomicResults> economics,
            Optional<SocialResults> society,
            Dossier.Governance governance)
            throws Exception {
        return store.get(
                key("evidence"),
                new JsonCodec<>(EvidenceGrade.class),
                () -> EvidenceGrader.grade(new EvidenceInput(
                        plan.protocol(),
                        plan.facts(),
                        effect,
                        economics,
                        society,
                        plan.pack(),
                        EvidenceInput.Review.pending(completeness(plan.protocol(), governance)))));
    }

    /** Share of the values that the primary analyses need and that are there. */
    static double completeness(Protocol protocol, Dossier.Governance governance) {
        var needed = PrimaryVariables.of(protocol);
        long rows = 0;
        long missing = 0;
        for (Dossier.VariableQuality variable : governance.variables()) {
            if (needed.contains(variable.variable())) {
                rows += variable.rows();
                missing += variable.missing();
            }
        }
        return rows == 0 ? 0 : 1 - (double) missing / rows;
    }

    private StepKey key(String step) {
        return new StepKey(step, base.parts());
    }

    private Provenance provenance(List<Input> inputs) {
        List<Digest> digests = inputs.stream().map(Input::sha256).toList();
        return new Provenance(
                digests,
                plan.file().canonicalSha256(),
                "run",
                CodeVersion.current().toString(),
                plan.seed().value());
    }

    private Dossier.Run run(List<Input> inputs) throws IOException {
        List<Dossier.Input> files = inputs.stream()
                .map(i -> new Dossier.Input(
                        i.name(), i.rows(), i.sha256(), i.encoding().orElse(i.format())))
                .toList();
        return new Dossier.Run(
                request.events().spark().isPresent() ? "spark" : "duckdb",
                plan.seed().value(),
                System.getProperty("java.version"),
                CodeVersion.current().toString(),
                Clocks.today().toString(),
                files);
    }
}
