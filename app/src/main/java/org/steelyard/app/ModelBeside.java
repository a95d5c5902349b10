package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.steelyard.economics.EconomicEngine;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.ModelFile;
import org.steelyard.protocol.Protocol;

/** The model file of a plan, which lies beside it. */
final class ModelBeside {

    private ModelBeside() {}

    static byte[] bytes(Path plan, ModelFile model) throws IOException {
        Path file = plan.toAbsolutePath().resolveSibling(model.file());
        if (!Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.field("economics.model.file"),
                    Text.of(
                            "方案所在文件夹中没有模型文件 " + model.file() + "。",
                            "There is no model file " + model.file() + " in the folder of the plan."),
                    Text.of("把文件放在方案旁边，或改正 file。", "Put the file beside the plan, or correct file."));
        }
        return Files.readAllBytes(file);
    }

    /** A plan whose model file is gone or another one is refused before anything runs. */
    static void verify(Path path, Protocol plan) throws IOException {
        if (plan.economics().isPresent() && plan.economics().get().model() instanceof ModelFile model) {
            Problems problems = new Problems();
            EconomicEngine.verify(model, bytes(path, model), problems);
            problems.throwIfAny();
        }
    }
}
