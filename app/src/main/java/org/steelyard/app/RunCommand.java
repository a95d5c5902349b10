package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Carries out a plan. */
@Command(name = "run", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @Parameters(index = "0", paramLabel = "PROTOCOL.yaml", descriptionKey = "protocol")
    private Path protocol = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "data")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(protocol)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(protocol.toString()),
                    Text.of("找不到方案文件。", "The plan was not found."),
                    Text.of(
                            "检查路径；用 steelyard protocol new 可得到模板。",
                            "Check the path; steelyard protocol new writes a template."));
        }
        Path folder = data.orElseGet(() -> protocol.toAbsolutePath().resolveSibling("data"));
        if (!Files.isDirectory(folder)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(data.map(Path::toString).orElse("data")),
                    Text.of("找不到数据文件夹。", "The data folder was not found."),
                    Text.of("用 --data 指明数据所在的文件夹。", "Name the folder of the data with --data."));
        }
        return options.run(protocol, folder, main.language());
    }
}
