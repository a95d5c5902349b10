package org.steelyard.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.app.store.StepStore;
import org.steelyard.economics.ConventionNames;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.economics.model.RunSettings;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A decision model alone: checked, shown, run. */
@Command(
        name = "model",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {SettleCommand.class, NewModelCommand.class})
final class ModelCommand implements Callable<Integer> {

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
            name = "check",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int check(
            @Parameters(paramLabel = "MODEL.yaml", descriptionKey = "model.file") Path file,
            @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy") Optional<String> policy) {
        load(file, pack(policy));
        say(Text.of("模型没有问题。", "The model has no problems."));
        return 0;
    }

    @Command(
            name = "show",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int show(
            @Parameters(paramLabel = "MODEL.yaml", descriptionKey = "model.file") Path file,
            @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy") Optional<String> policy) {
        out().print(ModelProse.of(load(file, pack(policy)).spec(), main.language()));
        out().flush();
        return 0;
    }

    @Command(
            name = "run",
            resourceBundle = "cli",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class)
    int run(
            @Parameters(paramLabel = "MODEL.yaml", descriptionKey = "model.file") Path file,
            @CommandLine.Mixin ModelOptions options)
            throws IOException {
        options.check();
        PolicyPack pack = pack(options.policy());
        DecisionModel model = load(file, pack);
        if (options.draw().isPresent()) {
            one(model, options.draw().get(), options);
            return 0;
        }
        Path folder = options.out()
                .orElseGet(() -> Path.of("out", model.spec().header().id()));
        Progress progress = Progress.standard(main.language(), options.progress());
        try (Stop stop = Stop.watch();
                OutFolder out = OutFolder.open(folder)) {
            try {
                ModelResults results =
                        model.run(settings(options, pack, progress).withCancelled(stop::asked));
                Path workshop = out.workshop();
                new ModelOutput(model.name(), model.digest().hex(), results, options.seed(), main.language())
                        .write(workshop);
                out.publish(workshop, Digest.of(model.digest().hex()).hex());
                progress.close();
                summary(results, folder);
            } catch (RuntimeException | IOException | Error failure) {
                out.undo(new StepStore(out.steps(), event -> {}));
                throw failure;
            }
        }
        return 0;
    }

    /** One draw as the line of {@code psa.csv} has it, to every digit; no file is written. */
    private void one(DecisionModel model, long number, ModelOptions options) {
        double[][] totals = model.draw(number, RunSettings.of(options.seed()).withThreads(options.threads()));
        List<String> outcomes = List.copyOf(model.spec().outcomes().keySet());
        List<String> strategies = model.strategies();
        for (int s = 0; s < totals.length; s++) {
            for (int o = 0; o < outcomes.size(); o++) {
                out().println(strategies.get(s) + "\t" + outcomes.get(o) + "\t" + totals[s][o]);
            }
        }
        out().flush();
    }

    private static RunSettings settings(ModelOptions options, PolicyPack pack, Progress progress) {
        RunSettings settings = RunSettings.of(options.seed())
                .withThreads(options.threads())
                .withThresholds(pack.thresholdMultiples().stream()
                        .map(m -> m * pack.gdpPerCapita().value())
                        .toList())
                .withDiscountRange(pack.discountRange())
                .withProgress(progress::working);
        RunSettings grown = pack.fundGrowth().isPresent()
                ? settings.withFundGrowth(pack.fundGrowth().get().value())
                : settings;
        return options.draws().isPresent() ? grown.withDraws(options.draws().get()) : grown;
    }

    Main main() {
        return main;
    }

    static PolicyPack pack(Optional<String> policy) {
        return PolicyPacks.load(policy.orElse(PolicyPacks.DEFAULT));
    }

    static DecisionModel load(Path file, PolicyPack pack) {
        if (!Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(file.toString()),
                    Text.of("找不到模型文件。", "The model was not found."),
                    Text.of("检查路径。", "Check the path."));
        }
        return DecisionModel.load(
                file,
                new DecisionModel.Rates(
                        pack.discountCosts().value(), pack.discountEffects().value()));
    }

    /** The main table on the screen: the frontier first. */
    private void summary(ModelResults r, Path folder) {
        Lang lang = main.language();
        PrintWriter out = out();
        String cost = r.outcomes().get(r.cost()).label().in(lang);
        String effect = r.outcomes().get(r.effect()).label().in(lang);
        out.printf("%-40s %16s %14s %16s%n", lang == Lang.ZH ? "策略" : "strategy", cost, effect, "ICER");
        for (Frontier.Entry e : r.frontier().entries()) {
            String name = r.strategies().get(e.strategy()).label().in(lang);
            String icer = switch (e.status()) {
                case DOMINATED, EXTENDEDLY_DOMINATED ->
                    ConventionNames.status(e.status()).in(lang);
                case ON_FRONTIER -> Double.isNaN(e.icer()) ? "–" : String.format(Locale.ROOT, "%,.0f", e.icer());
            };
            out.printf(
                    "%-40s %16s %14s %16s%n",
                    name,
                    String.format(Locale.ROOT, "%,.2f", e.cost()),
                    String.format(Locale.ROOT, "%.4f", e.effect()),
                    icer);
        }
        fund(r);
        say(Text.of("结果：" + folder.resolve("model.json"), "Results: " + folder.resolve("model.json")));
        say(Text.of("表格：" + folder.resolve("model.xlsx"), "Tables: " + folder.resolve("model.xlsx")));
        List<ModelResults.Note> notes = r.notes();
        notes.stream()
                .filter(n -> n.id().startsWith("repaired"))
                .forEach(n -> say(Text.of(
                        "注意：" + n.text().zh() + "（" + n.times() + " 次）",
                        "Note: " + n.text().en() + " (" + n.times() + ")")));
    }

    /** Budget and agreements on the screen: one line a year, one an agreement. */
    private void fund(ModelResults r) {
        r.budget()
                .ifPresent(b -> b.total()
                        .forEach(y -> say(Text.of(
                                String.format(
                                        Locale.ROOT,
                                        "预算影响 %s：基金净增 %,.0f（占可用增长 %s）",
                                        b.name(y),
                                        y.fundNet(),
                                        y.judged() ? share(y.fundNet() / y.allowed()) : "未判断"),
                                String.format(
                                        Locale.ROOT,
                                        "Budget impact %s: the fund adds %,.0f (%s of the growth allowed)",
                                        b.name(y),
                                        y.fundNet(),
                                        y.judged() ? share(y.fundNet() / y.allowed()) : "not judged")))));
        r.agreements()
                .forEach(a -> say(Text.of(
                        String.format(
                                Locale.ROOT,
                                "协议 %s：预期支付 %,.0f（标准差 %,.0f），每例实际价格 %,.0f",
                                a.label().zh(),
                                a.forecast().expected(),
                                a.forecast().sd(),
                                a.forecast().effectivePrice()),
                        String.format(
                                Locale.ROOT,
                                "Agreement %s: expected payment %,.0f (SD %,.0f), effective price %,.0f",
                                a.label().en(),
                                a.forecast().expected(),
                                a.forecast().sd(),
                                a.forecast().effectivePrice()))));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * value);
    }

    private void say(Text text) {
        out().println(text.in(main.language()));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
