package org.steelyard.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.app.store.StepStore;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.PlanStatus;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolDiff;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.protocol.ProtocolLock;
import org.steelyard.protocol.ProtocolProse;
import org.steelyard.protocol.ProtocolTemplate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Everything about a plan that needs no data. */
@Command(
        name = "protocol",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ProtocolCommand implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    @Command(
            name = "new",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int create(
            @Parameters(paramLabel = "FILE.yaml", descriptionKey = "file") Path file,
            @Option(names = "--force", descriptionKey = "force") boolean force)
            throws Exception {
        if (Files.exists(file) && !force) {
            throw SteelyardException.of(
                    AppError.OUT_NOT_OURS,
                    Place.file(file.getFileName().toString()),
                    Text.of("文件已存在，没有改动它。", "The file exists; it was not touched."),
                    Text.of("换一个名字，或加 --force 覆盖。", "Choose another name, or overwrite with --force."));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        StepStore.writeWhole(file.toAbsolutePath(), ProtocolTemplate.write(main.language()));
        say(Text.of("已写出模板：" + file, "Template written: " + file));
        return 0;
    }

    @Command(
            name = "check",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int check(@Parameters(paramLabel = "PROTOCOL.yaml", descriptionKey = "protocol") Path file) throws IOException {
        List<Problem> problems = new ArrayList<>(ProtocolFile.check(file));
        if (!problems.isEmpty()) {
            ModelBeside.inFaultyPlan(file, pack()).stream()
                    .filter(p -> !problems.contains(p))
                    .forEach(problems::add);
            say(Text.of(
                    "发现 " + problems.size() + " 个问题：",
                    problems.size() + (problems.size() == 1 ? " problem found:" : " problems found:")));
            throw new SteelyardException(problems);
        }
        ModelBeside.verify(file, ProtocolFile.load(file).protocol(), pack());
        say(Text.of("方案没有问题。", "The plan has no problems."));
        return 0;
    }

    @Command(
            name = "lock",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int lock(@Parameters(paramLabel = "PROTOCOL.yaml", descriptionKey = "protocol") Path file) throws IOException {
        ModelBeside.verify(file, ProtocolFile.load(file).protocol(), pack());
        PlanStatus.Lock lock = ProtocolLock.lock(
                file,
                Clock.fixed(Clocks.now(), ZoneOffset.UTC),
                CodeVersion.current().version());
        say(Text.of(
                "已锁定：版本 " + lock.version() + "，时间 " + lock.lockedAt() + "\n规范形式 SHA-256 " + lock.canonicalSha256()
                        + "\n锁文件 " + ProtocolLock.lockFile(file),
                "Locked: version " + lock.version() + " at " + lock.lockedAt() + "\nSHA-256 of the canonical form "
                        + lock.canonicalSha256() + "\nlock file " + ProtocolLock.lockFile(file)));
        long exploratory = lock.analyses().stream()
                .filter(PlanStatus.LockedAnalysis::exploratory)
                .count();
        if (exploratory > 0) {
            say(Text.of(
                    "其中 " + exploratory + " 个分析在看过结果之后加入或改动，永远标为探索性。",
                    exploratory
                            + " analyses were added or changed after results had been seen: exploratory for ever."));
        }
        return 0;
    }

    @Command(
            name = "show",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int show(@Parameters(paramLabel = "PROTOCOL.yaml", descriptionKey = "protocol") Path file) throws IOException {
        Protocol plan = ProtocolFile.read(file);
        out().println(ProtocolProse.render(plan, main.language()));
        if (plan.economics().isPresent() && plan.economics().get().model() instanceof Decision model) {
            PolicyPack pack = pack();
            DecisionModel read = DecisionModel.parse(
                    ModelBeside.source(file, model),
                    new DecisionModel.Rates(
                            pack.discountCosts().value(), pack.discountEffects().value()),
                    spec -> spec);
            out().print(ModelProse.of(read.spec(), main.language()));
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "diff",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int diff(
            @Parameters(index = "0", paramLabel = "OLD.yaml", descriptionKey = "old") Path before,
            @Parameters(index = "1", paramLabel = "NEW.yaml", descriptionKey = "new") Path after) {
        PlanFile old = ProtocolFile.load(before);
        PlanFile now = ProtocolFile.load(after);
        List<ProtocolDiff.Change> changes = ProtocolDiff.diff(old, now);
        if (changes.isEmpty()) {
            say(Text.of("两个版本内容相同。", "Both versions say the same."));
        }
        Lang lang = main.language();
        String none = lang == Lang.ZH ? "（无）" : "(none)";
        for (ProtocolDiff.Change change : changes) {
            out().println(change.path());
            out().println("  - " + value(change.before(), none));
            out().println("  + " + value(change.after(), none));
        }
        out().flush();
        return 0;
    }

    private static PolicyPack pack() {
        return PolicyPacks.load(PolicyPacks.DEFAULT);
    }

    private static String value(Optional<String> value, String none) {
        return value.orElse(none);
    }

    private void say(Text text) {
        out().println(text.in(main.language()));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
