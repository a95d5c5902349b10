package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.economics.sheet.EconomicSheet;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPacks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Economic calculations beside the models. */
@Command(
        name = "calculate",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class CalculateCommand implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "SHEET.yaml", descriptionKey = "calculate.file")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "calculate.data")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "calculate.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "model.seed")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(file.toString()),
                    Text.of("找不到计算表文件。", "The sheet was not found."),
                    Text.of("检查路径。", "Check the path."));
        }
        EconomicSheet sheet = EconomicSheet.load(file);
        Path folder = data.or(() -> Optional.ofNullable(file.toAbsolutePath().getParent()))
                .orElse(Path.of("."));
        SheetData tables = new SheetData(folder);
        PolicyPacks.PackFile pack = PolicyPacks.loadFile(policy.orElse(PolicyPacks.DEFAULT));
        List<SheetTable> results = sheet.run(tables, new Seed(seed), pack.pack());
        Path target = out.orElseGet(() -> Path.of("out", sheet.id()));
        try (OutFolder outFolder = OutFolder.open(target)) {
            Path workshop = outFolder.workshop();
            Files.writeString(
                    workshop.resolve("sheet.json"), SheetOutput.json(sheet, results, tables.inputs(), seed, pack));
            SheetOutput.workbook(Text.same(sheet.id()), results, main.language(), workshop.resolve("sheet.xlsx"));
            outFolder.publish(
                    workshop,
                    Digest.of(sheet.digest().hex() + pack.sha256().hex()).hex());
        }
        results.forEach(t -> SheetScreen.show(spec.commandLine().getOut(), t, main.language()));
        say(Text.of("结果：" + target.resolve("sheet.json"), "Results: " + target.resolve("sheet.json")));
        say(Text.of("表格：" + target.resolve("sheet.xlsx"), "Tables: " + target.resolve("sheet.xlsx")));
        return 0;
    }

    private void say(Text text) {
        spec.commandLine().getOut().println(text.in(main.language()));
        spec.commandLine().getOut().flush();
    }
}
