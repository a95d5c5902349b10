package org.steelyard.evidence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.Further;
import org.steelyard.evidence.EvidenceGrade.Reason;
import org.steelyard.evidence.EvidenceInput;
import org.steelyard.kernel.Text;

/** What decisions by margin, families of questions and sensitivity analyses mean for the grade. */
public final class Beside {

    private Beside() {}

    /** Bounds, bias analyses and negative controls say how much bias it would take, as E-values do. */
    static boolean quantifiesBias(EffectResults effect) {
        Further f = effect.further();
        return !f.hiddenBias().isEmpty()
                || !f.biasCorrected().isEmpty()
                || !f.calibrations().isEmpty();
    }

    /** In brackets, by name. */
    static Text named(EffectResults effect) {
        List<Text> names = names(effect);
        return Text.of(
                "（" + names.stream().map(Text::zh).collect(Collectors.joining("、")) + "）",
                " (" + names.stream().map(Text::en).collect(Collectors.joining(", ")) + ")");
    }

    static Text quantified(EffectResults effect) {
        List<Text> names = names(effect);
        return names.isEmpty()
                ? Text.of("无 E 值", "without E-value")
                : Text.of(
                        "有 " + names.stream().map(Text::zh).collect(Collectors.joining("、")),
                        "with " + names.stream().map(Text::en).collect(Collectors.joining(", ")));
    }

    private static List<Text> names(EffectResults effect) {
        List<Text> out = new ArrayList<>();
        if (!effect.eValues().isEmpty()) {
            out.add(Text.of("E 值", "E-value"));
        }
        if (!effect.further().hiddenBias().isEmpty()) {
            out.add(Text.of("Rosenbaum 界", "Rosenbaum bounds"));
        }
        if (!effect.further().biasCorrected().isEmpty()) {
            out.add(Text.of("概率偏倚分析", "probabilistic bias analysis"));
        }
        if (!effect.further().calibrations().isEmpty()) {
            out.add(Text.of("阴性对照校准", "negative controls"));
        }
        return out;
    }

    /** The grade says how good the evidence is, not what it shows; a decision that the plan asked for stands beside it. */
    public static List<Reason> decisions(EvidenceInput input) {
        Set<String> primary =
                Strength.primaries(input).stream().map(MainAnalysis::id).collect(Collectors.toSet());
        List<Reason> out = new ArrayList<>();
        for (Further.MarginTest m : input.effect().further().margins()) {
            if (primary.contains(m.analysis())) {
                out.add(new Reason("margin", decision(m)));
            }
        }
        for (Further.Family f : input.effect().further().families()) {
            if (f.members().stream().anyMatch(m -> primary.contains(m.analysis()))) {
                out.add(new Reason("multiplicity", f.message()));
            }
        }
        return out;
    }

    private static Text decision(Further.MarginTest m) {
        return m.preSpecified()
                ? Text.of(
                        "主要分析的界值检验：" + m.conclusion().zh(),
                        "margin of the primary analysis: " + m.conclusion().en())
                : Text.of(
                        "主要分析的界值检验未能证明为预先设定，仅供参考：" + m.conclusion().zh(),
                        "margin of the primary analysis, not shown to be pre-specified: "
                                + m.conclusion().en());
    }
}
