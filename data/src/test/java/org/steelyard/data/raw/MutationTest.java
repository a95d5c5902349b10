package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.SteelyardException;

/** Files changed at random are read or refused in words; nothing else ever comes out, and nothing hangs. */
class MutationTest {

    @TempDir
    Path folder;

    private static Map<String, byte[]> seeds() {
        String text = "psn_no,名称,amt,d\n"
                + IntStream.range(0, 20)
                        .mapToObj(i -> "p" + i + ",\"心衰,\"\"急性\"\"\"," + i + ".50,2024-01-0" + (1 + i % 9))
                        .collect(Collectors.joining("\n"))
                + "\n";
        String list =
                "{\"setlinfo\":{\"mdtrt_id\":\"M1\",\"setl_id\":\"S1\",\"psn_name\":\"张三\",\"a\":12.50},\"diseinfo\":[{\"diag_code\":\"I50.900\"},{\"b\":null}]}\n";
        Map<String, byte[]> out = new LinkedHashMap<>();
        out.put("u.csv", text.getBytes(StandardCharsets.UTF_8));
        out.put("g.csv", text.getBytes(Charset.forName("GB18030")));
        out.put("w.csv", Bytes.join(Bytes.of(0xff, 0xfe), text.getBytes(StandardCharsets.UTF_16LE)));
        out.put("z.csv.gz", Bytes.gzip(text.getBytes(StandardCharsets.UTF_8)));
        out.put("z.zip", Bytes.zip("t.csv", text.getBytes(StandardCharsets.UTF_8)));
        out.put("l.json", list.repeat(3).getBytes(StandardCharsets.UTF_8));
        out.put("x.xlsx", Bytes.workbook(book -> {
            Worksheet sheet = book.newWorksheet("t");
            for (int r = 0; r < 5; r++) {
                for (int c = 0; c < 3; c++) {
                    sheet.value(r, c, r == 0 ? "c" + c : "v" + r * c);
                }
            }
        }));
        out.put(
                "p.parquet",
                Bytes.parquet(
                        "SELECT 'p' || i AS psn_no, i AS n, 'x' || i % 3 AS g, DATE '2024-01-01' AS d FROM range(200) t(i)"));
        return out;
    }

    @Test
    @Tag("slow")
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void twoThousandMutationsOfEveryReader() throws IOException {
        mutate(250, Long.getLong("seed", 20261122L));
    }

    @Test
    @Tag("nightly")
    void aHundredThousandMutationsOfEveryReader() throws IOException {
        mutate(Integer.getInteger("mutations", 100_000), Long.getLong("seed", System.nanoTime()));
    }

    private void mutate(int each, long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int read = 0;
        int refused = 0;
        for (Map.Entry<String, byte[]> start : seeds().entrySet()) {
            for (int i = 0; i < each; i++) {
                byte[] bytes = mutated(start.getValue(), random);
                Path file = folder.resolve(start.getKey());
                Files.write(file, bytes);
                RawSource.File source = RawSource.File.of(folder, start.getKey());
                Path target = folder.resolve("out").resolve("t.parquet");
                try {
                    Raw.intake(
                            start.getKey().endsWith("json") ? source.withPart("setlinfo") : source, Map.of(), target);
                    read++;
                    Files.delete(target);
                } catch (SteelyardException e) {
                    refused++;
                } catch (RuntimeException | Error e) {
                    Path kept = Path.of("target", "mutation-" + start.getKey());
                    Files.write(kept, bytes);
                    throw new AssertionError(
                            start.getKey() + ", mutation " + i + " of seed " + seed + ": see " + kept, e);
                }
                try (Stream<Path> left = Files.list(folder.resolve("out"))) {
                    assertThat(left).isEmpty();
                } catch (java.nio.file.NoSuchFileException e) {
                    // Nothing was ever written.
                }
            }
        }
        System.out.println("mutations: " + read + " read, " + refused + " refused");
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] out = bytes.clone();
        int changes = 1 + random.nextInt(4);
        for (int k = 0; k < changes; k++) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(6)) {
                case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> out[at] = (byte) random.nextInt(256);
                case 2 -> out[at] = (byte) ",\"\n\r\t;\0{}[]:'\\=".charAt(random.nextInt(15));
                case 3 ->
                    out = Bytes.join(
                            java.util.Arrays.copyOf(out, at),
                            java.util.Arrays.copyOfRange(
                                    out, Math.min(out.length, at + 1 + random.nextInt(5)), out.length));
                case 4 ->
                    out = Bytes.join(
                            java.util.Arrays.copyOf(out, at),
                            java.util.Arrays.copyOfRange(out, random.nextInt(at + 1), out.length));
                default -> out = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(out, at) : out;
            }
            if (out.length == 0) {
                return new byte[] {0};
            }
        }
        return out;
    }
}
