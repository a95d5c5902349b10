package org.steelyard.data.relational;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Spark on one machine does not cut forty rows into two hundred parts; a cluster is left to its own settings. */
class SparkSettingsTest {

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
}
