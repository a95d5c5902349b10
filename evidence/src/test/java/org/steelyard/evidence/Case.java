package org.steelyard.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.evidence.EvidenceInput.Conduct;
import org.steelyard.evidence.EvidenceInput.Reanalysis;
import org.steelyard.evidence.EvidenceInput.Review;
import org.steelyard.evidence.EvidenceInput.RiskOfBias;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Module;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.Amendment;
import org.steelyard.protocol.Protocol.Comparator;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;
import org.steelyard.protocol.Protocol.ResearchPlan.Centres;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.society.SocialResults;

/**
 * One evaluation as a point in a lattice: each dimension runs from 0 (worst) upwards, so that "better in one dimension" is a number
 * raised by one. Built on the shipped Rotterdam plan.
 */
record Case(int[] at) {

    /** Dimensions with how many values each has. */
    enum Dim {
        LOCKED(2),
        REGISTERED(2),
        BEFORE_RESULTS(2),
        POPULATION_SOURCE(2),
        SECOND_SOURCE(2),
        TRACEABLE(2),
        MULTICENTRE(2),
        COMPARATOR(5),
        ADJUSTED(2),
        PRE_SPECIFIED(2),
        CHECKS(3),
        COMPLETE(2),
        E_VALUE(2),
        TRIAL(3),
        RISK_OF_BIAS(4),
        REANALYSIS(3),
        COMPLETENESS(3),
        SOURCE_ERROR(3),
        CONDUCT(2),
        GUIDE(2),
        SOCIETY(2),
        SHARE(3),
        WIDTH(3),
        RESULT(2);

        final int values;

        Dim(int values) {
            this.values = values;
        }
    }

    private static final Protocol BASE = ProtocolFile.read(
            Path.of(System.getProperty("steelyard.root", ".."), "examples", "rotterdam", "protocol.yaml"));
    static final PolicyPack PACK = PolicyPacks.load("china-national-2024");
    static final String PRIMARY = "primary-overlap";

    static Case best() {
        int[] at = new int[Dim.values().length];
        for (Dim d : Dim.values()) {
            at[d.ordinal()] = d.values - 1;
        }
        return new Case(at);
    }

    Case with(Dim d, int value) {
        int[] next = at.clone();
        next[d.ordinal()] = value;
        return new Case(next);
    }

    int get(Dim d) {
        return at[d.ordinal()];
    }

    private boolean is(Dim d) {
        return get(d) > 0;
    }

    EvidenceInput input() {
        return new EvidenceInput(
                protocol(),
                new Dossier.Plan(Digest.of("p"), is(Dim.LOCKED), Optional.empty()),
                effect(),
                Optional.empty(),
                is(Dim.SOCIETY)
                        ? Optional.of(new SocialResults(List.of(), List.of(), List.of(), List.of()))
                        : Optional.empty(),
                PACK,
                review());
    }

    EvidenceGrade grade() {
        return EvidenceGrader.grade(input());
    }

    private Review review() {
        RiskOfBias[] bias = RiskOfBias.values();
        double[] error = {0.2, 0.03, 0.001};
        double[] complete = {0.5, 0.9, 0.99};
        return new Review(
                complete[get(Dim.COMPLETENESS)],
                Optional.of(error[get(Dim.SOURCE_ERROR)]),
                Reanalysis.values()[get(Dim.REANALYSIS)],
                Optional.of(bias[get(Dim.RISK_OF_BIAS)]),
                is(Dim.CONDUCT) ? Conduct.REGULAR : Conduct.ENDED_OR_UNREPORTED_WITHOUT_REASON);
    }

    Protocol protocol() {
        Text some = Text.of("有", "some");
        Protocol p = Copy.with(BASE, "registration", is(Dim.REGISTERED) ? Optional.of("R-1") : Optional.empty());
        p = Copy.with(
                p,
                "amendments",
                is(Dim.BEFORE_RESULTS) ? List.of() : List.of(new Amendment("1.1", p.date(), "x", some, some, true)));
        p = Copy.with(p, "data", data(p.data()));
        p = Copy.with(
                p, "plan", Copy.with(p.plan(), "centres", is(Dim.MULTICENTRE) ? Centres.MULTIPLE : Centres.SINGLE));
        p = Copy.with(p, "comparator", comparator());
        p = Copy.with(p, "stakeholders", Copy.with(p.stakeholders(), "followsGuide", is(Dim.GUIDE)));
        Adjustment adjustment = is(Dim.ADJUSTED) ? Adjustment.WEIGHTING : Adjustment.NONE;
        var analyses = p.analysis().analyses().stream()
                .map(a -> a.id().equals(PRIMARY) ? Copy.with(a, "adjustment", adjustment) : a)
                .toList();
        return Copy.with(p, "analysis", Copy.with(p.analysis(), "analyses", analyses));
    }

    private Protocol.DataPlan data(Protocol.DataPlan data) {
        var first = Copy.with(
                data.sources().getFirst(),
                "kind",
                is(Dim.POPULATION_SOURCE) ? SourceClass.CLAIMS : SourceClass.OTHER_INSTITUTION);
        List<Protocol.DataPlan.Source> sources = new ArrayList<>(List.of(first));
        if (is(Dim.SECOND_SOURCE)) {
            sources.add(Copy.with(Copy.with(first, "id", "second"), "kind", SourceClass.OTHER_INSTITUTION));
        }
        Protocol.DataPlan out = Copy.with(data, "sources", sources);
        return Copy.with(out, "traceability", is(Dim.TRACEABLE) ? data.traceability() : Text.EMPTY);
    }

    private Comparator comparator() {
        Text some = Text.of("有", "some");
        return switch (get(Dim.COMPARATOR)) {
            case 0 ->
                new Comparator(
                        Comparator.Level.OTHER,
                        Optional.of(Comparator.OtherKind.HISTORICAL),
                        some,
                        some,
                        Text.EMPTY,
                        Optional.empty());
            case 1 ->
                new Comparator(
                        Comparator.Level.OTHER,
                        Optional.of(Comparator.OtherKind.HISTORICAL),
                        some,
                        some,
                        some,
                        Optional.empty());
            case 2 ->
                new Comparator(Comparator.Level.STANDARD_THERAPY, Optional.empty(), some, some, some, Optional.empty());
            case 3 ->
                new Comparator(
                        Comparator.Level.STANDARD_THERAPY, Optional.empty(), some, some, some, Optional.of(some));
            case 4 -> new Comparator(Comparator.Level.USUAL_CARE, Optional.empty(), some, some, some, Optional.empty());
            default -> throw new IllegalStateException();
        };
    }

    private EffectResults effect() {
        List<EffectEstimate> estimates = new ArrayList<>();
        List<EffectResults.NotEstimated> missing = new ArrayList<>();
        for (var a : BASE.analysis().analyses()) {
            if (!a.id().equals(PRIMARY) || is(Dim.RESULT)) {
                estimates.add(estimate(a.id(), a.outcome(), "hazard-ratio"));
            }
        }
        if (!is(Dim.COMPLETE)) {
            missing.add(new EffectResults.NotEstimated(PRIMARY, "rfs", "rmst-difference", Text.of("原因", "reason")));
        }
        return new EffectResults(
                estimates,
                checks(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                is(Dim.E_VALUE) ? List.of(new EffectResults.EValue(PRIMARY, "hazard-ratio", 1.5, 2.3, 1.4)) : List.of(),
                agreement(),
                List.of(new EffectResults.Missingness("age", 0, 1000)),
                missing);
    }

    private List<EffectResults.Agreement> agreement() {
        EffectEstimate e = estimate(PRIMARY, "rfs", "hazard-ratio");
        return switch (get(Dim.TRIAL)) {
            case 0 -> List.of(new EffectResults.Agreement(PRIMARY, "hazard-ratio", e, e, true, true, 3, false));
            case 1 -> List.of();
            default -> List.of(new EffectResults.Agreement(PRIMARY, "hazard-ratio", e, e, true, true, 0, true));
        };
    }

    private List<Diagnostic> checks() {
        List<Diagnostic> out = new ArrayList<>();
        int[] pass = {0, 2, 4};
        for (int i = 0; i < 4; i++) {
            String kind = i == 0 ? "smd-max" : "check-" + i;
            out.add(new Diagnostic(
                    PRIMARY + "/" + kind, PRIMARY, kind, 0, 0.1, i < pass[get(Dim.CHECKS)], Text.of("检查", "check")));
        }
        return out;
    }

    private EffectEstimate estimate(String analysis, String outcome, String measure) {
        double[] half = {Double.NaN, 0.6, 0.1};
        int[] people = {300, 600, 900};
        double h = half[get(Dim.WIDTH)];
        return new EffectEstimate(
                analysis + "/" + measure,
                Module.CLINICAL,
                Dimension.EFFECTIVENESS,
                outcome,
                analysis,
                is(Dim.PRE_SPECIFIED),
                "m",
                "ATO",
                measure,
                "all",
                0.7,
                h,
                0.7 * Math.exp(-h),
                0.7 * Math.exp(h),
                0.95,
                0.01,
                people[get(Dim.SHARE)],
                100,
                50,
                "ratio",
                "c",
                new Provenance(List.of(), Digest.of("p"), "s", "c", 1));
    }

    static PolicyPack pack(Map<String, PolicyPack.Number> evidence) {
        return Copy.with(PACK, "evidence", evidence);
    }
}
