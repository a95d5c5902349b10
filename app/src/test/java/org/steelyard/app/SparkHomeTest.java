package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.SteelyardException;

/** The class path of Spark's process from what the build leaves, or from an installed Spark beside the worker of the build. */
class SparkHomeTest {

    private static final String JAR = "spark-sql_2.13-4.2.0.jar";

    @TempDir
    private Path folder = Path.of("");

    private Path built = Path.of("");

    @BeforeEach
    void aBuildWithoutSpark() throws IOException {
        built = folder.resolve("target");
        Files.createDirectories(built.resolve("classes/org/steelyard"));
    }

    @Test
    void whatTheBuildCollectedIsFound() throws IOException {
        jars(built.resolve("spark"), JAR);
        assertThat(SparkHome.classPath(built, Optional.empty(), Map.of()))
                .isEqualTo(path(built.resolve("classes"), built.resolve("spark/*")));
    }

    @Test
    void anInstalledSparkIsTakenWithTheWorkerOfTheBuild() throws IOException {
        Path home = folder.resolve("spark-4.2.0");
        jars(home.resolve("jars"), JAR);
        String expected = path(built.resolve("classes"), home.resolve("jars/*"));
        assertThat(SparkHome.classPath(built, Optional.of(home), Map.of())).isEqualTo(expected);
        assertThat(SparkHome.classPath(built, Optional.of(home.resolve("jars")), Map.of()))
                .isEqualTo(expected);
    }

    @Test
    void settingsOfTheClusterGoFirst() throws IOException {
        jars(built.resolve("spark"), JAR);
        assertThat(SparkHome.classPath(built, Optional.empty(), Map.of("HADOOP_CONF_DIR", "/etc/hadoop")))
                .startsWith("/etc/hadoop" + File.pathSeparator);
    }

    @Test
    void nothingIsNamedAsMissingSpark() {
        refused(Optional.empty(), "Spark was not found");
        refused(Optional.of(folder.resolve("nowhere")), "Spark was not found");
    }

    @Test
    void anOlderSparkIsNoSpark() throws IOException {
        Path home = folder.resolve("spark-3");
        jars(home.resolve("jars"), "spark-sql_2.12-3.5.1.jar");
        refused(Optional.of(home), "Spark was not found");
    }

    @Test
    void aSparkWithoutTheWorkerIsNamed() throws IOException {
        Path home = folder.resolve("spark-4.2.0");
        jars(home.resolve("jars"), JAR);
        built = folder.resolve("never-built");
        refused(Optional.of(home), "not Steelyard's worker");
    }

    private void refused(Optional<Path> named, String cause) {
        assertThatThrownBy(() -> SparkHome.classPath(built, named, Map.of()))
                .isInstanceOfSatisfying(SteelyardException.class, e -> {
                    assertThat(e.problems().getFirst().code()).isEqualTo(AppError.NO_ENGINE);
                    assertThat(e.problems().getFirst().message().en()).contains(cause);
                });
    }

    private static void jars(Path into, String name) throws IOException {
        Files.createFile(Files.createDirectories(into).resolve(name));
    }

    private static String path(Path... parts) {
        return String.join(
                File.pathSeparator,
                java.util.stream.Stream.of(parts).map(Path::toString).toList());
    }
}
