package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Variable.Role;
import org.steelyard.protocol.Variable.Type;

/** A million people with fifty columns. */
@Tag("slow")
class LargeFileTest {

    private static final int ROWS = Integer.getInteger("rows", 1_000_000);

    @TempDir
    Path folder;

    @Test
    void aMillionRowsOfFiftyColumnsBecomeACohort() throws IOException {
        Fixture f = people();
        f.write = false;
        write(folder.resolve(f.file));
        long start = System.nanoTime();
        Cohort cohort = f.include("adult", "x1 >= 0.1", OnMissing.REMOVE).build(folder);
        System.out.printf("%d rows x 50 columns: %.1f s%n", ROWS, (System.nanoTime() - start) / 1e9);
        assertThat(cohort.attrition().start()).isEqualTo(ROWS);
        assertThat(cohort.table().rows()).isEqualTo(cohort.attrition().end());
        // x1 of row i is (i mod 1000) / 1000, so that one row in ten goes.
        assertThat(cohort.attrition().steps().getFirst().removed()).isEqualTo(ROWS / 10);
    }

    private static Fixture people() {
        Fixture f = new Fixture();
        f.variables.add(Fixture.var("id", Role.IDENTIFIER, Type.TEXT).build());
        f.variables.add(
                Fixture.var("arm", Role.EXPOSURE, Type.BINARY).yes("1").no("0").build());
        f.variables.add(Fixture.var("sex", Role.COVARIATE, Type.CATEGORY)
                .levels("男", "女")
                .build());
        for (int i = 1; i <= 47; i++) {
            f.variables.add(Fixture.var("x" + i, Role.COVARIATE, Type.NUMBER).build());
        }
        return f;
    }

    private static void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            StringBuilder line = new StringBuilder("id,arm,sex");
            for (int c = 1; c <= 47; c++) {
                line.append(",x").append(c);
            }
            for (int i = 0; i < ROWS; i++) {
                out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
                line.setLength(0);
                line.append('P').append(i).append(',').append(i % 2).append(i % 3 == 0 ? ",男" : ",女");
                line.append(",0.").append(String.format("%03d", i % 1000));
                for (int c = 2; c <= 47; c++) {
                    line.append(',').append((i * 31L + c * 17L) % 2000).append(".5");
                }
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
