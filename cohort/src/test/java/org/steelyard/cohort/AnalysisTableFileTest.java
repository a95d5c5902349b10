package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.SteelyardException;

class AnalysisTableFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsReadIsWhatWasWrittenAndWritesTheSameBytes() throws Exception {
        Cohort cohort = Fixture.people().build(folder);
        Path file = folder.resolve("cohort.syat");
        AnalysisTableFile.write(file, cohort);
        Cohort back = AnalysisTableFile.read(file);
        assertThat(back.attrition()).isEqualTo(cohort.attrition());
        assertThat(back.inputs()).isEqualTo(cohort.inputs());
        assertThat(back.quality()).isEqualTo(cohort.quality());
        assertThat(back.table().sourceRows()).isEqualTo(cohort.table().sourceRows());
        for (Column column : cohort.table().columns()) {
            assertThat(back.table().column(column.name())).hasSameClassAs(column);
            assertThat(back.table().numbers(column.name()))
                    .isEqualTo(cohort.table().numbers(column.name()));
        }
        assertThat(AnalysisTableFile.bytes(back)).isEqualTo(Files.readAllBytes(file));
        assertThat(folder.resolve("cohort.syat.part")).doesNotExist();
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] bytes = AnalysisTableFile.bytes(Fixture.people().build(folder));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            CohortError expected = i >= 4 && i < 8 ? CohortError.OTHER_TABLE_VERSION : CohortError.DAMAGED_TABLE;
            assertThatThrownBy(() -> AnalysisTableFile.parse(changed, "t"))
                    .isInstanceOf(SteelyardException.class)
                    .satisfies(e -> assertThat(((SteelyardException) e)
                                    .problems()
                                    .getFirst()
                                    .code())
                            .isEqualTo(expected));
        }
    }

    @Test
    void aCutFileIsNoticed() {
        byte[] bytes = AnalysisTableFile.bytes(Fixture.people().build(folder));
        for (int n : new int[] {0, 3, 8, 39, bytes.length - 1}) {
            assertThatThrownBy(() -> AnalysisTableFile.parse(java.util.Arrays.copyOf(bytes, n), "t"))
                    .isInstanceOf(SteelyardException.class)
                    .hasMessageContaining(CohortError.DAMAGED_TABLE.id());
        }
    }
}
