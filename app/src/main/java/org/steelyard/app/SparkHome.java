package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Where Apache Spark lies: it is never on this program's class path, and most never build it. */
final class SparkHome {

    private SparkHome() {}

    /**
     * The folder named by {@code -Dsteelyard.spark} or {@code STEELYARD_SPARK}, else what the build leaves behind.
     *
     * @throws SteelyardException with {@link AppError#NO_ENGINE} when there is no Spark
     */
    static Path folder() {
        String named = System.getProperty("steelyard.spark", System.getenv().getOrDefault("STEELYARD_SPARK", ""));
        Path folder = named.isEmpty()
                ? Path.of(System.getProperty("steelyard.home", "."), "engine-spark", "target")
                : Path.of(named);
        boolean there = named.isEmpty() ? Files.isDirectory(folder.resolve("spark")) : Files.isDirectory(folder);
        if (!there) {
            throw SteelyardException.of(
                    AppError.NO_ENGINE,
                    Place.field("--engine"),
                    Text.of("没有找到 Spark：它不随程序提供。", "Spark was not found: it does not come with the program."),
                    Text.of(
                            "先运行 mvn -Pspark -pl engine-spark process-classes，或用环境变量 STEELYARD_SPARK 指明存放 jar 的文件夹；或改用 --engine duckdb。见 docs/spark.md。",
                            "Run mvn -Pspark -pl engine-spark process-classes, or name a folder of jars with STEELYARD_SPARK; or use --engine duckdb. See docs/spark.md."));
        }
        return folder;
    }
}
