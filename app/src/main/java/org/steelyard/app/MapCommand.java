package org.steelyard.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Proposes a mapping file for tables that nobody has mapped. */
@Command(name = "map", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class MapCommand implements Callable<Integer> {

    @ParentCommand
    private DataCommand parent = new DataCommand();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE|DIR", descriptionKey = "map.target")
    private Optional<Path> target = Optional.empty();

    @Option(names = "--connections", paramLabel = "FILE", descriptionKey = "std.connections")
    private Optional<Path> connections = Optional.empty();

    @Option(names = "--database", paramLabel = "NAME", descriptionKey = "std.database")
    private Optional<String> database = Optional.empty();

    @Option(names = "--role", paramLabel = "COLUMN=ROLE", descriptionKey = "map.role")
    private Map<String, String> roles = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "FILE.yaml", descriptionKey = "map.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", descriptionKey = "force")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        MappingProposal proposal = MappingProposal.of(tables(), IntakeSettings.DEFAULT, roles);
        String yaml = proposal.yaml();
        if (out.isPresent()) {
            write(yaml, out.get());
        } else {
            PrintWriter writer = spec.commandLine().getOut();
            writer.print(yaml);
            writer.flush();
        }
        long columns =
                proposal.tables().stream().mapToLong(t -> t.columns().size()).sum();
        long sure = proposal.tables().stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> c.role().isPresent() && c.confidence() >= MappingProposal.SURE)
                .count();
        Progress.standard(parent.language())
                .say(Text.of(
                        columns + " 列中 " + sure + " 列有把握；其余已注释，请核对。",
                        sure + " of " + columns + " columns are sure; the others are comments: look at them."));
        return 0;
    }

    private void write(String yaml, Path file) throws IOException {
        if (Files.exists(file) && !force) {
            throw SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field("--out"),
                    Text.of("文件已存在。", "The file exists."),
                    Text.of("换一个名称，或加 --force 覆盖。", "Choose another name, or overwrite with --force."));
        }
        Files.writeString(file, yaml);
    }

    private Map<String, RawSource> tables() {
        if (connections.isPresent()) {
            return RawFolder.find(NamedDatabase.find("--database", connections, database))
                    .tables();
        }
        return tables(target.orElseThrow(() -> NamedDatabase.bad("FILE|DIR", "FILE, DIR, --connections FILE")));
    }

    private static Map<String, RawSource> tables(Path target) {
        if (Files.isDirectory(target)) {
            return RawFolder.find(target, IntakeSettings.DEFAULT).tables();
        }
        Path name = target.getFileName();
        if (!Files.isRegularFile(target) || name == null) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(name == null ? "" : name.toString()),
                    Text.of("找不到文件或文件夹。", "There is no such file or folder."),
                    Text.of("检查路径。", "Check the path."));
        }
        String text = name.toString();
        String stem = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
        Path folder = target.toAbsolutePath().getParent();
        return Map.of(stem.toLowerCase(Locale.ROOT), RawSource.File.of(folder == null ? target : folder, text));
    }
}
