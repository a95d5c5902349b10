package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;

/** Files with bytes changed, cut out or put in: read, or refused with problems, and nothing else. */
class MutationTest {

    private static final Seed SEED = new Seed(Long.getLong("seed", 11));
    private static final int TIMES = Integer.getInteger("mutations", 60);

    @TempDir
    Path folder;

    @Test
    void ofText() {
        mutate("people.csv", Fixture.people().content);
    }

    @Test
    void ofParquet() {
        mutate(
                "people.parquet",
                BadFiles.parquet("SELECT 'p' || i AS id, i % 2 AS arm, 50.5 + i % 9 AS age, 1 AS visits, 'male' AS sex,"
                        + " DATE '2024-01-01' AS day, 1 AS time FROM range(300) AS r(i)"));
    }

    @Test
    void ofExcel() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "steelyard", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("s");
            String[] lines = new String(Fixture.people().content, java.nio.charset.StandardCharsets.UTF_8).split("\n");
            for (int r = 0; r < lines.length; r++) {
                String[] cells = lines[r].split(",");
                for (int c = 0; c < cells.length; c++) {
                    sheet.value(r, c, cells[c]);
                }
            }
        }
        mutate("people.xlsx", out.toByteArray());
    }

    private void mutate(String name, byte[] good) {
        System.out.println("seed " + SEED.value());
        int refused = 0;
        for (int i = 0; i < TIMES; i++) {
            RandomGenerator random = SEED.child(name, i).generator();
            Fixture f = Fixture.people().named(name).bytes(changed(good, random));
            try {
                f.build(folder);
            } catch (SteelyardException e) {
                refused++;
                assertThat(e.problems()).allSatisfy(p -> {
                    assertThat(p.message().isBlank()).isFalse();
                    assertThat(p.remedy().isBlank()).isFalse();
                });
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + " of " + name, e);
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] changed(byte[] good, RandomGenerator random) {
        byte[] bytes = good.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> {
                out.write(random.nextInt(256));
                out.write(bytes, at + 1, bytes.length - at - 1);
            }
            case 1 -> out.write(bytes, at + 1, bytes.length - at - 1);
            case 2 -> {
                out.write("\",\n;\t'\r\0".charAt(random.nextInt(8)));
                out.write(bytes, at, bytes.length - at);
            }
            default -> {
                int end = Math.min(bytes.length, at + random.nextInt(30));
                out.write(bytes, at, end - at);
                out.write(bytes, at, bytes.length - at);
            }
        }
        return out.toByteArray();
    }
}
