package org.steelyard.data.relational;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Apache Spark in a process of its own, so that nobody else has it on the class path. This side writes SQL to the process;
 * no row passes between the two but through Parquet files in the scratch folder, which DuckDB reads.
 *
 * <p>Protocol: a line a command, words in Base64 apart from the first ({@code view}, {@code keep}, {@code write},
 * {@code drop}, {@code quit}); the answer is {@code ok}, or {@code error} and the kind of failure.
 */
public final class SparkRelations implements RelationalEngine {

    private static final Dialect DIALECT = new SparkDialect();

    /** Packages of the JDK that Spark 4 reaches into. */
    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar");

    /** {@code local}, {@code local[2]}, {@code local[*]}, and with a number of failures that a task may have. */
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d{1,4}|\\*)(?:,\\s*\\d+)?])?");

    /** Settings that the worker fixes: they decide what a query means, and the answer must not depend on who asks. */
    public static final List<String> FIXED = List.of(
            "spark.local.dir",
            "spark.master",
            "spark.sql.ansi.enabled",
            "spark.sql.caseSensitive",
            "spark.sql.crossJoin.enabled",
            "spark.sql.session.timeZone",
            "spark.sql.warehouse.dir");

    private static final String WORKER = "org.steelyard.engine.spark.SparkWorker";
    private static final String LOG = "spark.log";
    private static final String OK = "ok";
    private static final String ERROR = "error";

    private static final String DRIVER_MEMORY = "spark.driver.memory";

    /** As Spark writes sizes; Java's {@code -Xmx} wants no {@code b} behind the unit. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}[kKmMgGtT])[bB]?");

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final Path scratch;
    private final DuckDbRelations reader;
    private int results;

    /**
     * @param classPath of Spark and of the worker
     * @param master such as {@code local[2]}, {@code yarn}, {@code k8s://…}
     * @param scratch folder that both this process and Spark's executors see
     * @param options further settings of Spark
     */
    public record Settings(String classPath, String master, Path scratch, Map<String, String> options) {
        public Settings {
            options = Map.copyOf(options);
        }
    }

    private SparkRelations(Process process, Settings settings, DuckDbRelations reader) {
        this.process = process;
        this.scratch = settings.scratch();
        this.reader = reader;
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param folders where final files are written */
    public static SparkRelations open(Settings settings, List<Path> folders) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heap(settings.options()));
        OPENS.forEach(p -> command.add("--add-opens=" + p + "=ALL-UNNAMED"));
        command.add("-Djdk.reflect.useDirectMethodHandle=false");
        command.addAll(List.of("-cp", settings.classPath(), WORKER));
        command.add(settings.master());
        command.add(settings.scratch().toAbsolutePath().toString());
        Map<String, String> options = new TreeMap<>(local(settings.master()));
        options.putAll(settings.options());
        options.forEach((name, value) -> command.add(name + "=" + value));
        try {
            Files.createDirectories(settings.scratch());
            Process process = new ProcessBuilder(command)
                    .redirectError(settings.scratch().resolve(LOG).toFile())
                    .start();
            List<Path> all = new ArrayList<>(folders);
            all.add(settings.scratch());
            DuckDbRelations reader = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), all);
            SparkRelations engine = new SparkRelations(process, settings, reader);
            engine.started();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process is ours, so that its memory is told to Java; Spark itself reads this setting too late. */
    static List<String> heap(Map<String, String> options) {
        Matcher size = SIZE.matcher(options.getOrDefault(DRIVER_MEMORY, ""));
        return size.matches() ? List.of("-Xmx" + size.group(1)) : List.of();
    }

    /** What a Spark says that does not begin. Nothing of the data was seen by then, so that its own words may be told. */
    private void started() throws IOException {
        String answer = answers.readLine();
        if (answer != null && answer.equals(OK)) {
            return;
        }
        String reason = answer == null
                ? ""
                : answer.substring(Math.min(answer.length(), ERROR.length())).strip();
        boolean noWorker = answer == null && log().contains("main class " + WORKER);
        close();
        Text cause = noWorker
                ? Text.of("类路径上没有 Steelyard 的 Spark 程序", "the class path does not hold Steelyard's worker")
                : reason.isEmpty() ? Text.of("进程没有应答就结束了", "the process ended without an answer") : Text.same(reason);
        throw SteelyardException.of(
                SparkError.NOT_STARTED,
                Place.field("--engine"),
                Text.of("Spark 没有启动：" + cause.zh() + "。", "Spark did not start: " + cause.en() + "."),
                noWorker
                        ? Text.of(
                                "在源代码文件夹中运行 mvn -Pspark -pl engine-spark process-classes，再试。",
                                "Run mvn -Pspark -pl engine-spark process-classes in the source folder, then try again.")
                        : Text.of(
                                "检查 --master 与 --spark-conf；或改用 --engine duckdb。见 docs/spark.md。",
                                "Check --master and --spark-conf; or use --engine duckdb. See docs/spark.md."));
    }

    private String log() throws IOException {
        Path log = scratch.resolve(LOG);
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    /**
     * What suits a Spark on this machine alone, where no option says otherwise: as many parts of a shuffle as its cores can work
     * on, where Spark's own two hundred cost a task each, and no port open to others.
     */
    static Map<String, String> local(String master) {
        Matcher matcher = LOCAL.matcher(master);
        if (!matcher.matches()) {
            return Map.of();
        }
        String cores = matcher.group(1);
        int parts = cores == null
                ? 1
                : cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
        return Map.of(
                "spark.sql.shuffle.partitions", String.valueOf(parts),
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.driver.host", "127.0.0.1");
    }

    @Override
    public Rel.Table attach(String name, String parquet, Schema schema) {
        String columns = schema.columns().stream()
                .map(c -> "CAST(" + DIALECT.name(c.name()) + " AS " + DIALECT.type(c.type()) + ") AS "
                        + DIALECT.name(c.name()))
                .collect(Collectors.joining(", "));
        tell("view", name, parquet, columns);
        return new Rel.Table(name, schema);
    }

    @Override
    public Rel.Table keep(String name, Rel rel) {
        tell("keep", name, RelationalSql.render(rel, DIALECT));
        return new Rel.Table(name, rel.schema());
    }

    @Override
    public void drop(Rel.Table table) {
        tell("drop", table.name());
    }

    @Override
    public Rows rows(Rel rel) {
        Path result = result();
        tell("write", result.toAbsolutePath().toString(), RelationalSql.render(rel, DIALECT));
        String name = "r" + results;
        return reader.rows(reader.attach(name, result.resolve("*.parquet").toString(), rel.schema()));
    }

    /** Spark writes its parts; the one file in order is made by the same writer as with the other engines. */
    @Override
    public void write(Rel rel, List<Order> order, Path file) {
        Path result = result();
        tell("write", result.toAbsolutePath().toString(), RelationalSql.render(rel, DIALECT));
        String name = "r" + results;
        reader.write(reader.attach(name, result.resolve("*.parquet").toString(), rel.schema()), order, file);
    }

    private Path result() {
        return scratch.resolve("result-" + ++results);
    }

    private void tell(String verb, String... words) {
        try {
            StringBuilder line = new StringBuilder(verb);
            for (String word : words) {
                line.append(' ').append(Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)));
            }
            commands.write(line.append('\n').toString());
            commands.flush();
            answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spark's own messages can quote values; only their kind passes, and the log stays in the scratch folder. */
    private void answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw failed(Text.of("进程中途结束", "its process ended"));
        }
        if (answer.startsWith(ERROR)) {
            String kind = answer.substring(ERROR.length()).strip();
            if (kind.contains("Arithmetic")
                    || kind.contains("ARITHMETIC")
                    || kind.contains("NUMERIC_VALUE_OUT_OF_RANGE")) {
                throw new ArithmeticException("a number is out of range");
            }
            throw failed(Text.same(kind));
        }
    }

    private static SteelyardException failed(Text cause) {
        return SteelyardException.of(
                SparkError.FAILED,
                Place.field("--engine"),
                Text.of("Spark 没有算完：" + cause.zh() + "。", "Spark did not finish: " + cause.en() + "."),
                Text.of(
                        "多为内存或磁盘不足：用 --spark-conf spark.driver.memory=8g（集群上为 spark.executor.memory）给它更多内存，"
                                + "检查输出文件夹所在磁盘的余量；或改用 --engine duckdb。见 docs/spark.md。",
                        "Mostly memory or disk ran out: give it more with --spark-conf spark.driver.memory=8g (on a cluster"
                                + " spark.executor.memory), look at the room on the disk of the output folder; or use"
                                + " --engine duckdb. See docs/spark.md."));
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                commands.write("quit\n");
                commands.flush();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        reader.close();
        remove();
    }

    private void remove() {
        for (int i = 1; i <= results; i++) {
            Path folder = scratch.resolve("result-" + i);
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
