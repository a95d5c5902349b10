package org.steelyard.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Where Apache Spark lies: it is never on this program's class path, and most never build it. Two things make the class path of
 * its process: the jars of Spark, either those that the build collects or those of a Spark that is installed already, and the
 * worker, some classes that the build makes.
 */
final class SparkHome {

    /** Folders in which clusters keep their settings; {@code spark-submit} puts them before everything else, and so do we. */
    private static final List<String> SETTINGS = List.of("SPARK_CONF_DIR", "HADOOP_CONF_DIR", "YARN_CONF_DIR");

    private SparkHome() {}

    /**
     * The class path of Spark's process. {@code -Dsteelyard.spark} or {@code STEELYARD_SPARK} names an installed Spark, a folder of
     * its jars, or the target folder of a build; without them it is what the build left behind.
     *
     * @throws SteelyardException with {@link AppError#NO_ENGINE} when jars or worker are missing
     */
    static String classPath() {
        String named = System.getProperty("steelyard.spark", System.getenv().getOrDefault("STEELYARD_SPARK", ""));
        return classPath(
                Path.of(System.getProperty("steelyard.home", "."), "engine-spark", "target"),
                Optional.of(named).filter(n -> !n.isBlank()).map(Path::of),
                System.getenv());
    }

    static String classPath(Path built, Optional<Path> named, Map<String, String> environment) {
        Path home = named.orElse(built);
        List<Path> folders = named.isPresent()
                ? List.of(home.resolve("spark"), home.resolve("jars"), home)
                : List.of(home.resolve("spark"));
        Path jars = folders.stream()
                .filter(SparkHome::hasSpark)
                .findFirst()
                .orElseThrow(() -> missing(
                        Text.of("没有找到 Spark：它不随程序提供。", "Spark was not found: it does not come with the program.")));
        Path worker = Stream.of(home.resolve("classes"), built.resolve("classes"))
                .filter(f -> Files.isDirectory(f.resolve("org").resolve("steelyard")))
                .findFirst()
                .orElseThrow(() -> missing(Text.of(
                        "找到了 Spark，但没有找到在其中运行的 Steelyard 程序。",
                        "Spark was found, but not Steelyard's worker, which runs in it.")));
        List<String> path = new ArrayList<>();
        SETTINGS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(folder -> !folder.isBlank())
                .distinct()
                .forEach(path::add);
        path.add(worker.toString());
        path.add(jars.resolve("*").toString());
        return String.join(File.pathSeparator, path);
    }

    private static boolean hasSpark(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> String.valueOf(f.getFileName()).matches("spark-sql_[\\d.]+-4\\..*\\.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SteelyardException missing(Text what) {
        return SteelyardException.of(
                AppError.NO_ENGINE,
                Place.field("--engine"),
                what,
                Text.of(
                        "先在源代码文件夹中运行 mvn -Pspark -pl engine-spark process-classes；已装有 Spark 4 的，可另用环境变量 STEELYARD_SPARK 指明其文件夹；"
                                + "或改用 --engine duckdb。见 docs/spark.md。",
                        "Run mvn -Pspark -pl engine-spark process-classes in the source folder; who has installed Spark 4 may name its"
                                + " folder with STEELYARD_SPARK besides; or use --engine duckdb. See docs/spark.md."));
    }
}
