package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.app.store.StepKey;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.PlanStatus;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.protocol.ProtocolLock;
import org.steelyard.protocol.ProtocolRules;

/**
 * A plan that is ready to run: read, checked, its lock verified, with its policy pack and seed.
 *
 * @param ownSeed whether the seed is the plan's; with another one nothing is pre-specified
 */
record Plan(PlanFile file, PlanStatus status, PolicyPacks.PackFile packFile, Seed seed, boolean ownSeed) {

    static Plan read(EvaluationRun.Request request) throws IOException {
        PlanStatus status = ProtocolLock.verify(request.protocol());
        PlanFile file = ProtocolFile.load(request.protocol());
        PolicyPacks.PackFile pack = PolicyPacks.loadFile(request.policy().orElse(PolicyPacks.DEFAULT));
        ModelBeside.verify(request.protocol(), file.protocol(), pack.pack());
        long planned = file.protocol().analysis().seed();
        long used = request.seed().orElse(planned);
        return new Plan(file, status, pack, new Seed(used), used == planned);
    }

    Protocol protocol() {
        return file.protocol();
    }

    PolicyPack pack() {
        return packFile.pack();
    }

    boolean preSpecified(String analysis) {
        return ownSeed && ProtocolRules.preSpecified(protocol(), status, analysis);
    }

    Dossier.Plan facts() {
        return switch (status) {
            case PlanStatus.Unlocked() -> new Dossier.Plan(file.canonicalSha256(), false, Optional.empty());
            case PlanStatus.Locked(var lock) ->
                new Dossier.Plan(
                        file.canonicalSha256(),
                        true,
                        Optional.of(lock.lockedAt().toString()));
        };
    }

    Text headline() {
        Text title = protocol().title();
        return switch (status) {
            case PlanStatus.Unlocked() ->
                Text.of(
                        "方案：" + title.zh() + "（未锁定：全部分析标为探索性）",
                        "Plan: " + title.en() + " (not locked: every analysis is exploratory)");
            case PlanStatus.Locked(var lock) ->
                Text.of(
                        "方案：" + title.zh() + "（已于 " + lock.lockedAt() + " 锁定，摘要 "
                                + file.canonicalSha256().brief() + "）",
                        "Plan: " + title.en() + " (locked at " + lock.lockedAt() + ", digest "
                                + file.canonicalSha256().brief() + ")");
        };
    }

    /** What every step depends on: data files, plan, lock, policy, seed, program. */
    StepKey key(Path data) throws IOException {
        StepKey key = StepKey.of("base")
                .with("protocol", file.canonicalSha256())
                .with("model", definition())
                .with("lock", facts())
                .with("policy", packFile.sha256())
                .with("seed", seed.value() + (ownSeed ? "" : " not the plan's"))
                .with("code", CodeVersion.current());
        for (Protocol.DataPlan.Source source : protocol().data().sources()) {
            if (source.format() == Protocol.DataPlan.SourceFormat.TABLE) {
                key = key.with("input:" + source.where(), digest(data, source.where()));
            }
        }
        return key;
    }

    /** A model's strategies, states and pools have an order, which the canonical form of a plan leaves out. */
    private String definition() {
        return protocol()
                .economics()
                .filter(e -> e.model() instanceof EconomicModel.InlineModel)
                .map(e -> Digest.of(((EconomicModel.InlineModel) e.model()).definition())
                        .hex())
                .orElse("");
    }

    /** The digest of a data file; a word when it cannot be read, which the reader will say properly. */
    private static String digest(Path folder, String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<Path> file = entries.filter(
                            entry -> entry.getFileName().toString().equals(name) && Files.isRegularFile(entry))
                    .findFirst();
            return file.isPresent() ? Digest.ofFile(file.get()).hex() : "absent";
        }
    }
}
