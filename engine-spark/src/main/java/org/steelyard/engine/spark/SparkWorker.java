package org.steelyard.engine.spark;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs one command a line: {@code view NAME PARQUET COLUMNS}, {@code keep NAME SQL}, {@code write FOLDER SQL},
 * {@code drop NAME}, {@code quit}; words after the first in Base64.
 */
public final class SparkWorker {

    /** Setting: a table of at most so many rows is held in memory, zero for none. */
    static final String HELD_ROWS = "spark.steelyard.heldRows";

    private static final String DEFAULT_HELD_ROWS = "10000";

    /** What is computed from more than this is not tried in memory first. */
    private static final long SMALL = 4L << 20;

    private final SparkSession spark;
    private final PrintStream answers;
    private final String scratch;
    private final int heldRows;

    private SparkWorker(SparkSession spark, PrintStream answers, String scratch) {
        this.spark = spark;
        this.scratch = scratch;
        this.answers = answers;
        heldRows = Integer.parseInt(spark.conf().get(HELD_ROWS, DEFAULT_HELD_ROWS));
    }

    /** Arguments: master, scratch folder, then settings as {@code name=value}. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        SparkSession.Builder builder = SparkSession.builder()
                .appName("steelyard")
                .master(arguments[0])
                .config("spark.sql.ansi.enabled", "true")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.caseSensitive", "true")
                .config("spark.ui.enabled", "false")
                // nobody reads the plans that Spark draws for its page
                .config("spark.sql.ui.explainMode", "simple")
                // what is taken into memory is taken in one go
                .config("spark.sql.limit.initialNumPartitions", "1000")
                .config("spark.local.dir", arguments[1])
                .config("spark.sql.warehouse.dir", arguments[1] + "/warehouse")
                .config("spark.sql.crossJoin.enabled", "true");
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            int equals = setting.indexOf('=');
            builder.config(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Optional<SparkSession> session = session(builder, answers);
        if (session.isPresent()) {
            new SparkWorker(session.get(), answers, arguments[1]).listen();
            session.get().stop();
        }
    }

    /** Before a table is named nothing of the data is known, so that Spark's own words may pass: they name the setting. */
    private static Optional<SparkSession> session(SparkSession.Builder builder, PrintStream answers) {
        try {
            return Optional.of(builder.getOrCreate());
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            String message = String.valueOf(e.getMessage());
            answers.println("error " + message.lines().findFirst().orElse(kind(e)));
            return Optional.empty();
        }
    }

    private void listen() throws IOException {
        answers.println("ok");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            answers.println(answer(line));
        }
    }

    private String answer(String line) {
        try {
            List<String> words = words(line);
            switch (words.getFirst()) {
                case "view" -> view(words.get(1), words.get(2), words.get(3));
                case "keep" -> keep(words.get(1), words.get(2));
                case "write" -> spark.sql(words.get(2)).write().parquet(words.get(1));
                case "drop" -> drop(words.get(1));
                default -> {
                    return "error unknown command";
                }
            }
            return "ok";
        } catch (Exception e) {
            e.printStackTrace();
            return "error " + kind(e);
        }
    }

    /** The class of the first cause, and Spark's error class if it has one; never a message, which can quote values. */
    private static String kind(Throwable failure) {
        Throwable cause = failure;
        StringBuilder kinds = new StringBuilder(cause.getClass().getSimpleName());
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
            kinds.append(' ').append(cause.getClass().getSimpleName());
        }
        return kinds.toString();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ")) {
            words.add(words.isEmpty() ? word : new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8));
        }
        return words;
    }

    private void view(String name, String parquet, String columns) {
        spark.read().parquet(parquet).createOrReplaceTempView("raw_" + name);
        Dataset<Row> table = spark.sql("SELECT " + columns + " FROM `raw_" + name + "`");
        held(table).orElse(table).createOrReplaceTempView(name);
    }

    /**
     * Computed now and held in memory if it is small, else written to the scratch folder, so that later steps read rows and
     * not the whole way that led to them: Spark's plans would grow with every step.
     */
    private void keep(String name, String sql) {
        Dataset<Row> rows = spark.sql(sql);
        held(rows).orElseGet(() -> written(rows, name)).createOrReplaceTempView(name);
    }

    private Dataset<Row> written(Dataset<Row> rows, String name) {
        String folder = folder(name);
        rows.write().parquet(folder);
        return spark.read().schema(optional(rows.schema())).parquet(folder);
    }

    /**
     * The rows in this process's memory, in one part, if what they are computed from is small and they are few: a step of few
     * rows costs Spark far less than a file and the tasks that write and read it.
     */
    private Optional<Dataset<Row>> held(Dataset<Row> rows) {
        if (heldRows == 0 || readBytes(rows).compareTo(BigInteger.valueOf(SMALL)) > 0) {
            return Optional.empty();
        }
        List<Row> found = rows.limit(heldRows + 1).collectAsList();
        return found.size() > heldRows
                ? Optional.empty()
                : Optional.of(
                        spark.createDataFrame(found, optional(rows.schema())).coalesce(1));
    }

    /** About how much the tables hold that are joined and filtered; those of {@code EXISTS} do not count. */
    private static BigInteger readBytes(Dataset<Row> rows) {
        return CollectionConverters.asJava(rows.queryExecution().analyzed().collectLeaves()).stream()
                .map(leaf -> leaf.stats().sizeInBytes().bigInteger())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** As a file would say it: any column may be missing. */
    private static StructType optional(StructType type) {
        StructField[] fields = Stream.of(type.fields())
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new);
        return new StructType(fields);
    }

    private String folder(String name) {
        return scratch + "/kept-" + name;
    }

    private void drop(String name) throws IOException {
        spark.catalog().dropTempView(name);
        Path folder = new Path(folder(name));
        folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
    }
}
