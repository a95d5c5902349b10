package org.steelyard.engine.spark;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one command a line: {@code view NAME PARQUET COLUMNS}, {@code keep NAME SQL}, {@code write FOLDER SQL},
 * {@code drop NAME}, {@code quit}; words after the first in Base64.
 */
public final class SparkWorker {

    private final SparkSession spark;
    private final PrintStream answers;
    private final String scratch;

    private SparkWorker(SparkSession spark, PrintStream answers, String scratch) {
        this.spark = spark;
        this.scratch = scratch;
        this.answers = answers;
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
                .config("spark.local.dir", arguments[1])
                .config("spark.sql.warehouse.dir", arguments[1] + "/warehouse")
                .config("spark.sql.crossJoin.enabled", "true");
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            int equals = setting.indexOf('=');
            builder.config(setting.substring(0, equals), setting.substring(equals + 1));
        }
        SparkSession session = builder.getOrCreate();
        new SparkWorker(session, answers, arguments[1]).listen();
        session.stop();
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
        spark.sql("SELECT " + columns + " FROM `raw_" + name + "`").createOrReplaceTempView(name);
    }

    /**
     * Computed now and written to the scratch folder, so that later steps read files and not the whole way that led to them:
     * Spark's plans would grow with every step.
     */
    private void keep(String name, String sql) {
        String folder = scratch + "/kept-" + name;
        spark.sql(sql).write().parquet(folder);
        spark.read().parquet(folder).createOrReplaceTempView(name);
    }

    private void drop(String name) throws IOException {
        spark.catalog().dropTempView(name);
        Path folder = new Path(scratch + "/kept-" + name);
        folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
    }
}
