package org.steelyard.evidence;

import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.Attrition;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectResults;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.society.SocialResults;

/** Everything that one evaluation found; what the report, the results file and the package are made from. */
public record Dossier(
        Protocol protocol,
        PolicyPack pack,
        Plan plan,
        Run run,
        Governance governance,
        Attrition attrition,
        Optional<Attrition> benchmarkAttrition,
        EffectResults effect,
        Optional<EconomicResults> economics,
        Optional<SocialResults> society,
        EvidenceGrade evidence) {

    /**
     * @param locked whether the plan was locked before the run
     * @param lockedAt ISO 8601, absent when not locked
     */
    public record Plan(Digest digest, boolean locked, Optional<String> lockedAt) {}

    /** @param startedAt ISO 8601 */
    public record Run(
            String engine, long seed, String javaVersion, String codeVersion, String startedAt, List<Input> inputs) {}

    public record Input(String name, long rows, Digest sha256, String encoding) {}

    /** What was done to the data before analysis, and how complete it is. */
    public record Governance(List<VariableQuality> variables, List<Text> steps) {}

    public record VariableQuality(String variable, long rows, long missing, Text rule) {}
}
