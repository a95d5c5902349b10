package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.steelyard.economics.EconomicEngine;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.model.ModelSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.InlineModel;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.yaml.YamlFile;

/** The decision model of a plan: in the plan itself, or in a file beside it. */
final class ModelBeside {

    private static final String PLAN_SCHEMA = "protocol-1.schema.json";

    private ModelBeside() {}

    static ModelSource source(Path plan, Decision model) throws IOException {
        return switch (model) {
            case InlineModel inline -> ModelSource.part(Files.readAllBytes(plan), name(plan), InlineModel.AT);
            case ModelFile file -> ModelSource.file(bytes(plan, file), file.file());
        };
    }

    private static byte[] bytes(Path plan, ModelFile model) throws IOException {
        Path file = plan.toAbsolutePath().resolveSibling(model.file());
        if (!Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    places(plan).apply("economics.model.file"),
                    Text.of(
                            "方案所在文件夹中没有模型文件 " + model.file() + "。",
                            "There is no model file " + model.file() + " in the folder of the plan."),
                    Text.of("把文件放在方案旁边，或改正 file。", "Put the file beside the plan, or correct file."));
        }
        return Files.readAllBytes(file);
    }

    private static String name(Path plan) {
        return String.valueOf(plan.getFileName());
    }

    /** Where a path of the plan stands. */
    static Function<String, Place> places(Path plan) throws IOException {
        return YamlFile.parse(Files.readAllBytes(plan), name(plan), PLAN_SCHEMA)::place;
    }

    /** A plan whose model is faulty, gone or another one is refused before anything runs. */
    static void verify(Path path, Protocol plan, PolicyPack pack) throws IOException {
        if (plan.economics().isPresent() && plan.economics().get().model() instanceof Decision model) {
            List<Problem> problems = EconomicEngine.checkModel(source(path, model), places(path), plan, pack);
            if (!problems.isEmpty()) {
                throw new SteelyardException(problems);
            }
        }
    }

    /** Faults of a model written in a plan that has other faults too, so that one look shows all. */
    static List<Problem> inFaultyPlan(Path path, PolicyPack pack) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            return List.of();
        }
        ModelSource source;
        try {
            source = ModelSource.part(Files.readAllBytes(path), name(path), InlineModel.AT);
        } catch (SteelyardException e) {
            return List.of();
        }
        if (!source.yaml().tree().isObject()) {
            return List.of();
        }
        try {
            DecisionModel.parse(
                    source,
                    new DecisionModel.Rates(
                            pack.discountCosts().value(), pack.discountEffects().value()),
                    spec -> spec);
            return List.of();
        } catch (SteelyardException e) {
            return new ArrayList<>(e.problems());
        }
    }
}
