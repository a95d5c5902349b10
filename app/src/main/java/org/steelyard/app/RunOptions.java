package org.steelyard.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.data.relational.SparkRelations;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.Numerics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that every run of a plan has. */
final class RunOptions {

    /** The Vector API where this start has it, portable Java elsewhere. */
    private static final String FASTEST = "auto";

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "threads")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--kernel", paramLabel = "NAME", descriptionKey = "run.kernel")
    private String kernel = FASTEST;

    @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--engine", paramLabel = "NAME", descriptionKey = "engine")
    private String engine = "duckdb";

    @Option(names = "--master", paramLabel = "URL", descriptionKey = "run.master")
    private String master = "local[*]";

    @Option(names = "--spark-conf", paramLabel = "NAME=VALUE", descriptionKey = "run.spark-conf")
    private Map<String, String> sparkSettings = new TreeMap<>();

    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "run.key")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--connections", paramLabel = "FILE", descriptionKey = "run.connections")
    private Optional<Path> connections = Optional.empty();

    @Option(names = "--pack", paramLabel = "DIR", descriptionKey = "run.pack")
    private List<Path> packs = new ArrayList<>();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--explain", descriptionKey = "explain")
    private boolean explain;

    int run(Path protocol, Path data, Lang lang) throws Exception {
        int workers = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (workers < 1 || workers > 1024) {
            throw bad("--threads", "1–1024");
        }
        if (!engine.equals("duckdb") && !engine.equals("spark")) {
            throw bad("--engine", "duckdb, spark");
        }
        Optional<EvaluationRun.Spark> spark = spark();
        Progress progress = engineOptions.progress(lang);
        EvaluationRun.Request request = new EvaluationRun.Request(
                protocol,
                data,
                out,
                lang,
                seed,
                numerics(workers),
                policy,
                explain,
                new EvaluationRun.Events(key, connections, List.copyOf(packs), spark, engineOptions.memory()));
        try (Interruption ignored =
                Interruption.tell(progress, Text.of("会从已完成的步骤接着做", "goes on from the steps that were done"))) {
            tell(new EvaluationRun(request, progress).execute(), progress);
        }
        return 0;
    }

    /** Asked for before anything is read, so that nobody waits for an engine that is not there. */
    private Optional<EvaluationRun.Spark> spark() {
        if (!engine.equals("spark")) {
            return Optional.empty();
        }
        Optional<String> refused = sparkSettings.keySet().stream()
                .filter(name -> !name.startsWith("spark.") || SparkRelations.FIXED.contains(name))
                .findFirst();
        if (refused.isPresent()) {
            throw bad("--spark-conf " + refused.get(), "spark.*, ∉ {" + String.join(", ", SparkRelations.FIXED) + "}");
        }
        SparkHome.classPath();
        return Optional.of(new EvaluationRun.Spark(master, Map.copyOf(sparkSettings)));
    }

    /** The bits are the same by either kernel; who asks for one that is not there is told, as he would wait for what he does not get. */
    private Numerics numerics(int workers) {
        Numerics fastest = Numerics.standard().withThreads(workers);
        if (kernel.equals(FASTEST)) {
            return fastest;
        }
        Numerics asked = Arrays.stream(Numerics.Kernel.values())
                .filter(k -> k.id().equals(kernel))
                .findFirst()
                .map(fastest::with)
                .orElseThrow(() -> bad("--kernel", "auto, plain, vector"));
        if (!CrossProduct.of(asked.kernel()).id().equals(kernel)) {
            throw SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field("--kernel"),
                    Text.of(
                            "这次启动没有加载向量模块 jdk.incubator.vector。",
                            "This start did not load the module jdk.incubator.vector."),
                    Text.of(
                            "用 ./steelyard run 启动（会自动加载），或以 STEELYARD_JAVA_OPTS 加上 --add-modules=jdk.incubator.vector；也可用 --kernel auto（默认），结果逐位相同。",
                            "Start with ./steelyard run, which loads it, or add --add-modules=jdk.incubator.vector to STEELYARD_JAVA_OPTS; or say --kernel auto, the default, which gives the same bits."));
        }
        return asked;
    }

    private static void tell(EvaluationRun.Result result, Progress progress) {
        if (result.nothingToDo()) {
            progress.say(Text.of(
                    "方案、数据、程序都没有变：无事可做，结果仍在原处。",
                    "Plan, data and program are unchanged: nothing to do; the results are where they were."));
        }
        Path out = result.out();
        progress.say(Text.of("报告：" + out.resolve("report.html"), "Report: " + out.resolve("report.html")));
        progress.say(Text.same("      " + out.resolve("report.docx")));
        progress.say(Text.same("      " + out.resolve("report.pdf")));
        progress.say(Text.of("结果：" + out.resolve("results.json"), "Results: " + out.resolve("results.json")));
    }

    private static SteelyardException bad(String option, String allowed) {
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(option),
                Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                Text.of("改正这个选项。", "Correct this option."));
    }
}
