package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.economics.model.ModelTemplate;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes a commented model to begin with. */
@Command(name = "new", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class NewModelCommand implements Callable<Integer> {

    @ParentCommand
    private ModelCommand parent = new ModelCommand();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "KIND", descriptionKey = "new.kind")
    private String kind = "";

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "new.out")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        ModelTemplate template = ModelTemplate.named(kind)
                .orElseThrow(() -> SteelyardException.of(
                        AppError.BAD_OPTION,
                        Place.field("KIND"),
                        Text.of(
                                "没有这种模型；有：" + String.join("、", ModelTemplate.words()) + "。",
                                "There is no such kind; there are: " + String.join(", ", ModelTemplate.words()) + "."),
                        Text.of("改正类型。", "Correct the kind.")));
        Path file = out.orElse(Path.of(template.word() + ".yaml"));
        if (Files.exists(file)) {
            throw SteelyardException.of(
                    AppError.OUT_NOT_OURS,
                    Place.file(String.valueOf(file.getFileName())),
                    Text.of("文件已存在，不会覆盖。", "The file is there already and is not overwritten."),
                    Text.of("用 --out 给出别的文件。", "Name another file with --out."));
        }
        Path above = file.toAbsolutePath().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        Files.writeString(file, template.text(), StandardOpenOption.CREATE_NEW);
        Text said = Text.of(
                "已写出 " + file + "；接着：steelyard model check " + file + "，再 steelyard model run " + file,
                "Wrote " + file + "; then: steelyard model check " + file + " and steelyard model run " + file);
        spec.commandLine().getOut().println(said.in(parent.main().language()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
