package org.steelyard.data.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.SteelyardException;

/** Spark on one machine does not cut forty rows into two hundred parts; a cluster is left to its own settings. */
class SparkSettingsTest {

    @TempDir
    private Path folder = Path.of("");

    private static final String PARTS = "spark.sql.shuffle.partitions";

    @Test
    void aSparkOnThisMachineTakesAsManyPartsAsCores() {
        assertThat(SparkRelations.local("local[2]")).containsEntry(PARTS, "2");
        assertThat(SparkRelations.local("local[4,2]")).containsEntry(PARTS, "4");
        assertThat(SparkRelations.local("local")).containsEntry(PARTS, "1");
        assertThat(SparkRelations.local("local[*]"))
                .containsEntry(PARTS, String.valueOf(Runtime.getRuntime().availableProcessors()))
                .containsEntry("spark.driver.bindAddress", "127.0.0.1");
    }

    @Test
    void aClusterIsLeftAlone() {
        assertThat(SparkRelations.local("yarn")).isEmpty();
        assertThat(SparkRelations.local("k8s://https://host:6443")).isEmpty();
        assertThat(SparkRelations.local("local[x]")).isEmpty();
    }

    @Test
    void theMemoryOfTheDriverIsToldToItsJava() {
        assertThat(SparkRelations.heap(Map.of("spark.driver.memory", "8g"))).containsExactly("-Xmx8g");
        assertThat(SparkRelations.heap(Map.of("spark.driver.memory", "512mb"))).containsExactly("-Xmx512m");
        assertThat(SparkRelations.heap(Map.of("spark.driver.memory", "a lot"))).isEmpty();
        assertThat(SparkRelations.heap(Map.of())).isEmpty();
    }

    @Test
    void aClassPathWithoutTheWorkerIsNamedAsTheCause() {
        assertThatThrownBy(() -> open(folder.toString())).isInstanceOfSatisfying(SteelyardException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(SparkError.NOT_STARTED);
            assertThat(e.problems().getFirst().message().en()).contains("worker");
            assertThat(e.problems().getFirst().remedy().zh()).contains("mvn -Pspark");
        });
    }

    @Test
    void aWorkerThatRefusesItsSettingsIsQuoted() throws Exception {
        assertThatThrownBy(() -> open(worker("System.out.println(\"error no such master\");")))
                .isInstanceOfSatisfying(SteelyardException.class, e -> {
                    assertThat(e.problems().getFirst().code()).isEqualTo(SparkError.NOT_STARTED);
                    assertThat(e.problems().getFirst().message().en()).contains("no such master");
                });
    }

    @Test
    void aProcessThatEndsAmidItsWorkIsAProblemWithARemedy() throws Exception {
        try (SparkRelations engine = open(worker("System.out.println(\"ok\"); System.in.read();"))) {
            assertThatThrownBy(() -> engine.drop(new Rel.Table("t", new Schema(List.of()))))
                    .isInstanceOfSatisfying(SteelyardException.class, e -> {
                        assertThat(e.problems().getFirst().code()).isEqualTo(SparkError.FAILED);
                        assertThat(e.problems().getFirst().remedy().en()).contains("spark.driver.memory");
                    });
        }
    }

    private SparkRelations open(String classPath) {
        return SparkRelations.open(
                new SparkRelations.Settings(classPath, "local[1]", folder.resolve("scratch"), Map.of()), List.of());
    }

    /** A class path whose worker does no more than these statements. */
    private String worker(String statements) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source").resolve("org/steelyard/engine/spark"))
                .resolve("SparkWorker.java");
        Files.writeString(
                source,
                "package org.steelyard.engine.spark; public class SparkWorker { public static void main(String[] a)"
                        + " throws Exception { " + statements + " } }");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(code).isZero();
        return classes.toString();
    }
}
